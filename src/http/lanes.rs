//! Lanes: each a connection with the small runtime that drives it, lent to one call at a time. A thread gets the one
//! that it had before, or the one that was given back last.

use std::cell::Cell;
use std::future::Future;
use std::pin::{Pin, pin};
use std::ptr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::thread;
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::{Sleep, sleep};

use super::exchange::Server;
use super::failure::{self, Failure, Kind};
use super::lookup::Lookups;
use super::proxy::Proxies;
use super::trust::Trust;
use super::{PATIENCE, Request, wait};
use crate::error::{Code, Error};
use crate::settings::Settings;

/// Lanes that are kept for later calls, and for how long: each holds four file descriptors.
const IDLE_LANES: usize = 16;
const IDLE_TIME: Duration = Duration::from_secs(60);

/// The lanes of a client.
pub(super) struct Lanes {
    connect_timeout: Duration,
    trust: Trust,
    proxies: Proxies,
    places: Semaphore,
    /// The longest unused stand in front.
    idle: Mutex<Vec<Lane>>,
}

/// It passes from hand to hand in each call, so what is large of it is in boxes.
pub(super) struct Lane {
    runtime: Option<Box<Runtime>>,
    connection: Box<Connection>,
    /// The thread that had it last.
    thread: usize,
}

impl Lane {
    pub fn parts(&mut self) -> (&Runtime, &mut Connection) {
        (self.runtime.as_deref().expect("a lane has its runtime until it is dropped"), &mut self.connection)
    }
}

impl Drop for Lane {
    fn drop(&mut self) {
        // Not a plain drop: that waits for lookups, and panics where another runtime runs on this thread.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Tells this thread from the others that run. Unlike `ThreadId` it is there, too, while a thread ends.
fn this_thread() -> usize {
    thread_local!(static HERE: Cell<u8> = const { Cell::new(0) });
    HERE.with(|here| ptr::from_ref(here).addr())
}

pub(super) struct Connection {
    pub client: reqwest::Client,
    pub lookups: Lookups,
    pub alarm: Alarm,
    /// How answers may be packed.
    pub encoding: &'static str,
    /// Where it led last.
    pub server: Option<Server>,
    /// When it was used last.
    pub used: Instant,
}

impl Connection {
    /// Another one that the same runtime drives.
    pub fn another(&self) -> Self {
        Connection::of(self.client.clone(), self.lookups.clone(), self.encoding)
    }

    /// One that the runtime drives that is entered.
    fn of(client: reqwest::Client, lookups: Lookups, encoding: &'static str) -> Self {
        Connection { client, lookups, alarm: Alarm::new(), encoding, server: None, used: Instant::now() }
    }
}

/// The one timer of a lane. It is moved on rather than made anew: the runtime wakes itself for each new one, which
/// costs two system calls.
pub(super) struct Alarm(Pin<Box<Sleep>>);

impl Alarm {
    /// One of the runtime that is entered.
    pub fn new() -> Self {
        Alarm(Box::pin(sleep(PATIENCE)))
    }

    pub fn set(&mut self, end: Instant) {
        self.0.as_mut().reset(end.into());
    }

    pub fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        self.0.as_mut().poll(context)
    }
}

/// A lane that a call has; it goes back, or away after a panic, when the call is over.
pub(super) struct Loan<'a> {
    lanes: &'a Lanes,
    lane: Option<Lane>,
    // Given up after the lane is back.
    _place: SemaphorePermit<'a>,
}

impl Loan<'_> {
    pub fn lane(&mut self) -> &mut Lane {
        self.lane.as_mut().expect("a loan has its lane until it is dropped")
    }

    /// What came of the lane's use. It is closed where its connection can't be trusted with another request.
    pub fn after<T>(&mut self, used: Result<T, Failure>) -> Result<T, Failure> {
        if matches!(&used, Err(failure) if failure.kind == Kind::Ambiguous) {
            self.lane = None;
        }
        used
    }
}

impl Drop for Loan<'_> {
    fn drop(&mut self) {
        if let Some(lane) = self.lane.take().filter(|_| !thread::panicking()) {
            self.lanes.take_back(lane);
        }
    }
}

impl Lanes {
    pub fn new(proxies: Proxies, settings: &Settings) -> Self {
        Lanes {
            connect_timeout: settings.connect_timeout,
            trust: Trust::new(settings.ca_file.clone()),
            proxies,
            places: Semaphore::new(settings.max_connections),
            idle: Mutex::default(),
        }
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Lane>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A lane for `request`, which waits for one while all are lent.
    pub fn borrow(&self, request: &Request<'_>) -> Result<Loan<'_>, Error> {
        if request.cancelled.is_cancelled() {
            return Err(failure::cancelled());
        }
        let place = match self.places.try_acquire() {
            Ok(place) => place,
            Err(_) => {
                let waiting = pin!(self.places.acquire());
                match wait::before(request.deadline.at, waiting, request.cancelled)? {
                    Some(place) => place.expect("nobody closes the semaphore"),
                    None => return Err(Error::new(Code::TIMEOUT, "All connections were in use until the deadline.")),
                }
            }
        };
        let lane = self.idle_lane();
        // A lane that can't be made gives its place back.
        let lane = Some(lane.map_or_else(|| self.make(), Ok)?);
        Ok(Loan { lanes: self, lane, _place: place })
    }

    /// The lane that this thread had, of which its processor has more at hand than of others, or the last one.
    fn idle_lane(&self) -> Option<Lane> {
        let mut idle = self.idle();
        match idle.iter().rposition(|lane| lane.thread == this_thread()) {
            Some(own) => Some(idle.remove(own)),
            None => idle.pop(),
        }
    }

    fn take_back(&self, mut lane: Lane) {
        let now = Instant::now();
        lane.connection.used = now;
        lane.thread = this_thread();
        let mut idle = self.idle();
        idle.push(lane);
        let stale = idle.iter().take_while(|lane| now.duration_since(lane.connection.used) > IDLE_TIME).count();
        let closing = stale.max(idle.len().saturating_sub(IDLE_LANES));
        let closing: Vec<Lane> = if closing > 0 { idle.drain(..closing).collect() } else { Vec::new() };
        drop(idle);
        drop(closing);
    }

    fn make(&self) -> Result<Lane, Error> {
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| Error::new(Code::IO, "No connection could be prepared.").caused_by(&error))?;
        let connection = {
            let _entered = runtime.enter();
            self.connection("gzip")?
        };
        Ok(Lane { runtime: Some(Box::new(runtime)), connection: Box::new(connection), thread: this_thread() })
    }

    /// A connection that the runtime drives that is entered. `encoding` is how answers may be packed.
    pub fn connection(&self, encoding: &'static str) -> Result<Connection, Error> {
        let lookups = Lookups::default();
        let building = reqwest::Client::builder()
            .http1_only()
            .tcp_nodelay(true)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .connect_timeout(self.connect_timeout)
            // Idle lanes are closed whole.
            .pool_idle_timeout(None)
            .pool_max_idle_per_host(1)
            .dns_resolver(Arc::new(lookups.clone()))
            .tls_backend_preconfigured(self.trust.config()?);
        let client = self.proxies.given_to(building).build();
        let client =
            client.map_err(|error| Error::new(Code::TLS, "No connection could be prepared.").caused_by(&error))?;
        Ok(Connection::of(client, lookups, encoding))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;

    use tokio_util::sync::CancellationToken;

    use super::*;
    use crate::http::{Deadline, Method};
    use crate::options::Options;

    #[test]
    fn a_thread_gets_the_lane_that_it_had() {
        let settings = Settings::new(&Options::parse(r#"{"data_directory":null}"#).unwrap()).unwrap();
        let lanes = Lanes::new(Proxies::none(), &settings);
        let cancelled = CancellationToken::new();
        let request = Request {
            method: Method::Get,
            endpoint: "http://127.0.0.1:1/",
            target: "",
            bearer: None,
            body: None,
            secrets: &[],
            deadline: Deadline::after(None),
            cancelled: &cancelled,
        };
        let number = |loan: &mut Loan<'_>| loan.lane().parts().0.handle().id();
        let mut here = lanes.borrow(&request).unwrap();
        let own = number(&mut here);
        let turns = Barrier::new(2);
        thread::scope(|scope| {
            scope.spawn(|| {
                let there = lanes.borrow(&request).unwrap();
                turns.wait();
                turns.wait();
                drop(there);
            });
            turns.wait();
            drop(here);
            turns.wait();
        });
        let mut again = lanes.borrow(&request).unwrap();
        assert_eq!(number(&mut again), own);
        let mut other = lanes.borrow(&request).unwrap();
        assert_ne!(number(&mut other), own);
        assert!(lanes.idle().is_empty(), "a lane that is there is lent before another is made");
    }
}
