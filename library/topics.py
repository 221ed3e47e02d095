"""Paragraphs of an area of cooperation: those filed under it, and those whose words name it or say it otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from library import attending, fates
from library.fates import Fate
from library.related import opened
from library.searching import Hit
from records.deeds import is_agreed
from records.models import SearchEntry
from records.models.edition import is_public
from records.record import AreaListed
from records.search.query import Pattern, Query, Term, phrases

EXACT = attending.EXACT
ROLES = ("outcome", "priority", "recommendation", "text")


class Found(NamedTuple):
    pk: int
    role: str
    verbs: list[str]


@dataclass(frozen=True)
class Topic:
    """`agreed` and `discussed` are entries, the latest first, together one more than are counted where there are more.

    Paragraphs of documents stand under neither: they are the text that was agreed or not, not the deed.
    """

    area: AreaListed
    agreed: Sequence[int]
    discussed: Sequence[int]
    documents: Sequence[int]
    is_bounded: bool

    def hits(self, entries: Sequence[int], start: int, count: int, user: Any) -> list[Hit]:
        """One query."""
        wanted = list(entries[start : start + count])
        rows = SearchEntry.objects.current_for(user).annotate(is_public=is_public("edition_id"))
        known = rows.select_related("passage", "edition__card").in_bulk(wanted)
        patterns = patterns_of(self.area)
        return [Hit(known[pk], patterns) for pk in wanted if pk in known]


class Ending(NamedTuple):
    """What became of a recommendation: where it stands, and what it led to with the address, "" where there is none."""

    fate: Fate | None
    led_to: list[tuple[str, str]]


def with_endings(hits: Sequence[Hit], user: Any) -> list[tuple[Hit, Ending]]:
    """Paragraphs with what became of them. 2 queries where recommendations are among them, one more for bodies."""
    passages = [hit.entry.passage for hit in hits if hit.entry.passage and hit.entry.passage.code]
    if not passages:
        return [(hit, Ending(None, [])) for hit in hits]
    known = fates.of({p.edition_id for p in passages}, {p.anchor for p in passages}, user)
    addresses = opened({(one["kind"], one["key"]) for passage in passages for one in passage.led_to}, user)
    return [(hit, _ending(hit.entry.passage, known, addresses)) for hit in hits]


def _ending(passage: Any, known: dict[str, Fate], addresses: dict[str, str]) -> Ending:
    led_to = [(one["name"], addresses.get(one["key"], "")) for one in passage.led_to]
    return Ending(known.get(passage.anchor), led_to)


def patterns_of(area: AreaListed) -> list[Pattern]:
    """The ways to name it: its name and its synonyms. Its word in addresses is not one: "planning" finds every plan."""
    forms = (area.name, *area.synonyms)
    return list(dict.fromkeys(pattern for form in forms for pattern in phrases(form)))


def topic(area: AreaListed, user: Any) -> Topic:
    """One query."""
    asked = Query(((Term(tuple((pattern,) for pattern in patterns_of(area))),),))
    rows = SearchEntry.objects.current_for(user).newest_matching(asked.tsquery, area=area.slug)
    rows = rows.filter(passage__role__in=ROLES, edition__card__kind__in=["meeting", "document"])
    found = [Found(*row) for row in rows.values_list("pk", "passage__role", "verbs")[: EXACT + 1]]
    deeds = [one for one in found if one.role != "text"]
    return Topic(
        area=area,
        agreed=[one.pk for one in deeds if is_agreed(one.role, one.verbs)],
        discussed=[one.pk for one in deeds if not is_agreed(one.role, one.verbs)],
        documents=[one.pk for one in found if one.role == "text"],
        is_bounded=len(found) > EXACT,
    )
