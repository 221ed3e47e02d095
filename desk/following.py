"""Who reported and who did not: the secretariat's own, until it gives the figures out with the record of a meeting."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction

from core.history import acting
from core.text import date_words
from desk import meeting_services
from meetings import materials
from meetings.models import Material, Meeting
from members.models import User
from records.asked import Figure
from records.exports.workbook import table

HEADINGS = ("Delegation or body", "Open and asked", "Reported on", "Not reported on", "Overdue")


def rows(figures: Iterable[Figure]) -> list[tuple[str, ...]]:
    return [
        (str(one.participant), str(one.asked), str(one.reported), str(one.silent), str(one.overdue)) for one in figures
    ]


def workbook(figures: Iterable[Figure]) -> bytes:
    return table("Progress reports", HEADINGS, rows(figures))


def give_out(figures: Iterable[Figure], meeting: Meeting, *, audience: str, on: datetime.date, by: User) -> Material:
    """Keep them with a meeting, as a file that goes out when its record is issued. Raises CannotCorrectError."""
    title = f"Progress reports by delegation, {date_words(on.isoformat())}"
    with transaction.atomic(), acting(by, "Gave out figures of progress reports"):
        meeting_services.opened(meeting, by)
        return materials.keep(
            meeting,
            name=f"Progress-reports_{on}.xlsx",
            content=workbook(figures),
            values={"title": title, "audience": audience, "goes_out": True, "alternative": ""},
        )
