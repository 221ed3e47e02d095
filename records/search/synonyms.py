"""Other words for the same: areas with their synonyms, abbreviations, the names of participants through time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Model, QuerySet, TextField, Value
from django.db.models.functions import Cast, Replace

from members.models import Abbreviation, Area, ParticipantName
from records.search.query import LONGEST_SYNONYM, Synonyms
from records.search.words import stem, words

Stems = tuple[str, ...]
Group = tuple[str, tuple[str, ...]]
SHORTEST = 3  # letters: "US" would find "told us"


def synonyms() -> Synonyms:
    """For the stems of each known name, the other ways to say it. One query; read anew each time, so never stale."""
    none = Value([], ArrayField(CharField()))
    rows = _rows(Area, "pk", "name", Replace("slug", Value("-"), Value(" ")), "synonyms").union(
        _rows(Abbreviation, "pk", "short", "long", none),
        _rows(ParticipantName, "participant_id", "short", "formal", "aliases"),
        all=True,
    )
    found = sorted((f"{kind} {key}", (first, second, *others)) for kind, key, first, second, others in rows)
    return table(tuple(found))


def _rows(model: type[Model], key: str, *forms: Any) -> QuerySet:
    rows = model._default_manager.order_by().annotate(kind=Value(model.__name__), key=Cast(key, TextField()))
    return rows.values_list("kind", "key", *forms)


@lru_cache(maxsize=2)
def table(rows: Sequence[Group]) -> Synonyms:
    """The same rows give the same table without being analysed again."""
    groups: dict[str, dict[Stems, str]] = {}
    for name, forms in rows:
        group = groups.setdefault(name, {})
        for form in filter(None, forms):
            group.setdefault(stems_of(form), form)
    found: dict[Stems, dict[Stems, str]] = {}
    for group in groups.values():
        for own, form in group.items():
            if 0 < len(own) <= LONGEST_SYNONYM:
                for key in _keys(own, form):
                    found.setdefault(key, {}).update(group)
    telling = {own: _telling(own, others) for own, others in found.items()}
    return {own: others for own, others in telling.items() if others}


def stems_of(form: str) -> Stems:
    return tuple(stem(word.forms[0]) for word in words(form))


def _keys(own: Stems, form: str) -> Iterable[Stems]:
    """A name is also known without its umlauts, an abbreviation of several parts also as one: "TEGRR", "AHGSOM"."""
    keys = {own, tuple(stem(word.forms[-1]) for word in words(form) if len(word.forms) > 2) or own}
    is_abbreviation = len(own) > 1 and not any(letter.islower() for letter in form)
    return keys | {("".join(own),)} if is_abbreviation else keys


def _telling(own: Stems, others: Mapping[Stems, str]) -> tuple[str, ...]:
    """The others without those that are found anyway, because they hold what was typed or one of the rest."""
    held = [own]
    for other in sorted(others, key=len):
        if sum(map(len, other)) >= SHORTEST and not any(_holds(other, one) for one in held):
            held.append(other)
    return tuple(form for other, form in others.items() if other in held[1:])


def _holds(whole: Stems, part: Stems) -> bool:
    return any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))
