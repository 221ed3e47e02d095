"""What a Record says outside its paragraphs, as labelled words: the same ones the page shows."""

from __future__ import annotations

from collections.abc import Iterator

from core.text import date_words, listed
from records.record import Attendee, DocumentFacts, Link, MeetingFacts, Record
from records.render.text import PRESENCE_LABELS, meeting_dates, meeting_place

NOT_KNOWN = "Not known"
LEVELS = {"ministerial": "Ministerial", "senior_official": "Senior officials", "technical": "Technical"}
STATES = {"held": "Held", "planned": "Planned", "postponed": "Postponed", "cancelled": "Cancelled"}
RELATIONS = {"reviews": "Reviewed progress since", "prepares": "Prepared for", "continues": "Continued"}
CAPACITIES = {"co_chair": "Co-Chair", "co_manager": "also taking part", "other": "also taking part"}


def facts(record: Record) -> dict[str, str]:
    """Label → words. The reference and number of a draft are left out: every draft has its own, and the page's
    heading names both."""
    said = {"Title": record.title}
    if record.meeting:
        said |= {"Statement": record.statement_title, "Reference": record.reference, **_meeting(record.meeting)}
    if record.document:
        said |= _document(record.document)
    said |= {
        "In short": record.gist,
        "Marking": record.marking,
        "Notice": record.notice,
        "Language": record.language,
        "Process": record.process,
        "Remark on attendance": record.attendance_remark,
    }
    return said


def _meeting(meeting: MeetingFacts) -> dict[str, str]:
    hosts = listed([f"{host.name} ({host.agency})" if host.agency else host.name for host in meeting.hosts])
    chairing = {host.role for host in meeting.hosts} == {"co_chair"}
    return {
        "Series": meeting.series_name,
        "Body": meeting.body,
        "Date": meeting_dates(meeting) or NOT_KNOWN,
        "Place": meeting_place(meeting) or NOT_KNOWN,
        "Venue": meeting.venue,
        "Hosted by": f"the Co-Chairs, {hosts}" if chairing else hosts,
        "Who held the chair is": listed(sorted({host.basis for host in meeting.hosts if host.basis})),
        "Level": LEVELS.get(meeting.level, NOT_KNOWN),
        "State": STATES[meeting.state],
        "Time zone": meeting.zone,
        "Agenda agreed at": meeting.agenda_agreed_at,
    }


def _document(document: DocumentFacts) -> dict[str, str]:
    return {
        "Kind": document.kind.replace("_", " ").capitalize(),
        "Submitted by": listed(document.submitted_by),
        "Submitted to": document.submitted_to,
        "Submitted": date_words(document.submitted_on) if document.submitted_on else "",
        "Endorsed": document.endorsed_at or "Not yet",
        "Supersedes": listed([earlier.name for earlier in document.supersedes]),
    }


def listings(record: Record) -> dict[str, list[str]]:
    """Heading → lines."""
    return {
        "Linked meetings": [_link(link) for link in record.links],
        "Recommendations put to meetings": list(_put_to(record)),
        "Figures given by sources": [
            f"{figure.text or f'{figure.count} {figure.of}'}{f' ({figure.source})' if figure.source else ''}"
            for figure in record.figures
        ],
        "Documents": [
            f"{one.kind.capitalize()}: {one.title} ({one.file_name}, {one.media_type}, {one.size} bytes, {one.sha256})"
            f"{f', showing: {one.alternative}' if one.alternative else ''}"
            for one in record.enclosures
        ],
        "Cleared by the Co-Chairs": [
            f"{one.name}, {one.role}, {date_words(one.on)}, {one.how.lower()}" for one in record.clearances
        ],
        "Abbreviations": [f"{one.short}: {one.long}" for one in record.abbreviations],
        "Sources": [
            " ".join(part for part in (source.title, source.url, source.basis) if part) for source in record.sources
        ],
    }


def _put_to(record: Record) -> Iterator[str]:
    codes = {passage.anchor: passage.code for passage in record.recommendations}
    for asked in record.asked:
        due = f"; due {date_words(asked.due_on)}" if asked.due_on else ""
        yield f"{codes.get(asked.of, '')}: {listed(asked.put_to) or 'none'}{due}"


def _link(link: Link) -> str:
    known = [date_words(link.date) if link.date else "", link.place]
    where = ", ".join(part for part in known if part)
    return f"{RELATIONS[link.relation]}: {link.title}{f' ({where})' if where else ''}"


def status(attendee: Attendee) -> str:
    """ "member", "observer, apologies": what a delegation attended as, or would have."""
    capacity = CAPACITIES.get(attendee.capacity, attendee.capacity.replace("_", " "))
    missed = PRESENCE_LABELS.get(attendee.presence, "")
    return f"{capacity}, {missed[0].lower()}{missed[1:]}" if missed else capacity
