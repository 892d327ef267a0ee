"""Tokens that grow old, that are odd, and that nobody may see."""

import base64
import json
import time
import urllib.parse

from matrix import check, check_same, result_of, row
from service import Server, Simulator, answer, options

CANARY = "CANARY-0123456789abcdef"
REFRESH = "user/v1/refresh-token"


@row(21, "401 expired under 64 threads; refresh 401/404/500")
def old_token(agent):
    """Of 64 threads one exchanges an old token for a fresh one; where that fails the old one stays in use."""
    with Simulator() as simulator:
        old = simulator.ask("POST", "_token", {"age_s": 90_000})
        lines = agent.run(
            simulator.options(token=old), ["threads", "64", "get_devices", {"$select": "id"}], ["get_token"]
        )
        check_same(len(lines), 65, "answers")
        for line in lines:
            result_of(line)
        check_same(len(simulator.journal("GET", REFRESH)), 1, "refreshes")
        check(lines[-1]["result"] != old, "the fresh token is in use")
        for status in (401, 404, 500):
            simulator.forget()
            simulator.order({"kind": "status", "status": status}, times=99, path=f"/{REFRESH}")
            lines = agent.run(
                simulator.options(token=old), ["threads", "64", "get_devices", {"$select": "id"}], ["get_token"]
            )
            for line in lines:
                result_of(line)
            check_same(len(simulator.journal("GET", REFRESH)), 1, f"refreshes that get {status}")
            check_same(lines[-1]["result"], old, f"the token after {status}")
            simulator.forget_faults()
        # Where the server takes it no more, each thread is told, and the token stays.
        simulator.forget()
        simulator.order({"kind": "status", "status": 401}, times=999)
        lines = agent.run(simulator.options(token=old), ["threads", "64", "get_devices"], ["get_token"])
        codes = {line["error"]["code"] for line in lines[:-1]}
        check(codes <= {"UNAUTHORIZED", "EXPIRED_TOKEN"}, "what each is told", codes)
        check_same(lines[-1]["result"], old, "the token")
        check_same(len(simulator.journal("GET", REFRESH)), 1, "refreshes")


@row(49, "canary token: grep errors, logs, Debug, URLs, traces")
def canary(agent):
    """A server that repeats all that it is told, in every encoding, with any status, and one that says nothing: no
    secret is in what is printed, in a URL or in a file but that of the token."""
    lines = []

    def repeat(request):
        told = request.head.decode("latin-1") + request.body.decode()
        return told + urllib.parse.quote(told) + json.dumps(json.dumps(told)) + encoded(told)

    for status in ("400 Bad Request", "401 Unauthorized", "404 Not Found", "429 Too Many Requests", "500 Oh", "200 OK"):

        def serve(connection, status=status):
            while request := connection.request():
                lines.append(request.target)
                body = repeat(request)
                connection.send(answer(body if status[0] == "4" else body.encode(), status, ["Retry-After: 900"]))

        def refuse(connection, status=status):
            while connection.request():
                connection.send(answer(b"", status, ["Retry-After: 900"]))

        with Server(serve) as server, Server(refuse) as silent:
            given = options(server.endpoint, token=CANARY, data_directory=str(agent.folder / "data"))
            operations = [
                ["get_devices"],
                ["whoami"],
                ["set_note", "1", "n"],
                ["register_device", "1", "a" * 32, {"provisioning_key": CANARY, "device_type": "raspberrypi3"}],
                ["download", {"deviceType": "raspberrypi3", "version": "1.2.3", "appId": 1, "network": "wifi",
                              "wifiSsid": "s", "wifiKey": CANARY, "path": str(agent.folder / "image")}],
                ["follow_logs", "1", "1"],
                ["walk_devices"],
                ["log_in", "user", CANARY],
                ["save_setting", "note", "n"],
            ]
            other = {**given, "api_endpoint": silent.endpoint}
            running = agent.begin(given, *operations, ["new", other], *operations)
            running.finish()
        unseen("what is printed", b"".join(running.texts).decode())
        # Fewer than that would mean that the operations did not run.
        check(len(running.lines) >= 18, "answers", running.lines)
    for line in lines:
        unseen("a URL", line)
    for file in agent.folder.rglob("*"):
        if file.is_file() and file.name != "token" and not file.name.startswith("word-"):
            unseen(file.name, file.read_text(errors="replace"))


def encoded(text):
    return base64.b64encode(text.encode()).decode()


def unseen(what, text):
    """Plain, percent-encoded and as JSON it looks the same; in base64 it depends on what stands before it."""
    forms = ["CANARY", *(encoded("." * before + "CANARY")[(before * 8 + 5) // 6 : (before + 6) * 8 // 6]
                         for before in range(3))]
    for form in forms:
        check(form not in text, f"no secret in {what}", text)


def session(**payload):
    """A session token that nobody signed."""
    parts = [{"alg": "HS256", "typ": "JWT"}, payload]
    written = (encoded(json.dumps(part)).rstrip("=").replace("+", "-").replace("/", "_") for part in parts)
    return ".".join([*written, "s"])


@row(50, "clock skew +-1 day, JWT iat/exp odd, non-JWT key, all-digit key")
def odd_tokens(agent):
    """Whatever the clock says the token is sent as it is, and a fresh one is asked for once at most; a key of digits
    stays a text."""
    now, day = int(time.time()), 86_400
    tokens = [
        session(iat=now + day, exp=now + 8 * day),
        session(iat=now - day - 10, exp=now + day),
        session(iat=now - 9 * day, exp=now - day),
        session(iat="yesterday", exp={"at": 1}),
        session(iat=-1, exp=0),
        session(iat=10**30, exp=1e300),
        session(iat=None),
        session(),
        "not-a-session-token",
        "12345678901234567890123456789012",
        "0001",
        "1e5",
    ]
    for token in tokens:

        def serve(connection):
            while request := connection.request():
                refreshing = request.target.endswith(REFRESH)
                body = answer(b"", "401 Unauthorized") if refreshing else answer({"d": [{"id": 1}]})
                connection.send(body)

        with Server(serve) as server:
            given = options(server.endpoint, token=token)
            lines = agent.run(given, ["times", "4", "get_devices"], ["get_token"])
            for line in lines:
                result_of(line)
            check_same(lines[-1]["result"], token, "the token")
            refreshes = [path for path in server.asked() if path.endswith(REFRESH)]
            check(len(refreshes) <= 1, f"refreshes of {token}", server.asked())
            check_same({request.headers["authorization"] for request in server.requests}, {f"Bearer {token}"}, "sent")
    digits = "12345678901234567890123456789012"
    folder = agent.folder / "digits"
    given = {"api_endpoint": "http://127.0.0.1:1/", "data_directory": str(folder)}
    lines = agent.run(given, ["log_in_with_token", digits], ["get_token"])
    check_same((lines[-1]["result"], (folder / "token").read_text()), (digits, digits), "a key of digits")
    check_same(agent.result(given, "get_token"), digits, "a key of digits from its file")
