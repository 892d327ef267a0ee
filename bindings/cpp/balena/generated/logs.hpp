// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#ifndef BALENA_GENERATED_LOGS_HPP
#define BALENA_GENERATED_LOGS_HPP

#include <balena/core.hpp>
#include <balena/subscription.hpp>

#include <cstdint>
#include <future>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

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

  /// Follows the log of a device: each line that comes is given to a function of the caller's. A connection that breaks
  /// or falls silent is made again, and the log goes on behind the last line: none is lost and none comes twice.
  ///
  /// The function is called on threads of the library, one call at a time for a subscription. It gets a line as the
  /// service sent it (see `Logs::history`), or an event: an object with the member `event`, which is "connected",
  /// "disconnected" (with `error`, and `retry_in_ms`, after which the next try begins), "gap" (lines may be missing:
  /// the service no longer has what came while the connection was gone), "suppressed" (the service left out `count`
  /// lines) or "skipped" (a line that is none, with `error`). Last it may get the error that ends the subscription. A
  /// function that is slow holds up its own stream alone.
  ///
  /// Request: GET /device/v2/uuid/logs?stream=1
  ///
  /// @param device full uuid (32 or 62 hex digits) or id.
  /// @param options JSON object, or empty for none: `count` (of the lines that are there already: a number, or "all";
  /// none unless it or `start` is given), `start` (milliseconds since 1970: lines that the service got then or later),
  /// `silence_ms` (how long nothing may come until the connection counts as gone, 120000; the service shows every 58 s
  /// that it is there), `timeout_ms` (of looking for the device, and of each connecting).
  /// @param callback function that gets the lines. It gives true to go on, or nothing, and false to end the
  /// subscription. It may call this library, also to unsubscribe or to free the handle. What it gets is gone when it
  /// returns, but for copies.
  /// @return the end of the subscription, to be waited for. Its `get()` returns after an unsubscribe or when the
  /// function gave false; it throws what the function threw, the error that ended the subscription, or Code::cancelled
  /// when the client was cancelled or destroyed. Nothing is awaited when it goes.
  /// @throws Error Code::device_not_found, Code::io (no thread can be started).
  template <class Callback, class = detail::IfTakesItems<Callback>>
  std::future<void> subscribe(std::string_view device, Callback callback, std::string_view options = {}) const {
    return detail::subscribe(
        balena_logs_subscribe,
        client_,
        std::move(callback),
        detail::Text("device", device),
        detail::Options(options));
  }

  /// The same as a stream: its lines and events are waited for, and it ends by itself alone. See LogStream. The
  /// parameters and the errors are those of the other `subscribe`.
  LogStream subscribe(std::string_view device, std::string_view options = {}) const {
    return LogStream::begin(balena_logs_subscribe, client_, detail::Text("device", device), detail::Options(options));
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
