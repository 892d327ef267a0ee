"""Torture: runs script.c once with each thing that the library asks of the system failing, and looks what comes of it.

run.py imports                          whether the shim knows all that the library asks for
run.py calls PART PARTS [--long]        each call fails
run.py memory PART PARTS [--long]       there is no memory
run.py kills PART PARTS [--long]        a process is killed at each thing that it does to its files

It is run with a simulator (BALENA_TEST_…); TORTURE_PROGRAMS names the folder of the programs, and BALENA_LIBRARY the
library. PART of PARTS is done; without --long a sample.
"""

import errno
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request
import zlib

from table import FAULTS, FILES, HARMLESS, LASTING, NOT_TRIED, number

PROGRAMS = pathlib.Path(os.environ["TORTURE_PROGRAMS"])
SHIM = PROGRAMS / "shim.so"
# A run takes half a second; with the library's own deadlines 15 s at most.
DEADLINE_S = 40


def imports():
    def symbols(path, kind):
        listed = subprocess.run(["nm", "-D", kind, path], check=True, capture_output=True, text=True).stdout
        return {re.sub("@.*", "", line.split()[-1]) for line in listed.splitlines()}

    asked = symbols(os.environ["BALENA_LIBRARY"], "--undefined-only")
    known = symbols(SHIM, "--defined-only") | set(HARMLESS.split())
    unknown = {name for name in asked - known if not name.startswith("_Unwind_")}
    if unknown:
        sys.exit(f"the library asks for {', '.join(sorted(unknown))}: shim.c has to know it, or HARMLESS of table.py")


class Server:
    """The simulator's image, as it has to come, and the endpoint."""

    def __init__(self):
        self.endpoint = os.environ["BALENA_TEST_PLAIN_ENDPOINT"]
        login = {name: os.environ[f"BALENA_TEST_{name.upper()}"] for name in ("username", "password")}
        self.token = self.ask("login_", json.dumps(login).encode()).decode().strip('"')

    def ask(self, path, body=None, headers={}):
        headers = {"content-type": "application/json", **headers}
        with urllib.request.urlopen(urllib.request.Request(self.endpoint + path, body, headers), timeout=30) as answer:
            return answer.read()

    def image(self):
        return self.ask(
            "download?deviceType=raspberrypi3&version=6.0.24", headers={"authorization": f"Bearer {self.token}"}
        )


def ended(arguments, order=None, **environment):
    """How a program ended under the shim, and what it said."""
    environment = {**os.environ, "LD_PRELOAD": str(SHIM), "RUST_BACKTRACE": "0", **environment}
    if order:
        environment["TORTURE"] = order
    try:
        run = subprocess.run(
            [str(argument) for argument in arguments], env=environment, timeout=DEADLINE_S, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
        )
    except subprocess.TimeoutExpired as expired:
        return None, (expired.output or b"").decode(errors="replace")
    return run.returncode, run.stdout


class Torture:
    def __init__(self, part, parts, is_long):
        self.part, self.parts, self.is_long = part, parts, is_long
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="balena-torture-"))
        self.image = self.folder / "image"
        self.runs = self.unreached = self.failed = 0

    def mine(self, orders):
        # By what they say: another part may have counted a call more.
        return [order for order in orders if zlib.crc32(str(order).encode()) % self.parts == self.part]

    def script(self, order=None, kept=0, **environment):
        directory = self.folder / "data"
        directory.mkdir()
        trace = self.folder / "trace"
        trace.write_text("")
        code, said = ended(
            [PROGRAMS / "script", directory, self.image, kept], order, TORTURE_TRACE=str(trace), **environment
        )
        lines = trace.read_text().splitlines()
        halves = self.halves(directory)
        shutil.rmtree(directory)
        return code, said + halves, lines

    def halves(self, directory):
        """What of the files in the directory is not whole."""
        wholes = {
            "os.img": lambda bytes: bytes == self.image.read_bytes(),
            "token": lambda bytes: bytes.count(b".") == 2 and len(bytes) > 50,
            "balena.cfg": lambda bytes: bytes.startswith(b"[Settings]\n") and b"first = kept\n" in bytes,
        }
        return "".join(
            f"{name} is not whole\n" for name, is_whole in wholes.items()
            if (directory / name).exists() and not is_whole((directory / name).read_bytes())
        )

    def tell(self, order, what):
        self.failed += 1
        print(f"FAILED {order}: {what}", flush=True)

    def baseline(self, **environment):
        """The calls that the library makes: of each kind, at which step of the program."""
        self.image.write_bytes(Server().image())
        # It runs twice: what the library keeps for the process is known then.
        code, said, lines = self.script(kept=2, **environment)
        kept = 2 * sum(line.startswith("socketpair ") for line in lines)
        code, said, lines = self.script(kept=kept, **environment)
        if code != 0:
            sys.exit(f"the script does not work when nothing fails: {said}")
        kinds = {}
        for line in lines:
            function, about, _, step = line.split()
            kinds.setdefault(f"{function} {about}", []).append(int(step))
        return kept, kinds

    def calls(self):
        kept, kinds = self.baseline()
        unknown = kinds.keys() - FAULTS.keys() - NOT_TRIED.keys()
        if unknown:
            sys.exit(f"what can fail of {', '.join(sorted(unknown))} stands nowhere in table.py")
        orders = []
        for kind, faults in FAULTS.items():
            count = len(kinds.get(kind, []))
            for place, (what, codes) in enumerate(faults.items()):
                # In the sample another call for each fault, and some more of files, which a wrong result hides in.
                sample = {1 + (place * 7 + len(orders)) % count} if count else set()
                if kind in FILES and codes and count:
                    sample |= {1 + (max(sample) + more * count // 4) % count for more in (1, 2, 3)}
                for at in range(1, count + 1) if self.is_long else sorted(sample):
                    orders.append((kind, at, what, ""))
                    if self.is_long and codes and what in LASTING:
                        orders.append((kind, at, what, "always"))
        for order in self.mine(orders):
            self.call(kept, *order)
        self.summed_up(kinds)

    def summed_up(self, kinds):
        # How often a thread is woken differs from run to run.
        if self.unreached > 2 + self.runs // 10:
            self.tell("all", f"{self.unreached} of {self.runs} runs did not come to the call that was to fail")
        count = sum(len(steps) for steps in kinds.values())
        print(f"{count} calls of {len(kinds)} kinds, {self.runs} runs, {self.unreached} did not come so far", end=", ")

    def call(self, kept, kind, at, what, always):
        order = f"{kind} {at} {number(what)} {always}"
        self.runs += 1
        # Where the system gives no random bytes it is a file that gives them, and that stays open.
        code, said, lines = self.script(order, kept + kind.startswith("getrandom "))
        order = f"{kind} {at} {what} {always}".strip()
        fired = any(line.startswith("fired ") for line in lines)
        self.unreached += not fired
        if code is None:
            return self.tell(order, f"it hangs\n{said}")
        if code != 0:
            return self.tell(order, f"it ended with {code}\n{said}")
        for line in said.splitlines():
            if line.startswith("failed "):
                given = re.match(r"failed .*?: ([A-Z_]+)", line)[1]
                if given not in FAULTS[kind][what]:
                    return self.tell(order, f"{given} says nothing of it\n{said}")
            if not line.startswith(("failed ", "done ")):
                return self.tell(order, f"something was printed\n{said}")


# Rust's two lines, and the errors of an answer that was too large and of a file.
SAID_OF_MEMORY = (
    "done |memory allocation of |note: run with `RUST_BACKTRACE|$"
    "|failed .*: LIMIT: There is no memory|failed .*: IO: .*out of memory"
)


def memory(torture):
    """Where there is none the process is aborted, and files are whole all the same; an answer that is too large for it
    is LIMIT."""
    server = Server()
    for kind in "large", "gzip_bomb":
        fault = [{"match": {"path": "/v7/device"}, "fault": {"kind": kind, "bytes": 300_000_000}}]
        server.ask("_faults", json.dumps(fault).encode())
        directory = torture.folder / "little"
        directory.mkdir()
        code, said = ended([PROGRAMS / "keeper", directory, "devices"], TORTURE_TOKEN=server.token)
        if code != 1 or "There is no memory for the answer." not in said or not said.endswith("with what there is\n"):
            torture.tell(kind, f"{code} {said}")
        directory.rmdir()
    kept, kinds = torture.baseline(TORTURE_MEMORY="1")
    orders = []
    for kind in "malloc other", "calloc other", "realloc other", "posix_memalign other":
        count = len(kinds[kind])
        steps = max(1, count // (500 if torture.is_long else 8))
        orders += [f"{kind} {at} {errno.ENOMEM}" for at in range(1 + count % steps, count + 1, steps)]
    for order in torture.mine(orders):
        torture.runs += 1
        code, said, lines = torture.script(order, kept)
        torture.unreached += not any(line.startswith("fired ") for line in lines)
        if code is None:
            torture.tell(order, f"it hangs\n{said}")
        elif code not in (0, -signal.SIGABRT):
            torture.tell(order, f"it ended with {code}\n{said}")
        elif not all(re.match(SAID_OF_MEMORY, line) for line in said.splitlines()):
            torture.tell(order, f"something is wrong\n{said}")
    torture.summed_up(kinds)


class Kills:
    """A process that is killed leaves files that are whole, and nothing that stands in the way of the next one."""

    OLD = b"[Settings]\nfirst = kept\nsecond = old\n"
    NEW = OLD.replace(b"old", b"new")

    def __init__(self, torture):
        self.torture = torture
        self.server = Server()
        self.picture = self.server.image()
        self.tokens = [self.new_token() for _ in range(8)]
        self.kills = 0

    def new_token(self, **claims):
        return self.server.ask("_token", json.dumps(claims).encode()).decode().strip('"')

    def keeper(self, directory, *arguments, order=None, **environment):
        return ended(
            [PROGRAMS / "keeper", directory, *arguments], order, TORTURE_TOKEN=self.server.token, **environment
        )

    def directory(self, **files):
        """A new one with these files; a dot in a name is written as two underscores."""
        directory = pathlib.Path(tempfile.mkdtemp(dir=self.torture.folder))
        for name, contents in files.items():
            path = directory / name.replace("__", ".")
            path.write_bytes(contents)
            path.chmod(0o600)
        return directory

    def each(self, what, arguments, before, file, right, again, after):
        """Kills the keeper at each thing that it does to files: before it and, where it writes, in its middle. `right`
        says whether the file, None where there is none, is as it may be; `again` is what is done afterwards, and `after`
        what is in the directory then."""
        trace = self.torture.folder / "trace"
        trace.write_text("")
        directory = self.directory(**before())
        code, said = self.keeper(directory, *arguments, TORTURE_TRACE=str(trace))
        if code != 0:
            return self.torture.tell(what, f"it fails when nobody kills it: {said}")
        done = [line.split()[0] for line in trace.read_text().splitlines() if " file " in line]
        writes = done.count("write")
        self.is_safe(what, done)
        orders = [f"any file {at} kill" for at in range(1, len(done) + 1)]
        orders += [f"write file {at} torn" for at in range(1, writes + 1)]
        if not self.torture.is_long:
            # Reading the settings comes first and changes nothing: the last calls are those that count.
            orders = orders[len(done) - 12 if len(done) > 12 else 0 :]
        for order in self.torture.mine(orders):
            self.kills += 1
            directory = self.directory(**before())
            code, said = self.keeper(directory, *arguments, order=order)
            name = f"{what}: {order}"
            if code != -signal.SIGKILL:
                self.torture.tell(name, f"it was not killed: {code} {said}")
            path = directory / file
            if not right(path.read_bytes() if path.exists() else None):
                self.torture.tell(name, f"{file} is neither the old one nor the new one, whole")
            for command in again:
                code, said = self.keeper(directory, *command)
                if code != 0:
                    self.torture.tell(name, f"then {command[0]} fails: {said}")
            names = {path.name for path in directory.iterdir()} - {".lock"}
            if names != after:
                self.torture.tell(name, f"then there are {sorted(names)}")
            shutil.rmtree(directory)

    def is_safe(self, what, done):
        """What gets a name is on the disk before, and the name is afterwards: power may fail too."""
        for at, function in enumerate(done):
            if function == "rename":
                before = {name: place for place, name in enumerate(done[:at])}
                if not before.get("write", at) < before.get("fsync", -1) or "fsync" not in done[at:]:
                    self.torture.tell(what, f"it is not on the disk before it has its name: {' '.join(done)}")

    def one_at_a_time(self):
        old, new = self.tokens[0].encode(), self.tokens[1].encode()
        self.each(
            "a setting", ["set", "second", "new"], lambda: {"balena__cfg": self.OLD}, "balena.cfg",
            lambda text: text in (self.OLD, self.NEW), [["get", "second"], ["set", "second", "new"]], {"balena.cfg"},
        )
        self.each(
            "a first setting", ["set", "second", "new"], dict, "balena.cfg",
            lambda text: text is None or (text.startswith(b"[Settings]") and b"second = new\n" in text),
            [["set", "second", "new"]], {"balena.cfg"},
        )
        self.each(
            "a token", ["log-in", self.tokens[1]], lambda: {"token": old}, "token", lambda text: text in (old, new),
            [["token"], ["log-in", self.tokens[0]]], {"token"},
        )
        self.each(
            "a first token", ["log-in", self.tokens[1]], dict, "token", lambda text: text in (None, new),
            [["log-in", self.tokens[0]]], {"token"},
        )
        aged = self.new_token(age_s=90000).encode()
        self.each(
            "a token that is exchanged", ["refresh"], lambda: {"token": aged}, "token",
            lambda text: text == aged or self.is_token(text), [["refresh"]], {"token"},
        )
        self.each(
            "a log-out", ["log-out"], lambda: {"token": old}, "token", lambda text: text in (None, old), [["log-out"]],
            set(),
        )
        for precious in (None, b"precious"):
            self.each(
                "a download", ["download"], lambda: {"os__img": precious} if precious else {}, "os.img",
                lambda bytes: bytes in (precious, self.picture), [["download"]], {"os.img"},
            )

    @staticmethod
    def is_token(text):
        return text is not None and text.count(b".") == 2 and len(text) > 50

    def eight_at_once(self):
        """Each keeps its own setting, and some are killed; then tokens, and a download to the same place."""
        directory = self.directory(balena__cfg=self.OLD)
        orders = [None] * 4 + ["any file 60 kill", "rename file 4 kill", "write file 5 torn", "any file 111 kill"]

        def begin(arguments, order=None):
            environment = {**os.environ, "LD_PRELOAD": str(SHIM), "TORTURE_TOKEN": self.server.token}
            if order:
                environment["TORTURE"] = order
            command = [str(PROGRAMS / "keeper"), str(directory), *arguments]
            return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)

        def end(process):
            try:
                return process.communicate(timeout=DEADLINE_S)[0].splitlines()
            except subprocess.TimeoutExpired:
                process.kill()
                self.torture.tell("eight at once", "one hangs")
                return []

        values = [str(number) for number in range(100, 120)]
        processes = [begin(["set", f"own{i}", *values], order) for i, order in enumerate(orders)]
        said = [end(process) for process in processes]
        text = (directory / "balena.cfg").read_text()
        if not text.startswith("[Settings]\n") or "first = kept\n" not in text or "second = old\n" not in text:
            self.torture.tell("eight at once", f"the settings are not whole: {text}")
        for i, (process, lines) in enumerate(zip(processes, said)):
            done = [line.removeprefix("done ") for line in lines if line.startswith("done ")]
            if process.returncode != (-signal.SIGKILL if orders[i] else 0) or (not orders[i] and done != values):
                self.torture.tell("eight at once", f"process {i} ended with {process.returncode}: {lines}")
            found = re.findall(f"^own{i} = (.*)$", text, re.M)
            # One that was killed may have done more than it told.
            if found not in ([done[-1:], [values[len(done)]]] if orders[i] else [values[-1:]]):
                self.torture.tell("eight at once", f"process {i} kept {done}, and there is {found}")

        processes = [begin(["log-in", *self.tokens[i:], *self.tokens[:i]]) for i in range(8)]
        if any(end(process)[-1:] == [] or process.returncode for process in processes):
            self.torture.tell("eight tokens at once", "one could not be kept")
        if (directory / "token").read_text() not in self.tokens:
            self.torture.tell("eight tokens at once", "what is kept is none of them")

        processes = [begin(["download"]) for _ in range(8)]
        said = [end(process) for process in processes]
        wins = sum(process.returncode == 0 for process in processes)
        others = [lines for process, lines in zip(processes, said) if process.returncode]
        if wins < 1 or not all("another download writes to the same file" in "".join(lines) for lines in others):
            self.torture.tell("eight downloads at once", f"{wins} were made, {others}")
        if (directory / "os.img").read_bytes() != self.picture:
            self.torture.tell("eight downloads at once", "the image is not whole")
        # What one that was killed left is gone with the next setting.
        self.keeper(directory, "set", "second", "new")
        names = {path.name for path in directory.iterdir()}
        if names != {".lock", "balena.cfg", "token", "os.img"}:
            self.torture.tell("eight at once", f"there are {sorted(names)}")


def kills(torture):
    kills = Kills(torture)
    kills.one_at_a_time()
    if torture.part == 0:
        for _ in range(10 if torture.is_long else 2):
            kills.eight_at_once()
    print(f"{kills.kills} kills", end=", ")


def main():
    if sys.argv[1] == "imports":
        return imports()
    action, part, parts = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    torture = Torture(part, parts, sys.argv[4:] == ["--long"])
    try:
        {"calls": Torture.calls, "memory": memory, "kills": kills}[action](torture)
    finally:
        shutil.rmtree(torture.folder)
    print(f"{torture.failed} failed")
    sys.exit(torture.failed != 0)


main()
