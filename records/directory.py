"""What the directory says of a day: names and capacities in force. Pure functions of values of the Record."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from core.dates import first_day, last_day
from members.models import Capacity
from records.record import Held, Listed, Naming

ORDER = tuple(Capacity.values)  # the order in which a record lists capacities


def holds_on(dated: Naming | Held, on: datetime.date) -> bool:
    from_on, until_on = first_day(dated.from_on), last_day(dated.until_on)
    return (from_on is None or from_on <= on) and (until_on is None or on <= until_on)


def name_on(listed: Listed, on: datetime.date) -> Naming | None:
    """The name in force on a day; where none is dated for it, the nearest. None where it has no name."""
    current = [name for name in listed.names if holds_on(name, on)]
    if current:
        return max(current, key=lambda name: name.from_on or "")
    return min(listed.names, key=lambda name: _days_away(name, on), default=None)


def latest_name(listed: Listed) -> Naming | None:
    """The name that came last: what a directory calls a participant, whatever the clock says."""
    return max(listed.names, key=lambda name: name.from_on or "", default=None)


def capacity_on(listed: Listed, body: str, on: datetime.date) -> Held | None:
    """The highest capacity in a body on a day, None where it held none."""
    held = [one for one in listed.capacities if one.body == body and holds_on(one, on)]
    return min(held, key=lambda one: ORDER.index(one.capacity), default=None)


def turning_points(directory: Iterable[Listed], body: str) -> list[str]:
    """The days on which a capacity in a body began or ended, the latest first; known to the day or not."""
    dates = {
        date
        for listed in directory
        for held in listed.capacities
        if held.body == body
        for date in (held.from_on, held.until_on)
        if date
    }
    return sorted(dates, reverse=True)


def _days_away(name: Naming, on: datetime.date) -> int:
    edges = [edge for edge in (first_day(name.from_on), last_day(name.until_on)) if edge]
    return min((abs((edge - on).days) for edge in edges), default=0)
