"""Who is asked, and who may report for whom. Both are judged on a day: mandates and capacities run out.

| asked                         | who that is on the day                                             |
|-------------------------------|--------------------------------------------------------------------|
| a participant by name         | that participant                                                   |
| Members, Senior Officials     | members and Co-Chairs of the process                               |
| Member States, Ministers      | of these the states and territories                                |
| Co-Chairs                     | its Co-Chairs                                                      |
| the process itself            | members and Co-Chairs                                              |
| another body                  | that body; its members are not asked by name                       |
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from members.models import Capacity, Mandate, Membership, Participant, Role
from members.models.participants import Kind, in_force
from recommendations.models import Recommendation

_INSIDE = frozenset({Capacity.MEMBER, Capacity.CO_CHAIR})
_STATES = frozenset({Kind.STATE, Kind.TERRITORY})
_ANY = frozenset(Kind.values)
# Slug of a collective → the capacities and kinds of those it stands for.
COLLECTIVES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "members": (_INSIDE, _ANY),
    "senior-officials": (_INSIDE, _ANY),
    "member-states": (_INSIDE, _STATES),
    "ministers": (_INSIDE, _STATES),
    "co-chairs": (frozenset({Capacity.CO_CHAIR}), _ANY),
}


def reports_for(user: Any, on: datetime.date) -> QuerySet[Participant]:
    """The participants for whom somebody may report on a day: delegates and Co-Chairs for whom they act, the
    secretariat for bodies, whose reports it receives."""
    if not (user and user.is_authenticated and user.is_active):
        return Participant.objects.none()
    mandates = Mandate.objects.filter(in_force(on), user=user)
    acting = mandates.filter(role__in=[Role.DELEGATE, Role.CO_CHAIR], participant__isnull=False)
    own = Participant.objects.filter(pk__in=acting.values("participant"))
    if mandates.filter(role=Role.SECRETARIAT).exists():
        own = Participant.objects.filter(pk__in=acting.values("participant")) | Participant.objects.of_kind(Kind.BODY)
    return own


def may_report(user: Any, participant: Participant, on: datetime.date) -> bool:
    return reports_for(user, on).filter(pk=participant.pk).exists()


def standing_for(participant: Participant, on: datetime.date) -> set[str]:
    """Slugs of addressees that mean this participant on a day: its own, and the collectives it belongs to."""
    held = Membership.objects.filter(in_force(on), participant=participant, body__slug=settings.PROCESS_BODY)
    return meant(participant.slug, participant.kind, set(held.values_list("capacity", flat=True)))


def standings(on: datetime.date) -> dict[Participant, set[str]]:
    """`standing_for` everybody who can be asked, in the order of their names. 3 queries."""
    held: dict[Any, set[str]] = {}
    capacities = Membership.objects.filter(in_force(on), body__slug=settings.PROCESS_BODY)
    for participant, capacity in capacities.values_list("participant", "capacity"):
        held.setdefault(participant, set()).add(capacity)
    everybody = Participant.objects.exclude(kind=Kind.COLLECTIVE).with_names()
    return {one: meant(one.slug, one.kind, held.get(one.pk, set())) for one in sorted(everybody, key=str)}


def meant(name: str, kind: str, capacities: set[str]) -> set[str]:
    """Slugs of addressees that mean a participant of this slug and kind in these capacities of the process."""
    together = {slug for slug, (wanted, kinds) in COLLECTIVES.items() if wanted & capacities and kind in kinds}
    return {name, *together, *({settings.PROCESS_BODY} if _INSIDE & capacities else ())}


def is_asked(participant: Participant, recommendation: Recommendation, on: datetime.date) -> bool:
    """A sub-paragraph asks whom its recommendation asks."""
    top = recommendation.parent or recommendation
    slugs = {addressee.participant.slug for addressee in _known(top)}
    return bool(slugs & standing_for(participant, on))


def _known(recommendation: Recommendation) -> Iterable[Any]:
    return recommendation.addressees.filter(participant__isnull=False).select_related("participant")
