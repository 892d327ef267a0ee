#!/usr/bin/env bash
# The library watched from within, by way of the tests that use it: AddressSanitizer and LeakSanitizer under those in C,
# C++ and Go, ThreadSanitizer under what is concurrent in C and Rust, and valgrind under the C programs with the library
# as it ships. Each first has to catch a bug that is planted in a caller and shows only in the library's own code. With
# arguments only these parts: address leak thread valgrind. What it runs against is built by tests/run.
set -euo pipefail
cd "$(dirname "$0")/.."
parts=${*:-address leak thread valgrind}
for part in $parts; do
  case $part in
  address | leak | thread | valgrind) ;;
  *) echo "usage: $0 [address] [leak] [thread] [valgrind]" >&2; exit 2 ;;
  esac
done
wanted() { [[ " $parts " == *" $1 "* ]]; }
. tests/served.sh
. tests/programs.sh
build=$(mkdir -p "$build" && cd "$build" && pwd)
triple=$(rustc -vV | sed -n 's/^host: //p')
# The server that a fleet of the tests' own needs.
export BALENA_TEST_SIMULATOR=$build/debug/balena-simulator

# What follows is about the library in this directory.
look_at() { # NAME LIBRARY_DIRECTORY
  library=$2
  ln -sf libbalena.so "$library/libbalena.so.0"
  export LD_LIBRARY_PATH=$library
  programs=$build/tests/$1
  mkdir -p "$programs"
}

# A bug has to end the program, with a report that has these words and a function of the library.
caught() { # BUG WORDS COMMAND…
  local bug=$1 words=$2 frame='(in|:|#[0-9]+) balena_' said status=0
  shift 2
  said=$("$@" "$bug" 2>&1) || status=$?
  if [ "$status" -eq 0 ] || ! [[ $said =~ $frame ]] || ! [[ $said =~ $words ]]; then
    printf 'the bug that is planted as "%s" was not caught by %s, which ended with %s:\n%s\n' "$bug" "${*##*/}" \
      "$status" "$said"
    return 1
  fi
  echo "caught what is planted as $bug: ${BASH_REMATCH[0]}"
}

compile_planted() { # FLAGS…
  gcc -g "$@" -Iinclude tests/sanitizers/planted.c -o "$programs/planted" -L"$library" -lbalena -pthread
  g++ -g "$@" -Iinclude -x c++ tests/sanitizers/planted.c -o "$programs/planted++" -L"$library" -lbalena -pthread
}

# What is wrong in memory is C's and C++'s as well as the library's: all are instrumented, Rust's code by LLVM, the rest
# by GCC. The runtime is GCC's alone, which the program brings. rustc links its own into nothing but programs of Rust,
# and two in one process would each take malloc for itself. LLVM's instrumentation finds all that it calls in GCC's 12.
addresses() (
  flags=("-fsanitize=address,undefined" -fno-sanitize-recover=all -fno-omit-frame-pointer)
  echo "= addresses and leaks"
  RUSTC_BOOTSTRAP=1 RUSTFLAGS='-Zsanitizer=address -Cforce-frame-pointers=yes' cargo rustc --quiet --locked \
    --package balena --lib --crate-type cdylib --target "$triple" --target-dir "$build/address"
  look_at address "$build/address/$triple/debug"
  leaks=0
  if wanted leak; then leaks=1; fi
  export ASAN_OPTIONS=detect_leaks=$leaks:detect_stack_use_after_return=1:strict_string_checks=1
  export UBSAN_OPTIONS=print_stacktrace=1

  . tests/toolchains/go.sh
  prefix=$programs/prefix
  . tests/prefixed.sh
  compile_planted "${flags[@]}"
  go build -asan -o "$programs/planted-go" tests/sanitizers/planted.go
  for file in planted planted++ planted-go; do
    if wanted address; then caught address 'AddressSanitizer: heap-use-after-free' "$programs/$file"; fi
    if wanted leak; then caught leak 'LeakSanitizer: detected memory leaks' "$programs/$file"; fi
  done

  compile_all "$library" "${flags[@]}"
  all ", addresses" 2000 "" 10
  job "$programs/sigpipe, addresses" served "$programs/sigpipe"
  for file in tests/cpp/*.cpp; do
    object=$programs/$(basename "$file" .cpp)
    job "$object" g++ -std=c++17 -g "${flags[@]}" -Iinclude -Ibindings/cpp -c "$file" -o "$object.o"
  done
  jobs_passed
  g++ "${flags[@]}" "$programs"/*.o -o "$programs/c++" -Wl,--export-dynamic -L"$library" -lbalena -pthread
  job "$programs/c++.log" served "$programs/c++"
  jobs_passed
  BALENA_TEST_SERVES_ALL=1 served go -C bindings/go test -asan -count=1 -timeout=40m ./...
)

# Which thread waits for which shows in the standard library, whose own code has to be instrumented too: it is built
# along, from Debian's source, as for other machines. The runtime is GCC's again, which every program loads before libc.
threads() (
  race='ThreadSanitizer: data race'
  echo "= threads"
  . tests/toolchains/cross.sh
  mkdir -p "$build/thread"
  gcc -O1 -fPIC -fno-builtin -c tests/sanitizers/runtime.c -o "$build/thread/runtime.o"
  rust="-Zsanitizer=thread -Zexternal-clangrt -Clink-arg=$build/thread/runtime.o"
  rust+=" -Zpre-link-arg=-Wl,--push-state,--no-as-needed,-ltsan,--pop-state"
  # Unoptimized it is slow beyond use.
  export CARGO_PROFILE_DEV_OPT_LEVEL=1
  options=(--quiet --locked --package balena --target "$triple" --target-dir "$build/thread"
    "-Zbuild-std=std,panic_unwind")
  # Its memory has to lie where it looks for it, which large random addresses are not.
  calm=(setarch -R)
  "${calm[@]}" true 2>/dev/null || calm=(env)
  export CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUNNER=${calm[*]}
  export TSAN_OPTIONS=die_after_fork=0:second_deadlock_stack=1

  # At once: what is built for the tests has more features, and would be built twice.
  RUSTFLAGS=$rust cross_rust cargo build "${options[@]}" --lib --test planted --test api
  look_at thread "$build/thread/$triple/debug"
  compile_planted -fsanitize=thread
  for file in planted planted++; do
    caught thread "$race" "${calm[@]}" "$programs/$file"
  done
  compile_all "$library" -fsanitize=thread
  job "$programs/logs, threads" whole "${calm[@]}" "$programs/logs"
  job "$programs/for_each, threads" whole "${calm[@]}" "$programs/for_each"
  concurrent ", threads" 2000 "" 10 "${calm[@]}"
  jobs_passed

  # The tests look for it beside them.
  ln -sf "$BALENA_TEST_SIMULATOR" "$library/balena-simulator"
  RUSTFLAGS=$rust caught thread "$race" cross_rust cargo test "${options[@]}" --test planted --
  RUSTFLAGS=$rust cross_rust cargo test "${options[@]}" --test api -- logs:: session:: \
    download:: http:: requests::
)

# The very code that ships, which is optimized as a whole.
as_it_ships() (
  echo "= valgrind"
  cargo rustc --quiet --locked --package balena --release --lib --crate-type cdylib --target-dir "$build/dist"
  look_at valgrind "$build/dist/release"
  compile_planted
  for file in planted planted++; do
    caught address 'Invalid read' "${memcheck[@]}" "$programs/$file"
    caught leak 'definitely lost' "${memcheck[@]}" "$programs/$file"
  done
  compile_all "$library"
  all ", valgrind" 2000 "" 5 "${memcheck[@]}"
  jobs_passed
)

if wanted address || wanted leak; then addresses; fi
if wanted thread; then threads; fi
if wanted valgrind; then as_it_ships; fi
