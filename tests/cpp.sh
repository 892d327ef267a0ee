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

alone() { # COMPILER HEADER
  # Twice, as a program of many headers includes it.
  printf '#include <%s>\n#include <%s>\n' "$2" "$2" | "$1" -std=c++17 "${strict[@]}" -fsyntax-only -x c++ -
}
headers=$(cd bindings/cpp && find . -name '*.hpp' | sort | cut -c3-)
for compiler in g++ clang++; do
  command -v "$compiler" >/dev/null || continue
  for header in $headers; do
    job "$programs/$compiler ${header//\//.}" alone "$compiler" "$header"
  done
  for file in examples/cpp/*.cpp tests/cpp/*.cpp; do
    job "$programs/$compiler ${file//\//.}" "$compiler" -std=c++20 "${strict[@]}" -fsyntax-only "$file"
  done
done

# Each file by itself, so that all processors have some.
compiled() { # OUTPUT FLAGS…
  local output=$1 file object
  shift
  mkdir -p "$programs/$output.o"
  for file in tests/cpp/*.cpp; do
    object=$programs/$output.o/$(basename "$file" .cpp)
    job "$object" g++ -std=c++17 -g "${strict[@]}" "$@" -c "$file" -o "$object.o"
  done
}
sanitizers=(-fsanitize=address,undefined -fno-sanitize-recover=all)
compiled tests
# The same with what is freed twice, never, or used afterwards ending the program.
compiled tests-sanitized "${sanitizers[@]}"
jobs_passed
link() { # OUTPUT FLAGS…
  # With the symbols exported by which a test takes the library's random bytes away.
  g++ "${@:2}" "$programs/$1.o"/*.o -o "$programs/$1" -Wl,--export-dynamic -L"$library" -lbalena \
    -Wl,-rpath,"$library" -pthread
}
link tests
link tests-sanitized "${sanitizers[@]}"

# What a fleet of the tests' own needs is started by them.
export BALENA_TEST_SIMULATOR=$build/debug/balena-simulator
for tests in tests tests-sanitized; do
  job "$programs/$tests.log" served "$programs/$tests"
done
jobs_passed
for tests in tests tests-sanitized; do
  # A server that starts no program must not pass for one that all tests agree with, and only a server that does not
  # serve everything may have tests skipped.
  tail -n 1 "$programs/$tests.log" |
    grep -E "^[1-9][0-9]* passed, 0 failed${BALENA_TEST_API_ENDPOINT:+(, [0-9]+ skipped)?}\$" >/dev/null
done
