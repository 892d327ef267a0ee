#!/usr/bin/env bash
# What users install: makes the release archive and the Debian packages, unpacks them elsewhere, and builds and runs the
# examples with what came out, by pkg-config and by CMake, dynamically and statically. Without --long it is one example of
# each language, and the library in it is one that is built sooner than what ships. With --bare it installs the packages in
# a Debian 12 of its own instead, made by debootstrap (as root), which has nothing else than compilers.
set -euo pipefail
cd "$(dirname "$0")/.."
repository=$PWD
. tests/served.sh
# Programs are to find the library that was unpacked.
unset LD_LIBRARY_PATH
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml)
cargo build --quiet --package balena-simulator
place=$(mktemp -d)
trap 'rm -r "$place"' EXIT

if [ $# -eq 0 ]; then
  export CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16
fi
examples/packaging/debian "$place/out"

if [ "${1:-}" = --bare ]; then
  root=$place/root
  debootstrap --variant=minbase --include=gcc,g++,libc6-dev,cmake,make,pkg-config bookworm "$root" >"$place/log" ||
    { tail "$place/log"; exit 1; }
  cp -r "$place"/out/*.deb examples tests/packages "$root/root/"
  inside() { chroot "$root" /usr/bin/env -i PATH=/usr/bin:/bin:/usr/sbin:/sbin HOME=/root "$@"; }
  inside sh -c 'dpkg --install /root/*.deb' >"$place/log" || { cat "$place/log"; exit 1; }
  inside sh /root/packages/build.sh /root/examples /root/packages /root/programs
  # Only what the server says of itself is known inside.
  # shellcheck disable=SC2016
  simulated sh -c 'exec chroot "$0" /usr/bin/env -i PATH=/usr/bin:/bin HOME=/root \
    BALENA_TEST_API_ENDPOINT="$BALENA_TEST_API_ENDPOINT" BALENA_TEST_USERNAME="$BALENA_TEST_USERNAME" \
    BALENA_TEST_PASSWORD="$BALENA_TEST_PASSWORD" sh /root/packages/show.sh /root/programs "$1"' "$root" "$version"
  exit
fi

examples/packaging/archive "$place/out"
if [ "${1:-}" = --long ]; then
  # What is made again is the same.
  mkdir "$place/again"
  examples/packaging/archive "$place/again" >/dev/null
  examples/packaging/debian "$place/again" >/dev/null
  diff -r "$place/out" "$place/again"
fi

mkdir "$place/archive" "$place/debian" "$place/home"
tar --extract --file "$place"/out/*.tar.gz --directory "$place/archive" --strip-components=1
for package in "$place"/out/*.deb; do dpkg-deb --extract "$package" "$place/debian"; done
debian=$place/debian/usr

needed() { readelf -dW "$1" | sed -n 's/.*NEEDED.*\[\(.*\)\]/\1/p'; } # PROGRAM
try() { # PREFIX LIBRARY_DIRECTORY EXAMPLES
  echo "$2"
  test "$(readlink -f "$2/libbalena.so")" = "$2/libbalena.so.$version"
  diff <(needed "$2/libbalena.so" | grep -Ev '^(libc|libgcc_s|ld-linux.*)\.so\.[0-9]+$') /dev/null
  diff <(cut -d' ' -f1 tests/symbols.txt) \
    <(nm --extern-only --defined-only "$2/libbalena.a" | awk 'NF == 3 { print $3 }')
  PKG_CONFIG_LIBDIR=$2/pkgconfig pkg-config --exact-version="$version" balena
  env -i PATH="$PATH" HOME="$place/home" PKG_CONFIG_LIBDIR="$2/pkgconfig" CMAKE_PREFIX_PATH="$1" \
    sh tests/packages/build.sh "$3" "$repository/tests/packages" "$place/programs"
  for program in "$place"/programs/*/*; do
    case $program in
      *_static) ! needed "$program" | grep '^libbalena' ;;
      *) needed "$program" | grep '^libbalena\.so\.[0-9]*$' >/dev/null ;;
    esac || { echo "$program has the wrong libbalena"; exit 1; }
  done
  simulated env HOME="$place/home" LD_LIBRARY_PATH="$2" sh tests/packages/show.sh "$place/programs" "$version"
}
# One program of each language tells whether what was unpacked is found, in either place; tests/examples.sh builds all.
mkdir "$place/examples"
cp -r examples/c examples/cpp "$place/examples/"
find "$place/examples" -name '*.c*' ! -name 'fleet.*' -delete
if [ "${1:-}" = --long ]; then examples=$repository/examples; else examples=$place/examples; fi
try "$place/archive" "$place/archive/lib" "$examples"
try "$debian" "$debian/lib/$(gcc -dumpmachine)" "$place/examples"

rustc --edition 2024 -O --crate-type staticlib tests/packages/neighbour.rs -o "$place/libneighbour.a"
for order in "libneighbour.a archive/lib/libbalena.a" "archive/lib/libbalena.a libneighbour.a"; do
  # The words are two files.
  # shellcheck disable=SC2086
  (cd "$place" && gcc -Iarchive/include "$repository/tests/packages/neighbours.c" $order -o neighbours && ./neighbours)
done
