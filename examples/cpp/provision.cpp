// Registers a new device, and writes the config.json with which an image comes online as that device.
//
// Build: c++ -std=c++17 provision.cpp -lbalena -pthread -o provision      Run: BALENA_API_KEY=… ./provision 1234567

#include "interrupt.hpp"
#include "tool.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>
#include <fstream>
#include <functional>
#include <iostream>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

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

/// Takes a step back when what was to follow it fails.
class Undo {
 public:
  explicit Undo(std::function<void()> step) : step_(std::move(step)) {}
  Undo(const Undo &) = delete;
  Undo &operator=(const Undo &) = delete;
  ~Undo() {
    if (step_) step_();
  }

  /// All went well.
  void forget() { step_ = nullptr; }

 private:
  std::function<void()> step_;
};

/// Makes a file that was not there before, and that nobody else may read: there will be keys in it.
static void create(const std::string &path) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL, S_IRUSR | S_IWUSR);
  if (file < 0) throw std::runtime_error("write " + path + ": " + std::generic_category().message(errno));
  close(file);
}

/// The version of balenaOS that is recommended for the devices of an application.
static std::string recommended(const balena::Client &client, const std::string &application) {
  const std::string type = tool::trying("look for the application", [&] {
    return client.application()
        .get_by_id(application, R"({"$select":"id","$expand":{"is_for__device_type":{"$select":"slug"}}})")
        .get("/is_for__device_type/0/slug");
  });
  const auto versions = tool::trying("look for the versions of balenaOS", [&] {
    return client.device_os().get_supported_versions(type);
  });
  const std::string version = tool::field(versions, "/recommended", "");
  if (!version.empty()) return version;
  throw std::runtime_error("no version of balenaOS is recommended for " + type + ": --os-version has to be given");
}

static void remove_device(const balena::Client &client, const std::string &uuid) {
  try {
    client.device().remove(uuid);
  } catch (const balena::Error &error) {
    if (error.code() == balena::Code::device_not_found) return;
    std::cerr << "provision: " << tool::Failure("remove the device " + uuid + " again", error).what() << "\n";
  }
}

/// Registers a device. When it is not clear whether there is one now, it is removed, too.
static balena::Document registered(const balena::Client &client, const balena::Client &cleaner,
                                   const std::string &application, const std::string &uuid) {
  return tool::trying("register the device", [&] {
    try {
      return client.device().register_(application, uuid);
    } catch (const balena::Error &error) {
      if (error.outcome_unknown()) remove_device(cleaner, uuid);
      throw;
    }
  });
}

static void provision(const balena::Client &client, const balena::Client &cleaner, const tool::CommandLine &line) {
  const std::string application = *line.argument(0);
  // The file comes first: where it can't be made, no device is registered in vain.
  const std::string path = line.value("--output").value_or("config.json");
  create(path);
  Undo created([&] { unlink(path.c_str()); });
  const auto given = line.value("--os-version");
  const std::string version = given ? *given : recommended(client, application);

  const std::string uuid = tool::trying("make a uuid", [&] { return client.device().generate_uuid(); });
  const balena::Document device = registered(client, cleaner, application, uuid);
  Undo made([&] { remove_device(cleaner, uuid); });
  if (const auto name = line.value("--name")) {
    tool::trying("name the device", [&] { client.device().rename(uuid, *name); });
  }
  const std::string name = tool::trying("get the device's name", [&] { return client.device().get_name(uuid); });
  const balena::Document config = tool::trying("make the configuration", [&] {
    return client.device_os().get_config(application, R"({"version":)" + tool::quoted(version) + "}");
  });

  // The service's part stays as it is, but for the bracket at its end.
  std::ofstream file(path);
  file << config.text().substr(0, config.text().rfind('}')) << R"(,"uuid":)" << tool::quoted(uuid) << R"(,"deviceId":)"
       << device.get("/id") << R"(,"deviceApiKey":)" << tool::quoted(device.get("/api_key")) << R"(,"registered_at":)"
       << std::time(nullptr) << "}\n";
  file.close();
  if (!file) throw std::runtime_error("write " + path + ": " + std::generic_category().message(errno));
  made.forget();
  created.forget();
  std::cout << "registered " << uuid << " as " << name << ", wrote " << path << "\n";
}

int main(int count, char **texts) {
  return tool::run(PROVISION, count, texts, [](const tool::CommandLine &line) {
    const balena::Client cleaner = tool::client();
    // What Ctrl-C ends is this client, so that the other can still remove the device.
    const balena::Client client = cleaner.with();
    const tool::Interrupt interrupt([&] { client.cancel(); });
    provision(client, cleaner, line);
    return EXIT_SUCCESS;
  });
}
