"""Corrections, withdrawal, holds, disposal: nothing issued is changed; it is told of, or destroyed in the open."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from core.history import acting
from core.mail import Letter
from core.models import SetAside
from meetings.files import taken
from meetings.models import Meeting
from records import answering, books, clearance, custody, ledger, services
from records.binding import CannotBindError
from records.canonical import digest
from records.models import (
    AttendanceIndex,
    Book,
    BookPart,
    BoundBook,
    Card,
    Circulation,
    Comment,
    Disposal,
    Edition,
    EditionContent,
    Enclosure,
    File,
    LedgerEntry,
    Message,
    Party,
    Passage,
    Proof,
    Rendition,
    RetentionSchedule,
    SearchEntry,
)
from records.proof import checkpoints
from records.proof.audit import audit
from records.render.text import symbol
from tests import factories
from tests.records.conftest import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_key(settings, tmp_path):
    settings.CHECKPOINT_KEY_FILE = tmp_path / "checkpoint-key.pem"


@pytest.fixture
def olga(db):
    return person("olga@example.org", "administrator")


@pytest.fixture
def edition(meeting, ana, ravi):
    return services.issue_at_once(meeting, prepared_by=ana, approved_by=ravi, reason="First issue")


def issue_again(ana, ravi, correction, gist):
    with acting(ana, "for a test"):
        meeting = Meeting.objects.get()
        meeting.gist = gist
        meeting.save()
    request = services.ask_approval(meeting, by=ana, reason=gist, correction=correction)
    return services.issue(request, by=ravi)


def test_corrections_are_counted_by_their_kind_and_cited_by_their_symbol(edition, ana, ravi):
    kinds = ["corrigendum", "addendum", "corrigendum", "", "revision"]
    later = [issue_again(ana, ravi, kind, f"Change {at}") for at, kind in enumerate(kinds)]

    assert [each.revision for each in (edition, *later)] == ["", "Corr.1", "Add.1", "Corr.2", "Rev.1", "Rev.2"]
    assert [each.stage for each in later] == ["corrigendum", "addendum", "corrigendum", "revision", "revision"]
    assert symbol("AHG SOM 10", "Corr.1") == "AHG-SOM/10/Corr.1"
    assert "Corr1" in Rendition.objects.get(edition=later[0], format="pdf").file_name


def test_a_correction_without_a_reason_is_refused(edition, ana):
    with pytest.raises(services.CannotAskApprovalError, match="what is put right"):
        services.ask_approval(Meeting.objects.get(), by=ana, reason="  ")


def test_what_was_withdrawn_is_told_and_read_no_longer(edition, ravi):
    custody.withdraw(edition, by=ravi, reason="Issued by mistake.")

    card = Card.objects.get()
    assert (card.is_withdrawn, card.gist, card.outcomes, card.title) == (True, "", 0, str(Meeting.objects.get().title))
    assert [model.objects.count() for model in (Passage, SearchEntry, AttendanceIndex)] == [0, 0, 0]
    assert list(Card.objects.current_for(None)) == []
    assert LedgerEntry.objects.last().act == "withdrawal"
    assert audit().findings == ()
    services.rebuild_library()
    assert Card.objects.get().is_withdrawn
    assert Passage.objects.count() == 0


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_withdrawal_without_a_reason_is_refused(edition, ravi, reason):
    with pytest.raises(custody.CannotWithdrawError, match="Say why"):
        custody.withdraw(edition, by=ravi, reason=reason)


def test_only_an_approver_withdraws_and_only_once(edition, ana, ravi):
    with pytest.raises(custody.CannotWithdrawError, match="Only an approver"):
        custody.withdraw(edition, by=ana, reason="x")
    custody.withdraw(edition, by=ravi, reason="x")
    with pytest.raises(custody.CannotWithdrawError, match="already"):
        custody.withdraw(edition, by=ravi, reason="x")
    assert LedgerEntry.objects.filter(act="withdrawal").count() == 1


def test_after_a_withdrawal_a_revision_can_be_issued(edition, ana, ravi):
    custody.withdraw(edition, by=ravi, reason="A wrong list of delegations.")
    later = issue_again(ana, ravi, "", "The right list.")

    assert [card.edition_id for card in Card.objects.current_for(None)] == [later.pk]


def keep_for(years):
    with acting(None, "for a test"):
        RetentionSchedule.objects.create(kind="meeting", years=years, authority="Rule 12")


def long_ago(edition):
    """As if it had been issued 20 years ago: the clock of a test cannot be, its row can, triggers off."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE records_edition SET issued_at = issued_at - interval '20 years'")
        cursor.execute("SET LOCAL session_replication_role = origin")
    edition.refresh_from_db()


def test_nothing_undecided_held_or_before_its_time_is_destroyed(edition, olga, ravi):
    def refused():
        with pytest.raises(custody.CannotDisposeError) as told:
            custody.dispose(edition, by=olga, authority="Decision 5")
        return str(told.value)

    assert "nobody has decided" in refused()
    keep_for(10)
    assert "it is kept until" in refused()
    long_ago(edition)
    hold = custody.hold(edition.subject, by=olga, reason="A court asked for it")
    assert "it is held (A court asked for it)" in refused()
    custody.lift(hold, by=olga, reason="The case is closed")
    with pytest.raises(custody.CannotDisposeError, match="Only an administrator"):
        custody.dispose(edition, by=ravi, authority="Decision 5")
    with pytest.raises(custody.CannotDisposeError, match="Name the decision"):
        custody.dispose(edition, by=olga, authority=" ")
    assert EditionContent.objects.count() == 1


def test_what_is_kept_for_ever_is_not_destroyed(edition, olga):
    keep_for(None)
    long_ago(edition)
    with pytest.raises(custody.CannotDisposeError, match="for ever"):
        custody.dispose(edition, by=olga, authority="Decision 5")


def test_what_was_refused_while_it_was_written_goes_with_it(edition, meeting, ana, olga):
    """Texts that lost a race before the issue; not those of another meeting, nor those of the work after it."""
    keep_for(10)
    about = {"user": ana, "model": "meetings.outcome", "row": uuid.uuid4(), "met": 1, "fields": []}
    before, of_another = SetAside(about=meeting.pk, **about), SetAside(about=uuid.uuid4(), **about)
    before.save()
    of_another.save()
    long_ago(edition)
    for row in (before, of_another):
        SetAside.objects.filter(pk=row.pk).update(at=edition.issued_at - datetime.timedelta(hours=1))
    after = SetAside.objects.create(about=meeting.pk, **about)
    custody.dispose(edition, by=olga, authority="Decision 5")

    assert set(SetAside.objects.all()) == {of_another, after}


def test_a_disposal_destroys_the_content_and_keeps_the_chain(edition, olga):
    checkpoints.make()
    keep_for(10)
    long_ago(edition)
    custody.dispose(edition, by=olga, authority="Decision 5")

    assert [model.objects.count() for model in (EditionContent, Rendition, Proof, Card, Passage, SearchEntry)] == [
        0
    ] * 6
    assert Edition.objects.get().digest == edition.digest
    assert [entry.act for entry in LedgerEntry.objects.all()][-1] == "disposal"
    assert list(ledger.faults()) == []
    assert {finding.words for finding in audit().findings} == {
        "The edition that entry 1 tells of was changed after it was written."  # by the test, which set it back
    }
    assert services.rebuild_library()["card"] == 0


def enclose(content, *editions):
    file = File.objects.create(sha256=digest(content), content=content)
    for edition in editions:
        Enclosure.objects.create(edition=edition, file=file, file_name="A.pdf", media_type="application/pdf")
    return file


def test_files_that_went_out_with_it_alone_go_too(edition, ana, ravi, olga):
    later = issue_again(ana, ravi, "", "The right list.")
    own, shared = enclose(b"own", edition), enclose(b"shared", edition, later)
    keep_for(10)
    long_ago(edition)
    custody.dispose(edition, by=olga, authority="Decision 5")

    assert list(File.objects.all()) == [shared] != [own]
    assert [enclosure.edition_id for enclosure in Enclosure.objects.all()] == [later.pk]


@pytest.fixture
def round_(meeting, ana):
    """A round on the text of the meeting, an hour before it was issued, in which everything was said."""
    lanka, fiji = (factories.delegate(slug, iso) for slug, iso in (("sri-lanka", "LK"), ("fiji", "FJ")))
    parties = [user.mandates.get().participant for user in (lanka, fiji)]
    row = opened(meeting, parties, ana)
    anchor = next(passage.anchor for section in clearance.sent(row).sections for passage in section.passages)
    message = answering.keep(
        row, participant=parties[0], received_at=timezone.now(), file=taken("a.txt", b"Secret words."), by=ana
    )
    words = clearance.say(row, parties[0], "proposal", by=lanka, anchor=anchor, words="Secret words.")
    clearance.say(row, parties[1], "support", by=fiji, anchor=anchor, supports=words)
    clearance.close(row, by=ana)
    row.refresh_from_db()
    row.opened_at -= datetime.timedelta(days=365.25 * 20, hours=1)
    row.save()
    assert message.circulation == row
    return row


def opened(meeting, parties, by):
    deadline = timezone.now() + datetime.timedelta(days=7)
    told = {"copied_to": "chair@example.org"}
    return clearance.open_round(meeting, parties, mode="silence", deadline=deadline, by=by, **told)


def left_of(row):
    below = [model.history.filter(circulation_id=row.pk).count() for model in (Party, Message, Comment)]
    told = Letter.objects.filter(key__startswith=f"clearance:{row.pk}:").count()
    return [Circulation.objects.filter(pk=row.pk).count(), Circulation.history.filter(id=row.pk).count(), *below, told]


def test_the_round_it_was_cleared_in_goes_too_and_one_of_the_next_text_stays(meeting, round_, ana, ravi, olga):
    edition = services.issue_at_once(meeting, prepared_by=ana, approved_by=ravi, reason="First issue")
    next_round = opened(meeting, [round_.parties.first().participant], ana)
    assert 0 not in left_of(round_)
    keep_for(10)
    long_ago(edition)
    custody.dispose(edition, by=olga, authority="Decision 5")

    assert left_of(round_) == [0] * 6
    assert left_of(next_round)[:2] != [0, 0]
    assert next_round.parties.count() == 1
    assert list(ledger.faults()) == []


def test_the_round_of_an_edition_that_stays_stays(meeting, round_, ana, ravi, olga):
    first = services.issue_at_once(meeting, prepared_by=ana, approved_by=ravi, reason="First issue")
    second = issue_again(ana, ravi, "", "The right list.")
    keep_for(10)
    long_ago(second)
    custody.dispose(second, by=olga, authority="Decision 5")
    assert 0 not in left_of(round_)

    custody.dispose(first, by=olga, authority="Decision 5")
    assert left_of(round_) == [0] * 6


def test_a_book_that_was_bound_with_it_is_let_go(edition, olga):
    """Also where it was taken out of the book since: its pages are in what was bound."""
    keep_for(10)
    long_ago(edition)
    with acting(olga, "for a test"):
        with_it, without = Book.objects.create(title="With it"), Book.objects.create(title="Without")
        part = BookPart.objects.create(book=with_it, position=1, title="A record", edition=edition)
    for book in (with_it, without):
        BoundBook.objects.create(
            book=book, content=b"x", sha256=digest(b"x"), size=1, pages=1, made_at=edition.issued_at, made_by=olga
        )
    books.take_out(part, version=part.version, by=olga)
    custody.dispose(edition, by=olga, authority="Decision 5")

    assert [bound.book for bound in BoundBook.objects.all()] == [without]


def test_a_book_is_not_bound_of_what_was_disposed_of_meanwhile(edition, olga):
    keep_for(10)
    long_ago(edition)
    with acting(olga, "for a test"):
        book = Book.objects.create(title="A book")
        BookPart.objects.create(book=book, position=1, title="A record", edition=edition)
    books._still_there(book)
    custody.dispose(edition, by=olga, authority="Decision 5")

    with pytest.raises(CannotBindError, match="was disposed of while the book was bound"):
        books._still_there(book)


def test_the_database_lets_files_go_only_beside_a_disposal(edition, olga):
    enclose(b"own", edition)
    for statement in (
        "DELETE FROM records_enclosure",
        "DELETE FROM records_file",
        "UPDATE records_file SET content = 'x'",
        "UPDATE records_enclosure SET file_name = 'x'",
    ):
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            connection.cursor().execute(statement)


def test_the_database_lets_content_go_only_beside_its_disposal(edition):
    for table in ("records_editioncontent", "records_rendition"):
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            connection.cursor().execute(f"DELETE FROM {table}")
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        connection.cursor().execute("UPDATE records_rendition SET size = 1")


def test_withdrawals_and_disposals_never_change(edition, ravi, olga):
    custody.withdraw(edition, by=ravi, reason="x")
    Disposal.objects.create(edition=edition, disposed_at=edition.issued_at, disposed_by=olga, authority="x")
    for table in ("withdrawal", "disposal"):
        for statement in ("UPDATE records_{} SET edition_id = edition_id", "DELETE FROM records_{}"):
            with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
                connection.cursor().execute(statement.format(table))


def test_holds_say_who_and_why_and_are_lifted_once(edition, olga, ana):
    with pytest.raises(custody.CannotHoldError, match="Only an administrator"):
        custody.hold(edition.subject, by=ana, reason="x")
    with pytest.raises(custody.CannotHoldError, match="Say why"):
        custody.hold(edition.subject, by=olga, reason="")
    row = custody.hold(edition.subject, by=olga, reason="x")
    custody.lift(row, by=olga, reason="y")
    with pytest.raises(custody.CannotHoldError, match="already"):
        custody.lift(row, by=olga, reason="y")
    assert [entry.history_change_reason for entry in row.history.order_by("history_date")] == ["Held", "y"]


def test_leap_days_are_kept_a_day_longer():
    leap = datetime.datetime(2024, 2, 29, tzinfo=datetime.UTC)

    assert custody._years_after(leap, 1) == datetime.datetime(2025, 3, 1, tzinfo=datetime.UTC)
