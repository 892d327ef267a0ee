/// @file
/// The handle to one service and one account.

#ifndef BALENA_CLIENT_HPP
#define BALENA_CLIENT_HPP

#include <balena/argument.hpp>
#include <balena/generated/sections.hpp>
#include <balena/owned.hpp>

#include <string_view>

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
  explicit Client(std::string_view options = {}) : Sections(made(options)) {}

 private:
  static detail::OwnedClient made(std::string_view options) {
    balena_client *client = nullptr;
    char *out = nullptr;
    const balena_code code = balena_new(detail::Options(options), &client, &out);
    detail::OwnedClient handle(client);
    const detail::OwnedText error(out);
    detail::check(code, error);
    return handle;
  }
};

/// The version of the library that is running, as "0.1.0".
inline std::string_view version() noexcept { return balena_version(); }

}  // namespace balena

#endif  // BALENA_CLIENT_HPP
