//! The user's public SSH keys.

use std::ffi::c_char;

use super::call::{call, options as options_of, text};
use crate::client::Client;
use crate::error::Code;

/// Adds a public key.
///
/// * `title`: what it is called.
/// * `key`: key as in an authorized_keys file, on one line. White space around it is left out.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: number, the id of its row.
/// Errors: NOT_LOGGED_IN, CONFLICT (the key is there already).
/// Request: POST /v7/user__has__public_key
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_key_create(
    client: *const Client,
    title: *const c_char,
    key: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.key().create(text("title", title)?, text("key", key)?, &options_of(options)?))
}

/// Gets one public key.
///
/// * `id`: id of its row.
/// * `options`: JSON object, or NULL for none: `$select`, `$expand` (OData: texts, arrays or objects), `timeout_ms`.
///
/// Result: object, the row of the key.
/// Errors: KEY_NOT_FOUND.
/// Request: GET /v7/user__has__public_key(id)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_key_get(
    client: *const Client,
    id: i64,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.key().get(id, &options_of(options)?))
}

/// Lists the public keys.
///
/// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
///   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
///
/// Result: array of rows of public keys.
/// Errors: the common ones.
/// Request: GET /v7/user__has__public_key
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_key_get_all(
    client: *const Client,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.key().get_all(&options_of(options)?))
}

/// Removes a public key. Where there is none of this id, that is a success.
///
/// * `id`: id of its row.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: NOT_LOGGED_IN.
/// Request: DELETE /v7/user__has__public_key(id)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_key_remove(
    client: *const Client,
    id: i64,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.key().remove(id, &options_of(options)?))
}
