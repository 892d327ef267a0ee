// Updates the operating system of a device, and shows how that goes.
//
// Build: c++ -std=c++17 os_update.cpp -lbalena -o os-update      Run: BALENA_API_KEY=… ./os-update UUID 6.0.24

#include "tool.hpp"

#include <chrono>
#include <iostream>
#include <stdexcept>
#include <string>
#include <thread>

static const tool::Description OS_UPDATE = {
    "os-update",
    "DEVICE VERSION [--interval SECONDS] [--actions-endpoint URL]",
    "Updates balenaOS on a device (its full uuid or id) to a version, and follows that until it is done.\n"
    "\n"
    "  --interval SECONDS       asks so often how far it is; 2 unless given\n"
    "  --actions-endpoint URL   where the server for updates is, if not where the service says\n",
    {},
    {"--interval", "--actions-endpoint"},
    {"DEVICE", "VERSION"},
    2};

/// What a device's row tells of its update.
struct Progress {
  Progress(const balena::Client &client, const std::string &device) {
    const balena::Document row =
        tool::trying("ask how far the update is", [&] { return client.device().get_os_update_status(device); });
    status = tool::field(row, "/update_status", "");
    event = tool::field(row, "/last_update_status_event", "");
    percent = tool::field(row, "/overall_progress", "");
    version = tool::field(row, "/os_version", "no known version");
  }

  std::string status, event, percent, version;
};

static void update(const balena::Client &client, const std::string &device, const std::string &version,
                   std::chrono::duration<double> interval) {
  const Progress before(client, device);
  tool::trying("start the update", [&] { client.device().start_os_update(device, version); });
  std::string shown;
  for (;; std::this_thread::sleep_for(interval)) {
    const Progress now(client, device);
    const bool is_updated = now.version != before.version;
    // Until the device takes this update up, its row tells of the one before.
    if (now.status != before.status || now.event != before.event) {
      const std::string line = now.status + (now.percent.empty() ? "" : " " + now.percent + "%");
      if (line != shown) std::cout << line << std::endl;
      shown = line;
      if (now.status == "aborted" || now.status == "rejected") {
        throw std::runtime_error("the update failed: " + now.status);
      }
      // The new version did not come up, and the device went back.
      if (now.status == "done" && !is_updated) {
        throw std::runtime_error("the update failed: " + device + " runs " + now.version);
      }
    }
    if (is_updated) {
      std::cout << device << " runs " << now.version << "\n";
      return;
    }
  }
}

int main(int count, char **texts) {
  return tool::run(OS_UPDATE, count, texts, [](const tool::CommandLine &line) {
    const std::chrono::duration<double> interval(line.number("--interval", 2.0));
    const auto endpoint = line.value("--actions-endpoint");
    const auto client = tool::client(endpoint ? R"({"actions_endpoint":)" + tool::quoted(*endpoint) + "}" : "");
    update(client, *line.argument(0), *line.argument(1), interval);
    return EXIT_SUCCESS;
  });
}
