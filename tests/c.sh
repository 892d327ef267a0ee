#!/usr/bin/env bash
# The tests of the ABI in C: every export at its worst, the functions of each section against a server, and what
# connections do to a host. Under valgrind too, though without --long not the functions of all sections, which differ in
# their requests alone; and with panics injected.
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

# Of the library's symbols valgrind needs no more than the names, and spends seconds on reading the rest.
mkdir -p "$programs/library"
strip --strip-debug -o "$programs/library/libbalena.so.0" "$library/libbalena.so"
valgrind=(env "LD_LIBRARY_PATH=$programs/library" valgrind --quiet --error-exitcode=9 --leak-check=full
  --show-leak-kinds=definite --errors-for-leak-kinds=definite)

functions='auth settings application device device_state device_sets device_os device_os_update pine variables tags
  releases account supervisor logs for_each'

for name in boundary auth settings application device_state device_sets device_os device_os_update pine variables tags \
  releases supervisor threads connections; do
  compile "$name" "$library" "$name"
done
for name in device account logs for_each download sigpipe cancel; do
  compile "$name" "$library" "$name" -Wl,--export-dynamic
done

# Only a server that does not serve everything may have tests skipped.
whole() { # COMMAND…
  local said
  said=$(served "$@") || { echo "$said"; return 1; }
  echo "$said"
  [ -n "${BALENA_TEST_API_ENDPOINT:-}" ] || [[ $said != *skipped* ]]
}
# All programs as they are, or behind the words of another one.
all() { # LABEL FUNCTIONS DEVICES MEMORY THREADS WORDS…
  local label=$1 functions=$2 devices=$3 memory=$4 threads=$5 name
  shift 5
  for name in $functions; do
    job "$programs/$name$label" whole "$@" "$programs/$name"
  done
  # A fleet that is large is walked in the memory of a page.
  job "$programs/for_each of $devices$label" \
    "$build/debug/balena-simulator" --fleet "$devices" -- "$@" "$programs/for_each" "$devices" $memory
  job "$programs/download$label" simulated "$@" "$programs/download"
  job "$programs/connections$label" simulated "$@" "$programs/connections"
  job "$programs/cancel$label" "$@" "$programs/cancel"
  job "$programs/threads$label" served "$@" "$programs/threads" "$threads"
  job "$programs/boundary$label" "$@" "$programs/boundary"
}
all ", valgrind" "$([ "${1:-}" = --long ] && echo "$functions" || echo auth device logs)" 2000 "" 5 "${valgrind[@]}"
all ", plain" "$functions" 20000 16384 10
job "$programs/sigpipe, plain" served "$programs/sigpipe"
jobs_passed

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
