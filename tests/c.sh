#!/usr/bin/env bash
# The tests of the ABI in C: every export at its worst, the functions of each section against a server, and what
# connections do to a host. Under valgrind too, and with panics injected.
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/served.sh
. tests/programs.sh
programs=$build/tests/c
mkdir -p "$programs"

# Of the library's symbols valgrind needs no more than the names, and spends seconds on reading the rest.
mkdir -p "$programs/library"
strip --strip-debug -o "$programs/library/libbalena.so.0" "$library/libbalena.so"
valgrind=(env "LD_LIBRARY_PATH=$programs/library" "${memcheck[@]}")

compile_all "$library"
# Those in which threads meet, and calls of the worst kind. The others differ in their requests alone, or in how much they
# move: they are under valgrind in tests/sanitizers.sh.
job "$programs/auth, valgrind" whole "${valgrind[@]}" "$programs/auth"
job "$programs/logs, valgrind" whole "${valgrind[@]}" "$programs/logs"
job "$programs/cancel, valgrind" "${valgrind[@]}" "$programs/cancel"
job "$programs/threads, valgrind" served "${valgrind[@]}" "$programs/threads" 5
job "$programs/boundary, valgrind" "${valgrind[@]}" "$programs/boundary"
all ", plain" 20000 16384 10
job "$programs/sigpipe, plain" served "$programs/sigpipe"
job "$programs/outage, plain" "$programs/outage"
job "$programs/fork, plain" served "$programs/fork"
job "$programs/alarms, plain" served "$programs/alarms"
# A connection that breaks under TLS does so with the same signal.
encrypted() { # COMMAND…
  local authority
  authority=$programs/authority-$(basename "$1")
  mkdir -p "$authority"
  # shellcheck disable=SC2016 # the simulator sets it.
  "$build/debug/balena-simulator" --fleet 30 --cloud --tls "$authority" -- \
    sh -c 'SSL_CERT_FILE=$BALENA_TEST_CA_FILE exec "$@"' sh "$@"
}
job "$programs/sigpipe, TLS" encrypted "$programs/sigpipe"
job "$programs/connections, TLS" encrypted "$programs/connections"
jobs_passed

build_panicking
compile boundary "$panicking" boundary-panics -DPANIC_INJECTION
echo "boundary, with panics"; LD_LIBRARY_PATH= "$programs/boundary-panics" 2>"$programs/printed"
if [ -s "$programs/printed" ]; then
  echo "the library printed:"
  cat "$programs/printed"
  exit 1
fi

# The archive links as well as the shared library.
gcc -std=c11 -Iinclude tests/c/boundary.c -o "$programs/boundary-static" "$library/libbalena.a" \
  -lgcc_s -lutil -lrt -lpthread -lm -ldl -lc
echo "boundary, static";      "$programs/boundary-static"
