//! Whatever a name or a value holds, it stands for itself alone: each function is called with texts that would be
//! something else in a URL, a filter or a header, and asks for exactly that text or refuses it, naming the argument.

use std::collections::BTreeSet;

use balena::{Code, Document};
use serde_json::{Value, json};

use crate::calls::{Fixture, Outcome};
use crate::check::{none, options, text};

/// An application and devices whose ids are known, at a service that lacks nothing.
const CLOUD: &[&str] = &["--fleet", "3", "--cloud"];

/// A function, its argument (or option) that is the text, and the call.
type Row = (&'static str, &'static str, fn(&Fixture, &str) -> Outcome);

const UUID: &str = "0123456789abcdef0123456789abcdef";

const CALLS: &[Row] = &[
    ("balena_api_key_create", "name", |f, t| f.client.api_key().create(t, &none())),
    ("balena_application_create", "name", |f, t| f.client.application().create(t, "raspberrypi3", &none())),
    ("balena_application_create", "device_type", |f, t| f.client.application().create("kitchen", t, &none())),
    ("balena_application_disable_device_urls", "application", |f, t| {
        f.client.application().disable_device_urls(t, &none())
    }),
    ("balena_application_disable_rolling_updates", "application", |f, t| {
        f.client.application().disable_rolling_updates(t, &none())
    }),
    ("balena_application_enable_device_urls", "application", |f, t| {
        f.client.application().enable_device_urls(t, &none())
    }),
    ("balena_application_enable_rolling_updates", "application", |f, t| {
        f.client.application().enable_rolling_updates(t, &none())
    }),
    ("balena_application_generate_provisioning_key", "application", |f, t| {
        f.client.application().generate_provisioning_key(t, &none())
    }),
    ("balena_application_get", "name", |f, t| f.client.application().get(t, &none())),
    ("balena_application_get_by_id", "application", |f, t| f.client.application().get_by_id(t, &none())),
    ("balena_application_get_by_owner", "name", |f, t| f.client.application().get_by_owner(t, "admin", &none())),
    ("balena_application_get_by_owner", "owner", |f, t| f.client.application().get_by_owner("fleet", t, &none())),
    ("balena_application_get_config", "application", |f, t| {
        f.client.application().get_config(t, "2.29.2+rev1.prod", &none())
    }),
    ("balena_application_get_config", "version", |f, t| f.client.application().get_config("1", t, &none())),
    ("balena_application_get_target_release_hash", "application", |f, t| {
        f.client.application().get_target_release_hash(t, &none())
    }),
    ("balena_application_grant_support_access", "application", |f, t| {
        f.client.application().grant_support_access(t, 4102444800000, &none())
    }),
    ("balena_application_has", "name", |f, t| f.client.application().has(t, &none())),
    ("balena_application_is_tracking_latest_release", "application", |f, t| {
        f.client.application().is_tracking_latest_release(t, &none())
    }),
    ("balena_application_remove", "name", |f, t| f.client.application().remove(t, &none())),
    ("balena_application_restart", "name", |f, t| f.client.application().restart(t, &none())),
    ("balena_application_revoke_support_access", "application", |f, t| {
        f.client.application().revoke_support_access(t, &none())
    }),
    ("balena_application_set_to_release", "application", |f, t| f.client.application().set_to_release(t, "1", &none())),
    ("balena_application_set_to_release", "release", |f, t| f.client.application().set_to_release("1", t, &none())),
    ("balena_application_track_latest_release", "application", |f, t| {
        f.client.application().track_latest_release(t, &none())
    }),
    ("balena_application_will_track_new_releases", "application", |f, t| {
        f.client.application().will_track_new_releases(t, &none())
    }),
    ("balena_application_config_variable_create", "application", |f, t| {
        f.client.application_config_variable().create(t, "BALENA_HOST_X", "v", &none())
    }),
    ("balena_application_config_variable_create", "config_var_name", |f, t| {
        f.client.application_config_variable().create("1", t, "v", &none())
    }),
    ("balena_application_config_variable_create", "value", |f, t| {
        f.client.application_config_variable().create("1", "BALENA_HOST_X", t, &none())
    }),
    ("balena_application_config_variable_get_all", "application", |f, t| {
        f.client.application_config_variable().get_all(t, &none())
    }),
    ("balena_application_config_variable_update", "value", |f, t| {
        f.client.application_config_variable().update(1, t, &none())
    }),
    ("balena_application_env_variable_create", "application", |f, t| {
        f.client.application_env_variable().create(t, "X", "v", &none())
    }),
    ("balena_application_env_variable_create", "env_var_name", |f, t| {
        f.client.application_env_variable().create("1", t, "v", &none())
    }),
    ("balena_application_env_variable_create", "value", |f, t| {
        f.client.application_env_variable().create("1", "X", t, &none())
    }),
    ("balena_application_env_variable_get_all", "application", |f, t| {
        f.client.application_env_variable().get_all(t, &none())
    }),
    ("balena_application_env_variable_is_system_variable", "variable", |f, t| {
        f.client.application_env_variable().is_system_variable(t)
    }),
    ("balena_application_env_variable_update", "value", |f, t| {
        f.client.application_env_variable().update(1, t, &none())
    }),
    ("balena_application_tag_get_all_by_application", "application", |f, t| {
        f.client.application_tag().get_all_by_application(t, &none())
    }),
    ("balena_application_tag_remove", "application", |f, t| f.client.application_tag().remove(t, "k", &none())),
    ("balena_application_tag_remove", "tag_key", |f, t| f.client.application_tag().remove("1", t, &none())),
    ("balena_application_tag_set", "application", |f, t| f.client.application_tag().set(t, "k", "v", &none())),
    ("balena_application_tag_set", "tag_key", |f, t| f.client.application_tag().set("1", t, "v", &none())),
    ("balena_application_tag_set", "value", |f, t| f.client.application_tag().set("1", "k", t, &none())),
    ("balena_auth_authenticate", "username", |f, t| f.client.auth().authenticate(t, "p", &none())),
    ("balena_auth_authenticate", "password", |f, t| f.client.auth().authenticate("u", t, &none())),
    ("balena_auth_login", "username", |f, t| f.client.auth().login(t, "p", &none())),
    ("balena_auth_login", "password", |f, t| f.client.auth().login("u", t, &none())),
    ("balena_auth_login_with_token", "token", |f, t| f.client.auth().login_with_token(t)),
    ("balena_auth_register", "email", |f, t| f.client.auth().register(t, "p", &none())),
    ("balena_auth_register", "password", |f, t| f.client.auth().register("e", t, &none())),
    ("balena_device_get", "device", |f, t| f.client.device().get(t, &none())),
    ("balena_device_get_all_by_application", "application_name", |f, t| {
        f.client.device().get_all_by_application(t, &none())
    }),
    ("balena_device_get_all_by_application_id", "application", |f, t| {
        f.client.device().get_all_by_application_id(t, &none())
    }),
    ("balena_device_get_application_name", "device", |f, t| f.client.device().get_application_name(t, &none())),
    ("balena_device_get_by_name", "name", |f, t| f.client.device().get_by_name(t, &none())),
    ("balena_device_get_dashboard_url", "device", |f, t| f.client.device().get_dashboard_url(t, &none())),
    ("balena_device_get_device_slug", "device_type_name", |f, t| f.client.device().get_device_slug(t, &none())),
    ("balena_device_get_display_name", "device_type_slug", |f, t| f.client.device().get_display_name(t, &none())),
    ("balena_device_get_local_ip_address", "device", |f, t| f.client.device().get_local_ip_address(t, &none())),
    ("balena_device_get_name", "device", |f, t| f.client.device().get_name(t, &none())),
    ("balena_device_get_status", "device", |f, t| f.client.device().get_status(t, &none())),
    ("balena_device_has", "device", |f, t| f.client.device().has(t, &none())),
    ("balena_device_is_online", "device", |f, t| f.client.device().is_online(t, &none())),
    ("balena_device_move", "device", |f, t| f.client.device().move_(t, "spare", &none())),
    ("balena_device_move", "application_name", |f, t| f.client.device().move_("2", t, &none())),
    ("balena_device_note", "device", |f, t| f.client.device().note(t, "n", &none())),
    ("balena_device_note", "note", |f, t| f.client.device().note("2", t, &none())),
    ("balena_device_register", "application", |f, t| f.client.device().register(t, UUID, &none())),
    ("balena_device_register", "uuid", |f, t| f.client.device().register("1", t, &none())),
    ("balena_device_remove", "device", |f, t| f.client.device().remove(t, &none())),
    ("balena_device_rename", "device", |f, t| f.client.device().rename(t, "n", &none())),
    ("balena_device_rename", "new_name", |f, t| f.client.device().rename("2", t, &none())),
    ("balena_device_config_variable_create", "device", |f, t| {
        f.client.device_config_variable().create(t, "BALENA_HOST_X", "v", &none())
    }),
    ("balena_device_config_variable_create", "config_var_name", |f, t| {
        f.client.device_config_variable().create("2", t, "v", &none())
    }),
    ("balena_device_config_variable_create", "value", |f, t| {
        f.client.device_config_variable().create("2", "BALENA_HOST_X", t, &none())
    }),
    ("balena_device_config_variable_get_all", "device", |f, t| f.client.device_config_variable().get_all(t, &none())),
    ("balena_device_config_variable_get_all_by_application", "application", |f, t| {
        f.client.device_config_variable().get_all_by_application(t, &none())
    }),
    ("balena_device_config_variable_update", "value", |f, t| f.client.device_config_variable().update(1, t, &none())),
    ("balena_device_env_variable_create", "device", |f, t| f.client.device_env_variable().create(t, "X", "v", &none())),
    ("balena_device_env_variable_create", "env_var_name", |f, t| {
        f.client.device_env_variable().create("2", t, "v", &none())
    }),
    ("balena_device_env_variable_create", "value", |f, t| f.client.device_env_variable().create("2", "X", t, &none())),
    ("balena_device_env_variable_get_all", "device", |f, t| f.client.device_env_variable().get_all(t, &none())),
    ("balena_device_env_variable_get_all_by_application", "application", |f, t| {
        f.client.device_env_variable().get_all_by_application(t, &none())
    }),
    ("balena_device_env_variable_update", "value", |f, t| f.client.device_env_variable().update(1, t, &none())),
    ("balena_device_service_env_variable_create", "device", |f, t| {
        f.client.device_service_env_variable().create(t, "main", "X", "v", &none())
    }),
    ("balena_device_service_env_variable_create", "service_name", |f, t| {
        f.client.device_service_env_variable().create("2", t, "X", "v", &none())
    }),
    ("balena_device_service_env_variable_create", "env_var_name", |f, t| {
        f.client.device_service_env_variable().create("2", "main", t, "v", &none())
    }),
    ("balena_device_service_env_variable_create", "value", |f, t| {
        f.client.device_service_env_variable().create("2", "main", "X", t, &none())
    }),
    ("balena_device_service_env_variable_get_all", "device", |f, t| {
        f.client.device_service_env_variable().get_all(t, &none())
    }),
    ("balena_device_service_env_variable_get_all_by_application", "application", |f, t| {
        f.client.device_service_env_variable().get_all_by_application(t, &none())
    }),
    ("balena_device_service_env_variable_update", "value", |f, t| {
        f.client.device_service_env_variable().update(1, t, &none())
    }),
    ("balena_device_tag_get_all_by_application", "application", |f, t| {
        f.client.device_tag().get_all_by_application(t, &none())
    }),
    ("balena_device_tag_get_all_by_device", "device", |f, t| f.client.device_tag().get_all_by_device(t, &none())),
    ("balena_device_tag_remove", "device", |f, t| f.client.device_tag().remove(t, "k", &none())),
    ("balena_device_tag_remove", "tag_key", |f, t| f.client.device_tag().remove("2", t, &none())),
    ("balena_device_tag_set", "device", |f, t| f.client.device_tag().set(t, "k", "v", &none())),
    ("balena_device_tag_set", "tag_key", |f, t| f.client.device_tag().set("2", t, "v", &none())),
    ("balena_device_tag_set", "value", |f, t| f.client.device_tag().set("2", "k", t, &none())),
    ("balena_key_create", "title", |f, t| f.client.key().create(t, "ssh-rsa AAA", &none())),
    ("balena_key_create", "key", |f, t| f.client.key().create("t", t, &none())),
    ("balena_release_get", "release", |f, t| f.client.release().get(t, &none())),
    ("balena_release_get_all_by_application", "application", |f, t| {
        f.client.release().get_all_by_application(t, &none())
    }),
    ("balena_release_get_latest_by_application", "application", |f, t| {
        f.client.release().get_latest_by_application(t, &none())
    }),
    ("balena_release_get_with_image_details", "release", |f, t| f.client.release().get_with_image_details(t, &none())),
    ("balena_release_tag_get_all_by_application", "application", |f, t| {
        f.client.release_tag().get_all_by_application(t, &none())
    }),
    ("balena_release_tag_get_all_by_release", "release", |f, t| f.client.release_tag().get_all_by_release(t, &none())),
    ("balena_release_tag_remove", "release", |f, t| f.client.release_tag().remove(t, "k", &none())),
    ("balena_release_tag_remove", "tag_key", |f, t| f.client.release_tag().remove("1", t, &none())),
    ("balena_release_tag_set", "release", |f, t| f.client.release_tag().set(t, "k", "v", &none())),
    ("balena_release_tag_set", "tag_key", |f, t| f.client.release_tag().set("1", t, "v", &none())),
    ("balena_release_tag_set", "value", |f, t| f.client.release_tag().set("1", "k", t, &none())),
    ("balena_service_get_all_by_application", "application", |f, t| {
        f.client.service().get_all_by_application(t, &none())
    }),
    ("balena_service_env_variable_create", "application", |f, t| {
        f.client.service_env_variable().create(t, "main", "X", "v", &none())
    }),
    ("balena_service_env_variable_create", "service_name", |f, t| {
        f.client.service_env_variable().create("1", t, "X", "v", &none())
    }),
    ("balena_service_env_variable_create", "env_var_name", |f, t| {
        f.client.service_env_variable().create("1", "main", t, "v", &none())
    }),
    ("balena_service_env_variable_create", "value", |f, t| {
        f.client.service_env_variable().create("1", "main", "X", t, &none())
    }),
    ("balena_service_env_variable_get_all_by_application", "application", |f, t| {
        f.client.service_env_variable().get_all_by_application(t, &none())
    }),
    ("balena_service_env_variable_update", "value", |f, t| f.client.service_env_variable().update(1, t, &none())),
    ("balena_logs_history", "device", |f, t| f.client.logs().history(t, &none())),
    ("balena_logs_subscribe", "device", |f, t| f.subscribed(t, 0)),
    ("balena_logs_unsubscribe", "device", |f, t| f.client.logs().unsubscribe(t)),
    ("balena_settings_get", "key", |f, t| f.client.settings().get(t)),
    ("balena_settings_has", "key", |f, t| f.client.settings().has(t)),
    ("balena_settings_remove", "key", |f, t| f.client.settings().remove(t)),
    ("balena_settings_set", "key", |f, t| f.client.settings().set(t, "v")),
    ("balena_settings_set", "value", |f, t| f.client.settings().set("x", t)),
    ("balena_two_factor_auth_challenge", "code", |f, t| f.client.two_factor_auth().challenge(t, &none())),
    ("balena_two_factor_auth_generate_code", "secret", |f, t| f.client.two_factor_auth().generate_code(t)),
    ("balena_api_key_create", "option description", |f, t| {
        f.client.api_key().create("k", &options(&json!({ "description": t }).to_string()))
    }),
    ("balena_api_key_update", "option name", |f, t| {
        f.client.api_key().update(key_id(f), &options(&json!({ "name": t }).to_string()))
    }),
    ("balena_api_key_update", "option description", |f, t| {
        f.client.api_key().update(key_id(f), &options(&json!({ "description": t }).to_string()))
    }),
    ("balena_application_create", "option organization", |f, t| {
        f.client.application().create("kitchen", "raspberrypi3", &options(&json!({ "organization": t }).to_string()))
    }),
    ("balena_application_create", "option app_type", |f, t| {
        f.client.application().create("kitchen", "raspberrypi3", &options(&json!({ "app_type": t }).to_string()))
    }),
    ("balena_application_create", "option uuid", |f, t| {
        f.client.application().create("kitchen", "raspberrypi3", &options(&json!({ "uuid": t }).to_string()))
    }),
    ("balena_application_generate_provisioning_key", "option key_name", |f, t| {
        f.client.application().generate_provisioning_key("1", &options(&json!({ "key_name": t }).to_string()))
    }),
    ("balena_application_generate_provisioning_key", "option description", |f, t| {
        f.client.application().generate_provisioning_key("1", &options(&json!({ "description": t }).to_string()))
    }),
    ("balena_application_get_config", "option wifiSsid", |f, t| {
        let wifi = json!({ "network": "wifi", "wifiSsid": t }).to_string();
        f.client.application().get_config("1", "2.29.2+rev1.prod", &options(&wifi))
    }),
    ("balena_application_get_config", "option wifiKey", |f, t| {
        let wifi = json!({ "network": "wifi", "wifiSsid": "s", "wifiKey": t }).to_string();
        f.client.application().get_config("1", "2.29.2+rev1.prod", &options(&wifi))
    }),
    ("balena_application_get_config", "option deviceType", |f, t| {
        let given = json!({ "deviceType": t }).to_string();
        f.client.application().get_config("1", "2.29.2+rev1.prod", &options(&given))
    }),
    ("balena_application_get_config", "option provisioningKeyName", |f, t| {
        let given = json!({ "provisioningKeyName": t }).to_string();
        f.client.application().get_config("1", "2.29.2+rev1.prod", &options(&given))
    }),
    ("balena_application_get_config", "option ip", |f, t| {
        f.client.application().get_config("1", "2.29.2+rev1.prod", &options(&json!({ "ip": t }).to_string()))
    }),
    ("balena_auth_register", "option g-recaptcha-response", |f, t| {
        f.client.auth().register("e", "p", &options(&json!({ "g-recaptcha-response": t }).to_string()))
    }),
    ("balena_device_register", "option device_type", |f, t| {
        f.client.device().register("1", UUID, &options(&json!({ "device_type": t }).to_string()))
    }),
    ("balena_device_register", "option provisioning_key", |f, t| {
        f.client.device().register("1", UUID, &options(&json!({ "provisioning_key": t }).to_string()))
    }),
    ("balena_device_disable_device_url", "device", |f, t| f.client.device().disable_device_url(t, &none())),
    ("balena_device_disable_lock_override", "device", |f, t| f.client.device().disable_lock_override(t, &none())),
    ("balena_device_enable_device_url", "device", |f, t| f.client.device().enable_device_url(t, &none())),
    ("balena_device_enable_lock_override", "device", |f, t| f.client.device().enable_lock_override(t, &none())),
    ("balena_device_generate_device_key", "device", |f, t| f.client.device().generate_device_key(t, &none())),
    ("balena_device_get_device_url", "device", |f, t| f.client.device().get_device_url(t, &none())),
    ("balena_device_get_manifest_by_application", "application_name", |f, t| {
        f.client.device().get_manifest_by_application(t, &none())
    }),
    ("balena_device_get_manifest_by_slug", "slug", |f, t| f.client.device().get_manifest_by_slug(t, &none())),
    ("balena_device_get_os_update_status", "device", |f, t| f.client.device().get_os_update_status(t, &none())),
    ("balena_device_start_os_update", "device", |f, t| f.client.device().start_os_update(t, "6.0.24", &none())),
    ("balena_device_start_os_update", "target_os_version", |f, t| f.client.device().start_os_update("2", t, &none())),
    ("balena_device_os_parse_params", "parameters", |f, t| f.client.device_os().parse_params(t)),
    ("balena_device_os_parse_params", "wifiSsid", |f, t| {
        let wifi = json!({ "appId": 1, "network": "wifi", "wifiSsid": t }).to_string();
        f.client.device_os().parse_params(&wifi)
    }),
    ("balena_device_get_supervisor_target_state", "device", |f, t| {
        f.client.device().get_supervisor_target_state(t, &none())
    }),
    ("balena_device_get_with_service_details", "device", |f, t| f.client.device().get_with_service_details(t, &none())),
    ("balena_device_grant_support_access", "device", |f, t| {
        f.client.device().grant_support_access(t, 4102444800000, &none())
    }),
    ("balena_device_has_device_url", "device", |f, t| f.client.device().has_device_url(t, &none())),
    ("balena_device_has_lock_override", "device", |f, t| f.client.device().has_lock_override(t, &none())),
    ("balena_device_is_tracking_application_release", "device", |f, t| {
        f.client.device().is_tracking_application_release(t, &none())
    }),
    ("balena_device_revoke_support_access", "device", |f, t| f.client.device().revoke_support_access(t, &none())),
    ("balena_device_set_custom_location", "device", |f, t| f.client.device().set_custom_location(t, 1.0, 1.0, &none())),
    ("balena_device_set_to_release", "device", |f, t| f.client.device().set_to_release(t, Some("1"), &none())),
    ("balena_device_set_to_release", "release", |f, t| f.client.device().set_to_release("2", Some(t), &none())),
    ("balena_device_set_to_release_by_id", "device", |f, t| {
        f.client.device().set_to_release_by_id(t, Some("1"), &none())
    }),
    ("balena_device_set_to_release_by_id", "release_id", |f, t| {
        f.client.device().set_to_release_by_id("2", Some(t), &none())
    }),
    ("balena_device_track_application_release", "device", |f, t| {
        f.client.device().track_application_release(t, &none())
    }),
    ("balena_device_unset_custom_location", "device", |f, t| f.client.device().unset_custom_location(t, &none())),
    ("balena_device_os_get_config", "application", |f, t| {
        f.client.device_os().get_config(t, &options(r#"{"version":"2.29.2+rev1.prod"}"#))
    }),
    ("balena_device_os_get_config", "option version", |f, t| {
        f.client.device_os().get_config("1", &options(&json!({ "version": t }).to_string()))
    }),
    ("balena_device_os_get_device_os_semver_with_variant", "os_version", |f, t| {
        f.client.device_os().get_device_os_semver_with_variant(t, None)
    }),
    ("balena_device_os_get_device_os_semver_with_variant", "os_variant", |f, t| {
        f.client.device_os().get_device_os_semver_with_variant("balenaOS 2.29.2+rev1", Some(t))
    }),
    ("balena_device_os_get_supported_versions", "device_type", |f, t| {
        f.client.device_os().get_supported_versions(t, &none())
    }),
    ("balena_device_get_all", "option $filter", |f, t| {
        f.client.device().get_all(&options(&json!({ "$filter": { "device_name": t } }).to_string()))
    }),
    ("balena_pine_get", "resource", |f, t| f.client.pine().get(t, &none())),
    ("balena_pine_get", "option id", |f, t| {
        f.client.pine().get("application", &options(&json!({ "id": { "slug": t } }).to_string()))
    }),
    ("balena_pine_post", "resource", |f, t| f.client.pine().post(t, "{}", &none())),
    ("balena_pine_post", "body", |f, t| {
        f.client.pine().post("device_tag", &json!({ "device": 2, "tag_key": "k", "value": t }).to_string(), &none())
    }),
    ("balena_pine_patch", "resource", |f, t| f.client.pine().patch(t, "{}", &options(r#"{"id":2}"#))),
    ("balena_pine_patch", "body", |f, t| {
        f.client.pine().patch("device", &json!({ "note": t }).to_string(), &options(r#"{"id":2}"#))
    }),
    ("balena_pine_delete", "resource", |f, t| f.client.pine().delete(t, &options(r#"{"id":2}"#))),
    ("balena_pine_upsert", "resource", |f, t| f.client.pine().upsert(t, r#"{"id":2}"#, "{}", &none())),
    ("balena_pine_upsert", "natural_key", |f, t| {
        let key = json!({ "device": 2, "tag_key": t }).to_string();
        f.client.pine().upsert("device_tag", &key, r#"{"value":"v"}"#, &none())
    }),
    ("balena_pine_upsert", "body", |f, t| {
        let body = json!({ "value": t }).to_string();
        f.client.pine().upsert("device_tag", r#"{"device":2,"tag_key":"k"}"#, &body, &none())
    }),
    ("balena_device_get_all", "option @n", |f, t| {
        f.client.device().get_all(&options(&json!({ "$filter": "device_name eq @n", "@n": t }).to_string()))
    }),
    ("balena_device_get_all", "option $filter", |f, t| {
        let filter = format!("device_name eq '{}'", t.replace('\'', "''"));
        f.client.device().get_all(&options(&json!({ "$filter": filter }).to_string()))
    }),
    ("balena_device_get_supervisor_state", "device", |f, t| f.client.device().get_supervisor_state(t, &none())),
    ("balena_device_identify", "device", |f, t| f.client.device().identify(t, &none())),
    ("balena_device_restart", "device", |f, t| f.client.device().restart(t, &none())),
    ("balena_supervisor_blink", "device", |f, t| f.client.supervisor().blink(Some(t), &none())),
    ("balena_supervisor_get_application_info", "device", |f, t| {
        f.client.supervisor().get_application_info(Some(t), &none())
    }),
    ("balena_supervisor_get_device_state", "device", |f, t| f.client.supervisor().get_device_state(Some(t), &none())),
    ("balena_supervisor_ping", "device", |f, t| f.client.supervisor().ping(Some(t), &none())),
    ("balena_supervisor_purge", "device", |f, t| f.client.supervisor().purge(Some(t), &none())),
    ("balena_supervisor_reboot", "device", |f, t| f.client.supervisor().reboot(Some(t), &none())),
    ("balena_supervisor_regenerate_supervisor_api_key", "device", |f, t| {
        f.client.supervisor().regenerate_supervisor_api_key(Some(t), &none())
    }),
    ("balena_supervisor_restart", "device", |f, t| f.client.supervisor().restart(Some(t), &none())),
    ("balena_supervisor_restart_service", "device", |f, t| f.client.supervisor().restart_service(Some(t), 5, &none())),
    ("balena_supervisor_shutdown", "device", |f, t| f.client.supervisor().shutdown(Some(t), &none())),
    ("balena_supervisor_start_application", "device", |f, t| f.client.supervisor().start_application(Some(t), &none())),
    ("balena_supervisor_start_service", "device", |f, t| f.client.supervisor().start_service(Some(t), 5, &none())),
    ("balena_supervisor_stop_application", "device", |f, t| f.client.supervisor().stop_application(Some(t), &none())),
    ("balena_supervisor_stop_service", "device", |f, t| f.client.supervisor().stop_service(Some(t), 5, &none())),
    ("balena_supervisor_update", "device", |f, t| f.client.supervisor().update(Some(t), &none())),
];

/// The id of an API key that is there.
fn key_id(fixture: &Fixture) -> i64 {
    fixture.client.api_key().create("kept", &none()).unwrap();
    let id = text(&fixture.client.api_key().get_all(&options(r#"{"$select":"id"}"#)).unwrap(), "/0/id");
    fixture.simulator.forget();
    id.parse().unwrap()
}

/// Texts that mean something to whoever reads a URL, OData, JSON, a header or a path.
fn texts() -> Vec<String> {
    let short = [
        "O'Brien",
        "' or 1 eq 1",
        "') or ('1' eq '1",
        "''",
        "'",
        "a&$filter=b",
        "%27",
        "%2527",
        "%00",
        "+",
        "#",
        "?",
        ";",
        "$it",
        "@x",
        "(",
        ")",
        ",",
        ":",
        "=",
        "&",
        "a/b",
        "a/../b",
        "../x",
        "..",
        "/",
        "\\",
        "\"",
        "\u{1f433}\u{301}",
        "\u{202e}abc",
        "a b",
        "a\nb",
        "a\r\nX-Extra: 1",
        "a\0b",
        "a\tb",
        "\u{7f}",
        "{\"a\":1}",
        "id eq 1",
        "x') and device_name ne ('",
    ];
    let long = ["x".repeat(65536), "'".repeat(65536), "\u{1f433}".repeat(16384), "9".repeat(65536)];
    short.into_iter().map(str::to_owned).chain(long).collect()
}

/// Texts that every function takes, found and not found.
fn plain(function: &str, argument: &str) -> &'static [&'static str] {
    match argument {
        "application" => &["1", "admin/fleet", "nobody/x"],
        "device" => &["2"],
        "release" => &["1", "abc0"],
        "release_id" => &["1"],
        "slug" => &["toaster", "raspberrypi3"],
        "resource" => &["device"],
        "uuid" => &["0123456789abcdef0123456789abcdee"],
        "option uuid" => &["0123456789abcdef0123456789abcded"],
        "application_name" => &["nobody", "nobody/x", "fleet", "spare"],
        "name" if function.starts_with("balena_application_") => &["nobody", "nobody/x", "fleet"],
        "service_name" => &["nothing", "main"],
        "env_var_name" => &["PLAIN"],
        "config_var_name" => &["BALENA_HOST_PLAIN"],
        "device_type" | "device_type_name" | "device_type_slug" => &["toaster", "raspberrypi3"],
        "option organization" => &["nobody", "admin"],
        "option app_type" => &["toaster", "default"],
        "option deviceType" | "option device_type" => &["toaster", "raspberrypi3"],
        "option ip" => &["192.0.2.1"],
        "version" | "option version" => &["2.29.2+rev1.prod"],
        "secret" => &["MFRGG"],
        _ => &["plain"],
    }
}

/// A request with each literal that is the text as T, and numbers as N: what is left is the structure, as the server
/// reads it. Where a text stands for more than itself there is something else left than with a plain one.
fn structure(entry: &Value, given: &str) -> String {
    let part = |name: &str| literals(entry[name].as_str().unwrap_or_default(), given);
    let body = body(&entry["body"], given);
    format!("{} {}?{} {body}", entry["method"].as_str().unwrap(), part("path"), part("query"))
}

/// Follows the server's grammar: a quote may be encoded, a doubled one stands for itself, a plus is a blank.
fn literals(url: &str, given: &str) -> String {
    let quote = |rest: &str| ["'", "%27"].into_iter().find(|quote| rest.starts_with(quote)).map(str::len);
    let (mut out, mut rest) = (String::new(), url);
    while !rest.is_empty() {
        let Some(opening) = quote(rest) else {
            let letter = rest.chars().next().unwrap();
            if !(letter.is_ascii_digit() && out.ends_with('N')) {
                out.push(if letter.is_ascii_digit() { 'N' } else { letter });
            }
            rest = &rest[letter.len_utf8()..];
            continue;
        };
        rest = &rest[opening..];
        let mut literal = String::new();
        loop {
            match (quote(rest), rest.chars().next()) {
                (Some(first), _) => match quote(&rest[first..]) {
                    Some(second) => {
                        literal.push_str("%27");
                        rest = &rest[first + second..];
                    }
                    None => {
                        rest = &rest[first..];
                        break;
                    }
                },
                (None, Some(letter)) => {
                    literal.push(if letter == '+' { ' ' } else { letter });
                    rest = &rest[letter.len_utf8()..];
                }
                (None, None) => return format!("{out} and a literal without an end"),
            }
        }
        let literal = percent_encoding::percent_decode_str(&literal).decode_utf8().unwrap();
        out.push_str(&if literal == given { "T".to_owned() } else { format!("{literal:?}") });
    }
    out
}

fn body(value: &Value, given: &str) -> Value {
    match value {
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (name.clone(), if name.contains("Date") { "DATE".into() } else { body(value, given) }))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Value::Array(items) => items.iter().map(|item| body(item, given)).collect(),
        Value::String(text) if text == given => "T".into(),
        Value::Number(_) => "N".into(),
        other => other.clone(),
    }
}

/// What a call asked for, with the text as T.
fn asked(fixture: &Fixture, given: &str) -> Vec<String> {
    fixture.simulator.journal().iter().map(|entry| structure(entry, given)).collect()
}

fn brief(given: &str) -> String {
    format!("{:?}", given.chars().take(24).collect::<String>())
}

/// What comes of a text that was understood as itself.
const REFUSALS: &[Code] = &[
    Code::APPLICATION_NOT_FOUND,
    Code::DEVICE_NOT_FOUND,
    Code::RELEASE_NOT_FOUND,
    Code::SERVICE_NOT_FOUND,
    Code::ORGANIZATION_NOT_FOUND,
    Code::INVALID_DEVICE_TYPE,
    Code::INVALID_APPLICATION_TYPE,
    Code::CONFLICT,
    Code::LOGIN_FAILED,
    // A provisioning key that is none.
    Code::UNAUTHORIZED,
    // A token that can be none; its function has one argument.
    Code::MALFORMED_TOKEN,
    // Parameters that are an object, with a member that is none of them.
    Code::NON_ALLOWED_OPTION,
];

/// What the server says of a text that it does not take.
const SAID: &[&str] = &[
    "has an app name that has a Length",
    "Tag keys cannot contain whitespace.",
    "tag has a value that has a Length",
    "balenaOS versions <= 1.2.0 are no longer supported",
    "Unknown device type ",
];

/// A fixture with a row of each kind that is changed by its id.
fn fixture() -> Fixture {
    let fixture = Fixture::at(CLOUD);
    let client = &fixture.client;
    client.application_config_variable().create("1", "BALENA_HOST_KEPT", "v", &none()).unwrap();
    client.application_env_variable().create("1", "KEPT", "v", &none()).unwrap();
    client.device_config_variable().create("2", "BALENA_HOST_KEPT", "v", &none()).unwrap();
    client.device_env_variable().create("2", "KEPT", "v", &none()).unwrap();
    client.device_service_env_variable().create("2", "main", "KEPT", "v", &none()).unwrap();
    client.service_env_variable().create("1", "main", "KEPT", "v", &none()).unwrap();
    fixture
}

#[test]
fn a_text_stands_for_itself_or_is_refused_by_its_name() {
    let mut wrong = Vec::new();
    for (function, argument, call) in CALLS {
        let fixture = fixture();
        let mut known = BTreeSet::new();
        for plain in plain(function, argument) {
            for _ in 0..2 {
                fixture.simulator.forget();
                let _ = call(&fixture, plain);
                known.extend(asked(&fixture, plain));
            }
        }
        fixture.simulator.forget();
        for given in texts() {
            if *argument == "password" {
                fixture.simulator.control("DELETE", "/_logins", &Value::Null);
            }
            let outcome = call(&fixture, &given);
            let asked = asked(&fixture, &given);
            if !asked.is_empty() {
                fixture.simulator.forget();
            }
            let mut complain = |what: String| wrong.push(format!("{function} {argument} {}: {what}", brief(&given)));
            for request in asked.iter().filter(|request| !known.contains(*request)) {
                complain(format!("asked for {}", request.chars().take(300).collect::<String>()));
            }
            let Err(error) = outcome else { continue };
            match error.code() {
                Code::INVALID_PARAMETER | Code::INVALID_OPTION => {
                    let is_named = error.message().contains(argument);
                    // That a setting is not there is no refusal.
                    if !(is_named || *function == "balena_settings_get") || !asked.is_empty() {
                        complain(format!("refused after {} requests: {error}", asked.len()));
                    }
                }
                code if REFUSALS.contains(&code) => {}
                Code::REQUEST_ERROR if SAID.iter().any(|said| error.message().contains(said)) => {}
                _ => {
                    complain(format!(
                        "{} {}",
                        error.code().name(),
                        error.to_string().chars().take(200).collect::<String>()
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_text_of_every_function_is_tried() {
    let header = include_str!("../../include/balena.h");
    let mut missing = Vec::new();
    for declaration in header.split("\nbalena_code ").skip(1) {
        let (function, rest) = declaration.split_once('(').unwrap();
        let parameters: Vec<&str> = rest.split_once(");").unwrap().0.split(',').map(str::trim).collect();
        // The others don't speak to the service.
        if parameters[0] != "const balena_client *client" || function == "balena_with" {
            continue;
        }
        let texts = parameters.iter().filter_map(|parameter| parameter.strip_prefix("const char *"));
        for text in texts.filter(|text| *text != "options") {
            if !CALLS.iter().any(|(name, argument, _)| *name == function && *argument == text) {
                missing.push(format!("{function} {text}"));
            }
        }
    }
    assert!(missing.is_empty(), "add a line each to CALLS: {}", missing.join(", "));
}

/// Names of which each is taken for another by who escapes badly: they differ in what has a meaning elsewhere.
fn names() -> Vec<String> {
    let all = texts().into_iter().filter(|name| name.len() <= 80 && !name.contains(char::is_control));
    // The service wants four letters for an application.
    all.map(|name| if name.chars().count() < 4 { name.repeat(4) } else { name }).collect()
}

fn ids(rows: &Document) -> BTreeSet<String> {
    let rows: Vec<Value> = serde_json::from_str(rows.as_str()).unwrap();
    rows.iter().map(|row| row["id"].to_string()).collect()
}

#[test]
fn an_application_is_found_by_its_exact_name_among_all_others() {
    let fixture = Fixture::at(CLOUD);
    let applications = fixture.client.application();
    let create = |name: &str| text(&applications.create(name, "raspberrypi3", &none()).unwrap(), "/id");
    let mut made = Vec::new();
    for name in names() {
        made.push((create(&name), name));
    }
    let left = |gone: &BTreeSet<&String>| {
        let kept = made.iter().map(|(id, _)| id).filter(|id| !gone.contains(id)).cloned().collect::<BTreeSet<_>>();
        let all = ids(&applications.get_all(&options(r#"{"$select":"id"}"#)).unwrap());
        assert!(kept.is_subset(&all), "gone: {:?}", kept.difference(&all).collect::<Vec<_>>());
    };
    let mut gone = BTreeSet::new();
    for (id, name) in &made {
        let by_name = options(&json!({ "$filter": "app_name eq @n", "@n": name }).to_string());
        assert_eq!(text(&applications.get_all(&by_name).unwrap(), "/0/id"), *id, "{name}");
        assert_eq!(applications.get_all(&by_name).unwrap().get("/1").unwrap_err().code(), Code::NOT_FOUND, "{name}");
        if name.contains('/') {
            // That is a slug, or refused.
            assert!(applications.get(name, &none()).is_err(), "{name}");
            continue;
        }
        let row = applications.get(name, &none()).unwrap();
        assert_eq!((text(&row, "/id"), text(&row, "/app_name")), (id.clone(), name.clone()));
        assert_eq!(applications.has(name, &none()).unwrap().as_str(), "true", "{name}");
        assert_eq!(applications.has(&format!("{name}~"), &none()).unwrap().as_str(), "false", "{name}");
        assert_eq!(applications.restart(name, &none()).unwrap().as_str(), "null", "{name}");
        let devices = fixture.client.device();
        assert_eq!(devices.get_all_by_application(name, &none()).unwrap().as_str(), "[]", "{name}");
        devices.move_("2", name, &none()).unwrap();
        let moved = devices.get_all_by_application(name, &none()).unwrap();
        assert_eq!((text(&moved, "/0/id"), moved.get("/1").is_err()), ("2".to_owned(), true), "{name}");
        assert_eq!(text(&devices.get_application_name("2", &none()).unwrap(), ""), *name);
        devices.move_("2", "fleet", &none()).unwrap();
        assert_eq!(applications.remove(name, &none()).unwrap().as_str(), "null", "{name}");
        gone.insert(id);
        left(&gone);
    }
}

#[test]
fn a_device_is_found_by_its_exact_name_among_all_others() {
    let fixture = Fixture::at(&["--fleet", "50"]);
    let devices = fixture.client.device();
    let names: Vec<String> = texts().into_iter().filter(|name| name.len() < 2048).collect();
    let mut named = Vec::new();
    for (id, name) in (1..).zip(&names) {
        match devices.rename(&id.to_string(), name, &none()) {
            Ok(_) => named.push((id, name)),
            Err(error) => assert!(name.contains(char::is_control) && error.message().contains("new_name"), "{name:?}"),
        }
    }
    assert!(named.len() > 30);
    for (id, name) in named {
        let found = devices.get_by_name(name, &none()).unwrap();
        assert_eq!(ids(&found), BTreeSet::from([id.to_string()]), "{name}");
        assert_eq!(text(&found, "/0/device_name"), *name);
        assert_eq!(text(&devices.get_name(&id.to_string(), &none()).unwrap(), ""), *name);
        // What a caller puts into a filter himself.
        for filter in [
            json!({ "$filter": "device_name eq @n", "@n": name }),
            json!({ "$filter": format!("device_name eq '{}'", name.replace('\'', "''")) }),
        ] {
            assert_eq!(ids(&devices.get_all(&options(&filter.to_string())).unwrap()), ids(&found), "{filter}");
        }
        devices.note(&id.to_string(), name, &none()).unwrap();
        let row = devices.get(&id.to_string(), &options(r#"{"$select":"note"}"#)).unwrap();
        assert_eq!(text(&row, "/note"), *name);
    }
}

#[test]
fn a_service_is_found_by_its_exact_name_among_all_others() {
    let fixture = Fixture::at(CLOUD);
    let names: Vec<String> = texts().into_iter().filter(|name| name.len() < 2048).collect();
    let mut services = Vec::new();
    for name in names.iter().filter(|name| !name.contains(char::is_control)) {
        let row = json!({ "application": 1, "service_name": name });
        let made = fixture.simulator.send("POST", "/v7/service", Some(&fixture.client), &row);
        services.push((serde_json::from_str::<Value>(&made).unwrap()["id"].to_string(), name));
    }
    assert!(services.len() > 30);
    for (id, name) in &services {
        let made = fixture.client.service_env_variable().create("1", name, "X", name, &none()).unwrap();
        assert_eq!((text(&made, "/service/__id"), text(&made, "/value")), (id.clone(), (*name).clone()));
        let made = fixture.client.device_service_env_variable().create("2", name, "X", name, &none()).unwrap();
        let filter = format!(
            "service_install/any(si:si/id eq {} and si/installs__service eq {id})",
            text(&made, "/service_install/__id")
        );
        let only = options(&json!({ "$filter": filter }).to_string());
        let found = fixture.client.device_service_env_variable().get_all("2", &only).unwrap();
        assert_eq!(ids(&found), BTreeSet::from([text(&made, "/id")]), "{name}");
    }
}

#[test]
fn a_tag_is_reached_by_its_exact_key_among_all_others() {
    type Set = fn(&Fixture, &str, &str) -> Outcome;
    type Remove = fn(&Fixture, &str) -> Outcome;
    type All = fn(&Fixture) -> Outcome;
    let kinds: [(Set, Remove, All); 3] = [
        (
            |f, k, v| f.client.device_tag().set("2", k, v, &none()),
            |f, k| f.client.device_tag().remove("2", k, &none()),
            |f| f.client.device_tag().get_all(&none()),
        ),
        (
            |f, k, v| f.client.application_tag().set("1", k, v, &none()),
            |f, k| f.client.application_tag().remove("1", k, &none()),
            |f| f.client.application_tag().get_all(&none()),
        ),
        (
            |f, k, v| f.client.release_tag().set("1", k, v, &none()),
            |f, k| f.client.release_tag().remove("1", k, &none()),
            |f| f.client.release_tag().get_all(&none()),
        ),
    ];
    // The service takes no white space in keys.
    let texts = texts().into_iter().filter(|key| key.len() < 2048 && !key.contains(char::is_whitespace));
    let keys: Vec<String> = texts.filter(|key| !key.contains(char::is_control)).collect();
    assert!(keys.len() > 25);
    let fixture = Fixture::at(CLOUD);
    for (set, remove, all) in kinds {
        let rows = || -> Vec<(String, String)> {
            let rows: Vec<Value> = serde_json::from_str(all(&fixture).unwrap().as_str()).unwrap();
            let own = |row: &Value, field: &str| row[field].as_str().unwrap().to_owned();
            let kept = rows.iter().filter(|row| keys.iter().any(|key| row["tag_key"] == key.as_str()));
            kept.map(|row| (own(row, "tag_key"), own(row, "value"))).collect()
        };
        for key in &keys {
            set(&fixture, key, "first").unwrap();
        }
        // Each is there, and is the one that is changed.
        for key in &keys {
            assert_eq!(set(&fixture, key, key).unwrap().as_str(), "null", "{key}");
        }
        assert!(rows().len() == keys.len() && rows().iter().all(|(key, value)| key == value), "{:?}", rows());
        for (gone, key) in (1..).zip(&keys) {
            remove(&fixture, key).unwrap();
            let left = rows();
            assert!(left.len() == keys.len() - gone && left.iter().all(|(other, _)| other != key), "{key}");
        }
    }
}
