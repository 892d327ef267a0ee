//! `--proxy`: a forward proxy, which tunnels (CONNECT) and forwards (absolute URLs), and lists what it was asked to.

use std::convert::Infallible;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::header::{CONNECTION, PROXY_AUTHENTICATE, PROXY_AUTHORIZATION};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode, Uri};
use hyper_util::rt::TokioIo;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};

use crate::journal::{Entry, Journal};

type Answer = Response<BoxBody<Bytes, hyper::Error>>;

#[derive(Default)]
pub struct Proxy {
    /// What `Proxy-Authorization` must be.
    authorization: Option<String>,
    journal: Mutex<Journal>,
    connections: AtomicU64,
}

impl Proxy {
    pub fn new(credentials: Option<&str>) -> Proxy {
        let authorization = credentials.map(|credentials| format!("Basic {}", STANDARD.encode(credentials)));
        Proxy { authorization, ..Proxy::default() }
    }

    fn admits(&self, request: &Request<Incoming>) -> bool {
        let given = request.headers().get(PROXY_AUTHORIZATION).map(|value| value.as_bytes());
        self.authorization.as_ref().is_none_or(|wanted| given == Some(wanted.as_bytes()))
    }
}

fn answer(status: StatusCode, text: impl Into<Bytes>) -> Answer {
    let mut answer = Response::new(Full::new(text.into()).map_err(|never| match never {}).boxed());
    *answer.status_mut() = status;
    answer
}

pub async fn serve(listener: TcpListener, proxy: Arc<Proxy>) -> io::Result<Infallible> {
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let connection = proxy.connections.fetch_add(1, Ordering::Relaxed);
        let proxy = Arc::clone(&proxy);
        let service = service_fn(move |request| respond(Arc::clone(&proxy), connection, request));
        let conversation = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service);
        tokio::spawn(conversation.with_upgrades());
    }
}

async fn respond(proxy: Arc<Proxy>, connection: u64, request: Request<Incoming>) -> Result<Answer, Infallible> {
    let uri = request.uri().clone();
    if uri.authority().is_none() {
        return Ok(control(&proxy, request.method(), uri.path()));
    }
    let (method, headers) = (request.method().clone(), request.headers().clone());
    let answer = if !proxy.admits(&request) {
        let mut refusal = answer(StatusCode::PROXY_AUTHENTICATION_REQUIRED, "");
        let challenge = hyper::header::HeaderValue::from_static("Basic realm=\"balena-simulator\"");
        refusal.headers_mut().insert(PROXY_AUTHENTICATE, challenge);
        refusal
    } else {
        let done = if method == Method::CONNECT { tunnel(request).await } else { forward(request).await };
        done.unwrap_or_else(|problem| answer(StatusCode::BAD_GATEWAY, problem.to_string()))
    };
    proxy.journal.lock().unwrap_or_else(PoisonError::into_inner).add(Entry {
        method: method.as_str(),
        path: &uri.to_string(),
        query: None,
        headers: &headers,
        body: &[],
        status: Some(answer.status().as_u16()),
        connection,
    });
    Ok(answer)
}

/// What is asked of the proxy itself.
fn control(proxy: &Proxy, method: &Method, path: &str) -> Answer {
    let mut journal = proxy.journal.lock().unwrap_or_else(PoisonError::into_inner);
    match (method.as_str(), path) {
        ("GET", "/_journal") => answer(StatusCode::OK, journal.entries().to_string()),
        ("DELETE", "/_journal") => {
            journal.clear();
            answer(StatusCode::OK, "")
        }
        _ => answer(StatusCode::NOT_FOUND, ""),
    }
}

async fn connect(uri: &Uri) -> io::Result<TcpStream> {
    let host = uri.host().unwrap_or_default();
    let stream = TcpStream::connect((host, uri.port_u16().unwrap_or(80))).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

async fn tunnel(request: Request<Incoming>) -> io::Result<Answer> {
    let mut target = connect(request.uri()).await?;
    tokio::spawn(async move {
        // An end that goes takes the tunnel with it.
        if let Ok(client) = hyper::upgrade::on(request).await {
            let _ = copy_bidirectional(&mut TokioIo::new(client), &mut target).await;
        }
    });
    Ok(answer(StatusCode::OK, ""))
}

async fn forward(mut request: Request<Incoming>) -> io::Result<Answer> {
    let stream = connect(request.uri()).await?;
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(io::Error::other)?;
    tokio::spawn(connection);
    let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
    *request.uri_mut() = target.parse().map_err(io::Error::other)?;
    for name in [PROXY_AUTHORIZATION, CONNECTION] {
        request.headers_mut().remove(name);
    }
    request.headers_mut().remove("proxy-connection");
    let mut answer = sender.send_request(request).await.map_err(io::Error::other)?;
    answer.headers_mut().remove(CONNECTION);
    Ok(answer.map(BodyExt::boxed))
}
