"""Says what the bytes of a shared library are of, as a table: sizes.py LIBRARY STRIPPED, where the first has its symbols.

A function belongs to the crate that its name begins with: code of a crate that was made part of another's function counts
there.
"""

import collections
import pathlib
import re
import subprocess
import sys

# What a user would name, and the crates that are there for it. Whatever begins otherwise is ring's, in C and assembly.
PARTS = {
    "TLS": "hyper_rustls ring rustls rustls_native_certs rustls_pki_types rustls_platform_verifier tokio_rustls untrusted "
           "webpki webpki_roots",
    "HTTP": "bytes http http_body http_body_util httparse httpdate hyper hyper_util idna percent_encoding reqwest tower "
            "tower_http tower_service url want",
    "connections driven by the calling thread": "futures_channel futures_core futures_util mio socket2 tokio tokio_util",
    "JSON": "indexmap itoa serde serde_core serde_json zmij",
    "gzip": "crc32fast flate2 miniz_oxide simd_adler32",
    "codes of two-factor logins": "base32 block_buffer constant_time_eq digest hmac sha1 sha2 totp_rs",
    "Rust's standard library": "alloc compiler_builtins core hashbrown memchr panic_unwind std std_detect unwind",
}
OWN = {
    "ffi": "the exports, with what is theirs alone", "models": "what the exports do", "http": "the request path",
    "pine": "OData", "settings": "settings and their file", "ini": "settings and their file", "logs": "log streams",
    "download": "downloads",
}
# What no symbol is of.
UNWINDING = "tables for unwinding, without which a panic would end the host"
UNWINDING_SECTIONS = (".eh_frame", ".eh_frame_hdr", ".gcc_except_table")
REST = "texts, certificate authorities, tables for the linker"


def lines(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()


def part(name):
    if name.startswith("balena_"):
        return OWN["ffi"]
    found = re.search(r"([a-z_][a-z_0-9]*)::(\w*)", name)
    if not found:
        return "TLS"
    crate, module = found.groups()
    if crate == "balena":
        return OWN.get(module, "the rest of libbalena")
    return next((part for part, crates in PARTS.items() if crate in crates.split()), "other crates")


def main():
    library, stripped = sys.argv[1:]
    sizes = collections.Counter()
    for line in lines("nm", "--print-size", "--demangle", "--defined-only", library):
        symbol = re.fullmatch(r"[0-9a-f]+ ([0-9a-f]+) ([tTrRdD]) (.*)", line)
        if symbol:
            sizes[part(symbol[3])] += int(symbol[1], 16)
    for line in lines("size", "--format=sysv", library):
        section = line.split()
        if section and section[0] in UNWINDING_SECTIONS:
            sizes[UNWINDING] += int(section[1])
    sizes[REST] = pathlib.Path(stripped).stat().st_size - sizes.total()
    print("| Of `libbalena.so` for x86_64 | takes |\n|---|---|")
    for name, size in sizes.most_common():
        print(f"| {name} | {size / 1e6:.3f} MB |")


if __name__ == "__main__":
    main()
