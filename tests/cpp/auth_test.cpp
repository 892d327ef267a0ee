// client.auth()

#include "check.hpp"
#include "directory.hpp"
#include "server.hpp"
#include "simulator.hpp"

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

SERVED(a_user_has_a_name_an_address_and_an_id) {
  const balena::Client client = server::user();
  // One may log in by user name or by e-mail address.
  const bool by_address = server::username().find('@') != std::string::npos;
  EQUAL(by_address ? client.auth().get_email() : client.auth().who_am_i(), server::username());
  HOLDS(client.auth().get_email().find('@') != std::string::npos);
  HOLDS(client.auth().get_user_id() > 0);
}

SERVED(the_key_of_a_device_is_no_users) {
  const balena::Client user = server::user();
  const server::Application application(user);
  const balena::Document device = user.device().register_(application.id, user.device().generate_uuid());
  const balena::Client client = server::guest();
  client.auth().login_with_token(device.get("/api_key"));
  HOLDS(client.auth().is_logged_in());
  THROWS(invalid_option, client.auth().get_email());
  THROWS(invalid_option, client.auth().get_user_id());
  const auto error = THROWS(invalid_option, client.auth().who_am_i());
  HOLDS(error.document().find(device.get("/api_key")) == std::string::npos);
}

SERVED(the_token_of_a_password_is_given_back_and_not_kept) {
  const balena::Client client = server::guest();
  const std::string token = client.auth().authenticate(server::username(), server::password());
  THROWS(not_logged_in, client.auth().get_token());
  client.auth().login_with_token(token);
  HOLDS(client.auth().is_logged_in());
  const std::string nobody = client.device().generate_uuid();
  const auto error = THROWS(login_failed, client.auth().authenticate(nobody, "not the password"));
  HOLDS(error.document().find("not the password") == std::string::npos);
}

SERVED(auth_authenticate_and_login_tell_of_too_many_requests) {
  const balena::Client client = server::guest();
  simulator::answers("POST", "/login_", 429, "\"Too Many Requests\"");
  THROWS(too_many_requests, client.auth().authenticate(server::username(), server::password()));
  simulator::answers("POST", "/login_", 429, "\"Too Many Requests\"");
  THROWS(too_many_requests, client.auth().login(server::username(), server::password()));
}

OFFERED(auth_register) {
  simulator::needed("accounts that need not be removed again");
  const balena::Client client = server::guest();
  const std::string email = client.device().generate_uuid() + "@example.com";
  const std::string token = client.auth().register_(email, "a-long-password");
  THROWS(not_logged_in, client.auth().get_token());
  client.auth().login_with_token(token);
  EQUAL(client.auth().get_email(), email);
  THROWS(conflict, client.auth().register_(email, "a-long-password"));
}

SERVED(auth_register_is_refused) {
  const balena::Client client = server::guest();
  const auto refused = [&] { client.auth().register_("new@example.com", "a-long-password"); };
  simulator::answers("POST", "/user/register", 400, "\"a-long-password is weak\"");
  const auto error = THROWS(request_error, refused());
  HOLDS(error.document().find("is weak") != std::string::npos);
  HOLDS(error.document().find("a-long-password") == std::string::npos);
  simulator::answers("POST", "/user/register", 429, "\"Too Many Requests\"");
  THROWS(too_many_requests, refused());
  simulator::answers("POST", "/user/register", 404, "");
  THROWS(unsupported_by_server, refused());
}

SERVED(a_login_is_kept_until_somebody_logs_out) {
  const Directory directory;
  const balena::Client client = directory.client(server::endpoint());
  client.auth().login(server::username(), server::password());
  const balena::Client later = directory.client(server::endpoint());
  HOLDS(later.auth().is_logged_in());
  HOLDS(later.auth().log_out());
  HOLDS(!later.auth().log_out());
  HOLDS(!std::filesystem::exists(directory.within("token")));
  THROWS(not_logged_in, later.auth().get_token());
}

SERVED(a_token_that_can_not_be_kept_is_an_io_error) {
  const Directory directory;
  const balena::Client client = directory.client(server::endpoint());
  // What is no file can be neither read nor replaced nor removed.
  std::filesystem::create_directory(directory.within("token"));
  THROWS(io, client.auth().get_token());
  THROWS(io, client.auth().login(server::username(), server::password()));
  const auto error = THROWS(io, client.auth().login_with_token("a-key"));
  HOLDS(error.document().find("a-key") == std::string::npos);
  THROWS(io, client.auth().log_out());
}

LOCAL(a_token_file_that_holds_no_token_is_malformed) {
  const Directory directory;
  directory.put("token", "two words");
  THROWS(malformed_token, directory.client("http://127.0.0.1:1/").auth().get_token());
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
  THROWS(not_logged_in, client.auth().get_email());
  THROWS(not_logged_in, client.auth().get_user_id());
  HOLDS(!client.auth().log_out());
  THROWS(non_allowed_option, client.auth().is_logged_in(R"({"no_such_option":1})"));
}
