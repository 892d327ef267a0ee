"""What is kept and what is downloaded, on disks that fail and in processes that are killed; and whatever else the
library asks of the system, failing."""

import errno
import hashlib
import os
import pathlib
import shutil
import signal
import sys

from matrix import NotApplicable, check, check_same, error_of, result_of, row
from service import Simulator, closed_port

sys.path.append(str(pathlib.Path(__file__).parent.parent / "torture"))
from table import FAULTS, number  # noqa: E402

IMAGE_BYTES = 1_000_000
IMAGE = {"deviceType": "raspberrypi3", "version": "6.0.24"}
OLD = "[Settings]\nfirst = kept\nsecond = old\n"
NEW = OLD.replace("old", "new")


def shim(order="", **more):
    """The environment in which a call of the library's fails, or kills the process: see tests/torture/shim.c."""
    return {"LD_PRELOAD": os.environ["BALENA_TEST_SHIM"], **({"TORTURE": order} if order else {}), **more}


def calls(agent, options, *operations):
    """What the library asks of the system, in turn, and the lines that the agent printed."""
    trace = agent.folder / "trace"
    trace.write_text("")
    lines = agent.run(options, *operations, environment=shim(TORTURE_TRACE=str(trace)))
    return [" ".join(line.split()[:2]) for line in trace.read_text().splitlines()], lines


def kill(agent, order, options, *operations):
    """Runs it until it is killed there, and gives the lines that it printed before."""
    running = agent.begin(options, *operations, environment=shim(order))
    lines = running.finish(survives=False)
    check_same(running.process.returncode, -signal.SIGKILL, order)
    return lines


def at_its_files(done):
    """The orders that kill at each thing that is done to files, and in the middle of each write."""
    files = [call for call in done if call.endswith(" file")]
    orders = [f"any file {at} kill" for at in range(1, len(files) + 1)]
    return orders + [f"write file {at} torn" for at in range(1, files.count("write file") + 1)]


def folder(agent, name, **files):
    """A new data directory with these files; two underscores in a name are a dot."""
    path = agent.folder / name
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(0o700)
    for file, text in files.items():
        (path / file.replace("__", ".")).write_text(text)
        (path / file.replace("__", ".")).chmod(0o600)
    return path


def names(path):
    return sorted(file.name for file in path.iterdir() if file.name != ".lock")


def mode(path):
    return oct(path.stat().st_mode & 0o777)


def to(path, **more):
    return {**IMAGE, "path": str(path), **more}


class Images(Simulator):
    """With images of operating systems."""

    def __init__(self):
        super().__init__("--cloud", "--image-size", str(IMAGE_BYTES))

    def picture(self):
        about = self.ask("GET", "_images?deviceType=raspberrypi3&version=6.0.24")
        return about["size"], about["sha256"]


def is_picture(path, simulator):
    data = path.read_bytes()
    return (len(data), hashlib.sha256(data).hexdigest()) == simulator.picture()


@row(34, "torture: fail each syscall/IO (and each allocation where catchable) in turn")
def torture(agent):
    """A call of each kind fails, as tests/torture.sh does with each single one, and two with little in common do so for
    good: the agent lives, no more than the one call fails, with a code that fits, and what works is right. There is no
    memory for a large answer: LIMIT, and the next call works."""
    with Images() as simulator:
        tries = [0]

        def script():
            tries[0] += 1
            place = agent.folder / f"data-{tries[0]}"
            endpoint = simulator.endpoint.replace("127.0.0.1", "localhost")
            options = simulator.options(api_endpoint=endpoint, data_directory=str(place))
            operations = [
                ["save_setting", "key", "value"], ["whoami"], ["get_devices", {"$select": "id"}],
                ["download", to(agent.folder / "os.img")],
            ]
            return options, operations, place

        options, operations, place = script()
        done, lines = calls(agent, options, *operations)
        right = [result_of(line) for line in lines]
        check_same(right[1], "admin", "whoami")
        for turn, (kind, faults) in enumerate(FAULTS.items()):
            if kind not in done:
                continue
            what = sorted(faults)[(turn + len(agent.language)) % len(faults)]
            order = f"{kind} {1 + turn % done.count(kind)} {number(what)}"
            options, operations, place = script()
            lines = agent.run(options, *operations, environment=shim(order))
            for line, wanted in zip(lines, right):
                if "error" in line:
                    check(line["error"]["code"] in faults[what], f"{order}: the code fits", line)
                elif isinstance(wanted, dict):
                    check_same(line["result"]["length"], IMAGE_BYTES, order)
                else:
                    check_same(line["result"], wanted, order)
            check_same(len(lines), len(right), order)
            check(sum("error" in line for line in lines) <= 1, f"{order}: one call fails", lines)
            kept, picture = place / "balena.cfg", agent.folder / "os.img"
            check("error" in lines[0] or kept.read_text() == "[Settings]\nkey = value\n", f"{order}: it is kept")
            check("error" in lines[3] or is_picture(picture, simulator), f"{order}: it is whole")
            check("error" not in lines[3] or not picture.exists() or is_picture(picture, simulator), f"{order}: half")
            picture.unlink(missing_ok=True)

        large = {"kind": "large", "bytes": 3_000_000}
        simulator.order(large, path="/v7/device")
        lines = agent.run(
            simulator.options(), ["get_devices"], ["get_devices", {"$select": "id"}],
            environment=shim(f"realloc large 1 {errno.ENOMEM}"),
        )
        check_same(error_of(lines[0])["code"], "LIMIT", "no memory")
        check_same(result_of(lines[1]), right[2], "the next call")


@row(44, "download cut at 0/50/99 %, ETag change, 416, disk full, kill -9")
def downloads(agent):
    """It goes on where it was cut, by Range and If-Range; it begins anew where the image changed or the rest can't be
    had; a disk that is full is IO and leaves what was there; after a kill -9 there is the old file or the new one, or
    none, and the next download works and leaves no part."""
    path = agent.folder / "os.img"
    with Images() as simulator:
        for part in 0, 50, 99:
            simulator.forget()
            simulator.order({"kind": "cut", "after": IMAGE_BYTES * part // 100}, path="/download")
            check_same(agent.result(simulator.options(), "download", to(path))["length"], IMAGE_BYTES, "length")
            check(is_picture(path, simulator), f"it is whole after a cut at {part} %")
            ranges = [entry["headers"].get("range") for entry in simulator.journal(path="download")]
            check_same(ranges, [None, f"bytes={IMAGE_BYTES * part // 100}-" if part else None], "ranges")
            path.unlink()

        for size in 300_000, IMAGE_BYTES:
            simulator.forget()
            simulator.order("stall_body", path="/download")
            running = agent.begin(simulator.options(), ["download", to(path)])
            unfinished = path.with_name("os.img.part")
            while not unfinished.exists() or unfinished.stat().st_size == 0:
                check(running.process.poll() is None, "it goes on until the image has changed")
            simulator.ask("POST", "_images", {"changed": True, "size": size})
            simulator.ask("DELETE", "_connections")
            check_same(result_of(running.finish()[0])["length"], size, "the length of what changed")
            check(is_picture(path, simulator), "what changed is whole")
            check(simulator.journal(path="download")[1]["headers"].get("if-range"), "it asked for the same")
            path.unlink()

        simulator.order({"kind": "cut", "after": IMAGE_BYTES // 2}, path="/download")
        simulator.order({"kind": "status", "status": 416}, path="/download")
        check_same(agent.result(simulator.options(), "download", to(path))["length"], IMAGE_BYTES, "after a 416")
        check(is_picture(path, simulator), "it is whole after a 416")

        path.write_text("precious")
        for at in 1, 2:
            order = f"write file {at} {errno.ENOSPC} always"
            error = error_of(agent.run(simulator.options(), ["download", to(path)], environment=shim(order))[0])
            check_same(error["code"], "IO", "full")
            check(os.strerror(errno.ENOSPC) in str(error), "it says so", error)
            check_same((path.read_text(), unfinished.exists()), ("precious", False), "what is there after it was full")
        done, _ = calls(agent, simulator.options(), ["download", to(path)])
        for precious in "precious", None:
            for order in at_its_files(done):
                path.unlink(missing_ok=True)
                if precious:
                    path.write_text(precious)
                kill(agent, order, simulator.options(), ["download", to(path)])
                is_old = path.read_bytes() == precious.encode() if precious and path.exists() else not path.exists()
                check(is_old or is_picture(path, simulator), f"{order}: it is the old one or the new one")
        agent.result(simulator.options(), "download", to(path))
        check(is_picture(path, simulator) and not unfinished.exists(), "the next one is whole, and leaves no part")


@row(45, "kill -9 at each settings write step; 8 processes")
def kills(agent):
    """The settings and the token are the old ones or the new ones, whole, and what is written next leaves nothing
    behind. Of eight processes, some of which are killed, each keeps what it said that it kept."""
    with closed_port() as endpoint:
        def options(place):
            return {"api_endpoint": endpoint, "data_directory": str(place)}

        save, log_in = ["save_setting", "second", "new"], ["log_in_with_token", "a-new-token"]
        for file, old, new, operation in (
            ("balena.cfg", OLD, NEW, save), ("token", "an-old-token", "a-new-token", log_in)
        ):
            files = {file.replace(".", "__"): old}
            place = folder(agent, "data", **files)
            done, lines = calls(agent, options(place), operation)
            result_of(lines[0])
            check_same((place / file).read_text(), new, "when nobody kills it")
            for order in at_its_files(done):
                place = folder(agent, "data", **files)
                kill(agent, order, options(place), operation)
                check((place / file).read_text() in (old, new), f"{order}: it is whole", (place / file).read_text())
                check(set(names(place)) <= {file, f"{file}.new"}, f"{order}: no more than one is left", names(place))
            agent.run(options(place), operation)
            check_same(((place / file).read_text(), names(place)), (new, [file]), "the next one")

        place = folder(agent, "data", balena__cfg=OLD)
        orders = ["", "any file 60 kill", "", "rename file 3 kill", "write file 4 torn", "", "any file 75 kill", ""]
        values = [str(value) for value in range(100, 110)]
        running = [
            agent.begin(
                options(place), *(["save_setting", f"own{i}", value] for value in values), environment=shim(order)
            )
            for i, order in enumerate(orders)
        ]
        kept = [len(one.finish(survives=not order)) for one, order in zip(running, orders)]
        text = (place / "balena.cfg").read_text()
        check(text.startswith(OLD), "what was there is there", text)
        found = dict(line.split(" = ") for line in text.splitlines()[1:])
        for i, (one, order) in enumerate(zip(running, orders)):
            check_same(one.process.returncode, -signal.SIGKILL if order else 0, f"process {i}")
            # One that was killed may have done more than it told.
            may_be = {values[kept[i] - 1] if kept[i] else None, values[kept[i]]} if order else {values[-1]}
            check(found.get(f"own{i}") in may_be, f"process {i} kept {kept[i]} values", found)


@row(46, "umask 022, symlink, foreign owner, existing 0644")
def owners(agent):
    """A file is its owner's alone, whatever mode it had, in a directory that is, too; a symbolic link and, where the
    test is root's, a stranger's file in a directory of ours are refused with IO and left as they are."""
    with closed_port() as endpoint:
        def options(place):
            return {"api_endpoint": endpoint, "data_directory": str(place)}

        operations = ["log_in_with_token", "a-token"], ["save_setting", "key", "value"]
        place = agent.folder / "new" / "data"
        agent.command = ["sh", "-c", 'umask 022 && exec "$@"', "sh", *agent.command]
        for line in agent.run(options(place), *operations):
            result_of(line)
        modes = mode(place), mode(place / "token"), mode(place / "balena.cfg")
        check_same(modes, ("0o700", "0o600", "0o600"), "modes")

        place = folder(agent, "data", token="an-old-token", balena__cfg=OLD)
        for file in "token", "balena.cfg":
            (place / file).chmod(0o644)
        for line in agent.run(options(place), *operations):
            result_of(line)
        check_same((mode(place / "token"), mode(place / "balena.cfg")), ("0o600", "0o600"), "modes that were 0644")

        place = folder(agent, "data")
        elsewhere = agent.folder / "elsewhere"
        elsewhere.write_text("")
        for file in "token", "balena.cfg":
            (place / file).symlink_to(elsewhere)
        for line in agent.run(options(place), *operations):
            check_same(error_of(line)["code"], "IO", "a symbolic link")
        check_same((elsewhere.read_text(), (place / "token").is_symlink()), ("", True), "what it leads to")

        if os.geteuid() == 0:
            place = folder(agent, "data", token="a-strangers", balena__cfg=OLD)
            for file in "token", "balena.cfg":
                os.chown(place / file, 12345, 12345)
            for line in agent.run(options(place), *operations):
                check_same(error_of(line)["code"], "IO", "a stranger's file")
            check_same(((place / "token").read_text(), (place / "balena.cfg").read_text()), ("a-strangers", OLD), "his")


@row(47, "explicit option vs env vs file")
def precedence(agent):
    """An option goes before the environment, that before the file, that before the default; so it is for a number, for
    where the service is, and for the credential."""
    place = folder(agent, "data", balena__cfg="[Settings]\nconnect_timeout_ms = 4000\n", token="of-the-file")
    with Simulator() as simulator, closed_port() as nowhere:
        def get(setting, environment={}, **more):
            options = {"api_endpoint": nowhere, "data_directory": str(place), **more}
            return agent.result(options, "get_setting", setting, environment=environment)

        variable = {"BALENA_CONNECT_TIMEOUT_MS": "3000"}
        check_same(str(get("connect_timeout_ms", variable, connect_timeout_ms=2000)), "2000", "the option")
        check_same(str(get("connect_timeout_ms", variable)), "3000", "the environment")
        check_same(str(get("connect_timeout_ms")), "4000", "the file")
        check_same(str(get("connect_timeout_ms", data_directory=str(folder(agent, "none")))), "10000", "the default")

        def whoami(environment={}, **options):
            return agent.run({"data_directory": str(place), **options}, ["whoami"], environment=environment)[0]

        def keep(endpoint, token):
            (place / "balena.cfg").write_text(f"[Settings]\napi_endpoint = {endpoint}\n")
            (place / "token").write_text(token)

        there, not_there = {"BALENA_API_ENDPOINT": simulator.endpoint}, {"BALENA_API_ENDPOINT": nowhere}
        keep(nowhere, simulator.token)
        check_same(result_of(whoami(not_there, api_endpoint=simulator.endpoint)), "admin", "the option")
        check_same(result_of(whoami(there)), "admin", "the environment")
        keep(simulator.endpoint, simulator.token)
        check_same(result_of(whoami()), "admin", "the file")
        check_same(error_of(whoami(not_there))["code"], "NETWORK", "the environment")

        key, wrong = {"BALENA_API_KEY": simulator.token}, {"BALENA_API_KEY": "wrong"}
        keep(simulator.endpoint, "wrong")
        check_same(result_of(whoami(wrong, token=simulator.token)), "admin", "the option's token")
        check_same(result_of(whoami(key)), "admin", "the environment's token")
        check_same(error_of(whoami())["code"], "UNAUTHORIZED", "the file's token")


@row(48, "read-only FS, no HOME, HOME=/")
def nowhere_to_keep(agent):
    """A login and a setting hold for the handle, in memory, and nothing is written. The read-only file system is one
    where the test is root's; otherwise the system says so of the first write."""
    operations = [
        ["log_in", "admin", "simulator-password"], ["whoami"], ["save_setting", "key", "value"], ["get_setting", "key"],
    ]

    def works(options, command=(), environment={}):
        plain, agent.command = agent.command, [*command, *agent.command]
        try:
            lines = agent.run(options, *operations, environment=environment)
        finally:
            agent.command = plain
        check_same([result_of(line) for line in lines][1:], ["admin", None, "value"], "results")

    with Simulator() as simulator:
        options = {"api_endpoint": simulator.endpoint}
        of_root = {path.name for path in pathlib.Path("/").iterdir()}
        works(options, ["env", "-u", "HOME"])
        works(options, environment={"HOME": ""})
        works(options, environment={"HOME": "/"})
        check_same({path.name for path in pathlib.Path("/").iterdir()} - of_root, set(), "what is new in /")
        works({**options, "data_directory": None})

        place = folder(agent, "data")
        if os.geteuid() != 0:
            raise NotApplicable("a read-only file system needs root")
        read_only = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"'
        command = ["unshare", "-m", "sh", "-c", read_only, str(place)]
        works({**options, "data_directory": str(place)}, command)
        works({**options, "data_directory": str(place / "below" / "data")}, command)
        check_same(list(place.iterdir()), [], "what is there")
