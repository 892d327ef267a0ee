//! What is no section's own: whose login counts, how a server is found, and what only Rust callers do: call from within
//! a tokio runtime.

use balena::Code;

use crate::check::{code, none, options, text};
use crate::simulator::Simulator;

#[test]
fn a_login_is_kept_for_later_handles_and_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let simulator = Simulator::start(&[]);
    let folder = tempfile::tempdir().unwrap();
    let data_directory = folder.path().join("data");
    let kept = format!(
        r#"{{"api_endpoint":"{}","data_directory":"{}"}}"#,
        simulator.endpoint,
        data_directory.to_str().unwrap()
    );
    let client = balena::Client::new(&options(&kept)).unwrap();
    let later = balena::Client::new(&options(&kept)).unwrap();
    assert_eq!(later.auth().is_logged_in(&none()).unwrap().as_str(), "false");
    client.auth().login("admin", "simulator-password", &none()).unwrap();
    assert_eq!(later.auth().who_am_i(&none()).unwrap().as_str(), "\"admin\"");
    // What is no token stands in nobody's way to log in.
    std::fs::write(data_directory.join("token"), "half a tok\u{e9}n").unwrap();
    let next = balena::Client::new(&options(&kept)).unwrap();
    assert_eq!(code(next.device().get_all(&none())), Code::MALFORMED_TOKEN);
    next.auth().login("admin", "simulator-password", &none()).unwrap();
    assert_eq!(next.auth().who_am_i(&none()).unwrap().as_str(), "\"admin\"");
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&data_directory), 0o700);
    assert_eq!(mode(&data_directory.join("token")), 0o600);
}

#[test]
fn a_token_that_the_server_does_not_know_is_not_taken_for_an_empty_fleet() {
    let simulator = Simulator::start(&[]);
    let client = simulator.client();
    client.auth().login_with_token("no-such-key").unwrap();
    assert_eq!(client.auth().is_logged_in(&none()).unwrap().as_str(), "false");
    assert_eq!(code(client.application().get_all(&none())), Code::UNAUTHORIZED);
}

#[test]
fn within_a_tokio_runtime_a_call_runs_on_a_thread_beside_it() {
    let simulator = Simulator::start(&["--fleet", "3"]);
    let client = simulator.logged_in();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let devices = runtime.block_on(async { client.device().get_all(&none()) }).unwrap();
    assert!(text(&devices, "/2/id").parse::<u64>().is_ok());
    runtime.block_on(async { drop(client) });
}

#[test]
fn a_name_is_looked_up_and_one_that_does_not_exist_is_a_dns_error() {
    let simulator = Simulator::start(&[]);
    let at = |host: &str| {
        let endpoint = simulator.endpoint.replace("127.0.0.1", host);
        let text = format!(r#"{{"api_endpoint":"{endpoint}","data_directory":null,"token":"key"}}"#);
        balena::Client::new(&options(&text)).unwrap()
    };
    assert_eq!(at("localhost").auth().is_logged_in(&none()).unwrap().as_str(), "false");
    assert_eq!(code(at("no-such-host.invalid").auth().is_logged_in(&none())), Code::DNS);
}
