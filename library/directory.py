"""The directory as a reader may read it: participants and areas of the edition in force. One query a function."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from core.translating import lazy_
from members.models import Capacity
from records.directory import capacity_on, latest_name, name_on
from records.models import DirectoryEntry, Edition
from records.models.edition import is_public
from records.record import AreaListed, Held, Listed, Naming

AREA = "area"
DELEGATIONS = ("state", "territory", "organisation")
# Headings of the list, each with the capacities and kinds that stand under it.
MEMBERS, MEMBER_ORGANISATIONS, OBSERVERS = (
    lazy_("Members"),
    lazy_("Member organisations"),
    lazy_("Observers"),
)
BODIES, PARTNERS = lazy_("Bodies of the process"), lazy_("Others named in the records")
HEADINGS = (MEMBERS, MEMBER_ORGANISATIONS, OBSERVERS, BODIES, PARTNERS)


@dataclass(frozen=True)
class Person:
    """A participant on a day: its name and its capacity in the process then. The two may be unknown."""

    listed: Listed
    name: Naming | None
    held: Held | None

    @classmethod
    def on(cls, listed: Listed, body: str, day: datetime.date | None) -> Person:
        """Without a day: as it is called last, in the capacity that has not ended."""
        if day is None:
            return cls(listed, latest_name(listed), capacity_on(listed, body, datetime.date.max))
        return cls(listed, name_on(listed, day), capacity_on(listed, body, day))

    @property
    def slug(self) -> str:
        return self.listed.slug

    @property
    def called(self) -> str:
        return self.name.short if self.name else self.slug

    @property
    def capacity(self) -> str:
        return str(Capacity(self.held.capacity).label) if self.held else ""

    @property
    def heading(self) -> str:
        if self.listed.kind not in DELEGATIONS:
            return BODIES
        if self.held is None or self.held.capacity not in (Capacity.MEMBER, Capacity.CO_CHAIR, Capacity.OBSERVER):
            return PARTNERS
        if self.held.capacity == Capacity.OBSERVER:
            return OBSERVERS
        return MEMBER_ORGANISATIONS if self.listed.kind == "organisation" else MEMBERS


@dataclass(frozen=True)
class Directory:
    """What is in force. `edition` is None where no directory was issued to this reader."""

    edition: Edition | None
    participants: list[Listed]
    areas: list[AreaListed]

    @property
    def names(self) -> dict[str, str]:
        """What each is called, by its slug."""
        named = ((one.slug, latest_name(one)) for one in self.participants)
        return {slug: name.short for slug, name in named if name}


def current(user: Any) -> Directory:
    rows = list(_entries(user))
    return Directory(
        edition=rows[0].edition if rows else None,
        participants=[Listed.model_validate(row.data) for row in rows if row.kind != AREA],
        areas=[AreaListed.model_validate(row.data) for row in rows if row.kind == AREA],
    )


def participant(slug: str, user: Any) -> tuple[Listed, Edition]:
    """Raises Http404 where the directory that this reader may read does not name it."""
    row = _entries(user).filter(slug=slug).exclude(kind=AREA).first()
    if row is None:
        raise Http404
    return Listed.model_validate(row.data), row.edition


def areas(user: Any) -> list[AreaListed]:
    return [AreaListed.model_validate(row.data) for row in _entries(user).filter(kind=AREA)]


def delegations(user: Any) -> list[tuple[str, str]]:
    """Slug and name of every state, territory and organisation, for choosing one."""
    rows = _entries(user).filter(kind__in=DELEGATIONS).values_list("slug", "data__names")
    found = [(slug, max(names, key=lambda name: name.get("from_on") or "", default=None)) for slug, names in rows]
    return [(slug, name["short"]) for slug, name in found if name]


def under_headings(people: Iterable[Person]) -> list[tuple[str, list[Person]]]:
    grouped: dict[str, list[Person]] = {heading: [] for heading in HEADINGS}
    for person in people:
        grouped[person.heading].append(person)
    return [(heading, group) for heading, group in grouped.items() if group]


def _entries(user: Any) -> Any:
    rows = DirectoryEntry.objects.current_for(user).select_related("edition__card").order_by("position")
    return rows.annotate(is_public=is_public("edition_id"))
