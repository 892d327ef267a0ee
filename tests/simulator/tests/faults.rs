//! Every kind of fault, seen from a bare socket.

mod common;

use std::io::Read;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use common::{Answer, Simulator};
use flate2::read::GzDecoder;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

const PING: &[u8] = b"GET /ping HTTP/1.1\r\nHost: simulator\r\n\r\n";
const SOON: Duration = Duration::from_secs(5);

/// What came before the connection ended, and how it ended.
struct Seen {
    text: String,
    end: Result<(), std::io::ErrorKind>,
}

impl Seen {
    fn body(&self) -> &str {
        self.text.split_once("\r\n\r\n").map_or("", |(_, body)| body)
    }
}

async fn order(simulator: &Simulator, fault: Value) {
    let orders = json!([{ "match": { "method": "GET", "path": "/ping" }, "fault": fault }]);
    assert_eq!(simulator.json("POST", "/_faults", "", orders).await.status, 200);
}

async fn read_to_end(stream: &mut TcpStream) -> Seen {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        match timeout(SOON, stream.read(&mut buffer)).await.expect("the connection ends") {
            Ok(0) => {
                return Seen { text: String::from_utf8_lossy(&bytes).into_owned(), end: Ok(()) };
            }
            Ok(count) => bytes.extend_from_slice(&buffer[..count]),
            Err(error) => {
                return Seen { text: String::from_utf8_lossy(&bytes).into_owned(), end: Err(error.kind()) };
            }
        }
    }
}

async fn ping(simulator: &Simulator) -> Seen {
    let mut stream = TcpStream::connect(simulator.address).await.expect("it accepts connections");
    stream.write_all(PING).await.expect("it reads");
    read_to_end(&mut stream).await
}

async fn faulty(fault: Value) -> Seen {
    let simulator = Simulator::start(&[]);
    order(&simulator, fault).await;
    ping(&simulator).await
}

#[tokio::test]
async fn status_answers_what_was_ordered_and_no_more_often() {
    let simulator = Simulator::start(&[]);
    let fault = json!({ "kind": "status", "status": 503, "headers": { "Retry-After": "7" }, "body": "busy" });
    let orders = json!([{ "match": { "path": "/pi" }, "times": 2, "fault": fault }]);
    simulator.json("POST", "/_faults", "", orders).await;
    assert_eq!(simulator.json("GET", "/user/v1/whoami", "", Value::Null).await.status, 401, "another path");
    for _ in 0..2 {
        let answer = simulator.json("GET", "/ping", "", Value::Null).await;
        assert_eq!((answer.status, answer.body.as_str()), (503, "busy"));
        assert_eq!(answer.header("retry-after"), Some("7"));
    }
    assert_eq!(simulator.json("GET", "/ping", "", Value::Null).await.status, 200);
}

#[tokio::test]
async fn orders_are_listed_and_cleared() {
    let simulator = Simulator::start(&[]);
    simulator.json("POST", "/_faults", "", json!([{ "fault": "stall", "times": 3 }, { "fault": "html" }])).await;
    let left = simulator.json("GET", "/_faults", "", Value::Null).await.json();
    assert_eq!(left[0]["times"], 3);
    assert_eq!(left[1]["fault"]["kind"], "html");
    assert_eq!(simulator.json("DELETE", "/_faults", "", Value::Null).await.status, 200);
    assert_eq!(simulator.json("GET", "/_faults", "", Value::Null).await.json(), json!([]));
    assert_eq!(simulator.json("POST", "/_faults", "", json!([{ "fault": "no such kind" }])).await.status, 400);
    assert_eq!(simulator.json("GET", "/ping", "", Value::Null).await.status, 200);
}

#[tokio::test]
async fn stall_never_answers_and_ends_with_the_client() {
    let simulator = Simulator::start(&[]);
    order(&simulator, json!("stall")).await;
    let mut stream = TcpStream::connect(simulator.address).await.expect("it accepts connections");
    stream.write_all(PING).await.expect("it reads");
    let mut byte = [0];
    assert!(timeout(Duration::from_millis(300), stream.read(&mut byte)).await.is_err());
    stream.shutdown().await.expect("our side ends");
    assert_eq!(timeout(SOON, stream.read(&mut byte)).await.expect("it ends").ok(), Some(0));
    let journal = simulator.json("GET", "/_journal", "", Value::Null).await.json();
    assert_eq!(journal[0]["status"], Value::Null);
}

#[tokio::test]
async fn drip_sends_the_body_slowly() {
    let start = Instant::now();
    let seen = faulty(json!({ "kind": "drip", "chunk": 1, "interval_ms": 150 })).await;
    assert_eq!(seen.body(), "OK");
    assert!(start.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn cut_ends_the_body_early_and_cleanly() {
    let seen = faulty(json!({ "kind": "cut", "after": 1 })).await;
    assert!(seen.text.contains("Content-Length: 2\r\n"), "{}", seen.text);
    assert_eq!((seen.body(), seen.end), ("O", Ok(())));
}

#[tokio::test]
async fn reset_before_the_answer() {
    let seen = faulty(json!("reset")).await;
    assert_eq!((seen.text.as_str(), seen.end), ("", Err(std::io::ErrorKind::ConnectionReset)));
}

#[tokio::test]
async fn reset_within_the_body() {
    let seen = faulty(json!({ "kind": "reset", "after": 1 })).await;
    assert_eq!((seen.body(), seen.end), ("O", Err(std::io::ErrorKind::ConnectionReset)));
}

#[tokio::test]
async fn close_without_an_answer() {
    let seen = faulty(json!("close")).await;
    assert_eq!((seen.text.as_str(), seen.end), ("", Ok(())));
}

#[tokio::test]
async fn close_while_the_body_is_being_sent() {
    let simulator = Simulator::start(&[]);
    let orders = json!([{ "match": { "method": "POST" }, "fault": { "kind": "close", "during_body": true } }]);
    simulator.json("POST", "/_faults", "", orders).await;
    let mut stream = TcpStream::connect(simulator.address).await.expect("it accepts connections");
    let head = b"POST /login_ HTTP/1.1\r\nHost: simulator\r\nContent-Length: 1000\r\n\r\nfirst";
    stream.write_all(head).await.expect("it reads");
    let seen = read_to_end(&mut stream).await;
    assert_eq!((seen.text.as_str(), seen.end), ("", Err(std::io::ErrorKind::ConnectionReset)));
}

#[tokio::test]
async fn wrong_length_in_both_directions() {
    for (delta, length) in [(3, 5), (-1, 1)] {
        let seen = faulty(json!({ "kind": "wrong_length", "delta": delta })).await;
        assert!(seen.text.contains(&format!("Content-Length: {length}\r\n")), "{}", seen.text);
        assert_eq!((seen.body(), seen.end), ("OK", Ok(())));
    }
}

#[tokio::test]
async fn bodies_that_are_no_json() {
    let simulator = Simulator::start(&[]);
    let orders = json!([{ "fault": "bad_json" }, { "fault": "html" }, { "fault": "not_utf8" }]);
    simulator.json("POST", "/_faults", "", orders).await;
    let answer = simulator.json("GET", "/v7/application", "", Value::Null).await;
    assert_eq!((answer.status, answer.body.as_str()), (200, "{\"d\":["));
    assert!(answer.header("content-type").is_some_and(|kind| kind.starts_with("application/json")));
    let answer = simulator.json("GET", "/v7/application", "", Value::Null).await;
    assert_eq!(answer.status, 200);
    assert!(answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html")));
    let answer = simulator.json("GET", "/v7/application", "", Value::Null).await;
    assert!(answer.body.contains('\u{fffd}'), "{}", answer.body);
}

fn inflated(answer: &Answer) -> String {
    let mut text = String::new();
    GzDecoder::new(answer.bytes.as_ref()).read_to_string(&mut text).expect("gzip");
    text
}

#[tokio::test]
async fn large_bodies_are_compressed_for_who_accepts_it() {
    let simulator = Simulator::start(&[]);
    let get = async |url: &str, encodings: &str| {
        let headers = [("Accept-Encoding".to_owned(), encodings.to_owned())];
        simulator.send("GET", url, &headers, String::new()).await
    };
    let plain = get("/device-types/v1", "identity").await;
    assert!(plain.bytes.len() > 1024 && plain.header("content-length").is_some());
    for encodings in ["gzip", "gzip, deflate", "br;q=1.0, GZIP;q=0.5"] {
        let answer = get("/device-types/v1", encodings).await;
        assert_eq!(answer.header("content-encoding"), Some("gzip"), "{encodings}");
        assert_eq!(answer.header("vary"), Some("Accept-Encoding"));
        assert_eq!(answer.header("content-length"), None, "it comes in chunks");
        assert_eq!(inflated(&answer), plain.body);
    }
    for encodings in ["", "br", "gzip;q=0", "gzip; q=0.0, deflate"] {
        let answer = get("/device-types/v1", encodings).await;
        assert_eq!((answer.header("content-encoding"), &answer.body), (None, &plain.body), "{encodings}");
    }
    assert_eq!(get("/ping", "gzip").await.header("content-encoding"), None, "too short");
}

#[tokio::test]
async fn a_bomb_grows_a_thousandfold() {
    let simulator = Simulator::start(&[]);
    let bytes = 20_000_000;
    order(&simulator, json!({ "kind": "gzip_bomb", "bytes": bytes })).await;
    let answer = simulator.json("GET", "/ping", "", Value::Null).await;
    assert_eq!((answer.status, answer.header("content-encoding")), (200, Some("gzip")));
    assert!(answer.bytes.len() * 900 < bytes, "{}", answer.bytes.len());
    let text = inflated(&answer);
    assert_eq!(text.len(), bytes);
    let body: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(body["d"][0].as_str().map(str::len), Some(bytes - 10));
}

#[tokio::test]
async fn large_announces_what_it_sends() {
    let simulator = Simulator::start(&[]);
    order(&simulator, json!({ "kind": "large", "bytes": 1_000_001 })).await;
    let answer = simulator.json("GET", "/ping", "", Value::Null).await;
    assert_eq!((answer.status, answer.header("content-length")), (200, Some("1000001")));
    assert_eq!(answer.bytes.len(), 1_000_001);
    assert_eq!(answer.json()["d"][0].as_str().map(str::len), Some(1_000_001 - 10));
}

#[tokio::test]
async fn an_encoding_that_is_none() {
    let simulator = Simulator::start(&[]);
    order(&simulator, json!("unknown_encoding")).await;
    let answer = simulator.json("GET", "/ping", "", Value::Null).await;
    assert_eq!((answer.status, answer.header("content-encoding")), (200, Some("br")));
}

#[tokio::test]
async fn stall_body_keeps_half_of_it() {
    let simulator = Simulator::start(&[]);
    order(&simulator, json!("stall_body")).await;
    let mut stream = TcpStream::connect(simulator.address).await.expect("it accepts connections");
    stream.write_all(PING).await.expect("it reads");
    let mut text = String::new();
    while !text.ends_with("\r\n\r\nO") {
        let mut buffer = [0; 512];
        let count = timeout(SOON, stream.read(&mut buffer)).await.expect("half of it comes").expect("bytes");
        assert!(count > 0, "{text}");
        text += &String::from_utf8_lossy(&buffer[..count]);
    }
    assert!(text.contains("Content-Length: 2\r\n"), "{text}");
    assert!(timeout(Duration::from_millis(300), stream.read(&mut [0])).await.is_err(), "the rest does not");
}

#[tokio::test]
async fn redirects_are_a_status_with_a_location() {
    let simulator = Simulator::start(&[]);
    for (status, location) in [(302, "/connectivity-check"), (307, "http://127.0.0.1:1/elsewhere")] {
        order(&simulator, json!({ "kind": "status", "status": status, "headers": { "Location": location } })).await;
        let answer = simulator.json("GET", "/ping", "", Value::Null).await;
        assert_eq!((answer.status, answer.header("location")), (status, Some(location)));
        assert_eq!(answer.header("content-length"), Some("0"));
    }
}

#[tokio::test]
async fn raw_bytes() {
    let seen = faulty(json!({ "kind": "raw", "base64": STANDARD.encode("what is this\n") })).await;
    assert_eq!((seen.text.as_str(), seen.end), ("what is this\n", Ok(())));
}

#[tokio::test]
async fn close_after_an_answer_that_did_not_announce_it() {
    let seen = faulty(json!("close_after")).await;
    assert_eq!((seen.body(), seen.end), ("OK", Ok(())));
    assert!(!seen.text.to_lowercase().contains("connection: close"), "{}", seen.text);
}

#[tokio::test]
async fn a_cut_write_has_happened_and_a_reset_one_has_not() {
    let simulator = Simulator::start(&[]);
    let token = simulator.log_in().await;
    for (fault, name, rows) in [(json!({ "kind": "cut", "after": 0 }), "cut-one", 1), (json!("reset"), "reset-one", 0)]
    {
        simulator.json("POST", "/_faults", "", json!([{ "fault": fault }])).await;
        let body = json!({ "app_name": name, "is_for__device_type": 117, "organization": 1 }).to_string();
        let request = format!(
            "POST /v7/application HTTP/1.1\r\nHost: s\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let mut stream = TcpStream::connect(simulator.address).await.expect("it accepts connections");
        stream.write_all(request.as_bytes()).await.expect("it reads");
        read_to_end(&mut stream).await;
        let url = format!("/v7/application/$count?$filter=app_name%20eq%20'{name}'");
        assert_eq!(simulator.json("GET", &url, &token, Value::Null).await.json(), json!({ "d": rows }));
    }
}
