"""iCalendar (RFC 5545): meetings by their days, without midnights.

The UID is the meeting's own for good, so that a calendar moves an entry when the meeting moves. SEQUENCE counts its
revisions, and DTSTAMP is the moment of issue: the same revision always gives the same bytes.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event, vDDDLists

from library import addresses
from records.models import Card

MOST = 1_000
DAY = datetime.timedelta(days=1)
# A meeting that was put off or called off stays in the calendars that have it, marked so.
STATUS = {"planned": "CONFIRMED", "held": "CONFIRMED", "postponed": "CANCELLED", "cancelled": "CANCELLED"}
SAID_FIRST = {"postponed": "Postponed: ", "cancelled": "Cancelled: "}


def calendar(name: str, cards: Iterable[Card]) -> bytes:
    """Cards with their editions. A meeting that is not known to the day stands in no calendar."""
    made = Calendar()
    made.add("PRODID", f"-//{settings.PROCESS_SHORT}//Records of meetings//EN")
    made.add("VERSION", "2.0")
    made.add("CALSCALE", "GREGORIAN")
    made.add("METHOD", "PUBLISH")
    made.add("NAME", name)
    made.add("X-WR-CALNAME", name)
    made.add("REFRESH-INTERVAL", datetime.timedelta(hours=12), parameters={"VALUE": "DURATION"})
    for card in cards:
        if is_known_to_the_day(card):
            made.add_component(_event(card))
    content: bytes = made.to_ical()
    return content


def is_known_to_the_day(card: Card) -> bool:
    return len(card.starts) == 10 and len(card.ends) == 10


def _event(card: Card) -> Event:
    edition = card.edition
    event = Event()
    event.add("UID", f"{edition.subject_id}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("SEQUENCE", edition.number - 1)
    event.add("DTSTAMP", edition.issued_at.replace(microsecond=0))
    event.add("LAST-MODIFIED", edition.issued_at.replace(microsecond=0))
    event.add("SUMMARY", SAID_FIRST.get(card.state, "") + card.title)
    event.add("STATUS", STATUS.get(card.state, "CONFIRMED"))
    event.add("TRANSP", "TRANSPARENT")
    event.add("URL", settings.SITE_URL + addresses.page(edition, edition))
    _add_days(event, card)
    if card.place or card.format == "online":
        event.add("LOCATION", card.place or "Online")
    said = "\n".join(filter(None, [card.reference, card.gist, card.notice]))
    event.add("DESCRIPTION", said)
    if card.series_name:
        event.add("CATEGORIES", [card.series_name])
    return event


def _add_days(event: Event, card: Card) -> None:
    """Days that do not touch are one event on several dates; DTEND is the day after the last (RFC 5545, 3.6.1)."""
    apart = [datetime.date.fromisoformat(day) for day in card.days]
    if len(apart) > 1:
        event.add("DTSTART", apart[0])
        event.add("DTEND", apart[0] + DAY)
        event["RDATE"] = vDDDLists(apart[1:])
        event["RDATE"].params["VALUE"] = "DATE"
        return
    event.add("DTSTART", datetime.date.fromisoformat(card.starts))
    event.add("DTEND", datetime.date.fromisoformat(card.ends) + DAY)
