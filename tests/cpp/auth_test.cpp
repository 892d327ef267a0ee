// client.auth()

#include "check.hpp"
#include "server.hpp"

#include <string>

SERVED(a_user_logs_in_and_is_known) {
  const balena::Client client = server::guest();
  HOLDS(!client.auth().is_logged_in());
  client.auth().login(server::username(), server::password());
  HOLDS(client.auth().is_logged_in());
  const std::string name = client.auth().who_am_i();
  HOLDS(!name.empty());
  // One may log in by e-mail address as well, which is nobody's name.
  if (server::username().find('@') == std::string::npos) EQUAL(name, server::username());
}

SERVED(a_wrong_password_is_refused) {
  const balena::Client client = server::guest();
  const auto error = THROWS(login_failed, client.auth().login(server::username(), "not the password"));
  EQUAL(error.http_status().value_or(0), 401);
  HOLDS(error.document().find("not the password") == std::string::npos);
  HOLDS(error.document().find(R"("code":"LOGIN_FAILED")") != std::string::npos);
  HOLDS(!client.auth().is_logged_in());
}

SERVED(a_token_logs_in_elsewhere) {
  const balena::Client user = server::user();
  const std::string token = user.auth().get_token();
  const balena::Client client = server::guest();
  client.auth().login_with_token(token);
  EQUAL(client.auth().get_token(), token);
  EQUAL(client.auth().who_am_i(), user.auth().who_am_i());
}

SERVED(a_key_that_the_server_does_not_know_logs_nobody_in) {
  const balena::Client client = server::guest();
  client.auth().login_with_token("0123456789abcdef0123456789abcdef");
  HOLDS(!client.auth().is_logged_in());
  const auto error = THROWS(unauthorized, client.auth().who_am_i());
  EQUAL(error.http_status().value_or(0), 401);
}

LOCAL(a_login_wants_a_name_and_a_password) {
  const balena::Client client(R"({"data_directory":null})");
  THROWS(invalid_parameter, client.auth().login("", "password"));
  THROWS(invalid_parameter, client.auth().login("admin", ""));
  THROWS(non_allowed_option, client.auth().login("admin", "password", R"({"no_such_option":1})"));
}

LOCAL(a_text_that_is_no_token_is_refused) {
  const balena::Client client(R"({"data_directory":null})");
  THROWS(malformed_token, client.auth().login_with_token("two words"));
  // A session token of the year 2001: {"alg":"none"}.{"id":1,"exp":1000000000}
  THROWS(expired_token, client.auth().login_with_token("eyJhbGciOiJub25lIn0.eyJpZCI6MSwiZXhwIjoxMDAwMDAwMDAwfQ.c2ln"));
  THROWS(not_logged_in, client.auth().get_token());
}

LOCAL(nobody_is_nobody) {
  const balena::Client client(R"({"data_directory":null})");
  HOLDS(!client.auth().is_logged_in());
  THROWS(not_logged_in, client.auth().who_am_i());
  THROWS(non_allowed_option, client.auth().is_logged_in(R"({"no_such_option":1})"));
}
