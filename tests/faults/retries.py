"""Servers that are down, ask for patience, or leave a write without an answer."""

import email.utils
import time

from matrix import check, check_same, error_of, row
from service import UUID, Server, Simulator, answer, answering, options

PAGE = "<!DOCTYPE html><html><body>" + "Service Unavailable " * 5000 + "</body></html>"
WRITE = ["pine_post", "device_tag", {"device": 1}]


@row(10, "429 with Retry-After: 0, 5, HTTP-date, past date, missing, 86400, garbage")
def too_many_requests(agent):
    """At most three tries; none that the server puts beyond the deadline, which the error tells in seconds; a write is
    tried once; who waits for another try can be cancelled."""
    soon = email.utils.formatdate(time.time() + 3000, usegmt=True)
    past = email.utils.formatdate(time.time() - 3000, usegmt=True)
    with Simulator() as simulator:
        for asked, tries, told in (
            ("0", 3, 0),
            (past, 3, 0),
            (None, 3, None),
            ("soon", 3, None),
            ("-5", 3, None),
            ("99999999999999999999", 3, None),
            ("5", 1, 5),
            (soon, 1, 3000),
            ("86400", 1, 86400),
            ("18446744073709551615", 1, 2**32 - 1),
        ):
            headers = {"Retry-After": asked} if asked else {}
            simulator.order({"kind": "status", "status": 429, "headers": headers}, times=9)
            error = agent.error(simulator.options(timeout_ms=4000), "get_devices")
            check_same((error["code"], error["http_status"]), ("TOO_MANY_REQUESTS", 429), f"after {asked}")
            seen = error.get("retry_after_s")
            check(seen == told or (told == 3000 and 2900 <= seen <= 3000), f"it tells when, after {asked}", error)
            check_same(len(simulator.journal()), tries, f"tries after {asked}")
            simulator.forget()
            error = agent.error(simulator.options(timeout_ms=4000), *WRITE)
            check_same(error["code"], "TOO_MANY_REQUESTS", "a write")
            check_same(len(simulator.journal()), 1, f"tries of a write after {asked}")
            simulator.forget()
            simulator.forget_faults()

        simulator.order({"kind": "status", "status": 429, "headers": {"Retry-After": "0"}}, times=2)
        check_same(len(agent.result(simulator.options(), "get_devices")), 2, "devices at the third try")
        simulator.forget()

        simulator.order({"kind": "status", "status": 429, "headers": {"Retry-After": "500"}}, times=9)
        running = agent.begin(simulator.options(timeout_ms=1_000_000), ["cancelling", "get_devices"])
        running.wait_for("waiting")
        running.wait_until(simulator.journal, "it asked")
        running.go_on()
        check_same(error_of(running.finish()[-1])["code"], "CANCELLED", "who waits for another try")
        check_same(len(simulator.journal()), 1, "tries of who was cancelled")


@row(11, "500/502/503/504, HTML body")
def server_errors(agent):
    """A read is tried three times, after a 500 once, or until it works; a write once. Status and the beginning of the
    page are in the error, and nothing is printed."""
    with Simulator() as simulator:
        for status, tries in ((500, 1), (502, 3), (503, 3), (504, 3)):
            fault = {"kind": "status", "status": status, "headers": {"Content-Type": "text/html"}, "body": PAGE}
            simulator.order(fault, times=9)
            error = agent.error(simulator.options(), "get_devices")
            check_same((error["code"], error["http_status"]), ("REQUEST_ERROR", status), "a read")
            check("Service Unavailable" in error["message"], "the message has the page", error["message"])
            check(len(str(error)) < 4096, "the page is cut short", len(str(error)))
            check_same(len(simulator.journal()), tries, f"tries after {status}")
            simulator.forget()

            error = agent.error(simulator.options(), *WRITE)
            check_same((error["code"], error["http_status"]), ("REQUEST_ERROR", status), "a write")
            check_same(len(simulator.journal()), 1, f"tries of a write after {status}")
            simulator.forget()
            simulator.forget_faults()

            if tries > 1:
                simulator.order(fault, times=2)
                check_same(len(agent.result(simulator.options(), "get_devices")), 2, "devices at the third try")
                simulator.forget()


@row(12, "POST/PATCH timeout after send")
def write_without_answer(agent):
    """A POST, a PATCH and a DELETE that were sent and got no answer, or half of one, or a reset, are not sent again,
    and say `outcome_unknown`; so does one whose answer breaks off, though it was carried out."""
    with Simulator() as simulator:
        device = simulator.device
        for fault, code, methods in (
            ("stall", "TIMEOUT", ["POST", "PATCH", "DELETE"]),
            ("reset", "NETWORK", ["POST", "PATCH", "DELETE"]),
            ("close", "NETWORK", ["POST", "PATCH", "DELETE"]),
            # Of these alone the answer has a body.
            ({"kind": "cut", "after": 1}, "NETWORK", ["POST"]),
            ("stall_body", "TIMEOUT", ["POST"]),
        ):
            for method in methods:
                operation = {
                    "POST": ["pine_post", "device_tag", {"device": 1, "tag_key": code, "value": ""}],
                    "PATCH": ["set_note", device, "a note"],
                    "DELETE": ["pine_delete", "device_tag", {"id": 1}],
                }[method]
                simulator.order(fault, times=9, method=method)
                error = agent.error(simulator.options(timeout_ms=500), *operation)
                check_same((error["code"], error.get("outcome_unknown")), (code, True), f"{method} after {fault}")
                check_same(len(simulator.journal(method)), 1, f"{method}s after {fault}")
                simulator.forget()
                simulator.forget_faults()
        tags = simulator.rows("device_tag?$select=tag_key")
        check_same(len(tags), 2, "tags that were made all the same")


@row(13, "outage under 64 threads")
def outage(agent):
    """Twice 64 calls at once on one client send at most the calls and what its budget allows: 100 tries more where the
    server refuses or resets, 50 where it is late."""
    refusal = answer(b"", status="503 Service Unavailable")
    late = answer(b"", status="504 Gateway Timeout")
    for name, serve, budget in (
        ("503", answering(refusal), 100),
        ("504", answering(late), 50),
        ("reset", lambda connection: connection.reset(), 100),
    ):
        with Server(serve) as server:
            calls = ["threads", "64", "get_device", UUID]
            lines = agent.run(options(server.endpoint), calls, calls)
            check_same(len(lines), 128, "errors")
            for error in map(error_of, lines):
                check(error["code"] in ("REQUEST_ERROR", "NETWORK"), name, error)
            sent = server.connections if name == "reset" else len(server.requests)
            check(64 < sent <= 128 + budget, f"sent in an outage of {name}", sent)
