"""The doctor says what is wrong and what to do, and fails where something has to be put right."""

import socket

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from bali_process import doctor, probes
from records.models import File
from tests import factories

pytestmark = pytest.mark.django_db


def found(name):
    return [(finding.words, finding.advice, finding.is_wrong) for finding in doctor.LOOKS[name]()]


def test_all_of_it(capsys):
    factories.issue(factories.meeting())
    call_command("doctor")
    said = capsys.readouterr().out

    assert said.endswith("Nothing has to be put right.\n")
    for name in doctor.LOOKS:
        assert f"  {name}: " in said
    assert "ok     Ledger: the chain holds" in said
    assert "Pango" in said


def test_a_broken_chain_and_a_trigger_switched_off(capsys):
    factories.issue(factories.meeting())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE records_ledgerentry DISABLE TRIGGER records_ledgerentry_never_changes")
        cursor.execute("UPDATE records_ledgerentry SET hash = repeat('0', 64) WHERE position = 1")
    with pytest.raises(CommandError, match="2 to put right"):
        call_command("doctor")
    said = capsys.readouterr().out

    assert "WRONG  Ledger: records_ledgerentry: the trigger that refuses changes is gone or switched off" in said
    assert "hold everything against your checkpoints" in said


def test_a_clock_that_is_wrong():
    with time_machine.travel(timezone.now() + timezone.timedelta(seconds=90), tick=True):
        ((words, advice, is_wrong),) = found("Clock")
    assert (words.startswith(("89 s", "90 s", "91 s")), "NTP" in advice, is_wrong) == (True, True, True)


def test_a_folder_that_is_not_there(settings, tmp_path):
    settings.DATA_DIR, settings.BACKUP_DIR = tmp_path, tmp_path / "gone"
    assert [words for words, advice, _ in found("Disk") if advice] == [f"{tmp_path / 'gone'} is not there"]


def test_a_mail_server_that_does_not_answer(settings):
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", one.getsockname()[1]
        ((words, advice, is_wrong),) = found("Mail")
    assert (words.startswith("127.0.0.1 does not take letters"), "EMAIL_HOST" in advice, is_wrong) == (True, True, True)


def test_a_file_of_no_record():
    File.objects.create(sha256="0" * 64, content=b"words")
    assert found("Orphans")[0][0] == "1 files belong to no record"


def test_no_backup_is_wrong_in_production(settings):
    settings.PRODUCTION = True
    assert found("Backups") == [
        ("there is no good backup", "Set BACKUP_DIR and let a worker run, or run manage.py backup FOLDER.", True)
    ]


# --- every look, where something is wrong: what is told, and what to do about it --------------------------------------


def test_every_look_that_can_find_something_is_tried_here():
    """A look that is added has its finding tried as well."""
    tried = {"Ledger", "Clock", "Disk", "Mail", "Orphans", "Backups", "Files of meetings"}  # above and in test_holding
    tried |= {"Settings", "Database", "Roles", "Printing and faces", "Queue"}  # below
    assert set(doctor.LOOKS) == tried


def test_a_setting_that_is_no_good_in_production(settings):
    settings.PRODUCTION = True
    settings.SECRET_KEY = "short"
    settings.SECURE_HSTS_SECONDS = 0
    told = found("Settings")
    assert any(words.startswith("security.W009") and advice for words, advice, _ in told)
    assert any(words.startswith("security.W004") and advice for words, advice, _ in told)
    settings.PRODUCTION = False
    assert ("the mode is test", "Set BALI_MODE=production before real records.", False) in found("Settings")


def test_a_database_that_is_too_old_and_one_that_was_not_migrated(monkeypatch):
    monkeypatch.setattr(doctor, "OLDEST_POSTGRESQL", 99)
    assert found("Database")[0][1:] == ("Move to PostgreSQL 99 or later: manage.py move_to.", True)
    monkeypatch.setattr(probes, "_migrated", set())
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'records'")
    assert ("migrations are missing", "Run manage.py migrate.", True) in found("Database")


def test_one_role_for_everything_is_told_with_what_to_do():
    ((words, advice, is_wrong),) = found("Roles")
    assert words.endswith("it could switch off what keeps issued records as they are")
    assert ("Two roles" in advice, is_wrong) == (True, False)


def test_printing_without_pango(monkeypatch):
    def gone():
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(doctor, "versions", gone)
    ((words, advice, is_wrong),) = found("Printing and faces")
    assert ("libpango" in words, advice, is_wrong) == (True, "Install Pango and HarfBuzz (docs/operating.md).", True)


def test_faces_that_are_not_there(monkeypatch, tmp_path):
    for path in doctor.FACES.glob("*-*"):
        (tmp_path / path.name).symlink_to(path)
    monkeypatch.setattr(doctor, "FACES", tmp_path)
    advice = "Install the software again: they come with it."
    assert [finding for finding in found("Printing and faces") if finding[1] == advice] == []
    (tmp_path / "NotoSansKhmer-Regular.ttf").unlink()
    assert ("faces that come with the software are missing: NotoSansKhmer", advice, True) in found("Printing and faces")
    for path in tmp_path.iterdir():
        path.unlink()
    assert ("faces that come with the software are missing: all of them", advice, True) in found("Printing and faces")


def test_a_disk_that_is_nearly_full(monkeypatch):
    monkeypatch.setattr(probes, "LEAST_FREE", 2**60)
    words, advice, is_wrong = found("Disk")[0]
    assert ("MB free in" in words, advice.startswith("Free some space: 1,099,511,627,776 MB"), is_wrong) == (True,) * 3


def test_letters_that_go_nowhere(settings):
    settings.PRODUCTION, settings.EMAIL_BACKEND = True, "django.core.mail.backends.console.EmailBackend"
    assert found("Mail") == [("letters go to no mail server", "Set EMAIL_HOST for production.", True)]


def test_a_backup_cut_short(settings, tmp_path):
    settings.BACKUP_DIR = tmp_path
    name = f"records-{timezone.now():%Y%m%dT%H%M%SZ}-0a1b.dump"
    (tmp_path / name).write_bytes(b"half")
    assert (f"{name} has no .json beside it", "It cannot be restored: remove it.", True) in found("Backups")


def test_something_due_that_no_worker_takes_up(monkeypatch):
    monkeypatch.setattr(probes, "STALE_SECONDS", -1)
    assert found("Queue") == [
        ("something is due and no worker takes it up", "Start manage.py procrastinate worker.", True)
    ]
