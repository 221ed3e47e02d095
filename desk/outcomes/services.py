"""The verbs of one paragraph. All or nothing, under the lock of the meeting, one change id each.

A paragraph that becomes another kind keeps its id, and with it its address in the record and its history. What the
other kind has no field for is taken from the history when it is turned back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import past
from core.history import acting
from desk import ordering
from desk.meeting_services import CannotCorrectError, locked, opened
from meetings.models import Meeting, Outcome
from members.models import User
from recommendations.models import Addressee, PutTo, Recommendation
from recommendations.services import suggested_follow_up
from strategy.models import DocumentMention

Paragraph = Outcome | Recommendation
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


class CannotArrangeParagraphError(CannotCorrectError):
    """Why a paragraph was left as it was, in words for the user."""


@contextmanager
def _changing(row: Paragraph, meeting: Meeting, version: int, by: User, reason: str) -> Iterator[Any]:
    """The row, locked. Raises StaleVersion where somebody saved or deleted it after `version`."""
    with transaction.atomic(), acting(by, reason):
        opened(meeting, by)
        yield locked(row, version)


def split(row: Paragraph, meeting: Meeting, *, version: int, text: str, at: int | None, by: User) -> list[Any]:
    """Cut a paragraph in two at `at` (characters of `text`), or at its blank lines where `at` is None.

    `text` is what stands in the form, saved or not. The first part stays the paragraph it is; the others follow it.
    """
    text = text.replace("\r\n", "\n")
    parts = [text[:at], text[at:]] if at is not None else _BLANK_LINES.split(text.strip())
    parts = [part.strip() for part in parts if part.strip()]
    if len(parts) < 2:
        raise CannotArrangeParagraphError(
            _("There is nothing to split. Put the cursor where the second part begins, or leave an empty line there.")
        )
    with _changing(row, meeting, version, by, "Split a paragraph") as kept:
        kept.text = parts[0]
        kept.save()
        return [kept, *_behind(kept, parts[1:])]


def _behind(kept: Any, texts: Sequence[str]) -> list[Any]:
    """New paragraphs behind `kept`, in their order."""
    made = []
    before = list(type(kept).objects.filter(meeting=kept.meeting_id, parent=kept.parent_id).order_by("position", "pk"))
    at = before.index(kept) + 1
    for text in texts:
        fresh = type(kept)(meeting_id=kept.meeting_id, parent_id=kept.parent_id, text=text)
        if isinstance(fresh, Outcome):
            fresh.actors, fresh.agenda_item_id, fresh.area_id = list(kept.actors), kept.agenda_item_id, kept.area_id
        else:
            fresh.follow_up, fresh.area_id = kept.follow_up, kept.area_id
        ordering.seat(fresh, before, at)
        before.insert(at, fresh)
        made.append(fresh)
        at += 1
    return made


def merge(row: Paragraph, meeting: Meeting, *, version: int, by: User) -> Any:
    """Put the words of the next paragraph on the same level behind these; what stood under it stands under this one."""
    with _changing(row, meeting, version, by, "Merged two paragraphs") as kept:
        siblings = list(type(kept).objects.filter(meeting=meeting, parent=kept.parent_id).order_by("position", "pk"))
        following = siblings[siblings.index(kept) + 1 :]
        if not following:
            raise CannotArrangeParagraphError(
                _("No paragraph follows this one on its level. There is nothing to merge.")
            )
        gone = following[0]
        _refuse_issued(gone, "merged into another")
        kept.text = " ".join(part for part in (kept.text, gone.text) if part)
        _join(kept, gone)
        kept.save()
        last = list(kept.children.order_by("position", "pk"))
        for child in gone.children.order_by("position", "pk"):
            child.parent = kept
            ordering.seat(child, last, len(last))
            last.append(child)
        gone.delete()
        return kept


def _join(kept: Any, gone: Any) -> None:
    """Who, what and to whom of both."""
    if isinstance(kept, Outcome):
        kept.actors = list(dict.fromkeys([*kept.actors, *gone.actors]))
        kept.verbs = [*kept.verbs, *gone.verbs]
        kept.is_held = kept.is_held or gone.is_held
        for mention in gone.document_mentions.exclude(document__in=kept.document_mentions.values("document")):
            mention.outcome = kept
            mention.save()
        return
    known = {addressee.as_written for addressee in kept.addressees.all()}
    for addressee in gone.addressees.all():
        if addressee.as_written not in known:
            addressee.recommendation = kept
            addressee.position += len(known)
            addressee.save()


def turn(row: Paragraph, meeting: Meeting, *, version: int, by: User) -> Any:
    """An outcome becomes a recommendation, or the other way, with all that stands under it. Last in its new list."""
    to: Any = Recommendation if isinstance(row, Outcome) else Outcome
    reason = "Turned into a recommendation" if to is Recommendation else "Turned into an outcome"
    with _changing(row, meeting, version, by, reason) as was:
        _refuse_issued(was, "turned into an outcome")
        _refuse_followed(was)
        everything = list(type(was).objects.filter(meeting=meeting).order_by("position", "pk"))
        last = list(to.objects.filter(meeting=meeting, parent=None).order_by("position", "pk"))
        below = {one.pk: [child for child in everything if child.parent_id == one.pk] for one in everything}
        was.delete()  # and by cascade what stands under it: the ids are free for their new kind
        words = next(one for one in everything if one.pk == row.pk)
        return _turned(words, to, None, last, below)


def _turned(was: Any, to: Any, parent: Any, siblings: list[Any], below: dict[Any, list[Any]]) -> Any:
    now = to(pk=was.pk, meeting_id=was.meeting_id, parent=parent, text=was.text, area_id=was.area_id)
    before = to.history.filter(id=now.pk, history_type="-").order_by("-history_date", "-history_id").first()
    _remember(now, before)
    if to is Recommendation:
        now.verb = was.verbs[0] if was.verbs else now.verb
        now.follow_up = suggested_follow_up(now.verb) if now.verb else now.follow_up
    elif not now.verbs and was.verb:
        now.verbs = [was.verb]
    try:
        now.clean_fields(exclude=["meeting", "parent"])
    except ValidationError as error:
        raise CannotArrangeParagraphError(
            _("It stays what it is: {join} A recommendation needs its words.").format(join=" ".join(error.messages))
        ) from error
    ordering.seat(now, siblings, len(siblings))
    _remember_parts(to, before)
    under: list[Any] = []
    for child in below[was.pk]:
        under.append(_turned(child, to, now, under, below))
    return now


_REMEMBERED = {
    Outcome: ("heading", "actors", "verbs", "is_held", "agenda_item_id", "about_meeting_id", "about_body_id"),
    Recommendation: (
        "verb", "follow_up", "due_on", "due_meeting_id", "result_body_id", "result_meeting_id", "result_document_id",
    ),
}  # fmt: skip
# What is named in rows of its own, with the column that points at the paragraph.
_PARTS: dict[Any, Sequence[tuple[Any, str]]] = {
    Outcome: [(DocumentMention, "outcome_id")],
    Recommendation: [(Addressee, "recommendation_id"), (PutTo, "recommendation_id")],
}


def _remember(now: Any, before: Any) -> None:
    """What it was called when it was of this kind before (`before`, None where it never was)."""
    for name in _REMEMBERED[type(now)] if before else ():
        setattr(now, name, getattr(before, name))
    past.points_at_what_is_there(now)


def _remember_parts(kind: Any, before: Any) -> None:
    """Addressees, documents, meetings that were named when it was of this kind before."""
    for model, column in _PARTS[kind] if before else ():
        for entry in past.deleted_with(before, model, column):
            row = entry.instance
            row.version = entry.version + 1
            if past.points_at_what_is_there(row):
                row.save(force_insert=True)


def withdraw(row: Recommendation, meeting: Meeting, *, version: int, by: User) -> Recommendation:
    """Withdraw a recommendation that was issued. Its code and words stay in the record, marked as withdrawn."""
    with _changing(row, meeting, version, by, "Withdrawn") as kept:
        if kept.number is None:
            raise CannotArrangeParagraphError(_("It was never issued, so nobody needs to be told. Delete it instead."))
        if kept.withdrawn_at:
            raise CannotArrangeParagraphError(_("It is withdrawn already."))
        kept.withdrawn_at, kept.withdrawn_by = timezone.now(), by
        kept.save()
        return kept


def reinstate(row: Recommendation, meeting: Meeting, *, version: int, by: User) -> Recommendation:
    """Take a withdrawal back."""
    with _changing(row, meeting, version, by, "Withdrawal taken back") as kept:
        if not kept.withdrawn_at:
            raise CannotArrangeParagraphError(_("It is not withdrawn."))
        kept.withdrawn_at = kept.withdrawn_by = None
        kept.save()
        return kept


def _refuse_issued(row: Any, done: str) -> None:
    if isinstance(row, Recommendation) and row.number is not None:
        raise CannotArrangeParagraphError(
            _(
                "R{number} was issued under this code and cannot be {done}. Withdraw it: it then stays as withdrawn."
            ).format(number=row.number, done=done)
        )


def _refuse_followed(row: Any) -> None:
    if isinstance(row, Recommendation) and (row.considerations.exists() or row.reports.exists()):
        raise CannotArrangeParagraphError(
            _("A later meeting decided on it, or somebody reported on it. Those would be lost, so it stays what it is.")
        )


def place(row: Paragraph, meeting: Meeting, *, version: int, to: str, by: User) -> None:
    """Put it at a place among its siblings, counted from 1; a number past the end puts it last."""
    if not to.isdecimal() or int(to) < 1:
        raise CannotArrangeParagraphError(_("Give the place as a number, counted from 1."))
    others = type(row).objects.filter(meeting=meeting, parent=row.parent_id).exclude(pk=row.pk)
    following = list(others.order_by("position", "pk"))[int(to) - 1 :]
    before = following[0].pk if following else None
    ordering.place(row, meeting, version=version, before=before, by=by)
