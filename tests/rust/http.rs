//! The request path against a server that misbehaves: retries, redirects, bodies.

use std::thread;

use balena::{Code, Error, Options};
use serde_json::{Value, json};

use crate::simulator::Simulator;

fn options(text: &str) -> Options {
    Options::parse(text).unwrap()
}

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
        (status(502, json!({})), false),
        (status(503, json!({ "retry-after": "0" })), false),
        (status(504, json!({})), false),
        (json!({ "kind": "reset" }), true),
        (json!({ "kind": "close" }), true),
    ] {
        answers(&simulator, 2, fault.clone());
        simulator.forget();
        client.device().get_all(&Options::none()).unwrap();
        assert_eq!(simulator.requests().len(), 3, "{fault}");

        answers(&simulator, 3, fault.clone());
        simulator.forget();
        client.device().get_all(&Options::none()).unwrap_err();
        assert_eq!(simulator.requests().len(), 3, "{fault}");

        simulator.fault(json!([{ "match": { "method": "PATCH" }, "fault": fault }]));
        simulator.forget();
        let error = client.device().rename(&id, "other", &Options::none()).unwrap_err();
        let writes = simulator.requests().iter().filter(|request| request.starts_with("PATCH")).count();
        assert_eq!((writes, error.outcome_unknown()), (1, outcome_unknown), "{fault}");
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
        assert_eq!(client.device().get_all(&Options::none()).unwrap_err().code(), code, "{fault}");
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
        let error = client.device().get_all(&Options::none()).unwrap_err();
        assert_eq!((error.code(), simulator.requests().len()), (Code::TOO_MANY_REQUESTS, 1));
        let told = document(&error)["retry_after_s"].clone();
        assert!(told == seconds || (seconds.is_null() && told.as_u64() > Some(1_000_000)), "{value}: {told}");
    }
    for value in ["0", "Wed, 01 Jan 2020 00:00:00 GMT", "soon", "-5"] {
        answers(&simulator, 1, status(429, json!({ "retry-after": value })));
        client.device().get_all(&Options::none()).unwrap();
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
            scope.spawn(|| (0..calls_each).for_each(|_| drop(client.device().get_all(&Options::none()).unwrap_err())));
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
    let client = balena::Client::new(&options(&text)).unwrap();
    let error = client.auth().login("user", "secret-password", &Options::none()).unwrap_err();
    assert_eq!((error.code(), error.outcome_unknown()), (Code::NETWORK, false));
    assert_eq!(client.device().get_all(&Options::none()).unwrap_err().code(), Code::NETWORK);
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
    assert_eq!(client.device().get_all(&Options::none()).unwrap().get("/1").unwrap_err().code(), Code::NOT_FOUND);
    assert_eq!(authorizations(&home), [true, true]);

    home.forget();
    answers(&home, 1, to(format!("{}v7/device", abroad.endpoint)));
    // There the call is a guest's.
    assert_eq!(client.device().get_all(&Options::none()).unwrap_err().code(), Code::UNAUTHORIZED);
    assert_eq!(authorizations(&abroad), [false]);

    home.forget();
    abroad.forget();
    answers(&home, 1, to(format!("{}v7/device", abroad.endpoint)));
    answers(&abroad, 1, to(format!("{}v7/device", home.endpoint)));
    assert_eq!(client.device().get_all(&Options::none()).unwrap_err().code(), Code::UNAUTHORIZED);
    assert_eq!((authorizations(&home), authorizations(&abroad)), (vec![true, false], vec![false]));
}

#[test]
fn redirects_end_and_lead_no_write_astray() {
    let (home, abroad) = (Simulator::start(&["--fleet", "1"]), Simulator::start(&[]));
    let client = home.logged_in();
    home.forget();
    answers(&home, 100, status(302, json!({ "location": "/v7/device" })));
    let error = client.device().get_all(&Options::none()).unwrap_err();
    assert_eq!((error.code(), home.requests().len()), (Code::REQUEST_ERROR, 11));

    for (code, location) in [(302, "/login_".to_owned()), (307, format!("{}login_", abroad.endpoint))] {
        let other = home.client();
        home.forget();
        let order = status(code, json!({ "location": location }));
        home.order("/login_", 1, order);
        let error = other.auth().login("admin", "simulator-password", &Options::none()).unwrap_err();
        assert_eq!((error.code(), error.http_status()), (Code::REQUEST_ERROR, Some(code)));
        assert_eq!((home.requests().len(), abroad.requests().len()), (1, 0));
    }
    home.order("/login_", 1, status(307, json!({ "location": "/login_" })));
    home.client().auth().login("admin", "simulator-password", &Options::none()).unwrap();
}

#[test]
fn an_answer_beyond_the_limit_is_not_taken() {
    let simulator = Simulator::start(&["--fleet", "30"]);
    let client = simulator.client_with(r#","body_limit_bytes":20000"#);
    client.auth().login("admin", "simulator-password", &Options::none()).unwrap();
    assert_eq!(client.device().get_all(&Options::none()).unwrap_err().code(), Code::LIMIT);
    client.device().get_all(&options(r#"{"$top":3}"#)).unwrap();
}

#[test]
fn what_the_server_repeats_of_a_secret_is_left_out() {
    let simulator = Simulator::start(&[]);
    let client = simulator.logged_in();
    let token = client.auth().get_token().unwrap().get("").unwrap().to_string();
    let says = |text: &str| json!({ "kind": "status", "status": 500, "body": text });
    answers(&simulator, 1, says(&format!("no such token: {token}")));
    let error = client.device().get_all(&Options::none()).unwrap_err();
    assert!(error.message().contains("no such token: [secret]"), "{error}");
    let order = says("bad password simulator-password");
    simulator.order("/login_", 1, order);
    let error = simulator.client().auth().login("admin", "simulator-password", &Options::none()).unwrap_err();
    let text = document(&error).to_string();
    assert!(text.contains("[secret]") && !text.contains("simulator-password"), "{text}");
}
