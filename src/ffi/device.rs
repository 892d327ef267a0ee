//! Devices.

use std::ffi::c_char;

use super::call::{call, options as options_of, text};
use crate::client::Client;
use crate::error::Code;

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

/// Lists the devices of the application with a name, by their own names.
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

/// Moves a device to another application, which has to be built for an architecture that the device runs: its own, and
/// on aarch64 armv7hf and rpi, on armv7hf rpi as well.
///
/// * `device`: full uuid (32 or 62 hex digits) or id.
/// * `application_name`: name, or slug ("organization/name").
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: DEVICE_NOT_FOUND, APPLICATION_NOT_FOUND, AMBIGUOUS_APPLICATION, INCOMPATIBLE_APPLICATION.
/// Request: PATCH /v7/device?$filter=id in (id)
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

/// Replaces the note on a device.
///
/// * `device`: full uuid (32 or 62 hex digits) or id.
/// * `note`: the note; "" for none.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: DEVICE_NOT_FOUND.
/// Request: PATCH /v7/device?$filter=id in (id)
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

/// Removes a device.
///
/// * `device`: full uuid (32 or 62 hex digits) or id.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: NOT_LOGGED_IN, DEVICE_NOT_FOUND.
/// Request: DELETE /v7/device?$filter=id in (id)
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
/// Request: PATCH /v7/device?$filter=id in (id)
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
