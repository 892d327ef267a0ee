"""What the example tools do, whatever language they are written in: they are run against a simulator.

    . tests/served.sh; simulated python3 tests/examples/scenario.py DIRECTORY [--under COMMAND] [unittest's arguments]

DIRECTORY has a program for each tool, under the tool's name: fleet, provision, logs, os-update, tags, on-device,
os-download.
COMMAND is put in front of each, as "valgrind --quiet". `-k TestFleet` runs a part, `-v` tells what is run.

The tools say the same in all languages:

* `--help`: the usage to standard output, exit 0. Its first line is `usage: TOOL …`.
* wrong usage: `TOOL: what is wrong`, then that first line, to standard error, exit 2.
* a call that fails: `TOOL: what was tried: the error's message (CODE_NAME)` to standard error, exit 1.
"""

import argparse
import contextlib
import csv
import datetime
import gzip
import hashlib
import http.client
import io
import json
import os
import pty
import re
import shlex
import signal
import stat
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.parse

ENDPOINT = os.environ["BALENA_TEST_API_ENDPOINT"]
TOOLS = ["fleet", "provision", "logs", "os-update", "tags", "on-device", "os-download"]
NOWHERE = "0" * 32
# A tool that takes this long has failed.
PATIENCE_S = 60


class Server:
    """A server that is asked past the library."""

    def __init__(self, endpoint):
        self.host = urllib.parse.urlsplit(endpoint).netloc
        self.token = None

    def ask(self, method, path, body=None, token=None):
        connection = http.client.HTTPConnection(self.host, timeout=PATIENCE_S)
        headers = {"Content-Type": "application/json"}
        if token or self.token:
            headers["Authorization"] = "Bearer " + (token or self.token)
        path = urllib.parse.quote(path, safe="/?&=$,()':;@%")
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {text}")
        try:
            return json.loads(text)
        except ValueError:
            return text

    def rows(self, query):
        return self.ask("GET", "/v7/" + query)["d"]

    def journal(self):
        return self.ask("GET", "/_journal")

    def fault(self, method, path, fault, times=1):
        self.ask("POST", "/_faults", [{"match": {"method": method, "path": path}, "times": times, "fault": fault}])

    def answers(self, method, path, status, body):
        self.fault(method, path, {"kind": "status", "status": status, "body": body})


api = Server(ENDPOINT)


class Tool(unittest.TestCase):
    """Runs one of the tools; the name of the class says which."""

    name = None

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        # Whatever a login of the developer's own would be found by is not there.
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("BALENA_")}
        self.environment.update(HOME=self.folder.name, BALENA_API_ENDPOINT=ENDPOINT, BALENA_API_KEY=key)
        api.ask("DELETE", "/_journal")
        self.addCleanup(api.ask, "DELETE", "/_faults")

    def command(self, arguments):
        return [*settings.under, os.path.join(settings.directory, self.name), *map(str, arguments)]

    def run_tool(self, *arguments, status=0):
        """Gives what the tool writes to standard output and to standard error."""
        done = subprocess.run(
            self.command(arguments), env=self.environment, cwd=self.folder.name, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", timeout=PATIENCE_S)
        self.assertEqual(done.returncode, status, f"{arguments}:\n{done.stdout}{done.stderr}")
        return done.stdout, done.stderr

    def output(self, *arguments):
        out, err = self.run_tool(*arguments)
        self.assertEqual(err, "")
        return out

    def refusal(self, *arguments, status=1):
        """What a tool that fails writes to standard error. It writes nothing else."""
        out, err = self.run_tool(*arguments, status=status)
        self.assertEqual(out, "")
        for line in err.splitlines():
            self.assertTrue(line.startswith(self.name + ": "), err)
        return err

    def assert_failed(self, err, tried, code):
        """That the first line says what was tried, and why it failed."""
        expected = rf"{re.escape(self.name)}: {re.escape(tried)}: \S.* \({code}\)\n"
        self.assertRegex(err.splitlines(True)[0], f"^{expected}$")

    def assert_misused(self, *arguments):
        api.ask("DELETE", "/_journal")
        out, err = self.run_tool(*arguments, status=2)
        usage = self.output("--help").splitlines()[0]
        self.assertEqual(out, "")
        lines = err.splitlines()
        self.assertEqual(len(lines), 2, err)
        self.assertRegex(lines[0], rf"^{self.name}: \S")
        self.assertEqual(lines[1], usage)
        self.assertEqual(api.journal(), [])

    def assert_helpful(self, *words):
        text = self.output("--help")
        self.assertTrue(text.startswith(f"usage: {self.name}"), text)
        for word in words:
            self.assertIn(word, text)
        self.assert_misused("--no-such-option")

    def asked(self, method, path):
        """What was asked of the service since the test began."""
        return [one for one in api.journal() if one["method"] == method and one["path"].startswith(path)]


class TestFleet(Tool):
    name = "fleet"
    select = "uuid,device_name,is_online,os_version,last_connectivity_event"

    def devices(self, condition="true eq true"):
        return api.rows(f"device?$select={self.select}&$expand=is_of__device_type($select=slug)&$filter={condition}"
                        "&$orderby=device_name asc")

    def assert_table(self, text, devices):
        *lines, summary = text.splitlines()
        online = sum(device["is_online"] for device in devices)
        self.assertEqual(summary, f"{len(devices)} devices, {online} online")
        titles = ["NAME", "UUID", "TYPE", "STATE", "OS", "LAST SEEN"]
        places = [lines[0].index(title) for title in titles]
        fields = [[line[begin:end] for begin, end in zip(places, places[1:] + [None])] for line in lines]
        # Two blanks are between columns: none is wider than it has to be.
        for column in range(len(titles) - 1):
            self.assertEqual(max(len(row[column].rstrip()) for row in fields) + 2, len(fields[0][column]), text)
        expected = [[device["device_name"], device["uuid"][:7], device["is_of__device_type"][0]["slug"],
                     "online" if device["is_online"] else "offline", device["os_version"] or "-",
                     device["last_connectivity_event"] or "-"] for device in devices]
        self.assertEqual([[field.rstrip() for field in row] for row in fields], [titles, *expected])

    def test_table(self):
        out = self.output()
        query, = (urllib.parse.unquote(str(one["query"])) for one in self.asked("GET", "/v7/device"))
        self.assert_table(out, self.devices())
        # Only what is shown is asked for.
        fields = re.search(r"(?:^|[?&])\$select=([^&]*)", query).group(1).split(",")
        self.assertEqual(sorted(fields), sorted(self.select.split(",")))

    def test_application(self):
        for name, count in ("admin/fleet", 30), ("admin/other", 2), ("admin/spare", 0):
            row, = api.rows(f"application?$select=id,uuid,slug&$filter=slug eq '{name}'")
            devices = self.devices(f"belongs_to__application eq {row['id']}")
            self.assertEqual(len(devices), count)
            for reference in row["slug"], row["id"], row["uuid"]:
                self.assert_table(self.output(reference), devices)

    def test_csv(self):
        rows = list(csv.reader(io.StringIO(self.output("--csv"), newline=""), strict=True))
        self.assertEqual(rows[0], ["name", "uuid", "device_type", "online", "os_version", "last_seen"])
        expected = [[device["device_name"], device["uuid"], device["is_of__device_type"][0]["slug"],
                     "true" if device["is_online"] else "false", device["os_version"] or "",
                     device["last_connectivity_event"] or ""] for device in self.devices()]
        self.assertEqual(rows[1:], expected)
        self.assertIn('Küche "1", links', [row[0] for row in rows])
        # An option may also stand behind the argument.
        self.assertEqual(len(self.output("admin/other", "--csv").splitlines()), 1 + 2)

    def test_failures(self):
        self.assert_failed(self.refusal("admin/nothing"), "list the devices", "APPLICATION_NOT_FOUND")
        api.answers("GET", "/v7/device", 401, "")
        self.assertEqual(self.refusal(),
                         "fleet: list the devices: The server does not accept the credential. (UNAUTHORIZED)\n")
        self.environment["BALENA_API_ENDPOINT"] = "none"
        self.assert_failed(self.refusal(), "make a client", "INVALID_OPTION")

    def test_usage(self):
        self.assert_helpful("--csv", "APPLICATION")
        self.assert_misused("admin/fleet", "admin/other")


class TestProvision(Tool):
    name = "provision"

    def setUp(self):
        super().setUp()
        self.file = os.path.join(self.folder.name, "config.json")
        self.before = self.devices()

    def devices(self):
        return [device["uuid"] for device in api.rows("device?$select=uuid")]

    def new(self):
        return [uuid for uuid in self.devices() if uuid not in self.before]

    def assert_nothing_left(self):
        self.assertEqual(self.new(), [])
        self.assertFalse(os.path.lexists(self.file))

    def assert_registered(self, out, file, shown, name=None):
        uuid, = self.new()
        device, = api.rows(f"device?$select=id,uuid,device_name,belongs_to__application&$filter=uuid eq '{uuid}'")
        self.assertEqual(out, f"registered {uuid} as {device['device_name']}, wrote {shown}\n")
        if name:
            self.assertEqual(device["device_name"], name)
        self.assertEqual(stat.S_IMODE(os.stat(file).st_mode), 0o600)
        with open(file, encoding="utf-8") as text:
            config = json.load(text)
        self.assertEqual(config["uuid"], uuid)
        self.assertEqual(config["deviceId"], device["id"])
        self.assertEqual(config["applicationId"], device["belongs_to__application"]["__id"])
        self.assertLess(abs(config["registered_at"] - time.time()), PATIENCE_S)
        self.assertIs(type(config["registered_at"]), int)
        # The device logs in with its key, and the rest of what the service gave is there.
        self.assertEqual(api.ask("GET", "/actor/v1/whoami", token=config["deviceApiKey"])["actorType"], "device")
        self.assertEqual(config["deviceType"], "raspberrypi3")
        self.assertIn("apiEndpoint", config)
        # But for the key with which any device can be registered, which nobody has, and which ends soon.
        self.assertNotIn("apiKey", config)
        expiry = datetime.datetime.fromisoformat(self.wanted()["provisioningKeyExpiryDate"].replace("Z", "+00:00"))
        self.assertLess(abs(expiry.timestamp() - time.time() - 3600), PATIENCE_S)
        self.before.append(uuid)

    def wanted(self):
        """What the service was told of the last configuration."""
        body = self.asked("POST", "/download-config")[-1]["body"]
        return body if isinstance(body, dict) else json.loads(body)

    def test_registers(self):
        self.assert_registered(self.output("admin/fleet"), self.file, "config.json")
        self.assertEqual(self.wanted()["version"], "6.0.24")
        other = os.path.join(self.folder.name, "other.json")
        name = 'gate "7" \\ Süd'
        # Nothing that others may do by default may become a right to read the file.
        before = os.umask(0)
        self.addCleanup(os.umask, before)
        out = self.output("--name", name, "admin/fleet", "--os-version=5.3.21", "--output", other)
        self.assert_registered(out, other, other, name)
        self.assertEqual(self.wanted()["version"], "5.3.21")

    def test_overwrites_nothing(self):
        with open(self.file, "w", encoding="utf-8") as file:
            file.write("precious")
        self.assertEqual(self.refusal("admin/fleet"), "provision: config.json exists already\n")
        with open(self.file, encoding="utf-8") as file:
            self.assertEqual(file.read(), "precious")
        self.assertEqual(self.asked("POST", "/"), [])
        file = os.path.join(self.folder.name, "missing", "config.json")
        self.assertTrue(self.refusal("admin/fleet", "--output", file).startswith(f"provision: write {file}: "))
        self.assertEqual(self.asked("POST", "/"), [])

    def test_leaves_no_device(self):
        self.assert_failed(self.refusal("admin/nothing", "--os-version", "6.0.24"), "register a device",
                           "APPLICATION_NOT_FOUND")
        self.assert_nothing_left()
        api.answers("POST", "/download-config", 500, "broken")
        self.assert_failed(self.refusal("admin/fleet"), "make the configuration", "REQUEST_ERROR")
        self.assert_nothing_left()
        api.answers("PATCH", "/v7/device", 500, "broken")
        self.assert_failed(self.refusal("admin/fleet", "--name", "gate"), "name the device", "REQUEST_ERROR")
        self.assert_nothing_left()

    def test_leaves_no_device_when_the_answer_is_lost(self):
        api.fault("POST", "/device/register", {"kind": "cut", "after": 1})
        self.assert_failed(self.refusal("admin/fleet"), "register a device", "NETWORK")
        self.assertEqual(len(self.asked("POST", "/device/register")), 1)
        self.assertEqual(len(self.asked("DELETE", "/v7/device")), 1)
        self.assert_nothing_left()

    def test_tells_of_a_device_that_stays(self):
        api.answers("POST", "/download-config", 500, "broken")
        api.answers("DELETE", "/v7/device", 500, "broken")
        first, second = self.refusal("admin/fleet").splitlines(True)
        uuid, = self.new()
        self.assert_failed(first, "make the configuration", "REQUEST_ERROR")
        self.assert_failed(second, f"remove the device {uuid} again", "REQUEST_ERROR")

    def test_usage(self):
        self.assert_helpful("--name", "--os-version", "--output", "APPLICATION")
        self.assert_misused()
        self.assert_misused("admin/fleet", "admin/other")
        self.assert_misused("admin/fleet", "--name")


class TestLogs(Tool):
    name = "logs"

    def setUp(self):
        super().setUp()
        self.device = register("admin/fleet")

    def shown(self, time_ms, rest):
        moment = datetime.datetime.fromtimestamp(time_ms // 1000, datetime.timezone.utc)
        return f"{moment:%Y-%m-%dT%H:%M:%SZ} {rest}"

    def log(self, *lines):
        """Has the device write lines of one second: (what it tells of itself, its message)."""
        now = int(time.time()) * 1000
        body = [{"timestamp": now + number, "message": message, **about}
                for number, (about, message) in enumerate(lines)]
        api.ask("POST", f"/device/v2/{self.device['uuid']}/logs", body, token=self.device["api_key"])
        return now

    def test_history(self):
        self.assertEqual(self.output(self.device["uuid"], "--history"), "")
        now = self.log(
            ({"isSystem": True}, "Supervisor starting"), ({"serviceId": 4}, "ready"),
            ({"serviceId": 4, "isStdErr": True}, 'no "sensor" \\ Süd'), ({}, "of nobody's"))
        expected = [self.shown(now, rest) for rest in (
            "[system] Supervisor starting", "[4] ready", '[4] ! no "sensor" \\ Süd', "[-] of nobody's")]
        self.assertEqual(self.output(self.device["uuid"], "--history").splitlines(), expected)
        self.assertEqual(self.output(self.device["id"], "--history", "--count", 2).splitlines(), expected[-2:])

    def test_follows(self):
        api.ask("POST", "/_logs", {"uuid": self.device["uuid"], "lines": 120, "prefix": "old "})
        with subprocess.Popen(
                self.command([self.device["uuid"]]), env=self.environment, stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as follower:
            # One that hangs ends the test, with what it said.
            self.addCleanup(follower.kill)
            lines = [follower.stdout.readline() for _ in range(100)]
            self.assertRegex(lines[0], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ \[.*\] old 21\n$")
            self.assertRegex(lines[-1], r" old 120\n$")
            now = self.log(({"serviceId": 7}, "live"))
            self.assertEqual(follower.stdout.readline(), self.shown(now, "[7] live\n"))
            api.ask("DELETE", "/_connections")
            now = self.log(({"isSystem": True}, "after the cut"))
            self.assertEqual(follower.stdout.readline(), self.shown(now, "[system] after the cut\n"))
            follower.send_signal(signal.SIGINT)
            out, err = follower.communicate(timeout=PATIENCE_S)
            self.assertEqual((follower.returncode, out), (0, ""), err)
        events = err.splitlines()
        self.assertEqual(events[0], "logs: connected")
        self.assertRegex(events[1], r"^logs: disconnected\b.*\S")
        self.assertEqual(events[-1], "logs: connected")

    def test_count(self):
        api.ask("POST", "/_logs", {"uuid": self.device["uuid"], "lines": 9, "prefix": "old "})
        with subprocess.Popen(
                self.command([self.device["uuid"], "--count", 3]), env=self.environment, stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as follower:
            self.addCleanup(follower.kill)
            lines = [follower.stdout.readline() for _ in range(3)]
            follower.send_signal(signal.SIGINT)
            out, err = follower.communicate(timeout=PATIENCE_S)
            self.assertEqual((follower.returncode, out, err), (0, "", "logs: connected\n"))
        self.assertEqual([line.split()[-1] for line in lines], ["7", "8", "9"])

    def test_failures(self):
        self.assert_failed(self.refusal(NOWHERE, "--history"), "get the log", "DEVICE_NOT_FOUND")
        self.assert_failed(self.refusal(NOWHERE), "follow the log", "DEVICE_NOT_FOUND")
        # What no other connection would mend ends a subscription.
        api.answers("GET", f"/device/v2/{self.device['uuid']}/logs", 401, "")
        self.assert_failed(self.refusal(self.device["uuid"]), "follow the log", "UNAUTHORIZED")

    def test_usage(self):
        self.assert_helpful("--count", "--history", "DEVICE")
        self.assert_misused()
        self.assert_misused(NOWHERE, NOWHERE)
        self.assert_misused(NOWHERE, "--count", "some")
        self.assert_misused(NOWHERE, "--count", "-1")


class TestOsUpdate(Tool):
    name = "os-update"

    def setUp(self):
        super().setUp()
        self.device = register("admin/fleet")
        self.change({"is_connected_to_vpn": True, "os_version": "balenaOS 5.3.21", "os_variant": "prod"})
        port = ENDPOINT.rstrip("/").rsplit(":", 1)[1]
        self.options = ["--actions-endpoint", f"http://actions.devices.localhost:{port}/", "--interval", "0.01"]

    def change(self, fields):
        api.ask("PATCH", f"/v7/device({self.device['id']})", fields)

    def tells(self, *rows):
        """Has the device's row tell these, one after the other, of its update."""
        for status, event, progress, version in rows:
            api.answers("GET", "/v7/device(", 200, json.dumps({"d": [{
                "update_status": status, "last_update_status_event": event and f"2026-11-2{event}T10:00:00.000Z",
                "overall_progress": progress, "os_version": "balenaOS " + version}]}))

    def test_updates(self):
        uuid = self.device["uuid"]
        self.assertEqual(self.output(uuid, "6.0.24", *self.options).splitlines(), [
            "downloading", "applying changes", "done", f"{uuid} runs balenaOS 6.0.24"])
        body = self.asked("POST", f"/v2/{uuid}/resinhup")[0]["body"]
        body = body if isinstance(body, dict) else json.loads(body)
        self.assertEqual(body["parameters"], {"target_version": "6.0.24"})

    def test_shows_what_changes(self):
        # What is there before is of an earlier update, until the device takes up this one.
        self.tells(("done", 1, None, "5.3.21"), ("done", 1, None, "5.3.21"), ("downloading", 2, None, "5.3.21"),
                   ("downloading", 2, 45, "5.3.21"), ("downloading", 2, 45, "5.3.21"), ("done", 3, None, "6.0.24"))
        self.assertEqual(self.output(self.device["uuid"], "6.0.24", *self.options).splitlines(), [
            "downloading", "downloading 45%", "done", f"{self.device['uuid']} runs balenaOS 6.0.24"])

    def test_failures(self):
        uuid = self.device["uuid"]
        self.tells(("aborted", 1, None, "5.3.21"), ("aborted", 1, None, "5.3.21"), ("downloading", 2, None, "5.3.21"),
                   ("aborted", 3, None, "5.3.21"))
        out, err = self.run_tool(uuid, "6.0.24", *self.options, status=1)
        self.assertEqual(out.splitlines(), ["downloading", "aborted"])
        self.assertEqual(err, "os-update: the update failed: aborted\n")
        # The device went back to what it ran before.
        self.tells((None, None, None, "5.3.21"), ("done", 1, None, "5.3.21"))
        out, err = self.run_tool(uuid, "6.0.24", *self.options, status=1)
        self.assertEqual(out.splitlines(), ["done"])
        self.assertEqual(err, f"os-update: the update failed: {uuid} runs balenaOS 5.3.21\n")

        self.assert_failed(self.refusal(uuid, "5.3.21", *self.options), "start the update", "OS_UPDATE_ERROR")
        self.assert_failed(self.refusal(uuid, "six", *self.options), "start the update", "INVALID_PARAMETER")
        self.change({"is_connected_to_vpn": False})
        self.assert_failed(self.refusal(uuid, "6.0.24", *self.options), "start the update", "DEVICE_OFFLINE")
        err = self.refusal(uuid, "6.0.24", "--actions-endpoint", "none")
        self.assert_failed(err, "make a client", "INVALID_OPTION")

    def test_usage(self):
        self.assert_helpful("--actions-endpoint", "--interval", "DEVICE", "VERSION")
        self.assert_misused()
        self.assert_misused(NOWHERE)
        self.assert_misused(NOWHERE, "6.0.24", "6.0.25")
        self.assert_misused(NOWHERE, "6.0.24", "--interval", "often")
        self.assert_misused(NOWHERE, "6.0.24", "--interval", "-1")


class TestTags(Tool):
    name = "tags"
    filter = "belongs_to__application/slug eq 'admin/fleet' and os_version eq 'balenaOS 6.0.24' and is_online eq true"

    def setUp(self):
        super().setUp()
        self.devices = api.rows(f"device?$select=id,uuid,device_name&$filter={self.filter}&$orderby=device_name asc")
        self.assertGreater(len(self.devices), 1)
        self.all = [f"{device['device_name']} ({device['uuid'][:7]})" for device in self.devices]
        self.addCleanup(api.ask, "DELETE", "/v7/device_tag?$filter=id gt 0")

    def tags(self):
        rows = api.rows("device_tag?$select=tag_key,value,device&$orderby=id asc")
        return {(row["device"]["__id"], row["tag_key"]): row["value"] for row in rows}

    def lines(self, *arguments):
        return self.output("--filter", self.filter, *arguments).splitlines()

    def expected(self, change, summary, unchanged=0):
        """The lines of a run for which the first so many devices have to be left as they are."""
        return [*(f"unchanged {device}" for device in self.all[:unchanged]),
                *(f"{change} {device}" for device in self.all[unchanged:]), summary]

    def test_sets(self):
        total = len(self.devices)
        expected = self.expected("would set site=berlin on", f"{total} of {total} devices would change")
        self.assertEqual(self.lines("--set", "site=berlin"), expected)
        self.assertEqual(self.tags(), {})
        # One has it, and one has another value; further tags don't matter.
        for device, tag, value in (0, "site", "berlin"), (1, "site", "rome"), (1, "other", "berlin"):
            body = {"device": self.devices[device]["id"], "tag_key": tag, "value": value}
            api.ask("POST", "/v7/device_tag", body)
        left = total - 1
        self.assertEqual(self.lines("--set", "site=berlin"),
                         self.expected("would set site=berlin on", f"{left} of {total} devices would change", 1))
        self.assertEqual(self.lines("--apply", "--set", "site=berlin"),
                         self.expected("set site=berlin on", f"changed {left} of {total} devices", 1))
        expected = {(device["id"], "site"): "berlin" for device in self.devices}
        self.assertEqual(self.tags(), {**expected, (self.devices[1]["id"], "other"): "berlin"})
        self.assertEqual(self.lines("--set", "site=berlin", "--apply"),
                         self.expected("", f"changed 0 of {total} devices", total))

    def test_texts_are_taken_as_they_are(self):
        value = 'a="b" \\ c, Süd & \'d\''
        total = len(self.devices)
        self.assertEqual(self.lines("--set", "o'key=" + value, "--apply"),
                         self.expected(f"set o'key={value} on", f"changed {total} of {total} devices"))
        self.assertEqual(self.tags(), {(device["id"], "o'key"): value for device in self.devices})
        self.assertEqual(self.lines("--set", "o'key=" + value)[-1], f"0 of {total} devices would change")
        self.assertEqual(self.lines("--set", "o'key=", "--apply")[-1], f"changed {total} of {total} devices")
        self.assertEqual(self.tags(), {(device["id"], "o'key"): "" for device in self.devices})
        # A value that says null is one.
        self.assertEqual(self.lines("--set", "o'key=null", "--apply")[-1], f"changed {total} of {total} devices")
        self.assertEqual(self.lines("--set", "o'key=null")[-1], f"0 of {total} devices would change")
        self.assertEqual(self.lines("--remove", "o'key", "--apply")[-1], f"changed {total} of {total} devices")
        self.assertEqual(self.tags(), {})

    def test_removes(self):
        total = len(self.devices)
        self.assertEqual(self.lines("--remove", "site", "--apply"),
                         self.expected("", f"changed 0 of {total} devices", total))
        for device in self.devices[1:]:
            for tag in "site", "other":
                api.ask("POST", "/v7/device_tag", {"device": device["id"], "tag_key": tag, "value": ""})
        left = total - 1
        self.assertEqual(self.lines("--remove", "site"),
                         self.expected("would remove site from", f"{left} of {total} devices would change", 1))
        self.assertEqual(len(self.tags()), 2 * left)
        self.assertEqual(self.lines("--remove", "site", "--apply"),
                         self.expected("removed site from", f"changed {left} of {total} devices", 1))
        self.assertEqual(self.tags(), {(device["id"], "other"): "" for device in self.devices[1:]})

    def test_failures(self):
        self.assertEqual(self.output("--filter", "id eq 0", "--set", "a=b"), "0 of 0 devices would change\n")
        err = self.refusal("--filter", "no_such_field eq 1", "--set", "a=b")
        self.assert_failed(err, "list the devices", "REQUEST_ERROR")
        err = self.refusal("--filter", "device_name eq 'open", "--set", "a=b")
        self.assert_failed(err, "list the devices", "INVALID_OPTION")
        api.answers("POST", "/v7/device_tag", 500, "broken")
        err = self.refusal("--filter", self.filter, "--set", "a=b", "--apply")
        self.assert_failed(err, f"set a=b on {self.all[0]}", "REQUEST_ERROR")
        self.assertEqual(self.tags(), {})

    def test_usage(self):
        self.assert_helpful("--filter", "--set", "--remove", "--apply")
        self.assert_misused()
        self.assert_misused("--filter", "id eq 0")
        self.assert_misused("--set", "a=b")
        self.assert_misused("--filter", "id eq 0", "--set", "a=b", "--remove", "a")
        self.assert_misused("--filter", "id eq 0", "--set", "a")
        self.assert_misused("--filter", "id eq 0", "--set", "=b")
        self.assert_misused("--filter", "id eq 0", "--set", "a=b", "more")


class TestOnDevice(Tool):
    name = "on-device"
    told = ["BALENA_SUPERVISOR_ADDRESS", "BALENA_SUPERVISOR_API_KEY", "BALENA_DEVICE_UUID", "BALENA_APP_ID"]

    def setUp(self):
        super().setUp()
        # A container has no login.
        del self.environment["BALENA_API_KEY"], self.environment["BALENA_API_ENDPOINT"]
        self.environment.update({name: os.environ[name.replace("BALENA_", "BALENA_TEST_")] for name in self.told})
        self.supervisor = Server(os.environ["BALENA_TEST_SUPERVISOR_ADDRESS"])
        self.supervisor.ask("DELETE", "/_journal")
        self.addCleanup(api.ask, "POST", "/_supervisor", {"locked": False})

    def requests(self):
        """What the supervisor was asked since this was last called, and whether it was to override a lock."""
        journal = self.supervisor.journal()
        self.supervisor.ask("DELETE", "/_journal")
        bodies = [one["body"] if isinstance(one["body"], dict) else json.loads(one["body"] or "{}") for one in journal]
        return [(one["method"], one["path"], bool(body.get("force"))) for one, body in zip(journal, bodies)]

    def test_status(self):
        device, = api.rows("device?$select=api_port,os_version,supervisor_version,ip_address"
                           f"&$filter=uuid eq '{self.environment['BALENA_DEVICE_UUID']}'")
        api.ask("DELETE", "/_journal")
        expected = (f"api port: {device['api_port']}\nos version: {device['os_version']}\n"
                    f"supervisor version: {device['supervisor_version']}\nstatus: Idle\n"
                    f"ip address: {device['ip_address']}\nupdate pending: false\n")
        self.assertEqual(self.output(), expected)
        self.assertEqual(self.output("status"), expected)
        self.assertEqual(self.requests(), [("GET", "/v1/device", False)] * 2)
        # What the supervisor does not know yet is not there.
        self.supervisor.answers("GET", "/v1/device", 200, '{"api_port":1,"os_version":null,"update_pending":true}')
        self.assertEqual(self.output().splitlines(), [
            "api port: 1", "os version: -", "supervisor version: -", "status: -", "ip address: -",
            "update pending: true"])
        self.assertEqual(api.journal(), [])

    def test_commands(self):
        self.assertEqual(self.output("identify"), "")
        self.assertEqual(self.output("restart"), "")
        self.assertEqual(self.output("update"), "")
        self.assertEqual(self.output("update", "--force"), "")
        self.assertEqual(self.requests(), [
            ("POST", "/v1/blink", False), ("POST", "/v1/restart", False), ("POST", "/v1/update", False),
            ("POST", "/v1/update", True)])

    def test_lock(self):
        api.ask("POST", "/_supervisor", {"locked": True})
        err = self.refusal("restart", status=3)
        self.assert_failed(err, "restart the application", "SUPERVISOR_LOCKED")
        self.assertEqual(err.splitlines()[1:], ["on-device: --force overrides the lock"])
        self.assertEqual(self.output("--force", "restart"), "")
        self.assertEqual(self.requests(), [("POST", "/v1/restart", False), ("POST", "/v1/restart", True)])

    def test_failures(self):
        self.environment["BALENA_SUPERVISOR_API_KEY"] = "wrong"
        self.assert_failed(self.refusal("identify"), "blink", "UNAUTHORIZED")
        for name in self.told:
            del self.environment[name]
        for command, tried in ("status", "ask the supervisor"), ("identify", "blink"), ("update", "look for an update"):
            self.assert_failed(self.refusal(command), tried, "INVALID_OPTION")

    def test_usage(self):
        self.assert_helpful("status", "identify", "restart", "update", "--force")
        self.assert_misused("dance")
        self.assert_misused("restart", "update")
        self.assert_misused("status", "--force")
        self.assert_misused("identify", "--force")
        self.assertEqual(self.requests(), [])


class TestOsDownload(Tool):
    name = "os-download"
    size = 3_000_000
    shown = re.compile(r"(\d+) %  (\d+\.\d) MB of 3\.0 MB  \d+\.\d MB/s")

    def setUp(self):
        super().setUp()
        api.ask("POST", "/_images", {"size": self.size})

    def files(self):
        # What a runtime leaves in the home directory is none of the tool's.
        return [name for name in os.listdir(self.folder.name) if not name.startswith(".")]

    def assert_image(self, content, version):
        image = api.ask("GET", f"/_images?deviceType=raspberrypi3&version={version}")
        self.assertEqual(hashlib.sha256(content).hexdigest(), image["sha256"])

    def content(self, name):
        with open(os.path.join(self.folder.name, name), "rb") as file:
            return file.read()

    def assert_progress(self, err):
        """That there is a line for each 10 %, as far as each came in a piece of its own."""
        lines = [self.shown.fullmatch(line) for line in err.splitlines()]
        self.assertNotIn(None, lines, err)
        tenths = [int(line.group(1)) // 10 for line in lines]
        self.assertEqual(tenths, sorted(set(tenths)), err)
        self.assertGreater(len(tenths), 1, err)
        self.assertEqual(lines[-1].groups(), ("100", "3.0"), err)

    def test_downloads(self):
        out, err = self.run_tool("raspberrypi3")
        self.assertEqual(out, "wrote raspberrypi3.img (6.0.24, 3.0 MB)\n")
        self.assert_progress(err)
        self.assertEqual(self.files(), ["raspberrypi3.img"])
        self.assert_image(self.content("raspberrypi3.img"), "6.0.24")

    def test_options(self):
        out, _ = self.run_tool("--version", "5.3.21", "Raspberry Pi 3", "--output=an image", "--file-type", ".gz")
        packed = self.content("an image")
        self.assertEqual(out, f"wrote an image (5.3.21, {len(packed) / 1e6:.1f} MB)\n")
        self.assertEqual(self.files(), ["an image"])
        self.assert_image(gzip.decompress(packed), "5.3.21")

    def test_a_broken_connection_is_made_again(self):
        api.fault("GET", "/download", {"kind": "cut", "after": self.size // 2})
        out, err = self.run_tool("raspberrypi3")
        self.assertEqual(out, "wrote raspberrypi3.img (6.0.24, 3.0 MB)\n")
        self.assert_progress(err)
        self.assertEqual(len(self.asked("GET", "/download")), 2)
        self.assert_image(self.content("raspberrypi3.img"), "6.0.24")

    def test_a_terminal_shows_it_in_one_place(self):
        master, slave = pty.openpty()
        self.addCleanup(os.close, master)
        with subprocess.Popen(
                self.command(["raspberrypi3"]), env=self.environment, cwd=self.folder.name, stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=slave, encoding="utf-8") as tool:
            self.addCleanup(tool.kill)
            os.close(slave)
            err = b""
            # Where nobody has it open any more, to read from a terminal fails.
            with contextlib.suppress(OSError):
                while piece := os.read(master, 4096):
                    err += piece
            out, _ = tool.communicate(timeout=PATIENCE_S)
        self.assertEqual((tool.returncode, out), (0, "wrote raspberrypi3.img (6.0.24, 3.0 MB)\n"), err)
        # A terminal may be told more than texts.
        first, *lines = re.sub(r"\x1b[\[\]()=>?;0-9]*[a-zA-Z]?", "", err.decode()).split("\r")
        self.assertEqual((first, lines.pop()), ("", "\n"), err)
        shown = [self.shown.fullmatch(line.rstrip()) for line in lines]
        self.assertNotIn(None, shown, err)
        self.assertEqual(shown[-1].groups(), ("100", "3.0"), err)

    def interrupted(self, fault, ready):
        """Presses Ctrl-C when the tool is so far, and gives what it wrote to standard error from then on."""
        api.fault("GET", "/download", fault, times=100)
        with subprocess.Popen(
                self.command(["raspberrypi3"]), env=self.environment, cwd=self.folder.name, stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as tool:
            self.addCleanup(tool.kill)
            ready(tool)
            tool.send_signal(signal.SIGINT)
            out, err = tool.communicate(timeout=PATIENCE_S)
        self.assertEqual((tool.returncode, out), (1, ""), err)
        self.assertEqual(self.files(), [])
        return err.splitlines(True)[-1]

    def test_ctrl_c(self):
        err = self.interrupted("stall_body", lambda tool: self.assertRegex(tool.stderr.readline(), self.shown))
        self.assert_failed(err, "download the image", "CANCELLED")

    def test_ctrl_c_before_an_answer(self):
        def until_asked(_):
            until = time.monotonic() + PATIENCE_S
            while not self.asked("GET", "/download"):
                self.assertLess(time.monotonic(), until)
        self.assert_failed(self.interrupted("stall", until_asked), "download the image", "CANCELLED")

    def test_failures(self):
        self.assert_failed(self.refusal("toaster"), "download the image", "INVALID_DEVICE_TYPE")
        err = self.refusal("raspberrypi3", "--version", "0.0.1")
        self.assert_failed(err, "download the image", "OS_IMAGE_NOT_FOUND")
        err = self.refusal("raspberrypi3", "--output", "missing/os.img")
        self.assert_failed(err, "download the image", "IO")
        api.answers("GET", "/download", 401, "")
        self.assert_failed(self.refusal("raspberrypi3"), "download the image", "UNAUTHORIZED")
        self.assertEqual(self.files(), [])

    def test_usage(self):
        self.assert_helpful("--version", "--output", "--file-type", "DEVICE_TYPE")
        self.assert_misused()
        self.assert_misused("raspberrypi3", "intel-nuc")
        self.assert_misused("raspberrypi3", "--file-type", ".iso")


def register(application, name=None):
    """A new device: its id, uuid and api_key."""
    row, = api.rows(f"application?$select=id&$expand=is_for__device_type($select=slug)&$filter=slug eq '{application}'")
    provisioning = api.ask("POST", "/api-key/v2/", {
        "actorType": "application", "actorTypeId": row["id"], "roles": ["provisioning-api-key"], "name": "scenario",
        "description": None, "expiryDate": None})
    device = api.ask("POST", "/device/register", {
        "application": row["id"], "uuid": os.urandom(16).hex(), "device_type": row["is_for__device_type"][0]["slug"]},
        token=provisioning)
    if name:
        api.ask("PATCH", f"/v7/device({device['id']})", {"device_name": name})
    return device


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("directory")
    parser.add_argument("--under", type=shlex.split, default=[])
    settings, others = parser.parse_known_args()
    settings.directory = os.path.abspath(settings.directory)
    api.token = api.ask("POST", "/login_", {
        "username": os.environ["BALENA_TEST_USERNAME"], "password": os.environ["BALENA_TEST_PASSWORD"]})
    key = api.ask("POST", "/api-key/user/full", {"name": "scenario"})
    register("admin/other", 'Küche "1", links')
    register("admin/other", "attic")
    result = unittest.main(argv=[sys.argv[0], *others], exit=False).result
    # A pattern that picks nothing tests nothing.
    sys.exit(not result.wasSuccessful() or result.testsRun == 0)
