"""Counts the instructions and system calls of a call, and compares them with limits.json: a change that makes calls slower
shows, however busy the machine is.

    counts.py PROGRAM LIBRARY      where limits.json has limits for LIBRARY, `quick` or `shipped`; BLESS=1 rewrites them
"""

import functools
import http.server
import json
import os
import pathlib
import subprocess
import sys
import threading

import counting

LIMITS = pathlib.Path(__file__).with_name("limits.json")
# How much more than its limit a count may be: compilers and C libraries differ.
ROOM = 1.05
# How often each is called in the short run, and in the long one.
RUNS = {"get": (100, 600), "list": (2, 12)}
# How often a large body is read depends on how it arrives, and where it is put on what was freed before.
SYSTEM_CALLS = {"get": "all", "list": "!recvfrom,epoll_wait,mmap,munmap,mremap,madvise,brk"}
ROWS = 1000


def row(number):
    """A device with as many fields as the service's have, and texts and numbers of their kinds."""
    times = {f"time_{place}": f"2026-11-{place + 10}T10:20:30.{number % 1000:03}Z" for place in range(6)}
    numbers = {f"count_{place}": number * place for place in range(14)}
    owners = {f"belongs_to__{place}": {"__id": number + place} for place in range(8)}
    others = {f"is_{place}": (None, True, False)[place % 3] for place in range(16)}
    return {"id": number, "uuid": f"{number:032x}", "note": 'say "grüße"\n'} | times | numbers | owners | others


def body(rows):
    """As the service writes it: without white space."""
    answer = {"d": [row(number) for number in range(1, rows + 1)]}
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()


ONE, LIST = body(1), body(ROWS)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        body = ONE if "(" in self.path else LIST
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
        # At once, so that it arrives at once where it is small.
        self.wfile.write(head.encode() + body)

    def log_message(self, *_):
        pass


def counts(program, address):
    """What each call takes."""
    for name, runs in RUNS.items():
        def run(calls, wrapper, name=name):
            command = [*wrapper, program, name, address, str(calls)]
            return subprocess.run(command, check=True, capture_output=True, text=True).stderr

        def instructions(calls, run=run):
            return counting.instructions(functools.partial(run, calls))

        def system_calls(calls, run=run, wanted=SYSTEM_CALLS[name]):
            return counting.system_calls(functools.partial(run, calls), wanted)

        yield f"{name}, instructions", counting.of_one(instructions, *runs)[0]
        yield f"{name}, system calls", counting.of_one(system_calls, *runs)[0]


def main():
    program, library = sys.argv[1:]
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    limits = json.loads(LIMITS.read_text())
    counted, failed = {}, False
    for what, count in counts(program, f"http://127.0.0.1:{server.server_port}/"):
        counted[what] = round(count, 1)
        limit = limits[library].get(what, 0)
        is_above = count > limit * ROOM
        failed |= is_above
        print(f"{what}: {count:.1f}, {'ABOVE ' if is_above else ''}{limit}")
    if os.environ.get("BLESS") == "1":
        LIMITS.write_text(json.dumps(limits | {library: counted}, indent=2) + "\n")
    elif failed:
        sys.exit("A call takes more than it did. Where that is meant, BLESS=1 sets the limits anew.")


main()
