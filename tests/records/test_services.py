"""Issuing: whole or not at all, by two people, chained, and never changed after."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from core.history import acting
from meetings.models import Meeting
from records import ledger, services
from records.canonical import digest
from records.models import (
    ApprovalRequest,
    AttendanceIndex,
    Card,
    Edition,
    EditionContent,
    Key,
    LedgerEntry,
    Passage,
    Release,
    Rendition,
    Subject,
)
from tests.records.conftest import participant, person, tenth_meeting

database = pytest.mark.django_db
ISSUED = [Subject, Key, Edition, EditionContent, Release, Rendition, LedgerEntry, Card, Passage, AttendanceIndex]


@pytest.fixture
def request_(meeting, ana):
    return services.ask_approval(meeting, by=ana, reason="First issue")


@pytest.fixture
def edition(request_, ravi):
    return services.issue(request_, by=ravi)


def counts():
    return [model.objects.count() for model in ISSUED]


@database
def test_issuing_writes_edition_bytes_release_projections_and_ledger(edition, ana, ravi):
    assert counts() == [1, 1, 1, 1, 1, 2, 4, 1, 7, 8]
    assert (edition.number, edition.stage, edition.revision) == (1, "final", "")
    assert (edition.prepared_by, edition.approved_by, edition.channel) == (ana, ravi, "in the browser")
    assert digest(bytes(edition.content.record)) == edition.digest
    assert Key.objects.get().path == "ahg-som/10"
    assert [entry.act for entry in LedgerEntry.objects.all()] == ["edition", "rendition", "rendition", "release"]
    assert list(ledger.faults()) == []


@database
def test_the_pdf_and_the_json_are_kept_with_their_digests(edition):
    pdf, record = (Rendition.objects.get(format=form) for form in ("pdf", "json"))

    assert bytes(pdf.content)[:5] == b"%PDF-"
    assert bytes(record.content) == bytes(edition.content.record)
    for rendition in (pdf, record):
        assert rendition.sha256 == digest(bytes(rendition.content))
        assert rendition.size == len(rendition.content)
    assert pdf.file_name == "AHG-SOM-10_2016-02-02_Record.pdf"


@database
def test_the_request_is_closed_by_issuing(edition, request_, ravi):
    request_.refresh_from_db()

    assert (request_.state, request_.edition, request_.decided_by) == ("issued", edition, ravi)


@database
def test_codes_stay_from_the_first_issue_on(edition, meeting, ana, ravi):
    meeting.recommendations.get(number=1).delete()
    with acting(ana, "Withdrawn by mistake"):
        services.issue_at_once(Meeting.objects.get(), prepared_by=ana, approved_by=ravi, reason="R1 went")

    assert list(Passage.objects.filter(role="recommendation").order_by("edition__number", "number").values_list(
        "edition__number", "code"
    )) == [(1, "R1"), (1, "R2"), (2, "R2")]  # fmt: skip


@database
def test_a_second_edition_is_a_revision_at_the_same_address(edition, meeting, ana, ravi):
    meeting.purpose = "Another purpose."
    meeting.save()

    second = services.issue_at_once(meeting, prepared_by=ana, approved_by=ravi, reason="Purpose put right")

    assert (second.number, second.stage, second.revision) == (2, "revision", "Rev.1")
    assert list(Key.objects.values_list("path", flat=True)) == ["ahg-som/10"]
    assert second.channel == "by command line"
    assert list(ledger.faults()) == []


@database
def test_who_prepared_it_may_not_issue_it(meeting, ravi):
    both = person("both@example.org", "secretariat", "approver")
    request = services.ask_approval(meeting, by=both)

    with pytest.raises(services.CannotIssueError, match="You prepared this record"):
        services.issue(request, by=both)
    assert counts() == [0] * 10


@database
@pytest.mark.parametrize("role", ["delegate", "co_chair", "secretariat", "administrator"])
def test_only_an_approver_issues(request_, body, role):
    other = person("other@example.org", role, acting_for=body)

    with pytest.raises(services.CannotIssueError, match="Only an approver"):
        services.issue(request_, by=other)
    assert counts() == [0] * 10


@database
@pytest.mark.parametrize("role", ["delegate", "co_chair", "approver"])
def test_only_the_secretariat_prepares(meeting, body, role):
    with pytest.raises(services.CannotAskApprovalError, match="Only the secretariat"):
        services.ask_approval(meeting, by=person("other@example.org", role, acting_for=body))


@database
def test_a_change_after_approval_asks_again(request_, meeting, ravi):
    meeting.purpose = "Another purpose."
    meeting.save()

    with pytest.raises(services.CannotIssueError, match="the text changed after it was sent"):
        services.issue(request_, by=ravi)

    assert counts() == [0] * 10
    request_.refresh_from_db()
    assert request_.state == "waiting"


@database
def test_a_failed_rendering_refuses_in_words_and_keeps_the_approval(request_, meeting, ana, ravi):
    services.take_back(request_, by=ana)
    meeting.title = "Meeting \U000130b8 of the Group"
    meeting.save()
    request = services.ask_approval(meeting, by=ana)

    with pytest.raises(services.CannotIssueError, match=r"the PDF could not be made.*U\+130B8"):
        services.issue(request, by=ravi)

    request.refresh_from_db()
    assert request.state == "waiting"
    assert counts() == [0] * 10


@database
def test_a_blocking_check_stops_the_request(meeting, ana):
    meeting.attendance.all().delete()

    with pytest.raises(services.CannotAskApprovalError, match="Record who attended"):
        services.ask_approval(meeting, by=ana)


@database
def test_one_request_at_a_time(request_, meeting, ana):
    with pytest.raises(services.CannotAskApprovalError, match="already waiting"):
        services.ask_approval(meeting, by=ana)


@database
def test_returned_says_why_and_by_whom(request_, ravi):
    with pytest.raises(services.CannotDecideError, match="Say what should be changed"):
        services.return_for_changes(request_, by=ravi, reason=" ")
    services.return_for_changes(request_, by=ravi, reason="Paragraph 3 lacks a verb.")
    request_.refresh_from_db()

    assert (request_.state, request_.decision_reason, request_.decided_by) == (
        "returned", "Paragraph 3 lacks a verb.", ravi,
    )  # fmt: skip
    with pytest.raises(services.CannotDecideError, match="This request is closed: returned"):
        services.return_for_changes(request_, by=ravi, reason="Again")


@database
def test_taken_back_can_be_sent_again(request_, meeting, ana, ravi):
    services.take_back(request_, by=ana)
    with pytest.raises(services.CannotIssueError, match="closed"):
        services.issue(request_, by=ravi)
    assert services.ask_approval(meeting, by=ana).state == ApprovalRequest.State.WAITING


@database
@pytest.mark.parametrize("model", [Subject, Key, Edition, EditionContent, Release, Rendition, LedgerEntry])
@pytest.mark.parametrize("statement", ["UPDATE {t} SET {c} = {c}", "DELETE FROM {t}", "TRUNCATE {t} CASCADE"])
def test_what_was_issued_never_changes(edition, model, statement):
    words = statement.format(t=model._meta.db_table, c=model._meta.pk.column)

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks still to make cannot be truncated at all
        with pytest.raises(IntegrityError, match="what was issued never changes"), transaction.atomic():
            cursor.execute(words)


@database
def test_the_database_refuses_an_edition_approved_by_its_preparer(edition, ana):
    with pytest.raises(IntegrityError, match="edition_is_approved_by_another_person"), transaction.atomic():
        Edition.objects.create(
            subject=edition.subject, number=9, stage="final", digest="0" * 64, issued_at=edition.issued_at,
            prepared_by=ana, approved_by=ana,
        )  # fmt: skip


def projected():
    return [
        sorted(
            model.objects.order_by().values_list(*[f.attname for f in model._meta.fields if f.name != "id"]), key=str
        )
        for model in (Card, Passage, AttendanceIndex)
    ]


@database
def test_a_corrected_number_adds_an_address_and_the_old_edition_keeps_its_own(edition, meeting, ana, ravi):
    meeting.ordinal = 11
    meeting.save()
    services.issue_at_once(meeting, prepared_by=ana, approved_by=ravi, reason="It was the eleventh")
    kept = projected()
    services.rebuild_library()

    assert list(Key.objects.order_by("made_at").values_list("path", flat=True)) == ["ahg-som/10", "ahg-som/11"]
    assert list(Card.objects.order_by("key").values_list("key", "edition__number")) == [
        ("ahg-som/10", 1), ("ahg-som/11", 2),
    ]  # fmt: skip
    assert projected() == kept


@database
def test_rebuilt_equals_kept(edition, meeting, ana, ravi):
    meeting.purpose = "Another purpose."
    meeting.save()
    services.issue_at_once(meeting, prepared_by=ana, approved_by=ravi, reason="Again")
    kept = projected()

    assert services.rebuild_library() == {
        "searchentry": 16,
        "card": 2,
        "passage": 14,
        "attendanceindex": 16,
        "directoryentry": 0,
        "registerevent": 4,
        "registerentry": 2,
        "inforce": 2,
        "focusentry": 0,
    }
    assert projected() == kept


@database
@pytest.mark.parametrize(("tamper", "words"), [
    ("UPDATE records_ledgerentry SET act = 'disposal' WHERE position = 2", "Entry 2 was changed"),
    ("UPDATE records_ledgerentry SET payload = '\\x7b7d' WHERE position = 3", "Entry 3 was changed"),
    ("DELETE FROM records_ledgerentry WHERE position = 2", "Entry 2 is missing"),
])  # fmt: skip
def test_tampering_with_the_ledger_shows(edition, tamper, words):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE records_ledgerentry DISABLE TRIGGER USER")
        cursor.execute(tamper)

    assert next(ledger.faults()).startswith(words)


def test_two_approvers_at_once_issue_one_edition(own_database):
    meeting = tenth_meeting(participant("bali-process", "Bali Process", kind="body"))
    asked = services.ask_approval(meeting, by=person("ana@example.org", "secretariat"))
    approvers = [person("ravi@example.org", "approver"), person("mei@example.org", "approver")]
    answers = []

    def press(approver):
        try:
            answers.append(services.issue(ApprovalRequest.objects.get(pk=asked.pk), by=approver).number)
        except services.CannotIssueError as error:
            answers.append(str(error)[:11])
        connection.close()

    threads = [threading.Thread(target=press, args=(approver,)) for approver in approvers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(map(str, answers)) == ["1", "Not issued:"]
    assert Edition.objects.count() == 1
    assert list(ledger.faults()) == []
