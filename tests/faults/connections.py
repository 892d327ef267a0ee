"""Servers that can't be found or reached, fall silent, or hang up."""

import contextlib
import os
import socket
import threading

from matrix import check, check_same, error_of, result_of, row
from service import UUID, Server, Simulator, answer, answering, closed_port, options

DEVICE = answer({"d": [{"id": 7, "uuid": UUID}]})
WRITE = ["pine_post", "device_tag", {"device": 7}]


@row(1, "connection refused / reset on connect")
def refused(agent):
    """NETWORK without a status, for reads and writes; a reset one is tried three times, or until it works; a write
    that never left is not called one of unknown outcome."""
    with closed_port() as endpoint:
        lines = agent.run(options(endpoint), ["get_device", UUID], WRITE, ["whoami"])
        for error in map(error_of, lines):
            check_same(error["code"], "NETWORK", "refused")
            check("http_status" not in error and "outcome_unknown" not in error, "nothing was sent", error)
        check_same(len(lines), 3, "calls")

    with Server(lambda connection: connection.reset()) as server:
        check_same(agent.error(options(server.endpoint), "get_device", UUID)["code"], "NETWORK", "reset")
        check_same(server.connections, 3, "tries")

    def reset_at_first(connection):
        if connection.number == 1:
            connection.reset()
        else:
            answering(DEVICE)(connection)

    with Server(reset_at_first) as server:
        check_same(agent.result(options(server.endpoint), "get_device", UUID)["id"], 7, "the second try")
        check_same(server.connections, 2, "tries")


@row(2, "DNS NXDOMAIN, SERVFAIL, 30 s resolver stall")
def no_name(agent):
    """DNS for a name that is unknown, a server of names that fails and one that breaks; also, by the end of the time
    for connecting, for one that never answers, and TIMEOUT that speaks of the name by the deadline. Nothing was
    sent."""
    resolver = {"LD_PRELOAD": os.environ["BALENA_TEST_LOOKUP"]}
    for name in ("unknown", "failing", "broken"):
        lines = agent.run(options(f"http://{name}.invalid/"), ["get_device", UUID], WRITE, environment=resolver)
        for error in map(error_of, lines):
            check_same((error["code"], "outcome_unknown" in error), ("DNS", False), name)

    stalling = options("http://stalling.invalid/", connect_timeout_ms=300)
    for operation in (["get_device", UUID], WRITE):
        error = agent.error(stalling, *operation, environment=resolver)
        check_same((error["code"], "outcome_unknown" in error), ("DNS", False), "by the time for connecting")
    error = agent.error(options("http://stalling.invalid/", timeout_ms=300), *WRITE, environment=resolver)
    check_same((error["code"], "outcome_unknown" in error), ("TIMEOUT", False), "by the deadline")
    check("name was looked up" in error["message"], "it says what it waited for", error)


@contextlib.contextmanager
def black_hole():
    """A URL where whoever connects gets no answer: the queue is full, and nobody takes from it."""
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        while True:
            caller = stack.enter_context(socket.socket())
            caller.settimeout(0.2)
            try:
                caller.connect(listener.getsockname())
            except TimeoutError:
                break
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"


@row(3, "SYN black hole", waits=True)
def syn_black_hole(agent):
    """TIMEOUT by the time for connecting, the 10 s that it is where nobody says otherwise, or the deadline; nothing
    was sent."""
    with black_hole() as endpoint:
        for more in ({"connect_timeout_ms": 300}, {"timeout_ms": 300}, {}):
            error = agent.error(options(endpoint, **more), *WRITE)
            check_same(error["code"], "TIMEOUT", str(more))
            if "timeout_ms" not in more:
                # The deadline has another message, and is further off.
                check_same(error["message"], "The server could not be reached in time.", str(more))
                check("outcome_unknown" not in error, "nothing was sent", error)


@row(4, "accepts, never answers", waits=True)
def never_answers(agent):
    """The deadline of a call, of a handle and, where nobody names one, that of 30 s ends it with TIMEOUT; nothing is
    sent twice; a write's outcome is unknown."""
    with Server(lambda connection: connection.request() and connection.wait_for_end()) as server:
        lines = agent.run(
            options(server.endpoint, timeout_ms=300),
            ["get_device", UUID],
            WRITE,
            ["with", {"timeout_ms": 200}],
            ["whoami"],
            ["get_device", UUID, {"timeout_ms": 100}],
        )
        check_same([error_of(line)["code"] for line in lines], ["TIMEOUT"] * 4, "codes")
        check_same(["outcome_unknown" in line["error"] for line in lines], [False, True, False, False], "outcomes")
        check_same(len(server.requests), 4, "requests")
        check_same(agent.error(options(server.endpoint), "get_device", UUID)["code"], "TIMEOUT", "without a deadline")
        check_same(len(server.requests), 5, "requests")


@row(5, "slow-loris headers / 1 B/s body", waits=True)
def drips(agent):
    """The deadline of a call holds for head and body, that of 30 s for the head alone; a body that comes slowly is
    taken to its end, and given up after 10 s of silence. (The 10 minutes in all are not waited for.) The stream of a
    log may take its time, and is made again when it falls silent."""

    def endless_head(connection):
        connection.request()
        connection.drip(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 4000, every=0.1)

    def slow_body(connection):
        connection.request()
        body = b'{"d":[{"id":7,"uuid":"%s"}]}' % UUID.encode()
        connection.send(answer(body)[: -len(body)])
        connection.drip(body, every=0.05)
        connection.wait_for_end()

    def half_a_body(connection):
        connection.request()
        connection.send(DEVICE[:-5])
        connection.wait_for_end()

    with Server(endless_head) as head, Server(half_a_body) as body:
        # Side by side, as they are waited for.
        waiting = [agent.begin(options(server.endpoint), ["get_device", UUID]) for server in (head, body)]
        check_same(agent.error(options(head.endpoint, timeout_ms=300), "get_device", UUID)["code"], "TIMEOUT", "a head")
        with Server(slow_body) as server:
            error = agent.error(options(server.endpoint, timeout_ms=300), "get_device", UUID)
            check_same((error["code"], error["http_status"]), ("TIMEOUT", 200), "a body by the deadline")
            check_same(agent.result(options(server.endpoint), "get_device", UUID)["id"], 7, "a body at its own pace")
            check_same(len(server.requests), 2, "requests")
        a_slow_stream(agent)
        errors = [error_of(running.finish()[0]) for running in waiting]
        check_same([error["code"] for error in errors], ["TIMEOUT"] * 2, "without a deadline of the caller's")
        check_same([error.get("http_status") for error in errors], [None, 200], "without a deadline of the caller's")
        check_same((len(head.requests), len(body.requests)), (2, 1), "requests")


def a_slow_stream(agent):
    with Simulator() as simulator:
        simulator.ask("POST", "_logs", {"uuid": simulator.device, "lines": 3})
        logs = f"device/v2/{simulator.device}/logs"
        simulator.order({"kind": "drip", "chunk": 8, "interval_ms": 20}, path=f"/{logs}")
        simulator.order("silent", path=f"/{logs}")
        follow = ["follow_logs", simulator.device, "4", {"count": 3, "timeout_ms": 300, "silence_ms": 400}]
        running = agent.begin(simulator.options(), follow)
        slow = [running.wait_for("log") for _ in range(4)]
        check_same([line.get("event") for line in slow], ["connected", None, None, None], "a slow stream")
        lost = running.wait_for("log")
        check_same((lost["event"], lost["error"]["code"]), ("disconnected", "TIMEOUT"), "it fell silent")
        simulator.ask("POST", "_logs", {"uuid": simulator.device, "lines": 1, "from": 4})
        check("result" in running.finish()[-1], "it goes on", running.lines)


@row(6, "stale keep-alive socket, RST before first byte")
def stale_connection(agent):
    """What the server closed or reset while it was idle costs nothing, neither reads nor writes; a reset instead of an
    answer costs a read another try, and a write its certainty."""

    def closes_while_idle(end):
        def serve(connection):
            connection.request()
            connection.send(DEVICE)
            end(connection)
            gone.set()

        return serve

    def close(connection):
        connection.plain.close()

    def reset(connection):
        connection.reset()

    for end in (close, reset):
        for operation in (["get_device", UUID], WRITE):
            gone = threading.Event()
            with Server(closes_while_idle(end)) as server:
                # Again and again: one that is not looked at before it is used fails half of the time.
                running = agent.begin(options(server.endpoint), ["get_device", UUID], *[["wait"], operation] * 4)
                result_of(running.end())
                for _ in range(4):
                    running.wait_for("waiting")
                    gone.wait(30)
                    gone.clear()
                    running.go_on()
                    result_of(running.end())
                running.finish()
                connections = [request.connection for request in server.requests]
                check_same(connections, [1, 2, 3, 4, 5], f"{end.__name__}, {operation[0]}")

    def resets_the_second(connection):
        if connection.number == 1:
            connection.request()
            connection.send(DEVICE)
            connection.request()
            connection.reset()
        else:
            answering(DEVICE)(connection)

    with Server(resets_the_second) as server:
        for line in agent.run(options(server.endpoint), ["get_device", UUID], ["get_device", UUID]):
            check_same(result_of(line)["id"], 7, "a read")
        check_same([request.connection for request in server.requests], [1, 1, 2], "tries of a read")
    with Server(resets_the_second) as server:
        error = error_of(agent.run(options(server.endpoint), ["get_device", UUID], WRITE)[-1])
        check_same((error["code"], error.get("outcome_unknown")), ("NETWORK", True), "a write")
        check_same([request.connection for request in server.requests], [1, 1], "tries of a write")
