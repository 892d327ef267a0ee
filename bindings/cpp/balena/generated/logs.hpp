// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#ifndef BALENA_GENERATED_LOGS_HPP
#define BALENA_GENERATED_LOGS_HPP

#include <balena/core.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace balena {

/// Logs of devices.
///
/// Reached as `client.logs()`. It may be kept and copied for as long as the client's handle lives.
class Logs {
 public:
  explicit Logs(const balena_client *client) noexcept : client_(client) {}

  /// Gets the lines that the service has of a device's log, the oldest first. It keeps about 1000.
  ///
  /// Request: GET /device/v2/uuid/logs
  ///
  /// @param device full uuid (32 or 62 hex digits) or id.
  /// @param options JSON object, or empty for none: `count` (of the last lines: a number, or "all"; all unless given),
  /// `start` (milliseconds since 1970: lines that the service got then or later), `timeout_ms`.
  /// @return array of lines: `createdAt` and `timestamp` (milliseconds since 1970, by the service's clock and by the
  /// device's), `message`, `isSystem`, `isStdErr`, `serviceId` (where a service wrote it).
  /// @throws Error Code::device_not_found.
  Document history(std::string_view device, std::string_view options = {}) const {
    return detail::call<Document>(
        balena_logs_history,
        client_,
        detail::Text("device", device),
        detail::Options(options));
  }

  /// Ends the subscriptions of this handle to the log of a device. After it returned their functions are not called any
  /// more, unless it was called from within one: then the last call follows. That there is none is no error.
  ///
  /// @param device full uuid, or the text that was given when subscribing.
  /// @throws Error the common ones.
  void unsubscribe(std::string_view device) const {
    return detail::call<void>(balena_logs_unsubscribe, client_, detail::Text("device", device));
  }

  /// Ends all subscriptions of this handle, as `Logs::unsubscribe` does.
  ///
  /// @throws Error the common ones.
  void unsubscribe_all() const {
    return detail::call<void>(balena_logs_unsubscribe_all, client_);
  }

 private:
  const balena_client *client_;
};

}  // namespace balena

#endif  // BALENA_GENERATED_LOGS_HPP
