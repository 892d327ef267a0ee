// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#ifndef BALENA_GENERATED_SUPERVISOR_HPP
#define BALENA_GENERATED_SUPERVISOR_HPP

#include <balena/core.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace balena {

/// The supervisors of devices.
///
/// Reached as `client.supervisor()`. It may be kept and copied for as long as the client's handle lives.
class Supervisor {
 public:
  explicit Supervisor(const balena_client *client) noexcept : client_(client) {}

  /// Lets a LED of a device blink for 15 seconds, so that people see which device it is.
  ///
  /// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/blink, on the device POST /v1/blink
  ///
  /// @param device full uuid (32 or 62 hex digits) or id, or std::nullopt for the device that this runs on.
  /// @param options JSON object, or empty for none: `application` (id, that of the device unless given), `timeout_ms`.
  /// @throws Error Code::invalid_option (no device is given, and this runs on none), Code::device_not_found,
  /// Code::device_offline.
  void blink(std::optional<std::string_view> device, std::string_view options = {}) const {
    return detail::call<void>(
        balena_supervisor_blink,
        client_,
        detail::MaybeText("device", device),
        detail::Options(options));
  }

  /// Chooses how the supervisor of the device that this runs on is asked: directly, as at first where the handle knows
  /// its address and key, or through the API like that of any other device. The choice holds for this handle, and for
  /// those that are derived from it later.
  ///
  /// Address and key are the options `supervisor_address` and `supervisor_api_key` of a handle, else what balenaOS
  /// tells in the environment. Who asks directly needs no login, and no proxy is used. The supervisor gets its own key
  /// and never the credential of the handle, nor does the service get the supervisor's.
  ///
  /// @param endpoint true for directly, false for through the API.
  /// @throws Error Code::invalid_option (true, and neither options nor environment give the supervisor's address and
  /// key).
  void force_api_endpoint(bool endpoint) const {
    return detail::call<void>(balena_supervisor_force_api_endpoint, client_, endpoint);
  }

  /// Gets what a supervisor knows of the application on a device with one container. On a device with several it is
  /// refused.
  ///
  /// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/apps/id, on the device GET /v1/apps/id
  ///
  /// @param device full uuid (32 or 62 hex digits) or id, or std::nullopt for the device that this runs on.
  /// @param options JSON object, or empty for none: `application` (id, that of the device unless given), `timeout_ms`.
  /// @return object with `appId`, `commit`, `containerId`, `env`, `imageId`, `releaseId`.
  /// @throws Error Code::invalid_option (no device is given, and this runs on none), Code::device_not_found,
  /// Code::device_offline, Code::unsupported_function (its supervisor is older than 1.8), Code::missing_option (it is
  /// not known to which application the device belongs).
  Document get_application_info(std::optional<std::string_view> device, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_supervisor_get_application_info,
        client_,
        detail::MaybeText("device", device),
        detail::Options(options));
  }

  /// Gets the state of a device as its supervisor reports it.
  ///
  /// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/device, on the device GET /v1/device
  ///
  /// @param device full uuid (32 or 62 hex digits) or id, or std::nullopt for the device that this runs on.
  /// @param options JSON object, or empty for none: `application` (id, that of the device unless given), `timeout_ms`.
  /// @return object with `status`, `commit`, `supervisor_version`, `update_pending` and others.
  /// @throws Error Code::invalid_option (no device is given, and this runs on none), Code::device_not_found,
  /// Code::device_offline, Code::unsupported_function (its supervisor is older than 1.6).
  Document get_device_state(std::optional<std::string_view> device, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_supervisor_get_device_state,
        client_,
        detail::MaybeText("device", device),
        detail::Options(options));
  }

  /// Asks whether a supervisor is there.
  ///
  /// Request: GET /v7/device(uuid='…'), POST /supervisor/ping, on the device GET /ping
  ///
  /// @param device full uuid (32 or 62 hex digits) or id, or std::nullopt for the device that this runs on.
  /// @param options JSON object, or empty for none: `application` (id, that of the device unless given), `timeout_ms`.
  /// @return text, "OK".
  /// @throws Error Code::invalid_option (no device is given, and this runs on none), Code::device_not_found,
  /// Code::device_offline.
  std::string ping(std::optional<std::string_view> device, std::string_view options = {}) const {
    return detail::call<std::string>(
        balena_supervisor_ping,
        client_,
        detail::MaybeText("device", device),
        detail::Options(options));
  }

  /// Empties the folder /data of the application on a device, and restarts it.
  ///
  /// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/purge, on the device POST /v1/purge
  ///
  /// @param device full uuid (32 or 62 hex digits) or id, or std::nullopt for the device that this runs on.
  /// @param options JSON object, or empty for none: `application` (id, that of the device unless given), `force`
  /// (boolean: although an application holds the lock against updates), `timeout_ms`.
  /// @return object with `Data` ("OK") and `Error`.
  /// @throws Error Code::invalid_option (no device is given, and this runs on none), Code::device_not_found,
  /// Code::device_offline, Code::supervisor_locked, Code::missing_option (it is not known to which application the
  /// device belongs).
  Document purge(std::optional<std::string_view> device, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_supervisor_purge,
        client_,
        detail::MaybeText("device", device),
        detail::Options(options));
  }

  /// Reboots a device.
  ///
  /// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/reboot, on the device POST /v1/reboot
  ///
  /// @param device full uuid (32 or 62 hex digits) or id, or std::nullopt for the device that this runs on.
  /// @param options JSON object, or empty for none: `application` (id, that of the device unless given), `force`
  /// (boolean: although an application holds the lock against updates), `timeout_ms`.
  /// @return object with `Data` ("OK") and `Error`.
  /// @throws Error Code::invalid_option (no device is given, and this runs on none), Code::device_not_found,
  /// Code::device_offline, Code::supervisor_locked.
  Document reboot(std::optional<std::string_view> device, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_supervisor_reboot,
        client_,
        detail::MaybeText("device", device),
        detail::Options(options));
  }

  /// Makes a new key for the supervisor of a device: for what asks it directly on the device, else for the service. The
  /// old one is refused from then on. A handle that asked directly goes on with the new one, and so do those that share
  /// its connections.
  ///
  /// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/regenerate-api-key, on the device POST
  /// /v1/regenerate-api-key
  ///
  /// @param device full uuid (32 or 62 hex digits) or id, or std::nullopt for the device that this runs on.
  /// @param options JSON object, or empty for none: `application` (id, that of the device unless given), `timeout_ms`.
  /// @return text, the key.
  /// @throws Error Code::invalid_option (no device is given, and this runs on none), Code::device_not_found,
  /// Code::device_offline, Code::decode (the answer is no key).
  std::string regenerate_supervisor_api_key(
      std::optional<std::string_view> device,
      std::string_view options = {}) const {
    return detail::call<std::string>(
        balena_supervisor_regenerate_supervisor_api_key,
        client_,
        detail::MaybeText("device", device),
        detail::Options(options));
  }

  /// Restarts the containers of the application on a device.
  ///
  /// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/restart, on the device POST /v1/restart
  ///
  /// @param device full uuid (32 or 62 hex digits) or id, or std::nullopt for the device that this runs on.
  /// @param options JSON object, or empty for none: `application` (id, that of the device unless given), `force`
  /// (boolean: although an application holds the lock against updates), `timeout_ms`.
  /// @return text, "OK".
  /// @throws Error Code::invalid_option (no device is given, and this runs on none), Code::device_not_found,
  /// Code::device_offline, Code::supervisor_locked, Code::missing_option (it is not known to which application the
  /// device belongs).
  std::string restart(std::optional<std::string_view> device, std::string_view options = {}) const {
    return detail::call<std::string>(
        balena_supervisor_restart,
        client_,
        detail::MaybeText("device", device),
        detail::Options(options));
  }

  /// Restarts a service on a device.
  ///
  /// Request: GET /v7/device(uuid='…'), POST /supervisor/v2/applications/id/restart-service, on the device POST
  /// /v2/applications/id/restart-service
  ///
  /// @param device full uuid (32 or 62 hex digits) or id, or std::nullopt for the device that this runs on.
  /// @param image_id id of the image that the service's container was made from.
  /// @param options JSON object, or empty for none: `application` (id, that of the device unless given), `force`
  /// (boolean: although an application holds the lock against updates), `timeout_ms`.
  /// @throws Error Code::invalid_option (no device is given, and this runs on none), Code::device_not_found,
  /// Code::device_offline, Code::supervisor_locked, Code::unsupported_function (its supervisor is older than 7.0.0),
  /// Code::missing_option (it is not known to which application the device belongs).
  void restart_service(
      std::optional<std::string_view> device,
      std::int64_t image_id,
      std::string_view options = {}) const {
    return detail::call<void>(
        balena_supervisor_restart_service,
        client_,
        detail::MaybeText("device", device),
        image_id,
        detail::Options(options));
  }

  /// Shuts a device down.
  ///
  /// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/shutdown, on the device POST /v1/shutdown
  ///
  /// @param device full uuid (32 or 62 hex digits) or id, or std::nullopt for the device that this runs on.
  /// @param options JSON object, or empty for none: `application` (id, that of the device unless given), `force`
  /// (boolean: although an application holds the lock against updates), `timeout_ms`.
  /// @return object with `Data` ("OK") and `Error`.
  /// @throws Error Code::invalid_option (no device is given, and this runs on none), Code::device_not_found,
  /// Code::device_offline, Code::supervisor_locked.
  Document shutdown(std::optional<std::string_view> device, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_supervisor_shutdown,
        client_,
        detail::MaybeText("device", device),
        detail::Options(options));
  }

  /// Starts the container of the application on a device with one container. On a device with several it is refused:
  /// `Supervisor::start_service` is for them.
  ///
  /// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/apps/id/start, on the device POST /v1/apps/id/start
  ///
  /// @param device full uuid (32 or 62 hex digits) or id, or std::nullopt for the device that this runs on.
  /// @param options JSON object, or empty for none: `application` (id, that of the device unless given), `timeout_ms`.
  /// @return object with `containerId`.
  /// @throws Error Code::invalid_option (no device is given, and this runs on none), Code::device_not_found,
  /// Code::device_offline, Code::unsupported_function (its supervisor is older than 1.8), Code::missing_option (it is
  /// not known to which application the device belongs).
  Document start_application(std::optional<std::string_view> device, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_supervisor_start_application,
        client_,
        detail::MaybeText("device", device),
        detail::Options(options));
  }

  /// Starts a service on a device.
  ///
  /// Request: GET /v7/device(uuid='…'), POST /supervisor/v2/applications/id/start-service, on the device POST
  /// /v2/applications/id/start-service
  ///
  /// @param device full uuid (32 or 62 hex digits) or id, or std::nullopt for the device that this runs on.
  /// @param image_id id of the image that the service's container was made from.
  /// @param options JSON object, or empty for none: `application` (id, that of the device unless given), `force`
  /// (boolean: although an application holds the lock against updates), `timeout_ms`.
  /// @throws Error Code::invalid_option (no device is given, and this runs on none), Code::device_not_found,
  /// Code::device_offline, Code::supervisor_locked, Code::unsupported_function (its supervisor is older than 7.0.0),
  /// Code::missing_option (it is not known to which application the device belongs).
  void start_service(
      std::optional<std::string_view> device,
      std::int64_t image_id,
      std::string_view options = {}) const {
    return detail::call<void>(
        balena_supervisor_start_service,
        client_,
        detail::MaybeText("device", device),
        image_id,
        detail::Options(options));
  }

  /// Stops the container of the application on a device with one container, until it is started or the device reboots.
  /// On a device with several it is refused: `Supervisor::stop_service` is for them.
  ///
  /// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/apps/id/stop, on the device POST /v1/apps/id/stop
  ///
  /// @param device full uuid (32 or 62 hex digits) or id, or std::nullopt for the device that this runs on.
  /// @param options JSON object, or empty for none: `application` (id, that of the device unless given), `force`
  /// (boolean: although an application holds the lock against updates), `timeout_ms`.
  /// @return object with `containerId`.
  /// @throws Error Code::invalid_option (no device is given, and this runs on none), Code::device_not_found,
  /// Code::device_offline, Code::supervisor_locked, Code::unsupported_function (its supervisor is older than 1.8),
  /// Code::missing_option (it is not known to which application the device belongs).
  Document stop_application(std::optional<std::string_view> device, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_supervisor_stop_application,
        client_,
        detail::MaybeText("device", device),
        detail::Options(options));
  }

  /// Stops a service on a device, until it is started or the device reboots.
  ///
  /// Request: GET /v7/device(uuid='…'), POST /supervisor/v2/applications/id/stop-service, on the device POST
  /// /v2/applications/id/stop-service
  ///
  /// @param device full uuid (32 or 62 hex digits) or id, or std::nullopt for the device that this runs on.
  /// @param image_id id of the image that the service's container was made from.
  /// @param options JSON object, or empty for none: `application` (id, that of the device unless given), `force`
  /// (boolean: although an application holds the lock against updates), `timeout_ms`.
  /// @throws Error Code::invalid_option (no device is given, and this runs on none), Code::device_not_found,
  /// Code::device_offline, Code::supervisor_locked, Code::unsupported_function (its supervisor is older than 7.0.0),
  /// Code::missing_option (it is not known to which application the device belongs).
  void stop_service(
      std::optional<std::string_view> device,
      std::int64_t image_id,
      std::string_view options = {}) const {
    return detail::call<void>(
        balena_supervisor_stop_service,
        client_,
        detail::MaybeText("device", device),
        image_id,
        detail::Options(options));
  }

  /// Has a device look at once whether there is an update.
  ///
  /// Request: GET /v7/device(uuid='…'), POST /supervisor/v1/update, on the device POST /v1/update
  ///
  /// @param device full uuid (32 or 62 hex digits) or id, or std::nullopt for the device that this runs on.
  /// @param options JSON object, or empty for none: `application` (id, that of the device unless given), `force`
  /// (boolean: although an application holds the lock against updates), `timeout_ms`.
  /// @throws Error Code::invalid_option (no device is given, and this runs on none), Code::device_not_found,
  /// Code::device_offline, Code::supervisor_locked.
  void update(std::optional<std::string_view> device, std::string_view options = {}) const {
    return detail::call<void>(
        balena_supervisor_update,
        client_,
        detail::MaybeText("device", device),
        detail::Options(options));
  }

 private:
  const balena_client *client_;
};

}  // namespace balena

#endif  // BALENA_GENERATED_SUPERVISOR_HPP
