"""Dates known to the day, the month or the year, as ISO 8601 strings cut to what is known."""

from __future__ import annotations

import calendar
import datetime


def first_day(iso: str | None) -> datetime.date | None:
    """The first day of "2016-02-02", "2016-02" or "2016"; None for nothing. Raises ValueError for no such day."""
    if not iso:
        return None
    year, month, day = ([int(part) for part in iso.split("-")] + [1, 1])[:3]
    return datetime.date(year, month, day)


def last_day(iso: str | None) -> datetime.date | None:
    """The last day of it."""
    if not iso:
        return None
    parts = [int(part) for part in iso.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return datetime.date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])
