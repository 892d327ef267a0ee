//! Whatever goes wrong, no error holds a token, a key or a password, though the server repeat it; and each error that a
//! function documents does come.

use std::fs;
use std::path::Path;

use balena::{Client, Code};
use serde_json::{Value, json};

use crate::calls::{ANY_RESOURCE, COMPARED, Fixture, LOCAL, Outcome, Row};
use crate::canaries::{encoded, holds, lines_holding, searched};
use crate::check::{none, options};
use crate::provoked::{PROVOKED, UNPROVOKED};
use crate::simulator::Simulator;

/// What every secret argument here begins with; a part that gets out would show it.
pub const MARK: &str = "CANARY";
const PASSWORD: &str = "CANARY\"pass\\wörd";
pub const WIFI_KEY: &str = "CANARY\"wi\\fi";
const CODE: &str = "CANARY1";
const KEY: &str = "CANARY-provisioning-key";
const PROOF: &str = "CANARY-proof-of-a-human";
pub const SECRETS: [&str; 5] = [PASSWORD, WIFI_KEY, CODE, KEY, PROOF];
/// What a server may say that gets no token.
const NOTHING: &str = "no";
pub const TWO: &str = r#"[{"id":1},{"id":2}]"#;
pub const UUID: &str = "0123456789abcdef0123456789abcdef";

pub type Call = fn(&Fixture) -> Outcome;

/// A function, what its call tells the server in confidence besides the token in use, and the call.
pub type Told = (&'static str, &'static [&'static str], Call);

/// Calls that tell a secret, or that here make no row first, in the place of those in calls.rs.
const CALLS: &[Told] = &[
    ("balena_auth_authenticate", &[PASSWORD], |f| f.client.auth().authenticate("u", PASSWORD, &none())),
    ("balena_auth_login", &[PASSWORD], |f| f.client.auth().login("u", PASSWORD, &none())),
    ("balena_auth_register", &[PASSWORD, PROOF], |f| {
        f.client.auth().register("e", PASSWORD, &options(&json!({ "g-recaptcha-response": PROOF }).to_string()))
    }),
    ("balena_application_get_config", &[WIFI_KEY], |f| {
        let wifi = json!({ "network": "wifi", "wifiSsid": "s", "wifiKey": WIFI_KEY }).to_string();
        f.client.application().get_config("1", "2.29.2+rev1.prod", &options(&wifi))
    }),
    ("balena_device_os_get_config", &[WIFI_KEY], |f| {
        let wifi = json!({ "version": "2.29.2+rev1.prod", "network": "wifi", "wifiSsid": "s", "wifiKey": WIFI_KEY });
        f.client.device_os().get_config("1", &options(&wifi.to_string()))
    }),
    ("balena_two_factor_auth_challenge", &[CODE], |f| f.client.two_factor_auth().challenge(CODE, &none())),
    ("balena_two_factor_auth_generate_code", &[], |f| f.client.two_factor_auth().generate_code("CANARY!")),
    ("balena_config_get_device_types", &[NOTHING], |f| f.client.config().get_device_types(&none())),
    ("balena_device_get_manifest_by_slug", &[NOTHING], |f| {
        f.client.device().get_manifest_by_slug("raspberrypi3", &none())
    }),
    ("balena_api_key_update", &[], |f| f.client.api_key().update(1, &options(r#"{"name":"n"}"#))),
    ("balena_application_config_variable_update", &[], |f| {
        f.client.application_config_variable().update(1, "v", &none())
    }),
    ("balena_application_env_variable_update", &[], |f| f.client.application_env_variable().update(1, "v", &none())),
    ("balena_device_config_variable_update", &[], |f| f.client.device_config_variable().update(1, "v", &none())),
    ("balena_device_env_variable_update", &[], |f| f.client.device_env_variable().update(1, "v", &none())),
    ("balena_device_service_env_variable_update", &[], |f| {
        f.client.device_service_env_variable().update(1, "v", &none())
    }),
    ("balena_service_env_variable_update", &[], |f| f.client.service_env_variable().update(1, "v", &none())),
];

/// Further calls that tell a secret, beside those without it.
pub const TELLING: [Told; 2] = [
    ("balena_device_register", &[KEY], |f| {
        let given = json!({ "provisioning_key": KEY, "device_type": "raspberrypi3" }).to_string();
        f.client.device().register("1", UUID, &options(&given))
    }),
    ("balena_device_os_download", &[WIFI_KEY], |f| {
        let wifi = json!({ "network": "wifi", "wifiSsid": "s", "wifiKey": WIFI_KEY, "appId": 1, "version": "6.0.24" });
        f.downloaded(&wifi.to_string())
    }),
];

pub fn token(client: &Client) -> String {
    client.auth().get_token().unwrap().get("").unwrap().as_str().to_owned()
}

/// The next requests to `path` find these rows.
pub fn answer(fixture: &Fixture, path: &str, rows: &str) {
    let body = format!(r#"{{"d":{rows}}}"#);
    fixture.simulator.order(path, 9, json!({ "kind": "status", "status": 200, "body": body }));
}

/// The next writes are refused, in words that repeat what the server was told.
fn refuse(fixture: &Fixture, status: u16, told: &[&str]) {
    let body = confided(told, &token(&fixture.client)).join(" ");
    let fault = json!({ "kind": "status", "status": status, "body": body });
    fixture.simulator.fault(json!([{ "match": { "method": "POST" }, "times": 9, "fault": fault }]));
}

pub fn client_in(fixture: &Fixture, folder: &Path) -> Client {
    let given = json!({ "api_endpoint": fixture.simulator.endpoint, "data_directory": folder });
    Client::new(&options(&given.to_string())).unwrap()
}

/// A call of a client with a data directory that is prepared after the client was made.
pub fn with_directory(fixture: &Fixture, prepare: fn(&Path), call: fn(&Client) -> Outcome) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let client = client_in(fixture, folder.path());
    prepare(folder.path());
    call(&client)
}

/// The same where the file of the settings is none.
pub fn in_no_file(fixture: &Fixture, call: fn(&Client) -> Outcome) -> Outcome {
    with_directory(fixture, |folder| fs::create_dir(folder.join("balena.cfg")).unwrap(), call)
}

/// The functions' calls, those of calls.rs unless there are others here.
pub fn calls(rows: &'static [Row]) -> impl Iterator<Item = Told> {
    rows.iter().map(|(function, _, call)| {
        let own = CALLS.iter().find(|(name, ..)| name == function);
        own.copied().unwrap_or((*function, &[], *call))
    })
}

/// What a server may repeat that gets these and a token.
fn confided<'a>(told: &[&'a str], token: &'a str) -> Vec<&'a str> {
    // With a secret of its own a call may go without the token.
    if told.is_empty() || told == [WIFI_KEY] || told == [CODE] { [&[token], told].concat() } else { told.to_vec() }
}

/// What of a secret is to be seen in what a call gives out.
fn leak(outcome: &Outcome, token: &str) -> Option<String> {
    let seen = match outcome {
        Ok(document) => format!("{document:?}"),
        Err(error) => format!("{}\n{error}\n{error:?}\n{error:#?}", serde_json::to_string(error).unwrap()),
    };
    // A part of a token is found by its beginning, which no other text here has.
    let beginning = &token[..token.len().min(12)];
    (holds(&seen, MARK) || holds(&seen, beginning)).then_some(seen)
}

/// Calls every function that makes a request, each time under a fault that may repeat what the server is told, and
/// gives the codes of the errors. None of them may hold a secret.
fn try_all(fixture: &Fixture, token: &str, fault: impl Fn(&[&str]) -> Option<Value>) -> Vec<Code> {
    let mut codes = Vec::new();
    let mut leaks = Vec::new();
    fixture.simulator.forget();
    for (function, told, call) in calls(COMPARED).chain(calls(ANY_RESOURCE)).chain(TELLING) {
        if let Some(fault) = fault(&confided(told, token)) {
            fixture.simulator.control("DELETE", "/_faults", &Value::Null);
            // The key of the WLAN goes with the last request, for an image or its configuration.
            fixture.simulator.order(if told == [WIFI_KEY] { "/download" } else { "/" }, 100, fault);
        }
        let outcome = call(fixture);
        leaks.extend(leak(&outcome, token).map(|seen| format!("{function}: {seen}")));
        codes.extend(outcome.err().map(|error| error.code()));
    }
    leaks.extend(lines_holding(&fixture.simulator, &[MARK, &token[..12]]));
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
    codes
}

/// A fixture whose client gives up before it would try again.
fn hasty(timeout_ms: u32, with_token: impl FnOnce(&Fixture) -> String) -> (Fixture, String) {
    let mut fixture = Fixture::at(&["--fleet", "3", "--cloud"]);
    let token = with_token(&fixture);
    fixture.client = fixture.simulator.client_with(&format!(r#","timeout_ms":{timeout_ms},"token":"{token}""#));
    (fixture, token)
}

pub fn api_key(fixture: &Fixture) -> String {
    fixture.client.api_key().create("station", &none()).unwrap().get("").unwrap().as_str().to_owned()
}

/// Bodies that repeat what the server was told.
pub fn repeated(told: &[&str]) -> [String; 8] {
    let encoded: Vec<String> = told.iter().flat_map(|secret| encoded(secret)).collect();
    [
        told.join(" "),
        json!(told.join(" ")).to_string(),
        json!({ "error": { "message": told, "of": told.join(", ") } }).to_string(),
        encoded.join(" "),
        json!(encoded.join(" ")).to_string(),
        // The message is cut behind so many bytes.
        format!("{}{}", "x".repeat(2043), told.join(" ").repeat(20)),
        told.join(" ").repeat(300),
        format!("<!DOCTYPE html><p>{}</p>", told.join("<br>")),
    ]
}

#[test]
fn a_refusal_that_repeats_a_secret_is_told_without_it() {
    if searched("secrets::a_refusal_that_repeats_a_secret_is_told_without_it", &[], &[]) {
        return;
    }
    let count = repeated(&[]).len();
    for with_token in [|f: &Fixture| token(&f.client), api_key] {
        let (fixture, token) = hasty(5000, with_token);
        // Each of the bodies, and each of the statuses with one of them.
        let each = (0..count).map(|body| (400, body));
        for (status, body) in each.chain([401, 403, 404, 409, 423, 429, 500].into_iter().zip(0..)) {
            let headers = json!({ "Retry-After": "3600" });
            let codes = try_all(&fixture, &token, |told| {
                let body = &repeated(told)[body];
                Some(json!({ "kind": "status", "status": status, "headers": headers, "body": body }))
            });
            assert!(codes.len() > COMPARED.len() / 2, "{status}: {codes:?}");
        }
    }
}

#[test]
fn a_redirect_that_repeats_a_secret_is_told_without_it() {
    if searched("secrets::a_redirect_that_repeats_a_secret_is_told_without_it", &[], &[]) {
        return;
    }
    let abroad = Simulator::start(&[]);
    let (fixture, token) = hasty(90, |f| token(&f.client));
    for to in [&abroad.endpoint, "http://nobody.invalid/", "https://127.0.0.1:1/", "ftp://x/", "http://[", "\u{e9}"] {
        let codes = try_all(&fixture, &token, |told| {
            let location = format!("{to}?told={}", encoded(&told.join("&"))[2]);
            let headers = json!({ "Location": location });
            Some(json!({ "kind": "status", "status": 307, "headers": headers, "body": told.join(" ") }))
        });
        assert!(codes.len() > COMPARED.len() / 2, "{to}: {codes:?}");
    }
    // The line is the server's own; nothing else goes there.
    for mut entry in abroad.journal() {
        entry.as_object_mut().unwrap().remove("query");
        assert!(!holds(&entry.to_string(), MARK) && !holds(&entry.to_string(), &token[..12]), "{entry}");
    }
}

#[test]
fn an_answer_of_another_form_is_told_without_what_it_holds() {
    if searched("secrets::an_answer_of_another_form_is_told_without_what_it_holds", &[], &[]) {
        return;
    }
    let (fixture, token) = hasty(5000, |f| token(&f.client));
    let all = [&token, PASSWORD, WIFI_KEY, CODE, KEY, PROOF].join(" ");
    let parts = json!({
        "id": 1, "app_name": [all], "slug": [all], "name": [all], "commit": [all], "uuid": [all],
        "device_name": [all], "overall_status": [all], "is_connected_to_vpn": all, "should_track_latest_release": all,
        "owns__release": all, "should_be_running__release": all, "belongs_to__application": all,
        "is_for__device_type": all, "is_of__device_type": all,
    });
    let bodies = [
        json!(all),
        json!([all]),
        json!({ "d": all }),
        json!({ "d": [all] }),
        json!({ "d": [{ "id": all }] }),
        json!({ "d": [parts] }),
        json!({ "actorType": "user", "actorTypeId": all }),
        json!({ "actorType": [all], "actorTypeId": 1 }),
        json!({ "id": all }),
    ];
    let whole = bodies.iter().map(Value::to_string);
    let broken = bodies.iter().map(|body| body.to_string().split_off(1));
    for body in whole.chain(broken).chain([all.clone()]) {
        let codes =
            try_all(&fixture, &token, |_| Some(json!({ "kind": "status", "status": 200, "body": body.clone() })));
        assert!(codes.contains(&Code::DECODE), "{body}: {codes:?}");
    }
}

#[test]
fn a_connection_that_breaks_is_told_without_secrets() {
    if searched("secrets::a_connection_that_breaks_is_told_without_secrets", &[], &[]) {
        return;
    }
    let broken = [
        json!({ "kind": "bad_json" }),
        json!({ "kind": "html" }),
        json!({ "kind": "not_utf8" }),
        json!({ "kind": "unknown_encoding" }),
        json!({ "kind": "cut", "after": 3 }),
        json!({ "kind": "wrong_length", "delta": 5 }),
        json!({ "kind": "reset" }),
        json!({ "kind": "close" }),
    ];
    let stalled = [json!({ "kind": "stall" }), json!({ "kind": "stall_body" })];
    // The first pause before another try is longer than either deadline.
    for (timeout_ms, faults) in [(90, &broken[..]), (20, &stalled)] {
        let (fixture, token) = hasty(timeout_ms, |f| token(&f.client));
        for fault in faults {
            let codes = try_all(&fixture, &token, |_| Some(fault.clone()));
            assert!(codes.len() > COMPARED.len() / 2, "{fault}: {codes:?}");
        }
    }
}

#[test]
fn a_server_that_is_not_reached_is_told_without_secrets() {
    if searched("secrets::a_server_that_is_not_reached_is_told_without_secrets", &[], &[]) {
        return;
    }
    let (mut fixture, token) = hasty(90, |f| token(&f.client));
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let plain = fixture.simulator.endpoint.clone();
    let folder = tempfile::tempdir().unwrap();
    let untrusted = Simulator::start(&["--tls", folder.path().to_str().unwrap()]);
    let places = [
        (format!("http://{nobody}/"), Code::NETWORK),
        (plain.replace("127.0.0.1", "no-such-host.invalid"), Code::DNS),
        (plain.replace("http:", "https:"), Code::TLS),
        (untrusted.endpoint.clone(), Code::TLS),
    ];
    for (endpoint, expected) in places {
        let given = json!({
            "api_endpoint": endpoint, "data_directory": null, "token": token, "timeout_ms": 90, "proxy": null,
        });
        fixture.client = Client::new(&options(&given.to_string())).unwrap();
        let codes = try_all(&fixture, &token, |_| None);
        assert!(codes.len() > COMPARED.len() / 2 && codes.contains(&expected), "{endpoint}: {codes:?}");
    }
}

#[test]
fn arguments_that_are_refused_are_not_repeated() {
    if searched("secrets::arguments_that_are_refused_are_not_repeated", &[], &[]) {
        return;
    }
    let simulator = Simulator::start(&[]);
    let client = simulator.client_with(r#","token":"a-key""#);
    let config = |given: &str| client.application().get_config("1", "2.29.2", &options(given));
    let register = |given: &str| client.device().register("1", UUID, &options(given));
    let outcomes = [
        client.auth().login("", PASSWORD, &none()),
        client.auth().authenticate("a\nb", PASSWORD, &none()),
        client.auth().register("", PASSWORD, &none()),
        client.auth().login_with_token("CANARY.CANARY"),
        client.auth().login_with_token("CANARY\n"),
        client.settings().set("token", "CANARY"),
        client.settings().set("proxy", "http://user:CANARY@proxy\n"),
        config(r#"{"wifiKey":["CANARY"]}"#),
        config(r#"{"network":"wifi","wifiKey":"CANARY"}"#),
        register(r#"{"device_type":"raspberrypi3","provisioning_key":"CANARY\n"}"#),
        register(r#"{"provisioning_key":"CANARY","device_type":1}"#),
        client.device_os().parse_params(r#"{"appId":1,"network":"wifi","wifiKey":"CANARY"}"#),
        client.device_os().parse_params(r#"{"appId":1,"network":"ethernet","wifiKey":"CANARY\n"}"#),
        client.device_os().parse_params(r#"{"appId":"CANARY","network":"ethernet"}"#),
        client.device().start_os_update("1", "CANARY", &none()),
        client.two_factor_auth().challenge("CANARY\n", &none()),
        client.two_factor_auth().generate_code("CANARY!"),
    ];
    for (place, outcome) in outcomes.iter().enumerate() {
        assert!(outcome.is_err(), "call {place}");
        assert_eq!(leak(outcome, MARK), None);
    }
    assert!(simulator.requests().is_empty());
}

#[test]
fn options_that_are_refused_are_not_repeated() {
    if searched("secrets::options_that_are_refused_are_not_repeated", &[], &[]) {
        return;
    }
    let refused = [
        json!({ "token": "CANARY CANARY" }),
        json!({ "token": "CANARY.CANARY" }),
        json!({ "token": ["CANARY"] }),
        json!({ "token": "CANARY\r\nX: y" }),
        json!({ "token": "CANARY\u{0}" }),
        json!({ "token": ".CANARY." }),
        json!({ "api_endpoint": "https://user:CANARY@" }),
        json!({ "api_endpoint": "ftp://user:CANARY@api.example/" }),
        json!({ "api_endpoint": "https://user:CANARY@api.example/" }),
        json!({ "proxy": "ftp://user:CANARY@proxy.example" }),
        json!({ "actions_endpoint": "https://user:CANARY@actions.example/" }),
        json!({ "timeout_ms": "CANARY" }),
    ];
    for given in refused {
        let given = given.to_string();
        let Err(error) = Client::new(&options(&given)) else { panic!("{given} was taken") };
        assert_eq!(leak(&Err(error), MARK), None, "{given}");
    }
    let simulator = Simulator::start(&["--proxy", "--proxy-credentials", "user:other"]);
    let proxy = simulator.endpoint.replace("http://", "http://user:CANARY@");
    let given = json!({ "api_endpoint": "http://api.example/", "data_directory": null, "token": "k", "proxy": proxy });
    let client = Client::new(&options(&given.to_string())).unwrap();
    let outcome = client.device().get_all(&none());
    assert!(outcome.is_err());
    assert_eq!(leak(&outcome, MARK), None);
}

#[test]
fn the_key_of_a_supervisor_is_not_told() {
    if searched("secrets::the_key_of_a_supervisor_is_not_told", &[], &[]) {
        return;
    }
    let simulator = Simulator::start(&["--fleet", "2", "--supervisor"]);
    let nearby = &simulator.nearby().server;
    let client = || simulator.client_on_device(r#","supervisor_api_key":"CANARY_key","timeout_ms":90"#);
    let refusals = [401, 404, 423, 500].into_iter().flat_map(|status| {
        repeated(&["CANARY_key"]).map(|body| json!({ "kind": "status", "status": status, "body": body }))
    });
    let faults = [
        json!({ "kind": "status", "status": 423, "body": json!({ "Data": "", "Error": "CANARY_key" }).to_string() }),
        json!({ "kind": "status", "status": 200, "body": "[\"CANARY_key\"]" }),
        json!({ "kind": "status", "status": 302, "headers": { "Location": "ftp://x/?apikey=CANARY_key" } }),
        json!({ "kind": "bad_json" }),
        json!({ "kind": "cut", "after": 1 }),
        json!({ "kind": "reset" }),
        json!({ "kind": "stall" }),
    ];
    let mut fixture = Fixture::at(&["--fleet", "2", "--supervisor"]);
    for fault in refusals.chain(faults) {
        nearby.control("DELETE", "/_faults", &Value::Null);
        nearby.order("/", 100, fault.clone());
        // The functions of the supervisor beside this process, as they are called where there is none.
        fixture.client = client();
        for (function, _, call) in PROVOKED
            .iter()
            .filter(|(function, code, _)| function.starts_with("balena_supervisor_") && *code == Code::INVALID_OPTION)
        {
            assert_eq!(leak(&call(&fixture), MARK), None, "{function}: {fault}");
        }
        let client = client();
        for outcome in [
            client.settings().get_all(),
            client.settings().get("supervisor_api_key"),
            client.settings().set("supervisor_api_key", "CANARY_key"),
        ] {
            assert_eq!(leak(&outcome, MARK), None, "{fault}");
        }
    }
    assert_eq!(lines_holding(nearby, &[MARK]), <[String; 0]>::default());
    let client = client();
    assert!(!client.settings().get_all().unwrap().as_str().contains(MARK));
    assert!(simulator.requests().is_empty());
    for given in ["CANARY key", "CANARY\r\n", "", "CANARY-é"] {
        let given = json!({ "supervisor_api_key": given, "data_directory": null }).to_string();
        let Err(error) = Client::new(&options(&given)) else { panic!("{given} was taken") };
        assert_eq!(error.code(), Code::INVALID_OPTION);
        assert_eq!(leak(&Err(error), MARK), None, "{given}");
    }
}

#[test]
fn the_token_file_alone_holds_the_token() {
    let simulator = Simulator::start(&[]);
    let folder = tempfile::tempdir().unwrap();
    let directory = folder.path().join("data");
    let given = json!({ "api_endpoint": simulator.endpoint, "data_directory": directory, "token_refresh_interval": 1 });
    let client = Client::new(&options(&given.to_string())).unwrap();
    client.settings().set("api_version", "v7").unwrap();
    client.auth().login("admin", "simulator-password", &none()).unwrap();
    client.auth().who_am_i(&none()).unwrap();
    client.settings().set("toaster", "hot").unwrap();
    let token = token(&client);
    let mut holders = Vec::new();
    for entry in fs::read_dir(&directory).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        assert!(!text.contains("simulator-password"), "{}", path.display());
        if text.contains(&token[..12]) {
            holders.push(path.file_name().unwrap().to_owned());
        }
    }
    assert_eq!(holders, ["token"]);
    client.auth().log_out().unwrap();
    assert!(!directory.join("token").exists());
}

/// A call that ends in this error, provoked by what stands in `PROVOKED`, else by what the code means.
fn provoked((function, told, call): Told, code: &str) -> (Outcome, String) {
    let cloud = if code == "UNSUPPORTED_BY_SERVER" { &["--fleet", "3"][..] } else { &["--fleet", "3", "--cloud"] };
    let mut fixture = Fixture::at(cloud);
    let known = token(&fixture.client);
    if let Some((.., own)) = PROVOKED.iter().find(|(name, own, _)| *name == function && own.name() == code) {
        return (own(&fixture), known);
    }
    match code {
        "NOT_LOGGED_IN" => fixture.client = fixture.simulator.client(),
        "UNSUPPORTED_FEATURE" => {
            let key = api_key(&fixture);
            fixture.client.auth().login_with_token(&key).unwrap();
        }
        "INVALID_OPTION" => {
            let device = json!({ "actorType": "device", "actorTypeId": 1, "uuid": known });
            let answer = json!({ "kind": "status", "status": 200, "body": device.to_string() });
            fixture.simulator.order("/actor", 9, answer);
        }
        "APPLICATION_NOT_FOUND" => answer(&fixture, "/v7/application", "[]"),
        "DEVICE_NOT_FOUND" => answer(&fixture, "/v7/device", "[]"),
        "DEVICE_OFFLINE" => {
            let refused = json!({ "kind": "status", "status": 404, "body": "\"No online device(s) found\"" });
            fixture.simulator.order("/supervisor", 9, refused);
        }
        "UNSUPPORTED_FUNCTION" => {
            answer(&fixture, "/v7/device", r#"[{"id":1,"uuid":"a","supervisor_version":"1.5.0"}]"#)
        }
        // One that belongs to no application.
        "MISSING_OPTION" => answer(&fixture, "/v7/device", r#"[{"id":1,"belongs_to__application":[]}]"#),
        "INVALID_DEVICE_TYPE" => answer(&fixture, "/v7/device_type", "[]"),
        "ORGANIZATION_NOT_FOUND" => answer(&fixture, "/v7/organization", "[]"),
        "NOT_FOUND" | "RELEASE_NOT_FOUND" | "IMAGE_NOT_FOUND" | "KEY_NOT_FOUND" => {
            answer(&fixture, "/v7/", "[]");
        }
        "AMBIGUOUS_APPLICATION" => answer(&fixture, "/v7/application", TWO),
        "AMBIGUOUS_DEVICE" => answer(&fixture, "/v7/device", TWO),
        "AMBIGUOUS_RELEASE" => answer(&fixture, "/v7/release", TWO),
        "REQUEST_ERROR" => refuse(&fixture, 400, told),
        "LOGIN_FAILED" | "UNAUTHORIZED" => refuse(&fixture, 401, told),
        "CONFLICT" => refuse(&fixture, 409, told),
        "SUPERVISOR_LOCKED" => refuse(&fixture, 423, told),
        "TOO_MANY_REQUESTS" => refuse(&fixture, 429, told),
        // The call says by itself what is wrong, or `PROVOKED` lacks a line.
        _ => {}
    }
    (call(&fixture), known)
}

/// The functions of the header with the names of the codes that their documentation tells of.
fn documented() -> Vec<(&'static str, Vec<String>)> {
    let header = include_str!("../../include/balena.h");
    let is_code = |word: &str| !word.is_empty() && header.contains(&format!("  BALENA_{word} = "));
    let mut found = Vec::new();
    let (mut errors, mut inside) = (String::new(), false);
    for line in header.lines() {
        if let Some(text) = line.strip_prefix("// ") {
            inside = text.starts_with("Errors:") || (inside && !text.starts_with("Request:"));
            if inside {
                errors.push_str(text);
                errors.push(' ');
            }
            continue;
        }
        if let Some((function, _)) = line.strip_prefix("balena_code ").and_then(|rest| rest.split_once('(')) {
            let words = errors.split(|c: char| !c.is_ascii_uppercase() && c != '_');
            found.push((function, words.filter(|word| is_code(word)).map(str::to_owned).collect()));
        }
        (errors, inside) = (String::new(), false);
    }
    found
}

#[test]
fn each_documented_error_comes_and_holds_no_secret() {
    if searched("secrets::each_documented_error_comes_and_holds_no_secret", &[], &[]) {
        return;
    }
    let documented = documented();
    let mut wrong = Vec::new();
    let lines = PROVOKED.iter().map(|(function, code, _)| (*function, code.name()));
    for (function, code) in lines.chain(UNPROVOKED.iter().map(|(function, code, _)| (*function, code.name()))) {
        if !documented.iter().any(|(name, codes)| *name == function && codes.iter().any(|known| known == code)) {
            wrong.push(format!("{function} documents {code} no more"));
        }
    }
    for told in calls(COMPARED).chain(calls(ANY_RESOURCE)).chain(calls(LOCAL)) {
        let function = told.0;
        let (_, codes) = documented.iter().find(|(name, _)| *name == function).unwrap();
        for code in codes {
            if UNPROVOKED.iter().any(|(name, own, _)| *name == function && own.name() == code) {
                continue;
            }
            let (outcome, token) = provoked(told, code);
            let seen = outcome.as_ref().map_or_else(|error| error.code().name(), |_| "a result");
            if seen != code {
                wrong.push(format!("{function} gives {seen}, not {code}: a line in PROVOKED says how that comes"));
            }
            wrong.extend(leak(&outcome, &token).map(|seen| format!("{function}, {code}: {seen}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
