"""A small world at the desk: people, a series, the tenth AHG SOM in short."""

import datetime

import pytest

from core.history import acting
from meetings.models import Attendance, Host, Meeting, MeetingLink, Outcome, Series
from members.models import Mandate, Participant, ParticipantName, User
from recommendations.models import Addressee, Recommendation


@pytest.fixture(autouse=True)
def named_author():
    with acting(None, "for a test"):
        yield


def participant(slug, short, kind="state", iso=""):
    row = Participant.objects.create(slug=slug, kind=kind, iso_code=iso)
    ParticipantName.objects.create(participant=row, short=short, sorting=short)
    return row


def person(email, *roles, acting_for=None):
    user = User.objects.create_user(email, name=email.split("@")[0].title())
    for role in roles:
        Mandate.objects.create(user=user, role=role, participant=acting_for)
    return user


@pytest.fixture
def body(db):
    return participant("bali-process", "Bali Process", kind="body")


@pytest.fixture
def ana(db):
    return person("ana@example.org", "secretariat")


@pytest.fixture
def ravi(db):
    return person("ravi@example.org", "approver")


@pytest.fixture
def meeting(body):
    return tenth_meeting(body)


def tenth_meeting(body):
    series = Series.objects.create(
        code="AHG SOM",
        slug="ahg-som",
        name="Ad Hoc Group Senior Officials’ Meeting",
        level="senior_official",
        body=body,
    )
    row = Meeting.objects.create(
        series=series,
        ordinal=10,
        title="Tenth Meeting of the Ad Hoc Group Senior Officials",
        starts_on=datetime.date(2016, 2, 2),
        ends_on=datetime.date(2016, 2, 2),
        zone="Asia/Bangkok",
        city="Bangkok",
        country="Thailand",
        purpose="The meeting was called to review progress.",
        gist="Members agreed what to put before Ministers.",
        provenance="public_sources",
    )
    fill(row)
    return row


def fill(meeting):
    australia = participant("australia", "Australia", iso="AU")
    indonesia = participant("indonesia", "Indonesia", iso="ID")
    for at, state in enumerate((australia, indonesia)):
        Host.objects.create(meeting=meeting, participant=state, as_written=str(state), basis="named", position=at)
    people = [
        (australia, "Australia", "state", "member", "present"),
        (indonesia, "Indonesia", "state", "member", "present"),
        (participant("sri-lanka", "Sri Lanka", iso="LK"), "Sri Lanka", "state", "member", "present"),
        (participant("viet-nam", "Viet Nam", iso="VN"), "Vietnam", "state", "member", "present"),
        (participant("unhcr", "UNHCR", "organisation"), "UNHCR", "organisation", "member", "present"),
        (participant("canada", "Canada", iso="CA"), "Canada", "state", "observer", "present"),
        (participant("nepal", "Nepal", iso="NP"), "Nepal", "state", "member", "apologies"),
        (participant("rso", "RSO", "body"), "RSO Co-Managers", "body", "co_manager", "present"),
    ]
    for row, written, kind, capacity, presence in people:
        Attendance.objects.create(
            meeting=meeting, participant=row, as_written=written, kind=kind, capacity=capacity, presence=presence
        )
    first = Outcome.objects.create(meeting=meeting, position=1000, text="Members agreed:", verbs=["agreed"])
    Outcome.objects.create(meeting=meeting, parent=first, position=1000, text="the agenda;")
    Outcome.objects.create(meeting=meeting, parent=first, position=2000, text="the priorities.")
    Outcome.objects.create(meeting=meeting, position=2000, is_held=False)
    given = Recommendation.objects.create(meeting=meeting, position=1000, verb="encouraged", text="Encouraged members.")
    Addressee.objects.create(recommendation=given, as_written="Members")
    Recommendation.objects.create(meeting=meeting, position=2000, verb="commended", text="The RSO was commended.")
    MeetingLink.objects.create(
        meeting=meeting, relation="prepares", title="Sixth Ministerial Conference", date="2016-03-23", place="Bali"
    )
