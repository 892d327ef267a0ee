//! The one request path. The thread that makes a call drives its connection: there is no thread to hop to and nothing
//! to wake.
//!
//! [`Http::send`] tries until an answer is there or nobody may wait any longer. For each try it borrows a lane
//! (`lanes`), on which `exchange` sends the request and receives the answer; `failure` names what went wrong, and
//! `retry` says whether to try again; `body` is for answers that are larger than memory, `stream` for those without an end.
//! No type of reqwest leaves this folder.

mod body;
mod exchange;
mod failure;
mod lanes;
mod lookup;
mod proxy;
pub(crate) mod retry;
mod stream;
mod trust;
mod wait;

use std::pin::pin;
use std::time::{Duration, Instant};

use bytes::Bytes;
use reqwest::header::HeaderValue;
use tokio::runtime::Handle;
use tokio_util::sync::CancellationToken;

use crate::document::ROOM_BEFORE;
use crate::error::{Code, Error};
use crate::settings::Settings;
use lanes::Lanes;
use retry::Budget;

pub(crate) use body::{Gathered, Head, PIECE, Wanted};
pub(crate) use proxy::Proxies;
pub(crate) use retry::fraction;
pub(crate) use stream::Listener;

/// The deadline of a call whose caller named none, up to the first byte of the body.
const PATIENCE: Duration = Duration::from_secs(30);
/// The same where a device has to answer: the API itself waits 50 s for it.
const PATIENCE_WITH_DEVICES: Duration = Duration::from_secs(60);

/// When a call ends, whatever happens.
#[derive(Clone, Copy)]
pub(crate) struct Deadline {
    at: Instant,
    /// A deadline that the caller named holds for the body too; ours gives way while a GET makes progress.
    named: bool,
}

impl Deadline {
    pub fn after(named: Option<Duration>) -> Self {
        Self::named_or(named, PATIENCE)
    }

    /// The same for a call that a device has to answer.
    pub fn of_device(named: Option<Duration>) -> Self {
        Self::named_or(named, PATIENCE_WITH_DEVICES)
    }

    /// That of a further request of the same call: one that the caller named stays.
    pub fn again(self) -> Self {
        if self.named { self } else { Self::after(None) }
    }

    fn named_or(named: Option<Duration>, patience: Duration) -> Self {
        Deadline { at: Instant::now() + named.unwrap_or(patience), named: named.is_some() }
    }
}

/// A credential in the form in which it travels.
#[derive(Clone)]
pub(crate) struct Bearer(HeaderValue);

impl Bearer {
    /// `None` when the text can't stand in a header.
    pub fn new(token: &str) -> Option<Self> {
        Self::under("Bearer", token)
    }

    /// The key of a supervisor: of the schemes that supervisors take, the one that old ones know too.
    pub fn of_supervisor(key: &str) -> Option<Self> {
        Self::under("ApiKey", key)
    }

    fn under(scheme: &str, secret: &str) -> Option<Self> {
        let mut value = HeaderValue::try_from(format!("{scheme} {secret}")).ok()?;
        value.set_sensitive(true);
        Some(Bearer(value))
    }

    fn token(&self) -> &str {
        self.0.to_str().ok().and_then(|value| value.split_once(' ')).map_or("", |(_, secret)| secret)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    Get,
    Post,
    Patch,
    Delete,
}

impl Method {
    fn name(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        }
    }

    /// A request as errors name it.
    pub fn of(self, endpoint: &str, target: &str) -> String {
        format!("{} {endpoint}{target}", self.name())
    }

    fn for_reqwest(self) -> reqwest::Method {
        match self {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Patch => reqwest::Method::PATCH,
            Method::Delete => reqwest::Method::DELETE,
        }
    }
}

pub(crate) struct Request<'a> {
    pub method: Method,
    /// Where the server is; ends in `/`.
    pub endpoint: &'a str,
    /// Path and query, without a leading `/`, encoded as the server wants it.
    pub target: &'a str,
    pub bearer: Option<&'a Bearer>,
    /// A JSON text.
    pub body: Option<Bytes>,
    /// Texts that may not appear in an error, though the server repeat them.
    pub secrets: &'a [&'a str],
    pub deadline: Deadline,
    pub cancelled: &'a CancellationToken,
}

impl Request<'_> {
    /// It as errors name it.
    pub fn named(&self) -> String {
        self.method.of(self.endpoint, self.target)
    }
}

/// An answer with a status below 300.
pub(crate) struct Response {
    pub status: u16,
    /// The body, behind the room that [`Document`](crate::document::Document) keeps.
    pub buffer: Vec<u8>,
}

impl Response {
    pub fn body(&self) -> &[u8] {
        &self.buffer[ROOM_BEFORE..]
    }
}

pub(crate) struct Http {
    body_limit: usize,
    lanes: Lanes,
    budget: Budget,
}

impl Http {
    pub fn new(settings: &Settings) -> Self {
        Self::over(settings.proxies.clone(), settings)
    }

    /// For a server on this machine, or on its own network: no proxy stands in between.
    pub fn nearby(settings: &Settings) -> Self {
        Self::over(Proxies::none(), settings)
    }

    fn over(proxies: Proxies, settings: &Settings) -> Self {
        Http {
            body_limit: usize::try_from(settings.body_limit).unwrap_or(usize::MAX),
            lanes: Lanes::new(proxies, settings),
            budget: Budget::new(),
        }
    }

    /// Sends a request and takes its answer; any status from 300 on is an error.
    pub fn send(&self, request: &Request<'_>) -> Result<Response, Error> {
        let sent = outside_of_runtimes(|| self.tried(request, || self.attempt(request)));
        sent.map_err(|error| error.with_request(request.named()))
    }

    /// What one of several attempts gives.
    fn tried<T>(
        &self,
        request: &Request<'_>,
        mut attempt: impl FnMut() -> Result<T, failure::Failure>,
    ) -> Result<T, Error> {
        let mut tries = 1;
        loop {
            let failure = match attempt() {
                Ok(answer) => {
                    self.budget.succeeded();
                    return Ok(answer);
                }
                Err(failure) => failure,
            };
            let Some(at) = retry::next_try(&failure, tries, request, &self.budget) else { return Err(failure.error) };
            wait::until(at, request.cancelled)?;
            tries += 1;
        }
    }

    fn attempt(&self, request: &Request<'_>) -> Result<Response, failure::Failure> {
        let mut loan = self.lanes.borrow(request)?;
        let (runtime, connection) = loan.lane().parts();
        let exchanged = {
            // Where it lies: it is large, and would be moved from hand to hand.
            let exchange = pin!(exchange::exchange(connection, request, self.body_limit));
            runtime.block_on(exchange)
        };
        loan.after(exchanged)
    }
}

/// Runs `body` where it may block: a tokio runtime that already runs on this thread lets no other one do so.
pub(crate) fn outside_of_runtimes<T: Send>(body: impl FnOnce() -> Result<T, Error> + Send) -> Result<T, Error> {
    if Handle::try_current().is_err() {
        return body();
    }
    std::thread::scope(|scope| {
        let spawned = std::thread::Builder::new().spawn_scoped(scope, body);
        match spawned.map(|thread| thread.join()) {
            Ok(Ok(result)) => result,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(error) => Err(Error::new(Code::IO, "No thread could be started.").caused_by(&error)),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_has_longer_to_answer_unless_the_caller_names_a_time() {
        let half_a_minute = Duration::from_secs(29);
        assert!(Deadline::of_device(None).at > Deadline::after(None).at + half_a_minute);
        let named = Some(Duration::from_secs(1));
        assert!(Deadline::of_device(named).at < Deadline::after(None).at);
        assert!(Deadline::of_device(named).named && !Deadline::of_device(None).named);
    }
}
