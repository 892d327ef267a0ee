# Sourced behind served.sh: installs the library that is tested, and has Go find that as its users' does.
prefix=${prefix:-$(cd "$build" && pwd)/tests/prefix}
examples/packaging/install --prefix "$prefix" --built "$library"
export PKG_CONFIG_PATH=$prefix/lib/pkgconfig
# Go's build cache does not look at what pkg-config says, nor into headers outside a package: either must change a flag.
CGO_CFLAGS="-O2 -g -DBALENA=$({ echo "$prefix"; cat include/balena.h; } | cksum | cut -d ' ' -f 1)"
export CGO_CFLAGS CGO_ENABLED=1
