//! `/download`: images of the operating systems. Their bytes follow from the device type and the version, not from the
//! configuration that a real one has inside.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;

use bytes::Bytes;
use flate2::write::{DeflateEncoder, GzEncoder};
use flate2::{Compression, Crc};
use rusqlite::{Connection, OptionalExtension};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::auth::Caller;
use crate::devices;
use crate::fleet::scrambled;
use crate::odata::read;
use crate::reply::Reply;
use crate::request::Request;
use crate::resources::RAW_VERSION;

pub const SIZE: usize = 4 * 1024 * 1024;
const BLOCK: usize = 4096;
const FORMS: [(&str, &str); 3] =
    [(".img", "application/octet-stream"), (".zip", "application/zip"), (".gz", "application/gzip")];

/// What images are like now.
pub struct Images {
    size: usize,
    /// Grows when the images change.
    generation: u64,
    /// Whether parts are sent, and ETags by which they fit together.
    ranges: bool,
    /// The image that was asked for last.
    last: Option<(Image, Bytes)>,
}

#[derive(Clone, PartialEq)]
struct Image {
    device_type: &'static str,
    version: String,
    form: &'static str,
    size: usize,
    generation: u64,
}

impl Image {
    fn key(&self) -> String {
        format!("{}/{}/{}/{}", self.device_type, self.version, self.size, self.generation)
    }

    /// Strong: the same for the same bytes.
    fn etag(&self) -> String {
        format!("\"{}\"", &hex(&Sha256::digest(self.key() + self.form))[..32])
    }

    fn file_name(&self, owner: &str) -> String {
        let ending = if self.form == ".img" { "" } else { self.form };
        format!("balena-{owner}-{}.img{ending}", self.version)
    }

    /// Noise and zeros by turns, so that it can be compressed, but not to nothing.
    fn content(&self) -> Vec<u8> {
        let digest = Sha256::digest(self.key());
        let seed = digest.iter().take(8).fold(0, |seed, byte| seed << 8 | u64::from(*byte));
        let mut content = vec![0; self.size];
        for (number, block) in (0_u64..).zip(content.chunks_mut(BLOCK)).filter(|(number, _)| number % 2 == 0) {
            for (position, part) in (0_u64..).zip(block.chunks_mut(8)) {
                let noise = scrambled(seed.wrapping_add(number << 32).wrapping_add(position));
                part.copy_from_slice(&noise.to_le_bytes()[..part.len()]);
            }
        }
        content
    }

    fn bytes(&self) -> io::Result<Bytes> {
        let content = self.content();
        Ok(match self.form {
            ".gz" => {
                let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
                encoder.write_all(&content)?;
                encoder.finish()?.into()
            }
            ".zip" => zipped(&format!("balena-{}-{}.img", self.device_type, self.version), &content)?.into(),
            _ => content.into(),
        })
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// An archive of this one file.
fn zipped(name: &str, content: &[u8]) -> io::Result<Vec<u8>> {
    let mut crc = Crc::new();
    crc.update(content);
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(content)?;
    let packed = encoder.finish()?;
    let long = |number: usize| u32::try_from(number).map_err(io::Error::other);
    let short = |number: usize| u16::try_from(number).map_err(io::Error::other);

    // The part of the header that both records have: version 2.0, deflated, of 1980-01-01.
    let mut facts = vec![20, 0, 0, 0, 8, 0, 0, 0, 0x21, 0];
    for number in [crc.sum(), long(packed.len())?, long(content.len())?] {
        facts.extend(number.to_le_bytes());
    }
    facts.extend(short(name.len())?.to_le_bytes());
    facts.extend([0, 0]);
    let local = [b"PK\x03\x04", &facts[..], name.as_bytes(), &packed].concat();
    let central = [b"PK\x01\x02\x14\x00", &facts[..], &[0; 14], name.as_bytes()].concat();
    let mut end = b"PK\x05\x06\x00\x00\x00\x00\x01\x00\x01\x00".to_vec();
    end.extend(long(central.len())?.to_le_bytes());
    end.extend(long(local.len())?.to_le_bytes());
    end.extend([0, 0]);
    Ok([local, central, end].concat())
}

impl Images {
    pub fn new(size: usize) -> Images {
        Images { size, generation: 0, ranges: true, last: None }
    }

    fn image(&self, device_type: &'static str, version: String, form: &'static str) -> Image {
        Image { device_type, version, form, size: self.size, generation: self.generation }
    }

    fn bytes(&mut self, image: &Image) -> io::Result<Bytes> {
        if let Some((known, bytes)) = &self.last
            && known == image
        {
            return Ok(bytes.clone());
        }
        let bytes = image.bytes()?;
        self.last = Some((image.clone(), bytes.clone()));
        Ok(bytes)
    }

    /// `GET` or `POST /download`.
    pub fn download(&mut self, db: &Connection, caller: &Caller, request: &Request) -> Result<Reply, Reply> {
        let Caller::User { .. } = caller else {
            return Err(Reply::empty(401));
        };
        let options = match request.method.as_str() {
            "GET" => request.query_values(),
            _ => request.object()?,
        };
        let (device_type, owner) = target(db, caller, &options)?;
        let text = |name: &str| options.get(name).and_then(Value::as_str);
        let wanted = text("fileType").unwrap_or(".img");
        let (form, content_type) = FORMS
            .into_iter()
            .find(|(form, _)| *form == wanted)
            .ok_or_else(|| Reply::said(400, &format!("Unknown file type {wanted}")))?;
        let version = version(db, device_type, text("version"))?;
        let image = self.image(device_type, version, form);
        let bytes = self.bytes(&image).map_err(Reply::broken)?;
        let file_name = image.file_name(&owner);
        let whole = Reply { body: bytes, chunked: false, ..Reply::empty(200) }
            .with("Content-Type", content_type)
            .with("Content-Disposition", &format!("attachment; filename=\"{file_name}\""));
        if !self.ranges {
            return Ok(whole);
        }
        let etag = image.etag();
        let whole = whole.with("ETag", &etag).with("Accept-Ranges", "bytes");
        let same = request.header("if-range").is_none_or(|known| known == etag);
        Ok(match request.header("range") {
            Some(range) if same && request.method == "GET" => part(whole, range),
            _ => whole,
        })
    }
}

/// The slug of the device type, and what the file is named after: the application if there is one.
fn target(db: &Connection, caller: &Caller, options: &Map<String, Value>) -> Result<(&'static str, String), Reply> {
    let device_type = options.get("deviceType").and_then(Value::as_str);
    let Some(application) = options.get("appId") else {
        let device_type = device_type.ok_or_else(|| Reply::said(400, "An appId or a deviceType is required."))?;
        let slug = devices::find_type(device_type)?.slug;
        return Ok((slug, slug.to_owned()));
    };
    let id = application.as_i64().or_else(|| application.as_str()?.parse().ok());
    let (name, own_type): (String, String) = match id {
        Some(id) if read::may_write(db, caller, "application", id)? => db.query_row(
            "SELECT a.app_name, t.slug FROM application AS a JOIN device_type AS t ON t.id = a.is_for__device_type \
             WHERE a.id = ?1",
            [id],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?,
        _ => return Err(Reply::said(404, "You do not have permission to access this application")),
    };
    Ok((devices::find_type(device_type.unwrap_or(&own_type))?.slug, name))
}

/// The version if there is an image of it, or the newest one.
fn version(db: &Connection, device_type: &str, wanted: Option<&str>) -> Result<String, Reply> {
    let wanted = wanted.filter(|version| *version != "latest");
    // Old releases have their version and variant in tags.
    let tagged = "SELECT v.value || CASE t.value WHEN 'production' THEN '.prod' WHEN 'development' THEN '.dev' \
                  ELSE '' END FROM release_tag AS v LEFT JOIN release_tag AS t ON t.release = v.release AND \
                  t.tag_key = 'variant' WHERE v.release = r.id AND v.tag_key = 'version'";
    let raw = RAW_VERSION.replace("{row}", "r");
    let sql = format!(
        "SELECT version FROM (SELECT coalesce(({tagged}), ({raw})) AS version, \
         a.should_be_running__release = r.id AS is_newest FROM release AS r \
         JOIN application AS a ON a.id = r.belongs_to__application \
         JOIN device_type AS d ON d.id = a.is_for__device_type \
         WHERE a.is_host AND d.slug = ?1 AND r.status = 'success' AND r.is_final AND NOT r.is_invalidated \
         ORDER BY a.id) WHERE iif(?2 IS NULL, is_newest, version = ?2) LIMIT 1"
    );
    let found = db.query_row(&sql, (device_type, wanted), |row| row.get(0)).optional()?;
    found.ok_or_else(|| {
        Reply::said(404, &format!("No image found for {device_type} {}", wanted.unwrap_or("of any version")))
    })
}

/// One part of the body, or all of it when `range` is nothing that can be understood.
fn part(whole: Reply, range: &str) -> Reply {
    let length = whole.body.len();
    match parsed(range, length) {
        None => whole,
        Some(range) if range.is_empty() => {
            let refusal = Reply { chunked: false, ..Reply::empty(416) };
            refusal.with("Content-Range", &format!("bytes */{length}"))
        }
        Some(range) => {
            let content_range = format!("bytes {}-{}/{length}", range.start, range.end - 1);
            Reply { status: 206, body: whole.body.slice(range), ..whole }.with("Content-Range", &content_range)
        }
    }
}

/// The only range that is asked for. An empty one is none of the body's.
fn parsed(range: &str, length: usize) -> Option<Range<usize>> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    if first.is_empty() {
        let count: usize = last.parse().ok()?;
        return Some(length.saturating_sub(count)..length);
    }
    let first: usize = first.parse().ok()?;
    let last: usize = if last.is_empty() { usize::MAX } else { last.parse().ok()? };
    if last < first {
        return None;
    }
    Some(first.min(length)..last.saturating_add(1).min(length))
}

/// `POST /_images`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Order {
    size: Option<usize>,
    ranges: Option<bool>,
    /// Gives them new bytes and new ETags.
    #[serde(default)]
    changed: bool,
}

impl Images {
    pub fn order(&mut self, request: &Request) -> Reply {
        match serde_json::from_slice::<Order>(&request.body) {
            Ok(order) => {
                self.size = order.size.unwrap_or(self.size);
                self.ranges = order.ranges.unwrap_or(self.ranges);
                self.generation += u64::from(order.changed);
                Reply::empty(200)
            }
            Err(problem) => Reply::text(400, &problem.to_string()),
        }
    }

    /// `GET /_images?deviceType=…&version=…`: what a download has to result in.
    pub fn described(&self, db: &Connection, request: &Request) -> Result<Reply, Reply> {
        let device_type = devices::find_type(&request.query_value("deviceType").unwrap_or_default())?.slug;
        let version = version(db, device_type, request.query_value("version").as_deref())?;
        let image = self.image(device_type, version, ".img");
        let digest = hex(&Sha256::digest(image.content()));
        let text = json!({ "version": image.version, "size": image.size, "etag": image.etag(), "sha256": digest });
        Ok(Reply::json(200, &text))
    }
}
