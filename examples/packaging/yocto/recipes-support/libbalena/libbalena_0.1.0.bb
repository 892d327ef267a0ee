SUMMARY = "Client library for balenaCloud and openBalena"
DESCRIPTION = "Manages the applications, devices, variables, tags, releases and logs of balenaCloud or an openBalena, \
and asks the supervisor of the device that it runs on."
SECTION = "libs"

# The library's own, and those of the crates in it; where a crate leaves the choice, it is Apache-2.0.
LICENSE = "Apache-2.0 & BSD-3-Clause & CDLA-Permissive-2.0 & ISC & MIT & Unicode-3.0 & Zlib"
LIC_FILES_CHKSUM = "file://LICENSE;md5=3b83ef96387f14655fc854ddc3c6bd57"

# In files/, where examples/packaging/embedded puts it. The crates are fetched with the rest of an image's sources, each
# by the checksum that Cargo.lock has.
SRC_URI = "file://${BP}.tar.gz"
require ${BPN}-crates.inc

inherit cargo

BUILD_MODE = "--profile device"
BUILD_DIR = "device"
# What is left to packaging, which keeps the symbols for debuggers.
export CARGO_PROFILE_DEVICE_STRIP = "none"

# cargo build would make a Rust library as well, and for its sake leave out the optimization across crates.
do_compile() {
    export RUSTFLAGS="${RUSTFLAGS}"
    "${CARGO}" rustc ${CARGO_BUILD_FLAGS} --package balena --lib --crate-type cdylib,staticlib
}

do_install() {
    built="${B}/target/${CARGO_TARGET_SUBDIR}"
    install -d ${D}${libdir}/pkgconfig ${D}${includedir}
    install -m 0755 "$built/libbalena.so" ${D}${libdir}/libbalena.so.${PV}
    ln -s libbalena.so.${PV} ${D}${libdir}/libbalena.so.0
    ln -s libbalena.so.0 ${D}${libdir}/libbalena.so
    install -m 0644 "$built/libbalena.a" ${D}${libdir}
    install -m 0644 ${S}/include/balena.h ${D}${includedir}
    cp -r --no-preserve=ownership ${S}/bindings/cpp/. ${D}${includedir}
    sed -e 's|@up@|../..|' -e 's|@libdir@|${baselib}|' -e 's|@version@|${PV}|' \
        ${S}/examples/packaging/balena.pc.in >${D}${libdir}/pkgconfig/balena.pc
}

BBCLASSEXTEND = "native nativesdk"
