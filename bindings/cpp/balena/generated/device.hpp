// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#ifndef BALENA_GENERATED_DEVICE_HPP
#define BALENA_GENERATED_DEVICE_HPP

#include <balena/core.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace balena {

/// Devices.
///
/// Reached as `client.device()`. It may be kept and copied for as long as the client's handle lives.
class Device {
 public:
  explicit Device(const balena_client *client) noexcept : client_(client) {}

  /// Makes a uuid for a device that is to be registered.
  ///
  /// @return text, 32 hex digits.
  /// @throws Error Code::io (no random bytes).
  std::string generate_uuid() const {
    return detail::call<std::string>(balena_device_generate_uuid, client_);
  }

  /// Gets one device.
  ///
  /// Request: GET /v7/device(uuid='…')
  ///
  /// @param device full uuid (32 or 62 hex digits) or id.
  /// @param options JSON object, or empty for none: `$select`, `$expand` (OData, texts or arrays of texts),
  /// `timeout_ms`.
  /// @return object, the row of the device.
  /// @throws Error Code::device_not_found, Code::ambiguous_device.
  Document get(std::string_view device, std::string_view options = {}) const {
    return detail::call<Document>(balena_device_get, client_, detail::Text("device", device), detail::Options(options));
  }

  /// Lists the devices that the user can access, by name.
  ///
  /// Request: GET /v7/device
  ///
  /// @param options JSON object, or empty for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
  /// (OData, texts or arrays of texts, numbers for the last two), `timeout_ms`.
  /// @return array of rows of devices.
  /// @throws Error the common ones.
  Document get_all(std::string_view options = {}) const {
    return detail::call<Document>(balena_device_get_all, client_, detail::Options(options));
  }

  /// Registers a device with an application, so that an image with the returned key can come online as it.
  ///
  /// With `provisioning_key` and `device_type`, and an application given by its id, nobody needs to be logged in.
  ///
  /// Request: POST /device/register
  ///
  /// @param application id, slug ("organization/name") or uuid.
  /// @param uuid uuid of the new device, 32 or 62 hex digits in lower case, as `Device::generate_uuid` makes them.
  /// @param options JSON object, or empty for none: `device_type` (slug; the application's unless given),
  /// `provisioning_key` (one that lives ten minutes is made unless given), `timeout_ms`.
  /// @return object with `id`, `uuid` and `api_key`.
  /// @throws Error Code::not_logged_in, Code::application_not_found, Code::invalid_device_type, Code::conflict (the
  /// uuid is taken).
  Document register_(std::string_view application, std::string_view uuid, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_device_register,
        client_,
        detail::Text("application", application),
        detail::Text("uuid", uuid),
        detail::Options(options));
  }

  /// Removes a device.
  ///
  /// Request: DELETE /v7/device(id)
  ///
  /// @param device full uuid (32 or 62 hex digits) or id.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::not_logged_in, Code::device_not_found.
  void remove(std::string_view device, std::string_view options = {}) const {
    return detail::call<void>(balena_device_remove, client_, detail::Text("device", device), detail::Options(options));
  }

  /// Gives a device another name.
  ///
  /// Request: PATCH /v7/device(id)
  ///
  /// @param device full uuid (32 or 62 hex digits) or id.
  /// @param new_name the name, not empty.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::device_not_found.
  void rename(std::string_view device, std::string_view new_name, std::string_view options = {}) const {
    return detail::call<void>(
        balena_device_rename,
        client_,
        detail::Text("device", device),
        detail::Text("new_name", new_name),
        detail::Options(options));
  }

 private:
  const balena_client *client_;
};

}  // namespace balena

#endif  // BALENA_GENERATED_DEVICE_HPP
