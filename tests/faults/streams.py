"""Logs over connections that break, and calls that are cancelled."""

import contextlib
import os
import pathlib
import threading

from connections import black_hole
from matrix import Mismatch, check, check_same, error_of, result_of, row
from service import UUID, Server, Simulator, answer, options

LOGS = "/device/v2/"
# A download that nobody cancels ends after 10 s of silence, and what it does then could be cancelled all the same.
NOT_SILENT = 8


def messages(lines):
    return [line["log"]["message"] for line in lines if "message" in line.get("log", {})]


def events(lines):
    return [line["log"]["event"] for line in lines if "event" in line.get("log", {})]


@row(41, "cancel from another thread at each phase", waits=True)
def cancelled_calls(agent):
    """CANCELLED at once, long before any deadline, whatever the call is at: looking a name up, connecting, greeting by
    TLS, waiting for an answer or for the rest of one, for another try, for a fresh token, for a connection that another
    call has, for the next page of a walk, or for a piece of a download; and whatever a subscription is at."""
    with contextlib.ExitStack() as stack:
        cancelled_phases(agent, stack)
    # One that is cancelled before it begins sends nothing.
    check_same(agent_codes(agent.run(options("http://127.0.0.1:1/"), ["cancel"], ["get_device", UUID])), ["CANCELLED"],
               "a call of a client that is cancelled")
    cancelled_waiting(agent)


def cancelled_phases(agent, stack):
    """One agent has a client for each phase, and cancels it once the call has come there."""
    patient = {"timeout_ms": 1_000_000, "connect_timeout_ms": 1_000_000}
    simulator = stack.enter_context(Simulator("--cloud"))
    hole = stack.enter_context(black_hole())
    greeted, paged = threading.Event(), threading.Event()

    def greet(connection):
        connection.read()
        greeted.set()
        connection.wait_for_end()

    def first_page(connection):
        connection.request()
        connection.send(answer({"d": [{"id": 1}]}))
        connection.request()
        paged.set()
        connection.wait_for_end()

    unsecure, pages = (stack.enter_context(Server(serve)) for serve in (greet, first_page))
    reads, note = (["get_devices"], ["walk_devices"]), ["set_note", simulator.device, "n"]
    follow, logs = ["follow_logs", simulator.device, "1"], f"device/v2/{simulator.device}/logs"
    image = agent.folder / "os.img"
    download = ["download", {"deviceType": "raspberrypi3", "version": "6.0.24", "path": str(image)}]
    later = {"kind": "status", "status": 503, "headers": {"Retry-After": "900"}}
    old = simulator.ask("POST", "_token", {"age_s": 90_000})

    def client(endpoint=simulator.endpoint, token=simulator.token):
        return options(endpoint, token=token, **patient)

    def asked(path, method, what):
        """A phase of this service, which such requests are ordered to fail for, and have come to."""

        def is_there(running):
            running.wait_until(lambda: simulator.journal(method, path), "it asked")
            running.wait_for_rest()

        return lambda: simulator.order(what, times=9, method=method, path=f"/{path}"), is_there

    def none():
        pass

    looking_up = lambda running: running.wait_for_thread("balena-lookup")
    connected = lambda running: check_same(running.wait_for("log")["event"], "connected", "it begins")
    refresh = "user/v1/refresh-token"
    phases = [
        (client("http://stalling.invalid/"), ["get_devices"], none, looking_up),
        (client(hole), ["get_devices"], none, wait_for_syn),
        (client(unsecure.endpoint.replace("http:", "https:")), ["get_devices"], none, lambda _: greeted.wait(60)),
        (client(pages.endpoint), ["walk_devices", {"page_size": 1}], none, lambda _: paged.wait(60)),
        *((client(), read, *asked("v7/", "GET", what)) for what in ("stall", "stall_body", later) for read in reads),
        *((client(), note, *asked("v7/", method, "stall")) for method in ("GET", "PATCH")),
        (client(token=old), ["get_devices"], *asked(refresh, "GET", "stall")),
        *((client(), download, *asked("download", None, what)) for what in ("stall", "stall_body", later)),
        *((client(), follow, *asked(logs, "GET", what)) for what in ("stall", "stall_body", later, "silent")),
        (client(), follow, none, connected),
    ]
    operations = []
    for given, operation, *_ in phases:
        operations += [["wait"], ["new", given], ["cancelling", *operation]]
    running = agent.begin(client(), *operations, environment={"LD_PRELOAD": os.environ["BALENA_TEST_LOOKUP"]})
    for number, (given, operation, prepare, is_there) in enumerate(phases, 1):
        running.wait_for("waiting")
        simulator.forget()
        simulator.forget_faults()
        prepare()
        running.go_on()
        running.wait_for("waiting")
        is_there(running)
        running.go_on()
        what = f"phase {number}, {operation[0]} of {given['api_endpoint']}"
        try:
            error = error_of(running.end(patience=NOT_SILENT))
        except Mismatch as mismatch:
            raise Mismatch(f"{what}: {mismatch}") from None
        check_same(error["code"], "CANCELLED", what)
        check_same("outcome_unknown" in error, bool(simulator.journal("PATCH")), f"{what}: a write that was sent")
    running.finish()
    check(not image.exists(), "there is no image")


def wait_for_syn(running):
    """Until it has a socket whose SYN was sent."""
    def is_sent():
        table = [line.split() for line in pathlib.Path("/proc/net/tcp").read_text().splitlines()[1:]]
        connecting = {f"socket:[{entry[9]}]" for entry in table if entry[3] == "02"}
        for file in pathlib.Path(f"/proc/{running.process.pid}/fd").glob("*"):
            # One may be closed meanwhile.
            with contextlib.suppress(OSError):
                if os.readlink(file) in connecting:
                    return True
        return False

    running.wait_until(is_sent, "it had sent a SYN")


def cancelled_waiting(agent):
    """Of two clients with one connection the one that waits for it is cancelled; the other's call goes on."""
    with Simulator() as simulator:
        simulator.order("stall")
        running = agent.begin(
            simulator.options(timeout_ms=1_000_000, max_connections=1),
            ["beside", "get_devices"],
            ["wait"],
            ["with", {}],
            ["cancelling", "get_devices"],
        )
        running.wait_for("waiting")
        running.wait_until(simulator.journal, "it asked")
        running.go_on()
        running.wait_for("waiting")
        running.wait_for_rest()
        running.go_on()
        check_same(error_of(running.end())["code"], "CANCELLED", "who waits for a connection")
        check_same(len(simulator.journal()), 1, "requests")
        simulator.ask("DELETE", "_connections")
        check_same(len(result_of(running.end())), 2, "devices of who had the connection")
        running.finish()


def agent_codes(lines):
    return [error_of(line)["code"] for line in lines]


@row(42, "log stream: EOF, RST, half line, split UTF-8, bad line, no heartbeat >2x58 s")
def broken_streams(agent):
    """Connected again from the last line on: all lines come, each once, in their order, and the events tell of it."""
    for fault, begins in (
        ("close_after", True),
        ({"kind": "cut", "after": 0}, False),
        # In the middle of a line, and of a letter.
        ({"kind": "cut", "after": 200}, True),
        ({"kind": "cut", "after": 47}, False),
        ({"kind": "reset", "after": 333}, True),
        ({"kind": "reset"}, False),
        ("stall_body", False),
        ("silent", True),
        ({"kind": "status", "status": 503}, False),
        ({"kind": "wrong_length", "delta": 7}, False),
    ):
        with Simulator("--heartbeat-ms", "20") as simulator:
            device = simulator.device
            lines = {"uuid": device, "prefix": "Söhne \U0001f433 "}
            simulator.ask("POST", "_logs", {**lines, "lines": 5, "from": 1})
            simulator.order(fault, path=LOGS)
            running = agent.begin(
                simulator.options(), ["follow_logs", device, "8", {"count": "all", "silence_ms": 400}]
            )
            # The second connection: the fault is over.
            running.wait_until(lambda: len(simulator.journal(path=LOGS[1:])) > 1, "it was connected again")
            simulator.ask("POST", "_logs", {**lines, "lines": 3, "from": 6})
            seen = running.finish()
        wanted = [f"Söhne \U0001f433 {number}" for number in range(1, 9)]
        check_same(messages(seen), wanted, f"lines after {fault}")
        check("result" in seen[-1], "it ends well", seen[-1])
        told = events(seen)
        check("disconnected" in told, f"an event tells of {fault}", told)
        check(told[-1] != "disconnected" and "connected" in told, f"events after {fault}", told)
        check("gap" not in told, f"no gap after {fault}", told)
    # Lines and letters of which only a part has come are waited for.
    with Simulator() as simulator:
        simulator.ask("POST", "_logs", {"uuid": simulator.device, "prefix": "Söhne \U0001f433 ", "lines": 4})
        simulator.order({"kind": "drip", "chunk": 7, "interval_ms": 1}, path=LOGS)
        seen = agent.run(simulator.options(), ["follow_logs", simulator.device, "4", {"count": "all"}])
        check_same(messages(seen), [f"Söhne \U0001f433 {number}" for number in range(1, 5)], "lines in parts")
        check_same(events(seen), ["connected"], "events")
    # A line that is none is told of, and the others come.
    with Simulator() as simulator:
        simulator.ask("POST", "_logs", {"uuid": simulator.device, "lines": 4})
        simulator.order("bad_json", path=LOGS)
        seen = agent.run(simulator.options(), ["follow_logs", simulator.device, "3", {"count": "all"}])
        check_same(messages(seen), ["2", "3", "4"], "lines behind a bad one")
        check("skipped" in events(seen), "an event tells of the bad line", events(seen))


@row(43, '"Suppressed N" line, server backpressure')
def suppressed_lines(agent):
    """An event tells how many lines are lost; those behind it come."""
    with Simulator() as simulator:
        device = simulator.device
        running = agent.begin(simulator.options(), ["follow_logs", device, "6", {"count": 0}])
        check_same(running.wait_for("log")["event"], "connected", "the first event")
        simulator.ask("POST", "_logs", {"uuid": device, "lines": 10, "suppress": 7, "batch": 1})
        lines = []
        while "event" not in (line := running.wait_for("log")):
            lines.append(line)
        check_same((line["event"], line["count"]), ("suppressed", 7), "the event")
        simulator.ask("POST", "_logs", {"uuid": device, "lines": 6, "from": 11})
        running.finish()
        check("16" in messages(running.lines) or len(messages(running.lines)) == 6, "lines go on", running.lines)
