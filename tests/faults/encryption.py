"""Servers that are not whom they should be, and authorities of one's own."""

import os
import warnings

from matrix import check, check_same, error_of, result_of, row
from service import UUID, Certificates, Server, Simulator, answer, answering, options

DEVICE = answer({"d": [{"id": 7, "uuid": UUID}]})
# What is wrong with each certificate, as the error's causes have to say it.
FLAWS = {
    "expired": "expired",
    "early": "not valid yet",
    "wrong-host": "not valid for name",
    "wrong-purpose": "extended key usage",
    "self-signed": "unknownissuer",
}


def old_version(certificates):
    tls = certificates.server("good")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tls.set_ciphers("ALL:@SECLEVEL=0")
        tls.minimum_version, tls.maximum_version = tls.minimum_version.TLSv1, tls.maximum_version.TLSv1_1
    return tls


def speaks_plainly(connection):
    while connection.read():
        connection.server.seen = connection.rest
        connection.send(answer(b"this is plain HTTP", status="400 Bad Request"))


def refused(agent, given, server, cause, more=()):
    """TLS for reads and writes, at the first try, with the cause, and nobody has seen a request."""
    lines = agent.run(given, ["get_device", UUID], ["pine_post", "device_tag", {"device": 7}], *more)
    for error in map(error_of, lines):
        check_same(error["code"], "TLS", "the code")
        check(cause in " ".join(error["cause"]).lower(), f"the cause should be {cause!r}", error)
        check("outcome_unknown" not in error, "nothing was sent", error)
    check_same((server.requests, server.connections), ([], len(lines)), "requests and connections")


@row(7, "TLS expired / wrong host / self-signed / TLS1.1-only / plain HTTP on 443")
def bad_certificates(agent):
    """TLS with the cause for certificates that are expired, early, for another host or purpose, signed by themselves
    or by an unknown authority, for a server of TLS 1.1 only and one of plain HTTP; nothing was sent, and nothing is
    tried again or without encryption. A good certificate works."""
    certificates = Certificates(os.environ["BALENA_TEST_CERTIFICATES"])
    trusting = {"ca_file": certificates.authority}

    with Server(answering(DEVICE), certificates.server("good")) as server:
        check_same(agent.result(options(server.endpoint, **trusting), "get_device", UUID)["id"], 7, "a good one")
    with Server(answering(DEVICE), certificates.server("good")) as server:
        refused(agent, options(server.endpoint), server, "unknownissuer")
    for name, cause in FLAWS.items():
        with Server(answering(DEVICE), certificates.server(name)) as server:
            refused(agent, options(server.endpoint, **trusting), server, cause)
    with Server(answering(DEVICE), old_version(certificates)) as server:
        refused(agent, options(server.endpoint, **trusting), server, "protocolversion")
    with Server(speaks_plainly) as server:
        refused(agent, options(server.endpoint.replace("http:", "https:"), **trusting), server, "corrupt message")
        check(b"Authorization" not in server.seen and b"GET" not in server.seen, "nothing in the clear", server.seen)


@row(8, "private CA by option and env, on API + logs + download + builder")
def private_authority(agent):
    """By `ca_file`, SSL_CERT_FILE and SSL_CERT_DIR alike the API, a log's stream, an image and the server of updates
    (the library has no builder) are trusted, and without them none of the four."""
    folder = agent.folder / "authority"
    with Simulator("--cloud", "--tls", str(folder), devices=4) as simulator:
        devices = simulator.rows("device?$filter=is_connected_to_vpn%20eq%20true&$orderby=id%20asc&$top=1")
        device = devices[0]["uuid"]
        version = {"os_version": "balenaOS 5.3.21", "os_variant": "prod"}
        simulator.ask("PATCH", f"v7/device({devices[0]['id']})", version)
        simulator.ask("POST", "_logs", {"uuid": device, "lines": 1})
        bundle = folder / "ca.pem"
        hashed = agent.folder / "hashed"
        hashed.mkdir()
        (hashed / "0123abcd.0").write_bytes(bundle.read_bytes())
        endpoint = {"actions_endpoint": simulator.endpoint.replace("127.0.0.1", "actions.devices.localhost")}
        operations = [
            ["get_device", device],
            ["follow_logs", device, "1", {"count": 1}],
            ["download", {"deviceType": "raspberrypi3", "path": "os.img"}],
            ["start_os_update", device, "6.0.24"],
        ]
        for more, environment in (
            ({"ca_file": str(bundle)}, {}),
            ({}, {"SSL_CERT_FILE": str(bundle)}),
            ({}, {"SSL_CERT_DIR": str(hashed)}),
        ):
            given = simulator.options(**endpoint, **more)
            lines = [line for line in agent.run(given, *operations, environment=environment) if "log" not in line]
            check_same(len(lines), 4, "results")
            for line in lines[:3]:
                result_of(line)
            # An update that has begun may not begin again.
            check(result_of(lines[3]) if more else "TLS" not in str(lines[3]), "the server of updates", lines[3])
            (agent.folder / "os.img").unlink()

        simulator.forget()
        lines = agent.run(simulator.options(**endpoint), *operations)
        check_same([error_of(line)["code"] for line in lines], ["TLS"] * 4, "without an authority")
        check_same(simulator.journal(), [], "requests")
        # The other server is another one to trust, even where the API needs no encryption.
        plain = {**simulator.options(**endpoint), "api_endpoint": simulator.plain}
        check_same(agent.error(plain, *operations[3])["code"], "TLS", "the server of updates alone")
