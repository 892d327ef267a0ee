//! Handles, and what concerns the library as a whole.

use std::ffi::{CStr, c_char};
use std::ptr;

use super::call::{self, put};
use crate::client::Client;
use crate::error::{Code, Error};

const VERSION: &CStr = match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
    Ok(version) => version,
    Err(_) => panic!("a version holds no NUL"),
};

/// Makes a client for one service and one account.
///
/// * `options`: JSON object, or NULL for none: `api_endpoint` (URL, balenaCloud's unless given), `api_version`
///   ("v7"), `dashboard_url` (URL, the one beside `api_endpoint` unless given),
///   `token` (session token or API key), `data_directory` (where a login is kept, ~/.balena unless given; null
///   keeps it in memory), `timeout_ms` (deadline of a call; 30000 until the answer arrives unless given),
///   `connect_timeout_ms` (10000), `max_connections` (64), `ca_file` (PEM file of the authorities to trust instead of
///   the system's). What is not given is taken from the environment, BALENA_API_ENDPOINT for `api_endpoint` and so on,
///   and BALENA_API_KEY for `token`. Last comes the token in `data_directory`, where `balena login` leaves one too.
/// * `client`: receives the handle, which `balena_free` frees; NULL when the call fails.
/// * `error`: receives NULL, or the error document when the call fails; NULL when it is not wanted.
///
/// Result: null.
/// Errors: INVALID_PARAMETER, NON_ALLOWED_OPTION, INVALID_OPTION, MALFORMED_TOKEN.
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_new(options: *const c_char, client: *mut *mut Client, error: *mut *mut c_char) -> Code {
    put(client, ptr::null_mut());
    put(error, ptr::null_mut());
    let made = call::guarded(|| {
        if client.is_null() {
            return Err(Error::invalid_parameter("client", "is NULL"));
        }
        Client::new(&call::options(options)?)
    });
    match made {
        Ok(made) => {
            put(client, call::into_handle(made));
            Code::OK
        }
        Err(failure) => call::give(Err(failure), error),
    }
}

/// Frees a handle and closes its connections. No other thread may be using it. NULL is allowed.
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
