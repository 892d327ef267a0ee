// Does in C++ what a row of the fault matrix asks for, with one client, and prints what comes of it. The agents in C,
// Go and C# know the same words; README.md lists them.

#include <balena.hpp>

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <exception>
#include <fstream>
#include <functional>
#include <future>
#include <iostream>
#include <iterator>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

namespace {

// The last one is used.
std::deque<balena::Client> clients;

const std::string nothing = "null";

// A line at once: threads print, and so do functions that the library calls.
void print(std::string_view kind, std::string_view document) {
  static std::mutex mutex;
  const std::lock_guard<std::mutex> lock(mutex);
  std::cout << "{\"" << kind << "\":" << document << "}" << std::endl;
}

std::string json(const std::string &text) {
  std::string quoted = "\"";
  for (const char character : text) {
    if (character == '"' || character == '\\') {
      quoted.append({'\\', character});
    } else if (static_cast<unsigned char>(character) < 0x20) {
      char escaped[8];
      std::snprintf(escaped, sizeof escaped, "\\u%04x", static_cast<unsigned>(character));
      quoted += escaped;
    } else {
      quoted += character;
    }
  }
  return quoted + "\"";
}
std::string json(const balena::Document &document) { return std::string(document.text()); }
std::string json(bool flag) { return flag ? "true" : "false"; }
template <class Value>
std::string json(const std::optional<Value> &value) {
  return value ? json(*value) : "null";
}

// What an operation is given. Words that are missing are empty.
class Words {
 public:
  explicit Words(std::vector<std::string> words) : words_(std::move(words)) {}

  std::string_view operator[](std::size_t at) const {
    return at < words_.size() ? std::string_view(words_[at]) : std::string_view();
  }
  std::optional<std::string_view> maybe(std::size_t at) const {
    return at < words_.size() ? std::make_optional((*this)[at]) : std::nullopt;
  }
  Words behind(std::size_t at) const {
    return Words({words_.begin() + static_cast<std::ptrdiff_t>(at), words_.end()});
  }

 private:
  std::vector<std::string> words_;
};

using Client = balena::Client;

// Gives the result as JSON.
using Operation = std::function<std::string(const Client &, const Words &)>;

std::string walk_devices(const Client &client, const Words &words) {
  return json(client.device().for_each([](const balena::Row &row) { print("row", row.text()); }, words[0]));
}

void wait_for_line() {
  print("waiting", nothing);
  std::string line;
  if (!std::getline(std::cin, line)) throw std::runtime_error("nobody said to go on");
}

// Prints each line and event, until there were so many lines. The first one holds a slow function up until the runner
// says to go on.
std::string follow(const Client &client, const Words &words, bool is_slow) {
  long left = words[1].empty() ? 1 : std::stol(std::string(words[1]));
  auto each = [&left, is_slow](const balena::LogItem &item) mutable {
    if (item.kind() == balena::LogItem::Kind::error) return false;
    print("log", item.text());
    if (item.kind() == balena::LogItem::Kind::event) return true;
    if (std::exchange(is_slow, false)) wait_for_line();
    return --left > 0;
  };
  client.logs().subscribe(words[0], each, words[2]).get();
  return nothing;
}

void fail(const char *why) {
  std::cerr << "agent: " << why << std::endl;
  std::_Exit(2);
}

// Follows a log on a client of its own, and ends that, or the client, while its function is held up.
std::string follow_and_end_meanwhile(const Client &client, const Words &words, bool closes) {
  std::optional<Client> own = client.with();
  // It stays, for calls that come too late.
  struct Meanwhile {
    std::atomic<bool> is_held{false}, is_ended{false};
    std::promise<void> held;
  };
  const auto meanwhile = std::make_shared<Meanwhile>();
  const auto each = [meanwhile](const balena::LogItem &) {
    if (meanwhile->is_ended) fail("the function was called after the subscription had ended");
    if (meanwhile->is_held.exchange(true)) return;
    meanwhile->held.set_value();
    wait_for_line();
    print("left", nothing);
  };
  std::future<void> end = own->logs().subscribe(words[0], each, words[1]);
  meanwhile->held.get_future().wait();
  print("ending", nothing);
  if (closes) {
    own.reset();
  } else {
    own->logs().unsubscribe(words[0]);
  }
  meanwhile->is_ended = true;
  print("ended", nothing);
  try {
    end.get();
  } catch (const balena::Error &error) {
    if (error.code() != balena::Code::cancelled) throw;
  }
  return nothing;
}

const std::map<std::string_view, Operation> operations = {
    {"get_device",
     [](const Client &client, const Words &words) { return json(client.device().get(words[0], words[1])); }},
    {"get_devices", [](const Client &client, const Words &words) { return json(client.device().get_all(words[0])); }},
    {"get_devices_of",
     [](const Client &client, const Words &words) {
       return json(client.device().get_all_by_application(words[0], words[1]));
     }},
    {"get_device_by_name",
     [](const Client &client, const Words &words) { return json(client.device().get_by_name(words[0], words[1])); }},
    {"get_application",
     [](const Client &client, const Words &words) { return json(client.application().get(words[0], words[1])); }},
    {"create_application",
     [](const Client &client, const Words &words) {
       return json(client.application().create(words[0], words[1], words[2]));
     }},
    {"register_device",
     [](const Client &client, const Words &words) {
       return json(client.device().register_(words[0], words[1], words[2]));
     }},
    {"set_note",
     [](const Client &client, const Words &words) {
       client.device().note(words[0], words[1], words[2]);
       return nothing;
     }},
    {"rename_device",
     [](const Client &client, const Words &words) {
       client.device().rename(words[0], words[1], words[2]);
       return nothing;
     }},
    {"move_devices",
     [](const Client &client, const Words &words) {
       client.device().move(words[0], words[1], words[2]);
       return nothing;
     }},
    {"remove_device",
     [](const Client &client, const Words &words) {
       client.device().remove(words[0], words[1]);
       return nothing;
     }},
    {"tag",
     [](const Client &client, const Words &words) {
       return json(client.device_tag().set(words[0], words[1], words[2], words[3]));
     }},
    {"get_tags",
     [](const Client &client, const Words &words) {
       return json(client.device_tag().get_all_by_device(words[0], words[1]));
     }},
    {"create_variable",
     [](const Client &client, const Words &words) {
       return json(client.device_env_variable().create(words[0], words[1], words[2], words[3]));
     }},
    {"start_os_update",
     [](const Client &client, const Words &words) {
       return json(client.device().start_os_update(words[0], words[1], words[2]));
     }},
    {"get_config", [](const Client &client, const Words &words) { return json(client.config().get_all(words[0])); }},
    {"get_device_types",
     [](const Client &client, const Words &words) { return json(client.config().get_device_types(words[0])); }},
    {"whoami", [](const Client &client, const Words &words) { return json(client.auth().who_am_i(words[0])); }},
    {"get_user_id",
     [](const Client &client, const Words &words) { return std::to_string(client.auth().get_user_id(words[0])); }},
    {"is_logged_in",
     [](const Client &client, const Words &words) { return json(client.auth().is_logged_in(words[0])); }},
    {"get_token", [](const Client &client, const Words &) { return json(client.auth().get_token()); }},
    {"log_in",
     [](const Client &client, const Words &words) {
       client.auth().login(words[0], words[1], words[2]);
       return nothing;
     }},
    {"log_in_with_token",
     [](const Client &client, const Words &words) {
       client.auth().login_with_token(words[0]);
       return nothing;
     }},
    {"log_out", [](const Client &client, const Words &) { return json(client.auth().log_out()); }},
    {"get_history",
     [](const Client &client, const Words &words) { return json(client.logs().history(words[0], words[1])); }},
    {"download", [](const Client &client, const Words &words) { return json(client.device_os().download(words[0])); }},
    {"get_setting", [](const Client &client, const Words &words) { return json(client.settings().get(words[0])); }},
    {"save_setting",
     [](const Client &client, const Words &words) {
       client.settings().set(words[0], words[1]);
       return nothing;
     }},
    {"remove_setting",
     [](const Client &client, const Words &words) { return json(client.settings().remove(words[0])); }},
    {"ping_supervisor",
     [](const Client &client, const Words &words) { return json(client.supervisor().ping(words.maybe(0), words[1])); }},
    {"pine_get", [](const Client &client, const Words &words) { return json(client.pine().get(words[0], words[1])); }},
    {"pine_post",
     [](const Client &client, const Words &words) { return json(client.pine().post(words[0], words[1], words[2])); }},
    {"pine_patch",
     [](const Client &client, const Words &words) {
       client.pine().patch(words[0], words[1], words[2]);
       return nothing;
     }},
    {"pine_delete",
     [](const Client &client, const Words &words) {
       client.pine().delete_(words[0], words[1]);
       return nothing;
     }},
    {"walk_devices", walk_devices},
    {"follow_logs", [](const Client &client, const Words &words) { return follow(client, words, false); }},
    {"follow_slowly", [](const Client &client, const Words &words) { return follow(client, words, true); }},
    {"unsubscribe_meanwhile",
     [](const Client &client, const Words &words) { return follow_and_end_meanwhile(client, words, false); }},
    {"close_meanwhile",
     [](const Client &client, const Words &words) { return follow_and_end_meanwhile(client, words, true); }},
    {"walk_and_throw",
     [](const Client &client, const Words &words) {
       const auto each = [](const balena::Row &) { throw std::out_of_range("thrown in a function"); };
       try {
         client.device().for_each(each, words[0]);
       } catch (const std::out_of_range &error) {
         return json(std::string(error.what()));
       }
       return nothing;
     }},
    {"follow_and_throw",
     [](const Client &client, const Words &words) {
       auto each = [](const balena::LogItem &) { throw std::out_of_range("thrown in a function"); };
       try {
         client.logs().subscribe(words[0], each, words[1]).get();
       } catch (const std::out_of_range &error) {
         return json(std::string(error.what()));
       }
       return nothing;
     }},
    {"unsubscribe_inside",
     [](const Client &client, const Words &words) {
       const Client own = client.with();
       const std::string device(words[0]);
       own.logs().subscribe(device, [&](const balena::LogItem &) { own.logs().unsubscribe(device); }, words[1]).get();
       return nothing;
     }},
    {"close_inside",
     [](const Client &client, const Words &words) {
       std::optional<Client> own = client.with();
       const auto each = [&own](const balena::LogItem &) { own.reset(); };
       std::future<void> end = own->logs().subscribe(words[0], each, words[1]);
       try {
         end.get();
       } catch (const balena::Error &error) {
         if (error.code() != balena::Code::cancelled) throw;
       }
       return nothing;
     }},
    {"use_closed",
     [](const Client &client, const Words &) {
       Client closed = client.with();
       const Client taken = std::move(closed);
       return json(closed.device().get_all());
     }},
};

void perform(const Words &words);

void perform_in_threads(long count, const Words &words) {
  std::vector<std::thread> threads;
  for (long i = 0; i < count; i++) threads.emplace_back([&words] { perform(words); });
  for (std::thread &thread : threads) thread.join();
}

// From here on a child does what is left, and then this process.
void fork_here() {
  const pid_t child = fork();
  int status = 0;
  if (child == 0) {
    alarm(30);
  } else if (child < 0 || waitpid(child, &status, 0) != child || status != 0) {
    throw std::runtime_error("the child did not survive");
  }
}

// What `beside` began, which is waited for in the end.
std::vector<std::thread> beside;

void perform_and_cancel(const Words &words) {
  std::thread thread([&words] { perform(words); });
  wait_for_line();
  clients.back().cancel();
  thread.join();
}

void perform(const Words &words) {
  const std::string_view name = words[0];
  if (name == "threads") return perform_in_threads(std::stol(std::string(words[1])), words.behind(2));
  if (name == "beside") {
    beside.emplace_back([own = words.behind(1)] { perform(own); });
    return;
  }
  if (name == "cancelling") return perform_and_cancel(words.behind(1));
  if (name == "times") {
    for (long left = std::stol(std::string(words[1])); left > 0; left--) perform(words.behind(2));
    return;
  }
  if (name == "wait") return wait_for_line();
  if (name == "fork") return fork_here();
  try {
    if (name == "new") {
      clients.emplace_back(words[1]);
      return;
    }
    // Without a client there was an error already, and nothing can follow.
    if (clients.empty()) return;
    if (name == "with") {
      clients.push_back(clients.back().with(words[1]));
    } else if (name == "cancel") {
      clients.back().cancel();
    } else if (name == "close") {
      clients.pop_back();
    } else {
      const auto found = operations.find(name);
      if (found == operations.end()) throw std::runtime_error("there is no such operation");
      print("result", found->second(clients.back(), words.behind(1)));
    }
  } catch (const balena::Error &error) {
    print("error", error.document());
  }
}

// The word, or what is in the file that it names as @FILE.
std::string text(const std::string &word) {
  if (word.substr(0, 1) != "@") return word;
  std::ifstream file(word.substr(1), std::ios::binary);
  if (!file) throw std::runtime_error("a file that is named can't be read");
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

int main(int count, char **given) {
  if (count < 3) {
    std::cerr << "usage: agent OPTIONS OPERATION [ARGUMENT]... [then OPERATION [ARGUMENT]...]...\n";
    return 2;
  }
  try {
    if (std::string_view(given[1]) != "-") perform(Words({"new", text(given[1])}));
    std::vector<std::string> words;
    for (int i = 2; i <= count; i++) {
      if (i < count && std::string_view(given[i]) != "then") {
        words.push_back(text(given[i]));
      } else {
        perform(Words(std::exchange(words, {})));
      }
    }
    for (std::thread &thread : beside) thread.join();
    clients.clear();
  } catch (const std::exception &exception) {
    std::cerr << "agent: " << exception.what() << "\n";
    return 2;
  }
}
