//! How documented errors come about where the code alone does not say it.

use std::fs;
use std::path::Path;

use balena::Code;
use serde_json::json;

use crate::check::{none, options};
use crate::secrets::{Call, MARK, TWO, UUID, WIFI_KEY, answer, client_in, in_no_file, token, with_directory};
use crate::simulator::Simulator;

/// How a documented error comes where its code alone does not say it: see `provoked`.
pub const PROVOKED: &[(&str, Code, Call)] = &[
    ("balena_application_create", Code::MISSING_OPTION, |f| {
        answer(f, "/v7/organization", r#"[{"id":8,"handle":"one"},{"id":9,"handle":"two"}]"#);
        f.client.application().create("foo", "raspberrypi3", &none())
    }),
    ("balena_application_create", Code::INVALID_APPLICATION_TYPE, |f| {
        f.client.application().create("foo", "raspberrypi3", &options(r#"{"app_type":"toaster"}"#))
    }),
    ("balena_application_get_config", Code::MISSING_OPTION, |f| {
        let wifi = json!({ "network": "wifi", "wifiKey": WIFI_KEY }).to_string();
        f.client.application().get_config("1", "2.29.2+rev1.prod", &options(&wifi))
    }),
    ("balena_device_os_get_config", Code::MISSING_OPTION, |f| {
        f.client.device_os().get_config("1", &options(&json!({ "wifiKey": WIFI_KEY }).to_string()))
    }),
    ("balena_device_os_get_device_os_semver_with_variant", Code::INVALID_PARAMETER, |f| {
        f.client.device_os().get_device_os_semver_with_variant("2.29.2", Some("CANARY +"))
    }),
    ("balena_application_grant_support_access", Code::INVALID_PARAMETER, |f| {
        f.client.application().grant_support_access("1", 0, &none())
    }),
    ("balena_application_set_to_release", Code::RELEASE_NOT_FOUND, |f| {
        f.client.application().set_to_release("1", "0123abc", &none())
    }),
    ("balena_device_grant_support_access", Code::INVALID_PARAMETER, |f| {
        f.client.device().grant_support_access("1", 0, &none())
    }),
    ("balena_device_set_custom_location", Code::INVALID_PARAMETER, |f| {
        f.client.device().set_custom_location("1", 91.0, 0.0, &none())
    }),
    ("balena_device_set_to_release", Code::RELEASE_NOT_FOUND, |f| {
        f.client.device().set_to_release("1", Some("0123abc"), &none())
    }),
    ("balena_device_set_to_release_by_id", Code::RELEASE_NOT_FOUND, |f| {
        f.client.device().set_to_release_by_id("1", Some("99"), &none())
    }),
    ("balena_device_get_device_url", Code::UNSUPPORTED_BY_SERVER, |f| {
        answer(f, "/v7/device", r#"[{"uuid":"a","is_web_accessible":true}]"#);
        f.client.device().get_device_url(&f.uuid, &none())
    }),
    ("balena_device_get_manifest_by_application", Code::INVALID_DEVICE_TYPE, |f| {
        f.simulator.order("/device-types/v1", 1, json!({ "kind": "status", "status": 200, "body": "[]" }));
        f.client.device().get_manifest_by_application("fleet", &none())
    }),
    ("balena_device_get_manifest_by_slug", Code::INVALID_DEVICE_TYPE, |f| {
        f.client.device().get_manifest_by_slug("toaster", &none())
    }),
    ("balena_device_get_supervisor_target_state", Code::DEVICE_NOT_FOUND, |f| {
        f.client.device().get_supervisor_target_state("00000000000000000000000000000000", &none())
    }),
    ("balena_device_get_device_url", Code::DEVICE_NOT_WEB_ACCESSIBLE, |f| {
        f.client.device().get_device_url("1", &none())
    }),
    ("balena_release_get_latest_by_application", Code::RELEASE_NOT_FOUND, |f| {
        f.client.release().get_latest_by_application("admin/other", &none())
    }),
    ("balena_api_key_update", Code::MISSING_OPTION, |f| f.client.api_key().update(1, &none())),
    ("balena_auth_get_token", Code::MALFORMED_TOKEN, |f| {
        with_directory(
            f,
            |folder| fs::write(folder.join("token"), "CANARY CANARY").unwrap(),
            |it| it.auth().get_token(),
        )
    }),
    ("balena_auth_get_token", Code::IO, |f| {
        with_directory(f, |folder| fs::create_dir(folder.join("token")).unwrap(), |it| it.auth().get_token())
    }),
    ("balena_auth_log_out", Code::IO, |f| {
        with_directory(f, |folder| fs::create_dir(folder.join("token")).unwrap(), |it| it.auth().log_out())
    }),
    ("balena_auth_login", Code::IO, |f| {
        with_directory(
            f,
            |folder| fs::create_dir(folder.join("token")).unwrap(),
            |it| it.auth().login("admin", "simulator-password", &none()),
        )
    }),
    ("balena_auth_login_with_token", Code::MALFORMED_TOKEN, |f| f.client.auth().login_with_token("CANARY.CANARY")),
    ("balena_auth_login_with_token", Code::EXPIRED_TOKEN, |f| {
        f.client.auth().login_with_token(&f.simulator.token(json!({ "ends_in_s": -1 })))
    }),
    ("balena_auth_login_with_token", Code::IO, |f| {
        with_directory(
            f,
            |folder| fs::create_dir(folder.join("token")).unwrap(),
            |it| it.auth().login_with_token("CANARY-key"),
        )
    }),
    ("balena_two_factor_auth_challenge", Code::IO, |f| {
        let secret = f.client.two_factor_auth().get_otpauth_secret(&none()).unwrap().get("").unwrap();
        let code = f.client.two_factor_auth().generate_code(secret.as_str()).unwrap().get("").unwrap();
        let prepare = |folder: &Path| fs::write(folder.join("token"), f.simulator.token(json!({}))).unwrap();
        let folder = tempfile::tempdir().unwrap();
        prepare(folder.path());
        let it = client_in(f, folder.path());
        it.auth().get_token().unwrap();
        fs::remove_file(folder.path().join("token")).unwrap();
        fs::create_dir(folder.path().join("token")).unwrap();
        it.two_factor_auth().challenge(code.as_str(), &none())
    }),
    ("balena_device_get_dashboard_url", Code::DEVICE_NOT_FOUND, |f| {
        let client = f.simulator.client_with(r#","dashboard_url":"https://dashboard.example""#);
        client.auth().login_with_token(&token(&f.client)).unwrap();
        client.device().get_dashboard_url("999999", &none())
    }),
    ("balena_device_os_download", Code::MISSING_OPTION, |f| {
        f.downloaded(&json!({ "appId": 1, "network": "wifi", "wifiKey": WIFI_KEY }).to_string())
    }),
    ("balena_device_os_download", Code::APPLICATION_NOT_FOUND, |f| {
        let wifi = json!({ "appId": 999_999, "network": "wifi", "wifiSsid": "s", "wifiKey": WIFI_KEY });
        f.downloaded(&wifi.to_string())
    }),
    ("balena_device_os_download", Code::INVALID_DEVICE_TYPE, |f| f.downloaded(r#"{"deviceType":"toaster"}"#)),
    ("balena_device_os_download", Code::OS_IMAGE_NOT_FOUND, |f| {
        let wifi = json!({
            "appId": 1, "network": "wifi", "wifiSsid": "s", "wifiKey": WIFI_KEY, "version": "0.0.1",
        });
        f.downloaded(&wifi.to_string())
    }),
    ("balena_device_os_download", Code::IO, |f| {
        f.downloaded(r#"{"deviceType":"raspberrypi3","path":"/dev/null/CANARY"}"#)
    }),
    ("balena_device_os_parse_params", Code::MISSING_OPTION, |f| {
        let wifi = json!({ "appId": 1, "network": "wifi", "wifiKey": WIFI_KEY }).to_string();
        f.client.device_os().parse_params(&wifi)
    }),
    ("balena_device_os_parse_params", Code::INVALID_OPTION, |f| {
        f.client.device_os().parse_params(r#"{"appId":1,"network":"ethernet","wifiKey":["CANARY"]}"#)
    }),
    ("balena_device_os_parse_params", Code::NON_ALLOWED_OPTION, |f| {
        f.client.device_os().parse_params(r#"{"appId":1,"network":"ethernet","password":"CANARY"}"#)
    }),
    ("balena_device_start_os_update", Code::DEVICE_OFFLINE, |f| {
        f.client.device().start_os_update("1", "6.0.24", &none())
    }),
    ("balena_device_start_os_update", Code::INVALID_PARAMETER, |f| {
        f.client.device().start_os_update(&f.uuid, "6.0.10", &none())
    }),
    ("balena_device_start_os_update", Code::OS_UPDATE_ERROR, |f| {
        f.client.device().start_os_update(&f.uuid, "2.94.4+rev1.prod", &none())
    }),
    ("balena_device_get_local_ip_address", Code::DEVICE_OFFLINE, |f| {
        f.client.device().get_local_ip_address("1", &none())
    }),
    ("balena_device_move", Code::INCOMPATIBLE_APPLICATION, |f| f.client.device().move_(&f.uuid, "other", &none())),
    ("balena_device_register", Code::INVALID_DEVICE_TYPE, |f| {
        f.client.device().register("1", UUID, &options(r#"{"device_type":"toaster"}"#))
    }),
    ("balena_device_service_env_variable_create", Code::DEVICE_NOT_FOUND, |f| {
        f.client.device_service_env_variable().create(UUID, "main", "X", "v", &none())
    }),
    ("balena_device_service_env_variable_create", Code::AMBIGUOUS_DEVICE, |f| {
        answer(f, "/v7/service_install", TWO);
        f.client.device_service_env_variable().create(&f.uuid, "main", "X", "v", &none())
    }),
    ("balena_device_service_env_variable_create", Code::SERVICE_NOT_FOUND, |f| {
        f.client.device_service_env_variable().create(&f.uuid, "toaster", "X", "v", &none())
    }),
    ("balena_supervisor_blink", Code::INVALID_OPTION, |f| f.client.supervisor().blink(None, &none())),
    ("balena_supervisor_get_application_info", Code::INVALID_OPTION, |f| {
        f.client.supervisor().get_application_info(None, &none())
    }),
    ("balena_supervisor_get_device_state", Code::INVALID_OPTION, |f| {
        f.client.supervisor().get_device_state(None, &none())
    }),
    ("balena_supervisor_ping", Code::INVALID_OPTION, |f| f.client.supervisor().ping(None, &none())),
    ("balena_supervisor_purge", Code::INVALID_OPTION, |f| f.client.supervisor().purge(None, &none())),
    ("balena_supervisor_reboot", Code::INVALID_OPTION, |f| f.client.supervisor().reboot(None, &none())),
    ("balena_supervisor_regenerate_supervisor_api_key", Code::INVALID_OPTION, |f| {
        f.client.supervisor().regenerate_supervisor_api_key(None, &none())
    }),
    ("balena_supervisor_restart", Code::INVALID_OPTION, |f| f.client.supervisor().restart(None, &none())),
    ("balena_supervisor_restart_service", Code::INVALID_OPTION, |f| {
        f.client.supervisor().restart_service(None, 5, &none())
    }),
    ("balena_supervisor_shutdown", Code::INVALID_OPTION, |f| f.client.supervisor().shutdown(None, &none())),
    ("balena_supervisor_start_application", Code::INVALID_OPTION, |f| {
        f.client.supervisor().start_application(None, &none())
    }),
    ("balena_supervisor_start_service", Code::INVALID_OPTION, |f| {
        f.client.supervisor().start_service(None, 5, &none())
    }),
    ("balena_supervisor_stop_application", Code::INVALID_OPTION, |f| {
        f.client.supervisor().stop_application(None, &none())
    }),
    ("balena_supervisor_stop_service", Code::INVALID_OPTION, |f| f.client.supervisor().stop_service(None, 5, &none())),
    ("balena_supervisor_update", Code::INVALID_OPTION, |f| f.client.supervisor().update(None, &none())),
    ("balena_supervisor_force_api_endpoint", Code::INVALID_OPTION, |f| f.client.supervisor().force_api_endpoint(true)),
    ("balena_supervisor_regenerate_supervisor_api_key", Code::DECODE, |_| {
        let nearby = Simulator::start(&["--fleet", "2", "--supervisor"]);
        let body = json!({ "kind": "status", "status": 200, "body": "CANARY key" });
        nearby.nearby().server.order("/v1/regenerate-api-key", 1, body);
        let client = nearby.client_on_device("");
        client.supervisor().regenerate_supervisor_api_key(None, &none())
    }),
    ("balena_pine_get", Code::REQUEST_ERROR, |f| {
        f.client.pine().get("device", &options(r#"{"$select":"no_such_field"}"#))
    }),
    ("balena_pine_get", Code::UNAUTHORIZED, |f| f.client.pine().get("toaster", &none())),
    ("balena_pine_patch", Code::MISSING_OPTION, |f| f.client.pine().patch("device", r#"{"note":"n"}"#, &none())),
    ("balena_pine_patch", Code::UNAUTHORIZED, |f| {
        f.client.pine().patch("toaster", r#"{"note":"n"}"#, &options(r#"{"id":1}"#))
    }),
    ("balena_pine_delete", Code::MISSING_OPTION, |f| f.client.pine().delete("device", &none())),
    ("balena_pine_delete", Code::UNAUTHORIZED, |f| f.client.pine().delete("toaster", &options(r#"{"id":1}"#))),
    ("balena_application_config_variable_create", Code::APPLICATION_NOT_FOUND, |f| {
        f.client.application_config_variable().create("999999", "BALENA_HOST_X", "v", &none())
    }),
    ("balena_application_env_variable_create", Code::APPLICATION_NOT_FOUND, |f| {
        f.client.application_env_variable().create("999999", "X", "v", &none())
    }),
    ("balena_application_tag_set", Code::APPLICATION_NOT_FOUND, |f| {
        f.client.application_tag().set("999999", "k", "v", &none())
    }),
    ("balena_device_config_variable_create", Code::DEVICE_NOT_FOUND, |f| {
        f.client.device_config_variable().create("999999", "BALENA_HOST_X", "v", &none())
    }),
    ("balena_device_env_variable_create", Code::DEVICE_NOT_FOUND, |f| {
        f.client.device_env_variable().create("999999", "X", "v", &none())
    }),
    ("balena_release_tag_set", Code::RELEASE_NOT_FOUND, |f| f.client.release_tag().set("999999", "k", "v", &none())),
    ("balena_release_tag_set", Code::AMBIGUOUS_RELEASE, |f| {
        answer(f, "/v7/release", TWO);
        f.client.release_tag().set("0123abc", "k", "v", &none())
    }),
    ("balena_service_env_variable_create", Code::SERVICE_NOT_FOUND, |f| {
        f.client.service_env_variable().create("1", "toaster", "X", "v", &none())
    }),
    ("balena_settings_get", Code::INVALID_OPTION, |f| f.client.settings().get("toaster")),
    ("balena_settings_get", Code::INVALID_PARAMETER, |f| f.client.settings().get("CANARY\n")),
    ("balena_settings_has", Code::INVALID_PARAMETER, |f| f.client.settings().has("CANARY\n")),
    ("balena_settings_remove", Code::INVALID_PARAMETER, |f| f.client.settings().remove("CANARY\n")),
    ("balena_settings_set", Code::INVALID_PARAMETER, |f| f.client.settings().set("token", "CANARY")),
    ("balena_settings_set", Code::LIMIT, |f| {
        with_directory(f, |_| (), |it| it.settings().set("toaster", &MARK.repeat(1 << 18)))
    }),
    ("balena_settings_get", Code::IO, |f| in_no_file(f, |it| it.settings().get("toaster"))),
    ("balena_settings_get_all", Code::IO, |f| in_no_file(f, |it| it.settings().get_all())),
    ("balena_settings_has", Code::IO, |f| in_no_file(f, |it| it.settings().has("toaster"))),
    ("balena_settings_remove", Code::IO, |f| in_no_file(f, |it| it.settings().remove("toaster"))),
    ("balena_settings_set", Code::IO, |f| in_no_file(f, |it| it.settings().set("toaster", "CANARY"))),
];

/// Documented errors that no test can make come.
pub const UNPROVOKED: &[(&str, Code, &str)] = &[
    ("balena_device_generate_uuid", Code::IO, "the system does not run out of random bytes"),
    ("balena_logs_subscribe", Code::IO, "the system does not run out of threads"),
];
