"""What the process around the library does: threads, signals, forks."""

import os
import pathlib

from matrix import NotApplicable, check, check_same, error_of, result_of, row
from service import UUID, Simulator


@row(35, "64 threads x 1 client; 64 clients; TSan")
def many_threads(agent):
    """Each call has its own result, or its own error. tests/sanitizers.sh looks for races."""
    with Simulator() as simulator:
        device = simulator.device
        given = simulator.options()
        lines = agent.run(
            given,
            ["threads", "64", "times", "4", "get_device", device, {"$select": "uuid"}],
            ["threads", "64", "times", "4", "get_device", UUID],
            ["threads", "64", "set_note", device, "n"],
        )
        check_same([result_of(line)["uuid"] for line in lines[:256]], [device] * 256, "devices")
        check_same([error_of(line)["code"] for line in lines[256:512]], ["DEVICE_NOT_FOUND"] * 256, "errors")
        check_same(len([result_of(line) for line in lines[512:]]), 64, "writes")
        operations = [["new", given], ["threads", "2", "get_device", device, {"$select": "uuid"}]] * 63
        lines = agent.run(given, *operations)
        check_same([result_of(line)["uuid"] for line in lines], [device] * 126, "devices of 64 clients")


@row(36, "fork after init")
def fork(agent):
    """The child is told FORKED, and may make a client of its own; the parent's goes on. tests/c/fork.c forks in the
    middle of running calls and a subscription."""
    if agent.language in ("Go", "C#"):
        raise NotApplicable("its runtime can't be forked")
    with Simulator() as simulator:
        lines = agent.run(
            simulator.options(),
            ["get_devices"],
            ["threads", "4", "get_devices"],
            ["fork"],
            ["get_devices"],
            ["get_token"],
            ["walk_devices"],
            ["close"],
            ["new", simulator.options()],
            ["get_devices"],
            ["get_token"],
        )
        check_same([len(result_of(line)) for line in lines[:5]], [2] * 5, "before")
        child, parent = lines[5:10], [line for line in lines[10:] if "row" not in line]
        check_same([error_of(line)["code"] for line in child[:3]], ["FORKED"] * 3, "the parent's client in the child")
        check_same(len(result_of(child[3])), 2, "the child's own client")
        check_same(len(parent), 5, "what the parent does afterwards")
        for line in parent:
            result_of(line)


@row(37, "SIGALRM storm; SIGPIPE default with peer closed mid-POST (plain and TLS)")
def signals(agent):
    """Calls of every kind work while a signal comes each millisecond; a peer that closes in the middle of a write is
    NETWORK, and the program lives. tests/c/alarms.c and sigpipe.c see that no disposition changes."""
    storm = {"LD_PRELOAD": str(pathlib.Path(os.environ["BALENA_TEST_AGENTS"]) / "storm.so")}
    folder = agent.folder / "authority"
    folder.mkdir()
    with Simulator("--cloud") as simulator:
        device = simulator.device
        simulator.ask("POST", "_logs", {"uuid": device, "lines": 5})
        lines = agent.run(
            simulator.options(data_directory=str(agent.folder / "data")),
            ["log_in", "admin", "simulator-password"],
            ["times", "20", "get_devices"],
            ["times", "20", "set_note", device, "n"],
            ["walk_devices", {"page_size": 1}],
            ["times", "5", "save_setting", "note", "n"],
            ["get_setting", "note"],
            ["follow_logs", device, "5", {"count": "all"}],
            ["download", {"deviceType": "raspberrypi3", "path": str(agent.folder / "image")}],
            ["threads", "8", "get_devices"],
            environment=storm,
        )
        errors = [line for line in lines if "error" in line]
        check_same(errors, [], "errors")
        check_same(len([line for line in lines if "result" in line]), 58, "results")
    for more in ([], ["--tls", str(folder)]):
        with Simulator(*more) as simulator:
            trust = {"ca_file": str(folder / "ca.pem")} if more else {}
            simulator.order({"kind": "close", "during_body": True}, times=5, method="PATCH")
            large = {"note": "x" * 400_000}
            lines = agent.run(
                simulator.options(**trust),
                ["get_devices"],
                *[["pine_patch", "device", large, {"id": 1}]] * 5,
                ["get_devices"],
            )
            result_of(lines[0])
            for line in lines[1:-1]:
                error = error_of(line)
                check_same((error["code"], error.get("outcome_unknown")), ("NETWORK", True), "a peer that closes")
            result_of(lines[-1])


@row(38, "host signal handlers (Go, .NET, JVM) before/after init")
def handlers(agent):
    """What is caught, ignored and blocked is the same before the first client and after all kinds of calls."""
    with Simulator("--cloud") as simulator:
        device = simulator.device
        simulator.ask("POST", "_logs", {"uuid": device, "lines": 2})
        # No client yet: its options are wrong. The runtime has its own signals with the first wait.
        running = agent.begin(
            {"no_such_option": 1},
            ["threads", "2", "get_devices"],
            ["wait"],
            ["wait"],
            ["new", simulator.options()],
            ["get_devices"],
            ["set_note", device, "n"],
            ["walk_devices"],
            ["follow_logs", device, "2", {"count": "all"}],
            ["download", {"deviceType": "raspberrypi3", "path": str(agent.folder / "image")}],
            ["threads", "8", "get_devices"],
            ["wait"],
            ["close"],
            ["wait"],
        )
        running.wait_for("waiting")
        running.go_on()
        seen = []
        for _ in range(3):
            running.wait_for("waiting")
            seen.append(listed(running.process.pid))
            running.go_on()
        lines = running.finish()
        check_same([line for line in lines[1:] if "error" in line], [], "errors")
        check_same(seen[1:], seen[:1] * 2, "signals caught and ignored")


def listed(process):
    """As the system lists them, without those two that the C library takes when it likes."""
    status = pathlib.Path(f"/proc/{process}/status").read_text()
    fields = dict(line.split(":\t") for line in status.splitlines() if line.startswith("Sig") and "SigQ" not in line)
    return {name: int(fields[name], 16) & ~(3 << 31) for name in ("SigIgn", "SigCgt", "SigBlk")}
