# Sourced behind served.sh: has Go find the library that is tested, as it finds one that is installed.
tests/prefix "$build/tests/prefix" "$library"
PKG_CONFIG_PATH=$(cd "$build/tests/prefix/lib/pkgconfig" && pwd)
# Go's build cache does not look at what pkg-config says, nor into headers outside a package: either must change a flag.
CGO_CFLAGS="-O2 -g -DBALENA=$({ echo "$PKG_CONFIG_PATH"; cat include/balena.h; } | cksum | cut -d ' ' -f 1)"
export PKG_CONFIG_PATH CGO_CFLAGS CGO_ENABLED=1
