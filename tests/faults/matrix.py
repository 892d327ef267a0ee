"""The matrix: rows, languages, and the programs that do in each language what a row asks for.

A row is a function under `@row(NUMBER, FAULT)`, where NUMBER and FAULT are those of tests/faults.md. It is called once
for each language, with that language's Agent, sets the fault up, runs the agent, and fails by `check` or another
Mismatch. What it checks stands in its docstring.
"""

import contextlib
import json
import os
import pathlib
import subprocess
import tempfile
import threading

# What nobody waits longer for: a program that runs so long hangs.
PATIENCE = 60

ROWS = {}


class Mismatch(Exception):
    """The required outcome did not come about."""


class NotApplicable(Exception):
    """The language can't come into the situation; the text says why."""


class Row:
    def __init__(self, number, fault, run, waits):
        self.number = number
        self.fault = fault
        self.run = run
        self.waits = waits


def row(number, fault, waits=False):
    """`waits` is for a row that does little but wait for the end of a deadline: it runs beside the others."""

    def add(run):
        if number in ROWS:
            raise ValueError(f"two rows have the number {number}")
        ROWS[number] = Row(number, fault, run, waits)
        return run

    return add


def check(holds, what, *seen):
    """Fails unless it holds; `seen` is what there was instead."""
    if not holds:
        raise Mismatch(": ".join([what, *(shown(value) for value in seen)]))


def check_same(seen, wanted, what):
    check(seen == wanted, what, seen, f"not {shown(wanted)}")


def shown(value):
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= 600 else f"{text[:300]} … {text[-200:]}"


class Running:
    """An agent at work."""

    def __init__(self, command, environment, folder):
        # Read when it has ended: a pipe that nobody reads would stop it.
        self.errors = tempfile.TemporaryFile(dir=folder)
        self.process = subprocess.Popen(
            command, env=environment, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors
        )
        self.hangs = False
        self.watch = threading.Timer(PATIENCE, self.give_up)
        self.watch.daemon = True
        self.watch.start()
        self.lines = []
        # As they were printed, byte for byte.
        self.texts = []
        # Of the whole process, in bytes, once it has ended.
        self.peak_memory = None

    def give_up(self):
        self.hangs = True
        self.process.kill()

    def line(self):
        """The next line that it prints, as an object, or None at the end."""
        text = self.process.stdout.readline()
        if not text:
            return None
        try:
            line = json.loads(text)
        except ValueError:
            raise Mismatch(f"it printed what is no JSON: {shown(text)}") from None
        self.lines.append(line)
        self.texts.append(text)
        return line

    def wait_for(self, kind):
        """Reads on to a line of this kind, as "waiting" or "log", and gives what it says."""
        while (line := self.line()) is not None:
            if kind in line:
                return line[kind]
        self.finish()
        raise Mismatch(f"it never came to {kind}: {shown(self.lines)}")

    def end(self, patience=PATIENCE):
        """Reads on to what an operation came to, and gives that line. It may take so long."""
        hurry = threading.Timer(patience, self.give_up)
        hurry.daemon = True
        hurry.start()
        try:
            while (line := self.line()) is not None:
                if "result" in line or "error" in line:
                    return line
        finally:
            hurry.cancel()
        self.finish()
        raise Mismatch(f"an operation never ended: {shown(self.lines)}")

    def threads(self):
        """The name and the state of each of its threads."""
        found = []
        for file in pathlib.Path(f"/proc/{self.process.pid}/task").glob("*/stat"):
            # One may end meanwhile.
            with contextlib.suppress(OSError):
                name, state = file.read_text().split("(", 1)[1].rsplit(") ", 1)
                found.append((name, state[0]))
        return found

    def wait_until(self, holds, what):
        """Waits until something holds that is not told by a line, for as long as it runs."""
        while not holds():
            if self.process.poll() is not None:
                raise Mismatch(f"it ended before {what}, after {shown(self.lines)}")

    def wait_for_thread(self, name):
        self.wait_until(lambda: name in [found for found, _ in self.threads()], f"it had a thread {name}")

    def wait_for_rest(self):
        """Waits until none of its threads has anything to do but to wait."""
        self.wait_until(lambda: not any(state in "RD" for _, state in self.threads()), "all its threads waited")

    def memory(self):
        """What it has now, in bytes."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) * 1024

    def go_on(self):
        """Ends the `wait` that it is in."""
        self.process.stdin.write(b"\n")
        self.process.stdin.flush()

    def finish(self, survives=True):
        """Waits for its end, and gives all lines. It has to survive, and to print nothing else."""
        try:
            while self.line() is not None:
                pass
        finally:
            _, status, usage = os.wait4(self.process.pid, 0)
            self.process.returncode = os.waitstatus_to_exitcode(status)
            self.watch.cancel()
            self.peak_memory = usage.ru_maxrss * 1024
            self.errors.seek(0)
            errors = self.errors.read().decode(errors="replace")
            self.close()
        if self.hangs:
            raise Mismatch(f"it hung after {shown(self.lines)}")
        if survives:
            check(self.process.returncode == 0, f"it ended with {self.process.returncode}", errors, self.lines)
            check(not errors, "it printed", errors)
        return self.lines

    def close(self):
        for file in (self.process.stdin, self.process.stdout, self.errors):
            with contextlib.suppress(BrokenPipeError):
                file.close()

    def kill(self):
        if self.process.returncode is None:
            self.process.kill()
            self.process.wait()
            self.close()
        self.watch.cancel()


class Agent:
    """The program of one language, for one row."""

    def __init__(self, language, command, folder):
        self.language = language
        self.command = command
        # Of its own; its home too.
        self.folder = pathlib.Path(folder)
        self.files = 0
        self.running = []

    def begin(self, options, *operations, environment=None):
        """Starts it with these options of a client and these operations, each a list of words. A word is a text, bytes,
        or what is written as JSON."""
        words = [self.word(options)]
        for operation in operations:
            words += ["then"] if len(words) > 1 else []
            words += [self.word(word) for word in operation]
        running = Running([*self.command, *words], self.environment(environment or {}), self.folder)
        self.running.append(running)
        return running

    def run(self, options, *operations, environment=None):
        """The same, and gives the lines that it printed."""
        return self.begin(options, *operations, environment=environment).finish()

    def result(self, options, *operation, environment=None):
        """The result of one operation."""
        lines = self.run(options, operation, environment=environment)
        check(len(lines) == 1 and "result" in lines[0], f"{operation[0]} should work", lines)
        return lines[0]["result"]

    def error(self, options, *operation, environment=None):
        """The error of one operation."""
        lines = self.run(options, operation, environment=environment)
        check(len(lines) == 1 and "error" in lines[0], f"{operation[0]} should fail", lines)
        return lines[0]["error"]

    def word(self, word):
        if not isinstance(word, (str, bytes)):
            word = json.dumps(word)
        data = word if isinstance(word, bytes) else word.encode("utf-8", "surrogatepass")
        # What can't be an argument of a program, or would be taken for something else.
        if b"\0" in data or len(data) > 100_000 or data[:1] == b"@" or data == b"then":
            self.files += 1
            file = self.folder / f"word-{self.files}"
            file.write_bytes(data)
            return f"@{file}"
        return data

    def environment(self, more):
        kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "TZ") if name in os.environ}
        dotnet = {name: value for name, value in os.environ.items() if name.startswith("DOTNET_")}
        # No files of the runtime's in /tmp.
        return {**kept, **dotnet, "DOTNET_EnableDiagnostics": "0", "HOME": str(self.folder), **more}

    def close(self):
        for running in self.running:
            running.kill()


def error_of(line):
    check("error" in line, "it should fail", line)
    return line["error"]


def result_of(line):
    check("result" in line, "it should work", line)
    return line["result"]
