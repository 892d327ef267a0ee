// Handles: how they are made, moved, and used by many threads at once.

#include "check.hpp"
#include "server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <future>
#include <optional>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

using balena::Client;

static_assert(!std::is_copy_constructible_v<Client> && !std::is_copy_assignable_v<Client>);
static_assert(std::is_nothrow_move_constructible_v<Client> && std::is_nothrow_move_assignable_v<Client>);
static_assert(!std::is_convertible_v<const char *, Client>);
static_assert(noexcept(std::declval<const Client &>().cancel()));

/// A server that takes connections and says nothing: the system accepts for it, as many as it likes.
class Silent {
 public:
  Silent() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    address_.sin_family = AF_INET;
    address_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address_;
    auto *address = reinterpret_cast<sockaddr *>(&address_);
    HOLDS(::bind(socket_, address, size) == 0 && ::listen(socket_, 8) == 0);
    HOLDS(::getsockname(socket_, address, &size) == 0);
  }
  Silent(const Silent &) = delete;
  Silent &operator=(const Silent &) = delete;
  ~Silent() {
    ::close(peer_);
    ::close(socket_);
  }

  /// Waits until a request has arrived, which stays without an answer.
  void until_asked() {
    char begin[64];
    peer_ = ::accept(socket_, nullptr, nullptr);
    HOLDS(peer_ >= 0 && ::read(peer_, begin, sizeof begin) > 0);
  }

  std::string endpoint() const { return "http://127.0.0.1:" + std::to_string(ntohs(address_.sin_port)); }

 private:
  int socket_;
  int peer_ = -1;
  sockaddr_in address_{};
};

/// A client of a server that says nothing, for which no deadline passes.
static Client waiting(const Silent &silent) {
  return Client(R"({"data_directory":null,"token":"key","timeout_ms":7200000,"api_endpoint":")" + silent.endpoint() +
                R"("})");
}

/// Calls in another thread, cancels `cancelled` while the call waits, and gives what the call threw.
template <class Call>
static balena::Error ended(Silent &silent, const Client &cancelled, Call call) {
  auto thrown = std::async(std::launch::async, [&] { return THROWS(cancelled, call()); });
  silent.until_asked();
  cancelled.cancel();
  return thrown.get();
}

static const char *const IN_MEMORY = R"({"data_directory":null})";

LOCAL(the_version_is_three_numbers) {
  const std::string version(balena::version());
  HOLDS(version.find_first_not_of("0123456789.") == std::string::npos);
  HOLDS(version.find('.') != version.rfind('.'));
}

LOCAL(codes_have_names) {
  EQUAL(balena::name(balena::Code::device_not_found), "DEVICE_NOT_FOUND");
  EQUAL(balena::name(balena::Code::ok), "OK");
  EQUAL(balena::name(static_cast<balena::Code>(-1)), "UNKNOWN");
  static_assert(static_cast<std::int32_t>(balena::Code::forked) == BALENA_FORKED);
}

LOCAL(a_client_refuses_options_that_it_can_not_use) {
  THROWS(non_allowed_option, Client(R"({"no_such_option":1})"));
  THROWS(invalid_option, Client("not JSON"));
  THROWS(invalid_option, Client(R"({"data_directory":null,"timeout_ms":-1})"));
  THROWS(malformed_token, Client(R"({"data_directory":null,"token":"two words"})"));
  THROWS(invalid_parameter, Client(std::string_view("{}\0", 3)));
  THROWS(invalid_parameter, Client("\"\xff\""));
}

LOCAL(options_need_not_end_in_nul) {
  const std::string_view more = R"({"data_directory":null}, and more)";
  const Client client(more.substr(0, std::string_view(IN_MEMORY).size()));
  EQUAL(client.device().generate_uuid().size(), 32u);
}

LOCAL(a_client_moves) {
  Client first(IN_MEMORY);
  const auto device = first.device();
  Client second(std::move(first));
  EQUAL(second.device().generate_uuid().size(), 32u);
  // A section belongs to the handle, wherever that went.
  EQUAL(device.generate_uuid().size(), 32u);
  Client third(IN_MEMORY);
  third = std::move(second);
  EQUAL(third.device().generate_uuid().size(), 32u);
}

LOCAL(a_client_that_was_moved_from_throws) {
  Client first(IN_MEMORY);
  Client second(std::move(first));
  const auto error = THROWS(invalid_parameter, first.device().generate_uuid());
  EQUAL(std::string(error.what()), "client is NULL");
  THROWS(invalid_parameter, first.application().get_all());
  THROWS(invalid_parameter, first.auth().login("admin", "password"));
  first = std::move(second);
  EQUAL(first.device().generate_uuid().size(), 32u);
  THROWS(invalid_parameter, second.auth().get_token());
}

LOCAL(a_server_that_is_not_there_is_a_network_error) {
  // Port 1 of this machine: nobody listens there.
  const Client client(R"({"data_directory":null,"api_endpoint":"http://127.0.0.1:1"})");
  const auto error = THROWS(network, client.auth().login("admin", "password"));
  HOLDS(!error.http_status());
  HOLDS(error.document().find("password") == std::string::npos);
}

LOCAL(a_server_that_never_answers_runs_into_the_deadline) {
  const Silent silent;
  const Client client(R"({"data_directory":null,"api_endpoint":")" + silent.endpoint() + R"("})");
  const auto error = THROWS(timeout, client.auth().login("admin", "password", R"({"timeout_ms":200})"));
  // It may have let the user in all the same.
  HOLDS(error.outcome_unknown());
}

LOCAL(a_derived_client_has_a_deadline_of_its_own) {
  const Silent silent;
  const Client client = waiting(silent);
  const Client hasty = client.with(R"({"timeout_ms":200})");
  THROWS(timeout, hasty.device().get_all());
  // It is the deadline of those derived from it too, unless they are given another.
  THROWS(timeout, hasty.with().device().get_all());
}

LOCAL(a_client_is_derived_by_the_options_that_it_can_have) {
  const Client client(IN_MEMORY);
  THROWS(non_allowed_option, client.with(R"({"api_endpoint":"http://127.0.0.1:1"})"));
  THROWS(invalid_option, client.with(R"({"timeout_ms":0})"));
  THROWS(invalid_option, client.with("not JSON"));
  THROWS(invalid_parameter, client.with(std::string_view("{}\0", 3)));
}

LOCAL(a_call_is_cancelled_from_another_thread) {
  Silent silent;
  const Client client = waiting(silent);
  const Client own = client.with();
  const auto error = ended(silent, own, [&] { own.device().rename("1", "name"); });
  EQUAL(std::string(error.what()), "The call was cancelled.");
  // So is all that follows.
  THROWS(cancelled, own.device().get_all());
  THROWS(cancelled, own.with().device().get_all());
  // The client that it was derived from goes on.
  THROWS(timeout, client.device().get_all(R"({"timeout_ms":200})"));
}

LOCAL(a_write_that_was_cancelled_may_have_been_carried_out) {
  Silent silent;
  const Client client = waiting(silent);
  HOLDS(ended(silent, client, [&] { client.auth().login("admin", "password"); }).outcome_unknown());
}

LOCAL(those_derived_from_a_cancelled_client_are_cancelled_with_it) {
  Silent silent;
  const Client client = waiting(silent);
  const Client child = client.with();
  const Client grandchild = child.with();
  ended(silent, client, [&] { grandchild.device().get_all(); });
  THROWS(cancelled, child.device().get_all());
  THROWS(cancelled, client.device().get_all());
}

LOCAL(a_client_that_was_moved_from_is_neither_derived_from_nor_cancelled) {
  Client first(IN_MEMORY);
  const Client second(std::move(first));
  const auto error = THROWS(invalid_parameter, first.with());
  EQUAL(std::string(error.what()), "client is NULL");
  first.cancel();
  THROWS(not_logged_in, second.auth().who_am_i());
}

SERVED(a_derived_client_shares_the_login_and_outlives_the_one_it_came_from) {
  std::optional<Client> client(server::guest());
  const Client early = client->with();
  client->auth().login(server::username(), server::password());
  const Client late = client->with(R"({"timeout_ms":60000})");
  const std::string name = client->auth().who_am_i();
  EQUAL(early.auth().who_am_i(), name);
  client.reset();
  EQUAL(early.auth().who_am_i(), name);
  EQUAL(late.auth().who_am_i(), name);
}

SERVED(eight_threads_share_a_client) {
  const Client client = server::user();
  const server::Application application(client);
  std::atomic<int> good{0};
  std::vector<std::thread> threads;
  for (int number = 0; number < 8; ++number) {
    threads.emplace_back([&, number] {
      try {
        for (int round = 0; round < 5; ++round) {
          const std::string uuid = client.device().generate_uuid();
          client.device().register_(application.id, uuid);
          const std::string name = "thread-" + std::to_string(number) + "-" + std::to_string(round);
          client.device().rename(uuid, name);
          if (client.device().get(uuid).get("/device_name") == name) ++good;
        }
      } catch (const std::exception &) {
        // Counted by what is missing from `good`: a thread may not let an exception out.
      }
    });
  }
  for (std::thread &thread : threads) thread.join();
  EQUAL(good.load(), 40);
  const std::string filter = R"({"$select":"id","$filter":"belongs_to__application eq )" + application.id + R"("})";
  EQUAL(client.device().get_all(filter).length(), 40u);
}
