"""Whom a meeting expects: the members of its body on its day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DateField, Exists, OuterRef, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from core.text import sort_key
from meetings.models import Attendance, Meeting
from members.models import Capacity, Membership, Participant, ParticipantName
from members.models.participants import in_force

# Who has one of these in the body is expected. Observers and guests come when they are invited.
EXPECTED = (Capacity.CO_CHAIR, Capacity.HOST, Capacity.MEMBER, Capacity.CO_MANAGER, Capacity.SECRETARIAT)


@dataclass(frozen=True)
class Expected:
    """One delegation as it is called on the day, in its highest capacity."""

    participant: Participant
    name: str
    sorting: str
    capacity: str


def day_of(meeting: Meeting) -> datetime.date:
    """The day that decides names and memberships; today while the meeting has none."""
    return meeting.starts_on or timezone.now().date()


def expected_at(meeting: Meeting) -> list[Expected]:
    """In alphabetical order; empty where the series names no body. 2 queries (`meeting.series` apart)."""
    if meeting.series.body_id is None:
        return []
    on = day_of(meeting)
    held = Membership.objects.filter(in_force(on), body=meeting.series.body_id, capacity__in=EXPECTED)
    order = [str(capacity) for capacity in EXPECTED]
    highest: dict[object, Membership] = {}
    for membership in held.select_related("participant").prefetch_related("participant__names"):
        known = highest.get(membership.participant_id)
        if known is None or order.index(membership.capacity) < order.index(known.capacity):
            highest[membership.participant_id] = membership
    found = [_expected(membership, on) for membership in highest.values()]
    return sorted(found, key=lambda one: sort_key(one.sorting))


def unlisted() -> ArraySubquery:
    """To annotate meetings with: names of the day of those expected who are not in the list of attendance at all."""
    today = Value(timezone.now().date(), output_field=DateField())
    on: Any = Coalesce(OuterRef("starts_on"), today)
    on_inside: Any = Coalesce(OuterRef(OuterRef("starts_on")), today)
    whom = {"participant": OuterRef("participant")}
    body = OuterRef(OuterRef("series__body"))
    held = Membership.objects.filter(in_force(on_inside), body=body, capacity__in=EXPECTED, **whom)
    listed = Attendance.objects.filter(meeting=OuterRef(OuterRef("pk")), **whom)
    names = ParticipantName.objects.filter(in_force(on), Exists(held), ~Exists(listed))
    return ArraySubquery(names.values("short"))


def names_unlisted(meeting: Meeting) -> list[str]:
    """The same of one meeting. One query."""
    found: list[str] = Meeting.objects.filter(pk=meeting.pk).values_list(unlisted(), flat=True).get()
    return found


def _expected(membership: Membership, on: datetime.date) -> Expected:
    participant = membership.participant
    name = participant.name_on(on)
    short = name.short if name else participant.slug
    return Expected(participant, short, name.sorting if name else short, membership.capacity)
