//! Faults to order: which of the next requests fail, and how it looks on the wire.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;
use std::time::Duration;
use tokio::net::TcpStream;

use crate::gzip;
use crate::logs::Stream;
use crate::reply::Reply;
use crate::wire;

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Match {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// The beginning of the path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
}

fn once() -> u32 {
    1
}

fn one() -> usize {
    1
}

fn tenth() -> u64 {
    100
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Fault {
    /// Another answer; the request is not served.
    Status {
        status: u16,
        #[serde(default)]
        headers: BTreeMap<String, String>,
        #[serde(default)]
        body: String,
    },
    /// No answer until the client goes.
    Stall,
    /// The true answer, its body slowly.
    Drip {
        #[serde(default = "one")]
        chunk: usize,
        #[serde(default = "tenth")]
        interval_ms: u64,
    },
    /// The true answer, ended by a close after so many bytes of its body.
    Cut { after: usize },
    /// The same by a reset; without `after` before any byte of the answer.
    Reset {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<usize>,
    },
    /// No answer but a close; with `during_body` while the client is still sending.
    Close {
        #[serde(default)]
        during_body: bool,
    },
    /// The true answer under a length that is `delta` off.
    WrongLength { delta: i64 },
    /// The true answer without its last bytes, whole as far as HTTP goes.
    BadJson,
    /// A web page, as captive portals send it.
    Html,
    /// JSON with bytes that are no UTF-8.
    NotUtf8,
    /// JSON of so many bytes, compressed to a thousandth.
    GzipBomb { bytes: u64 },
    /// A body that says it is compressed, and is noise.
    UnknownEncoding,
    /// JSON of so many bytes, announced and sent.
    Large { bytes: u64 },
    /// The true answer's head and half of its body, then nothing.
    StallBody,
    /// The true answer, of a stream what was there already, and then nothing on an open connection.
    Silent,
    /// These bytes, then a close.
    Raw { base64: String },
    /// The true answer, after which the connection closes without having said so.
    CloseAfter,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    #[serde(default, rename = "match")]
    pub matching: Match,
    #[serde(default = "once")]
    pub times: u32,
    #[serde(deserialize_with = "fault")]
    pub fault: Fault,
}

/// A kind without parameters may be written as its name alone.
fn fault<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Fault, D::Error> {
    let mut value = serde_json::Value::deserialize(deserializer)?;
    if value.is_string() {
        value = serde_json::json!({ "kind": value });
    }
    serde_json::from_value(value).map_err(serde::de::Error::custom)
}

#[derive(Default)]
pub struct Faults(Vec<Order>);

impl Faults {
    pub fn add(&mut self, orders: Vec<Order>) {
        self.0.extend(orders);
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    pub fn left(&self) -> &[Order] {
        &self.0
    }

    /// The fault of the first order that fits, which is used up once more.
    pub fn take(&mut self, method: &str, path: &str) -> Option<Fault> {
        let fits = |order: &Order| {
            order.times > 0
                && order.matching.method.as_deref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(method))
                && order.matching.path.as_deref().is_none_or(|wanted| path.starts_with(wanted))
        };
        let order = self.0.iter_mut().find(|order| fits(order))?;
        order.times -= 1;
        let fault = order.fault.clone();
        self.0.retain(|order| order.times > 0);
        Some(fault)
    }
}

impl Fault {
    /// Whether the request must not be served, so that its effects fail to appear too.
    pub fn replaces(&self) -> bool {
        !matches!(
            self,
            Fault::Drip { .. }
                | Fault::Cut { .. }
                | Fault::Reset { after: Some(_) }
                | Fault::WrongLength { .. }
                | Fault::BadJson
                | Fault::StallBody
                | Fault::Silent
                | Fault::CloseAfter
        )
    }

    /// An answer that needs no tricks.
    pub fn reply(&self, truth: Option<&Reply>) -> Option<Reply> {
        match self {
            Fault::Status { status, headers, body } => {
                let mut reply = Reply::text(*status, body);
                for (name, value) in headers {
                    reply.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
                    reply = reply.with(name, value);
                }
                Some(reply)
            }
            Fault::BadJson if truth.is_none_or(|reply| reply.stream.is_none()) => {
                let body = truth.map(|reply| reply.body.clone()).unwrap_or_default();
                let cut = body.slice(..body.len().saturating_sub(2));
                let text = if cut.is_empty() { Bytes::from_static(b"{\"d\":[") } else { cut };
                Some(Reply { body: text, ..Reply::raw_json(200, String::new()) })
            }
            Fault::Html => Some(Reply::html(200, "<!DOCTYPE html><html><body>Please sign in</body></html>")),
            Fault::GzipBomb { bytes } => Some(match gzip::bomb(*bytes) {
                Ok(body) => Reply { body, ..Reply::raw_json(200, String::new()) }.with("Content-Encoding", "gzip"),
                Err(problem) => Reply::broken(problem),
            }),
            Fault::UnknownEncoding => {
                Some(Reply::raw_json(200, "what is this".to_owned()).with("Content-Encoding", "br"))
            }
            Fault::NotUtf8 => {
                let body = Bytes::from_static(b"{\"d\":[{\"device_name\":\"\xff\xfe\"}]}");
                Some(Reply { body, ..Reply::raw_json(200, String::new()) })
            }
            _ => None,
        }
    }

    /// Plays the fault on the socket, past the HTTP library. `truth` is the answer without the fault.
    pub async fn play(&self, stream: &TcpStream, mut truth: Option<Reply>) -> io::Result<()> {
        if let Some(lines) = truth.as_mut().and_then(|reply| reply.stream.take()) {
            let head = truth.as_ref().map(wire::chunked_head).unwrap_or_default();
            return tokio::select! {
                played = self.play_streamed(stream, &head, *lines) => played,
                gone = wire::until_gone(stream) => gone,
            };
        }
        let truth = truth.as_ref();
        let (head, body) = truth.map(|reply| wire::rendered(reply, 0)).unwrap_or_default();
        match self {
            Fault::Stall => wire::until_gone(stream).await,
            Fault::StallBody => {
                wire::write(stream, &head).await?;
                wire::write(stream, &body[..body.len() / 2]).await?;
                wire::until_gone(stream).await
            }
            Fault::Silent => {
                wire::write(stream, &head).await?;
                wire::write(stream, &body).await?;
                wire::until_gone(stream).await
            }
            Fault::Large { bytes } => {
                let (head, _) =
                    wire::rendered(&Reply::raw_json(200, String::new()), i64::try_from(*bytes).unwrap_or(0));
                wire::write(stream, &head).await?;
                for part in gzip::json(*bytes) {
                    wire::write(stream, &part).await?;
                }
                wire::close(stream)
            }
            Fault::Drip { chunk, interval_ms } => {
                wire::write(stream, &head).await?;
                for part in body.chunks((*chunk).max(1)) {
                    wire::write(stream, part).await?;
                    tokio::time::sleep(Duration::from_millis(*interval_ms)).await;
                }
                wire::close(stream)
            }
            Fault::Cut { after } => {
                wire::write(stream, &head).await?;
                wire::write(stream, &body[..body.len().min(*after)]).await?;
                wire::close(stream)
            }
            Fault::Reset { after } => {
                if let Some(after) = after {
                    wire::write(stream, &head).await?;
                    wire::write(stream, &body[..body.len().min(*after)]).await?;
                    // A reset may overtake what the client has not read yet.
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
                wire::reset_on_close(stream)
            }
            Fault::WrongLength { delta } => {
                let (head, body) = truth.map(|reply| wire::rendered(reply, *delta)).unwrap_or_default();
                wire::write(stream, &head).await?;
                wire::write(stream, &body).await?;
                wire::close(stream)
            }
            Fault::Raw { base64 } => {
                let bytes = STANDARD.decode(base64).map_err(io::Error::other)?;
                wire::write(stream, &bytes).await?;
                wire::close(stream)
            }
            Fault::CloseAfter => {
                wire::write(stream, &head).await?;
                wire::write(stream, &body).await?;
                wire::close(stream)
            }
            Fault::Close { during_body: true } => wire::reset_on_close(stream),
            Fault::Close { during_body: false }
            | Fault::Status { .. }
            | Fault::BadJson
            | Fault::GzipBomb { .. }
            | Fault::UnknownEncoding
            | Fault::Html
            | Fault::NotUtf8 => wire::close(stream),
        }
    }

    /// The same for an answer that has no end. Bytes are counted as they are on the wire, chunk sizes included.
    async fn play_streamed(&self, stream: &TcpStream, head: &[u8], mut lines: Stream) -> io::Result<()> {
        wire::write(stream, head).await?;
        let mut delta = 0;
        match self {
            Fault::Cut { after } => {
                write_part(stream, &mut lines, *after).await?;
                return wire::close(stream);
            }
            Fault::Reset { after } => {
                write_part(stream, &mut lines, after.unwrap_or(0)).await?;
                // A reset may overtake what the client has not read yet.
                tokio::time::sleep(Duration::from_millis(50)).await;
                return wire::reset_on_close(stream);
            }
            Fault::StallBody => {
                let chunk = wire::chunk(&lines.next().await, 0);
                wire::write(stream, &chunk[..chunk.len() / 2]).await?;
                return std::future::pending().await;
            }
            Fault::Silent => {
                write_history(stream, &mut lines).await?;
                return std::future::pending().await;
            }
            Fault::CloseAfter => {
                write_history(stream, &mut lines).await?;
                wire::write(stream, wire::LAST_CHUNK).await?;
                return wire::close(stream);
            }
            Fault::Drip { chunk, interval_ms } => loop {
                for part in wire::chunk(&lines.next().await, 0).chunks((*chunk).max(1)) {
                    wire::write(stream, part).await?;
                    tokio::time::sleep(Duration::from_millis(*interval_ms)).await;
                }
            },
            Fault::BadJson => {
                let line = lines.next().await;
                let json = line.trim_ascii_end();
                let cut = [&json[..json.len().saturating_sub(2)], b"\n"].concat();
                wire::write(stream, &wire::chunk(&cut, 0)).await?;
            }
            Fault::WrongLength { delta: wanted } => delta = *wanted,
            _ => {}
        }
        loop {
            wire::write(stream, &wire::chunk(&lines.next().await, delta)).await?;
        }
    }
}

async fn write_part(stream: &TcpStream, lines: &mut Stream, mut left: usize) -> io::Result<()> {
    while left > 0 {
        let chunk = wire::chunk(&lines.next().await, 0);
        let part = &chunk[..chunk.len().min(left)];
        wire::write(stream, part).await?;
        left -= part.len();
    }
    Ok(())
}

async fn write_history(stream: &TcpStream, lines: &mut Stream) -> io::Result<()> {
    while let Some(line) = lines.past_line() {
        wire::write(stream, &wire::chunk(&line, 0)).await?;
    }
    Ok(())
}
