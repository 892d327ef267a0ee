// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#ifndef BALENA_GENERATED_CONFIG_HPP
#define BALENA_GENERATED_CONFIG_HPP

#include <balena/core.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace balena {

/// What the service says of itself.
///
/// Reached as `client.config()`. It may be kept and copied for as long as the client's handle lives.
class Config {
 public:
  explicit Config(const balena_client *client) noexcept : client_(client) {}

  /// Gets the configuration of the service: the addresses of its parts, keys of third parties, device types.
  ///
  /// Request: GET /config
  ///
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return object, as the service sends it.
  /// @throws Error Code::unsupported_by_server (openBalena has none).
  Document get_all(std::string_view options = {}) const {
    return detail::call<Document>(balena_config_get_all, client_, detail::Options(options));
  }

  /// Lists the device types that the service knows, as its older interface describes them. Nobody needs to be logged
  /// in.
  ///
  /// Request: GET /device-types/v1
  ///
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return array of objects, as the service sends them.
  /// @throws Error the common ones.
  Document get_device_types(std::string_view options = {}) const {
    return detail::call<Document>(balena_config_get_device_types, client_, detail::Options(options));
  }

 private:
  const balena_client *client_;
};

}  // namespace balena

#endif  // BALENA_GENERATED_CONFIG_HPP
