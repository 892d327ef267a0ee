#!/usr/bin/env bash
# Torture: each thing that the library asks of the system fails in turn, memory too, and processes are killed at each
# thing that they do to files. A sample of it; with --long all.
set -euo pipefail
cd "$(dirname "$0")/.."
long=()
case "$*" in
'') ;;
--long) long=(--long) ;;
*)
  echo "usage: $0 [--long]" >&2
  exit 2
  ;;
esac
. tests/served.sh
export TORTURE_PROGRAMS=$build/tests/torture BALENA_LIBRARY=$library/libbalena.so
mkdir -p "$TORTURE_PROGRAMS"

gcc -std=c11 -g -O1 -Wall -Wextra -Werror -shared -fPIC tests/torture/shim.c -o "$TORTURE_PROGRAMS/shim.so" -ldl
for name in script keeper; do
  gcc -std=c11 -g -Wall -Wextra -Werror -Iinclude "tests/torture/$name.c" -o "$TORTURE_PROGRAMS/$name" \
    -L"$library" -lbalena -Wl,-rpath,"$library" -pthread -ldl
done

torture() { # WHAT PART PARTS
  "$build/debug/balena-simulator" --fleet 30 --cloud --supervisor --image-size 300000 \
    --tls "$(mktemp -d "$TORTURE_PROGRAMS/tls-XXXXXX")" -- python3 -B tests/torture/run.py "$@" "${long[@]}"
}

trap 'rm -rf "$TORTURE_PROGRAMS"/tls-*' EXIT
python3 -B tests/torture/run.py imports
for what in calls kills memory; do
  for part in $(seq 0 $((at_once - 1))); do
    job "$TORTURE_PROGRAMS/$what $part" torture "$what" "$part" "$at_once"
  done
done
jobs_passed
