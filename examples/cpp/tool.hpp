// What the tools share: their command lines, how they end, and the little that they need around JSON.

#ifndef TOOL_HPP
#define TOOL_HPP

#include <balena.hpp>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace tool {

/// The command line is wrong, and why.
struct Misuse : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A call that failed, and what was tried with it.
struct Failure : std::runtime_error {
  Failure(const std::string &tried, const balena::Error &why)
      : std::runtime_error(tried + ": " + why.what() + " (" + std::string(balena::name(why.code())) + ")"),
        error(why) {}

  balena::Error error;
};

/// Gives what `call` gives. A person wants to know not only why something failed, but what.
template <class Call>
auto trying(const std::string &what, Call call) {
  try {
    return call();
  } catch (const balena::Error &error) {
    throw Failure(what, error);
  }
}

/// What a tool takes and does.
struct Description {
  std::string name;
  std::string synopsis;
  std::string help;
  /// Options that stand alone, and those with a value behind them: "--csv".
  std::set<std::string> flags;
  std::set<std::string> values;
  /// The arguments without a name, and how many of them have to be there.
  std::vector<std::string> arguments;
  std::size_t needed;

  std::string usage() const { return "usage: " + name + " " + synopsis + "\n"; }
};

/// The command line: options anywhere, as "--name value" or "--name=value", and none behind "--".
class CommandLine {
 public:
  CommandLine(const Description &tool, int count, char **texts) {
    bool is_option_possible = true;
    for (int place = 1; place < count; ++place) {
      const std::string text = texts[place];
      const std::size_t equals = text.find('=');
      const std::string name = text.substr(0, equals);
      if (!is_option_possible || text.size() < 2 || text[0] != '-') {
        arguments_.push_back(text);
      } else if (text == "--") {
        is_option_possible = false;
      } else if (text == "--help" || tool.flags.count(text) > 0) {
        options_[text] = "";
      } else if (tool.values.count(name) == 0) {
        throw Misuse("unknown option " + name);
      } else if (equals != std::string::npos) {
        options_[name] = text.substr(equals + 1);
      } else if (++place < count) {
        options_[name] = texts[place];
      } else {
        throw Misuse(name + " needs a value");
      }
    }
    if (has("--help")) return;
    if (arguments_.size() < tool.needed) throw Misuse(tool.arguments[arguments_.size()] + " is missing");
    if (arguments_.size() > tool.arguments.size()) {
      throw Misuse("unexpected argument " + arguments_[tool.arguments.size()]);
    }
  }

  bool has(const std::string &option) const { return options_.count(option) > 0; }

  std::optional<std::string> value(const std::string &option) const {
    const auto found = options_.find(option);
    return found == options_.end() ? std::nullopt : std::optional<std::string>(found->second);
  }

  /// The value of an option that is a number of this kind and not negative, or `otherwise` without the option.
  template <class Number>
  Number number(const std::string &option, Number otherwise) const {
    const auto text = value(option);
    if (!text) return otherwise;
    std::istringstream digits(*text);
    Number number = 0;
    if (!(digits >> number) || !digits.eof() || number < 0) throw Misuse(option + " is no such number");
    return number;
  }

  std::optional<std::string> argument(std::size_t place) const {
    return place < arguments_.size() ? std::optional<std::string>(arguments_[place]) : std::nullopt;
  }

 private:
  std::map<std::string, std::string> options_;
  std::vector<std::string> arguments_;
};

/// Runs a tool: `body` gets the command line and gives the exit code. Call it from main and nowhere else.
template <class Body>
int run(const Description &tool, int count, char **texts, Body body) {
  try {
    const CommandLine line(tool, count, texts);
    int exit_code = EXIT_SUCCESS;
    if (line.has("--help")) {
      std::cout << tool.usage() << "\n" << tool.help;
    } else {
      exit_code = body(line);
    }
    // A full disk shows only now.
    if (!std::cout.flush()) throw std::runtime_error("the output can't be written");
    return exit_code;
  } catch (const Misuse &misuse) {
    std::cerr << tool.name << ": " << misuse.what() << "\n" << tool.usage();
    return 2;
  } catch (const std::exception &failure) {
    std::cerr << tool.name << ": " << failure.what() << "\n";
    return EXIT_FAILURE;
  }
}

/// A client for who and where the environment or an earlier `balena login` says.
inline balena::Client client(const std::string &options = {}) {
  return trying("make a client", [&] { return balena::Client(options); });
}

/// A field of a row, or `otherwise` where the row lacks it or says null.
template <class Row>
std::string field(const Row &row, const std::string &pointer, const std::string &otherwise) {
  try {
    const std::string text = row.get(pointer);
    return text == "null" ? otherwise : text;
  } catch (const balena::Error &error) {
    if (error.code() == balena::Code::not_found) return otherwise;
    throw;
  }
}

/// How people call a device whose row has its name and its uuid.
inline std::string called(const balena::Row &device) {
  return device.get("/device_name") + " (" + device.get("/uuid").substr(0, 7) + ")";
}

/// A JSON string of a text, for the options of calls.
inline std::string quoted(std::string_view text) {
  std::string json = "\"";
  for (const char byte : text) {
    if (byte == '"' || byte == '\\') json += '\\';
    if (static_cast<unsigned char>(byte) >= ' ') {
      json += byte;
    } else {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(byte));
      json += escape;
    }
  }
  return json + '"';
}

}  // namespace tool

#endif  // TOOL_HPP
