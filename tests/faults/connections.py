"""Servers that can't be reached, fall silent, or hang up."""

from matrix import check, check_same, error_of, row
from service import UUID, Server, answer, answering, closed_port, options

DEVICE = answer({"d": [{"id": 7, "uuid": UUID}]})


@row(1, "connection refused / reset on connect")
def refused(agent):
    """NETWORK without a status, for reads and writes; a reset one is tried three times, or until it works; a write that
    never left is not called one of unknown outcome."""
    with closed_port() as endpoint:
        lines = agent.run(options(endpoint), ["get_device", UUID], ["pine_post", "device", {}], ["whoami"])
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


@row(4, "accepts, never answers", waits=True)
def never_answers(agent):
    """The deadline of a call, of a handle and, where nobody names one, that of 30 s ends it with TIMEOUT; nothing is
    sent twice; a write's outcome is unknown."""
    with Server(lambda connection: connection.request() and connection.wait_for_end()) as server:
        lines = agent.run(
            options(server.endpoint, timeout_ms=300),
            ["get_device", UUID],
            ["pine_post", "device_tag", {"device": 7}],
            ["with", {"timeout_ms": 200}],
            ["whoami"],
            ["get_device", UUID, {"timeout_ms": 100}],
        )
        check_same([error_of(line)["code"] for line in lines], ["TIMEOUT"] * 4, "codes")
        check_same([line["error"].get("outcome_unknown") for line in lines], [None, True, None, None], "outcomes unknown")
        check_same(len(server.requests), 4, "requests")
        check_same(agent.error(options(server.endpoint), "get_device", UUID)["code"], "TIMEOUT", "without a deadline")
        check_same(len(server.requests), 5, "requests")
