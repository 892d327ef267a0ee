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
  /// @param options JSON object, or empty for none: `$select`, `$expand` (OData: texts, arrays or objects),
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
  /// (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
  /// @return array of rows of devices.
  /// @throws Error the common ones.
  Document get_all(std::string_view options = {}) const {
    return detail::call<Document>(balena_device_get_all, client_, detail::Options(options));
  }

  /// Lists the devices of the application with a name, by their own names.
  ///
  /// Request: GET /v7/device?$filter=belongs_to__application eq id
  ///
  /// @param application_name name, or slug ("organization/name").
  /// @param options JSON object, or empty for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
  /// (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
  /// @return array of rows of devices.
  /// @throws Error Code::application_not_found, Code::ambiguous_application.
  Document get_all_by_application(std::string_view application_name, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_device_get_all_by_application,
        client_,
        detail::Text("application_name", application_name),
        detail::Options(options));
  }

  /// Lists the devices of an application, by name.
  ///
  /// Request: GET /v7/device?$filter=belongs_to__application eq id
  ///
  /// @param application id, slug ("organization/name") or uuid.
  /// @param options JSON object, or empty for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
  /// (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
  /// @return array of rows of devices.
  /// @throws Error Code::application_not_found.
  Document get_all_by_application_id(std::string_view application, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_device_get_all_by_application_id,
        client_,
        detail::Text("application", application),
        detail::Options(options));
  }

  /// The name of the application that a device belongs to.
  ///
  /// Request: GET /v7/device(uuid='…')
  ///
  /// @param device full uuid (32 or 62 hex digits) or id.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return text, or null when it belongs to none that the user can see.
  /// @throws Error Code::device_not_found.
  std::optional<std::string> get_application_name(std::string_view device, std::string_view options = {}) const {
    return detail::call<std::optional<std::string>>(
        balena_device_get_application_name,
        client_,
        detail::Text("device", device),
        detail::Options(options));
  }

  /// Lists the devices that are called so.
  ///
  /// Request: GET /v7/device?$filter=device_name eq 'name'
  ///
  /// @param name name, which several devices may have.
  /// @param options JSON object, or empty for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
  /// (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
  /// @return array of rows of devices.
  /// @throws Error the common ones.
  Document get_by_name(std::string_view name, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_device_get_by_name,
        client_,
        detail::Text("name", name),
        detail::Options(options));
  }

  /// The address of a device's page on the dashboard. With a uuid the server is not asked, not even whether there is
  /// such a device.
  ///
  /// Request: GET /v7/device(id), when an id is given
  ///
  /// @param device full uuid (32 or 62 hex digits) or id.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return text.
  /// @throws Error Code::device_not_found (an id was given), Code::missing_option (the host in `api_endpoint` does not
  /// begin with "api.", and the client was given no `dashboard_url`).
  std::string get_dashboard_url(std::string_view device, std::string_view options = {}) const {
    return detail::call<std::string>(
        balena_device_get_dashboard_url,
        client_,
        detail::Text("device", device),
        detail::Options(options));
  }

  /// The slug of a device type.
  ///
  /// Request: GET /v7/device_type
  ///
  /// @param device_type_name display name ("Raspberry Pi 3"), or slug.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return text.
  /// @throws Error Code::invalid_device_type.
  std::string get_device_slug(std::string_view device_type_name, std::string_view options = {}) const {
    return detail::call<std::string>(
        balena_device_get_device_slug,
        client_,
        detail::Text("device_type_name", device_type_name),
        detail::Options(options));
  }

  /// The name that people see of a device type.
  ///
  /// Request: GET /v7/device_type
  ///
  /// @param device_type_slug slug ("raspberrypi3"), or display name.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return text.
  /// @throws Error Code::invalid_device_type.
  std::string get_display_name(std::string_view device_type_slug, std::string_view options = {}) const {
    return detail::call<std::string>(
        balena_device_get_display_name,
        client_,
        detail::Text("device_type_slug", device_type_slug),
        detail::Options(options));
  }

  /// Lists the addresses of a device in its own networks.
  ///
  /// Request: GET /v7/device(uuid='…')
  ///
  /// @param device full uuid (32 or 62 hex digits) or id.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return array of texts.
  /// @throws Error Code::device_not_found, Code::device_offline.
  Document get_local_ip_address(std::string_view device, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_device_get_local_ip_address,
        client_,
        detail::Text("device", device),
        detail::Options(options));
  }

  /// The name of a device.
  ///
  /// Request: GET /v7/device(uuid='…')
  ///
  /// @param device full uuid (32 or 62 hex digits) or id.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return text.
  /// @throws Error Code::device_not_found.
  std::string get_name(std::string_view device, std::string_view options = {}) const {
    return detail::call<std::string>(
        balena_device_get_name,
        client_,
        detail::Text("device", device),
        detail::Options(options));
  }

  /// Sums up in a word what a device is doing: configuring, inactive, post-provisioning, updating, disconnected,
  /// reduced-functionality or operational.
  ///
  /// Request: GET /v7/device(uuid='…')
  ///
  /// @param device full uuid (32 or 62 hex digits) or id.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return text, as the server has it.
  /// @throws Error Code::device_not_found.
  std::string get_status(std::string_view device, std::string_view options = {}) const {
    return detail::call<std::string>(
        balena_device_get_status,
        client_,
        detail::Text("device", device),
        detail::Options(options));
  }

  /// Lists the device types that an operating system can be had for, by name.
  ///
  /// Request: GET /v7/device_type
  ///
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return array of texts, the display names.
  /// @throws Error the common ones.
  Document get_supported_device_types(std::string_view options = {}) const {
    return detail::call<Document>(balena_device_get_supported_device_types, client_, detail::Options(options));
  }

  /// Tells whether there is a device.
  ///
  /// Request: GET /v7/device(uuid='…')
  ///
  /// @param device full uuid (32 or 62 hex digits) or id.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return boolean.
  /// @throws Error the common ones.
  bool has(std::string_view device, std::string_view options = {}) const {
    return detail::call<bool>(balena_device_has, client_, detail::Text("device", device), detail::Options(options));
  }

  /// Tells whether a device is connected.
  ///
  /// Request: GET /v7/device(uuid='…')
  ///
  /// @param device full uuid (32 or 62 hex digits) or id.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return boolean.
  /// @throws Error Code::device_not_found.
  bool is_online(std::string_view device, std::string_view options = {}) const {
    return detail::call<bool>(
        balena_device_is_online,
        client_,
        detail::Text("device", device),
        detail::Options(options));
  }

  /// Moves a device to another application, which has to be built for an architecture that the device runs: its own,
  /// and on aarch64 armv7hf and rpi, on armv7hf rpi as well.
  ///
  /// Request: PATCH /v7/device?$filter=id in (id)
  ///
  /// @param device full uuid (32 or 62 hex digits) or id.
  /// @param application_name name, or slug ("organization/name").
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::device_not_found, Code::application_not_found, Code::ambiguous_application,
  /// Code::incompatible_application.
  void move(std::string_view device, std::string_view application_name, std::string_view options = {}) const {
    return detail::call<void>(
        balena_device_move,
        client_,
        detail::Text("device", device),
        detail::Text("application_name", application_name),
        detail::Options(options));
  }

  /// Replaces the note on a device.
  ///
  /// Request: PATCH /v7/device?$filter=id in (id)
  ///
  /// @param device full uuid (32 or 62 hex digits) or id.
  /// @param note the note; "" for none.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::device_not_found.
  void note(std::string_view device, std::string_view note, std::string_view options = {}) const {
    return detail::call<void>(
        balena_device_note,
        client_,
        detail::Text("device", device),
        detail::Text("note", note),
        detail::Options(options));
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
  /// Request: DELETE /v7/device?$filter=id in (id)
  ///
  /// @param device full uuid (32 or 62 hex digits) or id.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::not_logged_in, Code::device_not_found.
  void remove(std::string_view device, std::string_view options = {}) const {
    return detail::call<void>(balena_device_remove, client_, detail::Text("device", device), detail::Options(options));
  }

  /// Gives a device another name.
  ///
  /// Request: PATCH /v7/device?$filter=id in (id)
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
