"""From a question to an answer: what was found, how much, in which series, years and areas, by what verbs and whom. 3
queries, 4 at most.

Every function is given entries that passed the gate (`current_for`), so that no bound, count or facet can tell of
anything else. Bounds keep the cost of the commonest word small: the newest 2,000 matches are counted, the newest 500
of them ranked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q
from rapidfuzz import fuzz, process

from records.models import SearchEntry
from records.models.search import SearchEntryQuerySet
from records.search.query import Query
from records.search.words import fold, words

EXACT = 1_000
LOOKED_AT = 2_000
RANKED = 500
VOCABULARY = 1_000  # newest entries
NEAR = 80  # of 100, as rapidfuzz counts likeness


class Match(NamedTuple):
    """What is counted of an entry that was found."""

    pk: int
    edition: UUID
    series: str
    series_code: str
    starts_on: date | None
    verbs: list[str]
    actors: list[str]
    area: str

    @property
    def year(self) -> int | None:
        return self.starts_on.year if self.starts_on else None


@dataclass(frozen=True)
class Narrowing:
    """Empty where it does not narrow."""

    series: str = ""
    year: int | None = None
    verb: str = ""
    actor: str = ""
    area: str = ""

    def keeps(self, match: Match, *, without: str = "") -> bool:
        return (
            (without == "series" or not self.series or match.series == self.series)
            and (without == "year" or self.year is None or match.year == self.year)
            and (without == "verb" or not self.verb or self.verb in match.verbs)
            and (without == "actor" or not self.actor or self.actor in match.actors)
            and (without == "area" or not self.area or match.area == self.area)
        )

    @property
    def condition(self) -> Q:
        found = Q(series=self.series) if self.series else Q()
        found &= Q(area=self.area) if self.area else Q()
        found &= Q(actors__contains=[self.actor]) if self.actor else Q()
        if self.year is not None:
            found &= Q(starts_on__year=self.year)
        return found & Q(verbs__contains=[self.verb]) if self.verb else found

    @property
    def names(self) -> list[str]:
        """What it narrows by."""
        return [name for name in ("series", "year", "verb", "actor", "area") if getattr(self, name)]


class Value(NamedTuple):
    """One way to narrow an answer, with the matches it leaves."""

    value: str
    words: str
    matches: int


@dataclass(frozen=True)
class Answer:
    """`every` match without the narrowing, `kept` with it; both the newest first, and no more than are counted."""

    entries: SearchEntryQuerySet
    query: Query
    narrowing: Narrowing
    every: Sequence[Match]
    kept: Sequence[Match]

    @property
    def is_bounded(self) -> bool:
        """Counts of single values are "at least" where more matched than were looked at."""
        return len(self.every) > LOOKED_AT

    @property
    def records(self) -> int:
        return len({match.edition for match in self.kept})

    @property
    def ranked(self) -> int:
        return min(len(self.kept), RANKED)

    def hits(self, start: int, count: int) -> list[SearchEntry]:
        """The best matches among the newest, with their paragraph and the card of their record. One query."""
        newest = [match.pk for match in self.kept[:RANKED]]
        best = self.entries.filter(pk__in=newest).best_first(self.query.tsquery)
        return list(best.select_related("passage", "page", "edition__card")[start : start + count])

    def values(self, name: str) -> list[Value]:
        """Every series, year, verb, actor or area of the matches that the rest of the narrowing keeps."""
        matches = [match for match in self.every[:LOOKED_AT] if self.narrowing.keeps(match, without=name)]
        counts = Counter(pair for match in matches for pair in _values(match, name))
        if name == "year":
            ordered = sorted(counts.items(), reverse=True)
        else:
            ordered = sorted(counts.items(), key=lambda counted: (-counted[1], counted[0]))
        return [Value(value, said, count) for (value, said), count in ordered]

    def without(self, name: str) -> int:
        """How many of `every` there would be with one narrowing left out."""
        return sum(self.narrowing.keeps(match, without=name) for match in self.every)


def _values(match: Match, name: str) -> Iterator[tuple[str, str]]:
    if name == "series" and match.series:
        yield match.series, match.series_code or match.series
    elif name == "year" and match.year:
        yield str(match.year), str(match.year)
    elif name == "verb":
        yield from ((verb, verb) for verb in match.verbs)
    elif name == "actor":
        yield from ((actor, actor) for actor in match.actors)
    elif name == "area" and match.area:
        yield match.area, match.area


def find(entries: SearchEntryQuerySet, query: Query, narrowing: Narrowing) -> Answer:
    """One query; a second one where more matched than were looked at, and the narrowing left few of the newest."""
    if not query.tsquery:
        return Answer(entries, query, narrowing, (), ())
    every = _newest(entries.newest_matching(query.tsquery), LOOKED_AT)
    kept = [match for match in every if narrowing.keeps(match)]
    if len(every) > LOOKED_AT and len(kept) <= EXACT:
        kept = _newest(entries.newest_matching(query.tsquery, also=narrowing.condition), EXACT)
    return Answer(entries, query, narrowing, every, kept)


def _newest(matching: SearchEntryQuerySet, count: int) -> list[Match]:
    """So many, and one more where there is one."""
    fields = ("pk", "edition_id", "series", "edition__card__series_code", "starts_on", "verbs", "actors", "area")
    return [Match(*row) for row in matching.values_list(*fields)[: count + 1]]


def near_words(entries: SearchEntryQuerySet, typed: str) -> list[tuple[str, str]]:
    """For words that stand in none of the newest entries, the word there that is most like each. One query."""
    texts = entries.newest_first().values_list(
        "passage__text", "edition__card__title", "edition__card__city", "edition__card__country"
    )[:VOCABULARY]
    known = {fold(word): word for word in _distinct(text for row in texts for text in row if text)}
    found = []
    for word in words(typed):
        own = word.forms[0]
        if len(own) > 3 and own not in known:
            near = process.extractOne(own, known.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
            if near:
                found.append((typed[word.start : word.end], known[near[0]]))
    return found


def _distinct(texts: Iterable[str]) -> list[str]:
    return sorted({word for text in texts for word in re.findall(r"[^\W\d_]{3,}", text)})
