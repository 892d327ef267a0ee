#!/usr/bin/env bash
# The fault matrix: what the library does when the world around it fails, in C, C++, Go and C#, compared with the table
# in tests/faults.md. `--row N` and `--language L` run a part of it; BLESS=1 rewrites the table.
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/toolchains/go.sh
. tests/toolchains/dotnet.sh
. tests/served.sh
. tests/prefixed.sh
agents=$build/tests/faults
mkdir -p "$agents/certificates"
agents=$(cd "$agents" && pwd)

c() {
  gcc -std=c11 -g -Wall -Wextra -pedantic -Werror -Iinclude tests/faults/agent.c -o "$agents/agent-c" \
    -L"$library" -lbalena -Wl,-rpath,"$library" -pthread
  gcc -shared -fPIC -Wall -Wextra -Werror tests/faults/lookup.c -o "$agents/lookup.so"
  gcc -std=c11 -g -Wall -Wextra -pedantic -Werror -Iinclude tests/c/boundary.c -o "$agents/boundary" \
    -L"$library" -lbalena -Wl,-rpath,"$library" -pthread
  gcc -shared -fPIC -Wall -Wextra -Werror tests/faults/storm.c -o "$agents/storm.so"
  gcc -std=c11 -O1 -shared -fPIC -Wall -Wextra -Werror tests/torture/shim.c -o "$agents/shim.so" -ldl
}
cpp() {
  g++ -std=c++17 -g -Wall -Wextra -pedantic -Werror -Wshadow -Wconversion -Iinclude -Ibindings/cpp \
    tests/faults/agent.cpp -o "$agents/agent-cpp" -L"$library" -lbalena -Wl,-rpath,"$library" -pthread
}
go_() {
  go -C tests/faults/agent vet .
  go -C tests/faults/agent build -o "$agents/agent-go" .
}
csharp() {
  dotnet build tests/faults/Agent.csproj -nologo -warnaserror -verbosity:quiet >"$agents/build.log" || { cat "$agents/build.log"; return 1; }
  printf '#!/bin/sh\nexec dotnet "%s" "$@"\n' "$(echo "$PWD"/tests/faults/bin/Debug/*/Agent.dll)" \
    >"$agents/agent-csharp"
  chmod +x "$agents/agent-csharp"
}
# The programs of all four languages have the library that is tested, and find it as their users' do.
for language in c cpp go_ csharp; do
  job "$agents/$language.log" "$language"
done
job "$agents/certificates.log" bash tests/faults/certificates.sh "$agents/certificates"
build_panicking
jobs_passed

export BALENA_TEST_PANICS=$panicking
export BALENA_TEST_SIMULATOR=$build/debug/balena-simulator BALENA_TEST_AGENTS=$agents
export BALENA_TEST_CERTIFICATES=$agents/certificates BALENA_TEST_LOOKUP=$agents/lookup.so
export BALENA_TEST_SHIM=$agents/shim.so
python3 -B tests/faults/run.py "$@"
