// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#ifndef BALENA_GENERATED_SERVICE_HPP
#define BALENA_GENERATED_SERVICE_HPP

#include <balena/core.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace balena {

/// Services of applications.
///
/// Reached as `client.service()`. It may be kept and copied for as long as the client's handle lives.
class Service {
 public:
  explicit Service(const balena_client *client) noexcept : client_(client) {}

  /// Lists the services of an application, by name.
  ///
  /// Request: GET /v7/service?$filter=application eq id
  ///
  /// @param application id, slug ("organization/name") or uuid.
  /// @param options JSON object, or empty for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
  /// (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
  /// @return array of rows of services.
  /// @throws Error Code::application_not_found.
  Document get_all_by_application(std::string_view application, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_service_get_all_by_application,
        client_,
        detail::Text("application", application),
        detail::Options(options));
  }

 private:
  const balena_client *client_;
};

}  // namespace balena

#endif  // BALENA_GENERATED_SERVICE_HPP
