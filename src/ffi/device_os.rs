//! The operating system of devices, balenaOS.

use std::ffi::{c_char, c_void};

use super::call::{DataCallback, call, maybe_text, on_data, options as options_of, text};
use crate::client::Client;
use crate::error::Code;

/// Makes the config.json with which a device joins an application. It holds a provisioning key that is made for it.
///
/// * `application`: id, slug ("organization/name") or uuid.
/// * `options`: JSON object with `version` (of balenaOS, as "2.29.2+rev1.prod"); also `network` ("ethernet" unless
///   given, or "wifi"), `wifiSsid` (needed with wifi), `wifiKey`, `appUpdatePollInterval` (minutes), `ip`, `gateway`,
///   `netmask` (IPv4, as "192.0.2.1"), `deviceType` (slug; the application's unless given), `developmentMode`
///   (boolean), `provisioningKeyName`, `provisioningKeyExpiryDate` (milliseconds since 1970; never unless given),
///   `timeout_ms`.
///
/// Result: object, the content of config.json.
/// Errors: APPLICATION_NOT_FOUND, MISSING_OPTION (no `version`, or wifi without `wifiSsid`).
/// Request: POST /download-config
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_os_get_config(
    client: *const Client,
    application: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device_os().get_config(text("application", application)?, &options_of(options)?))
}

/// The version of a device's operating system as a semantic version with the variant in it: "2.29.2+rev1.prod" of
/// "balenaOS 2.29.2+rev1" and "prod".
///
/// * `os_version`: `os_version` of a device, which may be empty.
/// * `os_variant`: `os_variant` of a device ("prod", "dev"), or NULL for none.
///
/// Result: text, or null when `os_version` is no version.
/// Errors: INVALID_PARAMETER (`os_variant` can't be part of a version).
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_os_get_device_os_semver_with_variant(
    client: *const Client,
    os_version: *const c_char,
    os_variant: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client
            .device_os()
            .get_device_os_semver_with_variant(text("os_version", os_version)?, maybe_text("os_variant", os_variant)?)
    })
}

/// The versions of balenaOS that there are for a device type.
///
/// * `device_type`: slug, alias or display name.
/// * `options`: JSON object, or NULL for none: `timeout_ms`.
///
/// Result: object with `versions`, an array of texts, the newest first and those with extended support (as "2023.10.0")
/// behind all others; `latest`, the first of them; `recommended`, the first that is neither a pre-release nor for
/// development; `default`, which is `recommended`, else `latest`. Those are null where there is no such version.
/// Errors: INVALID_DEVICE_TYPE.
/// Request: GET /v7/application?$filter=is_host eq true and is_for__device_type eq id
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_os_get_supported_versions(
    client: *const Client,
    device_type: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.device_os().get_supported_versions(text("device_type", device_type)?, &options_of(options)?)
    })
}

/// Downloads an image of balenaOS, which the service makes for an application or for a device type. It is handed on as
/// it comes, and never in memory as a whole. A connection that breaks or falls silent is made again and the rest asked
/// for, where the server can do that; where it can't, or the image changed meanwhile, the download begins anew.
///
/// * `options`: JSON object with `appId` (the application's id, a number or digits) and `network` ("ethernet" or
///   "wifi"), or with `deviceType` (slug, alias or display name; the application's unless given); also `version`
///   (as "2.29.2+rev1.prod", or "latest", "recommended" or "default", which it is unless given: those that
///   `balena_device_os_get_supported_versions` calls so), `wifiSsid` (needed with wifi), `wifiKey`, `appUpdatePollInterval`
///   (minutes), `ip`, `gateway`, `netmask` (IPv4, as "192.0.2.1"), `developmentMode` (boolean), `fileType` (".img" as
///   the service has it unless given, ".zip" or ".gz"), `imageType` ("raw" or "flasher"), `raw` (boolean: the server may
///   pack the bytes, which saves time and traffic, and they are left as they are sent; such a download that breaks
///   begins anew), `path` (of the file to write; until it is whole it is called so with ".part" behind it, and what was
///   there stays; its owner alone may read it), `timeout_ms` (of the whole; unless given, 30 s until the server answers,
///   and no end while the image comes at 1 KB/s or more).
/// * `callback`: function that gets the pieces, or NULL with `path`: after each it has been written. `offset` is how many
///   bytes came before; it is 0 again where the download begins anew. `total` is how many there are in all, -1 where
///   that is not known. It is called on the thread that makes the call and gives 0 to go on, and another number to end
///   the download, which is CANCELLED then. It may call this library, but not free the handle. The data is gone when it
///   returns.
/// * `user_data`: pointer that the function gets, or NULL.
///
/// Result: object with `filename` (as the server calls it, or null), `version`, `content_type` (or null),
///   `content_encoding` ("gzip" where `raw` left it so, or null), `length` (bytes that were handed on) and `path` (where
///   it was given).
/// Errors: MISSING_OPTION (neither `appId` nor `deviceType`, no `network` with `appId`, wifi without `wifiSsid`, or
///   neither `path` nor a function), NOT_LOGGED_IN, APPLICATION_NOT_FOUND, INVALID_DEVICE_TYPE, OS_IMAGE_NOT_FOUND, IO
///   (the file can't be written), UNSUPPORTED_BY_SERVER (openBalena has no images).
/// Request: GET /download?deviceType=…&version=…, with a `wifiKey` POST /download
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_os_download(
    client: *const Client,
    options: *const c_char,
    callback: DataCallback,
    user_data: *mut c_void,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        let mut callback = on_data(callback, user_data);
        client.device_os().download(&options_of(options)?, callback.as_mut().map(|callback| callback as _))
    })
}

/// Checks the parameters of an image's download before anything is asked for.
///
/// * `parameters`: JSON object with `appId` (the application's id, a number or digits) and `network` ("ethernet" or
///   "wifi"); also `wifiSsid` (needed with wifi), `wifiKey`, `version`, `appUpdatePollInterval` (minutes), `ip`,
///   `gateway`, `netmask` (IPv4, as "192.0.2.1"), `deviceType` (slug), `developmentMode` (boolean), `fileType` (".img",
///   ".zip" or ".gz"), `imageType` ("raw" or "flasher"), `raw` (boolean), `path`, `timeout_ms`.
///
/// Result: object, the same parameters with `appId` as a number, and without those that are null.
/// Errors: MISSING_OPTION (no `appId` or `network`, or wifi without `wifiSsid`), INVALID_OPTION, NON_ALLOWED_OPTION.
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_device_os_parse_params(
    client: *const Client,
    parameters: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.device_os().parse_params(text("parameters", parameters)?))
}
