//! Services of applications.

use std::ffi::c_char;

use super::call::{call, options as options_of, text};
use crate::client::Client;
use crate::error::Code;

/// Lists the services of an application, by name.
///
/// * `application`: id, slug ("organization/name") or uuid.
/// * `options`: JSON object, or NULL for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
///   (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
///
/// Result: array of rows of services.
/// Errors: APPLICATION_NOT_FOUND.
/// Request: GET /v7/service?$filter=application eq id
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_service_get_all_by_application(
    client: *const Client,
    application: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.service().get_all_by_application(text("application", application)?, &options_of(options)?)
    })
}
