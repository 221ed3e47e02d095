"""Rounds of clearance: who may say what, by when, what silence means, and words taken over as one change."""

import datetime
import io
import threading

import docx as python_docx
import pytest
from django.db import connection
from django.utils import timezone
from docx.oxml import OxmlElement

from core import mail
from core.history import acting
from core.mail import Letter
from core.tasks import sweep
from meetings.files import taken
from meetings.models import Outcome
from members.models import FocalPoint
from records import answering, clearance, letters, services
from records.canonical import digest
from records.clearance import CannotAnswerError, CannotCirculateError, CannotCommentError
from records.compose import compose_draft
from records.exports import docx_to_edit, word
from records.models import Circulation, Comment
from records.received.differences import differences
from strategy import services as drafting
from tests import factories
from tests.records.clearance.conftest import TEXT, anchors, end, later, make_draft, open_round, outcome, whom
from tests.records.conftest import person


def test_what_was_sent_stays_while_the_working_text_goes_on(round_, draft):
    with acting(None, "for a test"):
        draft.text = "Something else."
        draft.save()

    assert clearance.sent(round_).passages[0].text == "Members will cooperate."
    assert digest(bytes(round_.record)) == round_.digest


def test_focal_points_get_one_letter_each(draft, ana, lanka, fiji):
    with acting(ana, "for a test"):
        FocalPoint.objects.create(participant=whom(lanka), email="focal@example.org")
    row = open_round(draft, ana, lanka, fiji, note="Please look at paragraph 2.")

    letter = Letter.objects.get()
    assert letter.to == "focal@example.org"
    assert f"/clearance/{row.pk}/" in letter.body
    assert "Please look at paragraph 2." in letter.body
    clearance.extend(row, later(9), reason="A holiday.", by=ana)
    assert "A holiday." in Letter.objects.order_by("-pk").exclude(pk=letter.pk).get().body


def test_only_the_secretariat_opens_a_round_and_one_at_a_time(round_, draft, lanka, ana):
    with pytest.raises(CannotCirculateError, match="Only the secretariat"):
        open_round(draft, lanka, lanka)
    with pytest.raises(CannotCirculateError, match="open already"):
        open_round(draft, ana, lanka)
    clearance.close(round_, by=ana)
    assert open_round(draft, ana, lanka).number == 2


@pytest.mark.parametrize(("how", "words"), [({"deadline": later(-1)}, "over already"), ({}, "at least one")])
def test_a_round_to_nobody_or_in_the_past_is_refused(draft, ana, lanka, how, words):
    with pytest.raises(CannotCirculateError, match=words):
        open_round(draft, ana, *([lanka] if how else []), **how)
    assert Circulation.objects.count() == 0


def test_a_delegate_speaks_for_the_own_delegation_only_and_only_if_asked(round_, lanka, fiji, draft):
    with pytest.raises(CannotCommentError, match="do not speak for"):
        clearance.say(round_, whom(fiji), "comment", by=lanka, text="x")
    nauru = factories.delegate("nauru", iso="NR")
    with pytest.raises(CannotCommentError, match="was not asked"):
        clearance.say(round_, whom(nauru), "comment", by=nauru, text="x")
    with pytest.raises(CannotCommentError, match="no such paragraph"):
        clearance.say(round_, whom(lanka), "comment", by=lanka, text="x", anchor="p-nothing1")
    with pytest.raises(CannotCommentError, match="Write the words you propose"):
        clearance.say(round_, whom(lanka), "proposal", by=lanka, anchor=anchors(draft)[0])
    with pytest.raises(CannotCommentError, match="Write what the delegation says"):
        clearance.say(round_, whom(lanka), "objection", by=lanka)
    assert Comment.objects.count() == 0


def test_a_mandate_that_ended_speaks_no_more(round_, lanka):
    with acting(None, "for a test"):
        mandate = lanka.mandates.get()
        mandate.from_on = mandate.until_on = timezone.now().date() - datetime.timedelta(days=2)
        mandate.save()
    again = type(lanka).objects.get(pk=lanka.pk)

    with pytest.raises(CannotCommentError, match="do not speak for"):
        clearance.say(round_, mandate.participant, "comment", by=again, text="x")
    assert not Circulation.objects.readable_by(again).exists()


def test_unbroken_silence_at_the_deadline_is_no_objection(round_):
    assert outcome(round_) == "Open: 0 of 2 delegations answered."
    end(round_)
    round_.refresh_from_db()
    assert outcome(round_) == "No objection, ready to issue."


@pytest.mark.parametrize("kind", ["objection", "reservation"])
def test_an_objection_in_time_breaks_silence_and_a_late_one_does_not(round_, lanka, fiji, kind):
    clearance.say(round_, whom(lanka), kind, by=lanka, text="We cannot agree.")
    end(round_)
    round_.refresh_from_db()
    assert outcome(round_) == "Not agreed: Sri Lanka."

    Comment.objects.all().delete()
    late = clearance.say(round_, whom(fiji), kind, by=fiji, text="Sorry, late.")
    assert late.is_late
    assert outcome(round_) == "No objection, ready to issue."
    assert [s.words for s in clearance.standings(round_, [late])] == ["Late reply", "Silent"]


def test_what_came_by_mail_in_time_is_entered_with_its_time(round_, lanka, ana):
    moment = timezone.now()
    end(round_)
    round_.refresh_from_db()
    sent = round_.deadline - datetime.timedelta(hours=1)
    comment = clearance.say(round_, whom(lanka), "objection", by=ana, text="By mail.", received_at=sent)

    assert (comment.is_late, comment.is_entered_for, comment.entered_by) == (False, True, ana)
    with pytest.raises(CannotCommentError, match="in the future"):
        clearance.say(round_, whom(lanka), "comment", by=ana, text="x", received_at=moment + datetime.timedelta(days=1))


def test_more_time_is_told_to_everybody_who_was_asked_once(draft, ana, lanka, fiji):
    today = timezone.now().date()
    with acting(ana, "for a test"):
        for who, addresses in ((lanka, ("one@lanka.example", "two@lanka.example")), (fiji, ("fiji@fiji.example",))):
            for address in addresses:
                FocalPoint.objects.create(participant=whom(who), email=address)
    copied = f"{'a' * 60}@{'long.' * 30}example.org"
    row = open_round(draft, ana, lanka, fiji, copied_to=f"chair@example.org\n{copied}")
    with acting(ana, "for a test"):
        left = FocalPoint.objects.get(email="two@lanka.example")
        left.from_on, left.until_on = today - datetime.timedelta(days=9), today - datetime.timedelta(days=1)
        left.save()
        FocalPoint.objects.create(participant=whom(lanka), email="new@lanka.example", from_on=today)
    clearance.extend(row, later(9), reason="A holiday.", by=ana)
    row.refresh_from_db()
    row = clearance.extend(row, later(10), reason="Another.", by=ana)

    told = Letter.objects.filter(kind="clearance.extension")
    everybody = ["chair@example.org", copied, "fiji@fiji.example", "new@lanka.example", "one@lanka.example"]
    for reason in ("A holiday.", "Another."):
        found = [letter for letter in told if f"Why: {reason}" in letter.body]
        assert sorted(letter.to for letter in found) == sorted(everybody)
    assert all(row.deadline_words in letter.body for letter in told if "Another." in letter.body)
    assert {each.letter.to for each in letters.log(row)} == {*everybody, "two@lanka.example"}


def test_the_log_of_a_round_is_not_swept(draft, ana, lanka):
    with acting(ana, "for a test"):
        FocalPoint.objects.create(participant=whom(lanka), email="focal@example.org")
    row = open_round(draft, ana, lanka)
    mail.came_back(Letter.objects.get(), by=ana, words="No such user.")
    mail.send_later("library.news", "x@example.org", "News", "News.", key="news:1")
    Letter.objects.update(sent_at=timezone.now() - datetime.timedelta(days=91))
    sweep.function(None)
    end(row)
    row.refresh_from_db()

    assert [letter.kind for letter in Letter.objects.all()] == ["clearance.invitation"]
    assert outcome(row) == "Not known: the message to Sri Lanka came back."


def test_more_time_needs_a_reason_and_a_later_deadline(round_, ana):
    with pytest.raises(CannotCirculateError, match="Say why"):
        clearance.extend(round_, later(9), reason=" ", by=ana)
    with pytest.raises(CannotCirculateError, match="must be later"):
        clearance.extend(round_, later(1), reason="x", by=ana)


def test_a_closed_round_takes_nothing_in(round_, lanka, ana):
    clearance.close(round_, by=ana)
    with pytest.raises(CannotCommentError, match="closed"):
        clearance.say(round_, whom(lanka), "comment", by=lanka, text="x")
    with pytest.raises(CannotCirculateError, match="closed already"):
        clearance.close(round_, by=ana)


def test_accepted_words_go_into_the_working_text_as_one_change_that_names_the_delegation(round_, draft, lanka, ana):
    proposal = clearance.say(
        round_, whom(lanka), "proposal", by=lanka, anchor=anchors(draft)[1], words="Members will report twice a year:"
    )
    clearance.answer(proposal, "accepted", by=ana, takes_over=True)

    draft.refresh_from_db()
    assert draft.text == TEXT.replace("Members will report\nonce a year:", "Members will report twice a year:")
    entry = draft.history.first()
    assert (entry.history_change_reason, entry.history_user) == ("Accepted: Sri Lanka", ana)
    with pytest.raises(CannotAnswerError, match="answered already"):
        clearance.answer(proposal, "declined", reason="x", by=ana)


def test_words_are_not_written_over_what_was_changed_since(round_, draft, lanka, ana):
    proposal = clearance.say(round_, whom(lanka), "proposal", by=lanka, anchor=anchors(draft)[0], words="Other words.")
    with acting(ana, "for a test"):
        draft.text = draft.text.replace("cooperate", "cooperate closely")
        draft.save()

    with pytest.raises(CannotAnswerError, match="was changed since"):
        clearance.answer(proposal, "accepted", by=ana, takes_over=True)
    proposal.refresh_from_db()
    assert proposal.answer == ""
    clearance.answer(proposal, "in_part", reason="Put in by hand.", by=ana)


def test_a_draft_sent_for_approval_takes_no_words_in(round_, draft, lanka, ana):
    proposal = clearance.say(round_, whom(lanka), "proposal", by=lanka, anchor=anchors(draft)[0], words="Other words.")
    services.ask_approval(draft, by=ana)
    with pytest.raises(CannotAnswerError, match="stays as it is"):
        clearance.answer(proposal, "accepted", by=ana, takes_over=True)


def test_words_for_an_outcome_go_into_its_row(ana, lanka):
    meeting = factories.meeting(outcomes=["Members noted the paper.", "Members agreed."])
    row = open_round(meeting, ana, lanka)
    anchor = next(p.anchor for p in clearance.sent(row).passages if p.text == "Members agreed.")
    proposal = clearance.say(row, whom(lanka), "proposal", by=lanka, anchor=anchor, words="Members agreed to meet.")
    clearance.answer(proposal, "accepted", by=ana, takes_over=True)

    assert sorted(Outcome.objects.values_list("text", flat=True)) == [
        "Members agreed to meet.",
        "Members noted the paper.",
    ]


def test_a_refusal_says_why(round_, lanka, ana):
    comment = clearance.say(round_, whom(lanka), "comment", by=lanka, text="x")
    with pytest.raises(CannotAnswerError, match="Say why"):
        clearance.answer(comment, "declined", by=ana)
    with pytest.raises(CannotAnswerError, match="Only the secretariat"):
        clearance.answer(comment, "accepted", by=lanka)


def test_the_next_draft_begins_with_the_words_of_the_last(draft, ana, lanka):
    second = drafting.next_draft(draft.document, by=ana)

    assert (second.number, second.text) == (2, draft.text)
    with pytest.raises(drafting.CannotDraftError, match="Only the secretariat"):
        drafting.next_draft(draft.document, by=lanka)


def test_sixty_delegations_at_once_on_one_paragraph_lose_nothing(own_database):
    with acting(None, "for a test"):
        ana = person("ana@example.org", "secretariat")
        draft = make_draft(ana)
    codes = [a + b for a in "ABCDEFGHIJ" for b in "ABCDEF"]
    delegates = [factories.delegate(f"state-{code.lower()}", iso=code) for code in codes]
    row = open_round(draft, ana, *delegates)
    anchor, start, faults = anchors(draft)[0], threading.Barrier(60), []

    def speak(delegate):
        try:
            start.wait()
            clearance.say(row, whom(delegate), "proposal", by=delegate, anchor=anchor, words=f"Words of {delegate}.")
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=speak, args=(delegate,)) for delegate in delegates]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert set(row.comments.values_list("words", flat=True)) == {f"Words of {delegate}." for delegate in delegates}


def test_who_did_not_receive_the_text_has_not_kept_silent(draft, ana, lanka, fiji):
    with acting(ana, "for a test"):
        FocalPoint.objects.create(participant=whom(lanka), email="focal@example.org")
    row = open_round(draft, ana, lanka, fiji, copied_to="chair@example.org")
    end(row)
    row.refresh_from_db()
    assert outcome(row) == "No objection, ready to issue."
    assert sorted(each.letter.to for each in letters.log(row)) == ["chair@example.org", "focal@example.org"]

    letter = Letter.objects.get(to="focal@example.org")
    mail.came_back(letter, by=ana, words="No such user.")
    assert outcome(row) == "Not known: the message to Sri Lanka came back."
    assert (letters.log(row)[0].letter, letters.log(row)[0].came_back) == (letter, "No such user.")
    clearance.say(row, whom(lanka), "no_objection", by=ana, received_at=row.deadline)
    assert outcome(row) == "No objection, ready to issue."


def test_the_deadline_is_told_in_the_zone_of_the_round_and_in_utc(draft, ana, lanka):
    moment = datetime.datetime(2099, 2, 3, 18, 30, tzinfo=datetime.UTC)
    row = open_round(draft, ana, lanka, deadline=moment, zone="Asia/Bangkok")
    assert row.deadline_words == "4 February 2099, 01:30 Asia/Bangkok (3 February 2099, 18:30 UTC)"
    row.zone = "UTC"
    assert row.deadline_words == "3 February 2099, 18:30 UTC"


def edited(row, old, new, author="Ms A. Perera"):
    """The Word document of the round with some words changed, tracked, as a capital sends it back."""
    document = python_docx.Document(io.BytesIO(docx_to_edit(clearance.sent(row), clearance.facts_of(row))))
    line = next(each for each in document.paragraphs if old in each.text)
    run = next(each for each in line.runs if old in each.text)
    before, _, after = run.text.partition(old)
    run.text = before
    for tag, words in (("w:del", old), ("w:ins", new)):
        change = word.element(tag, id="900", author=author)
        said = OxmlElement("w:r")
        text = OxmlElement("w:delText" if tag == "w:del" else "w:t")
        text.text = words
        said.append(text)
        change.append(said)
        line._p.append(change)
    line.add_run(after)
    document.add_paragraph("Ministers will meet.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_word_document_that_comes_back_is_taken_in_as_proposals_of_its_delegation(round_, draft, lanka, ana):
    data = edited(round_, "cooperate", "work together")
    found = differences(clearance.sent(round_), clearance.facts_of(round_), data)
    assert [(each.kind, each.place, each.now, each.author) for each in found] == [
        ("words", "1", "Members will work together.", "Ms A. Perera"),
        ("added", "paragraph 2 (b)", "Ministers will meet.", ""),
    ]
    received_at = timezone.now()
    file = taken("answer.docx", data)
    message = answering.keep(round_, participant=whom(lanka), received_at=received_at, file=file, by=ana)
    assert answering.keep(round_, participant=whom(lanka), received_at=received_at, file=file, by=ana) == message
    comments = answering.take_in(message, found, by=ana)
    assert answering.take_in(message, found, by=ana) == []

    proposal, added = comments
    assert (proposal.kind, proposal.author, proposal.message, proposal.received_at) == (
        "proposal", "Ms A. Perera", message, received_at,
    )  # fmt: skip
    assert added.text == "Proposes a new paragraph after paragraph 2 (b): “Ministers will meet.”"
    clearance.answer(proposal, "accepted", by=ana, takes_over=True)
    draft.refresh_from_db()
    assert "Members will work together." in draft.text


def test_what_was_sent_and_comes_back_as_it_was_says_nothing_otherwise(round_):
    data = docx_to_edit(clearance.sent(round_), clearance.facts_of(round_))
    assert differences(clearance.sent(round_), clearance.facts_of(round_), data) == []


def test_words_for_a_sub_paragraph_go_into_its_line(round_, draft, lanka, ana):
    item = clearance.sent(round_).passages[1].items[0]
    proposal = clearance.say(round_, whom(lanka), "proposal", by=lanka, anchor=item.anchor, words="by letter;")
    clearance.answer(proposal, "accepted", by=ana, takes_over=True)
    draft.refresh_from_db()
    assert draft.text == TEXT.replace("- in writing;", "- by letter;")


def test_an_accepted_reservation_is_entered_for_the_record(round_, draft, lanka, ana):
    said = clearance.say(round_, whom(lanka), "reservation", by=lanka, anchor=anchors(draft)[0], text="Not at sea.")
    clearance.answer(said, "accepted", by=ana, takes_over=True)
    draft.refresh_from_db()
    [reservation] = compose_draft(draft).passages[0].reservations
    assert (reservation.by, reservation.text) == ("Sri Lanka", "Not at sea.")
