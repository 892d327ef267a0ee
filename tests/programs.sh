# Sourced behind served.sh: the programs of tests/c, built into $programs and run, as they are or behind the words of
# another program.

functions=(auth settings application device device_state device_sets device_os device_os_update pine variables tags \
  releases account supervisor logs for_each)

compile() { # NAME LIBRARY_DIRECTORY OUTPUT FLAGS…
  local name=$1 directory=$2 output=$3
  shift 3
  gcc -std=c11 -g -Wall -Wextra -pedantic -Werror "$@" -Iinclude "tests/c/$name.c" -o "$programs/$output" \
    -L"$directory" -lbalena -Wl,-rpath,"$directory" -pthread
}
compile_all() { # LIBRARY_DIRECTORY FLAGS…
  local directory=$1 name
  shift
  for name in boundary auth settings application device_state device_sets device_os device_os_update pine variables \
    tags releases supervisor threads connections; do
    compile "$name" "$directory" "$name" "$@"
  done
  for name in device account logs for_each download sigpipe cancel outage fork alarms; do
    compile "$name" "$directory" "$name" "$@" -Wl,--export-dynamic
  done
}

# Lets a program fail for a wrong access to memory, and for what nothing leads to any more when it ends.
memcheck=(valgrind --quiet --error-exitcode=9 --leak-check=full --show-leak-kinds=definite
  --errors-for-leak-kinds=definite)

# Only a server that does not serve everything may have tests skipped.
whole() { # COMMAND…
  local said
  said=$(served "$@") || { echo "$said"; return 1; }
  echo "$said"
  [ -n "${BALENA_TEST_API_ENDPOINT:-}" ] || [[ $said != *skipped* ]]
}
# Those whose calls meet on several threads.
concurrent() { # LABEL DEVICES MEMORY THREADS WORDS…
  local label=$1 devices=$2 memory=$3 threads=$4
  shift 4
  # A fleet that is large is walked in the memory of a page.
  job "$programs/for_each of $devices$label" \
    "$build/debug/balena-simulator" --fleet "$devices" -- "$@" "$programs/for_each" "$devices" $memory
  job "$programs/download$label" simulated "$@" "$programs/download"
  job "$programs/connections$label" simulated "$@" "$programs/connections"
  job "$programs/cancel$label" "$@" "$programs/cancel"
  job "$programs/threads$label" served "$@" "$programs/threads" "$threads"
}
all() { # LABEL DEVICES MEMORY THREADS WORDS…
  local label=$1 name
  for name in "${functions[@]}"; do
    job "$programs/$name$label" whole "${@:5}" "$programs/$name"
  done
  concurrent "$@"
  job "$programs/boundary$label" "${@:5}" "$programs/boundary"
}
