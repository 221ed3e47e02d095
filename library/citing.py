"""A record named so that others find exactly this text again: as a citation, as data of an event, as a letter."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from core.text import date_words, span_words
from library import addresses
from library.editions import Reading
from records.canonical import grouped
from records.record import MeetingFacts, Record
from records.render.text import meeting_place

# Between script tags: what could end the element, or begin a comment in it (HTML, 4.12.1.3).
_ESCAPED = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})
_STATUS = {"postponed": "EventPostponed", "cancelled": "EventCancelled"}
_MODE = {
    "in_person": "OfflineEventAttendanceMode",
    "online": "OnlineEventAttendanceMode",
    "hybrid": "MixedEventAttendanceMode",
}


def citation(reading: Reading) -> str:
    """Body, title, place, dates, reference with its revision, when it was issued, the address that stays, check code.

    The address is that of the revision: it leads to the same words when a later one is in force.
    """
    record, edition = reading.record, reading.edition
    facts = record.meeting
    where = (
        ", ".join(filter(None, [meeting_place(facts), span_words(facts.starts, facts.ends, facts.days)]))
        if facts
        else ""
    )
    code = grouped(edition.digest[:16])
    reference = ", ".join(filter(None, [record.reference, edition.revision]))
    issued = f"{'compiled' if record.notice else 'issued'} {date_words(edition.issued_at.date().isoformat())}"
    return ". ".join(
        [
            settings.PROCESS_NAME,
            ", ".join(filter(None, [record.title, where])),
            f"{reference}, {issued}",
            f"{settings.SITE_URL}{addresses.permanent(edition, reading.current)} (check code {code})",
        ]
    )


def letter_address(reading: Reading) -> str:
    """A mailto address: whoever is not signed in sends it from the own mail program, and we send nothing."""
    subject, body = quote(f"{reading.record.reference}: {reading.record.title}"), quote(citation(reading))
    return f"mailto:?subject={subject}&body={body}"


def event(reading: Reading) -> SafeString:
    """schema.org/Event as JSON-LD, a block of data that nothing runs; empty where no day or month is known."""
    facts = reading.record.meeting
    if facts is None or not facts.starts:
        return mark_safe("")
    data = json.dumps(_event(reading, reading.record, facts), ensure_ascii=False, separators=(",", ":"))
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(data.translate(_ESCAPED)))  # noqa: S308 - escaped above


def _event(reading: Reading, record: Record, facts: MeetingFacts) -> dict[str, Any]:
    page = settings.SITE_URL + reading.current_page
    said = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": page,
        "name": record.title,
        "alternateName": record.reference,
        "description": record.gist,
        "startDate": facts.starts,
        "endDate": facts.ends,
        "eventStatus": f"https://schema.org/{_STATUS.get(facts.state, 'EventScheduled')}",
        "eventAttendanceMode": f"https://schema.org/{_MODE[facts.format]}" if facts.format in _MODE else "",
        "location": _location(facts, page),
        "organizer": {"@type": "Organization", "name": settings.PROCESS_NAME, "url": settings.SITE_URL},
        "url": page,
    }
    return {name: value for name, value in said.items() if value}


def _location(facts: MeetingFacts, page: str) -> dict[str, Any] | None:
    if facts.city or facts.country:
        address = {"@type": "PostalAddress", "addressLocality": facts.city, "addressCountry": facts.country}
        named = {name: value for name, value in address.items() if value}
        return {"@type": "Place", "name": ", ".join(filter(None, [facts.city, facts.country])), "address": named}
    return {"@type": "VirtualLocation", "url": page} if facts.format == "online" else None
