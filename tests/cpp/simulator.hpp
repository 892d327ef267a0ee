// The simulator's own routes, where the server of the environment is the simulator.

#ifndef BALENA_TESTS_SIMULATOR_HPP
#define BALENA_TESTS_SIMULATOR_HPP

#include "check.hpp"
#include "server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstddef>
#include <string>

namespace simulator {

struct Answer {
  /// 0 where there was no answer.
  int status;
  std::string body;
};

/// Sends a request past the library, as the user whose token is `bearer` unless that is empty, to a server on this
/// machine without TLS.
inline Answer sent(const std::string &method, const std::string &path, const std::string &bearer,
                   const std::string &body) {
  const std::string endpoint = server::endpoint();
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<in_port_t>(std::stoi(endpoint.substr(endpoint.rfind(':') + 1))));
  std::string text = method + " " + path + " HTTP/1.1\r\nHost: simulator\r\nConnection: close\r\n";
  if (!bearer.empty()) text += "Authorization: Bearer " + bearer + "\r\n";
  text += "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  const int peer = ::socket(AF_INET, SOCK_STREAM, 0);
  std::string answer;
  if (::connect(peer, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0 &&
      ::write(peer, text.data(), text.size()) == static_cast<ssize_t>(text.size())) {
    char part[512];
    for (ssize_t got = 0; (got = ::read(peer, part, sizeof part)) > 0;) answer.append(part, static_cast<size_t>(got));
  }
  ::close(peer);
  const std::size_t head = answer.find("\r\n\r\n");
  if (head == std::string::npos) return {0, ""};
  return {std::stoi(answer.substr(9, 3)), answer.substr(head + 4)};
}

/// Skips the case where the server is not the simulator. `what` is that which the simulator alone has.
inline void needed(const std::string &what) {
  static const bool here =
      server::endpoint().rfind("http://127.0.0.1:", 0) == 0 && sent("GET", "/_faults", "", "").status == 200;
  if (!here) throw check::Skipped("it needs " + what + ", which the simulator alone has");
}

/// Makes the next request with this method whose path begins so have an answer: a status, and a JSON text as body.
/// Skips the case where the server is not the simulator.
inline void answers(const std::string &method, const std::string &path, int status, const std::string &body) {
  needed("faults to order");
  std::string escaped;
  for (const char letter : body) {
    if (letter == '"' || letter == '\\') escaped += '\\';
    escaped += letter;
  }
  const std::string match = R"({"method":")" + method + R"(","path":")" + path + R"("})";
  const std::string fault =
      R"({"kind":"status","status":)" + std::to_string(status) + R"(,"body":")" + escaped + R"("})";
  EQUAL(sent("POST", "/_faults", "", R"([{"match":)" + match + R"(,"fault":)" + fault + "}]").status, 200);
}

/// What becomes of the next request whose path begins so. Skips the case where the server is not the simulator.
inline void fault(const std::string &path, const std::string &fault) {
  needed("faults to order");
  const std::string order = R"([{"match":{"path":")" + path + R"("},"fault":)" + fault + "}]";
  EQUAL(sent("POST", "/_faults", "", order).status, 200);
}

/// The requests that a call makes, each an object with `method`, `path` and `body`. Skips the case where the server is
/// not the simulator.
template <class Call>
balena::Document requests(Call call) {
  needed("a journal of requests");
  EQUAL(sent("DELETE", "/_journal", "", "").status, 200);
  call();
  return check::document(sent("GET", "/_journal", "", "").body.c_str());
}

/// Makes a row of what the library only reads, and gives its id. Skips the case where the server is not the simulator.
inline std::string made(const balena::Client &client, const std::string &resource, const std::string &row) {
  needed("a way to make a " + resource);
  const Answer answer = sent("POST", "/v7/" + resource, client.auth().get_token(), row);
  EQUAL(answer.status, 201);
  return check::document(answer.body.c_str()).get("/id");
}

/// Makes a release of an application, as if it had been built at `created`, and gives its id.
inline std::string made_release(const balena::Client &client, const std::string &application,
                                const std::string &commit, const std::string &status, const std::string &created) {
  return made(client, "release",
              R"({"belongs_to__application":)" + application + R"(,"commit":")" + commit + R"(","status":")" + status +
                  R"(","created_at":")" + created +
                  R"(","composition":{},"source":"cloud","is_final":true,"start_timestamp":1700000000000})");
}

/// Makes a service of an application, and gives its id.
inline std::string made_service(const balena::Client &client, const std::string &application,
                                const std::string &name) {
  return made(client, "service", R"({"application":)" + application + R"(,"service_name":")" + name + R"("})");
}

/// What the server sends where two rows are meant by one reference.
inline const char *const TWO = R"({"d":[{"id":1},{"id":2}]})";

}  // namespace simulator

#endif  // BALENA_TESTS_SIMULATOR_HPP
