"""The proposal while it is being read: what the steps of the reader write to, together with the words they took."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from meetings.summary.ledger import Ledger
from meetings.summary.names import WORD, NameTable, tokens_of
from meetings.summary.normalising import normalise, tidy
from meetings.summary.patterns import pattern
from meetings.summary.proposal import (
    Abbreviation,
    Attending,
    Dates,
    Figure,
    Host,
    Link,
    Location,
    Outcome,
    Proposal,
    Recommendation,
)
from meetings.summary.series import ORDINAL_OF_MEETING
from meetings.summary.words import CONNECTING, ordinal_of


@dataclass
class Paragraph:
    """An outcome being read; `pointer` is where it will stand in the proposal."""

    number: int
    pointer: str
    texts: list[str] = field(default_factory=list)
    actors: list[str] = field(default_factory=list)
    verbs: list[str] = field(default_factory=list)
    children: list["Paragraph"] = field(default_factory=list)
    heading: str | None = None


@dataclass
class Draft:
    """`text` is the normalised `source`; both have the same offsets."""

    source: str
    names: NameTable
    text: str = ""
    title: str | None = None
    series: str | None = None
    ordinal: int | None = None
    location: Location = field(default_factory=Location)
    dates: Dates = field(default_factory=Dates)
    image: str | None = None
    hosts: list[Host] = field(default_factory=list)
    attendance: list[Attending] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    purposes: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    outcomes: list[Paragraph] = field(default_factory=list)
    intros: list[str] = field(default_factory=list)
    recommendations: list[Recommendation] = field(default_factory=list)
    abbreviations: list[Abbreviation] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)
    chairs: list[tuple[str, str, str]] = field(default_factory=list)
    speakers: list[tuple[str, str]] = field(default_factory=list)
    hosts_written: dict[str, str] = field(default_factory=dict)
    definitions: list[tuple[int, int, str]] = field(default_factory=list)
    # Several ask of one paragraph; what is kept here is not to be changed.
    deeds_read: dict[tuple[int, int], tuple[list[str], list[str]]] = field(default_factory=dict)
    # A label or a sentence told when the meeting was; a day in the head may be that of the news.
    is_date_of_meeting: bool = False
    told_alone: set[str] = field(default_factory=set)
    guesses_left: int = 200
    long_lists_left: int = 8

    def __post_init__(self) -> None:
        self.text = normalise(self.source)
        self.ledger = Ledger(self.source)

    @property
    def has_attendance(self) -> bool:
        """Whether somebody is known to have come."""
        return any(row.presence == "present" for row in self.attendance)

    def written(self, start: int, end: int) -> str:
        """The words of source[start:end] as they were written, on one line."""
        return tidy(self.source[start:end])

    def leave(self, start: int, end: int) -> None:
        """File source[start:end] as not yet placed, except what is taken already."""
        for low, high in self.ledger.free(start, end):
            self.ledger.claim(low, high, f"/unplaced/{len(self.unplaced)}")
            self.unplaced.append(self.written(low, high))

    def settle(self, start: int, end: int, pointer: str) -> None:
        """Give what is left of a sentence that was read: connecting words to the place beside them, all else unplaced.

        `pointer` is the place for a sentence of which nothing was taken.
        """
        for low, high, place in self.definitions:
            if start <= low < end:
                self.ledger.claim(low, high, place)
        self._settle_ordinal(start, end)
        self._settle_body(start, end)
        self._settle_title(start, end)
        for low, high in self.ledger.free(start, end):
            first, last = _telling(self.text, low, high)
            if first < last:
                self.leave(first, last)
            self._attach(low, high, start, end, pointer)

    def _settle_ordinal(self, start: int, end: int) -> None:
        """ "The third gathering …": the ordinal of this meeting, told once more or for the first time."""
        for match in ORDINAL_OF_MEETING.finditer(self.text, start, end):
            told = ordinal_of(match["ordinal"])
            is_part = re.search(r"\b(?:session|round|sitting|period)s?$", match[0], re.IGNORECASE)
            if is_part and match[0].lower().split()[-1] not in (self.title or "").lower():
                continue
            if self.ordinal is None and _OF_ANOTHER.search(self.text, max(start, match.start() - 60), match.start()):
                continue
            if self.ordinal is None and self.ledger.free(*match.span("ordinal")):
                self.ordinal = told
            if self.ordinal == told:
                self.ledger.claim(*match.span("ordinal"), "/ordinal")

    def _settle_body(self, start: int, end: int) -> None:
        """The process whose meeting it is: named by the series, so that the words hold nothing further."""
        if self.series is None:
            return
        tokens = tokens_of(self.text, start, end)
        for found in self.names.scan(tokens):
            if found.participant.slug == "bali-process":
                self.ledger.claim(tokens[found.first].start, tokens[found.last - 1].end, "/series")

    def _settle_title(self, start: int, end: int) -> None:
        """The words of the title told once more: they hold nothing further."""
        title = _keys_of(self.title or "")
        for low, high in self.ledger.free(start, end):
            first, last = _telling(self.text, low, high)
            keys = [token.key for token in tokens_of(self.text, first, last)]
            if len(keys) > 1 and all(key in title or key in CONNECTING for key in keys):
                self.ledger.claim(first, last, container("/title"))

    def _attach(self, low: int, high: int, start: int, end: int, pointer: str) -> None:
        taken = [span for span in self.ledger.within(start, end) if not span.pointer.startswith("/unplaced/")]
        after = [span for span in taken if span.start >= high]
        beside = after[0] if after else (taken[-1] if taken else None)
        place = beside.pointer if beside else pointer
        self.ledger.claim(low, high, container(place))

    def finish(self) -> Proposal:
        """The proposal, with every word that nobody took under `unplaced`, paragraph by paragraph."""
        for start, end in self.ledger.free(0, len(self.source)):
            at = start
            for line in self.text[start:end].split("\n"):
                self.leave(at, at + len(line))
                at += len(line) + 1
        return Proposal(
            title=self.title,
            series=self.series,
            ordinal=self.ordinal,
            location=self.location,
            dates=self.dates,
            image=self.image,
            hosts=tuple(self.hosts),
            attendance=tuple(self.attendance),
            figures=tuple(self.figures),
            purpose="\n".join(self.purposes) or None,
            links=tuple(self.links),
            outcomes=tuple(map(_outcome, self.outcomes)),
            recommendations_intro="\n".join(self.intros) or None,
            recommendations=tuple(self.recommendations),
            abbreviations=tuple(self.abbreviations),
            unplaced=tuple(self.unplaced),
            spans=self.ledger.spans(),
        )


# A stretch is asked for it twice, and a title once a sentence.
@lru_cache(maxsize=32)
def _telling(text: str, low: int, high: int) -> tuple[int, int]:
    """The part of a stretch from its first to its last word that is not merely connecting."""
    telling = [word.span() for word in WORD.finditer(text, low, high) if word[0].lower() not in CONNECTING]
    return (telling[0][0], telling[-1][1]) if telling else (low, low)


@lru_cache(maxsize=4)
def _keys_of(title: str) -> frozenset[str]:
    return frozenset(token.key for token in tokens_of(title))


def _outcome(paragraph: Paragraph) -> Outcome:
    return Outcome(
        number=paragraph.number,
        actors=tuple(dict.fromkeys(paragraph.actors)),
        verbs=tuple(dict.fromkeys(paragraph.verbs)),
        text="\n".join(paragraph.texts),
        children=tuple(map(_outcome, paragraph.children)),
        heading=paragraph.heading,
    )


_OF_ANOTHER = pattern(
    r"\b(?:prepar\w+|ahead of|towards?|before|next|following|followed|since|after|upcoming|forthcoming|prior to|last"
    r"|previous|outcomes? of|results? of|decisions? of|progress since|preceded by)\b[^.;,]*$",
    re.IGNORECASE,
)


# What stands beside a plain value and is no part of it has to go to an object or a list.
_BESIDE = {
    "/title": "/dates",
    "/series": "/dates",
    "/ordinal": "/dates",
    "/image": "/dates",
    "/purpose": "/links",
    "/recommendations_intro": "/recommendations",
}


def container(pointer: str) -> str:
    """The object or list that holds a named value: "/attendance/3" for "/attendance/3/as_written"."""
    parent, _, last = pointer.rpartition("/")
    return _BESIDE.get(pointer) or (parent if parent and not last.isdigit() else pointer)
