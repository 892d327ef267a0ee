//! Tags of applications.

use std::ffi::c_char;

use super::call::{call, options as options_of, text};
use crate::client::Client;
use crate::error::Code;

/// Lists the tags of all applications that the user can access, by key.
///
/// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
///   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
///
/// Result: array of rows of tags.
/// Errors: the common ones.
/// Request: GET /v7/application_tag
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_application_tag_get_all(
    client: *const Client,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.application_tag().get_all(&options_of(options)?))
}

/// Lists the tags of an application, by key.
///
/// * `application`: id, slug ("organization/name") or uuid.
/// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
///   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
///
/// Result: array of rows of tags.
/// Errors: APPLICATION_NOT_FOUND.
/// Request: GET /v7/application_tag?$filter=application eq id
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_application_tag_get_all_by_application(
    client: *const Client,
    application: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.application_tag().get_all_by_application(text("application", application)?, &options_of(options)?)
    })
}

/// Removes a tag from an application. Where there is none of this key, that is a success.
///
/// * `application`: id, slug ("organization/name") or uuid.
/// * `tag_key`: key, not empty. The service refuses white space and what begins with io.resin. or io.balena.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: APPLICATION_NOT_FOUND.
/// Request: DELETE /v7/application_tag?$filter=application eq id and tag_key eq '…'
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_application_tag_remove(
    client: *const Client,
    application: *const c_char,
    tag_key: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.application_tag().remove(
            text("application", application)?,
            text("tag_key", tag_key)?,
            &options_of(options)?,
        )
    })
}

/// Tags an application, or gives the tag of this key another value.
///
/// * `application`: id, slug ("organization/name") or uuid.
/// * `tag_key`: key, not empty. The service refuses white space and what begins with io.resin. or io.balena.
/// * `value`: value; may be empty.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: object, or null: the row of the new tag, null when there was one of this key, whose value was changed.
/// Errors: APPLICATION_NOT_FOUND.
/// Request: POST /v7/application_tag
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_application_tag_set(
    client: *const Client,
    application: *const c_char,
    tag_key: *const c_char,
    value: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.application_tag().set(
            text("application", application)?,
            text("tag_key", tag_key)?,
            text("value", value)?,
            &options_of(options)?,
        )
    })
}
