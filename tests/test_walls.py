"""The second wall: verbs, querysets and what is one's own refuse by themselves, whatever page stands in front.

A page refuses first, so that no page can show that one of these is gone; `run.py prove access` takes each away.
"""

import datetime
import inspect

import pytest
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import timezone

from core import drafts, jobs, presence
from core.history import acting
from core.models import FormDraft, Presence
from desk import meeting_services, public_records
from desk import services as desk
from desk.incoming import services as incoming
from desk.reading import services as readings
from library import letters
from meetings import planning
from meetings.services import CannotFileError, keep_material
from members import sessions
from members.administration import Allowed
from members.exchanging import Exchanging
from members.models import Participant
from recommendations.services import CannotConsiderError, Decided, decide, reporting
from records import answering, books, clearance, custody, services
from records.canonical import digest
from records.compose import compose_draft
from records.models import ApprovalRequest, Book, BookPart, Enclosure, File, RetentionSchedule
from strategy import services as drafting
from tests import factories

pytestmark = pytest.mark.django_db
SECRETARIAT, APPROVER = "Only the secretariat", "Only an approver"
VERBS = [
    (incoming.CannotBringInError, SECRETARIAT, lambda by: incoming.receive(None, kind="text", text="x", by=by)),
    (incoming.CannotBringInError, SECRETARIAT, lambda by: incoming.leave_aside(None, by=by)),
    (planning.CannotPlanError, SECRETARIAT, lambda by: meeting_services.plan(None, copy_of=None, by=by)),
    (meeting_services.CannotCorrectError, SECRETARIAT, lambda by: meeting_services.opened(None, by)),
    (readings.CannotReceiveError, SECRETARIAT, lambda by: readings.receive_text("x", by=by)),
    (readings.CannotSaveError, SECRETARIAT, lambda by: readings.take_up(None, by=by)),
    (CannotFileError, "may not prepare", lambda by: desk.file_summary({}, text="x", by=by)),
    (public_records.CannotLoadError, "may not prepare", lambda by: public_records._refuse_wrong_people(by, by)),
    (
        public_records.CannotLoadError,
        "may not approve",
        lambda by: public_records._refuse_wrong_people(factories.preparer(), by),
    ),
    (
        clearance.CannotCirculateError,
        SECRETARIAT,
        lambda by: clearance.open_round(None, [None], mode="silence", deadline=None, by=by),
    ),
    (clearance.CannotCirculateError, SECRETARIAT, lambda by: clearance.close(None, by=by)),
    (
        clearance.CannotCommentError,
        "You do not speak",
        lambda by: clearance.say(None, Participant(), "comment", by=by),
    ),
    (clearance.CannotAnswerError, SECRETARIAT, lambda by: clearance.answer(None, "accepted", by=by)),
    (custody.CannotWithdrawError, APPROVER, lambda by: custody.withdraw(None, by=by, reason="x")),
    (custody.CannotHoldError, "Only an administrator", lambda by: custody.hold(None, by=by, reason="x")),
    (custody.CannotHoldError, "Only an administrator", lambda by: custody.lift(None, by=by, reason="x")),
    (custody.CannotHoldError, "Only an administrator", lambda by: custody.decide(RetentionSchedule(), by=by)),
    (custody.CannotDisposeError, "Only an administrator", lambda by: custody.dispose(None, by=by, authority="x")),
    (
        clearance.CannotCommentError,
        SECRETARIAT,
        lambda by: answering.keep(None, participant=None, received_at=None, file=None, by=by),
    ),
    (services.CannotAskApprovalError, SECRETARIAT, lambda by: services.ask_approval(None, by=by)),
    (services.CannotDecideError, SECRETARIAT, lambda by: services.take_back(None, by=by)),
    (
        services.CannotDecideError,
        APPROVER,
        lambda by: services.return_for_changes(ApprovalRequest(), by=by, reason="x"),
    ),
    (services.CannotIssueError, APPROVER, lambda by: services.issue(ApprovalRequest(), by=by)),
    (CannotConsiderError, SECRETARIAT, lambda by: decide(None, None, Decided(), by=by)),
    (reporting.CannotReportError, SECRETARIAT, lambda by: reporting.ask_back(None, reason="x", by=by)),
    (drafting.CannotDraftError, SECRETARIAT, lambda by: drafting.begin(None, None, by=by)),
]


NOTHING_OF_A_MEETING = {"records.Circulation", "records.DirectoryEntry", "records.FilePage", "records.FocusEntry"}


@jobs.task("test.walls")
def nothing(job):
    """Registered once: a test that cannot be run twice is no witness (bench/taking.py)."""


@pytest.fixture
def nobody():
    return factories.user("nobody@example.org")


@pytest.mark.parametrize(("error", "words", "verb"), VERBS, ids=lambda one: getattr(one, "__name__", None))
def test_a_verb_refuses_who_may_not(nobody, error, words, verb):
    with pytest.raises(error, match=words):
        verb(nobody)


def test_nobody_decides_on_what_they_prepared():
    both = factories.user("both@example.org", "secretariat", "approver")

    with pytest.raises(services.CannotIssueError, match="You prepared this record"):
        services.issue(ApprovalRequest(prepared_by=both), by=both)


def test_nobody_reports_for_another(nobody):
    asked = factories.recommend(factories.meeting(9, starts="2015-05-01"))

    with pytest.raises(reporting.CannotReportError, match="You do not report for"):
        reporting.submit(asked, factories.participant("sri-lanka", iso="LK", capacity="member"), None, by=nobody)


def test_what_was_issued_to_members_is_in_no_query_of_others(nobody):
    """Every queryset by what a reader may read, of every table of the issued side."""
    body = {"outcomes": ["Members agreed."], "recommendations": ["Members share data."], "present": ["Thailand"]}
    edition = factories.issue(factories.meeting(12, **body), audience="members")
    file = File.objects.create(sha256=digest(b"a map"), content=b"a map")
    Enclosure.objects.create(edition=edition, file=file, file_name="Map.pdf", media_type="application/pdf")
    seen, empty = {}, set()
    for model in apps.get_models():
        for gate in ("readable_by", "current_for"):
            ask = getattr(model._default_manager, gate, None)
            if ask is not None:
                seen[model._meta.label, gate] = [ask(user).count() for user in (AnonymousUser(), nobody)]
                empty |= set() if model._base_manager.exists() else {model._meta.label}

    assert {name for name, counts in seen.items() if counts != [0, 0]} == set()
    assert empty == NOTHING_OF_A_MEETING  # of an empty table nothing is shown


def test_unsent_typing_is_reached_by_its_writer_alone(nobody, monkeypatch):
    ana = factories.preparer()
    drafts.keep(ana, drafts.Typed("/prepare/", "tab", 1, [["purpose", "Mine."]]))
    monkeypatch.setattr(drafts, "MAX_DRAFTS", 1)
    drafts.keep(nobody, drafts.Typed("/prepare/", "own", 1, [["purpose", "Theirs."]]))

    assert [draft.tab for draft in drafts.kept(nobody, "/prepare/")] == ["own"]
    assert drafts.of_tab(nobody, "tab") is None
    assert drafts.drop(nobody, "/prepare/", "tab") == 0
    assert FormDraft.objects.filter(user=ana).count() == 1


def test_nobody_ends_the_session_or_the_presence_of_another(nobody):
    ana = factories.preparer()
    session = UserSession.objects.create(user=ana, ip="127.0.0.1", session_key="a" * 32, user_agent="")
    presence.note(ana, "/prepare/", "tab")
    presence.leave(nobody, "/prepare/", "tab")

    assert sessions.end_others(nobody, this="") == 0
    assert not sessions.end(nobody, session.pk)
    assert UserSession.objects.filter(pk=session.pk).exists()
    assert Presence.objects.filter(user=ana).exists()


def test_nobody_ends_or_learns_of_the_letters_of_another(nobody):
    ana = factories.preparer()
    letters.choose("day", by=ana)
    letters.choose("", by=nobody)

    assert (letters.rhythm_of(nobody), letters.rhythm_of(ana)) == ("", "day")


def test_what_a_delegation_says_in_a_round_is_for_it_and_the_secretariat(client):
    ana, lanka, fiji = factories.preparer(), factories.delegate("sri-lanka", "LK"), factories.delegate("fiji", "FJ")
    asked = [Participant.objects.get(slug=slug) for slug in ("sri-lanka", "fiji")]
    deadline = timezone.now() + datetime.timedelta(days=7)
    row = clearance.open_round(factories.draft(), asked, mode="silence", deadline=deadline, by=ana)
    clearance.say(row, asked[0], "comment", by=lanka, text="Only between us.")
    pages, offered = [], []
    for delegate in (lanka, fiji):
        client.force_login(delegate, backend="django.contrib.auth.backends.ModelBackend")
        pages.append(client.get(f"/clearance/{row.pk}/").text)
        form = client.get(f"/clearance/{row.pk}/comment/").context["form"]
        offered.append([party.slug for party in form.fields["participant"].queryset])

    assert ["Only between us." in page for page in pages] == [True, False]
    assert ["Answer for Sri Lanka<" in page for page in pages] == [True, False]
    assert ["Answer for Fiji<" in page for page in pages] == [False, True]
    assert offered == [["sri-lanka"], ["fiji"]]


def test_whose_words_were_taken_over_is_told_to_who_knows_the_round(nobody):
    ana, lanka = factories.preparer(), factories.delegate("sri-lanka", "LK")
    draft, deadline = factories.draft(), timezone.now() + datetime.timedelta(days=7)
    row = clearance.open_round(
        draft, [asked := lanka.mandates.get().participant], mode="reply", deadline=deadline, by=ana
    )
    anchor = clearance.sent(row).passages[0].anchor
    said = clearance.say(row, asked, "proposal", by=lanka, anchor=anchor, words="Members will report every May.")
    clearance.answer(said, "accepted", by=ana, takes_over=True)
    draft.refresh_from_db()
    record = compose_draft(draft)

    told = {user: len(clearance.credits_of(record, user)) for user in (nobody, lanka, ana)}
    assert told == {nobody: 0, lanka: 1, ana: 1}


def test_a_co_chair_sees_no_file_of_the_secretariat_nor_its_earlier_version(client):
    ana, chair = factories.preparer(), factories.user("chair@example.org", "co_chair")
    meeting = factories.meeting(30)
    with acting(ana, "for a test"):
        kept = [
            keep_material(meeting, title=title, file_name="p.txt", media_type="text/plain", content=title.encode())
            for title in ("Draft budget", "Seating plan")
        ]
        kept[1].audience = "co_chairs"
        kept[1].save()
        kept[0].replaced_by = kept[1]
        kept[0].save()
    seen = []
    for person in (ana, chair):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        page = client.get(f"/prepare/meetings/{meeting.pk}/").text
        files = [client.get(f"/prepare/meetings/{meeting.pk}/files/{one.pk}/").status_code for one in kept]
        seen.append(["Seating plan" in page, str(kept[0].pk) in page, *files])

    assert seen == [[True, True, 200, 200], [True, False, 404, 200]]


def test_a_book_is_bound_for_who_may_see_it_of_what_they_may_read(nobody):
    ana = factories.preparer()
    edition = factories.issue(factories.meeting(12, outcomes=["Members agreed."]), audience="members")
    with acting(ana, "for a test"):
        book = Book.objects.create(title="Briefing")
        part = BookPart.objects.create(book=book, position=1000, title="Record", edition=edition)

    asked = books.ask(book, by=nobody, shown_at="/")
    jobs.run(asked.pk)
    asked.refresh_from_db()

    assert (asked.state, "you may no longer see it" in asked.error) == ("failed", True)
    with pytest.raises(books.CannotBindError):
        books._part(part, nobody, None)
    assert books._part(part, ana).title == "Record"


def test_the_list_of_jobs_holds_ones_own(nobody, client):
    jobs.defer(nothing, by=factories.preparer(), what="Export of everything")
    client.force_login(nobody, backend="django.contrib.auth.backends.ModelBackend")

    assert "Export of everything" not in client.get("/jobs/").text


def test_a_table_of_the_administration_asks_for_itself(nobody):
    request = RequestFactory().get("/admin/members/area/")
    request.user = nobody
    asked = [name for name, _ in inspect.getmembers(Allowed, inspect.isfunction) if name.startswith("has_")]

    assert [name for name in asked if getattr(Allowed(), name)(request)] == []
    assert len(asked) == 5
    assert not Exchanging().has_import_permission(request)
    assert not Exchanging().has_export_permission(request)
    request.user = factories.user("admin@example.org", "administrator")
    assert Exchanging().has_import_permission(request)
    assert Exchanging().has_export_permission(request)
