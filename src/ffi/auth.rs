//! Logging in, and who is.

use std::ffi::c_char;

use super::call::{call, options as options_of, text};
use crate::client::Client;
use crate::error::Code;

/// Asks for a session token by user name and password, and gives it back. Nothing of it is kept:
/// `balena_auth_login_with_token` takes it over.
///
/// * `username`: user name or e-mail address.
/// * `password`: password.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: text, the session token.
/// Errors: LOGIN_FAILED, TOO_MANY_REQUESTS.
/// Request: POST /login_
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_auth_authenticate(
    client: *const Client,
    username: *const c_char,
    password: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.auth().authenticate(text("username", username)?, text("password", password)?, &options_of(options)?)
    })
}

/// The e-mail address of the user whose credential is in use.
///
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: text.
/// Errors: NOT_LOGGED_IN, INVALID_OPTION (the key of a device or an application has none).
/// Request: GET /actor/v1/whoami
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_auth_get_email(
    client: *const Client,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.auth().get_email(&options_of(options)?))
}

/// The credential in use: the session token or API key of a login, of the options, of the environment or of the token
/// file.
///
/// Result: text.
/// Errors: NOT_LOGGED_IN, MALFORMED_TOKEN, IO.
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_auth_get_token(client: *const Client, out: *mut *mut c_char) -> Code {
    call(client, out, |client| client.auth().get_token())
}

/// The id of the user whose credential is in use.
///
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: number.
/// Errors: NOT_LOGGED_IN, INVALID_OPTION (the key of a device or an application is no user's).
/// Request: GET /actor/v1/whoami
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_auth_get_user_id(
    client: *const Client,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.auth().get_user_id(&options_of(options)?))
}

/// Asks the server whether it accepts the credential in use. Without a credential nothing is asked.
///
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: boolean; false only when there is no credential or the server refused it.
/// Errors: the common ones.
/// Request: GET /actor/v1/whoami
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_auth_is_logged_in(
    client: *const Client,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.auth().is_logged_in(&options_of(options)?))
}

/// Forgets the credential of this handle, wherever it came from, and removes the token in `data_directory`, whoever left
/// it there. The server is not asked: the token itself stays good until it ends. A key in the environment is in use
/// again with the next handle.
///
/// Result: boolean; false when there was nothing to forget.
/// Errors: IO (the token can't be removed; it stays in use).
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_auth_log_out(client: *const Client, out: *mut *mut c_char) -> Code {
    call(client, out, |client| client.auth().log_out())
}

/// Logs in, and keeps the session token in `data_directory` for later handles.
///
/// * `username`: user name or e-mail address.
/// * `password`: password.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: null.
/// Errors: LOGIN_FAILED, TOO_MANY_REQUESTS, IO (the token can't be kept).
/// Request: POST /login_
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_auth_login(
    client: *const Client,
    username: *const c_char,
    password: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.auth().login(text("username", username)?, text("password", password)?, &options_of(options)?)
    })
}

/// Takes over a session token or an API key, and keeps it in `data_directory` for later handles. The server is not
/// asked.
///
/// * `token`: session token or API key.
///
/// Result: null.
/// Errors: MALFORMED_TOKEN, EXPIRED_TOKEN, IO (the token can't be kept).
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_auth_login_with_token(
    client: *const Client,
    token: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.auth().login_with_token(text("token", token)?))
}

/// Makes an account, and gives its session token back. Nothing of it is kept: `balena_auth_login_with_token` takes it
/// over.
///
/// * `email`: e-mail address.
/// * `password`: password.
/// * `options`: JSON object, or NULL for none: `g-recaptcha-response` (proof that a person did what balenaCloud's page
///   asks), `timeout_ms`.
///
/// Result: text, the session token.
/// Errors: CONFLICT or REQUEST_ERROR (the server refuses the address or the password), TOO_MANY_REQUESTS,
/// UNSUPPORTED_BY_SERVER (openBalena makes no accounts).
/// Request: POST /user/register
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_auth_register(
    client: *const Client,
    email: *const c_char,
    password: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.auth().register(text("email", email)?, text("password", password)?, &options_of(options)?)
    })
}

/// The name of the user whose credential is in use.
///
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: text.
/// Errors: NOT_LOGGED_IN, INVALID_OPTION (the key of a device or an application has no user name).
/// Request: GET /actor/v1/whoami
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_auth_who_am_i(
    client: *const Client,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.auth().who_am_i(&options_of(options)?))
}
