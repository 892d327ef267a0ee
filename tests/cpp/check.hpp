// What the tests need of a framework: cases that register themselves, and checks that say where they failed.

#ifndef BALENA_TESTS_CHECK_HPP
#define BALENA_TESTS_CHECK_HPP

#include <balena.hpp>

#include <functional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace check {

/// What a case talks to: nothing, a server, or one that may not offer what it is about.
enum class Wants { nothing, server, offer };

struct Case {
  std::string name;
  Wants wants;
  std::function<void()> body;
};

inline std::vector<Case> &cases() {
  static std::vector<Case> all;
  return all;
}

struct Registered {
  Registered(const char *name, Wants wants, std::function<void()> body) {
    cases().push_back({name, wants, std::move(body)});
  }
};

/// Why a case can't be had on this server.
struct Skipped : std::runtime_error {
  using std::runtime_error::runtime_error;
};

[[noreturn]] inline void fail(const char *file, int line, const std::string &why) {
  throw std::runtime_error(std::string(file) + ":" + std::to_string(line) + ": " + why);
}

template <class A, class B>
void equal(const char *file, int line, const char *what, const A &actual, const B &expected) {
  if (actual == expected) return;
  std::ostringstream why;
  why << what << " is " << actual << ", not " << expected;
  fail(file, line, why.str());
}

/// A document without a server: json_get gives out text of the kind that a call does.
inline balena::Document document(const char *json) {
  char *out = nullptr;
  const balena_code code = balena_json_get(json, "", &out);
  balena::detail::OwnedText text(out);
  equal(__FILE__, __LINE__, json, code, BALENA_OK);
  return balena::Document(std::move(text));
}

/// Runs `body`, which must throw an Error with this code, and gives the error.
template <class Body>
balena::Error thrown(const char *file, int line, const char *what, balena::Code code, Body body) {
  try {
    body();
  } catch (const balena::Error &error) {
    if (error.code() == code) return error;
    fail(file, line, std::string(what) + " throws " + error.document());
  }
  fail(file, line, std::string(what) + " throws nothing");
}

}  // namespace check

#define CHECK_CASE(name, wants)                                                         \
  static void name();                                                                   \
  static const check::Registered name##_registered(#name, check::Wants::wants, name);   \
  static void name()

/// A case that talks to no server.
#define LOCAL(name) CHECK_CASE(name, nothing)
/// A case that talks to the server of the environment.
#define SERVED(name) CHECK_CASE(name, server)
/// A case of the function that it is called after, which is skipped where the server does not offer that.
#define OFFERED(name) CHECK_CASE(name, offer)

#define HOLDS(condition) \
  ((condition) ? static_cast<void>(0) : check::fail(__FILE__, __LINE__, #condition " does not hold"))
#define EQUAL(actual, expected) check::equal(__FILE__, __LINE__, #actual, actual, expected)
#define THROWS(code_, ...) \
  check::thrown(__FILE__, __LINE__, #__VA_ARGS__, balena::Code::code_, [&] { static_cast<void>(__VA_ARGS__); })

#endif  // BALENA_TESTS_CHECK_HPP
