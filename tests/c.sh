#!/usr/bin/env bash
# The tests of the ABI in C: every export at its worst, the functions of each section against a server, and what
# connections do to a host. Under valgrind too, and with panics injected.
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/served.sh
programs=$build/tests/c
mkdir -p "$programs"

compile() { # NAME LIBRARY_DIRECTORY OUTPUT FLAGS…
  local name=$1 directory=$2 output=$3
  shift 3
  gcc -std=c11 -g -Wall -Wextra -pedantic -Werror "$@" -Iinclude "tests/c/$name.c" -o "$programs/$output" \
    -L"$directory" -lbalena -Wl,-rpath,"$directory" -pthread
}
valgrind="valgrind --quiet --error-exitcode=9 --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite"

# Only a server that does not serve everything may have tests skipped.
counted() { # COMMAND…
  "$@" | tee "$programs/log"
  [ -n "${BALENA_TEST_API_ENDPOINT:-}" ] || ! grep -q skipped "$programs/log"
}

# A fleet that is large is walked in the memory of a page.
crowded() { # DEVICES COMMAND…
  "$build/debug/balena-simulator" --fleet "$1" -- "${@:2}"
}

functions=(auth settings application device device_state device_sets device_os device_os_update pine variables tags \
  releases account supervisor logs for_each)

for name in boundary auth settings application device_state device_sets device_os device_os_update pine variables tags \
  releases supervisor threads connections; do
  compile "$name" "$library" "$name"
done
for name in device account logs for_each download sigpipe cancel; do
  compile "$name" "$library" "$name" -Wl,--export-dynamic
done
echo "boundary";             "$programs/boundary"
for name in "${functions[@]}"; do
  echo "$name"; counted served "$programs/$name"
done
echo "for_each, 20000 devices"; crowded 20000 "$programs/for_each" 20000 16384
echo "download";             simulated "$programs/download"
echo "connections";          simulated "$programs/connections"
echo "cancel";               "$programs/cancel"
echo "sigpipe";              served "$programs/sigpipe"
echo "threads";              served "$programs/threads" 10

echo "boundary, valgrind";    $valgrind "$programs/boundary"
for name in "${functions[@]}"; do
  echo "$name, valgrind"; counted served $valgrind "$programs/$name"
done
echo "for_each, 2000 devices, valgrind"; crowded 2000 $valgrind "$programs/for_each" 2000
echo "download, valgrind";     simulated $valgrind "$programs/download"
echo "connections, valgrind";  simulated $valgrind "$programs/connections"
echo "cancel, valgrind";      $valgrind "$programs/cancel"
echo "threads, valgrind";     served $valgrind "$programs/threads" 5

# A library that panics on demand, which no release is.
cargo build --quiet --package balena --features panic-injection --target-dir "$build/panic-injection"
ln -sf libbalena.so "$build/panic-injection/debug/libbalena.so.0"
compile boundary "$build/panic-injection/debug" boundary-panics -DPANIC_INJECTION
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
