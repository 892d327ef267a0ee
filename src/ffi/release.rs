//! Releases of applications.

use std::ffi::{c_char, c_void};

use super::call::{RowCallback, call, on_row, options as options_of, text};
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

/// Hands the releases of an application to a function, one by one and by ascending id. They are
/// asked for by the page, so that one page is in memory, however many there are; rows that come or go meanwhile neither
/// double nor hide others.
///
/// * `application`: id, slug ("organization/name") or uuid.
/// * `options`: JSON object, or NULL for none: `$select` (`id` comes along unasked), `$filter`, `$expand`, `@…`,
///   `page_size` (rows that are asked for at once, 1000), `pages` (how many of them at most; all unless given), `after`
///   (id behind which to begin), `timeout_ms` (of each page).
/// * `callback`: function that gets each row as the service sent it, on the thread that makes the call. It gives 0 to go
///   on, and another number to stop. It may call this library, but not free the handle. The row is the library's, and
///   gone when it returns.
/// * `user_data`: pointer that the function gets, or NULL.
///
/// Result: object with `count` (of the rows that the function got), `last` (id of the last of them, else `after`, null where
///   there is neither: `after` goes on behind it) and `complete` (false where there may be more: it stopped, or the pages were over).
/// Errors: APPLICATION_NOT_FOUND.
/// Request: GET /v7/release?$filter=belongs_to__application eq id and id gt last&$orderby=id asc&$top=page_size
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_release_for_each(
    client: *const Client,
    application: *const c_char,
    options: *const c_char,
    callback: RowCallback,
    user_data: *mut c_void,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        let callback = on_row(callback, user_data)?;
        client.release().for_each(text("application", application)?, &options_of(options)?, callback)
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
