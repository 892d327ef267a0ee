//! Downloads of images: whole or not at all, whatever happens on the way.

use std::fs;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use balena::{Client, Code, Document, Error, Options, Piece};
use flate2::Compression;
use flate2::write::{GzEncoder, MultiGzDecoder};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::check::{code, none, options, text};
use crate::process::{Process, arguments, is_inner, peak};
use crate::simulator::Simulator;

const SIZE: usize = 1 << 20;
const DOWNLOAD: &str = "/download";

struct Fixture {
    simulator: Simulator,
    client: Client,
    folder: tempfile::TempDir,
}

impl Fixture {
    fn new() -> Self {
        Self::of(&SIZE.to_string())
    }

    fn of(size: &str) -> Self {
        let simulator = Simulator::start(&["--fleet", "3", "--cloud", "--image-size", size]);
        let client = simulator.logged_in();
        Fixture { simulator, client, folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("os.img")
    }

    /// Options of a download to the path, and these.
    fn asked(&self, more: Value) -> Options {
        let mut asked = json!({ "deviceType": "raspberrypi3", "path": self.path() });
        asked.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        options(&asked.to_string())
    }

    fn download(&self, more: Value) -> Result<Document, Error> {
        self.client.device_os().download(&self.asked(more), None)
    }

    /// The digest that the image has now.
    fn expected(&self) -> String {
        let newest = self.client.device_os().get_supported_versions("raspberrypi3", &none()).unwrap();
        let version = text(&newest, "/default").replace('+', "%2B");
        let asked = format!("/_images?deviceType=raspberrypi3&version={version}");
        let answer = self.simulator.control("GET", &asked, &Value::Null);
        serde_json::from_str::<Value>(&answer).unwrap()["sha256"].as_str().unwrap().to_owned()
    }

    /// Checks that the image is there, whole, and nothing beside it.
    fn is_whole(&self) {
        assert_eq!(digest(&fs::read(self.path()).unwrap()), self.expected());
        assert_eq!(self.names(), ["os.img"]);
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    fn cut(&self, after: usize) {
        self.simulator.order(DOWNLOAD, 1, json!({ "kind": "cut", "after": after }));
    }

    /// The part that each request asked for, "" where it asked for all.
    fn ranges(&self) -> Vec<String> {
        let journal = self.simulator.journal();
        let asked = journal.iter().filter(|entry| entry["path"] == DOWNLOAD);
        asked.map(|entry| entry["headers"]["range"].as_str().unwrap_or_default().to_owned()).collect()
    }
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn an_image_comes_to_a_file_to_a_function_or_to_both() {
    let fixture = Fixture::new();
    let image = fixture.download(json!({})).unwrap();
    fixture.is_whole();
    assert_eq!(text(&image, "/length"), SIZE.to_string());
    assert_eq!(text(&image, "/path"), fixture.path().to_str().unwrap());
    assert_eq!(text(&image, "/content_type"), "application/octet-stream");
    assert_eq!(text(&image, "/content_encoding"), "null");
    let version = text(&image, "/version");
    assert_eq!(text(&image, "/filename"), format!("balena-raspberrypi3-{version}.img"));

    let mut bytes = Vec::new();
    let mut each = |piece: Piece<'_>| {
        assert_eq!((piece.offset, piece.total), (bytes.len() as u64, Some(SIZE as u64)));
        bytes.extend_from_slice(piece.data);
        ControlFlow::Continue(())
    };
    let asked = options(r#"{"deviceType":"Raspberry Pi 3","version":"recommended"}"#);
    let image = fixture.client.device_os().download(&asked, Some(&mut each)).unwrap();
    assert_eq!(digest(&bytes), fixture.expected());
    assert_eq!(text(&image, "/version"), version);
    assert_eq!(code(image.get("/path")), Code::NOT_FOUND);

    let newest = fixture.client.device_os().get_supported_versions("raspberrypi3", &none()).unwrap();
    let image = fixture.download(json!({ "version": "latest" })).unwrap();
    assert_eq!(text(&image, "/version"), text(&newest, "/latest"));
    assert_ne!(text(&image, "/version"), version);

    let mut written = Vec::new();
    let part = fixture.folder.path().join("os.img.part");
    let mut each = |piece: Piece<'_>| {
        written.push(fs::metadata(&part).unwrap().len() == piece.offset + piece.data.len() as u64);
        ControlFlow::Continue(())
    };
    fixture.client.device_os().download(&fixture.asked(json!({})), Some(&mut each)).unwrap();
    fixture.is_whole();
    assert!(written.len() > 1 && written.iter().all(|whole| *whole), "{written:?}");
}

#[test]
fn what_breaks_goes_on_where_it_broke() {
    for after in [0, SIZE / 2, SIZE * 99 / 100] {
        let fixture = Fixture::new();
        fixture.cut(after);
        let mut offset = 0;
        let mut each = |piece: Piece<'_>| {
            assert_eq!(piece.offset, offset, "no byte twice");
            offset += piece.data.len() as u64;
            ControlFlow::Continue(())
        };
        fixture.client.device_os().download(&fixture.asked(json!({})), Some(&mut each)).unwrap();
        fixture.is_whole();
        let rest = if after == 0 { String::new() } else { format!("bytes={after}-") };
        assert_eq!(fixture.ranges(), [String::new(), rest]);
    }
}

#[test]
fn many_cuts_lose_nothing() {
    let fixture = Fixture::new();
    // Each answer ends after so many bytes of what it was asked for.
    for after in [1, 70_000, 0, 255, 131_072, 3, 99_999, 0, 300_000] {
        fixture.cut(after);
    }
    fixture.download(json!({})).unwrap();
    fixture.is_whole();
    assert_eq!(fixture.ranges().len(), 10);
}

#[test]
fn what_changed_meanwhile_begins_anew() {
    let fixture = Fixture::new();
    fixture.cut(SIZE / 2);
    let (mut offset, mut restarts) = (0, 0);
    let simulator = &fixture.simulator;
    let mut each = |piece: Piece<'_>| {
        if offset == 0 {
            simulator.control("POST", "/_images", &json!({ "changed": true, "size": SIZE / 4 }));
        } else if piece.offset == 0 {
            restarts += 1;
        }
        offset = piece.offset + piece.data.len() as u64;
        ControlFlow::Continue(())
    };
    let image = fixture.client.device_os().download(&fixture.asked(json!({})), Some(&mut each)).unwrap();
    assert_eq!((restarts, text(&image, "/length")), (1, (SIZE / 4).to_string()));
    fixture.is_whole();
}

#[test]
fn a_part_of_another_image_is_not_taken_for_the_rest() {
    let fixture = Fixture::new();
    fixture.cut(SIZE / 2);
    let headers = json!({
        "Content-Range": format!("bytes {}-{}/{SIZE}", SIZE / 2, SIZE - 1), "ETag": "\"of another\"",
    });
    let other = json!({ "kind": "status", "status": 206, "headers": headers, "body": "x".repeat(SIZE / 2) });
    fixture.simulator.order(DOWNLOAD, 1, other);
    fixture.download(json!({})).unwrap();
    fixture.is_whole();
    assert_eq!(fixture.ranges(), [String::new(), format!("bytes={}-", SIZE / 2), String::new()]);
}

#[test]
fn what_became_shorter_than_what_came_begins_anew() {
    let fixture = Fixture::new();
    fixture.cut(SIZE / 2);
    let refused = json!({ "kind": "status", "status": 416, "headers": { "Content-Range": "bytes */5" } });
    fixture.simulator.order(DOWNLOAD, 1, refused);
    fixture.download(json!({})).unwrap();
    fixture.is_whole();
    assert_eq!(fixture.ranges(), [String::new(), format!("bytes={}-", SIZE / 2), String::new()]);
}

#[test]
fn a_server_without_parts_is_asked_for_the_whole_again() {
    let fixture = Fixture::new();
    fixture.simulator.control("POST", "/_images", &json!({ "ranges": false }));
    fixture.cut(SIZE / 2);
    fixture.download(json!({})).unwrap();
    fixture.is_whole();
    assert_eq!(fixture.ranges(), ["", ""]);
    // It ends all the same where the whole never comes.
    fixture.simulator.forget();
    fixture.simulator.order(DOWNLOAD, 100, json!({ "kind": "cut", "after": SIZE / 2 }));
    fs::write(fixture.path(), "what was there").unwrap();
    assert_eq!(code(fixture.download(json!({}))), Code::NETWORK);
    assert_eq!(fixture.ranges().len(), 6);
    assert_eq!((fixture.names(), fs::read(fixture.path()).unwrap()), (vec!["os.img".into()], b"what was there".into()));
}

#[test]
fn an_announced_length_has_to_come() {
    for orders in [json!({ "kind": "wrong_length", "delta": 5 }), json!({ "kind": "reset", "after": 1 })] {
        let fixture = Fixture::new();
        fixture.simulator.order(DOWNLOAD, 100, orders);
        assert_eq!(code(fixture.download(json!({}))), Code::NETWORK);
        assert_eq!(fixture.names(), Vec::<String>::new());
    }
}

#[test]
fn the_callers_deadline_is_that_of_the_whole() {
    let fixture = Fixture::new();
    fixture.simulator.order(DOWNLOAD, 100, json!({ "kind": "stall_body" }));
    assert_eq!(code(fixture.download(json!({ "timeout_ms": 300 }))), Code::TIMEOUT);
    assert_eq!(fixture.names(), Vec::<String>::new());
}

#[test]
fn silence_counts_as_a_cut() {
    let fixture = Fixture::new();
    fixture.simulator.order(DOWNLOAD, 1, json!({ "kind": "stall_body" }));
    fixture.download(json!({})).unwrap();
    fixture.is_whole();
    assert_eq!(fixture.ranges(), [String::new(), format!("bytes={}-", SIZE / 2)]);
}

#[test]
fn packed_bytes_are_left_so_or_unpacked() {
    let fixture = Fixture::new();
    let image = fixture.download(json!({ "raw": true })).unwrap();
    assert_eq!(text(&image, "/content_encoding"), "gzip");
    let packed = fs::read(fixture.path()).unwrap();
    assert_eq!(text(&image, "/length"), packed.len().to_string());
    let mut unpacked = MultiGzDecoder::new(Vec::new());
    unpacked.write_all(&packed).unwrap();
    assert_eq!(digest(&unpacked.finish().unwrap()), fixture.expected());

    // What is packed is a file of its own where it was asked for.
    let image = fixture.download(json!({ "fileType": ".gz" })).unwrap();
    assert_eq!(text(&image, "/content_type"), "application/gzip");
    assert!(text(&image, "/filename").ends_with(".img.gz"));
    let mut unpacked = MultiGzDecoder::new(Vec::new());
    unpacked.write_all(&fs::read(fixture.path()).unwrap()).unwrap();
    assert_eq!(digest(&unpacked.finish().unwrap()), fixture.expected());
}

/// An answer as a server gives it that packs without being asked.
fn packed_answer(body: &[u8]) -> Value {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(body).unwrap();
    let body = encoder.finish().unwrap();
    let head = format!("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n", body.len());
    let answer = [head.as_bytes(), &body].concat();
    json!({ "kind": "raw", "base64": base64::Engine::encode(&base64::engine::general_purpose::STANDARD, answer) })
}

#[test]
fn what_was_packed_unasked_is_unpacked_and_stays_small_meanwhile() {
    let fixture = Fixture::new();
    let zeros = vec![0; 64 << 20];
    fixture.simulator.order(DOWNLOAD, 1, packed_answer(&zeros));
    let (mut length, mut largest) = (0, 0);
    let mut each = |piece: Piece<'_>| {
        assert_eq!((piece.offset, piece.total), (length, None));
        length += piece.data.len() as u64;
        largest = largest.max(piece.data.len());
        ControlFlow::Continue(())
    };
    let image = fixture.client.device_os().download(&fixture.asked(json!({})), Some(&mut each)).unwrap();
    assert_eq!((length, text(&image, "/content_encoding").as_str()), (zeros.len() as u64, "null"));
    assert!(largest <= 256 << 10, "{largest}");
    assert!(fs::read(fixture.path()).unwrap() == zeros);

    let mut broken = packed_answer(b"some bytes");
    let text = broken["base64"].as_str().unwrap().to_owned();
    broken["base64"] = text.replace("H4sI", "H4sJ").into();
    fixture.simulator.order(DOWNLOAD, 1, broken);
    assert_eq!(code(fixture.download(json!({}))), Code::DECODE);
}

#[test]
fn a_function_ends_it_and_so_does_a_cancel_from_within() {
    let fixture = Fixture::new();
    let mut pieces = 0;
    let mut stop = |_: Piece<'_>| {
        pieces += 1;
        ControlFlow::Break(())
    };
    let ended = fixture.client.device_os().download(&fixture.asked(json!({})), Some(&mut stop));
    assert_eq!((code(ended), pieces), (Code::CANCELLED, 1));
    assert_eq!(fixture.names(), Vec::<String>::new());

    let derived = fixture.client.with(&none()).unwrap();
    let mut cancel = |_: Piece<'_>| {
        derived.cancel();
        ControlFlow::Continue(())
    };
    assert_eq!(code(derived.device_os().download(&fixture.asked(json!({})), Some(&mut cancel))), Code::CANCELLED);
    assert_eq!(fixture.names(), Vec::<String>::new());

    // The function may ask the service meanwhile.
    let mut ask = |_: Piece<'_>| {
        assert!(fixture.client.device().get_all(&options(r#"{"$top":1}"#)).is_ok());
        ControlFlow::Continue(())
    };
    fixture.client.device_os().download(&fixture.asked(json!({})), Some(&mut ask)).unwrap();
    fixture.is_whole();
}

#[test]
fn a_cancel_from_elsewhere_ends_it_in_each_phase() {
    let fixture = Fixture::new();
    for fault in [json!({ "kind": "stall" }), json!({ "kind": "stall_body" }), json!({ "kind": "cut", "after": 0 })] {
        fixture.simulator.forget();
        fixture.simulator.order(DOWNLOAD, 100, fault.clone());
        let derived = fixture.client.with(&none()).unwrap();
        std::thread::scope(|scope| {
            let download = scope.spawn(|| derived.device_os().download(&fixture.asked(json!({})), None));
            while fixture.ranges().is_empty() {
                std::thread::yield_now();
            }
            derived.cancel();
            assert_eq!(code(download.join().unwrap()), Code::CANCELLED, "{fault}");
        });
        assert_eq!(fixture.names(), Vec::<String>::new());
        fixture.simulator.fault(json!([]));
    }
}

#[test]
fn it_runs_within_a_tokio_runtime() {
    let fixture = Fixture::new();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async { fixture.download(json!({})) }).unwrap();
    fixture.is_whole();
}

#[test]
fn two_do_not_write_to_one_file() {
    let fixture = Fixture::new();
    let mut second = None;
    let mut each = |_: Piece<'_>| {
        second.get_or_insert_with(|| fixture.download(json!({})).map(drop));
        ControlFlow::Continue(())
    };
    fixture.client.device_os().download(&fixture.asked(json!({})), Some(&mut each)).unwrap();
    assert_eq!(second.unwrap().unwrap_err().code(), Code::IO);
    fixture.is_whole();
}

#[test]
fn a_killed_process_leaves_nothing_under_the_final_name() {
    if is_inner() {
        let [endpoint, token, path] = &arguments()[..] else { panic!("three arguments") };
        let given = json!({ "api_endpoint": endpoint, "token": token, "data_directory": null });
        let client = Client::new(&options(&given.to_string())).unwrap();
        let asked = json!({ "deviceType": "raspberrypi3", "path": path }).to_string();
        let mut kill = |piece: Piece<'_>| {
            if piece.offset > 0 {
                let own = std::process::id().to_string();
                std::process::Command::new("kill").args(["-9", &own]).status().unwrap();
            }
            ControlFlow::Continue(())
        };
        let _ = client.device_os().download(&options(&asked), Some(&mut kill));
        return;
    }
    let fixture = Fixture::new();
    let token = fixture.simulator.token(json!({}));
    let path = fixture.path().to_str().unwrap().to_owned();
    let process = Process::of_test(
        "download::a_killed_process_leaves_nothing_under_the_final_name",
        &[&fixture.simulator.endpoint, &token, &path],
    );
    let status = process.start(std::process::Stdio::null()).wait().unwrap();
    assert_eq!(std::os::unix::process::ExitStatusExt::signal(&status), Some(9));
    assert_eq!(fixture.names(), ["os.img.part"]);
    // The next one takes the place of what was left behind.
    fixture.download(json!({})).unwrap();
    fixture.is_whole();
}

#[test]
fn a_full_disk_leaves_nothing() {
    if is_inner() {
        let [endpoint, token, path] = &arguments()[..] else { panic!("three arguments") };
        let given = json!({ "api_endpoint": endpoint, "token": token, "data_directory": null });
        let client = Client::new(&options(&given.to_string())).unwrap();
        let asked = json!({ "deviceType": "raspberrypi3", "path": path }).to_string();
        let error = client.device_os().download(&options(&asked), None).unwrap_err();
        assert_eq!(error.code(), Code::IO, "{error}");
        return;
    }
    let fixture = Fixture::new();
    let token = fixture.simulator.token(json!({}));
    let path = fixture.path().to_str().unwrap().to_owned();
    fs::write(fixture.path(), "what was there").unwrap();
    // The file may not grow beyond 512 KiB, and the signal that tells so is ignored: the write fails as on a full disk.
    Process::of_test("download::a_full_disk_leaves_nothing", &[&fixture.simulator.endpoint, &token, &path])
        .within("sh", &["-c", "trap '' XFSZ; ulimit -f 1024; exec \"$0\" \"$@\""])
        .succeeds();
    assert_eq!((fixture.names(), fs::read(fixture.path()).unwrap()), (vec!["os.img".into()], b"what was there".into()));
}

#[test]
fn what_an_image_is_for_is_found_and_told() {
    let fixture = Fixture::new();
    let application = fixture.client.application().get("admin/fleet", &none()).unwrap();
    let id = text(&application, "/id");
    let mut length = 0;
    let mut each = |piece: Piece<'_>| {
        length += piece.data.len();
        ControlFlow::Continue(())
    };
    let asked = options(&format!(r#"{{"appId":"{id}","network":"ethernet","appUpdatePollInterval":20}}"#));
    let image = fixture.client.device_os().download(&asked, Some(&mut each)).unwrap();
    assert_eq!(length, SIZE);
    let version = text(&image, "/version");
    let requests = fixture.simulator.requests();
    let sent = requests.last().unwrap();
    for part in [format!("appId={id}"), "network=ethernet".into(), "appUpdatePollInterval=20".into()] {
        assert!(sent.starts_with("GET /download?") && sent.contains(&part), "{sent}");
    }
    assert!(
        sent.contains("deviceType=") && sent.contains(&format!("version={}", version.replace('+', "%2B"))),
        "{sent}"
    );

    // A key is told in a body, and no server may repeat it in an error.
    let wifi =
        json!({ "appId": id.parse::<i64>().unwrap(), "network": "wifi", "wifiSsid": "Café", "wifiKey": "k3y of w1fi" });
    let wifi = options(&wifi.to_string());
    fixture.client.device_os().download(&wifi, Some(&mut |_| ControlFlow::Continue(()))).unwrap();
    let journal = fixture.simulator.journal();
    let last = journal.last().unwrap();
    assert_eq!((&last["method"], &last["query"]), (&json!("POST"), &Value::Null));
    assert_eq!(last["body"]["wifiKey"], "k3y of w1fi");
    assert!(!fixture.simulator.requests().iter().any(|request| request.contains("k3y")));
    let repeated = json!({ "kind": "status", "status": 400, "body": "k3y of w1fi is no key" });
    fixture.simulator.order(DOWNLOAD, 1, repeated);
    let error = fixture.client.device_os().download(&wifi, Some(&mut |_| ControlFlow::Continue(()))).unwrap_err();
    assert!(!serde_json::to_string(&error).unwrap().contains("k3y"), "{error}");
}

#[test]
fn what_can_t_be_downloaded_is_refused_by_name() {
    let fixture = Fixture::new();
    let client = &fixture.client;
    let folder = fixture.folder.path().to_str().unwrap();
    fixture.simulator.forget();
    for (wrong, expected, named) in [
        (json!({}), Code::MISSING_OPTION, "appId"),
        (json!({ "appId": 1 }), Code::MISSING_OPTION, "network"),
        (json!({ "deviceType": "raspberrypi3" }), Code::MISSING_OPTION, "path"),
        (json!({ "deviceType": "", "path": "x" }), Code::INVALID_OPTION, "deviceType"),
        (json!({ "deviceType": "raspberrypi3", "version": "\u{7}", "path": "x" }), Code::INVALID_OPTION, "version"),
        (json!({ "deviceType": "raspberrypi3", "path": 5 }), Code::INVALID_OPTION, "path"),
        (json!({ "deviceType": "raspberrypi3", "path": "x", "colour": "red" }), Code::NON_ALLOWED_OPTION, "colour"),
        (json!({ "deviceType": "raspberrypi3", "path": folder }), Code::IO, "file"),
        (json!({ "deviceType": "raspberrypi3", "path": format!("{folder}/none/os.img") }), Code::IO, "file"),
    ] {
        let error = client.device_os().download(&options(&wrong.to_string()), None).unwrap_err();
        assert_eq!(error.code(), expected, "{wrong}: {error}");
        assert!(error.message().contains(named), "{wrong}: {error}");
    }
    let guest = fixture.simulator.client();
    assert_eq!(code(guest.device_os().download(&fixture.asked(json!({})), None)), Code::NOT_LOGGED_IN);
    assert!(fixture.simulator.requests().is_empty());

    let unknown = json!({ "appId": 999_999, "network": "ethernet" });
    let asked = |more: &Value| {
        let mut asked = json!({ "path": fixture.path() });
        asked.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        code(client.device_os().download(&options(&asked.to_string()), None))
    };
    assert_eq!(asked(&unknown), Code::APPLICATION_NOT_FOUND);
    assert_eq!(asked(&json!({ "deviceType": "toaster" })), Code::INVALID_DEVICE_TYPE);
    let old = json!({ "deviceType": "raspberrypi3", "version": "0.0.1" });
    assert_eq!(asked(&old), Code::OS_IMAGE_NOT_FOUND);
    assert_eq!(fixture.names(), Vec::<String>::new());
    let openbalena = Simulator::start(&["--fleet", "3"]);
    let refused = openbalena.logged_in().device_os().download(&fixture.asked(json!({ "version": "6.0.24" })), None);
    assert_eq!(code(refused), Code::UNSUPPORTED_BY_SERVER);
}

#[test]
fn its_memory_does_not_grow_with_the_image() {
    if is_inner() {
        let [endpoint, token, path] = &arguments()[..] else { panic!("three arguments") };
        let given = json!({ "api_endpoint": endpoint, "token": token, "data_directory": null });
        let client = Client::new(&options(&given.to_string())).unwrap();
        let asked = json!({ "deviceType": "raspberrypi3", "path": path }).to_string();
        let before = peak();
        client.device_os().download(&options(&asked), None).unwrap();
        let grown = peak() - before;
        assert!(grown < 16 << 10, "{grown} KiB");
        return;
    }
    let fixture = Fixture::of("100000000");
    let token = fixture.simulator.token(json!({}));
    let path = fixture.path().to_str().unwrap().to_owned();
    Process::of_test(
        "download::its_memory_does_not_grow_with_the_image",
        &[&fixture.simulator.endpoint, &token, &path],
    )
    .succeeds();
    assert_eq!(fs::metadata(Path::new(&path)).unwrap().len(), 100_000_000);
}
