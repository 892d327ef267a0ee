//! The session: which credential is in use, when it is refreshed, and what stays in the data directory.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::Barrier;

use balena::{Client, Code, Document, Error, Options};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::process::{self, Process};
use crate::simulator::Simulator;

const REFRESH: &str = "/user/v1/refresh-token";
const WHOAMI: &str = "/actor/v1/whoami";

fn none() -> Options {
    Options::none()
}

fn code(result: Result<Document, Error>) -> Code {
    result.expect_err("the call should have failed").code()
}

fn token_of(client: &Client) -> String {
    client.auth().get_token().unwrap().get("").unwrap().as_str().to_owned()
}

fn name_of(client: &Client) -> String {
    client.auth().who_am_i(&none()).unwrap().get("").unwrap().as_str().to_owned()
}

/// A session token of two days, which is refreshed from the first day on.
fn old(simulator: &Simulator) -> String {
    simulator.token(json!({ "age_s": 2 * 24 * 3600 }))
}

/// A token with this payload and a signature that nobody made.
fn forged(payload: &str) -> String {
    format!("e30.{}.c2lnbmF0dXJl", URL_SAFE_NO_PAD.encode(payload))
}

/// A simulator, and a data directory for the clients that use it.
struct Place {
    simulator: Simulator,
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Place { simulator: Simulator::start(&[]), folder: tempfile::tempdir().unwrap() }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("token")
    }

    fn kept(&self) -> String {
        fs::read_to_string(self.file()).unwrap()
    }

    fn client(&self) -> Client {
        self.client_with(json!({}))
    }

    fn client_with(&self, mut options: Value) -> Client {
        options["api_endpoint"] = json!(self.simulator.endpoint);
        options["data_directory"] = json!(self.folder.path());
        Client::new(&Options::parse(&options.to_string()).unwrap()).unwrap()
    }

    fn refreshes(&self) -> usize {
        self.simulator.bearers(REFRESH).len()
    }
}

#[test]
fn an_old_token_from_the_file_is_refreshed_once_and_kept() {
    let place = Place::new();
    let token = old(&place.simulator);
    fs::write(place.file(), format!("{token}\n")).unwrap();
    fs::set_permissions(place.file(), fs::Permissions::from_mode(0o644)).unwrap();
    let client = place.client();
    assert_eq!(token_of(&client), token);
    assert_eq!(place.refreshes(), 0);
    for _ in 0..3 {
        assert_eq!(name_of(&client), "admin");
    }
    let fresh = token_of(&client);
    assert_ne!(fresh, token);
    assert_eq!(place.kept(), fresh);
    assert_eq!(fs::metadata(place.file()).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(place.simulator.bearers(REFRESH), [format!("Bearer {token}")]);
    assert_eq!(place.simulator.bearers(WHOAMI), [0; 3].map(|_| format!("Bearer {fresh}")));
    assert_eq!(name_of(&place.client()), "admin");
    assert_eq!(place.refreshes(), 1);
}

#[test]
fn a_token_of_this_handles_login_is_kept_when_it_is_refreshed_and_one_of_the_options_is_not() {
    let place = Place::new();
    let token = old(&place.simulator);
    let client = place.client();
    client.auth().login_with_token(&token).unwrap();
    assert_eq!(place.kept(), token);
    assert_eq!(name_of(&client), "admin");
    assert_eq!(place.kept(), token_of(&client));

    let place = Place::new();
    let token = old(&place.simulator);
    fs::write(place.file(), &token).unwrap();
    let client = place.client_with(json!({ "token": token }));
    assert_eq!(name_of(&client), "admin");
    assert_eq!(place.refreshes(), 1);
    assert_ne!(token_of(&client), token);
    assert_eq!(place.kept(), token);
}

#[test]
fn a_token_of_the_environment_goes_before_the_file_and_is_not_kept() {
    let name = "session::a_token_of_the_environment_goes_before_the_file_and_is_not_kept";
    if !process::is_inner() {
        let simulator = Simulator::start(&[]);
        let token = old(&simulator);
        let arguments = [simulator.endpoint.as_str(), token.as_str()];
        let inner = |variable, value: &str| Process::of_test(name, &arguments).environment(variable, value);
        inner("BALENA_API_KEY", &token).environment("RESIN_API_KEY", "unused").succeeds();
        inner("RESIN_API_KEY", &token).without("BALENA_API_KEY").succeeds();
        assert_eq!(simulator.bearers(REFRESH), [0; 2].map(|_| format!("Bearer {token}")));
        inner("BALENA_API_KEY", "can ary").succeeds();
        return;
    }
    let [endpoint, token] = &process::arguments()[..] else { panic!("two arguments") };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    fs::write(&file, "key-of-the-file").unwrap();
    let new = |token: Option<&str>| {
        let options = json!({ "api_endpoint": endpoint, "data_directory": folder.path(), "token": token });
        Client::new(&Options::parse(&options.to_string()).unwrap())
    };
    if std::env::var("BALENA_API_KEY").is_ok_and(|key| key == "can ary") {
        let error = new(None).err().unwrap();
        assert_eq!(error.code(), Code::MALFORMED_TOKEN);
        assert!(!serde_json::to_string(&error).unwrap().contains("ary"));
        return;
    }
    assert_eq!(token_of(&new(Some("12345678901234567890")).unwrap()), "12345678901234567890");
    let client = new(None).unwrap();
    assert_eq!(token_of(&client), *token);
    assert_eq!(name_of(&client), "admin");
    assert_ne!(token_of(&client), *token);
    assert_eq!(fs::read_to_string(&file).unwrap(), "key-of-the-file");
    // A login goes before the environment, on its handle.
    client.auth().login_with_token("key-of-a-login").unwrap();
    assert_eq!(token_of(&client), "key-of-a-login");
    assert_eq!(token_of(&new(None).unwrap()), *token);
    assert_eq!(client.auth().log_out().unwrap().as_str(), "true");
    assert_eq!(code(client.auth().get_token()), Code::NOT_LOGGED_IN);
    assert_eq!(token_of(&new(None).unwrap()), *token);
}

#[test]
fn a_token_that_somebody_else_left_meanwhile_is_not_overwritten() {
    let place = Place::new();
    fs::write(place.file(), old(&place.simulator)).unwrap();
    let client = place.client();
    token_of(&client);
    fs::write(place.file(), "key-of-somebody-else").unwrap();
    assert_eq!(name_of(&client), "admin");
    assert_eq!(place.refreshes(), 1);
    assert_eq!(place.kept(), "key-of-somebody-else");
    // Nor is one brought back that was removed.
    let client = place.client();
    client.auth().login_with_token(&old(&place.simulator)).unwrap();
    fs::remove_file(place.file()).unwrap();
    assert_eq!(name_of(&client), "admin");
    assert_eq!(place.refreshes(), 2);
    assert!(!place.file().exists());
}

#[test]
fn a_refresh_that_fails_leaves_the_old_token_in_use_and_is_not_repeated() {
    for fault in [
        json!({ "kind": "status", "status": 401 }),
        json!({ "kind": "status", "status": 404, "body": "<html>" }),
        json!({ "kind": "status", "status": 500, "body": "Internal Server Error" }),
        json!({ "kind": "status", "status": 302, "headers": { "location": "/elsewhere" } }),
        json!({ "kind": "status", "status": 200, "body": "no token" }),
        json!({ "kind": "status", "status": 200, "body": "a.b.c" }),
        json!({ "kind": "status", "status": 200, "body": "not-a-session-token" }),
        json!({ "kind": "status", "status": 200, "body": "" }),
        json!("html"),
        json!("not_utf8"),
        json!({ "kind": "cut", "after": 20 }),
    ] {
        let place = Place::new();
        let token = old(&place.simulator);
        fs::write(place.file(), &token).unwrap();
        place.simulator.order(REFRESH, 100, fault.clone());
        let client = place.client();
        for _ in 0..4 {
            assert_eq!(name_of(&client), "admin", "{fault}");
        }
        let asked = place.refreshes();
        assert!(asked >= 1, "{fault}");
        for _ in 0..4 {
            assert_eq!(name_of(&client), "admin", "{fault}");
        }
        assert_eq!(place.refreshes(), asked, "{fault}");
        assert_eq!((token_of(&client), place.kept()), (token.clone(), token), "{fault}");
    }
}

#[test]
fn one_of_many_threads_refreshes_and_the_others_do_not_wait_for_it() {
    let place = Place::new();
    let token = old(&place.simulator);
    let client = place.client_with(json!({ "token": token, "timeout_ms": 600_000 }));
    place.simulator.order(REFRESH, 1, json!("stall"));
    std::thread::scope(|scope| {
        let first = scope.spawn(|| name_of(&client));
        while place.simulator.control("GET", "/_faults", &Value::Null) != "[]" {
            assert!(!first.is_finished());
        }
        let others: Vec<_> = (0..64).map(|_| scope.spawn(|| name_of(&client))).collect();
        for other in others {
            assert_eq!(other.join().unwrap(), "admin");
        }
        assert!(!first.is_finished());
        // Once its connection is gone it asks again.
        place.simulator.order(REFRESH, 1, json!({ "kind": "status", "status": 401, "body": "" }));
        place.simulator.control("DELETE", "/_connections", &Value::Null);
        assert_eq!(first.join().unwrap(), "admin");
    });
    assert_eq!(token_of(&client), token);

    let client = place.client_with(json!({ "token": token }));
    place.simulator.control("DELETE", "/_journal", &Value::Null);
    let start = Barrier::new(64);
    std::thread::scope(|scope| {
        for _ in 0..64 {
            scope.spawn(|| {
                start.wait();
                assert_eq!(name_of(&client), "admin");
            });
        }
    });
    assert_eq!(place.refreshes(), 1);
    let fresh = format!("Bearer {}", token_of(&client));
    assert_ne!(fresh, format!("Bearer {token}"));
    let used = place.simulator.bearers(WHOAMI);
    assert_eq!(used.len(), 64);
    assert!(used.iter().all(|bearer| *bearer == fresh || *bearer == format!("Bearer {token}")));
    name_of(&client);
    assert_eq!(place.simulator.bearers(WHOAMI).last(), Some(&fresh));
}

#[test]
fn a_refresh_that_stalls_leaves_the_call_its_time() {
    let place = Place::new();
    let token = old(&place.simulator);
    let client = place.client_with(json!({ "token": token, "timeout_ms": 4000 }));
    place.simulator.order(REFRESH, 1, json!("stall"));
    assert_eq!(name_of(&client), "admin");
    assert_eq!(token_of(&client), token);
}

#[test]
fn however_wrong_the_clock_is_a_token_is_not_refreshed_again_and_again() {
    let place = Place::new();
    // To a clock that is days ahead, the fresh token is old too.
    let second = place.simulator.token(json!({ "age_s": 3 * 24 * 3600 }));
    let client = place.client_with(json!({ "token": old(&place.simulator) }));
    place.simulator.order(REFRESH, 100, json!({ "kind": "status", "status": 200, "body": second }));
    for _ in 0..5 {
        assert_eq!(name_of(&client), "admin");
    }
    assert_eq!(place.refreshes(), 1);
    assert_eq!(token_of(&client), second);
    // To one that is behind, it comes from the future.
    let client = place.client_with(json!({ "token": place.simulator.token(json!({ "age_s": -24 * 3600 })) }));
    assert_eq!(name_of(&client), "admin");
    assert_eq!(place.refreshes(), 1);
}

#[test]
fn when_a_token_was_made_is_told_from_a_number_alone() {
    let place = Place::new();
    let asked = |token: &str| {
        place.simulator.control("DELETE", "/_journal", &Value::Null);
        let client = place.client_with(json!({ "token": token }));
        assert_eq!(code(client.auth().who_am_i(&none())), Code::UNAUTHORIZED);
        assert_eq!(token_of(&client), token);
        place.refreshes()
    };
    for payload in [
        "{}",
        r#"{"iat":null,"exp":null}"#,
        r#"{"iat":"1000000000","exp":"1000000000"}"#,
        r#"{"iat":[1000000000],"exp":{}}"#,
        r#"{"iat":-5,"exp":0}"#,
        r#"{"iat":1e400,"exp":1e400}"#,
        r#"{"iat":99999999999999999999,"exp":99999999999999999999}"#,
    ] {
        assert_eq!(asked(&forged(payload)), 0, "{payload}");
    }
    for payload in [r#"{"iat":1000000000}"#, r#"{"iat":1000000000.5}"#, r#"{"iat":1e9}"#, r#"{"iat":1e-9}"#] {
        assert_eq!(asked(&forged(payload)), 1, "{payload}");
    }
    for key in ["key", "12345678901234567890", "1e9", "null"] {
        assert_eq!(asked(key), 0, "{key}");
    }
}

#[test]
fn an_age_of_the_callers_own_makes_a_token_old() {
    let place = Place::new();
    let token = place.simulator.token(json!({ "age_s": 3600 }));
    let client = place.client_with(json!({ "token": token }));
    assert_eq!(name_of(&client), "admin");
    assert_eq!(place.refreshes(), 0);
    let client = place.client_with(json!({ "token": token, "token_refresh_interval": 3_600_000 }));
    assert_eq!(name_of(&client), "admin");
    assert_eq!(place.refreshes(), 1);
}

#[test]
fn a_token_that_has_ended_is_called_so() {
    let place = Place::new();
    let token = place.simulator.token(json!({ "ends_in_s": -1 }));
    let client = place.client_with(json!({ "token": token }));
    for result in [
        client.auth().who_am_i(&none()),
        client.device().get_all(&none()),
        client.application().get_all(&none()),
        client.application().create("kitchen", "raspberrypi3", &none()),
    ] {
        let error = result.unwrap_err();
        assert_eq!((error.code(), error.http_status()), (Code::EXPIRED_TOKEN, Some(401)));
        let document = serde_json::to_string(&error).unwrap();
        assert!(!document.contains(&token) && !format!("{error:?} {error}").contains(&token));
    }
    assert_eq!(client.auth().is_logged_in(&none()).unwrap().as_str(), "false");
    assert_eq!(code(client.auth().login_with_token(&token)), Code::EXPIRED_TOKEN);
    // A key has no date, and a forged token none that has passed.
    for token in ["key", &forged(r#"{"iat":4000000000,"exp":4000000001}"#)] {
        let client = place.client_with(json!({ "token": token }));
        assert_eq!(code(client.auth().who_am_i(&none())), Code::UNAUTHORIZED);
    }
}

#[test]
fn logging_out_forgets_the_token_everywhere_but_on_the_server() {
    let place = Place::new();
    let client = place.client();
    assert_eq!(client.auth().log_out().unwrap().as_str(), "false");
    assert!(!place.folder.path().join(".lock").exists());
    client.auth().login("admin", "simulator-password", &none()).unwrap();
    let token = token_of(&client);
    let other = place.client();
    assert_eq!(token_of(&other), token);
    let requests = place.simulator.requests().len();
    assert_eq!(client.auth().log_out().unwrap().as_str(), "true");
    assert!(!place.file().exists());
    assert_eq!(code(client.auth().get_token()), Code::NOT_LOGGED_IN);
    assert_eq!(code(place.client().auth().get_token()), Code::NOT_LOGGED_IN);
    assert_eq!(client.auth().log_out().unwrap().as_str(), "false");
    assert_eq!(place.simulator.requests().len(), requests);
    // Another handle that had it goes on.
    assert_eq!(name_of(&other), "admin");
    client.auth().login_with_token(&token).unwrap();
    assert_eq!(place.kept(), token);
    // What is in the file need not be a token.
    fs::write(place.file(), "no token").unwrap();
    let next = place.client();
    assert_eq!(code(next.auth().get_token()), Code::MALFORMED_TOKEN);
    assert_eq!(next.auth().log_out().unwrap().as_str(), "true");
    assert_eq!(code(next.auth().get_token()), Code::NOT_LOGGED_IN);

    let in_memory = place.simulator.logged_in();
    assert_eq!(in_memory.auth().log_out().unwrap().as_str(), "true");
    assert_eq!(in_memory.auth().log_out().unwrap().as_str(), "false");
    assert_eq!(code(in_memory.auth().get_token()), Code::NOT_LOGGED_IN);
}

#[test]
fn a_token_file_that_cannot_be_written_or_removed_is_an_error() {
    let place = Place::new();
    fs::create_dir(place.file()).unwrap();
    let client = place.client();
    assert_eq!(code(client.auth().get_token()), Code::IO);
    assert_eq!(code(client.auth().login("admin", "simulator-password", &none())), Code::IO);
    assert_eq!(code(client.auth().log_out()), Code::IO);
    assert_eq!(code(client.auth().get_token()), Code::IO);
    let held = place.client_with(json!({ "token": "key" }));
    assert_eq!(code(held.auth().log_out()), Code::IO);
    assert_eq!(token_of(&held), "key");
    assert_eq!(fs::read_dir(place.folder.path()).unwrap().count(), 2);
    // A directory that can't be looked into may hold one.
    let nowhere = place.folder.path().join("nowhere");
    std::os::unix::fs::symlink(&nowhere, &nowhere).unwrap();
    let lost = place.client_with(json!({ "token": "key", "data_directory": nowhere }));
    assert_eq!(code(lost.auth().log_out()), Code::IO);
    assert_eq!(token_of(&lost), "key");
}

#[test]
fn a_token_that_was_saved_half_is_not_repeated_in_an_error() {
    let place = Place::new();
    for bytes in [&b"eyJhbGciOi.canary"[..], b"can ary", b"canary\0\0", b"canary\xff"] {
        fs::write(place.file(), bytes).unwrap();
        let error = place.client().auth().who_am_i(&none()).unwrap_err();
        assert!(matches!(error.code(), Code::MALFORMED_TOKEN | Code::IO), "{error}");
        assert!(!serde_json::to_string(&error).unwrap().contains("ary"));
        assert_eq!(fs::read(place.file()).unwrap(), bytes);
    }
}

#[test]
fn two_accounts_in_one_process_never_touch() {
    let simulator = Simulator::start(&[]);
    let token = |username: &str| simulator.token(json!({ "username": username, "age_s": 2 * 24 * 3600 }));
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let clients: Vec<(Client, &str)> = ["admin", "second"]
        .into_iter()
        .zip(&folders)
        .map(|(username, folder)| {
            let options = json!({ "api_endpoint": simulator.endpoint, "data_directory": folder.path() });
            let client = Client::new(&Options::parse(&options.to_string()).unwrap()).unwrap();
            client.auth().login_with_token(&token(username)).unwrap();
            (client, username)
        })
        .collect();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            for (client, username) in &clients {
                scope.spawn(move || {
                    for _ in 0..10 {
                        assert_eq!(name_of(client), *username);
                    }
                });
            }
        }
    });
    assert_eq!(simulator.bearers(REFRESH).len(), 2);
    clients[0].0.auth().log_out().unwrap();
    assert_eq!(name_of(&clients[1].0), "second");
    assert_eq!(fs::read_to_string(folders[1].path().join("token")).unwrap(), token_of(&clients[1].0));
}

#[test]
fn a_login_in_another_process_does_not_reach_a_handle_that_has_one() {
    let name = "session::a_login_in_another_process_does_not_reach_a_handle_that_has_one";
    if process::is_inner() {
        let [endpoint, directory] = &process::arguments()[..] else { panic!("two arguments") };
        let options = json!({ "api_endpoint": endpoint, "data_directory": directory });
        let client = Client::new(&Options::parse(&options.to_string()).unwrap()).unwrap();
        assert_eq!(name_of(&client), "admin");
        client.auth().login("second", "second-password", &none()).unwrap();
        assert_eq!(name_of(&client), "second");
        return;
    }
    let place = Place::new();
    let client = place.client();
    client.auth().login("admin", "simulator-password", &none()).unwrap();
    let arguments = [place.simulator.endpoint.as_str(), place.folder.path().to_str().unwrap()];
    Process::of_test(name, &arguments).succeeds();
    assert_eq!(name_of(&client), "admin");
    assert_eq!(name_of(&place.client()), "second");
    // A login here is the last one in the file then, and a log-out ends the other's for later handles.
    client.auth().log_out().unwrap();
    assert_eq!(code(place.client().auth().get_token()), Code::NOT_LOGGED_IN);
}
