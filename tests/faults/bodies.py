"""Answers that are cut, too long, or not what they should be."""

import json
import socket

from matrix import check, check_same, error_of, result_of, row
from service import UUID, Server, Simulator, answer, answering, options

ROW = {"id": 7, "uuid": UUID, "device_name": "gate"}
ROWS = json.dumps({"d": [ROW] * 50}).encode()
CHUNK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s"


def at_first(data, times=1, ends=False):
    """Serves it to the first requests, and a good answer to others, for as long as the client keeps the connection."""

    def serve(connection):
        while connection.request():
            if len(connection.server.requests) > times:
                connection.send(answer({"d": [ROW]}))
                continue
            connection.send(data)
            if ends:
                connection.socket.shutdown(socket.SHUT_WR)

    return serve


def refused(agent, data, code, what):
    """An error of this code and no part of a result, and the next call is as if nothing had been."""
    error, _ = refusal(agent, at_first(data), code, what)
    return error


def refused_with_connection(agent, data, code, what, tries=1, ends=False):
    """The same, and the connection is not used again. It ends with the answer or stays, for the client to end."""
    error, requests = refusal(agent, at_first(data, tries, ends), code, what)
    check_same([request.connection for request in requests], list(range(1, tries + 2)), f"{what}: connections")
    return error


def refusal(agent, serve, code, what):
    with Server(serve) as server:
        lines = agent.run(options(server.endpoint, timeout_ms=5000), ["get_devices"], ["get_devices"])
        check_same(len(lines), 2, f"{what}: lines")
        error = error_of(lines[0])
        check_same(error["code"], code, what)
        check_same(len(result_of(lines[1])), 1, f"the call after {what}")
        return error, server.requests


@row(14, "body shorter than Content-Length; chunk cut")
def cut_bodies(agent):
    """NETWORK (DECODE for what was packed), and nothing of the rows that came; the connection is not used again."""
    whole = answer(ROWS)
    for cut in (1, len(ROWS) // 2, len(ROWS)):
        error = refused_with_connection(agent, whole[:-cut], "NETWORK", f"{cut} bytes too few", ends=True)
        check_same(error["http_status"], 200, "the status")
    for chunks, what in (
        (CHUNK % (len(ROWS), ROWS), "no last chunk"),
        (CHUNK % (len(ROWS), ROWS[:-9]), "half a chunk"),
        (CHUNK % (len(ROWS), ROWS) + b"\r\n0\r\n", "half a last chunk"),
        (CHUNK % (len(ROWS), ROWS) + b"\r\nzz\r\n", "a chunk without a size"),
        (CHUNK % (len(ROWS), ROWS) + b"garbage", "a chunk that is too long"),
    ):
        refused_with_connection(agent, chunks, "NETWORK", what, ends=True)
    with Simulator(devices=40) as simulator:
        kinds = ({"kind": "cut", "after": 20}, {"kind": "reset", "after": 20}, {"kind": "wrong_length", "delta": 9})
        for fault in kinds:
            # Packed, and by the page.
            simulator.order(fault)
            error = agent.error(simulator.options(timeout_ms=3000), "get_devices")
            check(error["code"] in ("NETWORK", "DECODE"), str(fault), error)
            simulator.order(fault, path="/v7/device")
            lines = agent.run(simulator.options(timeout_ms=3000), ["walk_devices"])
            check("error" in lines[0], "no row was handed out", lines)


@row(15, "Content-Length + chunked, negative, 2 lengths, 2^63")
def odd_lengths(agent):
    """Lengths that contradict each other or that nothing can have are NETWORK, at the third try of a read, a length
    beside chunks DECODE and one that is beyond the limit LIMIT; the connection is not used again."""
    length = f"Content-Length: {len(ROWS)}"
    for lines, what in (
        ([length, "Content-Length: 5"], "two lengths"),
        ([f"{length}, 5"], "two lengths in a line"),
        (["Content-Length: -5"], "a negative length"),
        (["Content-Length: +5"], "a length with a sign"),
        (["Content-Length: 0x10"], "a length in another base"),
        (["Content-Length: 18446744073709551615"], "2^64-1"),
        (["Content-Length: 18446744073709551616"], "2^64"),
        (["Content-Length: "], "no length"),
    ):
        refused_with_connection(agent, answer(ROWS, headers=lines, length=False), "NETWORK", what, tries=3)
    beyond = answer(ROWS, headers=["Content-Length: 9223372036854775808"], length=False)
    refused_with_connection(agent, beyond, "LIMIT", "2^63")
    both = CHUNK.replace(b"Transfer", b"%s\r\nTransfer") % (b"Content-Length: 5", len(ROWS), ROWS) + b"\r\n0\r\n\r\n"
    refused_with_connection(agent, both, "DECODE", "a length and chunks")


@row(16, '200 with HTML / `{` / missing "d" / "d" not what the route answers')
def no_rows(agent):
    """DECODE with the status, and where it is no JSON with the place."""
    for body, place in (
        (b"<!DOCTYPE html><html><body>Sign in to the hotel's network</body></html>", True),
        (b"{", True),
        (b"", True),
        (b'{"d":[{"id":7}', True),
        (b'{"d":[{"id":7}]} and more', True),
        (b"{}", False),
        (b'{"rows":[]}', False),
        (b"null", False),
        (b'{"d":7}', False),
        (b'{"d":"text"}', False),
        (b'{"d":{"id":7}}', False),
        (b'{"d":null}', False),
    ):
        error = refused(agent, answer(body), "DECODE", shown(body))
        check_same(error["http_status"], 200, "the status")
        if place:
            check("at byte" in " ".join(error.get("cause", [])), "it says where", error)
        check("Sign in" not in str(error), "a page is not repeated", error)
    with Simulator() as simulator:
        for fault in ("html", "bad_json"):
            simulator.order(fault)
            check_same(agent.error(simulator.options(), "get_devices")["code"], "DECODE", fault)
    for body in (b'{"d":[]}', b'{"d":"3"}', b"{}"):
        with Server(answering(answer(body))) as server:
            error = agent.error(options(server.endpoint), "pine_get", "device", {"$count": {}})
            check_same(error["code"], "DECODE", f"a count of {shown(body)}")


def shown(body):
    return body.decode()


def row_with(text):
    return b'{"d":[{"id":7,"device_name":%s}]}' % text


@row(17, "invalid UTF-8, BOM, lone surrogate, NUL in string")
def odd_texts(agent):
    """DECODE for what is no UTF-8, anywhere; a byte order mark is none of JSON; a lone surrogate and a NUL that are
    escaped come through in rows as they were sent, and in texts as the language has them or as DECODE."""
    for text in (b'"\xff"', b'"\xc0\x80"', b'"\xed\xa0\x80"', b'"\xf5\x80\x80\x80"', b'"\xe2\x82"'):
        refused(agent, answer(row_with(text)), "DECODE", f"{text}")
    refused(agent, answer(b'{"d":[{"\xff":1}]}'), "DECODE", "a name that is no UTF-8")
    refused(agent, answer(b"\xef\xbb\xbf" + row_with(b'"x"')), "DECODE", "a byte order mark")
    refused(agent, answer(row_with(b'"a\x00b"')), "DECODE", "a NUL that is not escaped")
    with Server(at_first(answer(row_with(b'"\xff"'), status="400 Bad Request"))) as server:
        error = agent.error(options(server.endpoint), "get_devices")
        check_same((error["code"], error["http_status"]), ("REQUEST_ERROR", 400), "a refusal that is no UTF-8")

    unescaped = '"\U0001f600\u2028\x7f"'.encode()
    for text in (rb'"\ud800"', rb'"\udc00 \ud83d"', rb'"a\u0000b"', rb'"\ud83d\ude00"', unescaped):
        with Server(answering(answer(row_with(text)))) as server:
            running = agent.begin(options(server.endpoint), ["get_devices"], ["walk_devices"])
            running.finish()
            sent = row_with(text)[5:-1]
            check_same(running.texts[0], b'{"result":%s}\n' % sent, "the rows")
            check_same(running.texts[1], b'{"row":%s}\n' % sent[1:-1], "a row")

    for text, wanted in ((rb'"a\u0000b"', "a\0b"), (rb'"\ud83d\ude00"', "\U0001f600"), (rb'"\ud800"', None)):
        whoami = b'{"id":1,"actorType":"user","actorTypeId":1,"username":%s,"email":"a@b.example"}' % text
        with Server(answering(answer(whoami))) as server:
            line = agent.run(options(server.endpoint), ["whoami"])[0]
            if wanted is None:
                seen = line.get("result") or error_of(line)["code"]
                check(seen in ("DECODE", "\ufffd", "\ud800"), "a text that is none", line)
            else:
                check_same(result_of(line), wanted, "a text")


@row(18, "nesting 100k, 2^53+1 ids, 1e400, duplicate keys")
def odd_values(agent):
    """DECODE for what is nested deeper than 128, without an overflow of the stack; numbers and repeated names come
    through in rows as they were sent; an id of 64 bits is exact, and what is none is DECODE."""
    for depth in (129, 100_000):
        for opening, closing in ((b"[", b"]"), (b'{"a":', b"}")):
            deep = opening * depth + b"1" + closing * depth
            refused(agent, answer(row_with(deep)), "DECODE", f"{depth} levels")
    refused(agent, answer(b"[" * 1_000_000), "DECODE", "a million levels that are not closed")

    # A row is at the third level.
    deep = b"[" * 120 + b"]" * 120
    values = b'{"id":9007199254740993,"a":1e400,"b":-0.0,"c":1,"c":2,"d":123456789012345678901234567890,"e":%s}' % deep
    with Server(answering(answer(b'{"d":[%s]}' % values))) as server:
        running = agent.begin(
            options(server.endpoint),
            ["get_devices"],
            ["walk_devices"],
            ["pine_get", "device", {"id": 9007199254740993}],
        )
        running.finish()
        check_same(running.texts[0], b'{"result":[%s]}\n' % values, "the rows")
        check_same(running.texts[1], b'{"row":%s}\n' % values, "a row")
        check_same(running.lines[2]["result"]["last"], 9007199254740993, "the last id")
        check_same(running.texts[3], b'{"result":%s}\n' % values, "the row of an id")
        check("(9007199254740993)" in server.requests[-1].target, "an id on the wire", server.requests[-1].target)

    for id_, wanted in (("9007199254740993", 9007199254740993), ("9223372036854775807", 2**63 - 1)):
        body = b'{"id":1,"actorType":"user","actorTypeId":%s,"username":"u","email":"e"}' % id_.encode()
        with Server(answering(answer(body))) as server:
            check_same(agent.result(options(server.endpoint), "get_user_id"), wanted, "an id")
    for id_ in ("9223372036854775808", "1e400", "1.5", '"7"'):
        body = b'{"id":1,"actorType":"user","actorTypeId":%s,"username":"u","email":"e"}' % id_.encode()
        with Server(answering(answer(body))) as server:
            check_same(agent.error(options(server.endpoint), "get_user_id")["code"], "DECODE", f"the id {id_}")


@row(19, "body > limit; gzip bomb 1000:1; unknown encoding")
def too_large(agent):
    """LIMIT for a body beyond the limit, announced or not, plain or packed, and for a bomb of 400 MB within the memory
    of a few; DECODE for an encoding that nobody asked for and for gzip that is none."""
    limit = 1 << 20
    small = agent.begin({"data_directory": None}, ["save_setting", "a", "b"])
    small.finish()
    with Simulator() as simulator:
        for fault in ({"kind": "large", "bytes": 200 << 20}, {"kind": "gzip_bomb", "bytes": 400 << 20}):
            simulator.order(fault)
            running = agent.begin(simulator.options(body_limit_bytes=limit), ["get_devices"], ["get_devices"])
            lines = running.finish()
            check_same(error_of(lines[0])["code"], "LIMIT", str(fault))
            check_same(len(result_of(lines[1])), 2, "the call after it")
            grown = running.peak_memory - small.peak_memory
            check(grown < 16 << 20, "memory is bounded", grown)
        simulator.order("unknown_encoding")
        check_same(agent.error(simulator.options(), "get_devices")["code"], "DECODE", "an unknown encoding")

    def endless(connection):
        connection.request()
        connection.send(CHUNK % (2, b"[0"))
        while True:
            connection.send(b"\r\n10000\r\n" + b"," * 65536)

    with Server(endless) as server:
        error = agent.error(options(server.endpoint, body_limit_bytes=limit), "get_devices")
        check_same(error["code"], "LIMIT", "chunks without an end")
    exact = answer({"d": [ROW]})
    size = len(exact.split(b"\r\n\r\n")[1])
    with Server(answering(exact)) as server:
        agent.result(options(server.endpoint, body_limit_bytes=size), "get_devices")
        error = agent.error(options(server.endpoint, body_limit_bytes=size - 1), "get_devices")
        check_same(error["code"], "LIMIT", "a byte too many")
    for data in (b"", b"not gzip at all", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03half"):
        refused(agent, answer(data, headers=["Content-Encoding: gzip"]), "DECODE", f"gzip of {data}")
    refused(agent, answer(b"{}", headers=["Content-Encoding: gzip, br"]), "DECODE", "two encodings")


@row(22, "unknown fields/enum values, null where string, field gone")
def other_fields(agent):
    """A row with fields and values that are not known comes through as it is; what a function reads of a row may be
    null, gone or of another kind, which is a result or DECODE."""
    odd = b'{"id":7,"uuid":"%s","device_name":null,"overall_status":"dreaming","new":{"a":[1,{}]},"is_online":"yes"}'
    odd %= UUID.encode()
    with Server(answering(answer(b'{"d":[%s]}' % odd))) as server:
        running = agent.begin(
            options(server.endpoint),
            ["get_device", UUID],
            ["get_devices"],
            ["walk_devices"],
            ["get_application", "admin/fleet"],
            ["get_tags", UUID],
            ["pine_get", "device", {"id": 7}],
        )
        running.finish()
        for i in (0, 4, 6):
            check_same(running.texts[i], b'{"result":%s}\n' % odd, "a row")
        for i in (1, 5):
            check_same(running.texts[i], b'{"result":[%s]}\n' % odd, "rows")
        check_same(running.texts[2], b'{"row":%s}\n' % odd, "a row of a walk")
    for odd in (b"{}", b'{"id":null}', b'{"id":"7"}'):
        with Server(answering(answer(b'{"d":[%s]}' % odd))) as server:
            running = agent.begin(
                options(server.endpoint),
                ["get_devices"],
                ["get_device", UUID],
                ["walk_devices"],
                ["set_note", UUID, "a"],
            )
            running.finish()
            check_same(running.texts[0], b'{"result":[%s]}\n' % odd, "rows")
            check_same(running.texts[1], b'{"result":%s}\n' % odd, "a row")
            # The walk hands a row out before it looks for where to go on.
            for line in (line for line in running.lines[2:] if "row" not in line):
                check_same(error_of(line)["code"], "DECODE", f"what needs the id of {odd}")
            check("PATCH" not in [request.method for request in server.requests], "nothing is written", server.asked())
    for body in (b'{"id":1}', b'{"id":1,"username":null}', b'{"id":1,"username":7,"new":true}', b'[]'):
        with Server(answering(answer(body))) as server:
            error = agent.error(options(server.endpoint), "whoami")
            check_same(error["code"], "DECODE", f"who am I: {body}")
