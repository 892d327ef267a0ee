//! The one request path. The thread that makes a call drives its connection: there is no thread to hop to and nothing
//! to wake. A call borrows a *lane*, which is a connection with the small runtime that drives it, and gives it back.

use std::fs;
use std::future::{Future, poll_fn};
use std::io;
use std::net::ToSocketAddrs;
use std::path::{Path, PathBuf};
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::{Duration, Instant};

use once_cell::sync::OnceCell;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, RETRY_AFTER};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::time::{Sleep, sleep};

use crate::document::{Document, ROOM_BEFORE};
use crate::error::{Code, Error};
use crate::ffi::signals;
use crate::settings::Settings;

/// The deadline of a call whose caller named none, up to the first byte of the body.
const PATIENCE: Duration = Duration::from_secs(30);
/// While the body of a GET arrives, the longest silence and the longest time in all.
const BODY_SILENCE: Duration = Duration::from_secs(10);
const BODY_TIME: Duration = Duration::from_secs(600);
/// The longest body that is taken.
const BODY_LIMIT: usize = 1 << 30;
/// What is reserved on the word of the Content-Length alone.
const BODY_RESERVED: usize = 64 << 20;
/// How much of a refusal's body goes into the error.
const REFUSAL_LIMIT: usize = 2048;
/// Lanes that are kept for later calls, and for how long: each holds four file descriptors.
const IDLE_LANES: usize = 8;
const IDLE_TIME: Duration = Duration::from_secs(60);

const CLIENT: &str = concat!("libbalena/", env!("CARGO_PKG_VERSION"));

/// When a call ends, whatever happens.
#[derive(Clone, Copy)]
pub(crate) struct Deadline {
    at: Instant,
    /// A deadline that the caller named holds for the body too; ours gives way while a GET makes progress.
    named: bool,
}

impl Deadline {
    pub fn after(named: Option<Duration>) -> Self {
        Deadline { at: Instant::now() + named.unwrap_or(PATIENCE), named: named.is_some() }
    }
}

/// A credential in the form in which it travels.
pub(crate) struct Bearer(HeaderValue);

impl Bearer {
    /// `None` when the text can't stand in a header.
    pub fn new(token: &str) -> Option<Self> {
        let mut value = HeaderValue::try_from(format!("Bearer {token}")).ok()?;
        value.set_sensitive(true);
        Some(Bearer(value))
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
    /// Path and query, without a leading `/`, encoded as the server wants it.
    pub target: &'a str,
    pub bearer: Option<&'a Bearer>,
    /// A JSON text.
    pub body: Option<Vec<u8>>,
    /// Texts that may not appear in an error, though the server repeat them.
    pub secrets: &'a [&'a str],
    pub deadline: Deadline,
}

/// An answer with a status below 300.
pub(crate) struct Response {
    pub status: u16,
    /// The body, behind the room that [`Document`] keeps.
    pub buffer: Vec<u8>,
}

impl Response {
    pub fn body(&self) -> &[u8] {
        &self.buffer[ROOM_BEFORE..]
    }
}

pub(crate) struct Http {
    endpoint: String,
    lanes: Lanes,
}

impl Http {
    pub fn new(settings: &Settings) -> Self {
        Http {
            endpoint: settings.api_endpoint.clone(),
            lanes: Lanes {
                secure: settings.api_endpoint.starts_with("https:"),
                ca_file: settings.ca_file.clone(),
                connect_timeout: settings.connect_timeout,
                most: settings.max_connections,
                tls: OnceCell::new(),
                shelf: Mutex::new(Shelf { idle: Vec::new(), lent: 0, waiting: 0 }),
                returned: Condvar::new(),
            },
        }
    }

    /// Sends a request and takes its answer; any status from 300 on is an error.
    pub fn send(&self, request: Request<'_>) -> Result<Response, Error> {
        // Where a tokio runtime already runs on this thread, another one may not block it.
        if Handle::try_current().is_err() {
            return self.send_from_here(request);
        }
        std::thread::scope(|scope| {
            let spawned = std::thread::Builder::new().spawn_scoped(scope, || self.send_from_here(request));
            match spawned.map(|thread| thread.join()) {
                Ok(Ok(result)) => result,
                Ok(Err(panic)) => std::panic::resume_unwind(panic),
                Err(error) => Err(Error::new(Code::IO, "No thread could be started.").caused_by(&error)),
            }
        })
    }

    /// A request as errors name it.
    pub fn describe(&self, method: Method, target: &str) -> String {
        format!("{} {}{target}", method.name(), self.endpoint)
    }

    fn send_from_here(&self, request: Request<'_>) -> Result<Response, Error> {
        let mut loan = self.lanes.borrow(request.deadline)?;
        let Lane { runtime, connection, .. } = loan.lane();
        let runtime = runtime.as_ref().expect("a lane has its runtime until it is dropped");
        runtime.block_on(self.exchange(connection, request))
    }

    async fn exchange(&self, connection: &mut Connection, request: Request<'_>) -> Result<Response, Error> {
        // The server may have closed the idle connection while nobody looked: let the connection's task see it first.
        tokio::task::yield_now().await;
        let Request { method, target, bearer, body, secrets, deadline } = request;
        let url = format!("{}{target}", self.endpoint);
        let failed = |error: Error| error.with_request(self.describe(method, target));
        let mut building = connection.client.request(method.for_reqwest(), &url);
        if let Some(Bearer(value)) = bearer {
            building = building.header(AUTHORIZATION, value.clone());
        }
        if let Some(body) = body {
            building = building.header(CONTENT_TYPE, HeaderValue::from_static("application/json")).body(body);
        }
        // Held until the failure has its name: dropped, it would not be waiting for a lookup any more.
        let mut sending = pin!(building.send());
        let answer = match connection.alarm.before(deadline.at, sending.as_mut()).await {
            Some(Ok(answer)) => answer,
            Some(Err(error)) => {
                return Err(failed(broken(error, &connection.lookups, method, "The request could not be made.")));
            }
            None => return Err(failed(late(&connection.lookups, method))),
        };
        let status = answer.status().as_u16();
        let retry_after = seconds(answer.headers());
        let buffer = receive(answer, connection, method, deadline)
            .await
            .map_err(|error| failed(error.with_http_status(status)))?;
        let response = Response { status, buffer };
        if status < 300 {
            return Ok(response);
        }
        Err(failed(refusal(&response, retry_after, bearer, secrets)))
    }
}

/// Takes the body into a buffer that the caller will get, so that it is copied once.
async fn receive(
    mut answer: reqwest::Response,
    connection: &mut Connection,
    method: Method,
    deadline: Deadline,
) -> Result<Vec<u8>, Error> {
    let too_large = || Error::new(Code::LIMIT, format!("The answer is larger than {BODY_LIMIT} bytes."));
    let announced = answer.content_length().unwrap_or(0);
    if announced > BODY_LIMIT as u64 {
        return Err(too_large());
    }
    let mut buffer = Document::buffer((announced as usize).min(BODY_RESERVED));
    let own_pace = method == Method::Get && !deadline.named;
    let end = if own_pace { Instant::now() + BODY_TIME } else { deadline.at };
    loop {
        let until = if own_pace { end.min(Instant::now() + BODY_SILENCE) } else { end };
        match connection.alarm.before(until, pin!(answer.chunk())).await {
            Some(Ok(None)) => return Ok(buffer),
            Some(Ok(Some(chunk))) if buffer.len() + chunk.len() > BODY_LIMIT => return Err(too_large()),
            Some(Ok(Some(chunk))) => buffer.extend_from_slice(&chunk),
            Some(Err(error)) => return Err(broken(error, &connection.lookups, method, "The answer broke off.")),
            None => {
                let error = Error::new(Code::TIMEOUT, "The rest of the answer did not come in time.");
                return Err(error.with_outcome_unknown(method != Method::Get));
            }
        }
    }
}

/// The deadline passed before the server answered.
fn late(lookups: &Lookups, method: Method) -> Error {
    if lookups.pending() {
        Error::new(Code::TIMEOUT, "The deadline passed while the server's name was looked up.")
    } else {
        let error = Error::new(Code::TIMEOUT, "The server did not answer before the deadline.");
        error.with_outcome_unknown(method != Method::Get)
    }
}

/// Names a failure of the transport by what lies at the bottom of it.
fn broken(error: reqwest::Error, lookups: &Lookups, method: Method, otherwise: &str) -> Error {
    // The URL stands in the error's `request` already.
    let error = error.without_url();
    let unsent = error.is_connect() || error.is_builder();
    let (code, message) = if has::<LookupFailed>(&error) || (error.is_timeout() && lookups.pending()) {
        (Code::DNS, "The server's name could not be looked up.")
    } else if has::<rustls::Error>(&error) {
        (Code::TLS, "The server could not be trusted, or does not speak TLS.")
    } else if error.is_timeout() {
        (Code::TIMEOUT, "The server could not be reached in time.")
    } else if error.is_connect() {
        (Code::NETWORK, "The server could not be reached.")
    } else {
        (Code::NETWORK, otherwise)
    };
    Error::new(code, message).with_outcome_unknown(method != Method::Get && !unsent).caused_by(&error)
}

/// True when a `T` is among what caused `error`, also inside an `io::Error`, which keeps what it holds out of its chain.
fn has<T: std::error::Error + 'static>(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if error.is::<T>() {
            return true;
        }
        let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        if inner.is_some_and(|inner| has::<T>(inner)) {
            return true;
        }
        next = error.source();
    }
    false
}

/// An answer that says no, with what the server wrote of it.
fn refusal(response: &Response, retry_after: Option<u64>, bearer: Option<&Bearer>, secrets: &[&str]) -> Error {
    let (status, body) = (response.status, response.body());
    let code = match status {
        401 => Code::UNAUTHORIZED,
        409 => Code::CONFLICT,
        423 => Code::SUPERVISOR_LOCKED,
        429 => Code::TOO_MANY_REQUESTS,
        _ => Code::REQUEST_ERROR,
    };
    let mut text = match serde_json::from_slice::<serde_json::Value>(body) {
        Ok(serde_json::Value::String(text)) => text,
        _ => String::from_utf8_lossy(&body[..body.len().min(REFUSAL_LIMIT)]).trim().to_owned(),
    };
    let bearer = bearer.and_then(|bearer| bearer.0.to_str().ok()).and_then(|value| value.strip_prefix("Bearer "));
    for secret in bearer.iter().chain(secrets).filter(|secret| !secret.is_empty()) {
        text = text.replace(secret, "[secret]");
    }
    let text: String = text.chars().take(REFUSAL_LIMIT).collect();
    let message = match text.as_str() {
        "" if status == 401 => "The server does not accept the credential.".to_owned(),
        "" => format!("The server answered {status}."),
        text => format!("The server answered {status}: {text}"),
    };
    Error::new(code, message).with_http_status(status).with_retry_after(retry_after).with_silence(text.is_empty())
}

/// Retry-After, in seconds.
fn seconds(headers: &HeaderMap) -> Option<u64> {
    headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()
}

/// The lanes of a client: at most so many at once, the last one given back lent first.
struct Lanes {
    secure: bool,
    ca_file: Option<PathBuf>,
    connect_timeout: Duration,
    most: usize,
    tls: OnceCell<ClientConfig>,
    shelf: Mutex<Shelf>,
    returned: Condvar,
}

struct Shelf {
    idle: Vec<Lane>,
    lent: usize,
    waiting: usize,
}

struct Lane {
    runtime: Option<Runtime>,
    connection: Connection,
    since: Instant,
}

struct Connection {
    client: reqwest::Client,
    lookups: Lookups,
    alarm: Alarm,
}

/// The one timer of a lane. It is moved on rather than made anew: the runtime wakes itself for each new one, which
/// costs two system calls.
struct Alarm(Pin<Box<Sleep>>);

impl Alarm {
    /// What `future` gives, unless `end` comes first.
    async fn before<F: Future>(&mut self, end: Instant, mut future: Pin<&mut F>) -> Option<F::Output> {
        self.0.as_mut().reset(end.into());
        poll_fn(|context| match future.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending => self.0.as_mut().poll(context).map(|()| None),
        })
        .await
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

/// A lane that a call has; it goes back, or away after a panic, when the call is over.
struct Loan<'a> {
    lanes: &'a Lanes,
    lane: Option<Lane>,
}

impl Loan<'_> {
    fn lane(&mut self) -> &mut Lane {
        self.lane.as_mut().expect("a loan has its lane until it is dropped")
    }
}

impl Drop for Loan<'_> {
    fn drop(&mut self) {
        let lane = self.lane.take().filter(|_| !std::thread::panicking());
        self.lanes.take_back(lane);
    }
}

impl Lanes {
    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn borrow(&self, deadline: Deadline) -> Result<Loan<'_>, Error> {
        let mut shelf = self.shelf();
        while shelf.idle.is_empty() && shelf.lent >= self.most {
            let Some(left) = deadline.at.checked_duration_since(Instant::now()).filter(|left| !left.is_zero()) else {
                return Err(Error::new(Code::TIMEOUT, "All connections were in use until the deadline."));
            };
            shelf.waiting += 1;
            shelf = self.returned.wait_timeout(shelf, left).unwrap_or_else(PoisonError::into_inner).0;
            shelf.waiting -= 1;
        }
        shelf.lent += 1;
        let idle = shelf.idle.pop();
        drop(shelf);
        // From here on the loan gives the place back, whatever happens.
        let mut loan = Loan { lanes: self, lane: idle };
        if loan.lane.is_none() {
            loan.lane = Some(self.make()?);
        }
        Ok(loan)
    }

    fn take_back(&self, lane: Option<Lane>) {
        let now = Instant::now();
        let mut closing = Vec::new();
        let mut shelf = self.shelf();
        shelf.lent -= 1;
        if let Some(mut lane) = lane {
            lane.since = now;
            shelf.idle.push(lane);
        }
        // The longest unused stand in front.
        let stale = shelf.idle.iter().take_while(|lane| now.duration_since(lane.since) > IDLE_TIME).count();
        let surplus = shelf.idle.len().saturating_sub(IDLE_LANES);
        if stale.max(surplus) > 0 {
            closing.extend(shelf.idle.drain(..stale.max(surplus)));
        }
        let awaited = shelf.waiting > 0;
        drop(shelf);
        if awaited {
            self.returned.notify_one();
        }
        drop(closing);
    }

    fn make(&self) -> Result<Lane, Error> {
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| Error::new(Code::IO, "No connection could be prepared.").caused_by(&error))?;
        let lookups = Lookups::default();
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert("x-balena-client", HeaderValue::from_static(CLIENT));
        let (client, alarm) = {
            let _entered = runtime.enter();
            let client = reqwest::Client::builder()
                .user_agent(CLIENT)
                .default_headers(headers)
                .http1_only()
                .tcp_nodelay(true)
                .no_proxy()
                .redirect(reqwest::redirect::Policy::none())
                .retry(reqwest::retry::never())
                .connect_timeout(self.connect_timeout)
                // Idle lanes are closed whole.
                .pool_idle_timeout(None)
                .pool_max_idle_per_host(1)
                .dns_resolver(Arc::new(lookups.clone()))
                .tls_backend_preconfigured(self.tls()?)
                .build();
            (client, Alarm(Box::pin(sleep(PATIENCE))))
        };
        let client =
            client.map_err(|error| Error::new(Code::TLS, "No connection could be prepared.").caused_by(&error))?;
        let connection = Connection { client, lookups, alarm };
        Ok(Lane { runtime: Some(runtime), connection, since: Instant::now() })
    }

    /// One configuration for all lanes, so that they resume each other's TLS sessions. Where the service speaks plain
    /// HTTP no certificate is read.
    fn tls(&self) -> Result<ClientConfig, Error> {
        let config = self.tls.get_or_try_init(|| {
            let roots = if self.secure { roots(self.ca_file.as_deref())? } else { RootCertStore::empty() };
            let builder = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
                .with_safe_default_protocol_versions()
                .map_err(|error| Error::new(Code::TLS, "TLS could not be prepared.").caused_by(&error))?;
            Ok(builder.with_root_certificates(roots).with_no_client_auth())
        });
        config.cloned()
    }
}

/// The caller's authorities if a file names them, else the system's, else those that browsers trust.
fn roots(ca_file: Option<&Path>) -> Result<RootCertStore, Error> {
    let mut roots = RootCertStore::empty();
    if let Some(path) = ca_file {
        let unusable = || Error::new(Code::INVALID_OPTION, "option ca_file names no file of PEM certificates");
        let text = fs::read(path).map_err(|error| unusable().caused_by(&error))?;
        let certificates: Result<Vec<CertificateDer<'_>>, _> = CertificateDer::pem_slice_iter(&text).collect();
        let certificates = certificates.map_err(|error| unusable().caused_by(&error))?;
        if roots.add_parsable_certificates(certificates).0 == 0 {
            return Err(unusable());
        }
        return Ok(roots);
    }
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    Ok(roots)
}

/// Looks names up on threads of their own, so that a resolver that stalls can't outlive a deadline.
#[derive(Clone, Default)]
struct Lookups {
    pending: Arc<AtomicUsize>,
}

impl Lookups {
    fn pending(&self) -> bool {
        self.pending.load(Ordering::Relaxed) > 0
    }
}

impl Resolve for Lookups {
    fn resolve(&self, name: Name) -> Resolving {
        self.pending.fetch_add(1, Ordering::Relaxed);
        let waiting = Waiting(self.clone());
        let (sender, receiver) = tokio::sync::oneshot::channel();
        let started = signals::spawn_quiet("balena-lookup", move || {
            // reqwest puts the port of the URL in the place of this one.
            let _ = sender.send((name.as_str(), 0).to_socket_addrs());
        });
        Box::pin(async move {
            let _waiting = waiting;
            started.map_err(LookupFailed)?;
            let found = match receiver.await {
                Ok(found) => found.map_err(LookupFailed)?,
                Err(_) => return Err(LookupFailed(io::Error::other("the lookup broke off")).into()),
            };
            Ok(Box::new(found) as Addrs)
        })
    }
}

/// Counts a lookup for as long as somebody waits for it.
struct Waiting(Lookups);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.pending.fetch_sub(1, Ordering::Relaxed);
    }
}

#[derive(Debug, thiserror::Error)]
#[error("the name lookup failed")]
struct LookupFailed(#[source] io::Error);
