"""Counts the instructions and system calls of a call, and compares them with limits.json: a change that makes calls slower
shows, however busy the machine is.

    counts.py PROGRAM LIBRARY      where limits.json has limits for LIBRARY, `quick` or `shipped`; BLESS=1 rewrites them
"""

import http.server
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading

LIMITS = pathlib.Path(__file__).with_name("limits.json")
# How much more than its limit a count may be: compilers and C libraries differ.
ROOM = 1.05
# How often each is called in the shorter and in the longer run: what is counted is what the longer one has more.
RUNS = {"get": (100, 600), "list": (2, 12)}
ROWS = 1000


def row(number):
    """A device with as many fields as the service's have, and texts and numbers of their kinds."""
    times = {f"time_{place}": f"2026-11-{place + 10}T10:20:30.{number % 1000:03}Z" for place in range(6)}
    numbers = {f"count_{place}": number * place for place in range(14)}
    owners = {f"belongs_to__{place}": {"__id": number + place} for place in range(8)}
    others = {f"is_{place}": (None, True, False)[place % 3] for place in range(16)}
    return {"id": number, "uuid": f"{number:032x}", "note": 'say "grüße"\n'} | times | numbers | owners | others


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    bodies = {
        is_list: json.dumps({"d": [row(number) for number in range(1, count + 1)]}, ensure_ascii=False).encode()
        for is_list, count in ((False, 1), (True, ROWS))
    }

    def do_GET(self):
        body = self.bodies["(" not in self.path]
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
        # At once, so that it arrives at once where it is small.
        self.wfile.write(head.encode() + body)

    def log_message(self, *_):
        pass


def instructions(name, command):
    counting = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    errors = subprocess.run([*counting, *command], check=True, capture_output=True, text=True).stderr
    return int(re.search(r"Collected\s*:\s*(\d+)", errors)[1])


def system_calls(name, command):
    with tempfile.NamedTemporaryFile("r") as file:
        # How often a large body is read depends on how it arrives, and where it is put on what was freed before.
        wanted = "all" if name == "get" else "!recvfrom,epoll_wait,mmap,munmap,mremap,madvise,brk"
        counting = ["strace", "-f", "-qq", "-c", "-U", "calls,name", f"--trace={wanted}", "-o", file.name]
        subprocess.run([*counting, *command], check=True)
        return int(file.read().splitlines()[-1].split()[0])


def main():
    program, library = sys.argv[1:]
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    limits = json.loads(LIMITS.read_text())
    counted, failed = {}, False
    for name, (few, many) in RUNS.items():
        for count in (instructions, system_calls):
            less, more = (count(name, [program, name, f"http://127.0.0.1:{server.server_port}/", str(runs)])
                          for runs in (few, many))
            each, what = (more - less) / (many - few), f"{name}, {count.__name__.replace('_', ' ')}"
            counted[what] = round(each, 1)
            limit = limits[library].get(what, 0)
            is_above = each > limit * ROOM
            failed |= is_above
            print(f"{what}: {each:.1f}, {'ABOVE ' if is_above else ''}{limit}")
    if os.environ.get("BLESS") == "1":
        LIMITS.write_text(json.dumps(limits | {library: counted}, indent=2) + "\n")
    elif failed:
        sys.exit("A call takes more than it did. Where that is meant, BLESS=1 sets the limits anew.")


main()
