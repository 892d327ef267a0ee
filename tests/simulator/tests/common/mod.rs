#![allow(dead_code, reason = "each test file uses a part of this")]
//! Starts the simulator as its own process, and a client for it that changes nothing in what it is given.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::Request;
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

pub struct Simulator {
    process: Option<Child>,
    pub address: SocketAddr,
    /// Where it serves HTTPS.
    pub secure: Option<SocketAddr>,
    /// What it says beyond its addresses, name by name.
    pub told: Vec<(String, String)>,
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
    pub bytes: Bytes,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.body))
    }
}

impl Simulator {
    pub fn start(arguments: &[&str]) -> Simulator {
        let mut process = Command::new(env!("CARGO_BIN_EXE_balena-simulator"))
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the simulator starts");
        let mut stdout = BufReader::new(process.stdout.take().expect("its output is piped"));
        let mut line = || {
            let mut line = String::new();
            stdout.read_line(&mut line).expect("it names its address");
            line
        };
        let address = |url: &str| url.trim_end_matches('/').parse().expect("an address and a port");
        let first = line();
        let (plain, secure) = match first.trim().split_once("://").expect("a URL") {
            ("https", secure) => (line().trim().trim_start_matches("http://").to_owned(), Some(address(secure))),
            (_, plain) => (plain.to_owned(), None),
        };
        let lines = if arguments.contains(&"--supervisor") { 4 } else { 0 };
        let mut named = || {
            let line = line();
            let (name, value) = line.trim().split_once('=').expect("a name and a value");
            (name.to_owned(), value.to_owned())
        };
        let told = (0..lines).map(|_| named()).collect();
        Simulator { address: address(&plain), secure, told, process: Some(process) }
    }

    /// The supervisor that it plays on a port of its own, as a server like itself.
    pub fn supervisor(&self) -> Simulator {
        let (_, url) = &self.told[0];
        let address = url.trim_start_matches("http://").parse().expect("an address and a port");
        Simulator { process: None, address, secure: None, told: Vec::new() }
    }

    pub async fn send(&self, method: &str, url: &str, headers: &[(String, String)], body: String) -> Answer {
        let stream = TcpStream::connect(self.address).await.expect("it accepts connections");
        let (mut sender, connection) =
            hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.expect("it speaks HTTP");
        tokio::spawn(connection);
        let mut request = Request::builder().method(method).uri(url);
        if !headers.iter().any(|(name, _)| name == "Host") {
            request = request.header("Host", self.address.to_string());
        }
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let request = request.body(Full::new(Bytes::from(body))).expect("a request that can be sent");
        let (head, body) = sender.send_request(request).await.expect("an answer").into_parts();
        let text = |value: &hyper::header::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let headers = head.headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect();
        let bytes = body.collect().await.expect("a whole body").to_bytes();
        Answer { status: head.status.as_u16(), headers, body: String::from_utf8_lossy(&bytes).into_owned(), bytes }
    }

    pub async fn json(&self, method: &str, url: &str, token: &str, body: Value) -> Answer {
        let mut headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
        if !token.is_empty() {
            headers.push(("Authorization".to_owned(), format!("Bearer {token}")));
        }
        let body = if body.is_null() { String::new() } else { body.to_string() };
        self.send(method, url, &headers, body).await
    }

    pub async fn log_in(&self) -> String {
        self.log_in_as("admin", "simulator-password").await
    }

    pub async fn log_in_as(&self, username: &str, password: &str) -> String {
        let account = serde_json::json!({ "username": username, "password": password });
        let answer = self.json("POST", "/login_", "", account).await;
        assert_eq!(answer.status, 200);
        answer.body
    }

    pub fn process(&mut self) -> &mut Child {
        self.process.as_mut().expect("a process of its own")
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        if let Some(process) = &mut self.process {
            // It may have ended by itself.
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}
