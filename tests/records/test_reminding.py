"""Reminders: once before a recommendation is due and once after, in one letter, and never of what was not released."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from core import jobs
from core.history import acting
from core.mail import Letter
from members.models import FocalPoint
from recommendations.models import Reminder
from recommendations.services import Reported, submit
from records import reports
from records.models import RegisterEntry, Release
from records.reminding import remind
from records.tasks import begin_entering
from tests import factories

pytestmark = pytest.mark.django_db
DUE = datetime.date(2016, 9, 1)


@pytest.fixture
def asked():
    with time_machine.travel("2016-03-01 12:00Z", tick=False):
        return _asked()


def _asked():
    """AHG SOM 10 in Bangkok asks Members for two things by 1 September, the RSO for one, and Members for ever."""
    meeting = factories.meeting(10, starts="2016-02-02", zone="Asia/Bangkok")
    members = factories.participant("members", "Members", "collective")
    rso = factories.participant("rso", "RSO", "body")
    row = factories.recommend(meeting, "Members share data.", to=[members], due_on=DUE)
    factories.recommend(meeting, "Members meet.", to=[members], due_on=DUE)
    factories.recommend(meeting, "The RSO writes.", to=[rso], due_on=DUE)
    factories.recommend(meeting, "Members protect victims.", to=[members], follow_up="standing", due_on=DUE)
    factories.issue(meeting)
    with acting(None, "for a test"):
        for slug, iso, capacity in (
            ("sri-lanka", "LK", "member"),
            ("canada", "CA", "observer"),
            ("fiji", "FJ", "member"),
        ):
            party = factories.participant(slug, iso=iso, capacity=capacity)
            if slug != "fiji":  # nobody is known there to write to
                FocalPoint.objects.create(participant=party, email=f"desk@{slug}.example.org")
        FocalPoint.objects.create(participant=rso, email="office@rso.example.org")
    return row


def letters(at):
    """What is written at a moment: to whom, and how many are due soon and overdue."""
    with time_machine.travel(at, tick=False):
        before = set(Letter.objects.values_list("pk", flat=True))
        remind(timezone.now())
        found = Letter.objects.exclude(pk__in=before).order_by("to")
        return [(each.to, *(part.count("Report: ") for part in _halves(each.body))) for each in found]


def _halves(body):
    overdue, _, soon = body.partition("Due soon:") if "Due soon:" in body else (body, "", "")
    return overdue, soon


@pytest.mark.parametrize(
    "moments",
    [
        # moment, letters: (to, overdue, due soon)
        [
            ("2016-08-01 12:00Z", []),
            ("2016-08-02 12:00Z", [("desk@sri-lanka.example.org", 0, 2), ("office@rso.example.org", 0, 1)]),
            ("2016-08-02 13:00Z", []),
            ("2016-08-31 12:00Z", []),
            ("2016-09-01 16:59Z", []),
            ("2016-09-01 17:00Z", [("desk@sri-lanka.example.org", 2, 0), ("office@rso.example.org", 1, 0)]),
            ("2016-09-02 12:00Z", []),
            ("2017-09-02 12:00Z", []),
        ],
        [("2016-10-01 12:00Z", [("desk@sri-lanka.example.org", 2, 0), ("office@rso.example.org", 1, 0)])],
    ],
)
def test_once_before_and_once_after(asked, moments):
    assert [(at, letters(at)) for at, _ in moments] == moments


def test_what_is_due_at_a_meeting_known_to_the_month_is_late_after_that_month():
    with time_machine.travel("2016-03-01 12:00Z", tick=False):
        som = factories.meeting(7, code="SOM", starts="2016-09-01", precision="month", state="planned")
        meeting = factories.meeting(10, starts="2016-02-02", zone="Asia/Bangkok")
        rso = factories.participant("rso", "RSO", "body")
        factories.recommend(meeting, "The RSO writes.", to=[rso], due_meeting=som)
        factories.issue(meeting)
        with acting(None, "for a test"):
            FocalPoint.objects.create(participant=rso, email="office@rso.example.org")

    assert letters("2016-09-02 12:00Z") == [("office@rso.example.org", 0, 1)]
    assert letters("2016-09-30 16:59Z") == []
    assert letters("2016-09-30 17:00Z") == [("office@rso.example.org", 1, 0)]
    assert letters("2016-12-01 12:00Z") == []


def test_the_letter_names_everything_and_where_to_report(asked):
    letters("2016-08-20 12:00Z")
    letter = Letter.objects.get(to="desk@sri-lanka.example.org")

    assert letter.subject == "Reminder: what is asked of Sri Lanka"
    assert "AHG SOM 10/R1, due 1 September 2016" in letter.body
    assert "Members share data." in letter.body
    assert "/asked/sri-lanka/ahg-som-10/r2/" in letter.body


def test_who_reported_it_done_or_waits_for_an_answer_is_not_reminded(asked):
    dilini = factories.user("dilini@example.org", "delegate", acting_for=factories.participant("sri-lanka"))
    with time_machine.travel("2016-08-01 12:00Z", tick=False):
        report = submit(asked, factories.participant("sri-lanka"), Reported("in_progress", "Half."), by=dilini)
    assert letters("2016-08-20 12:00Z")[0] == ("desk@sri-lanka.example.org", 0, 1)
    with time_machine.travel("2016-08-21 12:00Z", tick=False):
        reports.accept(report, audience="members", by=factories.preparer())
    assert letters("2016-08-22 12:00Z") == [("desk@sri-lanka.example.org", 0, 1)]  # accepted, and not done
    with time_machine.travel("2016-08-23 12:00Z", tick=False):
        submit(asked, factories.participant("sri-lanka"), Reported("done", "All."), by=dilini)
    assert letters("2016-10-01 12:00Z")[0] == ("desk@sri-lanka.example.org", 1, 0)


def test_nobody_is_reminded_of_what_was_not_released_to_them(asked):
    hidden = factories.meeting(11, starts="2016-03-02")
    canada, members = factories.participant("canada"), factories.participant("members")
    factories.recommend(hidden, "Canada and Members do more.", to=[canada, members], due_on=DUE)
    with time_machine.travel("2016-04-01 12:00Z", tick=False):
        factories.issue(hidden, audience="members")

    assert letters("2016-08-20 12:00Z") == [("desk@sri-lanka.example.org", 0, 3), ("office@rso.example.org", 0, 1)]
    assert set(Reminder.objects.values_list("participant__slug", flat=True)) == {"sri-lanka", "rso"}


def test_a_release_of_a_later_day_enters_the_register_on_that_day(client):
    meeting = factories.meeting(10, starts="2016-02-02")
    factories.recommend(meeting, "Members share data.")
    with time_machine.travel("2016-03-01 12:00Z", tick=False):
        edition = factories.issue(meeting, audience="members")
    later = datetime.datetime(2016, 4, 1, 9, tzinfo=datetime.UTC)
    Release.objects.create(edition=edition, audience="public", from_at=later, released_by=edition.approved_by)

    def known():
        return RegisterEntry.objects.readable_by(None).count()

    with time_machine.travel("2016-04-01 08:59Z", tick=False):
        assert (begin_entering(timezone.now()), known()) == (0, 0)
    with time_machine.travel("2016-04-01 09:00Z", tick=False):
        assert begin_entering(timezone.now()) == 1
        assert begin_entering(timezone.now()) == 0
        jobs.run(jobs.Job.objects.get(key__startswith="released:").pk)
        assert known() == 1
