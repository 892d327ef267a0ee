//! Environment variables of devices.

use std::ffi::c_char;

use super::call::{call, options as options_of, text};
use crate::client::Client;
use crate::error::Code;

/// Adds an environment variable to a device, for all of its services.
///
/// * `device`: full uuid (32 or 62 hex digits) or id.
/// * `env_var_name`: name, letters, digits and `_`, with no digit first. The service keeps those
///   that begin with BALENA_ or RESIN_ to itself.
/// * `value`: value; may be empty.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: object, the row of the variable.
/// Errors: DEVICE_NOT_FOUND, CONFLICT (there is one of this name).
/// Request: POST /v7/device_environment_variable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_env_variable_create(
    client: *const Client,
    device: *const c_char,
    env_var_name: *const c_char,
    value: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.device_env_variable().create(
            text("device", device)?,
            text("env_var_name", env_var_name)?,
            text("value", value)?,
            &options_of(options)?,
        )
    })
}

/// Lists the environment variables of a device, by name.
///
/// * `device`: full uuid (32 or 62 hex digits) or id.
/// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
///   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
///
/// Result: array of rows of variables.
/// Errors: DEVICE_NOT_FOUND.
/// Request: GET /v7/device_environment_variable?$filter=device eq id
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_env_variable_get_all(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device_env_variable().get_all(text("device", device)?, &options_of(options)?))
}

/// Lists the environment variables of the devices of an application, by name.
///
/// * `application`: id, slug ("organization/name") or uuid.
/// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
///   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
///
/// Result: array of rows of variables.
/// Errors: APPLICATION_NOT_FOUND.
/// Request: GET /v7/device_environment_variable?$filter=device/any(d:d/belongs_to__application eq id)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_env_variable_get_all_by_application(
    client: *const Client,
    application: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.device_env_variable().get_all_by_application(text("application", application)?, &options_of(options)?)
    })
}

/// Removes a variable. Where there is none of this id, that is a success.
///
/// * `var_id`: id of its row.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: the common ones.
/// Request: DELETE /v7/device_environment_variable(id)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_env_variable_remove(
    client: *const Client,
    var_id: i64,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device_env_variable().remove(var_id, &options_of(options)?))
}

/// Gives a variable another value.
///
/// * `var_id`: id of its row.
/// * `value`: value; may be empty.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: NOT_FOUND (there is no such variable).
/// Request: PATCH /v7/device_environment_variable(id)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_env_variable_update(
    client: *const Client,
    var_id: i64,
    value: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.device_env_variable().update(var_id, text("value", value)?, &options_of(options)?)
    })
}
