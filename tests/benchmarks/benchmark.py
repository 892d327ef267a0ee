"""Measures libbalena beside what its users would take instead, on one server on loopback.

    run [WORKLOAD]... [--languages LANGUAGE,...] [--rounds N]

Each run of a program is a process of its own: it makes a call to warm up, does its work, and prints what that took and
how much of it was seen to be right; what is not all right does not count, and makes the whole end with 1. Programs take
turns, and the tables show medians of the rounds. Without a workload or a language all are measured, and results.md and
the README's section Speed are written anew.
"""

import argparse
import contextlib
import dataclasses
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import counts
import peers
import server
import tables

PLACE = pathlib.Path(os.environ["BENCHMARKS_DIRECTORY"])
# What would change where a program asks, as whom and how.
UNWANTED = ("BALENA_", "RESIN_", "SSL_CERT_", "CURL_", "REQUESTS_", "NODE_")
UNWANTED_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
LONGEST = 300


@dataclasses.dataclass(frozen=True)
class Case:
    """One table."""

    workload: str
    count: int
    # The file with the authorities that are trusted, with which it goes over HTTPS.
    trusts: str | None = None
    threads: int | None = None
    # On one processor, together with the server: between two, waking up the other costs more than a call.
    pinned: bool = False
    # The name under which peers have what they do in it, where it is not the workload's.
    variant: str | None = None
    # The peers it is about; all that can do it unless given.
    only: tuple[str, ...] | None = None
    # Whether libbalena has the device at once, without the server.
    instant: bool = False
    # How many times as many rounds there are for those that are not slow: they differ by less than the machine does from
    # one minute to the next.
    closely: int = 1


BINDINGS = ("libbalena, C", "libbalena, C++", "libbalena, Go", "libbalena, C#")
GROWING = ("libcurl + yyjson", "libbalena, C", "libbalena, Go", "Go net/http")
CASES = {
    "call": Case("call", 5000, pinned=True, closely=3),
    "binding": Case("call", 20_000, pinned=True, only=BINDINGS, instant=True, closely=3),
    "call-https": Case("call", 5000, trusts="ca.pem", pinned=True, closely=3),
    "threads": Case("threads", 4000, threads=16, closely=3),
    "list": Case("list", 50_000),
    "start": Case("start", 1, trusts="bundle.pem"),
    "logs": Case("logs", server.LINES),
    "download": Case("download", server.DOWNLOAD),
    "download-file": Case("download", server.DOWNLOAD, variant="file"),
    **{f"growth-list-{count}": Case("list", count, only=(*GROWING, "libbalena, C, row by row"))
       for count in server.LISTS},
    **{f"growth-threads-{count}": Case("threads", 8192, threads=count, only=GROWING, closely=3)
       for count in (1, 4, 16, 64)},
    **{f"growth-streams-{count}": Case("streams", count) for count in (1, 100, 1000)},
}


class Wrong(Exception):
    """A run that does not count."""


class Bench:
    def __init__(self, service, programs, rounds):
        self.service = service
        self.programs = programs
        self.rounds = rounds
        self.scratch = pathlib.Path(tempfile.mkdtemp(dir=PLACE))
        self.failures = []

    def environment(self, peer, case):
        kept = {name: value for name, value in os.environ.items()
                if not name.startswith(UNWANTED) and name.lower() not in UNWANTED_PROXIES}
        more = {"HOME": str(self.scratch), "BENCHMARK_OUTPUT": str(self.scratch / "image"),
                "BENCHMARK_MODULES": str(PLACE / "node")}
        if case.trusts:
            more |= peer.trusting(str(self.service.directory / case.trusts))
        if case.threads:
            more["BENCHMARK_THREADS"] = str(case.threads)
        if case.instant:
            more |= {"BENCHMARK_DEVICE": str(self.service.directory / "data/device.json"), **peer.instant_variables}
        return kept | more

    def command(self, peer, case, count):
        base = self.service.https if case.trusts else self.service.http
        command = peer.instant_command if case.instant else peer.command
        return [*command, case.workload, peer.variants[case.variant or case.workload], base, str(count)]

    def run(self, peer, case, count, wrapper=()):
        """One process: what it printed, and what it took as a whole."""
        command = [*wrapper, *self.command(peer, case, count)]
        accepted = self.service.accepted()
        began = time.perf_counter()
        process = subprocess.Popen(command, env=self.environment(peer, case), text=True, start_new_session=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            output, errors = process.communicate(timeout=LONGEST)
        except subprocess.TimeoutExpired:
            raise Wrong(f"it took more than {LONGEST} s") from None
        finally:
            if process.poll() is None:
                # With what it has started.
                os.killpg(process.pid, signal.SIGKILL)
                process.communicate()
            (self.scratch / "image").unlink(missing_ok=True)
        took = time.perf_counter() - began
        if process.returncode:
            raise Wrong(f"it ended with {process.returncode}: {errors[:400]}")
        figures = json.loads(output.splitlines()[-1])
        right = self.service.right(case.workload, peer.variants[case.variant or case.workload], count)
        if figures["check"] not in right:
            raise Wrong(f"{figures['check']} was right, not {' or '.join(map(str, right))}")
        return figures | {"errors": errors, "process_us": took * 1e6, "connections": self.service.accepted() - accepted}

    def able(self, case):
        return [peer for peer in self.programs
                if (case.variant or case.workload) in peer.variants and (not case.only or peer.name in case.only)
                and (peer.encrypts or not case.trusts)]

    def times(self, name):
        """The runs of each peer by name, in the order of the rounds."""
        case = CASES[name]
        able = self.able(case)
        runs = {peer.name: [] for peer in able}
        with self.on_processors_of(case):
            for turn in range(self.rounds * case.closely):
                first = turn % max(len(able), 1)
                for peer in able[first:] + able[:first]:
                    if peer.most_calls and turn % case.closely:
                        continue
                    count = peer.count(case)
                    with self.noting(f"{name}, {peer.name}"):
                        runs[peer.name].append(self.run(peer, case, count) | {"count": count})
        return {peer: taken for peer, taken in runs.items() if taken}

    def counts(self, name):
        """What a call of each peer has that can be counted."""
        case, counted = CASES[name], {}
        with self.on_processors_of(case):
            for peer in self.able(case):
                with self.noting(f"counts of {name}, {peer.name}"):
                    counted[peer.name] = counts.of_peer(self, peer, name, case)
        return counted

    def counts_of_longer_lists(self):
        peer = next(peer for peer in self.programs if peer.name == tables.OWN)
        with self.noting("counts of longer lists"):
            return counts.of_longer_lists(self, peer, CASES["list"])

    @contextlib.contextmanager
    def on_processors_of(self, case):
        """Has the server run there, and with this process those that it starts."""
        usual = os.sched_getaffinity(0)
        try:
            self.place({min(usual)} if case.pinned else usual)
            yield
        finally:
            self.place(usual)

    def place(self, processors):
        os.sched_setaffinity(0, processors)
        self.service.place(processors)

    @contextlib.contextmanager
    def noting(self, what):
        """Goes on after a run that is wrong."""
        try:
            yield
        except Wrong as wrong:
            self.failures.append(f"{what}: {wrong}")
            print(f"FAILED {self.failures[-1]}", file=sys.stderr, flush=True)


def is_wanted(name, wanted):
    """A workload has several cases, as the growth of what grows: `growth-list-1000` goes by `growth` too."""
    return any(name == word or name.startswith(f"{word}-") for word in wanted)


def main():
    workloads = [*dict.fromkeys(name.split("-")[0] for name in CASES), "counts", "size"]
    parser = argparse.ArgumentParser(prog="run", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("workloads", nargs="*", metavar="WORKLOAD", help=", ".join(workloads))
    parser.add_argument("--languages", default="", help="of what is measured beside C: " + ", ".join(peers.LANGUAGES))
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--built", default=None, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    wanted = arguments.workloads or workloads
    for word in wanted:
        if word not in workloads and not any(is_wanted(name, [word]) for name in CASES):
            parser.error(f"{word} is no workload")
    programs = [peer for peer in peers.all_of(PLACE) if peer.language in arguments.built.split(",")]

    # So that the server ends along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    results = {"machine": tables.machine(), "rounds": arguments.rounds, "cases": {}}
    with server.Server(PLACE / "server", shutil.which("nginx")) as service:
        bench = Bench(service, programs, arguments.rounds)
        try:
            for name in CASES:
                if is_wanted(name, wanted):
                    began = time.monotonic()
                    results["cases"][name] = bench.times(name)
                    print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
            if "counts" in wanted:
                results["counts"] = {name: bench.counts(name) for name in counts.RUNS}
                results["longer lists"] = bench.counts_of_longer_lists()
        finally:
            shutil.rmtree(bench.scratch)
    if "size" in wanted:
        results["sizes"] = counts.sizes(PLACE)
    results["versions"] = peers.versions(PLACE, programs)
    (PLACE / "results.json").write_text(json.dumps(results, indent=1))
    if arguments.workloads or arguments.languages:
        print(tables.rendered(results))
    else:
        tables.write(results)
    for failure in bench.failures:
        print(f"FAILED {failure}")
    sys.exit(bool(bench.failures))


if __name__ == "__main__":
    main()
