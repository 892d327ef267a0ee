//! HTTPS with an authority of its own, and faults on it.

mod common;

use std::io;
use std::process::Command;
use std::sync::Arc;

use common::Simulator;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

struct Secure {
    simulator: Simulator,
    directory: tempfile::TempDir,
}

impl Secure {
    fn start() -> Secure {
        let directory = tempfile::tempdir().expect("a directory");
        let name = directory.path().join("made by it");
        let simulator = Simulator::start(&["--tls", name.to_str().expect("a UTF-8 path")]);
        Secure { simulator, directory }
    }

    fn authority(&self) -> CertificateDer<'static> {
        CertificateDer::from_pem_file(self.directory.path().join("made by it/ca.pem")).expect("a certificate")
    }

    /// What `/ping` answers to one who trusts `authorities` and takes the server for `name`.
    async fn ping(&self, authorities: &[CertificateDer<'static>], name: &'static str) -> io::Result<String> {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(authorities.iter().cloned());
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("TLS versions")
            .with_root_certificates(roots)
            .with_no_client_auth();
        let stream = TcpStream::connect(self.simulator.secure.expect("an address")).await?;
        let server = ServerName::try_from(name).expect("a name");
        let mut stream = TlsConnector::from(Arc::new(config)).connect(server, stream).await?;
        stream.write_all(b"GET /ping HTTP/1.1\r\nHost: s\r\nConnection: close\r\n\r\n").await?;
        let mut text = String::new();
        stream.read_to_string(&mut text).await?;
        Ok(text)
    }

    async fn order(&self, fault: Value) {
        let orders = json!([{ "match": { "path": "/ping" }, "fault": fault }]);
        assert_eq!(self.simulator.json("POST", "/_faults", "", orders).await.status, 200);
    }
}

#[tokio::test]
async fn who_trusts_its_authority_is_served() {
    let secure = Secure::start();
    for name in ["127.0.0.1", "localhost"] {
        let text = secure.ping(&[secure.authority()], name).await.expect("an answer");
        assert!(text.starts_with("HTTP/1.1 200") && text.ends_with("\r\n\r\nOK"), "{text}");
    }
    let journal = secure.simulator.json("GET", "/_journal", "", Value::Null).await.json();
    assert_eq!(journal.as_array().map(Vec::len), Some(2));
    assert_ne!(journal[0]["connection"], journal[1]["connection"]);
}

#[tokio::test]
async fn others_are_not() {
    let secure = Secure::start();
    let stranger = Secure::start();
    for (authorities, name) in
        [(vec![], "127.0.0.1"), (vec![stranger.authority()], "127.0.0.1"), (vec![secure.authority()], "example.com")]
    {
        let refusal = secure.ping(&authorities, name).await.expect_err("no trust");
        assert!(refusal.to_string().contains("certificate"), "{refusal}");
    }
    assert_eq!(secure.simulator.json("GET", "/_journal", "", Value::Null).await.json(), json!([]));
}

#[tokio::test]
async fn faults_reach_through() {
    let secure = Secure::start();
    let authority = [secure.authority()];
    secure.order(json!({ "kind": "cut", "after": 1 })).await;
    let text = secure.ping(&authority, "localhost").await.expect("an answer");
    assert!(text.contains("Content-Length: 2\r\n") && text.ends_with("\r\n\r\nO"), "{text}");
    secure.order(json!("reset")).await;
    let end = secure.ping(&authority, "localhost").await.expect_err("a reset");
    assert_eq!(end.kind(), io::ErrorKind::ConnectionReset);
    secure.order(json!("close")).await;
    assert_eq!(secure.ping(&authority, "localhost").await.expect("an end"), "");
}

#[test]
fn a_command_is_told_the_authority() {
    let directory = tempfile::tempdir().expect("a directory");
    let script = "head -n 1 \"$BALENA_TEST_CA_FILE\"; echo $BALENA_TEST_API_ENDPOINT $BALENA_TEST_PLAIN_ENDPOINT";
    let output = Command::new(env!("CARGO_BIN_EXE_balena-simulator"))
        .arg("--tls")
        .arg(directory.path())
        .args(["--", "sh", "-c", script])
        .output()
        .expect("the simulator runs");
    let text = String::from_utf8_lossy(&output.stdout);
    let words: Vec<&str> = text.lines().collect();
    assert_eq!(words[0], "-----BEGIN CERTIFICATE-----");
    let (secure, plain) = words[1].split_once(' ').expect("two endpoints");
    assert!(secure.starts_with("https://127.0.0.1:") && plain.starts_with("http://127.0.0.1:"), "{text}");
}
