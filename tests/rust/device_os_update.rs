//! Updates of the operating system: what is checked before one is started, where it is asked for, and how it goes on.

use balena::{Client, Code, Document, Error};
use serde_json::{Value, json};

use crate::check::{code, none, options, text};
use crate::simulator::Simulator;

const ATTENDED: &str = r#"{"run_detached":false}"#;
const MISSING: &str = "00000000000000000000000000000000";

/// The fleet: the first is offline; the others run 5.3.21, 5.3.21, 6.0.24 (for development), 6.1.11+rev2 and 6.0.24.
fn fleet() -> (Simulator, Client, Vec<String>) {
    let simulator = Simulator::start(&["--fleet", "6", "--cloud", "--ids-apart"]);
    let client = simulator.logged_in();
    let rows = client.device().get_all(&options(r#"{"$select":"uuid","$orderby":"id asc"}"#)).unwrap();
    let uuids = (0..6).map(|place| text(&rows, &format!("/{place}/uuid"))).collect();
    simulator.forget();
    (simulator, client, uuids)
}

fn read(document: &Document) -> Value {
    serde_json::from_str(document.as_str()).unwrap()
}

fn started(simulator: &Simulator) -> Vec<String> {
    simulator.requests().into_iter().filter(|request| request.starts_with("POST /v")).collect()
}

fn status(client: &Client, device: &str, given: &str) -> Value {
    read(&client.device().get_os_update_status(device, &options(given)).unwrap())
}

/// What is said of an update of a device with this row.
fn said_of(simulator: &Simulator, client: &Client, row: &Value, target: &str) -> Error {
    let body = json!({ "d": [row] }).to_string();
    simulator.order("/v7/device", 1, json!({ "kind": "status", "status": 200, "body": body }));
    client.device().start_os_update("1", target, &none()).unwrap_err()
}

fn row(device_type: &str, os_version: Option<&str>, os_variant: Option<&str>) -> Value {
    json!({
        "id": 1, "uuid": "0123", "is_connected_to_vpn": true, "os_version": os_version, "os_variant": os_variant,
        "is_of__device_type": [{ "id": 999_999, "slug": device_type }],
    })
}

#[test]
fn a_detached_update_is_followed_on_the_row_of_the_device() {
    let (simulator, client, uuids) = fleet();
    let before = status(&client, &uuids[2], "{}");
    assert_eq!(
        before,
        json!({
            "update_status": null, "last_update_status_event": null, "overall_progress": null,
            "os_version": "balenaOS 5.3.21",
        })
    );
    simulator.forget();
    let answer = read(&client.device().start_os_update(&uuids[2], "6.0.24", &none()).unwrap());
    assert_eq!(answer["status"], "triggered");
    assert_eq!(answer["parameters"], json!({ "target_version": "6.0.24" }));
    assert_eq!(started(&simulator), [format!("POST /v2/{}/resinhup", uuids[2])]);
    assert_eq!(simulator.bodies("POST"), [json!({ "parameters": { "target_version": "6.0.24" } })]);
    let journal = simulator.journal();
    let (sent, asked) = journal.split_last().unwrap();
    let host = sent["headers"]["host"].as_str().unwrap();
    assert!(host.starts_with("actions.devices.localhost:"), "{host}");
    assert!(asked.iter().all(|entry| entry["headers"]["host"] != host));
    assert_eq!(sent["headers"]["authorization"], asked[0]["headers"]["authorization"]);
    // Whoever names the server spares the question where it is.
    assert!(!simulator.requests().contains(&"GET /config".to_owned()));
    for stage in ["downloading", "applying changes", "done"] {
        let row = status(&client, &uuids[2], r#"{"run_detached":true}"#);
        assert_eq!(row["update_status"], stage);
        assert!(row["last_update_status_event"].is_string());
    }
    assert_eq!(status(&client, &uuids[2], "{}")["os_version"], "balenaOS 6.0.24");
    let again = client.device().start_os_update(&uuids[2], "6.0.24", &none()).unwrap_err();
    assert_eq!(again.code(), Code::OS_UPDATE_ERROR);
    assert_eq!(again.message(), format!("Device {} can't be updated: it runs that version.", uuids[2]));
}

#[test]
fn an_update_that_the_server_waits_for_is_followed_there() {
    let (simulator, client, uuids) = fleet();
    let device = client.device();
    assert_eq!(status(&client, &uuids[2], ATTENDED)["status"], "idle");
    let answer = read(&device.start_os_update(&uuids[2], "6.0.24", &options(ATTENDED)).unwrap());
    assert_eq!(answer["status"], "in_progress");
    assert_eq!(started(&simulator), [format!("POST /v1/{}/resinhup", uuids[2])]);
    let states: Vec<_> = (0..3).map(|_| status(&client, &uuids[2], ATTENDED)["status"].clone()).collect();
    assert_eq!(states, ["in_progress", "in_progress", "done"]);
    assert_eq!(status(&client, &uuids[2], ATTENDED)["action"], "resinhup");

    device.start_os_update(&uuids[1], "6.0.24", &options(ATTENDED)).unwrap();
    let row = format!("/v7/device(uuid='{}')", uuids[1]);
    simulator.send("PATCH", &row, Some(&client), &json!({ "is_connected_to_vpn": false }));
    status(&client, &uuids[1], ATTENDED);
    let failed = status(&client, &uuids[1], ATTENDED);
    assert_eq!((&failed["status"], &failed["error"]), (&json!("error"), &json!("The device is offline")));

    simulator.forget();
    let by_id = text(&device.get(&uuids[2], &options(r#"{"$select":"id"}"#)).unwrap(), "/id");
    assert_eq!(status(&client, &by_id, ATTENDED)["status"], "done");
    assert_eq!(simulator.requests().last(), Some(&format!("GET /v1/{}/resinhup", uuids[2])));
    for given in ["{}", ATTENDED] {
        assert_eq!(code(device.get_os_update_status(MISSING, &options(given))), Code::DEVICE_NOT_FOUND);
    }
}

#[test]
fn the_service_says_where_updates_are_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let simulator = Simulator::start(&["--fleet", "3", "--cloud", "--tls", folder.path().to_str().unwrap()]);
    let authority = folder.path().join("ca.pem");
    let more = format!(r#","actions_endpoint":null,"proxy":null,"ca_file":"{}""#, authority.display());
    let client = simulator.client_with(&more);
    client.auth().login("admin", "simulator-password", &none()).unwrap();
    simulator.forget();
    let answer = client.device().start_os_update("2", "6.0.24", &none()).unwrap();
    assert_eq!(text(&answer, "/status"), "triggered");
    assert_eq!(text(&client.device().get_os_update_status("2", &options(ATTENDED)).unwrap(), "/status"), "idle");
    let journal = simulator.journal();
    let paths: Vec<&str> = journal.iter().map(|entry| entry["path"].as_str().unwrap()).collect();
    assert_eq!(paths[..3], ["/v7/device", "/config", "/v7/application"]);
    assert_eq!(paths[4..6], ["/v7/device(2)", "/config"]);
    for place in [3, 6] {
        assert!(journal[place]["headers"]["host"].as_str().unwrap().starts_with("actions.devices.localhost:"));
        assert_eq!(journal[place]["headers"]["authorization"], journal[0]["headers"]["authorization"]);
    }

    // Nothing that the configuration holds makes another URL of it.
    simulator.forget();
    for base in ["", "x/", "example.com/path", "a@example.com", "example.com?", "example.com#", "a b", "exämple.com"] {
        let body = json!({ "deviceUrlsBase": base }).to_string();
        simulator.order("/config", 1, json!({ "kind": "status", "status": 200, "body": body }));
        let refused = client.device().get_os_update_status("2", &options(ATTENDED)).unwrap_err();
        assert_eq!(refused.code(), Code::DECODE, "{base}");
    }
    assert!(simulator.requests().iter().all(|request| !request.contains("resinhup")));

    let openbalena = Simulator::start(&["--fleet", "3"]);
    let client = openbalena.logged_in();
    let refused = client.device().start_os_update("2", "6.0.24", &none()).unwrap_err();
    assert_eq!(refused.code(), Code::UNSUPPORTED_BY_SERVER);
    assert_eq!(refused.message(), "This server does not offer updates of the operating system.");
    let refused = client.device().get_os_update_status("2", &options(ATTENDED));
    assert_eq!(code(refused), Code::UNSUPPORTED_BY_SERVER);
    assert_eq!(status(&client, "2", "{}")["os_version"], "balenaOS 5.3.21");
}

#[test]
fn the_credential_goes_to_no_other_server() {
    let (simulator, client, uuids) = fleet();
    let other = Simulator::start(&[]);
    let to = json!({ "Location": format!("{}ping", other.endpoint) });
    simulator.order("/v1/", 1, json!({ "kind": "status", "status": 307, "headers": to, "body": "" }));
    // "OK" is no object.
    assert_eq!(code(client.device().get_os_update_status(&uuids[1], &options(ATTENDED))), Code::DECODE);
    assert_eq!(other.bearers("/ping"), [""]);
    simulator.order("/v2/", 1, json!({ "kind": "status", "status": 307, "headers": to, "body": "" }));
    let refused = client.device().start_os_update(&uuids[1], "6.0.24", &none()).unwrap_err();
    assert_eq!((refused.code(), other.requests().len()), (Code::REQUEST_ERROR, 1), "{refused}");

    // What that server says of it is told without it.
    let token = text(&client.auth().get_token().unwrap(), "");
    simulator.order("/v2/", 1, json!({ "kind": "status", "status": 400, "body": format!("Who is {token}?") }));
    let refused = client.device().start_os_update(&uuids[1], "6.0.24", &none()).unwrap_err();
    assert_eq!(refused.code(), Code::REQUEST_ERROR);
    assert!(!serde_json::to_string(&refused).unwrap().contains(&token[..12]), "{refused}");

    // Kept for one service, or said by the environment, it might be that of another.
    let folder = tempfile::tempdir().unwrap();
    let given = json!({ "api_endpoint": simulator.endpoint, "data_directory": folder.path(), "timeout_ms": 5000 });
    let kept = Client::new(&options(&given.to_string())).unwrap();
    kept.settings().set("actions_endpoint", &other.endpoint).unwrap();
    let later = Client::new(&options(&given.to_string())).unwrap();
    later.auth().login("admin", "simulator-password", &none()).unwrap();
    let body = r#"{"deviceUrlsBase":"no-such-host.invalid"}"#;
    simulator.order("/config", 1, json!({ "kind": "status", "status": 200, "body": body }));
    assert_eq!(code(later.device().get_os_update_status(&uuids[1], &options(ATTENDED))), Code::DNS);
    assert_eq!(other.requests().len(), 1);

    for wrong in ["actions.example", "ftp://actions.example/", "https://user@actions.example/", "https://a.example/?"] {
        let given = json!({ "data_directory": null, "actions_endpoint": wrong }).to_string();
        let refused = Client::new(&options(&given)).err().unwrap();
        assert_eq!(refused.code(), Code::INVALID_OPTION, "{wrong}");
        assert!(refused.message().starts_with("option actions_endpoint "), "{refused}");
    }
}

#[test]
fn a_device_is_fit_for_an_update_or_told_why_not() {
    let (simulator, client, _) = fleet();
    let reasons = |device_type, from, variant, target: &str| {
        let error = said_of(&simulator, &client, &row(device_type, from, variant), target);
        (error.code(), error.message().to_owned())
    };
    let refused = [
        ("nuc", None, None, "6.0.24", "its current version is not known"),
        ("nuc", Some("Ubuntu 16.04"), Some("prod"), "6.0.24", "its current version is not known"),
        ("nuc", Some("balenaOS 2.94.4"), Some("prod"), "2.115.7+rev1.dev", "a variant for development"),
        ("nuc", Some("balenaOS 2.94.4"), Some("dev"), "2.115.7+rev1.prod", "a variant for development"),
        ("nuc", Some("balenaOS 2.94.4"), None, "2.115.7+rev1.dev", "a variant for development"),
        ("nuc", Some("balenaOS 2.29.2+rev2"), Some("prod"), "2.29.2+rev1.prod", "is older"),
        ("nuc", Some("balenaOS 6.0.24"), Some("prod"), "6.0.24-rc1", "is older"),
        ("nuc", Some("balenaOS 10.0.0"), Some("prod"), "9.0.0", "is older"),
        ("nuc", Some("balenaOS 2.29.2+rev1"), Some("prod"), "2.29.2+rev1.prod", "it runs that version"),
        ("nuc", Some("balenaOS 6.0.24"), Some("prod"), "6.0.24", "it runs that version"),
        ("nuc", Some("Resin OS 2.0.0-rc5.rev1"), Some("prod"), "2.3.0", "lead from 2.0.0+rev1 on"),
        ("nuc", Some("Resin OS 2.0.0.rev1 (prod)"), Some("prod"), "2.2.0", "lead to 2.2.0+rev1 or later"),
        ("jetson-tx2", Some("Resin OS 2.7.3"), None, "2.9.0", "lead from 2.7.4 on"),
        ("skx2", Some("Resin OS 2.7.3"), None, "2.9.0", "lead from 2.7.4 on"),
        ("qemux86-64", Some("Resin OS 2.9.2"), None, "2.10.0", "lead from 2.9.3 on"),
        ("ts4900", Some("Resin OS 2.4.0"), None, "2.10.0", "lead from 2.4.1 on"),
        ("intel-edison", Some("Resin OS 2.2.0"), None, "2.9.7+rev1", "lead to 2.9.7+rev2 or later"),
        ("raspberrypi3", Some("Resin OS 1.7.0"), None, "1.26.0", "lead from 1.8.0 on"),
        ("raspberrypi3", Some("Resin OS 1.8.0"), None, "1.25.0", "lead to 1.26.0 or later"),
        ("raspberrypi3", Some("Resin OS 1.8.0"), None, "2.1.0", "lead to 2.2.0+rev1 or later"),
        ("raspberrypi3", Some("Resin OS 1.8.0"), None, "2.5.1+rev1", "versions before 2.5.1+rev1"),
        ("raspberrypi3", Some("Resin OS 1.8.0"), None, "6.0.24", "from version 1 to version 6"),
        ("beaglebone-black", Some("Resin OS 1.30.0"), None, "2.3.0", "lead from 1.30.1 on"),
        ("up-board", Some("Resin OS 1.30.1"), None, "2.3.0", "from version 1 to version 2"),
    ];
    for (device_type, from, variant, target, expected) in refused {
        let (code, message) = reasons(device_type, from, variant, target);
        assert_eq!(code, Code::OS_UPDATE_ERROR, "{device_type} {from:?} {target}: {message}");
        assert!(message.starts_with("Device 0123 can't be updated: "), "{message}");
        assert!(message.contains(expected), "{device_type} {from:?} {target}: {message}");
    }
    // Of these the version is looked for next, and there is none for this type.
    for (device_type, from, variant, target) in [
        ("nuc", "balenaOS 2.94.4+rev1", Some("dev"), "2.115.7+rev1.dev"),
        ("nuc", "balenaOS 2.94.4+rev1", Some("dev"), "2.115.7"),
        ("nuc", "balenaOS 2.29.2+rev1", Some("prod"), "2.29.2+rev2.prod"),
        ("nuc", "balenaOS 6.0.24-rc1", Some("prod"), "6.0.24"),
        ("nuc", "balenaOS 9.0.0", None, "10.0.0"),
        ("nuc", "Resin OS 2.0.0+rev1", Some("prod"), "2.2.0+rev1.prod"),
        ("jetson-tx2", "Resin OS 2.7.4", None, "2.9.0"),
        ("intel-edison", "Resin OS 2.0.0+rev1", None, "2.9.7+rev2"),
        ("raspberrypi3", "Resin OS 1.8.0", None, "1.26.0"),
        ("raspberrypi3", "Resin OS 1.8.0", None, "2.5.1"),
        ("beaglebone-green", "Resin OS 1.30.1", None, "2.2.0+rev1"),
    ] {
        let (code, message) = reasons(device_type, Some(from), variant, target);
        assert_eq!(code, Code::INVALID_PARAMETER, "{device_type} {from} {target}: {message}");
        let expected = format!("target_os_version is no published version of balenaOS for the {device_type}");
        assert_eq!(message, expected);
    }

    let mut offline = row("nuc", Some("balenaOS 5.3.21"), Some("prod"));
    offline["is_connected_to_vpn"] = false.into();
    let error = said_of(&simulator, &client, &offline, "6.0.24");
    assert_eq!((error.code(), error.message()), (Code::DEVICE_OFFLINE, "Device 0123 is not connected."));
    let mut of_no_type = row("nuc", Some("balenaOS 5.3.21"), Some("prod"));
    of_no_type["is_of__device_type"] = json!([]);
    let error = said_of(&simulator, &client, &of_no_type, "6.0.24");
    assert_eq!(error.code(), Code::OS_UPDATE_ERROR);
    assert!(error.message().ends_with("it has no device type."), "{error}");
    assert!(started(&simulator).is_empty());
}

#[test]
fn the_version_is_a_published_one_and_sent_as_the_service_calls_it() {
    let (simulator, client, uuids) = fleet();
    let device = client.device();
    // Invalidated, failed, a draft, of another revision, with a variant that it has not, and never made.
    for unpublished in ["6.0.10", "6.1.0", "6.2.0", "6.0.24+rev1", "6.0.24+prod", "6.0.25"] {
        let refused = device.start_os_update(&uuids[1], unpublished, &none()).unwrap_err();
        assert_eq!(refused.code(), Code::INVALID_PARAMETER, "{unpublished}");
        assert!(refused.message().starts_with("target_os_version "), "{refused}");
    }
    assert!(started(&simulator).is_empty());

    device.start_os_update(&uuids[1], "balenaOS 6.3.0-rc1", &none()).unwrap();
    // Who names a draft means it.
    let of_type = "belongs_to__application/any(a:a/slug eq 'balena_os/raspberrypi3')";
    let wanted = json!({ "$select": "raw_version", "$filter": format!("is_final eq false and {of_type}") }).to_string();
    let wanted = options(&wanted);
    let draft = text(&client.pine().get("release", &wanted).unwrap(), "/0/raw_version");
    assert!(draft.starts_with("6.2.0-"), "{draft}");
    device.start_os_update(&uuids[2], &draft, &none()).unwrap();
    let row = format!("/v7/device(uuid='{}')", uuids[5]);
    simulator.send("PATCH", &row, Some(&client), &json!({ "os_version": "balenaOS 2.9.7+rev2" }));
    device.start_os_update(&uuids[5], "2.29.2+rev1.prod", &none()).unwrap();
    let sent: Vec<Value> = simulator.bodies("POST");
    let targets: Vec<&Value> = sent.iter().map(|body| &body["parameters"]["target_version"]).collect();
    assert_eq!(targets, ["6.3.0-rc1", &draft, "2.29.2+rev1.prod"]);
}

#[test]
fn several_devices_are_all_fit_or_none_is_updated() {
    let (simulator, client, uuids) = fleet();
    let device = client.device();
    let update = |set: Value, target: &str| device.start_os_update(&set.to_string(), target, &none());
    let refused = update(json!([uuids[1], uuids[0]]), "6.3.0-rc1").unwrap_err();
    assert_eq!(refused.code(), Code::DEVICE_OFFLINE);
    assert!(refused.message().contains(&uuids[0]), "{refused}");
    let refused = update(json!([uuids[1], uuids[5]]), "6.0.24").unwrap_err();
    assert_eq!(refused.code(), Code::OS_UPDATE_ERROR);
    assert!(refused.message().contains(&uuids[5]), "{refused}");
    assert_eq!(code(update(json!([uuids[1], MISSING]), "6.0.24")), Code::DEVICE_NOT_FOUND);
    assert_eq!(code(update(json!([]), "6.0.24")), Code::INVALID_PARAMETER);
    assert!(started(&simulator).is_empty());

    // One by its id too, which is no second time.
    let id = text(&device.get(&uuids[1], &options(r#"{"$select":"id"}"#)).unwrap(), "/id");
    simulator.forget();
    let set = json!([uuids[1], uuids[4], uuids[3], id]);
    let answers = read(&update(set, "6.3.0-rc1").unwrap());
    let answers = answers.as_object().unwrap();
    assert_eq!(answers.len(), 3);
    for place in [1, 3, 4] {
        assert_eq!(answers[&uuids[place]]["status"], "triggered");
    }
    assert_eq!(started(&simulator).len(), 3);
    // The versions are asked for once for each type.
    assert_eq!(simulator.requests().iter().filter(|request| request.contains("/v7/application")).count(), 1);
    let one = read(&update(json!([uuids[2]]), "6.3.0-rc1").unwrap());
    assert_eq!(one[&uuids[2]]["status"], "triggered");
}

#[test]
fn a_failure_among_several_tells_which_are_started() {
    let (simulator, client, uuids) = fleet();
    let by_name = options(r#"{"$select":"uuid","$orderby":"device_name asc","$filter":"is_connected_to_vpn eq true"}"#);
    let rows = client.device().get_all(&by_name).unwrap();
    let sorted: Vec<String> = (0..5).map(|place| text(&rows, &format!("/{place}/uuid"))).collect();
    let fault = json!({ "kind": "status", "status": 502, "body": "" });
    simulator.fault(json!([{ "match": { "path": format!("/v2/{}", sorted[2]) }, "fault": fault }]));
    let set = json!(uuids[1..]).to_string();
    let failed = client.device().start_os_update(&set, "6.3.0-rc1", &none()).unwrap_err();
    assert_eq!((failed.code(), failed.http_status()), (Code::REQUEST_ERROR, Some(502)));
    let failed = serde_json::to_value(&failed).unwrap();
    assert_eq!(failed["cause"], json!([format!("started before, of 5: {}, {}", sorted[0], sorted[1])]));
    let request = failed["request"].as_str().unwrap();
    assert!(request.starts_with("POST http://actions.devices.localhost:") && request.contains(&sorted[2]), "{request}");
    assert_eq!(started(&simulator).len(), 3);
}

#[test]
fn what_can_not_be_right_is_refused_before_anything_is_sent() {
    let (simulator, client, uuids) = fleet();
    let device = client.device();
    for wrong in ["", "6.0", "six", "balenaOS", "6.0.24\n7", "6.0.24/../..", "é"] {
        let refused = device.start_os_update(&uuids[1], wrong, &none()).unwrap_err();
        assert_eq!(refused.code(), Code::INVALID_PARAMETER, "{wrong}");
        assert_eq!(refused.message(), "target_os_version is no version of balenaOS");
    }
    for wrong in ["", "../v1", "0123", "[\"0123\"]", "[1,"] {
        assert_eq!(code(device.start_os_update(wrong, "6.0.24", &none())), Code::INVALID_PARAMETER, "{wrong}");
        assert_eq!(code(device.get_os_update_status(wrong, &none())), Code::INVALID_PARAMETER, "{wrong}");
    }
    for (wrong, expected) in [
        (r#"{"run_detached":"yes"}"#, Code::INVALID_OPTION),
        (r#"{"timeout_ms":0}"#, Code::INVALID_OPTION),
        (r#"{"force":true}"#, Code::NON_ALLOWED_OPTION),
    ] {
        assert_eq!(code(device.start_os_update(&uuids[1], "6.0.24", &options(wrong))), expected, "{wrong}");
        assert_eq!(code(device.get_os_update_status(&uuids[1], &options(wrong))), expected, "{wrong}");
    }
    let guest = simulator.client();
    assert_eq!(code(guest.device().start_os_update(&uuids[1], "6.0.24", &none())), Code::UNAUTHORIZED);
    assert_eq!(code(guest.device().get_os_update_status(&uuids[1], &options(ATTENDED))), Code::UNAUTHORIZED);
    assert!(simulator.requests().is_empty());
}

#[test]
fn an_update_that_nobody_answered_for_may_be_under_way() {
    let (simulator, client, uuids) = fleet();
    simulator.order("/v2/", 1, json!("stall"));
    let hurried = options(r#"{"timeout_ms":500}"#);
    let failed = client.device().start_os_update(&uuids[1], "6.0.24", &hurried).unwrap_err();
    assert_eq!((failed.code(), failed.outcome_unknown()), (Code::TIMEOUT, true));
    // It is not sent a second time.
    simulator.order("/v2/", 1, json!("close"));
    let failed = client.device().start_os_update(&uuids[1], "6.0.24", &none()).unwrap_err();
    assert_eq!((failed.code(), failed.outcome_unknown()), (Code::NETWORK, true));
    assert_eq!(started(&simulator).len(), 2);
    // A question is.
    simulator.order("/v1/", 1, json!("close"));
    assert_eq!(status(&client, &uuids[1], ATTENDED)["status"], "idle");
}
