"""What lies in deploy/: said well, and true. Its commands are run as plain processes by test_many."""

import re
import secrets
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.db import DatabaseError, connection, transaction
from django.test import Client

from bali_process import doctor
from tests import factories

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())


@pytest.mark.parametrize("name", ["prepare", "web", "worker"])
def test_containers_of_ours_may_do_as_little_as_they_need(name):
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert (service["cap_drop"], service["security_opt"]) == (["ALL"], ["no-new-privileges:true"])
    assert service["tmpfs"] == ["/tmp"]
    assert "ports" not in service  # only the proxy is reached from outside


def test_what_compose_names_is_there():
    for service in COMPOSE["services"].values():
        for volume in service.get("volumes", []):
            source = volume.partition(":")[0]
            assert source in COMPOSE["volumes"] or (DEPLOY / source).exists() or source == "./certificates"
    assert (DEPLOY / (COMPOSE["services"]["web"]["env_file"] + ".example")).exists()
    assert (ROOT / COMPOSE["services"]["web"]["build"]["dockerfile"]).exists()


def test_the_image_runs_as_nobody_in_particular_and_says_whether_it_lives():
    lines = re.sub(r"\\\n\s*", "", (DEPLOY / "Dockerfile").read_text()).splitlines()
    told = [line.split(maxsplit=1) for line in lines if line and not line.startswith(("#", " "))]
    assert {word for word, _ in told} <= set("FROM COPY RUN WORKDIR ENV USER VOLUME EXPOSE HEALTHCHECK CMD".split())
    assert ["USER", "10001:10001"] in told
    assert told[-1][0] == "CMD"
    assert yaml.safe_load(told[-1][1]) == COMPOSE["services"]["web"]["command"]
    assert told[-2][0] == "HEALTHCHECK"
    assert "deploy.alive" in told[-2][1]


def test_the_health_check_says_what_healthz_says(live):
    command = [sys.executable, "-m", "deploy.alive"]
    port = live.rpartition(":")[2]
    assert subprocess.run(command, cwd=ROOT, env={"BIND": f"0.0.0.0:{port}"}).returncode == 0
    assert subprocess.run(command, cwd=ROOT, env={"BIND": "0.0.0.0:1"}, capture_output=True).returncode == 1


@pytest.mark.parametrize("unit", ["web", "worker"])
def test_systemd_takes_the_units(unit, tmp_path):
    text = (DEPLOY / "systemd" / f"bali-records-{unit}.service").read_text()
    command = re.search("^ExecStart=(.+)$", text, re.MULTILINE)[1]
    program, *rest = shlex.split(command)
    assert [Path(program).name, *rest] == COMPOSE["services"][unit]["command"]
    verify = shutil.which("systemd-analyze")
    if verify is None:
        pytest.skip("There is no systemd on this machine.")
    here = text.replace(program, sys.executable).replace("/opt/bali-records", str(ROOT))
    path = tmp_path / f"bali-records-{unit}.service"
    path.write_text(here)
    done = subprocess.run([verify, "verify", path], capture_output=True, text=True)
    told = [line for line in done.stderr.splitlines() if path.name in line and "bali-records-worker" not in line]
    assert (done.returncode, told) == (0, [])


def test_every_brace_of_nginx_is_closed_and_figures_stay_inside():
    text = re.sub(r"#.*", "", (DEPLOY / "nginx.conf").read_text())
    assert text.count("{") == text.count("}")
    for line in text.splitlines():
        assert re.search(r"[;{}]\s*$", line) or not line.strip(), line
    assert "location = /metrics { return 404; }" in text
    assert "X-Request-ID $request_id" in text


@pytest.fixture
def web_role(own_database):
    """This connection as the role of deploy/two-roles.sql, under a name of its own."""
    name = f"records_web_{secrets.token_hex(4)}"
    with connection.cursor() as cursor:
        cursor.execute((DEPLOY / "two-roles.sql").read_text().replace("records_web", name).replace("%", "%%"))
        cursor.execute(f"SET ROLE {name}")
    yield name
    with connection.cursor() as cursor:
        cursor.execute(f"RESET ROLE; DROP OWNED BY {name}; DROP ROLE {name}")


def test_a_role_that_owns_nothing_is_enough_to_work_and_to_read(web_role):
    edition = factories.issue(factories.meeting(1))
    number = edition.number
    assert Client().get("/meetings/").status_code == 200
    assert [finding.words for finding in doctor.of_roles()] == ["this role owns nothing"]
    for statement in (
        "ALTER TABLE records_edition DISABLE TRIGGER ALL",
        "UPDATE records_edition SET number = 7",
        "TRUNCATE records_release",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    edition.refresh_from_db()
    assert edition.number == number


def test_a_database_that_an_old_restore_left(own_database):
    name = f"{own_database}_before_20260101000000"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        told = [
            (words, advice)
            for words, advice, _ in ((one.words, one.advice, one.is_wrong) for one in doctor.of_orphans())
        ]
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}"')
    assert told == [
        (f"databases of backups that were cut short, or of restores: {name}", "Drop those that nobody needs any more.")
    ]
