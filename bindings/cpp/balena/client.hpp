/// @file
/// The handle to one service and one account.

#ifndef BALENA_CLIENT_HPP
#define BALENA_CLIENT_HPP

#include <balena/argument.hpp>
#include <balena/generated/sections.hpp>
#include <balena/owned.hpp>

#include <string_view>
#include <utility>

namespace balena {

/// A client for one service and one account. Any number of threads may use it at once.
///
/// It can be moved and not copied. One that was moved from answers every call with Code::invalid_parameter.
class Client : public Sections {
 public:
  /// Makes a client; nothing is sent.
  ///
  /// @param options JSON object, or empty for none: `api_endpoint`, `token`, `data_directory`, `timeout_ms` and the
  /// others that balena_new in balena.h lists. What is not given is taken from the environment.
  /// @throws Error Code::non_allowed_option, Code::invalid_option, Code::invalid_parameter, Code::malformed_token.
  explicit Client(std::string_view options = {})
      : Sections(detail::made([&](balena_client **client, char **error) {
          return balena_new(detail::Options(options), client, error);
        })) {}

  /// Derives a client that shares the connections and the login of this one, and has a deadline and an end of its own:
  /// to give some calls another deadline, or to cancel them and no others. Either may go before the other.
  ///
  ///     const auto patient = client.with(R"({"timeout_ms":600000})");
  ///
  /// @param options JSON object, or empty for none: `timeout_ms` (deadline of a call; that of this client unless given).
  /// @return client.
  /// @throws Error Code::non_allowed_option, Code::invalid_option, Code::invalid_parameter.
  Client with(std::string_view options = {}) const {
    return Client(detail::made([&](balena_client **client, char **error) {
      return balena_with(handle(), detail::Options(options), client, error);
    }));
  }

  /// Cancels what is under way on this client and on those derived from it, from any thread, and all that follows on
  /// them: each call that has a request to make throws Code::cancelled. The client that it was derived from goes on.
  ///
  /// It has no effect on a client that was moved from.
  void cancel() const noexcept { balena_cancel(handle()); }

 private:
  explicit Client(detail::OwnedClient handle) noexcept : Sections(std::move(handle)) {}
};

/// The version of the library that is running, as "0.1.0".
inline std::string_view version() noexcept { return balena_version(); }

}  // namespace balena

#endif  // BALENA_CLIENT_HPP
