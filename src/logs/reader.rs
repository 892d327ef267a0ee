//! One subscription's stream: connected, read, and connected again from the last line on.

use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use super::Subscription;
use super::calls::{Calls, skipped};
use super::dispatch::Pool;
use super::lines::Splitter;
use super::queue::Arrival;
use crate::client::Core;
use crate::error::{Code, Error};
use crate::ffi::call::injected_panic_at;
use crate::ffi::signals;
use crate::http::{Deadline, Listener, Method, Request, fraction};

/// The pause before a connection is made again is between half of this and this, twice as long after each that brought
/// nothing.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// What a subscriber asked for.
pub(crate) struct Asked {
    pub uuid: String,
    /// How many of the lines that are there already: a number, or "all".
    pub count: String,
    /// From when on, in milliseconds since 1970.
    pub start: Option<i64>,
    /// How long connecting may take.
    pub timeout: Option<Duration>,
    /// How long the stream may be silent before it counts as gone.
    pub silence: Duration,
}

impl Asked {
    fn target(&self, resumed: Option<i64>) -> String {
        let Asked { uuid, count, start, .. } = self;
        let (count, start) = match resumed {
            Some(from) => ("all", Some(from)),
            None => (count.as_str(), *start),
        };
        let start = start.map(|start| format!("&start={start}")).unwrap_or_default();
        format!("device/v2/{uuid}/logs?count={count}{start}&stream=1")
    }
}

/// Reads until the subscription is over.
pub(super) async fn read(
    core: Arc<Core>,
    subscription: Arc<Subscription>,
    pool: Arc<Pool>,
    listener: Listener,
    cancelled: CancellationToken,
    asked: Asked,
) {
    let mut reader = Reader { core: &core, subscription: &subscription, pool: &pool, asked: &asked, pauses: 0 };
    let run = cancelled.run_until_cancelled(caught(reader.run(listener)));
    let Some(ended) = subscription.stopped.run_until_cancelled(run).await else { return };
    let end = match ended {
        None => Code::CANCELLED,
        Some(error) => {
            reader.push(Arrival::Calls(Calls::error(&error)));
            error.code()
        }
    };
    if subscription.queue.end(end, end == Code::CANCELLED) {
        pool.call(subscription.clone());
    }
}

/// What the reading ends with. The runtime would keep a panic to itself, and the subscriber would wait for ever.
async fn caught(run: impl Future<Output = Error>) -> Error {
    let mut run = pin!(run);
    poll_fn(|context| {
        let polled = catch_unwind(AssertUnwindSafe(|| run.as_mut().poll(context)));
        polled.unwrap_or_else(|_| Poll::Ready(Error::of_defect()))
    })
    .await
}

struct Reader<'r> {
    core: &'r Arc<Core>,
    subscription: &'r Arc<Subscription>,
    pool: &'r Arc<Pool>,
    asked: &'r Asked,
    /// How often in a row nothing came of a connection.
    pauses: u32,
}

impl Reader<'_> {
    /// Goes on until there is an error that another try does not mend.
    async fn run(&mut self, mut listener: Listener) -> Error {
        loop {
            let error = match self.listen(&mut listener).await {
                Ok(()) => Error::new(Code::NETWORK, "The server ended the log."),
                Err(error) => error,
            };
            if is_final(&error) {
                return error;
            }
            let pause = self.pause(&error);
            self.event(json!({ "event": "disconnected", "retry_in_ms": pause.as_millis() as u64, "error": error }));
            tokio::time::sleep(pause).await;
        }
    }

    fn pause(&mut self, error: &Error) -> Duration {
        let pause = FIRST_PAUSE.saturating_mul(1 << self.pauses.min(16)).min(LONGEST_PAUSE);
        self.pauses += 1;
        let asked = error.retry_after_s().map_or(Duration::ZERO, Duration::from_secs);
        asked.min(LONGEST_PAUSE * 10) + pause / 2 + pause.mul_f64(fraction() / 2.0)
    }

    /// Connects, and reads until the connection ends.
    async fn listen(&mut self, listener: &mut Listener) -> Result<(), Error> {
        let target = {
            let mut place = self.subscription.queue.place();
            let resumed = place.resume();
            // Lines that were asked for are still owed where none came.
            let owed = !place.has_lines() && (self.asked.count != "0" || self.asked.start.is_some());
            self.asked.target(resumed.filter(|_| !owed))
        };
        let credential = self.credential().await?;
        let never = CancellationToken::new();
        let request = Request {
            method: Method::Get,
            endpoint: self.core.endpoint(),
            target: &target,
            bearer: credential.as_ref().map(|credential| &credential.bearer),
            body: None,
            secrets: &[],
            deadline: Deadline::after(self.asked.timeout),
            cancelled: &never,
        };
        let mut stream = listener.open(&request).await?;
        self.subscription.queue.place().begin(stream.began());
        self.event(json!({ "event": "connected" }));
        let mut splitter = Splitter::default();
        while let Some(piece) = stream.next(&request, Instant::now() + self.asked.silence).await? {
            // The service lives, also when it has nothing to say.
            self.pauses = 0;
            injected_panic_at("reading");
            splitter.split(&piece, |lines| match lines {
                Ok(lines) => self.push(Arrival::Lines(lines)),
                Err(error) => self.event(skipped(&error)),
            });
            self.subscription.queue.room().await;
        }
        Ok(())
    }

    /// The credential of now, exchanged for a fresh one if it has grown old.
    async fn credential(&self) -> Result<Option<Arc<crate::session::Credential>>, Error> {
        let Some(credential) = self.core.session().credential()? else { return Ok(None) };
        if !credential.takes_refresh() {
            return Ok(Some(credential));
        }
        let (core, old) = (self.core.clone(), credential.clone());
        let (sender, refreshed) = oneshot::channel();
        // That call waits for its answer, which other streams are not to do. Where no thread can be had, the old one is
        // good for as long as it was: tokio's own way to start one would panic.
        let _ = signals::spawn_quiet("balena-refresh", move || {
            let _ = sender.send(core.refresh(&old, None, &CancellationToken::new()));
        });
        Ok(Some(refreshed.await.ok().flatten().unwrap_or(credential)))
    }

    fn event(&self, what: Value) {
        self.push(Arrival::Calls(Calls::event(&what)));
    }

    fn push(&self, arrival: Arrival) {
        if self.subscription.queue.push(arrival) && self.pool.call(self.subscription.clone()) {
            tokio::spawn(self.pool.clone().relieve());
        }
    }
}

/// True where the server said what no other try changes.
fn is_final(error: &Error) -> bool {
    match error.http_status() {
        Some(status) => (400..500).contains(&status) && !matches!(status, 408 | 425 | 429),
        None => !matches!(error.code(), Code::NETWORK | Code::DNS | Code::TLS | Code::TIMEOUT | Code::REQUEST_ERROR),
    }
}
