"""`manage.py import_summary`: from a text to desk rows, all or nothing, twice changes nothing."""

import hashlib
import io
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from docx import Document

from meetings.models import Material, Meeting
from recommendations.models import Recommendation
from tests.desk import world


@pytest.fixture
def run(people, tmp_path):
    def command(content, *more, by="ana@example.org"):
        path = tmp_path / "summary.txt"
        path.write_bytes(content)
        said = io.StringIO()
        call_command("import_summary", str(path), "--by", by, *more, stdout=said)
        return said.getvalue().strip()

    return command


def test_a_text_becomes_a_meeting_with_all_its_rows(run):
    assert run(world.SUMMARY.encode()) == "Filed AHG SOM 3, Third Meeting of the Ad Hoc Group Senior Officials."

    meeting = Meeting.objects.get()
    assert (meeting.ordinal, meeting.starts, meeting.place, meeting.provenance) == (
        3, "2010-05-04", "Colombo, Sri Lanka", "public_sources",
    )  # fmt: skip
    assert sorted(meeting.attendance.values_list("as_written", "capacity", "participant__slug")) == [
        ("Australia", "member", "australia"),
        ("Canada", "observer", "canada"),
        ("Indonesia", "member", "indonesia"),
        ("Sri Lanka", "member", "sri-lanka"),
        ("Vietnam", "member", "viet-nam"),
    ]
    assert meeting.outcomes.filter(parent=None).count() == 2
    assert list(meeting.recommendations.values_list("verb", "follow_up")) == [("hold", "action"), ("commended", "none")]
    assert {(v.history_user.email, v.history_change_reason) for v in Meeting.history.all()} == {
        ("ana@example.org", "Filed from a summary")
    }


def test_the_text_itself_is_kept_hashed(run):
    content = world.SUMMARY.encode()
    run(content)

    kept = Material.objects.get()
    assert (bytes(kept.content), kept.sha256, kept.size) == (content, hashlib.sha256(content).hexdigest(), len(content))
    assert (kept.kind, kept.audience) == ("summary", "secretariat")


def rows():
    return [model.history.count() for model in (Meeting, Recommendation, Material)]


def test_twice_changes_nothing_and_says_so(run):
    run(world.SUMMARY.encode())
    before = rows()

    assert run(world.SUMMARY.encode()) == "Nothing changed: this text is already filed as AHG SOM 3."
    assert rows() == before


def test_a_meeting_that_is_there_is_not_filed_again(run):
    run(world.SUMMARY.encode())

    with pytest.raises(CommandError, match="AHG SOM 3 is already in the log") as refused:
        run(world.SUMMARY.encode() + b"\nMembers noted one thing more.\n")
    assert refused.value.returncode == 2
    assert Meeting.objects.count() == 1


def test_half_a_meeting_is_never_filed(run):
    """The database refuses the last recommendation, after everything else was written: nothing of it stays."""
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE recommendations_recommendation ADD CONSTRAINT no_praise CHECK (verb <> 'commended')"
        )

    with pytest.raises(CommandError, match="Look at the list of meetings, then try again"):
        run(world.SUMMARY.encode())
    assert (Meeting.objects.count(), Recommendation.objects.count(), Material.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(("content", "words"), [
    (b"", "empty"), (b"\x7fELF\x00\x01", "binary"), (b"caf\xe9 " * 9, "UTF-8"), (b"x " * 1_100_000, "2 MB"),
    (b"PK\x03\x04 no zip", "not a DOCX"),
])  # fmt: skip
def test_what_is_no_summary_is_refused_with_status_2(run, content, words):
    with pytest.raises(CommandError, match=words) as refused:
        run(content)
    assert refused.value.returncode == 2
    assert not Meeting.objects.exists()


def test_a_word_document_is_read_and_kept_as_it_came(run):
    document, file = Document(), io.BytesIO()
    for line in world.SUMMARY.splitlines():
        document.add_paragraph(line)
    document.save(file)

    assert run(file.getvalue()).startswith("Filed AHG SOM 3")
    assert bytes(Material.objects.get().content) == file.getvalue()


def test_who_may_not_is_refused(run):
    with pytest.raises(CommandError, match="may not prepare meetings"):
        run(world.SUMMARY.encode(), by="dilini@example.org")
    with pytest.raises(CommandError, match="There is no account"):
        run(world.SUMMARY.encode(), by="stranger@example.org")


def test_standard_input(people, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(world.SUMMARY.encode())))
    said = io.StringIO()
    call_command("import_summary", "-", "--by", "ana@example.org", stdout=said)

    assert said.getvalue().startswith("Filed AHG SOM 3")
