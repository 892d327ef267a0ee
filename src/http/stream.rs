//! Answers that come for as long as somebody listens: the caller takes them piece by piece.

use std::pin::pin;
use std::time::Instant;

use bytes::Bytes;
use reqwest::header::{DATE, HeaderMap};

use super::exchange::{self, Ended, Patience};
use super::lanes::Connection;
use super::{Http, Request, failure};
use crate::error::{Code, Error};

/// What reads streams. The runtime that was entered when it was made drives it.
pub(crate) struct Listener(Connection);

impl Listener {
    /// Another one on the same runtime.
    pub fn another(&self) -> Self {
        Listener(self.0.another())
    }

    /// Sends a GET, and gives its answer when that is no refusal.
    pub async fn open<'l>(&'l mut self, request: &Request<'_>) -> Result<Stream<'l>, Error> {
        match exchange::open(&mut self.0, request, &HeaderMap::new()).await {
            Ok(answer) => Ok(Stream { answer, connection: &mut self.0 }),
            Err(failure) => Err(failure.error.with_request(request.named())),
        }
    }
}

impl Http {
    /// A listener that the runtime drives that is entered.
    pub fn listener(&self) -> Result<Listener, Error> {
        self.lanes.connection("identity").map(Listener)
    }
}

/// The body of an answer.
pub(crate) struct Stream<'l> {
    answer: reqwest::Response,
    connection: &'l mut Connection,
}

impl Stream<'_> {
    /// The server's time when it began to answer, in milliseconds since 1970, to the second.
    pub fn began(&self) -> Option<i64> {
        let date = self.answer.headers().get(DATE)?.to_str().ok()?;
        let since = httpdate::parse_http_date(date).ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
        i64::try_from(since.as_millis()).ok()
    }

    /// The next piece, `None` at the end.
    pub async fn next(&mut self, request: &Request<'_>, until: Instant) -> Result<Option<Bytes>, Error> {
        let alarm = &mut self.connection.alarm;
        let mut patience = Patience { alarm, cancellation: pin!(request.cancelled.cancelled()) };
        match patience.before(until, pin!(self.answer.chunk())).await {
            Ok(Ok(piece)) => Ok(piece),
            Ok(Err(error)) => Err(failure::broken(error, false, false, "The answer broke off.").error),
            Err(Ended::Late) => Err(Error::new(Code::TIMEOUT, "The server fell silent.")),
            Err(Ended::Cancelled) => Err(failure::cancelled()),
        }
    }
}
