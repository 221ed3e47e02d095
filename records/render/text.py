"""Words for the eye, shared by the sheet and the pages: verbs that stand out, numbers, dates, places, file names.

Pure functions of a Record's parts. English only; a record in another language will bring its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from records.record import Attendee, MeetingFacts, Passage, Record

MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905
PRESENCE_LABELS = {"apologies": "Apologies", "absent": "Did not attend", "not_known": "Attendance not known"}
DOCUMENT_NAMES = {"meeting": "Statement", "document": "Draft", "directory": "Directory", "report": "Report"}


def emphasise(text: str, verbs: Sequence[str]) -> list[tuple[str, bool]]:
    """The text in pieces, True where an operative verb stands. The pieces joined are the text.

    Verbs are looked for in their order, each after the one before, as whole words in any letter case;
    one that the text does not hold is passed over.
    """
    pieces: list[tuple[str, bool]] = []
    done = 0
    for verb in verbs:
        words = r"\s+".join(re.escape(word) for word in verb.split())
        found = re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE).search(text, done) if words else None
        if found:
            pieces += [(text[done : found.start()], False), (found.group(), True)]
            done = found.end()
    pieces.append((text[done:], False))
    return [(piece, is_verb) for piece, is_verb in pieces if piece]


def paragraph_number(passage: Passage) -> str:
    return f"{passage.number}."


def shortened(text: str, letters: int = 90) -> str:
    """The beginning of a text, cut between words, with an ellipsis where something was cut."""
    if len(text) <= letters:
        return text
    return text[: letters - 1].rsplit(None, 1)[0].rstrip(",;:.–—- ") + "\N{NO-BREAK SPACE}…"


def list_in_words(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def day_in_words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def date_in_words(known: str) -> str:
    """What is known of a date: "2016", "2016-02" or "2016-02-02"."""
    year, month, day = (*known.split("-"), "", "")[:3]
    return " ".join(part for part in (day.lstrip("0"), MONTHS[int(month) - 1] if month else "", year) if part)


def span_in_words(starts: str, ends: str) -> str:
    """From a date to a later one; what both share is said once: "13–14 February 2020"."""
    first, last = date_in_words(starts).split(), date_in_words(ends).split()
    if first == last:
        return " ".join(first)
    if len(first) == len(last) == 3 and first[1:] == last[1:]:
        return f"{first[0]}–{' '.join(last)}"
    if len(first) == len(last) > 1 and first[-1] == last[-1]:
        first.pop()
    return f"{' '.join(first)} to {' '.join(last)}"


def days_in_words(days: Sequence[str]) -> str:
    """Days that need not touch: "21 and 23 September 2021", "30 September and 2 October 2021"."""
    said: list[str] = []
    for day, following in zip(days, [*days[1:], ""], strict=True):
        words = date_in_words(day).split()
        if day[:7] == following[:7]:
            words = words[:1]
        elif day[:4] == following[:4]:
            words = words[:-1]
        said.append(" ".join(words))
    return list_in_words(said)


def meeting_dates(meeting: MeetingFacts) -> str:
    """When the meeting was, as far as it is known; empty where nothing is."""
    if len(meeting.days) > 1 and not _touch(meeting.days):
        return days_in_words(meeting.days)
    starts = meeting.starts or (meeting.days[0] if meeting.days else None)
    ends = meeting.ends or (meeting.days[-1] if meeting.days else None)
    if starts and ends:
        return span_in_words(starts, ends)
    return date_in_words(starts or ends or "") if starts or ends else ""


def meeting_place(meeting: MeetingFacts, *, with_country: bool = True) -> str:
    """Where it was: "Bangkok, Thailand", "Bangkok and online", "Online"; empty where nothing is known."""
    place = ", ".join(filter(None, [meeting.city, meeting.country if with_country or not meeting.city else ""]))
    if meeting.format == "online":
        return "Online"
    return f"{place} and online" if meeting.format == "hybrid" and place else place


def delegations(attendance: Iterable[Attendee]) -> list[tuple[str, list[Attendee]]]:
    """Attendees under the label of their capacity, those who did not come under a label of their own, last.

    Labels and names keep the order of the record, which compose has made.
    """
    groups: dict[str, list[Attendee]] = {}
    missed: dict[str, list[Attendee]] = {label: [] for label in PRESENCE_LABELS.values()}
    for attendee in attendance:
        label = PRESENCE_LABELS.get(attendee.presence)
        (missed[label] if label else groups.setdefault(attendee.capacity_label, [])).append(attendee)
    return [*groups.items(), *((label, names) for label, names in missed.items() if names)]


def revision_mark(number: int) -> str:
    """The second edition is "Rev.1"; the first has no mark."""
    return f"Rev.{number - 1}" if number > 1 else ""


def file_stem(reference: str) -> str:
    """ "AHG SOM 10" as the beginning of a file name: "AHG-SOM-10"."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", reference).strip("-.") or "record"


def file_name(record: Record, edition_number: int, suffix: str) -> str:
    """ "AHG-SOM-10_2016-02-02_Statement_Rev1.pdf"."""
    when = (record.meeting.starts if record.meeting else record.document and record.document.submitted_on) or ""
    mark = revision_mark(edition_number).replace(".", "")
    return "_".join(filter(None, [file_stem(record.reference), when, DOCUMENT_NAMES[record.kind], mark])) + f".{suffix}"


def _touch(days: Sequence[str]) -> bool:
    """Whether the days follow one another without a gap. Days that are not fully known count as apart."""
    if any(len(day) < 10 for day in days):
        return False
    ordinals = [date.fromisoformat(day).toordinal() for day in days]
    return all(later - earlier == 1 for earlier, later in pairwise(ordinals))
