"""What a deadline gives, who is told, what the letters carry, and what was endorsed."""

import datetime
import threading

import pytest
from django.db import connection

from core import jobs
from core.history import acting
from core.mail import Letter
from members.models import FocalPoint
from records import clearance, endorsing, services
from records.canonical import record_from_bytes
from records.models import Edition
from records.received.differences import differences
from records.tasks import end_round
from tests import factories
from tests.records.clearance.conftest import anchors, end, later, make_draft, open_round, outcome, whom
from tests.records.conftest import person


def test_an_objection_is_lifted_by_saying_so_and_not_by_anything_else(round_, lanka, fiji):
    clearance.say(round_, whom(lanka), "objection", by=lanka, text="We cannot agree.")
    clearance.say(round_, whom(lanka), "comment", by=lanka, text="We wait for our capital.")
    clearance.say(round_, whom(fiji), "objection", by=fiji, text="Nor can we.")
    clearance.say(round_, whom(lanka), "no_objection", by=lanka)
    end(round_)
    round_.refresh_from_db()
    assert outcome(round_) == "Not agreed: Fiji."


def test_what_waits_for_an_answer_is_told_at_the_deadline(round_, draft, lanka, ana):
    proposal = clearance.say(round_, whom(lanka), "proposal", by=lanka, anchor=anchors(draft)[0], words="Other words.")
    end(round_)
    round_.refresh_from_db()
    assert outcome(round_) == "No objection; to be answered before it is issued: 1."
    clearance.answer(proposal, "declined", reason="Settled at SOM 4.", by=ana)
    assert outcome(round_) == "No objection, ready to issue."


def test_a_round_closed_early_is_no_agreement(round_, ana):
    clearance.close(round_, by=ana)
    round_.refresh_from_db()
    assert outcome(round_) == "Closed before the deadline: 0 of 2 delegations answered."


@pytest.fixture
def chair(db):
    return person("chair@example.org", "co_chair")


def told():
    return list(Letter.objects.filter(kind="clearance.result").order_by("asked_at").values_list("to", "subject"))


def test_the_rule_is_applied_once_at_the_deadline_and_the_chairs_are_told(round_, chair, lanka):
    clearance.end(round_)
    round_.refresh_from_db()
    assert (round_.ended_for, round_.result, told()) == (None, "", [])

    end(round_)
    clearance.say(round_, whom(lanka), "objection", by=lanka, text="Sorry, late.")
    clearance.end(round_)
    round_.refresh_from_db()
    assert (round_.ended_for, round_.result) == (round_.deadline, "No objection, ready to issue.")
    assert sorted(told()) == [
        ("ana@example.org", "No objection, ready to issue. Strategy"),
        ("chair@example.org", "No objection, ready to issue. Strategy"),
    ]
    assert Edition.objects.count() == 0

    version = round_.version
    clearance.end(round_)
    round_.refresh_from_db()
    assert (round_.version, len(told())) == (version, 2)


def test_what_reached_the_secretariat_in_time_changes_what_the_deadline_gave(round_, ana, lanka):
    end(round_)
    clearance.end(round_)
    round_.refresh_from_db()
    sent = round_.deadline - datetime.timedelta(hours=1)
    clearance.say(round_, whom(lanka), "objection", by=ana, text="By mail.", received_at=sent)
    round_.refresh_from_db()
    assert round_.result == "Not agreed: Sri Lanka."
    assert [subject for _, subject in told()] == [
        "No objection, ready to issue. Strategy",
        "Not agreed: Sri Lanka. Strategy",
    ]


def test_more_time_takes_in_what_came_late(round_, ana, lanka):
    end(round_)
    clearance.end(round_)
    round_.refresh_from_db()
    clearance.say(round_, whom(lanka), "objection", by=lanka, text="Sorry, late.")
    clearance.extend(round_, later(7), reason="A holiday.", by=ana)
    round_.refresh_from_db()
    assert outcome(round_) == "Not agreed: Sri Lanka."
    assert not round_.comments.get().is_late
    end(round_)
    clearance.end(round_)
    round_.refresh_from_db()
    assert round_.result == "Not agreed: Sri Lanka."


def test_the_clock_begins_one_job_for_each_deadline(round_, draft):
    assert clearance.begin_ending(end_round) == 0
    end(round_)
    assert (clearance.begin_ending(end_round), clearance.begin_ending(end_round)) == (1, 0)
    job = jobs.Job.objects.get(task="records.end_round")
    jobs.run(job.pk)
    round_.refresh_from_db()
    assert round_.result == "No objection, ready to issue."


def test_late_jobs_at_once_apply_the_rule_once(own_database):
    with acting(None, "for a test"):
        ana = person("ana@example.org", "secretariat")
        row = open_round(make_draft(ana), ana, factories.delegate("fiji", iso="FJ"))
    end(row)
    start, faults = threading.Barrier(8), []

    def late():
        try:
            start.wait()
            clearance.end(row)
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=late) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(told()) == 1
    assert row.history.filter(history_change_reason__startswith="The deadline passed").count() == 1


def test_letters_carry_the_text_as_pdf_and_for_word(draft, ana, lanka, mailoutbox):
    with acting(ana, "for a test"):
        FocalPoint.objects.create(participant=whom(lanka), email="focal@example.org")
    row = open_round(draft, ana, lanka, copied_to="chair@example.org")
    for job in jobs.Job.objects.filter(task="core.send"):
        jobs.run(job.pk)

    assert sorted(message.to[0] for message in mailoutbox) == ["chair@example.org", "focal@example.org"]
    for message in mailoutbox:
        pdf, word = message.attachments
        assert (pdf[0], pdf[1][:5]) == ("for-clearance-round-1.pdf", b"%PDF-")
        assert differences(clearance.sent(row), clearance.facts_of(row), word[1]) == []
        assert "The text is enclosed" in message.body
    assert [f"/clearance/{row.pk}/" in message.body for message in sorted(mailoutbox, key=lambda one: one.to)] == [
        False,
        True,
    ]


def test_a_confidential_text_does_not_travel(draft, ana, lanka, mailoutbox):
    row = open_round(draft, ana, lanka, copied_to="chair@example.org", encloses_files=False)
    for job in jobs.Job.objects.filter(task="core.send"):
        jobs.run(job.pk)
    [message] = mailoutbox
    assert message.attachments == []
    assert "enclosed" not in message.body
    assert not clearance.is_changed(row)


def test_a_submitted_draft_is_endorsed_without_changing_its_words(draft, ana):
    meeting = factories.meeting(ordinal=6, code="BPMC")
    factories.issue(draft)
    draft.refresh_from_db()
    endorsing.endorse(draft, meeting, by=ana)
    with pytest.raises(endorsing.CannotEndorseError, match="recorded already"):
        endorsing.endorse(draft, meeting, by=ana)
    edition = factories.issue(draft)

    assert (edition.number, edition.stage) == (2, "final")
    first, second = (record_from_bytes(bytes(one.content.record)) for one in Edition.objects.order_by("number"))
    assert first.sections == second.sections
    assert (first.document.endorsed_at, second.document.endorsed_at) == ("", "BPMC 6")


def test_nothing_is_endorsed_while_it_waits_for_approval(draft, ana, lanka):
    services.ask_approval(draft, by=ana)
    with pytest.raises(endorsing.CannotEndorseError, match="waits for approval"):
        endorsing.endorse(draft, factories.meeting(), by=ana)
    with pytest.raises(endorsing.CannotEndorseError, match="Only the secretariat"):
        endorsing.endorse(draft, factories.meeting(ordinal=11), by=lanka)
