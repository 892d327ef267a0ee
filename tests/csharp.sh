#!/usr/bin/env bash
# The tests of the C# binding: it, its tests and its example are built without a warning; the tests, and the example,
# run against a simulator, or against the server that BALENA_TEST_API_ENDPOINT names.
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/toolchains/dotnet.sh
. tests/served.sh
# No build server stays behind; both are read as properties.
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false

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
build examples/csharp/Fleet/Fleet.csproj
echo "tests"
served dotnet "$(program tests/csharp Tests)"
echo "example"
listed=$(served sh -c '
  export BALENA_API_ENDPOINT=$BALENA_TEST_API_ENDPOINT
  export FLEET_USERNAME=$BALENA_TEST_USERNAME FLEET_PASSWORD=$BALENA_TEST_PASSWORD
  exec dotnet "$0"' "$(program examples/csharp/Fleet Fleet)")
case "$listed" in
  *" devices") ;;
  *) printf '%s\n' "$listed"; exit 1 ;;
esac
