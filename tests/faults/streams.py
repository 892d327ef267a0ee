"""Logs over connections that break, and calls that are cancelled."""

from connections import black_hole
from matrix import check, check_same, error_of, row
from service import UUID, Simulator, options

LOGS = "/device/v2/"


def messages(lines):
    return [line["log"]["message"] for line in lines if "message" in line.get("log", {})]


def events(lines):
    return [line["log"]["event"] for line in lines if "event" in line.get("log", {})]


@row(41, "cancel from another thread at each phase", waits=True)
def cancelled_calls(agent):
    """CANCELLED at once, long before any deadline, whether the call connects, waits for an answer, for
    the rest of one, for another try, or for a line of a log."""
    patient = {"timeout_ms": 1_000_000, "connect_timeout_ms": 1_000_000}

    def cancel(given, operation, is_there):
        running = agent.begin(given, ["cancelling", *operation])
        running.wait_for("waiting")
        is_there(running)
        running.go_on()
        check_same(error_of(running.finish()[-1])["code"], "CANCELLED", str(operation))

    with black_hole() as endpoint:
        cancel(options(endpoint, **patient), ["get_devices"], lambda running: None)
    with Simulator("--cloud") as simulator:

        def asked(running):
            while not simulator.journal():
                pass

        operations = (["get_devices"], ["set_note", simulator.device, "n"], ["walk_devices"])
        for fault in ("stall", "stall_body", {"kind": "status", "status": 503, "headers": {"Retry-After": "900"}}):
            for operation in operations if isinstance(fault, str) else operations[::2]:
                simulator.forget()
                simulator.order(fault, times=9)
                cancel(simulator.options(**patient), operation, asked)
                simulator.forget_faults()
        simulator.forget()
        cancel(
            simulator.options(),
            ["follow_logs", simulator.device, "1"],
            lambda running: check_same(running.wait_for("log")["event"], "connected", "the first event"),
        )
    # One that is cancelled before it begins sends nothing.
    check_same(agent_codes(agent.run(options("http://127.0.0.1:1/"), ["cancel"], ["get_device", UUID])), ["CANCELLED"],
               "a call of a client that is cancelled")


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
            while len([entry for entry in simulator.journal() if entry["path"].startswith(LOGS)]) < 2:
                pass
            simulator.ask("POST", "_logs", {**lines, "lines": 3, "from": 6})
            seen = running.finish()
        wanted = [f"Söhne \U0001f433 {number}" for number in range(1, 9)]
        check_same(messages(seen), wanted, f"lines after {fault}")
        check("result" in seen[-1], "it ends well", seen[-1])
        told = events(seen)
        check("disconnected" in told, f"an event tells of {fault}", told)
        check(told[-1] != "disconnected" and "connected" in told, f"events after {fault}", told)
        check("gap" not in told, f"no gap after {fault}", told)
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
