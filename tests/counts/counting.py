"""Counts what a program does, which is the same however busy the machine is. `run` starts the program, behind the words that
it is given, and gives what was written to standard error."""

import re
import tempfile


def instructions(run):
    # Go's own scheduler sends its threads signals, which callgrind does not take. Its threads also spin while they wait for
    # another one, which valgrind would let them do for minutes, were it not told to let each thread run in turn.
    wrapper = ["env", "GODEBUG=asyncpreemptoff=1", "valgrind", "--fair-sched=yes", "--tool=callgrind",
               "--callgrind-out-file=/dev/null"]
    return int(re.search(r"Collected\s*:\s*(\d+)", run(wrapper))[1])


def system_calls(run, wanted="all"):
    with tempfile.NamedTemporaryFile("r") as file:
        run(["strace", "-f", "-qq", "-c", "-U", "calls,name", f"--trace={wanted}", "-o", file.name])
        return int(file.read().splitlines()[-1].split()[0])


def of_one(count, few, many):
    """What one has, and what start and end have, where `count` counts what so many have: a long run has the more of one."""
    less, more = count(few), count(many)
    one = (more - less) / (many - few)
    return one, less - few * one
