"""The programs that are measured, and what each does in a workload."""

import dataclasses
import re
import subprocess

LANGUAGES = ("cpp", "go", "csharp", "rust", "python", "node")


@dataclasses.dataclass(frozen=True)
class Peer:
    name: str
    language: str
    command: list[str]
    # How it does a workload, by the names of the cases.
    variants: dict[str, str]
    # A slow one makes fewer calls in a run.
    calls: int = 5000
    encrypts: bool = True
    # Whether valgrind can count its instructions.
    is_native: bool = True
    # Where it looks for the authorities that it trusts.
    trusted: tuple[str, ...] = ("BENCHMARK_CA_FILE",)

    def trusting(self, path):
        return dict.fromkeys(self.trusted, path)

    def count(self, case):
        return min(case.count, self.calls) if case.workload == "call" else case.count


def all_of(place):
    """In the order of the tables. The first is what the others are compared with."""
    programs = place / "programs"

    def native(name, program, language="c", **variants):
        names = {variant.replace("_", "-"): value for variant, value in variants.items()}
        return Peer(name, language, [str(programs / program)], names)

    return [
        native("libcurl", "libcurl", call="parsed", threads="parsed", list="parsed", start="parsed", logs="parsed",
               download="function", download_file="file"),
        native("libcurl, not parsed", "libcurl", call="text", list="text"),
        native("libcurl, synced", "libcurl", download_file="synced"),
        native("libbalena, C", "libbalena-c", call="text", threads="text", list="text", start="text", logs="text",
               download="function", download_file="file", streams="text"),
        native("libbalena, C, one field read", "libbalena-c", call="field"),
        native("libbalena, C, parsed by yyjson", "libbalena-c", call="parsed", list="parsed", logs="parsed"),
        native("libbalena, C, row by row", "libbalena-c", list="rows"),
    ]


def versions(place, programs):
    """What was measured."""
    def said(*command):
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    languages = {peer.language for peer in programs}
    found = [said(str(place / "programs/libcurl"), "version"),
             re.search(r"nginx/\S+", subprocess.run(["nginx", "-v"], capture_output=True, text=True).stderr)[0],
             said("rustc", "--version").rsplit(" (")[0], said("gcc", "--version").splitlines()[0]]
    if "go" in languages:
        found.append(said("go", "env", "GOVERSION"))
    return found
