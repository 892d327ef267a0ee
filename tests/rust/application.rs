//! Applications.

use balena::{Client, Code, Document, Error, Options};
use serde_json::{Value, json};

use crate::check::{code, none, options, text};
use crate::requests::requests;
use crate::simulator::Simulator;

/// The commits of the releases of `--fleet`, in the order of their versions.
fn commits(client: &Client) -> Vec<String> {
    let asked = options(r#"{"$select":"id","$expand":"owns__release($select=commit;$orderby=semver_minor)"}"#);
    let fleet = client.application().get_by_id("admin/fleet", &asked).unwrap();
    (0..4).map(|place| text(&fleet, &format!("/owns__release/{place}/commit"))).collect()
}

fn unsupported(result: Result<Document, Error>) {
    let error = result.expect_err("the server should not have this");
    assert_eq!(error.code(), Code::UNSUPPORTED_BY_SERVER, "{error:?}");
    assert!(error.message().starts_with("This server does not offer "), "{error}");
}

#[test]
fn application() {
    let simulator = Simulator::start(&[]);
    let client = simulator.logged_in();
    let application = client.application();
    assert_eq!(application.get_all(&none()).unwrap().as_str(), "[]");
    assert_eq!(application.has_any(&none()).unwrap().as_str(), "false");
    for device_type in ["raspberrypi3", "Raspberry Pi 3"] {
        let made = application.create(&format!("by-{}", device_type.len()), device_type, &none()).unwrap();
        assert_eq!(text(&made, "/is_for__device_type/__id"), "117");
    }
    assert_eq!(application.has_any(&none()).unwrap().as_str(), "true");
    let named = options(r#"{"$filter":"app_name eq @n or app_name eq 'by-14'","@n":"by-12","$orderby":"id desc"}"#);
    let found = application.get_all(&named).unwrap();
    assert_eq!(text(&found, "/0/app_name"), "by-14");
    assert_eq!(text(&found, "/1/slug"), "admin/by-12");
    application.remove("by-12", &none()).unwrap();
    application.remove("admin/by-14", &none()).unwrap();
    assert_eq!(code(application.remove("by-12", &none())), Code::APPLICATION_NOT_FOUND);
    assert_eq!(application.get_all(&none()).unwrap().as_str(), "[]");
}

#[test]
fn an_application_is_created_as_the_options_say_or_not_at_all() {
    let simulator = Simulator::start(&[]);
    let guest = simulator.client();
    assert_eq!(code(guest.application().create("kitchen", "raspberrypi3", &none())), Code::NOT_LOGGED_IN);
    let client = simulator.logged_in();
    let create = |given: &str| client.application().create("kitchen", "raspberrypi3", &options(given));
    let refused = [
        (r#"{"organization":"nobody"}"#, Code::ORGANIZATION_NOT_FOUND),
        (r#"{"organization":0}"#, Code::INVALID_OPTION),
        (r#"{"app_type":"toaster"}"#, Code::INVALID_APPLICATION_TYPE),
        (r#"{"application_class":"toaster"}"#, Code::INVALID_OPTION),
        (r#"{"uuid":"123"}"#, Code::INVALID_OPTION),
        (r#"{"color":"red"}"#, Code::NON_ALLOWED_OPTION),
    ];
    for (given, expected) in refused {
        assert_eq!(code(create(given)), expected, "{given}");
    }
    let other = json!({ "d": [{ "id": 8, "handle": "one" }, { "id": 9, "handle": "two" }] }).to_string();
    simulator.order("/v7/organization", 1, json!({ "kind": "status", "status": 200, "body": other }));
    assert_eq!(code(create("{}")), Code::MISSING_OPTION);
    let uuid = "0123456789abcdef0123456789abcdef";
    let given =
        format!(r#"{{"organization":"admin","app_type":"default","application_class":"block","uuid":"{uuid}"}}"#);
    let made = create(&given).unwrap();
    assert_eq!([text(&made, "/is_of__class"), text(&made, "/uuid")], ["block", uuid]);
    assert_eq!(code(create("{}")), Code::CONFLICT);
    assert_eq!(code(client.application().create("more", "toaster", &none())), Code::INVALID_DEVICE_TYPE);
    assert_eq!(code(client.application().create("", "raspberrypi3", &none())), Code::INVALID_PARAMETER);
}

#[test]
fn an_application_is_found_by_whatever_names_it() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    let application = client.application();
    let fleet = application.get("fleet", &none()).unwrap();
    let (id, uuid) = (text(&fleet, "/id"), text(&fleet, "/uuid"));
    for name in ["fleet", "admin/fleet", "Admin/FLEET"] {
        let found = application.get(name, &options(r#"{"$select":["id","app_name"]}"#)).unwrap();
        assert_eq!(found.as_str(), format!(r#"{{"id":{id},"app_name":"fleet"}}"#));
        assert_eq!(application.has(name, &none()).unwrap().as_str(), "true");
    }
    for reference in [id.as_str(), "admin/fleet", &uuid] {
        let expanded = options(r#"{"$select":"id","$expand":"is_for__device_type($select=slug)"}"#);
        let found = application.get_by_id(reference, &expanded).unwrap();
        assert_eq!([text(&found, "/id"), text(&found, "/is_for__device_type/0/slug")], [&id, "raspberrypi3"]);
    }
    assert_eq!(text(&application.get_by_owner("Fleet", "Admin", &none()).unwrap(), "/id"), id);

    for name in ["kitchen", "admin/kitchen", "O'Brien's 🐳"] {
        let error = application.get(name, &none()).unwrap_err();
        assert_eq!(error.code(), Code::APPLICATION_NOT_FOUND);
        assert_eq!(error.message(), format!("There is no application {name}."));
        assert_eq!(application.has(name, &none()).unwrap().as_str(), "false");
    }
    for reference in ["999999", "admin/kitchen", "0123456789abcdef0123456789abcdef"] {
        assert_eq!(code(application.get_by_id(reference, &none())), Code::APPLICATION_NOT_FOUND);
    }
    assert_eq!(code(application.get_by_owner("fleet", "second", &none())), Code::APPLICATION_NOT_FOUND);

    for name in ["", "a/b/c", "/", "a\nb"] {
        assert_eq!(code(application.get(name, &none())), Code::INVALID_PARAMETER);
        assert_eq!(code(application.has(name, &none())), Code::INVALID_PARAMETER);
    }
    for reference in ["", "fleet", "0", "-1", "99999999999999999999", "../1", "1)?$top=1"] {
        assert_eq!(code(application.get_by_id(reference, &none())), Code::INVALID_PARAMETER, "{reference}");
    }
    for (name, owner, argument) in [("a/b", "admin", "name"), ("fleet", "", "owner"), ("fleet", "a b", "owner")] {
        let error = application.get_by_owner(name, owner, &none()).unwrap_err();
        assert_eq!(error.code(), Code::INVALID_PARAMETER);
        assert!(error.message().starts_with(argument), "{error}");
    }
    assert_eq!(code(application.get("fleet", &options(r#"{"$top":1}"#))), Code::NON_ALLOWED_OPTION);
    assert_eq!(code(simulator.client().application().get_by_id(&id, &none())), Code::UNAUTHORIZED);
}

#[test]
fn two_applications_of_one_name_are_not_confused() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    let application = client.application();
    let calls: [&dyn Fn() -> Result<Document, Error>; 3] =
        [&|| application.get("fleet", &none()), &|| application.remove("fleet", &none()), &|| {
            application.restart("fleet", &none())
        }];
    let two = json!({ "kind": "status", "status": 200, "body": r#"{"d":[{"id":1},{"id":2}]}"# });
    for call in calls {
        simulator.order("/v7/application", 1, two.clone());
        assert_eq!(code(call()), Code::AMBIGUOUS_APPLICATION);
    }
    simulator.order("/v7/application", 1, two);
    assert_eq!(application.has("fleet", &none()).unwrap().as_str(), "true");
    assert_eq!(application.has("fleet", &none()).unwrap().as_str(), "true");
}

#[test]
fn a_public_application_of_others_is_there_for_those_who_name_it_whole() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let owner = simulator.logged_in();
    let fleet = owner.application().get("fleet", &options(r#"{"$select":"id,uuid"}"#)).unwrap();
    let id = text(&fleet, "/id");
    let second = simulator.client();
    second.auth().login("second", "second-password", &none()).unwrap();
    let application = second.application();
    assert_eq!(code(application.get_by_id(&id, &none())), Code::APPLICATION_NOT_FOUND);
    simulator.send("PATCH", &format!("/v7/application({id})"), Some(&owner), &json!({ "is_public": true }));
    assert_eq!(text(&application.get_by_id(&id, &none()).unwrap(), "/slug"), "admin/fleet");
    assert_eq!(text(&application.get_by_owner("fleet", "admin", &none()).unwrap(), "/slug"), "admin/fleet");
    assert_eq!(code(application.get("fleet", &none())), Code::APPLICATION_NOT_FOUND);
    assert_eq!(application.has("admin/fleet", &none()).unwrap().as_str(), "false");
    assert_eq!(application.has_any(&none()).unwrap().as_str(), "false");
    // To a write that reaches nothing the server would answer 200.
    for reference in [id.as_str(), "admin/fleet", &text(&fleet, "/uuid")] {
        assert_eq!(code(application.track_latest_release(reference, &none())), Code::APPLICATION_NOT_FOUND);
        assert_eq!(code(application.disable_rolling_updates(reference, &none())), Code::APPLICATION_NOT_FOUND);
        owner.application().enable_rolling_updates(reference, &none()).unwrap();
    }
}

#[test]
fn an_application_is_kept_at_a_release_or_follows_the_latest() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    let application = client.application();
    let fleet = "admin/fleet";
    let target = || application.get_target_release_hash(fleet, &none()).unwrap().as_str().to_owned();
    let flags = || {
        let tracking = application.is_tracking_latest_release(fleet, &none()).unwrap();
        let later = application.will_track_new_releases(fleet, &none()).unwrap();
        format!("{tracking} {later}")
    };
    let [first, latest, failed, draft]: [String; 4] = commits(&client).try_into().unwrap();
    application.track_latest_release(fleet, &none()).unwrap();
    assert_eq!((target(), flags()), (format!("\"{latest}\""), "true true".into()));
    application.set_to_release(fleet, &first, &none()).unwrap();
    assert_eq!((target(), flags()), (format!("\"{first}\""), "false false".into()));
    // Whether the target moves with this is up to the server.
    application.enable_rolling_updates(fleet, &none()).unwrap();
    assert!(flags().ends_with(" true"));
    application.track_latest_release(fleet, &none()).unwrap();
    assert_eq!((target(), flags()), (format!("\"{latest}\""), "true true".into()));
    application.disable_rolling_updates(fleet, &none()).unwrap();
    assert_eq!((target(), flags()), (format!("\"{latest}\""), "false false".into()));

    let asked = options(r#"{"$select":"id","$expand":"owns__release($select=id;$orderby=semver_minor)"}"#);
    let releases = application.get_by_id(fleet, &asked).unwrap();
    application.set_to_release(fleet, &text(&releases, "/owns__release/0/id"), &none()).unwrap();
    assert_eq!(target(), format!("\"{first}\""));
    let of_failed = text(&releases, "/owns__release/2/id");
    for release in [failed.as_str(), &of_failed, "999999", "0123abc"] {
        assert_eq!(code(application.set_to_release(fleet, release, &none())), Code::RELEASE_NOT_FOUND);
    }
    // A release of another application is none of this one's.
    assert_eq!(code(application.set_to_release("admin/other", &first, &none())), Code::RELEASE_NOT_FOUND);
    for release in ["", "a-b", "x' or 1 eq 1", "é"] {
        assert_eq!(code(application.set_to_release(fleet, release, &none())), Code::INVALID_PARAMETER);
    }
    assert_eq!(target(), format!("\"{first}\""));
    // A draft is set when it is named, though it is never the latest.
    application.set_to_release(fleet, &draft, &none()).unwrap();
    assert_eq!(target(), format!("\"{draft}\""));
}

#[test]
fn an_application_without_releases_follows_those_to_come() {
    let simulator = Simulator::start(&[]);
    let client = simulator.logged_in();
    let application = client.application();
    application.create("kitchen", "raspberrypi3", &none()).unwrap();
    let kitchen = "admin/kitchen";
    assert_eq!(application.get_target_release_hash(kitchen, &none()).unwrap().as_str(), "null");
    assert_eq!(application.is_tracking_latest_release(kitchen, &none()).unwrap().as_str(), "true");
    application.disable_rolling_updates(kitchen, &none()).unwrap();
    assert_eq!(application.is_tracking_latest_release(kitchen, &none()).unwrap().as_str(), "false");
    application.track_latest_release(kitchen, &none()).unwrap();
    assert_eq!(application.will_track_new_releases(kitchen, &none()).unwrap().as_str(), "true");
    assert_eq!(simulator.bodies("PATCH").last(), Some(&json!({ "should_track_latest_release": true })));
}

#[test]
fn a_release_is_set_by_ids_that_were_looked_up() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    let first = &commits(&client)[0];
    client.application().set_to_release("admin/fleet", first, &none()).unwrap();
    client.application().track_latest_release("admin/fleet", &none()).unwrap();
    let sent = &requests(&simulator)[1..];
    let lookup = "GET /v7/application?$filter=(is_directly_accessible_by__user/any(dau:1 eq 1)) and \
        (slug eq 'admin/fleet')&$select=id&$expand=owns__release($select=id;$top=1;$filter=";
    assert_eq!(sent[0], format!("{lookup}commit eq '{first}' and status eq 'success')"));
    let latest = "is_final eq true and is_passing_tests eq true and is_invalidated eq false and status eq 'success'";
    assert_eq!(sent[2], format!("{lookup}{latest};$orderby=created_at desc)"));
    for write in [&sent[1], &sent[3]] {
        assert!(write.starts_with("PATCH /v7/application(") && !write.contains('?'), "{write}");
    }
    assert_eq!(sent.len(), 4);
}

#[test]
fn nothing_is_written_to_an_application_that_is_not_there() {
    let simulator = Simulator::start(&[]);
    let client = simulator.logged_in();
    let application = client.application();
    let soon = 4_102_444_800_000;
    type Call<'a> = &'a dyn Fn(&str, &Options) -> Result<Document, Error>;
    let calls: [Call; 13] = [
        &|it, with| application.disable_device_urls(it, with),
        &|it, with| application.disable_rolling_updates(it, with),
        &|it, with| application.enable_device_urls(it, with),
        &|it, with| application.enable_rolling_updates(it, with),
        &|it, with| application.generate_provisioning_key(it, with),
        &|it, with| application.get_config(it, "6.0.24", with),
        &|it, with| application.get_target_release_hash(it, with),
        &|it, with| application.grant_support_access(it, soon, with),
        &|it, with| application.is_tracking_latest_release(it, with),
        &|it, with| application.revoke_support_access(it, with),
        &|it, with| application.set_to_release(it, "1", with),
        &|it, with| application.track_latest_release(it, with),
        &|it, with| application.will_track_new_releases(it, with),
    ];
    for call in calls {
        assert_eq!(code(call("admin/none", &none())), Code::APPLICATION_NOT_FOUND);
        assert_eq!(code(call("none", &none())), Code::INVALID_PARAMETER);
        assert_eq!(code(call("admin/none", &options(r#"{"color":"red"}"#))), Code::NON_ALLOWED_OPTION);
    }
    assert_eq!(code(application.restart("none", &none())), Code::APPLICATION_NOT_FOUND);
    assert_eq!(code(simulator.client().application().restart("none", &none())), Code::NOT_LOGGED_IN);
    assert_eq!(code(simulator.client().application().remove("none", &none())), Code::NOT_LOGGED_IN);
    assert!(requests(&simulator).iter().all(|request| request.starts_with("GET ")));
}

#[test]
fn a_provisioning_key_registers_devices() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    let application = client.application();
    let given = options(r#"{"key_name":"station","description":"of hall 2","expiry_date":1893456000000}"#);
    let key = text(&application.generate_provisioning_key("admin/fleet", &given).unwrap(), "");
    let id = text(&application.get("fleet", &none()).unwrap(), "/id");
    let uuid = "0123456789abcdef0123456789abcdef";
    let with_key = options(&json!({ "provisioning_key": key, "device_type": "raspberrypi3" }).to_string());
    simulator.client().device().register(&id, uuid, &with_key).unwrap();
    let id: Value = id.parse::<i64>().unwrap().into();
    let whole = json!({ "actorType": "application", "actorTypeId": id, "roles": ["provisioning-api-key"],
        "name": "station", "description": "of hall 2", "expiryDate": "2030-01-01T00:00:00.000Z" });
    assert_eq!(simulator.bodies("POST")[1], whole);

    application.generate_provisioning_key("admin/fleet", &options(r#"{"expiry_date":null}"#)).unwrap();
    let bare = json!({ "actorType": "application", "actorTypeId": id, "roles": ["provisioning-api-key"],
        "expiryDate": null });
    assert_eq!(simulator.bodies("POST").last(), Some(&bare));

    // A server from before that route is asked by the one it has.
    simulator.order("/api-key/v2", 1, json!({ "kind": "status", "status": 404 }));
    let older = text(&application.generate_provisioning_key("admin/fleet", &given).unwrap(), "");
    assert_eq!(older.len(), 32);
    let named = json!({ "name": "station", "description": "of hall 2", "expiryDate": "2030-01-01T00:00:00.000Z" });
    assert_eq!(simulator.bodies("POST").last(), Some(&named));

    for wrong in [
        r#"{"expiry_date":"tomorrow"}"#,
        r#"{"expiry_date":-1}"#,
        r#"{"expiry_date":1e300}"#,
        r#"{"expiry_date":253402300800000}"#,
        r#"{"key_name":1}"#,
        r#"{"description":""}"#,
    ] {
        let refused = application.generate_provisioning_key("admin/fleet", &options(wrong));
        assert_eq!(code(refused), Code::INVALID_OPTION, "{wrong}");
    }
}

#[test]
fn a_config_is_made_as_the_options_say() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    let application = client.application();
    let id = text(&application.get("fleet", &none()).unwrap(), "/id");
    let config = application.get_config("admin/fleet", "2.12.7+rev1", &none()).unwrap();
    assert_eq!(text(&config, "/applicationId"), id);
    assert_eq!(text(&config, "/deviceType"), "raspberrypi3");
    let id: i64 = id.parse().unwrap();
    let sent = || simulator.bodies("POST").pop().unwrap();
    assert_eq!(sent(), json!({ "version": "2.12.7+rev1", "network": "ethernet", "appId": id }));

    let given = r#"{"network":"wifi","wifiSsid":"Café","wifiKey":"a secret","appUpdatePollInterval":20,
        "ip":"192.0.2.2","gateway":"192.0.2.1","netmask":"255.255.255.0","developmentMode":true,
        "deviceType":"raspberry-pi2","provisioningKeyName":"station","provisioningKeyExpiryDate":1893456000000}"#;
    let config = application.get_config("admin/fleet", "6.0.24", &options(given)).unwrap();
    assert_eq!([text(&config, "/wifiKey"), text(&config, "/developmentMode")], ["a secret", "true"]);
    let mut expected: Value = serde_json::from_str(given).unwrap();
    expected["provisioningKeyExpiryDate"] = "2030-01-01T00:00:00.000Z".into();
    expected["version"] = "6.0.24".into();
    expected["appId"] = id.into();
    assert_eq!(sent(), expected);

    let toaster = application.get_config("admin/fleet", "6.0.24", &options(r#"{"deviceType":"toaster"}"#)).unwrap_err();
    assert_eq!(toaster.message(), "The server answered 404: Unknown device type toaster");
    assert_eq!(code(application.get_config("admin/fleet", "", &none())), Code::MISSING_OPTION);
    assert_eq!(code(application.get_config("admin/fleet", "2\n", &none())), Code::INVALID_PARAMETER);
    assert_eq!(
        code(application.get_config("admin/fleet", "6.0.24", &options(r#"{"network":"wifi"}"#))),
        Code::MISSING_OPTION
    );
    for wrong in [
        r#"{"network":"token ring"}"#,
        r#"{"wifiSsid":1}"#,
        r#"{"ip":"192.0.2"}"#,
        r#"{"netmask":"24"}"#,
        r#"{"appUpdatePollInterval":0}"#,
        r#"{"developmentMode":"yes"}"#,
        r#"{"provisioningKeyExpiryDate":"soon"}"#,
    ] {
        assert_eq!(
            code(application.get_config("admin/fleet", "6.0.24", &options(wrong))),
            Code::INVALID_OPTION,
            "{wrong}"
        );
    }
}

#[test]
fn a_wifi_key_stays_out_of_errors() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    let repeated = json!({ "kind": "status", "status": 400, "body": "\"no wifiKey like a secret\"" });
    simulator.order("/download-config", 1, repeated);
    let given = options(r#"{"network":"wifi","wifiSsid":"ours","wifiKey":"a secret"}"#);
    let error = client.application().get_config("admin/fleet", "6.0.24", &given).unwrap_err();
    assert_eq!(error.code(), Code::REQUEST_ERROR);
    let error = serde_json::to_string(&error).unwrap();
    assert!(error.contains("no wifiKey like") && !error.contains("a secret"), "{error}");
}

#[test]
fn what_an_open_balena_does_not_have_is_unsupported() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    let application = client.application();
    unsupported(application.disable_device_urls("admin/fleet", &none()));
    unsupported(application.enable_device_urls("admin/fleet", &none()));
    unsupported(application.grant_support_access("admin/fleet", 4_102_444_800_000, &none()));
    unsupported(application.revoke_support_access("admin/fleet", &none()));
    unsupported(application.restart("fleet", &none()));
    // A server that says what went wrong has the route.
    let refused = json!({ "kind": "status", "status": 404, "body": "\"No online device(s) found\"" });
    simulator.order("/application/", 1, refused);
    assert_eq!(code(application.restart("fleet", &none())), Code::REQUEST_ERROR);
    // Nor is a lookup that fails the lack of a field.
    simulator.order("/v7/application", 1, json!({ "kind": "status", "status": 500 }));
    assert_eq!(code(application.revoke_support_access("admin/fleet", &none())), Code::REQUEST_ERROR);
}

#[test]
fn support_access_ends_in_the_future() {
    let simulator = Simulator::start(&[]);
    let client = simulator.logged_in();
    for past in [i64::MIN, -1, 0, 1_700_000_000, 1_700_000_000_000] {
        let error = client.application().grant_support_access("admin/fleet", past, &none()).unwrap_err();
        assert_eq!(error.code(), Code::INVALID_PARAMETER);
        assert!(error.message().starts_with("expiry_timestamp"), "{error}");
    }
    assert!(requests(&simulator).is_empty());
}

#[test]
fn a_restart_tells_of_update_locks() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    simulator.order("/application/", 1, json!({ "kind": "status", "status": 423, "body": "\"Update lock is set\"" }));
    assert_eq!(code(client.application().restart("fleet", &none())), Code::SUPERVISOR_LOCKED);
}

#[test]
fn what_balena_cloud_alone_serves() {
    let simulator = Simulator::start(&["--fleet", "3", "--cloud"]);
    let client = simulator.logged_in();
    let application = client.application();
    let addresses = || {
        let devices = client.device().get_all(&options(r#"{"$select":"is_web_accessible"}"#)).unwrap();
        (0..3).map(|place| text(&devices, &format!("/{place}/is_web_accessible"))).collect::<Vec<_>>()
    };
    application.enable_device_urls("admin/fleet", &none()).unwrap();
    assert_eq!(addresses(), ["true", "true", "true"]);
    application.disable_device_urls("admin/fleet", &none()).unwrap();
    assert_eq!(addresses(), ["false", "false", "false"]);

    let until = || {
        let asked = options(r#"{"$select":"is_accessible_by_support_until__date"}"#);
        text(&application.get("fleet", &asked).unwrap(), "/is_accessible_by_support_until__date")
    };
    application.grant_support_access("admin/fleet", 4_102_444_800_000, &none()).unwrap();
    assert_eq!(until(), "2100-01-01T00:00:00.000Z");
    application.revoke_support_access("admin/fleet", &none()).unwrap();
    assert_eq!(until(), "null");

    application.restart("fleet", &none()).unwrap();
    let id = text(&application.get("fleet", &none()).unwrap(), "/id");
    assert!(requests(&simulator).contains(&format!("POST /application/{id}/restart")));
}
