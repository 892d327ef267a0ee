#!/usr/bin/env bash
# What builds the library into images of devices goes with Cargo.toml, Cargo.lock and LICENSE.
set -euo pipefail
cd "$(dirname "$0")/.."
recipe=examples/packaging/yocto/recipes-support/libbalena
package=examples/packaging/buildroot/package/libbalena
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
if [ "${BLESS:-}" = 1 ]; then
  examples/packaging/yocto/crates >$recipe/libbalena-crates.inc
fi

. tests/checks.sh
crates() {
  diff -u --label libbalena-crates.inc --label Cargo.lock $recipe/libbalena-crates.inc <(examples/packaging/yocto/crates)
}
# As many as there are, so that none is overlooked by what reads them.
count() {
  [ "$(grep -c 'sha256sum' $recipe/libbalena-crates.inc)" -eq "$(grep -c '^checksum = ' Cargo.lock)" ]
}
sums() { # COMMAND FILE
  grep -q "$("$1" LICENSE | cut -d ' ' -f 1)" "$2"
}
check "the crates of the Yocto recipe are those of Cargo.lock: BLESS=1 tests/packaging.sh rewrites them" crates
check "every crate is in the Yocto recipe, with its checksum" count
check "the Yocto recipe is of version $version" test -e "$recipe/libbalena_$version.bb"
check "the Buildroot package is of version $version" grep -qx "LIBBALENA_VERSION = $version" $package/libbalena.mk
check "the Yocto recipe has the checksum of LICENSE" sums md5sum "$recipe/libbalena_$version.bb"
check "the Buildroot package has the checksum of LICENSE" sums sha256sum $package/libbalena.hash

checks_passed
