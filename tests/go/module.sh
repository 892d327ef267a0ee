#!/usr/bin/env bash
# The Go binding as its users have it: its folder alone, used by a module of their own, with a libbalena that pkg-config
# finds. The program is the one of README.md.
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/toolchains/go.sh
. tests/served.sh
. tests/prefixed.sh
# Programs are to find the library that is installed, and nothing of the developer's own.
unset LD_LIBRARY_PATH CGO_LDFLAGS
place=$(mktemp -d)
trap 'rm -r "$place"' EXIT
export GOFLAGS=-mod=mod GOWORK=off

cp -r bindings/go "$place/binding"
mkdir "$place/module" "$place/home"
module=github.com/libbalena/libbalena/bindings/go
sed '1,/^```go$/d; /^```$/,$d' README.md >"$place/module/main.go"
cat >"$place/module/go.mod" <<END
module names

go 1.21

require $module v0.0.0

replace $module => $place/binding
END

named() { served env HOME="$place/home" tests/logged_in "$1" | grep -c .; } # PROGRAM, which names devices
needs_library() { readelf -dW "$1" | grep 'NEEDED.*\[libbalena\.so\.[0-9]*\]' >/dev/null; } # PROGRAM

echo "with the shared library"
go -C "$place/module" build -o "$place/shared" .
needs_library "$place/shared"
test "$(LD_LIBRARY_PATH=$prefix/lib named "$place/shared")" -gt 1

echo "with the static library"
go -C "$place/module" build -tags balena_static -o "$place/static" .
! needs_library "$place/static" || { echo "the program has the wrong libbalena"; exit 1; }
test "$(named "$place/static")" -gt 1

echo "with other versions"
IFS=. read -r major minor patch < <(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml)
newer=("$major.$minor.$patch" "$major.$minor.$((patch + 1))" "$major.$((minor + 1)).0")
wrong=("$major.$minor.$((patch - 1))" "$major.$((minor - 1)).$((patch + 1))" "$((major + 1)).$minor.$patch"
  "$((major - 1)).$((minor + 1)).$((patch + 1))")

compiles() { # VERSION
  local names=(MAJOR MINOR PATCH) numbers at=0
  IFS=. read -ra numbers <<<"$1"
  mkdir -p "$place/other/include"
  cp include/balena.h "$place/other/include/"
  for ((at = 0; at < 3; at++)); do
    sed -i "s/^#define BALENA_VERSION_${names[at]} .*/#define BALENA_VERSION_${names[at]} ${numbers[at]}/" \
      "$place/other/include/balena.h"
  done
  gcc -fsyntax-only -I"$place/other/include" -include "$place/binding/version.h" -x c /dev/null 2>"$place/log"
}
# The real library, but for what it says of itself.
gcc -shared -fPIC -x c - -o "$place/other.so" <<<'#include <stdlib.h>
const char *balena_version(void) { return getenv("OTHER_VERSION"); }'
runs() { # VERSION
  # Without a login the program ends with an error of the library in any case.
  env HOME="$place/home" OTHER_VERSION="$1" LD_PRELOAD="$place/other.so" LD_LIBRARY_PATH="$prefix/lib" \
    BALENA_API_ENDPOINT=http://127.0.0.1:1 "$place/shared" >"$place/log" 2>&1 && return 1
  ! grep "the wrong version of libbalena: .* runs with $1, and wants $major, of $major\.$minor\.$patch or newer" \
    "$place/log" >/dev/null || return 1
  grep UNAUTHORIZED "$place/log" >/dev/null || { cat "$place/log"; exit 1; }
}
for version in "${newer[@]}"; do
  compiles "$version" || { echo "a header of $version is refused"; cat "$place/log"; exit 1; }
  runs "$version" || { echo "a library of $version is refused"; exit 1; }
done
for version in "${wrong[@]}"; do
  ! compiles "$version" || { echo "a header of $version is taken"; exit 1; }
  ! runs "$version" || { echo "a library of $version is taken"; exit 1; }
done
! runs unknown || { echo "a library without a version is taken"; exit 1; }

# What cgo says first is what is wrong. Another flag is another build: Go's cache does not look at what pkg-config says.
grep -v 'BALENA_VERSION\|balena_device_get_all(' include/balena.h >"$place/other/include/balena.h"
ln -s "$prefix/lib" "$place/other/lib"
mkdir "$place/pkgconfig"
sed "s|^prefix=.*|prefix=$place/other|" "$PKG_CONFIG_PATH/balena.pc" >"$place/pkgconfig/balena.pc"
! CGO_CFLAGS=-DOTHER PKG_CONFIG_PATH=$place/pkgconfig go -C "$place/binding" build . 2>"$place/log" ||
  { echo "a header without a version is taken"; exit 1; }
grep "error.*The Go package wants balena.h of libbalena $major" "$place/log" >/dev/null || { cat "$place/log"; exit 1; }
