"""Other words for the same: areas with their synonyms, abbreviations, the names of participants through time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Cast, Concat

from members.models import Abbreviation, Area, ParticipantName
from records.search.query import LONGEST_SYNONYM, Synonyms
from records.search.words import stem, words

Group = tuple[str, tuple[str, ...]]
SHORTEST = 3  # letters: "US" would find "told us"
_FORMS = ArrayField(TextField())


class _Array(Func):
    template = "ARRAY[%(expressions)s]"
    output_field = _FORMS


class _Joined(Func):
    template = "(%(expressions)s)"
    arg_joiner = " || "
    output_field = _FORMS


def synonyms() -> Synonyms:
    """For the stems of each known name, the other ways to say it. One query; read anew each time, so never stale."""
    areas = _rows(Area, "area", F("pk"), _Joined(_text("name"), Cast(F("synonyms"), _FORMS)))
    abbreviations = _rows(Abbreviation, "abbreviation", F("pk"), _text("short", "long"))
    names = _rows(
        ParticipantName,
        "participant",
        F("participant_id"),
        _Joined(_text("short", "formal"), Cast(F("aliases"), _FORMS)),
    )
    rows = areas.union(abbreviations, names, all=True).order_by("group", "forms")
    return table(tuple((group, tuple(forms)) for group, forms in rows))


def _rows(model, kind, key, forms):  # type: ignore[no-untyped-def]  # expressions of Django have no useful types
    group = Concat(Value(f"{kind} "), Cast(key, TextField()))
    return model.objects.order_by().annotate(group=group, forms=forms).values_list("group", "forms")


def _text(*fields: str) -> _Array:
    return _Array(*(Cast(F(name), TextField()) for name in fields))


@lru_cache(maxsize=2)
def table(rows: Sequence[Group]) -> Synonyms:
    """The same rows give the same table without being analysed again."""
    groups: dict[str, dict[tuple[str, ...], str]] = {}
    for name, forms in rows:
        members = groups.setdefault(name, {})
        for form in filter(None, forms):
            members.setdefault(_stems(form), form)
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for members in groups.values():
        for stems in members:
            if not stems or len(stems) > LONGEST_SYNONYM:
                continue
            others = dict.fromkeys(form for other, form in members.items() if other != stems and _is_telling(other))
            for key in _keys(stems, members[stems]):
                found.setdefault(key, {}).update(others if key == stems else others | {members[stems]: None})
    return {stems: tuple(others) for stems, others in found.items() if others}


def _stems(form: str) -> tuple[str, ...]:
    return tuple(stem(word.forms[0]) for word in words(form))


def _keys(stems: tuple[str, ...], form: str) -> Iterable[tuple[str, ...]]:
    """An abbreviation of several parts is also known written as one: "TEGRR", "AHGSOM"."""
    is_abbreviation = len(stems) > 1 and not any(letter.islower() for letter in form)
    return (stems, ("".join(stems),)) if is_abbreviation else (stems,)


def _is_telling(stems: tuple[str, ...]) -> bool:
    return sum(map(len, stems)) >= SHORTEST
