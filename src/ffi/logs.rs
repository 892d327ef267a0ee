//! Logs of devices.

use std::ffi::{c_char, c_void};

use super::call::{DocumentCallback, call, on_document, options as options_of, text};
use crate::client::Client;
use crate::error::Code;

/// Gets the lines that the service has of a device's log, the oldest first. It keeps about 1000.
///
/// * `device`: full uuid (32 or 62 hex digits) or id.
/// * `options`: JSON object, or NULL for none: `count` (of the last lines: a number, or "all"; all unless given), `start`
///   (milliseconds since 1970: lines that the service got then or later), `timeout_ms`.
///
/// Result: array of lines: `createdAt` and `timestamp` (milliseconds since 1970, by the service's clock and by the
///   device's), `message`, `isSystem`, `isStdErr`, `serviceId` (where a service wrote it).
/// Errors: DEVICE_NOT_FOUND.
/// Request: GET /device/v2/uuid/logs
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_logs_history(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.logs().history(text("device", device)?, &options_of(options)?))
}

/// Follows the log of a device: each line that comes is given to a function of the caller's. A connection that breaks or
/// falls silent is made again, and the log goes on behind the last line: none is lost and none comes twice.
///
/// The function is called on threads of the library, one call at a time for a subscription. With BALENA_OK it gets a
/// line as the service sent it (see `balena_logs_history`), or an event: an object with the member `event`, which is
/// "connected", "disconnected" (with `error`, and `retry_in_ms`, after which the next try begins), "gap" (lines may be
/// missing: the service no longer has what came while the connection was gone), "suppressed" (the service left out
/// `count` lines) or "skipped" (a line that is none, with `error`). With another code it gets the error that ends the
/// subscription. Last, once, it is called with a NULL document and the code with which the subscription ended: BALENA_OK
/// after an unsubscribe or when it gave another number than 0, BALENA_CANCELLED when the handle was cancelled or freed.
/// From then on the library does not use `user_data`. A function that is slow holds up its own stream alone.
///
/// * `device`: full uuid (32 or 62 hex digits) or id.
/// * `options`: JSON object, or NULL for none: `count` (of the lines that are there already: a number, or "all"; none
///   unless it or `start` is given), `start` (milliseconds since 1970: lines that the service got then or later),
///   `silence_ms` (how long nothing may come until the connection counts as gone, 120000; the service shows every 58 s
///   that it is there), `timeout_ms` (of looking for the device, and of each connecting).
/// * `callback`: function that gets the lines. It gives 0 to go on, and another number to end the subscription. It may
///   call this library, also to unsubscribe or to free the handle. Its document is the library's, and gone when it
///   returns.
/// * `user_data`: pointer that the function gets, or NULL. When this call fails the function is never called.
///
/// Result: null, as soon as the device is found.
/// Errors: DEVICE_NOT_FOUND, IO (no thread can be started).
/// Request: GET /device/v2/uuid/logs?stream=1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_logs_subscribe(
    client: *const Client,
    device: *const c_char,
    options: *const c_char,
    callback: DocumentCallback,
    user_data: *mut c_void,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| {
        let callback = on_document(callback, user_data)?;
        client.logs().subscribe(text("device", device)?, &options_of(options)?, callback)
    })
}

/// Ends the subscriptions of this handle to the log of a device. After it returned their functions are not called any
/// more, unless it was called from within one: then the last call follows. That there is none is no error.
///
/// * `device`: full uuid, or the text that was given when subscribing.
///
/// Result: null.
/// Errors: the common ones.
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_logs_unsubscribe(
    client: *const Client,
    device: *const c_char,
    out: *mut *mut c_char,
) -> Code {
    call(client, out, |client| client.logs().unsubscribe(text("device", device)?))
}

/// Ends all subscriptions of this handle, as `balena_logs_unsubscribe` does.
///
/// Result: null.
/// Errors: the common ones.
/// Request: none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn balena_logs_unsubscribe_all(client: *const Client, out: *mut *mut c_char) -> Code {
    call(client, out, |client| client.logs().unsubscribe_all())
}
