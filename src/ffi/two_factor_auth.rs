//! Two-factor logins.

use std::ffi::c_char;

use super::call::{call, options as options_of, text};
use crate::client::Client;
use crate::error::Code;

/// Passes the second factor, and keeps the session token that comes of it in `data_directory` for later handles.
///
/// * `code`: the six digits of the moment.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: NOT_LOGGED_IN, UNSUPPORTED_FEATURE (an API key is in use), LOGIN_FAILED (the code is wrong),
/// UNSUPPORTED_BY_SERVER (openBalena has no second factor), IO (the token can't be kept).
/// Request: POST /auth/totp/verify
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_two_factor_auth_challenge(
    client: *const Client,
    code: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.two_factor_auth().challenge(text("code", code)?, &options_of(options)?))
}

/// The code of the moment for a secret, as an authenticator app shows it.
///
/// * `secret`: secret in base32, in either case; blanks in it do not count.
///
/// Result: text, six digits.
/// Errors: INVALID_PARAMETER.
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_two_factor_auth_generate_code(
    client: *const Client,
    secret: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.two_factor_auth().generate_code(text("secret", secret)?))
}

/// Begins to set up the second factor, and gives the secret for an authenticator app. It wants a session token: an API
/// key is not accepted for it.
///
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: text, base32.
/// Errors: NOT_LOGGED_IN, UNSUPPORTED_BY_SERVER (openBalena has no second factor).
/// Request: GET /auth/totp/setup
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_two_factor_auth_get_otpauth_secret(
    client: *const Client,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.two_factor_auth().get_otpauth_secret(&options_of(options)?))
}

/// Whether the user has set up a second factor, as the session token in use says.
///
/// Result: boolean.
/// Errors: NOT_LOGGED_IN, UNSUPPORTED_FEATURE (an API key is in use).
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_two_factor_auth_is_enabled(client: *const Client, out: *mut *mut c_char) -> Code {
    call(client, out, |client| client.two_factor_auth().is_enabled())
}

/// Whether the session token in use needs no second factor, or not any more.
///
/// Result: boolean.
/// Errors: NOT_LOGGED_IN, UNSUPPORTED_FEATURE (an API key is in use).
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_two_factor_auth_is_passed(client: *const Client, out: *mut *mut c_char) -> Code {
    call(client, out, |client| client.two_factor_auth().is_passed())
}
