//! Images of operating systems: their forms, their parts, and how a download of them fails.

mod common;

use std::io::Read;

use common::{Answer, Simulator};
use flate2::read::{DeflateDecoder, GzDecoder};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const SIZE: usize = 100_000;
const PI: &str = "/download?deviceType=raspberrypi3&version=6.0.24";

struct Service {
    simulator: Simulator,
    token: String,
}

impl Service {
    async fn start() -> Service {
        let simulator = Simulator::start(&["--cloud", "--fleet", "1", "--image-size", &SIZE.to_string()]);
        let token = simulator.log_in().await;
        Service { simulator, token }
    }

    async fn get(&self, url: &str, headers: &[(&str, &str)]) -> Answer {
        let mut all = vec![("Authorization".to_owned(), format!("Bearer {}", self.token))];
        all.extend(headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        self.simulator.send("GET", url, &all, String::new()).await
    }

    async fn control(&self, order: Value) {
        assert_eq!(self.simulator.json("POST", "/_images", "", order).await.status, 200);
    }

    async fn digest(&self) -> Value {
        let url = "/_images?deviceType=raspberrypi3&version=6.0.24";
        self.simulator.json("GET", url, "", Value::Null).await.json()["sha256"].clone()
    }
}

fn digest(bytes: &[u8]) -> Value {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>().into()
}

#[tokio::test]
async fn openbalena_has_no_images() {
    let simulator = Simulator::start(&[]);
    let token = simulator.log_in().await;
    assert_eq!(simulator.json("GET", PI, &token, Value::Null).await.status, 404);
}

#[tokio::test]
async fn images_follow_from_device_type_and_version() {
    let service = Service::start().await;
    let image = service.get(PI, &[]).await;
    assert_eq!((image.status, image.bytes.len()), (200, SIZE));
    for (name, value) in [
        ("content-type", "application/octet-stream"),
        ("content-disposition", "attachment; filename=\"balena-raspberrypi3-6.0.24.img\""),
        ("content-length", "100000"),
        ("accept-ranges", "bytes"),
    ] {
        assert_eq!(image.header(name), Some(value));
    }
    assert_eq!(digest(&image.bytes), service.digest().await);
    let again = service.get(PI, &[]).await;
    assert_eq!((&again.bytes, again.header("etag")), (&image.bytes, image.header("etag")));
    let posted = json!({ "appId": "1", "network": "ethernet", "version": "6.0.24" });
    let posted = service.simulator.json("POST", "/download", &service.token, posted).await;
    assert_eq!((posted.status, &posted.bytes), (200, &image.bytes));
    let name = posted.header("content-disposition");
    assert_eq!(name, Some("attachment; filename=\"balena-fleet-6.0.24.img\""));
    for other in ["deviceType=raspberrypi3&version=5.3.21", "deviceType=intel-nuc&version=6.0.24"] {
        let other = service.get(&format!("/download?{other}"), &[]).await;
        assert_eq!((other.status, other.bytes.len()), (200, SIZE));
        assert_ne!(other.bytes, image.bytes);
    }
    service.control(json!({ "size": 10 })).await;
    assert_eq!(service.get(PI, &[]).await.bytes.len(), 10);
}

#[tokio::test]
async fn which_images_there_are() {
    let service = Service::start().await;
    for (query, status) in [
        ("deviceType=raspberrypi3&version=2.94.4%2Brev1.prod", 200),
        ("deviceType=raspberrypi3&version=2.29.2%2Brev1.dev", 200),
        ("deviceType=raspberrypi3&version=2023.10.0", 200),
        ("deviceType=raspberrypi3&version=6.3.0-rc1", 200),
        ("deviceType=raspberrypi3", 200),
        ("deviceType=raspberrypi3&version=latest", 200),
        ("appId=1&network=wifi&wifiSsid=s&wifiKey=k&version=6.0.24&developmentMode=true", 200),
        ("deviceType=raspberrypi3&version=2.94.4+rev1.prod", 404),
        ("deviceType=raspberrypi3&version=6.0.10", 404),
        ("deviceType=raspberrypi3&version=6.1.0", 404),
        ("deviceType=raspberrypi3&version=6.2.0", 404),
        ("deviceType=raspberrypi3&version=99.0.0", 404),
        ("deviceType=no-such-thing&version=6.0.24", 404),
        ("deviceType=raspberry-pi2&version=6.0.24", 404),
        ("appId=999&version=6.0.24", 404),
        ("version=6.0.24", 400),
        ("deviceType=raspberrypi3&version=6.0.24&fileType=.iso", 400),
    ] {
        assert_eq!(service.get(&format!("/download?{query}"), &[]).await.status, status, "{query}");
    }
    assert_eq!(service.simulator.json("GET", PI, "", Value::Null).await.status, 401);
    let newest = service.simulator.json("GET", "/_images?deviceType=raspberrypi3", "", Value::Null).await.json();
    assert_eq!(newest["version"], "6.0.24");
}

#[tokio::test]
async fn forms_of_images() {
    let service = Service::start().await;
    let image = service.get(PI, &[]).await.bytes;
    let inflated = |reader: &mut dyn Read| {
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes).expect("compressed bytes");
        bytes
    };
    let archive = service.get(&format!("{PI}&fileType=.gz"), &[("Accept-Encoding", "gzip")]).await;
    assert_eq!((archive.header("content-type"), archive.header("content-encoding")), (Some("application/gzip"), None));
    assert!(archive.header("content-disposition").is_some_and(|name| name.ends_with("-6.0.24.img.gz\"")));
    assert_eq!(inflated(&mut GzDecoder::new(&archive.bytes[..])), image);

    let archive = service.get(&format!("{PI}&fileType=.zip"), &[]).await;
    assert_eq!(archive.header("content-type"), Some("application/zip"));
    let name = usize::from(u16::from_le_bytes([archive.bytes[26], archive.bytes[27]]));
    assert_eq!(inflated(&mut DeflateDecoder::new(&archive.bytes[30 + name..])), image);

    let encoded = service.get(PI, &[("Accept-Encoding", "gzip")]).await;
    assert_eq!(encoded.header("content-encoding"), Some("gzip"));
    assert!(encoded.bytes.len() < SIZE && encoded.header("content-length").is_none());
    assert!(encoded.header("etag").is_some_and(|etag| etag.starts_with("W/")));
    assert_eq!(encoded.header("accept-ranges"), None);
    assert_eq!(inflated(&mut GzDecoder::new(&encoded.bytes[..])), image);
}

#[tokio::test]
async fn parts_of_images() {
    let service = Service::start().await;
    let image = service.get(PI, &[]).await;
    let etag = image.header("etag").expect("an ETag");
    for (range, from, to) in [
        ("bytes=0-0", 0, 1),
        ("bytes=99-", 99, SIZE),
        ("bytes=-7", SIZE - 7, SIZE),
        ("bytes=5-999999999", 5, SIZE),
        ("bytes=-999999999", 0, SIZE),
    ] {
        let part = service.get(PI, &[("Range", range), ("If-Range", etag), ("Accept-Encoding", "gzip")]).await;
        assert_eq!((part.status, &part.bytes[..]), (206, &image.bytes[from..to]), "{range}");
        assert_eq!(part.header("content-range"), Some(format!("bytes {from}-{}/{SIZE}", to - 1).as_str()));
        assert_eq!((part.header("etag"), part.header("content-encoding")), (Some(etag), None));
    }
    for range in ["bytes=100000-", "bytes=-0"] {
        let refused = service.get(PI, &[("Range", range)]).await;
        assert_eq!((refused.status, refused.header("content-range")), (416, Some("bytes */100000")), "{range}");
    }
    for range in ["bytes=9-5", "bytes=a-b", "lines=1-2", "bytes=0-1,5-6"] {
        assert_eq!(service.get(PI, &[("Range", range)]).await.status, 200, "{range}");
    }
    let before = service.digest().await;
    service.control(json!({ "changed": true })).await;
    let whole = service.get(PI, &[("Range", "bytes=99-"), ("If-Range", etag)]).await;
    assert_eq!((whole.status, whole.bytes.len()), (200, SIZE));
    assert_ne!((whole.header("etag"), &whole.bytes), (Some(etag), &image.bytes));
    assert_ne!(service.digest().await, before);

    service.control(json!({ "ranges": false })).await;
    let whole = service.get(PI, &[("Range", "bytes=99-")]).await;
    assert_eq!((whole.status, whole.header("etag"), whole.header("accept-ranges")), (200, None, None));
}

#[tokio::test]
async fn zip_is_an_archive_that_others_can_read() {
    let service = Service::start().await;
    let archive = service.get(&format!("{PI}&fileType=.zip"), &[]).await;
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("image.zip");
    std::fs::write(&file, &archive.bytes).expect("it is written");
    let script = "import hashlib, sys, zipfile; archive = zipfile.ZipFile(sys.argv[1]); assert archive.testzip() is None; \
                  print(hashlib.sha256(archive.read(archive.namelist()[0])).hexdigest(), end='')";
    let output = std::process::Command::new("python3").args(["-c", script]).arg(&file).output().expect("python runs");
    assert_eq!(Value::from(String::from_utf8_lossy(&output.stdout)), service.digest().await);
}

#[tokio::test]
async fn downloads_are_cut_and_resumed() {
    let service = Service::start().await;
    let image = service.get(PI, &[]).await.bytes;
    let request = |range: &str| {
        let authorization = format!("Authorization: Bearer {}\r\n", service.token);
        format!("GET {PI} HTTP/1.1\r\nHost: s\r\n{authorization}{range}\r\n")
    };
    let faults = json!([{ "match": { "path": "/download" }, "times": 2, "fault": { "kind": "cut", "after": 40_000 } }]);
    assert_eq!(service.simulator.json("POST", "/_faults", "", faults).await.status, 200);
    let mut got = Vec::new();
    while got.len() < SIZE {
        let range = if got.is_empty() { String::new() } else { format!("Range: bytes={}-\r\n", got.len()) };
        let mut stream = TcpStream::connect(service.simulator.address).await.expect("it accepts connections");
        stream.write_all(request(&range).as_bytes()).await.expect("it reads");
        let mut bytes = Vec::new();
        let end = loop {
            assert!(stream.read_buf(&mut bytes).await.expect("bytes") > 0, "a head");
            if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
                break end;
            }
        };
        let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
        let length = head.split("content-length: ").nth(1).and_then(|text| text.lines().next()?.parse::<usize>().ok());
        assert_eq!(length, Some(SIZE - got.len()), "{head}");
        let length = length.unwrap_or(0) + end + 4;
        while bytes.len() < length && stream.read_buf(&mut bytes).await.expect("bytes") > 0 {}
        got.extend_from_slice(&bytes[end + 4..]);
    }
    assert_eq!(got, image);
    assert_eq!(service.simulator.json("GET", "/_faults", "", Value::Null).await.json(), json!([]));
}
