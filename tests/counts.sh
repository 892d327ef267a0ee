#!/usr/bin/env bash
# Counts what a call takes with the library that tests/packages.sh has built, which is to run before, with the same
# argument. BLESS=1 sets the limits anew.
set -euo pipefail
cd "$(dirname "$0")/.."
build=${CARGO_TARGET_DIR:-target}
library=quick
if [ "${1:-}" = --long ]; then library=shipped; fi
place=$(mktemp -d)
trap 'rm -r "$place"' EXIT
ln -s "$(realpath "$build/dist/release/libbalena.so")" "$place/libbalena.so.0"
gcc -O1 -Wall -Wextra -Werror -Iinclude tests/counts/calls.c -o "$place/calls" "$place/libbalena.so.0" \
  -Wl,-rpath,"$place"
unset LD_LIBRARY_PATH
for name in "${!BALENA_@}" http_proxy HTTP_PROXY all_proxy ALL_PROXY; do unset "$name"; done
python3 -B tests/counts/counts.py "$place/calls" "$library"
