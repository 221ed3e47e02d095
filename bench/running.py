"""The site as processes: how fast one starts, what it and a worker weigh, and what a second process is worth.

Run on the demo library, whose database must be reachable by other processes.
"""

from __future__ import annotations

import http.client
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.serving import ROOT, _free_port
from bench.timing import Line, said

PAGE = "/meetings/ahg-som/10/"
SHEETS = 100
WARMING = 10  # seconds: the first page of each process, and what draws beside it, which is loaded after five
SECONDS = 10
CLIENTS = 4
STARTS = 5
RENDER = f"""
import django
django.setup()
from itertools import cycle, islice
from records.canonical import digest, record_from_bytes
from records.models import EditionContent
from records.render import EditionFacts, render_pdf
from records.render.renderers import own
contents = [bytes(one) for one in EditionContent.objects.values_list("record", flat=True)[:{SHEETS}]]
for content in islice(cycle(contents), {SHEETS}):
    render_pdf(record_from_bytes(content), EditionFacts(1, "final", None, digest(content), "http://x/", "Draft"))
held = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM:"))
print(int(held) / 1024, own().largest / 1024 / 1024)
"""


def lines() -> list[Line]:
    found = []
    seconds = statistics.median(_start() for _ in range(STARTS))
    found.append(Line(f"Start of a web process, the middle of {STARTS}", said(seconds), "under 3 s", seconds < 3))
    with served(1) as (port, _, children):
        cookie = _signed_in()
        one = rate(port, cookie)
        weight = max(_megabytes(pid) for pid in children())
        found.append(Line("A web process after that load", f"{weight:.0f} MB", "under 150 MB", weight < 150))
    with served(2) as (port, _, _):
        two = rate(port, cookie)
    measured = f"{one:.0f} -> {two:.0f} pages a second, {two / one:.2f} ×"
    found.append(Line("A meeting's page made anew, one -> two processes", measured, "at least 1.7 ×", two >= 1.7 * one))
    worker, renderer = _drawing()
    measured = f"{worker + renderer:.0f} MB ({worker:.0f} and {renderer:.0f})"
    is_kept = worker + renderer < 250
    found.append(Line(f"A worker and what draws its {SHEETS} statements", measured, "under 250 MB", is_kept))
    return found


def _start() -> float:
    with served(1) as (_, seconds, _):
        return seconds


@contextmanager
def served(processes: int) -> Iterator[tuple[int, float, object]]:
    """Port, seconds until it answered, and a function that gives the process ids of its workers."""
    port = _free_port()
    with TemporaryDirectory(prefix="bench-") as name:
        more = {"BIND": f"127.0.0.1:{port}", "WEB_CONCURRENCY": str(processes), "PROMETHEUS_MULTIPROC_DIR": name}
        begun = time.perf_counter()
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn_conf.py", "bali_process.wsgi"],
            cwd=ROOT, env=os.environ | more | {"DJANGO_SETTINGS_MODULE": "bali_process.settings"},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            while not _answers(port):
                time.sleep(0.02)
            yield port, time.perf_counter() - begun, lambda: _children(server.pid)
        finally:
            server.terminate()
            server.wait()


def _answers(port: int) -> bool:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        link.request("GET", "/healthz")
        return link.getresponse().status == 200
    except OSError:
        return False
    finally:
        link.close()


def _children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _megabytes(pid: int) -> float:
    """What lies in memory, what it shares with its siblings counted whole."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _signed_in() -> str:
    """A delegate's session: its pages are kept nowhere and made anew each time."""
    from django.conf import settings
    from django.test import Client

    from members.models import User

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(email="delegate@sri-lanka.example"))
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def rate(port: int, cookie: str) -> float:
    """Pages a second, asked by several readers at once through connections of their own, as the proxy opens them."""
    counts = [0] * CLIENTS
    begun = time.perf_counter() + WARMING
    end = begun + SECONDS

    def read(number: int) -> None:
        while (now := time.perf_counter()) < end:
            link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            link.request("GET", PAGE, headers={"Cookie": cookie, "Host": "localhost"})
            answer = link.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            counts[number] += now >= begun

    readers = [threading.Thread(target=read, args=(number,)) for number in range(CLIENTS)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return sum(counts) / SECONDS


def _drawing() -> tuple[float, float]:
    """The most megabytes that a worker held, and the process beside it that drew, what both share counted twice.

    Not `getrusage`: of a program that was begun by another, it tells what the other held.
    """
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "bali_process.settings"}
    done = subprocess.run([sys.executable, "-c", RENDER], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    worker, renderer = done.stdout.split()
    return float(worker), float(renderer)


def main() -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bali_process.settings")
    django.setup()
    for line in lines():
        print(f"{line.name:52} {line.measured:36} {line.promise:18} {'kept' if line.is_kept else 'NOT KEPT'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
