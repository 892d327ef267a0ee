// client.logs(): subscriptions with a function and as a stream

#include "check.hpp"
#include "server.hpp"
#include "simulator.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <future>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using balena::Client;
using balena::Code;
using balena::LogItem;
using balena::LogStream;
using Kind = balena::LogItem::Kind;

static const char *const ALL = R"({"count":"all"})";
static const char *const CONTROL = "lines to store";

/// A test that waits this long has failed.
static constexpr auto PATIENCE = std::chrono::seconds(60);

/// The function of a subscription, whose copies put what comes in one place.
class Listener {
 public:
  void operator()(const LogItem &item) const {
    const std::lock_guard<std::mutex> lock(state_->mutex);
    state_->items.push_back(item);
    state_->come.notify_all();
  }

  LogItem next() const {
    std::unique_lock<std::mutex> lock(state_->mutex);
    HOLDS(state_->come.wait_for(lock, PATIENCE, [this] { return !state_->items.empty(); }));
    LogItem item = state_->items.front();
    state_->items.pop_front();
    return item;
  }

  std::size_t left() const {
    const std::lock_guard<std::mutex> lock(state_->mutex);
    return state_->items.size();
  }

  /// How many copies there are.
  long copies() const { return state_.use_count(); }

 private:
  struct State {
    std::mutex mutex;
    std::condition_variable come;
    std::deque<LogItem> items;
  };
  std::shared_ptr<State> state_ = std::make_shared<State>();
};

static LogItem next_of(const Listener &listener) { return listener.next(); }

static LogItem next_of(LogStream &stream) {
  std::optional<LogItem> item = stream.next();
  HOLDS(item.has_value());
  return *item;
}

/// Waits for an event.
template <class Source>
static LogItem event(Source &source, const std::string &name) {
  for (;;) {
    LogItem item = next_of(source);
    HOLDS(item.kind() != Kind::error);
    if (item.kind() == Kind::event && item.get("/event") == name) return item;
  }
}

/// The next lines, without the events between them.
template <class Source>
static std::vector<std::string> lines(Source &source, std::size_t count) {
  std::vector<std::string> found;
  while (found.size() < count) {
    const LogItem item = next_of(source);
    HOLDS(item.kind() != Kind::error);
    if (item.kind() == Kind::line) found.push_back(item.get("/message"));
  }
  return found;
}

/// "PREFIX FROM" and the lines behind it.
static std::vector<std::string> numbered(const std::string &prefix, std::size_t from, std::size_t count) {
  std::vector<std::string> expected;
  for (std::size_t number = from; number < from + count; ++number) expected.push_back(prefix + std::to_string(number));
  return expected;
}

/// The end of a subscription: nothing, or what it throws.
static void ended(std::future<void> &end) {
  HOLDS(end.wait_for(PATIENCE) == std::future_status::ready);
  end.get();
}

/// A device that is gone at the end of its case.
struct Device {
  explicit Device(const Client &client) : application(client), uuid(server::registered(client, application)) {}

  void write(const std::string &prefix, std::size_t count, std::size_t from = 0) const {
    const std::string body = R"({"uuid":")" + uuid + R"(","lines":)" + std::to_string(count) + R"(,"prefix":")" +
                             prefix + R"(","from":)" + std::to_string(from) + "}";
    EQUAL(simulator::sent("POST", "/_logs", "", body).status, 200);
  }

  /// What becomes of the next request for its log.
  void fault(const std::string &fault) const {
    const std::string order = R"([{"match":{"path":"/device/v2/)" + uuid + R"("},"fault":)" + fault + "}]";
    EQUAL(simulator::sent("POST", "/_faults", "", order).status, 200);
  }

  /// Waits until the server streams this log to nobody.
  void is_left() const {
    const auto until = std::chrono::steady_clock::now() + PATIENCE;
    for (std::string streams; streams != "0";) {
      HOLDS(std::chrono::steady_clock::now() < until);
      const simulator::Answer answer = simulator::sent("GET", "/_logs?uuid=" + uuid, "", "");
      streams = check::document(answer.body.c_str()).get("/streams");
    }
  }

  const server::Application application;
  const std::string uuid;
};

static Device device_of_simulator(const Client &client) {
  simulator::needed(CONTROL);
  return Device(client);
}

LOCAL(an_item_is_a_line_an_event_or_an_error) {
  const LogItem line(Code::ok, R"({"message":"an \"event\"","timestamp":1})");
  HOLDS(line.kind() == Kind::line);
  EQUAL(line.get("/message"), "an \"event\"");
  EQUAL(line.get("/timestamp"), "1");
  HOLDS(!line.error().has_value());
  THROWS(not_found, line.get("/event"));
  const LogItem event(Code::ok, R"({"event":"gap"})");
  HOLDS(event.kind() == Kind::event);
  EQUAL(event.text(), R"({"event":"gap"})");
  const LogItem error(Code::timeout, R"({"code":"TIMEOUT","message":"Too late."})");
  HOLDS(error.kind() == Kind::error);
  EQUAL(std::string(error.error()->what()), "Too late.");
  HOLDS(error.error()->code() == Code::timeout);
}

SERVED(a_log_is_followed_and_left) {
  const Client client = server::user();
  const Device device(client);
  const auto logs = client.logs();
  EQUAL(logs.history(device.uuid, R"({"count":10})").text(), "[]");
  const Listener listener;
  std::future<void> end = logs.subscribe(device.uuid, listener);
  event(listener, "connected");
  logs.unsubscribe(device.uuid);
  ended(end);
  EQUAL(listener.copies(), 1);
  LogStream stream = logs.subscribe(device.uuid);
  event(stream, "connected");
  stream.stop();
  HOLDS(!stream.next().has_value());
  logs.unsubscribe_all();
}

SERVED(a_subscription_that_can_not_begin_throws_and_calls_nothing) {
  Client client = server::user();
  const Device device(client);
  const auto logs = client.logs();
  const Listener listener;
  THROWS(device_not_found, logs.history(server::NO_SUCH_DEVICE));
  THROWS(device_not_found, logs.subscribe(server::NO_SUCH_DEVICE, listener));
  THROWS(device_not_found, logs.subscribe(server::NO_SUCH_DEVICE));
  THROWS(device_not_found, logs.subscribe(server::NO_SUCH_REFERENCE, listener));
  for (const char *options : {R"({"count":"some"})", R"({"count":-1})", R"({"start":"then"})", R"({"silence_ms":0})"}) {
    THROWS(invalid_option, logs.subscribe(device.uuid, listener, options));
    THROWS(invalid_option, logs.subscribe(device.uuid, options));
  }
  THROWS(non_allowed_option, logs.subscribe(device.uuid, listener, R"({"$top":1})"));
  THROWS(invalid_parameter, logs.subscribe("front-door", listener));
  THROWS(invalid_parameter, logs.subscribe(std::string_view("1\0002", 3), listener));
  THROWS(invalid_parameter, logs.unsubscribe(std::string_view("1\0002", 3)));
  const Client guest = server::guest();
  THROWS(unauthorized, guest.logs().subscribe(device.uuid, listener));
  THROWS(unauthorized, guest.logs().history(device.uuid));
  const Client cancelled = client.with();
  cancelled.cancel();
  THROWS(cancelled, cancelled.logs().subscribe(device.uuid, listener));
  THROWS(cancelled, cancelled.logs().subscribe(device.uuid));
  const Client moved(std::move(client));
  THROWS(invalid_parameter, client.logs().subscribe(device.uuid, listener));
  THROWS(invalid_parameter, client.logs().subscribe(device.uuid));
  client = moved.with();
  EQUAL(listener.left(), 0u);
  EQUAL(listener.copies(), 1);
}

SERVED(lines_come_as_they_are_written) {
  const Client client = server::user();
  const Device device = device_of_simulator(client);
  device.write("old ", 3);
  const auto logs = client.logs();
  EQUAL(logs.history(device.uuid).length(), 3u);
  EQUAL(logs.history(device.uuid, R"({"count":2})").get("/0/message"), "old 1");
  EQUAL(logs.history(device.uuid, R"({"start":4102444800000})").text(), "[]");
  const Listener live, some;
  std::future<void> live_end = logs.subscribe(device.uuid, live);
  std::future<void> some_end = logs.subscribe(device.uuid, some, R"({"count":2})");
  LogStream all = logs.subscribe(device.uuid, ALL);
  event(live, "connected");
  event(some, "connected");
  event(all, "connected");
  device.write("new ", 2);
  HOLDS(lines(live, 2) == numbered("new ", 0, 2));
  HOLDS((lines(some, 4) == std::vector<std::string>{"old 1", "old 2", "new 0", "new 1"}));
  HOLDS((lines(all, 5) == std::vector<std::string>{"old 0", "old 1", "old 2", "new 0", "new 1"}));
  logs.unsubscribe(device.uuid);
  ended(live_end);
  ended(some_end);
  // A stream ends alone.
  device.write("more ", 1);
  HOLDS(lines(all, 1) == numbered("more ", 0, 1));
  EQUAL(live.left() + some.left(), 0u);
}

SERVED(a_cut_is_an_event_and_loses_nothing) {
  const Client client = server::user();
  const Device device = device_of_simulator(client);
  device.write("line ", 20);
  const Listener listener;
  // Within the second of the lines.
  device.fault(R"({"kind":"cut","after":200})");
  std::future<void> end = client.logs().subscribe(device.uuid, listener, ALL);
  std::vector<std::string> found, events;
  while (found.size() < 20) {
    const LogItem item = listener.next();
    if (item.kind() == Kind::line) {
      found.push_back(item.get("/message"));
    } else {
      events.push_back(item.get("/event"));
    }
    if (events.back() == "disconnected" && item.kind() == Kind::event) {
      HOLDS(!item.get("/error/code").empty());
      HOLDS(std::stoll(item.get("/retry_in_ms")) >= 0);
    }
  }
  HOLDS(found == numbered("line ", 0, 20));
  HOLDS((events == std::vector<std::string>{"connected", "disconnected", "connected"}));
  client.logs().unsubscribe_all();
  ended(end);

  device.fault(R"({"kind":"cut","after":200})");
  LogStream stream = client.logs().subscribe(device.uuid, ALL);
  event(stream, "connected");
  HOLDS(lines(stream, 20) == numbered("line ", 0, 20));
}

SERVED(a_function_ends_its_subscription) {
  const Client client = server::user();
  const Device device = device_of_simulator(client);
  device.write("line ", 5);
  int calls = 0;
  // It can't be copied, and need not be.
  auto seen = std::make_unique<std::string>();
  std::string *const last = seen.get();
  std::string copied;
  std::future<void> end = client.logs().subscribe(
      device.uuid,
      [&, seen = std::move(seen)](const LogItem &item) {
        ++calls;
        if (item.kind() == Kind::line) *last = item.get("/message");
        copied = *last;
        return *last != "line 1";
      },
      ALL);
  ended(end);
  EQUAL(calls, 3);
  EQUAL(copied, "line 1");
}

SERVED(a_function_may_unsubscribe_itself) {
  const Client client = server::user();
  const Device device = device_of_simulator(client);
  device.write("line ", 5);
  int calls = 0;
  std::future<void> end = client.logs().subscribe(
      device.uuid,
      [&](const LogItem &item) {
        ++calls;
        if (item.kind() == Kind::line) {
          client.logs().unsubscribe(device.uuid);
          client.logs().unsubscribe_all();
        }
      },
      ALL);
  ended(end);
  EQUAL(calls, 2);
}

SERVED(a_function_may_destroy_the_client) {
  const Client client = server::user();
  const Device device = device_of_simulator(client);
  device.write("line ", 5);
  int calls = 0;
  auto own = std::make_unique<Client>(client.with());
  const auto logs = own->logs();
  std::future<void> end = logs.subscribe(
      device.uuid,
      [&calls, own = std::move(own)](const LogItem &item) mutable {
        ++calls;
        if (item.kind() == Kind::line) own.reset();
      },
      ALL);
  THROWS(cancelled, ended(end));
  EQUAL(calls, 2);
}

SERVED(no_call_follows_an_unsubscribe) {
  const Client client = server::user();
  const Device device = device_of_simulator(client);
  const std::string flood = R"({"uuid":")" + device.uuid + R"(","lines":1000000,"rate_per_s":5000})";
  EQUAL(simulator::sent("POST", "/_logs", "", flood).status, 200);
  for (int round = 0; round < 20; ++round) {
    const auto over = std::make_shared<std::atomic<bool>>(false);
    const auto late = std::make_shared<std::atomic<int>>(0);
    const Listener listener;
    std::future<void> end = client.logs().subscribe(device.uuid, [=](const LogItem &item) {
      if (*over) ++*late;
      listener(item);
    });
    for (int item = 0; item < 10; ++item) listener.next();
    client.logs().unsubscribe(device.uuid);
    *over = true;
    // The function is gone, and the end is known.
    EQUAL(over.use_count(), 1);
    HOLDS(end.wait_for(std::chrono::seconds(0)) == std::future_status::ready);
    end.get();
    EQUAL(late->load(), 0);
  }
}

SERVED(what_a_function_throws_comes_out_of_the_end) {
  const Client client = server::user();
  const Device device = device_of_simulator(client);
  device.write("line ", 5);
  const Listener other;
  std::future<void> other_end = client.logs().subscribe(device.uuid, other);
  int calls = 0;
  std::future<void> end = client.logs().subscribe(
      device.uuid,
      [&calls](const LogItem &item) {
        ++calls;
        if (item.kind() == Kind::line) throw std::out_of_range(item.get("/message"));
      },
      ALL);
  std::string thrown;
  try {
    ended(end);
  } catch (const std::out_of_range &error) {
    thrown = error.what();
  }
  EQUAL(thrown, "line 0");
  EQUAL(calls, 2);
  // What is no exception of the library's, and none of the standard's.
  end = client.logs().subscribe(device.uuid, [](const LogItem &) { throw 7; });
  int number = 0;
  try {
    ended(end);
  } catch (int error) {
    number = error;
  }
  EQUAL(number, 7);
  event(other, "connected");
  device.write("more ", 1);
  HOLDS(lines(other, 1) == numbered("more ", 0, 1));
  client.logs().unsubscribe_all();
  ended(other_end);
}

SERVED(cancelling_a_client_ends_its_subscriptions) {
  const Client client = server::user();
  const Device device = device_of_simulator(client);
  const Client above = client.with();
  const Client below = above.with();
  const Listener listener, derived;
  std::future<void> end = above.logs().subscribe(device.uuid, listener);
  std::future<void> derived_end = below.logs().subscribe(device.uuid, derived);
  LogStream stream = above.logs().subscribe(device.uuid);
  event(listener, "connected");
  event(derived, "connected");
  event(stream, "connected");
  above.cancel();
  THROWS(cancelled, ended(end));
  THROWS(cancelled, ended(derived_end));
  THROWS(cancelled, stream.next());
  THROWS(cancelled, stream.next());
  EQUAL(listener.copies() + derived.copies(), 2);
  EQUAL(client.logs().history(device.uuid).text(), "[]");
}

SERVED(destroying_a_client_ends_its_subscriptions_and_no_others) {
  std::optional<Client> client = server::user();
  const Client rest = client->with();
  const Device device = device_of_simulator(rest);
  const Listener listener, other;
  std::future<void> end = client->logs().subscribe(device.uuid, listener);
  std::future<void> other_end = rest.logs().subscribe(device.uuid, other);
  LogStream stream = client->logs().subscribe(device.uuid);
  event(listener, "connected");
  event(other, "connected");
  event(stream, "connected");
  client.reset();
  EQUAL(listener.copies(), 1);
  THROWS(cancelled, ended(end));
  device.write("line ", 1);
  HOLDS(lines(other, 1) == numbered("line ", 0, 1));
  HOLDS(lines(stream, 1) == numbered("line ", 0, 1));
  rest.logs().unsubscribe_all();
  ended(other_end);
}

SERVED(an_error_ends_a_subscription) {
  const Client client = server::user();
  const Device device = device_of_simulator(client);
  const std::string refused = R"({"kind":"status","status":404,"body":"\"no such device\""})";
  const Listener listener;
  device.fault(refused);
  std::future<void> end = client.logs().subscribe(device.uuid, listener);
  const auto error = THROWS(request_error, ended(end));
  EQUAL(error.http_status().value_or(0), 404);
  const LogItem item = listener.next();
  HOLDS(item.kind() == Kind::error);
  EQUAL(item.error()->document(), error.document());
  EQUAL(listener.left(), 0u);
  EQUAL(listener.copies(), 1);

  device.fault(refused);
  LogStream stream = client.logs().subscribe(device.uuid);
  EQUAL(THROWS(request_error, stream.next()).http_status().value_or(0), 404);
  THROWS(request_error, stream.next());
  device.fault(refused);
  LogStream range = client.logs().subscribe(device.uuid);
  THROWS(request_error, range.begin());
}

SERVED(a_stream_is_a_range_that_ends_by_itself_alone) {
  const Client client = server::user();
  const Device device = device_of_simulator(client);
  device.write("line ", 5);
  LogStream other = client.logs().subscribe(device.uuid, ALL);
  event(other, "connected");
  std::vector<std::string> found;
  for (const LogItem &item : client.logs().subscribe(device.uuid, ALL)) {
    if (item.kind() == Kind::line) found.push_back(item.get("/message"));
    if (found.size() == 3) break;
  }
  HOLDS(found == numbered("line ", 0, 3));
  HOLDS(lines(other, 5) == numbered("line ", 0, 5));

  LogStream first = client.logs().subscribe(device.uuid);
  event(first, "connected");
  LogStream moved(std::move(first));
  HOLDS(!first.next().has_value());
  HOLDS(first.begin() == first.end());
  device.write("more ", 1);
  HOLDS(lines(moved, 1) == numbered("more ", 0, 1));
  // What it had before is ended.
  moved = std::move(other);
  HOLDS(lines(moved, 1) == numbered("more ", 0, 1));
  moved.stop();
  moved.stop();
  HOLDS(moved.begin() == moved.end());
  device.is_left();
}

SERVED(another_thread_stops_a_stream_that_is_waited_for) {
  const Client client = server::user();
  const Device device = device_of_simulator(client);
  LogStream stream = client.logs().subscribe(device.uuid);
  event(stream, "connected");
  std::future<std::size_t> waiting = std::async(std::launch::async, [&stream] {
    return static_cast<std::size_t>(std::distance(stream.begin(), stream.end()));
  });
  stream.stop();
  HOLDS(waiting.wait_for(PATIENCE) == std::future_status::ready);
  EQUAL(waiting.get(), 0u);
  device.is_left();
}

SERVED(what_nobody_takes_holds_up_its_own_stream_alone) {
  const Client client = server::user();
  const Device device = device_of_simulator(client);
  // More than waits here and in the library together.
  const std::string prefix = std::string(700, 'x') + " ";
  device.write(prefix, 900);
  const Listener quick;
  std::future<void> end = client.logs().subscribe(device.uuid, quick);
  event(quick, "connected");
  LogStream slow = client.logs().subscribe(device.uuid, ALL);
  LogStream forgotten = client.logs().subscribe(device.uuid, ALL);
  device.write("new ", 50);
  HOLDS(lines(quick, 50) == numbered("new ", 0, 50));
  std::vector<std::string> expected = numbered(prefix, 0, 900);
  for (const std::string &line : numbered("new ", 0, 50)) expected.push_back(line);
  // Those of `slow` that it began after are in its history.
  HOLDS(lines(slow, 950) == expected);
  client.logs().unsubscribe_all();
  ended(end);
}

SERVED(twenty_thousand_lines_come_in_order) {
  constexpr std::size_t LINES = 20000;
  // So many that the service still has them all when the last comes.
  constexpr std::size_t AT_ONCE = 500;
  const Client client = server::user();
  const Device device = device_of_simulator(client);
  const Listener listener;
  std::future<void> end = client.logs().subscribe(device.uuid, listener);
  LogStream stream = client.logs().subscribe(device.uuid);
  event(listener, "connected");
  event(stream, "connected");
  for (std::size_t from = 0; from < LINES; from += AT_ONCE) {
    device.write("", AT_ONCE, from);
    const std::vector<std::string> expected = numbered("", from, AT_ONCE);
    HOLDS(lines(stream, AT_ONCE) == expected);
    HOLDS(lines(listener, AT_ONCE) == expected);
  }
  client.logs().unsubscribe_all();
  ended(end);
}
