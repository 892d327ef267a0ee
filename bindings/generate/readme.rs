//! What the README gets: which function of the SDK's document is which in C, what it asks, and which service answers.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::Files;
use crate::api::{Function, Section, Shape};

const FILE: &str = "README.md";
const BEGIN: &str = "<!-- From src/ffi: BLESS=1 cargo test --test bindings rewrites what follows. -->\n";
const END: &str = "<!-- So far from src/ffi. -->\n";

/// The SDK's document: section, function with its parameters, name in C.
const DOCUMENT: &str = include_str!("document.tsv");

const METHODS: &[&str] = &["GET ", "POST ", "PUT ", "PATCH ", "DELETE "];

pub fn write(root: &Path, sections: &[Section], files: &mut Files) {
    let text = fs::read_to_string(root.join(FILE)).expect("README.md can be read");
    let (before, rest) = text.split_once(BEGIN).expect("README.md has a place for the table");
    let (_, after) = rest.split_once(END).expect("the table's place in README.md ends");
    files.insert(FILE.into(), format!("{before}{BEGIN}\n{}\n{END}{after}", tables(DOCUMENT, sections)));
}

/// A table for each section of the document, and what of it is not there.
fn tables(document: &str, sections: &[Section]) -> String {
    let functions = sections.iter().flat_map(|section| &section.functions);
    let functions: BTreeMap<&str, &Function> =
        functions.filter(|f| f.shape != Shape::Special).map(|f| (f.c_name.as_str(), f)).collect();
    let mut tables: Vec<(&str, Vec<String>)> = Vec::new();
    let mut missing = Vec::new();
    for line in document.lines().skip(1) {
        let [section, signature, c_name] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("document.tsv: {line}")
        };
        let name = signature.split('(').next().unwrap_or_default();
        let Some(function) = functions.get(c_name) else {
            missing.push(format!("`{section}.{name}`"));
            continue;
        };
        if tables.last().is_none_or(|(last, _)| *last != section) {
            tables.push((section, Vec::new()));
        }
        tables.last_mut().unwrap().1.push(format!("| `{name}` | {} |", cells(function)));
    }
    let mut text = String::new();
    for (section, rows) in tables {
        let _ = write!(text, "<details><summary>{section}: {}</summary>\n\n", rows.len());
        let _ = write!(text, "| Function | C | Request | Served by |\n|---|---|---|---|\n{}", rows.join("\n"));
        text.push_str("\n\n</details>\n\n");
    }
    match &missing[..] {
        [] => {}
        missing => text += &format!("{} more are not there yet: {}.\n", missing.len(), missing.join(", ")),
    }
    text.trim_end().to_owned() + "\n"
}

fn cells(function: &Function) -> String {
    let served = match (function.asks(), function.openbalena_serves()) {
        (false, _) => "",
        (true, true) => "balenaCloud, openBalena",
        (true, false) => "balenaCloud",
    };
    let request = if function.asks() { request(&function.docs.request) } else { "none".into() };
    format!("`{}` | {request} | {served}", function.c_name)
}

/// Each request as code, the words between them as words.
fn request(text: &str) -> String {
    let part = |part: &str| match METHODS.iter().filter_map(|method| part.find(method)).min() {
        Some(at) => format!("{}`{}`", &part[..at], &part[at..]),
        None => part.to_owned(),
    };
    let parts: Vec<String> = text.trim_end_matches('.').split(", ").map(part).collect();
    parts.join(", ").replace('|', "\\|")
}

#[test]
fn a_function_of_the_document_has_a_row_as_soon_as_it_is_there() {
    let source = r#"//! Devices.
/// Gets one.
///
/// * `options`: options.
///
/// Result: object.
/// Errors: NOT_FOUND.
/// Request: GET /v7/device(id)?$select=a,b, or PUT /x|y, when asked
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_get(client: *const Client, options: *const c_char, out: *mut *mut c_char) -> Code {}
/// Moves one.
///
/// * `options`: options.
///
/// Result: null.
/// Errors: NOT_FOUND, UNSUPPORTED_BY_SERVER
/// (openBalena does not move).
/// Request: PATCH /v7/device
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_move(client: *const Client, options: *const c_char, out: *mut *mut c_char) -> Code {}
/// Makes a uuid.
///
/// Result: text.
/// Errors: none.
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_generate_uuid(client: *const Client, out: *mut *mut c_char) -> Code {}"#;
    let mut faults = Vec::new();
    let sections = [crate::api::section("device", source, &mut faults)];
    assert_eq!(faults, Vec::<String>::new());
    let line = |section: &str, name: &str| format!("{section}\t{name}(x)\tbalena_{}_{name}\n", section.to_lowercase());
    let lines = [("Device", "generate_uuid"), ("Device", "get"), ("Device", "move"), ("Logs", "history")];
    let document: String = lines.iter().map(|(section, name)| line(section, name)).collect();
    let expected = "<details><summary>Device: 3</summary>

| Function | C | Request | Served by |
|---|---|---|---|
| `generate_uuid` | `balena_device_generate_uuid` | none |  |
| `get` | `balena_device_get` | `GET /v7/device(id)?$select=a,b`, or `PUT /x\\|y`, when asked | balenaCloud, openBalena |
| `move` | `balena_device_move` | `PATCH /v7/device` | balenaCloud |

</details>

1 more are not there yet: `Logs.history`.
";
    assert_eq!(tables(&format!("section\tfunction\tC name\n{document}"), &sections), expected);
}
