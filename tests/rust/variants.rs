//! Further calls of the functions: those of the recorded variants that `calls.rs` has no line for, and the variants
//! that this library has no call for.

use balena::Client;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;

use crate::calls::{Fixture, Row};
use crate::check::{none, options};

pub const VARIANTS: &[Row] = &[
    ("balena_application_create", "organization by id, class", |f| {
        let given = json!({ "organization": f.organization, "application_class": "fleet" }).to_string();
        f.client.application().create("foo", "raspberrypi3", &options(&given))
    }),
    ("balena_application_disable_device_urls", "by id", |f| {
        f.client.application().disable_device_urls(&f.application, &none())
    }),
    ("balena_application_enable_device_urls", "by id", |f| {
        f.client.application().enable_device_urls(&f.application, &none())
    }),
    ("balena_application_generate_provisioning_key", "by id", |f| {
        f.client.application().generate_provisioning_key(&f.application, &none())
    }),
    ("balena_application_get", "", |f| f.client.application().get("fleet", &none())),
    ("balena_application_get", "by slug (lower-cased)", |f| f.client.application().get("Admin/Fleet", &none())),
    ("balena_application_get_by_id", "by id", |f| f.client.application().get_by_id(&f.application, &none())),
    ("balena_application_get_target_release_hash", "by id", |f| {
        f.client.application().get_target_release_hash(&f.application, &none())
    }),
    ("balena_application_grant_support_access", "past", |f| {
        f.client.application().grant_support_access(&f.application, 1, &none())
    }),
    ("balena_application_is_tracking_latest_release", "by id", |f| {
        f.client.application().is_tracking_latest_release(&f.application, &none())
    }),
    ("balena_application_restart", "by slug", |f| f.client.application().restart("admin/fleet", &none())),
    ("balena_application_revoke_support_access", "by id", |f| {
        f.client.application().revoke_support_access(&f.application, &none())
    }),
    ("balena_application_track_latest_release", "by id", |f| {
        f.client.application().track_latest_release(&f.application, &none())
    }),
    ("balena_application_will_track_new_releases", "by id", |f| {
        f.client.application().will_track_new_releases(&f.application, &none())
    }),
    ("balena_device_os_download", "latest", |f| f.downloaded(r#"{"deviceType":"raspberrypi3","version":"latest"}"#)),
    ("balena_application_config_variable_create", "POST succeeded", |f| {
        f.client.application_config_variable().create(&f.application, "RESIN_X", "v", &none())
    }),
    ("balena_application_env_variable_create", "POST succeeded", |f| {
        f.client.application_env_variable().create(&f.application, "RESIN_X", "v", &none())
    }),
    ("balena_application_tag_set", "POST succeeded", |f| {
        f.client.application_tag().set(&f.application, "tag1", "v", &none())
    }),
    ("balena_application_tag_set", "POST answered 409 unique", |f| {
        f.twice(|f| f.client.application_tag().set(&f.application, "tag1", "v", &none()))
    }),
    ("balena_auth_authenticate", "HTTP 401", |f| answered(f, 401).auth().authenticate("u", "p", &none())),
    ("balena_auth_authenticate", "HTTP 429", |f| answered(f, 429).auth().authenticate("u", "p", &none())),
    ("balena_auth_authenticate", "HTTP 500", |f| answered(f, 500).auth().authenticate("u", "p", &none())),
    ("balena_auth_is_logged_in", "logged out", |f| f.simulator.client().auth().is_logged_in(&none())),
    ("balena_auth_login", "HTTP 401", |f| answered(f, 401).auth().login("u", "p", &none())),
    ("balena_auth_login", "HTTP 429", |f| answered(f, 429).auth().login("u", "p", &none())),
    ("balena_auth_login", "HTTP 500", |f| answered(f, 500).auth().login("u", "p", &none())),
    ("balena_auth_who_am_i", "token older than one day: a non-pine call refreshes first", |f| {
        with_old_token(f).auth().who_am_i(&none())
    }),
    ("balena_device_get", "logged out: no Authorization sent", |f| f.simulator.client().device().get(&f.uuid, &none())),
    ("balena_device_get", "logged out, no key: pine sends no Authorization", |f| {
        f.simulator.client().device().get(&f.uuid, &none())
    }),
    ("balena_device_get", "BALENA_API_KEY, logged out", |f| {
        let key = f.key();
        with_token(f, &key).device().get(&f.uuid, &none())
    }),
    ("balena_device_get", "BALENA_API_KEY and token", |f| {
        let key = f.key();
        let client = with_token(f, &key);
        client.auth().login_with_token(&f.simulator.token(json!({}))).unwrap();
        client.device().get(&f.uuid, &none())
    }),
    ("balena_device_get", "token older than token_refresh_interval", |f| {
        with_old_token(f).device().get(&f.uuid, &none())
    }),
    ("balena_device_get", "not found", |f| finding(f, "[]").device().get(&f.uuid, &none())),
    ("balena_device_get", "not 32 or 62 characters", |f| f.client.device().get("shortuuid", &none())),
    ("balena_device_get", "by id", |f| f.client.device().get(&f.device, &none())),
    ("balena_device_get_all", "HTTP 400", |f| answered(f, 400).device().get_all(&none())),
    ("balena_device_get_all", "HTTP 401", |f| answered(f, 401).device().get_all(&none())),
    ("balena_device_get_all", "HTTP 404", |f| answered(f, 404).device().get_all(&none())),
    ("balena_device_get_all", "HTTP 409", |f| answered(f, 409).device().get_all(&none())),
    ("balena_device_get_all", "HTTP 423", |f| answered(f, 423).device().get_all(&none())),
    ("balena_device_get_all", "HTTP 429", |f| answered(f, 429).device().get_all(&none())),
    ("balena_device_get_all", "HTTP 500", |f| answered(f, 500).device().get_all(&none())),
    ("balena_device_get_all", "HTTP 429 with retry_rate_limited_request", |f| {
        answered(f, 429).device().get_all(&none())
    }),
    ("balena_device_get_by_name", "quote is doubled and escaped", |f| {
        f.client.device().get_by_name("it's ok", &none())
    }),
    ("balena_device_get_local_ip_address", "offline", |f| {
        finding(f, r#"[{"is_connected_to_vpn":false,"ip_address":null}]"#)
            .device()
            .get_local_ip_address(&f.uuid, &none())
    }),
    ("balena_device_rename", "not found", |f| finding(f, "[]").device().rename(&f.uuid, "n", &none())),
    ("balena_device_config_variable_create", "POST succeeded", |f| {
        f.client.device_config_variable().create(&f.device, "RESIN_X", "v", &none())
    }),
    ("balena_device_config_variable_create", "by uuid", |f| {
        f.client.device_config_variable().create(&f.uuid, "RESIN_X", "v", &none())
    }),
    ("balena_device_env_variable_create", "POST succeeded", |f| {
        f.client.device_env_variable().create(&f.device, "RESIN_X", "v", &none())
    }),
    ("balena_device_env_variable_create", "by uuid", |f| {
        f.client.device_env_variable().create(&f.uuid, "RESIN_X", "v", &none())
    }),
    ("balena_device_tag_set", "POST succeeded", |f| f.client.device_tag().set(&f.uuid, "tag1", "v", &none())),
    ("balena_device_tag_set", "POST answered 409 unique", |f| {
        f.twice(|f| f.client.device_tag().set(&f.uuid, "tag1", "v", &none()))
    }),
    ("balena_key_get_all", "HTTP 401", |f| answered(f, 401).key().get_all(&none())),
    ("balena_key_get_all", "HTTP 404", |f| answered(f, 404).key().get_all(&none())),
    ("balena_key_get_all", "HTTP 409", |f| answered(f, 409).key().get_all(&none())),
    ("balena_key_get_all", "HTTP 429", |f| answered(f, 429).key().get_all(&none())),
    ("balena_key_get_all", "HTTP 500", |f| answered(f, 500).key().get_all(&none())),
    ("balena_key_get_all", "HTTP 429 with retryRateLimitedRequests", |f| answered(f, 429).key().get_all(&none())),
    ("balena_key_get_all", "token older than one day: a pine call does not refresh", |f| {
        with_old_token(f).key().get_all(&none())
    }),
    ("balena_release_get", "commit", |f| f.client.release().get(&f.commit, &none())),
    ("balena_release_get", "by id", |f| f.client.release().get(&f.release, &none())),
    ("balena_release_get", "by commit", |f| f.client.release().get(&f.commit, &none())),
    ("balena_release_tag_set", "POST succeeded", |f| f.client.release_tag().set(&f.release, "tag1", "v", &none())),
    ("balena_release_tag_set", "POST answered 409 unique", |f| {
        f.twice(|f| f.client.release_tag().set(&f.release, "tag1", "v", &none()))
    }),
    ("balena_service_env_variable_create", "by natural key", |f| {
        f.client.service_env_variable().create("admin/fleet", "main", "X", "v", &none())
    }),
    ("balena_two_factor_auth_is_enabled", "twoFactorRequired true", |f| {
        second_factor(f, true).two_factor_auth().is_enabled()
    }),
    ("balena_two_factor_auth_is_enabled", "twoFactorRequired false", |f| {
        second_factor(f, false).two_factor_auth().is_enabled()
    }),
    ("balena_two_factor_auth_is_enabled", "opaque", |f| with_token(f, "opaque").two_factor_auth().is_enabled()),
    ("balena_two_factor_auth_is_passed", "twoFactorRequired true", |f| {
        second_factor(f, true).two_factor_auth().is_passed()
    }),
    ("balena_two_factor_auth_is_passed", "twoFactorRequired false", |f| {
        second_factor(f, false).two_factor_auth().is_passed()
    }),
    ("balena_two_factor_auth_is_passed", "opaque", |f| with_token(f, "opaque").two_factor_auth().is_passed()),
    ("balena_device_get_device_url", "not accessible", |f| {
        f.client.device().disable_device_url(&f.uuid, &none()).unwrap();
        f.simulator.forget();
        f.client.device().get_device_url(&f.uuid, &none())
    }),
    ("balena_device_os_get_config", "by slug", |f| {
        let given = options(r#"{"version":"2.29.2+rev1.prod","network":"ethernet"}"#);
        f.client.device_os().get_config("admin/fleet", &given)
    }),
    ("balena_device_start_os_update", "runDetached false", |f| {
        f.client.device().start_os_update(&f.uuid, "6.0.24", &options(r#"{"run_detached":false}"#))
    }),
    ("balena_device_start_os_update", "run_detached=False", |f| {
        f.client.device().start_os_update(&f.uuid, "6.0.24", &options(r#"{"run_detached":false}"#))
    }),
    ("balena_device_start_os_update", "offline", |f| {
        let rows = json!([{
            "id": 1, "uuid": f.uuid, "is_connected_to_vpn": false, "os_version": "balenaOS 5.3.21",
            "os_variant": "prod", "is_of__device_type": [{ "id": 1, "slug": "raspberrypi3" }],
        }]);
        finding(f, &rows.to_string()).device().start_os_update(&f.uuid, "6.0.24", &none())
    }),
    ("balena_device_set_to_release_by_id", "by id", |f| {
        f.client.device().set_to_release_by_id(&f.uuid, Some(&f.release), &none())
    }),
    ("balena_logs_history", "start", |f| {
        f.client.logs().history(&f.uuid, &options(r#"{"count":"all","start":1700000000000}"#))
    }),
    ("balena_logs_history", "count", |f| f.client.logs().history(&f.uuid, &options(r#"{"count":10}"#))),
    ("balena_logs_history", "count all", |f| f.client.logs().history(&f.uuid, &options(r#"{"count":"all"}"#))),
    ("balena_device_note", "list, one missing", |f| {
        let set = json!([f.uuid, "cccccccccccccccccccccccccccccccc"]).to_string();
        f.client.device().note(&set, "n", &none())
    }),
    ("balena_device_note", "list of ids, one missing", |f| {
        f.client.device().note(&format!("[{},1235]", f.device), "n", &none())
    }),
    ("balena_supervisor_blink", "on device", |f| on_device(f).supervisor().blink(None, &none())),
    ("balena_supervisor_get_device_state", "on device", |f| on_device(f).supervisor().get_device_state(None, &none())),
    ("balena_supervisor_ping", "on device", |f| on_device(f).supervisor().ping(None, &none())),
    ("balena_supervisor_purge", "on device", |f| on_device(f).supervisor().purge(None, &none())),
    ("balena_supervisor_reboot", "on device", |f| on_device(f).supervisor().reboot(None, &none())),
    ("balena_supervisor_restart", "on device", |f| on_device(f).supervisor().restart(None, &none())),
    ("balena_supervisor_restart_service", "on device", |f| on_device(f).supervisor().restart_service(None, 5, &none())),
    ("balena_supervisor_shutdown", "on device", |f| on_device(f).supervisor().shutdown(None, &none())),
    ("balena_supervisor_start_service", "on device", |f| on_device(f).supervisor().start_service(None, 5, &none())),
    ("balena_supervisor_stop_service", "on device", |f| on_device(f).supervisor().stop_service(None, 5, &none())),
    ("balena_supervisor_update", "on device", |f| on_device(f).supervisor().update(None, &none())),
    ("balena_supervisor_ping", "no device and not on a device", |f| f.client.supervisor().ping(None, &none())),
    ("balena_supervisor_ping", "on device, but for another device id: goes to the cloud", |f| {
        on_device(f).supervisor().ping(Some(&f.device), &none())
    }),
    ("balena_device_identify", "HTTP 500 outside pine", |f| {
        f.simulator.order("/supervisor/v1/blink", 1, json!({ "kind": "status", "status": 500, "body": "" }));
        f.client.device().identify(&f.uuid, &none())
    }),
    ("balena_supervisor_reboot", "HTTP 423", |f| {
        let refused = json!({ "kind": "status", "status": 423, "body": "" });
        f.simulator.order("/supervisor/v1/reboot", 1, refused);
        f.client.supervisor().reboot(Some(&f.uuid), &none())
    }),
    ("balena_supervisor_reboot", "force", |f| f.client.supervisor().reboot(Some(&f.uuid), &options(FORCE))),
    ("balena_supervisor_reboot", "on device, force", |f| on_device(f).supervisor().reboot(None, &options(FORCE))),
    ("balena_supervisor_update", "force", |f| f.client.supervisor().update(Some(&f.uuid), &options(FORCE))),
];

const FORCE: &str = r#"{"force":true}"#;

/// A client on the fixture's device, whose supervisor has not been asked yet.
fn on_device(fixture: &Fixture) -> Client {
    let client = fixture.simulator.client_on_device("");
    client.auth().login_with_token(&fixture.simulator.token(json!({}))).unwrap();
    client
}

/// A function, the recorded variants of it that are no calls here, and why.
pub struct NotApplicable(pub &'static str, pub &'static [&'static str], pub &'static str);

const BY_NAME: &str = "the document's function takes a name or slug, and 1234 is a name";

pub const NOT_APPLICABLE: &[NotApplicable] = &[
    NotApplicable(
        "balena_application_get_all",
        &["application.getAll"],
        "it gives what is merely public too, where the document's function gives the user's own",
    ),
    NotApplicable("balena_application_has", &["by id"], BY_NAME),
    NotApplicable("balena_application_remove", &["", "by id", "list of ids"], BY_NAME),
    NotApplicable("balena_application_restart", &["by id"], BY_NAME),
    NotApplicable(
        "balena_config_get_device_types",
        &["deviceType.getAllSupported"],
        "it asks what balena_device_get_supported_device_types does",
    ),
    NotApplicable(
        "balena_release_get",
        &["by raw version"],
        "a release is given by its id or commit, as the document has it",
    ),
    NotApplicable(
        "balena_service_env_variable_create",
        &["by service id"],
        "the document's function takes the service by application and name",
    ),
    NotApplicable(
        "balena_service_env_variable_update",
        &["by service id", "by natural key"],
        "they create a variable: the document's function changes one that is there",
    ),
];

/// The client, whose next request is answered so.
fn answered(fixture: &Fixture, status: u16) -> &Client {
    let headers = json!({ "Retry-After": "0" });
    fixture.simulator.order("/", 1, json!({ "kind": "status", "status": status, "headers": headers, "body": "" }));
    &fixture.client
}

/// The client, whose next request for devices finds these rows.
fn finding<'f>(fixture: &'f Fixture, rows: &str) -> &'f Client {
    let body = format!(r#"{{"d":{rows}}}"#);
    fixture.simulator.order("/v7/device", 1, json!({ "kind": "status", "status": 200, "body": body }));
    &fixture.client
}

fn with_token(fixture: &Fixture, token: &str) -> Client {
    fixture.simulator.client_with(&format!(r#","token":"{token}""#))
}

fn with_old_token(fixture: &Fixture) -> Client {
    with_token(fixture, &fixture.simulator.token(json!({ "age_s": 2 * 24 * 3600 })))
}

/// A client with a token that tells of the second factor.
fn second_factor(fixture: &Fixture, required: bool) -> Client {
    let payload = json!({ "id": 1, "twoFactorRequired": required }).to_string();
    with_token(fixture, &format!("e30.{}.c2lnbmF0dXJl", URL_SAFE_NO_PAD.encode(payload)))
}
