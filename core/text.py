"""Words: ordinals, dates and lists as a record writes them in English."""

from __future__ import annotations

import datetime
import re
import string
import unicodedata
from collections.abc import Sequence
from zoneinfo import ZoneInfo

_ONES = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_CARDINALS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

# Marks that a reader passes over when looking for a name: those of Latin, Greek and Cyrillic, and those of Arabic. In
# Thai or Khmer a mark is a vowel, and decides.
_MARKS = re.compile("[\u0300-\u036f\u064b-\u065f\u0670]")
# Latin letters that Unicode does not take apart into a letter and a mark.
_BASE_LETTERS = str.maketrans({"æ": "ae", "ð": "d", "đ": "d", "ı": "i", "ł": "l", "ø": "o", "œ": "oe", "þ": "th"})
_VOWEL_BEFORE = re.compile("([\u0e40-\u0e44\u0ec0-\u0ec4])(.)")  # Thai, Lao


def sort_key(words: str) -> tuple[str, str]:
    """Orders names as a reader looks for them: "Åland" among the As, "Éire" among the Es, small letters with capitals.

    Other scripts follow Latin, by code points, which is the order of most of their alphabets; Thai and Lao write some
    vowels before the consonant they are sorted after.
    """
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", words.casefold()))
    return _VOWEL_BEFORE.sub(r"\2\1", plain.translate(_BASE_LETTERS)), words


def ordinal_word(number: int) -> str:
    """10 → "Tenth", 21 → "Twenty-first"; from 100 on in figures, "101st"."""
    if number < 20:
        return _ONES[number].capitalize()
    if number < 100:
        tens, ones = divmod(number, 10)
        stem = _TENS[tens - 2]
        return (f"{stem}-{_ONES[ones]}" if ones else f"{stem[:-1]}ieth").capitalize()
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def cardinal_word(number: int) -> str:
    """17 → "seventeen", 45 → "forty-five"; from 100 on in figures."""
    if number < 20:
        return _CARDINALS[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return f"{_TENS[tens - 2]}-{_CARDINALS[ones]}" if ones else _TENS[tens - 2]
    return str(number)


def listed(words: Sequence[str], last: str = "and") -> str:
    """["A", "B", "C"] → "A, B and C"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def date_words(iso: str) -> str:
    """ "2016-02-02" → "2 February 2016", "2015-05" → "May 2015", "2015" → "2015"."""
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 1:
        return str(parts[0])
    month = MONTHS[parts[1] - 1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{parts[2]} {month} {parts[0]}"


def span_words(starts: str | None, ends: str | None, days: Sequence[str] = ()) -> str:
    """A meeting's dates: "13–14 February 2020", "21 and 23 September 2021", "May 2015", "" where unknown."""
    if len(days) > 1:
        return _separate_days(days)
    if not starts or not ends or ends == starts:
        return date_words(starts) if starts else ""
    if min(len(starts), len(ends)) < 10:
        return f"{date_words(starts)} – {date_words(ends)}"
    first, last = (datetime.date.fromisoformat(day) for day in (starts, ends))
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{date_words(ends)}"
    begins = f"{first.day} {MONTHS[first.month - 1]}" if first.year == last.year else date_words(starts)
    return f"{begins} – {date_words(ends)}"


def _separate_days(days: Sequence[str]) -> str:
    dates = [datetime.date.fromisoformat(day) for day in days]
    if len({(day.year, day.month) for day in dates}) == 1:
        return f"{listed([str(day.day) for day in dates])} {MONTHS[dates[0].month - 1]} {dates[0].year}"
    return listed([date_words(day.isoformat()) for day in dates])


def letter(index: int) -> str:
    """0 → "(a)", 25 → "(z)", 26 → "(aa)"."""
    cycle, at = divmod(index, 26)
    return f"({string.ascii_lowercase[at] * (cycle + 1)})"


def roman(index: int) -> str:
    """0 → "(i)"; the label of a paragraph's second level."""
    number, words = index + 1, ""
    for value, sign in ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while number >= value:
            words, number = words + sign, number - value
    return f"({words})"


def moment_words(moment: datetime.datetime, zone: str = "UTC") -> str:
    """ "3 Feb 2016 09:40 UTC", "3 Feb 2016 16:40 Bangkok"."""
    local = moment.astimezone(ZoneInfo(zone))
    place = zone.rpartition("/")[2].replace("_", " ")
    return f"{local.day} {local:%b %Y %H:%M} {place}"


def label(index: int, level: int) -> str:
    return letter(index) if level == 0 else roman(index)
