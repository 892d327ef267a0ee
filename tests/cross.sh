#!/usr/bin/env bash
# The library for devices: built for other machines, measured, and tried there with the C examples and the tests of the
# ABI, under qemu, against a simulator that runs natively. The README has the outcome in its section Platforms, which
# BLESS=1 rewrites; otherwise sizes may differ from it by a tenth. With arguments only those targets are tried.
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/toolchains/cross.sh
cargo build --quiet --package balena --package balena-simulator
. tests/served.sh
out=$build/cross
mkdir -p "$out"

failed=0
complain() { # WHAT
  echo "FAILED $*"
  failed=$((failed + 1))
}
megabytes() { awk -v bytes="$(stat -c %s "$1")" 'BEGIN { printf "%.2f MB", bytes / 1e6 }'; } # FILE

build_for() { # TARGET
  local types=cdylib,staticlib
  # Its symbols say what it consists of.
  case $1 in x86_64-*-gnu) local -x CARGO_PROFILE_DEVICE_STRIP=none ;; esac
  case $1 in *-musl) types=staticlib ;; esac
  cross_cargo rustc --quiet --locked --package balena --profile device --lib --crate-type "$types" --target "$1" \
    --target-dir "$out"
}

# Programs for the target, and what runs them.
choose() { # TARGET
  case $1 in
  aarch64-*) compiler=aarch64-linux-gnu-gcc emulator="qemu-aarch64 -L /usr/aarch64-linux-gnu" ;;
  armv7-*) compiler=arm-linux-gnueabihf-gcc emulator="qemu-arm -L /usr/arm-linux-gnueabihf" ;;
  *-musl) compiler=musl_gcc emulator='' ;;
  *) compiler=gcc emulator='' ;;
  esac
}
# Seconds of 64 bits everywhere, as the library counts them.
flags=(-std=gnu11 -Wall -Wextra -Werror -D_FILE_OFFSET_BITS=64 -D_TIME_BITS=64 -Iinclude)
shared() { # SOURCE PROGRAM FLAGS…
  local source=$1 program=$2
  shift 2
  "$compiler" "${flags[@]}" "$@" "$source" -o "$program" -L"$directory" -lbalena -pthread
}
static() { # SOURCE PROGRAM FLAGS…
  local source=$1 program=$2 libraries='-lgcc_s -lutil -lrt -lpthread -lm -ldl -lc'
  shift 2
  case $target in *-musl) libraries='-static -lunwind' ;; esac
  # shellcheck disable=SC2086
  "$compiler" "${flags[@]}" "$@" "$source" -o "$program" "$directory/libbalena.a" $libraries
}

# The names under which the simulator tells a program where and whose it is, in the words of the examples.
cat >"$out/example" <<'RUN'
#!/usr/bin/env bash
set -euo pipefail
program=$1
shift
export BALENA_SUPERVISOR_ADDRESS=$BALENA_TEST_SUPERVISOR_ADDRESS
export BALENA_SUPERVISOR_API_KEY=$BALENA_TEST_SUPERVISOR_API_KEY
export FLEET_USERNAME=$BALENA_TEST_USERNAME FLEET_PASSWORD=$BALENA_TEST_PASSWORD
export DEMO_USERNAME=$BALENA_TEST_USERNAME DEMO_PASSWORD=$BALENA_TEST_PASSWORD
row() { # RESOURCE FIELD
  python3 - "$@" <<'PYTHON'
import json, os, sys, urllib.request
resource, field = sys.argv[1:]
request = urllib.request.Request(
    f"{os.environ['BALENA_API_ENDPOINT'].rstrip('/')}/v7/{resource}?$top=1&$select={field}",
    headers={"Authorization": "Bearer " + os.environ["BALENA_API_KEY"]})
print(json.load(urllib.request.urlopen(request))["d"][0][field])
PYTHON
}
case ${program##*/} in
demo | fleet) "$@" ;;
provision)
  rm -f "$program.json"
  "$@" "$(row application slug)" --output "$program.json"
  ;;
logs) "$@" "$(row device uuid)" --history ;;
tags) "$@" --filter 'is_online eq true' --set site=cellar ;;
on_device) "$@" status ;;
*) "$@" --help ;;
esac
RUN
chmod +x "$out/example"

# Runs a program for the target; what it printed is shown when it fails.
run() { # WHAT PROGRAM [WRAPPER]
  # shellcheck disable=SC2086
  if LD_LIBRARY_PATH=$directory simulated ${3:+tests/logged_in "$3" "$2"} $emulator "$2" >"$directory/printed" 2>&1; then
    return
  fi
  tail -n 20 "$directory/printed"
  complain "$target: $1"
}

limit() { # BYTES: what the shared library may have.
  [ "$(stat -c %s "$directory/libbalena.so")" -le "$1" ] || complain "$target: libbalena.so has more than $1 bytes"
}

table="| Target | \`libbalena.so\`, stripped | it needs | \`libbalena.a\` | a static program | ran |
|---|---|---|---|---|---|"
targets=(x86_64-unknown-linux-gnu aarch64-unknown-linux-gnu armv7-unknown-linux-gnueabihf x86_64-unknown-linux-musl)
for target in "${@:-"${targets[@]}"}"; do
  echo "$target"
  choose "$target"
  build_for "$target"
  directory=$out/$target/device
  case $target in
  x86_64-*-gnu)
    whole=$directory directory=$directory/stripped
    mkdir -p "$directory"
    strip -o "$directory/libbalena.so" "$whole/libbalena.so"
    ln -f "$whole/libbalena.a" "$directory/"
    parts=$(python3 -B tests/toolchains/sizes.py "$whole/libbalena.so" "$directory/libbalena.so")
    ;;
  esac
  links=(static)
  size=none needs=none
  if [ -e "$directory/libbalena.so" ]; then
    links+=(shared)
    ln -sf libbalena.so "$directory/libbalena.so.0"
    size=$(megabytes "$directory/libbalena.so")
    needed=$(readelf -dW "$directory/libbalena.so" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sort | paste -sd ' ')
    [[ $needed =~ ^(ld-linux[^ ]*\ )?libc.so.6\ libgcc_s.so.1$ ]] || complain "$target: libbalena.so needs $needed"
    glibc=$(readelf -VW "$directory/libbalena.so" | grep -o 'GLIBC_2[0-9.]*' | sort -Vu | tail -n 1)
    needs="glibc ${glibc#GLIBC_}, libgcc_s"
  fi
  case $target in
  x86_64-*-gnu) limit 3000000 ;;
  armv7-*) limit 2500000 ;;
  esac

  mkdir -p "$directory/programs"
  examples=0
  for source in examples/c/*.c; do
    name=$(basename "$source" .c)
    for link in "${links[@]}"; do
      if "$link" "$source" "$directory/programs/$name"; then
        run "$name, $link" "$directory/programs/$name" "$out/example"
      else
        complain "$target: $name, $link: it does not build"
      fi
      if [ "$name-$link" = fleet-static ]; then
        cp "$directory/programs/$name" "$directory/stripped"
        case $target in
        x86_64-*) strip "$directory/stripped" ;;
        *) "${compiler%-gcc}-strip" "$directory/stripped" ;;
        esac
        program=$(megabytes "$directory/stripped")
      fi
    done
    examples=$((examples + 1))
  done
  tests=0
  for source in tests/c/*.c; do
    name=$(basename "$source" .c)
    case $name in
    # What they watch is the process itself: its descriptors, threads and signals, which are qemu's too.
    alarms | connections | cancel | fork | sigpipe | threads) continue ;;
    # It finds the next pthread_create by the dynamic loader, which a static program is without.
    logs) [ "${links[-1]}" = shared ] || continue ;;
    esac
    if "${links[-1]}" "$source" "$directory/programs/$name" -rdynamic; then
      run "tests/c/$name.c" "$directory/programs/$name"
    else
      complain "$target: tests/c/$name.c does not build"
    fi
    tests=$((tests + 1))
  done
  noun=$([ "$examples" -eq 1 ] && echo example || echo examples)
  table+="
| $target | $size | $needs | $(megabytes "$directory/libbalena.a") | $program | $examples $noun, $tests tests |"
done

if [ -n "${parts:-}" ]; then table+=$'\n\n'"$parts"; fi
echo
echo "$table"
echo
begin='<!-- From tests/cross.sh: BLESS=1 rewrites what follows. -->'
end='<!-- So far from tests/cross.sh. -->'
if [ $# -gt 0 ]; then
  :
elif [ "${BLESS:-}" = 1 ]; then
  awk -v begin="$begin" -v end="$end" -v table="$table" '
    $0 == end { inside = 0 }
    !inside { print }
    $0 == begin { inside = 1; print ""; print table; print "" }' README.md >"$out/README.md"
  cat "$out/README.md" >README.md
else
  # Word by word: what is a number of megabytes may differ by a tenth.
  awk -v begin="$begin" -v end="$end" '$0 == begin { inside = 1 } $0 == end { inside = 0 } inside && /^\|/' README.md \
    >"$out/expected"
  paste -d '\n' <(tr -s ' ' '\n' <"$out/expected") <(tr -s ' ' '\n' <<<"$table") | awk '
    NR % 2 { expected = $0; next }
    function near(one, other) { return one - other < other / 10 + 0.01 && other - one < other / 10 + 0.01 }
    $0 != expected && !(/^[0-9]+\.[0-9]+$/ && expected ~ /^[0-9.]+$/ && near($0, expected)) {
      print "the README has " expected " for " $0
      differ = 1
    }
    END { exit differ }' || complain "the README says something else of the platforms: BLESS=1 tests/cross.sh rewrites it"
fi
[ "$failed" -eq 0 ]
