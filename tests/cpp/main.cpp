// Tests of the C++ binding over real HTTP: `balena-simulator -- ./tests`, or any server that the environment names.
// With names of cases it runs those alone.

#include "check.hpp"
#include "server.hpp"

#include <algorithm>
#include <exception>
#include <iostream>

int main(int count, char **names) {
  const bool has_server = !server::endpoint().empty() && !server::username().empty() && !server::password().empty();
  int passed = 0;
  int failed = 0;
  int skipped = 0;
  const auto skip = [&](const check::Case &test, const char *why) {
    ++skipped;
    std::cout << "skipped " << test.name << ": " << why << "\n";
  };
  const auto fail = [&](const check::Case &test, const char *why) {
    ++failed;
    std::cout << "FAILED " << test.name << ": " << why << "\n";
  };
  for (const check::Case &test : check::cases()) {
    if (test.wants != check::Wants::nothing && !has_server) continue;
    if (count > 1 && std::find(names + 1, names + count, test.name) == names + count) continue;
    try {
      test.body();
      ++passed;
    } catch (const check::Skipped &why) {
      skip(test, why.what());
    } catch (const balena::Error &error) {
      const bool offered = error.code() != balena::Code::unsupported_by_server;
      if (test.wants == check::Wants::offer && !offered) {
        skip(test, error.what());
      } else {
        fail(test, error.document().c_str());
      }
    } catch (const std::exception &fault) {
      fail(test, fault.what());
    }
  }
  if (!has_server) {
    ++failed;
    std::cout << "FAILED There is no server to test with: run this under `balena-simulator --`, or set "
                 "BALENA_TEST_API_ENDPOINT, BALENA_TEST_USERNAME and BALENA_TEST_PASSWORD.\n";
  }
  std::cout << passed << " passed, " << failed << " failed";
  if (skipped > 0) std::cout << ", " << skipped << " skipped";
  std::cout << "\n";
  return failed == 0 ? 0 : 1;
}
