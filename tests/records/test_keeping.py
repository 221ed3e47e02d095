"""Backups by the clock and what is let go; moving everything to another database."""

import datetime
import secrets

import psycopg
import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from core import jobs
from core.jobs.models import Job
from records import backup, keeping
from records.tasks import back_up_by_the_clock
from tests import factories

NIGHT = datetime.datetime(2026, 3, 31, 1, 23, tzinfo=datetime.UTC)


def nights(count, *, hour=1):
    return [NIGHT.replace(hour=hour) - datetime.timedelta(days=back) for back in range(count)]


def test_the_newest_of_days_weeks_and_months_are_kept():
    kept = keeping.wanted(nights(400), (14, 8, 12))

    assert set(nights(14)) <= kept
    # The newest of a week is its Sunday (22 March …), that of a month its last day; both once.
    assert {moment.date().isoformat() for moment in kept - set(nights(14))} == {
        "2026-02-15", "2026-02-22", "2026-03-01", "2026-03-08", "2026-03-15",
        "2026-02-28", "2026-01-31", "2025-12-31", "2025-11-30", "2025-10-31", "2025-09-30", "2025-08-31",
        "2025-07-31", "2025-06-30", "2025-05-31", "2025-04-30",
    }  # fmt: skip


def test_the_newest_of_a_day_is_kept_and_the_newest_of_all_always():
    two = [*nights(3, hour=1), *nights(3, hour=13)]
    assert keeping.wanted(two, (2, 0, 0)) == set(nights(2, hour=13))
    assert keeping.wanted(nights(3), (0, 0, 0)) == {NIGHT}
    assert keeping.wanted([], (14, 8, 12)) == set()


def old_backup(folder, moment):
    dump = folder / f"records-{moment:%Y%m%dT%H%M%SZ}-abcd.dump"
    dump.write_bytes(b"")
    dump.with_suffix(".json").write_text("{}")
    return dump


def test_the_clock_makes_one_and_lets_old_ones_go(own_database, tmp_path, settings, client):
    settings.BACKUP_DIR, settings.BACKUP_KEEP = tmp_path, (1, 1, 2)
    factories.issue(factories.meeting())
    long_ago = timezone.now() - datetime.timedelta(days=400)
    gone = old_backup(tmp_path, long_ago - datetime.timedelta(days=3))
    kept = old_backup(tmp_path, long_ago)
    mine = tmp_path / "records-of-mine.dump"
    mine.write_bytes(b"")

    job = jobs.defer(back_up_by_the_clock, by=None, what="Backup")
    jobs.run(job.pk)
    job.refresh_from_db()

    assert (job.state, job.error) == ("done", "")
    assert (gone.exists(), gone.with_suffix(".json").exists(), kept.exists(), mine.exists()) == (
        False,
        False,
        True,
        True,
    )
    (_, newest), _ = keeping.backups(tmp_path)
    assert backup.Backup.read(newest.with_suffix(".json")).counts["records_edition"] == 1

    client.force_login(factories.user("admin@example.org", "administrator"))
    page = client.get("/keeping/").text
    assert "restored beside and compared" in page
    assert "There is no good backup" not in page
    assert "2, from " in page


def test_a_backup_that_failed_lets_nothing_go_and_the_page_says_so(own_database, tmp_path, settings, client):
    factories.issue(factories.meeting())
    (tmp_path / "file").write_bytes(b"")
    settings.BACKUP_DIR, settings.BACKUP_KEEP = tmp_path / "file", (0, 0, 0)  # a folder cannot be made there
    job = jobs.defer(back_up_by_the_clock, by=None, what="Backup")
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == "failed"
    assert job.error.startswith("There is no new backup: ")

    client.force_login(factories.user("admin@example.org", "administrator"))
    page = client.get("/keeping/").text
    assert "There is no good backup of the last 90 days." in page
    assert "The last attempt did not succeed" in page


def test_one_made_by_hand_counts(own_database, tmp_path, client):
    factories.issue(factories.meeting())
    call_command("backup", tmp_path, verbosity=0)
    assert Job.objects.get(task=keeping.TASK).state == "done"


# --- moving ------------------------------------------------------------------------------------------------------


@pytest.fixture
def server(own_database):
    """An empty database on a server, and its address."""
    name = f"{django_settings.DATABASES['default']['NAME']}_moved_{secrets.token_hex(4)}"
    backup._command("CREATE DATABASE {} TEMPLATE template0", name)
    reach = backup._reach()
    port = f"&port={reach['port']}" if "port" in reach else ""
    secret = f":{reach['password']}" if "password" in reach else ""
    yield name, f"postgres://{reach.get('user', '')}{secret}@/{name}?host={reach.get('host', '')}{port}"
    connection.close()
    backup._command("DROP DATABASE {} WITH (FORCE)", name)


def test_everything_arrives_with_its_triggers_and_what_was_here_stays(server, capsys):
    factories.issue(factories.meeting(outcomes=["Members agreed the agenda."]))
    name, address = server
    call_command("move_to", address)
    assert "the ledger ends as it does here" in capsys.readouterr().out

    with psycopg.connect(**backup._reach()) as here, psycopg.connect(**backup._reach() | {"dbname": name}) as there:
        assert (backup._counts(there), backup._head(there)) == (backup._counts(here), backup._head(here))
        assert backup._counts(there)["records_edition"] == 1
        with pytest.raises(psycopg.Error, match="never change"):
            there.execute("UPDATE records_edition SET number = 7")

    with pytest.raises(CommandError, match="the database there is not empty"):
        call_command("move_to", address)


def test_nothing_is_moved_to_where_nobody_answers(own_database):
    with pytest.raises(CommandError, match="Nothing was moved"):
        call_command("move_to", "postgres://nobody@/nothing?host=/nowhere")
    with pytest.raises(CommandError, match="must begin with postgres://"):
        call_command("move_to", "mysql://server/name")
