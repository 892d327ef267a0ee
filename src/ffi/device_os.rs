//! The operating system of devices, balenaOS.

use std::ffi::c_char;

use super::call::{call, maybe_text, options as options_of, text};
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
