#!/usr/bin/env bash
# The tests of the C# binding: it and its tests are built without a warning, and run against a simulator, or against the
# server that BALENA_TEST_API_ENDPOINT names. The examples are run by tests/examples.sh.
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/toolchains/dotnet.sh
. tests/served.sh

build() { # PROJECT
  local output
  if ! output=$(dotnet build "$1" -nologo -warnaserror -verbosity:quiet 2>&1); then
    printf '%s\n' "$output"
    return 1
  fi
}
program() { # FOLDER NAME
  echo "$1"/bin/Debug/net*/"$2.dll"
}

echo "build"
build tests/csharp/Tests.csproj
programs=$build/tests/csharp
mkdir -p "$programs"
programs=$(cd "$programs" && pwd)
cc -shared -fPIC -Wall -Wextra -Werror tests/csharp/random.c -o "$programs/librandom.so"
echo "tests"
# What a fleet of the tests' own needs is started by them.
export BALENA_TEST_SIMULATOR=$build/debug/balena-simulator
export LD_LIBRARY_PATH=$programs:$LD_LIBRARY_PATH
served env LD_PRELOAD="$programs/librandom.so" dotnet "$(program tests/csharp Tests)" | tee "$programs/tests.log"
# A server that starts no program must not pass for one that all tests agree with, and only a server that does not
# serve everything may have tests skipped.
tail -n 1 "$programs/tests.log" |
  grep -E "^[1-9][0-9]* passed, 0 failed${BALENA_TEST_API_ENDPOINT:+(, [0-9]+ skipped)?}\$" >/dev/null
