//! Device logs: written, read, streamed and spoilt.

mod common;

use std::io::Write;
use std::time::Duration;

use common::Simulator;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

const SOON: Duration = Duration::from_secs(20);

struct Service {
    simulator: Simulator,
    token: String,
    uuid: String,
    key: String,
}

impl Service {
    /// With a device and its key.
    async fn start(arguments: &[&str]) -> Service {
        let simulator = Simulator::start(&[&["--fleet", "2"], arguments].concat());
        let token = simulator.log_in().await;
        let device = simulator.json("GET", "/v7/device(1)?$select=uuid", &token, Value::Null).await.json();
        let uuid = device["d"][0]["uuid"].as_str().expect("a uuid").to_owned();
        let key = simulator.json("POST", "/api-key/device/1/device-key", &token, json!({})).await;
        let key = key.json().as_str().expect("a key").to_owned();
        Service { simulator, token, uuid, key }
    }

    fn url(&self, rest: &str) -> String {
        format!("/device/v2/{}/{rest}", self.uuid)
    }

    async fn write(&self, lines: Value) -> u16 {
        self.simulator.json("POST", &self.url("logs"), &self.key, lines).await.status
    }

    async fn history(&self, query: &str) -> Vec<Value> {
        let answer = self.simulator.json("GET", &self.url(&format!("logs{query}")), &self.token, Value::Null).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json().as_array().expect("a list").clone()
    }

    async fn control(&self, mut order: Value) {
        order["uuid"] = self.uuid.as_str().into();
        assert_eq!(self.simulator.json("POST", "/_logs", "", order).await.status, 200);
    }

    async fn state(&self) -> Value {
        self.simulator.json("GET", &format!("/_logs?uuid={}", self.uuid), "", Value::Null).await.json()
    }

    async fn fault(&self, fault: Value, times: u32) {
        let orders =
            json!([{ "match": { "method": "GET", "path": self.url("logs") }, "fault": fault, "times": times }]);
        assert_eq!(self.simulator.json("POST", "/_faults", "", orders).await.status, 200);
    }

    async fn stream(&self, query: &str) -> Stream {
        let mut socket = TcpStream::connect(self.simulator.address).await.expect("it accepts connections");
        let request = format!(
            "GET {} HTTP/1.1\r\nHost: s\r\nAuthorization: Bearer {}\r\n\r\n",
            self.url(&format!("logs?stream=1{query}")),
            self.token
        );
        socket.write_all(request.as_bytes()).await.expect("it reads");
        let mut stream = Stream { socket, head: String::new(), bytes: Vec::new(), at: 0 };
        while stream.head.is_empty() {
            assert!(stream.more().await, "a head");
            if let Some(end) = stream.bytes.windows(4).position(|four| four == b"\r\n\r\n") {
                stream.head = String::from_utf8_lossy(&stream.bytes[..end]).into_owned();
                stream.bytes.drain(..end + 4);
            }
        }
        stream
    }
}

/// The raw bytes of an answer in chunks.
struct Stream {
    socket: TcpStream,
    head: String,
    bytes: Vec<u8>,
    at: usize,
}

impl Stream {
    /// Whether there was more before the end.
    async fn more(&mut self) -> bool {
        let count = timeout(SOON, self.socket.read_buf(&mut self.bytes)).await.expect("it comes or ends");
        count.is_ok_and(|count| count > 0)
    }

    async fn chunk(&mut self) -> Option<String> {
        loop {
            let rest = &self.bytes[self.at..];
            if let Some(end) = rest.windows(2).position(|two| two == b"\r\n") {
                let size = str::from_utf8(&rest[..end]).ok().and_then(|text| usize::from_str_radix(text, 16).ok());
                let size = size.expect("a size");
                if let Some(chunk) = rest.get(end + 2..end + 2 + size + 2) {
                    assert_eq!(&chunk[size..], b"\r\n");
                    let text = String::from_utf8(chunk[..size].to_vec()).expect("a text");
                    self.at += end + 4 + size;
                    return Some(text);
                }
            }
            if !self.more().await {
                return None;
            }
        }
    }

    async fn line(&mut self) -> Value {
        let chunk = self.chunk().await.expect("a line");
        serde_json::from_str(chunk.strip_suffix('\n').expect("a newline")).expect("JSON")
    }

    async fn message(&mut self) -> String {
        self.line().await["message"].as_str().expect("a message").to_owned()
    }

    async fn until_end(mut self) -> Vec<u8> {
        while self.more().await {}
        self.bytes
    }
}

fn messages(lines: &[Value]) -> Vec<&str> {
    lines.iter().map(|line| line["message"].as_str().expect("a message")).collect()
}

fn numbers(range: std::ops::RangeInclusive<u64>) -> Vec<String> {
    range.map(|number| number.to_string()).collect()
}

#[tokio::test]
async fn history_is_counted_from_the_end_and_starts_at_a_time() {
    let service = Service::start(&[]).await;
    service.control(json!({ "lines": 1500, "batch": 100, "prefix": "no. " })).await;
    let all = service.history("?count=all").await;
    assert_eq!((all.len(), &all[0]["message"], &all[999]["message"]), (1000, &json!("no. 501"), &json!("no. 1500")));
    assert_eq!(all[0]["createdAt"], all[99]["createdAt"], "a batch comes at one time");
    for query in ["", "?count=5000", "?count=x", "?start=", "?start=soon", "?start=2020-01-01T00:00:00Z"] {
        assert_eq!(service.history(query).await, all, "{query}");
    }
    assert_eq!(service.history("?count=2").await, all[998..]);
    assert_eq!(service.history("?count=2x").await, all[998..]);
    assert_eq!(service.history("?count=0").await, [Value::Null; 0]);
    let last = all[999]["createdAt"].as_i64().expect("a time");
    let newest: Vec<Value> = all.iter().filter(|line| line["createdAt"] == last).cloned().collect();
    assert_eq!(service.history(&format!("?start={last}")).await, newest);
    assert_eq!(service.history(&format!("?start={last}&count=1")).await, newest[newest.len() - 1..]);
    assert!(service.history(&format!("?start={}", last + 1)).await.is_empty());
    let later = service.history("?start=2999-01-01T00:00:00.000%2B01:00").await;
    assert!(later.is_empty());
    assert_eq!(service.state().await, json!({ "lines": 1500, "streams": 0 }));
}

#[tokio::test]
async fn who_may_read_and_write() {
    let service = Service::start(&[]).await;
    let second = service.simulator.log_in_as("second", "second-password").await;
    let user_key = service.simulator.json("POST", "/api-key/user/full", &service.token, json!({ "name": "k" })).await;
    let user_key = user_key.json().as_str().expect("a key").to_owned();
    let other = service.simulator.json("POST", "/api-key/device/2/device-key", &service.token, json!({})).await.json();
    let other = other.as_str().expect("a key");
    let line = json!([{ "timestamp": 1, "message": "m" }]);
    let required = json!({ "error": "API key required" }).to_string();
    let refused = "\"Not allowed to write device logs\"";
    let unknown = format!("\"No device with uuid {}\"", service.uuid);
    let status = async |method: &str, url: &str, token: &str, body: &Value| {
        let answer = service.simulator.json(method, url, token, body.clone()).await;
        (answer.status, answer.body)
    };
    let url = service.url("logs");
    for (method, token, body, expected) in [
        ("POST", service.token.as_str(), &line, (401, required.as_str())),
        ("POST", "", &line, (401, &required)),
        ("POST", other, &line, (401, refused)),
        ("POST", &user_key, &line, (401, refused)),
        ("POST", &service.key, &line, (201, "")),
        ("GET", &second, &Value::Null, (404, &unknown)),
        ("GET", "", &Value::Null, (401, "")),
        ("GET", &service.key, &Value::Null, (401, "")),
    ] {
        assert_eq!(status(method, &url, token, body).await, (expected.0, expected.1.to_owned()), "{method} {token}");
    }
    for body in [
        json!([{ "timestamp": "1", "message": "m" }]),
        json!([{ "timestamp": 1, "message": 2 }]),
        json!([{ "timestamp": 1, "message": "m", "serviceId": "4" }]),
        json!({ "timestamp": 1, "message": "m" }),
    ] {
        assert_eq!(service.write(body.clone()).await, 400, "{body}");
    }
    assert_eq!(service.write(json!([{ "timestamp": 1, "message": "of another", "uuid": "abc" }])).await, 201);
    assert_eq!(service.state().await["lines"], 1);
}

#[tokio::test]
async fn devices_upload_lines_compressed() {
    let service = Service::start(&[]).await;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(b"{\"timestamp\":1,\"message\":\"a\"}\n{\"timestamp\":2,\"message\":\"b\"}\n").expect("it fits");
    let body = encoder.finish().expect("a body");
    let mut socket = TcpStream::connect(service.simulator.address).await.expect("it accepts connections");
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: s\r\nAuthorization: Bearer {}\r\nContent-Type: application/x-ndjson\r\n\
         Content-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
        service.url("log-stream"),
        service.key,
        body.len()
    );
    socket.write_all(&[head.as_bytes(), &body].concat()).await.expect("it reads");
    let mut answer = [0; 512];
    let count = socket.read(&mut answer).await.expect("an answer");
    assert!(answer[..count].starts_with(b"HTTP/1.1 201 "));
    assert_eq!(messages(&service.history("").await), ["a", "b"]);
    let upload = async |kind: &str, body: &str| {
        let authorization = format!("Bearer {}", service.key);
        let headers = [("Authorization".to_owned(), authorization), ("Content-Type".to_owned(), kind.to_owned())];
        service.simulator.send("POST", &service.url("log-stream"), &headers, body.to_owned()).await.status
    };
    assert_eq!(upload("application/json", "{}").await, 415);
    assert_eq!(upload("application/x-ndjson", "{\n").await, 400);
    assert_eq!(upload("application/x-ndjson", "{\"timestamp\":1}\n").await, 400);
}

#[tokio::test]
async fn too_many_batches_are_refused_on_demand() {
    for (arguments, last) in [(&["--limit-logs"][..], 429), (&[], 201)] {
        let service = Service::start(arguments).await;
        let mut statuses = Vec::new();
        for _ in 0..15 {
            statuses.push(service.write(json!([{ "timestamp": 1, "message": "m" }])).await);
        }
        assert_eq!((&statuses[..14], statuses[14]), (&[201; 14][..], last));
    }
}

#[tokio::test]
async fn streams_begin_with_history_and_go_on() {
    let service = Service::start(&[]).await;
    service.write(json!([{ "timestamp": 5, "message": "old" }, { "timestamp": 6, "message": "new" }])).await;
    let mut stream = service.stream("&count=1").await;
    assert!(stream.head.starts_with("HTTP/1.1 200 "), "{}", stream.head);
    for header in ["Content-Type: application/x-ndjson\r\n", "Transfer-Encoding: chunked\r\n"] {
        assert!(stream.head.to_lowercase().contains(&header.to_lowercase()), "{}", stream.head);
    }
    assert_eq!(stream.message().await, "new");
    assert_eq!(service.state().await["streams"], 1);
    let mut only_live = service.stream("").await;
    let mut from_the_start = service.stream("&count=all&start=0").await;
    service.write(json!([{ "timestamp": 7, "message": "é\"\n", "isStdErr": true, "serviceId": 4 }])).await;
    for stream in [&mut stream, &mut only_live] {
        let line = stream.line().await;
        let fields: Vec<&String> = line.as_object().expect("an object").keys().collect();
        assert_eq!(fields, ["createdAt", "timestamp", "isSystem", "isStdErr", "serviceId", "message"]);
        assert_eq!((&line["message"], &line["serviceId"]), (&json!("é\"\n"), &json!(4)));
    }
    for message in ["old", "new", "é\"\n"] {
        assert_eq!(from_the_start.message().await, message);
    }
    drop((stream, only_live, from_the_start));
    while service.state().await["streams"] != 0 {}
}

#[tokio::test]
async fn many_lines_all_arrive() {
    let service = Service::start(&[]).await;
    let mut stream = service.stream("").await;
    service.control(json!({ "lines": 20_000 })).await;
    for number in 1..=20_000 {
        assert_eq!(stream.message().await, number.to_string());
    }
    service.control(json!({ "lines": 30, "rate_per_s": 1000, "from": 20_001 })).await;
    for number in 20_001..=20_030 {
        assert_eq!(stream.message().await, number.to_string());
    }
}

#[tokio::test]
async fn streams_suppress_lines_that_stay_in_the_history() {
    let service = Service::start(&[]).await;
    let mut stream = service.stream("").await;
    service.control(json!({ "suppress": 3 })).await;
    service.control(json!({ "lines": 5 })).await;
    let notice = stream.line().await;
    assert_eq!(notice["message"], "Warning: Suppressed 3 message(s) due to slow reading");
    assert_eq!((&notice["isSystem"], &notice["isStdErr"]), (&json!(true), &json!(true)));
    assert_eq!((stream.message().await, stream.message().await), ("4".to_owned(), "5".to_owned()));
    assert_eq!(messages(&service.history("").await), numbers(1..=5));
}

#[tokio::test]
async fn heartbeats_are_bare_newlines() {
    let service = Service::start(&["--heartbeat-ms", "20"]).await;
    let mut stream = service.stream("").await;
    for _ in 0..3 {
        assert_eq!(stream.chunk().await.as_deref(), Some("\n"));
    }
    service.control(json!({ "heartbeat_ms": 0, "lines": 1 })).await;
    let mut next = stream.chunk().await;
    while next.as_deref() == Some("\n") {
        next = stream.chunk().await;
    }
    assert!(next.is_some_and(|line| line.contains("\"1\"")));
    service.control(json!({ "heartbeat_ms": 5 })).await;
    assert_eq!(stream.chunk().await.as_deref(), Some("\n"), "a stream that is open hears of it");
}

#[tokio::test]
async fn streams_are_cut_at_every_byte() {
    let service = Service::start(&[]).await;
    service.control(json!({ "lines": 2 })).await;
    let mut whole = service.stream("&count=all").await;
    while whole.chunk().await.is_some_and(|line| !line.contains("\"2\"")) {}
    let whole = whole.bytes;
    for after in 0..=whole.len() {
        let fault = if after % 8 == 0 { "reset" } else { "cut" };
        service.fault(json!({ "kind": fault, "after": after }), 1).await;
        assert_eq!(service.stream("&count=all").await.until_end().await, whole[..after]);
    }
    service.fault(json!({ "kind": "cut", "after": whole.len() + 4 }), 2).await;
    for more in 1..=2 {
        let stream = service.stream("&count=2").await;
        service.control(json!({ "lines": 1 })).await;
        assert_eq!(stream.until_end().await.len(), whole.len() + 4, "cut {more}: in a line that comes later");
    }
}

#[tokio::test]
async fn other_faults_of_streams() {
    let service = Service::start(&["--heartbeat-ms", "10"]).await;
    service.control(json!({ "lines": 2, "heartbeat_ms": 0 })).await;
    service.fault(json!("close_after"), 1).await;
    let ended = service.stream("&count=2").await.until_end().await;
    assert!(ended.ends_with(b"}\n\r\n0\r\n\r\n"), "{}", String::from_utf8_lossy(&ended));

    service.fault(json!({ "kind": "drip", "chunk": 50, "interval_ms": 1 }), 1).await;
    let mut stream = service.stream("&count=2").await;
    assert_eq!((stream.message().await, stream.message().await), ("1".to_owned(), "2".to_owned()));

    service.fault(json!("bad_json"), 1).await;
    let mut stream = service.stream("&count=2").await;
    let broken = stream.chunk().await.expect("a line");
    assert!(serde_json::from_str::<Value>(&broken).is_err() && broken.ends_with('\n'), "{broken}");
    assert_eq!(stream.message().await, "2");

    service.fault(json!({ "kind": "wrong_length", "delta": 1 }), 1).await;
    let mut stream = service.stream("&count=1").await;
    while !stream.bytes.ends_with(b"}\n\r\n") {
        assert!(stream.more().await);
    }
    let size = stream.bytes.windows(2).position(|two| two == b"\r\n").expect("a size");
    let announced = usize::from_str_radix(&String::from_utf8_lossy(&stream.bytes[..size]), 16).expect("a size");
    assert_eq!(announced, stream.bytes.len() - size - 4 + 1);

    service.fault(json!({ "kind": "status", "status": 503, "headers": { "Retry-After": "1" } }), 1).await;
    assert!(service.stream("").await.head.starts_with("HTTP/1.1 503 "));
}

#[tokio::test]
async fn a_silent_stream_says_neither_lines_nor_heartbeats() {
    let service = Service::start(&["--heartbeat-ms", "10"]).await;
    service.control(json!({ "lines": 2 })).await;
    for (fault, lines) in [("silent", 2), ("stall_body", 0)] {
        service.fault(json!(fault), 1).await;
        let mut silent = service.stream("&count=2").await;
        for number in 1..=lines {
            assert_eq!(silent.message().await, number.to_string());
        }
        let mut other = service.stream("").await;
        service.control(json!({ "lines": 1, "prefix": "later " })).await;
        for _ in 0..5 {
            assert!(other.chunk().await.is_some(), "lines or heartbeats");
        }
        while let Ok(more) = silent.socket.try_read_buf(&mut silent.bytes) {
            assert!(more > 0, "it stays open");
        }
        assert!(!String::from_utf8_lossy(&silent.bytes).contains("later"));
        assert_eq!(silent.bytes.ends_with(b"\n\r\n"), lines > 0);
        drop((silent, other));
        while service.state().await["streams"] != 0 {}
    }
}
