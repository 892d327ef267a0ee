//! The operating system of devices, and the order of its versions.

use balena::{Client, Code};
use serde_json::{Value, json};

use crate::check::{code, none, options, text};
use crate::simulator::Simulator;

/// Forms of versions, and what they become with the variant `prod`.
const FORMS: &[(&str, &str)] = &[
    ("2.29.2+rev1", "2.29.2+rev1.prod"),
    ("balenaOS 2.29.2+rev1", "2.29.2+rev1.prod"),
    ("BALENA os 2.29.2+rev1.prod", "2.29.2+rev1.prod"),
    ("Resin OS 2.0.0+rev4 (prod)", "2.0.0+rev4.prod"),
    ("Resin OS 2.0.0+rev4 (dev)", "2.0.0+rev4.dev.prod"),
    ("Resin OS 2.0.0.rev1 (prod)", "2.0.0+rev1.prod"),
    ("Resin OS 2.0.0-rc5.rev1", "2.0.0-rc5.rev1+prod"),
    ("Resin OS 2.0.0-beta.8", "2.0.0-beta.8+prod"),
    ("2.0.0-beta.8.rev2", "2.0.0-beta.8+rev2.prod"),
    ("2.0.0-prod", "2.0.0-prod"),
    ("Resin OS 1.1.0 (fido)", "1.1.0+fido.prod"),
    ("Resin OS v1.24.0", "1.24.0+prod"),
    ("  2.29.2\n", "2.29.2+prod"),
    ("2.7.5_prod", "2.7.5+prod"),
    ("2.7.5.prod", "2.7.5+prod"),
    ("2019.10.0.dev", "2019.10.0+dev.prod"),
    ("2022.01.0", "2022.1.0+prod"),
];

/// What is no version.
const NONE: &[&str] = &[
    "",
    " ",
    "balenaOS",
    "Ubuntu 16.04.1",
    "Linux 14.04",
    "Resin OS 2.0-beta.8",
    "2.29",
    "2.29.2.1",
    "2.29.x",
    "2.29.2+rev1 and more",
    "99999999999999999999.0.0",
    "2.29.2+",
    "Résin OS 1.2.3",
];

/// From the newest to the oldest, each of them newer than the next.
const ORDERED: &[&str] = &[
    "6.0.24",
    "6.0.24-rc1",
    "5.10.0",
    "5.9.30",
    "2.115.7",
    "2.29.2+rev10.prod",
    "2.29.2+rev2.prod",
    "2.29.2+rev2.dev",
    "2.29.2+rev1.prod",
    "2.29.2+rev1",
    "2.29.2+rev1.dev",
    "2.29.2",
    "2.0.6+rev1",
    "2.0.0+rev4.prod",
    "2.0.0.rev1",
    "2.0.0-rc5.rev1",
    "2.0.0-rc1.rev2",
    "2.0.0-rc1.rev1",
    "2.0.0-beta10.rev1",
    "2.0.0-beta.11",
    "2.0.0-beta.8",
    "1.26.0",
    "1.8.0",
    "1.2.1",
];

fn semver(client: &Client, version: &str, variant: Option<&str>) -> Value {
    let semver = client.device_os().get_device_os_semver_with_variant(version, variant).unwrap();
    serde_json::from_str(semver.as_str()).unwrap()
}

fn versions(client: &Client, device_type: &str) -> Value {
    let found = client.device_os().get_supported_versions(device_type, &none()).unwrap();
    serde_json::from_str(found.as_str()).unwrap()
}

/// The versions that there are where the service has these rows of applications.
fn versions_of(simulator: &Simulator, client: &Client, hosts: &Value) -> Value {
    let body = json!({ "d": hosts }).to_string();
    simulator.order("/v7/application", 1, json!({ "kind": "status", "status": 200, "body": body }));
    versions(client, "raspberrypi3")
}

fn release(version: &str) -> Value {
    json!({ "raw_version": version, "variant": "", "release_tag": [] })
}

fn tag(key: &str, value: &str) -> Value {
    json!({ "tag_key": key, "value": value })
}

#[test]
fn versions_come_with_their_variant() {
    let simulator = Simulator::start(&[]);
    let client = simulator.client();
    for (form, expected) in FORMS {
        assert_eq!(semver(&client, form, Some("prod")), *expected, "{form}");
        assert_eq!(semver(&client, expected, None), *expected);
        assert_eq!(semver(&client, expected, Some("")), *expected);
    }
    for form in NONE {
        assert_eq!(semver(&client, form, Some("prod")), Value::Null, "{form}");
    }
    for variant in ["pr od", "+", "prod..1", "🐳", "a\n"] {
        let refused = client.device_os().get_device_os_semver_with_variant("2.29.2", Some(variant)).unwrap_err();
        assert_eq!(refused.code(), Code::INVALID_PARAMETER);
        assert_eq!(refused.message(), "os_variant can't be part of a version");
    }
    assert!(simulator.requests().is_empty());
}

#[test]
fn the_versions_of_a_device_type() {
    let simulator = Simulator::start(&["--cloud"]);
    let client = simulator.logged_in();
    let expected = json!({
        "versions": [
            "6.3.0-rc1", "6.0.24", "5.3.21", "2.115.7", "2.94.4+rev1.prod", "2.94.4+rev1.dev", "2.29.2+rev1.prod",
            "2.29.2+rev1.dev",
        ],
        "recommended": "6.0.24",
        "latest": "6.3.0-rc1",
        "default": "6.0.24",
    });
    for name in ["intel-nuc", "nuc", "Intel NUC"] {
        assert_eq!(versions(&client, name), expected, "{name}");
    }
    let mut extended = expected;
    extended["versions"].as_array_mut().unwrap().push("2023.10.0".into());
    assert_eq!(versions(&client, "raspberrypi3"), extended);
    let none_yet = json!({ "versions": [], "recommended": null, "latest": null, "default": null });
    assert_eq!(versions(&client, "up-board"), none_yet);

    let os = client.device_os();
    let toaster = os.get_supported_versions("toaster", &none()).unwrap_err();
    assert_eq!((toaster.code(), toaster.message()), (Code::INVALID_DEVICE_TYPE, "There is no device type toaster."));
    assert_eq!(code(os.get_supported_versions("", &none())), Code::INVALID_PARAMETER);
    assert_eq!(code(os.get_supported_versions("nuc", &options(r#"{"esr":true}"#))), Code::NON_ALLOWED_OPTION);
    assert_eq!(code(simulator.client().device_os().get_supported_versions("nuc", &none())), Code::UNAUTHORIZED);
}

#[test]
fn versions_are_ordered_from_the_newest_on() {
    let simulator = Simulator::start(&[]);
    let client = simulator.logged_in();
    // In several orders, so that each version meets others.
    for step in [1, 5, 7, 11, 13, 23] {
        let shuffled =
            (0..ORDERED.len()).map(|place| release(ORDERED[place * step % ORDERED.len()])).collect::<Value>();
        let found = versions_of(&simulator, &client, &json!([{ "application_tag": [], "owns__release": shuffled }]));
        assert_eq!(found["versions"], json!(ORDERED), "{step}");
    }
}

#[test]
fn what_a_version_is_good_for() {
    let simulator = Simulator::start(&[]);
    let client = simulator.logged_in();
    let host = |policy: &[Value], releases: Value| json!({ "application_tag": policy, "owns__release": releases });
    let of = |versions: &[&str]| versions.iter().map(|version| release(version)).collect::<Value>();
    let sum = |found: &Value| json!([found["recommended"], found["latest"], found["default"]]);

    let found = versions_of(&simulator, &client, &json!([host(&[], of(&["3.0.0-rc1", "2.0.0+rev1.dev"]))]));
    assert_eq!(sum(&found), json!([null, "3.0.0-rc1", "3.0.0-rc1"]));
    let found = versions_of(&simulator, &client, &json!([host(&[], of(&["2.0.0+rev2.dev", "2.0.0+rev1.prod"]))]));
    assert_eq!(sum(&found), json!(["2.0.0+rev1.prod", "2.0.0+rev2.dev", "2.0.0+rev1.prod"]));

    // Extended support comes behind, and is what is left where there is nothing else.
    let policies = [tag("esr-current", "2023.10"), tag("release-policy", "ESR")];
    let extended = host(&policies, of(&["2022.1.0", "2023.10.0"]));
    let found = versions_of(&simulator, &client, &json!([extended, host(&[], of(&["6.0.24"]))]));
    assert_eq!(found["versions"], json!(["6.0.24", "2023.10.0", "2022.1.0"]));
    assert_eq!(sum(&found), json!(["6.0.24", "6.0.24", "6.0.24"]));
    let found = versions_of(&simulator, &client, &json!([extended]));
    assert_eq!(sum(&found), json!(["2023.10.0", "2023.10.0", "2023.10.0"]));

    // Tags say the version where the release itself does not.
    let tagged = json!([
        { "raw_version": "0.0.0", "variant": "", "release_tag": [tag("version", "2019.10.0"), tag("variant", "dev")] },
        { "raw_version": "0.0.0+rev1", "variant": "prod", "release_tag": [tag("version", "2.9.7+rev2")] },
        { "raw_version": "0.0.0+rev2", "variant": null, "release_tag": [tag("version", "2.9.7")] },
        { "raw_version": "no version", "variant": "", "release_tag": [tag("version", "neither")] },
        { "raw_version": "0.0.0+rev3", "variant": "", "release_tag": [tag("variant", "production")] },
    ]);
    let found = versions_of(&simulator, &client, &json!([host(&[], tagged)]));
    assert_eq!(found["versions"], json!(["2019.10.0.dev", "2.9.7+rev2.prod", "2.9.7", "neither"]));
    assert_eq!(sum(&found), json!(["2.9.7+rev2.prod", "2019.10.0.dev", "2.9.7+rev2.prod"]));
}

#[test]
fn a_config_for_a_device() {
    let simulator = Simulator::start(&["--fleet", "1"]);
    let client = simulator.logged_in();
    let os = client.device_os();
    let id = text(&client.application().get("fleet", &none()).unwrap(), "/id");
    let given = r#"{"version":"6.0.24","network":"wifi","wifiSsid":"Café","wifiKey":"a secret",
        "appUpdatePollInterval":20,"ip":"192.0.2.2","gateway":"192.0.2.1","netmask":"255.255.255.0",
        "developmentMode":true,"deviceType":"raspberry-pi2","provisioningKeyName":"station",
        "provisioningKeyExpiryDate":1893456000000}"#;
    let config = os.get_config("admin/fleet", &options(given)).unwrap();
    assert_eq!(text(&config, "/applicationId"), id);
    assert_eq!([text(&config, "/wifiKey"), text(&config, "/deviceType")], ["a secret", "raspberry-pi2"]);
    let mut expected: Value = serde_json::from_str(given).unwrap();
    expected["provisioningKeyExpiryDate"] = "2030-01-01T00:00:00.000Z".into();
    expected["appId"] = id.parse::<i64>().unwrap().into();
    assert_eq!(simulator.bodies("POST").pop(), Some(expected));

    simulator.forget();
    for (wrong, expected) in [
        (r#"{}"#, Code::MISSING_OPTION),
        (r#"{"version":null}"#, Code::MISSING_OPTION),
        (r#"{"version":"6.0.24","network":"wifi"}"#, Code::MISSING_OPTION),
        (r#"{"version":""}"#, Code::INVALID_OPTION),
        (r#"{"version":6}"#, Code::INVALID_OPTION),
        (r#"{"version":"6.0.24","network":"token ring"}"#, Code::INVALID_OPTION),
        (r#"{"version":"6.0.24","colour":"red"}"#, Code::NON_ALLOWED_OPTION),
    ] {
        assert_eq!(code(os.get_config("admin/fleet", &options(wrong))), expected, "{wrong}");
    }
    assert_eq!(code(os.get_config("fleet", &options(r#"{"version":"6.0.24"}"#))), Code::INVALID_PARAMETER);
    assert!(simulator.requests().is_empty());
    assert_eq!(code(os.get_config("admin/none", &options(r#"{"version":"6.0.24"}"#))), Code::APPLICATION_NOT_FOUND);
}

#[test]
fn parameters_of_a_download_are_checked() {
    let simulator = Simulator::start(&[]);
    let client = simulator.client();
    let os = client.device_os();
    let parsed = |given: &str| serde_json::from_str::<Value>(os.parse_params(given).unwrap().as_str()).unwrap();
    assert_eq!(
        parsed(r#"{"appId":"9020","network":"ethernet","version":null}"#),
        json!({ "appId": 9020, "network": "ethernet" })
    );
    let whole = json!({
        "appId": 9020, "network": "wifi", "wifiSsid": "Café", "wifiKey": "a secret", "version": "6.0.24",
        "appUpdatePollInterval": 20, "ip": "192.0.2.2", "gateway": "192.0.2.1", "netmask": "255.255.255.0",
        "deviceType": "raspberrypi3", "developmentMode": true, "fileType": ".img", "imageType": "raw", "raw": false,
        "path": "os.img", "timeout_ms": 5000,
    });
    assert_eq!(parsed(&whole.to_string()), whole);
    let refused = |given: &str| os.parse_params(given).unwrap_err();
    for (wrong, expected, named) in [
        ("{}", Code::MISSING_OPTION, "appId"),
        (r#"{"appId":null,"network":"ethernet"}"#, Code::MISSING_OPTION, "appId"),
        (r#"{"appId":1}"#, Code::MISSING_OPTION, "network"),
        (r#"{"appId":1,"network":"wifi"}"#, Code::MISSING_OPTION, "wifiSsid"),
        (r#"{"network":"wifi"}"#, Code::MISSING_OPTION, "appId"),
        (r#"{"appId":"one","network":"ethernet"}"#, Code::INVALID_OPTION, "appId"),
        (r#"{"appId":1.5,"network":"ethernet"}"#, Code::INVALID_OPTION, "appId"),
        (r#"{"appId":0,"network":"ethernet"}"#, Code::INVALID_OPTION, "appId"),
        (r#"{"appId":"-1","network":"ethernet"}"#, Code::INVALID_OPTION, "appId"),
        (r#"{"appId":9223372036854775808,"network":"ethernet"}"#, Code::INVALID_OPTION, "appId"),
        (r#"{"appId":[1],"network":"ethernet"}"#, Code::INVALID_OPTION, "appId"),
        (r#"{"appId":1,"network":"token ring"}"#, Code::INVALID_OPTION, "network"),
        (r#"{"appId":1,"network":true}"#, Code::INVALID_OPTION, "network"),
        (r#"{"appId":1,"network":"wifi","wifiSsid":""}"#, Code::INVALID_OPTION, "wifiSsid"),
        (r#"{"appId":1,"network":"ethernet","wifiKey":["s"]}"#, Code::INVALID_OPTION, "wifiKey"),
        (r#"{"appId":1,"network":"ethernet","ip":"::1"}"#, Code::INVALID_OPTION, "ip"),
        (
            r#"{"appId":1,"network":"ethernet","appUpdatePollInterval":0}"#,
            Code::INVALID_OPTION,
            "appUpdatePollInterval",
        ),
        (r#"{"appId":1,"network":"ethernet","version":6}"#, Code::INVALID_OPTION, "version"),
        (r#"{"appId":1,"network":"ethernet","developmentMode":1}"#, Code::INVALID_OPTION, "developmentMode"),
        (r#"{"appId":1,"network":"ethernet","fileType":"img"}"#, Code::INVALID_OPTION, "fileType"),
        (r#"{"appId":1,"network":"ethernet","imageType":".img"}"#, Code::INVALID_OPTION, "imageType"),
        (r#"{"appId":1,"network":"ethernet","raw":"yes"}"#, Code::INVALID_OPTION, "raw"),
        (r#"{"appId":1,"network":"ethernet","path":""}"#, Code::INVALID_OPTION, "path"),
        (r#"{"appId":1,"network":"ethernet","timeout_ms":"5"}"#, Code::INVALID_OPTION, "timeout_ms"),
        (r#"{"appId":1,"network":"ethernet","colour":"red"}"#, Code::NON_ALLOWED_OPTION, "colour"),
        ("[]", Code::INVALID_PARAMETER, "parameters"),
        ("appId=1", Code::INVALID_PARAMETER, "parameters"),
    ] {
        let error = refused(wrong);
        assert_eq!(error.code(), expected, "{wrong}: {error}");
        assert!(error.message().contains(named), "{wrong}: {error}");
    }
    assert!(simulator.requests().is_empty());
}
