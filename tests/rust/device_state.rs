//! What a device is reached by, held by, told to run and said to be at.

use balena::{Code, Document, Error, Options};
use serde_json::{Value, json};

use crate::check::{code, none, options, text};
use crate::simulator::Simulator;

const MISSING: &str = "00000000000000000000000000000000";

fn read(document: &Document) -> Value {
    serde_json::from_str(document.as_str()).unwrap()
}

/// The uuid of the device with this id.
fn uuid(client: &balena::Client, id: &str) -> String {
    text(&client.device().get(id, &options(r#"{"$select":"uuid"}"#)).unwrap(), "/uuid")
}

#[test]
fn a_device_has_a_public_url_once_it_was_given_one() {
    let simulator = Simulator::start(&["--fleet", "2", "--cloud"]);
    let client = simulator.logged_in();
    let device = client.device();
    let uuid = uuid(&client, "1");
    assert_eq!(text(&device.has_device_url(&uuid, &none()).unwrap(), ""), "false");
    let error = device.get_device_url(&uuid, &none()).unwrap_err();
    assert_eq!(error.code(), Code::DEVICE_NOT_WEB_ACCESSIBLE);
    assert!(error.message().contains(&uuid), "{error}");
    assert_eq!(device.enable_device_url(&uuid, &none()).unwrap().as_str(), "null");
    assert_eq!(text(&device.has_device_url("1", &none()).unwrap(), ""), "true");
    assert_eq!(text(&device.has_device_url("2", &none()).unwrap(), ""), "false");
    assert_eq!(text(&device.get_device_url("1", &none()).unwrap(), ""), format!("https://{uuid}.devices.localhost"));
    device.disable_device_url("1", &none()).unwrap();
    assert_eq!(code(device.get_device_url("1", &none())), Code::DEVICE_NOT_WEB_ACCESSIBLE);
    simulator.order("/config", 1, json!({ "kind": "status", "status": 200, "body": "{}" }));
    device.enable_device_url("1", &none()).unwrap();
    let error = device.get_device_url("1", &none()).unwrap_err();
    assert_eq!(error.code(), Code::DECODE, "{error}");
}

#[test]
fn a_lock_override_is_a_variable_of_the_device_before_that_of_its_application() {
    let simulator = Simulator::start(&["--fleet", "2"]);
    let client = simulator.logged_in();
    let device = client.device();
    let has = |id: &str| text(&device.has_lock_override(id, &none()).unwrap(), "");
    assert_eq!(has("1"), "false");
    client.application_config_variable().create("1", "RESIN_OVERRIDE_LOCK", "1", &none()).unwrap();
    assert_eq!((has("1"), has("2")), ("true".to_owned(), "true".to_owned()));
    assert_eq!(device.disable_lock_override("1", &none()).unwrap().as_str(), "null");
    assert_eq!((has("1"), has("2")), ("false".to_owned(), "true".to_owned()));
    device.enable_lock_override("1", &none()).unwrap();
    assert_eq!(has("1"), "true");
    device.enable_lock_override("1", &none()).unwrap();
    let all = client.device_config_variable().get_all("1", &options(r#"{"$select":["name","value"]}"#)).unwrap();
    assert_eq!(read(&all), json!([{ "name": "RESIN_OVERRIDE_LOCK", "value": "1" }]));
}

#[test]
fn a_device_key_logs_its_device_in() {
    let simulator = Simulator::start(&["--fleet", "2"]);
    let client = simulator.logged_in();
    let given = options(r#"{"name":"bench","description":"of the bench","expiry_date":4102444800000}"#);
    let key = text(&client.device().generate_device_key("1", &given).unwrap(), "");
    assert_eq!(
        simulator.bodies("POST")[1],
        json!({ "name": "bench", "description": "of the bench", "expiryDate": "2100-01-01T00:00:00.000Z" })
    );
    let as_device = simulator.client_with(&format!(r#","token":"{key}""#));
    let own = read(&as_device.device().get_all(&options(r#"{"$select":"id"}"#)).unwrap());
    assert_eq!(own, json!([{ "id": 1 }]));
    let error = client.device().generate_device_key("1", &options(r#"{"expiry_date":"soon"}"#)).unwrap_err();
    assert_eq!(error.code(), Code::INVALID_OPTION);
}

#[test]
fn a_manifest_is_the_entry_of_the_device_type() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    let device = client.device();
    let manifest = device.get_manifest_by_slug("raspberrypi3", &none()).unwrap();
    assert_eq!(text(&manifest, "/slug"), "raspberrypi3");
    for name in [text(&manifest, "/name"), text(&manifest, "/aliases/0")] {
        assert_eq!(device.get_manifest_by_slug(&name, &none()).unwrap().as_str(), manifest.as_str());
    }
    for name in ["fleet", "admin/fleet"] {
        assert_eq!(device.get_manifest_by_application(name, &none()).unwrap().as_str(), manifest.as_str());
    }
    assert_eq!(code(device.get_manifest_by_slug("toaster", &none())), Code::INVALID_DEVICE_TYPE);
    assert_eq!(code(device.get_manifest_by_slug("", &none())), Code::INVALID_PARAMETER);
    assert_eq!(code(device.get_manifest_by_application("none", &none())), Code::APPLICATION_NOT_FOUND);
    simulator.order("/device-types/v1", 1, json!({ "kind": "status", "status": 200, "body": "[]" }));
    assert_eq!(code(device.get_manifest_by_application("fleet", &none())), Code::INVALID_DEVICE_TYPE);
    // It is public.
    let nobody = simulator.client();
    assert_eq!(text(&nobody.device().get_manifest_by_slug("raspberrypi3", &none()).unwrap(), "/slug"), "raspberrypi3");
}

#[test]
fn the_target_state_is_told_in_the_form_that_is_asked_for() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    let device = client.device();
    let uuid = uuid(&client, "1");
    let row = read(&device.get("1", &none()).unwrap());
    client.device_env_variable().create("1", "COLOUR", "blue", &none()).unwrap();
    client.device_config_variable().create("1", "BALENA_HOST_X", "y", &none()).unwrap();
    let second = read(&device.get_supervisor_target_state(&uuid, &none()).unwrap());
    assert_eq!(second["local"]["name"], row["device_name"]);
    assert_eq!(second["local"]["config"]["BALENA_HOST_X"], "y");
    let services = second["local"]["apps"]["1"]["services"].as_object().unwrap();
    let service = services.values().next().unwrap();
    assert_eq!((&service["serviceName"], &service["environment"]["COLOUR"]), (&json!("main"), &json!("blue")));
    let third = read(&device.get_supervisor_target_state("1", &options(r#"{"version":3}"#)).unwrap());
    assert_eq!(third[&uuid]["name"], row["device_name"]);
    assert_eq!(code(device.get_supervisor_target_state(MISSING, &none())), Code::DEVICE_NOT_FOUND);
    assert_eq!(code(device.get_supervisor_target_state("999", &none())), Code::DEVICE_NOT_FOUND);
    for version in ["1", "4", "\"2\""] {
        let asked = options(&format!(r#"{{"version":{version}}}"#));
        let error = device.get_supervisor_target_state(&uuid, &asked).unwrap_err();
        assert_eq!(error.code(), Code::INVALID_OPTION);
        assert!(error.message().contains("version"), "{error}");
    }
}

#[test]
fn what_runs_on_a_device_is_told_by_service() {
    let simulator = Simulator::start(&["--fleet", "40"]);
    let client = simulator.logged_in();
    let device = client.device();
    let all = read(&device.get_all(&options(r#"{"$select":["id","status"]}"#)).unwrap());
    let busy = all.as_array().unwrap().iter().find(|row| row["status"] == "Downloading").unwrap()["id"].to_string();
    let asked = options(r#"{"$select":["id","device_name"]}"#);
    let row = read(&device.get_with_service_details(&busy, &asked).unwrap());
    let installs = row["current_services"]["main"].as_array().unwrap();
    let states: Vec<&Value> = installs.iter().map(|install| &install["status"]).collect();
    assert_eq!(states, ["Running", "Downloading"]);
    let raw =
        read(&device.get(&busy, &options(r#"{"$expand":"image_install($expand=is_provided_by__release)"}"#)).unwrap());
    for (install, raw) in installs.iter().zip(raw["image_install"].as_array().unwrap()) {
        let release = &raw["is_provided_by__release"][0];
        for (field, value) in [
            ("id", &raw["id"]),
            ("image_id", &raw["installs__image"]["__id"]),
            ("download_progress", &raw["download_progress"]),
            ("install_date", &raw["install_date"]),
            ("release_id", &release["id"]),
            ("commit", &release["commit"]),
            ("raw_version", &release["raw_version"]),
        ] {
            assert_eq!(install[field], *value, "{field}");
        }
        assert_eq!(install["service_id"], 1);
    }
    assert_eq!(row["current_gateway_downloads"], json!([]));
    assert!(row["device_name"].is_string() && row["note"].is_null() && !row.as_object().unwrap().contains_key("uuid"));
    let spare = text(&device.generate_uuid().unwrap(), "");
    device.register("admin/spare", &spare, &none()).unwrap();
    let row = read(&device.get_with_service_details(&spare, &none()).unwrap());
    assert_eq!((&row["uuid"], &row["current_services"]), (&json!(spare), &json!({})));
    assert_eq!(code(device.get_with_service_details(MISSING, &none())), Code::DEVICE_NOT_FOUND);
}

#[test]
fn a_device_is_pinned_to_a_release_of_its_application_until_it_tracks_it_again() {
    let simulator = Simulator::start(&["--fleet", "2"]);
    let client = simulator.logged_in();
    let device = client.device();
    let pin = |id: &str| {
        read(&device.get(id, &options(r#"{"$select":"is_pinned_on__release"}"#)).unwrap())
        ["is_pinned_on__release"]["__id"]
        .clone()
    };
    let tracks = |id: &str| text(&device.is_tracking_application_release(id, &none()).unwrap(), "");
    let commit = text(&client.release().get("1", &none()).unwrap(), "/commit");
    let failed = text(&client.release().get("3", &none()).unwrap(), "/commit");
    assert_eq!(tracks("1"), "true");
    assert_eq!(device.set_to_release("1", Some(&commit), &none()).unwrap().as_str(), "null");
    assert_eq!((tracks("1"), pin("1"), tracks("2")), ("false".to_owned(), json!(1), "true".to_owned()));
    device.set_to_release("1", None, &none()).unwrap();
    assert_eq!((tracks("1"), pin("1")), ("true".to_owned(), Value::Null));
    device.set_to_release("1", Some("2"), &none()).unwrap();
    assert_eq!(pin("1"), 2);
    device.set_to_release("1", Some(""), &none()).unwrap();
    assert_eq!(tracks("1"), "true");
    device.set_to_release_by_id("1", Some("1"), &none()).unwrap();
    assert_eq!(pin("1"), 1);
    device.set_to_release_by_id("1", None, &none()).unwrap();
    device.set_to_release_by_id("1", Some("2"), &none()).unwrap();
    device.track_application_release("1", &none()).unwrap();
    assert_eq!(tracks("1"), "true");
    for missing in [failed.as_str(), "ffff", "3", "99"] {
        assert_eq!(code(device.set_to_release("1", Some(missing), &none())), Code::RELEASE_NOT_FOUND);
    }
    assert_eq!(code(device.set_to_release_by_id("1", Some("3"), &none())), Code::RELEASE_NOT_FOUND);
    assert_eq!(code(device.set_to_release("1", Some("a/b"), &none())), Code::INVALID_PARAMETER);
    for odd in [commit.as_str(), "-1", "0", "1.5", "99999999999999999999"] {
        let error = device.set_to_release_by_id("1", Some(odd), &none()).unwrap_err();
        assert_eq!(error.code(), Code::INVALID_PARAMETER);
        assert!(error.message().starts_with("release_id "), "{error}");
    }
    assert_eq!(code(device.set_to_release(MISSING, Some(&commit), &none())), Code::DEVICE_NOT_FOUND);
    // Another application's release is none of this one's.
    let spare = text(&device.generate_uuid().unwrap(), "");
    device.register("admin/spare", &spare, &none()).unwrap();
    assert_eq!(code(device.set_to_release(&spare, Some(&commit), &none())), Code::RELEASE_NOT_FOUND);
    assert_eq!(pin("1"), Value::Null);
}

#[test]
fn a_place_is_degrees_on_the_earth() {
    let simulator = Simulator::start(&["--fleet", "1", "--cloud"]);
    let client = simulator.logged_in();
    let device = client.device();
    let place = || read(&device.get("1", &options(r#"{"$select":["custom_latitude","custom_longitude"]}"#)).unwrap());
    let at = |latitude, longitude| json!({ "custom_latitude": latitude, "custom_longitude": longitude });
    for (latitude, longitude, texts) in [
        (21.032777, 105.831586, at("21.032777", "105.831586")),
        (-90.0, 180.0, at("-90", "180")),
        (-0.0, -0.5, at("0", "-0.5")),
    ] {
        device.set_custom_location("1", latitude, longitude, &none()).unwrap();
        assert_eq!(place(), texts);
    }
    device.unset_custom_location("1", &none()).unwrap();
    assert_eq!(place(), at("", ""));
    simulator.forget();
    for (latitude, longitude, named) in [
        (90.1, 0.0, "latitude"),
        (f64::NAN, 0.0, "latitude"),
        (f64::NEG_INFINITY, 0.0, "latitude"),
        (0.0, -180.5, "longitude"),
        (0.0, f64::NAN, "longitude"),
    ] {
        let error = device.set_custom_location("1", latitude, longitude, &none()).unwrap_err();
        assert_eq!(error.code(), Code::INVALID_PARAMETER);
        assert!(error.message().starts_with(named), "{error}");
    }
    assert_eq!(simulator.journal().len(), 0);
    assert_eq!(code(device.set_custom_location(MISSING, 0.0, 0.0, &none())), Code::DEVICE_NOT_FOUND);
}

#[test]
fn support_is_let_in_for_some_time() {
    let simulator = Simulator::start(&["--fleet", "1", "--cloud"]);
    let client = simulator.logged_in();
    let device = client.device();
    let until = || {
        let row = device.get("1", &options(r#"{"$select":"is_accessible_by_support_until__date"}"#)).unwrap();
        read(&row)["is_accessible_by_support_until__date"].clone()
    };
    device.grant_support_access("1", 4_102_444_800_000, &none()).unwrap();
    assert_eq!(until(), "2100-01-01T00:00:00.000Z");
    device.revoke_support_access("1", &none()).unwrap();
    assert_eq!(until(), Value::Null);
    for past in [0, -1, 1_000_000_000_000, 253_402_300_800_000, i64::MAX] {
        let error = device.grant_support_access("1", past, &none()).unwrap_err();
        assert_eq!(error.code(), Code::INVALID_PARAMETER);
        assert!(error.message().starts_with("expiry_timestamp"), "{error}");
    }
}

#[test]
fn what_openbalena_lacks_is_said_to_be_lacking() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    let device = client.device();
    type Call<'a> = Box<dyn Fn() -> Result<Document, Error> + 'a>;
    let calls: [(&str, Call<'_>); 6] = [
        ("public URLs of devices", Box::new(|| device.enable_device_url("1", &none()))),
        ("public URLs of devices", Box::new(|| device.disable_device_url("1", &none()))),
        ("access for support", Box::new(|| device.grant_support_access("1", 4_102_444_800_000, &none()))),
        ("access for support", Box::new(|| device.revoke_support_access("1", &none()))),
        ("custom locations of devices", Box::new(|| device.set_custom_location("1", 1.0, 1.0, &none()))),
        ("custom locations of devices", Box::new(|| device.unset_custom_location("1", &none()))),
    ];
    for (what, call) in calls {
        let error = call().unwrap_err();
        assert_eq!(error.code(), Code::UNSUPPORTED_BY_SERVER);
        assert_eq!(error.message(), format!("This server does not offer {what}."));
    }
    // No device of it has a URL, which it says by itself.
    assert_eq!(code(device.get_device_url("1", &none())), Code::DEVICE_NOT_WEB_ACCESSIBLE);
    assert_eq!(text(&device.has_device_url("1", &none()).unwrap(), ""), "false");
}

#[test]
fn a_device_that_is_not_there_is_said_to_be_missing_and_nothing_is_written() {
    let simulator = Simulator::start(&["--fleet", "1", "--cloud"]);
    let client = simulator.logged_in();
    let device = client.device();
    type Call<'a> = Box<dyn Fn(&str, &Options) -> Result<Document, Error> + 'a>;
    let calls: [Call<'_>; 13] = [
        Box::new(|it, options| device.disable_device_url(it, options)),
        Box::new(|it, options| device.enable_device_url(it, options)),
        Box::new(|it, options| device.disable_lock_override(it, options)),
        Box::new(|it, options| device.enable_lock_override(it, options)),
        Box::new(|it, options| device.generate_device_key(it, options)),
        Box::new(|it, options| device.get_device_url(it, options)),
        Box::new(|it, options| device.has_device_url(it, options)),
        Box::new(|it, options| device.has_lock_override(it, options)),
        Box::new(|it, options| device.is_tracking_application_release(it, options)),
        Box::new(|it, options| device.track_application_release(it, options)),
        Box::new(|it, options| device.grant_support_access(it, 4_102_444_800_000, options)),
        Box::new(|it, options| device.revoke_support_access(it, options)),
        Box::new(|it, options| device.unset_custom_location(it, options)),
    ];
    for call in calls {
        for it in [MISSING, "999"] {
            assert_eq!(code(call(it, &none())), Code::DEVICE_NOT_FOUND);
        }
        simulator.forget();
        let error = call("0123", &none()).unwrap_err();
        assert_eq!(error.code(), Code::INVALID_PARAMETER);
        assert!(error.message().starts_with("device "), "{error}");
        assert_eq!(code(call("1", &options(r#"{"unknown":1}"#))), Code::NON_ALLOWED_OPTION);
        assert_eq!(simulator.journal().len(), 0);
    }
}
