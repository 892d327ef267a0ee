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
# What the others are compared with.
REFERENCE = "libcurl + yyjson"
OWN = "libbalena, C"


def each(run):
    return run["wall_us"] / run["count"]


def cpu_each(run):
    return run["cpu_us"] / run["count"]


def milliseconds(run):
    return run["wall_us"] / 1e3


def growth(run):
    return run["growth_kb"] / 1024


# Columns: a name, and what it says of a run. Those of COUNTED are no less-is-better, so that they have no ratio.
SWITCHES = ("context switches", lambda run: run["switches"] / run["count"])
CONNECTIONS = ("connections", lambda run: run["connections"])
RATE = ("MB/s", lambda run: run["count"] / run["wall_us"])
COUNTED = (SWITCHES, CONNECTIONS, RATE)
MILLISECONDS = ("ms", milliseconds)
CPU = ("CPU, ms", lambda run: run["cpu_us"] / 1e3)
# What is less than 2 MB is no measure for others.
GROWTH, LEAST = ("memory grows by, MB", growth), 2
CALL = (("µs a call", each), ("CPU, µs", cpu_each), SWITCHES, CONNECTIONS)
DOWNLOAD = (MILLISECONDS, RATE, CPU, GROWTH)

CASES = {
    "call": ("One device after the other, HTTP, on one processor with the server", CALL),
    "call-https": ("The same over HTTPS", CALL),
    "threads": ("16 threads on one client, 4,000 calls", (("µs a call", each), ("CPU, µs", cpu_each), CONNECTIONS)),
    "list": ("A list of 50,000 devices", (MILLISECONDS, CPU, GROWTH)),
    "start": ("A process that makes one call, HTTPS, with the system's authorities",
              (("ms", lambda run: run["process_us"] / 1e3), ("peak of memory, MB", lambda run: run["peak_kb"] / 1024))),
    "logs": ("A log of 200,000 lines", (("ns a line", lambda run: each(run) * 1e3), CPU, GROWTH)),
    "download": ("An image of 512 MiB, handed to a function", DOWNLOAD),
    "download-file": ("An image of 512 MiB, written to a file", DOWNLOAD),
}
COUNTS = {"call": "A call, HTTP", "call-https": "A call, HTTPS", "list": "A device of a list", "logs": "A line of a log"}
ABOUT_COUNTS = """Instructions outside the kernel are those that callgrind counts, system calls those that strace does: what
a long run has more than a short one, divided by how much longer it is. Both hardly depend on the machine, other than how
often a program has to wait."""
ABOUT_BINDINGS = """A call that has its device at once, without a service, takes so much more in these languages than in C;
and a list so much more memory."""
# What grows, what of it is shown, and the columns where it is not the peers.
GROWING = {
    "growth-list": ("Devices of a list, µs a device", each),
    "growth-threads": ("Threads on one client, µs a call", each),
    "growth-streams": ("Streams of logs, KB of memory a stream", lambda run: run["growth_kb"] / run["count"]),
}

README_COLUMNS = (OWN, "libbalena, C++", "libbalena, Go", "libbalena, C#", "Go net/http", ".NET HttpClient",
                  "Python SDK", "Node SDK")
README_ROWS = (
    ("a call, HTTP, µs", "call", each),
    ("its CPU, µs", "call", cpu_each),
    ("a call, HTTPS, µs", "call-https", each),
    ("a call on 16 threads, µs", "threads", each),
    ("50,000 devices, ms", "list", milliseconds),
    ("their memory, MB", "list", growth),
    ("the first call of a process, HTTPS, ms", "start", lambda run: run["process_us"] / 1e3),
    ("a line of a log, ns", "logs", lambda run: each(run) * 1e3),
    ("512 MiB to a function, ms", "download", milliseconds),
    ("512 MiB to a file, ms", "download-file", milliseconds),
)


def machine():
    info = pathlib.Path("/proc/cpuinfo").read_text()
    model = re.search(r"model name\s*: (.*)", info)
    revision = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, check=True, capture_output=True,
                              text=True)
    return {"model": model[1].strip() if model else "an unnamed processor", "cores": os.cpu_count(),
            "date": datetime.date.today().isoformat(), "revision": revision.stdout.strip()}


def number(value):
    if isinstance(value, int):
        return f"{value:,}"
    size = abs(value)
    return f"{value:,.0f}" if size >= 100 else f"{value:.1f}" if size >= 10 else f"{value:.2f}"


def median(runs, figure):
    return statistics.median(map(figure, runs))


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def rendered(results):
    parts = []
    for name, (title, columns) in CASES.items():
        if results["cases"].get(name):
            parts += [f"## {title}", of_case(results["cases"][name], columns)]
    if results.get("counts"):
        parts += ["## What is counted", ABOUT_COUNTS]
    for name, title in COUNTS.items():
        if name in results.get("counts", {}):
            parts += [f"### {title}", of_counts(name, results["counts"][name])]
    added = of_bindings(results)
    if added:
        parts += ["## What a binding adds to C", ABOUT_BINDINGS, added]
    for name, (title, figure) in GROWING.items():
        cases = {case.removeprefix(f"{name}-"): runs for case, runs in results["cases"].items() if case.startswith(name)}
        if cases:
            parts += [f"## {title}", of_growth(cases, figure)]
            if name == "growth-list":
                parts += [spread(cases, figure)]
                parts += [of_longer_lists(results["longer lists"])] if results.get("longer lists") else []
            if name == "growth-streams":
                parts += ["Threads of the process by then:",
                          of_growth(cases, lambda run: run["threads"])]
    if results.get("sizes"):
        rows = [[name, f"{size / 1e6:.2f} MB"] for name, size in results["sizes"].items()]
        parts += ["## What a program takes along", table(["stripped", ""], rows)]
    return "\n\n".join(parts)


def of_case(runs, columns):
    """One row a peer; in brackets the ratio to the reference."""
    def cell(peer, column):
        _, figure = column
        value = median(runs[peer], figure)
        if column in COUNTED or REFERENCE not in runs or peer == REFERENCE:
            return number(value)
        reference = median(runs[REFERENCE], figure)
        is_measure = reference > (LEAST if column == GROWTH else 0)
        return number(value) + (f" ({value / reference:.2f})" if is_measure else "")

    rows = [[peer, *(cell(peer, column) for column in columns)] for peer in runs]
    return table(["", *(name for name, _ in columns)], rows)


def of_counts(name, counted):
    def cell(peer, what):
        value = counted[peer].get(what)
        if value is None:
            return ""
        if not what.startswith("instructions"):
            return f"{value:.2f}"
        reference = counted.get(REFERENCE, {}).get(what)
        ratio = f" ({value / reference:.2f})" if reference and peer != REFERENCE else ""
        return (f"{value:,.0f}" if what == "instructions" else f"{value / 1e6:.1f} M") + ratio

    columns = {"instructions": "instructions", "system_calls": "system calls", "switches": "context switches"}
    if name.startswith("call"):
        columns |= {"instructions of the rest": "instructions, once"}
    return table(["", *columns.values()], [[peer, *(cell(peer, what) for what in columns)] for peer in counted])


def of_bindings(results):
    """What they have more than C in the same round."""
    def more(case, peer, figure):
        runs = results["cases"].get(case, {})
        pairs = list(zip(runs.get(peer, ()), runs.get(OWN, ())))
        return number(statistics.median(figure(one) - figure(other) for one, other in pairs)) if pairs else ""

    def more_instructions(peer):
        counted = results.get("counts", {}).get("binding", {})
        found = [counted.get(name, {}).get("instructions") for name in (peer, OWN)]
        return f"{found[0] - found[1]:,.0f}" if None not in found else ""

    head = ["", "CPU a call, µs", "instructions a call", "memory of 50,000 devices, MB"]
    rows = [[peer, more("binding", peer, cpu_each), more_instructions(peer), more("list", peer, growth)]
            for peer in README_COLUMNS[1:4]]
    rows = [row for row in rows if any(row[1:])]
    return table(head, rows) if rows else ""


def of_growth(cases, figure):
    """One row a size, one column a peer."""
    names = list(dict.fromkeys(peer for runs in cases.values() for peer in runs))
    rows = [[f"{int(size):,}", *(number(median(runs[peer], figure)) if peer in runs else "" for peer in names)]
            for size, runs in cases.items()]
    return table(["", *names], rows)


def spread(cases, figure):
    """How far what a row takes is from the same for all sizes."""
    values = [median(runs[OWN], figure) for runs in cases.values() if OWN in runs]
    return f"Of {OWN}: the most that a row takes is {max(values) / min(values):.2f} times the least." if values else ""


def of_longer_lists(counted):
    """The same in instructions, which do not go by how busy the machine is just then."""
    told = ", ".join(f"{count:,.0f} from {sizes}" for sizes, count in counted.items())
    return f"In instructions, a device that a list has more takes {told}."


def headline(results):
    """What the README shows: the reference as it is, the others by how many times that they take."""
    def cell(case, peer, figure):
        runs = results["cases"][case]
        return f"{median(runs[peer], figure) / median(runs[REFERENCE], figure):.2f}" if peer in runs else ""

    rows = [[title, number(median(results["cases"][case][REFERENCE], figure)),
             *(cell(case, peer, figure) for peer in README_COLUMNS)]
            for title, case, figure in README_ROWS if REFERENCE in results["cases"][case]]
    return table(["", REFERENCE, *README_COLUMNS], rows)


def write(results):
    """Writes results.md, and what the README shows of it."""
    at = results["machine"]
    RESULTS.write_text(f"""\
# Speed

Written by `tests/benchmarks/run`, which says how it measures, on {at["date"]}, of revision {at["revision"]}:
{at["model"]}, {at["cores"]} cores, medians of rounds: {results["rounds"]}. In brackets is how many times as much it is as
{REFERENCE}'s: less is better.

{chr(10).join("* " + line for line in results["versions"])}

## In short

{headline(results)}

{rendered(results)}
""")
    before, rest = README.read_text().split(BEGIN)
    after = rest.split(END)[1]
    told = f"Measured on {at['date']}: {at['model']}, {at['cores']} cores."
    README.write_text(f"{before}{BEGIN}\n\n{headline(results)}\n\n{told}\n\n{END}{after}")
