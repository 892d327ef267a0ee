// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#ifndef BALENA_GENERATED_TWO_FACTOR_AUTH_HPP
#define BALENA_GENERATED_TWO_FACTOR_AUTH_HPP

#include <balena/core.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace balena {

/// Two-factor logins.
///
/// Reached as `client.two_factor_auth()`. It may be kept and copied for as long as the client's handle lives.
class TwoFactorAuth {
 public:
  explicit TwoFactorAuth(const balena_client *client) noexcept : client_(client) {}

  /// Passes the second factor, and keeps the session token that comes of it in `data_directory` for later handles.
  ///
  /// Request: POST /auth/totp/verify
  ///
  /// @param code the six digits of the moment.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::not_logged_in, Code::unsupported_feature (an API key is in use), Code::login_failed (the code
  /// is wrong), Code::unsupported_by_server (openBalena has no second factor), Code::io (the token can't be kept).
  void challenge(std::string_view code, std::string_view options = {}) const {
    return detail::call<void>(
        balena_two_factor_auth_challenge,
        client_,
        detail::Text("code", code),
        detail::Options(options));
  }

  /// The code of the moment for a secret, as an authenticator app shows it.
  ///
  /// @param secret secret in base32, in either case; blanks in it do not count.
  /// @return text, six digits.
  /// @throws Error Code::invalid_parameter.
  std::string generate_code(std::string_view secret) const {
    return detail::call<std::string>(balena_two_factor_auth_generate_code, client_, detail::Text("secret", secret));
  }

  /// Begins to set up the second factor, and gives the secret for an authenticator app. It wants a session token: an
  /// API key is not accepted for it.
  ///
  /// Request: GET /auth/totp/setup
  ///
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return text, base32.
  /// @throws Error Code::not_logged_in, Code::unsupported_by_server (openBalena has no second factor).
  std::string get_otpauth_secret(std::string_view options = {}) const {
    return detail::call<std::string>(balena_two_factor_auth_get_otpauth_secret, client_, detail::Options(options));
  }

  /// Whether the user has set up a second factor, as the session token in use says.
  ///
  /// @return boolean.
  /// @throws Error Code::not_logged_in, Code::unsupported_feature (an API key is in use).
  bool is_enabled() const {
    return detail::call<bool>(balena_two_factor_auth_is_enabled, client_);
  }

  /// Whether the session token in use needs no second factor, or not any more.
  ///
  /// @return boolean.
  /// @throws Error Code::not_logged_in, Code::unsupported_feature (an API key is in use).
  bool is_passed() const {
    return detail::call<bool>(balena_two_factor_auth_is_passed, client_);
  }

 private:
  const balena_client *client_;
};

}  // namespace balena

#endif  // BALENA_GENERATED_TWO_FACTOR_AUTH_HPP
