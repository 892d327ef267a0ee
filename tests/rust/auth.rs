//! Who is logged in.

use balena::Code;
use serde_json::json;

use crate::check::{code, none, options, text};
use crate::simulator::Simulator;

#[test]
fn auth() {
    let simulator = Simulator::start(&[]);
    let client = simulator.client();
    let auth = client.auth();
    assert_eq!(auth.is_logged_in(&none()).unwrap().as_str(), "false");
    assert_eq!(code(auth.get_token()), Code::NOT_LOGGED_IN);
    assert_eq!(code(auth.who_am_i(&none())), Code::NOT_LOGGED_IN);
    assert_eq!(code(auth.get_email(&none())), Code::NOT_LOGGED_IN);
    assert_eq!(code(auth.get_user_id(&none())), Code::NOT_LOGGED_IN);
    assert_eq!(code(auth.login("admin", "wrong", &none())), Code::LOGIN_FAILED);
    assert_eq!(code(auth.login("", "wrong", &none())), Code::INVALID_PARAMETER);
    assert_eq!(code(auth.login_with_token("a b")), Code::MALFORMED_TOKEN);

    auth.login("admin", "simulator-password", &none()).unwrap();
    assert_eq!(auth.is_logged_in(&none()).unwrap().as_str(), "true");
    assert_eq!(auth.who_am_i(&none()).unwrap().as_str(), "\"admin\"");
    assert_eq!(auth.get_email(&none()).unwrap().as_str(), "\"test@balena.io\"");
    let token = text(&auth.get_token().unwrap(), "");

    let other = simulator.client();
    other.auth().login_with_token(&token).unwrap();
    assert_eq!(other.auth().who_am_i(&none()).unwrap().as_str(), "\"admin\"");
}

#[test]
fn the_token_of_a_password_is_given_back_and_not_kept() {
    let simulator = Simulator::start(&[]);
    let folder = tempfile::tempdir().unwrap();
    let data_directory = folder.path().join("data");
    let kept = json!({ "api_endpoint": simulator.endpoint, "data_directory": data_directory });
    let client = balena::Client::new(&options(&kept.to_string())).unwrap();
    for username in ["admin", "test@balena.io"] {
        let token = text(&client.auth().authenticate(username, "simulator-password", &none()).unwrap(), "");
        let other = simulator.client();
        other.auth().login_with_token(&token).unwrap();
        assert_eq!(other.auth().who_am_i(&none()).unwrap().as_str(), "\"admin\"");
    }
    assert_eq!(code(client.auth().get_token()), Code::NOT_LOGGED_IN);
    assert!(!data_directory.exists());

    assert_eq!(code(client.auth().authenticate("admin", "", &none())), Code::INVALID_PARAMETER);
    assert_eq!(code(client.auth().authenticate("", "x", &none())), Code::INVALID_PARAMETER);
    for _ in 0..10 {
        let error = client.auth().authenticate("admin", "wrong-password", &none()).unwrap_err();
        assert_eq!(error.code(), Code::LOGIN_FAILED);
        assert!(!serde_json::to_string(&error).unwrap().contains("wrong-password"));
    }
    let error = client.auth().authenticate("admin", "simulator-password", &none()).unwrap_err();
    assert_eq!(error.code(), Code::TOO_MANY_REQUESTS);
    assert!(serde_json::to_string(&error).unwrap().contains(r#""retry_after_s":3600"#));
}

#[test]
fn a_user_has_an_id_and_a_device_has_none() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let user = simulator.logged_in();
    let rows = simulator.send("GET", "/v7/user?$filter=username%20eq%20'admin'&$select=id", Some(&user), &json!(null));
    let rows: serde_json::Value = serde_json::from_str(&rows).unwrap();
    assert_eq!(user.auth().get_user_id(&none()).unwrap().as_str(), rows["d"][0]["id"].to_string());

    let uuid = "0123456789abcdef0123456789abcdef";
    let registered = user.device().register("admin/fleet", uuid, &none()).unwrap();
    let provisioning = user.application().generate_provisioning_key("admin/fleet", &none()).unwrap();
    for key in [text(&registered, "/api_key"), text(&provisioning, "")] {
        let client = simulator.client();
        client.auth().login_with_token(&key).unwrap();
        assert_eq!(code(client.auth().get_user_id(&none())), Code::INVALID_OPTION);
        assert_eq!(code(client.auth().get_email(&none())), Code::INVALID_OPTION);
        assert_eq!(code(client.auth().who_am_i(&none())), Code::INVALID_OPTION);
    }
    let stranger = simulator.client();
    stranger.auth().login_with_token("no-such-key").unwrap();
    assert_eq!(code(stranger.auth().get_email(&none())), Code::UNAUTHORIZED);
    assert_eq!(code(stranger.auth().get_user_id(&none())), Code::UNAUTHORIZED);
}

#[test]
fn an_open_balena_makes_no_accounts() {
    let simulator = Simulator::start(&[]);
    let client = simulator.client();
    let error = client.auth().register("new@example.com", "a-long-password", &none()).unwrap_err();
    assert_eq!(error.code(), Code::UNSUPPORTED_BY_SERVER);
    assert_eq!(error.message(), "This server does not offer the making of accounts.");
}

#[test]
fn what_a_registration_sends_stays_out_of_errors() {
    let simulator = Simulator::start(&[]);
    let client = simulator.client();
    let auth = client.auth();
    let said = "\"a-long-password is as weak as a-proof\"";
    let refusals = [(400, Code::REQUEST_ERROR), (409, Code::CONFLICT), (429, Code::TOO_MANY_REQUESTS)];
    for (status, expected) in refusals {
        simulator.order("/user/register", 1, json!({ "kind": "status", "status": status, "body": said }));
        let proof = options(r#"{"g-recaptcha-response":"a-proof"}"#);
        let error = auth.register("new@example.com", "a-long-password", &proof).unwrap_err();
        assert_eq!(error.code(), expected);
        let error = serde_json::to_string(&error).unwrap();
        assert!(error.contains("is as weak as") && !error.contains("a-long-password") && !error.contains("a-proof"));
    }
    let sent = json!({ "email": "new@example.com", "password": "a-long-password", "g-recaptcha-response": "a-proof" });
    assert_eq!(simulator.bodies("POST"), [sent.clone(), sent.clone(), sent]);
    assert_eq!(code(auth.register("", "a-long-password", &none())), Code::INVALID_PARAMETER);
    assert_eq!(code(auth.register("new@example.com", "", &none())), Code::INVALID_PARAMETER);
    assert_eq!(code(auth.register("new@example.com", "x", &options(r#"{"name":"x"}"#))), Code::NON_ALLOWED_OPTION);
}

#[test]
fn an_account_is_made_on_balena_cloud() {
    let simulator = Simulator::start(&["--cloud"]);
    let client = simulator.client();
    let token = client.auth().register("new@example.com", "a-long-password", &none()).unwrap();
    assert_eq!(code(client.auth().get_token()), Code::NOT_LOGGED_IN);
    client.auth().login_with_token(&text(&token, "")).unwrap();
    assert_eq!(client.auth().get_email(&none()).unwrap().as_str(), "\"new@example.com\"");
    let again = client.auth().register("new@example.com", "a-long-password", &none());
    assert_eq!(code(again), Code::CONFLICT);
}
