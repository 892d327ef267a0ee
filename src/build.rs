//! Linker arguments of the shared library.

fn main() {
    println!("cargo:rerun-if-changed=src/build.rs");
    println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libbalena.so.{}", env!("CARGO_PKG_VERSION_MAJOR"));
    // A thread that looks a name up can outlive dlclose: the code stays mapped.
    println!("cargo:rustc-cdylib-link-arg=-Wl,-z,nodelete");
}
