//! A balena API on loopback: the fixture of this project's tests, and a demonstration for who has no account.

#![forbid(unsafe_code)]

mod accounts;
mod auth;
mod cloud;
mod configuration;
mod control;
mod devices;
mod faults;
mod fleet;
mod gzip;
mod journal;
mod keys;
mod model;
mod odata;
mod reply;
mod request;
mod resources;
mod routes;
mod rules;
mod seed;
mod server;
mod store;
mod wire;

use std::error::Error;
use std::ffi::OsString;
use std::io::Write;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

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
    /// Listens on this port rather than on a free one
    #[arg(long, value_name = "P", default_value_t = 0)]
    port: u16,
    /// Keeps the state in this file rather than in memory
    #[arg(long, value_name = "FILE")]
    database: Option<PathBuf>,
    /// Runs this with BALENA_TEST_API_ENDPOINT, BALENA_TEST_USERNAME, BALENA_TEST_PASSWORD and a second user's name
    /// and password, and ends with it
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

async fn run(arguments: Arguments) -> Result<ExitCode, Box<dyn Error>> {
    let mut db = store::open(arguments.database.as_deref())?;
    if let Some(devices) = arguments.fleet {
        fleet::fill(&mut db, devices)?;
    }
    if arguments.cloud {
        cloud::play();
        cloud::fill(&mut db)?;
    }
    let state = routes::State { db, failures: accounts::Failures::default() };
    let app = Arc::new(server::App::new(state));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, arguments.port)).await?;
    let endpoint = format!("http://{}/", listener.local_addr()?);
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let service = server::serve(listener, app);
    if arguments.command.is_empty() {
        println!("{endpoint}");
        std::io::stdout().flush()?;
    }
    tokio::select! {
        failed = service => Err(failed.err().map_or_else(|| "the server ended".into(), Into::into)),
        code = command(&arguments.command, &endpoint) => code,
        _ = terminate.recv() => Ok(ExitCode::SUCCESS),
        _ = interrupt.recv() => Ok(ExitCode::SUCCESS),
    }
}

/// Runs the command and gives its exit code; without a command, waits for ever.
async fn command(command: &[OsString], endpoint: &str) -> Result<ExitCode, Box<dyn Error>> {
    let Some((program, arguments)) = command.split_first() else {
        return std::future::pending().await;
    };
    let status = Command::new(program)
        .args(arguments)
        .env("BALENA_TEST_API_ENDPOINT", endpoint)
        .env("BALENA_TEST_USERNAME", store::EMAIL)
        .env("BALENA_TEST_PASSWORD", store::PASSWORD)
        .env("BALENA_TEST_SECOND_USERNAME", store::SECOND_EMAIL)
        .env("BALENA_TEST_SECOND_PASSWORD", store::SECOND_PASSWORD)
        .kill_on_drop(true)
        .status()
        .await
        .map_err(|problem| format!("{}: {problem}", program.display()))?;
    // A command that a signal ended has no code.
    let code = status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1);
    Ok(ExitCode::from(code))
}
