"""Areas of focus as readers may know them: in force on a day, ahead, earlier, and what was only proposed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from core.translating import lazy_
from records.compose.priorities import period
from records.models import FocusEntry

GROUPS = (
    ("now", lazy_("In focus now")),
    ("ahead", lazy_("Ahead")),
    ("proposed", lazy_("Proposed, not agreed yet")),
    ("earlier", lazy_("Earlier")),
)


@dataclass(frozen=True)
class Focus:
    """`proposal` is where another meeting proposed it, None where that is not known here."""

    entry: FocusEntry
    proposal: FocusEntry | None

    @property
    def address(self) -> str:
        return place_of(self.entry)

    @property
    def proposed_in(self) -> str:
        return place_of(self.proposal) if self.proposal else ""

    @property
    def period(self) -> str:
        words = period(self.entry.from_on, self.entry.until_on)
        return f"{words[0].upper()}{words[1:]}" if words else gettext("No period named")


def place_of(entry: FocusEntry) -> str:
    return f"{reverse('meetings:detail', kwargs={'key': entry.edition.card.key})}#{entry.anchor}"


def priorities(user: Any, on: datetime.date) -> list[tuple[str, str, list[Focus]]]:
    """Name, heading and areas of each group that has any, the latest first. One query."""
    rows = FocusEntry.objects.current_for(user).select_related("edition__card").order_by("pk")
    known = sorted(rows, key=lambda row: (row.edition.card.starts, -row.number), reverse=True)
    proposals = {_named(row, row.edition.card.reference): row for row in known if row.standing == "proposed"}
    agreed = [Focus(row, proposals.get(_named(row, row.proposed_at))) for row in known if row.standing == "agreed"]
    taken = {focus.proposal.pk for focus in agreed if focus.proposal}
    groups: dict[str, list[Focus]] = {name: [] for name, _ in GROUPS}
    for focus in agreed:
        groups[_when(focus.entry, on)].append(focus)
    groups["proposed"] = [Focus(row, None) for row in proposals.values() if row.pk not in taken]
    return [(name, heading, groups[name]) for name, heading in GROUPS if groups[name]]


def _named(row: FocusEntry, reference: str) -> tuple[str, str]:
    return row.title.casefold(), reference


def _when(entry: FocusEntry, on: datetime.date) -> str:
    if entry.from_on and entry.from_on > on:
        return "ahead"
    return "earlier" if entry.until_on and entry.until_on < on else "now"
