"""What does not depend on how busy a machine is: instructions, system calls, context switches, connections, sizes."""

import os
import pathlib
import re
import subprocess
import tempfile

import counting
import server

# By case, how many calls, rows or lines the short run has, and the long one.
RUNS = {"call": (200, 1_200), "binding": (2_000, 12_000), "call-https": (200, 1_200),
        "list": (1_000, 10_000), "logs": (10_000, 40_000)}


def of_peer(bench, peer, name, case):
    """What one call, row or line has."""
    few, many = RUNS[name]
    counts = {}
    for counter in [counting.system_calls] + ([counting.instructions] if peer.is_native else []):
        def counted(count, counter=counter):
            return counter(lambda wrapper: bench.run(peer, case, count, wrapper)["errors"])

        counts[counter.__name__], counts[f"{counter.__name__} of the rest"] = counting.of_one(counted, few, many)
    plain = bench.run(peer, case, many)
    return counts | {"switches": plain["switches"] / many, "connections": plain["connections"]}


def of_longer_lists(bench, peer, case):
    """The instructions that a device takes which one list has more than the next shorter one."""
    counted = {}
    for count in server.LISTS:
        counted[count] = counting.instructions(lambda wrapper, count=count: bench.run(peer, case, count, wrapper)["errors"])
    pairs = zip(server.LISTS, server.LISTS[1:])
    return {f"{few:,} to {many:,}": (counted[many] - counted[few]) / (many - few) for few, many in pairs}


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
