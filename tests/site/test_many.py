"""Many processes on one PostgreSQL, begun by the commands of deploy/compose.yaml, each killed in turn under load.

What a person was told is saved is there once; what a person was told nothing of is looked for, and sent again where it
is not there, as people do. Jobs are done once.
"""

import contextlib
import os
import shlex
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import requests
import yaml
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client

from bench import counting
from core import jobs
from core.jobs.models import Job
from meetings.models import AgendaItem
from tests import factories

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text())
WEB, WORKERS = 3, 2
PATIENCE_SECONDS = 90


def command_of(service):
    """As compose starts it; the interpreter is the one that runs this test."""
    program, *rest = COMPOSE["services"][service]["command"]
    return [sys.executable, *rest] if program == "python" else [sys.executable, "-m", program, *rest]


class Process:
    """One container's process, as its supervisor keeps it."""

    def __init__(self, command, environment, log):
        self.command, self.environment, self.log = command, environment, log
        self.start()

    def start(self):
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(
                self.command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.running.pid, signal.SIGKILL)
        self.running.wait()


@pytest.fixture
def site(own_database, tmp_path):
    with connection.cursor() as cursor:
        cursor.execute(counting.TABLE)
    (tmp_path / "static").mkdir()
    shared = os.environ | counting.QUICK | {
        "DATABASE_URL": counting.url_of(connection.settings_dict), "DATA_DIR": str(tmp_path), "BALI_MODE": "test",
        "SECRET_KEY": django_settings.SECRET_KEY, "WEB_CONCURRENCY": "1", "LOG_FORMAT": "json",
    }  # fmt: skip
    webs = {}
    for number in range(WEB):
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
        own = {"BIND": f"127.0.0.1:{port}", "PROMETHEUS_MULTIPROC_DIR": str(tmp_path / f"figures-{number}")}
        webs[port] = Process(command_of("web"), shared | own, tmp_path / f"web-{number}.log")
    # The worker of compose with one more task in it, which leaves a mark for every item.
    assert shlex.join(COMPOSE["services"]["worker"]["command"]) == "python manage.py procrastinate worker"
    workers = [
        Process([sys.executable, "-m", "bench.counting"], shared, tmp_path / f"worker-{number}.log")
        for number in range(WORKERS)
    ]
    yield webs, workers
    for process in (*webs.values(), *workers):
        process.kill()


def up(port):
    with contextlib.suppress(requests.RequestException):
        return requests.get(f"http://127.0.0.1:{port}/healthz", timeout=2).status_code == 200
    return False


def until(condition):
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < end, list(Job.objects.values_list("what", "state", "run", "error"))
        time.sleep(0.1)


class Secretary(threading.Thread):
    """Adds agenda items one after the other, each by another web process; looks before sending again."""

    def __init__(self, number, ports, cookies, address):
        super().__init__()
        self.number, self.ports, self.cookies, self.address = number, ports, cookies, address
        self.may_stop = threading.Event()
        self.saved, self.unsure = [], 0

    def run(self):
        turn = self.number
        while not self.may_stop.is_set():
            title = f"Item {self.number}-{len(self.saved)}"
            while True:
                turn += 1
                port = self.ports[turn % len(self.ports)]
                try:
                    if self.add(port, title):
                        break
                except requests.RequestException:
                    self.unsure += 1
                    if self.is_there(title):
                        break
            self.saved.append(title)

    def add(self, port, title):
        data = {"title": title, "csrfmiddlewaretoken": self.cookies["csrftoken"]}
        answer = requests.post(
            f"http://127.0.0.1:{port}{self.address}", data=data, cookies=self.cookies, allow_redirects=False, timeout=20
        )
        assert answer.status_code in (302, 503), (answer.status_code, answer.text[:2000])
        return answer.status_code == 302

    def is_there(self, title):
        """What somebody sees who looks; any process that answers will do."""
        for port in self.ports * 50:
            with contextlib.suppress(requests.RequestException):
                page = requests.get(
                    f"http://127.0.0.1:{port}{self.address.removesuffix('agenda/add/')}",
                    cookies=self.cookies,
                    timeout=20,
                )
                return page.status_code == 200 and title in page.text
            time.sleep(0.1)
        raise AssertionError("No process answers.")


def saved(people):
    return sum(len(person.saved) for person in people)


def test_each_process_killed_in_turn_under_load(site):
    webs, workers = site
    meeting = factories.meeting(1)
    client = Client()
    client.force_login(factories.user("secretary@example.org", "secretariat"))
    cookies = {name: morsel.value for name, morsel in client.cookies.items()} | {"csrftoken": "a" * 32}
    for port in webs:
        until(lambda port=port: up(port))
    people = [
        Secretary(number, list(webs), cookies, f"/prepare/meetings/{meeting.pk}/agenda/add/") for number in range(2)
    ]
    for task in counting.register():
        for _ in range(3):
            jobs.defer(task, by=None, what="Counting", items=40, pause=0.05)
    asked = list(Job.objects.filter(task__startswith="bench.").values_list("pk", flat=True))
    for person in people:
        person.start()
    try:
        for victim in (*webs.values(), *workers):
            before = saved(people)
            until(lambda before=before: saved(people) >= before + 3)
            victim.kill()
            until(lambda before=before: saved(people) >= before + 4)  # the others go on
            victim.start()
            for port in webs:
                until(lambda port=port: up(port))
    finally:
        for person in people:
            person.may_stop.set()
        for person in people:
            person.join()
    until(lambda: not Job.objects.filter(ended_at=None).exists())

    told = sorted(title for person in people for title in person.saved)
    held = sorted(AgendaItem.objects.filter(meeting=meeting, title__startswith="Item ").values_list("title", flat=True))
    assert held == told
    assert len(told) >= 20
    assert sum(person.unsure for person in people) > 0
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT job, item FROM effect ORDER BY job, item")
        marks = cursor.fetchall()
    assert marks == sorted((str(pk), item) for pk in asked for item in range(40))
