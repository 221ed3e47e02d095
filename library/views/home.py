"""The home page, and the pages about these pages."""

from __future__ import annotations

import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone
from django.views.generic import TemplateView

from library.views.public import PublicMixin
from records.models import Card, Passage, Rendition

EARLIER = 5
COMING = 3
AGREED = 3
DOCUMENTS = 6


class HomeView(PublicMixin, TemplateView):
    """What met last and what it agreed, what is next, and the documents that stay alive."""

    template_name = "library/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        cards = Card.objects.current_for(user)
        held = list(cards.meetings().filter(state="held").latest_first()[: EARLIER + 1])
        last = held[0] if held else None
        context: dict[str, Any] = {
            "last": last,
            "earlier": held[1:],
            "coming": coming(cards.meetings()),
            "documents": cards.documents().latest_first()[:DOCUMENTS],
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


def coming(meetings: Any) -> list[Card]:
    """The next meetings announced. What is past is judged on the clock of the place where they meet."""
    now = timezone.now()
    yesterday = now.date() - datetime.timedelta(days=1)  # somewhere it may still be that day
    announced = meetings.filter(state="planned", ends_on__gte=yesterday).order_by("starts_on", "reference")
    return [card for card in announced[: COMING * 2] if card.ends_on >= now.astimezone(zone_of(card)).date()][:COMING]


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
