//! A simulator in a process of its own, on a free port, for as long as the value lives.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use balena::{Client, Options};

pub struct Simulator {
    process: Child,
    pub endpoint: String,
}

impl Simulator {
    pub fn start(arguments: &[&str]) -> Self {
        // target/debug/deps/api-… → target/debug
        let folder: PathBuf = std::env::current_exe().unwrap().ancestors().nth(2).unwrap().into();
        let program = folder.join("balena-simulator");
        let mut process = Command::new(&program)
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {error}; cargo build --workspace makes it", program.display()));
        let mut endpoint = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut endpoint).unwrap();
        Simulator { process, endpoint: endpoint.trim().to_owned() }
    }

    /// A client of this simulator that keeps its login in memory.
    pub fn client(&self) -> Client {
        let options = format!(r#"{{"api_endpoint":"{}","data_directory":null}}"#, self.endpoint);
        Client::new(&Options::parse(&options).unwrap()).unwrap()
    }

    /// The same, logged in as the simulator's user.
    pub fn logged_in(&self) -> Client {
        let client = self.client();
        client.auth().login("admin", "simulator-password", &Options::none()).unwrap();
        client
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
