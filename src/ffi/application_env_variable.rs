//! Environment variables of applications.

use std::ffi::c_char;

use super::call::{call, options as options_of, text};
use crate::client::Client;
use crate::error::Code;

/// Adds an environment variable to an application, for all services on all of its devices.
///
/// * `application`: id, slug ("organization/name") or uuid.
/// * `env_var_name`: name, letters, digits and `_`, with no digit first. The service keeps those
///   that begin with BALENA_ or RESIN_ to itself.
/// * `value`: value; may be empty.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: object, the row of the variable.
/// Errors: APPLICATION_NOT_FOUND, CONFLICT (there is one of this name).
/// Request: POST /v7/application_environment_variable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_application_env_variable_create(
    client: *const Client,
    application: *const c_char,
    env_var_name: *const c_char,
    value: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.application_env_variable().create(
            text("application", application)?,
            text("env_var_name", env_var_name)?,
            text("value", value)?,
            &options_of(options)?,
        )
    })
}

/// Lists the environment variables of an application, by name.
///
/// * `application`: id, slug ("organization/name") or uuid.
/// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
///   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
///
/// Result: array of rows of variables.
/// Errors: APPLICATION_NOT_FOUND.
/// Request: GET /v7/application_environment_variable?$filter=application eq id
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_application_env_variable_get_all(
    client: *const Client,
    application: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.application_env_variable().get_all(text("application", application)?, &options_of(options)?)
    })
}

/// Whether the name is one that the system keeps for itself: BALENA, RESIN, USER, or one that begins with BALENA_ or
/// RESIN_.
///
/// * `variable`: name.
///
/// Result: boolean.
/// Errors: the common ones.
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_application_env_variable_is_system_variable(
    client: *const Client,
    variable: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.application_env_variable().is_system_variable(text("variable", variable)?))
}

/// Removes a variable. Where there is none of this id, that is a success.
///
/// * `var_id`: id of its row.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: the common ones.
/// Request: DELETE /v7/application_environment_variable(id)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_application_env_variable_remove(
    client: *const Client,
    var_id: i64,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.application_env_variable().remove(var_id, &options_of(options)?))
}

/// Gives a variable another value.
///
/// * `var_id`: id of its row.
/// * `value`: value; may be empty.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: NOT_FOUND (there is no such variable).
/// Request: PATCH /v7/application_environment_variable(id)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_application_env_variable_update(
    client: *const Client,
    var_id: i64,
    value: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.application_env_variable().update(var_id, text("value", value)?, &options_of(options)?)
    })
}
