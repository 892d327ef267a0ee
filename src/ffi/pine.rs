//! Any resource of the service, for what no other section has.

use std::ffi::c_char;

use super::call::{call, options as options_of, text};
use crate::client::Client;
use crate::error::Code;

/// Lists the rows of a resource; with `id` gets one of them; with `$count` counts them.
///
/// * `resource`: name of the resource: small letters, digits and _.
/// * `options`: JSON object, or NULL for none: `id` (number, or an object with the fields of a natural key),
///   `$count` (object, empty or with a `$filter`; goes alone), `$select`, `$filter`, `$expand`, `$orderby`, `$top`,
///   `$skip`, `@…` (OData: texts, arrays or objects, numbers for $top and $skip), `timeout_ms`.
///
/// Result: array of rows; with `id` an object, the row, or the text null when there is none; with `$count` a number.
/// Errors: UNAUTHORIZED, also where the service has no such resource; REQUEST_ERROR, also where the resource has no such
///   field.
/// Request: GET /v7/resource
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_pine_get(
    client: *const Client,
    resource: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.pine().get(text("resource", resource)?, &options_of(options)?))
}

/// Creates a row.
///
/// * `resource`: name of the resource: small letters, digits and _.
/// * `body`: JSON object with the row's fields.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: object, the row as the service made it.
/// Errors: CONFLICT, REQUEST_ERROR, UNAUTHORIZED, also where the service has no such resource.
/// Request: POST /v7/resource
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_pine_post(
    client: *const Client,
    resource: *const c_char,
    body: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.pine().post(text("resource", resource)?, text("body", body)?, &options_of(options)?)
    })
}

/// Changes the row with an `id`, or all rows that a `$filter` picks, be there any or none. One of the two must be there.
///
/// * `resource`: name of the resource: small letters, digits and _.
/// * `body`: JSON object with the fields to change, not empty.
/// * `options`: JSON object: `id` (number, or an object with the fields of a natural key), `$filter` (OData:
///   text, array or object), `@…`, `timeout_ms`.
///
/// Result: null.
/// Errors: MISSING_OPTION when neither `id` nor a `$filter` is given, NOT_FOUND when there is no row with this `id`,
/// UNAUTHORIZED, also where the service has no such resource.
/// Request: PATCH /v7/resource(id)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_pine_patch(
    client: *const Client,
    resource: *const c_char,
    body: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.pine().patch(text("resource", resource)?, text("body", body)?, &options_of(options)?)
    })
}

/// Removes the row with an `id`, or all rows that a `$filter` picks. One of the two must be there. Where there is no such
/// row, that is a success, if the service takes it for one.
///
/// * `resource`: name of the resource: small letters, digits and _.
/// * `options`: JSON object: `id` (number, or an object with the fields of a natural key), `$filter` (OData:
///   text, array or object), `@…`, `timeout_ms`.
///
/// Result: null.
/// Errors: MISSING_OPTION when neither `id` nor a `$filter` is given, UNAUTHORIZED, also where the service has no such
/// resource.
/// Request: DELETE /v7/resource(id)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_pine_delete(
    client: *const Client,
    resource: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.pine().delete(text("resource", resource)?, &options_of(options)?))
}

/// Creates the row with a natural key, or changes the one that is there.
///
/// * `resource`: name of the resource: small letters, digits and _.
/// * `natural_key`: JSON object with the fields by which there is one row only: texts, numbers, booleans.
/// * `body`: JSON object with the row's other fields, all that a new row needs.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: object, or null: the new row, null when there was one of this key, which was changed.
/// Errors: CONFLICT, REQUEST_ERROR, UNAUTHORIZED, also where the service has no such resource.
/// Request: POST /v7/resource
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_pine_upsert(
    client: *const Client,
    resource: *const c_char,
    natural_key: *const c_char,
    body: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.pine().upsert(
            text("resource", resource)?,
            text("natural_key", natural_key)?,
            text("body", body)?,
            &options_of(options)?,
        )
    })
}
