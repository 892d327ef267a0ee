// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#ifndef BALENA_GENERATED_DEVICE_OS_HPP
#define BALENA_GENERATED_DEVICE_OS_HPP

#include <balena/core.hpp>
#include <balena/download.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

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

  /// Downloads an image of balenaOS, which the service makes for an application or for a device type. It is handed on
  /// as it comes, and never in memory as a whole. A connection that breaks or falls silent is made again and the rest
  /// asked for, where the server can do that; where it can't, or the image changed meanwhile, the download begins anew.
  ///
  /// Request: GET /download?deviceType=…&version=…, with a `wifiKey` POST /download
  ///
  /// @param options JSON object with `appId` (the application's id, a number or digits) and `network` ("ethernet" or
  /// "wifi"), or with `deviceType` (slug, alias or display name; the application's unless given); also `version` (as
  /// "2.29.2+rev1.prod", or "latest", "recommended" or "default", which it is unless given: those that
  /// `DeviceOs::get_supported_versions` calls so), `wifiSsid` (needed with wifi), `wifiKey`, `appUpdatePollInterval`
  /// (minutes), `ip`, `gateway`, `netmask` (IPv4, as "192.0.2.1"), `developmentMode` (boolean), `fileType` (".img" as
  /// the service has it unless given, ".zip" or ".gz"), `imageType` ("raw" or "flasher"), `raw` (boolean: the server
  /// may pack the bytes, which saves time and traffic, and they are left as they are sent; such a download that breaks
  /// begins anew), `path` (of the file to write; until it is whole it is called so with ".part" behind it, and what was
  /// there stays; its owner alone may read it), `timeout_ms` (of the whole; unless given, 30 s until the server
  /// answers, and no end while the image comes at 1 KB/s or more).
  /// @param callback function that gets the pieces (see Piece); with `path`, each once it has been written. `offset` is
  /// how many bytes came before; it is 0 again where the download begins anew. `total` is how many there are in all,
  /// where that is known. It is called on the thread that makes the call and gives true to go on, or nothing, and false
  /// to end the download, which is Code::cancelled then. It may call this library, but not destroy the client. What it
  /// throws ends the call, and comes out of it.
  /// @return object with `filename` (as the server calls it, or null), `version`, `content_type` (or null),
  /// `content_encoding` ("gzip" where `raw` left it so, or null), `length` (bytes that were handed on) and `path`
  /// (where it was given).
  /// @throws Error Code::missing_option (neither `appId` nor `deviceType`, no `network` with `appId`, wifi without
  /// `wifiSsid`, or neither `path` nor a function), Code::not_logged_in, Code::application_not_found,
  /// Code::invalid_device_type, Code::os_image_not_found, Code::io (the file can't be written),
  /// Code::unsupported_by_server (openBalena has no images).
  template <class Callback, class = detail::IfTakesPieces<Callback>>
  Document download(std::string_view options, Callback callback) const {
    return detail::download(balena_device_os_download, client_, std::move(callback), detail::Options(options));
  }

  /// The same without a function, to a file: `path` has to be given. The errors are those of the other `download`.
  Document download(std::string_view options) const {
    return detail::call<Document>(balena_device_os_download, client_, detail::Options(options), nullptr, nullptr);
  }

  /// Checks the parameters of an image's download before anything is asked for.
  ///
  /// @param parameters JSON object with `appId` (the application's id, a number or digits) and `network` ("ethernet" or
  /// "wifi"); also `wifiSsid` (needed with wifi), `wifiKey`, `version`, `appUpdatePollInterval` (minutes), `ip`,
  /// `gateway`, `netmask` (IPv4, as "192.0.2.1"), `deviceType` (slug), `developmentMode` (boolean), `fileType` (".img",
  /// ".zip" or ".gz"), `imageType` ("raw" or "flasher"), `raw` (boolean), `path`, `timeout_ms`.
  /// @return object, the same parameters with `appId` as a number, and without those that are null.
  /// @throws Error Code::missing_option (no `appId` or `network`, or wifi without `wifiSsid`), Code::invalid_option,
  /// Code::non_allowed_option.
  Document parse_params(std::string_view parameters) const {
    return detail::call<Document>(balena_device_os_parse_params, client_, detail::Text("parameters", parameters));
  }

 private:
  const balena_client *client_;
};

}  // namespace balena

#endif  // BALENA_GENERATED_DEVICE_OS_HPP
