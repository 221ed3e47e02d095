"""Files of meetings in a store beside the database: kept, read, moved, let go; what is left over is found."""

import datetime
import hashlib
import os
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from bali_process import doctor
from core import stores
from core.history import acting
from meetings import holding
from meetings.models import Material
from meetings.services import keep_material
from records.models import Edition, File
from records.services import CannotIssueError
from tests import factories
from tests.stores import KEYS, bucket, put_at, s3_server

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 programme"


def code(content):
    return hashlib.sha256(content).hexdigest()


def kept(meeting, content=PDF, **said):
    with acting(None, "for a test"):
        return keep_material(meeting, title="Paper", file_name="p.pdf", media_type="application/pdf", content=content)


def in_rows():
    return [
        bytes(content) if content is not None else None
        for content in _column("SELECT content FROM meetings_material ORDER BY title, sha256")
    ]


def _column(query):
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [row[0] for row in cursor.fetchall()]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "kept").mkdir()
    with put_at(f"file://{tmp_path}/kept"):
        yield tmp_path / "kept"


def held(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def made_old(folder):
    yesterday = time.time() - datetime.timedelta(hours=25).total_seconds()
    for path in folder.rglob("*"):
        os.utime(path, (yesterday, yesterday))


def at_desk(row):
    client = Client()
    client.force_login(factories.user("ana@example.org", "secretariat"))
    return client.get(reverse("desk:material", args=[row.meeting_id, row.pk]))


def test_a_file_lies_in_the_store_and_not_in_its_row(folder):
    row = kept(factories.meeting())
    assert (in_rows(), held(folder)) == ([None], {code(PDF): PDF})
    assert (row.size, row.sha256, row.whole()) == (len(PDF), code(PDF), PDF)
    answer = at_desk(row)
    assert (answer.status_code, answer.content) == (200, PDF)


def test_what_is_refused_is_not_put_there(folder):
    client, meeting = Client(), factories.meeting()
    client.force_login(factories.user("ana@example.org", "secretariat"))
    said = {"file": SimpleUploadedFile("p.pdf", PDF), "audience": "nobody", "title": "P"}
    assert client.post(reverse("desk:upload", args=[meeting.pk]), said).status_code == 422
    kept(meeting)
    (folder / code(PDF)[:2] / code(PDF)).unlink()
    assert (
        "already kept"
        in client.post(
            reverse("desk:upload", args=[meeting.pk]),
            said | {"file": SimpleUploadedFile("p.pdf", PDF), "audience": "public"},
        ).text
    )
    assert held(folder) == {}


def test_a_store_that_is_away_is_said_in_words_and_nothing_is_half_kept(tmp_path):
    client, meeting = Client(), factories.meeting()
    client.force_login(factories.user("ana@example.org", "secretariat"))
    row = kept(meeting, b"words")
    with put_at(f"file://{tmp_path}/gone"):
        Material._base_manager.update(content=None)
        said = {"file": SimpleUploadedFile("p.pdf", PDF), "audience": "public", "title": "P"}
        answer = client.post(reverse("desk:upload", args=[meeting.pk]), said)
        assert (answer.status_code, "takes nothing" in answer.text) == (422, True)
        answer = client.get(reverse("desk:material", args=[meeting.pk, row.pk]))
        assert (answer.status_code, "No store of files holds" in answer.text) == (503, True)
    assert Material.objects.count() == 1


def test_what_goes_out_is_issued_with_its_bytes_in_the_database(folder):
    meeting = factories.meeting(outcomes=["Members agreed."])
    row = kept(meeting)
    with acting(None, "for a test"):
        row.goes_out, row.kind, row.audience = True, "document", "public"
        row.save()
    factories.issue(meeting)
    assert bytes(File.objects.get().content) == PDF
    for path in folder.rglob(code(PDF)):
        path.unlink()
    assert Client().get(f"/meetings/ahg-som/10/files/{code(PDF)}/").content == PDF


def test_a_record_whose_file_cannot_be_read_is_not_issued(folder):
    meeting = factories.meeting(outcomes=["Members agreed."])
    row = kept(meeting)
    with acting(None, "for a test"):
        row.goes_out, row.kind, row.audience = True, "document", "public"
        row.save()
    for path in folder.rglob(code(PDF)):
        path.write_bytes(b"other")
    with pytest.raises(CannotIssueError, match=r"is damaged\. The approval is kept"):
        factories.issue(meeting)
    assert not Edition.objects.exists()


def test_what_no_row_names_is_swept_and_what_another_meeting_keeps_is_not(folder):
    one, two = kept(factories.meeting()), kept(factories.meeting(ordinal=11))
    for number, row in enumerate((one, two)):
        with acting(None, "for a test"):
            row.delete()
        made_old(folder)
        assert holding.sweep() == number
        assert held(folder) == ({} if number else {code(PDF): PDF})


def everything(*addresses):
    """Files as they are read, whether each is in its row, and where they stand."""
    with put_at(*addresses):
        rows = Material.objects.order_by("title", "sha256")
        return [row.whole() for row in rows], [content is not None for content in in_rows()]


def test_files_are_moved_there_and_back_and_cut_short_goes_on(tmp_path, monkeypatch, capsys):
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "kept").mkdir()
    meeting = factories.meeting()
    contents = [b"%PDF- " + bytes([n]) for n in range(7)]
    rows = [kept(meeting, content) for content in contents]
    before = {row.pk: (row.version, row.history.count()) for row in rows}
    contents.sort(key=code)
    folder = f"file://{tmp_path}/kept"
    with s3_server() as server:
        made = bucket(server)
        s3 = f"s3://{made.name}?endpoint={server}&addressing=path"

        def stop(number, total):
            if number == 3:
                raise KeyboardInterrupt

        with put_at(folder):
            with pytest.raises(KeyboardInterrupt):
                holding.move(stop)
            assert sorted(map(bool, in_rows())) == [False] * 3 + [True] * 4
            assert [row.whole() for row in Material.objects.order_by("sha256")] == contents
            assert holding.standing().elsewhere == 4
            call_command("materials", "move")
            assert "4 files were moved" in capsys.readouterr().out
        assert everything(folder) == (contents, [False] * 7)
        with put_at(s3, folder):
            call_command("materials", "move")
            assert holding.move(stop) == 0
        assert everything(s3) == (contents, [False] * 7)
        assert len(list(made.objects.all())) == 7
        with put_at("database", s3):
            assert holding.standing().elsewhere == 7
            call_command("materials", "move")
    assert everything("database") == (contents, [True] * 7)
    assert {row.pk: (row.version, row.history.count()) for row in Material.objects.all()} == before


def test_the_doctor_finds_what_is_missing_and_what_is_left_over(folder, capsys):
    meeting = factories.meeting()
    kept(meeting)
    gone = kept(meeting, b"gone")
    assert stores.first().keep(b"of a killed request") == code(b"of a killed request")

    def told():
        return [(finding.words, finding.is_wrong) for finding in doctor.of_materials()]

    assert told() == [(f"2 in {folder}", True)]
    made_old(folder)
    (folder / gone.sha256[:2] / gone.sha256).unlink()
    assert told() == [
        (f"2 in {folder}", True),
        (f"1 files are in no store: {gone.sha256}", True),
        ("1 objects in the stores belong to no file", False),
    ]
    call_command("materials")
    assert "2 files: 0 lie elsewhere, 1 are missing.\n1 objects belong to no file." in capsys.readouterr().out
    with pytest.raises(CommandError, match="1 files are damaged or missing"):
        call_command("materials", "check")
    call_command("materials", "sweep")
    assert held(folder) == {code(PDF): PDF}


def test_every_byte_is_held_against_its_digest(folder, capsys):
    kept(factories.meeting())
    call_command("materials", "check")
    assert "Every file is there" in capsys.readouterr().out
    with put_at("database", f"file://{folder}"):
        Material._base_manager.update(content=b"other")
        with pytest.raises(CommandError, match="1 files are damaged"):
            call_command("materials", "check")


def test_a_store_that_is_away_is_told_by_the_doctor(tmp_path):
    with put_at(f"file://{tmp_path}/gone"):
        ((words, advice, is_wrong),) = [(f.words, f.advice, f.is_wrong) for f in doctor.of_materials()]
    assert ("does not answer" in words, "MATERIALS_STORE" in advice, is_wrong) == (True, True, True)
