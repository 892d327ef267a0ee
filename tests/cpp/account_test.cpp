// What belongs to the user, and what the service says of itself: client.api_key(), client.key(), client.config() and
// client.two_factor_auth().

#include "check.hpp"
#include "directory.hpp"
#include "server.hpp"
#include "simulator.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>

using balena::Client;
using balena::Document;

static const char *const IN_MEMORY = R"({"data_directory":null,"api_endpoint":"http://127.0.0.1:1"})";

/// Ends what a case began, however the case ends.
class AtEnd {
 public:
  explicit AtEnd(std::function<void()> end) : end_(std::move(end)) {}
  AtEnd(const AtEnd &) = delete;
  AtEnd &operator=(const AtEnd &) = delete;
  ~AtEnd() {
    try {
      end_();
    } catch (const balena::Error &) {
      // The case reports what is wrong with the server.
    }
  }

 private:
  std::function<void()> end_;
};

/// Options that list the keys of a name, with what is written of them.
static std::string named(const std::string &name) {
  return R"({"$select":["id","name","description","expiry_date"],"$filter":"name eq @n","@n":")" + name + R"("})";
}

SERVED(an_api_key_is_created_changed_and_revoked) {
  const Client client = server::user();
  const auto keys = client.api_key();
  const std::string name = "O'Brien " + client.device().generate_uuid().substr(0, 12);
  const std::string renamed = "läuft " + name;
  const std::string key =
      keys.create(name, R"({"description":"\"é\" on the line","expiry_date":4102444800000})");
  const Document row = keys.get_all(named(name));
  EQUAL(row.length(), 1u);
  const std::int64_t id = std::stoll(row.get("/0/id"));
  const AtEnd revoked([&] { keys.revoke(id); });
  EQUAL(row.get("/0/name"), name);
  EQUAL(row.get("/0/description"), "\"é\" on the line");
  EQUAL(row.get("/0/expiry_date"), "2100-01-01T00:00:00.000Z");

  // It may do what the user may, but make keys.
  const Client station = server::guest();
  station.auth().login_with_token(key);
  EQUAL(station.auth().who_am_i(), client.auth().who_am_i());
  const auto refused = THROWS(unauthorized, station.api_key().create("another"));
  HOLDS(refused.document().find(key) == std::string::npos);

  keys.update(id, R"({"name":")" + renamed + R"("})");
  EQUAL(keys.get_all(named(name)).text(), "[]");
  EQUAL(keys.get_all(named(renamed)).get("/0/description"), "\"é\" on the line");
  keys.update(id, R"({"description":null,"expiry_date":null})");
  const Document cleared = keys.get_all(named(renamed));
  EQUAL(cleared.get("/0/id"), row.get("/0/id"));
  EQUAL(cleared.get("/0/description"), "null");
  EQUAL(cleared.get("/0/expiry_date"), "null");

  keys.update(id, R"({"expiry_date":1000000000000})");
  EQUAL(keys.get_all(named(renamed)).get("/0/expiry_date"), "2001-09-09T01:46:40.000Z");

  keys.revoke(id);
  keys.revoke(id);
  EQUAL(keys.get_all(named(renamed)).text(), "[]");
  THROWS(not_found, keys.update(id, R"({"name":"x"})"));
}

SERVED(api_keys_are_listed_by_name) {
  const Client client = server::user();
  const auto keys = client.api_key();
  const std::string mine = client.device().generate_uuid().substr(0, 12);
  const std::string list =
      R"-({"$select":["id","name","expiry_date"],"$filter":"startswith(name,@n)","@n":")-" + mine + R"("})";
  const AtEnd revoked([&] {
    const Document rows = keys.get_all(list);
    for (std::size_t i = 0; i < rows.length(); ++i) {
      keys.revoke(std::stoll(rows.get("/" + std::to_string(i) + "/id")));
    }
  });
  for (const char *end : {"-b", "-c", "-a"}) keys.create(mine + end);
  const Document rows = keys.get_all(list);
  EQUAL(rows.length(), 3u);
  EQUAL(rows.get("/0/name"), mine + "-a");
  EQUAL(rows.get("/1/name"), mine + "-b");
  EQUAL(rows.get("/2/name"), mine + "-c");
  EQUAL(rows.get("/0/expiry_date"), "null");
  keys.revoke(server::NO_SUCH_ID);
  keys.revoke(std::stoll(rows.get("/1/id")));
  EQUAL(keys.get_all(list).length(), 2u);
  HOLDS(keys.get_all().length() >= 2);
}

SERVED(an_api_key_that_is_not_there_can_not_be_changed) {
  const Client client = server::user();
  THROWS(not_found, client.api_key().update(server::NO_SUCH_ID, R"({"name":"x"})"));
  THROWS(request_error, client.api_key().get_all(R"({"$select":"no_such_field"})"));
  THROWS(unauthorized, server::guest().api_key().create("nobody's"));
}

LOCAL(api_keys_want_names_and_something_to_change) {
  const Client client(IN_MEMORY);
  const auto keys = client.api_key();
  THROWS(invalid_parameter, keys.create(""));
  THROWS(invalid_option, keys.create("station", R"({"expiry_date":"soon"})"));
  THROWS(invalid_option, keys.create("station", R"({"description":1})"));
  THROWS(non_allowed_option, keys.create("station", R"({"expiryDate":null})"));
  THROWS(missing_option, keys.update(1));
  THROWS(missing_option, keys.update(1, R"({"timeout_ms":1000})"));
  THROWS(invalid_option, keys.update(1, R"({"expiry_date":"soon"})"));
  THROWS(non_allowed_option, keys.update(1, R"({"key":"mine"})"));
  THROWS(non_allowed_option, keys.get_all(R"({"$limit":1})"));
  for (const std::int64_t bad : {std::int64_t{0}, std::int64_t{-1}}) {
    THROWS(invalid_parameter, keys.update(bad, R"({"name":"x"})"));
    THROWS(invalid_parameter, keys.revoke(bad));
  }
}

SERVED(a_public_key_is_added_read_and_removed) {
  const Client client = server::user();
  const auto keys = client.key();
  // Of an ed25519 key the last 42 letters may be any.
  const std::string key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA" + client.device().generate_uuid() +
                          client.device().generate_uuid().substr(0, 10) + " line@station";
  const std::string title = "O'Brien's \"é\"";
  const std::int64_t id = keys.create(title, key + "\n");
  const AtEnd removed([&] { keys.remove(id); });
  const Document row = keys.get(id);
  EQUAL(row.get("/id"), std::to_string(id));
  EQUAL(row.get("/title"), title);
  EQUAL(row.get("/public_key"), key);
  EQUAL(keys.get(id, R"({"$select":"title"})").length(), 1u);
  const std::string by_key = R"({"$select":"id","$filter":"public_key eq @k","@k":")" + key + R"("})";
  EQUAL(keys.get_all(by_key).text(), R"([{"id":)" + std::to_string(id) + "}]");
  const std::size_t count = keys.get_all().length();

  EQUAL(THROWS(conflict, keys.create("again", key)).http_status().value_or(0), 409);
  THROWS(key_not_found, keys.get(server::NO_SUCH_ID));
  keys.remove(server::NO_SUCH_ID);
  EQUAL(keys.get_all().length(), count);

  keys.remove(id);
  keys.remove(id);
  const auto error = THROWS(key_not_found, keys.get(id));
  HOLDS(std::string(error.what()).find(std::to_string(id)) != std::string::npos);
  EQUAL(keys.get_all(by_key).text(), "[]");
  EQUAL(keys.get_all().length(), count - 1);
}

SERVED(key_create_gives_an_id_past_2_to_the_53_whole) {
  const Client client = server::user();
  simulator::answers("POST", "/v7/user__has__public_key", 201, R"({"id":9007199254740993})");
  EQUAL(client.key().create("title", "ssh-rsa AAAA"), server::NO_SUCH_ID);
  simulator::answers("GET", "/v7/user__has__public_key(9007199254740993)", 200, R"({"d":[{"title":"whole"}]})");
  EQUAL(client.key().get(server::NO_SUCH_ID).get("/title"), "whole");
}

LOCAL(public_keys_want_a_login_and_one_line) {
  const Client client(IN_MEMORY);
  const auto keys = client.key();
  THROWS(not_logged_in, keys.create("title", "ssh-rsa AAAA"));
  THROWS(not_logged_in, keys.remove(1));
  THROWS(invalid_parameter, keys.create("", "ssh-rsa AAAA"));
  THROWS(invalid_parameter, keys.create("title", " \n"));
  THROWS(invalid_parameter, keys.create("title", "ssh-rsa AAAA\nssh-rsa BBBB"));
  for (const std::int64_t bad : {std::int64_t{0}, std::int64_t{-1}}) {
    THROWS(invalid_parameter, keys.get(bad));
    THROWS(invalid_parameter, keys.remove(bad));
  }
  THROWS(non_allowed_option, keys.get(1, R"({"$top":1})"));
  THROWS(non_allowed_option, keys.get_all(R"({"$limit":1})"));
}

OFFERED(config_get_all) {
  const Document config = server::guest().config().get_all();
  HOLDS(config.get("/deviceUrlsBase").size() > 3);
  HOLDS(config.length("/deviceTypes") > 0);
}

SERVED(config_get_all_where_a_server_does_not_offer_it) {
  const Client client = server::guest();
  simulator::answers("GET", "/config", 404, "");
  const auto error = THROWS(unsupported_by_server, client.config().get_all());
  EQUAL(error.http_status().value_or(0), 404);
  simulator::answers("GET", "/config", 200, "[]");
  THROWS(decode, client.config().get_all());
  THROWS(non_allowed_option, client.config().get_all(R"({"$select":"id"})"));
}

SERVED(the_device_types_are_told_to_anybody) {
  const Client client = server::guest();
  const Document types = client.config().get_device_types();
  std::string name = "none";
  for (std::size_t i = 0; i < types.length(); ++i) {
    const Document type = types.at("/" + std::to_string(i));
    if (type.get("/slug") == "raspberrypi3") name = type.get("/name");
  }
  EQUAL(name, "Raspberry Pi 3");
  THROWS(non_allowed_option, client.config().get_device_types(R"({"$select":"slug"})"));
}

SERVED(config_get_device_types_is_a_list) {
  const Client client = server::guest();
  simulator::answers("GET", "/device-types/v1", 200, "{}");
  THROWS(decode, client.config().get_device_types());
}

LOCAL(a_token_says_whether_a_second_factor_is_wanted) {
  const auto client = [](const std::string &token) {
    return Client(R"({"data_directory":null,"api_endpoint":"http://127.0.0.1:1","token":")" + token + R"("})");
  };
  // {"alg":"none"}.{"id":1,"exp":4102444800,"twoFactorRequired":…}
  const std::string begin = "eyJhbGciOiJub25lIn0.eyJpZCI6MSwiZXhwIjo0MTAyNDQ0ODAw";
  const Client wanted = client(begin + "LCJ0d29GYWN0b3JSZXF1aXJlZCI6dHJ1ZX0.c2ln");
  HOLDS(wanted.two_factor_auth().is_enabled());
  HOLDS(!wanted.two_factor_auth().is_passed());
  const Client passed = client(begin + "LCJ0d29GYWN0b3JSZXF1aXJlZCI6ZmFsc2V9.c2ln");
  HOLDS(passed.two_factor_auth().is_enabled());
  HOLDS(passed.two_factor_auth().is_passed());
  const Client without = client(begin + "fQ.c2ln");
  HOLDS(!without.two_factor_auth().is_enabled());
  HOLDS(without.two_factor_auth().is_passed());
}

LOCAL(a_second_factor_wants_a_session) {
  const Client nobody(IN_MEMORY);
  const auto factor = nobody.two_factor_auth();
  THROWS(not_logged_in, factor.is_enabled());
  THROWS(not_logged_in, factor.is_passed());
  THROWS(not_logged_in, factor.get_otpauth_secret());
  THROWS(not_logged_in, factor.challenge("123456"));
  THROWS(invalid_parameter, factor.challenge(""));
  THROWS(non_allowed_option, factor.challenge("123456", R"({"code":"1"})"));
  THROWS(non_allowed_option, factor.get_otpauth_secret(R"({"code":"1"})"));
  nobody.auth().login_with_token("an-api-key");
  THROWS(unsupported_feature, factor.is_enabled());
  THROWS(unsupported_feature, factor.is_passed());
  const auto error = THROWS(unsupported_feature, factor.challenge("123456"));
  HOLDS(error.document().find("an-api-key") == std::string::npos);
}

LOCAL(a_code_is_six_digits_of_the_moment) {
  const Client client(IN_MEMORY);
  const auto factor = client.two_factor_auth();
  const std::string secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  std::string before, as_typed;
  do {
    before = factor.generate_code(secret);
    as_typed = factor.generate_code("gezd gnbv gy3t qojq gezd gnbv gy3t qojq");
    // Where the moment went by in between, the two need not agree.
  } while (before != factor.generate_code(secret));
  EQUAL(as_typed, before);
  EQUAL(before.size(), 6u);
  HOLDS(before.find_first_not_of("0123456789") == std::string::npos);
  for (const char *bad : {"", " ", "===", "0189", "MFRGG!", "é", "O'Brien"}) {
    THROWS(invalid_parameter, factor.generate_code(bad));
  }
}

SERVED(a_user_without_a_second_factor_has_none_to_pass) {
  const Client client = server::user();
  HOLDS(!client.two_factor_auth().is_enabled());
  HOLDS(client.two_factor_auth().is_passed());
}

OFFERED(two_factor_auth_challenge) {
  simulator::needed("accounts that need not be removed again");
  // A server without second factors says so here.
  server::user().two_factor_auth().get_otpauth_secret();
  const Client first = server::guest();
  const std::string email = first.device().generate_uuid() + "@example.com";
  first.auth().login_with_token(first.auth().register_(email, "a-long-password"));
  const auto factor = first.two_factor_auth();
  HOLDS(!factor.is_enabled());
  // There is none to pass yet.
  THROWS(login_failed, factor.challenge("123456"));
  const std::string secret = factor.get_otpauth_secret();
  HOLDS(!factor.is_enabled());

  /// A code that is not the one of the moment.
  const auto wrong = [&] {
    std::string code = factor.generate_code(secret);
    code[0] = code[0] == '9' ? '0' : static_cast<char>(code[0] + 1);
    return code;
  };
  const std::string refused = wrong();
  const auto error = THROWS(login_failed, factor.challenge(refused));
  EQUAL(error.http_status().value_or(0), 401);
  HOLDS(error.document().find(refused) == std::string::npos);
  HOLDS(!factor.is_enabled());
  factor.challenge(factor.generate_code(secret));
  HOLDS(factor.is_enabled());
  HOLDS(factor.is_passed());
  EQUAL(first.auth().get_email(), email);

  // A later login has it to pass, and what comes of it is kept for later clients.
  const Directory directory;
  const Client later = directory.client(server::endpoint());
  later.auth().login(email, "a-long-password");
  HOLDS(later.two_factor_auth().is_enabled());
  HOLDS(!later.two_factor_auth().is_passed());
  THROWS(login_failed, later.two_factor_auth().challenge(wrong()));
  HOLDS(!later.two_factor_auth().is_passed());
  const std::string unpassed = later.auth().get_token();
  later.two_factor_auth().challenge(factor.generate_code(secret));
  HOLDS(later.two_factor_auth().is_passed());
  HOLDS(later.auth().get_token() != unpassed);
  const Client next = directory.client(server::endpoint());
  HOLDS(next.two_factor_auth().is_passed());
  EQUAL(next.auth().get_token(), later.auth().get_token());

  // What is no file can not be replaced.
  std::filesystem::remove(directory.within("token"));
  std::filesystem::create_directory(directory.within("token"));
  THROWS(io, later.two_factor_auth().challenge(factor.generate_code(secret)));
}

SERVED(two_factor_auth_where_a_server_does_not_offer_it) {
  const Client client = server::user();
  const auto factor = client.two_factor_auth();
  simulator::answers("GET", "/auth/totp/setup", 404, "");
  THROWS(unsupported_by_server, factor.get_otpauth_secret());
  simulator::answers("POST", "/auth/totp/verify", 404, "");
  THROWS(unsupported_by_server, factor.challenge("123456"));
  simulator::answers("GET", "/auth/totp/setup", 200, "otpauth://totp/x?issuer=y");
  THROWS(decode, factor.get_otpauth_secret());
  simulator::answers("GET", "/auth/totp/setup", 200, "otpauth://totp/O'Brien?secret=MFRGG%3D%3D%3D&issuer=y");
  EQUAL(factor.get_otpauth_secret(), "MFRGG===");
}
