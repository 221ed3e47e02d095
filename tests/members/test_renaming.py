"""A name as written in a record outlives every renaming: on the page, on paper, in the JSON, and issued anew."""

import io
import json

import pypdf
import pytest
from django.core.management import call_command

from core.history import acting
from meetings.models import Attendance, Host
from members.models import ParticipantName
from tests import factories

pytestmark = pytest.mark.django_db

WRITTEN = "Republic of Turkey"


@pytest.fixture
def turkiye():
    """Known as Turkey, and by an alias as the record writes it."""
    row = factories.participant("turkiye", "Turkey", iso="TR")
    name = row.names.get()
    name.aliases = [WRITTEN]
    with acting(None, "for a test"):
        name.save()
    return row


@pytest.fixture
def meeting(turkiye):
    row = factories.meeting(outcomes=["Turkey agreed to host the next meeting."], attendance_is_known=True)
    with acting(None, "for a test"):
        Attendance.objects.create(meeting=row, participant=turkiye, as_written=WRITTEN, kind="state")
        Host.objects.create(meeting=row, participant=turkiye, as_written=WRITTEN, role="host", basis="named")
    factories.issue(row, "public")
    return row


def rename(participant):
    """Another short form, another formal one, and the alias that the record used is gone."""
    with acting(None, "It changed its name"):
        name = participant.names.get()
        name.short, name.formal, name.sorting, name.aliases = "Türkiye", "Republic of Türkiye", "Turkiye", []
        name.save()


def read(client, address="/meetings/ahg-som/10/"):
    """Page, paper and JSON as a reader gets them: text of the page, words of the PDF, bytes of the JSON."""
    page = client.get(address)
    paper = b"".join(client.get(f"{address}statement.pdf"))
    words = " ".join(" ".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(paper)).pages).split())
    return page.text, words, b"".join(client.get(f"{address}record.json"))


def names_in(record):
    return [one["name"] for one in json.loads(record)["attendance"]]


def test_what_was_issued_keeps_the_name_as_written(meeting, turkiye, client):
    page, words, record = read(client)
    assert names_in(record) == [WRITTEN]
    assert (WRITTEN in page, WRITTEN in words) == (True, True)

    rename(turkiye)
    page_after, words_after, record_after = read(client)
    assert (WRITTEN in page_after, words_after, record_after) == (True, words, record)

    call_command("rebuild_library", stdout=io.StringIO())
    page_rebuilt, words_rebuilt, record_rebuilt = read(client)
    assert (WRITTEN in page_rebuilt, words_rebuilt, record_rebuilt) == (True, words, record)


def test_issued_anew_after_the_renaming_it_says_the_same_names(meeting, turkiye, client):
    rename(turkiye)
    factories.correct(meeting, city="Jakarta")
    page, words, record = read(client)
    assert "Jakarta" in page
    assert names_in(record) == [WRITTEN]
    assert (WRITTEN in page, WRITTEN in words) == (True, True)


def test_a_name_that_was_removed_altogether_changes_nothing_issued(meeting, turkiye, client):
    _, words, record = read(client)
    with acting(None, "Removed"):
        ParticipantName.objects.get(participant=turkiye).delete()
    page_after, *after = read(client)
    assert (WRITTEN in page_after, *after) == (True, words, record)
