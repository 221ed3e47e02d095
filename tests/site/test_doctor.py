"""The doctor says what is wrong and what to do, and fails where something has to be put right."""

import socket

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from bali_process import doctor
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
