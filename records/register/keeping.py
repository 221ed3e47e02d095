"""Keep the register's rows as they follow from the editions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from django.utils import timezone

from meetings.models import Audience
from records.models import Card, Edition, InForce, RegisterEntry, RegisterEvent, Release
from records.models.register import OPEN_END
from records.record import Record
from records.register import happened
from records.register.entries import Issued, Met, Version, versions
from records.search.index import vector

RUNG = {audience: at for at, audience in enumerate(Audience.values)}
CHUNK = 2000


def add_events(edition: Edition, record: Record, key: str, meeting: str) -> None:
    """What an edition says. Call `recount(touched(edition))` after it."""
    RegisterEvent.objects.bulk_create(happened.events(edition, record, key, meeting))


def touched(edition: Edition) -> set[str]:
    """Recommendations of which this edition or another of the same subject tells, and those due at its meeting."""
    told = RegisterEvent.objects.filter(edition__subject=edition.subject_id).values_list("recommendation", flat=True)
    named = Card.objects.filter(edition__subject=edition.subject_id, kind="meeting").values("reference")
    due = RegisterEntry.objects.filter(due_at__in=named).values_list("recommendation", flat=True)
    return set(told.union(due))


def recount(recommendations: Collection[str]) -> None:
    """Make entries and spans anew. Call it whenever who may read an edition changes: it is judged here, now."""
    wanted = sorted(recommendations)
    for at in range(0, len(wanted), CHUNK):
        _recount(wanted[at : at + CHUNK])


def refresh_after_release(edition: Edition) -> None:
    recount(touched(edition))


def _recount(recommendations: Collection[str]) -> None:
    RegisterEntry.objects.filter(recommendation__in=recommendations).delete()
    InForce.objects.filter(recommendation__in=recommendations).delete()
    events = defaultdict(list)
    for event in RegisterEvent.objects.filter(recommendation__in=recommendations).in_order():
        events[event.recommendation].append(event)
    editions = _editions({event.edition_id for told in events.values() for event in told})
    met = _met({event.facts["due_at"] for told in events.values() for event in told if event.facts.get("due_at")})
    entries: list[RegisterEntry] = []
    forces: list[InForce] = []
    for recommendation, told in events.items():
        due_at = next((event.facts["due_at"] for event in told if event.kind == "made"), "")
        follow = rows(recommendation, told, list(_concerned(told, editions)), met.get(due_at, ()))
        entries += follow[0]
        forces += follow[1]
    RegisterEntry.objects.bulk_create(entries)
    InForce.objects.bulk_create(forces)


def rows(
    recommendation: str, told: Sequence[RegisterEvent], editions: Sequence[Issued], met: Sequence[Met] = ()
) -> tuple[list[RegisterEntry], list[InForce]]:
    """What follows from all events of one recommendation and all editions of the subjects that tell of it."""
    found = versions(told, editions, met)
    entries = [_entry(recommendation, version) for version in found]
    return entries, [force for version in found for force in _forces(recommendation, version)]


def _editions(telling: Collection[Any]) -> dict[Any, list[Issued]]:
    """All editions of the subjects of some, by edition: each of the same subject has the same list."""
    subjects = Edition.objects.filter(pk__in=telling).values("subject")
    rungs: dict[Any, int] = {}
    released = Release.objects.filter(edition__subject__in=subjects, from_at__lte=timezone.now())
    for edition, audience in released.values_list("edition", "audience"):
        rungs[edition] = min(RUNG[Audience(audience)], rungs.get(edition, len(RUNG)))
    by_subject: dict[Any, list[Issued]] = defaultdict(list)
    for pk, subject, number in Edition.objects.filter(subject__in=subjects).values_list("pk", "subject", "number"):
        by_subject[subject].append(Issued(pk, subject, number, rungs.get(pk)))
    return {issued.edition: group for group in by_subject.values() for issued in group}


def _met(references: Collection[str]) -> dict[str, list[Met]]:
    """What the editions of these meetings say of their days."""
    found: dict[str, list[Met]] = defaultdict(list)
    if not references:
        return found
    cards = list(Card.objects.filter(reference__in=references, kind="meeting", is_withdrawn=False))
    editions = _editions({card.edition_id for card in cards})
    for card in cards:
        issued = next(each for each in editions[card.edition_id] if each.edition == card.edition_id)
        found[card.reference].append(Met(issued, card.starts, card.zone))
    return found


def _concerned(told: Iterable[RegisterEvent], editions: dict[Any, list[Issued]]) -> Iterator[Issued]:
    subjects = {editions[event.edition_id][0].subject: editions[event.edition_id] for event in told}
    for group in subjects.values():
        yield from group


def _entry(recommendation: str, version: Version) -> RegisterEntry:
    fields = version.fields
    return RegisterEntry(
        recommendation=recommendation,
        first_rung=version.first,
        last_rung=version.last,
        words=vector([(fields["text"], "C"), (f"{fields['reference']} {fields['code']}", "D")]),
        **fields,
    )


def _forces(recommendation: str, version: Version) -> Iterator[InForce]:
    kept = {name: version.fields[name] for name in _SHARED}
    for span in version.spans:
        lines = [["", span.words.text], *([label, text] for _, label, text in span.words.items)]
        yield InForce(
            recommendation=recommendation,
            first_rung=version.first,
            last_rung=version.last,
            from_on=span.from_on,
            until_on=span.until_on or OPEN_END,
            mark=span.words.mark,
            lines=lines,
            **kept,
        )


_SHARED = ("edition_id", "series", "reference", "number", "path", "made_on", "follow_up")


def rebuild() -> None:
    """After all events were made again: every entry and span."""
    told = RegisterEvent.objects.order_by("recommendation").values_list("recommendation", flat=True).distinct()
    recount(set(told))
