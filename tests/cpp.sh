#!/usr/bin/env bash
# The C++ binding: each header by itself under strict compilers, and its tests over real HTTP. The examples are run by
# tests/examples.sh.
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/served.sh
programs=$build/tests/cpp
mkdir -p "$programs"
programs=$(cd "$programs" && pwd)

strict=(-Wall -Wextra -pedantic -Werror -Wshadow -Wconversion -Iinclude -Ibindings/cpp)

headers=$(cd bindings/cpp && find . -name '*.hpp' | sort | cut -c3-)
for compiler in g++ clang++; do
  command -v "$compiler" >/dev/null || continue
  for header in $headers; do
    # Twice, as a program of many headers includes it.
    printf '#include <%s>\n#include <%s>\n' "$header" "$header" |
      "$compiler" -std=c++17 "${strict[@]}" -fsyntax-only -x c++ -
  done
  "$compiler" -std=c++20 "${strict[@]}" -fsyntax-only examples/cpp/*.cpp tests/cpp/*.cpp
done

compile() { # OUTPUT FILES…
  local output=$1
  shift
  g++ -std=c++17 -g "${strict[@]}" "$@" -o "$programs/$output" -L"$library" -lbalena -Wl,-rpath,"$library" -pthread
}
# With the symbols exported by which a test takes the library's random bytes away.
compile tests tests/cpp/*.cpp -Wl,--export-dynamic
# The same with what is freed twice, never, or used afterwards ending the program.
compile tests-sanitized tests/cpp/*.cpp -Wl,--export-dynamic -fsanitize=address,undefined -fno-sanitize-recover=all

# What a fleet of the tests' own needs is started by them.
export BALENA_TEST_SIMULATOR=$build/debug/balena-simulator
for tests in tests tests-sanitized; do
  echo "$tests"
  served "$programs/$tests" | tee "$programs/$tests.log"
  # A server that starts no program must not pass for one that all tests agree with, and only a server that does not
  # serve everything may have tests skipped.
  tail -n 1 "$programs/$tests.log" |
    grep -E "^[1-9][0-9]* passed, 0 failed${BALENA_TEST_API_ENDPOINT:+(, [0-9]+ skipped)?}\$" >/dev/null
done
