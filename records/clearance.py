"""The verbs of clearance: open a round, extend it, close it; say something in it; answer what was said.

The time of the database, read under the round's lock, decides what came in time. Nothing issues itself: at the
deadline unbroken silence is said to be no objection, and the Co-Chairs issue.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from core import mail
from core.history import acting
from core.text import date_words
from meetings.models import Meeting, Outcome
from members.models import FocalPoint, Participant, User
from members.models.participants import in_force
from recommendations.models import Recommendation
from records import services
from records.canonical import digest, record_bytes, record_from_bytes
from records.compose.words import anchor_of
from records.models import Circulation, Comment, Party
from records.models.circulation import spoken_for
from records.permissions import may_prepare
from records.record import Record
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
) -> Circulation:
    """Send the text as it stands to the focal points of the delegations. Raises CannotCirculateError."""
    if not may_prepare(by):
        raise CannotCirculateError("Only the secretariat can send a text to delegations.")
    if not parties:
        raise CannotCirculateError("Choose at least one delegation to send it to.")
    services.lock(thing)
    thing.refresh_from_db()
    rounds = Circulation.objects.filter(**_of(thing))
    if rounds.filter(closed_at=None).exists():
        raise CannotCirculateError("A round on this text is open already. Close it first, or extend it.")
    moment = _now()
    if deadline <= moment:
        raise CannotCirculateError("The deadline is over already. Give a later one.")
    content = record_bytes(services.compose(thing))
    row = Circulation(
        **_of(thing),
        number=rounds.count() + 1,
        mode=mode,
        shows_comments=shows_comments,
        note=note.strip(),
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
    _tell(row, "invitation", "opened")
    return row


def _of(thing: Meeting | Draft) -> dict[str, Any]:
    return {"meeting": thing} if isinstance(thing, Meeting) else {"draft": thing}


@transaction.atomic
def extend(row: Circulation, deadline: datetime.datetime, *, reason: str, by: User) -> Circulation:
    """Give more time, say why, tell everyone. Raises CannotCirculateError."""
    row = _locked_open(row, by, "extend")
    if not reason.strip():
        raise CannotCirculateError("Say why more time is given: every delegation is told.")
    if deadline <= row.deadline or deadline <= _now():
        raise CannotCirculateError("The new deadline must be later than the one it replaces.")
    row.deadline, row.extension = deadline, reason.strip()
    with acting(by, f"Extended: {reason.strip()}"):
        row.save()
    _tell(row, "extension", deadline.isoformat())
    return row


@transaction.atomic
def close(row: Circulation, *, by: User) -> Circulation:
    """Nothing more is taken in. Raises CannotCirculateError."""
    row = _locked_open(row, by, "close")
    row.closed_at, row.closed_by = _now(), by
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
) -> Comment:
    """Something a delegation says. The secretariat may enter it for a delegation, with the time it was received.

    What comes after the deadline is taken in, marked late, and breaks no silence. Raises CannotCommentError.
    """
    is_own = participant.pk in spoken_for(by)
    if not is_own and not may_prepare(by):
        raise CannotCommentError("You do not speak for this delegation today.")
    row = Circulation.objects.select_for_update().get(pk=row.pk)
    if row.closed_at:
        raise CannotCommentError("This round is closed. Write to the secretariat.")
    if not row.parties.filter(participant=participant).exists():
        raise CannotCommentError("This delegation was not asked in this round.")
    if anchor and anchor not in {passage.anchor for passage in sent(row).passages}:
        raise CannotCommentError("There is no such paragraph in what was sent.")
    now = _now()
    if received_at and received_at > now:
        raise CannotCommentError("The time of receipt lies in the future.")
    moment = received_at if received_at and not is_own else now
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
    )
    _check(comment)
    with acting(by, f"{participant}: {comment.get_kind_display()}"):
        comment.save()
    return comment


def _check(comment: Comment) -> None:
    if comment.supports and comment.supports.circulation_id != comment.circulation_id:
        raise CannotCommentError("What is supported was said in another round.")
    try:
        comment.validate_constraints()
    except ValidationError as error:
        raise CannotCommentError(" ".join(error.messages)) from error


@transaction.atomic
def answer(comment: Comment, verdict: str, *, by: User, reason: str = "", takes_over: bool = False) -> Comment:
    """Accept, accept in part, or decline with a reason; with `takes_over` the proposed words go into the working text,
    as one change that names the delegation. Raises CannotAnswerError."""
    if not may_prepare(by):
        raise CannotAnswerError("Only the secretariat answers comments.")
    comment = Comment.objects.select_for_update(of=("self",)).select_related("circulation").get(pk=comment.pk)
    if comment.answer:
        raise CannotAnswerError("It is answered already.")
    if verdict not in Answer.values:
        raise CannotAnswerError("Choose the answer: accepted, accepted in part, or declined.")
    if verdict != Answer.ACCEPTED and not reason.strip():
        raise CannotAnswerError("Say why it is not accepted, or what of it is.")
    comment.answer, comment.answer_text = verdict, reason.strip()
    comment.answered_at, comment.answered_by = _now(), by
    with acting(by, f"{comment.get_answer_display()}: {comment.participant}"):
        if takes_over and verdict == Answer.ACCEPTED and comment.words:
            _take_over(comment)
            comment.is_applied = True
        comment.save()
    return comment


def _take_over(comment: Comment) -> None:
    """Only where the paragraph still reads as it was sent: words that were changed since are not written over."""
    row = comment.circulation
    was = next(passage.text for passage in sent(row).passages if passage.anchor == comment.anchor)
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


_CHANGED = "The paragraph was changed since it was sent. Answer the comment, and put the words in by hand."


def _into_draft(sent_draft: Draft, was: str, words: str) -> None:
    """Into the newest draft of the document, as long as it is open."""
    draft = Draft.objects.select_for_update().filter(document=sent_draft.document_id).order_by("-number")[0]
    if services.is_sent_out(draft):
        raise CannotAnswerError("The newest draft was sent out and stays as it is. Begin the next draft first.")
    chunks = draft.text.replace("\r\n", "\n").split("\n\n")
    found = [at for at, chunk in enumerate(chunks) if _words_of(chunk) == was]
    if len(found) != 1:
        raise CannotAnswerError(_CHANGED)
    lines = chunks[found[0]].split("\n")
    headings = [line for line in lines if line.strip().startswith("# ")]
    items = [line for line in lines if line.strip().startswith("- ")]
    chunks[found[0]] = "\n".join([*headings, words, *items])
    draft.text = "\n\n".join(chunks)
    draft.save()


def _words_of(chunk: str) -> str:
    lines = (line.strip() for line in chunk.split("\n"))
    return " ".join(line for line in lines if line and not line.startswith(("# ", "- ")))


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
    if not row.closed_at and _now() < row.deadline:
        return f"Open: {len(standing) - silent} of {len(standing)} delegations answered."
    if row.mode == Mode.SILENCE:
        return "No objection, ready to issue."
    return f"Over: {len(standing) - silent} of {len(standing)} delegations answered."


def sent(row: Circulation) -> Record:
    """What the delegations have before them."""
    return record_from_bytes(bytes(row.record))


def _locked_open(row: Circulation, by: User, what: str) -> Circulation:
    if not may_prepare(by):
        raise CannotCirculateError(f"Only the secretariat can {what} a round.")
    row = Circulation.objects.select_for_update().get(pk=row.pk)
    if row.closed_at:
        raise CannotCirculateError("This round is closed already.")
    return row


def _now() -> datetime.datetime:
    """The time of the database at this moment, not that of the transaction's beginning."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime.datetime = cursor.fetchone()[0]
    return moment


def _tell(row: Circulation, kind: str, mark: str) -> None:
    """One letter to each focal point of each delegation asked, once for each event."""
    parties = row.parties.values("participant")
    points = FocalPoint.objects.filter(in_force(row.opened_at.date()), participant__in=parties)
    utc = row.deadline.astimezone(datetime.UTC)
    told = {
        "title": sent(row).title,
        "mode": row.get_mode_display(),
        "deadline": f"{date_words(utc.date().isoformat())}, {utc:%H:%M} UTC",
        "note": row.note,
        "reason": row.extension,
        "address": f"{settings.SITE_URL}/clearance/{row.pk}/",
    }
    for point in points.select_related("participant"):
        subject, body = mail.write(f"clearance_{kind}", told | {"delegation": str(point.participant)})
        mail.send_later(f"clearance.{kind}", point.email, subject, body, key=f"clearance:{row.pk}:{point.pk}:{mark}")
