#!/usr/bin/env bash
# The header under strict compilers and beside what programs rely on, and the shared library's names: what it exports,
# what it is called, that it stays.
set -euo pipefail
cd "$(dirname "$0")/.."
build=${CARGO_TARGET_DIR:-$PWD/target}
library=${BALENA_LIBRARY_DIRECTORY:-$build/debug}/libbalena.so

. tests/checks.sh

# Twice, as a program of many headers includes it; and used, so that no declaration is passed over.
program='#include <balena.h>
#include <balena.h>
int main(void) { balena_free(0); return balena_version()[0] == 0 || BALENA_OK != 0; }'

compiles() { # COMPILER LANGUAGE STANDARD
  "$1" -x "$2" -std="$3" -Wall -Wextra -pedantic -Werror -Iinclude -fsyntax-only - <<<"$program"
}
for compiler in gcc clang; do
  command -v "$compiler" >/dev/null || continue
  for standard in c99 c11; do
    check "$compiler -std=$standard" compiles "$compiler" c "$standard"
  done
done
for compiler in g++ clang++; do
  command -v "$compiler" >/dev/null || continue
  for standard in c++11 c++17; do
    check "$compiler -std=$standard" compiles "$compiler" c++ "$standard"
  done
done

# Whatever tests/abi.h declares the header declares alike.
declares() {
  { echo '#include <balena.h>'; sed -E 's/^enum \{ (.*) = (.*) \};/_Static_assert(\1 == \2, "\1");/' tests/abi.h; } |
    gcc -x c -std=c11 -Werror -Iinclude -fsyntax-only -
}
check "the header declares what programs rely on" declares

# The same as abidiff sees it, between two libraries of the functions that each declares.
functions() { # a header, on one line
  sed 's,//.*,,' "$1" | tr -s ' \n' ' ' | grep -oE '(const )?[a-z0-9_]+ \*?balena_[a-z0-9_]+\([^;()]*\);'
}
compared() {
  local directory=$build/tests/abi
  mkdir -p "$directory"
  for header in include/balena.h tests/abi.h; do
    { echo "#include \"$header\""; functions "$header" | sed 's/;$/ { __builtin_trap(); }/'; } |
      gcc -x c -std=c11 -g -I. -shared -fPIC -Wl,-soname,libbalena.so -o "$directory/$(basename "$header").so" - || return
  done
  abidiff --no-added-syms "$directory/abi.h.so" "$directory/balena.h.so"
}
if command -v abidiff >/dev/null; then
  check "abidiff finds nothing that breaks programs" compared
fi

exports() {
  diff --label tests/symbols.txt --label exported -u <(cut -d' ' -f1 tests/symbols.txt) \
    <(nm -D --defined-only "$library" | awk '{ print $3 }' | LC_ALL=C sort)
}
has() { # TEXT, in the dynamic section
  readelf -dW "$library" | grep -- "$1" >/dev/null
}
check "the library exports tests/symbols.txt and nothing else" exports
check "the library is called libbalena.so.0" has 'SONAME.*\[libbalena\.so\.0\]'
check "the library stays mapped after dlclose" has 'FLAGS_1.*NODELETE'

checks_passed
