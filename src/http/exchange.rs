//! One request on one lane, and its answer: the body goes straight into the buffer that the caller will get.

use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::io::{self, Write};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use flate2::write::MultiGzDecoder;
use http_body::{Body, Frame, SizeHint};
use reqwest::Url;
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderMap,
    HeaderValue, LOCATION, TRANSFER_ENCODING, USER_AGENT,
};
use tokio_util::sync::WaitForCancellationFuture;
use url::Position;

use super::failure::{self, Failure, Kind};
use super::lanes::{Alarm, Connection};
use super::lookup::Lookups;
use super::{Bearer, Method, Request, Response};
use crate::document::{Document, ROOM_AFTER, ROOM_BEFORE};
use crate::error::{Code, Error};
use crate::ffi::call::injected_panic_at;
use crate::ffi::memory::advise_large_pages;

/// While the body of a GET arrives, the longest silence and the longest time in all.
const BODY_SILENCE: Duration = Duration::from_secs(10);
const BODY_TIME: Duration = Duration::from_secs(600);
/// What is reserved on the word of the Content-Length alone.
const BODY_RESERVED: usize = 64 << 20;
/// The size from which on a buffer is worth large pages, which are of 2 MiB on most machines.
const LARGE: usize = 4 << 20;
/// How much of the body of a refusal is taken where the caller takes other bodies by itself.
const REFUSAL_TAKEN: usize = 64 << 10;
/// How soon after an answer a read is sent on the same connection without a look whether that is still there: looking
/// is a system call, and a read that is lost is sent again.
const SURE: Duration = Duration::from_secs(1);
/// How many headers a request has at most: room for more would be made in each.
const HEADERS: usize = 12;
/// How the library names itself.
const CLIENT: &str = concat!("libbalena/", env!("CARGO_PKG_VERSION"));
/// How many redirects are followed.
const MOST_REDIRECTS: usize = 10;

/// Sends `request` and takes its answer; any status from 300 on is a failure.
pub(super) async fn exchange(
    connection: &mut Connection,
    request: &Request<'_>,
    body_limit: usize,
) -> Result<Response, Failure> {
    injected_panic_at("exchange");
    // The server may have closed the idle connection while nobody looked: let the connection's task see it first.
    if request.method != Method::Get || connection.used.elapsed() > SURE {
        tokio::task::yield_now().await;
    }
    let Connection { client, lookups, alarm, encoding, server, .. } = connection;
    let mut patience = Patience { alarm, cancellation: pin!(request.cancelled.cancelled()) };
    let server = Server::of(server, request.endpoint, encoding)?;
    let answer = reach(client, lookups, &mut patience, server, request, &HeaderMap::new()).await?;
    receive(answer, &mut patience, request, body_limit).await
}

/// The same with these headers, and up to the body, which is left to the caller unless it is a refusal.
pub(super) async fn open(
    connection: &mut Connection,
    request: &Request<'_>,
    headers: &HeaderMap,
) -> Result<reqwest::Response, Failure> {
    tokio::task::yield_now().await;
    let Connection { client, lookups, alarm, encoding, server, .. } = connection;
    let mut patience = Patience { alarm, cancellation: pin!(request.cancelled.cancelled()) };
    let server = Server::of(server, request.endpoint, encoding)?;
    let answer = reach(client, lookups, &mut patience, server, request, headers).await?;
    if answer.status().as_u16() < 300 {
        return Ok(answer);
    }
    match receive(answer, &mut patience, request, REFUSAL_TAKEN).await {
        Err(failure) => Err(failure),
        Ok(_) => Err(Failure::last(Error::new(Code::REQUEST_ERROR, "The server neither answered nor refused."))),
    }
}

/// A server as requests to it begin: made once for all that a connection carries.
pub(super) struct Server {
    endpoint: String,
    url: Url,
    /// What the head of each request has.
    head: HeaderMap,
}

impl Server {
    /// That of an endpoint: the known one, unless it is another.
    fn of<'s>(known: &'s mut Option<Server>, endpoint: &str, encoding: &'static str) -> Result<&'s Server, Error> {
        let server = match known.take() {
            Some(server) if server.endpoint == endpoint => server,
            _ => Server::new(endpoint, encoding)?,
        };
        Ok(known.insert(server))
    }

    fn new(endpoint: &str, encoding: &'static str) -> Result<Self, Error> {
        let url = Url::parse(endpoint).map_err(|error| no_url().caused_by(&error))?;
        let host = url[Position::BeforeHost..Position::AfterPort].parse::<HeaderValue>();
        let mut head = HeaderMap::with_capacity(HEADERS);
        head.insert(HOST, host.map_err(|error| no_url().caused_by(&error))?);
        // A place for the credential of each request.
        head.insert(AUTHORIZATION, HeaderValue::from_static(""));
        head.insert(ACCEPT, HeaderValue::from_static("application/json"));
        head.insert(ACCEPT_ENCODING, HeaderValue::from_static(encoding));
        head.insert(USER_AGENT, HeaderValue::from_static(CLIENT));
        head.insert("x-balena-client", HeaderValue::from_static(CLIENT));
        Ok(Server { endpoint: endpoint.to_owned(), url, head })
    }

    /// The head of a request: one that a redirect sends to another place names that by itself.
    fn head(&self, bearer: Option<&Bearer>, is_redirected: bool) -> HeaderMap {
        let mut head = self.head.clone();
        match bearer {
            Some(Bearer(value)) => drop(head.insert(AUTHORIZATION, value.clone())),
            None => drop(head.remove(AUTHORIZATION)),
        }
        if is_redirected {
            head.remove(HOST);
        }
        head
    }
}

fn no_url() -> Error {
    Error::new(Code::INVALID_PARAMETER, "The request has no usable URL.")
}

/// Sends the request to where it is to go, over redirects, up to the head of the answer.
async fn reach(
    client: &reqwest::Client,
    lookups: &Lookups,
    patience: &mut Patience<'_, '_>,
    server: &Server,
    request: &Request<'_>,
    headers: &HeaderMap,
) -> Result<reqwest::Response, Failure> {
    let mut url = server.url.join(request.target).map_err(|error| no_url().caused_by(&error))?;
    let mut bearer = request.bearer;
    for redirects in 0..=MOST_REDIRECTS {
        let mut head = server.head(bearer, redirects > 0);
        for (name, value) in headers {
            head.insert(name, value.clone());
        }
        let answer = send(client, lookups, patience, url, request, head).await?;
        let Some(next) = redirect(&answer, request)? else { return Ok(answer) };
        // Once away from its origin the credential stays away, though the way lead back.
        if next.origin() != answer.url().origin() {
            bearer = None;
        }
        url = next;
    }
    let why = format!("and has done so {MOST_REDIRECTS} times before");
    Err(Failure::last(Error::new(Code::REQUEST_ERROR, format!("The server redirects, {why}."))))
}

/// Sends the request up to the head of the answer.
async fn send(
    client: &reqwest::Client,
    lookups: &Lookups,
    patience: &mut Patience<'_, '_>,
    url: Url,
    request: &Request<'_>,
    head: HeaderMap,
) -> Result<reqwest::Response, Failure> {
    let mut built = reqwest::Request::new(request.method.for_reqwest(), url);
    *built.headers_mut() = head;
    let mut begun = None;
    if let Some(body) = &request.body {
        let (body, watch) = Watched::new(body.clone());
        built.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        *built.body_mut() = Some(reqwest::Body::wrap(body));
        begun = Some(watch);
    }
    // Of a write without a body nobody tells when it begins to be sent.
    let may_be_sent = || match &begun {
        Some(begun) => begun.load(Ordering::Relaxed),
        None => request.method != Method::Get,
    };
    let lookups_before = lookups.begun();
    let is_looked_up = || lookups.unanswered(lookups_before);
    match patience.before(request.deadline.at, pin!(client.execute(built))).await {
        Ok(Ok(answer)) => of_one_length(answer, request.method),
        Ok(Err(error)) => Err(failure::broken(error, is_looked_up(), may_be_sent(), "The connection broke.")),
        Err(Ended::Late) => Err(Failure::last(failure::late(is_looked_up(), may_be_sent()))),
        Err(Ended::Cancelled) => Err(Failure::last(failure::cancelled().with_outcome_unknown(may_be_sent()))),
    }
}

/// An answer that says in two ways how long it is may be two answers to somebody in between (RFC 9112, 6.3).
fn of_one_length(answer: reqwest::Response, method: Method) -> Result<reqwest::Response, Failure> {
    let headers = answer.headers();
    if !(headers.contains_key(CONTENT_LENGTH) && headers.contains_key(TRANSFER_ENCODING)) {
        return Ok(answer);
    }
    let error = Error::new(Code::DECODE, "The answer says in two ways how long it is.")
        .with_http_status(answer.status().as_u16())
        .with_outcome_unknown(method != Method::Get);
    Err(Failure { error, kind: Kind::Ambiguous })
}

/// Where the answer sends the request on to, if it does.
fn redirect(answer: &reqwest::Response, request: &Request<'_>) -> Result<Option<Url>, Failure> {
    let from = answer.url();
    let status = answer.status().as_u16();
    let (301 | 302 | 303 | 307 | 308, Some(location)) = (status, answer.headers().get(LOCATION)) else {
        return Ok(None);
    };
    let refused = |why: &str| Err(failure::not_followed(status, why, request.method));
    let Some(to) = location.to_str().ok().and_then(|location| from.join(location).ok()) else {
        return refused("to what is no URL");
    };
    if !matches!(to.scheme(), "http" | "https") || (from.scheme() == "https" && to.scheme() == "http") {
        return refused("to where nothing is encrypted");
    }
    // A password may travel in the body, and another method than the caller's is another request.
    if request.method != Method::Get && (status < 307 || to.origin() != from.origin()) {
        let origin = to.origin().ascii_serialization();
        return refused(&format!("to {origin}, where a write does not follow"));
    }
    Ok(Some(to))
}

async fn receive(
    mut answer: reqwest::Response,
    patience: &mut Patience<'_, '_>,
    request: &Request<'_>,
    body_limit: usize,
) -> Result<Response, Failure> {
    let status = answer.status().as_u16();
    let is_read = request.method == Method::Get;
    let failed = |error: Error| Failure::last(error.with_http_status(status));
    let announced = answer.content_length().unwrap_or(0);
    if announced > body_limit as u64 {
        return Err(failed(too_large(body_limit)));
    }
    let mut taken = Taken::new(announced as usize, body_limit, answer.headers().get(CONTENT_ENCODING))
        .map_err(|error| failed(error.with_outcome_unknown(!is_read)))?;
    let own_pace = is_read && !request.deadline.named;
    let end = if own_pace { Instant::now() + BODY_TIME } else { request.deadline.at };
    loop {
        let until = if own_pace { end.min(Instant::now() + BODY_SILENCE) } else { end };
        let error = match patience.before(until, pin!(answer.chunk())).await {
            Ok(Ok(Some(chunk))) => match taken.take(&chunk) {
                Ok(()) => continue,
                Err(error) => error,
            },
            Ok(Ok(None)) => break,
            Ok(Err(error)) => failure::broken(error, false, !is_read, "The answer broke off.").error,
            Err(Ended::Late) => Error::new(Code::TIMEOUT, "The rest of the answer did not come in time."),
            Err(Ended::Cancelled) => failure::cancelled(),
        };
        return Err(failed(error.with_outcome_unknown(!is_read)));
    }
    let buffer = taken.finish().map_err(|error| failed(error.with_outcome_unknown(!is_read)))?;
    let response = Response { status, buffer };
    if status < 300 { Ok(response) } else { Err(failure::refusal(&response, answer.headers(), request)) }
}

/// Why a wait ended without its result.
pub(super) enum Ended {
    Late,
    Cancelled,
}

/// How long an exchange is waited for.
pub(super) struct Patience<'a, 'c> {
    pub alarm: &'a mut Alarm,
    pub cancellation: Pin<&'a mut WaitForCancellationFuture<'c>>,
}

impl Patience<'_, '_> {
    /// What `future` gives, unless `end` comes first, or somebody who cancels the call.
    pub async fn before<F: Future>(&mut self, end: Instant, mut future: Pin<&mut F>) -> Result<F::Output, Ended> {
        self.alarm.set(end);
        poll_fn(|context| {
            if let Poll::Ready(output) = future.as_mut().poll(context) {
                Poll::Ready(Ok(output))
            } else if self.cancellation.as_mut().poll(context).is_ready() {
                Poll::Ready(Err(Ended::Cancelled))
            } else {
                self.alarm.poll(context).map(|()| Err(Ended::Late))
            }
        })
        .await
    }
}

/// The body of a write. It tells when it begins to be sent: hyper asks for it before it writes the request's first byte.
struct Watched {
    bytes: Option<Bytes>,
    begun: Arc<AtomicBool>,
}

impl Watched {
    fn new(bytes: Bytes) -> (Self, Arc<AtomicBool>) {
        let begun = Arc::new(AtomicBool::new(false));
        (Watched { bytes: Some(bytes), begun: begun.clone() }, begun)
    }
}

impl Body for Watched {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.begun.store(true, Ordering::Relaxed);
        Poll::Ready(self.bytes.take().map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
    }
}

/// The body as far as it has come.
enum Taken {
    Plain(Bounded),
    Gzip(Box<MultiGzDecoder<Bounded>>),
}

impl Taken {
    fn new(announced: usize, limit: usize, encoding: Option<&HeaderValue>) -> Result<Self, Error> {
        let mut bounded = Bounded { buffer: Document::buffer(0), limit };
        bounded.reserve(announced.min(BODY_RESERVED)).map_err(|error| untaken(limit, &error))?;
        match encoding.map(HeaderValue::as_bytes) {
            None | Some(b"" | b"identity") => Ok(Taken::Plain(bounded)),
            Some(b"gzip" | b"x-gzip") => Ok(Taken::Gzip(Box::new(MultiGzDecoder::new(bounded)))),
            Some(_) => Err(Error::new(Code::DECODE, "The answer is encoded in a way that was not asked for.")),
        }
    }

    fn take(&mut self, chunk: &[u8]) -> Result<(), Error> {
        match self {
            Taken::Plain(bounded) => bounded.write_all(chunk).map_err(|error| untaken(bounded.limit, &error)),
            Taken::Gzip(decoder) => decoder.write_all(chunk).map_err(|error| untaken(decoder.get_ref().limit, &error)),
        }
    }

    fn finish(self) -> Result<Vec<u8>, Error> {
        match self {
            Taken::Plain(bounded) => Ok(bounded.buffer),
            Taken::Gzip(mut decoder) => match decoder.try_finish() {
                Ok(()) => Ok(std::mem::take(&mut decoder.get_mut().buffer)),
                Err(error) => Err(untaken(decoder.get_ref().limit, &error)),
            },
        }
    }
}

fn untaken(limit: usize, error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::FileTooLarge => too_large(limit),
        io::ErrorKind::OutOfMemory => Error::new(Code::LIMIT, "There is no memory for the answer."),
        _ => Error::new(Code::DECODE, "The answer is not the gzip that it says it is.").caused_by(error),
    }
}

fn too_large(limit: usize) -> Error {
    Error::new(Code::LIMIT, format!("The answer is larger than {limit} bytes."))
}

/// A buffer that a server can't fill beyond its limit, or beyond the memory that there is, however well it packs.
struct Bounded {
    buffer: Vec<u8>,
    limit: usize,
}

impl Bounded {
    /// Makes room for so many more bytes, and for what ends a text in C.
    fn reserve(&mut self, length: usize) -> io::Result<()> {
        let before = self.buffer.capacity();
        self.buffer.try_reserve(length + ROOM_AFTER).map_err(|_| io::ErrorKind::OutOfMemory)?;
        if self.buffer.capacity() > before.max(LARGE) {
            advise_large_pages(&mut self.buffer);
        }
        Ok(())
    }
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.buffer.len() - ROOM_BEFORE + bytes.len() > self.limit {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.reserve(bytes.len())?;
        self.buffer.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ffi::memory::tests::is_advised;

    #[test]
    fn a_large_body_is_put_into_large_pages_announced_or_not() {
        let announced = Taken::new(LARGE * 2, usize::MAX, None).unwrap().finish().unwrap();
        assert!(is_advised(&announced));
        let mut taken = Taken::new(0, usize::MAX, None).unwrap();
        let piece = vec![b' '; 1 << 20];
        for _ in 0..LARGE / piece.len() {
            taken.take(&piece).unwrap();
        }
        assert!(is_advised(&taken.finish().unwrap()));
    }
}
