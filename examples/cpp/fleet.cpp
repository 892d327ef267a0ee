// Reports devices: as a table for people, or as CSV for other programs.
//
// Build: c++ -std=c++17 fleet.cpp -lbalena -o fleet      Run: BALENA_API_KEY=… ./fleet --csv

#include "tool.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iostream>
#include <string>
#include <vector>

static const tool::Description FLEET = {
    "fleet",
    "[--csv] [APPLICATION]",
    "Reports all devices that you can access, or those of an application (its id, slug or uuid), by name.\n"
    "\n"
    "  --csv   as comma-separated values, with full uuids\n",
    {"--csv"},
    {},
    {"APPLICATION"},
    0};

// Only what is shown is asked for: a fleet may be large, and rows of devices have dozens of fields.
static const char *const FIELDS =
    R"({"$select":["device_name","uuid","is_online","os_version","last_connectivity_event"],)"
    R"("$expand":{"is_of__device_type":{"$select":"slug"}}})";

/// What is said of a device: name, uuid, type, state, OS, last seen.
using Line = std::array<std::string, 6>;

/// A field as RFC 4180 has it.
static std::string csv(const std::string &field) {
  if (field.find_first_of(",\"\r\n") == std::string::npos) return field;
  std::string text = "\"";
  for (const char byte : field) {
    if (byte == '"') text += '"';
    text += byte;
  }
  return text + '"';
}

static void print_csv(const std::vector<balena::Row> &devices) {
  std::cout << "name,uuid,device_type,online,os_version,last_seen\n";
  for (const balena::Row &device : devices) {
    std::cout << csv(device.get("/device_name")) << ',' << device.get("/uuid") << ','
              << csv(tool::field(device, "/is_of__device_type/0/slug", "")) << ',' << device.get("/is_online") << ','
              << csv(tool::field(device, "/os_version", "")) << ','
              << tool::field(device, "/last_connectivity_event", "") << "\n";
  }
}

/// How many characters a text has: the bytes of UTF-8 that begin one.
static std::size_t width(const std::string &text) {
  const auto begins = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; };
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins));
}

static void print_table(const std::vector<balena::Row> &devices) {
  std::vector<Line> lines = {{"NAME", "UUID", "TYPE", "STATE", "OS", "LAST SEEN"}};
  std::size_t online = 0;
  for (const balena::Row &device : devices) {
    const bool is_online = device.get("/is_online") == "true";
    if (is_online) ++online;
    lines.push_back({device.get("/device_name"), device.get("/uuid").substr(0, 7),
                     tool::field(device, "/is_of__device_type/0/slug", "-"), is_online ? "online" : "offline",
                     tool::field(device, "/os_version", "-"), tool::field(device, "/last_connectivity_event", "-")});
  }
  std::array<std::size_t, std::tuple_size<Line>::value> widths = {};
  for (const Line &line : lines) {
    for (std::size_t column = 0; column < line.size(); ++column) {
      widths[column] = std::max(widths[column], width(line[column]));
    }
  }
  for (const Line &line : lines) {
    for (std::size_t column = 0; column + 1 < line.size(); ++column) {
      std::cout << line[column] << std::string(widths[column] - width(line[column]) + 2, ' ');
    }
    std::cout << line.back() << "\n";
  }
  std::cout << devices.size() << " devices, " << online << " online\n";
}

int main(int count, char **texts) {
  return tool::run(FLEET, count, texts, [](const tool::CommandLine &line) {
    const balena::Client client = tool::client();
    const auto application = line.argument(0);
    // Both lists come by name.
    const balena::Document list = tool::trying("list the devices", [&] {
      return application ? client.device().get_all_by_application_id(*application, FIELDS)
                         : client.device().get_all(FIELDS);
    });
    const auto rows = list.elements();
    const std::vector<balena::Row> devices(rows.begin(), rows.end());
    if (line.has("--csv")) {
      print_csv(devices);
    } else {
      print_table(devices);
    }
    return EXIT_SUCCESS;
  });
}
