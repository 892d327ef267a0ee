//! Tags of devices.

use std::ffi::c_char;

use super::call::{call, options as options_of, text};
use crate::client::Client;
use crate::error::Code;

/// Lists the tags of all devices that the user can access, by key.
///
/// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
///   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
///
/// Result: array of rows of tags.
/// Errors: the common ones.
/// Request: GET /v7/device_tag
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_tag_get_all(
    client: *const Client,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device_tag().get_all(&options_of(options)?))
}

/// Lists the tags of the devices of an application, by key.
///
/// * `application`: id, slug ("organization/name") or uuid.
/// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
///   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
///
/// Result: array of rows of tags.
/// Errors: APPLICATION_NOT_FOUND.
/// Request: GET /v7/device_tag?$filter=device/any(d:d/belongs_to__application eq id)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_tag_get_all_by_application(
    client: *const Client,
    application: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.device_tag().get_all_by_application(text("application", application)?, &options_of(options)?)
    })
}

/// Lists the tags of a device, by key.
///
/// * `device`: full uuid (32 or 62 hex digits) or id.
/// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
///   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
///
/// Result: array of rows of tags.
/// Errors: DEVICE_NOT_FOUND.
/// Request: GET /v7/device_tag?$filter=device eq id
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_tag_get_all_by_device(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device_tag().get_all_by_device(text("device", device)?, &options_of(options)?))
}

/// Removes a tag from a device. Where there is none of this key, that is a success.
///
/// * `device`: full uuid (32 or 62 hex digits) or id.
/// * `tag_key`: key, not empty. The service refuses white space and what begins with io.resin. or io.balena.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: DEVICE_NOT_FOUND.
/// Request: DELETE /v7/device_tag?$filter=device eq id and tag_key eq '…'
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_tag_remove(
    client: *const Client,
    device: *const c_char,
    tag_key: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.device_tag().remove(text("device", device)?, text("tag_key", tag_key)?, &options_of(options)?)
    })
}

/// Tags a device, or gives the tag of this key another value.
///
/// * `device`: full uuid (32 or 62 hex digits) or id.
/// * `tag_key`: key, not empty. The service refuses white space and what begins with io.resin. or io.balena.
/// * `value`: value; may be empty.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: object, or null: the row of the new tag, null when there was one of this key, whose value was changed.
/// Errors: DEVICE_NOT_FOUND.
/// Request: POST /v7/device_tag
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_tag_set(
    client: *const Client,
    device: *const c_char,
    tag_key: *const c_char,
    value: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.device_tag().set(
            text("device", device)?,
            text("tag_key", tag_key)?,
            text("value", value)?,
            &options_of(options)?,
        )
    })
}
