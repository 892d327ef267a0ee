// Handles: how they are made, moved, and used by many threads at once.

#include "check.hpp"
#include "server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

using balena::Client;

static_assert(!std::is_copy_constructible_v<Client> && !std::is_copy_assignable_v<Client>);
static_assert(std::is_nothrow_move_constructible_v<Client> && std::is_nothrow_move_assignable_v<Client>);
static_assert(!std::is_convertible_v<const char *, Client>);

/// A server that takes connections and says nothing: nobody accepts what the system has accepted for it.
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
  ~Silent() { ::close(socket_); }

  std::string endpoint() const { return "http://127.0.0.1:" + std::to_string(ntohs(address_.sin_port)); }

 private:
  int socket_;
  sockaddr_in address_{};
};

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
  const auto started = std::chrono::steady_clock::now();
  const auto error = THROWS(timeout, client.auth().login("admin", "password", R"({"timeout_ms":200})"));
  HOLDS(std::chrono::steady_clock::now() - started < std::chrono::seconds(5));
  // It may have let the user in all the same.
  HOLDS(error.outcome_unknown());
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
