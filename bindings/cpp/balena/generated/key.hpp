// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#ifndef BALENA_GENERATED_KEY_HPP
#define BALENA_GENERATED_KEY_HPP

#include <balena/core.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace balena {

/// The user's public SSH keys.
///
/// Reached as `client.key()`. It may be kept and copied for as long as the client's handle lives.
class Key {
 public:
  explicit Key(const balena_client *client) noexcept : client_(client) {}

  /// Adds a public key.
  ///
  /// Request: POST /v7/user__has__public_key
  ///
  /// @param title what it is called.
  /// @param key key as in an authorized_keys file, on one line. White space around it is left out.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return number, the id of its row.
  /// @throws Error Code::not_logged_in, Code::conflict (the key is there already).
  std::int64_t create(std::string_view title, std::string_view key, std::string_view options = {}) const {
    return detail::call<std::int64_t>(
        balena_key_create,
        client_,
        detail::Text("title", title),
        detail::Text("key", key),
        detail::Options(options));
  }

  /// Gets one public key.
  ///
  /// Request: GET /v7/user__has__public_key(id)
  ///
  /// @param id id of its row.
  /// @param options JSON object, or empty for none: `$select`, `$expand` (OData: texts, arrays or objects),
  /// `timeout_ms`.
  /// @return object, the row of the key.
  /// @throws Error Code::key_not_found.
  Document get(std::int64_t id, std::string_view options = {}) const {
    return detail::call<Document>(balena_key_get, client_, id, detail::Options(options));
  }

  /// Lists the public keys.
  ///
  /// Request: GET /v7/user__has__public_key
  ///
  /// @param options JSON object, or empty for none: `$select`, `$filter`, `$expand`, `$orderby`, `$top`, `$skip`, `@…`
  /// (OData: texts, arrays or objects; numbers for the last two), `timeout_ms`.
  /// @return array of rows of public keys.
  /// @throws Error the common ones.
  Document get_all(std::string_view options = {}) const {
    return detail::call<Document>(balena_key_get_all, client_, detail::Options(options));
  }

  /// Removes a public key. Where there is none of this id, that is a success.
  ///
  /// Request: DELETE /v7/user__has__public_key(id)
  ///
  /// @param id id of its row.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::not_logged_in.
  void remove(std::int64_t id, std::string_view options = {}) const {
    return detail::call<void>(balena_key_remove, client_, id, detail::Options(options));
  }

 private:
  const balena_client *client_;
};

}  // namespace balena

#endif  // BALENA_GENERATED_KEY_HPP
