// The server of the environment, and what the cases leave on it and take away again.

#ifndef BALENA_TESTS_SERVER_HPP
#define BALENA_TESTS_SERVER_HPP

#include <balena.hpp>

#include <cstdint>
#include <cstdlib>
#include <string>

namespace server {

inline std::string variable(const char *name) {
  const char *value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

inline std::string endpoint() { return variable("BALENA_TEST_API_ENDPOINT"); }
inline std::string username() { return variable("BALENA_TEST_USERNAME"); }
inline std::string password() { return variable("BALENA_TEST_PASSWORD"); }

/// The id of no row: 2^53 + 1, which ends in another number where it passes through a double.
inline constexpr std::int64_t NO_SUCH_ID = 9007199254740993;
inline const std::string NO_SUCH_REFERENCE = std::to_string(NO_SUCH_ID);
inline const std::string NO_SUCH_DEVICE = "00000000000000000000000000000000";

/// A client of the server on which nobody is logged in, and which keeps a login in memory.
inline balena::Client guest() {
  return balena::Client(R"({"data_directory":null,"api_endpoint":")" + endpoint() + R"("})");
}

inline balena::Client user() {
  balena::Client client = guest();
  client.auth().login(username(), password());
  return client;
}

/// An application that is gone at the end of its case.
class Application {
 public:
  explicit Application(const balena::Client &client, const char *device_type = "raspberrypi3")
      : client_(client),
        name("cpp-" + client.device().generate_uuid().substr(0, 12)),
        row(client.application().create(name, device_type)),
        id(row.get("/id")),
        slug(row.get("/slug")) {}
  Application(const Application &) = delete;
  Application &operator=(const Application &) = delete;
  ~Application() {
    try {
      client_.application().remove(slug);
    } catch (const balena::Error &) {
      // The case removed it itself, or reports what is wrong with the server.
    }
  }

 private:
  const balena::Client &client_;

 public:
  const std::string name;
  const balena::Document row;
  const std::string id;
  const std::string slug;
};

/// The uuid of a new device of an application.
inline std::string registered(const balena::Client &client, const Application &application) {
  const std::string uuid = client.device().generate_uuid();
  client.device().register_(application.id, uuid);
  return uuid;
}

/// What a device has in a field.
inline std::string field(const balena::Client &client, const std::string &device, const std::string &name) {
  return client.device().get(device, R"({"$select":")" + name + R"("})").get("/" + name);
}

}  // namespace server

#endif  // BALENA_TESTS_SERVER_HPP
