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
/// * `options`: JSON object, or NULL for none: `$select`, `$expand` (OData, texts or arrays of texts), `timeout_ms`.
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
///   (OData, texts or arrays of texts, numbers for the last two), `timeout_ms`.
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
/// Request: DELETE /v7/device(id)
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
/// Request: PATCH /v7/device(id)
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
