//! The user's API keys.

use std::ffi::c_char;

use super::call::{call, options as options_of, text};
use crate::client::Client;
use crate::error::Code;

/// Makes an API key that may do what the user may. To revoke it later its id is needed, which `balena_api_key_get_all`
/// tells by its name.
///
/// * `name`: name.
/// * `options`: JSON object, or NULL for none: `description`, `expiry_date` (milliseconds since 1970, or null for
///   never, which it is unless given), `timeout_ms`.
///
/// Result: text, the key; it is not shown again.
/// Errors: UNAUTHORIZED (also to a named API key, which may make none).
/// Request: POST /api-key/user/full
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_api_key_create(
    client: *const Client,
    name: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.api_key().create(text("name", name)?, &options_of(options)?))
}

/// Lists the API keys that the user can see, of all kinds, by name. openBalena shows the keys themselves in them.
///
/// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
///   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
///
/// Result: array of rows of API keys.
/// Errors: the common ones.
/// Request: GET /v7/api_key
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_api_key_get_all(
    client: *const Client,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.api_key().get_all(&options_of(options)?))
}

/// Revokes an API key. Where there is none of this id, that is a success.
///
/// * `id`: id of its row.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: the common ones.
/// Request: DELETE /v7/api_key(id)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_api_key_revoke(
    client: *const Client,
    id: i64,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.api_key().revoke(id, &options_of(options)?))
}

/// Changes what is written of an API key. What is not given stays.
///
/// * `id`: id of its row.
/// * `options`: JSON object with at least one of `name`, `description` (null clears it), `expiry_date` (milliseconds
///   since 1970, or null for never); also `timeout_ms`.
///
/// Result: null.
/// Errors: MISSING_OPTION (nothing to change), NOT_FOUND (there is no such key).
/// Request: PATCH /v7/api_key(id)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_api_key_update(
    client: *const Client,
    id: i64,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.api_key().update(id, &options_of(options)?))
}
