// Updates the operating system of a device, and shows how that goes.
//
// Build: c++ -std=c++17 os_update.cpp -lbalena -o os-update      Run: BALENA_API_KEY=… ./os-update UUID 6.0.24

#include "tool.hpp"

#include <chrono>
#include <iostream>
#include <set>
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

static const std::set<std::string> FAILURES = {"aborted", "rejected", "failed", "error"};

static balena::Document progress(const balena::Client &client, const std::string &device) {
  return tool::trying("ask how far the update is", [&] { return client.device().get_os_update_status(device); });
}

static void update(const balena::Client &client, const std::string &device, const std::string &version,
                   std::chrono::duration<double> interval) {
  // Until the device takes the update up, its row tells of the one before.
  std::string last = std::string(progress(client, device).text());
  tool::trying("start the update", [&] { client.device().start_os_update(device, version); });
  for (;; std::this_thread::sleep_for(interval)) {
    const balena::Document now = progress(client, device);
    if (now.text() == last) continue;
    last = now.text();
    const std::string status = tool::field(now, "/update_status", "");
    const std::string percent = tool::field(now, "/overall_progress", "");
    std::cout << status << (percent.empty() ? "" : " " + percent + "%") << std::endl;
    if (FAILURES.count(status) > 0) throw std::runtime_error("the update failed: " + status);
    if (status == "done") break;
  }
  std::cout << device << " runs " << version << "\n";
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
