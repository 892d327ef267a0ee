"""What the agents talk to: the simulator, and servers of bytes for what is too odd for it."""

import base64
import contextlib
import json
import os
import pathlib
import re
import select
import socket
import ssl
import struct
import subprocess
import threading
import urllib.request

from matrix import Mismatch

UUID = "0123456789abcdef0123456789abcdef"
TOKEN = "a-token-that-is-an-api-key"


def options(endpoint, **more):
    """Those of a client that asks this server, and keeps nothing."""
    return {"api_endpoint": endpoint, "token": TOKEN, "data_directory": None, **more}


class Simulator:
    """A simulator of the row's own: `with Simulator("--cloud") as simulator`. It has `devices` devices."""

    def __init__(self, *arguments, devices=2):
        self.arguments = ["--fleet", str(devices), *arguments]

    def __enter__(self):
        program = os.environ["BALENA_TEST_SIMULATOR"]
        self.process = subprocess.Popen([program, *self.arguments], stdout=subprocess.PIPE, text=True)
        try:
            self.begin()
        except BaseException:
            self.__exit__()
            raise
        return self

    def begin(self):
        self.endpoint = self.told()
        # Without TLS, where tests look into it.
        self.plain = self.told() if "--tls" in self.arguments else self.endpoint
        # What a container on the device finds in its environment.
        lines = [self.told() for _ in range(4 if "--supervisor" in self.arguments else 0)]
        self.supervisor = dict(line.split("=", 1) for line in lines)
        self.token = self.ask("POST", "_token")

    def told(self):
        line = self.process.stdout.readline().strip()
        if not line:
            raise Mismatch("the simulator did not start")
        return line

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()

    def ask(self, method, path, body=None):
        """A request from beside the agent, with the user's token, and its answer."""
        headers = {"Content-Type": "application/json"}
        if not path.startswith("_"):
            headers["Authorization"] = f"Bearer {self.token}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.plain + path, data, headers, method=method)
        with DIRECT.open(request, timeout=30) as answer:
            data = answer.read()
            is_json = answer.headers.get_content_type() == "application/json"
        return json.loads(data or b"null") if is_json else data.decode()

    def options(self, **more):
        return options(self.endpoint, **{"token": self.token, **more})

    def order(self, fault, times=1, method=None, path=None):
        """Makes the next requests fail, see the simulator's README."""
        match = {name: value for name, value in (("method", method), ("path", path)) if value}
        self.ask("POST", "_faults", [{"match": match, "times": times, "fault": fault}])

    def forget_faults(self):
        self.ask("DELETE", "_faults")

    def journal(self, method=None, path=""):
        """The requests of the agent."""
        return [
            entry
            for entry in self.ask("GET", "_journal")
            if entry["path"].startswith("/" + path) and method in (None, entry["method"])
            if not entry["path"].startswith("/_")
        ]

    def forget(self):
        self.ask("DELETE", "_journal")

    def rows(self, query):
        return self.ask("GET", f"v7/{query}")["d"]

    @property
    def device(self):
        """The uuid of the first device."""
        return self.rows("device?$select=uuid&$orderby=id%20asc&$top=1")[0]["uuid"]


class Proxy(Simulator):
    """The simulator as a proxy; `with Proxy("user:password") as proxy`."""

    def __init__(self, credentials=None):
        self.arguments = ["--proxy", *(["--proxy-credentials", credentials] if credentials else [])]

    def begin(self):
        self.endpoint = self.plain = self.told()

    def targets(self):
        """What it was asked for."""
        paths = [entry["path"] for entry in json.loads(self.ask("GET", "_journal"))]
        return [path for path in paths if not path.startswith("/_")]


# The tests' own requests go straight, whatever the environment says.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Request:
    def __init__(self, head, body, connection):
        first, *lines = head.decode("latin-1").split("\r\n")
        self.method, self.target, _ = first.split(" ", 2)
        self.headers = {name.lower(): value.strip() for name, value in (line.split(":", 1) for line in lines)}
        self.head = head
        self.body = body
        # The number of the connection.
        self.connection = connection


class Connection:
    """One client's, on the server's side."""

    def __init__(self, server, number, plain):
        self.server = server
        self.number = number
        # Of TLS too, so that it can be reset.
        self.plain = plain
        self.socket = plain
        self.rest = b""

    def secure(self, tls):
        self.socket = tls.wrap_socket(self.plain, server_side=True, suppress_ragged_eofs=True)
        self.plain = self.socket

    def request(self):
        """The next request, None when the client has gone."""
        while b"\r\n\r\n" not in self.rest:
            if not self.read():
                return None
        head, self.rest = self.rest.split(b"\r\n\r\n", 1)
        length = re.search(rb"\r\ncontent-length: *(\d+)", head, re.IGNORECASE)
        length = int(length[1]) if length else 0
        while len(self.rest) < length:
            if not self.read():
                return None
        body, self.rest = self.rest[:length], self.rest[length:]
        request = Request(head, body, self.number)
        with self.server.lock:
            self.server.requests.append(request)
        return request

    def read(self):
        data = self.socket.recv(65536)
        self.rest += data
        return bool(data)

    def send(self, data):
        self.socket.sendall(data)

    def pour(self, data, when_full):
        """Sends it as the client takes it, and tells when that takes no more."""
        while data:
            if not select.select([], [self.socket], [], 0.5)[1]:
                when_full()
            with contextlib.suppress(BlockingIOError):
                data = data[self.socket.send(data, socket.MSG_DONTWAIT) :]

    def wait_for_end(self):
        """Waits until the client goes, or the server ends."""
        while self.socket.recv(65536):
            pass

    def drip(self, data, every):
        """Sends it byte by byte, for as long as the client is there."""
        for byte in data:
            self.send(bytes([byte]))
            if select.select([self.socket], [], [], every)[0] and not self.socket.recv(65536):
                return

    def reset(self):
        self.plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.plain.close()


class Server:
    """`with Server(serve) as server`: each connection is given to `serve(connection)`, on a thread of its own, and
    closed when that returns. `server.requests` are those that were read, `server.connections`
    counts what was accepted."""

    def __init__(self, serve, tls=None):
        self.serve = serve
        self.tls = tls
        self.lock = threading.Lock()
        self.requests = []
        self.connections = 0
        self.failures = []

    def __enter__(self):
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self.listener.getsockname()[1]
        self.endpoint = f"http{'s' if self.tls else ''}://127.0.0.1:{self.port}/"
        self.open = []
        self.threads = [threading.Thread(target=self.accept, daemon=True)]
        self.threads[0].start()
        return self

    def __exit__(self, kind, *_):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.threads[0].join()
        with self.lock:
            still_open = list(self.open)
        for connection in still_open:
            with contextlib.suppress(OSError):
                connection.plain.shutdown(socket.SHUT_RDWR)
        for thread in self.threads[1:]:
            thread.join()
        if self.failures and kind is None:
            raise Mismatch(f"the server of the row failed: {self.failures[0]!r}")

    def accept(self):
        while True:
            try:
                accepted, _ = self.listener.accept()
            except OSError:
                return
            accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self.lock:
                self.connections += 1
                connection = Connection(self, self.connections, accepted)
                self.open.append(connection)
            thread = threading.Thread(target=self.attend, args=[connection], daemon=True)
            self.threads.append(thread)
            thread.start()

    def attend(self, connection):
        try:
            if self.tls:
                connection.secure(self.tls)
            self.serve(connection)
        except OSError:
            # The client's choice, who may trust nobody, or hang up.
            pass
        except Exception as failure:
            self.failures.append(failure)
        finally:
            with self.lock:
                self.open.remove(connection)
            connection.plain.close()

    def asked(self):
        """The requests as "METHOD /path"."""
        return [f"{request.method} {request.target.split('?')[0]}" for request in self.requests]


def answer(body, status="200 OK", headers=(), length=True):
    """An answer of HTTP. `body` is bytes, or what is written as JSON."""
    if not isinstance(body, bytes):
        body = json.dumps(body).encode()
    lines = [f"HTTP/1.1 {status}", *headers]
    if not any(line.lower().startswith("content-type:") for line in headers):
        lines.append("Content-Type: application/json")
    if length:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def answering(*answers):
    """What serves: each request gets the next of these answers, and the last one again and again."""

    def serve(connection):
        while connection.request():
            with connection.server.lock:
                at = min(len(connection.server.requests), len(answers)) - 1
            connection.send(answers[at])

    return serve


def raw(data):
    """The simulator's fault that answers these bytes."""
    return {"kind": "raw", "base64": base64.b64encode(data).decode()}


@contextlib.contextmanager
def closed_port():
    """A URL where nobody listens, and nobody else can begin to meanwhile."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}/"


class Certificates:
    """Of an authority of their own, good ones and bad ones, as files in a folder. See certificates.sh."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.authority = str(self.folder / "authority.pem")

    def server(self, name):
        """What a server with the certificate of this name speaks."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / f"{name}.pem", self.folder / "key.pem")
        return context
