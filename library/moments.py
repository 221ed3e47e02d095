"""A day as readers type it: "2012-05-01", "May 2012", "2012", "AHG SOM 10" (the day on which that meeting began)."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core.dates import last_day
from core.text import MONTHS, date_words
from core.translating import lazy_
from records.models import Card

HOW = lazy_("Write a day as 2012-05-01, a month as 2012-05, a year as 2012, or a meeting as AHG SOM 10.")
LONGEST = 100
_ISO = re.compile(r"(?:19|20|21)\d\d(?:-\d\d(?:-\d\d)?)?")
_WORDS = re.compile(r"(?:(\d{1,2})\s+)?([A-Za-z]+)\s+(\d{4})")


@dataclass(frozen=True)
class Moment:
    """`day` is None where nothing was typed or nothing was understood; then `fault` says why."""

    typed: str = ""
    day: datetime.date | None = None
    words: str = ""
    fault: str = ""


def moment(typed: str, user: Any, *, at_end: bool = False) -> Moment:
    """One query where it is no date. `at_end` takes the last day of a meeting instead of its first."""
    typed = " ".join(typed.replace("\x00", " ").split())[:LONGEST]
    if not typed:
        return Moment()
    iso = typed if _ISO.fullmatch(typed) else _from_words(typed)
    if iso:
        try:
            day = last_day(iso)
        except ValueError:
            return Moment(typed, fault=_("There is no such day as {typed}. {HOW}").format(typed=typed, HOW=HOW))
        return Moment(typed, day, date_words(iso))
    card = _meeting(typed, user)
    if card is None:
        return Moment(
            typed,
            fault=_("“{typed}” is neither a date nor a meeting of these records. {HOW}").format(typed=typed, HOW=HOW),
        )
    if card.starts_on is None:
        return Moment(
            typed, fault=_("The date of {reference} is not known. {HOW}").format(reference=card.reference, HOW=HOW)
        )
    day, iso = (card.ends_on or card.starts_on, card.ends or card.starts) if at_end else (card.starts_on, card.starts)
    return Moment(typed, day, f"{card.reference}, {date_words(iso)}")


def _from_words(typed: str) -> str:
    found = _WORDS.fullmatch(typed)
    months = [month.lower() for month in MONTHS]
    named = [at for at, month in enumerate(months, start=1) if found and month.startswith(found[2].lower())]
    if not found or len(named) != 1 or len(found[2]) < 3:
        return ""
    day = f"-{int(found[1]):02}" if found[1] else ""
    return f"{found[3]}-{named[0]:02}{day}"


def _meeting(typed: str, user: Any) -> Card | None:
    cards = Card.objects.current_for(user).meetings()
    by = {"key": typed.lower()} if "/" in typed else {"reference__iexact": typed}
    return cards.filter(**by).first()
