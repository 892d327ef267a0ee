"""What callers give: odd names, texts that can't be sent, ids that are none, writes that name nothing, large sets."""

import re
import urllib.parse

from matrix import check, check_same, error_of, result_of, row
from service import UUID, Server, Simulator, answer, options

LARGE = "ä" * 32768
# What says no before anything is sent.
REFUSED = ("INVALID_PARAMETER", "INVALID_OPTION", "MISSING_OPTION", "MALFORMED_TOKEN")


def refused(lines, what):
    for line in lines:
        check(error_of(line)["code"] in REFUSED, what, line)


@row(24, "names `O'Brien`, `' or 1 eq 1`, `&$filter=`, `%27`, `+`, `#`, emoji, 64 KB")
def odd_names(agent):
    """A device of that name is found, and no other; the filter stays one. What is longer than a URL is refused."""
    names = ["O'Brien", "' or 1 eq 1", "&$filter=", "%27", "+", "#", "\U0001f433 Söhne", "a\\'b", '"', "'"]
    selected = {"$select": "device_name"}
    with Simulator() as simulator:
        device = simulator.device
        operations = []
        for name in names:
            operations += [["rename_device", device, name], ["get_device_by_name", name, selected]]
        lines = agent.run(simulator.options(), *operations)
        check_same(len(lines), len(operations), "answers")
        for name, line in zip(names, lines[1::2]):
            check_same([row["device_name"] for row in result_of(line)], [name], "devices of that name")
        for entry in simulator.journal("GET", "v7/device"):
            keys = [urllib.parse.unquote(option).split("=")[0] for option in (entry["query"] or "").split("&")]
            check(keys.count("$filter") <= 1, "one filter", entry["query"])
        simulator.forget()
        refused(agent.run(simulator.options(), ["get_device_by_name", LARGE]), "a name of 64 KB")
        check_same(simulator.journal(), [], "requests for a name of 64 KB")


@row(25, "CR/LF/NUL in token, header, tag, host")
def control_characters(agent):
    """Refused before anything is sent, and the secret is not repeated."""
    with Simulator() as simulator:
        for more in (
            {"token": "CANARY\r\nX-Other: y"},
            {"token": "CANARY\n"},
            {"token": "CANARY\0"},
            {"supervisor_api_key": "CANARY\r\n", "supervisor_address": simulator.endpoint},
            {"api_endpoint": "http://user:CANARY\r\n@127.0.0.1/"},
            {"api_endpoint": simulator.endpoint + "\r\nX-Other: y"},
            {"api_endpoint": simulator.endpoint + "\0"},
            {"proxy": "http://user:CANARY@127.0.0.1\r\n/"},
        ):
            running = agent.begin(simulator.options(**more), ["get_devices"])
            refused(running.finish(), str(more))
            check(b"CANARY" not in b"".join(running.texts), "the secret is not repeated", running.texts)
        lines = agent.run(
            simulator.options(),
            ["log_in_with_token", "CANARY\r\nX-Other: y"],
            ["log_in", "user\r\n", "CANARY"],
            ["tag", simulator.device, "key\r\n", "value"],
            ["get_device", f"{UUID}\r\n"],
            ["get_device_by_name", "a\nb"],
            ["pine_get", "device\r\n"],
            # In C the text ends there.
            *([] if agent.language == "C" else [["tag", simulator.device, "key\0more", "value"]]),
        )
        refused(lines, "an argument")
        check("CANARY" not in str(lines), "the secret is not repeated", lines)
        check_same(simulator.journal("POST") + simulator.journal("PATCH"), [], "writes")
        simulator.forget()


@row(26, "uuid `../../x`, `a/b`, empty, 31/33 chars, 32 chars of junk")
def odd_uuids(agent):
    """INVALID_PARAMETER for each, from reads and writes, and nothing is sent."""
    with Simulator() as simulator:
        odd = ["../../x", "a/b", "", "a" * 31, "a" * 33, "g" * 32, "'" * 32, "?" * 32, "%" * 32, "0x1", "-1", "1.0"]
        operations = []
        for device in odd:
            operations += [["get_device", device], ["set_note", device, "n"], ["remove_device", device]]
        lines = agent.run(simulator.options(), *operations)
        check_same(len(lines), len(operations), "answers")
        for line, operation in zip(lines, operations):
            check_same(error_of(line)["code"], "INVALID_PARAMETER", str(operation))
        check_same(simulator.journal(), [], "requests")


@row(27, "empty/absent filter or id on PATCH/DELETE")
def writes_that_name_nothing(agent):
    """Refused, and nothing is sent."""
    with Simulator() as simulator:
        operations = []
        for given in (None, {}, {"$filter": ""}, {"$filter": {}}, {"$filter": []}, {"$filter": None}, {"id": None}):
            words = [] if given is None else [given]
            operations += [["pine_patch", "device", {"note": "n"}, *words], ["pine_delete", "device", *words]]
        operations += [["move_devices", [], "admin/other"]]
        lines = agent.run(simulator.options(), *operations)
        check_same(len(lines), len(operations), "answers")
        refused(lines, "a write that names nothing")
        check_same(simulator.journal(), [], "requests")


@row(28, "rows added/deleted between pages")
def rows_that_change(agent):
    """Each page asks for what comes behind the last row, by id: no row comes twice, and none is left out that was
    there throughout."""
    rows = set(range(1, 21))
    asked = []

    def serve(connection):
        while request := connection.request():
            query = urllib.parse.unquote(request.target)
            asked.append(query)
            behind = re.search(r"\bid gt (\d+)", query)
            limit = int(re.search(r"\$top=(\d+)", query)[1])
            page = sorted(row for row in rows if row > (int(behind[1]) if behind else 0))[:limit]
            connection.send(answer({"d": [{"id": row} for row in page]}))
            # The last row goes, or stays, one before it comes, another behind all.
            rows.difference_update(page[-1:] if len(asked) % 2 else ())
            rows.add(1000 + len(asked))
            rows.add(-len(asked))

    throughout = set(range(1, 21)) - {4, 12, 20}
    with Server(serve) as server:
        lines = agent.run(options(server.endpoint), ["walk_devices", {"page_size": 4, "pages": 8, "$select": "id"}])
    seen = [line["row"]["id"] for line in lines if "row" in line]
    check("result" in lines[-1], "the walk ends", lines[-1])
    check_same(len(seen), len(set(seen)), "rows that came once")
    check(throughout <= set(seen), "rows that were there throughout", sorted(throughout - set(seen)))
    for query in asked:
        check("$orderby=id" in query, "by id", query)


@row(29, "10,000 uuids in one bulk call")
def large_set(agent):
    """Cut into requests that servers take, of at most 200 ids; a set with a stranger in it is left as it was. Where one
    of the requests fails the error tells how many devices were written to before: the first that were named. Whether
    those of that request were is `outcome_unknown`."""
    with Simulator(devices=10_000) as simulator:
        uuids = [row["uuid"] for row in simulator.rows("device?$select=uuid")]
        check_same(len(uuids), 10_000, "devices")
        simulator.forget()
        lines = agent.run(simulator.options(timeout_ms=60_000), ["move_devices", uuids, "admin/fleet"])
        result_of(lines[0])
        writes = simulator.journal("PATCH")
        for entry in simulator.journal():
            check(len(entry["query"] or "") < 16_000, "a URL that servers take", len(entry["query"] or ""))
        ids = [re.search(r"id%20in%20\(([\d,]+)\)", entry["query"] or "") for entry in writes]
        check(all(ids), "each write names its rows", [entry["query"] for entry in writes][:2])
        each = [found[1].split(",") for found in ids]
        check(max(map(len, each)) <= 200, "ids at once", max(map(len, each)))
        check_same(len(set(sum(each, []))), 10_000, "devices that were written to")
        simulator.forget()
        error = agent.error(simulator.options(), "move_devices", [*uuids[:300], "f" * 32], "admin/fleet")
        check_same(error["code"], "DEVICE_NOT_FOUND", "a stranger among them")
        check_same(simulator.journal("PATCH"), [], "writes with a stranger among them")
    for end, code, unknown in (
        (lambda connection: connection.send(answer(b"", "500 Oh")), "REQUEST_ERROR", False),
        (lambda connection: connection.reset(), "NETWORK", True),
    ):
        half_a_set(agent, end, code, unknown)


def half_a_set(agent, end, code, unknown):
    """The third write to 1000 devices fails so."""
    uuids = [f"{1001 - number:032x}" for number in range(1, 1001)]
    writes = []

    def serve(connection):
        while request := connection.request():
            query = urllib.parse.unquote(request.target)
            if request.method == "GET":
                rows = [{"id": int(uuid, 16), "uuid": uuid} for uuid in re.findall("'([0-9a-f]{32})'", query)]
                connection.send(answer({"d": sorted(rows, key=lambda row: row["id"])}))
                continue
            writes.append(re.search(r"id in \(([\d,]+)\)", query)[1].split(","))
            if len(writes) == 3:
                return end(connection)
            connection.send(answer(b""))

    with Server(serve) as server:
        error = agent.error(options(server.endpoint), "set_note", uuids, "n")
    check_same((error["code"], error.get("outcome_unknown", False)), (code, unknown), "the third write")
    check("400 of 1000 rows were written before" in error.get("cause", []), "it tells how many were", error)
    check_same({f"{int(number):032x}" for number in sum(writes[:2], [])}, set(uuids[:400]), "which were")
    check_same(len(writes), 3, "writes")


@row(31, "invalid UTF-8, empty, 64 KB, overlong text in every text argument")
def odd_texts(agent):
    """What is no UTF-8 is INVALID_PARAMETER, and so is a lone surrogate, which is what C# can have of that; what is
    large or empty arrives whole, or is refused where it has to stand in a URL. Every text argument of C is tried by
    tests/c/boundary.c."""
    with Simulator() as simulator:
        device = simulator.device
        simulator.forget()
        if agent.language == "C#":
            first, *others = "\\ud800", "a\\udc00b", "\\udc00\\ud800", "a\\ud83d"
        else:
            first, *others = b"\xff", b"a\xc0\xafb", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"a\xe4"
        operations = [["get_device", text] for text in others] + [
            ["get_device", first],
            ["set_note", device, first],
            ["rename_device", device, first],
            ["get_device_by_name", first],
            ["log_in", first, "p"],
            ["log_in", "u", first],
            ["log_in_with_token", first],
            ["tag", device, first, "v"],
            ["tag", device, "k", first],
            ["save_setting", "note", first],
            ["pine_get", first],
        ]
        if agent.language == "C#":
            operations = [["unescaped", *operation] for operation in [*operations, ["get_devices", first]]]
        lines = agent.run(simulator.options(), *operations)
        check_same(len(lines), len(operations), "answers")
        for line, operation in zip(lines, operations):
            check_same(error_of(line)["code"], "INVALID_PARAMETER", str(operation))
        check_same(simulator.journal(), [], "requests")
        for note in (LARGE, "", "\U0001f433\u0000"[:1], "line\r\nline"):
            lines = agent.run(
                simulator.options(), ["set_note", device, note], ["get_device", device, {"$select": "note"}]
            )
            result_of(lines[0])
            check_same(result_of(lines[1])["note"] or "", note, "the note")
        simulator.forget()
        lines = agent.run(
            simulator.options(),
            ["get_device", LARGE],
            ["get_device_by_name", LARGE],
            ["get_devices_of", "x" * 65536],
            ["tag", "", "k", "v"],
            ["pine_get", LARGE],
            ["log_in", "", "p"],
            ["log_in", "u", ""],
        )
        refused(lines, "what is too long, or empty")
        check_same(simulator.journal(), [], "requests")
