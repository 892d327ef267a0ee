//! Applications, also called fleets.

use std::ffi::c_char;

use super::call::{call, options as options_of, text};
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

/// Lists the applications that the user can access directly, by name.
///
/// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
///   (OData, texts or arrays of texts, numbers for the last two), `timeout_ms`.
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
