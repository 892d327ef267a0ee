//! A balena API on loopback: the fixture of this project's tests, and a demonstration for who has no account.

#![forbid(unsafe_code)]

mod accounts;
mod actions;
mod auth;
mod cloud;
mod configuration;
mod control;
mod devices;
mod factors;
mod faults;
mod fleet;
mod gzip;
mod images;
mod journal;
mod keys;
mod logs;
mod model;
mod odata;
mod proxy;
mod reply;
mod request;
mod resources;
mod routes;
mod rules;
mod seed;
mod server;
mod state;
mod store;
mod supervisor;
mod tls;
mod wire;

use std::convert::Infallible;
use std::error::Error;
use std::ffi::OsString;
use std::io::{self, Write};
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::pin::Pin;
use std::process::ExitCode;
use std::sync::{Arc, Mutex};

use clap::Parser;
use tokio::net::TcpListener;
use tokio::process::Command;
use tokio::signal::unix::{SignalKind, signal};

/// Serves a balena API on 127.0.0.1, for itself or for as long as a command runs.
#[derive(Parser)]
struct Arguments {
    /// Adds an application `fleet` with releases and this many devices, and the applications `other` and `spare`
    /// without any
    #[arg(long, value_name = "N")]
    fleet: Option<u64>,
    /// Plays balenaCloud, which serves more than openBalena
    #[arg(long)]
    cloud: bool,
    /// Numbers the rows to come so that no two resources have an id in common
    #[arg(long)]
    ids_apart: bool,
    /// Sends a bare newline on streams of logs each time so many milliseconds have passed
    #[arg(long, value_name = "N", default_value_t = logs::HEARTBEAT_MS)]
    heartbeat_ms: u64,
    /// Refuses a device's logs when it sends more than 14 batches in 10 seconds, as the service does
    #[arg(long)]
    limit_logs: bool,
    /// Makes images of operating systems of this size
    #[arg(long, value_name = "BYTES", default_value_t = images::SIZE)]
    image_size: usize,
    /// Listens on this port rather than on a free one
    #[arg(long, value_name = "P", default_value_t = 0)]
    port: u16,
    /// Keeps the state in this file rather than in memory
    #[arg(long, value_name = "FILE")]
    database: Option<PathBuf>,
    /// Serves HTTPS, and leaves the authority to trust in this directory as ca.pem
    #[arg(long, value_name = "DIRECTORY")]
    tls: Option<PathBuf>,
    /// Plays the supervisor of the fleet's first connected device too, on a port of its own
    #[arg(long, requires = "fleet")]
    supervisor: bool,
    /// Is a forward proxy and nothing else
    #[arg(long, conflicts_with_all = ["fleet", "cloud", "ids_apart", "database", "tls", "supervisor", "heartbeat_ms", "limit_logs", "image_size"])]
    proxy: bool,
    /// Lets through who knows these
    #[arg(long, value_name = "USER:PASSWORD", requires = "proxy")]
    proxy_credentials: Option<String>,
    /// Runs this, with what it needs to know in BALENA_TEST_…, and ends with it
    #[arg(last = true, value_name = "COMMAND")]
    command: Vec<OsString>,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(code) => code,
        Err(problem) => {
            eprintln!("balena-simulator: {problem}");
            ExitCode::FAILURE
        }
    }
}

/// What runs until the process ends, and where it is.
struct Service {
    running: Pin<Box<dyn Future<Output = io::Result<Infallible>>>>,
    /// Lines to print: its URLs, and how to reach a supervisor.
    told: Vec<String>,
    environment: Vec<(&'static str, OsString)>,
}

async fn run(arguments: Arguments) -> Result<ExitCode, Box<dyn Error>> {
    let service = if arguments.proxy { proxy(&arguments).await? } else { simulator(&arguments).await? };
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    if arguments.command.is_empty() {
        println!("{}", service.told.join("\n"));
        io::stdout().flush()?;
    }
    tokio::select! {
        failed = service.running => Err(failed.err().map_or_else(|| "the server ended".into(), Into::into)),
        code = command(&arguments.command, service.environment) => code,
        _ = terminate.recv() => Ok(ExitCode::SUCCESS),
        _ = interrupt.recv() => Ok(ExitCode::SUCCESS),
    }
}

async fn simulator(arguments: &Arguments) -> Result<Service, Box<dyn Error>> {
    let mut db = store::open(arguments.database.as_deref())?;
    if arguments.ids_apart {
        store::set_ids_apart(&db)?;
    }
    if let Some(devices) = arguments.fleet {
        fleet::fill(&mut db, devices)?;
    }
    if arguments.cloud {
        cloud::play();
        cloud::fill(&mut db)?;
    }
    let state = Arc::new(Mutex::new(routes::State {
        db,
        failures: accounts::Failures::default(),
        factors: factors::Factors::default(),
        logs: Arc::new(logs::Logs::new(arguments.heartbeat_ms, arguments.limit_logs)),
        images: images::Images::new(arguments.image_size),
        updates: actions::Updates::default(),
        supervisor: supervisor::Supervisor::default(),
    }));
    let app = Arc::new(server::App::new(Arc::clone(&state), routes::answer));
    let first = TcpListener::bind((Ipv4Addr::LOCALHOST, arguments.port)).await?;
    let mut environment: Vec<(_, OsString)> = vec![
        ("BALENA_TEST_USERNAME", store::EMAIL.into()),
        ("BALENA_TEST_PASSWORD", store::PASSWORD.into()),
        ("BALENA_TEST_SECOND_USERNAME", store::SECOND_EMAIL.into()),
        ("BALENA_TEST_SECOND_PASSWORD", store::SECOND_PASSWORD.into()),
    ];
    let mut told = Vec::new();
    if arguments.supervisor {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = format!("http://{}", listener.local_addr()?);
        for (name, value) in supervisor::begin(&state, address)? {
            // As balenaOS calls it in a container's environment.
            told.push(format!("{}={value}", name.replace("_TEST_", "_")));
            environment.push((name, value.into()));
        }
        tokio::spawn(server::serve(listener, Arc::new(server::App::new(state, supervisor::answer))));
    }
    let Some(directory) = &arguments.tls else {
        let endpoint = format!("http://{}/", first.local_addr()?);
        environment.push(("BALENA_TEST_API_ENDPOINT", endpoint.clone().into()));
        let running = Box::pin(server::serve(first, app));
        return Ok(Service { running, told: [vec![endpoint], told].concat(), environment });
    };
    let (acceptor, authority) = tls::acceptor(directory)?;
    let second = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let plain = second.local_addr()?;
    let endpoints = vec![format!("https://{}/", first.local_addr()?), format!("http://{plain}/")];
    environment.push(("BALENA_TEST_API_ENDPOINT", endpoints[0].clone().into()));
    environment.push(("BALENA_TEST_PLAIN_ENDPOINT", endpoints[1].clone().into()));
    let told = [endpoints, told].concat();
    environment.push(("BALENA_TEST_CA_FILE", authority.into()));
    let running = Box::pin(async move {
        tokio::select! {
            ended = server::serve(second, app) => ended,
            ended = tls::serve(first, acceptor, plain) => ended,
        }
    });
    Ok(Service { running, told, environment })
}

async fn proxy(arguments: &Arguments) -> Result<Service, Box<dyn Error>> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, arguments.port)).await?;
    let endpoint = format!("http://{}/", listener.local_addr()?);
    let proxy = Arc::new(proxy::Proxy::new(arguments.proxy_credentials.as_deref()));
    let environment = vec![("BALENA_TEST_PROXY", endpoint.clone().into())];
    Ok(Service { running: Box::pin(proxy::serve(listener, proxy)), told: vec![endpoint], environment })
}

/// Runs the command and gives its exit code; without a command, waits for ever.
async fn command(command: &[OsString], environment: Vec<(&'static str, OsString)>) -> Result<ExitCode, Box<dyn Error>> {
    let Some((program, arguments)) = command.split_first() else {
        return std::future::pending().await;
    };
    let status = Command::new(program)
        .args(arguments)
        .envs(environment)
        .kill_on_drop(true)
        .status()
        .await
        .map_err(|problem| format!("{}: {problem}", program.display()))?;
    // A command that a signal ended has no code.
    let code = status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1);
    Ok(ExitCode::from(code))
}
