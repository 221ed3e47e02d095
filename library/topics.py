"""Paragraphs of an area of cooperation: those filed under it, and those whose words name it or say it otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from library import attending
from library.searching import Hit
from records.deeds import is_agreed
from records.models import SearchEntry
from records.models.edition import readable_by
from records.record import AreaListed
from records.search.query import Pattern, Query, Term, phrases

EXACT = attending.EXACT
ROLES = ("outcome", "recommendation", "text")


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
        rows = SearchEntry.objects.current_for(user).annotate(is_public=readable_by(None, "edition_id"))
        known = rows.select_related("passage", "edition__card").in_bulk(wanted)
        patterns = patterns_of(self.area)
        return [Hit(known[pk], patterns) for pk in wanted if pk in known]


def patterns_of(area: AreaListed) -> list[Pattern]:
    """The ways to name it: its name, its synonyms, and the word it has in addresses."""
    forms = (area.name, *area.synonyms, area.slug.replace("-", " "))
    return list(dict.fromkeys(pattern for form in forms for pattern in phrases(form)))


def topic(area: AreaListed, user: Any) -> Topic:
    """One query."""
    asked = Query(((Term(tuple((pattern,) for pattern in patterns_of(area))),),))
    rows = SearchEntry.objects.current_for(user).on_topic(area.slug, asked.tsquery)
    rows = rows.filter(passage__role__in=ROLES, edition__card__kind__in=["meeting", "document"]).newest_first()
    found = [Found(*row) for row in rows.values_list("pk", "passage__role", "verbs")[: EXACT + 1]]
    deeds = [one for one in found if one.role != "text"]
    return Topic(
        area=area,
        agreed=[one.pk for one in deeds if is_agreed(one.role, one.verbs)],
        discussed=[one.pk for one in deeds if not is_agreed(one.role, one.verbs)],
        documents=[one.pk for one in found if one.role == "text"],
        is_bounded=len(found) > EXACT,
    )
