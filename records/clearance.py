"""The verbs of clearance: open a round, extend it, close it; say something in it; answer what was said.

The time of the database, read under the round's lock, decides what came in time. Nothing issues itself: at the
deadline unbroken silence is said to be no objection, and the Co-Chairs issue.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from core.history import acting
from core.text import listed, moment_words
from meetings.models import Meeting, Outcome
from members.models import Participant, User
from recommendations.models import Recommendation
from records import letters, services
from records.canonical import digest, record_bytes, record_from_bytes
from records.compose.words import anchor_of
from records.models import Circulation, Comment, Message, Party
from records.models.circulation import spoken_for
from records.permissions import may_prepare
from records.received.differences import places
from records.record import Record
from records.render import CannotRenderError, EditionFacts, line_numbers
from strategy import writing
from strategy.models import Draft

Mode, Kind, Answer = Circulation.Mode, Comment.Kind, Comment.Answer


class CannotCirculateError(Exception):
    """Why a round was not opened, extended or closed, in words for the user."""


class CannotCommentError(Exception):
    """Why nothing was said, in words for the user; what was typed stays with who typed it."""


class CannotAnswerError(Exception):
    """Why a comment was not answered, or its words not taken over, in words for the user."""


@transaction.atomic
def open_round(
    thing: Meeting | Draft,
    parties: Collection[Participant],
    *,
    mode: str,
    deadline: datetime.datetime,
    by: User,
    zone: str = "UTC",
    note: str = "",
    shows_comments: bool = False,
    copied_to: str = "",
) -> Circulation:
    """Send the text as it stands to the focal points of the delegations. Raises CannotCirculateError."""
    if not may_prepare(by):
        raise CannotCirculateError(_("Only the secretariat can send a text to delegations."))
    if not parties:
        raise CannotCirculateError(_("Choose at least one delegation to send it to."))
    services.lock(thing)
    thing.refresh_from_db()
    rounds = Circulation.objects.filter(**_of(thing))
    if rounds.filter(closed_at=None).exists():
        raise CannotCirculateError(_("A round on this text is open already. Close it first, or extend it."))
    moment = now()
    if deadline <= moment:
        raise CannotCirculateError(_("The deadline is over already. Give a later one."))
    content = record_bytes(services.compose(thing))
    row = Circulation(
        **_of(thing),
        number=rounds.count() + 1,
        mode=mode,
        shows_comments=shows_comments,
        note=note.strip(),
        copied_to="\n".join(copied_to.split()),
        deadline=deadline,
        zone=zone,
        record=content,
        digest=digest(content),
        opened_at=moment,
        opened_by=by,
    )
    with acting(by, "Sent to delegations"):
        row.save()
        for participant in parties:
            Party(circulation=row, participant=participant).save()
    letters.tell(row, sent(row).title, "invitation", "opened")
    return row


def _of(thing: Meeting | Draft) -> dict[str, Any]:
    return {"meeting": thing} if isinstance(thing, Meeting) else {"draft": thing}


@transaction.atomic
def number_lines(row: Circulation, *, by: User) -> Circulation:
    """Keep which lines every paragraph has on paper, so that page and paper are cited alike. A text that no face can
    draw stays without."""
    try:
        found = line_numbers(sent(row), facts_of(row))
    except CannotRenderError:
        return row
    row.lines = found
    with acting(by, "Numbered the lines"):
        row.save()
    return row


@transaction.atomic
def extend(row: Circulation, deadline: datetime.datetime, *, reason: str, by: User) -> Circulation:
    """Give more time, say why, tell everyone. Raises CannotCirculateError."""
    row = _locked_open(row, by, "extend")
    if not reason.strip():
        raise CannotCirculateError(_("Say why more time is given: every delegation is told."))
    if deadline <= row.deadline or deadline <= now():
        raise CannotCirculateError(_("The new deadline must be later than the one it replaces."))
    row.deadline, row.extension = deadline, reason.strip()
    with acting(by, f"Extended: {reason.strip()}"):
        row.save()
    letters.tell(row, sent(row).title, "extension", deadline.isoformat())
    return row


@transaction.atomic
def close(row: Circulation, *, by: User) -> Circulation:
    """Nothing more is taken in. Raises CannotCirculateError."""
    row = _locked_open(row, by, "close")
    row.closed_at, row.closed_by = now(), by
    with acting(by, "Closed the round"):
        row.save()
    return row


@transaction.atomic
def say(
    row: Circulation,
    participant: Participant,
    kind: str,
    *,
    by: User,
    anchor: str = "",
    text: str = "",
    words: str = "",
    supports: Comment | None = None,
    received_at: datetime.datetime | None = None,
    message: Message | None = None,
    author: str = "",
) -> Comment:
    """Something a delegation says. The secretariat may enter it for a delegation, with the time it was received.

    What comes after the deadline is taken in, marked late, and breaks no silence. Raises CannotCommentError.
    """
    is_own = participant.pk in spoken_for(by)
    if not is_own and not may_prepare(by):
        raise CannotCommentError(_("You do not speak for this delegation today."))
    row = Circulation.objects.select_for_update().get(pk=row.pk)
    if row.closed_at:
        raise CannotCommentError(_("This round is closed. Write to the secretariat."))
    if not row.parties.filter(participant=participant).exists():
        raise CannotCommentError(_("This delegation was not asked in this round."))
    if anchor and anchor not in places(sent(row)):
        raise CannotCommentError(_("There is no such paragraph in what was sent."))
    moment = now()
    if received_at and received_at > moment:
        raise CannotCommentError(_("The time of receipt lies in the future."))
    moment = received_at if received_at and not is_own else moment
    comment = Comment(
        circulation=row,
        participant=participant,
        kind=kind,
        anchor=anchor,
        text=text.strip(),
        words=words.strip(),
        supports=supports,
        received_at=moment,
        is_late=moment > row.deadline,
        entered_by=by,
        is_entered_for=not is_own,
        message=message,
        author=author[:200],
    )
    _check(comment)
    with acting(by, f"{participant}: {comment.get_kind_display()}"):
        comment.save()
    return comment


def _check(comment: Comment) -> None:
    if comment.supports and comment.supports.circulation_id != comment.circulation_id:
        raise CannotCommentError(_("What is supported was said in another round."))
    try:
        comment.validate_constraints()
    except ValidationError as error:
        raise CannotCommentError(" ".join(error.messages)) from error


@transaction.atomic
def answer(comment: Comment, verdict: str, *, by: User, reason: str = "", takes_over: bool = False) -> Comment:
    """Accept, accept in part, or decline with a reason; with `takes_over` the proposed words go into the working text,
    as one change that names the delegation. Raises CannotAnswerError."""
    if not may_prepare(by):
        raise CannotAnswerError(_("Only the secretariat answers comments."))
    comment = Comment.objects.select_for_update(of=("self",)).select_related("circulation").get(pk=comment.pk)
    if comment.answer:
        raise CannotAnswerError(_("It is answered already."))
    if verdict not in Answer.values:
        raise CannotAnswerError(_("Choose the answer: accepted, accepted in part, or declined."))
    if verdict != Answer.ACCEPTED and not reason.strip():
        raise CannotAnswerError(_("Say why it is not accepted, or what of it is."))
    comment.answer, comment.answer_text = verdict, reason.strip()
    comment.answered_at, comment.answered_by = now(), by
    with acting(by, f"{comment.get_answer_display()}: {comment.participant}"):
        if takes_over and verdict == Answer.ACCEPTED and (comment.words or comment.kind == Kind.RESERVATION):
            _take_over(comment)
            comment.is_applied = True
        comment.save()
    return comment


def _take_over(comment: Comment) -> None:
    """Only where the paragraph still reads as it was sent: words that were changed since are not written over."""
    row = comment.circulation
    if comment.kind == Kind.RESERVATION:
        _enter_reservation(comment)
        return
    was = places(sent(row))[comment.anchor][1]
    if row.draft:
        _into_draft(row.draft, was, comment.words)
        return
    for model in (Outcome, Recommendation):
        for paragraph in model.objects.select_for_update().filter(meeting=row.meeting):
            if anchor_of(paragraph.pk) == comment.anchor and paragraph.text == was:
                paragraph.text = comment.words
                paragraph.save()
                return
    raise CannotAnswerError(_CHANGED)


def _enter_reservation(comment: Comment) -> None:
    """For the record: behind its paragraph, or behind the last one where it is on the whole text."""
    row = comment.circulation
    if not row.draft:
        raise CannotAnswerError(_("Write the reservation into the outcomes of the meeting."))
    draft = _open_draft(row.draft)
    was = places(sent(row)).get(comment.anchor, ("", ""))[1]
    chunks = draft.text.replace("\r\n", "\n").split("\n\n")
    found = [at for at, chunk in enumerate(chunks) if writing.words_of(chunk) and was in ("", writing.words_of(chunk))]
    if not found:
        raise CannotAnswerError(_CHANGED)
    at = found[0] if was else found[-1]
    chunks[at] = writing.reserved(chunks[at], str(comment.participant), comment.text)
    draft.text = "\n\n".join(chunks)
    draft.save()


_CHANGED = "The paragraph was changed since it was sent. Answer the comment, and put the words in by hand."


def _open_draft(sent_draft: Draft) -> Draft:
    """The newest draft of the document, locked, as long as it is open."""
    draft = Draft.objects.select_for_update().filter(document=sent_draft.document_id).order_by("-number")[0]
    if services.is_sent_out(draft):
        raise CannotAnswerError(_("The newest draft was sent out and stays as it is. Begin the next draft first."))
    return draft


def _into_draft(sent_draft: Draft, was: str, words: str) -> None:
    draft = _open_draft(sent_draft)
    chunks = draft.text.replace("\r\n", "\n").split("\n\n")
    found = [at for at, chunk in enumerate(chunks) if writing.words_of(chunk) == was]
    lines = [at for at, chunk in enumerate(chunks) if was in writing.items_of(chunk)]
    if len(found + lines) != 1:
        raise CannotAnswerError(_CHANGED)
    at = (found + lines)[0]
    chunks[at] = writing.reworded(chunks[at], words) if found else writing.with_item(chunks[at], was, words)
    draft.text = "\n\n".join(chunks)
    draft.save()


@dataclass(frozen=True)
class Standing:
    """Where a delegation stands in a round. `mark` is the class of the mark beside the words."""

    participant: Participant
    words: str
    mark: str
    comments: tuple[Comment, ...]


def standings(row: Circulation, comments: Iterable[Comment]) -> list[Standing]:
    """Every delegation asked, by what weighs most of what it said in time."""
    said: dict[Any, list[Comment]] = {}
    for comment in comments:
        said.setdefault(comment.participant_id, []).append(comment)
    parties = row.parties.select_related("participant").prefetch_related("participant__names")
    found = [_standing(party.participant, said.get(party.participant_id, [])) for party in parties]
    return sorted(found, key=lambda standing: str(standing.participant))


_WEIGHT = [
    (Kind.OBJECTION, "Breaks silence", "late"),
    (Kind.RESERVATION, "Reservation", "late"),
    (Kind.PROPOSAL, "Proposes other words", "open"),
    (Kind.COMMENT, "Comments", "open"),
    (Kind.SUPPORT, "Supports a proposal", "open"),
    (Kind.NO_OBJECTION, "No objection", ""),
]


def _standing(participant: Participant, comments: list[Comment]) -> Standing:
    in_time = {comment.kind for comment in comments if not comment.is_late}
    for kind, words, mark in _WEIGHT:
        if kind in in_time:
            return Standing(participant, words, mark, tuple(comments))
    return Standing(
        participant, "Late reply" if comments else "Silent", "late" if comments else "none", tuple(comments)
    )


def outcome(row: Circulation, found: Iterable[Standing]) -> str:
    """What the round says now, in a sentence."""
    standing = list(found)
    against = [each for each in standing if each.words in ("Breaks silence", "Reservation")]
    silent = sum(each.words in ("Silent", "Late reply") for each in standing)
    if against:
        names = ", ".join(str(each.participant) for each in against)
        return f"Not agreed: {names}."
    if not row.closed_at and now() < row.deadline:
        return f"Open: {len(standing) - silent} of {len(standing)} delegations answered."
    if row.mode == Mode.SILENCE:
        unreached = letters.unreached(row, [each.participant for each in standing if each.words == "Silent"])
        if unreached:
            return f"Not known: the message to {listed(unreached)} came back."
        return "No objection, ready to issue."
    return f"Over: {len(standing) - silent} of {len(standing)} delegations answered."


def facts_of(row: Circulation) -> EditionFacts:
    """What the text of a round says of itself: "Draft 2, 3 Feb 2016 09:40 Bangkok, not cleared"."""
    which = f"Draft {row.draft.number}" if row.draft else f"Draft for round {row.number}"
    return EditionFacts(
        0, "draft", None, "", "", f"{which}, {moment_words(row.opened_at, row.zone)}, not cleared", is_numbered=True
    )


def sent(row: Circulation) -> Record:
    """What the delegations have before them."""
    return record_from_bytes(bytes(row.record))


def _locked_open(row: Circulation, by: User, what: str) -> Circulation:
    if not may_prepare(by):
        raise CannotCirculateError(_("Only the secretariat can {what} a round.").format(what=what))
    row = Circulation.objects.select_for_update().get(pk=row.pk)
    if row.closed_at:
        raise CannotCirculateError(_("This round is closed already."))
    return row


def now() -> datetime.datetime:
    """The time of the database at this moment, not that of the transaction's beginning."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime.datetime = cursor.fetchone()[0]
    return moment
