//! A simulator in a process of its own, on a free port, for as long as the value lives.

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use balena::{Client, Options};
use serde_json::{Value, json};

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

    /// The requests seen so far, as method and URL.
    pub fn requests(&self) -> Vec<String> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let line = |entry: &Value| match text(&entry["query"]).as_str() {
            "" => format!("{} {}", text(&entry["method"]), text(&entry["path"])),
            query => format!("{} {}?{query}", text(&entry["method"]), text(&entry["path"])),
        };
        self.journal().iter().map(line).collect()
    }

    /// How many connections those requests came by.
    pub fn connections(&self) -> usize {
        self.journal().iter().map(|entry| entry["connection"].to_string()).collect::<HashSet<_>>().len()
    }

    /// Makes the next request whose path begins so fail, as the simulator's README describes faults.
    pub fn fault(&self, path: &str, fault: Value) {
        let orders = json!([{ "match": { "path": path }, "fault": fault }]);
        self.send("POST", "/_faults", None, &orders);
    }

    /// The bodies of the requests with this method, in their order, as JSON.
    pub fn bodies(&self, method: &str) -> Vec<Value> {
        let sent = self.journal().into_iter().filter(|entry| entry["method"] == method);
        sent.map(|entry| entry["body"].clone()).collect()
    }

    fn journal(&self) -> Vec<Value> {
        serde_json::from_str(&self.send("GET", "/_journal", None, &Value::Null)).unwrap()
    }

    /// Sends a request past the library, and gives the answer's body.
    pub fn send(&self, method: &str, path: &str, client: Option<&Client>, body: &Value) -> String {
        let address = self.endpoint.trim_start_matches("http://").trim_end_matches('/');
        let mut stream = TcpStream::connect(address).unwrap();
        let bearer = client.map(|client| client.auth().get_token().unwrap().get("").unwrap());
        let bearer = bearer.map(|token| format!("Authorization: Bearer {token}\r\n")).unwrap_or_default();
        let body = if body.is_null() { String::new() } else { body.to_string() };
        // In HTTP/1.0 the answer ends with the connection.
        let head = format!("{method} {path} HTTP/1.0\r\nHost: simulator\r\nContent-Type: application/json\r\n{bearer}");
        write!(stream, "{head}Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.split(' ').nth(1).is_some_and(|status| status.starts_with('2')), "{method} {path}: {answer}");
        body.to_owned()
    }

    /// A client of this simulator that keeps its login in memory.
    pub fn client(&self) -> Client {
        self.client_with("")
    }

    /// The same with further options, each after a comma.
    pub fn client_with(&self, more: &str) -> Client {
        let options = format!(r#"{{"api_endpoint":"{}","data_directory":null{more}}}"#, self.endpoint);
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
