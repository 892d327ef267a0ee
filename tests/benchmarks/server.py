"""What all programs are measured against: one nginx on loopback, which answers as the service does, and its data."""

import contextlib
import hashlib
import json
import os
import pathlib
import random
import socket
import subprocess
import urllib.request

UUID = "ba1f35167d65ae9351652d7961e1930c9043bf980017d584973b6b322206a9"
LISTS = (1_000, 10_000, 50_000, 100_000)
PAGE = 1_000
LINES = 200_000
DOWNLOAD = 512 << 20

ADJECTIVES = ("red", "winter", "silent", "misty", "hidden", "bold", "frosty", "lively", "patient", "quiet")
NOUNS = ("rainfall", "river", "forest", "meadow", "sunset", "glade", "firefly", "feather", "shadow", "butterfly")
WORDS = ("starting", "service", "connected", "to", "broker", "temperature", "humidity", "reading", "published", "ok")

CONFIGURATION = """\
user root; worker_processes 1; daemon off; pid nginx.pid; error_log error.log warn;
events {{ worker_connections 8192; }}
http {{
  access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; gzip off; etag on; server_tokens off;
  keepalive_timeout 300s; keepalive_requests 1000000000; charset off; types {{ application/json json; }}
  client_body_temp_path t; proxy_temp_path t; fastcgi_temp_path t; uwsgi_temp_path t; scgi_temp_path t;
  open_file_cache max=256;
  map $args $devices {{
    default device;
    "~id%20gt%20(?<last>\\d+)" page-$last;
    "~orderby=id%20asc" page-0;
    "~top=(?<rows>\\d+)" list-$rows;
  }}
  # Devices whose uuid begins with 00 say little: their streams stay.
  map $request_uri $log_rate {{ default 0; "~^/device/v2/00" 1k; }}
  map $request_uri $quiet {{ "~(?<uuid>00[0-9a-f]+)" $uuid; }}
  server {{
    listen 127.0.0.1:{port} backlog=1024;
    listen 127.0.0.1:{tls_port} ssl backlog=1024;
    ssl_certificate server.pem; ssl_certificate_key server.key;
    ssl_protocols TLSv1.2 TLSv1.3; ssl_session_cache shared:sessions:4m;
    add_header X-Frame-Options DENY; add_header X-Content-Type-Options nosniff;
    add_header Access-Control-Allow-Origin '*'; add_header Access-Control-Allow-Credentials true;
    add_header Access-Control-Expose-Headers Retry-After; add_header Cache-Control no-cache;
    add_header Vary Accept-Encoding;
    root data; default_type 'application/json; charset=utf-8';
    location ^~ /v7/device( {{ return 200 '{device}'; }}
    location ^~ /v7/device(uuid='00 {{ return 200 '{{"d":[{{"id":2,"uuid":"$quiet"}}]}}'; }}
    location = /v7/device {{ try_files /$devices.json /page-end.json; }}
    location = /v7/device_type {{ return 200 '{{"d":[{{"id":1,"slug":"raspberrypi3"}}]}}'; }}
    location ~ ^/device/v2/[^/]+/logs$ {{
      types {{ }} default_type application/x-ndjson; rewrite ^ /logs.ndjson break; limit_rate $log_rate;
    }}
    location = /download {{ types {{ }} default_type application/octet-stream; rewrite ^ /download.bin break; }}
    location ~ ^/(user|actor)/v1/whoami$ {{
      return 200 '{{"id":14,"actorType":"user","actorTypeId":2,"username":"admin","email":"admin@example.com"}}';
    }}
    location = /status {{ stub_status; }}
  }}
}}
"""


class Server:
    """`with Server(directory) as server`: nginx, with what it needs in a directory."""

    def __init__(self, directory, program):
        self.directory = pathlib.Path(directory)
        self.program = program

    def __enter__(self):
        self.directory.mkdir(parents=True, exist_ok=True)
        write_data(self.directory)
        write_certificates(self.directory)
        port, tls_port = free_ports(2)
        self.http, self.https = f"http://127.0.0.1:{port}/", f"https://127.0.0.1:{tls_port}/"
        device = (self.directory / "data/device.json").read_text()
        text = CONFIGURATION.format(port=port, tls_port=tls_port, device=device)
        (self.directory / "nginx.conf").write_text(text)
        self.process = subprocess.Popen(
            [self.program, "-p", f"{self.directory}/", "-c", "nginx.conf", "-e", "error.log"])
        try:
            self.wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def wait(self):
        """Until it accepts connections."""
        while True:
            if self.process.poll() is not None:
                raise SystemExit(f"nginx did not start: see {self.directory}/error.log")
            with contextlib.suppress(OSError):
                self.accepted()
                return

    def accepted(self):
        """How many connections it has accepted, without the one of this question."""
        text = DIRECT.open(self.http + "status").read().decode()
        self.own = getattr(self, "own", 0) + 1
        return int(text.split()[7]) - self.own

    def right(self, workload, variant, count):
        """What a program has to have counted. A list that it did not look into has its length, with or without what is
        around the rows."""
        if (workload, variant) != ("list", "text"):
            return [count]
        length = (self.directory / f"data/list-{count}.json").stat().st_size
        return [length, length - len('{"d":}')]

    def place(self, processors):
        """Has it run on these alone."""
        master = self.process.pid
        for worker in pathlib.Path(f"/proc/{master}/task/{master}/children").read_text().split():
            os.sched_setaffinity(int(worker), processors)


# The questions of the runner go straight, whatever the environment says.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def free_ports(count):
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [one.getsockname()[1] for one in sockets]


def write_certificates(directory):
    """A private authority, a certificate of it, and a bundle of it and the system's authorities."""
    if (directory / "bundle.pem").exists():
        return

    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], cwd=directory, check=True, capture_output=True)

    for name in ("ca", "server"):
        openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", f"{name}.key")
    openssl("req", "-x509", "-new", "-key", "ca.key", "-days", "3650", "-subj", "/CN=benchmarks", "-out", "ca.pem",
            "-addext", "keyUsage=critical,keyCertSign,cRLSign")
    openssl("req", "-new", "-key", "server.key", "-subj", "/CN=localhost", "-out", "server.csr")
    extensions = "subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n"
    (directory / "extensions").write_text(extensions)
    openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
            "-days", "825", "-extfile", "extensions", "-out", "server.pem")
    system = pathlib.Path("/etc/ssl/certs/ca-certificates.crt").read_text()
    (directory / "bundle.pem").write_text(system + (directory / "ca.pem").read_text())


def write_data(directory):
    """The files that it serves, anew where this program has changed."""
    data, stamp = directory / "data", directory / "data/stamp"
    wanted = hashlib.sha256(pathlib.Path(__file__).read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    data.mkdir(exist_ok=True)
    chosen = random.Random(7)
    rows = [dump(row(chosen, number)) for number in range(1, max(LISTS) + 1)]
    for name, part in (
        ("device", [dump(device())]),
        *((f"list-{count}", rows[:count]) for count in LISTS),
        *((f"page-{last}", rows[last : last + PAGE]) for last in range(0, max(LISTS), PAGE)),
        ("page-end", []),
    ):
        (data / f"{name}.json").write_text(f'{{"d":[{",".join(part)}]}}')
    with open(data / "logs.ndjson", "w") as logs:
        logs.writelines(dump(line(chosen, number)) + "\n" for number in range(LINES))
    piece = chosen.randbytes(1 << 20)
    with open(data / "download.bin", "wb") as download:
        download.writelines(piece for _ in range(DOWNLOAD // len(piece)))
    stamp.write_text(wanted)


def dump(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def time(chosen):
    return (f"2026-{chosen.randint(1, 11):02}-{chosen.randint(1, 28):02}"
            f"T{chosen.randint(0, 23):02}:{chosen.randint(0, 59):02}:{chosen.randint(0, 59):02}.000Z")


def device():
    """All fields of a device, as the service answers them."""
    none = (
        "local_id note changed_api_heartbeat_state_on__date last_vpn_event is_locked_until__date public_address "
        "storage_block_device storage_usage storage_total cpu_id is_running__release download_progress "
        "provisioning_progress provisioning_state api_port api_secret is_managed_by__service_instance "
        "is_pinned_on__release should_be_running__release should_be_operated_by__release "
        "should_be_managed_by__release update_status last_update_status_event overall_progress"
    )
    return {
        "created_at": "2026-11-02T08:15:31.020Z", "modified_at": "2026-11-23T17:40:02.377Z", "id": 1,
        "actor": {"__id": 14}, "api_heartbeat_state": "online", "uuid": UUID, "device_name": "red-rainfall",
        "is_of__device_type": {"__id": 117}, "belongs_to__application": {"__id": 1}, "is_online": True,
        "last_connectivity_event": "2026-11-23T17:39:58.114Z", "is_connected_to_vpn": True, "ip_address": "10.0.0.5",
        "mac_address": None, "is_web_accessible": False, "memory_usage": 412, "memory_total": 974, "cpu_usage": 12,
        "cpu_temp": 51, "is_undervolted": False, "status": "Idle", "os_version": "balenaOS 6.0.24",
        "os_variant": "prod", "overall_status": "operational", "supervisor_version": "16.7.0",
        **dict.fromkeys(none.split()),
    }


def row(chosen, number):
    """A device of a list."""
    return {
        "id": number, "uuid": f"{chosen.getrandbits(248):062x}",
        "device_name": f"{chosen.choice(ADJECTIVES)}-{chosen.choice(NOUNS)}",
        "created_at": time(chosen), "modified_at": time(chosen), "actor": {"__id": number + 1_000_000},
        "api_heartbeat_state": chosen.choice(["online", "offline", "timeout", "unknown"]),
        "is_of__device_type": {"__id": chosen.randint(1, 200)},
        "belongs_to__application": {"__id": chosen.randint(1, 50)}, "is_online": chosen.random() < 0.8,
        "last_connectivity_event": time(chosen), "is_connected_to_vpn": chosen.random() < 0.8,
        "public_address": f"198.51.100.{chosen.randint(1, 254)}", "ip_address": f"10.0.3.{chosen.randint(1, 254)}",
        "mac_address": f"B8:27:EB:01:02:{chosen.randint(0, 255):02X}", "is_web_accessible": False,
        "memory_usage": chosen.randint(90, 900), "memory_total": 974, "storage_usage": chosen.randint(90, 9000),
        "storage_total": 28563, "cpu_usage": chosen.randint(0, 99), "cpu_temp": chosen.randint(30, 80),
        "is_undervolted": False, "is_running__release": {"__id": chosen.randint(1, 9999)}, "status": "Idle",
        "os_version": "balenaOS 6.0.24", "os_variant": "prod", "overall_status": "operational",
        "supervisor_version": "16.7.0", "note": chosen.choice([None, f'café "n° {number}"\nrack B']),
    }


def line(chosen, number):
    """A line of a log."""
    message = " ".join(chosen.choice(WORDS) for _ in range(chosen.randint(4, 14)))
    if number % 50 == 0:
        message = f'\x1b[32m{message} ✓\x1b[0m "q"'
    at = 1_795_395_625_660 + 200 * number
    is_system = number % 31 == 0
    return {
        "message": message, "createdAt": at + 3, "timestamp": at, "isStdErr": number % 9 == 0, "isSystem": is_system,
        "serviceId": None if is_system else chosen.randint(1, 9),
    }
