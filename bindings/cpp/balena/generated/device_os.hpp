// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#ifndef BALENA_GENERATED_DEVICE_OS_HPP
#define BALENA_GENERATED_DEVICE_OS_HPP

#include <balena/core.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace balena {

/// The operating system of devices, balenaOS.
///
/// Reached as `client.device_os()`. It may be kept and copied for as long as the client's handle lives.
class DeviceOs {
 public:
  explicit DeviceOs(const balena_client *client) noexcept : client_(client) {}

  /// Makes the config.json with which a device joins an application. It holds a provisioning key that is made for it.
  ///
  /// Request: POST /download-config
  ///
  /// @param application id, slug ("organization/name") or uuid.
  /// @param options JSON object with `version` (of balenaOS, as "2.29.2+rev1.prod"); also `network` ("ethernet" unless
  /// given, or "wifi"), `wifiSsid` (needed with wifi), `wifiKey`, `appUpdatePollInterval` (minutes), `ip`, `gateway`,
  /// `netmask` (IPv4, as "192.0.2.1"), `deviceType` (slug; the application's unless given), `developmentMode`
  /// (boolean), `provisioningKeyName`, `provisioningKeyExpiryDate` (milliseconds since 1970; never unless given),
  /// `timeout_ms`.
  /// @return object, the content of config.json.
  /// @throws Error Code::application_not_found, Code::missing_option (no `version`, or wifi without `wifiSsid`).
  Document get_config(std::string_view application, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_device_os_get_config,
        client_,
        detail::Text("application", application),
        detail::Options(options));
  }

  /// The version of a device's operating system as a semantic version with the variant in it: "2.29.2+rev1.prod" of
  /// "balenaOS 2.29.2+rev1" and "prod".
  ///
  /// @param os_version `os_version` of a device, which may be empty.
  /// @param os_variant `os_variant` of a device ("prod", "dev"), or std::nullopt for none.
  /// @return text, or std::nullopt when `os_version` is no version.
  /// @throws Error Code::invalid_parameter (`os_variant` can't be part of a version).
  std::optional<std::string> get_device_os_semver_with_variant(
      std::string_view os_version,
      std::optional<std::string_view> os_variant) const {
    return detail::call<std::optional<std::string>>(
        balena_device_os_get_device_os_semver_with_variant,
        client_,
        detail::Text("os_version", os_version),
        detail::MaybeText("os_variant", os_variant));
  }

  /// The versions of balenaOS that there are for a device type.
  ///
  /// Request: GET /v7/application?$filter=is_host eq true and is_for__device_type eq id
  ///
  /// @param device_type slug, alias or display name.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return object with `versions`, an array of texts, the newest first and those with extended support (as
  /// "2023.10.0") behind all others; `latest`, the first of them; `recommended`, the first that is neither a
  /// pre-release nor for development; `default`, which is `recommended`, else `latest`. Those are null where there is
  /// no such version.
  /// @throws Error Code::invalid_device_type.
  Document get_supported_versions(std::string_view device_type, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_device_os_get_supported_versions,
        client_,
        detail::Text("device_type", device_type),
        detail::Options(options));
  }

 private:
  const balena_client *client_;
};

}  // namespace balena

#endif  // BALENA_GENERATED_DEVICE_OS_HPP
