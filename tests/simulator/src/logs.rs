//! What devices log: taken from them or made by `POST /_logs`, read as a list, streamed as it comes.

use std::collections::{HashMap, VecDeque};
use std::io::Read;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use flate2::read::MultiGzDecoder;
use rusqlite::{Connection, OptionalExtension};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::time::Instant;

use crate::auth::{self, Caller};
use crate::odata::read;
use crate::reply::Reply;
use crate::request::Request;

/// So many lines the service keeps of a device, so many it gives at most.
const KEPT: usize = 1000;
const LARGEST_BATCH: usize = 10;
const NDJSON: &str = "application/x-ndjson";
pub const HEARTBEAT_MS: u64 = 58_000;

/// The service's limit on the batches of a device: so many in this time, or none for as long.
const MOST_BATCHES: usize = 14;
const WINDOW: Duration = Duration::from_secs(10);

/// Who sees a line.
#[derive(PartialEq)]
enum Sight {
    All,
    /// One that streams dropped, and that is stored all the same.
    Stored,
    /// What streams say about those that they dropped.
    Streamed,
}

struct Line {
    created_at: i64,
    /// JSON and a newline.
    text: Bytes,
    sight: Sight,
}

#[derive(Default)]
struct Device {
    lines: Vec<Line>,
    streams: usize,
    /// So many of the next lines the streams drop; so many they dropped already.
    to_suppress: usize,
    suppressed: usize,
    batches: VecDeque<Instant>,
    blocked_until: Option<Instant>,
}

/// What a device says; the service adds when it came.
pub struct Entry {
    timestamp: i64,
    is_system: bool,
    is_std_err: bool,
    service: Option<i64>,
    message: String,
}

impl Entry {
    fn read(value: &Value) -> Option<Entry> {
        let service = match value.get("serviceId") {
            None | Some(Value::Null) => None,
            Some(id) => Some(id.as_i64()?),
        };
        Some(Entry {
            timestamp: value["timestamp"].as_i64()?,
            is_system: value["isSystem"] == true,
            is_std_err: value["isStdErr"] == true,
            service,
            message: value["message"].as_str()?.to_owned(),
        })
    }

    fn line(&self, created_at: i64) -> Bytes {
        let mut row = json!({
            "createdAt": created_at,
            "timestamp": self.timestamp,
            "isSystem": self.is_system,
            "isStdErr": self.is_std_err,
        });
        if let Some(service) = self.service {
            row["serviceId"] = service.into();
        }
        row["message"] = self.message.as_str().into();
        format!("{row}\n").into()
    }
}

/// The logs of all devices, by the devices' ids.
pub struct Logs {
    devices: Mutex<HashMap<i64, Device>>,
    /// The interval of the heartbeats, sent again whenever a line was stored.
    changed: watch::Sender<Duration>,
    limited: bool,
}

impl Logs {
    pub fn new(heartbeat_ms: u64, limited: bool) -> Logs {
        let changed = watch::Sender::new(Duration::from_millis(heartbeat_ms));
        Logs { devices: Mutex::default(), changed, limited }
    }

    fn devices(&self) -> MutexGuard<'_, HashMap<i64, Device>> {
        self.devices.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Stores entries that came together.
    fn store(&self, device: i64, entries: &[Entry]) {
        let mut devices = self.devices();
        let device = devices.entry(device).or_default();
        let last = device.lines.last().map_or(0, |line| line.created_at);
        let created_at = auth::now_ms().max(last);
        for entry in entries {
            let suppressed = device.to_suppress > 0;
            let sight = if suppressed { Sight::Stored } else { Sight::All };
            device.lines.push(Line { created_at, text: entry.line(created_at), sight });
            if !suppressed {
                continue;
            }
            device.suppressed += 1;
            device.to_suppress -= 1;
            if device.to_suppress == 0 {
                let count = std::mem::take(&mut device.suppressed);
                let row = json!({
                    "createdAt": created_at,
                    "timestamp": created_at,
                    "isStdErr": true,
                    "isSystem": true,
                    "message": format!("Warning: Suppressed {count} message(s) due to slow reading"),
                });
                let text = format!("{row}\n").into();
                device.lines.push(Line { created_at, text, sight: Sight::Streamed });
            }
        }
        drop(devices);
        self.changed.send_modify(|_| {});
    }

    /// Whether the device sent too many batches, this one included.
    fn is_too_much(&self, device: i64) -> bool {
        if !self.limited {
            return false;
        }
        let mut devices = self.devices();
        let device = devices.entry(device).or_default();
        let now = Instant::now();
        if device.blocked_until.is_some_and(|end| now < end) {
            return true;
        }
        device.batches.retain(|time| now - *time < WINDOW);
        device.batches.push_back(now);
        if device.batches.len() > MOST_BATCHES {
            device.blocked_until = Some(now + WINDOW);
            device.batches.clear();
            return true;
        }
        false
    }

    fn open(self: &Arc<Logs>, device: i64, wanted: &Wanted) -> Stream {
        let mut devices = self.devices();
        let known = devices.entry(device).or_default();
        known.streams += 1;
        Stream {
            history: wanted.of(known).cloned().collect(),
            next: known.lines.len(),
            changed: self.changed.subscribe(),
            last_beat: Instant::now(),
            logs: Arc::clone(self),
            device,
        }
    }
}

/// Which of the lines before now a reader wants.
struct Wanted {
    count: usize,
    start: i64,
}

impl Wanted {
    fn new(db: &Connection, request: &Request, default_count: usize) -> rusqlite::Result<Wanted> {
        let count = match request.query_value("count") {
            None => default_count,
            Some(text) if text == "all" => KEPT,
            Some(text) => leading_integer(&text).map_or(default_count, |count| usize::try_from(count).unwrap_or(0)),
        };
        let start = match request.query_value("start") {
            None => None,
            Some(text) => match text.parse() {
                Ok(milliseconds) => Some(milliseconds),
                Err(_) => {
                    let sql = "SELECT CAST(round(unixepoch(?1, 'subsec') * 1000) AS INTEGER)";
                    db.query_row(sql, [text], |row| row.get(0))?
                }
            },
        };
        Ok(Wanted { count: count.min(KEPT), start: start.unwrap_or(0) })
    }

    fn of<'a>(&self, device: &'a Device) -> impl Iterator<Item = &'a Bytes> {
        let stored = device.lines.iter().rev().filter(|line| line.sight != Sight::Streamed);
        let wanted: Vec<_> = stored.take(self.count).take_while(|line| line.created_at >= self.start).collect();
        wanted.into_iter().rev().map(|line| &line.text)
    }
}

/// As JavaScript's `parseInt`.
fn leading_integer(text: &str) -> Option<i64> {
    let text = text.trim_start();
    let signs = text.len() - text.trim_start_matches(['-', '+']).len();
    let digits = text[signs..].bytes().take_while(u8::is_ascii_digit).count();
    text[..signs + digits].parse().ok()
}

/// An open stream: the history that was asked for, then each line as it is stored, and heartbeats.
pub struct Stream {
    history: VecDeque<Bytes>,
    next: usize,
    changed: watch::Receiver<Duration>,
    last_beat: Instant,
    logs: Arc<Logs>,
    device: i64,
}

impl Stream {
    pub async fn next(&mut self) -> Bytes {
        loop {
            let interval = *self.changed.borrow_and_update();
            let beats = !interval.is_zero();
            if beats && self.last_beat.elapsed() >= interval {
                self.last_beat = Instant::now();
                return Bytes::from_static(b"\n");
            }
            if let Some(line) = self.past_line().or_else(|| self.newest()) {
                return line;
            }
            tokio::select! {
                // The sender lives as long as this stream's own handle to the logs.
                _ = self.changed.changed() => {}
                () = tokio::time::sleep_until(self.last_beat + interval), if beats => {}
            }
        }
    }

    /// The next line of those that were stored before the stream was opened.
    pub fn past_line(&mut self) -> Option<Bytes> {
        self.history.pop_front()
    }

    fn newest(&mut self) -> Option<Bytes> {
        let devices = self.logs.devices();
        let lines = &devices.get(&self.device)?.lines;
        while let Some(line) = lines.get(self.next) {
            self.next += 1;
            if line.sight != Sight::Stored {
                return Some(line.text.clone());
            }
        }
        None
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        if let Some(device) = self.logs.devices().get_mut(&self.device) {
            device.streams -= 1;
        }
    }
}

fn device(db: &Connection, uuid: &str) -> Result<i64, Reply> {
    let id = db.query_row("SELECT id FROM device WHERE uuid = ?1", [uuid], |row| row.get(0)).optional()?;
    id.ok_or_else(|| unknown(uuid))
}

fn unknown(uuid: &str) -> Reply {
    Reply::said(404, &format!("No device with uuid {uuid}"))
}

pub fn read(db: &Connection, logs: &Arc<Logs>, caller: &Caller, request: &Request, uuid: &str) -> Result<Reply, Reply> {
    let Caller::User { .. } = caller else {
        return Err(Reply::empty(401));
    };
    let device = device(db, uuid)?;
    if !read::may_write(db, caller, "device", device)? {
        return Err(unknown(uuid));
    }
    if request.query_value("stream").is_some_and(|value| value == "1") {
        let stream = logs.open(device, &Wanted::new(db, request, 0)?);
        let reply = Reply { stream: Some(Box::new(stream)), ..Reply::empty(200) };
        return Ok(reply.with("Content-Type", NDJSON).with("Cache-Control", "no-cache"));
    }
    let wanted = Wanted::new(db, request, KEPT)?;
    let mut devices = logs.devices();
    let lines = wanted.of(devices.entry(device).or_default()).map(|line| line.trim_ascii_end());
    let rows = lines.collect::<Vec<_>>().join(&b","[..]);
    Ok(Reply::raw_json(200, format!("[{}]", String::from_utf8_lossy(&rows))))
}

/// The device that writes its own logs.
fn writer(db: &Connection, caller: &Caller, uuid: &str) -> Result<i64, Reply> {
    if matches!(caller, Caller::Guest | Caller::User { session: true, .. }) {
        return Err(Reply::json(401, &json!({ "error": "API key required" })));
    }
    let device = device(db, uuid)?;
    match caller {
        Caller::Device { id, .. } if *id == device => Ok(device),
        _ => Err(Reply::said(401, "Not allowed to write device logs")),
    }
}

/// Whether the line is of a device behind this one, which the service drops.
fn is_dependent(line: &Value) -> bool {
    line.get("uuid").is_some_and(Value::is_string)
}

pub fn write(db: &Connection, logs: &Logs, caller: &Caller, request: &Request, uuid: &str) -> Result<Reply, Reply> {
    if logs.limited && logs.is_too_much(device(db, uuid)?) {
        return Err(Reply::said(429, "Too Many Requests").with("Retry-After", "10"));
    }
    let device = writer(db, caller, uuid)?;
    let lines: Value = serde_json::from_slice(&request.body).map_err(|_| Reply::page(400, "Bad Request"))?;
    let lines = lines.as_array().ok_or_else(|| Reply::empty(400))?;
    if lines.len() > LARGEST_BATCH {
        return Err(Reply::said(400, &format!("Batches cannot include more than {LARGEST_BATCH} logs")));
    }
    let entries = lines.iter().filter(|line| !is_dependent(line)).map(Entry::read);
    let entries: Vec<Entry> = entries.collect::<Option<_>>().ok_or_else(|| Reply::empty(400))?;
    logs.store(device, &entries);
    Ok(Reply::empty(201))
}

/// JSON lines, perhaps compressed, in a request that a real device never ends.
pub fn write_lines(
    db: &Connection,
    logs: &Logs,
    caller: &Caller,
    request: &Request,
    uuid: &str,
) -> Result<Reply, Reply> {
    let device = writer(db, caller, uuid)?;
    if request.header("content-type") != Some(NDJSON) {
        return Err(Reply::said(415, &format!("Streaming requests require Content-Type {NDJSON}")));
    }
    let mut text = String::new();
    let read = match request.header("content-encoding") {
        Some("gzip") => MultiGzDecoder::new(&request.body[..]).read_to_string(&mut text),
        _ => (&request.body[..]).read_to_string(&mut text),
    };
    read.map_err(|problem| Reply::said(400, &problem.to_string()))?;
    let mut entries = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        let line: Value = serde_json::from_str(line).map_err(|problem| Reply::said(400, &problem.to_string()))?;
        if !is_dependent(&line) {
            entries.push(Entry::read(&line).ok_or_else(|| Reply::empty(400))?);
        }
    }
    logs.store(device, &entries);
    Ok(Reply::empty(201))
}

/// `POST /_logs`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Order {
    uuid: Option<String>,
    #[serde(default)]
    lines: u64,
    /// At once, if none.
    #[serde(default)]
    rate_per_s: f64,
    #[serde(default)]
    prefix: String,
    #[serde(default = "one")]
    from: u64,
    /// So many lines come together, when all come at once.
    #[serde(default = "ten")]
    batch: usize,
    #[serde(default)]
    suppress: usize,
    heartbeat_ms: Option<u64>,
}

fn one() -> u64 {
    1
}

fn ten() -> usize {
    10
}

impl Order {
    fn entry(&self, number: u64) -> Entry {
        Entry {
            timestamp: auth::now_ms(),
            is_system: false,
            is_std_err: false,
            service: None,
            message: format!("{}{number}", self.prefix),
        }
    }
}

/// Carries out an order, on the event loop.
pub fn order(db: &Connection, logs: &Arc<Logs>, request: &Request) -> Result<Reply, Reply> {
    let order: Order =
        serde_json::from_slice(&request.body).map_err(|problem| Reply::text(400, &problem.to_string()))?;
    if let Some(milliseconds) = order.heartbeat_ms {
        logs.changed.send_replace(Duration::from_millis(milliseconds));
    }
    let Some(uuid) = &order.uuid else {
        return Ok(Reply::empty(200));
    };
    let device = device(db, uuid)?;
    logs.devices().entry(device).or_default().to_suppress += order.suppress;
    let numbers = order.from..order.from.saturating_add(order.lines);
    if order.rate_per_s > 0.0 {
        let logs = Arc::clone(logs);
        tokio::spawn(async move {
            let start = Instant::now();
            for number in numbers {
                let due = (number - order.from) as f64 / order.rate_per_s;
                tokio::time::sleep_until(start + Duration::from_secs_f64(due)).await;
                logs.store(device, &[order.entry(number)]);
            }
        });
    } else {
        let mut entries = numbers.map(|number| order.entry(number)).peekable();
        while entries.peek().is_some() {
            logs.store(device, &entries.by_ref().take(order.batch.max(1)).collect::<Vec<_>>());
        }
    }
    Ok(Reply::empty(200))
}

/// `GET /_logs?uuid=…`: how many lines are stored, and how many streams are open.
pub fn state(db: &Connection, logs: &Logs, request: &Request) -> Result<Reply, Reply> {
    let device = device(db, &request.query_value("uuid").unwrap_or_default())?;
    let mut devices = logs.devices();
    let device = devices.entry(device).or_default();
    let stored = device.lines.iter().filter(|line| line.sight != Sight::Streamed).count();
    Ok(Reply::json(200, &json!({ "lines": stored, "streams": device.streams })))
}
