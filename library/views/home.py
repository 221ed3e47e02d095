"""The home page, and the pages about these pages."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone
from django.views.generic import TemplateView

from library.views.public import PublicMixin
from library.views.recommendations import shown
from library.waiting import waiting
from records.models import Card, Passage, Rendition

EARLIER = 5
COMING = 3
AGREED = 3
DOCUMENTS = 6


class HomeView(PublicMixin, TemplateView):
    """What met last and what it agreed, what is next, what waits for the reader, and the documents that stay alive.

    5 queries with the state; for a delegate 6.
    """

    template_name = "library/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, now = self.request.user, timezone.now()
        cards = Card.objects.current_for(user)
        held = list(cards.meetings().filter(state="held").latest_first()[: EARLIER + 1])
        last = held[0] if held else None
        beside = list(announced(cards.meetings(), now).union(cards.documents().latest_first()[:DOCUMENTS], all=True))
        found = waiting(user, now.date())
        context: dict[str, Any] = {
            "last": last,
            "earlier": held[1:],
            "coming": coming(beside, now),
            "documents": documents(beside),
            "waiting": found,
            "rows": [shown(entry, now) for entry in found.entries] if found else [],
        }
        if last:
            context |= {"agreed": agreed(last, user), "file": statement(last, user)}
        return super().get_context_data(**kwargs, **context)


def agreed(card: Card, user: Any) -> list[Passage]:
    """The first recommendations of a meeting, or its first outcomes where it made none.

    What the sentence above them says already is not said twice.
    """
    role = "recommendation" if card.recommendations else "outcome"
    passages = Passage.objects.readable_by(user).filter(edition=card.edition_id, role=role)
    return list(passages.exclude(text=card.gist)[:AGREED])


def statement(card: Card, user: Any) -> Rendition | None:
    """The PDF of a record, without its bytes."""
    kept = Rendition.objects.readable_by(user).filter(edition=card.edition_id, format="pdf")
    return kept.defer("content").first()


def announced(meetings: Any, now: datetime.datetime) -> Any:
    """Those that may lie ahead: somewhere it may still be yesterday."""
    planned = meetings.filter(state="planned", ends_on__gte=now.date() - datetime.timedelta(days=1))
    return planned.order_by("starts_on", "reference")[: COMING * 2]


def documents(cards: Iterable[Card]) -> list[Card]:
    """The latest first, as they were asked for: a union promises no order."""
    found = [card for card in cards if card.kind == "document"]
    return sorted(found, key=lambda card: (card.starts_on or datetime.date.min, card.reference), reverse=True)


def coming(cards: Iterable[Card], now: datetime.datetime) -> list[Card]:
    """The next meetings announced. What is past is judged on the clock of the place where they meet."""
    ahead = [
        card
        for card in cards
        if card.kind == "meeting" and card.ends_on and card.ends_on >= now.astimezone(zone_of(card)).date()
    ]
    return sorted(ahead, key=lambda card: (card.starts_on or card.ends_on, card.reference))[:COMING]


def zone_of(card: Card) -> datetime.tzinfo:
    try:
        return ZoneInfo(card.zone)
    except (ZoneInfoNotFoundError, ValueError):  # a zone this machine does not know must not take the page down
        return datetime.UTC


class AboutView(PublicMixin, TemplateView):
    template_name = "library/about.html"
    is_timeless = True


class AccessibilityView(PublicMixin, TemplateView):
    template_name = "library/accessibility.html"
    is_timeless = True
