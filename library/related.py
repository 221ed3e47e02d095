"""What stands around one recommendation: what it led to or is under, what took its place, whose place it took.

Everything is linked only where the reader may open it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from records.models import Card, DirectoryEntry, RegisterEntry, RegisterEvent


@dataclass(frozen=True)
class Related:
    """`addresses` of meetings by reference, of documents and bodies by slug; `paths` of other recommendations."""

    addresses: dict[str, str]
    paths: dict[str, str]
    took_the_place_of: list[RegisterEntry]


def related(recommendation: str, events: Sequence[RegisterEvent], user: Any) -> Related:
    """3 queries, one more where it led to a body."""
    named = [reference for event in events for reference in _references(event)]
    wanted = {(one["kind"], one["key"]) for one in named if one["key"]}
    addresses = opened(wanted, user)
    ahead = [event.successor for event in events if event.successor]
    before = list(
        RegisterEvent.objects.current_for(user)
        .filter(successor=recommendation)
        .values_list("recommendation", flat=True)
    )
    entries = RegisterEntry.objects.readable_by(user).filter(recommendation__in=[*ahead, *before]).newest_first()
    known = list(entries)
    return Related(
        addresses,
        {entry.recommendation: entry.path for entry in known},
        [entry for entry in known if entry.recommendation in before],
    )


def _references(event: RegisterEvent) -> list[dict[str, str]]:
    facts = event.facts
    meetings = [*facts.get("put_to", []), *facts.get("referred_to", []), facts.get("deferred_to", "")]
    return [
        *facts.get("led_to", []),
        *facts.get("about", []),
        *({"kind": "meeting", "name": name, "key": name} for name in meetings),
    ]


def opened(wanted: set[tuple[str, str]], user: Any) -> dict[str, str]:
    """Addresses by key of the meetings, documents and bodies among (kind, key) that the reader may open.

    One query, one more where bodies are among them; none where nothing is wanted.
    """
    if not wanted:
        return {}
    meetings = {key for kind, key in wanted if kind == "meeting"}
    documents = {key for kind, key in wanted if kind == "document"}
    bodies = {key for kind, key in wanted if kind == "body"}
    cards = Card.objects.current_for(user).filter(
        Q(kind="meeting", reference__in=meetings) | Q(kind="document", key__in=documents)
    )
    found = {}
    for kind, key, reference in cards.values_list("kind", "key", "reference"):
        is_meeting = kind == "meeting"
        found[reference if is_meeting else key] = reverse(
            "meetings:detail" if is_meeting else "strategy:detail", args=[key]
        )
    if bodies:
        listed = DirectoryEntry.objects.current_for(user).filter(slug__in=bodies).exclude(kind="area")
        found |= {slug: reverse("members:detail", args=[slug]) for slug in listed.values_list("slug", flat=True)}
    return found
