// Shows the log of a device, and follows it until Ctrl-C.
//
// Build: c++ -std=c++17 logs.cpp -lbalena -pthread -o logs      Run: BALENA_API_KEY=… ./logs UUID

#include "interrupt.hpp"
#include "tool.hpp"

#include <cstddef>
#include <ctime>
#include <iomanip>
#include <iostream>
#include <string>

static const tool::Description LOGS = {
    "logs",
    "DEVICE [--count N] [--history]",
    "Shows the last lines of a device's log (of its full uuid or id), and follows it until Ctrl-C.\n"
    "\n"
    "  --count N   so many of the lines that are there already; 100 unless given\n"
    "  --history   ends behind the lines that are there\n",
    {"--history"},
    {"--count"},
    {"DEVICE"},
    1};

/// Prints a line, which a Row holds or a LogItem.
template <class Line>
static void print(const Line &line) {
  // Milliseconds since 1970, by the device's clock.
  const std::time_t seconds = std::stoll(line.get("/timestamp")) / 1000;
  const bool is_system = line.get("/isSystem") == "true";
  // At once, for whoever reads this through a pipe.
  std::cout << std::put_time(std::gmtime(&seconds), "%FT%TZ") << " ["
            << (is_system ? "system" : tool::field(line, "/serviceId", "-")) << "] "
            << (!is_system && line.get("/isStdErr") == "true" ? "! " : "") << line.get("/message") << std::endl;
}

/// Says what happened to the stream.
static void tell(const balena::LogItem &item) {
  const std::string event = item.get("/event");
  std::cerr << "logs: " << event;
  if (event == "disconnected") {
    std::cerr << ", and tries again in " << item.get("/retry_in_ms") << " ms: " << item.get("/error/message");
  } else if (event == "gap") {
    std::cerr << ": lines may be missing";
  } else if (event == "suppressed") {
    std::cerr << ": the service left out " << item.get("/count") << " lines";
  } else if (event == "skipped") {
    std::cerr << " a line: " << item.get("/error/message");
  }
  std::cerr << "\n";
}

static void show(const balena::Client &client, const std::string &device, const std::string &options) {
  const auto lines = tool::trying("get the log", [&] { return client.logs().history(device, options); });
  for (const std::string &line : lines.elements()) print(balena::Row(line));
}

static void follow(const balena::Client &client, const std::string &device, const std::string &options) {
  tool::trying("follow the log", [&] {
    for (const balena::LogItem &item : client.logs().subscribe(device, options)) {
      if (item.kind() == balena::LogItem::Kind::line) {
        print(item);
      } else {
        tell(item);
      }
    }
  });
}

int main(int count, char **texts) {
  return tool::run(LOGS, count, texts, [](const tool::CommandLine &line) {
    const std::string options = R"({"count":)" + std::to_string(line.number("--count", 100LL)) + "}";
    const balena::Client client = tool::client();
    // Ends whatever is under way, be it the connecting or the waiting for a line.
    const tool::Interrupt interrupt([&] { client.cancel(); });
    try {
      (line.has("--history") ? show : follow)(client, *line.argument(0), options);
    } catch (const tool::Failure &failure) {
      // That is how it is meant to end.
      if (interrupt.has_come() && failure.error.code() == balena::Code::cancelled) return EXIT_SUCCESS;
      throw;
    }
    return EXIT_SUCCESS;
  });
}
