"""Probes, figures, lines of logs and the audit log, as machines and administrators get them."""

import io
import json
import logging
import re
import socket

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from bali_process import probes
from core import jobs
from core.jobs.models import Job
from core.watching import logs, middleware
from members.models import Area, User
from records.models import Checkpoint
from tests import factories

pytestmark = pytest.mark.django_db
WORLD = {"REMOTE_ADDR": "203.0.113.9"}


@pytest.fixture
def written():
    """What the given loggers write in production, as objects."""
    stream, handler = io.StringIO(), None
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.JsonFormatter())
    names = ["bali", "bali.audit", "django.request"]
    before = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).addHandler(handler)
        logging.getLogger(name).setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    for name in names:
        logging.getLogger(name).removeHandler(handler)
        logging.getLogger(name).setLevel(before[name])


def test_alive_without_a_database_and_by_any_name(client, monkeypatch):
    monkeypatch.setattr(connection, "cursor", lambda: pytest.fail("It asked the database."))
    answer = client.get("/healthz", headers={"host": "10.1.2.3"})

    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_ready_only_where_everything_is(client, monkeypatch, tmp_path, settings):
    settings.DATA_DIR = tmp_path
    answer = client.get("/readyz", headers={"host": "10.1.2.3"})
    assert (answer.status_code, answer.json()) == (
        200,
        {"database": "ok", "migrations": "ok", "queue": "ok", "disk": "ok"},
    )

    settings.DATA_DIR = tmp_path / "gone"
    monkeypatch.setattr(probes, "_migrated", set())
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'records'")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (
        503,
        {"database": "ok", "migrations": "missing", "queue": "ok", "disk": "no folder"},
    )


def test_not_ready_where_nobody_takes_up_what_is_due(client):
    @jobs.task("test.watching")
    def nothing(job): ...

    job = jobs.defer(nothing, by=None, what="Nothing")
    assert client.get("/readyz").json()["queue"] == "ok"
    Job.objects.filter(pk=job.pk).update(asked_at=timezone.now() - timezone.timedelta(minutes=3))
    assert client.get("/readyz").json()["queue"] == "no worker"
    assert b'bali_jobs{state="waiting"} 1.0' in client.get("/metrics").content


def test_not_ready_where_the_database_is_away(client, monkeypatch):
    def gone():
        raise DatabaseError("connection to nobody@example.org failed")

    monkeypatch.setitem(probes.LOOKS, "database", gone)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, "does not answer")
    assert b"example" not in answer.content


@pytest.mark.parametrize(
    ("token", "sent", "status"),
    [
        ("", {}, 200),
        ("", WORLD, 404),
        ("", {"HTTP_X_FORWARDED_FOR": "203.0.113.9"}, 404),
        ("", {"REMOTE_ADDR": ""}, 404),
        ("secret", {}, 404),
        ("secret", {"HTTP_AUTHORIZATION": "Bearer wrong"}, 404),
        ("secret", WORLD | {"HTTP_AUTHORIZATION": "Bearer secret"}, 200),
    ],
)
def test_figures_are_for_who_has_the_token_or_sits_here(client, settings, token, sent, status):
    settings.METRICS_TOKEN = token
    assert client.get("/metrics", **sent).status_code == status


def figure(client, name):
    found = re.search(rf"^{re.escape(name)} (\S+)$", client.get("/metrics").content.decode(), re.MULTILINE)
    return float(found[1]) if found else 0.0


def test_figures_count_requests_queries_and_sheets(client):
    name = 'bali_requests_total{method="GET",route="meetings/",status="200"}'
    before = {each: figure(client, each) for each in (name, "bali_queries_total", "bali_renders_total")}
    factories.issue(factories.meeting(1))
    client.get("/meetings/")

    assert figure(client, name) == before[name] + 1
    assert figure(client, "bali_queries_total") >= before["bali_queries_total"] + 2
    assert figure(client, "bali_renders_total") == before["bali_renders_total"] + 1
    assert figure(client, "bali_ledger_beyond_checkpoint") > 0
    assert figure(client, "bali_database_up") == 1


@pytest.mark.parametrize("role", ["secretariat", "administrator"])
def test_a_save_that_comes_too_late_is_counted(client, role):
    client.force_login(factories.user("somebody@example.org", role))
    meeting = factories.meeting(1)
    meeting.save()
    area = Area.objects.create(slug="visas", name="Visas")
    before = figure(client, "bali_conflicts_total")
    if role == "secretariat":
        late = client.post(f"/prepare/meetings/{meeting.pk}/purpose/", {"purpose": "Mine", "version": 1})
    else:
        late = client.post(
            f"/admin/members/area/{area.pk}/change/", {"slug": "visas", "name": "Mine", "read_version": 0}
        )
    assert late.status_code == {"secretariat": 409, "administrator": 200}[role]
    assert figure(client, "bali_conflicts_total") == before + 1


def test_figures_tell_how_old_the_last_checkpoint_and_backup_are_and_how_long_a_job_has_waited(client):
    @jobs.task("test.waiting")
    def nothing(job): ...

    told = client.get("/metrics").content
    assert b"bali_checkpoint_age_seconds" not in told  # there is none: no figure is told instead of a wrong one
    assert b"bali_backup_age_seconds" not in told
    hours = {"checkpoint": 5, "backup": 7}
    Checkpoint.objects.create(
        size=1, root="0" * 64, note="-", made_at=timezone.now() - timezone.timedelta(hours=hours["checkpoint"])
    )
    made = jobs.defer(nothing, by=None, what="A backup")
    ended = timezone.now() - timezone.timedelta(hours=hours["backup"])
    Job.objects.filter(pk=made.pk).update(task="records.backup", state="done", begun_at=ended, ended_at=ended)
    waiting = jobs.defer(nothing, by=None, what="Nothing")
    Job.objects.filter(pk=waiting.pk).update(asked_at=timezone.now() - timezone.timedelta(minutes=3))
    for name, least in {
        "bali_checkpoint_age_seconds": 5 * 3600,
        "bali_backup_age_seconds": 7 * 3600,
        "bali_queue_oldest_due_seconds": 180,
    }.items():
        assert abs(figure(client, name) - least) < 60, name  # the clock of the database is not this one


def test_a_slow_query_is_counted_and_every_figure_is_described(client, settings):
    settings.SLOW_QUERY_MS = 0
    before = figure(client, "bali_slow_queries_total")
    client.get("/meetings/")
    assert figure(client, "bali_slow_queries_total") > before
    told = client.get("/metrics").content.decode()
    named = set(re.findall(r"^# TYPE (bali_\w+?)(?:_total)? ", told, re.MULTILINE))
    promised = {"requests", "queries", "jobs", "renders", "conflicts", "slow_queries", "queue_oldest_due_seconds"}
    assert {f"bali_{one}" for one in promised} <= named
    assert re.findall(r"^# HELP (bali_\w+) *$", told, re.MULTILINE) == []


def test_a_line_of_a_request_tells_its_route_and_no_word_of_its_address(client, written):
    client.get("/search/?q=zanzibar", headers={"x-request-id": "from-the-proxy-1"})
    (line,) = written()

    assert (line["request"], line["route"], line["status"]) == ("from-the-proxy-1", "search/", 200)
    assert line["queries"] > 0
    assert "zanzibar" not in json.dumps(line)


@pytest.mark.parametrize("sent", ["short", 'x" "level":"error', "x" * 65, "line\tfeed-line"])
def test_a_number_that_is_none_is_not_written(client, written, sent):
    answer = client.get("/about/", headers={"x-request-id": sent})
    (line,) = written()
    assert re.fullmatch("[0-9a-f]{32}", line["request"])
    assert answer["X-Request-ID"] == line["request"]


def test_a_slow_query_is_told_with_its_page_and_without_values(client, written, settings):
    settings.SLOW_QUERY_MS = 0
    client.get("/search/?q=zanzibar")
    slow = [line for line in written() if line["logger"] == "bali.slow"]

    assert slow
    assert {line["route"] for line in slow} == {"search/"}
    assert "SELECT" in slow[0]["sql"]
    assert "zanzibar" not in json.dumps(slow)


def test_an_error_is_told_without_the_words_of_anybodys_row(client, written, settings):
    settings.ROOT_URLCONF = "tests.access.broken_urls"
    client.raise_request_exception = False
    page = client.get("/broken/?name=zanzibar").text
    (line,) = (line for line in written() if line["logger"] == "django.request")

    assert f"<code>{line['request']}</code>" in page  # what somebody who saw it can tell
    assert line["error"]["at"]
    assert line["route"] == "broken/"
    assert "/broken" not in line["message"]
    assert "zanzibar" not in json.dumps(line)


def test_a_refused_row_names_its_constraint_and_not_its_values(client):
    User.objects.create(email="somebody@example.org", name="Somebody")
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        User.objects.create(email="somebody@example.org", name="Somebody")
    told = logs.error(refused.value)

    assert told["sqlstate"] == "23505"
    assert "somebody" not in json.dumps(told)


# --- the audit log -----------------------------------------------------------------------------------------------


def audited(written):
    names = ("event", "account", "from", "why", "what")
    lines = [line for line in written() if line["logger"] == "bali.audit"]
    return [{key: line[key] for key in names if key in line} for line in lines]


def test_sign_ins_refusals_and_exports_are_told_by_number(written):
    delegate = factories.user(
        "delegate@example.org", "delegate", acting_for=factories.participant("sri-lanka", iso="LK")
    )
    delegate.set_password("bali-process-demo")
    delegate.save()
    secretary = factories.user("secretary@example.org", "secretariat")
    factories.issue(factories.meeting(1))
    client = Client(**WORLD)
    client.post("/accounts/login/", {"login": "delegate@example.org", "password": "not this one"})
    client.post("/accounts/login/", {"login": "delegate@example.org", "password": "bali-process-demo"})
    client.post("/accounts/logout/")
    client.force_login(secretary)
    client.get("/prepare/records/export.zip")
    client.force_login(delegate)
    client.get("/admin/members/area/")
    who = {"from": "203.0.113.9"}
    told = audited(written)

    assert told[:3] == [
        {"event": "sign-in refused", "account": "nobody", **who},
        {"event": "signed in", "account": str(delegate.pk), **who},
        {"event": "signed out", "account": str(delegate.pk), **who},
    ]
    assert {"event": "exported", "account": str(secretary.pk), "what": "records", **who} in told
    assert "example.org" not in json.dumps(told)


def test_a_refusal_is_told(written, client):
    chair = factories.user("chair@example.org", "co_chair")
    client.force_login(chair)
    assert client.get("/prepare/summary/new/").status_code == 403
    assert audited(written) == [{"event": "refused", "account": str(chair.pk), "why": "forbidden", "from": "127.0.0.1"}]


def test_syslog_gets_the_line(rf):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.settimeout(5)
        made = logs.configuration(as_json=True, syslog=f"127.0.0.1:{listener.getsockname()[1]}", level="INFO")
        options = dict(made["handlers"]["syslog"])
        handler = logging.handlers.SysLogHandler(options["address"], options["facility"])
        handler.setFormatter(logs.SyslogFormatter())
        logging.getLogger("bali.audit").addHandler(handler)
        logging.getLogger("bali.audit").setLevel(logging.INFO)
        try:
            middleware.audit.tell("signed in", rf.get("/"))
            line = listener.recv(4096).decode()
        finally:
            logging.getLogger("bali.audit").removeHandler(handler)
            handler.close()
    # Facility 10 (authpriv), severity 6 (information): 86.
    assert line.startswith("<86>bali-records: {")
    assert json.loads(line.partition(": ")[2].rstrip("\0"))["event"] == "signed in"
