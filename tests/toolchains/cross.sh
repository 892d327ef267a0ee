# Sourced: gives cross_cargo and musl_gcc, which build for other machines, and cross_rust, which runs the Rust of both.
# That has the source of its standard library, which is compiled along for each target, and comes from Debian; zig, the
# C compiler and linker for musl, comes from PyPI; both are put together in target/toolchains. Debian's compilers for
# ARM and qemu are installed.

# cross_install FOLDER
cross_install() (
  set -eu
  [ "$(uname -sm)" = "Linux x86_64" ] || { echo "there is nothing to fetch for $(uname -sm)"; exit 1; }
  apt-get update
  apt-get install --yes --no-install-recommends gcc-aarch64-linux-gnu gcc-arm-linux-gnueabihf \
    libc6-dev-arm64-cross libc6-dev-armhf-cross qemu-user
  mkdir -p "${1%/*}"
  # All is put together aside and appears by one rename, so that what is there is whole.
  aside=$(mktemp -d "$1.XXXXXX")
  trap 'rm -rf "$aside"' EXIT
  # Unpacked, not installed: the system's own Rust stays what it is. What they need comes along as far as the system
  # lacks it.
  mkdir -p "$aside/archives/partial"
  apt-get install --yes --no-install-recommends --download-only --option Dir::Cache::archives="$aside/archives" \
    rustc-web cargo-web rust-web-src
  for package in "$aside"/archives/*.deb; do
    dpkg-deb --extract "$package" "$aside/whole"
  done
  echo "ziglang==0.17.1 --hash=sha256:ea6cc5d87b033cf0aedfbc8f9549a908cae6c50ac31f1698188fa48a74524b54" >"$aside/requirements"
  python3 -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --no-compile --root-user-action ignore \
    --target "$aside/packages" --requirement "$aside/requirements"
  mv "$aside/packages/ziglang" "$aside/whole/zig"
  # The C compiler for musl, which crates look for by this name. They call it as they call clang, with the name of
  # Rust's target; zig has its own.
  cat >"$aside/whole/usr/bin/musl-gcc" <<'COMPILER'
#!/bin/sh
for argument; do
  shift
  case $argument in --target=*) ;; *) set -- "$@" "$argument" ;; esac
done
exec "${0%/usr/bin/*}/zig/zig" cc -target x86_64-linux-musl "$@"
COMPILER
  chmod +x "$aside/whole/usr/bin/musl-gcc"
  [ -d "$1" ] || mv -T "$aside/whole" "$1" || [ -d "$1" ]
)

cross_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/target/toolchains/cross

# cross_rust COMMAND…: runs cargo, or what else came with it, in the way that gives features not yet stable.
cross_rust() {
  PATH=$cross_root/usr/bin:$PATH LD_LIBRARY_PATH=$cross_root/usr/lib/x86_64-linux-gnu RUSTC_BOOTSTRAP=1 \
    "$cross_root/usr/bin/$1" "${@:2}"
}

# cross_cargo ARGUMENTS…: cargo for any target, with its standard library, which is built for size too. What only the
# message of a panic would show is left out, backtraces and places in the source: the library never shows one.
cross_cargo() {
  RUSTFLAGS=-Zlocation-detail=none \
    CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER=aarch64-linux-gnu-gcc \
    CARGO_TARGET_ARMV7_UNKNOWN_LINUX_GNUEABIHF_LINKER=arm-linux-gnueabihf-gcc \
    cross_rust cargo "$@" -Zbuild-std=std,panic_unwind -Zbuild-std-features=panic-unwind,optimize_for_size
}

musl_gcc() { "$cross_root/usr/bin/musl-gcc" "$@"; }

# What sourcing this gives: whether all of it is there.
{ [ -d "$cross_root" ] || cross_install "$cross_root" >&2; } && aarch64-linux-gnu-gcc --version >/dev/null &&
  arm-linux-gnueabihf-gcc --version >/dev/null && qemu-arm --version >/dev/null
