//! Devices.

use std::ffi::{c_char, c_void};

use super::call::{RowCallback, call, maybe_text, on_row, options as options_of, text};
use crate::client::Client;
use crate::error::Code;

/// Takes the public URL of one or several devices away.
///
/// * `device`: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
///   nothing is written.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: DEVICE_NOT_FOUND, UNSUPPORTED_BY_SERVER (openBalena has no such URLs).
/// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_disable_device_url(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device().disable_device_url(text("device", device)?, &options_of(options)?))
}

/// Makes the updates of a device wait again for an application that holds the lock against them, also where a variable
/// of its application says otherwise.
///
/// * `device`: full uuid (32 or 62 hex digits) or id.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: DEVICE_NOT_FOUND.
/// Request: POST /v7/device_config_variable (RESIN_OVERRIDE_LOCK), PATCH where it exists
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_disable_lock_override(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device().disable_lock_override(text("device", device)?, &options_of(options)?))
}

/// Gives one or several devices a public URL, at which port 80 of the device is served.
///
/// * `device`: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
///   nothing is written.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: DEVICE_NOT_FOUND, UNSUPPORTED_BY_SERVER (openBalena has no such URLs).
/// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_enable_device_url(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device().enable_device_url(text("device", device)?, &options_of(options)?))
}

/// Lets the updates of a device go on although an application holds the lock against them.
///
/// * `device`: full uuid (32 or 62 hex digits) or id.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: DEVICE_NOT_FOUND.
/// Request: POST /v7/device_config_variable (RESIN_OVERRIDE_LOCK), PATCH where it exists
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_enable_lock_override(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device().enable_lock_override(text("device", device)?, &options_of(options)?))
}

/// Makes a key with which a device, or who acts as it, logs in.
///
/// * `device`: full uuid (32 or 62 hex digits) or id.
/// * `options`: JSON object, or NULL for none: `name`, `description`, `expiry_date` (milliseconds since 1970; never
///   unless given), `timeout_ms`.
///
/// Result: text, the key.
/// Errors: DEVICE_NOT_FOUND.
/// Request: POST /api-key/device/id/device-key
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_generate_device_key(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device().generate_device_key(text("device", device)?, &options_of(options)?))
}

/// Makes a uuid for a device that is to be registered.
///
/// Result: text, 32 hex digits.
/// Errors: IO (no random bytes).
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_generate_uuid(client: *const Client, out: *mut *mut c_char) -> Code {
    call(client, out, |client| client.device().generate_uuid())
}

/// Gets one device.
///
/// * `device`: full uuid (32 or 62 hex digits) or id.
/// * `options`: JSON object, or NULL for none: `$select`, `$expand` (OData: texts, arrays or objects), `timeout_ms`.
///
/// Result: object, the row of the device.
/// Errors: DEVICE_NOT_FOUND, AMBIGUOUS_DEVICE.
/// Request: GET /v7/device(uuid='…')
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_get(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device().get(text("device", device)?, &options_of(options)?))
}

/// Lists the devices that the user can access, by name.
///
/// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
///   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
///
/// Result: array of rows of devices.
/// Errors: the common ones.
/// Request: GET /v7/device
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_get_all(
    client: *const Client,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device().get_all(&options_of(options)?))
}

/// Hands all devices that the user can see to a function, one by one and by ascending id. They are
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
/// Request: GET /v7/device?$filter=id gt last&$orderby=id asc&$top=page_size
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_for_each(
    client: *const Client,
    options: *const c_char,
    callback: RowCallback,
    user_data: *mut c_void,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        let callback = on_row(callback, user_data)?;
        client.device().for_each(&options_of(options)?, callback)
    })
}

/// Lists the devices of the application with a name, by their own names; `balena_device_get_all_by_application_id` is for
/// an id.
///
/// * `application_name`: name, or slug ("organization/name").
/// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
///   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
///
/// Result: array of rows of devices.
/// Errors: APPLICATION_NOT_FOUND, AMBIGUOUS_APPLICATION.
/// Request: GET /v7/device?$filter=belongs_to__application eq id
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_get_all_by_application(
    client: *const Client,
    application_name: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.device().get_all_by_application(text("application_name", application_name)?, &options_of(options)?)
    })
}

/// Lists the devices of an application, by name.
///
/// * `application`: id, slug ("organization/name") or uuid.
/// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
///   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
///
/// Result: array of rows of devices.
/// Errors: APPLICATION_NOT_FOUND.
/// Request: GET /v7/device?$filter=belongs_to__application eq id
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_get_all_by_application_id(
    client: *const Client,
    application: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.device().get_all_by_application_id(text("application", application)?, &options_of(options)?)
    })
}

/// The name of the application that a device belongs to.
///
/// * `device`: full uuid (32 or 62 hex digits) or id.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: text, or null when it belongs to none that the user can see.
/// Errors: DEVICE_NOT_FOUND.
/// Request: GET /v7/device(uuid='…')
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_get_application_name(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device().get_application_name(text("device", device)?, &options_of(options)?))
}

/// Lists the devices that are called so.
///
/// * `name`: name, which several devices may have.
/// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
///   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
///
/// Result: array of rows of devices.
/// Errors: the common ones.
/// Request: GET /v7/device?$filter=device_name eq 'name'
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_get_by_name(
    client: *const Client,
    name: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device().get_by_name(text("name", name)?, &options_of(options)?))
}

/// The address of a device's page on the dashboard. With a uuid the server is not asked, not even whether there is such
/// a device.
///
/// * `device`: full uuid (32 or 62 hex digits) or id.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: text.
/// Errors: DEVICE_NOT_FOUND (an id was given), MISSING_OPTION (the host in `api_endpoint` does not begin with "api.", and the
///   client was given no `dashboard_url`).
/// Request: GET /v7/device(id), when an id is given
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_get_dashboard_url(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device().get_dashboard_url(text("device", device)?, &options_of(options)?))
}

/// The slug of a device type.
///
/// * `device_type_name`: display name ("Raspberry Pi 3"), or slug.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: text.
/// Errors: INVALID_DEVICE_TYPE.
/// Request: GET /v7/device_type
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_get_device_slug(
    client: *const Client,
    device_type_name: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.device().get_device_slug(text("device_type_name", device_type_name)?, &options_of(options)?)
    })
}

/// Tells the public URL of a device.
///
/// * `device`: full uuid (32 or 62 hex digits) or id.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: text, as "https://uuid.balena-devices.com".
/// Errors: DEVICE_NOT_FOUND, DEVICE_NOT_WEB_ACCESSIBLE (it has none), UNSUPPORTED_BY_SERVER (openBalena does not tell
///   where such URLs are).
/// Request: GET /v7/device(uuid='…'), GET /config
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_get_device_url(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device().get_device_url(text("device", device)?, &options_of(options)?))
}

/// The name that people see of a device type.
///
/// * `device_type_slug`: slug ("raspberrypi3"), or display name.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: text.
/// Errors: INVALID_DEVICE_TYPE.
/// Request: GET /v7/device_type
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_get_display_name(
    client: *const Client,
    device_type_slug: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.device().get_display_name(text("device_type_slug", device_type_slug)?, &options_of(options)?)
    })
}

/// Lists the addresses of a device in its own networks.
///
/// * `device`: full uuid (32 or 62 hex digits) or id.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: array of texts.
/// Errors: DEVICE_NOT_FOUND, DEVICE_OFFLINE.
/// Request: GET /v7/device(uuid='…')
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_get_local_ip_address(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device().get_local_ip_address(text("device", device)?, &options_of(options)?))
}

/// Gets what the service says of the device type of the application with a name.
///
/// * `application_name`: name, or slug ("organization/name").
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: object, the manifest of the device type: `slug`, `name`, `arch`, `options`, `yocto` and more.
/// Errors: APPLICATION_NOT_FOUND, AMBIGUOUS_APPLICATION (use the slug), INVALID_DEVICE_TYPE (not among those that
///   the service lists).
/// Request: GET /v7/application?$filter=…, GET /device-types/v1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_get_manifest_by_application(
    client: *const Client,
    application_name: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.device().get_manifest_by_application(text("application_name", application_name)?, &options_of(options)?)
    })
}

/// Gets what the service says of a device type. No login is needed.
///
/// * `slug`: slug, display name or alias of the device type.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: object, the manifest of the device type: `slug`, `name`, `arch`, `options`, `yocto` and more.
/// Errors: INVALID_DEVICE_TYPE.
/// Request: GET /device-types/v1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_get_manifest_by_slug(
    client: *const Client,
    slug: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device().get_manifest_by_slug(text("slug", slug)?, &options_of(options)?))
}

/// The name of a device.
///
/// * `device`: full uuid (32 or 62 hex digits) or id.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: text.
/// Errors: DEVICE_NOT_FOUND.
/// Request: GET /v7/device(uuid='…')
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_get_name(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device().get_name(text("device", device)?, &options_of(options)?))
}

/// Tells how far the update of a device's operating system is.
///
/// * `device`: full uuid (32 or 62 hex digits) or id.
/// * `options`: JSON object, or NULL for none: `run_detached` (boolean, as it was when the update was started; true
///   unless given; false needs balenaCloud), `timeout_ms` (60000 unless given, where that is false).
///
/// Result: object, of an update that runs detached with `update_status`, `last_update_status_event`, `overall_progress`
/// and `os_version`, as the device's row has them; of another one the answer of the server that carries it out, with
/// `status` ("idle", "in_progress", "done", "error" and others).
/// Errors: DEVICE_NOT_FOUND.
/// Request: GET /v7/device(uuid='…'), and where it does not run detached GET /config, GET
/// https://actions.deviceUrlsBase/v1/uuid/resinhup
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_get_os_update_status(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device().get_os_update_status(text("device", device)?, &options_of(options)?))
}

/// Sums up in a word what a device is doing: configuring, inactive, post-provisioning, updating, disconnected,
/// reduced-functionality or operational.
///
/// * `device`: full uuid (32 or 62 hex digits) or id.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: text, as the server has it.
/// Errors: DEVICE_NOT_FOUND.
/// Request: GET /v7/device(uuid='…')
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_get_status(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device().get_status(text("device", device)?, &options_of(options)?))
}

/// Gets the state of a device as its supervisor reports it through the API.
///
/// * `device`: full uuid (32 or 62 hex digits) or id.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: object with `status`, `commit`, `supervisor_version`, `update_pending` and others.
/// Errors: DEVICE_NOT_FOUND, DEVICE_OFFLINE.
/// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/device
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_get_supervisor_state(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device().get_supervisor_state(text("device", device)?, &options_of(options)?))
}

/// Gets the state that a device is to bring about, as its supervisor asks for it.
///
/// * `device`: full uuid (32 or 62 hex digits) or id.
/// * `options`: JSON object, or NULL for none: `version` (of the form of the state: 2 or 3; 2 unless given),
///   `timeout_ms`.
///
/// Result: object, the state: with version 2 its members are `local` and `dependent`, with version 3 it is the
///   uuid.
/// Errors: DEVICE_NOT_FOUND.
/// Request: GET /device/v2/uuid/state, with `version` 3 GET /device/v3/uuid/state
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_get_supervisor_target_state(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.device().get_supervisor_target_state(text("device", device)?, &options_of(options)?)
    })
}

/// Lists the device types that an operating system can be had for, by name.
///
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: array of texts, the display names.
/// Errors: the common ones.
/// Request: GET /v7/device_type
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_get_supported_device_types(
    client: *const Client,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device().get_supported_device_types(&options_of(options)?))
}

/// Gets one device with what runs on it.
///
/// * `device`: full uuid (32 or 62 hex digits) or id.
/// * `options`: JSON object, or NULL for none: `$select`, `$expand` (OData: texts, arrays or objects),
///   `timeout_ms`.
///
/// Result: object, the row of the device, with `current_services` (for each service, by its name, its installs,
///   without deleted ones: `id`, `image_id`, `service_id`, `status`, `download_progress`, `install_date`,
///   `release_id`, `commit`, `raw_version`) and `current_gateway_downloads` (always empty: gateways are no more).
/// Errors: DEVICE_NOT_FOUND.
/// Request: GET /v7/device(uuid='…')?$expand=image_install(…)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_get_with_service_details(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device().get_with_service_details(text("device", device)?, &options_of(options)?))
}

/// Lets the service's support staff into one or several devices for some time.
///
/// * `device`: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
///   nothing is written.
/// * `expiry_timestamp`: when it ends, in milliseconds since 1970, in the future.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: DEVICE_NOT_FOUND, INVALID_PARAMETER (the date is not in the future), UNSUPPORTED_BY_SERVER (openBalena has no
///   such access).
/// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_grant_support_access(
    client: *const Client,
    device: *const c_char,
    expiry_timestamp: i64,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.device().grant_support_access(text("device", device)?, expiry_timestamp, &options_of(options)?)
    })
}

/// Tells whether there is a device.
///
/// * `device`: full uuid (32 or 62 hex digits) or id.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: boolean.
/// Errors: the common ones.
/// Request: GET /v7/device(uuid='…')
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_has(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device().has(text("device", device)?, &options_of(options)?))
}

/// Tells whether a device has a public URL.
///
/// * `device`: full uuid (32 or 62 hex digits) or id.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: boolean.
/// Errors: DEVICE_NOT_FOUND.
/// Request: GET /v7/device(uuid='…')
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_has_device_url(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device().has_device_url(text("device", device)?, &options_of(options)?))
}

/// Tells whether the updates of a device go on although an application holds the lock against them. Where the
/// device has no variable for it, that of its application counts.
///
/// * `device`: full uuid (32 or 62 hex digits) or id.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: boolean.
/// Errors: DEVICE_NOT_FOUND.
/// Request: GET /v7/device(uuid='…')?$expand=device_config_variable(…),belongs_to__application(…)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_has_lock_override(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device().has_lock_override(text("device", device)?, &options_of(options)?))
}

/// Lets a LED of a device blink for 15 seconds, so that people see which device it is.
///
/// * `device`: full uuid (32 or 62 hex digits) or id.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: NOT_LOGGED_IN, DEVICE_NOT_FOUND, DEVICE_OFFLINE.
/// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/blink
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_identify(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device().identify(text("device", device)?, &options_of(options)?))
}

/// Tells whether a device is connected.
///
/// * `device`: full uuid (32 or 62 hex digits) or id.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: boolean.
/// Errors: DEVICE_NOT_FOUND.
/// Request: GET /v7/device(uuid='…')
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_is_online(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device().is_online(text("device", device)?, &options_of(options)?))
}

/// Tells whether a device runs its application's release, not one that it was pinned to.
///
/// * `device`: full uuid (32 or 62 hex digits) or id.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: boolean.
/// Errors: DEVICE_NOT_FOUND.
/// Request: GET /v7/device(uuid='…')
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_is_tracking_application_release(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.device().is_tracking_application_release(text("device", device)?, &options_of(options)?)
    })
}

/// Moves one or several devices to another application, which has to be built for an architecture that they run: their
/// own, and on aarch64 armv7hf and rpi, on armv7hf rpi as well.
///
/// * `device`: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
///   nothing is written.
/// * `application_name`: name, or slug ("organization/name").
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: DEVICE_NOT_FOUND, APPLICATION_NOT_FOUND, AMBIGUOUS_APPLICATION, INCOMPATIBLE_APPLICATION.
/// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_move(
    client: *const Client,
    device: *const c_char,
    application_name: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.device().move_(
            text("device", device)?,
            text("application_name", application_name)?,
            &options_of(options)?,
        )
    })
}

/// Replaces the note on one or several devices.
///
/// * `device`: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
///   nothing is written.
/// * `note`: the note; "" for none.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: DEVICE_NOT_FOUND.
/// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_note(
    client: *const Client,
    device: *const c_char,
    note: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.device().note(text("device", device)?, text("note", note)?, &options_of(options)?)
    })
}

/// Registers a device with an application, so that an image with the returned key can come online as it.
///
/// With `provisioning_key` and `device_type`, and an application given by its id, nobody needs to be logged in.
///
/// * `application`: id, slug ("organization/name") or uuid.
/// * `uuid`: uuid of the new device, 32 or 62 hex digits in lower case, as `balena_device_generate_uuid` makes them.
/// * `options`: JSON object, or NULL for none: `device_type` (slug; the application's unless given),
///   `provisioning_key` (one that lives ten minutes is made unless given), `timeout_ms`.
///
/// Result: object with `id`, `uuid` and `api_key`.
/// Errors: NOT_LOGGED_IN, APPLICATION_NOT_FOUND, INVALID_DEVICE_TYPE, CONFLICT (the uuid is taken).
/// Request: POST /device/register
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_register(
    client: *const Client,
    application: *const c_char,
    uuid: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.device().register(text("application", application)?, text("uuid", uuid)?, &options_of(options)?)
    })
}

/// Removes one or several devices.
///
/// * `device`: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
///   nothing is written.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: NOT_LOGGED_IN, DEVICE_NOT_FOUND.
/// Request: GET /v7/device?$filter=…, DELETE /v7/device?$filter=id in (…)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_remove(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device().remove(text("device", device)?, &options_of(options)?))
}

/// Gives a device another name.
///
/// * `device`: full uuid (32 or 62 hex digits) or id.
/// * `new_name`: the name, not empty.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: DEVICE_NOT_FOUND.
/// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_rename(
    client: *const Client,
    device: *const c_char,
    new_name: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.device().rename(text("device", device)?, text("new_name", new_name)?, &options_of(options)?)
    })
}

/// Restarts the containers of the application on a device.
///
/// * `device`: full uuid (32 or 62 hex digits) or id.
/// * `options`: JSON object, or NULL for none: `force` (boolean: although an application holds the lock against
///   updates), `timeout_ms`.
///
/// Result: null.
/// Errors: NOT_LOGGED_IN, DEVICE_NOT_FOUND, DEVICE_OFFLINE, SUPERVISOR_LOCKED, MISSING_OPTION (the device belongs to
///   no application).
/// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/restart
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_restart(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device().restart(text("device", device)?, &options_of(options)?))
}

/// Ends the access of the service's support staff to one or several devices.
///
/// * `device`: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
///   nothing is written.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: DEVICE_NOT_FOUND, UNSUPPORTED_BY_SERVER (openBalena has no such access).
/// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_revoke_support_access(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device().revoke_support_access(text("device", device)?, &options_of(options)?))
}

/// Gives one or several devices a place on the map, instead of the one that is guessed from their network address.
///
/// * `device`: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
///   nothing is written.
/// * `latitude`: degrees, from -90 to 90, north of the equator above 0.
/// * `longitude`: degrees, from -180 to 180, east of Greenwich above 0.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: DEVICE_NOT_FOUND, INVALID_PARAMETER (out of range, or not a number), UNSUPPORTED_BY_SERVER (openBalena has
///   no such places).
/// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_set_custom_location(
    client: *const Client,
    device: *const c_char,
    latitude: f64,
    longitude: f64,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.device().set_custom_location(text("device", device)?, latitude, longitude, &options_of(options)?)
    })
}

/// Pins one or several devices to a release of their application, or, without one, lets them run the application's
/// again.
///
/// * `device`: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
///   nothing is written.
/// * `release`: id or commit of a successful release of the application, or NULL (also an empty text) for none.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: DEVICE_NOT_FOUND, RELEASE_NOT_FOUND (no device is pinned then).
/// Request: GET /v7/device?$filter=…, GET /v7/release?$filter=…, PATCH /v7/device?$filter=id in (…)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_set_to_release(
    client: *const Client,
    device: *const c_char,
    release: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.device().set_to_release(text("device", device)?, maybe_text("release", release)?, &options_of(options)?)
    })
}

/// Pins one or several devices to the release with an id, or, without one, lets them run their application's again.
///
/// * `device`: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
///   nothing is written.
/// * `release_id`: id of a successful release of the application, in digits as a text, or NULL (also an empty text) for none.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: DEVICE_NOT_FOUND, RELEASE_NOT_FOUND (no device is pinned then).
/// Request: GET /v7/device?$filter=…, GET /v7/release?$filter=…, PATCH /v7/device?$filter=id in (…)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_set_to_release_by_id(
    client: *const Client,
    device: *const c_char,
    release_id: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.device().set_to_release_by_id(
            text("device", device)?,
            maybe_text("release_id", release_id)?,
            &options_of(options)?,
        )
    })
}

/// Starts an update of the operating system on one or several devices.
///
/// * `device`: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, and fit
///   for the update, or none is started.
/// * `target_os_version`: a published version for the type of the device, newer than the one that it runs, and like that
///   for development or not: "2.29.2+rev1.prod".
/// * `options`: JSON object, or NULL for none: `run_detached` (boolean; false makes the server wait for the device; true
///   unless given), `timeout_ms` (60000 for all of it unless given).
///
/// Result: object, the answer of the server that carries it out, with `status`; for an array an object with the answer
/// for each device by its uuid. They are started one after the other: where one fails, `cause` lists those before.
/// Errors: DEVICE_NOT_FOUND, DEVICE_OFFLINE, INVALID_PARAMETER (`target_os_version` is no version, or not a published
/// one), OS_UPDATE_ERROR (no update leads from the device's version to this one), UNSUPPORTED_BY_SERVER (openBalena has
/// no such server).
/// Request: GET /v7/device?$filter=…, GET /config, GET /v7/application?$filter=…, POST
/// https://actions.deviceUrlsBase/v2/uuid/resinhup
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_start_os_update(
    client: *const Client,
    device: *const c_char,
    target_os_version: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.device().start_os_update(
            text("device", device)?,
            text("target_os_version", target_os_version)?,
            &options_of(options)?,
        )
    })
}

/// Lets one or several devices run their application's release again, after they were pinned to another.
///
/// * `device`: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
///   nothing is written.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: DEVICE_NOT_FOUND.
/// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_track_application_release(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.device().track_application_release(text("device", device)?, &options_of(options)?)
    })
}

/// Takes the place away that `balena_device_set_custom_location` gave.
///
/// * `device`: full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
///   nothing is written.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: DEVICE_NOT_FOUND, UNSUPPORTED_BY_SERVER (openBalena has no such places).
/// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_unset_custom_location(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device().unset_custom_location(text("device", device)?, &options_of(options)?))
}
