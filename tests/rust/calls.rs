//! A call of each function, in one line: what goes over the wire is compared by it, and whatever else holds for all.

use balena::{Client, Document, Error};

use crate::check::{none, options, text};
use crate::simulator::Simulator;

pub type Outcome = Result<Document, Error>;

/// A function, the recorded variant to compare with, and the call that corresponds to it.
pub type Row = (&'static str, &'static str, fn(&Fixture) -> Outcome);

pub const COMPARED: &[Row] = &[
    ("balena_application_create", "", |f| {
        f.client.application().create("foo", "raspberrypi3", &options(r#"{"organization":"admin"}"#))
    }),
    ("balena_application_disable_device_urls", "", |f| f.client.application().disable_device_urls("1", &none())),
    ("balena_application_enable_device_urls", "", |f| f.client.application().enable_device_urls("1", &none())),
    ("balena_application_get_by_id", "", |f| f.client.application().get_by_id("1", &none())),
    ("balena_application_get_target_release_hash", "", |f| {
        f.client.application().get_target_release_hash("1", &none())
    }),
    ("balena_application_is_tracking_latest_release", "", |f| {
        f.client.application().is_tracking_latest_release("1", &none())
    }),
    ("balena_application_revoke_support_access", "", |f| f.client.application().revoke_support_access("1", &none())),
    ("balena_application_track_latest_release", "", |f| f.client.application().track_latest_release("1", &none())),
    ("balena_application_will_track_new_releases", "", |f| {
        f.client.application().will_track_new_releases("1", &none())
    }),
    ("balena_application_generate_provisioning_key", "", |f| {
        f.client.application().generate_provisioning_key("1", &options(r#"{"expiry_date":4102444800000}"#))
    }),
    ("balena_application_get", "by slug", |f| f.client.application().get("admin/fleet", &none())),
    ("balena_application_get_all", "", |f| f.client.application().get_all(&none())),
    ("balena_application_get_config", "", |f| {
        f.client.application().get_config("1", "2.29.2+rev1.prod", &options(r#"{"network":"ethernet"}"#))
    }),
    ("balena_application_grant_support_access", "", |f| {
        f.client.application().grant_support_access("1", 4102444800000, &none())
    }),
    ("balena_application_has", "", |f| f.client.application().has("fleet", &none())),
    ("balena_application_has_any", "", |f| f.client.application().has_any(&none())),
    ("balena_application_remove", "by slug", |f| f.client.application().remove("admin/spare", &none())),
    ("balena_application_restart", "", |f| f.client.application().restart("fleet", &none())),
    ("balena_application_set_to_release", "", |f| f.client.application().set_to_release("1", &f.commit, &none())),
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
    ("balena_device_move", "", |f| f.client.device().move_(&f.uuid, "spare", &none())),
    ("balena_device_note", "", |f| f.client.device().note(&f.uuid, "n", &none())),
    ("balena_device_register", "", |f| f.client.device().register("1", "0123456789abcdef0123456789abcdef", &none())),
    ("balena_device_rename", "", |f| f.client.device().rename(&f.uuid, "n", &none())),
    ("balena_application_config_variable_create", "", |f| {
        f.client.application_config_variable().create("1", "BALENA_HOST_X", "v", &none())
    }),
    ("balena_application_config_variable_get_all", "", |f| {
        f.client.application_config_variable().get_all("1", &none())
    }),
    ("balena_application_config_variable_remove", "", |f| f.client.application_config_variable().remove(1, &none())),
    ("balena_application_config_variable_update", "POST answered 409 unique", |f| {
        f.client.application_config_variable().update(
            f.new_id(f.client.application_config_variable().create("1", "BALENA_HOST_X", "w", &none())),
            "v",
            &none(),
        )
    }),
    ("balena_device_config_variable_create", "", |f| {
        f.client.device_config_variable().create("2", "BALENA_HOST_X", "v", &none())
    }),
    ("balena_device_config_variable_get_all", "", |f| f.client.device_config_variable().get_all("2", &none())),
    ("balena_device_config_variable_get_all_by_application", "", |f| {
        f.client.device_config_variable().get_all_by_application("1", &none())
    }),
    ("balena_device_config_variable_remove", "", |f| f.client.device_config_variable().remove(1, &none())),
    ("balena_device_config_variable_update", "POST answered 409 unique", |f| {
        f.client.device_config_variable().update(
            f.new_id(f.client.device_config_variable().create("2", "BALENA_HOST_X", "w", &none())),
            "v",
            &none(),
        )
    }),
    ("balena_application_env_variable_create", "", |f| {
        f.client.application_env_variable().create("1", "X", "v", &none())
    }),
    ("balena_application_env_variable_get_all", "", |f| f.client.application_env_variable().get_all("1", &none())),
    ("balena_application_env_variable_remove", "", |f| f.client.application_env_variable().remove(1, &none())),
    ("balena_application_env_variable_update", "POST answered 409 unique", |f| {
        f.client.application_env_variable().update(
            f.new_id(f.client.application_env_variable().create("1", "X", "w", &none())),
            "v",
            &none(),
        )
    }),
    ("balena_device_env_variable_create", "", |f| f.client.device_env_variable().create("2", "X", "v", &none())),
    ("balena_device_env_variable_get_all", "", |f| f.client.device_env_variable().get_all("2", &none())),
    ("balena_device_env_variable_get_all_by_application", "", |f| {
        f.client.device_env_variable().get_all_by_application("1", &none())
    }),
    ("balena_device_env_variable_remove", "", |f| f.client.device_env_variable().remove(1, &none())),
    ("balena_device_env_variable_update", "POST answered 409 unique", |f| {
        f.client.device_env_variable().update(
            f.new_id(f.client.device_env_variable().create("2", "X", "w", &none())),
            "v",
            &none(),
        )
    }),
    ("balena_service_env_variable_create", "", |f| {
        f.client.service_env_variable().create("1", "main", "X", "v", &none())
    }),
    ("balena_service_env_variable_get_all_by_application", "", |f| {
        f.client.service_env_variable().get_all_by_application("1", &none())
    }),
    ("balena_service_env_variable_remove", "", |f| f.client.service_env_variable().remove(1, &none())),
    ("balena_service_env_variable_update", "POST answered 409 unique", |f| {
        f.client.service_env_variable().update(
            f.new_id(f.client.service_env_variable().create("1", "main", "X", "w", &none())),
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
        f.client.device_service_env_variable().get_all_by_application("1", &none())
    }),
    ("balena_device_service_env_variable_remove", "", |f| f.client.device_service_env_variable().remove(1, &none())),
    ("balena_device_service_env_variable_update", "", |f| {
        f.client.device_service_env_variable().update(
            f.new_id(f.client.device_service_env_variable().create(&f.uuid, "main", "X", "w", &none())),
            "v",
            &none(),
        )
    }),
    ("balena_device_tag_get_all", "", |f| f.client.device_tag().get_all(&none())),
    ("balena_device_tag_get_all_by_application", "", |f| f.client.device_tag().get_all_by_application("1", &none())),
    ("balena_device_tag_get_all_by_device", "", |f| f.client.device_tag().get_all_by_device(&f.uuid, &none())),
    ("balena_device_tag_remove", "", |f| f.client.device_tag().remove(&f.uuid, "k", &none())),
    ("balena_device_tag_set", "", |f| f.client.device_tag().set(&f.uuid, "k", "v", &none())),
    ("balena_application_tag_get_all", "", |f| f.client.application_tag().get_all(&none())),
    ("balena_application_tag_get_all_by_application", "", |f| {
        f.client.application_tag().get_all_by_application("1", &none())
    }),
    ("balena_application_tag_remove", "", |f| f.client.application_tag().remove("1", "k", &none())),
    ("balena_application_tag_set", "", |f| f.client.application_tag().set("1", "k", "v", &none())),
    ("balena_release_tag_get_all", "", |f| f.client.release_tag().get_all(&none())),
    ("balena_release_tag_get_all_by_application", "", |f| f.client.release_tag().get_all_by_application("1", &none())),
    ("balena_release_tag_get_all_by_release", "", |f| f.client.release_tag().get_all_by_release("1", &none())),
    ("balena_release_tag_remove", "", |f| f.client.release_tag().remove("1", "k", &none())),
    ("balena_release_tag_set", "", |f| f.client.release_tag().set("1", "k", "v", &none())),
    ("balena_auth_login", "", |f| f.client.auth().login("u", "p", &none())),
    ("balena_auth_who_am_i", "", |f| f.client.auth().who_am_i(&none())),
    ("balena_auth_get_email", "", |f| f.client.auth().get_email(&none())),
    ("balena_auth_get_user_id", "", |f| f.client.auth().get_user_id(&none())),
    ("balena_application_get_by_owner", "", |f| f.client.application().get_by_owner("foo", "admin", &none())),
    ("balena_application_disable_rolling_updates", "", |f| {
        f.client.application().disable_rolling_updates("1", &none())
    }),
    ("balena_application_enable_rolling_updates", "", |f| f.client.application().enable_rolling_updates("1", &none())),
    ("balena_api_key_create", "", |f| f.client.api_key().create("k", &options(r#"{"description":"d"}"#))),
    ("balena_api_key_get_all", "", |f| f.client.api_key().get_all(&none())),
    ("balena_api_key_revoke", "", |f| f.client.api_key().revoke(1, &none())),
    ("balena_api_key_update", "", |f| f.client.api_key().update(f.key_id(), &options(r#"{"name":"n"}"#))),
    ("balena_key_create", "", |f| f.client.key().create("t", "ssh-rsa AAA", &none())),
    ("balena_key_get", "", |f| f.client.key().get(1, &none())),
    ("balena_key_get_all", "", |f| f.client.key().get_all(&none())),
    ("balena_key_remove", "", |f| f.client.key().remove(1, &none())),
    ("balena_image_get", "", |f| f.client.image().get(1, &none())),
    ("balena_image_get_log", "", |f| f.client.image().get_log(1, &none())),
    ("balena_release_get", "id", |f| f.client.release().get("1", &none())),
    ("balena_release_get_all_by_application", "", |f| f.client.release().get_all_by_application("1", &none())),
    ("balena_release_get_latest_by_application", "", |f| f.client.release().get_latest_by_application("1", &none())),
    ("balena_release_get_with_image_details", "", |f| f.client.release().get_with_image_details("1", &none())),
    ("balena_service_get_all_by_application", "", |f| f.client.service().get_all_by_application("1", &none())),
    ("balena_config_get_all", "", |f| f.client.config().get_all(&none())),
    ("balena_config_get_device_types", "", |f| f.client.config().get_device_types(&none())),
    ("balena_two_factor_auth_challenge", "", |f| f.client.two_factor_auth().challenge("123456", &none())),
    ("balena_two_factor_auth_get_otpauth_secret", "", |f| f.client.two_factor_auth().get_otpauth_secret(&none())),
];

/// Functions that the library answers by itself.
pub const LOCAL: &[Row] = &[
    ("balena_auth_get_token", "", |f| f.client.auth().get_token()),
    ("balena_auth_log_out", "", |f| f.client.auth().log_out()),
    ("balena_auth_login_with_token", "", |f| f.client.auth().login_with_token("a-key")),
    ("balena_settings_get", "", |f| f.client.settings().get("api_version")),
    ("balena_settings_get_all", "", |f| f.client.settings().get_all()),
    ("balena_settings_has", "", |f| f.client.settings().has("api_version")),
    ("balena_settings_remove", "", |f| f.client.settings().remove("x")),
    ("balena_settings_set", "", |f| f.client.settings().set("x", "y")),
    ("balena_application_env_variable_is_system_variable", "", |f| {
        f.client.application_env_variable().is_system_variable("X")
    }),
    ("balena_two_factor_auth_generate_code", "", |f| f.client.two_factor_auth().generate_code("MFRGG")),
    ("balena_two_factor_auth_is_enabled", "", |f| f.client.two_factor_auth().is_enabled()),
    ("balena_two_factor_auth_is_passed", "", |f| f.client.two_factor_auth().is_passed()),
];

/// What each call finds.
pub struct Fixture {
    pub simulator: Simulator,
    pub client: Client,
    pub uuid: String,
    commit: String,
}

impl Fixture {
    pub fn new() -> Self {
        Fixture::at(&["--fleet", "3", "--cloud"])
    }

    /// The same with another simulator.
    pub fn at(arguments: &[&str]) -> Self {
        let simulator = Simulator::start(arguments);
        let client = simulator.logged_in();
        let uuid = text(&client.device().get("2", &options(r#"{"$select":"uuid"}"#)).unwrap(), "/uuid");
        let commit = text(&client.application().get_target_release_hash("1", &none()).unwrap(), "");
        simulator.forget();
        Fixture { simulator, client, uuid, commit }
    }

    /// The id of an API key that is there.
    fn key_id(&self) -> i64 {
        self.client.api_key().create("kept", &none()).unwrap();
        let id = text(&self.client.api_key().get_all(&options(r#"{"$select":"id"}"#)).unwrap(), "/0/id");
        self.simulator.forget();
        id.parse().unwrap()
    }

    /// The id of a row that was made for the call.
    fn new_id(&self, made: Outcome) -> i64 {
        self.simulator.forget();
        text(&made.unwrap(), "/id").parse().unwrap()
    }
}
