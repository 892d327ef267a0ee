// Asks the supervisor of the device that it runs on, from within a container of the application.
//
// The container needs the label io.balena.features.supervisor-api: then balenaOS tells it in its environment where the
// supervisor is and the key to it, and no login is needed.
//
// Build: c++ -std=c++17 on_device.cpp -lbalena -o on-device      Run: ./on-device status

#include "tool.hpp"

#include <iostream>
#include <map>
#include <optional>
#include <string>

static const tool::Description ON_DEVICE = {
    "on-device",
    "[status | identify | restart [--force] | update [--force]]",
    "For a container on a device: asks the device's own supervisor.\n"
    "\n"
    "  status     shows what the device says of itself; this is done unless something else is given\n"
    "  identify   lets a LED blink, so that people see which device it is\n"
    "  restart    restarts the containers of the application\n"
    "  update     looks at once whether there is an update\n"
    "  --force    although an application holds the lock against updates\n",
    {"--force"},
    {},
    {"ACTION"},
    0};

/// The exit code where an application holds the lock against updates.
static constexpr int LOCKED = 3;

/// The device that this runs on.
static constexpr std::nullopt_t HERE = std::nullopt;

static void status(const balena::Supervisor &supervisor, const std::string &) {
  const balena::Document state = supervisor.get_device_state(HERE);
  for (const char *key : {"api_port", "os_version", "supervisor_version", "status", "ip_address", "update_pending"}) {
    std::string words = key;
    for (char &letter : words) {
      if (letter == '_') letter = ' ';
    }
    std::cout << words << ": " << tool::field(state, std::string("/") + key, "-") << "\n";
  }
}

static void identify(const balena::Supervisor &supervisor, const std::string &) { supervisor.blink(HERE); }

static void restart(const balena::Supervisor &supervisor, const std::string &options) {
  supervisor.restart(HERE, options);
}

static void update(const balena::Supervisor &supervisor, const std::string &options) {
  supervisor.update(HERE, options);
}

struct Action {
  std::string what;
  void (*act)(const balena::Supervisor &supervisor, const std::string &options);
  bool can_be_forced;
};

static const std::map<std::string, Action> ACTIONS = {
    {"status", {"ask the supervisor", status, false}},
    {"identify", {"blink", identify, false}},
    {"restart", {"restart the application", restart, true}},
    {"update", {"look for an update", update, true}},
};

int main(int count, char **texts) {
  return tool::run(ON_DEVICE, count, texts, [](const tool::CommandLine &line) {
    const std::string name = line.argument(0).value_or("status");
    const auto found = ACTIONS.find(name);
    if (found == ACTIONS.end()) throw tool::Misuse("unknown action " + name);
    const Action &action = found->second;
    const bool is_forced = line.has("--force");
    if (is_forced && !action.can_be_forced) throw tool::Misuse("--force is for restart and update");

    const balena::Client client = tool::client();
    try {
      tool::trying(action.what, [&] { action.act(client.supervisor(), is_forced ? R"({"force":true})" : ""); });
    } catch (const tool::Failure &failure) {
      if (failure.error.code() != balena::Code::supervisor_locked) throw;
      std::cerr << "on-device: " << failure.what() << "\non-device: --force overrides the lock\n";
      return LOCKED;
    }
    return EXIT_SUCCESS;
  });
}
