//! Images, which releases are made of.

use std::ffi::c_char;

use super::call::{call, options as options_of};
use crate::client::Client;
use crate::error::Code;

/// Gets one image, without its build log unless `$select` asks for that.
///
/// * `id`: id of its row.
/// * `options`: JSON object, or NULL for none: `$select`, `$expand` (OData: texts, arrays or objects), `timeout_ms`.
///
/// Result: object, the row of the image.
/// Errors: IMAGE_NOT_FOUND.
/// Request: GET /v7/image(id)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_image_get(
    client: *const Client,
    id: i64,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.image().get(id, &options_of(options)?))
}

/// The log of an image's build.
///
/// * `id`: id of its row.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: text, or null when there is none.
/// Errors: IMAGE_NOT_FOUND.
/// Request: GET /v7/image(id)?$select=build_log
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_image_get_log(
    client: *const Client,
    id: i64,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.image().get_log(id, &options_of(options)?))
}
