"""What the process around the library does: threads, signals, forks."""

import json
import os
import pathlib
import socket
import subprocess
import threading

from matrix import NotApplicable, check, check_same, error_of, result_of, row
from service import UUID, Server, Simulator, answer, options

AGENTS = os.environ["BALENA_TEST_AGENTS"]


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
    storm = {"LD_PRELOAD": f"{AGENTS}/storm.so"}
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
        # No client yet, nor another call of the library's. The runtime has its own signals with the first wait.
        running = agent.begin(
            "-",
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


@row(30, "NULL for each pointer argument of each export")
def null_arguments(agent):
    """INVALID_PARAMETER that names the argument, from each export: what tests/c/boundary.c does. In C# a text that is
    null is refused alike."""
    if agent.language in ("C++", "Go"):
        raise NotApplicable("its texts can't be NULL")
    if agent.language == "C#":
        with Simulator() as simulator:
            error = agent.error(simulator.options(), "use_null")
            check_same(error["code"], "INVALID_PARAMETER", "null")
            check(error["message"].startswith("device "), "it names the argument", error)
            check_same(simulator.journal(), [], "requests")
        return
    boundary = subprocess.run([f"{AGENTS}/boundary"], capture_output=True, text=True, timeout=60)
    check_same((boundary.returncode, boundary.stderr), (0, ""), boundary.stdout)
    check(" passed, 0 failed" in boundary.stdout, "all exports", boundary.stdout)


@row(32, "double free, use after close, close during a call")
def closed_clients(agent):
    """An error, or nothing; in C the caller's own error, which the header forbids. A close during a call, which in C++
    is the caller's error as with any object, leaves the call its result and lets no other begin; Go waits for the call,
    C# does not; then the connections are closed. A close during a function of a subscription is in row 40."""
    if agent.language == "C":
        says("include/balena.h", "balena_free is for a handle that no call uses any more, and is called once.")
        raise NotApplicable("the caller's error, which the header forbids")
    with Simulator() as simulator:
        lines = agent.run(simulator.options(), ["times", "3", "use_closed"], ["get_devices"])
        for line in lines[:3]:
            check(error_of(line)["code"] in ("CLOSED", "INVALID_PARAMETER"), "a closed client", line)
        check_same(len(result_of(lines[3])), 2, "the client that it was derived from")
    if agent.language == "C++":
        says("bindings/cpp/balena.hpp", "as long as none moves, assigns or destroys it.")
        return
    for operation in (["get_devices"], ["walk_devices", {"page_size": 2}], ["set_note", "1", "n"]):
        close_during(agent, operation)


def close_during(agent, operation):
    """The server answers once the close has begun."""
    begun = threading.Event()

    def serve(connection):
        while request := connection.request():
            asked.set()
            begun.wait(60)
            rows = [] if "gt%202" in request.target else [{"id": 1}, {"id": 2}]
            connection.send(answer({"d": rows}))

    asked = threading.Event()
    with Server(serve) as server:
        running = agent.begin(options(server.endpoint), ["closing", *operation], ["wait"])
        running.wait_for("waiting")
        check(asked.wait(60), "it asks")
        running.go_on()
        running.wait_for("closing")
        begun.set()
        running.wait_for("waiting")
        # The program lives on, without them.
        running.wait_until(lambda: not server.open, "its connections were closed")
        running.go_on()
        lines = running.finish()
    order = [kind for line in lines for kind in line if kind in ("result", "error", "closed")]
    wanted = ["result", "closed"] if agent.language == "Go" else ["closed", "result"]
    check_same(order, wanted, f"a close during {operation[0]}: {lines}")


def says(file, what):
    """That the project's documentation says it."""
    check(what in (pathlib.Path(__file__).parents[2] / file).read_text(), f"{file} says it", what)


@row(33, "panic injected in every export and in the runtime (a cargo feature that no release has)")
def panics(agent):
    """PANIC, wherever it happens, in a call, on its connection, or while the library reads a log or hands its lines on;
    the same client goes on, and nothing is printed. tests/c/boundary.c has one in every export."""
    library = os.environ["BALENA_TEST_PANICS"]
    panicking = {"LD_LIBRARY_PATH": library}
    if agent.language != "C#":
        # The others know where the library is.
        panicking["LD_PRELOAD"] = f"{library}/libbalena.so"
    with Simulator() as simulator:
        codes = []
        for call in range(1, 7):
            lines = agent.run(
                simulator.options(),
                *[["get_devices"]] * 3,
                ["new", simulator.options()],
                *[["get_devices"]] * 3,
                environment={**panicking, "BALENA_TEST_PANIC": str(call)},
            )
            errors = [line["error"]["code"] for line in lines if "error" in line]
            check(len(lines) >= 4, "answers", lines)
            check(errors in ([], ["PANIC"]), f"a panic in call {call}", lines)
            for line in lines[-2:]:
                check_same(len(result_of(line)), 2, "devices afterwards")
            codes += errors
        check(len(codes) >= 3, "panics that came", codes)
        device = simulator.device
        simulator.ask("POST", "_logs", {"uuid": device, "lines": 3})
        follow = ["follow_logs", device, "3", {"count": "all"}]
        read = ["get_devices"]
        for place, operation in (("reading", follow), ("looking", follow), ("calling", follow), ("exchange", read)):
            # With one connection, which is there for the next one again.
            lines = agent.run(
                simulator.options(max_connections=1), operation, operation, read,
                environment={**panicking, "BALENA_TEST_PANIC": place},
            )
            ends = [line for line in lines if "log" not in line]
            check_same(error_of(ends[0])["code"], "PANIC", f"a panic in {place}")
            result_of(ends[1])
            check_same(len(result_of(ends[2])), 2, "devices afterwards")


@row(39, "C++ throw / C# exception / Go panic / longjmp in callback")
def throwing_functions(agent):
    """It ends the walk or the subscription, and comes out of it; the client goes on. In C nothing may leave one."""
    if agent.language == "C":
        says("include/balena.h", "nor longjmp may leave it")
        raise NotApplicable("longjmp is the caller's error, which the header forbids")
    with Simulator() as simulator:
        simulator.ask("POST", "_logs", {"uuid": simulator.device, "lines": 3})
        follow = ["follow_and_throw", simulator.device, {"count": "all"}]
        lines = agent.run(simulator.options(), *[["walk_and_throw"], follow] * 3, ["get_devices"])
        check_same(len(lines), 7, "answers")
        for line in lines[:-1]:
            check("thrown in a function" in str(line), "what was thrown comes out", line)
        check_same(len(result_of(lines[-1])), 2, "devices")


@row(40, "unsubscribe or client close inside callback; slow callback 10 s")
def ending_inside(agent):
    """Neither waits for itself; the subscription ends, and others and the client go on. From beside a function that is
    held up either waits for it, and it is not called again. One that is slow holds up its own stream, and nothing
    else: what waits for it waits at the server, in the end, and no line is lost."""
    with Simulator() as simulator:
        device = simulator.device
        simulator.ask("POST", "_logs", {"uuid": device, "lines": 50})
        operations = [[name, device, {"count": "all"}] for name in ("unsubscribe_inside", "close_inside")]
        lines = agent.run(
            simulator.options(),
            *operations * 3,
            ["threads", "8", *operations[0]],
            ["threads", "8", *operations[1]],
            ["follow_logs", device, "50", {"count": "all"}],
            ["get_devices"],
        )
        check_same([line for line in lines if "error" in line], [], "errors")
        check_same(len([line for line in lines if "result" in line]), 24, "results")
        check_same(len([line for line in lines if "message" in line.get("log", {})]), 50, "lines of another")
        ending_beside(agent, simulator, device)
    slow_function(agent)


def ending_beside(agent, simulator, device):
    operations = [[name, device, {"count": "all"}] for name in ("unsubscribe_meanwhile", "close_meanwhile")]
    running = agent.begin(simulator.options(), *operations, ["get_devices"])
    for name, *_ in operations:
        kinds = {kind for _ in range(2) for kind in running.line() or ()}
        check_same(kinds, {"waiting", "ending"}, name)
        running.wait_for_rest()
        running.go_on()
        order = [kind for _ in range(3) for kind in running.line() or ()]
        check_same(order, ["left", "ended", "result"], f"{name}: it waits for the function")
    check_same(len(result_of(running.finish()[-1])), 2, "devices")


# More than the library and the system keep for one who does not take it.
SLOW_LINES = 512
SLOW_LINE = 16_384
OTHER = UUID[::-1]


def slow_function(agent):
    full, looked = threading.Event(), threading.Event()
    sent = []

    def log(number):
        line = {"createdAt": number, "timestamp": number, "message": "x" * SLOW_LINE, "serviceId": number}
        return json.dumps(line).encode() + b"\n"

    def serve(connection):
        while request := connection.request():
            if OTHER in request.target:
                # These are to come while the other function is held up.
                looked.wait(60)
            if "/logs" not in request.target:
                connection.send(answer({"d": [{"id": 7, "uuid": OTHER if OTHER in request.target else UUID}]}))
                continue
            connection.plain.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 16)
            connection.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
            if OTHER in request.target:
                connection.send(b"".join(b'{"createdAt":%d,"message":"other"}\n' % at for at in range(1, 4)))
            else:
                for number in range(1, SLOW_LINES + 1):
                    connection.pour(log(number), when_full=full.set)
                    sent.append(number)
                full.set()
            connection.wait_for_end()

    with Server(serve) as server:
        running = agent.begin(
            options(server.endpoint, timeout_ms=60_000),
            ["beside", "follow_slowly", UUID, str(SLOW_LINES), {"count": "all"}],
            ["follow_logs", OTHER, "3", {"count": "all"}],
            ["get_device", OTHER],
        )
        running.wait_for("waiting")
        before = running.memory()
        check(full.wait(60), "the server has sent what it can")
        grown = running.memory() - before
        check(len(sent) < SLOW_LINES, "the stream is held up", sent[-1:])
        check(grown < 4 << 20, "memory that lines take which wait", grown)
        looked.set()
        for _ in range(2):
            result_of(running.end())
        running.go_on()
        lines = running.finish()
    numbers = [line["log"]["serviceId"] for line in lines if "serviceId" in line.get("log", {})]
    check_same(numbers, list(range(1, SLOW_LINES + 1)), "lines")
    check_same([line["log"]["event"] for line in lines if "event" in line.get("log", {})], ["connected"] * 2, "events")
