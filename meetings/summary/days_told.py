"""The days that a sentence tells of the meeting, beside those of the head: the same, more exact, or the right ones."""

import re
from datetime import date, timedelta

from meetings.summary.dates import Written, dates_in
from meetings.summary.draft import Draft
from meetings.summary.patterns import pattern
from meetings.summary.proposal import Dates

_NO_YEAR = pattern(
    r"\b\d{1,2}(?:st|nd|rd|th)?(?:\s*(?:-|–|to|and)\s*\d{1,2}(?:st|nd|rd|th)?)?\s+"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b(?!,?\s+(?:19"
    r"|20)\d\d)"
)
_NEWS_FOLLOWS = timedelta(days=14)
_PAGE_FOLLOWS = timedelta(days=45)


def merge_dates(known: Dates, told: Dates) -> Dates | None:
    """The dates of the head and those of a sentence as one; None where they contradict each other."""
    if known.starts is None:
        return told
    if known.precision == "month" and (told.starts or "").startswith(known.starts):
        return told
    if told.starts != known.starts:
        return known if told.precision == "month" and known.starts.startswith(told.starts or "-") else None
    if told.ends == known.ends:
        return told if told.days else known
    return told if known.starts == known.ends else None


def corrects_dateline(draft: Draft, dates: list[Written]) -> Written | None:
    """ "Naivasha, 15 November 2019 – The meeting ran from 13 to 15 November": the head has the day of the news."""
    known = draft.dates
    if draft.is_date_of_meeting or known.starts is None or known.precision != "day" or known.starts != known.ends:
        return None
    for written in dates:
        ends = written.dates.ends
        if ends is None or written.dates.precision != "day":
            continue
        if timedelta() <= date.fromisoformat(known.starts) - date.fromisoformat(ends) <= _NEWS_FOLLOWS:
            return written
    return None


def without_year(draft: Draft, start: int, end: int) -> Written | None:
    """ "held from 28 to 30 May" on a page of 2 June 2015: the days of the head again, or the meeting's before them."""
    known = draft.dates
    if known.starts is None or known.precision != "day":
        return None
    for match in _NO_YEAR.finditer(draft.text, start, end):
        written = next(dates_in(f"{match[0]} {known.starts[:4]}"), None)
        dates = written.dates if written else None
        if (
            dates is None
            or dates.starts is None
            or dates.ends is None
            or is_elsewhere(draft.text, start, match.start())
        ):
            continue
        if dates.starts == known.starts:
            return Written(match.start(), match.end(), dates)
        passed = date.fromisoformat(known.starts) - date.fromisoformat(dates.ends)
        if known.starts == known.ends and timedelta() <= passed <= _PAGE_FOLLOWS:
            return Written(match.start(), match.end(), dates)
    return None


def read_told_date(draft: Draft, start: int, end: int) -> None:
    """The date in a sentence of attendance, where no head and no sentence before it gave one."""
    told = next(
        (one for one in dates_in(draft.text, start, end) if not is_elsewhere(draft.text, start, one.start)), None
    )
    if told and draft.dates.starts is None:
        draft.dates = told.dates
        draft.ledger.claim(told.start, told.end, "/dates/starts")


def is_elsewhere(text: str, start: int, at: int) -> bool:
    """Whether a date belongs to another meeting: "since the Fifth … held on", "to be held on"."""
    return bool(
        re.search(
            r"\b(?:to be held|since|will be held|scheduled|prior to|ahead of|following|preceded by"
            r"|followed by)\b[^,;]{0,160}$",
            text[max(start, at - 200) : at],
        )
    )
