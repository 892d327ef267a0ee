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
  for file in examples/cpp/*.cpp; do
    job "$programs/$compiler ${file//\//.}" "$compiler" -std=c++20 "${strict[@]}" -fsyntax-only "$file"
  done
done

# What is freed twice, never, or used afterwards ends the program. Each file by itself, so that all processors have some.
sanitized=(g++ -std=c++17 -g "${strict[@]}" -fsanitize=address,undefined -fno-sanitize-recover=all)
mkdir -p "$programs/objects"
for file in tests/cpp/*.cpp; do
  object=$programs/objects/$(basename "$file" .cpp)
  job "$object" "${sanitized[@]}" -c "$file" -o "$object.o"
done
jobs_passed
# With the symbols exported by which a test takes the library's random bytes away.
"${sanitized[@]}" "$programs"/objects/*.o -o "$programs/tests" -Wl,--export-dynamic -L"$library" -lbalena \
  -Wl,-rpath,"$library" -pthread

# What a fleet of the tests' own needs is started by them.
export BALENA_TEST_SIMULATOR=$build/debug/balena-simulator
served "$programs/tests" | tee "$programs/tests.log"
# A server that starts no program must not pass for one that all tests agree with, and only a server that does not
# serve everything may have tests skipped.
tail -n 1 "$programs/tests.log" |
  grep -E "^[1-9][0-9]* passed, 0 failed${BALENA_TEST_API_ENDPOINT:+(, [0-9]+ skipped)?}\$" >/dev/null
