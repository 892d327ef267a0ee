//! Supervisors: through the API's proxy, and on the device itself.

use balena::{Client, Code, Document, Error};
use serde_json::{Value, json};

use crate::check::{code, none, options, text};
use crate::process::{self, Process};
use crate::simulator::Simulator;

const FORCE: &str = r#"{"force":true}"#;

/// A simulator with a supervisor that plays one device of two; the other is offline.
fn started() -> Simulator {
    Simulator::start(&["--fleet", "2", "--supervisor"])
}

/// The uuid of the device that is offline.
fn offline(client: &Client) -> String {
    let rows = client.device().get_all(&options(r#"{"$filter":"is_connected_to_vpn eq false"}"#)).unwrap();
    text(&rows, "/0/uuid")
}

fn image(simulator: &Simulator, client: &Client) -> i64 {
    let uuid = &simulator.nearby().device;
    let device = client.device().get_with_service_details(uuid, &none()).unwrap();
    text(&device, "/current_services/main/0/image_id").parse().unwrap()
}

fn value(outcome: Result<Document, Error>) -> Value {
    serde_json::from_str(outcome.unwrap().as_str()).unwrap()
}

type Call = fn(&Client, Option<&str>) -> Result<Document, Error>;

/// A call of each function that asks a supervisor.
const ALL: &[(&str, Call)] = &[
    ("blink", |c, device| c.supervisor().blink(device, &none())),
    ("get_application_info", |c, device| c.supervisor().get_application_info(device, &none())),
    ("get_device_state", |c, device| c.supervisor().get_device_state(device, &none())),
    ("ping", |c, device| c.supervisor().ping(device, &none())),
    ("purge", |c, device| c.supervisor().purge(device, &none())),
    ("reboot", |c, device| c.supervisor().reboot(device, &none())),
    ("restart", |c, device| c.supervisor().restart(device, &none())),
    ("restart_service", |c, device| c.supervisor().restart_service(device, 1, &none())),
    ("shutdown", |c, device| c.supervisor().shutdown(device, &none())),
    ("start_application", |c, device| c.supervisor().start_application(device, &none())),
    ("start_service", |c, device| c.supervisor().start_service(device, 1, &none())),
    ("stop_application", |c, device| c.supervisor().stop_application(device, &none())),
    ("stop_service", |c, device| c.supervisor().stop_service(device, 1, &none())),
    ("update", |c, device| c.supervisor().update(device, &none())),
    ("regenerate_supervisor_api_key", |c, device| c.supervisor().regenerate_supervisor_api_key(device, &none())),
];

/// What every way to a supervisor gives.
fn gives_what_is_documented(simulator: &Simulator, client: &Client, device: Option<&str>) {
    let supervisor = client.supervisor();
    let own = simulator.nearby();
    let status = || text(&supervisor.get_device_state(device, &none()).unwrap(), "/status");
    assert_eq!(value(supervisor.ping(device, &none())), "OK");
    assert_eq!(value(supervisor.blink(device, &none())), Value::Null);
    assert_eq!(value(supervisor.update(device, &none())), Value::Null);
    assert_eq!(value(supervisor.restart(device, &none())), "OK");
    assert_eq!(value(supervisor.purge(device, &none())), json!({ "Data": "OK", "Error": "" }));
    assert_eq!(value(supervisor.reboot(device, &none())), json!({ "Data": "OK", "Error": null }));
    assert_eq!(value(supervisor.shutdown(device, &none())), json!({ "Data": "OK", "Error": null }));
    let info = value(supervisor.get_application_info(device, &none()));
    assert_eq!(info["appId"].to_string(), own.application);
    let container = json!({ "containerId": info["containerId"] });
    assert_eq!(value(supervisor.stop_application(device, &none())), container);
    assert_eq!(status(), "exited");
    assert_eq!(value(supervisor.start_application(device, &none())), container);
    assert_eq!(status(), "Idle");
    let admin = simulator.logged_in();
    let image = image(simulator, &admin);
    assert_eq!(value(supervisor.stop_service(device, image, &none())), Value::Null);
    assert_eq!(status(), "exited");
    assert_eq!(value(supervisor.start_service(device, image, &none())), Value::Null);
    assert_eq!(value(supervisor.restart_service(device, image, &none())), Value::Null);
    assert_eq!(status(), "Idle");
    let key = value(supervisor.regenerate_supervisor_api_key(device, &none()));
    assert_eq!(key.as_str().unwrap().len(), 32);
}

#[test]
fn supervisors_are_asked_through_the_api() {
    let simulator = started();
    let client = simulator.logged_in();
    let uuid = &simulator.nearby().device;
    gives_what_is_documented(&simulator, &client, Some(uuid));
    let id = text(&client.device().get(uuid, &none()).unwrap(), "/id");
    gives_what_is_documented(&simulator, &client, Some(&id));
    let with_application = format!(r#"{{"application":"{}"}}"#, simulator.nearby().application);
    assert_eq!(value(client.supervisor().ping(Some(uuid), &options(&with_application))), "OK");
    assert!(simulator.nearby().server.requests().is_empty());

    let device = client.device();
    assert_eq!(value(device.identify(uuid, &none())), Value::Null);
    assert_eq!(value(device.restart(uuid, &none())), Value::Null);
    assert_eq!(text(&device.get_supervisor_state(uuid, &none()).unwrap(), "/api_port"), "48484");
}

#[test]
fn a_supervisor_is_asked_on_its_device() {
    let simulator = started();
    let client = simulator.client_on_device("");
    gives_what_is_documented(&simulator, &client, None);
    gives_what_is_documented(&simulator, &client, Some(&simulator.nearby().device));
    let expected =
        json!({ "imageId": 1, "appId": simulator.nearby().application.parse::<i64>().unwrap(), "force": true });
    client.supervisor().restart_service(None, 1, &options(FORCE)).unwrap();
    assert_eq!(simulator.nearby().server.bodies("POST").pop().unwrap(), expected);
    // Nobody is logged in, and nobody needs to be; the image alone was looked up by another client.
    let asked = simulator.requests();
    assert!(!asked.iter().any(|request| request.contains("/supervisor")), "{asked:?}");
}

#[test]
fn a_lock_is_told_and_forced() {
    let simulator = started();
    let admin = simulator.logged_in();
    let uuid = simulator.nearby().device.clone();
    simulator.set_locked(true);
    for (client, device) in [(simulator.client_on_device(""), None), (simulator.logged_in(), Some(uuid.as_str()))] {
        let supervisor = client.supervisor();
        let image = image(&simulator, &admin);
        for (given, expected) in [("{}", Some(Code::SUPERVISOR_LOCKED)), (FORCE, None)] {
            let given = options(given);
            for outcome in [
                supervisor.reboot(device, &given),
                supervisor.shutdown(device, &given),
                supervisor.purge(device, &given),
                supervisor.restart(device, &given),
                supervisor.stop_application(device, &given),
                supervisor.stop_service(device, image, &given),
                supervisor.restart_service(device, image, &given),
                admin.device().restart(&uuid, &given),
            ] {
                assert_eq!(outcome.as_ref().err().map(Error::code), expected);
                assert_eq!(outcome.err().and_then(|error| error.http_status()), expected.map(|_| 423));
            }
        }
    }
}

#[test]
fn devices_that_can_not_be_asked() {
    let simulator = started();
    let client = simulator.logged_in();
    let offline = offline(&client);
    for (name, call) in ALL {
        let refused = call(&client, Some(&offline)).unwrap_err();
        assert_eq!(refused.code(), Code::DEVICE_OFFLINE, "{name}");
        assert_eq!(refused.message(), format!("Device {offline} is not connected."));
        simulator.forget();
        let nowhere = "00000000000000000000000000000000";
        assert_eq!(code(call(&client, Some(nowhere))), Code::DEVICE_NOT_FOUND, "{name}");
        assert!(!simulator.requests().iter().any(|request| request.contains("/supervisor")), "{name}");
        simulator.forget();
        assert_eq!(code(call(&client, None)), Code::INVALID_OPTION, "{name}");
        assert_eq!(code(call(&client, Some("front-door"))), Code::INVALID_PARAMETER, "{name}");
        assert!(simulator.requests().is_empty(), "{name}");
        assert_eq!(code(call(&simulator.client(), Some(&offline))), Code::UNAUTHORIZED, "{name}");
    }
    let device = client.device();
    for refused in [device.identify(&offline, &none()), device.restart(&offline, &none())] {
        assert_eq!(code(refused), Code::DEVICE_OFFLINE);
    }
    assert_eq!(code(device.get_supervisor_state(&offline, &none())), Code::DEVICE_OFFLINE);
    let nobody = simulator.client();
    assert_eq!(code(nobody.device().identify(&offline, &none())), Code::NOT_LOGGED_IN);
    assert_eq!(code(nobody.device().restart(&offline, &none())), Code::NOT_LOGGED_IN);
    assert_eq!(code(nobody.device().get_supervisor_state(&offline, &none())), Code::UNAUTHORIZED);
    assert_eq!(code(device.restart("1", &options(r#"{"force":1}"#))), Code::INVALID_OPTION);
}

#[test]
fn supervisors_that_are_too_old() {
    let simulator = started();
    let client = simulator.logged_in();
    let uuid = simulator.nearby().device.clone();
    let call = |name: &str, client: &Client, device: Option<&str>| {
        ALL.iter().find(|(known, _)| *known == name).unwrap().1(client, device)
    };
    for (name, newest, oldest) in [
        ("get_device_state", "1.5.9", "1.6.0"),
        ("get_application_info", "1.7.0", "1.8.0"),
        ("start_application", "1.7.0", "1.8.0"),
        ("stop_application", "1.7.0", "1.8.0"),
        ("start_service", "6.9.0", "7.0.0"),
        ("stop_service", "6.9.0", "7.0.0"),
        ("restart_service", "6.9.0", "7.0.0"),
    ] {
        let with_version = |version: Value| {
            let row = json!({
                "id": 2, "uuid": uuid, "supervisor_version": version,
                "belongs_to__application": [{ "id": simulator.nearby().application.parse::<i64>().unwrap() }],
            });
            let body = json!({ "d": [row] }).to_string();
            simulator.order("/v7/device", 1, json!({ "kind": "status", "status": 200, "body": body }));
            call(name, &client, Some(&uuid))
        };
        simulator.forget();
        let refused = with_version(newest.into()).unwrap_err();
        assert_eq!(refused.code(), Code::UNSUPPORTED_FUNCTION, "{name}");
        let expected = format!("The supervisor of device {uuid} is {newest}, and this needs {oldest}.");
        assert_eq!(refused.message(), expected);
        assert_eq!(simulator.requests().len(), 1, "{name}");
        // What has not told its version yet is asked.
        for version in [Value::Null, oldest.into(), "17.0.1".into()] {
            assert!(with_version(version.clone()).is_ok(), "{name} {version}");
        }
        // On the device it is the supervisor's own page that tells.
        let on_device = simulator.client_on_device("");
        let page = "<!DOCTYPE html>\n<pre>Cannot POST</pre>";
        simulator.nearby().server.order("/v", 1, json!({ "kind": "status", "status": 404, "body": page }));
        assert_eq!(code(call(name, &on_device, None)), Code::UNSUPPORTED_FUNCTION, "{name}");
    }
}

#[test]
fn what_is_refused_before_anything_is_sent() {
    let simulator = started();
    let uuid = simulator.nearby().device.clone();
    for (client, device) in [(simulator.client_on_device(""), None), (simulator.logged_in(), Some(uuid.as_str()))] {
        simulator.forget();
        let supervisor = client.supervisor();
        for bad in [0, -1] {
            let refused = supervisor.start_service(device, bad, &none()).unwrap_err();
            assert_eq!((refused.code(), refused.message()), (Code::INVALID_PARAMETER, "image_id is not above 0"));
        }
        for (given, expected) in [
            (r#"{"application":"admin/fleet"}"#, Code::INVALID_OPTION),
            (r#"{"application":0}"#, Code::INVALID_OPTION),
            (r#"{"force":"yes"}"#, Code::INVALID_OPTION),
            (r#"{"appId":1}"#, Code::NON_ALLOWED_OPTION),
        ] {
            assert_eq!(code(supervisor.reboot(device, &options(given))), expected, "{given}");
        }
        assert_eq!(code(supervisor.ping(device, &options(FORCE))), Code::NON_ALLOWED_OPTION);
        assert_eq!(code(supervisor.blink(Some(""), &none())), Code::INVALID_PARAMETER);
        assert!(simulator.requests().is_empty() && simulator.nearby().server.requests().is_empty());
    }
    let client = simulator.logged_in();
    let elsewhere = client.supervisor().purge(Some(&uuid), &options(r#"{"application":987654}"#)).unwrap_err();
    assert_eq!(elsewhere.code(), Code::DEVICE_NOT_FOUND);
    assert_eq!(elsewhere.message(), format!("There is no device {uuid} in application 987654."));
}

#[test]
fn a_device_without_a_known_application() {
    let simulator = started();
    let nearby = simulator.nearby();
    let given = json!({ "supervisor_address": nearby.server.endpoint, "supervisor_api_key": nearby.key }).to_string();
    let client = simulator.client_with(&format!(",{}", given.trim_matches(['{', '}'])));
    let supervisor = client.supervisor();
    assert_eq!(value(supervisor.ping(None, &none())), "OK");
    assert_eq!(code(supervisor.purge(None, &none())), Code::MISSING_OPTION);
    assert_eq!(code(supervisor.stop_service(None, 1, &none())), Code::MISSING_OPTION);
    let named = options(&format!(r#"{{"application":{}}}"#, nearby.application));
    assert_eq!(value(supervisor.restart(None, &named)), "OK");
    // It is not known to be this one: its uuid was not given.
    assert_eq!(code(supervisor.ping(Some(&nearby.device), &none())), Code::UNAUTHORIZED);

    let client = simulator.logged_in();
    let body = r#"{"d":[{"id":2,"belongs_to__application":[]}]}"#;
    simulator.order("/v7/device", 2, json!({ "kind": "status", "status": 200, "body": body }));
    assert_eq!(code(client.supervisor().restart(Some("2"), &none())), Code::MISSING_OPTION);
    simulator.forget();
    assert_eq!(value(client.supervisor().ping(Some("2"), &none())), "OK");
    assert_eq!(simulator.bodies("POST"), [json!({ "deviceId": 2, "method": "GET" })]);
}

#[test]
fn several_containers_are_for_the_functions_of_services() {
    let simulator = started();
    let admin = simulator.logged_in();
    let image = image(&simulator, &admin);
    let second =
        json!({ "application": simulator.nearby().application.parse::<i64>().unwrap(), "service_name": "second" });
    simulator.send("POST", "/v7/service", Some(&admin), &second);
    let uuid = simulator.nearby().device.clone();
    for (client, device) in [(simulator.client_on_device(""), None), (admin, Some(uuid.as_str()))] {
        let supervisor = client.supervisor();
        for refused in [
            supervisor.get_application_info(device, &none()),
            supervisor.start_application(device, &none()),
            supervisor.stop_application(device, &none()),
        ] {
            let refused = refused.unwrap_err();
            assert_eq!((refused.code(), refused.http_status()), (Code::REQUEST_ERROR, Some(400)));
            assert!(refused.message().contains("single-container") || refused.message().contains("multi-container"));
        }
        assert_eq!(value(supervisor.restart_service(device, image, &none())), Value::Null);
        let unknown = supervisor.restart_service(device, 987654, &none()).unwrap_err();
        assert_eq!((unknown.code(), unknown.http_status()), (Code::REQUEST_ERROR, Some(404)));
    }
}

#[test]
fn a_handle_chooses_how_its_own_device_is_asked() {
    let simulator = started();
    let client = simulator.client_on_device("");
    client.auth().login("admin", "simulator-password", &none()).unwrap();
    let ways = |client: &Client, device: Option<&str>| {
        simulator.forget();
        simulator.nearby().server.forget();
        assert_eq!(value(client.supervisor().ping(device, &none())), "OK");
        let proxied = simulator.requests().iter().any(|request| request == "POST /supervisor/ping");
        (proxied, simulator.nearby().server.requests() == ["GET /ping"])
    };
    let (through_api, directly) = ((true, false), (false, true));
    let uuid = &simulator.nearby().device;
    let own = Some(uuid.as_str());
    let early = client.with(&none()).unwrap();
    assert_eq!([ways(&client, None), ways(&client, own), ways(&early, None)], [directly; 3]);

    client.supervisor().force_api_endpoint(false).unwrap();
    let late = client.with(&none()).unwrap();
    assert_eq!([ways(&client, None), ways(&client, own), ways(&late, None)], [through_api; 3]);
    assert_eq!(ways(&early, None), directly);
    client.supervisor().force_api_endpoint(true).unwrap();
    assert_eq!(ways(&client, None), directly);
    assert_eq!(ways(&late, None), through_api);

    // By its id it is any device, which the API knows.
    let id = text(&client.device().get(uuid, &none()).unwrap(), "/id");
    assert_eq!(ways(&client, Some(&id)), through_api);
    assert_eq!(code(client.supervisor().ping(Some(&offline(&client)), &none())), Code::DEVICE_OFFLINE);
    // The functions of devices go through the API always.
    simulator.nearby().server.forget();
    client.device().identify(uuid, &none()).unwrap();
    client.device().restart(uuid, &none()).unwrap();
    client.device().get_supervisor_state(uuid, &none()).unwrap();
    assert!(simulator.nearby().server.requests().is_empty());

    let elsewhere = simulator.client_with(r#","supervisor_address":"http://127.0.0.1:1""#);
    assert_eq!(code(elsewhere.supervisor().force_api_endpoint(true)), Code::INVALID_OPTION);
    elsewhere.supervisor().force_api_endpoint(false).unwrap();
}

#[test]
fn neither_server_gets_the_credential_of_the_other() {
    let simulator = started();
    let client = simulator.client_on_device("");
    client.auth().login("admin", "simulator-password", &none()).unwrap();
    let token = text(&client.auth().get_token().unwrap(), "");
    let nearby = simulator.nearby();
    for (_, call) in ALL.iter().filter(|(name, _)| !name.starts_with("regenerate")) {
        call(&client, None).unwrap();
        client.supervisor().force_api_endpoint(false).unwrap();
        call(&client, None).unwrap();
        client.supervisor().force_api_endpoint(true).unwrap();
    }
    let (told_nearby, told_api) = (nearby.server.journal(), simulator.journal());
    assert!(told_nearby.len() >= 14 && told_api.len() >= 28, "{} {}", told_nearby.len(), told_api.len());
    for entry in &told_nearby {
        assert_eq!(entry["headers"]["authorization"], format!("ApiKey {}", nearby.key));
        assert_eq!(entry["query"], Value::Null);
        assert!(!entry.to_string().contains(&token[..12]), "{entry}");
    }
    for entry in &told_api {
        assert!(!entry.to_string().contains(&nearby.key), "{entry}");
    }

    // Nor does a server to which the supervisor sends on.
    let other = Simulator::start(&[]);
    let headers = json!({ "Location": format!("{}ping", other.endpoint) });
    nearby.server.order("/ping", 1, json!({ "kind": "status", "status": 302, "headers": headers, "body": "" }));
    client.supervisor().ping(None, &none()).unwrap();
    assert_eq!(other.bearers("/ping"), [""]);
    let headers = json!({ "Location": format!("{}v1/blink", other.endpoint) });
    nearby.server.order("/v1/blink", 1, json!({ "kind": "status", "status": 307, "headers": headers, "body": "" }));
    assert_eq!(code(client.supervisor().blink(None, &none())), Code::REQUEST_ERROR);
    assert_eq!(other.requests().len(), 1);
}

#[test]
fn a_new_key_of_the_supervisor_is_taken_over() {
    let simulator = started();
    let client = simulator.client_on_device("");
    let other = simulator.client_on_device("");
    let derived = client.with(&none()).unwrap();
    let refresh =
        |client: &Client| text(&client.supervisor().regenerate_supervisor_api_key(None, &none()).unwrap(), "");
    let second = refresh(&derived);
    let third = refresh(&client);
    assert!(second != third && second != simulator.nearby().key);
    assert_eq!(value(derived.supervisor().reboot(None, &none()))["Data"], "OK");
    let bearers = simulator.nearby().server.bearers("/v1/reboot");
    assert_eq!(bearers, [format!("ApiKey {third}")]);
    let refused = other.supervisor().reboot(None, &none()).unwrap_err();
    assert_eq!((refused.code(), refused.http_status()), (Code::UNAUTHORIZED, Some(401)));
    assert_eq!(value(other.supervisor().ping(None, &none())), "OK");

    // The one that the service has is another.
    client.auth().login("admin", "simulator-password", &none()).unwrap();
    client.supervisor().force_api_endpoint(false).unwrap();
    assert_ne!(refresh(&client), third);
    client.supervisor().force_api_endpoint(true).unwrap();
    assert_eq!(value(client.supervisor().blink(None, &none())), Value::Null);

    let odd = json!({ "kind": "status", "status": 200, "body": "no key" });
    simulator.nearby().server.order("/v1/regenerate-api-key", 1, odd);
    assert_eq!(code(client.supervisor().regenerate_supervisor_api_key(None, &none())), Code::DECODE);
    assert_eq!(value(client.supervisor().blink(None, &none())), Value::Null);
}

#[test]
fn a_container_finds_its_supervisor_in_the_environment() {
    if process::is_inner() {
        let more = process::arguments();
        let client = Client::new(&options(&more[0])).unwrap();
        assert_eq!(value(client.supervisor().restart(None, &none())), "OK");
        client.auth().login("admin", "simulator-password", &none()).unwrap();
        return;
    }
    let (simulator, other) = (started(), started());
    let proxy = Simulator::start(&["--proxy"]);
    let nearby = simulator.nearby();
    let start = |given: &Value| {
        let name = "supervisor::a_container_finds_its_supervisor_in_the_environment";
        Process::of_test(name, &[&given.to_string()])
            .environment("BALENA_SUPERVISOR_ADDRESS", nearby.server.endpoint.trim_end_matches('/'))
            .environment("BALENA_SUPERVISOR_API_KEY", &nearby.key)
            .environment("BALENA_DEVICE_UUID", &nearby.device)
            .environment("BALENA_APP_ID", &nearby.application)
            .environment("HTTP_PROXY", &proxy.endpoint)
            .environment("NO_PROXY", "")
            .succeeds();
    };
    let mut given = json!({ "api_endpoint": simulator.endpoint, "data_directory": null });
    start(&given);
    assert_eq!(nearby.server.requests(), ["POST /v1/restart"]);
    // Whatever proxy the service is reached by, none is between a container and its supervisor.
    let proxied = proxy.requests();
    assert!(!proxied.is_empty() && !proxied.iter().any(|request| request.contains("/v1/restart")), "{proxied:?}");

    nearby.server.forget();
    given["proxy"] = proxy.endpoint.as_str().into();
    given["supervisor_address"] = other.nearby().server.endpoint.as_str().into();
    given["supervisor_api_key"] = other.nearby().key.as_str().into();
    start(&given);
    assert!(nearby.server.requests().is_empty());
    assert_eq!(other.nearby().server.requests(), ["POST /v1/restart"]);
    assert!(!proxy.requests().iter().any(|request| request.contains("/v1/restart")));
}

#[test]
fn options_that_say_where_this_runs() {
    let refused = [
        (r#"{"supervisor_address":"127.0.0.1:48484"}"#, "supervisor_address"),
        (r#"{"supervisor_address":"http://user@127.0.0.1/"}"#, "supervisor_address"),
        (r#"{"supervisor_api_key":"a key"}"#, "supervisor_api_key"),
        (r#"{"supervisor_api_key":7}"#, "supervisor_api_key"),
        (r#"{"device_uuid":"1234"}"#, "device_uuid"),
        (r#"{"app_id":"1234"}"#, "app_id"),
        (r#"{"app_id":0}"#, "app_id"),
    ];
    for (given, key) in refused {
        let Err(error) = Client::new(&options(given)) else { panic!("{given} was taken") };
        assert_eq!(error.code(), Code::INVALID_OPTION, "{given}");
        assert!(error.message().contains(key), "{}", error.message());
    }
    let simulator = started();
    let client = simulator.client_on_device("");
    let settings = client.settings();
    assert_eq!(text(&settings.get("device_uuid").unwrap(), ""), simulator.nearby().device);
    assert_eq!(text(&settings.get("app_id").unwrap(), ""), simulator.nearby().application);
    assert_eq!(value(settings.has("supervisor_api_key")), false);
    assert_eq!(code(settings.get("supervisor_api_key")), Code::INVALID_OPTION);
    assert_eq!(code(settings.set("Supervisor_API_Key", "a_key")), Code::INVALID_PARAMETER);
    assert_eq!(value(settings.remove("supervisor_api_key")), false);
    assert!(!settings.get_all().unwrap().as_str().contains(&simulator.nearby().key));
}
