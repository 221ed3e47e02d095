"""The grid: one line for everyone listed or expected, in the order of capacities, alphabetical within each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from core.text import sort_key
from meetings.expected import expected_at
from meetings.models import Attendance, Meeting, Presence
from members.models import Capacity

NEW = "new-"

# The key that chooses each, in the order of the grid. "B" and "U" for absent and unknown: "A" says apologies.
PRESENCE_KEYS = {
    Presence.PRESENT: "P",
    Presence.APOLOGIES: "A",
    Presence.ABSENT: "B",
    Presence.NOT_KNOWN: "U",
}
CAPACITY_KEYS = {
    Capacity.CO_CHAIR: "C",
    Capacity.HOST: "H",
    Capacity.MEMBER: "M",
    Capacity.OBSERVER: "O",
    Capacity.SPECIAL_GUEST: "S",
    Capacity.GUEST: "G",
    Capacity.CO_MANAGER: "R",
    Capacity.SECRETARIAT: "Y",
    Capacity.OTHER: "T",
}


@dataclass(frozen=True)
class Line:
    """`key` is the row's id, or "new-" and the participant's id while nothing is recorded; `version` is 0 then.

    `state` goes to the page and comes back, so that what was shown is known from what was chosen. `was` is the key of
    a listed delegation on a page that was loaded before it was listed: what was chosen there comes under it.
    """

    key: str
    name: str
    sorting: str
    capacity: str
    presence: str = ""
    version: int = 0
    people: int = 0
    iso: str = ""
    note: str = ""
    was: str = ""
    is_in_directory: bool = True

    @property
    def is_listed(self) -> bool:
        return self.version > 0

    @property
    def state(self) -> str:
        return f"{self.version}:{self.presence}:{self.capacity}"


@dataclass(frozen=True)
class Group:
    """The lines of one capacity."""

    label: str
    lines: Sequence[Line]


def lines(meeting: Meeting) -> list[Line]:
    """Everyone listed, then everyone expected and not listed. 3 queries."""
    rows = meeting.attendance.select_related("participant").annotate(with_people=Count("representatives"))
    listed = list(rows)
    there = {row.participant_id for row in listed}
    expected = [
        Line(f"{NEW}{one.participant.pk}", one.name, one.sorting, one.capacity, iso=one.participant.iso_code)
        for one in expected_at(meeting)
        if one.participant.pk not in there
    ]
    order = list(Capacity.values)
    everyone = [*(line_of(row, row.with_people) for row in listed), *expected]
    return sorted(everyone, key=lambda line: (order.index(line.capacity), sort_key(line.sorting)))


def line_of(row: Attendance, people: int = 0) -> Line:
    return Line(
        key=str(row.pk),
        name=row.as_written,
        sorting=row.sorting or row.as_written,
        capacity=row.capacity,
        presence=row.presence,
        version=row.version,
        people=people,
        iso=row.participant.iso_code if row.participant else "",
        was=f"{NEW}{row.participant_id}" if row.participant_id else "",
        is_in_directory=row.participant_id is not None,
    )


def groups(found: Sequence[Line]) -> list[Group]:
    by_capacity = [(capacity, list(of_it)) for capacity, of_it in groupby(found, key=lambda line: line.capacity)]
    return [Group(Capacity(capacity).heading(len(of_it)), of_it) for capacity, of_it in by_capacity]


def totals(found: Iterable[Line]) -> dict[str, Any]:
    """How many are present in each capacity, and how many are not, in the words of the page; zeros are left out."""
    everyone = list(found)
    present = [line.capacity for line in everyone if line.presence == Presence.PRESENT]
    missed = [line.presence for line in everyone if line.presence != Presence.PRESENT]
    apart = {str(value): str(label) for value, label in Presence.choices if value != Presence.PRESENT}
    return {
        "present": len(present),
        "capacities": [
            (value, str(label), present.count(value)) for value, label in Capacity.choices if value in present
        ],
        "others": [
            (value, label, missed.count(value))
            for value, label in (apart | {"": _("Not marked")}).items()
            if value in missed
        ],
    }


def marked(found: Iterable[Line]) -> list[tuple[str, int]]:
    """How many are listed as what, in small letters: [("present", 10), ("apologies", 1)]."""
    listed = [line.presence for line in found if line.is_listed]
    return [(str(label).lower(), listed.count(value)) for value, label in Presence.choices if value in listed]


def chosen(line: Line, presence: str, capacity: str, note: str = "") -> Line:
    """The line as somebody chose it, before it is saved."""
    return replace(line, presence=presence, capacity=capacity, note=note)
