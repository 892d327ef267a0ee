//! The six kinds of variables, each for its results and its errors.

use balena::{Client, Code, Document, Error, Options};

use crate::check::{code, none, options, text};
use crate::simulator::Simulator;

const NOBODY: &str = "00000000000000000000000000000000";

type Outcome = Result<Document, Error>;
type Call = fn(&Client) -> Outcome;

/// What a kind's functions are called with: the same calls are made on each.
struct Kind {
    name: &'static str,
    create: fn(&Client, &str, &str, &str) -> Outcome,
    /// The list that holds what was created, and the application's.
    lists: &'static [fn(&Client, &Options) -> Outcome],
    /// The same lists, of what is not there.
    missing: &'static [(Call, Code)],
    update: fn(&Client, i64, &str) -> Outcome,
    remove: fn(&Client, i64) -> Outcome,
    owner: &'static str,
    nobody: (&'static str, Code),
}

const APPLICATION: &str = "admin/fleet";

const KINDS: &[Kind] = &[
    Kind {
        name: "BALENA_HOST_LOG",
        create: |client, owner, name, value| client.application_config_variable().create(owner, name, value, &none()),
        lists: &[|client, options| client.application_config_variable().get_all(APPLICATION, options)],
        missing: &[(
            |client| client.application_config_variable().get_all("admin/none", &none()),
            Code::APPLICATION_NOT_FOUND,
        )],
        update: |client, id, value| client.application_config_variable().update(id, value, &none()),
        remove: |client, id| client.application_config_variable().remove(id, &none()),
        owner: APPLICATION,
        nobody: ("admin/none", Code::APPLICATION_NOT_FOUND),
    },
    Kind {
        name: "RESIN_HOST_LOG",
        create: |client, owner, name, value| client.device_config_variable().create(owner, name, value, &none()),
        lists: &[
            |client, options| client.device_config_variable().get_all("1", options),
            |client, options| client.device_config_variable().get_all_by_application(APPLICATION, options),
        ],
        missing: &[
            (|client| client.device_config_variable().get_all(NOBODY, &none()), Code::DEVICE_NOT_FOUND),
            (
                |client| client.device_config_variable().get_all_by_application("999", &none()),
                Code::APPLICATION_NOT_FOUND,
            ),
        ],
        update: |client, id, value| client.device_config_variable().update(id, value, &none()),
        remove: |client, id| client.device_config_variable().remove(id, &none()),
        owner: "1",
        nobody: (NOBODY, Code::DEVICE_NOT_FOUND),
    },
    Kind {
        name: "LOG_LEVEL",
        create: |client, owner, name, value| client.application_env_variable().create(owner, name, value, &none()),
        lists: &[|client, options| client.application_env_variable().get_all(APPLICATION, options)],
        missing: &[(|client| client.application_env_variable().get_all("999", &none()), Code::APPLICATION_NOT_FOUND)],
        update: |client, id, value| client.application_env_variable().update(id, value, &none()),
        remove: |client, id| client.application_env_variable().remove(id, &none()),
        owner: "1",
        nobody: ("999", Code::APPLICATION_NOT_FOUND),
    },
    Kind {
        name: "LOG_LEVEL",
        create: |client, owner, name, value| client.service_env_variable().create(owner, "main", name, value, &none()),
        lists: &[|client, options| client.service_env_variable().get_all_by_application(APPLICATION, options)],
        missing: &[(
            |client| client.service_env_variable().get_all_by_application("999", &none()),
            Code::APPLICATION_NOT_FOUND,
        )],
        update: |client, id, value| client.service_env_variable().update(id, value, &none()),
        remove: |client, id| client.service_env_variable().remove(id, &none()),
        owner: APPLICATION,
        nobody: ("admin/none", Code::APPLICATION_NOT_FOUND),
    },
    Kind {
        name: "_log2",
        create: |client, owner, name, value| client.device_env_variable().create(owner, name, value, &none()),
        lists: &[
            |client, options| client.device_env_variable().get_all("2", options),
            |client, options| client.device_env_variable().get_all_by_application(APPLICATION, options),
        ],
        missing: &[
            (|client| client.device_env_variable().get_all("999", &none()), Code::DEVICE_NOT_FOUND),
            (|client| client.device_env_variable().get_all_by_application("999", &none()), Code::APPLICATION_NOT_FOUND),
        ],
        update: |client, id, value| client.device_env_variable().update(id, value, &none()),
        remove: |client, id| client.device_env_variable().remove(id, &none()),
        owner: "2",
        nobody: (NOBODY, Code::DEVICE_NOT_FOUND),
    },
    Kind {
        name: "LOG_LEVEL",
        create: |client, owner, name, value| {
            client.device_service_env_variable().create(owner, "main", name, value, &none())
        },
        lists: &[
            |client, options| client.device_service_env_variable().get_all("2", options),
            |client, options| client.device_service_env_variable().get_all_by_application(APPLICATION, options),
        ],
        missing: &[
            (|client| client.device_service_env_variable().get_all("999", &none()), Code::DEVICE_NOT_FOUND),
            (
                |client| client.device_service_env_variable().get_all_by_application("999", &none()),
                Code::APPLICATION_NOT_FOUND,
            ),
        ],
        update: |client, id, value| client.device_service_env_variable().update(id, value, &none()),
        remove: |client, id| client.device_service_env_variable().remove(id, &none()),
        owner: "2",
        nobody: (NOBODY, Code::DEVICE_NOT_FOUND),
    },
];

#[test]
fn variables_are_created_listed_changed_and_removed() {
    let simulator = Simulator::start(&["--fleet", "3"]);
    let client = simulator.logged_in();
    for kind in KINDS {
        let value = "O'Brien & \"co\" 🐳\nline two";
        let made = (kind.create)(&client, kind.owner, kind.name, value).unwrap();
        assert_eq!((text(&made, "/name"), text(&made, "/value")), (kind.name.to_owned(), value.to_owned()));
        let id: i64 = text(&made, "/id").parse().unwrap();
        for list in kind.lists {
            let rows = list(&client, &none()).unwrap();
            assert_eq!((text(&rows, "/0/id"), text(&rows, "/0/value")), (id.to_string(), value.to_owned()));
            assert_eq!(list(&client, &options(r#"{"$filter":"name eq 'other'"}"#)).unwrap().as_str(), "[]");
            assert_eq!(code(list(&client, &options(r#"{"$top":-1}"#))), Code::INVALID_OPTION);
        }
        assert_eq!((kind.update)(&client, id, "").unwrap().as_str(), "null");
        assert_eq!(text(&(kind.lists[0])(&client, &none()).unwrap(), "/0/value"), "");
        assert_eq!(code((kind.create)(&client, kind.owner, kind.name, "x")), Code::CONFLICT);

        assert_eq!((kind.remove)(&client, id).unwrap().as_str(), "null");
        assert_eq!((kind.remove)(&client, id).unwrap().as_str(), "null");
        assert_eq!((kind.lists[0])(&client, &none()).unwrap().as_str(), "[]");
        assert_eq!(code((kind.update)(&client, id, "x")), Code::NOT_FOUND);
    }
}

#[test]
fn variables_of_nobody_or_with_bad_names_are_refused() {
    let simulator = Simulator::start(&["--fleet", "3"]);
    let client = simulator.logged_in();
    for kind in KINDS {
        assert_eq!(code((kind.create)(&client, kind.nobody.0, kind.name, "x")), kind.nobody.1);
        for (list, missing) in kind.missing {
            assert_eq!(code(list(&client)), *missing);
        }
        simulator.forget();
        for name in ["", "1x", "a-b", "a b", "a.b", "é", "'", "\n"] {
            let error = (kind.create)(&client, kind.owner, name, "x").unwrap_err();
            assert_eq!(error.code(), Code::INVALID_PARAMETER, "{name}");
            assert!(error.message().contains("var_name"), "{error}");
        }
        if kind.name.contains("HOST") {
            assert_eq!(code((kind.create)(&client, kind.owner, "LOG", "x")), Code::INVALID_PARAMETER);
        } else {
            assert_eq!(code((kind.create)(&client, kind.owner, "A:B", "x")), Code::INVALID_PARAMETER);
        }
        for id in [0, -1] {
            assert_eq!(code((kind.update)(&client, id, "x")), Code::INVALID_PARAMETER);
            assert_eq!(code((kind.remove)(&client, id)), Code::INVALID_PARAMETER);
        }
        assert!(simulator.requests().is_empty());
    }
    // The operating system's configuration has sections.
    client.device_config_variable().create("1", "BALENA_HOST_CONFIG_gpio:pi4", "x", &none()).unwrap();
    assert_eq!(code(client.service_env_variable().create("1", "none", "A", "x", &none())), Code::SERVICE_NOT_FOUND);
    let on_devices = client.device_service_env_variable();
    assert_eq!(code(on_devices.create("1", "none", "A", "x", &none())), Code::SERVICE_NOT_FOUND);
    let twice = serde_json::json!({ "kind": "status", "status": 200, "body": r#"{"d":[{"id":1},{"id":2}]}"# });
    simulator.order("/v7/service_install", 1, twice);
    assert_eq!(code(on_devices.create("1", "main", "A", "x", &none())), Code::AMBIGUOUS_DEVICE);
}

#[test]
fn names_that_the_system_keeps_are_told_from_others() {
    let simulator = Simulator::start(&[]);
    let client = simulator.client();
    for (name, reserved) in
        [("BALENA", true), ("RESIN_X", true), ("BALENA_", true), ("USER", true), ("USERS", false), ("balena", false)]
    {
        let told = client.application_env_variable().is_system_variable(name).unwrap();
        assert_eq!(told.as_str(), reserved.to_string(), "{name}");
    }
    assert!(simulator.requests().is_empty());
}
