#!/usr/bin/env bash
# The C++ headers as clang-tidy sees them: bindings/cpp/.clang-tidy says what is asked.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v clang-tidy >/dev/null || { apt-get update && apt-get install -y --no-install-recommends clang-tidy; } >/dev/null
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
tidy() { # SOURCE
  clang-tidy --quiet --config-file=bindings/cpp/.clang-tidy --header-filter="(bindings/cpp|$folder)/" "$1" -- -std=c++17 -Iinclude -Ibindings/cpp
}

echo '#include <balena.hpp>' >"$folder/all.cpp"
tidy "$folder/all.cpp"
# It does look into headers.
echo 'inline int *planted(long number) { return (int *)number; }' >"$folder/planted.hpp"
echo '#include "planted.hpp"' >"$folder/planted.cpp"
! tidy "$folder/planted.cpp" >"$folder/said" 2>/dev/null || { echo "clang-tidy takes anything"; exit 1; }
grep 'planted.hpp.*cstyle-cast' "$folder/said" >/dev/null
