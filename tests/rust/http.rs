//! The request path against a server that misbehaves: retries, redirects, bodies.

use std::thread;

use balena::{Client, Code, Error};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::check::{code, none, options};
use crate::process::{self, Process};
use crate::simulator::Simulator;

fn document(error: &Error) -> Value {
    serde_json::to_value(error).unwrap()
}

/// The next requests for devices are answered so.
fn answers(simulator: &Simulator, times: u32, fault: Value) {
    simulator.order("/v7/device", times, fault);
}

fn status(status: u16, headers: Value) -> Value {
    json!({ "kind": "status", "status": status, "headers": headers, "body": "" })
}

#[test]
fn a_read_is_tried_three_times_and_a_write_once() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    let id = client.device().get_all(&options(r#"{"$select":"id"}"#)).unwrap().get("/0/id").unwrap().to_string();
    for (fault, outcome_unknown) in [
        (status(429, json!({})), false),
        (status(502, json!({})), true),
        (status(503, json!({ "retry-after": "0" })), false),
        (status(504, json!({})), true),
        (json!({ "kind": "reset" }), true),
        (json!({ "kind": "close" }), true),
    ] {
        answers(&simulator, 2, fault.clone());
        simulator.forget();
        client.device().get_all(&none()).unwrap();
        assert_eq!(simulator.requests().len(), 3, "{fault}");

        answers(&simulator, 3, fault.clone());
        simulator.forget();
        client.device().get_all(&none()).unwrap_err();
        assert_eq!(simulator.requests().len(), 3, "{fault}");

        simulator.fault(json!([{ "match": { "method": "PATCH" }, "fault": fault }]));
        simulator.forget();
        let error = client.device().rename(&id, "other", &none()).unwrap_err();
        let writes = simulator.requests().iter().filter(|request| request.starts_with("PATCH")).count();
        assert_eq!((writes, error.outcome_unknown()), (1, outcome_unknown), "{fault}");

        simulator.fault(json!([{ "match": { "method": "DELETE" }, "fault": fault }]));
        let error = client.device().remove(&id, &none()).unwrap_err();
        assert_eq!(error.outcome_unknown(), outcome_unknown, "{fault}");
    }
}

#[test]
fn an_answer_that_another_try_would_not_change_is_final() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    for (fault, code) in [
        (status(500, json!({})), Code::REQUEST_ERROR),
        (status(400, json!({})), Code::REQUEST_ERROR),
        (status(401, json!({})), Code::UNAUTHORIZED),
        (json!({ "kind": "cut", "after": 10 }), Code::NETWORK),
        (json!({ "kind": "bad_json" }), Code::DECODE),
    ] {
        answers(&simulator, 1, fault.clone());
        simulator.forget();
        assert_eq!(client.device().get_all(&none()).unwrap_err().code(), code, "{fault}");
        assert_eq!(simulator.requests().len(), 1, "{fault}");
    }
}

#[test]
fn a_retry_that_the_server_puts_beyond_the_deadline_is_not_waited_for() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    for (value, seconds) in [("86400", json!(86400)), ("31", json!(31)), ("Fri, 31 Dec 2100 23:59:59 GMT", Value::Null)]
    {
        answers(&simulator, 1, status(429, json!({ "retry-after": value })));
        simulator.forget();
        let error = client.device().get_all(&none()).unwrap_err();
        assert_eq!((error.code(), simulator.requests().len()), (Code::TOO_MANY_REQUESTS, 1));
        let told = document(&error)["retry_after_s"].clone();
        assert!(told == seconds || (seconds.is_null() && told.as_u64() > Some(1_000_000)), "{value}: {told}");
    }
    for value in ["0", "Wed, 01 Jan 2020 00:00:00 GMT", "soon", "-5"] {
        answers(&simulator, 1, status(429, json!({ "retry-after": value })));
        client.device().get_all(&none()).unwrap();
    }
}

#[test]
fn many_callers_do_not_drown_a_server_that_is_down() {
    let simulator = Simulator::start(&[]);
    let client = simulator.logged_in();
    answers(&simulator, 100_000, status(503, json!({})));
    simulator.forget();
    let calls_each = 4;
    thread::scope(|scope| {
        for _ in 0..64 {
            scope.spawn(|| (0..calls_each).for_each(|_| drop(client.device().get_all(&none()).unwrap_err())));
        }
    });
    let (calls, sent) = (64 * calls_each, simulator.requests().len());
    // A budget of 500, 5 for each retry.
    assert_eq!(sent, calls + 100);
}

#[test]
fn where_nobody_listens_nothing_was_sent() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let text = format!(r#"{{"api_endpoint":"http://127.0.0.1:{port}/","data_directory":null,"token":"key"}}"#);
    let client = Client::new(&options(&text)).unwrap();
    let error = client.auth().login("user", "secret-password", &none()).unwrap_err();
    assert_eq!((error.code(), error.outcome_unknown()), (Code::NETWORK, false));
    assert_eq!(client.device().get_all(&none()).unwrap_err().code(), Code::NETWORK);
}

fn authorizations(simulator: &Simulator) -> Vec<bool> {
    let has = |entry: &Value| entry["headers"].as_object().unwrap().contains_key("authorization");
    simulator.journal().iter().map(has).collect()
}

#[test]
fn a_credential_stays_with_its_origin() {
    let (home, abroad) = (Simulator::start(&["--fleet", "2"]), Simulator::start(&["--fleet", "2"]));
    let client = home.logged_in();
    let to = |location: String| status(302, json!({ "location": location }));

    home.forget();
    answers(&home, 1, to("/v7/device?$top=1".into()));
    assert_eq!(client.device().get_all(&none()).unwrap().get("/1").unwrap_err().code(), Code::NOT_FOUND);
    assert_eq!(authorizations(&home), [true, true]);

    home.forget();
    answers(&home, 1, to(format!("{}v7/device", abroad.endpoint)));
    // There the call is a guest's.
    assert_eq!(client.device().get_all(&none()).unwrap_err().code(), Code::UNAUTHORIZED);
    assert_eq!(authorizations(&abroad), [false]);

    home.forget();
    abroad.forget();
    answers(&home, 1, to(format!("{}v7/device", abroad.endpoint)));
    answers(&abroad, 1, to(format!("{}v7/device", home.endpoint)));
    assert_eq!(client.device().get_all(&none()).unwrap_err().code(), Code::UNAUTHORIZED);
    assert_eq!((authorizations(&home), authorizations(&abroad)), (vec![true, false], vec![false]));
}

#[test]
fn redirects_end_and_lead_no_write_astray() {
    let (home, abroad) = (Simulator::start(&["--fleet", "1"]), Simulator::start(&[]));
    let client = home.logged_in();
    home.forget();
    answers(&home, 100, status(302, json!({ "location": "/v7/device" })));
    let error = client.device().get_all(&none()).unwrap_err();
    assert_eq!((error.code(), home.requests().len()), (Code::REQUEST_ERROR, 11));

    for (code, location) in [(302, "/login_".to_owned()), (307, format!("{}login_", abroad.endpoint))] {
        let other = home.client();
        home.forget();
        let order = status(code, json!({ "location": location }));
        home.order("/login_", 1, order);
        let error = other.auth().login("admin", "simulator-password", &none()).unwrap_err();
        assert_eq!((error.code(), error.http_status()), (Code::REQUEST_ERROR, Some(code)));
        assert_eq!((home.requests().len(), abroad.requests().len()), (1, 0));
    }
    home.order("/login_", 1, status(307, json!({ "location": "/login_" })));
    home.client().auth().login("admin", "simulator-password", &none()).unwrap();
}

#[test]
fn an_answer_beyond_the_limit_is_not_taken() {
    let simulator = Simulator::start(&["--fleet", "30"]);
    let client = simulator.client_with(r#","body_limit_bytes":20000"#);
    client.auth().login("admin", "simulator-password", &none()).unwrap();
    assert_eq!(client.device().get_all(&none()).unwrap_err().code(), Code::LIMIT);
    client.device().get_all(&options(r#"{"$top":3}"#)).unwrap();
}

#[test]
fn an_answer_that_says_in_two_ways_how_long_it_is_is_refused() {
    let simulator = Simulator::start(&[]);
    let client = simulator.logged_in();
    let bytes =
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n{\"d\":[]}\r\n0\r\n\r\n";
    answers(&simulator, 1, json!({ "kind": "raw", "base64": STANDARD.encode(bytes) }));
    let error = client.device().get_all(&none()).unwrap_err();
    assert_eq!((error.code(), error.http_status()), (Code::DECODE, Some(200)));
    client.device().get_all(&none()).unwrap();
}

#[test]
fn what_the_server_repeats_of_a_secret_is_left_out() {
    let simulator = Simulator::start(&[]);
    let client = simulator.logged_in();
    let token = client.auth().get_token().unwrap().get("").unwrap().to_string();
    let says = |text: &str| json!({ "kind": "status", "status": 500, "body": text });
    answers(&simulator, 1, says(&format!("no such token: {token}")));
    let error = client.device().get_all(&none()).unwrap_err();
    assert!(error.message().contains("no such token: [secret]"), "{error}");
    // A secret at the cut, and one as JSON writes it.
    answers(&simulator, 1, says(&format!("{}{token}", "x".repeat(2000))));
    let error = client.device().get_all(&none()).unwrap_err();
    assert!(!error.message().contains(&token[..40]), "{error}");
    let order = says(&json!({ "error": "no such password: a\"b\\c" }).to_string());
    simulator.order("/login_", 1, order);
    let error = simulator.client().auth().login("admin", "a\"b\\c", &none()).unwrap_err();
    assert!(error.message().contains("[secret]"), "{error}");
    let order = says("bad password simulator-password");
    simulator.order("/login_", 1, order);
    let error = simulator.client().auth().login("admin", "simulator-password", &none()).unwrap_err();
    let text = document(&error).to_string();
    assert!(text.contains("[secret]") && !text.contains("simulator-password"), "{text}");
}

#[test]
fn what_is_packed_comes_out_as_it_was_and_no_larger_than_allowed() {
    let simulator = Simulator::start(&["--fleet", "30"]);
    let client = simulator.logged_in();
    let packed = client.device().get_all(&none()).unwrap();
    let asked = simulator.journal().pop().unwrap()["headers"]["accept-encoding"].clone();
    assert_eq!(asked, "gzip");
    let rows: Vec<Value> = serde_json::from_str(packed.as_str()).unwrap();
    assert_eq!(rows.len(), 30);

    let small = simulator.client_with(r#","body_limit_bytes":1000000"#);
    small.auth().login("admin", "simulator-password", &none()).unwrap();
    answers(&simulator, 1, json!({ "kind": "gzip_bomb", "bytes": 100_000_000 }));
    assert_eq!(code(small.device().get_all(&none())), Code::LIMIT);
    answers(&simulator, 1, json!({ "kind": "large", "bytes": 2_000_000 }));
    assert_eq!(code(small.device().get_all(&none())), Code::LIMIT);
    answers(&simulator, 1, json!("unknown_encoding"));
    assert_eq!(code(small.device().get_all(&none())), Code::DECODE);
    // A head that says gzip, and a body that is none, or only half of it.
    let half = "H4sIAAAAAAAAA6tWSlGyio6tBQBLTvLVCgAA";
    for body in ["{}".to_owned(), half.to_owned()] {
        let headers = json!({ "content-encoding": "gzip" });
        answers(&simulator, 1, json!({ "kind": "status", "status": 200, "headers": headers, "body": body }));
        assert_eq!(code(small.device().get_all(&none())), Code::DECODE);
    }
    small.device().get_all(&none()).unwrap();
}

#[test]
fn a_body_that_stops_half_way_ends_with_the_deadline() {
    let simulator = Simulator::start(&["--fleet", "3"]);
    let client = simulator.logged_in();
    answers(&simulator, 1, json!("stall_body"));
    let error = client.device().get_all(&options(r#"{"timeout_ms":300}"#)).unwrap_err();
    assert_eq!((error.code(), error.http_status()), (Code::TIMEOUT, Some(200)));
}

/// A client of that address without more than these options.
fn client_of(endpoint: &str, more: &str) -> Client {
    let text = format!(r#"{{"api_endpoint":"{endpoint}","data_directory":null{more}}}"#);
    Client::new(&options(&text)).unwrap()
}

/// The simulator behind TLS, and the file of the authority that it made for itself.
fn with_tls() -> (Simulator, tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let simulator = Simulator::start(&["--fleet", "2", "--tls", folder.path().to_str().unwrap()]);
    let authority = folder.path().join("ca.pem").to_str().unwrap().to_owned();
    (simulator, folder, authority)
}

const LOGIN: (&str, &str) = ("admin", "simulator-password");

#[test]
fn an_authority_is_trusted_where_the_option_names_it() {
    let (simulator, _folder, authority) = with_tls();
    let stranger = simulator.client();
    assert_eq!(code(stranger.auth().login(LOGIN.0, LOGIN.1, &none())), Code::TLS);
    assert_eq!(simulator.requests().len(), 0);
    let friend = simulator.client_with(&format!(r#","ca_file":"{authority}""#));
    friend.auth().login(LOGIN.0, LOGIN.1, &none()).unwrap();
    assert_eq!(friend.device().get_all(&none()).unwrap().get("/1/id").unwrap().as_str(), "2");
    for wrong in ["/does/not/exist", "/dev/null"] {
        let client = simulator.client_with(&format!(r#","ca_file":"{wrong}""#));
        assert_eq!(code(client.auth().login(LOGIN.0, LOGIN.1, &none())), Code::INVALID_OPTION);
    }

    // What would leave TLS is not followed, though it be the same server.
    let open = Simulator::start(&["--fleet", "2"]);
    answers(&simulator, 1, status(302, json!({ "location": format!("{}v7/device", open.endpoint) })));
    assert_eq!(code(friend.device().get_all(&none())), Code::REQUEST_ERROR);
    assert_eq!(open.requests().len(), 0);
}

#[test]
fn an_authority_is_trusted_where_the_environment_names_it() {
    if process::is_inner() {
        let client = client_of(&process::arguments()[0], "");
        client.auth().login(LOGIN.0, LOGIN.1, &none()).unwrap();
        return;
    }
    let (simulator, _folder, authority) = with_tls();
    let name = "http::an_authority_is_trusted_where_the_environment_names_it";
    let inner = Process::of_test(name, &[&simulator.endpoint]).environment("SSL_CERT_FILE", &authority);
    inner.succeeds();
    assert_eq!(simulator.requests().len(), 1);
}

#[test]
fn a_redirect_from_http_leads_to_https() {
    let (secure, _folder, authority) = with_tls();
    let open = Simulator::start(&[]);
    let client = open.client_with(&format!(r#","ca_file":"{authority}""#));
    client.auth().login(LOGIN.0, LOGIN.1, &none()).unwrap();
    answers(&open, 1, status(301, json!({ "location": format!("{}v7/device", secure.endpoint) })));
    assert_eq!(code(client.device().get_all(&none())), Code::UNAUTHORIZED);
    assert_eq!(authorizations(&secure), [false]);
}

#[test]
fn a_proxy_is_used_where_the_option_names_it() {
    let (secure, _folder, authority) = with_tls();
    let open = Simulator::start(&["--fleet", "2"]);
    let proxy = Simulator::start(&["--proxy", "--proxy-credentials", "station:proxy-password"]);
    let address = |credentials: &str| proxy.endpoint.replace("http://", &format!("http://{credentials}@"));
    for server in [&open, &secure] {
        let more = |proxy: &str| format!(r#","ca_file":"{authority}","proxy":"{proxy}""#);
        proxy.forget();
        let client = client_of(&server.endpoint, &more(&address("station:proxy-password")));
        client.auth().login(LOGIN.0, LOGIN.1, &none()).unwrap();
        client.device().get_all(&none()).unwrap();
        assert!(!proxy.requests().is_empty(), "{}", server.endpoint);

        let client = client_of(&server.endpoint, &more(&address("station:wrong-password")));
        let error = client.auth().login(LOGIN.0, LOGIN.1, &none()).unwrap_err();
        let text = document(&error).to_string();
        assert!(!text.contains("wrong-password"), "{text}");
        assert!(text.contains("407") || text.to_lowercase().contains("proxy"), "{text}");

        let nobody = client_of(&server.endpoint, &more("http://127.0.0.1:1/"));
        assert_eq!(code(nobody.auth().login(LOGIN.0, LOGIN.1, &none())), Code::NETWORK);
    }
    let text = options(r#"{"data_directory":null,"proxy":"ftp://station:proxy-password@proxy/"}"#);
    let error = Client::new(&text).err().unwrap();
    assert_eq!(error.code(), Code::INVALID_OPTION);
    assert!(!error.message().contains("proxy-password"));
}

#[test]
fn proxies_of_the_environment_are_used_but_for_what_it_excepts() {
    if process::is_inner() {
        let arguments = process::arguments();
        let client = client_of(&arguments[0], arguments.get(1).map_or("", String::as_str));
        client.auth().login(LOGIN.0, LOGIN.1, &none()).unwrap();
        return;
    }
    let (secure, _folder, authority) = with_tls();
    let open = Simulator::start(&["--fleet", "2"]);
    let proxy = Simulator::start(&["--proxy"]);
    let name = "http::proxies_of_the_environment_are_used_but_for_what_it_excepts";
    let ca_file = format!(r#","ca_file":"{authority}""#);
    let none_at_all = format!(r#"{ca_file},"proxy":null"#);
    for (server, more, variable, exception, used) in [
        (&open, "", "HTTP_PROXY", "", true),
        (&open, "", "http_proxy", "10.0.0.0/8,example.org", true),
        (&open, "", "ALL_PROXY", "", true),
        (&open, "", "HTTPS_PROXY", "", false),
        (&secure, &ca_file, "HTTPS_PROXY", "", true),
        (&secure, &ca_file, "HTTPS_PROXY", "127.0.0.0/8", false),
        (&open, "", "HTTP_PROXY", "*", false),
        (&open, "", "HTTP_PROXY", "127.0.0.1", false),
        (&secure, &none_at_all, "HTTPS_PROXY", "", false),
    ] {
        proxy.forget();
        let mut inner = Process::of_test(name, &[&server.endpoint, more]);
        let others = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "no_proxy"];
        for other in others.into_iter().filter(|other| *other != variable) {
            inner = inner.without(other);
        }
        let inner = inner.environment(variable, &proxy.endpoint).environment("NO_PROXY", exception);
        inner.succeeds();
        assert_eq!(!proxy.requests().is_empty(), used, "{variable} {exception} {more}");
    }
}
