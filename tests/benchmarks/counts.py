"""What does not depend on how busy a machine is: instructions, system calls, context switches, connections, sizes."""

import os
import pathlib
import re
import subprocess
import tempfile

# By case: what a run of so many calls, rows or lines has more than one of so few, divided by the difference, is what one
# has. What comes before and after drops out.
RUNS = {"call": (200, 1_200), "call-https": (200, 1_200), "list": (1_000, 10_000), "logs": (10_000, 40_000)}


def of_peer(bench, peer, name, case):
    """What one call, row or line has."""
    few, many = RUNS[name]
    counts = {}
    for counter in [system_calls] + ([instructions] if peer.is_native else []):
        less, more = (counter(bench, peer, case, count) for count in (few, many))
        counts[counter.__name__] = (more - less) / (many - few)
        counts[f"{counter.__name__} of the rest"] = less - few * counts[counter.__name__]
    plain = bench.run(peer, case, many)
    return counts | {"switches": plain["switches"] / many, "connections": plain["connections"]}


def instructions(bench, peer, case, count):
    # Go's own scheduler sends its threads signals, which callgrind does not take.
    counting = ["env", "GODEBUG=asyncpreemptoff=1", "valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    ran = bench.run(peer, case, count, counting)
    return int(re.search(r"Collected\s*:\s*(\d+)", ran["errors"])[1])


def system_calls(bench, peer, case, count):
    file = bench.scratch / "system-calls"
    bench.run(peer, case, count, ["strace", "-f", "-qq", "-c", "-U", "calls,name", "-o", str(file)])
    return int(file.read_text().splitlines()[-1].split()[0])


def sizes(place):
    """Bytes of what a program takes along, stripped."""
    linked = subprocess.run(["ldd", place / "programs/libcurl"], capture_output=True, text=True, check=True).stdout
    found = {os.path.basename(path): path for path in re.findall(r"=> (/\S+)", linked)}
    # What every program has.
    needed = {name: path for name, path in found.items()
              if not re.match(r"lib(c|m|dl|pthread|rt|gcc_s|resolv)\.so", name)}
    alone = {name: path for name, path in needed.items() if name.startswith("libcurl")}
    tls = {name: path for name, path in needed.items() if name.startswith(("libssl", "libcrypto"))}
    return {
        "libbalena.so": stripped([place / "prefix/lib/libbalena.so"]),
        "libcurl with libssl and libcrypto": stripped([*alone.values(), *tls.values()]),
        f"libcurl with all {len(needed) - 1} libraries that Debian's needs": stripped(needed.values()),
    }


def stripped(paths):
    total = 0
    for path in paths:
        with tempfile.TemporaryDirectory() as directory:
            output = pathlib.Path(directory, "stripped")
            subprocess.run(["strip", "--strip-unneeded", "-o", output, path], check=True)
            total += output.stat().st_size
    return total
