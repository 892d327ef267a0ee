//! What the service says of itself.

use std::ffi::c_char;

use super::call::{call, options as options_of};
use crate::client::Client;
use crate::error::Code;

/// Gets the configuration of the service: the addresses of its parts, keys of third parties, device types.
///
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: object, as the service sends it.
/// Errors: UNSUPPORTED_BY_SERVER (openBalena has none).
/// Request: GET /config
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_config_get_all(
    client: *const Client,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.config().get_all(&options_of(options)?))
}

/// Lists the device types that the service knows, as its older interface describes them. Nobody needs to be logged in.
///
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: array of objects, as the service sends them.
/// Errors: the common ones.
/// Request: GET /device-types/v1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_config_get_device_types(
    client: *const Client,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.config().get_device_types(&options_of(options)?))
}
