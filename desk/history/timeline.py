"""Versions of the rows of a meeting, put together into changes; the rows as they were at a moment."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, Max, Value

from core.models import SetAside
from desk.history.parts import PARTS, Part
from desk.history.words import Line, Names, authors, lines
from desk.marking import marked
from meetings.models import Meeting

Versions = list[tuple[Part, Any, Any]]  # part, the version before (or None), the version


@dataclass
class Change:
    """Rows written together, by one person for one reason. `is_refused`: sent, and not written."""

    id: UUID | None
    at: datetime.datetime
    by: str
    reason: str
    lines: list[Line] = field(default_factory=list)
    is_refused: bool = False


@dataclass(frozen=True)
class Mark:
    """How many versions a meeting's rows have had, for seeing that there is another; where the latest one stands."""

    mark: int
    part: Part | None = None
    entry: int = 0


def mark_of(meeting: Meeting) -> Mark:
    """One query."""
    counted: Any = None
    for part in PARTS:
        rows = part.history.filter(part.of_meeting(meeting.pk)).order_by()
        one = rows.annotate(part=Value(part.label, CharField())).values("part")
        one = one.annotate(count=Count("history_id"), latest=Max("history_id"), at=Max("history_date"))
        counted = one if counted is None else counted.union(one, all=True)
    found = [row for row in counted if row["count"]]
    if not found:
        return Mark(0)
    newest = max(found, key=lambda row: row["at"])
    part = next(part for part in PARTS if part.label == newest["part"])
    return Mark(sum(row["count"] for row in found), part, newest["latest"])


def latest_at(mark: Mark) -> Any:
    """The entry of history that made the mark, with its author."""
    if mark.part is None:
        return None
    return mark.part.history.filter(history_id=mark.entry).select_related("history_user").first()


@dataclass(frozen=True)
class Moment:
    """One change of a meeting: when it ended, and what kinds of rows it touched."""

    id: UUID
    at: datetime.datetime
    labels: frozenset[str]


def moments(meeting_pk: UUID) -> list[Moment]:
    """Every change of the meeting, the latest first. One query."""
    every: Any = None
    for part in PARTS:
        rows = part.history.filter(part.of_meeting(meeting_pk)).order_by()
        one = rows.annotate(part=Value(part.label, CharField())).values("change_id", "part")
        one = one.annotate(at=Max("history_date")).values_list("change_id", "part", "at")
        every = one if every is None else every.union(one, all=True)
    found: dict[UUID, tuple[datetime.datetime, set[str]]] = {}
    for change_id, label, at in every:
        latest, labels = found.setdefault(change_id, (at, set()))
        found[change_id] = (max(latest, at), labels | {label})
    ordered = sorted(found.items(), key=lambda pair: pair[1][0], reverse=True)
    return [Moment(change_id, at, frozenset(labels)) for change_id, (at, labels) in ordered]


def changes(meeting_pk: UUID, wanted: Sequence[Moment]) -> list[Change]:
    """The changes of some moments in words, in their order."""
    versions: Versions = []
    for part in PARTS:
        ids = [moment.id for moment in wanted if part.label in moment.labels]
        if ids:
            rows = part.history.filter(part.of_meeting(meeting_pk), change_id__in=ids)
            versions += with_previous(part, rows.order_by("history_date", "history_id"))
    names = Names((part, entry) for part, before, now in versions for entry in (before, now) if entry is not None)
    who = authors(entry.history_user_id for _, _, entry in versions)
    made: dict[UUID, Change] = {}
    for part, before, now in versions:
        change = made.setdefault(now.change_id, _begun(now, who))
        change.lines += lines(part, before, now, names)
    return [made[moment.id] for moment in wanted if moment.id in made]


def _begun(entry: Any, who: dict[Any, str]) -> Change:
    by = who.get(entry.history_user_id, "")
    return Change(entry.change_id, entry.history_date, by, entry.history_change_reason or "")


def with_previous(part: Part, rows: Iterable[Any]) -> Versions:
    """Each version with the one before it. One query more."""
    entries = list(rows)
    ids = {entry.id for entry in entries}
    numbers = {number for entry in entries for number in (entry.version, entry.version - 1)}
    kept: dict[tuple[Any, int], list[Any]] = {}
    earlier = part.history.filter(id__in=ids, version__in=numbers).order_by("history_date", "history_id")
    for entry in earlier if ids else ():
        kept.setdefault((entry.id, entry.version), []).append(entry)
    found: Versions = []
    for entry in entries:
        same = [other for other in kept[entry.id, entry.version] if other.history_id < entry.history_id]
        before = same or kept.get((entry.id, entry.version - 1), [])
        found.append((part, before[-1] if before else None, entry))
    return found


def rows_at(meeting_pk: UUID, at: datetime.datetime | None) -> dict[tuple[str, UUID], tuple[Part, Any]]:
    """Every row of the meeting as it was at the end of a moment (now with None), by label and key."""
    found = {}
    for part in PARTS:
        rows = part.history.filter(part.of_meeting(meeting_pk))
        rows = rows if at is None else rows.filter(history_date__lte=at)
        for entry in rows.order_by("id", "-history_date", "-history_id").distinct("id"):
            if entry.history_type != "-":
                found[part.label, entry.id] = (part, entry)
    return found


@dataclass(frozen=True)
class Difference:
    """A row that is not the same at two moments; `before` or `now` is None where it was not there."""

    part: Part
    before: Any
    now: Any


def between(meeting_pk: UUID, first: datetime.datetime, second: datetime.datetime | None) -> list[Difference]:
    """Rows that differ between the ends of two moments, in the order of the parts."""
    then, later = rows_at(meeting_pk, first), rows_at(meeting_pk, second)
    found = []
    for key in [*then, *(key for key in later if key not in then)]:
        part, before = then.get(key, (None, None))
        after, now = later.get(key, (None, None))
        if before is None or now is None or before.version != now.version:
            found.append(Difference(part or after, before, now))  # type: ignore[arg-type]  # one of them is there
    order = {part.label: at for at, part in enumerate(PARTS)}
    return sorted(found, key=lambda difference: order[difference.part.label])


def in_words(differences: Sequence[Difference]) -> list[Line]:
    """What the later moment says that the earlier did not."""
    names = Names((d.part, entry) for d in differences for entry in (d.before, d.now) if entry is not None)
    return [line for d in differences for line in lines(d.part, d.before, d.now, names)]


def set_aside(since: datetime.datetime | None, until: datetime.datetime | None, **of: Any) -> list[Change]:
    """What was sent and not written between two moments, as changes that were refused."""
    rows = SetAside.objects.filter(**of).select_related("user")
    rows = rows if since is None else rows.filter(at__gt=since)
    rows = rows if until is None else rows.filter(at__lte=until)
    found = []
    for row in rows[:200]:
        said = [Line("", "changed", one["label"], steps=marked(one["theirs"], one["mine"])) for one in row.fields]
        found.append(Change(None, row.at, str(row.user or ""), "", said, is_refused=True))
    return found
