"""Feeds and calendars: what they hold, for whom, and that a calendar follows a meeting that moves."""

import xml.etree.ElementTree as ET

import icalendar
import pytest
from django.conf import settings

from meetings.models import Meeting
from records.models import Subject
from tests import factories

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def issued():
    body = factories.participant(settings.PROCESS_BODY, "Bali Process", kind="body")
    factories.participant("sri-lanka", "Sri Lanka", iso="LK", capacity="member")
    factories.issue(body)
    for number, audience in ((1, "public"), (2, "public"), (3, "members")):
        factories.issue(
            factories.meeting(number, present=["Sri Lanka"], outcomes=["Members agreed on <returns>."]), audience
        )
    return Meeting.objects.get(ordinal=1)


def entries(response):
    root = ET.fromstring(response.content)
    return [
        (entry.findtext(f"{ATOM}title"), entry.find(f"{ATOM}link").get("href"))
        for entry in root.findall(f"{ATOM}entry")
    ]


def events(response):
    return list(icalendar.Calendar.from_ical(response.content).walk("VEVENT"))


@pytest.mark.parametrize("address", ["/meetings/feed.atom", "/members/sri-lanka/feed.atom"])
def test_a_feed_holds_what_is_public_the_latest_first(client, issued, address):
    response = client.get(address)

    assert response["Content-Type"].startswith("application/atom+xml")
    assert [link.removeprefix(settings.SITE_URL) for _, link in entries(response)] == [
        "/meetings/ahg-som/2/", "/meetings/ahg-som/1/",
    ]  # fmt: skip


def test_a_revision_is_a_new_entry_with_its_reason(client, issued):
    factories.correct(issued, gist="As it was agreed.")
    response = client.get("/meetings/feed.atom")

    assert entries(response)[0][0] == "Meeting 1 of the AHG SOM (AHG SOM 1, Rev.1)"
    assert "Why it was issued anew: The text was corrected." in response.content.decode()
    ids = [entry.findtext(f"{ATOM}id") for entry in ET.fromstring(response.content).findall(f"{ATOM}entry")]
    assert len(set(ids)) == 3


def test_a_feed_is_narrowed_as_the_list_is(client, issued):
    factories.issue(factories.meeting(7, code="SOM"))

    assert [title for title, _ in entries(client.get("/meetings/feed.atom?series=som"))] == [
        "Meeting 7 of the SOM (SOM 7)"
    ]


def test_every_search_is_a_feed_and_words_stay_words(client, issued):
    body = client.get("/search/?q=returns").content.decode()
    response = client.get("/search/feed.atom?q=returns")

    assert 'href="/search/feed.atom?q=returns"' in body
    assert len(entries(response)) == 2
    assert "&amp;lt;returns&amp;gt;" in response.content.decode()  # the summary is HTML; its words are not
    assert client.get("/search/feed.atom").status_code == 404


def test_the_calendar_gives_days_and_no_midnights(client, issued):
    factories.issue(factories.meeting(8, code="SOM", starts="2016-03-22", ends="2016-03-23"))
    event = events(client.get("/meetings/calendar.ics?series=som"))[0]

    assert event.to_ical().count(b"VALUE=DATE:") == 2
    assert (str(event["DTSTART"].dt), str(event["DTEND"].dt)) == ("2016-03-22", "2016-03-24")


def test_a_meeting_that_moves_keeps_its_uid_and_counts_its_revisions(client, issued):
    before = events(client.get("/meetings/ahg-som/1/calendar.ics"))[0]
    factories.correct(issued, starts_on="2016-05-04", ends_on="2016-05-04")
    after = events(client.get("/meetings/ahg-som/1/calendar.ics"))[0]

    assert str(before["UID"]) == str(after["UID"])
    assert str(Subject.objects.get(meeting=issued).pk) in str(after["UID"])
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert str(after["DTSTART"].dt) == "2016-05-04"


def test_a_meeting_called_off_stays_in_the_calendars_that_have_it(client):
    factories.issue(factories.meeting(9, state="cancelled"))
    event = events(client.get("/meetings/calendar.ics"))[0]

    assert (str(event["STATUS"]), str(event["SUMMARY"])) == ("CANCELLED", "Cancelled: Meeting 9 of the AHG SOM")


def test_a_meeting_without_a_day_stands_in_no_calendar(client):
    factories.issue(factories.meeting(9, starts=None))

    assert events(client.get("/meetings/calendar.ics")) == []
    assert client.get("/meetings/ahg-som/9/calendar.ics").status_code == 404


def test_the_same_revision_gives_the_same_bytes(client, issued):
    first, second = (client.get("/meetings/calendar.ics?page=" + at) for at in "12")

    assert first.content == second.content
    assert len(events(first)) == 2
