"""Names while they are typed: as they are on the day, by any name they ever had, and past a slip of the finger.

Suggestions never decide: what is typed is kept as typed.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from rapidfuzz.distance import DamerauLevenshtein

from meetings.expected import day_of
from meetings.models import Meeting
from meetings.summary import default_names
from meetings.summary.names import tokens_of
from members.models import Capacity, Kind, Participant

SHORTEST = 2
MOST = 8


@dataclass(frozen=True)
class Named:
    """A name and whom it means; `participant` is None where the directory does not hold it."""

    name: str
    participant: Participant | None
    kind: str
    sorting: str


@dataclass(frozen=True)
class Suggestion:
    """`note` says why it is offered and what it is; `line` is the key of its line where it is listed already."""

    name: str
    slug: str
    capacity: str
    note: str
    line: str = ""


@dataclass(frozen=True)
class _Known:
    named: Named
    forms: tuple[str, ...]
    capacity: str | None


def suggestions(meeting: Meeting, typed: str) -> list[Suggestion]:
    """The nearest names, best first, at most eight. 5 queries whatever is typed."""
    wanted = folded(typed)
    if len(wanted) < SHORTEST:
        return []
    listed = {row.participant_id: str(row.pk) for row in meeting.attendance.exclude(participant=None)}
    ranked: list[tuple[tuple[Any, ...], Suggestion]] = []
    for known in _everybody(meeting):
        named = known.named
        # Of names as near as each other its own is told, not an older one or one in another language.
        rank, is_other, form = min((_rank(wanted, form), form != named.name, form) for form in known.forms)
        if rank < FAR:
            line = listed.get(named.participant.pk, "") if named.participant else ""
            order = (rank, named.participant is None, is_other, named.kind != Kind.STATE, len(named.name), named.name)
            ranked.append((order, _suggestion(known, form, line)))
    return [offered for _, offered in sorted(ranked, key=lambda one: one[0])[:MOST]]


FAR = 9


def _rank(wanted: str, form: str) -> int:
    """0 the name itself, 1 its beginning, 2 the beginning of a later word, 3 and 4 one or two slips, `FAR` no name."""
    key = folded(form)
    if key == wanted:
        return 0
    if key.startswith(wanted):
        return 1
    if f" {wanted}" in f" {key}":
        return 2
    if len(wanted) < 4:
        return FAR
    allowed = 1 if len(wanted) < 8 else 2
    # Of a name not yet typed to its end only the beginning is compared, a letter more or less.
    cuts = {key[:length] for length in range(len(wanted) - 1, len(wanted) + 2)}
    slips = min(DamerauLevenshtein.distance(wanted, cut, score_cutoff=allowed) for cut in cuts)
    return 2 + slips if slips <= allowed else FAR


def folded(words: str) -> str:
    """Without case, accents, dots and articles, as the reader of summaries compares names."""
    return " ".join(token.key for token in tokens_of(words) if token.key != "the")


def _everybody(meeting: Meeting) -> Iterator[_Known]:
    """The directory with names of the day first, then the states that only the reader knows."""
    on, body = day_of(meeting), meeting.series.body
    held: set[str] = set()
    directory = Participant.objects.with_names().exclude(kind=Kind.COLLECTIVE)
    for participant in directory.prefetch_related("memberships"):
        held |= {participant.slug, participant.iso_code}
        forms = [form for name in participant.names.all() for form in name.all_forms]
        capacity = participant.capacity_on(on, body) if body else None
        yield _Known(_named(participant, on), tuple(dict.fromkeys(forms)) or (participant.slug,), capacity)
    for other in default_names().participants:
        if other.kind != "collective" and other.slug not in held and (not other.iso or other.iso not in held):
            name = other.names[0]
            yield _Known(Named(name, None, other.kind, name.removeprefix("the ")), other.names, None)


def _named(participant: Participant, on: datetime.date) -> Named:
    name = participant.name_on(on)
    short = name.short if name else participant.slug
    return Named(short, participant, participant.kind, name.sorting if name else short)


def _suggestion(known: _Known, form: str, line: str) -> Suggestion:
    named = known.named
    said = [] if folded(form) == folded(named.name) else [f"“{form}”"]
    if line:
        said.append(gettext("on the list"))
    elif known.capacity:
        said.append(str(Capacity(known.capacity).label))
    elif not named.participant:
        said.append(gettext("not in the directory"))
    slug = named.participant.slug if named.participant else ""
    return Suggestion(named.name, slug, known.capacity or Capacity.OBSERVER, ", ".join(said), line)


def meant_by(meeting: Meeting, name: str, slug: str) -> tuple[Named, str]:
    """Whom a typed name means, with the name as typed, and the capacity it usually has: in the body, else observer."""
    key = folded(name)
    known = [one for one in _everybody(meeting) if _is_meant(one, key, slug)]
    if not known:
        return Named(name, None, "unknown", name.removeprefix("the ").removeprefix("The ")), Capacity.OBSERVER
    named = known[0].named
    sorting = named.sorting if name == named.name else name.removeprefix("the ").removeprefix("The ")
    return Named(name, named.participant, named.kind, sorting), known[0].capacity or Capacity.OBSERVER


def _is_meant(one: _Known, key: str, slug: str) -> bool:
    if slug:
        return one.named.participant is not None and one.named.participant.slug == slug
    return any(folded(form) == key for form in one.forms)


def names_of_the_day(meeting: Meeting) -> Sequence[str]:
    """Every name for a list that the browser completes by itself, where no script runs."""
    return sorted({known.named.name for known in _everybody(meeting)})
