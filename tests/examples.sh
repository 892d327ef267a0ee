#!/usr/bin/env bash
# The example tools: all of them are built in all languages, as their users build them, and do what the one scenario
# says, each language against a simulator of its own. Those in C and C++ do it with sanitizers that end them where
# memory is misused or lost; with --long they do a part of it under valgrind, which sees into the library too.
set -euo pipefail
long=${1:-}
cd "$(dirname "$0")/.."
. tests/toolchains/go.sh
. tests/toolchains/dotnet.sh
. tests/served.sh
programs=$build/tests/examples
mkdir -p "$programs"
programs=$(cd "$programs" && pwd)
tools=(fleet provision logs os-update tags on-device os-download)

scenario() { # DIRECTORY ARGUMENTS…
  simulated python3 tests/examples/scenario.py "$programs/$1" "${@:2}"
}

# Of the library's symbols valgrind needs no more than the names, and spends seconds on reading the rest.
mkdir -p "$programs/library"
strip --strip-debug -o "$programs/library/libbalena.so.0" "$library/libbalena.so"
valgrind="valgrind --quiet --error-exitcode=9 --leak-check=full"
valgrind+=" --show-leak-kinds=definite --errors-for-leak-kinds=definite"
# Each tool at its work.
part=(-k TestFleet.test_csv -k TestProvision.test_registers -k TestLogs.test_count -k TestOsUpdate.test_updates
  -k TestTags.test_removes -k TestOnDevice.test_lock -k TestOsDownload.test_options)

compiled() { # LANGUAGE COMPILER…
  local language=$1 tool
  shift
  mkdir -p "$programs/$language" "$programs/$language-sanitized"
  for tool in "${tools[@]}"; do
    local source=examples/$language/${tool//-/_}.$language
    "$@" -g -Wall -Wextra -pedantic -Werror -Wshadow -Wconversion -Iinclude "$source" -o "$programs/$language/$tool" \
      -L"$library" -lbalena -Wl,-rpath,"$library" -pthread
    "$@" -g -fsanitize=address,undefined -fno-sanitize-recover=all -Iinclude "$source" \
      -o "$programs/$language-sanitized/$tool" -L"$library" -lbalena -Wl,-rpath,"$library" -pthread
  done
  scenario "$language-sanitized"
  [ "$long" = --long ] || return 0
  echo "under valgrind"
  LD_LIBRARY_PATH=$programs/library scenario "$language" --under "$valgrind" "${part[@]}"
}

c() { compiled c gcc -std=c11; }

cpp() { compiled cpp g++ -std=c++17 -Ibindings/cpp; }

go_() {
  . tests/prefixed.sh
  mkdir -p "$programs/go"
  go -C examples/go build -o "$programs/go/" ./...
  scenario go
}

csharp() {
  dotnet build examples/csharp/Examples.proj -nologo -warnaserror -verbosity:quiet
  mkdir -p "$programs/csharp"
  local tool project
  for tool in "${tools[@]}"; do
    project=$(sed -E 's/(^|-)(.)/\U\2/g' <<<"$tool")
    printf '#!/bin/sh\nexec dotnet "%s" "$@"\n' "$(echo "$PWD/examples/csharp/$project/bin/Debug"/*/"$project.dll")" \
      >"$programs/csharp/$tool"
    chmod +x "$programs/csharp/$tool"
  done
  scenario csharp
}

languages=(c cpp go_ csharp)
running=()
for language in "${languages[@]}"; do
  (set -e; "$language") >"$programs/$language.log" 2>&1 &
  running+=($!)
done
failures=0
for i in "${!languages[@]}"; do
  wait "${running[i]}" || failures=$((failures + 1))
  echo "${languages[i]%_}"
  cat "$programs/${languages[i]}.log"
done
[ "$failures" -eq 0 ]
