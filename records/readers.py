"""Who a reader is, and which releases that opens.

The one place where audiences meet mandates. Mandates are judged at the moment of reading.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone

from meetings.models import Audience
from members.models import Capacity, Membership, Participant, Role
from members.models.participants import in_force

_WITH_OBSERVERS = frozenset({Audience.PUBLIC, Audience.MEMBERS_AND_OBSERVERS})
_MEMBERS = _WITH_OBSERVERS | {Audience.MEMBERS}
_CO_CHAIRS = _MEMBERS | {Audience.ATTENDING, Audience.CO_CHAIRS}
_EVERYTHING = frozenset(Audience.values)

_ORDER = {audience: at for at, audience in enumerate(Audience.values)}


@dataclass(frozen=True)
class Reader:
    """`audiences` are open to the reader; `participants` (slugs) open what was released to those attending."""

    audiences: frozenset[str]
    participants: frozenset[str] = frozenset()

    @property
    def rung(self) -> int:
        """The widest audience open to the reader, counted from 0 (public): all wider ones are open as well."""
        return max(_ORDER[audience] for audience in self.audiences)

    @classmethod
    def of(cls, user: Any) -> Reader:
        """Nobody, or somebody who is signed in. Kept on the user object, which lives for one request."""
        if not (user and user.is_authenticated):
            return ANYBODY
        if not hasattr(user, "_reader"):
            user._reader = cls._judge(user)
        return user._reader

    @classmethod
    def _judge(cls, user: Any) -> Reader:
        if user.roles & {Role.SECRETARIAT, Role.APPROVER, Role.DEPUTY, Role.ADMINISTRATOR}:
            return cls(_EVERYTHING)
        if Role.CO_CHAIR in user.roles:
            return cls(_CO_CHAIRS)
        acting_for = [m.participant for m in user.current_mandates if m.role == Role.DELEGATE and m.participant]
        if not acting_for:
            return ANYBODY
        capacities = set(
            Membership.objects.filter(
                in_force(timezone.now().date()), participant__in=acting_for, body__slug=settings.PROCESS_BODY
            ).values_list("capacity", flat=True)
        )
        return cls.for_capacities(capacities, frozenset(participant.slug for participant in acting_for))

    @classmethod
    def for_capacities(cls, capacities: set[str], slugs: frozenset[str]) -> Reader:
        """Whoever acts for participants (`slugs`) that hold these capacities in the process."""
        if capacities & {Capacity.MEMBER, Capacity.CO_CHAIR}:
            return cls(_MEMBERS, slugs)
        if Capacity.OBSERVER in capacities:
            return cls(_WITH_OBSERVERS, slugs)
        return cls(frozenset({Audience.PUBLIC}), slugs)


@dataclass(frozen=True)
class Focal:
    """The focal point of a participant, who reads what its delegates may; stands where a user is asked for."""

    reader: Reader
    is_authenticated: bool = True

    @property
    def _reader(self) -> Reader:
        return self.reader

    @classmethod
    def of(cls, participant: Participant, on: datetime.date) -> Focal:
        held = Membership.objects.filter(in_force(on), participant=participant, body__slug=settings.PROCESS_BODY)
        capacities = set(held.values_list("capacity", flat=True))
        return cls(Reader.for_capacities(capacities, frozenset({participant.slug})))


@dataclass(frozen=True)
class Imagined:
    """Somebody who has what one audience has, for a preview; stands where a user is asked for."""

    audience: str
    is_authenticated: bool = True

    @property
    def _reader(self) -> Reader:
        open_to = {
            Audience.PUBLIC: frozenset({Audience.PUBLIC}),
            Audience.MEMBERS_AND_OBSERVERS: _WITH_OBSERVERS,
            Audience.MEMBERS: _MEMBERS,
            Audience.ATTENDING: _MEMBERS | {Audience.ATTENDING},
            Audience.CO_CHAIRS: _CO_CHAIRS,
        }
        return Reader(open_to.get(Audience(self.audience), _EVERYTHING))


ANYBODY = Reader(frozenset({Audience.PUBLIC}))
