//! What belongs to the user himself: API keys, public keys, the second factor; and what the service says of itself.

use balena::{Code, Document};
use serde_json::Value;

use crate::check::{code, none, options, text};
use crate::simulator::Simulator;

fn json(document: &Document) -> Value {
    serde_json::from_str(document.as_str()).unwrap()
}

#[test]
fn api_keys() {
    let simulator = Simulator::start(&[]);
    let client = simulator.logged_in();
    let keys = client.api_key();
    let made =
        keys.create("station", &options(r#"{"description":"on the line","expiry_date":4102444800000}"#)).unwrap();
    let key = text(&made, "");
    assert!(key.len() > 8);
    let sent = simulator.bodies("POST").pop().unwrap();
    assert_eq!((&sent["expiryDate"], &sent["name"]), (&"2100-01-01T00:00:00.000Z".into(), &"station".into()));
    keys.create("forever", &none()).unwrap();
    assert_eq!(simulator.bodies("POST").pop().unwrap()["expiryDate"], Value::Null);

    let named = options(r#"{"$select":"id,name,description,expiry_date","$filter":"name eq 'station'"}"#);
    let row = json(&keys.get_all(&named).unwrap())[0].clone();
    assert_eq!(row["description"], "on the line");
    let id = row["id"].as_i64().unwrap();
    keys.update(id, &options(r#"{"description":null}"#)).unwrap();
    keys.update(id, &options(r#"{"name":"press","expiry_date":null}"#)).unwrap();
    let renamed = options(&format!(r#"{{"$select":"id,name,description,expiry_date","$filter":"id eq {id}"}}"#));
    let row = json(&keys.get_all(&renamed).unwrap())[0].clone();
    assert_eq!((&row["name"], &row["description"], &row["expiry_date"]), (&"press".into(), &Value::Null, &Value::Null));

    // A named key may make none.
    let other = simulator.client();
    other.auth().login_with_token(&key).unwrap();
    assert_eq!(code(other.api_key().create("another", &none())), Code::UNAUTHORIZED);

    keys.revoke(id, &none()).unwrap();
    keys.revoke(id, &none()).unwrap();
    assert_eq!(code(keys.update(id, &options(r#"{"name":"x"}"#))), Code::NOT_FOUND);
    assert_eq!(code(keys.update(id, &none())), Code::MISSING_OPTION);
    assert_eq!(code(keys.update(0, &options(r#"{"name":"x"}"#))), Code::INVALID_PARAMETER);
    assert_eq!(code(keys.update(1, &options(r#"{"expiry_date":"soon"}"#))), Code::INVALID_OPTION);
    assert_eq!(code(keys.revoke(-1, &none())), Code::INVALID_PARAMETER);
    assert_eq!(code(keys.create("", &none())), Code::INVALID_PARAMETER);
    assert_eq!(code(keys.get_all(&options(r#"{"$limit":1}"#))), Code::NON_ALLOWED_OPTION);
}

#[test]
fn public_keys() {
    let simulator = Simulator::start(&[]);
    assert_eq!(code(simulator.client().key().create("t", "ssh-rsa AAAA", &none())), Code::NOT_LOGGED_IN);
    assert_eq!(code(simulator.client().key().remove(1, &none())), Code::NOT_LOGGED_IN);
    let client = simulator.logged_in();
    let keys = client.key();
    let public = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOxlbn0m4ZT7cSkGZ3j7A1q8mXW0 line@station";
    let id: i64 = text(&keys.create("line's \"key\"", &format!("{public}\n"), &none()).unwrap(), "").parse().unwrap();
    let row = keys.get(id, &none()).unwrap();
    assert_eq!((text(&row, "/title"), text(&row, "/public_key")), ("line's \"key\"".into(), public.into()));
    assert_eq!(code(keys.create("again", public, &none())), Code::CONFLICT);
    assert_eq!(text(&keys.get_all(&options(r#"{"$select":"id"}"#)).unwrap(), "/0/id"), id.to_string());
    assert_eq!(code(keys.create("two lines", "ssh-rsa A\nssh-rsa B", &none())), Code::INVALID_PARAMETER);
    keys.remove(id, &none()).unwrap();
    keys.remove(id, &none()).unwrap();
    assert_eq!(code(keys.get(id, &none())), Code::KEY_NOT_FOUND);
    assert_eq!(code(keys.get(0, &none())), Code::INVALID_PARAMETER);
    assert_eq!(code(keys.remove(0, &none())), Code::INVALID_PARAMETER);
}

#[test]
fn the_second_factor() {
    let simulator = Simulator::start(&["--cloud"]);
    let stranger = simulator.client();
    let factor = stranger.two_factor_auth();
    assert_eq!(code(factor.is_enabled()), Code::NOT_LOGGED_IN);
    assert_eq!(code(factor.is_passed()), Code::NOT_LOGGED_IN);
    assert_eq!(code(factor.get_otpauth_secret(&none())), Code::NOT_LOGGED_IN);
    assert_eq!(code(factor.challenge("123456", &none())), Code::NOT_LOGGED_IN);
    stranger.auth().login_with_token("an-api-key").unwrap();
    assert_eq!(code(factor.is_enabled()), Code::UNSUPPORTED_FEATURE);
    assert_eq!(code(factor.is_passed()), Code::UNSUPPORTED_FEATURE);
    assert_eq!(code(factor.challenge("123456", &none())), Code::UNSUPPORTED_FEATURE);

    let client = simulator.logged_in();
    let factor = client.two_factor_auth();
    let says = |document: Result<Document, balena::Error>| document.unwrap().as_str().to_owned();
    assert_eq!((says(factor.is_enabled()), says(factor.is_passed())), ("false".into(), "true".into()));
    let secret = text(&factor.get_otpauth_secret(&none()).unwrap(), "");
    let now = |secret: &str| text(&factor.generate_code(secret).unwrap(), "");
    assert_eq!(now(&secret), now(&secret.to_lowercase()));
    let error = factor.challenge("000000", &none()).unwrap_err();
    assert_eq!(error.code(), Code::LOGIN_FAILED);
    assert_eq!(code(factor.challenge("", &none())), Code::INVALID_PARAMETER);
    assert_eq!(code(factor.generate_code("not base32!")), Code::INVALID_PARAMETER);
    factor.challenge(&now(&secret), &none()).unwrap();
    assert_eq!((says(factor.is_enabled()), says(factor.is_passed())), ("true".into(), "true".into()));

    // A later login has it to pass.
    let later = simulator.logged_in();
    assert_eq!(says(later.two_factor_auth().is_passed()), "false");
    later.two_factor_auth().challenge(&now(&secret), &none()).unwrap();
    assert_eq!(says(later.two_factor_auth().is_passed()), "true");
    assert_eq!(says(later.auth().who_am_i(&none())), "\"admin\"");

    let open = Simulator::start(&[]);
    let factor = open.logged_in();
    assert_eq!(code(factor.two_factor_auth().get_otpauth_secret(&none())), Code::UNSUPPORTED_BY_SERVER);
    assert_eq!(code(factor.two_factor_auth().challenge("123456", &none())), Code::UNSUPPORTED_BY_SERVER);
    let odd = serde_json::json!({ "kind": "status", "status": 200, "body": "otpauth://totp/x?issuer=y" });
    open.order("/auth/totp/setup", 1, odd);
    assert_eq!(code(factor.two_factor_auth().get_otpauth_secret(&none())), Code::DECODE);
}

#[test]
fn what_the_service_says_of_itself() {
    let simulator = Simulator::start(&["--cloud"]);
    let client = simulator.client();
    assert!(text(&client.config().get_all(&none()).unwrap(), "/deviceUrlsBase").len() > 3);
    let types = json(&client.config().get_device_types(&none()).unwrap());
    assert!(types.as_array().unwrap().iter().any(|kind| kind["slug"] == "raspberrypi3"));
    assert_eq!(code(Simulator::start(&[]).client().config().get_all(&none())), Code::UNSUPPORTED_BY_SERVER);
    simulator.order("/device-types/v1", 1, serde_json::json!({ "kind": "status", "status": 200, "body": "{}" }));
    assert_eq!(code(client.config().get_device_types(&none())), Code::DECODE);
}
