//! Options as objects, compared with what balena's own client for JavaScript makes of them, and calls of any resource.

use balena::{Client, Code, Document, Error, Options};
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use crate::check::{code, none, options, text};
use crate::simulator::Simulator;

const HOSTILE: &[&str] = &[
    "O'Brien",
    "' or 1 eq 1",
    "') or (1 eq 1",
    "a&$filter=b",
    "%27",
    "+",
    "#",
    "🐳",
    "a;$top=1)",
    "$1",
    "two\nlines",
    "a/b?c=d,e:f@g",
];

fn given(value: &Value) -> Options {
    options(&value.to_string())
}

/// The first request for rows since the last one was asked for, as it was sent.
fn sent(simulator: &Simulator) -> Option<String> {
    let request = simulator.requests().into_iter().find(|request| request.contains(" /v7/"));
    simulator.forget();
    request
}

/// What a call was refused for, before anything was sent.
fn refused(simulator: &Simulator, outcome: Result<Document, Error>) -> (Code, String) {
    let error = outcome.expect_err("the call should have been refused");
    assert_eq!(simulator.requests(), Vec::<String>::new(), "{error}");
    (error.code(), error.message().to_owned())
}

/// A URL as people read it, its options in one order: they may stand in any.
fn readable(url: &str) -> String {
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let mut options: Vec<&str> = query.split('&').collect();
    options.sort_unstable();
    let url = format!("{path}?{}", options.join("&"));
    percent_decode_str(&url).decode_utf8().unwrap().into_owned()
}

/// Decoded both URLs must be equal. Encoded they are not: that client leaves spaces, `!`, `*`, `(` and `)` as they are,
/// and encodes the `/` in the path of a field, which the service does not accept.
#[test]
fn urls_are_those_of_pinejs_client_core() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    simulator.forget();
    let table: Vec<Value> = serde_json::from_str(include_str!("pine/table.json")).unwrap();
    assert!(table.len() >= 150);
    let mut wrong = Vec::new();
    for case in &table {
        let outcome = client.pine().get("device", &given(&case["options"]));
        let ours = sent(&simulator).map(|request| readable(request.trim_start_matches("GET /v7/")));
        let theirs = readable(case["url"].as_str().unwrap());
        if ours.as_ref() != Some(&theirs) {
            let outcome = outcome.map_err(|error| error.to_string());
            wrong.push(format!("{}\n  {theirs}\n  {ours:?}\n  {outcome:?}", case["options"]));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), table.len(), wrong.join("\n"));
}

#[test]
fn options_that_say_nothing_sound_are_refused_by_name() {
    let simulator = Simulator::start(&[]);
    let client = simulator.logged_in();
    simulator.forget();
    let refusals: Value = serde_json::from_str(include_str!("pine/refused.json")).unwrap();
    for refusal in refusals.as_object().unwrap().values().flat_map(|some| some.as_array().unwrap()) {
        let (name, value) = (refusal[0].as_str().unwrap(), &refusal[1]);
        let option = name.split('/').next().unwrap();
        let (code, message) = refused(&simulator, client.pine().get("device", &given(&json!({ option: value }))));
        assert_eq!(code, Code::INVALID_OPTION, "{refusal}: {message}");
        assert!(message.starts_with(&format!("option {name} ")), "{refusal}: {message}");
    }
    for (options, code) in [
        (json!({ "$format": "json" }), Code::NON_ALLOWED_OPTION),
        (json!({ "apikey": "k" }), Code::NON_ALLOWED_OPTION),
        (json!({ "$count": { "$top": 1 } }), Code::NON_ALLOWED_OPTION),
        (json!({ "$count": {}, "$filter": { "a": 1 } }), Code::INVALID_OPTION),
        (json!({ "$count": {}, "id": 1 }), Code::INVALID_OPTION),
    ] {
        assert_eq!(refused(&simulator, client.pine().get("device", &given(&options))).0, code, "{options}");
    }
    // Other functions give rows, and so count none.
    let counted = client.device().get_all(&given(&json!({ "$count": {} })));
    assert_eq!(refused(&simulator, counted).0, Code::NON_ALLOWED_OPTION);
}

#[test]
fn options_nested_without_end_are_refused() {
    let deep = |open: &str, close: &str| format!("{{\"$filter\":{}1{}}}", open.repeat(100_000), close.repeat(100_000));
    for text in [deep("[", "]"), deep("{\"$not\":", "}"), deep("{\"a\":{\"$any\":", "}}")] {
        assert_eq!(Options::parse(&text).map(drop).unwrap_err().code(), Code::INVALID_OPTION);
    }
    let simulator = Simulator::start(&[]);
    let body = format!("{{\"a\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let client = simulator.logged_in();
    simulator.forget();
    let (code, message) = refused(&simulator, client.pine().post("device_tag", &body, &none()));
    assert_eq!((code, message.starts_with("body is not JSON")), (Code::INVALID_PARAMETER, true), "{message}");
}

#[test]
fn a_filter_as_an_object_joins_the_functions_own() {
    let simulator = Simulator::start(&["--fleet", "3"]);
    let client = simulator.logged_in();
    let uuid = text(&client.device().get("2", &none()).unwrap(), "/uuid");
    client.device_tag().set("2", "site", "gate", &none()).unwrap();
    simulator.forget();
    let asked = json!({
        "$filter": { "$or": [{ "uuid": uuid }, { "uuid": "none" }] },
        "$expand": { "device_tag": { "$select": ["tag_key", "value"] } },
        "$orderby": { "uuid": "desc" },
    });
    let rows = client.device().get_all_by_application("admin/fleet", &given(&asked)).unwrap();
    assert_eq!(text(&rows, "/0/uuid"), uuid);
    assert_eq!(text(&rows, "/0/device_tag"), r#"[{"tag_key":"site","value":"gate"}]"#);
    assert_eq!(rows.get("/1").unwrap_err().code(), Code::NOT_FOUND);
    let requests = simulator.requests();
    let request = requests.iter().find(|request| request.contains(" /v7/device?")).unwrap();
    assert_eq!(
        percent_decode_str(request).decode_utf8().unwrap(),
        format!(
            "GET /v7/device?$filter=(uuid eq '{uuid}' or uuid eq 'none') and (belongs_to__application eq 1)\
             &$expand=device_tag($select=tag_key,value)&$orderby=uuid desc"
        )
    );
    // Out of a function's own filter no text leads.
    let (code, message) = {
        simulator.forget();
        let out = json!({ "$filter": "1 eq 1) or (1 eq 1" });
        refused(&simulator, client.device().get_all_by_application("admin/fleet", &given(&out)))
    };
    assert_eq!((code, message.as_str()), (Code::INVALID_OPTION, "option $filter closes a bracket that is not open"));
}

#[test]
fn any_text_is_compared_as_it_is() {
    let simulator = Simulator::start(&["--fleet", "3"]);
    let client = simulator.logged_in();
    let pine = client.pine();
    for (place, text) in HOSTILE.iter().enumerate() {
        let body = json!({ "device": 2, "tag_key": format!("k{place}"), "value": text });
        pine.post("device_tag", &body.to_string(), &none()).unwrap();
    }
    simulator.forget();
    for (place, hostile) in HOSTILE.iter().enumerate() {
        for filter in [
            json!({ "value": hostile }),
            json!({ "value": { "$in": [hostile, "none"] } }),
            json!({ "$raw": ["value eq $1", hostile] }),
            json!({ "value": { "@": "x" } }),
        ] {
            let asked = json!({ "$filter": filter, "@x": hostile });
            let rows = pine.get("device_tag", &given(&asked)).unwrap_or_else(|error| panic!("{asked}: {error}"));
            assert_eq!(text(&rows, "/0/tag_key"), format!("k{place}"), "{asked}");
            assert_eq!(rows.get("/1").unwrap_err().code(), Code::NOT_FOUND, "{asked}");
            let request = sent(&simulator).unwrap();
            assert_eq!(request.matches("$filter=").count(), 1, "{request}");
            assert_eq!(request.matches('&').count(), 1, "{request}");
        }
        let tags = json!({ "$filter": { "value": hostile }, "$select": "tag_key" });
        let asked = json!({ "id": 2, "$select": "id", "$expand": { "device_tag": tags } });
        let device = pine.get("device", &given(&asked)).unwrap();
        assert_eq!(text(&device, "/device_tag"), format!(r#"[{{"tag_key":"k{place}"}}]"#), "{asked}");
        let counted = pine.get("device_tag", &given(&json!({ "$count": { "$filter": { "value": hostile } } })));
        assert_eq!(counted.unwrap().as_str(), "1");
        simulator.forget();
    }
    // No URL holds this much: the option is named, and nothing sent.
    let long = "'".repeat(64 * 1024);
    for (name, asked) in [
        ("option $filter ", json!({ "$filter": { "value": long } })),
        ("option @x ", json!({ "$filter": { "value": { "@": "x" } }, "@x": long })),
        ("option $expand ", json!({ "$expand": { "device_tag": { "$filter": { "value": long } } } })),
        ("option id ", json!({ "id": { "uuid": long } })),
        ("option $filter ", json!({ "$count": { "$filter": { "value": long } } })),
    ] {
        let (code, message) = refused(&simulator, pine.get("device", &given(&asked)));
        assert_eq!((code, message.starts_with(name)), (Code::INVALID_OPTION, true), "{name}: {message}");
    }
    let key = json!({ "device": 2, "tag_key": long }).to_string();
    let (code, message) = refused(&simulator, pine.upsert("device_tag", &key, r#"{"value":"v"}"#, &none()));
    assert_eq!((code, message.as_str()), (Code::INVALID_PARAMETER, "natural_key makes the URL too long"));
    let both = json!({ "id": { "uuid": "x".repeat(40_000) }, "$filter": { "value": "x".repeat(40_000) } });
    assert_eq!(refused(&simulator, pine.get("device", &given(&both))).0, Code::INVALID_OPTION);
    // What fits is compared whole.
    let body = json!({ "device": 2, "tag_key": "long", "value": "x".repeat(5000) });
    pine.post("device_tag", &body.to_string(), &none()).unwrap();
    let rows = pine.get("device_tag", &given(&json!({ "$filter": { "value": body["value"] } }))).unwrap();
    assert_eq!(text(&rows, "/0/tag_key"), "long");
}

#[test]
fn numbers_keep_each_of_their_digits() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    let pine = client.pine();
    simulator.forget();
    for number in ["9007199254740993", "9223372036854775807"] {
        let id = pine.get("device", &options(&format!(r#"{{"id":{number}}}"#))).unwrap();
        assert_eq!(id.as_str(), "null");
        assert_eq!(sent(&simulator).unwrap(), format!("GET /v7/device({number})"));
        let key = options(&format!(r#"{{"id":{{"device":{number},"tag_key":"k"}}}}"#));
        assert_eq!(pine.get("device_tag", &key).unwrap().as_str(), "null");
        assert_eq!(sent(&simulator).unwrap(), format!("GET /v7/device_tag(device={number},tag_key='k')"));
        let body = format!(r#"{{"device":{number},"tag_key":"k","value":"v"}}"#);
        let _ = pine.post("device_tag", &body, &none());
        let key = format!(r#"{{"device":{number},"tag_key":"k"}}"#);
        let _ = pine.upsert("device_tag", &key, r#"{"value":"v"}"#, &none());
        for body in simulator.bodies("POST") {
            assert_eq!(body["device"].to_string(), number);
        }
        simulator.forget();
    }
    for (number, sent_as) in [
        ("9007199254740993", "9007199254740993"),
        ("-123456789012345678901234567890", "-123456789012345678901234567890"),
        ("1e3", "1000"),
        ("-2.50", "-2.5"),
    ] {
        let _ = pine.get("device", &options(&format!(r#"{{"$filter":{{"id":{{"$in":[{number},1]}}}}}}"#)));
        assert_eq!(sent(&simulator).unwrap(), format!("GET /v7/device?$filter=id%20in%20({sent_as},1)"));
    }
}

#[test]
fn rows_of_any_resource_are_read_counted_made_changed_and_removed() {
    let simulator = Simulator::start(&["--fleet", "3"]);
    let client = simulator.logged_in();
    let pine = client.pine();
    let count = |filter: Value| {
        let asked = json!({ "$count": { "$filter": filter, "@k": "k2" } });
        pine.get("device_tag", &given(&asked)).unwrap().as_str().to_owned()
    };
    assert_eq!(pine.get("device", &given(&json!({ "$count": {} }))).unwrap().as_str(), "3");
    let row = pine.post("device_tag", r#"{"device":2,"tag_key":"k","value":"v"}"#, &none()).unwrap();
    assert_eq!((text(&row, "/tag_key"), text(&row, "/value")), ("k".into(), "v".into()));
    let id: u64 = text(&row, "/id").parse().unwrap();
    for key in [json!(id), json!({ "device": 2, "tag_key": "k" }), json!({ "device": 2, "tag_key": { "@": "k" } })] {
        let asked = given(&json!({ "id": key, "$select": ["id", "value"], "@k": "k" }));
        assert_eq!(pine.get("device_tag", &asked).unwrap().as_str(), format!(r#"{{"id":{id},"value":"v"}}"#));
    }
    assert_eq!(pine.get("device_tag", &given(&json!({ "id": 999 }))).unwrap().as_str(), "null");
    assert_eq!(pine.get("device_tag", &given(&json!({ "$filter": { "id": 999 } }))).unwrap().as_str(), "[]");

    let made = pine.upsert("device_tag", r#"{"device":2,"tag_key":"k2"}"#, r#"{"value":"v"}"#, &none()).unwrap();
    assert_eq!(text(&made, "/tag_key"), "k2");
    simulator.forget();
    let changed = pine.upsert("device_tag", r#"{"device":2,"tag_key":"k2"}"#, r#"{"value":"O'Brien"}"#, &none());
    assert_eq!(changed.unwrap().as_str(), "null");
    assert_eq!(
        simulator.requests(),
        ["POST /v7/device_tag", "PATCH /v7/device_tag?$filter=device%20eq%202%20and%20tag_key%20eq%20%27k2%27"]
    );
    assert_eq!(simulator.bodies("POST"), [json!({ "device": 2, "tag_key": "k2", "value": "O'Brien" })]);
    assert_eq!(simulator.bodies("PATCH"), [json!({ "value": "O'Brien" })]);
    assert_eq!(count(json!({ "tag_key": { "@": "k" }, "value": "O'Brien" })), "1");
    // With nothing else to say, the row being there is enough.
    let same = pine.upsert("device_tag", r#"{"device":2,"tag_key":"k2","value":"O'Brien"}"#, "{}", &none());
    assert_eq!(same.unwrap().as_str(), "null");

    let patch = |asked: Value| pine.patch("device_tag", r#"{"value":"w"}"#, &given(&asked));
    assert_eq!(patch(json!({ "id": id })).unwrap().as_str(), "null");
    assert_eq!(count(json!({ "value": "w" })), "1");
    assert_eq!(code(patch(json!({ "id": 999 }))), Code::NOT_FOUND);
    assert_eq!(patch(json!({ "$filter": { "id": 999 } })).unwrap().as_str(), "null");
    assert_eq!(patch(json!({ "$filter": { "tag_key": { "@": "x" } }, "@x": "k2" })).unwrap().as_str(), "null");
    assert_eq!(count(json!({ "value": "w" })), "2");
    let delete = |asked: Value| pine.delete("device_tag", &given(&asked));
    assert_eq!(delete(json!({ "id": id, "$filter": { "value": "none" } })).unwrap().as_str(), "null");
    assert_eq!(count(json!({ "device": 2 })), "2");
    assert_eq!(delete(json!({ "id": { "device": 2, "tag_key": "k" } })).unwrap().as_str(), "null");
    assert_eq!(count(json!({ "device": 2 })), "1");
    assert_eq!(delete(json!({ "$filter": "value eq 'w'" })).unwrap().as_str(), "null");
    assert_eq!(count(json!({ "device": 2 })), "0");
    assert_eq!(delete(json!({ "id": id })).unwrap().as_str(), "null");

    // A conflict of another kind is no row that is there.
    let conflict = json!({ "kind": "status", "status": 409, "body": "\"Data is referenced.\"" });
    simulator.order("/v7/device_tag", 1, conflict);
    let upsert = pine.upsert("device_tag", r#"{"device":2,"tag_key":"k"}"#, r#"{"value":"v"}"#, &none());
    assert_eq!(code(upsert), Code::CONFLICT);
    // To an unknown resource the service answers 401.
    assert_eq!(code(pine.get("bogus_thing", &none())), Code::UNAUTHORIZED);
    assert_eq!(code(pine.post("bogus_thing", "{}", &none())), Code::UNAUTHORIZED);
}

#[test]
fn a_write_that_names_no_rows_is_refused() {
    let simulator = Simulator::start(&["--fleet", "3"]);
    let client = simulator.logged_in();
    simulator.forget();
    type Write = fn(&Client, &str, &Options) -> Result<Document, Error>;
    let writes: [Write; 2] = [
        |client, resource, options| client.pine().patch(resource, r#"{"note":"n"}"#, options),
        |client, resource, options| client.pine().delete(resource, options),
    ];
    for write in writes {
        for nothing in [
            json!({}),
            json!({ "timeout_ms": 1000 }),
            json!({ "@x": 1 }),
            json!({ "id": null }),
            json!({ "$filter": null }),
            json!({ "$filter": {} }),
            json!({ "$filter": [] }),
            json!({ "$filter": "" }),
            json!({ "$filter": "  " }),
        ] {
            let (code, message) = refused(&simulator, write(&client, "device", &given(&nothing)));
            assert_eq!(code, Code::MISSING_OPTION, "{nothing}");
            assert!(message.contains("id") && message.contains("$filter"), "{message}");
        }
        for unsound in [
            json!({ "id": {} }),
            json!({ "id": 1, "$filter": {} }),
            json!({ "$filter": { "$and": {} } }),
            json!({ "$filter": [[], []] }),
            json!({ "$filter": { "id": { "$in": [] } } }),
            json!({ "$filter": { "$raw": "" } }),
        ] {
            assert_eq!(refused(&simulator, write(&client, "device", &given(&unsound))).0, Code::INVALID_OPTION);
        }
        for other in [json!({ "id": 1, "$top": 1 }), json!({ "id": 1, "$select": "id" }), json!({ "$count": {} })] {
            assert_eq!(refused(&simulator, write(&client, "device", &given(&other))).0, Code::NON_ALLOWED_OPTION);
        }
    }
    for resource in ["", "Device", "device(1)", "device/$count", "../device", "device?a", "1a", "a b", &"a".repeat(200)]
    {
        for outcome in [
            client.pine().get(resource, &none()),
            client.pine().post(resource, "{}", &none()),
            client.pine().patch(resource, r#"{"note":"n"}"#, &given(&json!({ "id": 1 }))),
            client.pine().delete(resource, &given(&json!({ "id": 1 }))),
            client.pine().upsert(resource, r#"{"id":1}"#, "{}", &none()),
        ] {
            let (code, message) = refused(&simulator, outcome);
            assert_eq!((code, message.starts_with("resource ")), (Code::INVALID_PARAMETER, true), "{message}");
        }
    }
    for body in ["", "[]", "7", "null", "{", "{}x", "\"{}\""] {
        for outcome in [
            client.pine().post("device", body, &none()),
            client.pine().patch("device", body, &given(&json!({ "id": 1 }))),
            client.pine().upsert("device", r#"{"id":1}"#, body, &none()),
        ] {
            let (code, message) = refused(&simulator, outcome);
            assert_eq!((code, message.starts_with("body ")), (Code::INVALID_PARAMETER, true), "{message}");
        }
    }
    let empty = client.pine().patch("device", "{}", &given(&json!({ "id": 1 })));
    assert_eq!(refused(&simulator, empty), (Code::INVALID_PARAMETER, "body is empty".to_owned()));
    for key in ["{}", "[]", "7", r#"{"a":null}"#, r#"{"a":[1]}"#, r#"{"a":{"$ne":1}}"#, r#"{"a b":1}"#, r#"{"$or":1}"#]
    {
        let (code, message) = refused(&simulator, client.pine().upsert("device", key, "{}", &none()));
        assert_eq!((code, message.starts_with("natural_key ")), (Code::INVALID_PARAMETER, true), "{message}");
    }
}

#[test]
fn a_text_that_only_begins_like_an_id_is_none() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    let note = |id: &str| client.pine().patch("device", r#"{"note":"n"}"#, &options(&format!(r#"{{"id":"{id}"}}"#)));
    simulator.forget();
    for odd in ["1 or 1", "1x", " 1", "-1", "01", "1.0", "'1", ""] {
        let error = note(odd).unwrap_err();
        assert_eq!(error.code(), Code::INVALID_OPTION, "{odd}");
        assert!(error.message().contains("option id "), "{error}");
    }
    assert!(simulator.requests().is_empty());
    note("1").unwrap();
    assert_eq!(simulator.requests().last().unwrap(), "PATCH /v7/device(1)");
}
