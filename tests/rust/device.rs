//! Devices.

use balena::{Client, Code, Document, Error, Options};
use serde_json::{Value, json};

use crate::check::{code, none, options, text};
use crate::requests::requests;
use crate::simulator::Simulator;

const MISSING: [&str; 3] =
    ["00000000000000000000000000000000", "12345678901234567890123456789012345678901234567890123456789012", "999999"];

/// What the server sends where two rows are meant by one reference.
const TWO: &str = r#"{"d":[{"id":1},{"id":2}]}"#;

fn read(document: Document) -> Value {
    serde_json::from_str(document.as_str()).unwrap()
}

/// What each row of a list has in `field`.
fn all(document: Document, field: &str) -> Vec<String> {
    let rows = read(document);
    rows.as_array().unwrap().iter().map(|row| row[field].to_string().trim_matches('"').to_owned()).collect()
}

/// The devices of `--fleet`, in the order in which it makes them.
fn fleet(client: &Client) -> Vec<Value> {
    let rows = read(client.device().get_all(&options(r#"{"$orderby":"id"}"#)).unwrap());
    rows.as_array().unwrap().clone()
}

fn of<'r>(row: &'r Value, field: &str) -> &'r str {
    row[field].as_str().unwrap()
}

/// Makes the next request whose path begins so have this answer.
fn answer(simulator: &Simulator, path: &str, body: &str) {
    simulator.order(path, 1, json!({ "kind": "status", "status": 200, "body": body }));
}

/// Registers a device and gives its uuid.
fn registered(client: &Client, application: &str, device_type: &str) -> String {
    let uuid = text(&client.device().generate_uuid().unwrap(), "");
    let given = options(&json!({ "device_type": device_type }).to_string());
    client.device().register(application, &uuid, &given).unwrap();
    uuid
}

#[test]
fn device() {
    let simulator = Simulator::start(&["--fleet", "12"]);
    let client = simulator.logged_in();
    let device = client.device();
    let uuid = text(&device.generate_uuid().unwrap(), "");
    assert_eq!(code(device.get(&uuid, &none())), Code::DEVICE_NOT_FOUND);
    let registered = device.register("admin/fleet", &uuid, &none()).unwrap();
    assert_eq!(text(&registered, "/uuid"), uuid);
    assert_eq!(code(device.register("admin/fleet", &uuid, &none())), Code::CONFLICT);
    assert_eq!(code(device.register("admin/none", &uuid, &none())), Code::APPLICATION_NOT_FOUND);
    let toaster = options(r#"{"device_type":"toaster"}"#);
    assert_eq!(code(device.register("admin/fleet", &uuid, &toaster)), Code::INVALID_DEVICE_TYPE);
    for malformed in ["", "1", "0123456789ABCDEF0123456789ABCDEF"] {
        let error = device.register("admin/fleet", malformed, &none()).unwrap_err();
        assert_eq!(error.code(), Code::INVALID_PARAMETER);
        assert!(error.message().starts_with("uuid "), "{error}");
    }
    device.rename(&uuid, "O'Brien's 🐳", &none()).unwrap();
    assert_eq!(text(&device.get(&uuid, &none()).unwrap(), "/device_name"), "O'Brien's 🐳");
    let id = text(&registered, "/id");
    assert_eq!(text(&device.get(&id, &options(r#"{"$select":["uuid"]}"#)).unwrap(), "/uuid"), uuid);
    let all: Vec<serde_json::Value> = serde_json::from_str(device.get_all(&none()).unwrap().as_str()).unwrap();
    assert_eq!(all.len(), 13);
    let error = device.rename(&uuid, "", &none()).unwrap_err();
    assert_eq!((error.code(), error.message()), (Code::INVALID_PARAMETER, "new_name is empty"));
    let expanded = options(r#"{"$select":"id","$expand":"belongs_to__application($select=slug)"}"#);
    assert_eq!(text(&device.get(&uuid, &expanded).unwrap(), "/belongs_to__application/0/slug"), "admin/fleet");
    device.remove(&uuid, &none()).unwrap();
    assert_eq!(code(device.remove(&uuid, &none())), Code::DEVICE_NOT_FOUND);
    assert_eq!(code(device.rename(&uuid, "x", &none())), Code::DEVICE_NOT_FOUND);
}

#[test]
fn a_station_without_a_login_registers_with_a_provisioning_key() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let user = simulator.logged_in();
    let id = text(&user.application().get("fleet", &none()).unwrap(), "/id");
    let station = simulator.client();
    let uuid = text(&station.device().generate_uuid().unwrap(), "");
    let with = |key: &str| options(&json!({ "provisioning_key": key, "device_type": "raspberrypi3" }).to_string());
    let error = station.device().register(&id, &uuid, &with("wrong")).unwrap_err();
    assert_eq!(error.code(), Code::UNAUTHORIZED);
    assert!(!serde_json::to_string(&error).unwrap().contains("wrong"));
    assert_eq!(code(station.device().register(&id, &uuid, &none())), Code::NOT_LOGGED_IN);
    let key = text(&user.application().generate_provisioning_key(&id, &none()).unwrap(), "");
    let before = requests(&simulator).len();
    let registered = station.device().register(&id, &uuid, &with(&key)).unwrap();
    assert_eq!(requests(&simulator)[before..], ["POST /device/register"]);
    assert_eq!(text(&user.device().get(&uuid, &none()).unwrap(), "/id"), text(&registered, "/id"));
}

#[test]
fn a_reference_is_checked_and_a_device_that_is_not_there_is_said_to_be_missing() {
    type Function = fn(&Client, &str, &Options) -> Result<Document, Error>;
    let functions: [(&str, Function); 11] = [
        ("get", |client, uuid, options| client.device().get(uuid, options)),
        ("get_application_name", |client, uuid, options| client.device().get_application_name(uuid, options)),
        ("get_local_ip_address", |client, uuid, options| client.device().get_local_ip_address(uuid, options)),
        ("get_name", |client, uuid, options| client.device().get_name(uuid, options)),
        ("get_status", |client, uuid, options| client.device().get_status(uuid, options)),
        ("has", |client, uuid, options| client.device().has(uuid, options)),
        ("is_online", |client, uuid, options| client.device().is_online(uuid, options)),
        ("move", |client, uuid, options| client.device().move_(uuid, "spare", options)),
        ("note", |client, uuid, options| client.device().note(uuid, "x", options)),
        ("remove", |client, uuid, options| client.device().remove(uuid, options)),
        ("rename", |client, uuid, options| client.device().rename(uuid, "x", options)),
    ];
    let simulator = Simulator::start(&["--fleet", "1"]);
    let (client, guest) = (simulator.logged_in(), simulator.client());
    let there = text(&client.device().get_all(&none()).unwrap(), "/0/uuid");
    for (name, function) in functions {
        for missing in MISSING {
            match function(&client, missing, &none()) {
                Ok(found) => assert_eq!((name, found.as_str()), ("has", "false")),
                Err(error) => {
                    assert_eq!(error.code(), Code::DEVICE_NOT_FOUND, "{name}");
                    assert_eq!(error.message(), format!("There is no device {missing}."));
                }
            }
        }
        let before = simulator.requests().len();
        for malformed in
            ["", "0", "-1", "0123456789ABCDEF0123456789ABCDEF", "../1", "1)?$top=1", "123456789012345678901"]
        {
            let error = function(&client, malformed, &none()).unwrap_err();
            assert_eq!(error.code(), Code::INVALID_PARAMETER, "{name} {malformed}");
            assert!(error.message().starts_with("device is neither "), "{error}");
        }
        let unknown = options(r#"{"$filter":"id eq 1"}"#);
        assert_eq!(code(function(&client, &there, &unknown)), Code::NON_ALLOWED_OPTION, "{name}");
        let expected = if name == "remove" { Code::NOT_LOGGED_IN } else { Code::UNAUTHORIZED };
        assert_eq!(code(function(&guest, &there, &none())), expected, "{name}");
        assert_eq!(simulator.requests().len(), before, "{name}");
    }
    assert_eq!(client.device().has(&there, &none()).unwrap().as_str(), "true");
}

#[test]
fn two_devices_under_one_reference_are_not_confused() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    answer(&simulator, "/v7/device", TWO);
    assert_eq!(code(client.device().get("1", &none())), Code::AMBIGUOUS_DEVICE);
}

#[test]
fn the_devices_of_an_application_are_listed_by_name() {
    let simulator = Simulator::start(&["--fleet", "12"]);
    let client = simulator.logged_in();
    let device = client.device();
    let spare = registered(&client, "admin/spare", "raspberrypi3");
    let found = client.application().get("fleet", &none()).unwrap();
    let (id, application_uuid) = (text(&found, "/id"), text(&found, "/uuid"));
    let mut names: Vec<String> = fleet(&client)[..12].iter().map(|row| of(row, "device_name").to_owned()).collect();
    names.sort();

    for name in ["fleet", "admin/fleet", "Admin/Fleet"] {
        assert_eq!(all(device.get_all_by_application(name, &none()).unwrap(), "device_name"), names);
    }
    for reference in [id.as_str(), "admin/fleet", &application_uuid] {
        assert_eq!(all(device.get_all_by_application_id(reference, &none()).unwrap(), "device_name"), names);
    }
    assert_eq!(all(device.get_all_by_application("spare", &none()).unwrap(), "uuid"), [spare]);
    assert_eq!(device.get_all_by_application("other", &none()).unwrap().as_str(), "[]");

    // Neither does a filter reach beyond the application, nor does another order.
    let given = options(
        r#"{"$filter":"id gt 0 or id lt 0","$orderby":"device_name desc","$top":2,"$select":"uuid,device_name"}"#,
    );
    let last: Vec<String> = names.iter().rev().take(2).cloned().collect();
    assert_eq!(all(device.get_all_by_application("fleet", &given).unwrap(), "device_name"), last);
    assert_eq!(all(device.get_all_by_application_id(&id, &given).unwrap(), "device_name"), last);

    assert_eq!(code(device.get_all_by_application("kitchen", &none())), Code::APPLICATION_NOT_FOUND);
    assert_eq!(code(device.get_all_by_application_id("admin/kitchen", &none())), Code::APPLICATION_NOT_FOUND);
    assert_eq!(code(device.get_all_by_application_id("999999", &none())), Code::APPLICATION_NOT_FOUND);
    answer(&simulator, "/v7/application", TWO);
    assert_eq!(code(device.get_all_by_application("fleet", &none())), Code::AMBIGUOUS_APPLICATION);

    let before = simulator.requests().len();
    let error = device.get_all_by_application("", &none()).unwrap_err();
    assert_eq!((error.code(), error.message()), (Code::INVALID_PARAMETER, "application_name is empty"));
    assert_eq!(code(device.get_all_by_application_id("fleet", &none())), Code::INVALID_PARAMETER);
    let unclosed = options(r#"{"$filter":"device_name eq 'x"}"#);
    assert_eq!(code(device.get_all_by_application("fleet", &unclosed)), Code::INVALID_OPTION);
    assert_eq!(code(device.get_all_by_application_id(&id, &unclosed)), Code::INVALID_OPTION);
    assert_eq!(simulator.requests().len(), before);
}

#[test]
fn several_devices_may_have_one_name() {
    let simulator = Simulator::start(&["--fleet", "3"]);
    let client = simulator.logged_in();
    let device = client.device();
    let uuids: Vec<String> = fleet(&client)[..2].iter().map(|row| of(row, "uuid").to_owned()).collect();
    for uuid in &uuids {
        device.rename(uuid, "it's ok", &none()).unwrap();
    }
    let mut found = all(device.get_by_name("it's ok", &options(r#"{"$select":"uuid"}"#)).unwrap(), "uuid");
    found.sort();
    let mut expected = uuids.clone();
    expected.sort();
    assert_eq!(found, expected);
    let one = options(r#"{"$filter":"uuid eq @u","@u":"UUID"}"#.replace("UUID", &uuids[1]).as_str());
    assert_eq!(all(device.get_by_name("it's ok", &one).unwrap(), "uuid"), uuids[1..]);
    assert_eq!(device.get_by_name("its ok", &none()).unwrap().as_str(), "[]");
    for (name, expected) in [("", "name is empty"), ("a\nb", "name holds a control character")] {
        let error = device.get_by_name(name, &none()).unwrap_err();
        assert_eq!((error.code(), error.message()), (Code::INVALID_PARAMETER, expected));
    }
}

#[test]
fn what_a_device_is_and_does_is_told_as_its_row_has_it() {
    let simulator = Simulator::start(&["--fleet", "40"]);
    let client = simulator.logged_in();
    let device = client.device();
    let rows = fleet(&client);
    let mut statuses = Vec::new();
    for row in &rows {
        let (uuid, id) = (of(row, "uuid"), row["id"].to_string());
        assert_eq!(read(device.get_name(uuid, &none()).unwrap()), row["device_name"]);
        assert_eq!(read(device.get_status(&id, &none()).unwrap()), row["overall_status"]);
        assert_eq!(read(device.is_online(uuid, &none()).unwrap()), row["is_connected_to_vpn"]);
        statuses.push(of(row, "overall_status"));
        match device.get_local_ip_address(&id, &none()) {
            Ok(found) => {
                assert_eq!(row["is_connected_to_vpn"], true);
                let found = read(found);
                let addresses: Vec<&str> = found.as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
                assert_eq!(addresses.join(" "), of(row, "ip_address"));
                assert!(addresses.iter().all(|address| address.parse::<std::net::IpAddr>().is_ok()), "{addresses:?}");
            }
            Err(error) => {
                assert_eq!(row["is_connected_to_vpn"], false);
                assert_eq!(error.code(), Code::DEVICE_OFFLINE);
                assert_eq!(error.message(), format!("Device {id} is not connected."));
            }
        }
    }
    let connected = |row: &&Value| row["is_connected_to_vpn"] == true;
    assert!(rows.iter().filter(connected).any(|row| of(row, "ip_address").contains(' ')));
    for status in ["disconnected", "operational", "updating"] {
        assert!(statuses.contains(&status), "{status}");
    }
}

#[test]
fn addresses_may_be_none_and_stand_apart_by_any_blanks() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    for (sent, expected) in [
        ("null", "[]"),
        (r#""""#, "[]"),
        (r#"" 10.0.0.1  fd00::1\n192.168.0.2 ""#, r#"["10.0.0.1","fd00::1","192.168.0.2"]"#),
    ] {
        let body = format!(r#"{{"d":[{{"is_connected_to_vpn":true,"ip_address":{sent}}}]}}"#);
        answer(&simulator, "/v7/device", &body);
        assert_eq!(client.device().get_local_ip_address("1", &none()).unwrap().as_str(), expected);
    }
}

#[test]
fn a_device_may_be_in_no_application() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    let uuid = text(&client.device().get_all(&none()).unwrap(), "/0/uuid");
    assert_eq!(client.device().get_application_name(&uuid, &none()).unwrap().as_str(), r#""fleet""#);
    let none_of_them = r#"{"d":[{"id":1,"belongs_to__application":[]}]}"#;
    answer(&simulator, "/v7/device", none_of_them);
    assert_eq!(client.device().get_application_name(&uuid, &none()).unwrap().as_str(), "null");
}

#[test]
fn the_dashboard_is_beside_the_api_or_where_the_client_was_told() {
    const UUID: &str = "0123456789abcdef0123456789abcdef";
    let of = |given: &str| {
        let given = format!(r#"{{"data_directory":null,{given}}}"#);
        let client = Client::new(&options(&given)).unwrap();
        client.device().get_dashboard_url(UUID, &none()).map(|found| text(&found, ""))
    };
    for (given, expected) in [
        (r#""api_endpoint":"https://api.balena-cloud.com/""#, "https://dashboard.balena-cloud.com/"),
        (r#""api_endpoint":"http://api.my-api.example:8080""#, "http://dashboard.my-api.example:8080/"),
        (r#""api_endpoint":"https://x.api.example","dashboard_url":"https://y.example/ui""#, "https://y.example/ui/"),
    ] {
        assert_eq!(of(given).unwrap(), format!("{expected}devices/{UUID}/summary"));
    }
    for elsewhere in ["https://x.api.example", "https://apis.example", "https://10.0.0.1/api/"] {
        let error = of(&format!(r#""api_endpoint":"{elsewhere}""#)).unwrap_err();
        assert_eq!(error.code(), Code::MISSING_OPTION, "{elsewhere}");
        assert!(error.message().contains("dashboard_url"), "{error}");
    }
    let refused = Client::new(&options(r#"{"data_directory":null,"dashboard_url":"y.example"}"#)).err().unwrap();
    assert_eq!(refused.code(), Code::INVALID_OPTION);
    assert!(refused.message().starts_with("option dashboard_url "), "{refused}");

    // Only an id needs the server.
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.client_with(r#","dashboard_url":"https://y.example""#);
    let offline = client.device();
    assert_eq!(
        text(&offline.get_dashboard_url(UUID, &none()).unwrap(), ""),
        format!("https://y.example/devices/{UUID}/summary")
    );
    assert_eq!(code(offline.get_dashboard_url("1", &none())), Code::UNAUTHORIZED);
    for malformed in ["", "../1", "0"] {
        assert_eq!(code(offline.get_dashboard_url(malformed, &none())), Code::INVALID_PARAMETER);
    }
    assert_eq!(code(offline.get_dashboard_url(UUID, &options(r#"{"$select":"id"}"#))), Code::NON_ALLOWED_OPTION);
    assert_eq!(simulator.requests(), [] as [String; 0]);
    client.auth().login("admin", "simulator-password", &none()).unwrap();
    let row = &fleet(&client)[0];
    let found = client.device().get_dashboard_url(&row["id"].to_string(), &none()).unwrap();
    assert_eq!(text(&found, ""), format!("https://y.example/devices/{}/summary", row["uuid"].as_str().unwrap()));
    assert_eq!(code(client.device().get_dashboard_url("999999", &none())), Code::DEVICE_NOT_FOUND);
}

#[test]
fn device_types_have_a_slug_and_a_name() {
    let simulator = Simulator::start(&[]);
    let client = simulator.logged_in();
    let device = client.device();
    for known in ["Raspberry Pi 3", "raspberrypi3"] {
        assert_eq!(device.get_device_slug(known, &none()).unwrap().as_str(), r#""raspberrypi3""#);
        assert_eq!(device.get_display_name(known, &none()).unwrap().as_str(), r#""Raspberry Pi 3""#);
    }
    for unknown in ["toaster", "O'Brien's"] {
        let expected = format!("There is no device type {unknown}.");
        for result in [device.get_device_slug(unknown, &none()), device.get_display_name(unknown, &none())] {
            let error = result.unwrap_err();
            assert_eq!((error.code(), error.message()), (Code::INVALID_DEVICE_TYPE, expected.as_str()));
        }
    }
    let error = device.get_device_slug("", &none()).unwrap_err();
    assert_eq!((error.code(), error.message()), (Code::INVALID_PARAMETER, "device_type_name is empty"));
    let error = device.get_display_name("", &none()).unwrap_err();
    assert_eq!((error.code(), error.message()), (Code::INVALID_PARAMETER, "device_type_slug is empty"));
}

#[test]
fn a_device_type_is_supported_when_it_has_an_operating_system() {
    let simulator = Simulator::start(&[]);
    assert_eq!(simulator.logged_in().device().get_supported_device_types(&none()).unwrap().as_str(), "[]");
    assert_eq!(code(simulator.client().device().get_supported_device_types(&none())), Code::UNAUTHORIZED);
    let simulator = Simulator::start(&["--cloud"]);
    assert_eq!(
        read(simulator.logged_in().device().get_supported_device_types(&none()).unwrap()),
        json!(["Intel NUC", "Raspberry Pi (v1 / Zero / Zero W)", "Raspberry Pi 3", "Raspberry Pi 4 (using 64bit OS)"])
    );
}

#[test]
fn a_note_is_any_text_or_none() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    let device = client.device();
    let uuid = text(&device.get_all(&none()).unwrap(), "/0/uuid");
    for note in ["two\n\tlines, 'quoted' \"twice\" \\ 🐳", ""] {
        assert_eq!(device.note(&uuid, note, &none()).unwrap().as_str(), "null");
        assert_eq!(text(&device.get(&uuid, &none()).unwrap(), "/note"), note);
    }
}

#[test]
fn a_device_moves_to_what_its_architecture_runs() {
    let simulator = Simulator::start(&["--fleet", "2"]);
    let client = simulator.logged_in();
    let device = client.device();
    let types = ["generic-aarch64", "raspberrypi3", "raspberry-pi", "intel-nuc"];
    for name in types {
        client.application().create(name, name, &none()).unwrap();
    }
    for (own, runs) in types.into_iter().zip([&types[..3], &types[1..3], &types[2..3], &types[3..]]) {
        let uuid = registered(&client, "admin/fleet", own);
        for target in types {
            let moved = device.move_(&uuid, target, &none());
            if runs.contains(&target) {
                assert_eq!(moved.unwrap().as_str(), "null");
                assert_eq!(text(&device.get_application_name(&uuid, &none()).unwrap(), ""), target);
            } else {
                assert_eq!(code(moved), Code::INCOMPATIBLE_APPLICATION, "{own} to {target}");
                assert_ne!(text(&device.get_application_name(&uuid, &none()).unwrap(), ""), target);
            }
        }
    }

    let rows = fleet(&client);
    let (uuid, id) = (of(&rows[0], "uuid"), rows[0]["id"].to_string());
    let error = device.move_(uuid, "other", &none()).unwrap_err();
    assert_eq!(error.code(), Code::INCOMPATIBLE_APPLICATION);
    let expected = format!("Device {id} (armv7hf) can't run what application other is built for (amd64).");
    assert_eq!(error.message(), expected);
    device.move_(&id, "admin/spare", &none()).unwrap();
    assert_eq!(text(&device.get_application_name(uuid, &none()).unwrap(), ""), "spare");
    // Nothing else moved along.
    assert_eq!(all(device.get_all_by_application("spare", &none()).unwrap(), "uuid"), [uuid]);

    assert_eq!(code(device.move_(uuid, "kitchen", &none())), Code::APPLICATION_NOT_FOUND);
    assert_eq!(code(device.move_(uuid, "admin/kitchen", &none())), Code::APPLICATION_NOT_FOUND);
    answer(&simulator, "/v7/application", TWO);
    assert_eq!(code(device.move_(uuid, "spare", &none())), Code::AMBIGUOUS_APPLICATION);
    let error = device.move_(uuid, "a/b/c", &none()).unwrap_err();
    assert_eq!(error.code(), Code::INVALID_PARAMETER);
    assert!(error.message().starts_with("application_name "), "{error}");
    for lacking in [r#"{"d":[{"id":1,"is_of__device_type":[]}]}"#, r#"{"d":[{"id":1}]}"#] {
        answer(&simulator, "/v7/device", lacking);
        assert_eq!(code(device.move_(uuid, "spare", &none())), Code::DECODE);
    }
}

#[test]
fn reads_ask_for_what_they_tell_and_no_more() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.client_with(r#","dashboard_url":"https://y.example""#);
    client.auth().login("admin", "simulator-password", &none()).unwrap();
    let device = client.device();
    let uuid = text(&device.get_all(&none()).unwrap(), "/0/uuid");
    let filtered = options(r#"{"$filter":"id gt 0 or id lt 0"}"#);
    let application = text(&client.application().get("fleet", &none()).unwrap(), "/id");
    let before = requests(&simulator).len();
    device.get_name(&uuid, &none()).unwrap();
    device.get_name("1", &none()).unwrap();
    device.get_application_name(&uuid, &none()).unwrap();
    device.get_status(&uuid, &none()).unwrap();
    device.is_online(&uuid, &none()).unwrap();
    assert_eq!(code(device.get_local_ip_address(&uuid, &none())), Code::DEVICE_OFFLINE);
    device.has(&uuid, &none()).unwrap();
    device.get_dashboard_url("1", &none()).unwrap();
    device.get_by_name("it's", &filtered).unwrap();
    device.get_all_by_application("fleet", &filtered).unwrap();
    device.get_all_by_application_id("admin/fleet", &none()).unwrap();
    device.get_device_slug("Raspberry Pi 3", &none()).unwrap();
    device.get_display_name("raspberrypi3", &none()).unwrap();
    device.get_supported_device_types(&none()).unwrap();
    let one = format!("GET /v7/device(uuid='{uuid}')");
    assert_eq!(
        requests(&simulator)[before..],
        [
            format!("{one}?$select=device_name"),
            "GET /v7/device(1)?$select=device_name".into(),
            format!("{one}?$select=id&$expand=belongs_to__application($select=app_name)"),
            format!("{one}?$select=overall_status"),
            format!("{one}?$select=is_connected_to_vpn"),
            format!("{one}?$select=is_connected_to_vpn,ip_address"),
            format!("{one}?$select=id"),
            "GET /v7/device(1)?$select=uuid".into(),
            "GET /v7/device?$filter=(device_name eq 'it''s') and (id gt 0 or id lt 0)&$orderby=device_name asc".into(),
            "GET /v7/application?$filter=(is_directly_accessible_by__user/any(dau:1 eq 1)) and (app_name eq 'fleet')\
             &$select=id&$top=2"
                .into(),
            format!(
                "GET /v7/device?$filter=(id gt 0 or id lt 0) and (belongs_to__application eq {application})\
                 &$orderby=device_name asc"
            ),
            "GET /v7/application(slug='admin/fleet')?$select=id".into(),
            format!("GET /v7/device?$filter=belongs_to__application eq {application}&$orderby=device_name asc"),
            "GET /v7/device_type?$filter=name eq 'Raspberry Pi 3' or slug eq 'Raspberry Pi 3'\
             &$orderby=name asc&$select=slug&$top=1"
                .into(),
            "GET /v7/device_type?$filter=name eq 'raspberrypi3' or slug eq 'raspberrypi3'\
             &$orderby=name asc&$select=name&$top=1"
                .into(),
            "GET /v7/device_type?$filter=is_default_for__application/any(idfa:idfa/is_host eq true and \
             idfa/is_archived eq false and idfa/owns__release/any(r:r/status eq 'success' and r/is_final eq true and \
             r/is_invalidated eq false))&$orderby=name asc&$select=name"
                .into(),
        ]
    );
}

#[test]
fn writes_go_to_the_ids_that_were_looked_up() {
    let simulator = Simulator::start(&["--fleet", "2"]);
    let client = simulator.logged_in();
    let device = client.device();
    let row = &fleet(&client)[1];
    let (uuid, id) = (of(row, "uuid"), row["id"].to_string());
    let spare = text(&client.application().get("spare", &none()).unwrap(), "/id");
    let before = requests(&simulator).len();
    device.rename(uuid, "n", &none()).unwrap();
    device.note(&id, "n", &none()).unwrap();
    device.move_(uuid, "spare", &none()).unwrap();
    device.remove(uuid, &none()).unwrap();
    let looked_up = format!("GET /v7/device?$filter=uuid eq '{uuid}'&$orderby=device_name asc&$select=id");
    let architecture = "($select=slug;$expand=is_of__cpu_architecture($select=slug))";
    assert_eq!(
        requests(&simulator)[before..],
        [
            looked_up.clone(),
            format!("PATCH /v7/device?$filter=id in ({id})"),
            format!("GET /v7/device?$filter=id eq {id}&$orderby=device_name asc&$select=id"),
            format!("PATCH /v7/device?$filter=id in ({id})"),
            format!(
                "GET /v7/application?$filter=(is_directly_accessible_by__user/any(dau:1 eq 1)) and \
                 (app_name eq 'spare')&$select=id&$top=2&$expand=is_for__device_type{architecture}"
            ),
            format!("{looked_up}&$expand=is_of__device_type{architecture}"),
            format!("PATCH /v7/device?$filter=id in ({id})"),
            looked_up,
            format!("DELETE /v7/device?$filter=id in ({id})"),
        ]
    );
    let application: i64 = spare.parse().unwrap();
    assert_eq!(
        simulator.bodies("PATCH"),
        [json!({ "device_name": "n" }), json!({ "note": "n" }), json!({ "belongs_to__application": application })]
    );
    assert_eq!(fleet(&client).len(), 1);
}
