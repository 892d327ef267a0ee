//! Compressed bodies.

use std::io::{self, Write};

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::reply::Reply;
use crate::request::Request;

/// Shorter bodies gain nothing.
const THRESHOLD: usize = 1024;

fn accepts(request: &Request) -> bool {
    let Some(encodings) = request.header("accept-encoding") else {
        return false;
    };
    encodings.split(',').any(|encoding| {
        let (name, quality) = encoding.split_once(';').unwrap_or((encoding, "q=1"));
        let refused = quality.trim().strip_prefix("q=").is_some_and(|value| value.parse() == Ok(0.0));
        name.trim().eq_ignore_ascii_case("gzip") && !refused
    })
}

/// Neither what is compressed already nor a part of something.
fn may_compress(reply: &Reply) -> bool {
    let is_archive = |(name, value): &(String, String)| {
        name == "Content-Type" && matches!(value.as_str(), "application/zip" | "application/gzip")
    };
    reply.status != 206 && !reply.headers.iter().any(is_archive)
}

/// The ETag of compressed bytes is a weak one, and no part can be had of them.
fn other_bytes(mut reply: Reply) -> Reply {
    reply.headers.retain(|(name, _)| name != "Accept-Ranges");
    for (_, etag) in reply.headers.iter_mut().filter(|(name, _)| name == "ETag") {
        etag.insert_str(0, "W/");
    }
    reply
}

/// The reply as the service sends it to this client: a compressed one has no length.
pub fn answer(reply: Reply, request: &Request) -> Reply {
    if reply.stream.is_some() || reply.body.len() <= THRESHOLD || !accepts(request) || !may_compress(&reply) {
        return reply;
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    match encoder.write_all(&reply.body).and_then(|()| encoder.finish()) {
        Ok(body) => other_bytes(Reply { body: body.into(), chunked: true, ..reply })
            .with("Content-Encoding", "gzip")
            .with("Vary", "Accept-Encoding"),
        Err(problem) => Reply::broken(problem),
    }
}

/// `{"d":["aaa…"]}`, so many bytes of it, a thousandth of them when compressed.
pub fn bomb(bytes: u64) -> io::Result<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    for part in json(bytes) {
        encoder.write_all(&part)?;
    }
    encoder.finish().map(Bytes::from)
}

/// `{"d":["aaa…"]}` of so many bytes, in parts.
pub fn json(bytes: u64) -> impl Iterator<Item = Bytes> {
    const PART: u64 = 1 << 16;
    let (start, end) = (r#"{"d":[""#, r#""]}"#);
    let letters = bytes.saturating_sub((start.len() + end.len()) as u64);
    let whole = Bytes::from(vec![b'a'; PART as usize]);
    let rest = Bytes::from(vec![b'a'; (letters % PART) as usize]);
    let middle = std::iter::repeat_n(whole, (letters / PART) as usize).chain([rest]);
    [Bytes::from(start)].into_iter().chain(middle).chain([Bytes::from(end)])
}
