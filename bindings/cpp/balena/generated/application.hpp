// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#ifndef BALENA_GENERATED_APPLICATION_HPP
#define BALENA_GENERATED_APPLICATION_HPP

#include <balena/core.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace balena {

/// Applications, also called fleets.
///
/// Reached as `client.application()`. It may be kept and copied for as long as the client's handle lives.
class Application {
 public:
  explicit Application(const balena_client *client) noexcept : client_(client) {}

  /// Creates an application.
  ///
  /// Request: POST /v7/application
  ///
  /// @param name name, 4 to 100 characters.
  /// @param device_type slug, alias or display name of a device type, as "raspberrypi3" or "Raspberry Pi 3".
  /// @param options JSON object, or empty for none: `organization` (handle or id; the user's only one, or his own,
  /// unless given), `app_type` (slug), `application_class` ("app", "fleet" or "block"), `uuid` (32 hex digits),
  /// `timeout_ms`.
  /// @return object, the row of the application.
  /// @throws Error Code::not_logged_in, Code::invalid_device_type, Code::invalid_application_type,
  /// Code::organization_not_found, Code::missing_option (several organizations and none named), Code::conflict (there
  /// is one of this name).
  Document create(std::string_view name, std::string_view device_type, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_application_create,
        client_,
        detail::Text("name", name),
        detail::Text("device_type", device_type),
        detail::Options(options));
  }

  /// Lists the applications that the user can access directly, by name.
  ///
  /// Request: GET /v7/application
  ///
  /// @param options JSON object, or empty for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
  /// (OData, texts or arrays of texts, numbers for the last two), `timeout_ms`.
  /// @return array of rows of applications.
  /// @throws Error the common ones.
  Document get_all(std::string_view options = {}) const {
    return detail::call<Document>(balena_application_get_all, client_, detail::Options(options));
  }

  /// Removes an application and its devices.
  ///
  /// Request: DELETE /v7/application(id)
  ///
  /// @param name name, or slug ("organization/name").
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::not_logged_in, Code::application_not_found, Code::ambiguous_application.
  void remove(std::string_view name, std::string_view options = {}) const {
    return detail::call<void>(balena_application_remove, client_, detail::Text("name", name), detail::Options(options));
  }

 private:
  const balena_client *client_;
};

}  // namespace balena

#endif  // BALENA_GENERATED_APPLICATION_HPP
