//! A call of each function, in one line: what goes over the wire is compared by it, and whatever else holds for all.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::mpsc;

use balena::{Client, Document, Error};
use serde_json::{Value, json};

use crate::check::{none, options, text};
use crate::simulator::Simulator;

pub type Outcome = Result<Document, Error>;

/// A function, the recorded variant to compare with, and the call that corresponds to it.
pub type Row = (&'static str, &'static str, fn(&Fixture) -> Outcome);

pub const COMPARED: &[Row] = &[
    ("balena_application_create", "", |f| {
        f.client.application().create("foo", "raspberrypi3", &options(r#"{"organization":"admin"}"#))
    }),
    ("balena_application_disable_device_urls", "", |f| {
        f.client.application().disable_device_urls(&f.application, &none())
    }),
    ("balena_application_enable_device_urls", "", |f| {
        f.client.application().enable_device_urls(&f.application, &none())
    }),
    ("balena_application_get_by_id", "", |f| f.client.application().get_by_id(&f.application, &none())),
    ("balena_application_get_target_release_hash", "", |f| {
        f.client.application().get_target_release_hash(&f.application, &none())
    }),
    ("balena_application_is_tracking_latest_release", "", |f| {
        f.client.application().is_tracking_latest_release(&f.application, &none())
    }),
    ("balena_application_revoke_support_access", "", |f| {
        f.client.application().revoke_support_access(&f.application, &none())
    }),
    ("balena_application_track_latest_release", "", |f| {
        f.client.application().track_latest_release(&f.application, &none())
    }),
    ("balena_application_will_track_new_releases", "", |f| {
        f.client.application().will_track_new_releases(&f.application, &none())
    }),
    ("balena_application_generate_provisioning_key", "", |f| {
        f.client.application().generate_provisioning_key(&f.application, &options(r#"{"expiry_date":1893456000000}"#))
    }),
    ("balena_application_get", "by slug", |f| f.client.application().get("admin/fleet", &none())),
    ("balena_application_get_all", "", |f| f.client.application().get_all(&none())),
    ("balena_application_get_config", "", |f| {
        f.client.application().get_config(&f.application, "2.29.2+rev1.prod", &options(r#"{"network":"ethernet"}"#))
    }),
    ("balena_application_grant_support_access", "", |f| {
        f.client.application().grant_support_access(&f.application, 4102444800000, &none())
    }),
    ("balena_application_has", "", |f| f.client.application().has("fleet", &none())),
    ("balena_application_has_any", "", |f| f.client.application().has_any(&none())),
    ("balena_application_remove", "by slug", |f| f.client.application().remove("admin/fleet", &none())),
    ("balena_application_restart", "", |f| f.client.application().restart("fleet", &none())),
    ("balena_application_set_to_release", "", |f| {
        f.client.application().set_to_release(&f.application, &f.commit, &none())
    }),
    ("balena_auth_authenticate", "", |f| f.client.auth().authenticate("u", "p", &none())),
    ("balena_auth_is_logged_in", "", |f| f.client.auth().is_logged_in(&none())),
    ("balena_auth_register", "", |f| f.client.auth().register("e", "p", &none())),
    ("balena_device_generate_uuid", "", |f| f.client.device().generate_uuid()),
    ("balena_device_get", "", |f| f.client.device().get(&f.uuid, &none())),
    ("balena_device_has", "", |f| f.client.device().has(&f.uuid, &none())),
    ("balena_device_get_name", "", |f| f.client.device().get_name(&f.uuid, &none())),
    ("balena_device_get_status", "", |f| f.client.device().get_status(&f.uuid, &none())),
    ("balena_device_is_online", "", |f| f.client.device().is_online(&f.uuid, &none())),
    ("balena_device_get_application_name", "", |f| f.client.device().get_application_name(&f.uuid, &none())),
    ("balena_device_get_dashboard_url", "", |f| f.client.device().get_dashboard_url(&f.uuid, &none())),
    ("balena_device_remove", "", |f| f.client.device().remove(&f.uuid, &none())),
    ("balena_device_get_local_ip_address", "", |f| f.client.device().get_local_ip_address(&f.uuid, &none())),
    ("balena_device_get_all", "", |f| f.client.device().get_all(&none())),
    ("balena_device_get_all_by_application", "", |f| f.client.device().get_all_by_application("admin/fleet", &none())),
    ("balena_device_get_all_by_application_id", "", |f| {
        f.client.device().get_all_by_application_id("admin/fleet", &none())
    }),
    ("balena_device_get_by_name", "", |f| f.client.device().get_by_name("it's ok", &none())),
    ("balena_device_get_device_slug", "", |f| f.client.device().get_device_slug("Raspberry Pi 3", &none())),
    ("balena_device_get_display_name", "", |f| f.client.device().get_display_name("raspberrypi3", &none())),
    ("balena_device_get_supported_device_types", "", |f| f.client.device().get_supported_device_types(&none())),
    ("balena_device_move", "", |f| f.client.device().move_(&f.uuid, "fleet", &none())),
    ("balena_device_note", "", |f| f.client.device().note(&f.uuid, "n", &none())),
    ("balena_device_register", "", |f| f.client.device().register(&f.application, &f.uuid, &none())),
    ("balena_device_rename", "", |f| f.client.device().rename(&f.uuid, "n", &none())),
    ("balena_device_disable_device_url", "", |f| f.client.device().disable_device_url(&f.uuid, &none())),
    ("balena_device_disable_lock_override", "", |f| f.client.device().disable_lock_override(&f.uuid, &none())),
    ("balena_device_enable_device_url", "", |f| f.client.device().enable_device_url(&f.uuid, &none())),
    ("balena_device_enable_lock_override", "", |f| f.client.device().enable_lock_override(&f.uuid, &none())),
    ("balena_device_generate_device_key", "", |f| f.client.device().generate_device_key(&f.uuid, &none())),
    ("balena_device_get_device_url", "", |f| f.client.device().get_device_url(&f.uuid, &none())),
    ("balena_device_get_os_update_status", "", |f| f.client.device().get_os_update_status(&f.uuid, &none())),
    ("balena_device_start_os_update", "", |f| f.client.device().start_os_update(&f.uuid, "6.0.24", &none())),
    ("balena_device_get_manifest_by_application", "", |f| {
        f.client.device().get_manifest_by_application("admin/fleet", &none())
    }),
    ("balena_device_get_manifest_by_slug", "", |f| f.client.device().get_manifest_by_slug("raspberrypi3", &none())),
    ("balena_device_get_supervisor_target_state", "", |f| {
        f.client.device().get_supervisor_target_state(&f.uuid, &none())
    }),
    ("balena_device_get_with_service_details", "", |f| f.client.device().get_with_service_details(&f.uuid, &none())),
    ("balena_device_grant_support_access", "", |f| {
        f.client.device().grant_support_access(&f.uuid, 4102444800000, &none())
    }),
    ("balena_device_has_device_url", "", |f| f.client.device().has_device_url(&f.uuid, &none())),
    ("balena_device_has_lock_override", "", |f| f.client.device().has_lock_override(&f.uuid, &none())),
    ("balena_device_is_tracking_application_release", "", |f| {
        f.client.device().is_tracking_application_release(&f.uuid, &none())
    }),
    ("balena_device_revoke_support_access", "", |f| f.client.device().revoke_support_access(&f.uuid, &none())),
    ("balena_device_set_custom_location", "", |f| f.client.device().set_custom_location(&f.uuid, 21.5, 105.0, &none())),
    ("balena_device_set_to_release", "", |f| f.client.device().set_to_release(&f.uuid, Some(&f.commit), &none())),
    ("balena_device_set_to_release_by_id", "", |f| {
        f.client.device().set_to_release_by_id(&f.uuid, Some(&f.release), &none())
    }),
    ("balena_device_track_application_release", "", |f| f.client.device().track_application_release(&f.uuid, &none())),
    ("balena_device_unset_custom_location", "", |f| f.client.device().unset_custom_location(&f.uuid, &none())),
    ("balena_application_config_variable_create", "", |f| {
        f.client.application_config_variable().create(&f.application, "BALENA_X", "v", &none())
    }),
    ("balena_application_config_variable_get_all", "", |f| {
        f.client.application_config_variable().get_all(&f.application, &none())
    }),
    ("balena_application_config_variable_remove", "", |f| f.client.application_config_variable().remove(7, &none())),
    ("balena_application_config_variable_update", "POST answered 409 unique", |f| {
        f.client.application_config_variable().update(
            f.new_id(f.client.application_config_variable().create(&f.application, "BALENA_HOST_X", "w", &none())),
            "v",
            &none(),
        )
    }),
    ("balena_device_config_variable_create", "", |f| {
        f.client.device_config_variable().create(&f.device, "BALENA_X", "v", &none())
    }),
    ("balena_device_config_variable_get_all", "", |f| f.client.device_config_variable().get_all(&f.device, &none())),
    ("balena_device_config_variable_get_all_by_application", "", |f| {
        f.client.device_config_variable().get_all_by_application(&f.application, &none())
    }),
    ("balena_device_config_variable_remove", "", |f| f.client.device_config_variable().remove(7, &none())),
    ("balena_device_config_variable_update", "POST answered 409 unique", |f| {
        f.client.device_config_variable().update(
            f.new_id(f.client.device_config_variable().create(&f.device, "BALENA_HOST_X", "w", &none())),
            "v",
            &none(),
        )
    }),
    ("balena_application_env_variable_create", "", |f| {
        f.client.application_env_variable().create(&f.application, "BALENA_X", "v", &none())
    }),
    ("balena_application_env_variable_get_all", "", |f| {
        f.client.application_env_variable().get_all(&f.application, &none())
    }),
    ("balena_application_env_variable_remove", "", |f| f.client.application_env_variable().remove(7, &none())),
    ("balena_application_env_variable_update", "POST answered 409 unique", |f| {
        f.client.application_env_variable().update(
            f.new_id(f.client.application_env_variable().create(&f.application, "X", "w", &none())),
            "v",
            &none(),
        )
    }),
    ("balena_device_env_variable_create", "", |f| {
        f.client.device_env_variable().create(&f.device, "BALENA_X", "v", &none())
    }),
    ("balena_device_env_variable_get_all", "", |f| f.client.device_env_variable().get_all(&f.device, &none())),
    ("balena_device_env_variable_get_all_by_application", "", |f| {
        f.client.device_env_variable().get_all_by_application(&f.application, &none())
    }),
    ("balena_device_env_variable_remove", "", |f| f.client.device_env_variable().remove(7, &none())),
    ("balena_device_env_variable_update", "POST answered 409 unique", |f| {
        f.client.device_env_variable().update(
            f.new_id(f.client.device_env_variable().create(&f.device, "X", "w", &none())),
            "v",
            &none(),
        )
    }),
    ("balena_service_env_variable_create", "", |f| {
        f.client.service_env_variable().create(&f.application, "main", "BALENA_X", "v", &none())
    }),
    ("balena_service_env_variable_get_all_by_application", "", |f| {
        f.client.service_env_variable().get_all_by_application(&f.application, &none())
    }),
    ("balena_service_env_variable_remove", "", |f| f.client.service_env_variable().remove(7, &none())),
    ("balena_service_env_variable_update", "POST answered 409 unique", |f| {
        f.client.service_env_variable().update(
            f.new_id(f.client.service_env_variable().create(&f.application, "main", "X", "w", &none())),
            "v",
            &none(),
        )
    }),
    ("balena_device_service_env_variable_create", "", |f| {
        f.client.device_service_env_variable().create(&f.uuid, "main", "X", "v", &none())
    }),
    ("balena_device_service_env_variable_get_all", "", |f| {
        f.client.device_service_env_variable().get_all(&f.uuid, &none())
    }),
    ("balena_device_service_env_variable_get_all_by_application", "", |f| {
        f.client.device_service_env_variable().get_all_by_application(&f.application, &none())
    }),
    ("balena_device_service_env_variable_remove", "", |f| f.client.device_service_env_variable().remove(7, &none())),
    ("balena_device_service_env_variable_update", "", |f| {
        f.client.device_service_env_variable().update(
            f.new_id(f.client.device_service_env_variable().create(&f.uuid, "main", "X", "w", &none())),
            "v",
            &none(),
        )
    }),
    ("balena_device_os_get_config", "", |f| {
        f.client
            .device_os()
            .get_config(&f.application, &options(r#"{"version":"2.29.2+rev1.prod","network":"ethernet"}"#))
    }),
    ("balena_device_os_get_supported_versions", "", |f| {
        f.client.device_os().get_supported_versions("raspberrypi3", &none())
    }),
    ("balena_device_tag_get_all", "", |f| f.client.device_tag().get_all(&none())),
    ("balena_device_tag_get_all_by_application", "", |f| {
        f.client.device_tag().get_all_by_application(&f.application, &none())
    }),
    ("balena_device_tag_get_all_by_device", "", |f| f.client.device_tag().get_all_by_device(&f.uuid, &none())),
    ("balena_device_tag_remove", "", |f| f.client.device_tag().remove(&f.uuid, "k", &none())),
    ("balena_device_tag_set", "", |f| f.client.device_tag().set(&f.uuid, "k", "v", &none())),
    ("balena_application_tag_get_all", "", |f| f.client.application_tag().get_all(&none())),
    ("balena_application_tag_get_all_by_application", "", |f| {
        f.client.application_tag().get_all_by_application(&f.application, &none())
    }),
    ("balena_application_tag_remove", "", |f| f.client.application_tag().remove(&f.application, "k", &none())),
    ("balena_application_tag_set", "", |f| f.client.application_tag().set(&f.application, "k", "v", &none())),
    ("balena_release_tag_get_all", "", |f| f.client.release_tag().get_all(&none())),
    ("balena_release_tag_get_all_by_application", "", |f| {
        f.client.release_tag().get_all_by_application(&f.application, &none())
    }),
    ("balena_release_tag_get_all_by_release", "", |f| f.client.release_tag().get_all_by_release(&f.release, &none())),
    ("balena_release_tag_remove", "", |f| f.client.release_tag().remove(&f.release, "k", &none())),
    ("balena_release_tag_set", "", |f| f.client.release_tag().set(&f.release, "k", "v", &none())),
    ("balena_auth_login", "", |f| f.client.auth().login("u", "p", &none())),
    ("balena_auth_who_am_i", "", |f| f.client.auth().who_am_i(&none())),
    ("balena_auth_get_email", "", |f| f.client.auth().get_email(&none())),
    ("balena_auth_get_user_id", "", |f| f.client.auth().get_user_id(&none())),
    ("balena_application_get_by_owner", "", |f| f.client.application().get_by_owner("foo", "admin", &none())),
    ("balena_application_disable_rolling_updates", "", |f| {
        f.client.application().disable_rolling_updates(&f.application, &none())
    }),
    ("balena_application_enable_rolling_updates", "", |f| {
        f.client.application().enable_rolling_updates(&f.application, &none())
    }),
    ("balena_api_key_create", "", |f| f.client.api_key().create("k", &options(r#"{"description":"d"}"#))),
    ("balena_api_key_get_all", "", |f| f.client.api_key().get_all(&none())),
    ("balena_api_key_revoke", "", |f| f.client.api_key().revoke(5, &none())),
    ("balena_api_key_update", "", |f| f.client.api_key().update(f.key_id(), &options(r#"{"name":"n"}"#))),
    ("balena_key_create", "", |f| f.client.key().create("t", "ssh-rsa AAA", &none())),
    ("balena_key_get", "", |f| f.client.key().get(500, &none())),
    ("balena_key_get_all", "", |f| f.client.key().get_all(&none())),
    ("balena_key_remove", "", |f| f.client.key().remove(500, &none())),
    ("balena_logs_history", "", |f| f.client.logs().history(&f.uuid, &options(r#"{"count":10}"#))),
    ("balena_logs_subscribe", "", |f| f.subscribed(&f.uuid, 5)),
    ("balena_device_os_download", "", |f| {
        let given = json!({
            "appId": f.application, "network": "ethernet", "deviceType": "raspberrypi3", "version": "2.29.2+rev1.prod",
        });
        f.downloaded(&given.to_string())
    }),
    ("balena_image_get", "", |f| f.client.image().get(f.image, &none())),
    ("balena_image_get_log", "", |f| f.client.image().get_log(f.image, &none())),
    ("balena_release_get", "id", |f| f.client.release().get(&f.release, &none())),
    ("balena_release_get_all_by_application", "", |f| {
        f.client.release().get_all_by_application(&f.application, &none())
    }),
    ("balena_release_get_latest_by_application", "", |f| {
        f.client.release().get_latest_by_application(&f.application, &none())
    }),
    ("balena_release_get_with_image_details", "", |f| f.client.release().get_with_image_details(&f.release, &none())),
    ("balena_service_get_all_by_application", "", |f| {
        f.client.service().get_all_by_application(&f.application, &none())
    }),
    ("balena_config_get_all", "", |f| f.client.config().get_all(&none())),
    ("balena_config_get_device_types", "", |f| f.client.config().get_device_types(&none())),
    ("balena_device_get_supervisor_state", "", |f| f.client.device().get_supervisor_state(&f.uuid, &none())),
    ("balena_device_identify", "", |f| f.client.device().identify(&f.uuid, &none())),
    ("balena_device_restart", "", |f| f.client.device().restart(&f.uuid, &none())),
    ("balena_supervisor_blink", "", |f| f.client.supervisor().blink(Some(&f.uuid), &none())),
    ("balena_supervisor_get_application_info", "", |f| {
        f.client.supervisor().get_application_info(Some(&f.uuid), &none())
    }),
    ("balena_supervisor_get_device_state", "", |f| f.client.supervisor().get_device_state(Some(&f.uuid), &none())),
    ("balena_supervisor_ping", "", |f| f.client.supervisor().ping(Some(&f.uuid), &none())),
    ("balena_supervisor_purge", "", |f| f.client.supervisor().purge(Some(&f.uuid), &none())),
    ("balena_supervisor_reboot", "", |f| f.client.supervisor().reboot(Some(&f.uuid), &none())),
    ("balena_supervisor_regenerate_supervisor_api_key", "", |f| {
        f.client.supervisor().regenerate_supervisor_api_key(Some(&f.uuid), &none())
    }),
    ("balena_supervisor_restart", "", |f| f.client.supervisor().restart(Some(&f.uuid), &none())),
    ("balena_supervisor_restart_service", "", |f| f.client.supervisor().restart_service(Some(&f.uuid), 5, &none())),
    ("balena_supervisor_shutdown", "", |f| f.client.supervisor().shutdown(Some(&f.uuid), &none())),
    ("balena_supervisor_start_application", "", |f| f.client.supervisor().start_application(Some(&f.uuid), &none())),
    ("balena_supervisor_start_service", "", |f| f.client.supervisor().start_service(Some(&f.uuid), 5, &none())),
    ("balena_supervisor_stop_application", "", |f| f.client.supervisor().stop_application(Some(&f.uuid), &none())),
    ("balena_supervisor_stop_service", "", |f| f.client.supervisor().stop_service(Some(&f.uuid), 5, &none())),
    ("balena_supervisor_update", "", |f| f.client.supervisor().update(Some(&f.uuid), &none())),
    ("balena_two_factor_auth_challenge", "", |f| f.client.two_factor_auth().challenge("123456", &none())),
    ("balena_two_factor_auth_get_otpauth_secret", "", |f| f.client.two_factor_auth().get_otpauth_secret(&none())),
];

/// Functions that no other SDK has, or whose requests are what the caller says: there are none to compare them with.
pub const ANY_RESOURCE: &[Row] = &[
    ("balena_application_for_each", "", |f| f.client.application().for_each(&none(), nothing)),
    ("balena_device_for_each", "", |f| f.client.device().for_each(&none(), nothing)),
    ("balena_release_for_each", "", |f| f.client.release().for_each(&f.application, &none(), nothing)),
    ("balena_pine_get", "", |f| f.client.pine().get("device", &none())),
    ("balena_pine_post", "", |f| {
        f.client.pine().post("device_tag", r#"{"device":2,"tag_key":"k","value":"v"}"#, &none())
    }),
    ("balena_pine_patch", "", |f| f.client.pine().patch("device", r#"{"note":"n"}"#, &options(r#"{"id":1}"#))),
    ("balena_pine_delete", "", |f| f.client.pine().delete("device_tag", &options(r#"{"id":1}"#))),
    ("balena_pine_upsert", "", |f| {
        f.client.pine().upsert("device_tag", r#"{"device":2,"tag_key":"k"}"#, r#"{"value":"v"}"#, &none())
    }),
];

/// Functions that the library answers by itself.
pub const LOCAL: &[Row] = &[
    ("balena_auth_get_token", "", |f| f.client.auth().get_token()),
    ("balena_auth_log_out", "", |f| f.client.auth().log_out()),
    ("balena_auth_login_with_token", "", |f| f.client.auth().login_with_token("a-key")),
    ("balena_logs_unsubscribe", "", |f| f.client.logs().unsubscribe(&f.uuid)),
    ("balena_logs_unsubscribe_all", "", |f| f.client.logs().unsubscribe_all()),
    ("balena_settings_get", "", |f| f.client.settings().get("api_version")),
    ("balena_settings_get_all", "", |f| f.client.settings().get_all()),
    ("balena_settings_has", "", |f| f.client.settings().has("api_version")),
    ("balena_settings_remove", "", |f| f.client.settings().remove("x")),
    ("balena_settings_set", "", |f| f.client.settings().set("x", "y")),
    ("balena_supervisor_force_api_endpoint", "", |f| f.client.supervisor().force_api_endpoint(false)),
    ("balena_application_env_variable_is_system_variable", "", |f| {
        f.client.application_env_variable().is_system_variable("X")
    }),
    ("balena_device_os_get_device_os_semver_with_variant", "", |f| {
        f.client.device_os().get_device_os_semver_with_variant("2.29.2", Some("prod"))
    }),
    ("balena_device_os_parse_params", "", |f| {
        f.client.device_os().parse_params(r#"{"appId":"9020","network":"ethernet"}"#)
    }),
    ("balena_two_factor_auth_generate_code", "", |f| f.client.two_factor_auth().generate_code("MFRGG")),
    ("balena_two_factor_auth_is_enabled", "plain JWT", |f| f.client.two_factor_auth().is_enabled()),
    ("balena_two_factor_auth_is_passed", "plain JWT", |f| f.client.two_factor_auth().is_passed()),
];

/// What takes rows and wants nothing of them.
pub fn nothing(_: &str) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// What each call finds.
pub struct Fixture {
    pub simulator: Simulator,
    pub client: Client,
    pub application: String,
    pub release: String,
    pub commit: String,
    pub device: String,
    pub uuid: String,
    pub organization: i64,
    pub image: i64,
    /// How a compared request calls the ids in it.
    pub names: RefCell<HashMap<String, &'static str>>,
}

impl Fixture {
    pub fn new() -> Self {
        Fixture::at(&["--fleet", "3", "--cloud", "--ids-apart", "--supervisor"])
    }

    /// The same with another simulator.
    pub fn at(arguments: &[&str]) -> Self {
        let simulator = Simulator::start(arguments);
        let client = simulator.logged_in();
        let names: RefCell<HashMap<_, _>> = RefCell::default();
        let find = |name, url: &str| {
            let answer = simulator.send("GET", &format!("/v7/{url}"), Some(&client), &Value::Null);
            let answer: Value = serde_json::from_str(&answer).unwrap();
            let row = answer["d"][0].clone();
            names.borrow_mut().insert(row["id"].to_string(), name);
            row
        };
        let application = find("{app_id}", "application(slug='admin/fleet')?$select=id");
        let release = find("{release.id}", "release?$select=id,commit&$filter=semver%20eq%20'1.1.0'");
        // The first device is offline.
        let device = find("{device.id}", "device?$select=id,uuid&$orderby=id%20asc&$skip=1");
        find("{service.id}", "service?$select=id&$filter=service_name%20eq%20'main'");
        find("{install.id}", &format!("service_install?$select=id&$filter=device%20eq%20{}", device["id"]));
        if arguments.contains(&"--cloud") {
            client.device().enable_device_url(device["uuid"].as_str().unwrap(), &none()).unwrap();
        }
        let organization = find("{organization.id}", "organization(handle='admin')?$select=id");
        let image = find("{image.id}", "image?$select=id");
        find("{user.id}", "user?$select=id&$filter=username%20eq%20'admin'");
        find("{device_type.id}", "device_type(slug='raspberrypi3')?$select=id");
        simulator.forget();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let number = |value: &Value| value.as_i64().unwrap();
        Fixture {
            application: application["id"].to_string(),
            release: release["id"].to_string(),
            commit: text(&release["commit"]),
            device: device["id"].to_string(),
            uuid: text(&device["uuid"]),
            organization: number(&organization["id"]),
            image: number(&image["id"]),
            names,
            simulator,
            client,
        }
    }

    /// A subscription that has asked for its log, and is over.
    pub fn subscribed(&self, device: &str, count: u32) -> Outcome {
        let (sender, receiver) = mpsc::channel();
        let callback = move |_, _: Option<&str>| {
            let _ = sender.send(());
            ControlFlow::Continue(())
        };
        let given = options(&json!({ "count": count }).to_string());
        let outcome = self.client.logs().subscribe(device, &given, callback);
        // A callback that was not taken is gone.
        let _ = receiver.recv();
        self.client.logs().unsubscribe_all()?;
        outcome
    }

    /// A download that is looked at by nobody.
    pub fn downloaded(&self, given: &str) -> Outcome {
        self.client.device_os().download(&options(given), Some(&mut |_| ControlFlow::Continue(())))
    }

    /// An API key that is there.
    pub fn key(&self) -> String {
        let key = text(&self.client.api_key().create("kept", &none()).unwrap(), "");
        self.simulator.forget();
        key
    }

    /// The id of an API key that is there.
    fn key_id(&self) -> i64 {
        self.key();
        let kept = self.client.api_key().get_all(&options(r#"{"$select":"id"}"#)).unwrap();
        self.simulator.forget();
        self.named("{api_key.id}", &text(&kept, "/0/id"))
    }

    /// The id of a variable that was made for the call.
    fn new_id(&self, made: Outcome) -> i64 {
        self.simulator.forget();
        self.named("{variable.id}", &text(&made.unwrap(), "/id"))
    }

    /// A second call, after one whose requests don't count.
    pub fn twice(&self, call: fn(&Fixture) -> Outcome) -> Outcome {
        call(self).unwrap();
        self.simulator.forget();
        call(self)
    }

    /// An id under a name of its own.
    fn named(&self, name: &'static str, id: &str) -> i64 {
        self.names.borrow_mut().insert(id.to_owned(), name);
        id.parse().unwrap()
    }
}
