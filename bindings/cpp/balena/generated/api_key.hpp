// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#ifndef BALENA_GENERATED_API_KEY_HPP
#define BALENA_GENERATED_API_KEY_HPP

#include <balena/core.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace balena {

/// The user's API keys.
///
/// Reached as `client.api_key()`. It may be kept and copied for as long as the client's handle lives.
class ApiKey {
 public:
  explicit ApiKey(const balena_client *client) noexcept : client_(client) {}

  /// Makes an API key that may do what the user may. To revoke it later its id is needed, which `ApiKey::get_all` tells
  /// by its name.
  ///
  /// Request: POST /api-key/user/full
  ///
  /// @param name name.
  /// @param options JSON object, or empty for none: `description`, `expiry_date` (milliseconds since 1970, or null for
  /// never, which it is unless given), `timeout_ms`.
  /// @return text, the key; it is not shown again.
  /// @throws Error Code::unauthorized (also to a named API key, which may make none).
  std::string create(std::string_view name, std::string_view options = {}) const {
    return detail::call<std::string>(
        balena_api_key_create,
        client_,
        detail::Text("name", name),
        detail::Options(options));
  }

  /// Lists the API keys that the user can see, of all kinds, by name. openBalena shows the keys themselves in them.
  ///
  /// Request: GET /v7/api_key
  ///
  /// @param options JSON object, or empty for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
  /// (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
  /// @return array of rows of API keys.
  /// @throws Error the common ones.
  Document get_all(std::string_view options = {}) const {
    return detail::call<Document>(balena_api_key_get_all, client_, detail::Options(options));
  }

  /// Revokes an API key. Where there is none of this id, that is a success.
  ///
  /// Request: DELETE /v7/api_key(id)
  ///
  /// @param id id of its row.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error the common ones.
  void revoke(std::int64_t id, std::string_view options = {}) const {
    return detail::call<void>(balena_api_key_revoke, client_, id, detail::Options(options));
  }

  /// Changes what is written of an API key. What is not given stays.
  ///
  /// Request: PATCH /v7/api_key(id)
  ///
  /// @param id id of its row.
  /// @param options JSON object with at least one of `name`, `description` (null clears it), `expiry_date`
  /// (milliseconds since 1970, or null for never); also `timeout_ms`.
  /// @throws Error Code::missing_option (nothing to change), Code::not_found (there is no such key).
  void update(std::int64_t id, std::string_view options = {}) const {
    return detail::call<void>(balena_api_key_update, client_, id, detail::Options(options));
  }

 private:
  const balena_client *client_;
};

}  // namespace balena

#endif  // BALENA_GENERATED_API_KEY_HPP
