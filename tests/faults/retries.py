"""Servers that are down, or ask for patience."""

from matrix import check, check_same, row
from service import Simulator

PAGE = "<!DOCTYPE html><html><body>" + "Service Unavailable " * 5000 + "</body></html>"


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

            error = agent.error(simulator.options(), "pine_post", "device_tag", {"device": 1})
            check_same((error["code"], error["http_status"]), ("REQUEST_ERROR", status), "a write")
            check_same(len(simulator.journal()), 1, f"tries of a write after {status}")
            simulator.forget()
            simulator.forget_faults()

            if tries > 1:
                simulator.order(fault, times=2)
                check_same(len(agent.result(simulator.options(), "get_devices")), 2, "devices at the third try")
                simulator.forget()
