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
use crate::process::{Process, arguments, is_inner};
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
        let version = text(&newest, "/latest").replace('+', "%2B");
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
    let asked = options(r#"{"deviceType":"Raspberry Pi 3","version":"latest"}"#);
    let image = fixture.client.device_os().download(&asked, Some(&mut each)).unwrap();
    assert_eq!(digest(&bytes), fixture.expected());
    assert_eq!(text(&image, "/version"), version);
    assert_eq!(code(image.get("/path")), Code::NOT_FOUND);

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
