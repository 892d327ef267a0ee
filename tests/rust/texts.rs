//! A call of each function with each text that it takes, which could be anything.

use serde_json::json;

use crate::calls::{Fixture, Outcome, nothing};
use crate::check::{none, options, text};

/// A function, its argument (or option) that is the text, and the call.
pub type Row = (&'static str, &'static str, fn(&Fixture, &str) -> Outcome);

pub const UUID: &str = "0123456789abcdef0123456789abcdef";

pub const CALLS: &[Row] = &[
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
    ("balena_release_for_each", "application", |f, t| f.client.release().for_each(t, &none(), nothing)),
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
