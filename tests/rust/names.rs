//! Whatever a name or a value holds, it stands for itself alone: each function is called with texts that would be
//! something else in a URL, a filter or a header, and asks for exactly that text or refuses it, naming the argument.

use std::collections::BTreeSet;

use balena::{Code, Document};
use serde_json::{Value, json};

use crate::calls::{Fixture, Outcome};
use crate::check::{none, options, text};
use crate::texts::CALLS;

/// An application and devices whose ids are known, at a service that lacks nothing.
const CLOUD: &[&str] = &["--fleet", "3", "--cloud"];

/// Texts that mean something to whoever reads a URL, OData, JSON, a header or a path.
fn texts() -> Vec<String> {
    let short = [
        "O'Brien",
        "' or 1 eq 1",
        "') or ('1' eq '1",
        "''",
        "'",
        "a&$filter=b",
        "%27",
        "%2527",
        "%00",
        "+",
        "#",
        "?",
        ";",
        "$it",
        "@x",
        "(",
        ")",
        ",",
        ":",
        "=",
        "&",
        "a/b",
        "a/../b",
        "../x",
        "..",
        "/",
        "\\",
        "\"",
        "\u{1f433}\u{301}",
        "\u{202e}abc",
        "a b",
        "a\nb",
        "a\r\nX-Extra: 1",
        "a\0b",
        "a\tb",
        "\u{7f}",
        "{\"a\":1}",
        "id eq 1",
        "x') and device_name ne ('",
    ];
    let long = ["x".repeat(65536), "'".repeat(65536), "\u{1f433}".repeat(16384), "9".repeat(65536)];
    short.into_iter().map(str::to_owned).chain(long).collect()
}

/// Texts that every function takes, found and not found.
fn plain(function: &str, argument: &str) -> &'static [&'static str] {
    match argument {
        "application" => &["1", "admin/fleet", "nobody/x"],
        "device" => &["2"],
        "release" => &["1", "abc0"],
        "release_id" => &["1"],
        "slug" => &["toaster", "raspberrypi3"],
        "resource" => &["device"],
        "uuid" => &["0123456789abcdef0123456789abcdee"],
        "option uuid" => &["0123456789abcdef0123456789abcded"],
        "application_name" => &["nobody", "nobody/x", "fleet", "spare"],
        "name" if function.starts_with("balena_application_") => &["nobody", "nobody/x", "fleet"],
        "service_name" => &["nothing", "main"],
        "env_var_name" => &["PLAIN"],
        "config_var_name" => &["BALENA_HOST_PLAIN"],
        "device_type" | "device_type_name" | "device_type_slug" => &["toaster", "raspberrypi3"],
        "option organization" => &["nobody", "admin"],
        "option app_type" => &["toaster", "default"],
        "option deviceType" | "option device_type" => &["toaster", "raspberrypi3"],
        "option ip" => &["192.0.2.1"],
        "version" | "option version" => &["2.29.2+rev1.prod"],
        "secret" => &["MFRGG"],
        _ => &["plain"],
    }
}

/// A request with each literal that is the text as T, and numbers as N: what is left is the structure, as the server
/// reads it. Where a text stands for more than itself there is something else left than with a plain one.
fn structure(entry: &Value, given: &str) -> String {
    let part = |name: &str| literals(entry[name].as_str().unwrap_or_default(), given);
    let body = body(&entry["body"], given);
    format!("{} {}?{} {body}", entry["method"].as_str().unwrap(), part("path"), part("query"))
}

/// Follows the server's grammar: a quote may be encoded, a doubled one stands for itself, a plus is a blank.
fn literals(url: &str, given: &str) -> String {
    let quote = |rest: &str| ["'", "%27"].into_iter().find(|quote| rest.starts_with(quote)).map(str::len);
    let (mut out, mut rest) = (String::new(), url);
    while !rest.is_empty() {
        let Some(opening) = quote(rest) else {
            let letter = rest.chars().next().unwrap();
            if !(letter.is_ascii_digit() && out.ends_with('N')) {
                out.push(if letter.is_ascii_digit() { 'N' } else { letter });
            }
            rest = &rest[letter.len_utf8()..];
            continue;
        };
        rest = &rest[opening..];
        let mut literal = String::new();
        loop {
            match (quote(rest), rest.chars().next()) {
                (Some(first), _) => match quote(&rest[first..]) {
                    Some(second) => {
                        literal.push_str("%27");
                        rest = &rest[first + second..];
                    }
                    None => {
                        rest = &rest[first..];
                        break;
                    }
                },
                (None, Some(letter)) => {
                    literal.push(if letter == '+' { ' ' } else { letter });
                    rest = &rest[letter.len_utf8()..];
                }
                (None, None) => return format!("{out} and a literal without an end"),
            }
        }
        let literal = percent_encoding::percent_decode_str(&literal).decode_utf8().unwrap();
        out.push_str(&if literal == given { "T".to_owned() } else { format!("{literal:?}") });
    }
    out
}

fn body(value: &Value, given: &str) -> Value {
    match value {
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (name.clone(), if name.contains("Date") { "DATE".into() } else { body(value, given) }))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Value::Array(items) => items.iter().map(|item| body(item, given)).collect(),
        Value::String(text) if text == given => "T".into(),
        Value::Number(_) => "N".into(),
        other => other.clone(),
    }
}

/// What a call asked for, with the text as T.
fn asked(fixture: &Fixture, given: &str) -> Vec<String> {
    fixture.simulator.journal().iter().map(|entry| structure(entry, given)).collect()
}

fn brief(given: &str) -> String {
    format!("{:?}", given.chars().take(24).collect::<String>())
}

/// What comes of a text that was understood as itself.
const REFUSALS: &[Code] = &[
    Code::APPLICATION_NOT_FOUND,
    Code::DEVICE_NOT_FOUND,
    Code::RELEASE_NOT_FOUND,
    Code::SERVICE_NOT_FOUND,
    Code::ORGANIZATION_NOT_FOUND,
    Code::INVALID_DEVICE_TYPE,
    Code::INVALID_APPLICATION_TYPE,
    Code::CONFLICT,
    Code::LOGIN_FAILED,
    // A provisioning key that is none.
    Code::UNAUTHORIZED,
    // A token that can be none; its function has one argument.
    Code::MALFORMED_TOKEN,
    // Parameters that are an object, with a member that is none of them.
    Code::NON_ALLOWED_OPTION,
];

/// What the server says of a text that it does not take.
const SAID: &[&str] = &[
    "has an app name that has a Length",
    "Tag keys cannot contain whitespace.",
    "tag has a value that has a Length",
    "balenaOS versions <= 1.2.0 are no longer supported",
    "Unknown device type ",
];

/// A fixture with a row of each kind that is changed by its id.
fn fixture() -> Fixture {
    let fixture = Fixture::at(CLOUD);
    let client = &fixture.client;
    client.application_config_variable().create("1", "BALENA_HOST_KEPT", "v", &none()).unwrap();
    client.application_env_variable().create("1", "KEPT", "v", &none()).unwrap();
    client.device_config_variable().create("2", "BALENA_HOST_KEPT", "v", &none()).unwrap();
    client.device_env_variable().create("2", "KEPT", "v", &none()).unwrap();
    client.device_service_env_variable().create("2", "main", "KEPT", "v", &none()).unwrap();
    client.service_env_variable().create("1", "main", "KEPT", "v", &none()).unwrap();
    fixture
}

#[test]
fn a_text_stands_for_itself_or_is_refused_by_its_name() {
    let mut wrong = Vec::new();
    for (function, argument, call) in CALLS {
        let fixture = fixture();
        let mut known = BTreeSet::new();
        for plain in plain(function, argument) {
            for _ in 0..2 {
                fixture.simulator.forget();
                let _ = call(&fixture, plain);
                known.extend(asked(&fixture, plain));
            }
        }
        fixture.simulator.forget();
        for given in texts() {
            if *argument == "password" {
                fixture.simulator.control("DELETE", "/_logins", &Value::Null);
            }
            let outcome = call(&fixture, &given);
            let asked = asked(&fixture, &given);
            if !asked.is_empty() {
                fixture.simulator.forget();
            }
            let mut complain = |what: String| wrong.push(format!("{function} {argument} {}: {what}", brief(&given)));
            for request in asked.iter().filter(|request| !known.contains(*request)) {
                complain(format!("asked for {}", request.chars().take(300).collect::<String>()));
            }
            let Err(error) = outcome else { continue };
            match error.code() {
                Code::INVALID_PARAMETER | Code::INVALID_OPTION => {
                    let is_named = error.message().contains(argument);
                    // That a setting is not there is no refusal.
                    if !(is_named || *function == "balena_settings_get") || !asked.is_empty() {
                        complain(format!("refused after {} requests: {error}", asked.len()));
                    }
                }
                code if REFUSALS.contains(&code) => {}
                Code::REQUEST_ERROR if SAID.iter().any(|said| error.message().contains(said)) => {}
                _ => {
                    complain(format!(
                        "{} {}",
                        error.code().name(),
                        error.to_string().chars().take(200).collect::<String>()
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_text_of_every_function_is_tried() {
    let header = include_str!("../../include/balena.h");
    let mut missing = Vec::new();
    for declaration in header.split("\nbalena_code ").skip(1) {
        let (function, rest) = declaration.split_once('(').unwrap();
        let parameters: Vec<&str> = rest.split_once(");").unwrap().0.split(',').map(str::trim).collect();
        // The others don't speak to the service.
        if parameters[0] != "const balena_client *client" || function == "balena_with" {
            continue;
        }
        let texts = parameters.iter().filter_map(|parameter| parameter.strip_prefix("const char *"));
        for text in texts.filter(|text| *text != "options") {
            if !CALLS.iter().any(|(name, argument, _)| *name == function && *argument == text) {
                missing.push(format!("{function} {text}"));
            }
        }
    }
    assert!(missing.is_empty(), "add a line each to CALLS: {}", missing.join(", "));
}

/// Names of which each is taken for another by who escapes badly: they differ in what has a meaning elsewhere.
fn names() -> Vec<String> {
    let all = texts().into_iter().filter(|name| name.len() <= 80 && !name.contains(char::is_control));
    // The service wants four letters for an application.
    all.map(|name| if name.chars().count() < 4 { name.repeat(4) } else { name }).collect()
}

fn ids(rows: &Document) -> BTreeSet<String> {
    let rows: Vec<Value> = serde_json::from_str(rows.as_str()).unwrap();
    rows.iter().map(|row| row["id"].to_string()).collect()
}

#[test]
fn an_application_is_found_by_its_exact_name_among_all_others() {
    let fixture = Fixture::at(CLOUD);
    let applications = fixture.client.application();
    let create = |name: &str| text(&applications.create(name, "raspberrypi3", &none()).unwrap(), "/id");
    let mut made = Vec::new();
    for name in names() {
        made.push((create(&name), name));
    }
    let left = |gone: &BTreeSet<&String>| {
        let kept = made.iter().map(|(id, _)| id).filter(|id| !gone.contains(id)).cloned().collect::<BTreeSet<_>>();
        let all = ids(&applications.get_all(&options(r#"{"$select":"id"}"#)).unwrap());
        assert!(kept.is_subset(&all), "gone: {:?}", kept.difference(&all).collect::<Vec<_>>());
    };
    let mut gone = BTreeSet::new();
    for (id, name) in &made {
        let by_name = options(&json!({ "$filter": "app_name eq @n", "@n": name }).to_string());
        assert_eq!(text(&applications.get_all(&by_name).unwrap(), "/0/id"), *id, "{name}");
        assert_eq!(applications.get_all(&by_name).unwrap().get("/1").unwrap_err().code(), Code::NOT_FOUND, "{name}");
        if name.contains('/') {
            // That is a slug, or refused.
            assert!(applications.get(name, &none()).is_err(), "{name}");
            continue;
        }
        let row = applications.get(name, &none()).unwrap();
        assert_eq!((text(&row, "/id"), text(&row, "/app_name")), (id.clone(), name.clone()));
        assert_eq!(applications.has(name, &none()).unwrap().as_str(), "true", "{name}");
        assert_eq!(applications.has(&format!("{name}~"), &none()).unwrap().as_str(), "false", "{name}");
        assert_eq!(applications.restart(name, &none()).unwrap().as_str(), "null", "{name}");
        let devices = fixture.client.device();
        assert_eq!(devices.get_all_by_application(name, &none()).unwrap().as_str(), "[]", "{name}");
        devices.move_("2", name, &none()).unwrap();
        let moved = devices.get_all_by_application(name, &none()).unwrap();
        assert_eq!((text(&moved, "/0/id"), moved.get("/1").is_err()), ("2".to_owned(), true), "{name}");
        assert_eq!(text(&devices.get_application_name("2", &none()).unwrap(), ""), *name);
        devices.move_("2", "fleet", &none()).unwrap();
        assert_eq!(applications.remove(name, &none()).unwrap().as_str(), "null", "{name}");
        gone.insert(id);
        left(&gone);
    }
}

#[test]
fn a_device_is_found_by_its_exact_name_among_all_others() {
    let fixture = Fixture::at(&["--fleet", "50"]);
    let devices = fixture.client.device();
    let names: Vec<String> = texts().into_iter().filter(|name| name.len() < 2048).collect();
    let mut named = Vec::new();
    for (id, name) in (1..).zip(&names) {
        match devices.rename(&id.to_string(), name, &none()) {
            Ok(_) => named.push((id, name)),
            Err(error) => assert!(name.contains(char::is_control) && error.message().contains("new_name"), "{name:?}"),
        }
    }
    assert!(named.len() > 30);
    for (id, name) in named {
        let found = devices.get_by_name(name, &none()).unwrap();
        assert_eq!(ids(&found), BTreeSet::from([id.to_string()]), "{name}");
        assert_eq!(text(&found, "/0/device_name"), *name);
        assert_eq!(text(&devices.get_name(&id.to_string(), &none()).unwrap(), ""), *name);
        // What a caller puts into a filter himself.
        for filter in [
            json!({ "$filter": "device_name eq @n", "@n": name }),
            json!({ "$filter": format!("device_name eq '{}'", name.replace('\'', "''")) }),
        ] {
            assert_eq!(ids(&devices.get_all(&options(&filter.to_string())).unwrap()), ids(&found), "{filter}");
        }
        devices.note(&id.to_string(), name, &none()).unwrap();
        let row = devices.get(&id.to_string(), &options(r#"{"$select":"note"}"#)).unwrap();
        assert_eq!(text(&row, "/note"), *name);
    }
}

#[test]
fn a_service_is_found_by_its_exact_name_among_all_others() {
    let fixture = Fixture::at(CLOUD);
    let names: Vec<String> = texts().into_iter().filter(|name| name.len() < 2048).collect();
    let mut services = Vec::new();
    for name in names.iter().filter(|name| !name.contains(char::is_control)) {
        let row = json!({ "application": 1, "service_name": name });
        let made = fixture.simulator.send("POST", "/v7/service", Some(&fixture.client), &row);
        services.push((serde_json::from_str::<Value>(&made).unwrap()["id"].to_string(), name));
    }
    assert!(services.len() > 30);
    for (id, name) in &services {
        let made = fixture.client.service_env_variable().create("1", name, "X", name, &none()).unwrap();
        assert_eq!((text(&made, "/service/__id"), text(&made, "/value")), (id.clone(), (*name).clone()));
        let made = fixture.client.device_service_env_variable().create("2", name, "X", name, &none()).unwrap();
        let filter = format!(
            "service_install/any(si:si/id eq {} and si/installs__service eq {id})",
            text(&made, "/service_install/__id")
        );
        let only = options(&json!({ "$filter": filter }).to_string());
        let found = fixture.client.device_service_env_variable().get_all("2", &only).unwrap();
        assert_eq!(ids(&found), BTreeSet::from([text(&made, "/id")]), "{name}");
    }
}

#[test]
fn a_tag_is_reached_by_its_exact_key_among_all_others() {
    type Set = fn(&Fixture, &str, &str) -> Outcome;
    type Remove = fn(&Fixture, &str) -> Outcome;
    type All = fn(&Fixture) -> Outcome;
    let kinds: [(Set, Remove, All); 3] = [
        (
            |f, k, v| f.client.device_tag().set("2", k, v, &none()),
            |f, k| f.client.device_tag().remove("2", k, &none()),
            |f| f.client.device_tag().get_all(&none()),
        ),
        (
            |f, k, v| f.client.application_tag().set("1", k, v, &none()),
            |f, k| f.client.application_tag().remove("1", k, &none()),
            |f| f.client.application_tag().get_all(&none()),
        ),
        (
            |f, k, v| f.client.release_tag().set("1", k, v, &none()),
            |f, k| f.client.release_tag().remove("1", k, &none()),
            |f| f.client.release_tag().get_all(&none()),
        ),
    ];
    // The service takes no white space in keys.
    let texts = texts().into_iter().filter(|key| key.len() < 2048 && !key.contains(char::is_whitespace));
    let keys: Vec<String> = texts.filter(|key| !key.contains(char::is_control)).collect();
    assert!(keys.len() > 25);
    let fixture = Fixture::at(CLOUD);
    for (set, remove, all) in kinds {
        let rows = || -> Vec<(String, String)> {
            let rows: Vec<Value> = serde_json::from_str(all(&fixture).unwrap().as_str()).unwrap();
            let own = |row: &Value, field: &str| row[field].as_str().unwrap().to_owned();
            let kept = rows.iter().filter(|row| keys.iter().any(|key| row["tag_key"] == key.as_str()));
            kept.map(|row| (own(row, "tag_key"), own(row, "value"))).collect()
        };
        for key in &keys {
            set(&fixture, key, "first").unwrap();
        }
        // Each is there, and is the one that is changed.
        for key in &keys {
            assert_eq!(set(&fixture, key, key).unwrap().as_str(), "null", "{key}");
        }
        assert!(rows().len() == keys.len() && rows().iter().all(|(key, value)| key == value), "{:?}", rows());
        for (gone, key) in (1..).zip(&keys) {
            remove(&fixture, key).unwrap();
            let left = rows();
            assert!(left.len() == keys.len() - gone && left.iter().all(|(other, _)| other != key), "{key}");
        }
    }
}
