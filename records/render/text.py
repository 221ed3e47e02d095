"""Words for the eye, shared by the sheet and the pages: verbs that stand out, dates, places, lists.

Pure functions of a Record's parts. English only; a record in another language will bring its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from core.text import date_words, listed, span_words
from records.record import Attendee, Bracket, MeetingFacts, Passage

PRESENCE_LABELS = {
    "expected": "Expected",
    "apologies": "Apologies",
    "absent": "Did not attend",
    "not_known": "Attendance not known",
}


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


def is_rtl(words: str) -> bool:
    """Whether most letters are of a script that is written from right to left.

    Not the first letter decides, as in HTML's `dir="auto"`: an English sentence may begin with an Arabic name.
    """
    sides = [unicodedata.bidirectional(letter) for letter in words]
    return sum(side in ("R", "AL") for side in sides) > sides.count("L")


def set_apart(words: str) -> str:
    """With a mark that keeps what follows Arabic in its place: else the day of "Amman, 2 May" jumps before the city."""
    return f"{words}\N{LEFT-TO-RIGHT MARK}" if is_rtl(words) else words


def paragraph_number(passage: Passage) -> str:
    return f"{passage.number}."


WITHDRAWN = "Withdrawn"


def said_besides(passage: Passage) -> list[str]:
    """What is said of a paragraph and not in it: "Withdrawn", "About SOM 4", "Due 4 May 2017", "Led to JCLEC"."""
    day = re.fullmatch(r"\d{4}-\d{2}-\d{2}", passage.due)
    due = f"Due {date_words(passage.due)}" if day else f"Due at {passage.due}" if passage.due else ""
    said = [
        WITHDRAWN if passage.is_withdrawn else "",
        f"About {listed([each.name for each in passage.about])}" if passage.about else "",
        due,
        f"Led to {listed([each.name for each in passage.led_to])}" if passage.led_to else "",
        "Agreed ad referendum" if passage.agreement else "",
        *(_bracket(bracket) for bracket in passage.brackets if bracket.proposed_by or bracket.reserved_by),
        *(f"Reservation by {one.by}: {one.text.rstrip('.')}" for one in passage.reservations),
    ]
    return [words for words in said if words]


def _bracket(bracket: Bracket) -> str:
    """ "“[shall]” proposed by Canada, reserved by Fiji"."""
    said = [
        f"proposed by {listed(bracket.proposed_by)}" if bracket.proposed_by else "",
        f"reserved by {listed(bracket.reserved_by)}" if bracket.reserved_by else "",
    ]
    return f"{shortened(bracket.words, 60)} {', '.join(filter(None, said))}"


def shortened(text: str, letters: int) -> str:
    """The beginning of a text of at most so many letters, cut between words; an ellipsis says that it was cut."""
    if len(text) <= letters:
        return text
    kept = text[: letters + 1].rsplit(None, 1)[0][:letters].rstrip(",;:.–—- ")
    return f"{kept}\N{NO-BREAK SPACE}…"


def meeting_dates(meeting: MeetingFacts) -> str:
    """When the meeting was, as far as it is known; empty where nothing is."""
    first, last = (meeting.days[0], meeting.days[-1]) if meeting.days else (None, None)
    apart = () if _touch(meeting.days) else meeting.days
    return span_words(meeting.starts or first, meeting.ends or last, apart)


def meeting_place(meeting: MeetingFacts, *, with_country: bool = True) -> str:
    """Where it was: "Bangkok, Thailand", "Bangkok and online", "Online"; empty where nothing is known."""
    place = ", ".join(filter(None, [meeting.city, meeting.country if with_country or not meeting.city else ""]))
    if meeting.format == "online":
        return "Online"
    if meeting.format == "hybrid":
        return f"{place} and online" if place else "Online and in person"
    return place


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


def symbol(reference: str, revision: str) -> str:
    """How a correction is cited: "AHG-SOM/10/Corr.1"."""
    series, _, number = reference.split(",", maxsplit=1)[0].rpartition(" ")
    return "/".join(filter(None, [series.replace(" ", "-"), number, revision]))


def file_stem(reference: str) -> str:
    """ "AHG SOM 10" as the beginning of a file name: "AHG-SOM-10"."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", reference).strip("-.") or "record"


def _touch(days: Sequence[str]) -> bool:
    """Whether the days follow one another without a gap. Days that are not fully known count as apart."""
    if any(len(day) < 10 for day in days):
        return False
    ordinals = [date.fromisoformat(day).toordinal() for day in days]
    return all(later - earlier == 1 for earlier, later in pairwise(ordinals))
