"""Servers that send on to others, and servers that lack what is asked for."""

import os

from matrix import check, check_same, error_of, row
from service import UUID, Certificates, Server, Simulator, answer, answering, options

DEVICE = answer({"d": [{"id": 7, "uuid": UUID}]})
PAGE = "<!DOCTYPE html><html><head><title>404</title></head><body>Cannot GET /</body></html>"


def to(url, status="302 Found"):
    return answer(b"", status, [f"Location: {url}", "Set-Cookie: session=a-cookie; Path=/"])


def authorized(server):
    return ["authorization" in request.headers for request in server.requests]


@row(20, "redirect to other host/port/scheme, a->b->b, loop, https->http")
def redirects(agent):
    """A read follows, at most ten times; the credential stays with its origin and does not come back to it, cookies
    are never sent, nothing leads from https to http or to what is no URL; a write follows only within its origin."""
    with Server(answering(DEVICE)) as other:
        # To another port, to another host, and on from there.
        for host, times in (("127.0.0.1", 1), ("localhost", 1), ("127.0.0.1", 2)):
            other.requests.clear()
            there = f"http://{host}:{other.port}/v7/there"
            other.serve = answering(*[to("/v7/again")] * (times - 1), DEVICE)
            with Server(answering(to(there))) as server:
                check_same(agent.result(options(server.endpoint), "get_device", UUID)["id"], 7, f"over {there}")
                authorizations = (authorized(server), authorized(other))
                check_same(authorizations, ([True], [False] * times), f"credentials to {there}")
                check_same([request.headers.get("cookie") for request in other.requests], [None] * times, "cookies")

        # There and back.
        other.requests.clear()
        with Server(answering(to(other.endpoint), DEVICE)) as server:
            other.serve = answering(to(server.endpoint + "v7/back"))
            check_same(agent.result(options(server.endpoint), "get_device", UUID)["id"], 7, "there and back")
            check_same((authorized(server), authorized(other)), ([True, False], [False]), "credentials")

        # Writes.
        for status in ("301 Moved", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"):
            other.requests.clear()
            with Server(answering(to(other.endpoint + "v7/device_tag", status))) as server:
                error = agent.error(options(server.endpoint), "pine_post", "device_tag", {"device": 7})
                seen = (error["code"], error["http_status"])
                check_same(seen, ("REQUEST_ERROR", int(status[:3])), f"a write, {status}")
                check_same(len(server.requests), 1, f"a write, {status}")
                check_same(other.requests, [], f"a write elsewhere, {status}")

    # Within the origin, with the credential and without cookies.
    with Server(answering(to("/v7/here"), DEVICE)) as server:
        check_same(agent.result(options(server.endpoint), "get_device", UUID)["id"], 7, "within the origin")
        check_same(authorized(server), [True, True], "credentials within the origin")
        check_same([request.headers.get("cookie") for request in server.requests], [None] * 2, "cookies")
    with Server(answering(to("/v7/device_tag", "307 Temporary Redirect"), answer({"id": 1}))) as server:
        agent.result(options(server.endpoint), "pine_post", "device_tag", {"device": 7})
        sent = [(request.method, request.body) for request in server.requests]
        check_same(sent, [("POST", b'{"device":7}')] * 2, "307")

    with Server(answering(to("/v7/round"))) as server:
        error = agent.error(options(server.endpoint), "get_device", UUID)
        check_same((error["code"], len(server.requests)), ("REQUEST_ERROR", 11), "a loop")
    for location in ("ftp://127.0.0.1/", "file:///etc/passwd", "http://", "javascript:alert(1)"):
        with Server(answering(to(location))) as server:
            check_same(agent.error(options(server.endpoint), "get_device", UUID)["code"], "REQUEST_ERROR", location)
            check_same(len(server.requests), 1, location)

    certificates = Certificates(os.environ["BALENA_TEST_CERTIFICATES"])
    trusting = {"ca_file": certificates.authority}
    with Server(answering(DEVICE)) as plain:
        with Server(answering(to(plain.endpoint)), certificates.server("good")) as secure:
            error = agent.error(options(secure.endpoint, **trusting), "get_device", UUID)
            seen = (error["code"], error["http_status"], plain.connections)
            check_same(seen, ("REQUEST_ERROR", 302, 0), "https to http")
    with Server(answering(DEVICE), certificates.server("good")) as secure:
        with Server(answering(to(secure.endpoint))) as plain:
            check_same(agent.result(options(plain.endpoint, **trusting), "get_device", UUID)["id"], 7, "http to https")
            check_same((authorized(plain), authorized(secure)), ([True], [False]), "credentials to https")


@row(23, "openBalena older: 404 HTML on endpoint")
def older_server(agent):
    """A page or nothing with 404 is UNSUPPORTED_BY_SERVER of what openBalena lacks, NOT_FOUND of a device's log, and
    REQUEST_ERROR with the status of what each server has; it is tried once, and never taken for a matter of logging
    in."""
    with Simulator() as simulator:
        # What an openBalena of now does not offer.
        image = {"deviceType": "raspberrypi3", "path": "os.img"}
        lines = agent.run(
            simulator.options(),
            ["get_config"],
            ["download", {**image, "version": "2.115.7"}],
            ["download", image],
        )
        codes = [error_of(line)["code"] for line in lines]
        # It has no version to be the one that is meant.
        check_same(codes, ["UNSUPPORTED_BY_SERVER"] * 2 + ["OS_IMAGE_NOT_FOUND"], "what openBalena lacks")
        check(not (agent.folder / "os.img").exists(), "there is no image")

        device = simulator.device
        simulator.forget()
        for body in (PAGE, ""):
            page = {"kind": "status", "status": 404, "headers": {"Content-Type": "text/html"}, "body": body}
            for path, operation, wanted in (
                ("/config", ["get_config"], "UNSUPPORTED_BY_SERVER"),
                ("/device/v2", ["get_history", device], "DEVICE_NOT_FOUND"),
                ("/device/v2", ["follow_logs", device, "1"], "REQUEST_ERROR"),
                ("/supervisor", ["ping_supervisor", device], "REQUEST_ERROR"),
                ("/v7/device_tag", ["get_tags", device], "REQUEST_ERROR"),
                ("/actor", ["whoami"], "REQUEST_ERROR"),
            ):
                simulator.order(page, times=9, path=path)
                error = error_of(agent.run(simulator.options(), operation)[-1])
                check_same((error["code"], error["http_status"]), (wanted, 404), f"{operation[0]} and 404 {body}")
                check_same(len(simulator.journal(path=path[1:])), 1, f"tries of {operation[0]}")
                simulator.forget()
                simulator.forget_faults()
