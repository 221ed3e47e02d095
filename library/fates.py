"""What became of recommendations that are shown outside the register, as the reader may know it.

Says only what does not change with the clock, so that the pages that show it stay timeless: a recommendation of which
nothing is recorded is neither called open nor not tracked here. Its own page says which.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from django.urls import reverse

from core.translating import lazy_
from recommendations.standing import WORDS
from records.models import RegisterEntry

NOTHING = lazy_("No action recorded")


class Fate(NamedTuple):
    """`state` is a key of `recommendations.standing.WORDS`, or "made" while nothing is recorded."""

    state: str
    words: str
    last: str
    name: str
    address: str


def of(editions: Collection[Any], anchors: Collection[str], user: Any) -> dict[str, Fate]:
    """By the anchors of recommendations in some editions. One query."""
    entries = RegisterEntry.objects.readable_by(user).filter(edition__in=editions, anchor__in=anchors)
    return {entry.anchor: fate(entry) for entry in entries}


def fate(entry: RegisterEntry) -> Fate:
    address = reverse("recommendations:detail", args=[entry.path])
    return Fate(entry.state, WORDS.get(entry.state, NOTHING), entry.last, entry.name, address)
