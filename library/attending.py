"""Attendance of one participant, as the records that a reader may read give it. Counts are exact to 1,000."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F

from core.translating import lazy_
from members.models import Capacity
from records.models import AttendanceIndex, Card
from records.models.edition import is_public

EXACT = 1_000
LABELS = dict(Capacity.choices)
PRESENCES = {
    "present": lazy_("Present"),
    "apologies": lazy_("Apologies"),
    "absent": lazy_("Did not attend"),
    "not_known": lazy_("Not known"),
    "expected": lazy_("Expected"),
}


class Line(NamedTuple):
    """One meeting that names the participant. `name` is as the record writes it."""

    edition: UUID
    name: str
    capacity: str
    presence: str

    @property
    def words(self) -> str:
        """ "Member", "Observer", "Apologies"."""
        return str(LABELS.get(self.capacity, self.capacity)) if self.presence == "present" else PRESENCES[self.presence]


class Attended(NamedTuple):
    """A line with its meeting."""

    line: Line
    card: Card


@dataclass(frozen=True)
class Attendance:
    """All lines, the latest first, and one more than are counted where there are more."""

    lines: Sequence[Line]

    @property
    def present(self) -> int:
        return sum(line.presence == "present" for line in self.lines[:EXACT])

    @property
    def missed(self) -> int:
        return sum(line.presence == "apologies" for line in self.lines[:EXACT])

    @property
    def is_bounded(self) -> bool:
        return len(self.lines) > EXACT

    @property
    def by_capacity(self) -> list[tuple[str, str, int]]:
        """Capacity, its words and in how many meetings, in the order in which records list them."""
        counts = Counter(line.capacity for line in self.lines[:EXACT] if line.presence == "present")
        return [(capacity, str(LABELS[capacity]), counts[capacity]) for capacity in LABELS if counts[capacity]]

    def with_cards(self, start: int, count: int, user: Any) -> list[Attended]:
        """Some of the lines with their meetings. One query."""
        wanted = self.lines[start : start + count]
        cards = Card.objects.current_for(user).select_related("edition").annotate(is_public=is_public("edition_id"))
        found = cards.in_bulk([line.edition for line in wanted])
        return [Attended(line, found[line.edition]) for line in wanted if line.edition in found]


def of(slug: str, user: Any) -> Attendance:
    """One query."""
    rows = AttendanceIndex.objects.current_for(user).filter(participant=slug)
    rows = rows.order_by(F("starts_on").desc(nulls_last=True), "edition_id")
    fields = ("edition_id", "name", "capacity", "presence")
    return Attendance([Line(*row) for row in rows.values_list(*fields)[: EXACT + 1]])
