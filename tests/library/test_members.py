"""Members, observers and partners: today and on a day, the page of each, its summary and table."""

import csv
import io

import pytest
from django.conf import settings
from pypdf import PdfReader

from core.history import acting
from members.models import Membership, Participant
from recommendations.models import Addressee
from records.models import DirectoryEntry
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    """Sri Lanka and Canada; the UAE observed until April 2013 and is a member since."""
    row = factories.participant(settings.PROCESS_BODY, "Bali Process", kind="body")
    factories.participant("sri-lanka", "Sri Lanka", iso="LK", capacity="member")
    factories.participant("canada", "Canada", iso="CA", capacity="observer")
    emirates = factories.participant("united-arab-emirates", "United Arab Emirates", iso="AE")
    with acting(None, "for a test"):
        Membership.objects.create(participant=emirates, body=row, capacity="observer", until_on="2013-04-01")
        Membership.objects.create(participant=emirates, body=row, capacity="member", from_on="2013-04-02")
    row = Participant.objects.get(pk=row.pk)
    factories.issue(row)
    return row


@pytest.fixture
def attended(body):
    """Two public meetings and one for members that name Sri Lanka; the third puts something to it."""
    for at, (ordinal, audience) in enumerate([(1, "public"), (2, "public"), (3, "members")]):
        meeting = factories.meeting(
            ordinal, starts=f"201{at}-02-02", present=["Sri Lanka"], country="Sri Lanka", recommendations=["Do it."]
        )
        with acting(None, "for a test"):
            made = meeting.recommendations.get()
            Addressee.objects.create(
                recommendation=made, participant=Participant.objects.get(slug="sri-lanka"), as_written="Sri Lanka"
            )
        factories.issue(meeting, audience=audience)


def groups(response):
    return {heading: [person.called for person in people] for heading, people in response.context["groups"]}


def test_the_list_as_it_stands_and_as_it_stood(client, body):
    today = client.get("/members/")
    then = client.get("/members/?on=2013-04-01")

    assert groups(today) == {
        "Members": ["Sri Lanka", "United Arab Emirates"],
        "Observers": ["Canada"],
        "Bodies of the process": ["Bali Process"],
    }
    assert groups(then) == {"Members": ["Sri Lanka"], "Observers": ["Canada", "United Arab Emirates"]}
    assert "As they stood on 1 April 2013" in then.content.decode()
    assert today.context["turns"] == ["2013-04-02", "2013-04-01"]


@pytest.mark.parametrize(
    ("typed", "words", "observers"),
    [
        ("2013", "2013", 1),
        ("March 2013", "March 2013", 2),
        ("1 apr 2013", "1 April 2013", 2),
        ("AHG SOM 1", "AHG SOM 1, 2 February 2010", 2),
        ("ahg-som/1", "AHG SOM 1, 2 February 2010", 2),
    ],
)
def test_a_day_may_be_typed_as_people_do_or_be_that_of_a_meeting(client, attended, typed, words, observers):
    response = client.get("/members/", {"on": typed})

    assert response.context["on"].words == words
    assert len(groups(response)["Observers"]) == observers


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("2013-02-30", "There is no such day as 2013-02-30."),
        ("yesterday", "“yesterday” is neither a date nor a meeting of these records."),
        ("AHG SOM 3", "“AHG SOM 3” is neither a date nor a meeting of these records."),  # for members only
        ("\x00<b>", "“&lt;b&gt;” is neither"),
    ],
)
def test_what_is_no_day_is_told_and_the_list_stays(client, attended, typed, fault):
    response = client.get("/members/", {"on": typed})

    assert response.status_code == 200
    assert fault in response.content.decode()
    assert groups(response)["Observers"] == ["Canada"]


def test_the_page_of_a_participant(client, attended):
    response = client.get("/members/sri-lanka/")
    body = response.content.decode()

    assert "Member of the Bali Process" in body
    assert [card.reference for _, card in response.context["attended"]] == ["AHG SOM 2", "AHG SOM 1"]
    assert [passage.edition.card.reference for passage in response.context["addressed"]] == ["AHG SOM 2", "AHG SOM 1"]
    assert [card.reference for card in response.context["held"]] == ["AHG SOM 2", "AHG SOM 1"]
    assert "2 meetings" in body


def test_members_see_the_meeting_that_is_shared_with_them(client, attended):
    client.force_login(
        factories.user("x@example.org", "delegate", acting_for=Participant.objects.get(slug="sri-lanka"))
    )
    response = client.get("/members/sri-lanka/")

    assert response.context["present"] == "3"
    assert "Not public" in response.content.decode()


def test_who_is_not_in_the_directory_has_no_page(client, body):
    factories.participant("utopia", iso="UT")  # a row that was not issued

    assert client.get("/members/utopia/").status_code == 404
    assert client.get("/members/utopia/summary.pdf").status_code == 404
    assert "Utopia" not in client.get("/members/").content.decode()


def test_without_a_directory_the_list_says_so(client):
    body = client.get("/members/").content.decode()

    assert "No directory has been issued yet." in body
    assert client.get("/members/directory/").status_code == 404


def test_many_meetings_come_in_pages_and_are_counted_to_a_thousand(client, attended, monkeypatch):
    monkeypatch.setattr("library.views.participants.PAGE", 1)
    monkeypatch.setattr("library.attending.EXACT", 1)
    first = client.get("/members/sri-lanka/")

    assert first.context["attendance"].is_bounded
    assert "1+ meeting" in first.content.decode()
    assert [card.reference for _, card in first.context["attended"]] == ["AHG SOM 2"]
    assert client.get("/members/sri-lanka/?page=none").status_code == 200


def test_the_summary_is_a_sheet_of_what_the_reader_may_read(client, attended):
    response = client.get("/members/sri-lanka/summary.pdf")
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)

    assert response["Content-Type"] == "application/pdf"
    assert "Participation summary" in text
    assert "Compiled from public sources, not cleared" in text
    assert "AHG SOM 2" in text
    assert "AHG SOM 3" not in text
    again = client.get("/members/sri-lanka/summary.pdf", headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_summary_for_members_says_that_it_is_theirs(client, attended):
    public = client.get("/members/sri-lanka/summary.pdf")
    client.force_login(
        factories.user("x@example.org", "delegate", acting_for=Participant.objects.get(slug="sri-lanka"))
    )
    response = client.get("/members/sri-lanka/summary.pdf")
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)

    assert "AHG SOM 3" in text
    assert "records shared with its reader" in text
    assert response["ETag"] != public["ETag"]


def test_attendance_as_a_table(client, attended):
    response = client.get("/members/sri-lanka/attendance.csv")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))

    assert rows[0][:3] == ["Reference", "Date", "Meeting"]
    assert [row[0] for row in rows[1:]] == ["AHG SOM 2", "AHG SOM 1"]
    assert rows[1][4:] == ["Sri Lanka", "Member", "Present", "Compiled from public sources, not cleared"]


def test_the_directory_as_issued_with_its_files_and_changes(client, body):
    with acting(None, "for a test"):
        Membership.objects.filter(participant__slug="canada").get().delete()
    factories.issue(body, reason="Canada no longer observes.")

    assert "Revisions" in client.get("/members/directory/").content.decode()
    assert client.get("/members/directory/revisions/0/").status_code == 200
    assert client.get("/members/directory/changes/0-1/").status_code == 200
    assert client.get("/members/directory/directory.pdf")["Content-Type"] == "application/pdf"
    assert client.get("/members/directory/record.json").json()["kind"] == "directory"


def test_the_directory_is_found_by_search_and_by_its_check_code(client, body):
    code = DirectoryEntry.objects.first().edition.digest[:16]

    assert 'href="/members/directory/#' in client.get("/search/?q=canada").content.decode()
    assert 'href="/members/directory/' in client.get(f"/check/{code}/").content.decode()
