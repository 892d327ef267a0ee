//! The HTTP server: connections, the journal's and the faults' place in a request's life.

use std::collections::HashMap;
use std::convert::Infallible;
use std::io;
use std::net::Shutdown;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body_util::{BodyExt, Limited};
use hyper::body::{Body, Frame, Incoming, SizeHint};
use hyper::service::service_fn;
use hyper::{Response, StatusCode};
use hyper_util::rt::TokioIo;
use socket2::SockRef;
use tokio::net::{TcpListener, TcpStream};

use crate::control;
use crate::faults::{Fault, Faults};
use crate::gzip;
use crate::journal::{Entry, Journal};
use crate::logs::Stream;
use crate::reply::Reply;
use crate::request::Request;
use crate::routes::State;
use crate::wire::Wire;

/// More than any request needs; what is above the service's own limit is read and then refused.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// What answers the requests that no fault replaces.
type Answer = fn(&Mutex<State>, &Request) -> Reply;

pub struct App {
    pub state: Arc<Mutex<State>>,
    answer: Answer,
    pub journal: Mutex<Journal>,
    pub faults: Mutex<Faults>,
    connections: AtomicU64,
    open: Mutex<HashMap<u64, Arc<TcpStream>>>,
}

impl App {
    pub fn new(state: Arc<Mutex<State>>, answer: Answer) -> App {
        App {
            state,
            answer,
            journal: Mutex::default(),
            faults: Mutex::default(),
            connections: AtomicU64::new(1),
            open: Mutex::default(),
        }
    }

    fn open(&self) -> MutexGuard<'_, HashMap<u64, Arc<TcpStream>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Closes all connections but the one that asks for it.
    fn close_all_but(&self, connection: u64) -> Reply {
        for stream in self.open().iter().filter(|(number, _)| **number != connection).map(|(_, stream)| stream) {
            // One that its client closed meanwhile is as good.
            let _ = SockRef::from(&**stream).shutdown(Shutdown::Both);
        }
        Reply::empty(200)
    }
}

pub async fn serve(listener: TcpListener, app: Arc<App>) -> io::Result<Infallible> {
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let connection = app.connections.fetch_add(1, Ordering::Relaxed);
        tokio::spawn(converse(Arc::clone(&app), Arc::new(stream), connection));
    }
}

async fn converse(app: Arc<App>, stream: Arc<TcpStream>, connection: u64) {
    app.open().insert(connection, Arc::clone(&stream));
    let io = TokioIo::new(Wire(Arc::clone(&stream)));
    let service = service_fn(|request| respond(Arc::clone(&app), Arc::clone(&stream), connection, request));
    // A connection that ends in an error is the client's choice, or a fault's.
    let _ = hyper::server::conn::http1::Builder::new().title_case_headers(true).serve_connection(io, service).await;
    app.open().remove(&connection);
}

async fn respond(
    app: Arc<App>,
    stream: Arc<TcpStream>,
    connection: u64,
    request: hyper::Request<Incoming>,
) -> io::Result<Response<ReplyBody>> {
    let (head, mut body) = request.into_parts();
    let mut request = Request {
        method: head.method.to_string(),
        path: head.uri.path().to_owned(),
        query: head.uri.query().map(str::to_owned),
        headers: head.headers,
        body: Bytes::new(),
    };
    let is_control = request.path.starts_with("/_");
    let fault = if is_control {
        None
    } else {
        app.faults.lock().unwrap_or_else(PoisonError::into_inner).take(&request.method, &request.path)
    };
    if let Some(fault @ Fault::Close { during_body: true }) = &fault {
        // The first bytes, so that the client is in the midst of sending.
        let frame = body.frame().await.transpose().map_err(io::Error::other)?;
        request.body = frame.and_then(|frame| frame.into_data().ok()).unwrap_or_default();
        note(&app, &request, None, connection);
        fault.play(&stream, None).await?;
        return Err(io::Error::other("a fault was played"));
    }
    request.body = Limited::new(body, MOST_BYTES).collect().await.map_err(io::Error::other)?.to_bytes();
    let request = Arc::new(request);
    if request.method == "DELETE" && request.path == "/_connections" {
        return Ok(response(app.close_all_but(connection)));
    }
    if is_control {
        return Ok(response(control::answer(&app, &request)));
    }
    let truth = match &fault {
        Some(fault) if fault.replaces() => None,
        Some(Fault::BadJson) => Some(answer(Arc::clone(&app), Arc::clone(&request), false).await),
        _ => Some(answer(Arc::clone(&app), Arc::clone(&request), true).await),
    };
    let Some(fault) = fault else {
        let reply = truth.unwrap_or_else(|| Reply::empty(404));
        note(&app, &request, Some(reply.status), connection);
        return Ok(response(reply));
    };
    if let Some(reply) = fault.reply(truth.as_ref()) {
        note(&app, &request, Some(reply.status), connection);
        return Ok(response(reply));
    }
    note(&app, &request, truth.as_ref().map(|reply| reply.status), connection);
    fault.play(&stream, truth).await?;
    // Makes hyper drop the connection without an answer of its own.
    Err(io::Error::other("a fault was played"))
}

/// Answers off the event loop, since the database blocks.
async fn answer(app: Arc<App>, request: Arc<Request>, compressed: bool) -> Reply {
    let task = tokio::task::spawn_blocking(move || {
        let reply = (app.answer)(&app.state, &request);
        if compressed { gzip::answer(reply, &request) } else { reply }
    });
    task.await.unwrap_or_else(Reply::broken)
}

fn note(app: &App, request: &Request, status: Option<u16>, connection: u64) {
    let entry = Entry {
        method: &request.method,
        path: &request.path,
        query: request.query.as_deref(),
        headers: &request.headers,
        body: &request.body,
        status,
        connection,
    };
    app.journal.lock().unwrap_or_else(PoisonError::into_inner).add(entry);
}

fn response(reply: Reply) -> Response<ReplyBody> {
    let mut builder = Response::builder().status(reply.status);
    for (name, value) in &reply.headers {
        builder = builder.header(name, value);
    }
    let body = match reply.stream {
        Some(stream) => ReplyBody::Streamed(Box::pin(following(*stream))),
        None => ReplyBody::Whole { bytes: Some(reply.body), chunked: reply.chunked },
    };
    builder.body(body).unwrap_or_else(|problem| {
        // A fault can ask for a header that no library sends.
        let body = ReplyBody::Whole { bytes: Some(problem.to_string().into()), chunked: false };
        let mut response = Response::new(body);
        *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        response
    })
}

type Following = Pin<Box<dyn Future<Output = (Bytes, Stream)> + Send>>;

async fn following(mut stream: Stream) -> (Bytes, Stream) {
    (stream.next().await, stream)
}

enum ReplyBody {
    /// One whose length hyper is told, or not: then it sends chunks.
    Whole { bytes: Option<Bytes>, chunked: bool },
    /// One without an end, a chunk for each line.
    Streamed(Following),
}

impl Body for ReplyBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let bytes = match &mut *self {
            ReplyBody::Whole { bytes, .. } => bytes.take().filter(|bytes| !bytes.is_empty()),
            ReplyBody::Streamed(next) => {
                let (line, stream) = ready!(next.as_mut().poll(context));
                *next = Box::pin(following(stream));
                Some(line)
            }
        };
        Poll::Ready(bytes.map(|bytes| Ok(Frame::data(bytes))))
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            ReplyBody::Whole { bytes: Some(bytes), chunked: false } => SizeHint::with_exact(bytes.len() as u64),
            _ => SizeHint::default(),
        }
    }
}
