//! `--proxy`: what it forwards, tunnels and refuses.

mod common;

use std::net::SocketAddr;
use std::process::Command;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use common::Simulator;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const PING: &str = "GET /ping HTTP/1.1\r\nHost: s\r\nConnection: close\r\n\r\n";

/// All that comes until the connection ends.
async fn asked(address: SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(address).await.expect("it accepts connections");
    stream.write_all(request.as_bytes()).await.expect("it reads");
    let mut text = String::new();
    stream.read_to_string(&mut text).await.expect("text");
    text
}

/// The answer's head, and the connection after it.
async fn tunnel(proxy: SocketAddr, target: &str, more: &str) -> (String, TcpStream) {
    let mut stream = TcpStream::connect(proxy).await.expect("it accepts connections");
    let request = format!("CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n{more}\r\n");
    stream.write_all(request.as_bytes()).await.expect("it reads");
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.expect("an answer"));
    }
    (String::from_utf8(head).expect("text"), stream)
}

async fn journal(of: &Simulator) -> Value {
    of.json("GET", "/_journal", "", Value::Null).await.json()
}

/// A port on which nobody listens.
async fn nobody() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").await.expect("a port").local_addr().expect("an address")
}

#[tokio::test]
async fn forwards_absolute_urls() {
    let (proxy, simulator) = (Simulator::start(&["--proxy"]), Simulator::start(&[]));
    let url = format!("http://{}/login_?a=%20b", simulator.address);
    let body = r#"{"username":"admin","password":"simulator-password"}"#;
    let request = format!(
        "POST {url} HTTP/1.1\r\nHost: {}\r\nProxy-Authorization: Basic eDp5\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        simulator.address,
        body.len()
    );
    let text = asked(proxy.address, &request).await;
    assert!(text.starts_with("HTTP/1.1 200"), "{text}");
    assert_eq!(text.rsplit("\r\n").next().map(|token| token.split('.').count()), Some(3), "a token: {text}");
    let seen = journal(&simulator).await[0].clone();
    assert_eq!((&seen["method"], &seen["path"], &seen["query"]), (&json!("POST"), &json!("/login_"), &json!("a=%20b")));
    assert_eq!(seen["headers"]["host"], simulator.address.to_string());
    assert_eq!(seen["headers"].get("proxy-authorization"), None, "that was for the proxy");
    let forwarded = journal(&proxy).await[0].clone();
    assert_eq!((&forwarded["method"], &forwarded["path"]), (&json!("POST"), &json!(url)));
    assert_eq!(
        (&forwarded["status"], &forwarded["headers"]["proxy-authorization"]),
        (&json!(200), &json!("Basic eDp5"))
    );
}

#[tokio::test]
async fn tunnels() {
    let (proxy, simulator) = (Simulator::start(&["--proxy"]), Simulator::start(&[]));
    let target = simulator.address.to_string();
    let (head, mut stream) = tunnel(proxy.address, &target, "").await;
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    stream.write_all(PING.as_bytes()).await.expect("it reads");
    let mut text = String::new();
    stream.read_to_string(&mut text).await.expect("text");
    assert!(text.starts_with("HTTP/1.1 200") && text.ends_with("OK"), "{text}");
    assert_eq!(journal(&simulator).await[0]["path"], "/ping");
    let seen = journal(&proxy).await;
    assert_eq!((&seen[0]["method"], &seen[0]["path"]), (&json!("CONNECT"), &json!(target)));
    assert_eq!(seen.as_array().map(Vec::len), Some(1), "what goes through it is not its business");
    proxy.json("DELETE", "/_journal", "", Value::Null).await;
    assert_eq!(journal(&proxy).await, json!([]));
}

#[tokio::test]
async fn asks_for_credentials() {
    let proxy = Simulator::start(&["--proxy", "--proxy-credentials", "user:pass word"]);
    let simulator = Simulator::start(&[]);
    let right = format!("Proxy-Authorization: Basic {}\r\n", STANDARD.encode("user:pass word"));
    let wrong = format!("Proxy-Authorization: Basic {}\r\n", STANDARD.encode("user:password"));
    for (credentials, status) in [("", 407), (wrong.as_str(), 407), (right.as_str(), 200)] {
        let (head, _) = tunnel(proxy.address, &simulator.address.to_string(), credentials).await;
        assert!(head.starts_with(&format!("HTTP/1.1 {status}")), "{head}");
        let request = format!(
            "GET http://{}/ping HTTP/1.1\r\nHost: s\r\n{credentials}Connection: close\r\n\r\n",
            simulator.address
        );
        let text = asked(proxy.address, &request).await;
        assert!(text.starts_with(&format!("HTTP/1.1 {status}")), "{text}");
        assert_eq!(text.contains("proxy-authenticate: Basic "), status == 407, "{text}");
    }
    let seen = journal(&proxy).await;
    let statuses: Vec<&Value> = seen.as_array().expect("entries").iter().map(|entry| &entry["status"]).collect();
    assert_eq!(statuses, [407, 407, 407, 407, 200, 200]);
    assert_eq!(journal(&simulator).await.as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn says_when_nobody_is_there() {
    let proxy = Simulator::start(&["--proxy"]);
    let target = nobody().await.to_string();
    let (head, _) = tunnel(proxy.address, &target, "").await;
    assert!(head.starts_with("HTTP/1.1 502"), "{head}");
    let request = format!("GET http://{target}/ HTTP/1.1\r\nHost: s\r\nConnection: close\r\n\r\n");
    assert!(asked(proxy.address, &request).await.starts_with("HTTP/1.1 502"));
    assert!(asked(proxy.address, PING).await.starts_with("HTTP/1.1 404"), "it serves nothing itself");
}

#[test]
fn a_command_is_told_where_it_is() {
    let output = Command::new(env!("CARGO_BIN_EXE_balena-simulator"))
        .args(["--proxy", "--", "sh", "-c", "echo $BALENA_TEST_PROXY"])
        .output()
        .expect("the simulator runs");
    assert!(output.stdout.starts_with(b"http://127.0.0.1:"), "{output:?}");
}

#[test]
fn a_proxy_has_no_fleet() {
    let output = Command::new(env!("CARGO_BIN_EXE_balena-simulator"))
        .args(["--proxy", "--fleet", "3"])
        .output()
        .expect("the simulator runs");
    assert_eq!(output.status.code(), Some(2));
}
