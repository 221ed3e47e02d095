"""Days, ranges of days, months: as they are written in summaries, and as ISO 8601."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from meetings.summary.patterns import pattern
from meetings.summary.proposal import Dates
from meetings.summary.words import ORDINALS, ordinal_of, words

# "avril", "junio", "agosto": the number of the month stands behind the word.
_MONTHS = {name: int(number) for name, number in (pair.split(":") for pair in words("months"))}
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    rf"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|{'|'.join(name for name in _MONTHS if len(name) > 3)})\b\.?"
)
_DAY = r"(?:[0-3]?\d)(?:st|nd|rd|th|er|\.)?(?!\d)"
_TO = r"\s*(?:-|–|/|to|until|till|through|and|&|au|et|al|y|,(?: and)?)\s*(?:the )?"
_WEEKDAY = r"(?:(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)\.?),?\s+)?"
_CLOCK = r"(?:,?\s+(?:at\s+)?[0-2]?\d[:.h][0-5]\d(?:\s*[ap]\.?m\.?)?)?"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_SPOKEN = (
    "(?:"
    + "|".join(sorted((word.replace("-", "[- ]") for word, day in ORDINALS.items() if day < 32), key=len)[::-1])
    + ")"
)
_DAYS = rf"{_DAY}(?:{_TO}{_WEEKDAY}{_DAY}){{0,9}}"

_FORMS = (
    # 2 July 2019 to 3 December 2019 · 30 March – 1 April 2016
    (
        rf"(?P<d1>{_DAY})\s+(?:of\s+|de\s+)?(?P<m1>{_MONTH})"
        rf"(?:,?\s+(?P<y1>{_YEAR}))?{_CLOCK}(?P<to>{_TO}){_WEEKDAY}(?P<d2>{_DAY})\s+"
        rf"(?:of\s+|de\s+)?(?P<m2>{_MONTH}),?\s+(?:de\s+)?(?P<y2>{_YEAR})"
    ),
    # 13 - 14 February 2020 · 21 and 23 September 2021 · 2 February 2016
    rf"(?P<days>{_DAYS})\s+(?:of\s+|de\s+)?(?P<m3>{_MONTH}),?\s+(?:de\s+)?(?P<y3>{_YEAR})",
    # 7 March, 9 March and 15 March 2022
    (
        rf"(?P<each>(?:{_DAY}\s+{_MONTH}(?:,|,?\s+and|\s*&"
        rf"|\s*;)\s+{_WEEKDAY}){{2,6}}{_DAY}\s+{_MONTH}),?\s+(?P<yeach>{_YEAR})"
    ),
    # February 28 – March 2, 2016
    (
        rf"(?P<m5>{_MONTH})\s+(?P<d5>{_DAY})"
        rf"(?:,?\s+(?P<y5>{_YEAR}))?(?P<to5>{_TO})(?P<m6>{_MONTH})\s+(?P<d6>{_DAY}),?\s+(?P<y6>{_YEAR})"
    ),
    # February 2-3, 2016
    rf"(?P<m4>{_MONTH})\s+(?P<days4>{_DAYS}),?\s+(?P<y4>{_YEAR})",
    # 2016-02-02 to 2016-02-03
    rf"(?P<iso1>{_YEAR}-\d\d-\d\d)(?:\s*(?:to|-|–|/|until)\s*(?P<iso2>{_YEAR}-\d\d-\d\d))?(?!\d)",
    # 02-03/02/2016
    (
        rf"(?P<fd1>[0-3]?\d)\s*(?:-|–|&|and|to)\s*(?P<fd2>[0-3]?\d)(?P<fdot>[/.])(?P<fm>[01]?\d)(?P=fdot)"
        rf"(?P<fy>{_YEAR})"
    ),
    # 02/02/2016: only where it cannot be read in two ways; with dots the day goes first
    (
        rf"(?P<a>[0-3]?\d)(?P<dot>[/.])(?P<b>[0-3]?\d)(?P=dot)(?P<y>{_YEAR})"
        rf"(?:\s*(?:-|–|to|until)\s*(?P<a2>[0-3]?\d)(?P=dot)(?P<b2>[0-3]?\d)(?P=dot)(?P<year2>{_YEAR}))?"
    ),
    # from the twenty-third to the twenty-fifth of October 2018 · the third day of May 2015
    (
        rf"(?P<w1>{_SPOKEN})(?:(?P<tow>{_TO})(?P<w2>{_SPOKEN}))?(?:\s+days?)?\s+of\s+(?P<mw>{_MONTH}),?\s+(?P<yw>{_YEAR})"
    ),
    # May 2015
    rf"(?P<m7>{_MONTH}),?\s+(?P<y7>{_YEAR})",
)
_DATE = pattern(
    "|".join(f"(?:(?<![\\w/.-]){form})" for form in _FORMS).replace("(?<![\\w/.-])(?P<m", "(?<![\\w-])(?P<m"),
    re.IGNORECASE,
)
_DAY_AND_MONTH = pattern(rf"({_DAY})\s+({_MONTH})", re.IGNORECASE)
_BETWEEN = pattern(r"\b(?:between|from)\s+(?:the\s+)?$", re.IGNORECASE)
_EXPANDED = pattern(r"(\d+)(?:st|nd|rd|th)?\s*(?:-|–|to)\s*(\d+)")
_MIXED = pattern(r"\d+\D{0,4}\s*(?:-|–|to)\s*\d+.*\d|\d.*\d+\D{0,4}\s*(?:-|–|to)\s*\d+", re.DOTALL)
_DIGITS = pattern(r"\d+")
_HAS_YEAR = pattern(_YEAR)


class Written(NamedTuple):
    """A date phrase: text[start:end] and what it means."""

    start: int
    end: int
    dates: Dates


def dates_in(text: str, start: int = 0, end: int | None = None) -> Iterator[Written]:
    """The date phrases of text[start:end] that name a month and a year, in their order."""
    stop = len(text) if end is None else end
    # Every form ends in a year or holds one: without any, the many forms need not be tried.
    if not _HAS_YEAR.search(text, start, stop):
        return
    for match in _DATE.finditer(text, start, stop):
        is_span = bool(_BETWEEN.search(text, max(start, match.start() - 14), match.start()))
        dates = _read(match, is_span=is_span)
        if dates is not None:
            yield Written(match.start(), match.end(), dates)


def _read(match: re.Match[str], *, is_span: bool) -> Dates | None:
    """What a match of _DATE means; None for a day no calendar has."""
    part = match.groupdict()
    try:
        if part["m7"]:
            month = f"{part['y7']}-{_month(part['m7']):02d}"
            return Dates(starts=month, ends=month, precision="month")
        if part["iso1"]:
            return _range(date.fromisoformat(part["iso1"]), date.fromisoformat(part["iso2"] or part["iso1"]), "-", True)
        if part["fd1"] or part["a"]:
            return _in_figures(part)
        if part["each"] or part["w1"]:
            return _told_at_length(part, is_span=is_span)
        days, month, year = _either(part, "days", "m3", "y3") or _either(part, "days4", "m4", "y4") or ("", "", "")
        return _days(days, month, year, is_span=is_span) if days else _across(part, is_span=is_span)
    except ValueError:
        return None


def _told_at_length(part: dict[str, str], *, is_span: bool) -> Dates | None:
    """ "7 March, 9 March and 15 March 2022", "from the twenty-third to the twenty-fifth of October 2018"."""
    if part["each"]:
        pairs = _DAY_AND_MONTH.findall(part["each"])
        return _listed([_day(day, month, part["yeach"]) for day, month in pairs])
    written = (part["w1"], part["w2"] or part["w1"])
    first, last = (_day(str(ordinal_of(word)), part["mw"], part["yw"]) for word in written)
    return _range(first, last, part["tow"].strip(" ,\n").lower(), is_span) if part["w2"] else _listed([first])


def _either(part: dict[str, str], *names: str) -> tuple[str, ...] | None:
    return tuple(part[name] for name in names) if part[names[0]] else None


def _across(part: dict[str, str], *, is_span: bool) -> Dates | None:
    """From a day of one month to a day of another, the year of the first often left out."""
    day_first = ("d1", "m1", "y1", "to", "d2", "m2", "y2")
    names = day_first if part["d1"] else ("d5", "m5", "y5", "to5", "d6", "m6", "y6")
    day, month, year, to, last_day, last_month, last_year = (part[name] for name in names)
    first, last = _day(day, month, year or last_year), _day(last_day, last_month, last_year)
    return _range(first, last, to.strip(" ,\n").lower(), is_span)


def _month(written: str) -> int:
    name = written.lower().rstrip(".")
    return _MONTHS.get(name) or _MONTHS[name[:3]]


def _day(day: str, month: str, year: str) -> date:
    digits = _DIGITS.match(day)
    return date(int(year), _month(month), int(digits[0] if digits else day))


def _days(written: str, month: str, year: str, *, is_span: bool) -> Dates | None:
    """One day, a range, or days in a row with commas and "and": "6-8 and 10" are four."""
    written = (
        _EXPANDED.sub(lambda match: _every_day(int(match[1]), int(match[2])), written)
        if _MIXED.search(written)
        else written
    )
    days = [date(int(year), _month(month), int(digits)) for digits in _DIGITS.findall(written)]
    if len(days) == 2:
        joined = re.sub(r"\d+(?:st|nd|rd|th)?", "", written).strip().lower()
        return _range(days[0], days[1], joined, is_span)
    return _listed(days)


def _every_day(first: int, last: int) -> str:
    return ", ".join(map(str, range(first, last + 1))) if 0 < last - first < 15 else f"{first}, {last}"


def _range(first: date, last: date, joined: str, is_span: bool) -> Dates | None:
    if last < first:
        return None
    if joined.startswith(("and", "&", ",", "et", "y")) and not is_span:
        return _listed([first, last])
    return Dates(starts=first.isoformat(), ends=last.isoformat(), precision="day")


def _listed(days: list[date]) -> Dates | None:
    if days != sorted(set(days)):
        return None
    touch = all(after - before == timedelta(days=1) for before, after in pairwise(days))
    apart = () if touch else tuple(day.isoformat() for day in days)
    return Dates(starts=days[0].isoformat(), ends=days[-1].isoformat(), days=apart, precision="day")


def _in_figures(part: dict[str, str]) -> Dates | None:
    """ "18/04/2016 - 19/04/2016". With dots the day goes first; else the first day of a range tells it for both."""
    if part["fd1"]:
        first, last = (date(int(part["fy"]), int(part["fm"]), int(part[day])) for day in ("fd1", "fd2"))
        return _range(first, last, "-", True)
    is_day_first = part["dot"] == "." or int(part["a"]) > 12 or _is_short_by_days(part)
    day = _numeric(int(part["a"]), int(part["b"]), int(part["y"]), is_day_first=is_day_first)
    if day is None or not part["a2"]:
        return _listed([day]) if day else None
    until = _numeric(int(part["a2"]), int(part["b2"]), int(part["year2"]), is_day_first=is_day_first)
    return _range(day, until, "-", True) if until else None


def _is_short_by_days(part: dict[str, str]) -> bool:
    """ "6/11/2018 to 7/11/2018": two days in November, and not a month from June on."""
    return bool(part["a2"]) and part["b"] == part["b2"] and part["y"] == part["year2"] and part["a"] != part["a2"]


def _numeric(first: int, second: int, year: int, *, is_day_first: bool) -> date | None:
    """A day written in figures; None where day and month could be either."""
    if is_day_first or first > 12:
        return date(year, second, first)
    return date(year, first, second) if second > 12 or first == second else None
