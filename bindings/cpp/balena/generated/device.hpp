// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#ifndef BALENA_GENERATED_DEVICE_HPP
#define BALENA_GENERATED_DEVICE_HPP

#include <balena/core.hpp>
#include <balena/rows.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace balena {

/// Devices.
///
/// Reached as `client.device()`. It may be kept and copied for as long as the client's handle lives.
class Device {
 public:
  explicit Device(const balena_client *client) noexcept : client_(client) {}

  /// Takes the public URL of one or several devices away.
  ///
  /// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
  ///
  /// @param device full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
  /// nothing is written.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::device_not_found, Code::unsupported_by_server (openBalena has no such URLs).
  void disable_device_url(std::string_view device, std::string_view options = {}) const {
    return detail::call<void>(
        balena_device_disable_device_url,
        client_,
        detail::Text("device", device),
        detail::Options(options));
  }

  /// Makes the updates of a device wait again for an application that holds the lock against them, also where a
  /// variable of its application says otherwise.
  ///
  /// Request: POST /v7/device_config_variable (RESIN_OVERRIDE_LOCK), PATCH where it exists
  ///
  /// @param device full uuid (32 or 62 hex digits) or id.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::device_not_found.
  void disable_lock_override(std::string_view device, std::string_view options = {}) const {
    return detail::call<void>(
        balena_device_disable_lock_override,
        client_,
        detail::Text("device", device),
        detail::Options(options));
  }

  /// Gives one or several devices a public URL, at which port 80 of the device is served.
  ///
  /// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
  ///
  /// @param device full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
  /// nothing is written.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::device_not_found, Code::unsupported_by_server (openBalena has no such URLs).
  void enable_device_url(std::string_view device, std::string_view options = {}) const {
    return detail::call<void>(
        balena_device_enable_device_url,
        client_,
        detail::Text("device", device),
        detail::Options(options));
  }

  /// Lets the updates of a device go on although an application holds the lock against them.
  ///
  /// Request: POST /v7/device_config_variable (RESIN_OVERRIDE_LOCK), PATCH where it exists
  ///
  /// @param device full uuid (32 or 62 hex digits) or id.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::device_not_found.
  void enable_lock_override(std::string_view device, std::string_view options = {}) const {
    return detail::call<void>(
        balena_device_enable_lock_override,
        client_,
        detail::Text("device", device),
        detail::Options(options));
  }

  /// Makes a key with which a device, or who acts as it, logs in.
  ///
  /// Request: POST /api-key/device/id/device-key
  ///
  /// @param device full uuid (32 or 62 hex digits) or id.
  /// @param options JSON object, or empty for none: `name`, `description`, `expiry_date` (milliseconds since 1970;
  /// never unless given), `timeout_ms`.
  /// @return text, the key.
  /// @throws Error Code::device_not_found.
  std::string generate_device_key(std::string_view device, std::string_view options = {}) const {
    return detail::call<std::string>(
        balena_device_generate_device_key,
        client_,
        detail::Text("device", device),
        detail::Options(options));
  }

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

  /// Hands all devices that the user can see to a function, one by one and by ascending id. They are asked for by the
  /// page, so that one page is in memory, however many there are; rows that come or go meanwhile neither double nor
  /// hide others.
  ///
  /// Request: GET /v7/device?$filter=id gt last&$orderby=id asc&$top=page_size
  ///
  /// @param options JSON object, or empty for none: `$select` (`id` comes along unasked), `$filter`, `$expand`, `@…`,
  /// `page_size` (rows that are asked for at once, 1000), `pages` (how many of them at most; all unless given), `after`
  /// (id behind which to begin), `timeout_ms` (of each page).
  /// @param callback function that gets each row as the service sent it, on the thread that makes the call. It gives
  /// true to go on, or nothing, and false to stop. It may call this library, but not destroy the client. What it throws
  /// ends the call, and comes out of it.
  /// @return object with `count` (of the rows that the function got), `last` (id of the last of them, else `after`,
  /// null where there is neither: `after` goes on behind it) and `complete` (false where there may be more: it stopped,
  /// or the pages were over).
  /// @throws Error the common ones.
  template <class Callback, class = detail::IfTakesRows<Callback>>
  Document for_each(Callback callback, std::string_view options = {}) const {
    return detail::for_each(balena_device_for_each, client_, std::move(callback), detail::Options(options));
  }

  /// The same as a range to go through: a page is asked for when its first row is wanted. See Rows. The parameters are
  /// those of the other `for_each`, and so are the errors, which come while it is gone through.
  Rows for_each(std::string_view options = {}) const {
    return Rows::of(options, balena_device_for_each, client_);
  }

  /// Lists the devices of the application with a name, by their own names; `Device::get_all_by_application_id` is for
  /// an id.
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
  /// @return text, or std::nullopt when it belongs to none that the user can see.
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

  /// Tells the public URL of a device.
  ///
  /// Request: GET /v7/device(uuid='…'), GET /config
  ///
  /// @param device full uuid (32 or 62 hex digits) or id.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return text, as "https://uuid.balena-devices.com".
  /// @throws Error Code::device_not_found, Code::device_not_web_accessible (it has none), Code::unsupported_by_server
  /// (openBalena does not tell where such URLs are).
  std::string get_device_url(std::string_view device, std::string_view options = {}) const {
    return detail::call<std::string>(
        balena_device_get_device_url,
        client_,
        detail::Text("device", device),
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

  /// Gets what the service says of the device type of the application with a name.
  ///
  /// Request: GET /v7/application?$filter=…, GET /device-types/v1
  ///
  /// @param application_name name, or slug ("organization/name").
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return object, the manifest of the device type: `slug`, `name`, `arch`, `options`, `yocto` and more.
  /// @throws Error Code::application_not_found, Code::ambiguous_application (use the slug), Code::invalid_device_type
  /// (not among those that the service lists).
  Document get_manifest_by_application(std::string_view application_name, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_device_get_manifest_by_application,
        client_,
        detail::Text("application_name", application_name),
        detail::Options(options));
  }

  /// Gets what the service says of a device type. No login is needed.
  ///
  /// Request: GET /device-types/v1
  ///
  /// @param slug slug, display name or alias of the device type.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return object, the manifest of the device type: `slug`, `name`, `arch`, `options`, `yocto` and more.
  /// @throws Error Code::invalid_device_type.
  Document get_manifest_by_slug(std::string_view slug, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_device_get_manifest_by_slug,
        client_,
        detail::Text("slug", slug),
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

  /// Tells how far the update of a device's operating system is.
  ///
  /// Request: GET /v7/device(uuid='…'), and where it does not run detached GET /config, GET
  /// https://actions.deviceUrlsBase/v1/uuid/resinhup
  ///
  /// @param device full uuid (32 or 62 hex digits) or id.
  /// @param options JSON object, or empty for none: `run_detached` (boolean, as it was when the update was started;
  /// true unless given; false needs balenaCloud), `timeout_ms` (60000 unless given, where that is false).
  /// @return object, of an update that runs detached with `update_status`, `last_update_status_event`,
  /// `overall_progress` and `os_version`, as the device's row has them; of another one the answer of the server that
  /// carries it out, with `status` ("idle", "in_progress", "done", "error" and others).
  /// @throws Error Code::device_not_found.
  Document get_os_update_status(std::string_view device, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_device_get_os_update_status,
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

  /// Gets the state of a device as its supervisor reports it through the API.
  ///
  /// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/device
  ///
  /// @param device full uuid (32 or 62 hex digits) or id.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return object with `status`, `commit`, `supervisor_version`, `update_pending` and others.
  /// @throws Error Code::device_not_found, Code::device_offline.
  Document get_supervisor_state(std::string_view device, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_device_get_supervisor_state,
        client_,
        detail::Text("device", device),
        detail::Options(options));
  }

  /// Gets the state that a device is to bring about, as its supervisor asks for it.
  ///
  /// Request: GET /device/v2/uuid/state, with `version` 3 GET /device/v3/uuid/state
  ///
  /// @param device full uuid (32 or 62 hex digits) or id.
  /// @param options JSON object, or empty for none: `version` (of the form of the state: 2 or 3; 2 unless given),
  /// `timeout_ms`.
  /// @return object, the state: with version 2 its members are `local` and `dependent`, with version 3 it is the uuid.
  /// @throws Error Code::device_not_found.
  Document get_supervisor_target_state(std::string_view device, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_device_get_supervisor_target_state,
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

  /// Gets one device with what runs on it.
  ///
  /// Request: GET /v7/device(uuid='…')?$expand=image_install(…)
  ///
  /// @param device full uuid (32 or 62 hex digits) or id.
  /// @param options JSON object, or empty for none: `$select`, `$expand` (OData: texts, arrays or objects),
  /// `timeout_ms`.
  /// @return object, the row of the device, with `current_services` (for each service, by its name, its installs,
  /// without deleted ones: `id`, `image_id`, `service_id`, `status`, `download_progress`, `install_date`, `release_id`,
  /// `commit`, `raw_version`) and `current_gateway_downloads` (always empty: gateways are no more).
  /// @throws Error Code::device_not_found.
  Document get_with_service_details(std::string_view device, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_device_get_with_service_details,
        client_,
        detail::Text("device", device),
        detail::Options(options));
  }

  /// Lets the service's support staff into one or several devices for some time.
  ///
  /// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
  ///
  /// @param device full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
  /// nothing is written.
  /// @param expiry_timestamp when it ends, in milliseconds since 1970, in the future.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::device_not_found, Code::invalid_parameter (the date is not in the future),
  /// Code::unsupported_by_server (openBalena has no such access).
  void grant_support_access(
      std::string_view device,
      std::int64_t expiry_timestamp,
      std::string_view options = {}) const {
    return detail::call<void>(
        balena_device_grant_support_access,
        client_,
        detail::Text("device", device),
        expiry_timestamp,
        detail::Options(options));
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

  /// Tells whether a device has a public URL.
  ///
  /// Request: GET /v7/device(uuid='…')
  ///
  /// @param device full uuid (32 or 62 hex digits) or id.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return boolean.
  /// @throws Error Code::device_not_found.
  bool has_device_url(std::string_view device, std::string_view options = {}) const {
    return detail::call<bool>(
        balena_device_has_device_url,
        client_,
        detail::Text("device", device),
        detail::Options(options));
  }

  /// Tells whether the updates of a device go on although an application holds the lock against them. Where the device
  /// has no variable for it, that of its application counts.
  ///
  /// Request: GET /v7/device(uuid='…')?$expand=device_config_variable(…),belongs_to__application(…)
  ///
  /// @param device full uuid (32 or 62 hex digits) or id.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return boolean.
  /// @throws Error Code::device_not_found.
  bool has_lock_override(std::string_view device, std::string_view options = {}) const {
    return detail::call<bool>(
        balena_device_has_lock_override,
        client_,
        detail::Text("device", device),
        detail::Options(options));
  }

  /// Lets a LED of a device blink for 15 seconds, so that people see which device it is.
  ///
  /// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/blink
  ///
  /// @param device full uuid (32 or 62 hex digits) or id.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::not_logged_in, Code::device_not_found, Code::device_offline.
  void identify(std::string_view device, std::string_view options = {}) const {
    return detail::call<void>(
        balena_device_identify,
        client_,
        detail::Text("device", device),
        detail::Options(options));
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

  /// Tells whether a device runs its application's release, not one that it was pinned to.
  ///
  /// Request: GET /v7/device(uuid='…')
  ///
  /// @param device full uuid (32 or 62 hex digits) or id.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return boolean.
  /// @throws Error Code::device_not_found.
  bool is_tracking_application_release(std::string_view device, std::string_view options = {}) const {
    return detail::call<bool>(
        balena_device_is_tracking_application_release,
        client_,
        detail::Text("device", device),
        detail::Options(options));
  }

  /// Moves one or several devices to another application, which has to be built for an architecture that they run:
  /// their own, and on aarch64 armv7hf and rpi, on armv7hf rpi as well.
  ///
  /// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
  ///
  /// @param device full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
  /// nothing is written.
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

  /// Replaces the note on one or several devices.
  ///
  /// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
  ///
  /// @param device full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
  /// nothing is written.
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

  /// Removes one or several devices.
  ///
  /// Request: GET /v7/device?$filter=…, DELETE /v7/device?$filter=id in (…)
  ///
  /// @param device full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
  /// nothing is written.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::not_logged_in, Code::device_not_found.
  void remove(std::string_view device, std::string_view options = {}) const {
    return detail::call<void>(balena_device_remove, client_, detail::Text("device", device), detail::Options(options));
  }

  /// Gives a device another name.
  ///
  /// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
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

  /// Restarts the containers of the application on a device.
  ///
  /// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/restart
  ///
  /// @param device full uuid (32 or 62 hex digits) or id.
  /// @param options JSON object, or empty for none: `force` (boolean: although an application holds the lock against
  /// updates), `timeout_ms`.
  /// @throws Error Code::not_logged_in, Code::device_not_found, Code::device_offline, Code::supervisor_locked,
  /// Code::missing_option (the device belongs to no application).
  void restart(std::string_view device, std::string_view options = {}) const {
    return detail::call<void>(balena_device_restart, client_, detail::Text("device", device), detail::Options(options));
  }

  /// Ends the access of the service's support staff to one or several devices.
  ///
  /// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
  ///
  /// @param device full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
  /// nothing is written.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::device_not_found, Code::unsupported_by_server (openBalena has no such access).
  void revoke_support_access(std::string_view device, std::string_view options = {}) const {
    return detail::call<void>(
        balena_device_revoke_support_access,
        client_,
        detail::Text("device", device),
        detail::Options(options));
  }

  /// Gives one or several devices a place on the map, instead of the one that is guessed from their network address.
  ///
  /// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
  ///
  /// @param device full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
  /// nothing is written.
  /// @param latitude degrees, from -90 to 90, north of the equator above 0.
  /// @param longitude degrees, from -180 to 180, east of Greenwich above 0.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::device_not_found, Code::invalid_parameter (out of range, or not a number),
  /// Code::unsupported_by_server (openBalena has no such places).
  void set_custom_location(
      std::string_view device,
      double latitude,
      double longitude,
      std::string_view options = {}) const {
    return detail::call<void>(
        balena_device_set_custom_location,
        client_,
        detail::Text("device", device),
        latitude,
        longitude,
        detail::Options(options));
  }

  /// Pins one or several devices to a release of their application, or, without one, lets them run the application's
  /// again.
  ///
  /// Request: GET /v7/device?$filter=…, GET /v7/release?$filter=…, PATCH /v7/device?$filter=id in (…)
  ///
  /// @param device full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
  /// nothing is written.
  /// @param release id or commit of a successful release of the application, or std::nullopt (also an empty text) for
  /// none.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::device_not_found, Code::release_not_found (no device is pinned then).
  void set_to_release(
      std::string_view device,
      std::optional<std::string_view> release,
      std::string_view options = {}) const {
    return detail::call<void>(
        balena_device_set_to_release,
        client_,
        detail::Text("device", device),
        detail::MaybeText("release", release),
        detail::Options(options));
  }

  /// Pins one or several devices to the release with an id, or, without one, lets them run their application's again.
  ///
  /// Request: GET /v7/device?$filter=…, GET /v7/release?$filter=…, PATCH /v7/device?$filter=id in (…)
  ///
  /// @param device full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
  /// nothing is written.
  /// @param release_id id of a successful release of the application, in digits as a text, or std::nullopt (also an
  /// empty text) for none.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::device_not_found, Code::release_not_found (no device is pinned then).
  void set_to_release_by_id(
      std::string_view device,
      std::optional<std::string_view> release_id,
      std::string_view options = {}) const {
    return detail::call<void>(
        balena_device_set_to_release_by_id,
        client_,
        detail::Text("device", device),
        detail::MaybeText("release_id", release_id),
        detail::Options(options));
  }

  /// Starts an update of the operating system on one or several devices.
  ///
  /// Request: GET /v7/device?$filter=…, GET /config, GET /v7/application?$filter=…, POST
  /// https://actions.deviceUrlsBase/v2/uuid/resinhup
  ///
  /// @param device full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found,
  /// and fit for the update, or none is started.
  /// @param target_os_version a published version for the type of the device, newer than the one that it runs, and like
  /// that for development or not: "2.29.2+rev1.prod".
  /// @param options JSON object, or empty for none: `run_detached` (boolean; false makes the server wait for the
  /// device; true unless given), `timeout_ms` (60000 for all of it unless given).
  /// @return object, the answer of the server that carries it out, with `status`; for an array an object with the
  /// answer for each device by its uuid. They are started one after the other: where one fails, `cause` lists those
  /// before.
  /// @throws Error Code::device_not_found, Code::device_offline, Code::invalid_parameter (`target_os_version` is no
  /// version, or not a published one), Code::os_update_error (no update leads from the device's version to this one),
  /// Code::unsupported_by_server (openBalena has no such server).
  Document start_os_update(
      std::string_view device,
      std::string_view target_os_version,
      std::string_view options = {}) const {
    return detail::call<Document>(
        balena_device_start_os_update,
        client_,
        detail::Text("device", device),
        detail::Text("target_os_version", target_os_version),
        detail::Options(options));
  }

  /// Lets one or several devices run their application's release again, after they were pinned to another.
  ///
  /// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
  ///
  /// @param device full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
  /// nothing is written.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::device_not_found.
  void track_application_release(std::string_view device, std::string_view options = {}) const {
    return detail::call<void>(
        balena_device_track_application_release,
        client_,
        detail::Text("device", device),
        detail::Options(options));
  }

  /// Takes the place away that `Device::set_custom_location` gave.
  ///
  /// Request: GET /v7/device?$filter=…, PATCH /v7/device?$filter=id in (…)
  ///
  /// @param device full uuid (32 or 62 hex digits) or id, or a JSON array of them, as `["4f1c…", 7]`: all are found, or
  /// nothing is written.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::device_not_found, Code::unsupported_by_server (openBalena has no such places).
  void unset_custom_location(std::string_view device, std::string_view options = {}) const {
    return detail::call<void>(
        balena_device_unset_custom_location,
        client_,
        detail::Text("device", device),
        detail::Options(options));
  }

 private:
  const balena_client *client_;
};

}  // namespace balena

#endif  // BALENA_GENERATED_DEVICE_HPP
