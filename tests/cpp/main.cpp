// Tests of the C++ binding over real HTTP: `balena-simulator -- ./tests`, or any server that the environment names.

#include "check.hpp"
#include "server.hpp"

#include <exception>
#include <iostream>

int main() {
  const bool has_server = !server::endpoint().empty() && !server::username().empty() && !server::password().empty();
  int passed = 0;
  int failed = 0;
  for (const check::Case &test : check::cases()) {
    if (test.wants_server && !has_server) continue;
    try {
      test.body();
      ++passed;
    } catch (const std::exception &fault) {
      ++failed;
      std::cout << "FAILED " << test.name << ": " << fault.what() << "\n";
    }
  }
  if (!has_server) {
    ++failed;
    std::cout << "FAILED There is no server to test with: run this under `balena-simulator --`, or set "
                 "BALENA_TEST_API_ENDPOINT, BALENA_TEST_USERNAME and BALENA_TEST_PASSWORD.\n";
  }
  std::cout << passed << " passed, " << failed << " failed\n";
  return failed == 0 ? 0 : 1;
}
