//! The settings that are kept for later handles.

use std::ffi::c_char;

use super::call::{call, text};
use crate::client::Client;
use crate::error::Code;

/// The value of a setting that is in force: what the handle was made with, else the environment's, else the one that is
/// kept, else the default.
///
/// * `key`: name, in any case.
///
/// Result: text.
/// Errors: INVALID_OPTION (there is no such setting), INVALID_PARAMETER, IO.
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_settings_get(client: *const Client, key: *const c_char, out: *mut *mut c_char) -> Code {
    call(client, out, |client| client.settings().get(text("key", key)?))
}

/// The values of all settings that are in force, without the token.
///
/// Result: object of texts.
/// Errors: IO.
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_settings_get_all(client: *const Client, out: *mut *mut c_char) -> Code {
    call(client, out, |client| client.settings().get_all())
}

/// Whether `balena_settings_get` would find a value.
///
/// * `key`: name, in any case.
///
/// Result: boolean.
/// Errors: INVALID_PARAMETER, IO.
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_settings_has(client: *const Client, key: *const c_char, out: *mut *mut c_char) -> Code {
    call(client, out, |client| client.settings().has(text("key", key)?))
}

/// Forgets a setting that is kept. What options, the environment or a default say of it is in force still.
///
/// * `key`: name, in any case.
///
/// Result: boolean; false when it was not kept.
/// Errors: INVALID_PARAMETER, IO.
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_settings_remove(
    client: *const Client,
    key: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.settings().remove(text("key", key)?))
}

/// Keeps a setting: an option that handles are made with, or whatever else a program wants to keep. `balena_settings_get`
/// gives it at once, unless options or the environment say otherwise; handles go by it that are made afterwards.
///
/// An option is kept as it will be used: a number in digits, an address with its last `/`. `data_directory`
/// can't be kept, nor can an `api_version` before v7 or a `device_actions_endpoint_version` before v2: where the file
/// has one it is the Python SDK's, and not used. Neither the token nor the key of a supervisor is a setting.
///
/// Settings are in the file balena.cfg of `data_directory`, which the official Python SDK reads and writes too: what
/// others wrote there stays as it is. The file is replaced in one step, under a lock among the processes that use this
/// library, and is its owner's alone. One that can't be understood is left alone, and so is a symbolic link or another
/// user's file in its place: that is IO. Where `data_directory` is null or on a read-only file system, or where there is
/// no home, settings live as long as the handle.
///
/// * `key`: name, kept in lower case; not empty, without = : [ ] and control characters, not beginning with # or ;.
/// * `value`: text without control characters and without white space at its ends.
///
/// Result: null.
/// Errors: INVALID_PARAMETER, LIMIT (the file would be larger than 1 MiB), IO.
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_settings_set(
    client: *const Client,
    key: *const c_char,
    value: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.settings().set(text("key", key)?, text("value", value)?))
}
