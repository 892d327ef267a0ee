//! What goes over the wire, compared with what the official SDK sends for the same function: `official/` has its
//! requests, `calls.rs` ours. Where they are others on purpose, `DEVIATIONS` has them with the reason.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Map, Value};

use crate::calls::{COMPARED, Fixture, LOCAL, Outcome};

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

/// A function, its requests as they are here, and why they are not the official SDK's.
struct Deviation(&'static [&'static str], &'static [&'static str], &'static str);

const DEVIATIONS: &[Deviation] = &[
    Deviation(
        &["balena_application_create"],
        &[
            r#"GET /v7/device_type?$filter=device_type_alias/any(dta:dta/is_referenced_by__alias eq 'raspberrypi3') or slug eq 'raspberrypi3' or name eq 'raspberrypi3'&$orderby=name asc&$select=id&$top=1"#,
            r#"GET /v7/organization(handle='my_user')?$select=id"#,
            r#"POST /v7/application {app_name="foo", is_for__device_type=N, organization=N}"#,
        ],
        "the device type may be a slug, an alias or a display name, as the document has it",
    ),
    Deviation(
        &["balena_application_disable_device_urls"],
        &[
            r#"GET /v7/application?$filter=(is_directly_accessible_by__user/any(dau:1 eq N)) and (id eq N)&$select=id"#,
            r#"PATCH /v7/device?$filter=belongs_to__application eq N {is_web_accessible=false}"#,
        ],
        "to a write that reaches nothing the server answers 200, so that it is looked for among the user's own",
    ),
    Deviation(
        &["balena_application_enable_device_urls"],
        &[
            r#"GET /v7/application?$filter=(is_directly_accessible_by__user/any(dau:1 eq N)) and (id eq N)&$select=id"#,
            r#"PATCH /v7/device?$filter=belongs_to__application eq N {is_web_accessible=true}"#,
        ],
        "to a write that reaches nothing the server answers 200, so that it is looked for among the user's own",
    ),
    Deviation(
        &["balena_application_revoke_support_access"],
        &[
            r#"GET /v7/application?$filter=(is_directly_accessible_by__user/any(dau:1 eq N)) and (id eq N)&$select=id"#,
            r#"PATCH /v7/application(N) {is_accessible_by_support_until__date=null}"#,
        ],
        "to a write that reaches nothing the server answers 200, so that it is looked for among the user's own",
    ),
    Deviation(
        &["balena_application_track_latest_release"],
        &[
            r#"GET /v7/application?$expand=owns__release($select=id;$top=1;$filter=is_final eq true and is_passing_tests eq true and is_invalidated eq false and status eq 'success';$orderby=created_at desc)&$filter=(is_directly_accessible_by__user/any(dau:1 eq N)) and (id eq N)&$select=id"#,
            r#"PATCH /v7/application(N) {should_be_running__release=N, should_track_latest_release=true}"#,
        ],
        "to a write that reaches nothing the server answers 200, so that it is looked for among the user's own",
    ),
    Deviation(
        &["balena_application_get"],
        &[
            r#"GET /v7/application?$filter=(is_directly_accessible_by__user/any(dau:1 eq N)) and (slug eq 'my_user/foo')&$top=2"#,
        ],
        "a name or slug is looked for among the user's own applications; a second match shows that it is ambiguous",
    ),
    Deviation(
        &["balena_application_grant_support_access"],
        &[
            r#"GET /v7/application?$filter=(is_directly_accessible_by__user/any(dau:1 eq N)) and (id eq N)&$select=id"#,
            r#"PATCH /v7/application(N) {is_accessible_by_support_until__date=N}"#,
        ],
        "to a write that reaches nothing the server answers 200, so that it is looked for among the user's own",
    ),
    Deviation(
        &["balena_application_has"],
        &[
            r#"GET /v7/application?$filter=(is_directly_accessible_by__user/any(dau:1 eq N)) and (app_name eq 'foo')&$select=id&$top=1"#,
        ],
        "a name or slug is looked for among the user's own applications; a second match shows that it is ambiguous",
    ),
    Deviation(
        &["balena_application_has_any"],
        &[r#"GET /v7/application?$filter=is_directly_accessible_by__user/any(dau:1 eq N)&$select=id&$top=1"#],
        "one row is enough to know",
    ),
    Deviation(
        &["balena_application_remove"],
        &[
            r#"GET /v7/application?$filter=(is_directly_accessible_by__user/any(dau:1 eq N)) and (slug eq 'my_user/foo')&$select=id&$top=2"#,
            r#"DELETE /v7/application(N)"#,
        ],
        "a name or slug is looked for among the user's own applications; a second match shows that it is ambiguous",
    ),
    Deviation(
        &["balena_application_restart"],
        &[
            r#"GET /v7/application?$filter=(is_directly_accessible_by__user/any(dau:1 eq N)) and (app_name eq 'foo')&$select=id&$top=2"#,
            r#"POST /application/N/restart"#,
        ],
        "a name or slug is looked for among the user's own applications; a second match shows that it is ambiguous",
    ),
    Deviation(
        &["balena_application_set_to_release"],
        &[
            r#"GET /v7/application?$expand=owns__release($select=id;$top=1;$filter=commit eq 'C' and status eq 'success')&$filter=(is_directly_accessible_by__user/any(dau:1 eq N)) and (id eq N)&$select=id"#,
            r#"PATCH /v7/application(N) {should_be_running__release=N, should_track_latest_release=false}"#,
        ],
        "one look finds the release in an application of the user's own",
    ),
    Deviation(
        &["balena_device_get_all_by_application"],
        &[
            r#"GET /v7/application?$filter=(is_directly_accessible_by__user/any(dau:1 eq N)) and (slug eq 'my_user/foo')&$select=id&$top=2"#,
            r#"GET /v7/device?$filter=belongs_to__application eq N&$orderby=device_name asc"#,
        ],
        "a name or slug is looked for among the user's own applications; a second match shows that it is ambiguous",
    ),
    Deviation(
        &["balena_device_get_all_by_application_id"],
        &[
            r#"GET /v7/application(slug='my_user/foo')?$select=id"#,
            r#"GET /v7/device?$filter=belongs_to__application eq N&$orderby=device_name asc"#,
        ],
        "references have forms that can't overlap, so that a slug is a key",
    ),
    Deviation(
        &["balena_device_get_supported_device_types"],
        &[
            r#"GET /v7/device_type?$filter=is_default_for__application/any(idfa:idfa/is_host eq true and idfa/is_archived eq false and idfa/owns__release/any(r:r/status eq 'success' and r/is_final eq true and r/is_invalidated eq false))&$orderby=name asc&$select=name"#,
        ],
        "the names are all that is given",
    ),
    Deviation(
        &["balena_device_move"],
        &[
            r#"GET /v7/application?$expand=is_for__device_type($select=slug;$expand=is_of__cpu_architecture($select=slug))&$filter=(is_directly_accessible_by__user/any(dau:1 eq N)) and (app_name eq 'foo')&$select=id&$top=2"#,
            r#"GET /v7/device?$expand=is_of__device_type($select=slug;$expand=is_of__cpu_architecture($select=slug))&$filter=uuid eq 'U'&$orderby=device_name asc&$select=id"#,
            r#"PATCH /v7/device?$filter=id in (N) {belongs_to__application=N}"#,
        ],
        "one look finds the application by its name; of both device types no more than is compared is asked for",
    ),
    Deviation(
        &["balena_device_register"],
        &[
            r#"GET /actor/v1/whoami"#,
            r#"GET /v7/application(N)?$expand=is_for__device_type($select=slug;$expand=is_of__cpu_architecture($select=slug))&$select=id"#,
            r#"POST /api-key/v2/ {actorType="application", actorTypeId=N, description="Registers one device", expiryDate=DATE, roles=["provisioning-api-key"]}"#,
            r#"POST /device/register {application=N, device_type="raspberrypi3", user=N, uuid="0123456789abcdef0123456789abcdef"}"#,
        ],
        "one look at the application is enough; the key says what it is for in our words",
    ),
    Deviation(
        &["balena_application_config_variable_remove"],
        &[r#"DELETE /v7/application_config_variable(N)"#],
        "the document goes by the id of the row; the SDK by its owner and name",
    ),
    Deviation(
        &["balena_application_config_variable_update"],
        &[
            r#"GET /v7/application_config_variable(N)?$select=id"#,
            r#"PATCH /v7/application_config_variable(N) {value="v"}"#,
        ],
        "the document goes by the id of the row; the SDK by its owner and name",
    ),
    Deviation(
        &["balena_device_config_variable_remove"],
        &[r#"DELETE /v7/device_config_variable(N)"#],
        "the document goes by the id of the row; the SDK by its owner and name",
    ),
    Deviation(
        &["balena_device_config_variable_update"],
        &[r#"GET /v7/device_config_variable(N)?$select=id"#, r#"PATCH /v7/device_config_variable(N) {value="v"}"#],
        "the document goes by the id of the row; the SDK by its owner and name",
    ),
    Deviation(
        &["balena_application_env_variable_remove"],
        &[r#"DELETE /v7/application_environment_variable(N)"#],
        "the document goes by the id of the row; the SDK by its owner and name",
    ),
    Deviation(
        &["balena_application_env_variable_update"],
        &[
            r#"GET /v7/application_environment_variable(N)?$select=id"#,
            r#"PATCH /v7/application_environment_variable(N) {value="v"}"#,
        ],
        "the document goes by the id of the row; the SDK by its owner and name",
    ),
    Deviation(
        &["balena_device_env_variable_remove"],
        &[r#"DELETE /v7/device_environment_variable(N)"#],
        "the document goes by the id of the row; the SDK by its owner and name",
    ),
    Deviation(
        &["balena_device_env_variable_update"],
        &[
            r#"GET /v7/device_environment_variable(N)?$select=id"#,
            r#"PATCH /v7/device_environment_variable(N) {value="v"}"#,
        ],
        "the document goes by the id of the row; the SDK by its owner and name",
    ),
    Deviation(
        &["balena_service_env_variable_create"],
        &[
            r#"GET /v7/application(N)?$expand=service($select=id;$filter=service_name eq 'main')&$select=id"#,
            r#"POST /v7/service_environment_variable {name="X", service=N, value="v"}"#,
        ],
        "the document's function takes the service by application and name: one look finds it",
    ),
    Deviation(
        &["balena_service_env_variable_remove"],
        &[r#"DELETE /v7/service_environment_variable(N)"#],
        "the document goes by the id of the row; the SDK by its owner and name",
    ),
    Deviation(
        &["balena_service_env_variable_update"],
        &[
            r#"GET /v7/service_environment_variable(N)?$select=id"#,
            r#"PATCH /v7/service_environment_variable(N) {value="v"}"#,
        ],
        "the document goes by the id of the row; the SDK by its owner and name",
    ),
    Deviation(
        &["balena_device_service_env_variable_get_all"],
        &[
            r#"GET /v7/device(uuid='U')?$select=id"#,
            r#"GET /v7/device_service_environment_variable?$filter=service_install/any(si:si/device eq N)&$orderby=name asc"#,
        ],
        "by name, as the other kinds are listed",
    ),
    Deviation(
        &["balena_device_service_env_variable_remove"],
        &[r#"DELETE /v7/device_service_environment_variable(N)"#],
        "the document goes by the id of the row; the SDK by its owner and name",
    ),
    Deviation(
        &["balena_device_service_env_variable_update"],
        &[
            r#"GET /v7/device_service_environment_variable(N)?$select=id"#,
            r#"PATCH /v7/device_service_environment_variable(N) {value="v"}"#,
        ],
        "the document goes by the id of the row; the SDK by its owner and name",
    ),
    Deviation(
        &["balena_application_tag_get_all"],
        &[r#"GET /v7/application_tag?$orderby=tag_key asc"#],
        "gone from the SDK: the document has it",
    ),
    Deviation(
        &["balena_release_tag_get_all_by_release"],
        &[r#"GET /v7/release(N)?$select=id"#, r#"GET /v7/release_tag?$filter=release eq N&$orderby=tag_key asc"#],
        "a filter rather than an expansion, so that the caller's own options work",
    ),
    Deviation(
        &["balena_auth_who_am_i", "balena_auth_get_email", "balena_auth_get_user_id"],
        &[r#"GET /actor/v1/whoami"#],
        "the SDK answers from an earlier question; here each call asks",
    ),
    Deviation(
        &["balena_application_get_by_owner"],
        &[r#"GET /v7/application(slug='my_user/foo')"#],
        "gone from the SDKs: the document has it",
    ),
    Deviation(
        &["balena_application_disable_rolling_updates"],
        &[
            r#"GET /v7/application?$filter=(is_directly_accessible_by__user/any(dau:1 eq N)) and (id eq N)&$select=id"#,
            r#"PATCH /v7/application(N) {should_track_latest_release=false}"#,
        ],
        "gone from the SDKs: the document has it",
    ),
    Deviation(
        &["balena_application_enable_rolling_updates"],
        &[
            r#"GET /v7/application?$filter=(is_directly_accessible_by__user/any(dau:1 eq N)) and (id eq N)&$select=id"#,
            r#"PATCH /v7/application(N) {should_track_latest_release=true}"#,
        ],
        "gone from the SDKs: the document has it",
    ),
    Deviation(
        &["balena_api_key_update"],
        &[r#"GET /v7/api_key(N)?$select=id"#, r#"PATCH /v7/api_key(N) {name="n"}"#],
        "to a write that reaches nothing the server answers 200, so that it is looked for first",
    ),
    Deviation(
        &["balena_key_create"],
        &[r#"GET /actor/v1/whoami"#, r#"POST /v7/user__has__public_key {public_key="ssh-rsa AAA", title="t", user=N}"#],
        "the SDK answers from an earlier question; here each call asks",
    ),
    Deviation(
        &["balena_image_get"],
        &[
            r#"GET /v7/image(N)?$select=id,content_hash,dockerfile,image_size,is_a_build_of__service,is_stored_at__image_location,project_type,push_timestamp,start_timestamp,end_timestamp,status"#,
        ],
        "the document's fields, without the build log",
    ),
    Deviation(
        &["balena_release_get_with_image_details"],
        &[
            r#"GET /v7/release(N)?$expand=release_image($expand=image($select=id;$expand=is_a_build_of__service($select=service_name))),is_created_by__user($select=id,username)"#,
            r#"GET /v7/release(N)?$expand=release_image($expand=image($select=id;$expand=is_a_build_of__service($select=service_name)))"#,
        ],
        "openBalena, which the simulator is here, has no is_created_by__user and is asked again without",
    ),
    Deviation(
        &["balena_service_get_all_by_application"],
        &[
            r#"GET /v7/application(N)?$select=id"#,
            r#"GET /v7/service?$filter=application eq N&$orderby=service_name asc"#,
        ],
        "a filter rather than an expansion, so that the caller's own options work",
    ),
];

/// The official requests for a variant of a function; none where the SDK has no such function any more.
fn official(function: &str, variant: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rust/official");
    for file in folder
        .read_dir()
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "json"))
    {
        let calls: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        let mut found = calls.iter().filter(|call| call["function"] == function);
        let call = if variant.is_empty() { found.next() } else { found.find(|call| call["variant"] == variant) };
        if let Some(call) = call {
            let requests = call["requests"].as_array().unwrap();
            return requests.iter().map(|r| neutral(r["request"].as_str().unwrap(), &r["body"])).collect();
        }
    }
    assert!(variant.is_empty(), "nothing is recorded of {function}, {variant}");
    Vec::new()
}

/// The requests of this library's call.
fn ours(call: fn(&Fixture) -> Outcome) -> Vec<String> {
    let fixture = Fixture::new();
    // What it gives is tested elsewhere.
    let _ = call(&fixture);
    let journal = fixture.simulator.journal();
    let line = |entry: &Value| {
        let query = entry["query"].as_str().map(|query| format!("?{query}")).unwrap_or_default();
        neutral(
            &format!("{} {}{query}", entry["method"].as_str().unwrap(), entry["path"].as_str().unwrap()),
            &entry["body"],
        )
    };
    journal.iter().map(line).collect()
}

/// A request without what is another in each account and each call, its options in one order.
fn neutral(request: &str, body: &Value) -> String {
    let text =
        percent_encoding::percent_decode_str(request).decode_utf8().unwrap().replace("admin/fleet", "my_user/foo");
    let text = ["fleet", "spare"].iter().fold(text, |text, name| text.replace(&format!("'{name}'"), "'foo'"));
    let text = text.replace("admin", "my_user").replace("/spare", "/foo");
    let (path, query) = text.split_once('?').map_or((text.as_str(), ""), |(path, query)| (path, query));
    let mut parts: Vec<String> = query.split('&').filter(|part| !part.is_empty()).map(without_values).collect();
    parts.sort();
    let body = match body {
        Value::Null => String::new(),
        body => format!(" {}", neutral_body(body)),
    };
    let query = if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) };
    format!("{}{query}{body}", without_values(path))
}

/// Ids, uuids and commits as N, U and C.
fn without_values(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_hexdigit() || c == '{') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let end = match from.strip_prefix('{') {
            Some(behind) => behind.find('}').map_or(from.len(), |end| end + 2),
            None => from.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(from.len()),
        };
        let (word, behind) = from.split_at(end);
        let is_word = out.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$' | '.'));
        let digits = word.bytes().all(|byte| byte.is_ascii_digit());
        let hex = word.bytes().all(|byte| byte.is_ascii_hexdigit());
        out.push_str(match word {
            "{uuid}" => "U",
            "{commit}" => "C",
            _ if word.starts_with('{') => "N",
            _ if is_word || out.ends_with("$top=") || out.ends_with("dau:") => word,
            _ if hex && word.len() == 32 => "U",
            _ if hex && word.len() == 40 => "C",
            _ if digits => "N",
            _ => word,
        });
        rest = behind;
    }
    out + rest
}

fn neutral_body(body: &Value) -> String {
    let members: Map<String, Value> = body.as_object().unwrap().clone();
    let mut parts: Vec<String> = members
        .iter()
        .map(|(name, value)| match value {
            Value::Number(_) => format!("{name}=N"),
            Value::String(text) if text.contains('{') => format!("{name}={}", &without_values(text)[..1]),
            Value::String(text) if text.ends_with('Z') && text.contains('T') => format!("{name}=DATE"),
            other => format!("{name}={other}"),
        })
        .collect();
    parts.sort();
    format!("{{{}}}", parts.join(", "))
}

#[test]
fn requests_are_those_of_the_official_sdk() {
    let mut wrong = Vec::new();
    for (function, variant, call) in COMPARED {
        let official = official(function, variant);
        let ours = ours(*call);
        let deviation = DEVIATIONS.iter().find(|deviation| deviation.0.contains(function));
        match deviation {
            Some(Deviation(_, expected, why)) if ours != *expected => {
                wrong.push(format!("{function}: not what its deviation ({why}) says:\n  {}", ours.join("\n  ")));
            }
            Some(_) if ours == official => wrong.push(format!("{function}: deviates no more")),
            None if ours != official => {
                wrong.push(format!("{function}:\n  {}\nofficial:\n  {}", ours.join("\n  "), official.join("\n  ")));
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
    let symbols =
        include_str!("../symbols.txt").lines().filter(|symbol| !OTHERS.iter().any(|other| symbol.starts_with(other)));
    let known: BTreeSet<&str> = COMPARED.iter().chain(LOCAL).map(|(function, _, _)| *function).collect();
    let missing: Vec<&str> = symbols.filter(|symbol| !known.contains(symbol)).collect();
    assert!(missing.is_empty(), "add a line each to COMPARED or LOCAL in tests/rust/calls.rs: {missing:?}");
}
