// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#ifndef BALENA_GENERATED_DEVICE_ENV_VARIABLE_HPP
#define BALENA_GENERATED_DEVICE_ENV_VARIABLE_HPP

#include <balena/core.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace balena {

/// Environment variables of devices.
///
/// Reached as `client.device_env_variable()`. It may be kept and copied for as long as the client's handle lives.
class DeviceEnvVariable {
 public:
  explicit DeviceEnvVariable(const balena_client *client) noexcept : client_(client) {}

  /// Adds an environment variable to a device, for all of its services.
  ///
  /// Request: POST /v7/device_environment_variable
  ///
  /// @param device full uuid (32 or 62 hex digits) or id.
  /// @param env_var_name name, letters, digits and `_`, with no digit first. The service keeps those that begin with
  /// BALENA_ or RESIN_ to itself.
  /// @param value value; may be empty.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return object, the row of the variable.
  /// @throws Error Code::device_not_found, Code::conflict (there is one of this name).
  Document create(
      std::string_view device,
      std::string_view env_var_name,
      std::string_view value,
      std::string_view options = {}) const {
    return detail::call<Document>(
        balena_device_env_variable_create,
        client_,
        detail::Text("device", device),
        detail::Text("env_var_name", env_var_name),
        detail::Text("value", value),
        detail::Options(options));
  }

  /// Lists the environment variables of a device, by name.
  ///
  /// Request: GET /v7/device_environment_variable?$filter=device eq id
  ///
  /// @param device full uuid (32 or 62 hex digits) or id.
  /// @param options JSON object, or empty for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
  /// (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
  /// @return array of rows of variables.
  /// @throws Error Code::device_not_found.
  Document get_all(std::string_view device, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_device_env_variable_get_all,
        client_,
        detail::Text("device", device),
        detail::Options(options));
  }

  /// Lists the environment variables of the devices of an application, by name.
  ///
  /// Request: GET /v7/device_environment_variable?$filter=device/any(d:d/belongs_to__application eq id)
  ///
  /// @param application id, slug ("organization/name") or uuid.
  /// @param options JSON object, or empty for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
  /// (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
  /// @return array of rows of variables.
  /// @throws Error Code::application_not_found.
  Document get_all_by_application(std::string_view application, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_device_env_variable_get_all_by_application,
        client_,
        detail::Text("application", application),
        detail::Options(options));
  }

  /// Removes a variable. Where there is none of this id, that is a success.
  ///
  /// Request: DELETE /v7/device_environment_variable(id)
  ///
  /// @param var_id id of its row.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error the common ones.
  void remove(std::int64_t var_id, std::string_view options = {}) const {
    return detail::call<void>(balena_device_env_variable_remove, client_, var_id, detail::Options(options));
  }

  /// Gives a variable another value.
  ///
  /// Request: PATCH /v7/device_environment_variable(id)
  ///
  /// @param var_id id of its row.
  /// @param value value; may be empty.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::not_found (there is no such variable).
  void update(std::int64_t var_id, std::string_view value, std::string_view options = {}) const {
    return detail::call<void>(
        balena_device_env_variable_update,
        client_,
        var_id,
        detail::Text("value", value),
        detail::Options(options));
  }

 private:
  const balena_client *client_;
};

}  // namespace balena

#endif  // BALENA_GENERATED_DEVICE_ENV_VARIABLE_HPP
