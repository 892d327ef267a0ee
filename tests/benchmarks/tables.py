"""Makes tables of what was measured."""

import datetime
import os
import pathlib
import re
import statistics
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
RESULTS = ROOT / "tests/benchmarks/results.md"
README = ROOT / "README.md"
BEGIN = "<!-- From tests/benchmarks/run, which rewrites what follows. -->"
END = "<!-- So far from tests/benchmarks/run. -->"
REFERENCE = "libcurl"


def wall(run):
    return run["wall_us"] / run["count"]


def cpu(run):
    return run["cpu_us"] / run["count"]


def growth(run):
    return run["growth_kb"] / 1024


WALL_MS = ("ms", lambda run: run["wall_us"] / 1e3)
CPU_MS = ("CPU, ms", lambda run: run["cpu_us"] / 1e3)
GROWTH = ("memory grows by, MB", growth)
CONNECTIONS = ("connections", lambda run: run["connections"])
CALL = [("µs a call", wall), ("CPU, µs", cpu), ("context switches", lambda run: run["switches"] / run["count"]),
        CONNECTIONS]
START = [("ms", lambda run: run["process_us"] / 1e3), ("peak of memory, MB", lambda run: run["peak_kb"] / 1024)]
DOWNLOAD = [("ms", lambda run: run["wall_us"] / 1e3), ("MB/s", lambda run: run["count"] / run["wall_us"]), CPU_MS, GROWTH]

# Of each case: its title, and the columns of its table. Those without a ratio stand in NO_RATIO.
CASES = {
    "call": ("One device after the other, HTTP, on one processor with the server", CALL),
    "call-https": ("The same over HTTPS", CALL),
    "threads": ("16 threads on one client, 4,000 calls", [("µs a call", wall), ("CPU, µs", cpu), CONNECTIONS]),
    "list": ("A list of 50,000 devices, 43 MB", [WALL_MS, CPU_MS, GROWTH]),
    "start": ("A process that makes one call, HTTPS, with the system's authorities", START),
    "logs": ("A log of 200,000 lines", [("ns a line", lambda run: run["wall_us"] / run["count"] * 1e3), CPU_MS, GROWTH]),
    "download": ("An image of 512 MiB, handed to a function", DOWNLOAD),
    "download-file": ("An image of 512 MiB, written to a file", DOWNLOAD),
}
COUNTED = """## What one call has

Instructions outside the kernel are those that callgrind counts, system calls those that strace does: a run of 1,200 calls
less one of 200, divided by 1,000. They hardly depend on the machine."""
NAMES = {"call": "HTTP", "call-https": "HTTPS"}
NO_RATIO = {"context switches", "connections", "MB/s"}


def machine():
    info = pathlib.Path("/proc/cpuinfo").read_text()
    model = re.search(r"model name\s*: (.*)", info)
    revision = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True)
    return {"model": model[1].strip() if model else "a processor that has no name", "cores": os.cpu_count(),
            "date": datetime.date.today().isoformat(), "load": os.getloadavg()[0], "revision": revision.stdout.strip()}


def number(value):
    size = abs(value)
    return f"{value:,.0f}" if size >= 100 else f"{value:.1f}" if size >= 10 else f"{value:.2f}"


def median(runs, figure):
    return statistics.median(map(figure, runs))


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def of_case(runs, columns):
    """One row a peer; in brackets the ratio to the reference."""
    def cell(peer, column):
        name, figure = column
        value = median(runs[peer], figure)
        if name in NO_RATIO or REFERENCE not in runs or peer == REFERENCE:
            return number(value)
        reference = median(runs[REFERENCE], figure)
        return number(value) + (f" ({value / reference:.2f})" if reference > 0 else "")

    rows = [[peer, *(cell(peer, column) for column in columns)] for peer in runs]
    return table(["", *(name for name, _ in columns)], rows)


def rendered(results):
    parts = []
    for name, (title, columns) in CASES.items():
        if results["cases"].get(name):
            parts += [f"## {title}", of_case(results["cases"][name], columns)]
    if results.get("counts"):
        parts.append(COUNTED)
    for name, counted in results.get("counts", {}).items():
        parts += [f"### {NAMES[name]}", of_counts(counted)]
    if results.get("sizes"):
        rows = [[name, f"{size / 1e6:.2f} MB"] for name, size in results["sizes"].items()]
        parts += ["## What a program takes along", table(["stripped", ""], rows)]
    return "\n\n".join(parts)


def of_counts(counted):
    def cell(peer, what):
        value = counted[peer].get(what)
        reference = counted.get(REFERENCE, {}).get(what)
        if value is None:
            return ""
        if what == "instructions" or what == "start":
            ratio = f" ({value / reference:.2f})" if reference and peer != REFERENCE else ""
            return f"{value:,.0f}{ratio}" if what == "instructions" else f"{value / 1e6:.1f} M{ratio}"
        return f"{value:.2f}" if what == "switches" else f"{value:.1f}" if what == "system_calls" else str(value)

    columns = {"instructions": "instructions", "system_calls": "system calls", "switches": "context switches",
               "connections": "connections of 1,200 calls", "start": "instructions before the first call"}
    return table(["", *columns.values()], [[peer, *(cell(peer, what) for what in columns)] for peer in counted])


def headline(results):
    """What the README shows."""
    return ""


def write(results):
    """Writes results.md, and what the README shows of it."""
    at, versions = results["machine"], results["versions"]
    RESULTS.write_text(f"""\
# Speed

Written by `tests/benchmarks/run` on {at["date"]}, of revision {at["revision"]}: {at["model"]}, {at["cores"]} cores, medians
of {results["rounds"]} rounds. In brackets: how many times what {REFERENCE} takes, where less is better.

Measured were {", ".join(versions)}.

{rendered(results)}
""")
    before, rest = README.read_text().split(BEGIN)
    after = rest.split(END)[1]
    README.write_text(f"{before}{BEGIN}\n\n{headline(results)}\n\n{END}{after}")
