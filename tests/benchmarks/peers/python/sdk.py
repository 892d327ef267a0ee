"""The official SDK for Python.

usage: sdk.py WORKLOAD VARIANT URL COUNT
"""

import os
import resource
import sys
import threading
import time

import balena.settings

workload, variant, url, count = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
UUID = "ba1f35167d65ae9351652d7961e1930c9043bf980017d584973b6b322206a9"
TOKEN = "GThZJps91PoJCdzfYqF7glHXzBDGrkr9"

# It knows no other address than https://api.HOST/. Its settings are in memory: it reads a file for each otherwise.
original = balena.settings.InMemorySettingsProvider.__init__


def here(self, *arguments):
    original(self, *arguments)
    self._settings.update(api_endpoint=url, pine_endpoint=url + "v7/", token=TOKEN)


balena.settings.InMemorySettingsProvider.__init__ = here
client = balena.Balena({"data_directory": False})


def calls(wanted):
    return sum(client.models.device.get(UUID)["id"] == 1 for _ in range(wanted))


def call_on_threads():
    wanted, right = int(os.environ["BENCHMARK_THREADS"]), []
    threads = [threading.Thread(target=lambda: right.append(calls(count // wanted))) for _ in range(wanted)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(right)


def follow():
    lines, ended = 0, threading.Event()

    def on_line(line):
        nonlocal lines
        # What came along with the last one is no longer wanted.
        if lines < count:
            lines += bool(line["message"] and line["timestamp"])
        if lines == count:
            ended.set()

    client.logs.subscribe(UUID, on_line, lambda error: os._exit(1), "all")
    ended.wait()
    return lines


def download():
    # What its own download gives is the answer of such a request, for the caller to write.
    from balena.balena_auth import request

    received = 0
    with open(os.environ["BENCHMARK_OUTPUT"], "wb") as file:
        answer = request("GET", "download", client.settings, return_raw=True, stream=True)
        for piece in answer.iter_content(128 << 10):
            file.write(piece)
            received += len(piece)
    return received


def status(key):
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith(key))


WORK = {
    "call": lambda: calls(count),
    "start": lambda: calls(1),
    "threads": call_on_threads,
    "list": lambda: len(client.models.device.get_all({"$top": count})),
    "logs": follow,
    "download": download,
}
if workload != "start":
    assert calls(1) == 1, "the first call went wrong"
with open("/proc/self/clear_refs", "w") as file:
    file.write("5")
resident, before, began = status("VmRSS:"), resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
right = WORK[workload]()
took, after, peak = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF), status("VmHWM:")
cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
switches = after.ru_nvcsw - before.ru_nvcsw
print(f'{{"wall_us":{took * 1e6},"cpu_us":{cpu * 1e6},"switches":{switches},"growth_kb":{peak - resident},'
      f'"peak_kb":{peak},"threads":{status("Threads:")},"check":{right}}}', flush=True)
# Its subscriptions are not waited for.
os._exit(0)
