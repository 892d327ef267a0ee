// Tags all devices that a filter picks, or takes a tag from them.
//
// Build: c++ -std=c++17 tags.cpp -lbalena -o tags      Run: BALENA_API_KEY=… ./tags --filter 'id le 9' --remove site

#include "tool.hpp"

#include <cstddef>
#include <iostream>
#include <optional>
#include <string>

static const tool::Description TAGS = {
    "tags",
    "--filter ODATA (--set KEY=VALUE | --remove KEY) [--apply]",
    "Shows which devices would be tagged, or lose a tag; changes them with --apply.\n"
    "\n"
    "  --filter ODATA    picks the devices, as \"is_online eq true and startswith(device_name,'gate')\"\n"
    "  --set KEY=VALUE   gives them this tag\n"
    "  --remove KEY      takes this tag from them\n"
    "  --apply           does it\n",
    {"--apply"},
    {"--filter", "--set", "--remove"},
    {},
    0};

/// What is to be done to devices: without a value the tag goes.
struct Change {
  std::string key;
  std::optional<std::string> value;

  /// Whether a device is that way already.
  bool is_met(const balena::Row &device) const {
    const bool is_tagged = !tool::field(device, "/device_tag/0", "").empty();
    return value ? is_tagged && device.get("/device_tag/0/value") == *value : !is_tagged;
  }

  /// What is to be done to a device, or what was done.
  std::string said_of(const balena::Row &device, bool is_done = false) const {
    const std::string remove = is_done ? "removed " : "remove ";
    return (value ? "set " + key + "=" + *value + " on " : remove + key + " from ") + tool::called(device);
  }

  void apply(const balena::Client &client, const balena::Row &device) const {
    const std::string uuid = device.get("/uuid");
    if (value) {
      client.device_tag().set(uuid, key, *value);
    } else {
      client.device_tag().remove(uuid, key);
    }
  }
};

static Change change_of(const tool::CommandLine &line) {
  const auto set = line.value("--set"), remove = line.value("--remove");
  if (set.has_value() == remove.has_value()) throw tool::Misuse("either --set or --remove has to be given");
  if (remove) return {*remove, std::nullopt};
  const std::size_t equals = set->find('=');
  if (equals == std::string::npos || equals == 0) throw tool::Misuse("--set is not of the form KEY=VALUE");
  return {set->substr(0, equals), set->substr(equals + 1)};
}

int main(int count, char **texts) {
  return tool::run(TAGS, count, texts, [](const tool::CommandLine &line) {
    // An empty one would pick all devices there are.
    const std::string filter = line.value("--filter").value_or("");
    if (filter.empty()) throw tool::Misuse("--filter is missing");
    const Change change = change_of(line);
    const bool is_applied = line.has("--apply");

    const balena::Client client = tool::client();
    // Each device comes with its tag of this key. Within an object the key is a value, whatever characters it has;
    // in OData written as text it would have to be escaped.
    const std::string options = R"({"$select":["device_name","uuid"],"$filter":)" + tool::quoted(filter) +
                                R"(,"$expand":{"device_tag":{"$select":"value","$filter":{"tag_key":)" +
                                tool::quoted(change.key) + "}}}}";
    const balena::Document list = tool::trying("list the devices", [&] { return client.device().get_all(options); });
    const auto devices = list.elements();

    std::size_t changed = 0;
    for (const std::string &row : devices) {
      const balena::Row device(row);
      if (change.is_met(device)) {
        std::cout << "unchanged " << tool::called(device) << "\n";
        continue;
      }
      ++changed;
      if (is_applied) {
        tool::trying(change.said_of(device), [&] { change.apply(client, device); });
        std::cout << change.said_of(device, true) << "\n";
      } else {
        std::cout << "would " << change.said_of(device) << "\n";
      }
    }
    if (is_applied) {
      std::cout << "changed " << changed << " of " << devices.size() << " devices\n";
    } else {
      std::cout << changed << " of " << devices.size() << " devices would change\n";
    }
    return EXIT_SUCCESS;
  });
}
