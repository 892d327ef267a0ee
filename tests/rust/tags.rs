//! The three kinds of tags, each for its results and its errors.

use balena::{Client, Code, Document, Error, Options};

use crate::check::{code, none, options, text};
use crate::simulator::Simulator;

const NOBODY: &str = "00000000000000000000000000000000";

type Outcome = Result<Document, Error>;
type Call = fn(&Client) -> Outcome;
type List = fn(&Client, &Options) -> Outcome;

struct Kind {
    resource: &'static str,
    set: fn(&Client, &str, &str, &str) -> Outcome,
    remove: fn(&Client, &str, &str) -> Outcome,
    lists: &'static [List],
    missing: &'static [(Call, Code)],
    owner: &'static str,
    nobody: (&'static str, Code),
}

const KINDS: &[Kind] = &[
    Kind {
        resource: "device_tag",
        set: |client, owner, key, value| client.device_tag().set(owner, key, value, &none()),
        remove: |client, owner, key| client.device_tag().remove(owner, key, &none()),
        lists: &[
            |client, options| client.device_tag().get_all(options),
            |client, options| client.device_tag().get_all_by_application("admin/fleet", options),
            |client, options| client.device_tag().get_all_by_device("2", options),
        ],
        missing: &[
            (|client| client.device_tag().get_all_by_application("999", &none()), Code::APPLICATION_NOT_FOUND),
            (|client| client.device_tag().get_all_by_device(NOBODY, &none()), Code::DEVICE_NOT_FOUND),
        ],
        owner: "2",
        nobody: (NOBODY, Code::DEVICE_NOT_FOUND),
    },
    Kind {
        resource: "application_tag",
        set: |client, owner, key, value| client.application_tag().set(owner, key, value, &none()),
        remove: |client, owner, key| client.application_tag().remove(owner, key, &none()),
        lists: &[
            |client, options| client.application_tag().get_all(options),
            |client, options| client.application_tag().get_all_by_application("1", options),
        ],
        missing: &[(
            |client| client.application_tag().get_all_by_application("admin/none", &none()),
            Code::APPLICATION_NOT_FOUND,
        )],
        owner: "admin/fleet",
        nobody: ("admin/none", Code::APPLICATION_NOT_FOUND),
    },
    Kind {
        resource: "release_tag",
        set: |client, owner, key, value| client.release_tag().set(owner, key, value, &none()),
        remove: |client, owner, key| client.release_tag().remove(owner, key, &none()),
        lists: &[
            |client, options| client.release_tag().get_all(options),
            |client, options| client.release_tag().get_all_by_application("1", options),
            |client, options| client.release_tag().get_all_by_release("1", options),
        ],
        missing: &[
            (|client| client.release_tag().get_all_by_application("999", &none()), Code::APPLICATION_NOT_FOUND),
            (|client| client.release_tag().get_all_by_release("999", &none()), Code::RELEASE_NOT_FOUND),
        ],
        owner: "1",
        nobody: ("abcdef0123", Code::RELEASE_NOT_FOUND),
    },
];

#[test]
fn tags_are_set_listed_and_removed() {
    let simulator = Simulator::start(&["--fleet", "3"]);
    let client = simulator.logged_in();
    for kind in KINDS {
        for key in ["site", "O'Brien", "'or(1)eq'1", "a&$filter=b", "%27", "+", "#", "🐳"] {
            let made = (kind.set)(&client, kind.owner, key, "first").unwrap();
            assert_eq!((text(&made, "/tag_key"), text(&made, "/value")), (key.to_owned(), "first".to_owned()));
            simulator.forget();
            assert_eq!((kind.set)(&client, kind.owner, key, "").unwrap().as_str(), "null", "{key}");
            let writes = |request: &&String| request.starts_with("PATCH") || request.starts_with("POST");
            assert_eq!(simulator.requests().iter().filter(writes).count(), 2);
            for list in kind.lists {
                let only = options(&serde_json::json!({ "$filter": "tag_key eq @k", "@k": key }).to_string());
                let rows = list(&client, &only).unwrap();
                assert_eq!(
                    (text(&rows, "/0/id"), text(&rows, "/0/value")),
                    (text(&made, "/id"), String::new()),
                    "{key}"
                );
            }
            assert_eq!((kind.remove)(&client, kind.owner, key).unwrap().as_str(), "null", "{key}");
            assert_eq!((kind.remove)(&client, kind.owner, key).unwrap().as_str(), "null", "{key}");
            for list in kind.lists {
                assert_eq!(list(&client, &none()).unwrap().as_str(), "[]", "{key}");
            }
        }
        // Another tag's owner goes unharmed.
        (kind.set)(&client, kind.owner, "kept", "x").unwrap();
        (kind.remove)(&client, kind.owner, "other").unwrap();
        assert_eq!(text(&(kind.lists[0])(&client, &none()).unwrap(), "/0/tag_key"), "kept");
    }
}

#[test]
fn tags_of_nobody_or_without_a_key_are_refused() {
    let simulator = Simulator::start(&["--fleet", "3"]);
    let client = simulator.logged_in();
    for kind in KINDS {
        assert_eq!(code((kind.set)(&client, kind.nobody.0, "k", "v")), kind.nobody.1);
        assert_eq!(code((kind.remove)(&client, kind.nobody.0, "k")), kind.nobody.1);
        for (list, missing) in kind.missing {
            assert_eq!(code(list(&client)), *missing);
        }
        simulator.forget();
        for key in ["", "a\nb"] {
            assert_eq!(code((kind.set)(&client, kind.owner, key, "v")), Code::INVALID_PARAMETER);
            assert_eq!(code((kind.remove)(&client, kind.owner, key)), Code::INVALID_PARAMETER);
        }
        assert_eq!(code((kind.set)(&client, "../x", "k", "v")), Code::INVALID_PARAMETER);
        assert!(simulator.requests().is_empty());
        // A conflict of another kind is no tag that is there.
        let conflict = serde_json::json!({ "kind": "status", "status": 409, "body": "\"Data is referenced.\"" });
        simulator.order(&format!("/v7/{}", kind.resource), 1, conflict);
        assert_eq!(code((kind.set)(&client, kind.owner, "k", "v")), Code::CONFLICT);
    }
    let twice = serde_json::json!({ "kind": "status", "status": 200, "body": r#"{"d":[{"id":1},{"id":2}]}"# });
    for call in [
        |client: &Client| client.release_tag().set("abc", "k", "v", &none()),
        |client: &Client| client.release_tag().remove("abc", "k", &none()),
        |client: &Client| client.release_tag().get_all_by_release("abc", &none()),
    ] {
        simulator.order("/v7/release", 1, twice.clone());
        assert_eq!(code(call(&client)), Code::AMBIGUOUS_RELEASE);
    }
}
