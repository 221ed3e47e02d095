"""Readers on a streaming replica: a real primary and a real replica, killed, stopped and held back."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from django.conf import settings as django_settings
from django.db import connection

from bench.serving import ROOT, ProofCluster
from core import replicas
from members.models import Mandate, Participant, User
from records.models import Card
from runner.owner import choose
from runner.postgres import DATABASE, SUPERUSER, installed_tools
from tests import factories

WITHIN_SECONDS = 5


class Inside:
    """Reading on the replica, as `replicas.read` does it."""

    def __enter__(self):
        self.token = replicas._chosen.set("replica1")

    def __exit__(self, *raised):
        replicas._chosen.reset(self.token)


@pytest.mark.parametrize(
    ("model", "where"),
    [(Card, "replica1"), (Participant, "replica1"), (User, "default"), (Mandate, "default")],
)
def test_what_decides_is_read_from_the_primary(own_database, model, where):
    router = replicas.Router()
    assert router.db_for_read(model) == "default"
    with Inside():
        assert (router.db_for_read(model), router.db_for_write(model)) == (where, "default")


def test_inside_a_transaction_everything_is_read_from_the_primary(db):
    with Inside():  # tests with `db` are one transaction
        assert replicas.Router().db_for_read(Card) == "default"
        assert replicas.alias() == "default"


def test_no_page_that_acts_reads_a_replica(rf, settings, monkeypatch):
    settings.REPLICAS = ["replica1"]
    monkeypatch.setattr(replicas, "_watches", lambda: [SimpleNamespace(alias="replica1", is_good=lambda: True)])
    assert replicas._choose(rf.get("/")) == "replica1"
    assert replicas._choose(rf.post("/")) is None
    request = rf.get("/")
    request.COOKIES[replicas.COOKIE] = "1"
    assert replicas._choose(request) is None


# --- the real thing ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def clusters(tmp_path_factory, pristine_database, django_db_blocker):
    """A primary and its streaming replica; the primary holds what the test database holds."""
    folder = tmp_path_factory.mktemp("replicas")
    for each in (folder, *folder.parents):
        if each.stat().st_uid == os.geteuid() and each.name.startswith(("pytest", "replicas")):
            each.chmod(0o755)
    tools = installed_tools()
    tools = tools[max(tools)]
    owner = choose(must_enter=[folder, tools.folder])
    made = []
    for name in ("primary", "replica"):
        (folder / name).mkdir(mode=0o755)
        made.append(ProofCluster(folder / name / "data", tools, owner, folder / f"{name}.log"))
        made[-1].folder.mkdir(mode=0o700)
    primary, replica = made
    primary.initialise()
    primary.start()
    _copy_test_database(primary, folder / "copy.sql")
    try:
        owner.take(replica.folder)
        primary.run(
            "pg_basebackup", f"--host={primary.sockets}", f"--username={SUPERUSER}", "--checkpoint=fast",
            "--write-recovery-conf", f"--pgdata={replica.folder}",
        )  # fmt: skip
        replica.start()
        yield primary, replica
    finally:
        replica.stop()
        primary.stop()


def _copy_test_database(primary, file):
    """Migrating anew takes half a minute of a processor."""
    told = connection.settings_dict
    reach = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    source = " ".join(f"{name}='{told[key]}'" for name, key in reach.items() if told[key])
    dump = [primary.tools("pg_dump"), "--no-owner", f"--dbname={source}", f"--file={file}"]
    subprocess.run(dump, check=True, capture_output=True)
    primary.query(file.read_text())


@pytest.fixture
def site(clusters, tmp_path, django_db_blocker):
    """The site, served by one process on the primary with the replica beside it; this process writes to the primary."""
    primary, replica = clusters
    used, usual = connection.settings_dict, dict(connection.settings_dict)
    connection.close()
    used.update(NAME=DATABASE, USER=SUPERUSER, HOST=str(primary.sockets), PORT="")
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    environment = os.environ | {
        "DATABASE_URL": primary.url, "DATABASE_REPLICA_URL": replica.url, "DATA_DIR": str(tmp_path),
        "BALI_MODE": "test", "SECRET_KEY": django_settings.SECRET_KEY,
    }  # fmt: skip
    (tmp_path / "static").mkdir()
    server = None
    try:
        command = [sys.executable, "-m", "gunicorn", "-w1", "-b", f"127.0.0.1:{port}", "--no-control-socket"]
        with Path(tmp_path, "server.log").open("wb") as log:
            server = subprocess.Popen(
                [*command, "bali_process.wsgi"], cwd=ROOT, env=environment, stdout=log, stderr=log
            )
        with django_db_blocker.unblock():
            yield SimpleNamespace(primary=primary, replica=replica, address=f"http://127.0.0.1:{port}")
    finally:
        if server:
            server.terminate()
            server.wait()
        connection.close()
        used.update(usual)


def get(site, **headers):
    """Status and page of the list of meetings."""
    request = urllib.request.Request(f"{site.address}/meetings/", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""


def until(condition, seconds):
    begun = time.monotonic()
    while not condition():
        assert time.monotonic() < begun + seconds, f"not within {seconds} s"
        time.sleep(0.05)
    return time.monotonic() - begun


def up(site):
    try:
        return get(site)[0] == 200
    except OSError:
        return False


def on_replica(site, statement):
    with psycopg.connect(site.replica.url.replace("postgres://", "postgresql://"), autocommit=True) as link:
        return link.execute(statement).fetchone()


def reads_replica(site):
    """Whether pages were read there: its open connection of the site asked last for the state of the records."""
    get(site)
    asked = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%records_freshness%' AND pid <> pg_backend_pid()"
    return on_replica(site, asked)[0] > 0


def test_readers_read_the_replica_and_never_a_late_or_a_dead_one(site):
    until(lambda: up(site), 60)
    until(lambda: reads_replica(site), 20)

    # Held back: whoever wrote sees it at once, everybody else within five seconds.
    on_replica(site, "SELECT pg_wal_replay_pause()")
    factories.issue(factories.meeting(1))
    words = "AHG SOM 1"
    assert words not in get(site)[1]
    assert words in get(site, Cookie=f"{replicas.COOKIE}=1")[1]
    assert until(lambda: words in get(site)[1], WITHIN_SECONDS) < WITHIN_SECONDS
    assert on_replica(site, "SELECT pg_is_wal_replay_paused()")[0]

    # It caught up, and is used again.
    on_replica(site, "SELECT pg_wal_replay_resume()")
    others = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query LIKE '%{}%' AND pid <> {}"
    on_replica(site, others.format("freshness", "pg_backend_pid()"))
    until(lambda: reads_replica(site), 20)

    # Gone: no reader notices, from the first request on.
    site.replica.stop()
    end = time.monotonic() + WITHIN_SECONDS
    while time.monotonic() < end:
        assert get(site)[0] == 200
    site.replica.start()
    until(lambda: reads_replica(site), 20)
