//! The supervisors of devices.

use std::ffi::c_char;

use super::call::{call, maybe_text, options as options_of};
use crate::client::Client;
use crate::error::Code;

/// Lets a LED of a device blink for 15 seconds, so that people see which device it is.
///
/// * `device`: full uuid (32 or 62 hex digits) or id, or NULL for the device that this runs on.
/// * `options`: JSON object, or NULL for none: `application` (id, that of the device unless given), `timeout_ms`.
///
/// Result: null.
/// Errors: INVALID_OPTION (no device is given, and this runs on none), DEVICE_NOT_FOUND, DEVICE_OFFLINE.
/// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/blink, on the device POST /v1/blink
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_supervisor_blink(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.supervisor().blink(maybe_text("device", device)?, &options_of(options)?))
}

/// Chooses how the supervisor of the device that this runs on is asked: directly, as at first where the handle knows
/// its address and key, or through the API like that of any other device. The choice holds for this handle, and for
/// those that are derived from it later.
///
/// Address and key are the options `supervisor_address` and `supervisor_api_key` of a handle, else what balenaOS tells
/// in the environment. Who asks directly needs no login, and no proxy is used. The supervisor gets its own key and
/// never the credential of the handle, nor does the service get the supervisor's.
///
/// * `endpoint`: true for directly, false for through the API.
///
/// Result: null.
/// Errors: INVALID_OPTION (true, and neither options nor environment give the supervisor's address and key).
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_supervisor_force_api_endpoint(
    client: *const Client,
    endpoint: bool,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.supervisor().force_api_endpoint(endpoint))
}

/// Gets what a supervisor knows of the application on a device with one container. On a device with several it is
/// refused.
///
/// * `device`: full uuid (32 or 62 hex digits) or id, or NULL for the device that this runs on.
/// * `options`: JSON object, or NULL for none: `application` (id, that of the device unless given), `timeout_ms`.
///
/// Result: object with `appId`, `commit`, `containerId`, `env`, `imageId`, `releaseId`.
/// Errors: INVALID_OPTION (no device is given, and this runs on none), DEVICE_NOT_FOUND, DEVICE_OFFLINE,
///   UNSUPPORTED_FUNCTION (its supervisor is older than 1.8), MISSING_OPTION (it is not known to which application the
///   device belongs).
/// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/apps/id, on the device GET /v1/apps/id
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_supervisor_get_application_info(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.supervisor().get_application_info(maybe_text("device", device)?, &options_of(options)?)
    })
}

/// Gets the state of a device as its supervisor reports it.
///
/// * `device`: full uuid (32 or 62 hex digits) or id, or NULL for the device that this runs on.
/// * `options`: JSON object, or NULL for none: `application` (id, that of the device unless given), `timeout_ms`.
///
/// Result: object with `status`, `commit`, `supervisor_version`, `update_pending` and others.
/// Errors: INVALID_OPTION (no device is given, and this runs on none), DEVICE_NOT_FOUND, DEVICE_OFFLINE,
///   UNSUPPORTED_FUNCTION (its supervisor is older than 1.6).
/// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/device, on the device GET /v1/device
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_supervisor_get_device_state(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.supervisor().get_device_state(maybe_text("device", device)?, &options_of(options)?)
    })
}

/// Asks whether a supervisor is there.
///
/// * `device`: full uuid (32 or 62 hex digits) or id, or NULL for the device that this runs on.
/// * `options`: JSON object, or NULL for none: `application` (id, that of the device unless given), `timeout_ms`.
///
/// Result: text, "OK".
/// Errors: INVALID_OPTION (no device is given, and this runs on none), DEVICE_NOT_FOUND, DEVICE_OFFLINE.
/// Request: GET /v7/device(uuid='…'), POST /supervisor/ping, on the device GET /ping
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_supervisor_ping(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.supervisor().ping(maybe_text("device", device)?, &options_of(options)?))
}

/// Empties the folder /data of the application on a device, and restarts it.
///
/// * `device`: full uuid (32 or 62 hex digits) or id, or NULL for the device that this runs on.
/// * `options`: JSON object, or NULL for none: `application` (id, that of the device unless given), `force` (boolean:
///   although an application holds the lock against updates), `timeout_ms`.
///
/// Result: object with `Data` ("OK") and `Error`.
/// Errors: INVALID_OPTION (no device is given, and this runs on none), DEVICE_NOT_FOUND, DEVICE_OFFLINE,
///   SUPERVISOR_LOCKED, MISSING_OPTION (it is not known to which application the device belongs).
/// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/purge, on the device POST /v1/purge
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_supervisor_purge(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.supervisor().purge(maybe_text("device", device)?, &options_of(options)?))
}

/// Reboots a device.
///
/// * `device`: full uuid (32 or 62 hex digits) or id, or NULL for the device that this runs on.
/// * `options`: JSON object, or NULL for none: `application` (id, that of the device unless given), `force` (boolean:
///   although an application holds the lock against updates), `timeout_ms`.
///
/// Result: object with `Data` ("OK") and `Error`.
/// Errors: INVALID_OPTION (no device is given, and this runs on none), DEVICE_NOT_FOUND, DEVICE_OFFLINE,
///   SUPERVISOR_LOCKED.
/// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/reboot, on the device POST /v1/reboot
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_supervisor_reboot(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.supervisor().reboot(maybe_text("device", device)?, &options_of(options)?))
}

/// Makes a new key for the supervisor of a device: for what asks it directly on the device, else for the service. The
/// old one is refused from then on. A handle that asked directly goes on with the new one, and so do those that share
/// its connections.
///
/// * `device`: full uuid (32 or 62 hex digits) or id, or NULL for the device that this runs on.
/// * `options`: JSON object, or NULL for none: `application` (id, that of the device unless given), `timeout_ms`.
///
/// Result: text, the key.
/// Errors: INVALID_OPTION (no device is given, and this runs on none), DEVICE_NOT_FOUND, DEVICE_OFFLINE, DECODE (the
///   answer is no key).
/// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/regenerate-api-key, on the device POST /v1/regenerate-api-key
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_supervisor_regenerate_supervisor_api_key(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.supervisor().regenerate_supervisor_api_key(maybe_text("device", device)?, &options_of(options)?)
    })
}

/// Restarts the containers of the application on a device.
///
/// * `device`: full uuid (32 or 62 hex digits) or id, or NULL for the device that this runs on.
/// * `options`: JSON object, or NULL for none: `application` (id, that of the device unless given), `force` (boolean:
///   although an application holds the lock against updates), `timeout_ms`.
///
/// Result: text, "OK".
/// Errors: INVALID_OPTION (no device is given, and this runs on none), DEVICE_NOT_FOUND, DEVICE_OFFLINE,
///   SUPERVISOR_LOCKED, MISSING_OPTION (it is not known to which application the device belongs).
/// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/restart, on the device POST /v1/restart
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_supervisor_restart(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.supervisor().restart(maybe_text("device", device)?, &options_of(options)?))
}

/// Restarts a service on a device.
///
/// * `device`: full uuid (32 or 62 hex digits) or id, or NULL for the device that this runs on.
/// * `image_id`: id of the image that the service's container was made from.
/// * `options`: JSON object, or NULL for none: `application` (id, that of the device unless given), `force` (boolean:
///   although an application holds the lock against updates), `timeout_ms`.
///
/// Result: null.
/// Errors: INVALID_OPTION (no device is given, and this runs on none), DEVICE_NOT_FOUND, DEVICE_OFFLINE,
///   SUPERVISOR_LOCKED, UNSUPPORTED_FUNCTION (its supervisor is older than 7.0.0), MISSING_OPTION (it is not known to
///   which application the device belongs).
/// Request: GET /v7/device(uuid='…'), POST /supervisor/v2/applications/id/restart-service,
///   on the device POST /v2/applications/id/restart-service
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_supervisor_restart_service(
    client: *const Client,
    device: *const c_char,
    image_id: i64,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.supervisor().restart_service(maybe_text("device", device)?, image_id, &options_of(options)?)
    })
}

/// Shuts a device down.
///
/// * `device`: full uuid (32 or 62 hex digits) or id, or NULL for the device that this runs on.
/// * `options`: JSON object, or NULL for none: `application` (id, that of the device unless given), `force` (boolean:
///   although an application holds the lock against updates), `timeout_ms`.
///
/// Result: object with `Data` ("OK") and `Error`.
/// Errors: INVALID_OPTION (no device is given, and this runs on none), DEVICE_NOT_FOUND, DEVICE_OFFLINE,
///   SUPERVISOR_LOCKED.
/// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/shutdown, on the device POST /v1/shutdown
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_supervisor_shutdown(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.supervisor().shutdown(maybe_text("device", device)?, &options_of(options)?))
}

/// Starts the container of the application on a device with one container. On a device with several it is refused:
/// `balena_supervisor_start_service` is for them.
///
/// * `device`: full uuid (32 or 62 hex digits) or id, or NULL for the device that this runs on.
/// * `options`: JSON object, or NULL for none: `application` (id, that of the device unless given), `timeout_ms`.
///
/// Result: object with `containerId`.
/// Errors: INVALID_OPTION (no device is given, and this runs on none), DEVICE_NOT_FOUND, DEVICE_OFFLINE,
///   UNSUPPORTED_FUNCTION (its supervisor is older than 1.8), MISSING_OPTION (it is not known to which application the
///   device belongs).
/// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/apps/id/start, on the device POST /v1/apps/id/start
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_supervisor_start_application(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.supervisor().start_application(maybe_text("device", device)?, &options_of(options)?)
    })
}

/// Starts a service on a device.
///
/// * `device`: full uuid (32 or 62 hex digits) or id, or NULL for the device that this runs on.
/// * `image_id`: id of the image that the service's container was made from.
/// * `options`: JSON object, or NULL for none: `application` (id, that of the device unless given), `force` (boolean:
///   although an application holds the lock against updates), `timeout_ms`.
///
/// Result: null.
/// Errors: INVALID_OPTION (no device is given, and this runs on none), DEVICE_NOT_FOUND, DEVICE_OFFLINE,
///   SUPERVISOR_LOCKED, UNSUPPORTED_FUNCTION (its supervisor is older than 7.0.0), MISSING_OPTION (it is not known to
///   which application the device belongs).
/// Request: GET /v7/device(uuid='…'), POST /supervisor/v2/applications/id/start-service,
///   on the device POST /v2/applications/id/start-service
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_supervisor_start_service(
    client: *const Client,
    device: *const c_char,
    image_id: i64,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.supervisor().start_service(maybe_text("device", device)?, image_id, &options_of(options)?)
    })
}

/// Stops the container of the application on a device with one container, until it is started or the device reboots. On
/// a device with several it is refused: `balena_supervisor_stop_service` is for them.
///
/// * `device`: full uuid (32 or 62 hex digits) or id, or NULL for the device that this runs on.
/// * `options`: JSON object, or NULL for none: `application` (id, that of the device unless given), `force` (boolean:
///   although an application holds the lock against updates), `timeout_ms`.
///
/// Result: object with `containerId`.
/// Errors: INVALID_OPTION (no device is given, and this runs on none), DEVICE_NOT_FOUND, DEVICE_OFFLINE,
///   SUPERVISOR_LOCKED, UNSUPPORTED_FUNCTION (its supervisor is older than 1.8), MISSING_OPTION (it is not known to
///   which application the device belongs).
/// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/apps/id/stop, on the device POST /v1/apps/id/stop
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_supervisor_stop_application(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.supervisor().stop_application(maybe_text("device", device)?, &options_of(options)?)
    })
}

/// Stops a service on a device, until it is started or the device reboots.
///
/// * `device`: full uuid (32 or 62 hex digits) or id, or NULL for the device that this runs on.
/// * `image_id`: id of the image that the service's container was made from.
/// * `options`: JSON object, or NULL for none: `application` (id, that of the device unless given), `force` (boolean:
///   although an application holds the lock against updates), `timeout_ms`.
///
/// Result: null.
/// Errors: INVALID_OPTION (no device is given, and this runs on none), DEVICE_NOT_FOUND, DEVICE_OFFLINE,
///   SUPERVISOR_LOCKED, UNSUPPORTED_FUNCTION (its supervisor is older than 7.0.0), MISSING_OPTION (it is not known to
///   which application the device belongs).
/// Request: GET /v7/device(uuid='…'), POST /supervisor/v2/applications/id/stop-service,
///   on the device POST /v2/applications/id/stop-service
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_supervisor_stop_service(
    client: *const Client,
    device: *const c_char,
    image_id: i64,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        client.supervisor().stop_service(maybe_text("device", device)?, image_id, &options_of(options)?)
    })
}

/// Has a device look at once whether there is an update.
///
/// * `device`: full uuid (32 or 62 hex digits) or id, or NULL for the device that this runs on.
/// * `options`: JSON object, or NULL for none: `application` (id, that of the device unless given), `force` (boolean:
///   although an application holds the lock against updates), `timeout_ms`.
///
/// Result: null.
/// Errors: INVALID_OPTION (no device is given, and this runs on none), DEVICE_NOT_FOUND, DEVICE_OFFLINE,
///   SUPERVISOR_LOCKED.
/// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/update, on the device POST /v1/update
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_supervisor_update(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.supervisor().update(maybe_text("device", device)?, &options_of(options)?))
}
