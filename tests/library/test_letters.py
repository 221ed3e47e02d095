"""Letters to readers: what is new to each, only what may be written, ended by one click; and a record on request."""

import datetime

import pytest
from django.core import mail as outbox
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from core import jobs
from core.jobs.models import Job
from core.mail.models import Letter
from library import letters, tasks
from library.models import Following
from tests import factories

pytestmark = pytest.mark.django_db
TOMORROW = datetime.timedelta(days=1)


@pytest.fixture
def reader():
    return factories.delegate("sri-lanka", iso="LK")


def sent():
    """Hand over every letter that waits."""
    for job in Job.objects.filter(task="core.send"):
        jobs.run(job.pk)
    return outbox.outbox


def test_nobody_is_sent_letters_who_did_not_ask(client, reader):
    factories.issue(factories.meeting(10))
    jobs.run(jobs.defer(tasks.send_letters, by=None, what="Letters").pk)

    assert Letter.objects.count() == 0


def test_what_became_readable_since_is_told_once(client, reader):
    factories.issue(factories.meeting(9, starts="2015-05-04"))
    client.force_login(reader)
    assert client.post("/follow/letters/", {"rhythm": "day"}).status_code == 302
    now = timezone.now()
    issued = factories.issue(factories.meeting(10))
    factories.issue(factories.meeting(11, starts="2017-01-01"), "members")
    factories.issue(factories.meeting(12, starts="2018-01-01"), "secretariat")

    letter = letters.tell(reader.pk, now + TOMORROW)
    assert letters.tell(reader.pk, now + 2 * TOMORROW) is None
    [message] = sent()

    assert message.subject == "2 records new to you"
    assert "Meeting 10 of the AHG SOM" in message.body
    assert "1 more shared with your delegation: sign in to read." in message.body
    assert not [said for said in ("Meeting 9", "Meeting 11", "Meeting 12") if said in message.body]
    assert f"/meetings/{issued.card.key}/" in message.body
    address = Following.objects.get().leave_address
    assert message.message()["List-Unsubscribe"] == f"<{address}>"
    assert message.message()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    letter.refresh_from_db()
    assert letter.body == ""  # its words are forgotten


def test_letters_are_due_after_a_day_and_after_a_week(reader):
    now = timezone.now()
    letters.choose("day", by=reader)
    assert (letters.due(now), letters.due(now + TOMORROW)) == ([], [reader.pk])
    letters.choose("week", by=reader)
    assert (letters.due(now + TOMORROW), letters.due(now + 7 * TOMORROW)) == ([], [reader.pk])
    reader.is_active = False
    reader.save()
    assert letters.due(now + 7 * TOMORROW) == []


def test_one_click_ends_them_and_opening_the_address_does_not(client, reader):
    row = letters.choose("day", by=reader)
    address = row.leave_address.removeprefix("http://localhost:8000").removeprefix("http://localhost")
    mail_program = Client(enforce_csrf_checks=True)

    assert "End these letters?" in mail_program.get(address).content.decode()
    assert Following.objects.count() == 1
    answer = mail_program.post(address, {"List-Unsubscribe": "One-Click"})
    unknown = mail_program.post("/follow/leave/nothing/")
    assert (answer.status_code, Following.objects.count()) == (200, 0)
    assert answer.content == unknown.content


def test_a_choice_that_is_not_offered_is_refused_in_words(client, reader):
    client.force_login(reader)
    answer = client.post("/follow/letters/", {"rhythm": "hour"}, follow=True)

    assert "Choose from the list how often you want letters." in answer.content.decode()
    assert Following.objects.count() == 0
    with pytest.raises(IntegrityError, match="following_rhythm_is_known"), transaction.atomic():
        Following.objects.create(user=reader, rhythm="hour")


@pytest.mark.parametrize(("audience", "says"), [("public", True), ("members", False)])
def test_a_record_is_sent_to_oneself_its_words_only_where_public(client, reader, audience, says):
    factories.issue(factories.meeting(10, outcomes=["Members agreed on returns."]), audience)
    client.force_login(reader)
    for _ in range(2):
        answer = client.post("/meetings/ahg-som/10/letter/", follow=True)
    [message] = sent()

    assert "AHG SOM 10 is on its way to delegate@sri-lanka.example.org." in answer.content.decode()
    assert message.to == [reader.email]
    assert ("Members agreed on returns." in message.body) is says
    assert "/meetings/ahg-som/10/" in message.body
