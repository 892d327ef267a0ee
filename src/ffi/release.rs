//! Releases of applications.

use std::ffi::c_char;

use super::call::{call, options as options_of, text};
use crate::client::Client;
use crate::error::Code;

/// Gets one release.
///
/// * `release`: id or commit.
/// * `options`: JSON object, or NULL for none: `$select`, `$expand` (OData: texts, arrays or objects), `timeout_ms`.
///
/// Result: object, the row of the release.
/// Errors: RELEASE_NOT_FOUND, AMBIGUOUS_RELEASE (several have this commit).
/// Request: GET /v7/release(id)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_release_get(
    client: *const Client,
    release: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.release().get(text("release", release)?, &options_of(options)?))
}

/// Lists the releases of an application, the newest first.
///
/// * `application`: id, slug ("organization/name") or uuid.
/// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
///   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
///
/// Result: array of rows of releases.
/// Errors: APPLICATION_NOT_FOUND.
/// Request: GET /v7/release?$filter=belongs_to__application eq id
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_release_get_all_by_application(
    client: *const Client,
    application: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.release().get_all_by_application(text("application", application)?, &options_of(options)?)
    })
}

/// Gets the newest successful release of an application, which may be a draft.
///
/// * `application`: id, slug ("organization/name") or uuid.
/// * `options`: JSON object, or NULL for none: `$select`, `$expand` (OData: texts, arrays or objects), `timeout_ms`.
///
/// Result: object, the row of the release.
/// Errors: APPLICATION_NOT_FOUND, RELEASE_NOT_FOUND (there is none).
/// Request: GET /v7/release?$filter=belongs_to__application eq id and status eq 'success'
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_release_get_latest_by_application(
    client: *const Client,
    application: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.release().get_latest_by_application(text("application", application)?, &options_of(options)?)
    })
}

/// Gets one release with its images and who made it.
///
/// * `release`: id or commit.
/// * `options`: JSON object, or NULL for none: `$select`, `$expand` (OData: texts, arrays or objects), `timeout_ms`.
///
/// Result: object, the row of the release with the members `images`, an array of objects with the `id` of the image and
/// `service_name`, and `user`, an object with `id` and `username`, or null where the server does not say.
/// Errors: RELEASE_NOT_FOUND, AMBIGUOUS_RELEASE (several have this commit).
/// Request: GET /v7/release(id)?$expand=release_image(…)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_release_get_with_image_details(
    client: *const Client,
    release: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.release().get_with_image_details(text("release", release)?, &options_of(options)?)
    })
}
