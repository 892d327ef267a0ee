//! How a secret looks that got out, and where it is searched for: in what functions give, in what callbacks are told,
//! in what the process prints, in the files that it writes, and in the lines of its requests.

use std::env;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use balena::{Client, Code};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use crate::calls::{ANY_RESOURCE, COMPARED, Fixture, LOCAL};
use crate::check::{none, options};
use crate::process::{self, Process};
use crate::secrets::{MARK, SECRETS, TELLING, WIFI_KEY, api_key, calls, repeated, token};
use crate::simulator::Simulator;

/// How any session token begins.
const SESSION: &str = "eyJhbGciOiJ";
/// A test that waits this long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// Functions that are there to give what was told, or a token. The rows of API keys hold the keys on openBalena.
const GIVING: &[&str] = &[
    "balena_api_key_get_all",
    "balena_application_get_config",
    "balena_auth_authenticate",
    "balena_auth_get_token",
    "balena_auth_register",
    "balena_device_os_get_config",
    "balena_device_os_parse_params",
    "balena_two_factor_auth_challenge",
];

/// The beginning of a secret in every encoding in which it may travel.
fn forms(mark: &str) -> Vec<String> {
    let each = |form: fn(u8) -> String| mark.bytes().map(form).collect();
    let mut forms = vec![mark.to_owned(), each(|byte| format!("{byte:02x}")), each(|byte| format!("%{byte:02X}"))];
    for before in 0..3 {
        let encoded = STANDARD_NO_PAD.encode(["..", mark].concat().split_at(2 - before).1);
        forms.push(encoded[(before * 8).div_ceil(6)..(before + mark.len()) * 8 / 6].to_owned());
    }
    forms
}

/// True when a text holds the beginning of a secret, however it is encoded.
pub fn holds(text: &str, mark: &str) -> bool {
    forms(mark).iter().any(|form| text.contains(form.as_str()))
}

/// How a server may repeat a secret otherwise than as it came, or than as JSON.
pub fn encoded(secret: &str) -> Vec<String> {
    let json = json!(secret).to_string();
    let escaped = |c: char| if c.is_ascii() { c.to_string() } else { format!("\\u{:04x}", c as u32) };
    let percent = |c: char| match c {
        'A'..='Z' | 'a'..='z' | '0'..='9' | '-' | '.' | '_' | '~' => c.to_string(),
        _ => c.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect(),
    };
    vec![
        json.chars().map(escaped).collect(),
        json!(json).to_string(),
        secret.chars().map(percent).collect(),
        secret.replace('"', "&quot;"),
        STANDARD_NO_PAD.encode(secret),
        URL_SAFE_NO_PAD.encode(format!("user:{secret}")),
        STANDARD_NO_PAD.encode(format!("u:{secret}\n")),
    ]
}

/// Runs a test in a process of its own and searches all that it printed and left: true then, false in that process.
pub fn searched(name: &str, arguments: &[&str], environment: &[(&'static str, &str)]) -> bool {
    if process::is_inner() {
        return false;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut process = Process::of_test(name, arguments).in_folder(folder.path());
    for (variable, value) in environment {
        process = process.environment(variable, value);
    }
    let output = process.output();
    let printed = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(output.status.success(), "{printed}");
    assert!(printed.contains("1 passed"), "{printed}");
    assert!(!holds(&printed, MARK) && !holds(&printed, SESSION), "{printed}");
    assert_eq!(holding(folder.path(), &[MARK, SESSION]), <[String; 0]>::default());
    true
}

/// The files below a folder that hold one of these, by their names.
fn holding(folder: &Path, marks: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path, marks));
            continue;
        }
        let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
        if marks.iter().any(|mark| holds(&text, mark)) {
            found.push(path.file_name().unwrap().to_str().unwrap().to_owned());
        }
    }
    found
}

/// Requests whose first line holds a secret: servers and proxies keep those.
pub fn lines_holding(simulator: &Simulator, marks: &[&str]) -> Vec<String> {
    simulator.requests().into_iter().filter(|line| marks.iter().any(|mark| holds(line, mark))).collect()
}

#[test]
fn what_works_tells_no_secret_either() {
    if searched("canaries::what_works_tells_no_secret_either", &[], &[]) {
        return;
    }
    let home = env::current_dir().unwrap();
    let data = home.join("data");
    let mut wrong = Vec::new();
    for with_token in [|f: &Fixture| token(&f.client), api_key] {
        let (mut fixture, mut known) = (None, String::new());
        for (function, told, call) in calls(COMPARED).chain(calls(ANY_RESOURCE)).chain(calls(LOCAL)).chain(TELLING) {
            let fixture = fixture.get_or_insert_with(|| {
                let mut fixture = Fixture::at(&["--fleet", "3", "--cloud"]);
                known = with_token(&fixture);
                fixture.client = fixture.simulator.client_with(&format!(r#","data_directory":{}"#, json!(data)));
                fixture
            });
            fixture.client.auth().login_with_token(&known).unwrap();
            let begin = &known[..12];
            let outcome = call(fixture);
            let said = match &outcome {
                Ok(document) if GIVING.contains(&function) => format!("{document:?}"),
                Ok(document) => format!("{document:?} {document}"),
                Err(error) => format!("{error} {error:?} {}", serde_json::to_string(error).unwrap()),
            };
            if holds(&said, MARK) || holds(&said, begin) {
                wrong.push(format!("{function}, told {told:?}: {said}"));
            }
            let files = holding(&home, &[MARK, begin]);
            wrong.extend(files.iter().filter(|name| *name != "token").map(|name| format!("{function} wrote {name}")));
            wrong.extend(lines_holding(&fixture.simulator, &[MARK, begin]));
            fixture.simulator.forget();
        }
    }
    fs::remove_dir_all(data).unwrap();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// An image for a WLAN, into a file that is searched while it grows.
#[test]
fn a_download_writes_no_secret() {
    if searched("canaries::a_download_writes_no_secret", &[], &[]) {
        return;
    }
    let fixture = Fixture::at(&["--fleet", "3", "--cloud"]);
    let home = env::current_dir().unwrap();
    let given = json!({
        "appId": 1, "network": "wifi", "wifiSsid": "s", "wifiKey": WIFI_KEY, "path": home.join("os.img"),
    });
    let begin = &token(&fixture.client)[..12];
    let (mut looks, mut found) = (0, Vec::new());
    let mut look = |_: balena::Piece<'_>| {
        looks += 1;
        found.extend(holding(&home, &[MARK, begin]));
        if looks < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    let outcome = fixture.client.device_os().download(&options(&given.to_string()), Some(&mut look));
    assert_eq!((outcome.unwrap_err().code(), looks, found.len()), (Code::CANCELLED, 3, 0));
    fixture.client.device_os().download(&options(&given.to_string()), None).unwrap();
    assert_eq!(lines_holding(&fixture.simulator, &[MARK, begin]), <[String; 0]>::default());
    let (whole, names) = (holding(&home, &[MARK, begin]), fs::read_dir(&home).unwrap().count());
    assert_eq!((whole.len(), names), (0, 1));
}

#[test]
fn subscribers_are_told_no_secret() {
    if searched("canaries::subscribers_are_told_no_secret", &[], &[]) {
        return;
    }
    for with_token in [|f: &Fixture| token(&f.client), api_key] {
        let mut fixture = Fixture::at(&["--fleet", "3", "--cloud"]);
        let token = with_token(&fixture);
        fixture.client = fixture.simulator.client_with(&format!(r#","token":"{token}""#));
        let mut faults = vec![
            json!({ "kind": "status", "status": 200, "body": format!("{{\"message\":\"{token}\"\n") }),
            json!({ "kind": "status", "status": 200, "body": format!("[\"{token}\"]\n") }),
            json!({ "kind": "status", "status": 302, "headers": { "Location": format!("ftp://[{token}/") } }),
        ];
        for status in [400, 401, 404, 429, 500, 503] {
            faults.extend(repeated(&[&token]).map(|body| json!({ "kind": "status", "status": status, "body": body })));
        }
        for fault in faults {
            fixture.simulator.order("/device/v2/", 1, fault.clone());
            let (sender, receiver) = mpsc::channel();
            let callback = move |code: Code, document: Option<&str>| {
                let text = document.map(str::to_owned);
                let _ = sender.send(format!("{code:?} {}", text.unwrap_or_default()));
                ControlFlow::Continue(())
            };
            fixture.client.logs().subscribe(&fixture.uuid, &options(r#"{"count":1}"#), callback).unwrap();
            let mut told = Vec::new();
            while !told.iter().any(|text: &String| text.contains("message")) {
                told.push(receiver.recv_timeout(PATIENCE).expect("the subscriber is told of the fault"));
            }
            fixture.client.logs().unsubscribe_all().unwrap();
            told.extend(receiver);
            let told = told.join("\n");
            assert!(!holds(&told, &token[..12]), "{fault}: {told}");
        }
    }
}

/// What the environment and the file of the settings hold in confidence, well-formed or not.
#[test]
fn surroundings_are_not_repeated() {
    let name = "canaries::surroundings_are_not_repeated";
    for (variable, value) in [
        ("BALENA_API_KEY", "CANARY CANARY"),
        ("BALENA_API_KEY", "CANARY-key"),
        ("RESIN_API_KEY", "CANARY.CANARY"),
        ("RESIN_API_KEY", "CANARY\u{e9}"),
        ("BALENA_SUPERVISOR_API_KEY", "CANARY\nCANARY"),
        ("BALENA_SUPERVISOR_API_KEY", "CANARY-key"),
        ("BALENA_PROXY", "http://user:CANARY@nobody.invalid"),
        ("BALENA_PROXY", "ftp://user:CANARY@nobody.invalid"),
        ("HTTPS_PROXY", "http://user:CANARY@bad host"),
        ("BALENA_API_ENDPOINT", "https://user:CANARY@api.example"),
        ("BALENA_TIMEOUT_MS", "CANARY"),
        ("FILE", "proxy = http://user:CANARY@bad host"),
        ("FILE", "supervisor_api_key = CANARY\u{1}"),
        ("FILE", "timeout_ms = CANARY"),
        ("FILE", "CANARY"),
    ] {
        searched(name, &[variable, value], &[(variable, value)]);
    }
    if !process::is_inner() {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    if let Ok(line) = env::var("FILE") {
        fs::write(home.path().join("balena.cfg"), format!("[Settings]\n{line}\n")).unwrap();
    }
    let nobody = json!("https://nobody.invalid/");
    let mut given = json!({ "data_directory": home.path(), "api_endpoint": nobody, "timeout_ms": 300 });
    if env::var("BALENA_API_ENDPOINT").is_ok() {
        given.as_object_mut().unwrap().remove("api_endpoint");
    }
    if env::var("BALENA_TIMEOUT_MS").is_ok() {
        given.as_object_mut().unwrap().remove("timeout_ms");
    }
    let errors = match Client::new(&options(&given.to_string())) {
        Err(error) => vec![error],
        Ok(client) => [
            client.device().get_all(&none()),
            client.auth().login("u", SECRETS[0], &none()),
            client.settings().get("toaster"),
            client.settings().set("toaster\n", "x"),
        ]
        .into_iter()
        .filter_map(Result::err)
        .collect(),
    };
    assert!(!errors.is_empty());
    for error in errors {
        let said = format!("{error} {error:?} {error:#?} {}", serde_json::to_value(&error).unwrap_or(Value::Null));
        assert!(!holds(&said, MARK), "{said}");
    }
}

#[test]
fn a_secret_is_found_however_it_is_encoded() {
    for secret in SECRETS {
        for form in encoded(secret).into_iter().chain([format!("{secret:?}"), format!("x{secret}y")]) {
            assert!(holds(&form, MARK), "{form}");
        }
    }
    assert!(!holds("a canary, QUFBQQ, %41", MARK));
}
