"""Whether the parts of a recommendation that are kept beside its words fit them: its verb, and whom it is put to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from meetings.models import Series
from meetings.names import participants_meant
from meetings.summary.deeds import COLLECTIVE
from meetings.summary.words import GERUNDS, past
from records.compose.rows import Rows

_WORD = re.compile(r"[^\W_]{3,}")  # "to" and "on" stand everywhere
_OF_THE_DAY = frozenset({"all", "host", "hosts", "host country", "chair"})


def has_verb(text: str, verb: str) -> bool:
    """Whether the verb stands in the text in any of its forms: "recommends", or "that Ministers recommend"."""
    words = set(_WORD.findall(text.casefold()))
    return any(_are_one(word, other) for word in _WORD.findall(verb.casefold()) for other in words)


def _are_one(word: str, other: str) -> bool:
    shared = next(
        (at for at, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other))
    )
    return shared >= max(4, min(len(word), len(other)) - 3) or not _forms(word).isdisjoint(_forms(other))


def _forms(word: str) -> set[str]:
    return {word, past(word), past(word.removesuffix("s")), past(GERUNDS.get(word, word))}


def unknown_addressees(rows: Rows) -> set[str]:
    """Names that are no delegation, body, series or group. At most 7 queries, and none where all are known."""
    told = {one.as_written for row in rows.recommendations for one in row.addressees.all() if not one.participant_id}
    lines: list[Any] = [*rows.attendance, *rows.hosts]
    here = {line.as_written for line in lines}
    unknown = {name for name in told if not (name in here or _is_group(name))}
    if not unknown:
        return set()
    series = _plain(word for pair in Series.objects.values_list("code", "name") for word in pair)
    unknown = {name for name in unknown if series.isdisjoint(_plain([name]))}
    return unknown - participants_meant(unknown).keys()


def _is_group(name: str) -> bool:
    return bool(COLLECTIVE.search(name)) or not _OF_THE_DAY.isdisjoint(_plain([name]))


def _plain(names: Iterable[str]) -> set[str]:
    return {name.casefold().removeprefix("the ").strip() for name in names}
