//! Handles, and what concerns the library as a whole.

use std::ffi::{CStr, c_char};

use super::call;
use crate::client::Client;
use crate::error::Code;

const VERSION: &CStr = match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
    Ok(version) => version,
    Err(_) => panic!("a version holds no NUL"),
};

/// Makes a client for one service and one account.
///
/// * `options`: JSON object, or NULL for none: `api_endpoint` (URL, balenaCloud's unless given), `api_version` ("v7"),
///   `dashboard_url` (URL, the one beside `api_endpoint` unless given), `token` (session token or API key),
///   `data_directory` (where a login and settings are kept, ~/.balena unless given; null keeps them in memory),
///   `timeout_ms` (deadline of a call; unless given 30000 until the answer arrives, or 60000 where devices have to
///   answer), `connect_timeout_ms` (10000), `max_connections` (64), `body_limit_bytes` (longest answer that is taken, 1 GiB), `ca_file` (PEM file of the
///   authorities to trust instead of the system's, which SSL_CERT_FILE names too), `proxy` (URL; HTTP_PROXY,
///   HTTPS_PROXY and ALL_PROXY unless given, null for none; NO_PROXY holds for all), `token_refresh_interval` (age in
///   milliseconds from which on a session token is exchanged for a fresh one, a day), `device_actions_endpoint_version`
///   ("v2"), `actions_endpoint` (URL of the server that starts updates of devices and is told the token; the one that
///   the service's configuration names unless given. It is an option and nothing else), `supervisor_address` and
///   `supervisor_api_key` (URL and key of the supervisor of the device that this runs on, which is asked directly where
///   both are given), `device_uuid` and `app_id` (that device and its application). What is not given is taken from
///   the environment, BALENA_API_ENDPOINT for `api_endpoint` and so on, and BALENA_API_KEY for `token`; then from the
///   settings that `balena_settings_set` keeps. Last comes the token in `data_directory`, where `balena login` leaves
///   one too. A settings file that can't be read or understood is an error only where neither options nor environment
///   say `api_endpoint`, so that no token goes to the wrong service; otherwise defaults stand in for it.
/// * `client`: receives the handle, which `balena_free` frees; NULL when the call fails.
/// * `error`: receives NULL, or the error document when the call fails; NULL when it is not wanted.
///
/// Result: null.
/// Errors: INVALID_PARAMETER, NON_ALLOWED_OPTION, INVALID_OPTION, MALFORMED_TOKEN, IO.
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_new(options: *const c_char, client: *mut *mut Client, error: *mut *mut c_char) -> Code {
    call::make(client, error, "client", || Client::new(&call::options(options)?))
}

/// Derives a handle that shares the connections and the login of `client`, and has a deadline and an end of its own:
/// to give some calls another deadline, or to cancel them and no others.
///
/// * `client`: handle. It may be freed before the derived one.
/// * `options`: JSON object, or NULL for none: `timeout_ms` (deadline of a call; that of `client` unless given).
/// * `derived`: receives the handle, which `balena_free` frees; NULL when the call fails.
/// * `error`: receives NULL, or the error document when the call fails; NULL when it is not wanted.
///
/// Result: null.
/// Errors: INVALID_PARAMETER, NON_ALLOWED_OPTION, INVALID_OPTION.
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_with(
    client: *const Client,
    options: *const c_char,
    derived: *mut *mut Client,
    error: *mut *mut c_char,
) -> Code {
    call::make(derived, error, "derived", || call::handle(client)?.with(&call::options(options)?))
}

/// Cancels what is under way on a handle and on those derived from it, from any thread, and all that follows on them:
/// each call that has a request to make gives CANCELLED. The handle that it was derived from goes on. NULL is allowed.
///
/// * `client`: handle, or NULL. It still has to be freed.
///
/// Result: none.
/// Errors: none.
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_cancel(client: *const Client) {
    call::cancel(client);
}

/// Frees a handle, ends its subscriptions to logs, and closes its connections unless a derived handle still has them. No
/// other thread may be using it. NULL is allowed.
///
/// * `client`: handle, or NULL.
///
/// Result: none.
/// Errors: none.
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_free(client: *mut Client) {
    call::free_handle(client);
}

/// The version of the library that is running, as "0.1.0". It is static: don't free it.
///
/// Result: none.
/// Errors: none.
/// Request: none.
#[unsafe(no_mangle)]
pub extern "C" fn balena_version() -> *const c_char {
    VERSION.as_ptr()
}

/// The name of a code without its prefix, as "DEVICE_NOT_FOUND"; "UNKNOWN" for a number that is none. It is static:
/// don't free it.
///
/// * `code`: any number.
///
/// Result: none.
/// Errors: none.
/// Request: none.
#[unsafe(no_mangle)]
pub extern "C" fn balena_code_name(code: i32) -> *const c_char {
    Code::name_of(code).unwrap_or(c"UNKNOWN").as_ptr()
}

/// Makes the next call on this thread panic inside the library. For tests; no release has it.
#[cfg(feature = "panic-injection")]
#[unsafe(no_mangle)]
pub extern "C" fn balena_test_panic() {
    call::PANIC_NEXT.set(true);
}
