//! Bodies that the calling thread takes piece by piece, as large as they may be.

use std::pin::pin;
use std::time::{Duration, Instant};

use bytes::Bytes;
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderMap,
    HeaderName, HeaderValue, IF_RANGE, RANGE,
};

use super::exchange::{self, Ended, Patience};
use super::lanes::{Connection, Loan};
use super::retry::{self, Budget};
use super::{Http, Request, failure, wait};
use crate::error::{Code, Error};

/// How much is handed on at once, and how long it is gathered.
pub(crate) const PIECE: usize = 256 << 10;
const GATHERING: Duration = Duration::from_millis(100);

/// The longest silence, and the least that has to come while it is not silent.
const SILENCE: Duration = Duration::from_secs(10);
const PORTION: usize = 64 << 10;
const PORTION_TIME: Duration = Duration::from_secs(60);

/// What of a body is asked for.
#[derive(Default)]
pub(crate) struct Wanted<'a> {
    /// True where the server may pack it.
    pub packed: bool,
    /// From which byte on, and the tag of what the bytes before were of.
    pub rest: Option<(u64, &'a str)>,
}

impl Wanted<'_> {
    fn headers(&self) -> Result<HeaderMap, Error> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("*/*"));
        let encoding = if self.packed { "gzip" } else { "identity" };
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(encoding));
        if let Some((from, tag)) = self.rest {
            let value = |text: &str| {
                HeaderValue::from_str(text)
                    .map_err(|error| Error::new(Code::DECODE, "The tag of the body is none.").caused_by(&error))
            };
            headers.insert(RANGE, value(&format!("bytes={from}-"))?);
            headers.insert(IF_RANGE, value(tag)?);
        }
        Ok(headers)
    }
}

/// What the head of an answer says of its body.
pub(crate) struct Head {
    pub file_name: Option<String>,
    pub content_type: Option<String>,
    /// How it is packed, if it is.
    pub encoding: Option<String>,
    /// The tag by which its parts fit together.
    pub tag: Option<String>,
    /// The place of its first byte in the whole.
    pub start: u64,
    /// The length of the whole.
    pub total: Option<u64>,
}

impl Head {
    fn of(answer: &reqwest::Response) -> Result<Self, Error> {
        let text = |name: HeaderName| answer.headers().get(name)?.to_str().ok().map(str::trim).map(str::to_owned);
        let is_part = answer.status() == 206;
        let (start, total) = match text(CONTENT_RANGE).filter(|_| is_part) {
            Some(range) => {
                part(&range).ok_or_else(|| Error::new(Code::DECODE, "The part of the body has no place."))?
            }
            None if is_part => return Err(Error::new(Code::DECODE, "The part of the body has no place.")),
            None => (0, answer.content_length()),
        };
        Ok(Head {
            file_name: text(CONTENT_DISPOSITION).as_deref().and_then(file_name),
            content_type: text(CONTENT_TYPE),
            encoding: text(CONTENT_ENCODING).filter(|encoding| encoding != "identity"),
            // Bytes of the same weak tag need not be the same.
            tag: text(ETAG).filter(|tag| tag.starts_with('"')),
            start,
            total,
        })
    }
}

/// The first byte and the length of the whole, of `bytes 5-9/10`.
fn part(range: &str) -> Option<(u64, Option<u64>)> {
    let (bytes, total) = range.strip_prefix("bytes ")?.split_once('/')?;
    let (first, _) = bytes.split_once('-')?;
    let total = if total == "*" { None } else { Some(total.parse().ok()?) };
    Some((first.parse().ok()?, total))
}

/// The name in `attachment; filename="name"`, without a folder.
fn file_name(disposition: &str) -> Option<String> {
    let named = disposition.split(';').find_map(|parameter| parameter.trim().strip_prefix("filename="))?;
    let name = named.trim_matches('"').rsplit(['/', '\\']).next()?;
    (!matches!(name, "" | "." | "..")).then(|| name.to_owned())
}

/// The body of an answer, on the lane that it comes by.
pub(crate) struct Body<'h> {
    loan: Loan<'h>,
    answer: reqwest::Response,
    /// Until when how much more has to come.
    portion: (Instant, usize),
}

impl Http {
    /// Sends a request, as often as is wise, and gives the body of its answer.
    pub fn open(&self, request: &Request<'_>, wanted: &Wanted<'_>) -> Result<(Head, Body<'_>), Error> {
        let headers = wanted.headers()?;
        let opened = self.tried(request, || {
            let mut loan = self.lanes.borrow(request)?;
            let (runtime, connection) = loan.lane().parts();
            let opened = runtime.block_on(exchange::open(connection, request, &headers));
            let answer = loan.after(opened)?;
            let head = Head::of(&answer).map_err(|error| error.with_http_status(answer.status().as_u16()))?;
            Ok((head, Body { loan, answer, portion: (Instant::now() + PORTION_TIME, PORTION) }))
        });
        opened.map_err(|error| error.with_request(request.named()))
    }
}

impl Http {
    /// Waits before the next of several tries that came to nothing, the last of which failed so. False where that would be
    /// too late, or too much for a server that is down.
    pub fn pause(&self, tries: u32, error: &Error, request: &Request<'_>) -> Result<bool, Error> {
        let Some(at) = retry::not_before(error, tries) else { return Ok(false) };
        if (request.deadline.named && at >= request.deadline.at) || (tries > 1 && !self.budget.take(Budget::RETRY)) {
            return Ok(false);
        }
        wait::until(at, request.cancelled).map(|()| true)
    }
}

/// What came of a body at once.
#[derive(Default)]
pub(crate) struct Gathered {
    pieces: Vec<u8>,
    /// One that is large by itself is not copied.
    large: Bytes,
}

impl Gathered {
    pub fn bytes(&self) -> &[u8] {
        if self.large.is_empty() { &self.pieces } else { &self.large }
    }

    fn clear(&mut self) {
        self.pieces.clear();
        self.large = Bytes::new();
    }
}

impl Body<'_> {
    /// Gathers what comes next; false at the end. What came before an error is there all the same.
    pub fn gather(&mut self, request: &Request<'_>, gathered: &mut Gathered) -> Result<bool, Error> {
        gathered.clear();
        let portion = self.portion.0;
        let (runtime, connection) = self.loan.lane().parts();
        let going_on = runtime.block_on(gather(connection, &mut self.answer, request, portion, gathered));
        match self.portion.1.saturating_sub(gathered.bytes().len()) {
            0 => self.portion = (Instant::now() + PORTION_TIME, PORTION),
            left => self.portion.1 = left,
        }
        going_on.map_err(|error| error.with_request(request.named()))
    }
}

async fn gather(
    connection: &mut Connection,
    answer: &mut reqwest::Response,
    request: &Request<'_>,
    portion: Instant,
    gathered: &mut Gathered,
) -> Result<bool, Error> {
    let alarm = &mut connection.alarm;
    let mut patience = Patience { alarm, cancellation: pin!(request.cancelled.cancelled()) };
    let mut until = portion.min(Instant::now() + SILENCE);
    if request.deadline.named {
        until = until.min(request.deadline.at);
    }
    let mut is_late = false;
    while gathered.pieces.len() < PIECE {
        match patience.before(until, pin!(answer.chunk())).await {
            Ok(Ok(Some(chunk))) if chunk.len() >= PIECE && gathered.pieces.is_empty() => {
                gathered.large = chunk;
                break;
            }
            Ok(Ok(Some(chunk))) => gathered.pieces.extend_from_slice(&chunk),
            Ok(Ok(None)) => return Ok(false),
            Ok(Err(error)) => return Err(failure::broken(error, false, false, "The answer broke off.").error),
            Err(Ended::Late) if is_late => return Ok(true),
            Err(Ended::Late) => return Err(Error::new(Code::TIMEOUT, "The rest of the answer did not come in time.")),
            Err(Ended::Cancelled) => return Err(failure::cancelled()),
        }
        if !is_late {
            is_late = true;
            until = until.min(Instant::now() + GATHERING);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_names_are_read() {
        assert_eq!(part("bytes 5-9/10"), Some((5, Some(10))));
        assert_eq!(part("bytes 5-9/*"), Some((5, None)));
        for none in ["bytes */10", "5-9/10", "bytes 5-9", "bytes a-9/10", "bytes -5-9/1"] {
            assert_eq!(part(none), None, "{none}");
        }
        let named = |text: &str| file_name(text).unwrap_or_default();
        assert_eq!(named("attachment; filename=\"a b.img\""), "a b.img");
        assert_eq!(named("attachment; filename=a.img; size=5"), "a.img");
        assert_eq!(named("attachment; filename=\"../../etc/passwd\""), "passwd");
        assert_eq!(named("attachment; filename=\"..\""), "");
        assert_eq!(named("inline"), "");
    }
}
