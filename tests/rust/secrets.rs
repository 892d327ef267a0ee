//! No error gives a secret away, though the server repeat all that it was told.

use balena::{Client, Error};
use serde_json::{Value, json};

use crate::check::{none, options, text};
use crate::official::{COMPARED, Fixture, Outcome};

type Call = fn(&Client) -> Outcome;

/// Calls that take a secret, and the secret.
const CONFIDENTIAL: &[(&str, Call)] = &[
    ("canary-password", |client| client.auth().login("admin", "canary-password", &none())),
    ("canary-password", |client| client.auth().authenticate("admin", "canary-password", &none())),
    ("canary-password", |client| client.auth().register("new@balena.io", "canary-password", &none())),
    ("canary-password", |client| client.auth().login("", "canary-password", &none())),
    ("canary.token", |client| client.auth().login_with_token("canary.token")),
    ("canary-token", |client| client.auth().login_with_token("canary-token\n")),
    ("canary-token", |client| client.settings().set("token", "canary-token")),
    ("canary-token", |client| client.settings().set("proxy", "http://user:canary-token@proxy\n")),
    ("canary-wifi", |client| {
        let wifi = json!({ "network": "wifi", "wifiSsid": "net", "wifiKey": "canary-wifi" });
        client.application().get_config("1", "2.29.2+rev1.prod", &options(&wifi.to_string()))
    }),
    ("canary-wifi", |client| {
        client.application().get_config("1", "2.29.2", &options(r#"{"wifiKey":["canary-wifi"]}"#))
    }),
    ("canary-key", |client| {
        let key = json!({ "device_type": "raspberrypi3", "provisioning_key": "canary-key" });
        client.device().register("1", "0123456789abcdef0123456789abcdef", &options(&key.to_string()))
    }),
    ("canary-key", |client| {
        let key = options(r#"{"device_type":"raspberrypi3","provisioning_key":"canary-key\n"}"#);
        client.device().register("1", "0123456789abcdef0123456789abcdef", &key)
    }),
    ("canary-code", |client| client.two_factor_auth().challenge("canary-code", &none())),
    ("canary-secret", |client| client.two_factor_auth().generate_code("canary-secret")),
];

/// Answers that repeat a text, or say nothing.
fn answers(body: &str) -> Vec<Value> {
    let status = |status: u16, body: &str| json!({ "kind": "status", "status": status, "headers": { "retry-after": "86400" }, "body": body });
    let mut answers: Vec<Value> = [400, 401, 404, 409, 423, 429, 500, 200].map(|code| status(code, body)).into();
    answers.push(status(409, &json!(format!("must be unique: {body}")).to_string()));
    answers.push(status(500, &json!({ "error": body }).to_string()));
    answers.push(status(200, &format!("{{\"d\":[{{\"id\":\"{body}\"}}]}}")));
    answers.push(json!("html"));
    answers.push(json!("bad_json"));
    answers.push(json!({ "kind": "cut", "after": 3 }));
    answers
}

/// Checks all that a failed call says; false when it did not fail.
fn is_silent(secret: &str, outcome: &Outcome, what: &str) -> bool {
    let Err(error) = outcome else { return false };
    let words = |error: &Error| format!("{} {error} {error:?}", serde_json::to_value(error).unwrap());
    assert!(!words(error).contains(secret), "{what}: {}", words(error));
    true
}

/// Logins and public lists go without it; what prepares a row first needs a server that works.
fn tells_the_credential(function: &str) -> bool {
    let without =
        ["balena_auth_login", "balena_auth_authenticate", "balena_auth_register", "balena_config_get_device_types"];
    !without.contains(&function) && !function.ends_with("_update")
}

#[test]
fn no_error_repeats_the_credential() {
    let fixture = Fixture::new();
    let token = text(&fixture.client.auth().get_token().unwrap(), "");
    let mut failed = 0;
    for answer in answers(&format!("who is {token}?")) {
        fixture.simulator.control("DELETE", "/_faults", &Value::Null);
        fixture.simulator.fault(json!([{ "match": {}, "times": 1_000_000, "fault": answer }]));
        for (function, _, call) in COMPARED.iter().filter(|(function, _, _)| tells_the_credential(function)) {
            failed += usize::from(is_silent(&token, &call(&fixture), function));
        }
    }
    assert!(failed > 900, "{failed} errors");
}

#[test]
fn no_error_repeats_what_it_was_told_in_confidence() {
    let fixture = Fixture::new();
    let token = text(&fixture.client.auth().get_token().unwrap(), "");
    for (secret, call) in CONFIDENTIAL {
        let mut failed = 0;
        for answer in answers(&format!("what is {secret}?")) {
            fixture.simulator.control("DELETE", "/_faults", &Value::Null);
            fixture.simulator.fault(json!([{ "match": { "method": "POST" }, "times": 1000, "fault": answer }]));
            failed += usize::from(is_silent(secret, &call(&fixture.client), secret));
            // A login that an answer of 200 made.
            fixture.client.auth().login_with_token(&token).unwrap();
        }
        assert!(failed > 7, "{secret}: {failed} errors");
    }
}
