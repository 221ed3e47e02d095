"""The table of names the reader of summaries is handed: the directory first, then every other state."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from meetings.models import Series
from meetings.summary import NamedParticipant, NameTable, default_names
from members.models import Capacity, Membership, Participant
from members.models.participants import in_force


def name_table() -> NameTable:
    """Names of all participants, past and present, and of the states the directory does not hold. 4 queries."""
    bundled = default_names()
    adjectives = {participant.slug: participant.adjective for participant in bundled.participants}
    more = {participant.slug: participant.names for participant in bundled.participants}
    more |= {participant.iso: participant.names for participant in bundled.participants if participant.iso}
    known = [_named(participant, adjectives, more) for participant in Participant.objects.with_names()]
    slugs = {participant.slug for participant in known}
    codes = {participant.iso for participant in known if participant.iso}
    others = [p for p in bundled.participants if p.slug not in slugs and not (p.iso and p.iso in codes)]
    return NameTable.of([*known, *others], chairs={**bundled.chairs, **_chairs()})


def _named(
    participant: Participant, adjectives: Mapping[str, str | None], more: Mapping[str, tuple[str, ...]]
) -> NamedParticipant:
    """The directory's names first, then those the reader knows besides: ISO's, and in other languages."""
    forms = [form for name in participant.names.all() for form in name.all_forms]
    forms += more.get(participant.iso_code or "", ()) or more.get(participant.slug, ())
    return NamedParticipant(
        slug=participant.slug,
        kind=participant.kind,  # type: ignore[arg-type]  # a choice the database constrains
        names=tuple(dict.fromkeys(forms)) or (participant.slug,),
        iso=participant.iso_code or None,
        adjective=adjectives.get(participant.slug),
    )


def _chairs() -> dict[str, tuple[str, ...]]:
    """By series code, who co-chairs its body today."""
    chairs: dict[object, list[str]] = {}
    current = Membership.objects.filter(in_force(timezone.now().date()), capacity=Capacity.CO_CHAIR)
    for membership in current.select_related("participant").order_by("participant__slug"):
        chairs.setdefault(membership.body_id, []).append(membership.participant.slug)
    series = Series.objects.exclude(body=None)
    return {row.code: tuple(chairs[row.body_id]) for row in series if row.body_id in chairs}
