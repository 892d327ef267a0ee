// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#ifndef BALENA_GENERATED_AUTH_HPP
#define BALENA_GENERATED_AUTH_HPP

#include <balena/core.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace balena {

/// Logging in, and who is.
///
/// Reached as `client.auth()`. It may be kept and copied for as long as the client's handle lives.
class Auth {
 public:
  explicit Auth(const balena_client *client) noexcept : client_(client) {}

  /// Asks for a session token by user name and password, and gives it back. Nothing of it is kept:
  /// `Auth::login_with_token` takes it over.
  ///
  /// Request: POST /login_
  ///
  /// @param username user name or e-mail address.
  /// @param password password.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return text, the session token.
  /// @throws Error Code::login_failed, Code::too_many_requests.
  std::string authenticate(std::string_view username, std::string_view password, std::string_view options = {}) const {
    return detail::call<std::string>(
        balena_auth_authenticate,
        client_,
        detail::Text("username", username),
        detail::Text("password", password),
        detail::Options(options));
  }

  /// The e-mail address of the user whose credential is in use.
  ///
  /// Request: GET /actor/v1/whoami
  ///
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return text.
  /// @throws Error Code::not_logged_in, Code::invalid_option (the key of a device or an application has none).
  std::string get_email(std::string_view options = {}) const {
    return detail::call<std::string>(balena_auth_get_email, client_, detail::Options(options));
  }

  /// The credential in use: the session token or API key of a login, of the options, of the environment or of the token
  /// file.
  ///
  /// @return text.
  /// @throws Error Code::not_logged_in, Code::malformed_token, Code::io.
  std::string get_token() const {
    return detail::call<std::string>(balena_auth_get_token, client_);
  }

  /// The id of the user whose credential is in use.
  ///
  /// Request: GET /actor/v1/whoami
  ///
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return number.
  /// @throws Error Code::not_logged_in, Code::invalid_option (the key of a device or an application is no user's).
  std::int64_t get_user_id(std::string_view options = {}) const {
    return detail::call<std::int64_t>(balena_auth_get_user_id, client_, detail::Options(options));
  }

  /// Asks the server whether it accepts the credential in use. Without a credential nothing is asked.
  ///
  /// Request: GET /actor/v1/whoami
  ///
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return boolean; false only when there is no credential or the server refused it.
  /// @throws Error the common ones.
  bool is_logged_in(std::string_view options = {}) const {
    return detail::call<bool>(balena_auth_is_logged_in, client_, detail::Options(options));
  }

  /// Forgets the credential of this handle, wherever it came from, and removes the token in `data_directory`, whoever
  /// left it there. The server is not asked: the token itself stays good until it ends. A key in the environment is in
  /// use again with the next handle.
  ///
  /// @return boolean; false when there was nothing to forget.
  /// @throws Error Code::io (the token can't be removed; it stays in use).
  bool log_out() const {
    return detail::call<bool>(balena_auth_log_out, client_);
  }

  /// Logs in, and keeps the session token in `data_directory` for later handles.
  ///
  /// Request: POST /login_
  ///
  /// @param username user name or e-mail address.
  /// @param password password.
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @throws Error Code::login_failed, Code::too_many_requests, Code::io (the token can't be kept).
  void login(std::string_view username, std::string_view password, std::string_view options = {}) const {
    return detail::call<void>(
        balena_auth_login,
        client_,
        detail::Text("username", username),
        detail::Text("password", password),
        detail::Options(options));
  }

  /// Takes over a session token or an API key, and keeps it in `data_directory` for later handles. The server is not
  /// asked.
  ///
  /// @param token session token or API key.
  /// @throws Error Code::malformed_token, Code::expired_token, Code::io (the token can't be kept).
  void login_with_token(std::string_view token) const {
    return detail::call<void>(balena_auth_login_with_token, client_, detail::Text("token", token));
  }

  /// Makes an account, and gives its session token back. Nothing of it is kept: `Auth::login_with_token` takes it over.
  ///
  /// Request: POST /user/register
  ///
  /// @param email e-mail address.
  /// @param password password.
  /// @param options JSON object, or empty for none: `g-recaptcha-response` (proof that a person did what balenaCloud's
  /// page asks), `timeout_ms`.
  /// @return text, the session token.
  /// @throws Error Code::conflict or Code::request_error (the server refuses the address or the password),
  /// Code::too_many_requests, Code::unsupported_by_server (openBalena makes no accounts).
  std::string register_(std::string_view email, std::string_view password, std::string_view options = {}) const {
    return detail::call<std::string>(
        balena_auth_register,
        client_,
        detail::Text("email", email),
        detail::Text("password", password),
        detail::Options(options));
  }

  /// The name of the user whose credential is in use.
  ///
  /// Request: GET /actor/v1/whoami
  ///
  /// @param options JSON object, or empty for none: `timeout_ms`.
  /// @return text.
  /// @throws Error Code::not_logged_in, Code::invalid_option (the key of a device or an application has no user name).
  std::string who_am_i(std::string_view options = {}) const {
    return detail::call<std::string>(balena_auth_who_am_i, client_, detail::Options(options));
  }

 private:
  const balena_client *client_;
};

}  // namespace balena

#endif  // BALENA_GENERATED_AUTH_HPP
