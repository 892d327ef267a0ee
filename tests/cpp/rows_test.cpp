// for_each of client.device(), application() and release(): rows by the page, to a function or as a range

#include "check.hpp"
#include "server.hpp"
#include "simulator.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <future>
#include <iostream>
#include <iterator>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#if __cplusplus >= 202002L
#include <ranges>
static_assert(std::ranges::input_range<balena::Rows>);
static_assert(std::input_iterator<balena::Rows::iterator>);
#endif

using balena::Client;
using balena::Code;
using balena::Document;
using balena::Row;
using balena::Rows;

static_assert(std::is_nothrow_move_constructible_v<Rows> && std::is_nothrow_move_assignable_v<Rows>);
static_assert(!std::is_copy_constructible_v<Rows> && !std::is_copy_assignable_v<Rows>);

static const char *const IDS = R"({"$select":"id"})";

/// The ids of rows.
using Ids = std::vector<std::string>;

static std::string text(const Ids &ids) {
  std::string all;
  for (const std::string &id : ids) all += id + " ";
  return all;
}

/// A function that puts down the ids of what it gets.
static auto into(Ids &ids) {
  return [&ids](const Row &row) { ids.push_back(row.get("/id")); };
}

/// The ids that are left of a walk.
static Ids left_of(Rows &rows) {
  Ids ids;
  for (const Row &row : rows) ids.push_back(row.get("/id"));
  return ids;
}

static Ids all_of(Rows rows) { return left_of(rows); }

/// An application with so many devices.
class Fleet {
 public:
  explicit Fleet(int devices) : client(server::user()), application(client) {
    for (int device = 0; device < devices; ++device) add();
  }

  void add() {
    uuids.push_back(server::registered(client, application));
    ids.push_back(server::field(client, uuids.back(), "id"));
  }

  auto devices() const { return client.device(); }

  /// Options by which its devices are meant, and these members.
  std::string options(const std::string &more = R"("$select":"id")") const {
    return R"({"$filter":"belongs_to__application eq )" + application.id + R"(",)" + more + "}";
  }

  const Client client;
  const server::Application application;
  Ids uuids;
  Ids ids;
};

SERVED(every_row_comes_once_and_in_order) {
  const Fleet fleet(7);
  for (const int size : {1, 2, 7, 8, 1000}) {
    const std::string options = fleet.options(R"("page_size":)" + std::to_string(size));
    Ids handed;
    const Document walked = fleet.devices().for_each(into(handed), options);
    EQUAL(text(handed), text(fleet.ids));
    EQUAL(walked.get("/count"), "7");
    EQUAL(walked.get("/last"), fleet.ids.back());
    EQUAL(walked.get("/complete"), "true");
    EQUAL(text(all_of(fleet.devices().for_each(options))), text(fleet.ids));
  }
  const Fleet nobody(0);
  EQUAL(text(all_of(nobody.devices().for_each(nobody.options()))), "");
  const auto never = [](const Row &) { throw std::logic_error("It was called."); };
  const Document none = nobody.devices().for_each(never, nobody.options());
  EQUAL(none.text(), R"({"count":0,"last":null,"complete":true})");
}

/// The ids of a list, in their order.
static Ids listed(const Document &list) {
  std::vector<std::int64_t> ids;
  for (std::size_t place = 0; place < list.length(); ++place) {
    ids.push_back(std::stoll(list.get("/" + std::to_string(place) + "/id")));
  }
  std::sort(ids.begin(), ids.end());
  Ids texts;
  for (const std::int64_t id : ids) texts.push_back(std::to_string(id));
  return texts;
}

SERVED(a_walk_goes_through_what_the_list_has_in_every_section) {
  const Fleet fleet(1);
  const Client &client = fleet.client;
  for (const char commit : {'1', '2', '3'}) {
    simulator::made_release(client, fleet.application.id, std::string(32, commit), "success",
                            "2023-11-14T22:13:20.000Z");
  }
  const std::string &slug = fleet.application.slug;
  Ids devices, applications, releases;
  client.device().for_each(into(devices), IDS);
  client.application().for_each(into(applications), IDS);
  client.release().for_each(slug, into(releases), IDS);
  EQUAL(text(devices), text(listed(client.device().get_all(IDS))));
  EQUAL(text(applications), text(listed(client.application().get_all(IDS))));
  EQUAL(text(releases), text(listed(client.release().get_all_by_application(slug, IDS))));
  EQUAL(releases.size(), 3u);
  EQUAL(text(all_of(client.device().for_each(IDS))), text(devices));
  EQUAL(text(all_of(client.application().for_each(IDS))), text(applications));
  EQUAL(text(all_of(client.release().for_each(slug, R"({"page_size":2})"))), text(releases));
  EQUAL(text(all_of(client.release().for_each(fleet.application.id))), text(releases));
}

SERVED(a_page_is_asked_for_when_its_first_row_is_wanted) {
  const Fleet fleet(5);
  const std::string options = fleet.options(R"("page_size":2)");
  std::optional<Rows> rows;
  const auto asked = [](auto call) { return simulator::requests(call).length(); };
  EQUAL(asked([&] { rows = fleet.devices().for_each(options); }), 0u);
  for (const std::size_t requests : {1u, 0u, 1u, 0u, 1u}) {
    EQUAL(asked([&] { HOLDS(rows->next().has_value()); }), requests);
  }
  // The last page was not full.
  EQUAL(asked([&] {
    HOLDS(!rows->next().has_value());
    HOLDS(!rows->next().has_value());
    HOLDS(rows->begin() == rows->end());
  }), 0u);
  // Who leaves asks for no more.
  EQUAL(asked([&] {
    int seen = 0;
    for (const Row &row : fleet.devices().for_each(options)) {
      EQUAL(row.get("/id"), fleet.ids[static_cast<std::size_t>(seen)]);
      if (++seen == 2) break;
    }
  }), 1u);
}

SERVED(a_function_stops_a_walk_and_another_goes_on_behind) {
  const Fleet fleet(5);
  Ids handed;
  const auto three = [&handed](const Row &row) {
    handed.push_back(row.get("/id"));
    return handed.size() < 3;
  };
  const Document stopped = fleet.devices().for_each(three, fleet.options(R"("page_size":2)"));
  EQUAL(stopped.get("/count"), "3");
  EQUAL(stopped.get("/last"), handed.back());
  EQUAL(stopped.get("/complete"), "false");
  for (const Row &row : fleet.devices().for_each(fleet.options(R"("after":)" + handed.back()))) into(handed)(row);
  EQUAL(text(handed), text(fleet.ids));
}

SERVED(the_options_of_the_caller_hold_for_each_page) {
  const Fleet fleet(6);
  for (const Row &row : fleet.devices().for_each(fleet.options(R"("$select":"uuid","page_size":2)"))) {
    EQUAL(check::document(row.text().c_str()).length(), 2u);
    EQUAL(row.get("/uuid").size(), 32u);
    HOLDS(!row.get("/id").empty());
    THROWS(not_found, row.get("/device_name"));
  }
  for (const auto &[pages, count] : std::vector<std::pair<std::string, std::size_t>>{
           {"1", 2}, {"2", 4}, {"3", 5}, {"4", 5}, {"18446744073709551615", 5}, {"null", 5}}) {
    const std::string limited = fleet.options(R"("page_size":2,"after":)" + fleet.ids[0] + R"(,"pages":)" + pages);
    Ids handed;
    fleet.devices().for_each(into(handed), limited);
    EQUAL(handed.size(), count);
    EQUAL(text(all_of(fleet.devices().for_each(limited))), text(handed));
  }
  for (const char *nothing : {"", "{}", " {\n\t } ", R"({"$select" : "id" } )", R"({"@x":"}"})"}) {
    HOLDS(all_of(fleet.devices().for_each(nothing)).size() >= 6);
  }
}

/// Rows that no server has: a page for each that is called for.
struct Made {
  Rows rows(const std::string &options) {
    return Rows(
        [this](const std::string &page, std::vector<Row> &rows) {
          asked.push_back(page);
          const std::string number = std::to_string(asked.size());
          rows.emplace_back(R"({"id":)" + number + "}");
          if (asked.size() == fails) throw std::range_error("page " + number);
          const std::string complete = asked.size() == pages ? "true" : "false";
          return check::document((R"({"last":)" + number + R"(,"complete":)" + complete + "}").c_str());
        },
        options);
  }

  Ids asked;
  std::size_t pages = 3;
  /// The page that fails when its row is there.
  std::size_t fails = 0;
};

LOCAL(a_page_is_asked_for_by_the_options_with_those_of_the_page) {
  for (const auto &[options, first, second] : std::vector<std::array<std::string, 3>>{
           {"", R"({"pages":1})", R"({"pages":1,"after":1})"},
           {"{}", R"({"pages":1})", R"({"pages":1,"after":1})"},
           {" {\n} ", " {\n\"pages\":1} ", " {\n\"pages\":1,\"after\":1} "},
           {R"({"a":{}} )", R"({"a":{},"pages":1} )", R"({"a":{},"pages":1,"after":1} )"},
           {R"({"a":"}"})", R"({"a":"}","pages":1})", R"({"a":"}","pages":1,"after":1})"},
           {R"({"pages":2})", R"({"pages":2,"pages":1})", R"({"pages":2,"pages":1,"after":1})"},
       }) {
    Made made;
    made.pages = 2;
    EQUAL(text(all_of(made.rows(options))), "1 2 ");
    EQUAL(made.asked[0], first);
    EQUAL(made.asked[1], second);
    EQUAL(made.asked.size(), 2u);
  }
}

LOCAL(rows_that_are_moved_go_on_where_they_were) {
  Made made;
  Rows rows = made.rows("");
  auto place = rows.begin();
  EQUAL(place->get("/id"), "1");
  Rows moved(std::move(rows));
  HOLDS(!rows.next().has_value());
  HOLDS(rows.begin() == rows.end());
  EQUAL(made.asked.size(), 1u);
  ++place;
  EQUAL((*place).text(), R"({"id":2})");
  rows = std::move(moved);
  HOLDS(moved.begin() == moved.end());
  EQUAL(text(left_of(rows)), "3 ");
  // Those that others take the place of are gone.
  Made other;
  rows = other.rows("");
  EQUAL(text(left_of(rows)), "1 2 3 ");
  EQUAL(made.asked.size(), 3u);
}

LOCAL(rows_are_a_range_as_any_other) {
  const auto id = [](const Row &row) { return row.get("/id"); };
  Made made;
  Rows rows = made.rows("");
  Ids ids;
  std::transform(rows.begin(), rows.end(), std::back_inserter(ids), id);
  EQUAL(text(ids), "1 2 3 ");
  made.asked.clear();
  rows = made.rows("");
  const std::vector<Row> kept(rows.begin(), rows.end());
  EQUAL(kept.size(), 3u);
  EQUAL(kept[0].text(), R"({"id":1})");
  made.asked.clear();
  rows = made.rows("");
  const auto found = std::find_if(rows.begin(), rows.end(), [&id](const Row &row) { return id(row) == "2"; });
  HOLDS(found != rows.end());
  EQUAL(found->get("/id"), "2");
  EQUAL(made.asked.size(), 2u);
  // What is gone through goes on behind.
  EQUAL(text(left_of(rows)), "3 ");
}

LOCAL(a_page_that_fails_hands_out_nothing_and_comes_again) {
  Made made;
  made.fails = 1;
  Rows rows = made.rows("");
  const auto fails = [](auto body) {
    try {
      body();
    } catch (const std::range_error &error) {
      return std::string(error.what());
    }
    return std::string("nothing is thrown");
  };
  EQUAL(fails([&] { rows.begin(); }), "page 1");
  auto place = rows.begin();
  EQUAL(place->get("/id"), "2");
  made.fails = 3;
  EQUAL(fails([&] { ++place; }), "page 3");
  EQUAL(place->get("/id"), "2");
  EQUAL(made.asked[1], R"({"pages":1})");
  EQUAL(made.asked[2], R"({"pages":1,"after":2})");
  made.pages = 4;
  ++place;
  EQUAL(place->get("/id"), "4");
  EQUAL(made.asked[3], made.asked[2]);
  HOLDS(++place == rows.end());
}

LOCAL(walks_that_are_refused_before_anything_is_sent) {
  const Client client(R"({"data_directory":null,"api_endpoint":"http://127.0.0.1:1/"})");
  const auto never = [](const Row &) { throw std::logic_error("It was called."); };
  for (const char *options : {R"({"page_size":0})", R"({"pages":0})", R"({"pages":-1})", R"({"pages":1.5})",
                              R"({"pages":[1]})", R"({"after":"x"})", "{", "{}}", "{} x", "[]", "[{}]", "null",
                              R"("}")", R"({"$select":"id",})"}) {
    THROWS(invalid_option, client.device().for_each(never, options));
    Rows rows = client.device().for_each(options);
    THROWS(invalid_option, rows.begin());
    THROWS(invalid_option, rows.next());
  }
  THROWS(non_allowed_option, client.device().for_each(never, R"({"$top":1})"));
  THROWS(non_allowed_option, all_of(client.device().for_each(R"({"$top":1})")));
  const std::string cut_short("{}\0", 3);
  THROWS(invalid_parameter, client.device().for_each(never, cut_short));
  THROWS(invalid_parameter, all_of(client.device().for_each(cut_short)));
  THROWS(invalid_parameter, client.release().for_each("", never));
  THROWS(invalid_parameter, all_of(client.release().for_each("")));
  THROWS(invalid_parameter, all_of(client.release().for_each(std::string("1\0", 2))));
  Client moved = client.with();
  const Client holder(std::move(moved));
  THROWS(invalid_parameter, moved.device().for_each(never));
  THROWS(invalid_parameter, all_of(moved.device().for_each()));
}

SERVED(errors_of_the_service_come_where_a_walk_is) {
  const Fleet fleet(4);
  const auto nothing = [](const Row &) {};
  const char *const nowhere = "no-such/application";
  THROWS(application_not_found, fleet.client.release().for_each(nowhere, nothing));
  THROWS(application_not_found, all_of(fleet.client.release().for_each(nowhere)));
  const Client guest = server::guest();
  THROWS(unauthorized, guest.application().for_each(nothing));
  THROWS(unauthorized, all_of(guest.application().for_each()));

  // The first page comes, the second does not, and then it does.
  Ids seen;
  Rows rows = fleet.devices().for_each(fleet.options(R"("page_size":2)"));
  for (int row = 0; row < 2; ++row) seen.push_back(rows.next()->get("/id"));
  simulator::answers("GET", "/v7/device", 400, "\"no\"");
  const auto error = THROWS(request_error, rows.next());
  EQUAL(error.http_status().value_or(0), 400);
  // Rows that were not asked for.
  simulator::answers("GET", "/v7/device", 200, simulator::TWO);
  THROWS(decode, rows.begin());
  for (const std::string &id : left_of(rows)) seen.push_back(id);
  EQUAL(text(seen), text(fleet.ids));

  Ids handed;
  THROWS(request_error, fleet.devices().for_each(
      [&handed](const Row &row) {
        simulator::answers("GET", "/v7/device", 400, "\"no\"");
        into(handed)(row);
      },
      fleet.options(R"("page_size":1)")));
  EQUAL(handed.size(), 1u);
}

SERVED(what_the_function_or_the_loop_throws_comes_out) {
  const Fleet fleet(3);
  int calls = 0;
  std::string caught;
  try {
    fleet.devices().for_each(
        [&calls](const Row &row) {
          ++calls;
          throw std::out_of_range(row.get("/id"));
        },
        fleet.options());
  } catch (const std::out_of_range &error) {
    caught = error.what();
  }
  EQUAL(caught, fleet.ids[0]);
  EQUAL(calls, 1);
  // What is no exception of the standard's, and one of the library's.
  int number = 0;
  try {
    fleet.devices().for_each([](const Row &) { throw 7; }, fleet.options());
  } catch (int error) {
    number = error;
  }
  EQUAL(number, 7);
  THROWS(not_found, fleet.devices().for_each([](const Row &row) { row.get("/no_such_field"); }, fleet.options()));
  bool is_refused = false;
  try {
    fleet.devices().for_each(std::function<bool(const Row &)>(), fleet.options());
  } catch (const std::bad_function_call &) {
    is_refused = true;
  }
  HOLDS(is_refused);
  caught.clear();
  try {
    for (const Row &row : fleet.devices().for_each(fleet.options())) throw std::out_of_range(row.get("/id"));
  } catch (const std::out_of_range &error) {
    caught = error.what();
  }
  EQUAL(caught, fleet.ids[0]);
  // The client is as good as before.
  EQUAL(all_of(fleet.devices().for_each(fleet.options())).size(), 3u);
}

/// Functions that are no lambdas.
struct Tally {
  void operator()(const Row &) const { ++*rows; }
  int *rows;
};

SERVED(any_function_may_get_the_rows) {
  const Fleet fleet(2);
  const std::string options = fleet.options();
  int rows = 0;
  // One that is const, one that can't be copied, one that is not moved, and those that take a copy of the row.
  const Tally tally{&rows};
  fleet.devices().for_each(tally, options);
  auto own = std::make_unique<Tally>(tally);
  fleet.devices().for_each(
      [own = std::move(own)](const Row &row) mutable {
        (*own)(row);
        return true;
      },
      options);
  auto last = [own = std::make_unique<std::string>()](Row row) { return (*own = row.get("/id")).size(); };
  fleet.devices().for_each(std::ref(last), options);
  fleet.devices().for_each([&tally](auto row) { tally(row); }, options);
  EQUAL(rows, 6);
  // Any result that says yes or no.
  EQUAL(fleet.devices().for_each([](const Row &row) { return row.text().c_str(); }, options).get("/count"), "2");
}

SERVED(the_function_or_the_loop_of_a_walk_may_call_the_library) {
  const Fleet fleet(3);
  Ids handed;
  const auto body = [&](const Row &row) {
    EQUAL(server::field(fleet.client, row.get("/uuid"), "id"), row.get("/id"));
    fleet.devices().for_each(into(handed), fleet.options());
  };
  const std::string options = fleet.options(R"("page_size":2)");
  EQUAL(fleet.devices().for_each(body, options).get("/count"), "3");
  EQUAL(handed.size(), 9u);
  for (const Row &row : fleet.devices().for_each(options)) body(row);
  EQUAL(handed.size(), 18u);
}

SERVED(cancelling_a_client_ends_its_walks) {
  const Fleet fleet(5);
  const std::string options = fleet.options(R"("page_size":2)");
  for (const bool is_pushed : {true, false}) {
    // From within.
    const Client client = fleet.client.with();
    int seen = 0;
    const auto body = [&](const Row &) {
      if (++seen == 1) client.cancel();
    };
    const auto walk = [&](const Client &walked, auto see) {
      if (is_pushed) {
        walked.device().for_each(see, options);
      } else {
        for (const Row &row : walked.device().for_each(options)) see(row);
      }
    };
    // What has come is handed out.
    THROWS(cancelled, walk(client, body));
    EQUAL(seen, 2);
    EQUAL(simulator::requests([&] { THROWS(cancelled, walk(client, body)); }).length(), 0u);
    EQUAL(seen, 2);

    // From another thread, while the server is silent.
    const Client silent = fleet.client.with();
    std::promise<void> is_silent;
    std::thread canceller([&silent, begun = is_silent.get_future()]() mutable {
      begun.get();
      silent.cancel();
    });
    std::string why;
    seen = 0;
    try {
      walk(silent, [&](const Row &) {
        if (++seen < 2) return;
        simulator::fault("/v7/device", R"("stall")");
        is_silent.set_value();
      });
    } catch (const balena::Error &error) {
      why = balena::name(error.code());
    }
    if (seen < 2) is_silent.set_value();
    canceller.join();
    EQUAL(why, "CANCELLED");
    EQUAL(seen, 2);
    // The order is not for those who follow.
    EQUAL(simulator::sent("DELETE", "/_faults", "", "").status, 200);
  }
}

SERVED(rows_that_come_and_go_between_pages_move_no_others) {
  for (const bool is_pushed : {true, false}) {
    Fleet fleet(6);
    Ids expected = fleet.ids;
    expected.erase(expected.begin() + 3);
    Ids seen;
    const auto see = [&](const Row &row) {
      seen.push_back(row.get("/id"));
      if (seen.size() != 2) return;
      // One that was seen goes, one that was not, and one comes.
      fleet.devices().remove(fleet.uuids[0]);
      fleet.devices().remove(fleet.uuids[3]);
      fleet.add();
      expected.push_back(fleet.ids.back());
    };
    const std::string options = fleet.options(R"("page_size":2)");
    if (is_pushed) {
      fleet.devices().for_each(see, options);
    } else {
      for (const Row &row : fleet.devices().for_each(options)) see(row);
    }
    EQUAL(text(seen), text(expected));
  }
}

/// A figure of this process, in KiB.
static long memory(const std::string &name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind(name + ":", 0) == 0) return std::stol(line.substr(name.size() + 1));
  }
  HOLDS(false);
  return 0;
}

// What a sanitizer keeps of freed memory is none of ours.
#ifdef __SANITIZE_ADDRESS__
static constexpr bool IS_MEASURED = false;
#else
static constexpr bool IS_MEASURED = true;
#endif

/// Walks through a large fleet, in a process of its own.
static void walk_large_fleet(bool is_pushed) {
  const Client client = server::user();
  std::int64_t last = 0, count = 0;
  const auto see = [&](const Row &row) {
    const std::int64_t id = std::stoll(row.get("/id"));
    HOLDS(id > last);
    last = id;
    ++count;
  };
  client.device().get_all(R"({"$top":1})");
  std::ofstream("/proc/self/clear_refs") << "5" << std::flush;
  const long before = memory("VmRSS");
  if (is_pushed) {
    client.device().for_each(see);
  } else {
    for (const Row &row : client.device().for_each()) see(row);
  }
  const long grown = memory("VmHWM") - before;
  EQUAL(count, 20000);
  if (!IS_MEASURED) return;
  std::cout << (is_pushed ? "pushed: " : "pulled: ") << grown << " KiB\n";
  HOLDS(grown < 16 << 10);
}

SERVED(twenty_thousand_devices_take_the_memory_of_one_page) {
  const std::string way = server::variable("BALENA_TEST_WALK");
  if (!way.empty()) return walk_large_fleet(way == "pushed");
  const std::string simulator = server::variable("BALENA_TEST_SIMULATOR");
  if (simulator.empty()) throw check::Skipped("BALENA_TEST_SIMULATOR names no simulator");
  const std::string self = std::filesystem::read_symlink("/proc/self/exe").string();
  const std::string name = "twenty_thousand_devices_take_the_memory_of_one_page";
  const std::string walks = "for way in pushed pulled; do BALENA_TEST_WALK=$way \"$0\" \"$1\" || exit; done";
  const std::string command =
      "'" + simulator + "' --fleet 20000 -- sh -c '" + walks + "' '" + self + "' " + name;
  EQUAL(std::system(command.c_str()), 0);
}
