//! The same calls by reqwest and by bare hyper, each driven by the thread that calls: what reqwest costs above hyper, and
//! libbalena above reqwest.
//!
//! usage: balena-benchmarks call|threads reqwest|hyper URL COUNT

use std::error::Error;
use std::fs;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use bytes::Bytes;
use http_body_util::{BodyExt, Empty};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use rustls::{ClientConfig, RootCertStore};
use tokio::net::TcpStream;
use tokio::runtime::{Builder, Runtime};

const PATH: &str = "v7/device(uuid='ba1f35167d65ae9351652d7961e1930c9043bf980017d584973b6b322206a9')";
/// What the library sends, too.
const HEADERS: [(&str, &str); 5] = [
    ("authorization", "Bearer GThZJps91PoJCdzfYqF7glHXzBDGrkr9"),
    ("accept", "application/json"),
    ("accept-encoding", "gzip"),
    ("user-agent", "libbalena/0.1.0"),
    ("x-balena-client", "libbalena/0.1.0"),
];

type Result<T> = std::result::Result<T, Box<dyn Error>>;

enum Peer {
    Reqwest(reqwest::Client, String),
    Hyper(SendRequest<Empty<Bytes>>, String),
}

impl Peer {
    async fn new(name: &str, url: &str) -> Result<Self> {
        if name == "reqwest" {
            let client = reqwest::Client::builder()
                .http1_only()
                .tcp_nodelay(true)
                .tls_backend_preconfigured(trusting_nobody()?)
                .build()?;
            return Ok(Peer::Reqwest(client, format!("{url}{PATH}")));
        }
        let host = url.trim_start_matches("http://").trim_end_matches('/').to_owned();
        let stream = TcpStream::connect(&host).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Peer::Hyper(sender, host))
    }

    /// One device; true when it is there.
    async fn call(&mut self) -> Result<bool> {
        let mut text = Vec::new();
        let status = match self {
            Peer::Reqwest(client, url) => {
                let request = HEADERS
                    .iter()
                    .fold(client.get(url.as_str()), |request, (name, value)| request.header(*name, *value));
                let mut answer = request.send().await?;
                while let Some(piece) = answer.chunk().await? {
                    text.extend_from_slice(&piece);
                }
                answer.status()
            }
            Peer::Hyper(sender, host) => {
                let request = hyper::Request::get(format!("/{PATH}")).header("host", host.as_str());
                let request = HEADERS
                    .iter()
                    .fold(request, |request, (name, value)| request.header(*name, *value))
                    .body(Empty::new())?;
                sender.ready().await?;
                let mut answer = sender.send_request(request).await?;
                while let Some(frame) = answer.frame().await {
                    if let Some(piece) = frame?.data_ref() {
                        text.extend_from_slice(piece);
                    }
                }
                answer.status()
            }
        };
        Ok(status == 200 && text.len() > 1000)
    }
}

/// What reqwest wants before it can be told that it is HTTP that is spoken.
fn trusting_nobody() -> Result<ClientConfig> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(config.with_root_certificates(RootCertStore::empty()).with_no_client_auth())
}

/// A connection, and what drives it.
struct Caller {
    runtime: Runtime,
    peer: Peer,
}

impl Caller {
    fn new(name: &str, url: &str) -> Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let peer = runtime.block_on(Peer::new(name, url))?;
        Ok(Caller { runtime, peer })
    }

    /// How many of so many calls came right.
    fn calls(&mut self, count: u32) -> Result<u32> {
        let mut right = 0;
        for _ in 0..count {
            right += u32::from(self.runtime.block_on(self.peer.call())?);
        }
        Ok(right)
    }
}

/// The same, by as many threads as are wanted, each with a connection.
fn on_threads(name: &str, url: &str, count: u32) -> Result<u32> {
    let threads: u32 = std::env::var("BENCHMARK_THREADS")?.parse()?;
    let caller = || Caller::new(name, url).and_then(|mut caller| caller.calls(count / threads)).ok();
    let right = thread::scope(|scope| {
        let callers: Vec<_> = (0..threads).map(|_| scope.spawn(caller)).collect();
        callers.into_iter().map(|caller| caller.join().ok().flatten()).sum::<Option<u32>>()
    });
    right.ok_or_else(|| "a thread failed".into())
}

/// Microseconds of the processor, and context switches.
fn used() -> (i64, i64) {
    // SAFETY: all bytes may be 0, and getrusage writes no more than the struct.
    let used = unsafe {
        let mut used: libc::rusage = std::mem::zeroed();
        libc::getrusage(libc::RUSAGE_SELF, &mut used);
        used
    };
    let (user, system) = (used.ru_utime, used.ru_stime);
    ((user.tv_sec + system.tv_sec) * 1_000_000 + user.tv_usec + system.tv_usec, used.ru_nvcsw)
}

/// A number of /proc/self/status.
fn status(key: &str) -> Result<u64> {
    let text = fs::read_to_string("/proc/self/status")?;
    let line = text.lines().find_map(|line| line.strip_prefix(key)).ok_or(key)?;
    Ok(line.trim_end_matches("kB").trim().parse()?)
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, workload, name, url, count] = arguments.as_slice() else {
        return Err("usage: balena-benchmarks call|threads reqwest|hyper URL COUNT".into());
    };
    let count = count.parse()?;
    let mut caller = Caller::new(name, url)?;
    if caller.calls(1)? != 1 {
        return Err("the first call went wrong".into());
    }
    let (resident, (cpu, switches), began) = (status("VmRSS:")?, used(), Instant::now());
    let right = match workload.as_str() {
        "call" => caller.calls(count)?,
        "threads" => on_threads(name, url, count)?,
        other => return Err(format!("this is not made for {other}").into()),
    };
    let (took, (cpu_after, switches_after), peak) = (began.elapsed(), used(), status("VmHWM:")?);
    println!(
        r#"{{"wall_us":{},"cpu_us":{},"switches":{},"growth_kb":{},"peak_kb":{peak},"threads":{},"check":{right}}}"#,
        took.as_micros(),
        cpu_after - cpu,
        switches_after - switches,
        peak - resident,
        status("Threads:")?,
    );
    Ok(())
}
