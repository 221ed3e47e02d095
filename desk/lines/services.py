"""A line becomes a paragraph: last in its list, with who and verb as typed, or as read from its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction

from core.history import acting
from desk.meeting_services import CannotCorrectError, opened
from meetings import agenda
from meetings.models import Meeting, Outcome
from meetings.names import name_table, participants_meant
from meetings.services import STEP
from meetings.summary import NameTable, deeds_of, put_of
from members.models import User
from recommendations.models import Addressee, Recommendation
from recommendations.services import suggested_follow_up

Kind = type[Outcome] | type[Recommendation]
LONGEST = {"actors": 200, "verbs": 60, "addressees": 300}


class CannotAddLineError(CannotCorrectError):
    """Why a line was not added, in words for the user."""


@dataclass(frozen=True)
class Typed:
    """What somebody typed. Each line of `text` is a paragraph; `key` is that of the form, so that one sent twice is
    added once. `who` are actors of an outcome, addressees of a recommendation. `reads` where what is left empty is
    to be read from the words."""

    key: UUID
    text: str
    who: Sequence[str] = ()
    verbs: Sequence[str] = ()
    is_under: bool = False
    reads: bool = True


@dataclass(frozen=True)
class Added:
    """A paragraph as it was added, and what of it was read from its words."""

    row: Any
    who: Sequence[str]
    verbs: Sequence[str]
    was_read: bool = False


def add(kind: Kind, meeting: Meeting, typed: Typed, *, by: User) -> list[Added]:
    """All lines or none. Raises CannotCorrectError in words. At most 12 queries for a line."""
    texts = [agenda.unlabelled(line) for line in typed.text.splitlines() if line.strip()]
    is_complete = bool(typed.who and typed.verbs)
    names = name_table() if typed.reads and not is_complete else None
    with transaction.atomic(), acting(by, "Wrote a line"):
        meeting = opened(meeting, by)
        rows: list[Any] = list(kind.objects.filter(meeting=meeting).order_by("position", "pk"))
        above = _above(rows) if typed.is_under else None
        added = []
        for at, text in enumerate(texts):
            pk = uuid5(meeting.pk, f"{typed.key}/{at}")
            known = next((row for row in rows if row.pk == pk), None)
            if known:
                added.append(Added(known, (), ()))
                continue
            who, verbs = _who_and_what(kind, typed, text, names)
            row = kind(pk=pk, meeting=meeting, parent=above, text=text, position=_last(rows) + STEP)
            rows.append(_written(row, who, verbs))
            was_read = names is not None and (who, verbs) != (list(typed.who), list(typed.verbs))
            added.append(Added(row, who, verbs, was_read))
        return added


def _above(rows: Sequence[Any]) -> Any:
    """The last paragraph of the first level: what is written now stands under it."""
    top = [row for row in rows if row.parent_id is None]
    return top[-1] if top else None


def _last(rows: Sequence[Any]) -> int:
    return max((row.position for row in rows), default=0)


def _written(row: Any, who: list[str], verbs: list[str]) -> Any:
    """The new row, saved."""
    if isinstance(row, Outcome):
        row.actors, row.verbs = who, verbs
    else:
        row.verb = verbs[0] if verbs else ""
        row.follow_up = suggested_follow_up(row.verb) if row.verb else row.follow_up
    try:
        row.clean_fields(exclude=["meeting", "parent"])
    except ValidationError as error:
        raise CannotAddLineError(" ".join(error.messages)) from error
    row.save(force_insert=True)
    if isinstance(row, Recommendation):
        _address(row, who)
    return row


def _who_and_what(kind: Kind, typed: Typed, text: str, names: NameTable | None) -> tuple[list[str], list[str]]:
    """As typed; what was left empty, from the words."""
    who, verbs = list(typed.who), list(typed.verbs)
    if names is None:
        return who, verbs
    if kind is Outcome:
        found = deeds_of(text, names)
        return who or _short(found.actors, "actors"), verbs or _short(found.verbs, "verbs")
    put = put_of(text, names)
    return who or _short(put.addressees, "addressees"), verbs or _short([put.verb] if put.verb else [], "verbs")


def _short(words: Sequence[str], of: str) -> list[str]:
    """Those that fit their column: what is longer is no name."""
    return [word for word in words if len(word) <= LONGEST[of]]


def _address(row: Recommendation, names: Sequence[str]) -> None:
    known = participants_meant(names)
    for at, name in enumerate(names):
        Addressee(recommendation=row, as_written=name, participant=known.get(name), position=at).save(force_insert=True)
