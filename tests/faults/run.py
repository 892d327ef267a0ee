"""Runs the fault matrix and compares its table with tests/faults.md.

    run.py [--row N] [--language L]...

Without either option the whole table has to be that of tests/faults.md; BLESS=1 rewrites that.
"""

import argparse
import concurrent.futures
import difflib
import importlib
import os
import pathlib
import sys
import tempfile
import traceback

import matrix

HERE = pathlib.Path(__file__).parent
TABLE = HERE.parent / "faults.md"
LANGUAGES = ["C", "C++", "Go", "C#"]
AT_ONCE = 2
# Those that wait leave the processors to others.
WAITING_AT_ONCE = 16

INTRODUCTION = """\
# Faults that are survived

What the library does when the world around it fails, tried in each language by `tests/faults.sh`, which compares this
table with what it saw (`BLESS=1` rewrites it). What each row checks stands in its function in `tests/faults/`.

"""


def command(language):
    name = {"C": "c", "C++": "cpp", "Go": "go", "C#": "csharp"}[language]
    return [f"{os.environ['BALENA_TEST_AGENTS']}/agent-{name}"]


def cell(row, language):
    """What stands in the table, and what there is to say of it."""
    with tempfile.TemporaryDirectory(prefix="fault-") as folder:
        agent = matrix.Agent(language, command(language), folder)
        try:
            row.run(agent)
        except matrix.Mismatch as mismatch:
            return "fail", str(mismatch)
        except matrix.NotApplicable as reason:
            return f"n/a: {reason}", ""
        except Exception:
            return "fail", traceback.format_exc()
        finally:
            agent.close()
    return "pass", ""


def table(rows, languages, cells):
    lines = [["#", "fault", *languages], ["---"] * (2 + len(languages))]
    lines += [
        [str(row.number), row.fault, *(cells[row.number, language][0] for language in languages)] for row in rows
    ]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--row", type=int, action="append")
    arguments.add_argument("--language", choices=LANGUAGES, action="append")
    chosen = arguments.parse_args()

    for file in sorted(HERE.glob("*.py")):
        if file.stem not in ("run", "matrix", "service"):
            importlib.import_module(file.stem)
    rows = [row for number, row in sorted(matrix.ROWS.items()) if chosen.row is None or number in chosen.row]
    languages = [name for name in LANGUAGES if chosen.language is None or name in chosen.language]
    if not rows:
        sys.exit("there is no such row")

    pool = concurrent.futures.ThreadPoolExecutor
    with pool(AT_ONCE) as busy, pool(WAITING_AT_ONCE) as waiting:
        running = {
            (row.number, language): (waiting if row.waits else busy).submit(cell, row, language)
            for row in rows
            for language in languages
        }
        cells = {key: future.result() for key, future in running.items()}

    for (number, language), (outcome, seen) in cells.items():
        if outcome == "fail":
            print(f"row {number} in {language}: {seen}")
    seen = table(rows, languages, cells)
    failures = sum(outcome == "fail" for outcome, _ in cells.values())
    print(f"{len(cells) - failures} passed, {failures} failed")
    if chosen.row or chosen.language:
        print(seen, end="")
        sys.exit(failures > 0)
    if os.environ.get("BLESS") == "1":
        TABLE.write_text(INTRODUCTION + seen)
        sys.exit(failures > 0)
    committed = TABLE.read_text().splitlines()
    difference = list(difflib.unified_diff(committed, (INTRODUCTION + seen).splitlines(), "faults.md", "seen", n=0))
    for line in difference:
        print(line.rstrip("\n"))
    sys.exit(failures > 0 or bool(difference))


if __name__ == "__main__":
    main()
