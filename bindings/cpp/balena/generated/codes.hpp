// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#ifndef BALENA_GENERATED_CODES_HPP
#define BALENA_GENERATED_CODES_HPP

#include <cstdint>

namespace balena {

/// Says whether a call worked and, if not, why. A later library may give a number that is not listed here.
enum class Code : std::int32_t {
  /// The call worked.
  ok = 0,
  /// An argument holds a NUL byte, is not UTF-8, or not of the form that its documentation asks for. Nothing was sent.
  invalid_parameter = 100,
  /// An option that this call needs is missing. Nothing was sent.
  missing_option = 101,
  /// An option has a value that can't be used, or the thing asked for does not exist here. Nothing was sent.
  invalid_option = 102,
  /// The options hold a key that this function does not know. Nothing was sent.
  non_allowed_option = 103,
  /// The call needs a login, and there is no token or API key.
  not_logged_in = 200,
  /// There is no token or API key, or the server does not accept the one in use.
  unauthorized = 201,
  /// The user name, the password or the two-factor code is wrong.
  login_failed = 202,
  /// The text is neither a session token nor an API key.
  malformed_token = 203,
  /// The session token is past its date.
  expired_token = 204,
  /// What the call names does not exist, or is not visible to this user.
  not_found = 300,
  /// The application does not exist, or is not visible to this user.
  application_not_found = 301,
  /// The device does not exist, or is not visible to this user.
  device_not_found = 302,
  /// The release does not exist, or is not visible to this user.
  release_not_found = 303,
  /// The image does not exist, or is not visible to this user.
  image_not_found = 304,
  /// The service does not exist, or is not visible to this user.
  service_not_found = 305,
  /// The public key does not exist, or is not visible to this user.
  key_not_found = 306,
  /// The organization does not exist, or is not visible to this user.
  organization_not_found = 307,
  /// There is no image of this version of the operating system for the device type.
  os_image_not_found = 308,
  /// More than one application answers to this name: use the slug or the id.
  ambiguous_application = 320,
  /// More than one device answers to this reference.
  ambiguous_device = 321,
  /// More than one release answers to this reference.
  ambiguous_release = 322,
  /// The server knows no such device type.
  invalid_device_type = 400,
  /// The server knows no such application type.
  invalid_application_type = 401,
  /// The device can't run what this application is built for.
  incompatible_application = 402,
  /// The device is not connected.
  device_offline = 403,
  /// The device's public URL is not enabled.
  device_not_web_accessible = 404,
  /// The supervisor on the device is too old for this call.
  unsupported_function = 405,
  /// The credential in use does not allow this call: it needs a session token.
  unsupported_feature = 406,
  /// The update of the operating system can't be started, or failed.
  os_update_error = 407,
  /// The supervisor holds an update lock.
  supervisor_locked = 408,
  /// The server refused the request; `http_status` and the message say how.
  request_error = 500,
  /// What the call would create exists already.
  conflict = 501,
  /// The server wants fewer requests; `retry_after_s` says when to come back.
  too_many_requests = 502,
  /// This server does not offer what the call needs.
  unsupported_by_server = 503,
  /// The server could not be reached, or the connection broke.
  network = 600,
  /// The server's name could not be looked up.
  dns = 601,
  /// The server's certificate was not accepted, or there was no agreement on how to encrypt.
  tls = 602,
  /// The deadline passed.
  timeout = 603,
  /// The call was cancelled.
  cancelled = 604,
  /// The answer is not what the server should send.
  decode = 605,
  /// The answer is larger than the limit, or than the memory that there is.
  limit = 606,
  /// A file could not be read or written.
  io = 700,
  /// A defect of the library was caught at its boundary. The handle stays usable.
  panic = 900,
  /// The handle was made before a fork: make a new one in the child.
  forked = 901,
};

}  // namespace balena

#endif  // BALENA_GENERATED_CODES_HPP
