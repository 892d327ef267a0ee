//! A simulator in a process of its own, on a free port, for as long as the value lives.

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use balena::{Client, Options};
use serde_json::{Value, json};

pub struct Simulator {
    process: Option<Child>,
    pub endpoint: String,
    /// Where its own routes are asked, past TLS.
    plain: String,
    /// What a client's options say of the server that updates operating systems, which balenaCloud alone has.
    actions: String,
    nearby: Option<Box<Nearby>>,
}

/// The supervisor that `--supervisor` plays, and what a container beside it is told.
pub struct Nearby {
    /// A server like the simulator itself.
    pub server: Simulator,
    pub key: String,
    pub device: String,
    pub application: String,
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
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut line = || lines.next().unwrap().unwrap();
        let endpoint = line();
        let plain = if endpoint.starts_with("https:") { line() } else { endpoint.clone() };
        let actions = match arguments.contains(&"--cloud") {
            true => format!(r#","actions_endpoint":"{}""#, endpoint.replace("127.0.0.1", "actions.devices.localhost")),
            false => String::new(),
        };
        let nearby = arguments.contains(&"--supervisor").then(|| {
            let mut value = || line().split_once('=').unwrap().1.to_owned();
            let (endpoint, key, device, application) = (value(), value(), value(), value());
            let server =
                Simulator { process: None, plain: endpoint.clone(), endpoint, actions: String::new(), nearby: None };
            Box::new(Nearby { server, key, device, application })
        });
        Simulator { process: Some(process), endpoint, plain, actions, nearby }
    }

    /// The supervisor of `--supervisor`.
    pub fn nearby(&self) -> &Nearby {
        self.nearby.as_ref().unwrap()
    }

    /// A client as a container on that device has it, with further options, each after a comma.
    pub fn client_on_device(&self, more: &str) -> Client {
        let Nearby { server, key, device, application } = self.nearby();
        let nearby = json!({
            "supervisor_address": server.endpoint, "supervisor_api_key": key, "device_uuid": device,
            "app_id": application.parse::<i64>().unwrap(),
        });
        self.client_with(&format!(",{}{more}", nearby.to_string().trim_matches(['{', '}'])))
    }

    /// Whether applications hold the lock against updates.
    pub fn set_locked(&self, locked: bool) {
        self.control("POST", "/_supervisor", &json!({ "locked": locked }));
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

    /// Forgets the requests seen so far.
    pub fn forget(&self) {
        self.control("DELETE", "/_journal", &Value::Null);
    }

    /// How many connections those requests came by.
    pub fn connections(&self) -> usize {
        self.journal().iter().map(|entry| entry["connection"].to_string()).collect::<HashSet<_>>().len()
    }

    /// The credentials by which requests to `path` came.
    pub fn bearers(&self, path: &str) -> Vec<String> {
        let journal = self.journal();
        let entries = journal.iter().filter(|entry| entry["path"] == path);
        entries.map(|entry| entry["headers"]["authorization"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// A session token of the simulator's user; `form` says how old it is and when it ends.
    pub fn token(&self, form: Value) -> String {
        self.control("POST", "/_token", &form)
    }

    /// Makes the next requests to `path` fail.
    pub fn order(&self, path: &str, times: u32, fault: Value) {
        self.fault(json!([{ "match": { "path": path }, "times": times, "fault": fault }]));
    }

    /// Makes requests fail as these orders say.
    pub fn fault(&self, orders: Value) {
        self.control("POST", "/_faults", &orders);
    }

    /// The bodies of the requests with this method, in their order, as JSON.
    pub fn bodies(&self, method: &str) -> Vec<Value> {
        let sent = self.journal().into_iter().filter(|entry| entry["method"] == method);
        sent.map(|entry| entry["body"].clone()).collect()
    }

    /// The requests seen so far, whole.
    pub fn journal(&self) -> Vec<Value> {
        serde_json::from_str(&self.control("GET", "/_journal", &Value::Null)).unwrap()
    }

    /// Asks one of the simulator's own routes, and gives the body of its answer.
    pub fn control(&self, method: &str, path: &str, body: &Value) -> String {
        self.send(method, path, None, body)
    }

    /// Sends a request past the library, and gives the answer's body.
    pub fn send(&self, method: &str, path: &str, client: Option<&Client>, body: &Value) -> String {
        let address = self.plain.trim_start_matches("http://").trim_end_matches('/');
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
        let options = format!(r#"{{"api_endpoint":"{}","data_directory":null{}{more}}}"#, self.endpoint, self.actions);
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
        if let Some(process) = &mut self.process {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}
