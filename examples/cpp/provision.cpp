// Registers a new device, and writes the config.json with which an image comes online as that device.
//
// Build: c++ -std=c++17 provision.cpp -lbalena -pthread -o provision      Run: BALENA_API_KEY=… ./provision 1234567

#include "interrupt.hpp"
#include "tool.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <fstream>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>

static const tool::Description PROVISION = {
    "provision",
    "APPLICATION [--name NAME] [--os-version VERSION] [--output FILE]",
    "Registers a new device with an application (its id, slug or uuid), and writes its config.json.\n"
    "\n"
    "  --name NAME            calls the device so; else the service finds a name\n"
    "  --os-version VERSION   of balenaOS; the one that is recommended for the device type unless given\n"
    "  --output FILE          a file that is not there yet; config.json unless given\n",
    {},
    {"--name", "--os-version", "--output"},
    {"APPLICATION"},
    1};

/// A file that is gone again unless it is kept.
class NewFile {
 public:
  /// Makes one that was not there before, and that nobody else may read: there will be keys in it.
  explicit NewFile(const std::string &path) : path_(path) {
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL, S_IRUSR | S_IWUSR);
    if (file < 0 && errno == EEXIST) throw std::runtime_error(path + " exists already");
    if (file < 0) throw cannot_be_written();
    close(file);
  }
  NewFile(const NewFile &) = delete;
  NewFile &operator=(const NewFile &) = delete;
  ~NewFile() {
    if (!is_kept_) unlink(path_.c_str());
  }

  /// Gives it its content and keeps it.
  void keep(const std::string &text) {
    std::ofstream file(path_);
    file << text;
    file.close();
    if (!file) throw cannot_be_written();
    is_kept_ = true;
  }

 private:
  std::runtime_error cannot_be_written() const {
    return std::runtime_error("write " + path_ + ": " + std::generic_category().message(errno));
  }

  std::string path_;
  bool is_kept_ = false;
};

/// The version of balenaOS that is recommended for the devices of an application.
static std::string recommended(const balena::Client &client, const std::string &application) {
  const std::string type = tool::trying("find the application", [&] {
    return client.application()
        .get_by_id(application, R"({"$select":"id","$expand":{"is_for__device_type":{"$select":"slug"}}})")
        .get("/is_for__device_type/0/slug");
  });
  const auto versions = tool::trying("list the versions of balenaOS", [&] {
    return client.device_os().get_supported_versions(type);
  });
  const std::string version = tool::field(versions, "/recommended", "");
  if (!version.empty()) return version;
  throw std::runtime_error("no version of balenaOS is recommended for " + type + ": --os-version has to be given");
}

/// What the service gives for all devices of an application, as the configuration of one.
static std::string config_of(const balena::Document &device, const balena::Document &config) {
  // What is not touched stays as it came: the new members go in behind the brace.
  const std::string members = R"("uuid":)" + tool::quoted(device.get("/uuid")) + R"(,"deviceId":)" + device.get("/id") +
                              R"(,"deviceApiKey":)" + tool::quoted(device.get("/api_key")) + R"(,"registered_at":)" +
                              std::to_string(std::time(nullptr)) + ",";
  std::string text(config.text());
  text.insert(text.find('{') + 1, members);
  // With this key any device can register with the application; this one has a key of its own.
  const std::string key = tool::field(config, "/apiKey", "");
  if (!key.empty()) {
    const std::string member = R"(,"apiKey":)" + tool::quoted(key);
    const std::size_t place = text.find(member);
    // The service leaves no blanks between members. If it ever does, the key must not be left in.
    if (place == std::string::npos) throw std::runtime_error("the configuration is not written as is expected");
    text.erase(place, member.size());
  }
  return text + "\n";
}

/// Removes a device again, if it is there.
static void take_back(const balena::Client &client, const std::string &uuid) {
  tool::trying("remove the device " + uuid + " again", [&] {
    try {
      client.device().remove(uuid);
    } catch (const balena::Error &error) {
      if (error.code() != balena::Code::device_not_found) throw;
    }
  });
}

/// Gives the exit code. `client` may be cancelled, `cleaner` is not.
static int provision(const balena::Client &client, const balena::Client &cleaner, const tool::CommandLine &line) {
  const std::string application = *line.argument(0);
  const std::string path = line.value("--output").value_or("config.json");
  const std::optional<std::string> given_version = line.value("--os-version"), given_name = line.value("--name");
  // The file comes first: where it can't be made, no device is registered in vain.
  NewFile file(path);
  const std::string version = given_version ? *given_version : recommended(client, application);

  const std::string uuid = tool::trying("make a uuid", [&] { return client.device().generate_uuid(); });
  bool is_there = false;
  try {
    const balena::Document device = tool::trying("register a device", [&] {
      try {
        return client.device().register_(application, uuid);
      } catch (const balena::Error &error) {
        // The answer may have got lost, and with it the key of the device that is there now.
        is_there = error.outcome_unknown();
        throw;
      }
    });
    is_there = true;
    if (given_name) tool::trying("name the device", [&] { client.device().rename(uuid, *given_name); });
    const std::string name = tool::trying("get the device's name", [&] { return client.device().get_name(uuid); });
    // The provisioning key that is made for this is not kept, so it need not be valid for longer than an hour.
    const std::string options = R"({"version":)" + tool::quoted(version) + R"(,"provisioningKeyExpiryDate":)" +
                                std::to_string((std::time(nullptr) + 60 * 60) * 1000LL) + "}";
    const balena::Document config = tool::trying("make the configuration", [&] {
      return client.device_os().get_config(application, options);
    });
    file.keep(config_of(device, config));
    std::cout << "registered " << uuid << " as " << name << ", wrote " << path << "\n";
    return EXIT_SUCCESS;
  } catch (const std::exception &failure) {
    if (!is_there) throw;
    std::cerr << "provision: " << failure.what() << "\n";
    take_back(cleaner, uuid);
    return EXIT_FAILURE;
  }
}

int main(int count, char **texts) {
  return tool::run(PROVISION, count, texts, [](const tool::CommandLine &line) {
    const balena::Client cleaner = tool::client();
    // What Ctrl-C ends is this client, so that the other can still remove the device.
    const balena::Client client = cleaner.with();
    const tool::Interrupt interrupt([&] { client.cancel(); });
    return provision(client, cleaner, line);
  });
}
