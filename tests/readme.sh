#!/usr/bin/env bash
# What README.md shows in C and C++: programs are built and run, pieces of programs are built. Go's is run by
# tests/go/module.sh, C#'s built by tests/nuget.sh.
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/served.sh
place=$(mktemp -d)
trap 'rm -r "$place"' EXIT

# Each block of a language into a file of its own.
blocks() { # LANGUAGE
  awk -v place="$place" -v language="$1" '
    $0 == "```" && inside { inside = 0; close(file); next }
    $0 == "```" language { inside = 1; file = sprintf("%s/%s-%d.%s", place, language, NR, language); next }
    inside { print >file }' README.md
  ls "$place"/"$1"-*."$1"
}
# Functions of a piece stay what they are, what is behind them stands in one of its own.
whole() { # PIECE
  local functions
  functions=$(grep -n '^}' "$1" | tail -n 1 | cut -d: -f1 || true)
  printf '#include <balena.h>\n#include <stdio.h>\nvoid piece(const balena_client *, const char *uuid, char *out);\n'
  head -n "${functions:-0}" "$1"
  printf 'void piece(const balena_client *client, const char *uuid, char *out) {\n(void)uuid;\n'
  tail -n +"$((${functions:-0} + 1))" "$1"
  echo '}'
}

# What it shows of speed is the table that was measured with the others.
shown() { awk -v begin="$1" '$0 == begin { inside = 1 } inside && /^\|/ { print; some = 1 } some && !/^\|/ { exit }' "$2"; }
diff <(shown '## Speed' README.md) <(shown '## In short' tests/benchmarks/results.md)

programs=0
for block in $(blocks c) $(blocks cpp); do
  case $block in
  *.cpp) compiler=(g++ -std=c++17 -Ibindings/cpp) ;;
  *) compiler=(gcc -std=c11 -pedantic) ;;
  esac
  compiler+=(-Wall -Wextra -Werror -Iinclude)
  if grep -q '^int main' "$block"; then
    "${compiler[@]}" "$block" -o "$place/program" -L"$library" -lbalena
    shown=$(served env HOME="$place" tests/logged_in "$place/program" | wc -l)
    [ "$shown" -ge 1 ] || { echo "${block##*/} shows no device"; exit 1; }
    programs=$((programs + 1))
  else
    whole "$block" | "${compiler[@]}" -fsyntax-only -x c -
  fi
  echo "${block##*/}"
done
[ "$programs" -eq 2 ]
