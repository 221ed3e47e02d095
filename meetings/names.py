"""The table of names the reader of summaries is handed: the directory first, then every other state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils import timezone

from meetings.models import Series
from meetings.summary import NamedParticipant, NameTable, default_names
from members.models import Capacity, Membership, Participant, ParticipantName
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


def participants_meant(written: Iterable[str]) -> dict[str, Participant]:
    """Whom each of these names means, as the directory knows it and without guessing; names it does not know are left
    out. 1 query where all are short names of the directory, 6 where one is an alias, a formal style or unknown."""
    wanted = set(written)
    if not wanted:
        return {}
    found: dict[str, set[Participant]] = {}
    for name in ParticipantName.objects.filter(short__in=wanted).select_related("participant"):
        found.setdefault(name.short, set()).add(name.participant)
    meant = {name: participants.pop() for name, participants in found.items() if len(participants) == 1}
    return meant | _by_table(wanted - meant.keys())


def _by_table(written: Iterable[str]) -> dict[str, Participant]:
    names = list(written)
    if not names:
        return {}
    table = name_table()
    slugs = {name: table.resolve(name, may_guess=False).participant for name in names}
    held = {one.slug: one for one in Participant.objects.filter(slug__in=[one.slug for one in slugs.values() if one])}
    return {name: held[one.slug] for name, one in slugs.items() if one and one.slug in held}
