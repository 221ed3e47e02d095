"""Reference data as a Record: who takes part in the work of a body, under what names and in what capacity, through
time, and the areas it works in.

One paragraph a participant and one an area, so that the directory is read, searched, compared and printed as any
record is. What stands beside the paragraphs (`Record.directory`) is what lists and pages of readers are drawn from.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from itertools import count
from typing import Any, cast

from django.conf import settings

from core.text import date_words, listed, sort_key
from members.models import Area, Basis, Capacity, Membership, Participant, own_words
from records.compose.language import in_its_own_language
from records.compose.words import anchor_of, sentence
from records.directory import latest_name
from records.record import (
    NOT_CLEARED,
    AreaListed,
    DirectoryFacts,
    Held,
    Listed,
    Naming,
    Passage,
    Record,
    Section,
)

TITLE = "Members, observers and partners"
_MEMBERS = (Capacity.MEMBER, Capacity.CO_CHAIR)
_STATES = ("state", "territory")
# Headings in their order, each with its place in addresses.
_HEADINGS = {
    "members": "Members",
    "organisations": "Member organisations",
    "observers": "Observers",
    "bodies": "Bodies of the process",
    "partners": "Others named in the records",
}


@in_its_own_language
def compose_directory(body: Participant, *, nonce: str = "") -> Record:
    """The directory of a body as its rows stand. 6 queries whatever its size."""
    rows = Participant.objects.prefetch_related("names", "memberships__body__names")
    participants = sorted((_listed(row) for row in rows), key=_order)
    areas = tuple(
        AreaListed(slug=area.slug, name=area.name, anchor=anchor_of(area.pk), synonyms=tuple(area.synonyms))
        for area in Area.objects.order_by("name", "slug")
    )
    is_cleared = not Membership.objects.exclude(basis=Basis.CONFIRMED).exists()
    return Record(
        kind="directory",
        language=settings.RECORD_LANGUAGE,
        process=settings.PROCESS_NAME,
        reference="Directory",
        title=TITLE,
        statement_title="Directory",
        marking=settings.RECORD_MARKING,
        notice="" if is_cleared else NOT_CLEARED,
        nonce=nonce,
        directory=DirectoryFacts(body=body.slug, participants=tuple(participants), areas=areas),
        sections=_sections(body.slug, participants, areas),
    )


def _order(entry: Listed) -> Any:
    name = latest_name(entry)
    return sort_key(name.sorting if name else entry.slug), entry.slug


def _listed(row: Participant) -> Listed:
    return Listed(
        slug=row.slug,
        kind=cast(Any, row.kind),
        anchor=anchor_of(row.pk),
        iso=row.iso_code or None,
        names=tuple(
            Naming(
                short=name.short,
                formal=name.formal,
                sorting=name.sorting,
                article=name.article,
                aliases=tuple(name.aliases),
                from_on=_iso(name.from_on),
                until_on=_iso(name.until_on),
            )
            for name in sorted(row.names.all(), key=lambda name: (name.from_on or datetime.date.min, name.short))
        ),
        capacities=tuple(_held(one) for one in sorted(row.memberships.all(), key=_of_membership)),
    )


def _of_membership(one: Membership) -> Any:
    return one.body.slug, one.from_on or datetime.date.min, Capacity.values.index(one.capacity)


def _held(one: Membership) -> Held:
    names = sorted(one.body.names.all(), key=lambda name: name.from_on or datetime.date.min)
    return Held(
        body=one.body.slug,
        body_name=names[-1].short if names else one.body.slug,
        capacity=one.capacity,
        from_on=_iso(one.from_on),
        until_on=_iso(one.until_on),
        basis=one.basis,
        source=one.source,
    )


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def _sections(body: str, participants: Sequence[Listed], areas: Sequence[AreaListed]) -> tuple[Section, ...]:
    number = count(1)
    grouped: dict[str, list[Listed]] = {slug: [] for slug in _HEADINGS}
    for entry in participants:
        grouped[_group(entry, body)].append(entry)
    found = [
        Section(slug=slug, heading=_HEADINGS[slug], passages=tuple(_participant(one, next(number)) for one in group))
        for slug, group in grouped.items()
        if group
    ]
    if areas:
        passages = tuple(_area(area, next(number)) for area in areas)
        found.append(Section(slug="areas", heading="Areas of cooperation", passages=passages))
    return tuple(found)


def _group(entry: Listed, body: str) -> str:
    """Under which heading it stands: by the capacity that has not ended. The clock has no say in it."""
    if entry.kind in ("body", "collective"):
        return "bodies"
    held = {one.capacity for one in entry.capacities if one.body == body and one.until_on is None}
    if held.intersection(_MEMBERS):
        return "members" if entry.kind in _STATES else "organisations"
    return "observers" if Capacity.OBSERVER in held else "partners"


def _participant(entry: Listed, number: int) -> Passage:
    name = latest_name(entry)
    called = name.short if name else entry.slug
    formal = f" ({name.formal})" if name and name.formal and name.formal != called else ""
    held = [_capacity(one) for one in entry.capacities]
    earlier = [
        f"{one.short}, {_span(one)}" if _span(one) else one.short for one in entry.names if name and one is not name
    ]
    text = sentence(f"{called}{formal}{': ' if held else ''}{'; '.join(held)}")
    if earlier:
        text += f" Earlier names: {'; '.join(earlier)}."
    return Passage(anchor=entry.anchor, number=number, role="text", text=text)


def _capacity(one: Held) -> str:
    return " ".join(filter(None, [f"{_called(one.capacity)} of {_with_article(one.body_name)}", _span(one)]))


def _called(capacity: str) -> str:
    own = own_words(capacity)
    return own[0] if own else str(Capacity(capacity).label)


def _with_article(name: str) -> str:
    return name if name.lower().startswith("the ") else f"the {name}"


def _span(dated: Held | Naming) -> str:
    """ "from 2 April 2013", "until 1 April 2013"; empty where neither end is known."""
    from_on = f"from {date_words(dated.from_on)}" if dated.from_on else ""
    until_on = f"until {date_words(dated.until_on)}" if dated.until_on else ""
    return " ".join(filter(None, [from_on, until_on]))


def _area(area: AreaListed, number: int) -> Passage:
    also = f", also {listed(area.synonyms)}" if area.synonyms else ""
    return Passage(anchor=area.anchor, number=number, role="text", text=sentence(f"{area.name}{also}"))
