"""Atom: what was issued, the latest first. An entry is an edition or a paragraph of one; it never changes afterwards.

A revision is a new entry with its reason. A feed reader has no session, so that feeds hold what everybody may read;
in the browser of somebody signed in they hold what that person may read.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from core.text import span_words
from library import addresses
from library.searching import Hit
from records.models import AttendanceIndex, Card

MOST = 50
# The day before anything could be issued: a feed without entries is as old as this, whenever it is asked for.
BEFORE_ALL = datetime.datetime(2002, 1, 1, tzinfo=datetime.UTC)


@dataclass(frozen=True)
class Entry:
    id: UUID
    title: str
    address: str
    summary: str
    issued_at: datetime.datetime


class _Feed(Atom1Feed):
    def latest_post_date(self) -> datetime.datetime:
        """The clock must not decide what is written of a feed without entries."""
        return max((one["updateddate"] for one in self.items), default=BEFORE_ALL)


def atom(title: str, own: str, page: str, entries: Iterable[Entry]) -> bytes:
    """`own` and `page` are the addresses of the feed and of what it follows, without the host."""
    feed = _Feed(
        title=f"{title} · {settings.PROCESS_SHORT} records",
        link=settings.SITE_URL + page,
        description=None,
        feed_url=settings.SITE_URL + own,
        feed_guid=uuid5(NAMESPACE_URL, settings.SITE_URL + own).urn,
        author_name=settings.PROCESS_NAME,
        language=None,
    )
    for entry in entries:
        feed.add_item(
            title=entry.title,
            link=settings.SITE_URL + entry.address,
            description=escape(entry.summary),  # Atom1Feed calls it HTML
            unique_id=entry.id.urn,
            pubdate=entry.issued_at,
            updateddate=entry.issued_at,
        )
    return feed.writeString("utf-8").encode()


def of_cards(cards: Any) -> list[Entry]:
    """The newest editions among cards of meetings that passed the gate. One query."""
    newest = cards.select_related("edition").order_by("-edition__issued_at", "pk")[:MOST]
    return [_of_card(card) for card in newest]


def of_participant(slug: str, user: Any) -> list[Entry]:
    """Records that name a participant. One query."""
    named = AttendanceIndex.objects.readable_by(user).filter(participant=slug).values("edition")
    return of_cards(Card.objects.readable_by(user).meetings().filter(edition__in=named))


def of_hits(hits: Sequence[Hit]) -> list[Entry]:
    """Paragraphs that were found, in the order given."""
    found = []
    for hit in hits:
        edition, passage, page = hit.entry.edition, hit.entry.passage, hit.entry.page
        name = str(passage.anchor) if passage else f"{page.file_id}#{page.number}" if page else ""
        said = "".join(piece for piece, _ in hit.text)
        place = f"{hit.card.title}, {_when(hit.card)}".rstrip(", ")
        title = "".join(piece for piece, _ in hit.heading)
        found.append(Entry(uuid5(edition.pk, name), title, hit.address, f"{place}: {said}", edition.issued_at))
    return found


def _of_card(card: Card) -> Entry:
    edition = card.edition
    place = ", ".join(filter(None, [_when(card), card.place]))
    named = f"{card.title} ({card.reference}{f', {edition.revision}' if edition.revision else ''})"
    why = f"Why it was issued anew: {edition.reason}" if edition.number > 1 and edition.reason else ""
    said = " ".join(f"{part.rstrip('.')}." for part in (place, card.gist, why, card.notice) if part)
    return Entry(edition.pk, named, addresses.page(edition, edition), said, edition.issued_at)


def _when(card: Any) -> str:
    return span_words(card.starts, card.ends, card.days)
