//! Applications, also called fleets.

use std::ffi::{c_char, c_void};

use super::call::{RowCallback, call, on_row, options as options_of, text};
use crate::client::Client;
use crate::error::Code;

/// Creates an application.
///
/// * `name`: name, 4 to 100 characters.
/// * `device_type`: slug, alias or display name of a device type, as "raspberrypi3" or "Raspberry Pi 3".
/// * `options`: JSON object, or NULL for none: `organization` (handle or id; the user's only one, or his own, unless
///   given), `app_type` (slug), `application_class` ("app", "fleet" or "block"), `uuid` (32 hex digits), `timeout_ms`.
///
/// Result: object, the row of the application.
/// Errors: NOT_LOGGED_IN, INVALID_DEVICE_TYPE, INVALID_APPLICATION_TYPE, ORGANIZATION_NOT_FOUND, MISSING_OPTION
/// (several organizations and none named), CONFLICT (there is one of this name).
/// Request: POST /v7/application
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_application_create(
    client: *const Client,
    name: *const c_char,
    device_type: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.application().create(text("name", name)?, text("device_type", device_type)?, &options_of(options)?)
    })
}

/// Disables the public URLs of all devices of an application.
///
/// * `application`: id, slug ("organization/name") or uuid.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: APPLICATION_NOT_FOUND, UNSUPPORTED_BY_SERVER (openBalena has no such URLs).
/// Request: PATCH /v7/device?$filter=belongs_to__application eq id
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_application_disable_device_urls(
    client: *const Client,
    application: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.application().disable_device_urls(text("application", application)?, &options_of(options)?)
    })
}

/// Keeps an application at the release that it targets now: later releases don't become its target.
///
/// * `application`: id, slug ("organization/name") or uuid.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: APPLICATION_NOT_FOUND.
/// Request: PATCH /v7/application(id)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_application_disable_rolling_updates(
    client: *const Client,
    application: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.application().disable_rolling_updates(text("application", application)?, &options_of(options)?)
    })
}

/// Enables the public URLs of all devices of an application.
///
/// * `application`: id, slug ("organization/name") or uuid.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: APPLICATION_NOT_FOUND, UNSUPPORTED_BY_SERVER (openBalena has no such URLs).
/// Request: PATCH /v7/device?$filter=belongs_to__application eq id
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_application_enable_device_urls(
    client: *const Client,
    application: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.application().enable_device_urls(text("application", application)?, &options_of(options)?)
    })
}

/// Lets later releases of an application become its target. A server may leave the target of now in place until then;
/// `balena_application_track_latest_release` moves it at once.
///
/// * `application`: id, slug ("organization/name") or uuid.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: APPLICATION_NOT_FOUND.
/// Request: PATCH /v7/application(id)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_application_enable_rolling_updates(
    client: *const Client,
    application: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.application().enable_rolling_updates(text("application", application)?, &options_of(options)?)
    })
}

/// Makes a key with which devices can be registered with an application, as an image holds it.
///
/// * `application`: id, slug ("organization/name") or uuid.
/// * `options`: JSON object, or NULL for none: `key_name`, `description`, `expiry_date` (milliseconds since 1970; never
///   unless given), `timeout_ms`.
///
/// Result: text, the key.
/// Errors: APPLICATION_NOT_FOUND.
/// Request: POST /api-key/v2/
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_application_generate_provisioning_key(
    client: *const Client,
    application: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.application().generate_provisioning_key(text("application", application)?, &options_of(options)?)
    })
}

/// Gets one of the applications that the user can access directly, by the name that people know it by.
///
/// * `name`: name, or slug ("organization/name").
/// * `options`: JSON object, or NULL for none: `$select`, `$expand` (OData: texts, arrays or objects), `timeout_ms`.
///
/// Result: object, the row of the application.
/// Errors: APPLICATION_NOT_FOUND, AMBIGUOUS_APPLICATION.
/// Request: GET /v7/application
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_application_get(
    client: *const Client,
    name: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.application().get(text("name", name)?, &options_of(options)?))
}

/// Lists the applications that the user can access directly, by name.
///
/// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
///   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
///
/// Result: array of rows of applications.
/// Errors: the common ones.
/// Request: GET /v7/application
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_application_get_all(
    client: *const Client,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.application().get_all(&options_of(options)?))
}

/// Hands the applications that the user can access directly to a function, one by one and by ascending id. They are
/// asked for by the page, so that one page is in memory, however many there are; rows that come or go meanwhile neither
/// double nor hide others.
///
/// * `options`: JSON object, or NULL for none: `$select` (`id` comes along unasked), `$filter`, `$expand`, `@…`,
///   `page_size` (rows that are asked for at once, 1000), `pages` (how many of them at most; all unless given), `after`
///   (id behind which to begin), `timeout_ms` (of each page).
/// * `callback`: function that gets each row as the service sent it, on the thread that makes the call. It gives 0 to go
///   on, and another number to stop. It may call this library, but not free the handle. The row is the library's, and
///   gone when it returns.
/// * `user_data`: pointer that the function gets, or NULL.
///
/// Result: object with `count` (of the rows that the function got), `last` (id of the last of them, else `after`, null where
///   there is neither: `after` goes on behind it) and `complete` (false where there may be more: it stopped, or the pages were over).
/// Errors: the common ones.
/// Request: GET /v7/application?$filter=id gt last&$orderby=id asc&$top=page_size
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_application_for_each(
    client: *const Client,
    options: *const c_char,
    callback: RowCallback,
    user_data: *mut c_void,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        let callback = on_row(callback, user_data)?;
        client.application().for_each(&options_of(options)?, callback)
    })
}

/// Gets one application, also a public one of others.
///
/// * `application`: id, slug ("organization/name") or uuid.
/// * `options`: JSON object, or NULL for none: `$select`, `$expand` (OData: texts, arrays or objects), `timeout_ms`.
///
/// Result: object, the row of the application.
/// Errors: APPLICATION_NOT_FOUND.
/// Request: GET /v7/application(id)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_application_get_by_id(
    client: *const Client,
    application: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.application().get_by_id(text("application", application)?, &options_of(options)?))
}

/// Gets one application by its name and its owner, also a public one of others.
///
/// * `name`: name, in upper or lower case.
/// * `owner`: handle of an organization; that of a user's own is his user name.
/// * `options`: JSON object, or NULL for none: `$select`, `$expand` (OData: texts, arrays or objects), `timeout_ms`.
///
/// Result: object, the row of the application.
/// Errors: APPLICATION_NOT_FOUND.
/// Request: GET /v7/application(slug='owner/name')
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_application_get_by_owner(
    client: *const Client,
    name: *const c_char,
    owner: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.application().get_by_owner(text("name", name)?, text("owner", owner)?, &options_of(options)?)
    })
}

/// Makes the config.json with which a device joins an application. It holds a provisioning key that is made for it.
///
/// * `application`: id, slug ("organization/name") or uuid.
/// * `version`: version of balenaOS that the device runs, as "2.29.2+rev1.prod".
/// * `options`: JSON object, or NULL for none: `network` ("ethernet" unless given, or "wifi"), `wifiSsid` (needed with
///   wifi), `wifiKey`, `appUpdatePollInterval` (minutes), `ip`, `gateway`, `netmask` (IPv4, as "192.0.2.1"),
///   `deviceType` (slug; the application's unless given), `developmentMode` (boolean), `provisioningKeyName`,
///   `provisioningKeyExpiryDate` (milliseconds since 1970; never unless given), `timeout_ms`.
///
/// Result: object, the content of config.json.
/// Errors: APPLICATION_NOT_FOUND, MISSING_OPTION (`version` is empty, or wifi without `wifiSsid`).
/// Request: POST /download-config
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_application_get_config(
    client: *const Client,
    application: *const c_char,
    version: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.application().get_config(
            text("application", application)?,
            text("version", version)?,
            &options_of(options)?,
        )
    })
}

/// The commit of the release that an application's devices should run.
///
/// * `application`: id, slug ("organization/name") or uuid.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: text, or null when there is no such release.
/// Errors: APPLICATION_NOT_FOUND.
/// Request: GET /v7/application(id)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_application_get_target_release_hash(
    client: *const Client,
    application: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.application().get_target_release_hash(text("application", application)?, &options_of(options)?)
    })
}

/// Lets balena's support work on an application until a date.
///
/// * `application`: id, slug ("organization/name") or uuid.
/// * `expiry_timestamp`: when the access ends, in milliseconds since 1970.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: APPLICATION_NOT_FOUND, INVALID_PARAMETER (the date is not in the future), UNSUPPORTED_BY_SERVER (openBalena
/// has no support).
/// Request: PATCH /v7/application(id)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_application_grant_support_access(
    client: *const Client,
    application: *const c_char,
    expiry_timestamp: i64,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.application().grant_support_access(
            text("application", application)?,
            expiry_timestamp,
            &options_of(options)?,
        )
    })
}

/// Asks whether the user can access an application of this name directly.
///
/// * `name`: name, or slug ("organization/name").
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: boolean.
/// Errors: the common ones.
/// Request: GET /v7/application
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_application_has(
    client: *const Client,
    name: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.application().has(text("name", name)?, &options_of(options)?))
}

/// Asks whether the user can access any application directly.
///
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: boolean.
/// Errors: the common ones.
/// Request: GET /v7/application
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_application_has_any(
    client: *const Client,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.application().has_any(&options_of(options)?))
}

/// Asks whether an application takes over new releases and targets the latest one.
///
/// * `application`: id, slug ("organization/name") or uuid.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: boolean; true also when it takes over new releases and has none yet.
/// Errors: APPLICATION_NOT_FOUND.
/// Request: GET /v7/application(id)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_application_is_tracking_latest_release(
    client: *const Client,
    application: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.application().is_tracking_latest_release(text("application", application)?, &options_of(options)?)
    })
}

/// Removes an application and its devices.
///
/// * `name`: name, or slug ("organization/name").
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: NOT_LOGGED_IN, APPLICATION_NOT_FOUND, AMBIGUOUS_APPLICATION.
/// Request: DELETE /v7/application(id)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_application_remove(
    client: *const Client,
    name: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.application().remove(text("name", name)?, &options_of(options)?))
}

/// Restarts the services of an application on all of its devices.
///
/// * `name`: name, or slug ("organization/name").
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: NOT_LOGGED_IN, APPLICATION_NOT_FOUND, AMBIGUOUS_APPLICATION, SUPERVISOR_LOCKED, UNSUPPORTED_BY_SERVER
/// (openBalena does not do this).
/// Request: POST /application/id/restart
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_application_restart(
    client: *const Client,
    name: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.application().restart(text("name", name)?, &options_of(options)?))
}

/// Ends the access that balena's support has to an application.
///
/// * `application`: id, slug ("organization/name") or uuid.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: APPLICATION_NOT_FOUND, UNSUPPORTED_BY_SERVER (openBalena has no support).
/// Request: PATCH /v7/application(id)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_application_revoke_support_access(
    client: *const Client,
    application: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.application().revoke_support_access(text("application", application)?, &options_of(options)?)
    })
}

/// Keeps an application at one of its releases, which must have been built successfully.
///
/// * `application`: id, slug ("organization/name") or uuid.
/// * `release`: id or commit.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: APPLICATION_NOT_FOUND, RELEASE_NOT_FOUND.
/// Request: PATCH /v7/application(id)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_application_set_to_release(
    client: *const Client,
    application: *const c_char,
    release: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.application().set_to_release(
            text("application", application)?,
            text("release", release)?,
            &options_of(options)?,
        )
    })
}

/// Makes the latest release of an application its target, and lets later ones become it.
///
/// * `application`: id, slug ("organization/name") or uuid.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: APPLICATION_NOT_FOUND.
/// Request: PATCH /v7/application(id)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_application_track_latest_release(
    client: *const Client,
    application: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.application().track_latest_release(text("application", application)?, &options_of(options)?)
    })
}

/// Asks whether later releases of an application become its target.
///
/// * `application`: id, slug ("organization/name") or uuid.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: boolean.
/// Errors: APPLICATION_NOT_FOUND.
/// Request: GET /v7/application(id)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_application_will_track_new_releases(
    client: *const Client,
    application: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.application().will_track_new_releases(text("application", application)?, &options_of(options)?)
    })
}
