//! What goes over the wire, compared with what the official SDKs send for the same function: `official/` has their
//! requests, `calls.rs` and `variants.rs` ours. Where they are others on purpose, `deviations.rs` has them with the
//! reason.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use serde_json::Value;

use crate::calls::{ANY_RESOURCE, COMPARED, Fixture, LOCAL, Outcome};
use crate::deviations::{DEVIATIONS, Deviation};
use crate::variants::{NOT_APPLICABLE, NotApplicable, VARIANTS};

/// Functions that are none of the document's, or make no call.
const OTHERS: &[&str] = &[
    "balena_json_",
    "balena_string_",
    "balena_new",
    "balena_with",
    "balena_cancel",
    "balena_free",
    "balena_version",
    "balena_code_name",
];

/// What the numbers in the recorded requests are the ids of.
const RECORDED: &[(&str, &str)] = &[
    ("2", "{image.id}"),
    ("8", "{organization.id}"),
    ("9", "{device_type.id}"),
    ("31", "{service.id}"),
    ("42", "{user.id}"),
    ("61", "{install.id}"),
    ("99", "{release.id}"),
];

/// A function, and a variant of it.
type Line<'a> = (&'a str, &'a str);

/// How a deviation calls a line.
fn title((function, variant): Line<'_>) -> String {
    if variant.is_empty() { function.to_owned() } else { format!("{function}: {variant}") }
}

/// All that is recorded: the requests of each variant of each function.
fn recorded() -> Vec<(String, String, Vec<String>)> {
    let names = RECORDED.iter().map(|(id, name)| ((*id).to_owned(), *name)).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rust/official");
    let files = folder.read_dir().unwrap().map(|file| file.unwrap().path());
    let mut all = Vec::new();
    for file in files.filter(|path| path.extension().is_some_and(|kind| kind == "json")) {
        let calls: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        for call in calls {
            let requests = call["requests"].as_array().unwrap().iter();
            let requests = requests.map(|r| neutral(r["request"].as_str().unwrap(), &r["body"], &names)).collect();
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            all.push((text(&call["function"]), text(&call["variant"]), requests));
        }
    }
    all
}

/// The requests of this library's call.
fn ours(call: fn(&Fixture) -> Outcome) -> Vec<String> {
    let fixture = Fixture::new();
    // What it gives is tested elsewhere.
    let _ = call(&fixture);
    let names = fixture.names.borrow();
    let said = |text: &str| {
        let text = text.replace(&fixture.uuid, "{uuid}").replace(&fixture.commit, "{commit}");
        text.replace("admin/fleet", "my_user/foo").replace("'fleet'", "'foo'").replace("'admin", "'my_user")
    };
    let line = |server: &str, entry: &Value| {
        let query = entry["query"].as_str().map(|query| format!("?{query}")).unwrap_or_default();
        let (method, path) = (entry["method"].as_str().unwrap(), entry["path"].as_str().unwrap());
        // Another server than the API has a name of its own.
        let is_action = entry["headers"]["host"].as_str().is_some_and(|host| host.starts_with("actions."));
        let server = if is_action { "https://actions.{deviceUrlsBase}" } else { server };
        let request = format!("{method} {server}{path}{query}");
        let request = percent_encoding::percent_decode_str(&request).decode_utf8().unwrap();
        let body = serde_json::from_str(&said(&entry["body"].to_string())).unwrap();
        neutral(&said(&request), &body, &names)
    };
    let nearby = fixture.simulator.nearby().server.journal();
    let nearby = nearby.iter().map(|entry| line("http://{supervisor}", entry));
    fixture.simulator.journal().iter().map(|entry| line("", entry)).chain(nearby).collect()
}

/// A request with names for its ids, and its options in one order.
fn neutral(request: &str, body: &Value, names: &HashMap<String, &'static str>) -> String {
    let (path, query) = request.split_once('?').unwrap_or((request, ""));
    let mut parts: Vec<String> =
        query.split('&').filter(|part| !part.is_empty()).map(|part| with_names(part, names)).collect();
    parts.sort();
    let query = if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) };
    let body = if body.is_null() { String::new() } else { format!(" {}", neutral_value(body, names)) };
    format!("{}{query}{body}", with_names(path, names))
}

/// Names for ids, where ids stand.
fn with_names(text: &str, names: &HashMap<String, &'static str>) -> String {
    let mut out = String::new();
    let is_of_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    let mut rest = text;
    while let Some(start) = rest.find(is_of_word) {
        let (before, from) = rest.split_at(start);
        let (word, behind) = from.split_at(from.find(|c| !is_of_word(c)).unwrap_or(from.len()));
        out.push_str(before);
        let is_id =
            ["(", "/", ",", " eq ", "appId="].iter().any(|end| out.ends_with(end)) && !out.ends_with("dau:1 eq ");
        out.push_str(names.get(word).filter(|_| is_id).unwrap_or(&word));
        rest = behind;
    }
    out + rest
}

/// A part of a body, its members in one order.
fn neutral_value(value: &Value, names: &HashMap<String, &'static str>) -> String {
    match value {
        Value::Object(members) => {
            let mut parts: Vec<String> =
                members.iter().map(|(member, value)| format!("{member}={}", neutral_value(value, names))).collect();
            parts.sort();
            format!("{{{}}}", parts.join(", "))
        }
        Value::Array(values) => {
            let parts: Vec<String> = values.iter().map(|value| neutral_value(value, names)).collect();
            format!("[{}]", parts.join(", "))
        }
        Value::Number(number) => names.get(&number.to_string()).map_or(number.to_string(), |name| (*name).to_owned()),
        Value::String(text) if text.ends_with(" (number)") => text.trim_end_matches(" (number)").to_owned(),
        // Dates in 2030 are the calls' own.
        Value::String(text) if text.ends_with('Z') && text.contains('T') && !text.starts_with("2030-") => "SOON".into(),
        other => other.to_string(),
    }
}

#[test]
fn requests_are_those_of_the_official_sdk() {
    let recorded = recorded();
    let mut wrong = Vec::new();
    for (function, variant, call) in COMPARED.iter().chain(VARIANTS) {
        let title = title((*function, *variant));
        let of_function = recorded.iter().filter(|(name, ..)| name == function);
        let official = match of_function.clone().find(|(_, name, _)| name == variant) {
            Some((_, _, requests)) => requests.clone(),
            // The SDKs have no such function any more.
            None if of_function.clone().next().is_none() => Vec::new(),
            None => {
                wrong.push(format!("{title}: nothing of the kind is recorded"));
                continue;
            }
        };
        let ours = ours(*call);
        let deviation = DEVIATIONS.iter().find(|deviation| deviation.0.contains(&title.as_str()));
        match deviation {
            Some(Deviation(_, expected, why)) if ours != *expected => {
                wrong.push(format!("{title}: not what its deviation ({why}) says:\n  {}", ours.join("\n  ")));
            }
            Some(_) if ours == official => wrong.push(format!("{title}: deviates no more")),
            None if ours != official => {
                wrong.push(format!("{title}:\n  {}\nofficial:\n  {}", ours.join("\n  "), official.join("\n  ")));
            }
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn local_functions_ask_nobody() {
    for (function, _, call) in LOCAL {
        assert_eq!(ours(*call), Vec::<String>::new(), "{function}");
    }
}

#[test]
fn every_function_is_compared() {
    let any_resource = ANY_RESOURCE.iter().map(|(function, ..)| *function);
    let known: BTreeSet<&str> = lines().map(|(function, _)| function).chain(any_resource).collect();
    let missing: Vec<&str> = functions().filter(|function| !known.contains(function)).collect();
    assert!(missing.is_empty(), "add a line each to COMPARED or LOCAL in tests/rust/calls.rs: {missing:?}");
}

#[test]
fn every_recorded_variant_is_compared_or_not_applicable() {
    let recorded = recorded();
    let recorded: BTreeSet<Line<'_>> =
        recorded.iter().map(|(function, variant, _)| (function.as_str(), variant.as_str())).collect();
    let compared: BTreeSet<Line<'_>> = lines().collect();
    let excused: BTreeMap<Line<'_>, &str> = NOT_APPLICABLE
        .iter()
        .flat_map(|NotApplicable(function, variants, why)| variants.iter().map(|variant| ((*function, *variant), *why)))
        .collect();
    let here: BTreeSet<&str> = functions().collect();
    let of_here = recorded.iter().filter(|(function, _)| here.contains(function));
    let missing: Vec<&Line<'_>> =
        of_here.filter(|line| !compared.contains(*line) && !excused.contains_key(*line)).collect();
    assert!(
        missing.is_empty(),
        "add a line each to VARIANTS or a reason to NOT_APPLICABLE in tests/rust/variants.rs: {missing:?}"
    );
    for (line, why) in excused {
        assert!(recorded.contains(&line) && !compared.contains(&line), "{line:?} needs no reason any more: {why}");
    }
    let titles: BTreeSet<String> = compared.into_iter().map(title).collect();
    for said in DEVIATIONS.iter().flat_map(|deviation| deviation.0) {
        assert!(titles.contains(*said), "this deviation is of no line: {said}");
    }
}

/// The functions that are to be compared.
fn functions() -> impl Iterator<Item = &'static str> {
    let symbols = include_str!("../symbols.txt").lines().filter_map(|line| line.split(' ').next());
    symbols.filter(|symbol| !OTHERS.iter().any(|other| symbol.starts_with(other)))
}

/// Whatever has a call.
fn lines() -> impl Iterator<Item = Line<'static>> {
    COMPARED.iter().chain(VARIANTS).chain(LOCAL).map(|(function, variant, _)| (*function, *variant))
}
