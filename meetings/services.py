"""The verbs of meetings: file what was read from a summary as rows.

A corrected proposal has the shape the reader prints (`manage.py read_summary --json`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core.dates import first_day, last_day
from core.models import Versioned
from core.stores import StoreError
from meetings import holding
from meetings.models import (
    Attendance,
    Figure,
    Host,
    Material,
    Meeting,
    MeetingLink,
    Outcome,
    Precision,
    Relation,
    Series,
    Venue,
)
from members.models import Capacity, Participant

Row = TypeVar("Row", bound=Versioned)
STEP = 1000  # positions are sparse, so that moving a row writes one row

_RELATIONS = {
    "reviews progress since": Relation.REVIEWS,
    "prepares for": Relation.PREPARES,
    "continues": Relation.CONTINUES,
}
_FORMATS = {"virtual": Venue.ONLINE, "in person": Venue.IN_PERSON} | {venue.value: venue for venue in Venue}


class CannotFileError(Exception):
    """Why a summary could not become rows, in words for the user. Nothing was written."""


def file_meeting(corrected: dict[str, Any], *, provenance: str) -> Meeting:
    """Make a meeting and its rows, recommendations apart. Inside a transaction and `acting`. Raises CannotFileError."""
    meeting = _meeting(corrected, provenance)
    directory = {p.slug: p for p in Participant.objects.with_names()}
    _file_hosts(meeting, corrected.get("hosts", []), directory)
    _file_attendance(meeting, corrected.get("attendance", []), directory)
    for at, figure in enumerate(corrected.get("figures", [])):
        saved(Figure(meeting=meeting, position=at * STEP, **{k: figure.get(k) or _EMPTY[k] for k in _EMPTY}))
    _file_links(meeting, corrected.get("links", []))
    file_outcomes(meeting, corrected.get("outcomes", []))
    return meeting


_EMPTY: dict[str, Any] = {"count": None, "of": "", "text": ""}


def _meeting(corrected: dict[str, Any], provenance: str) -> Meeting:
    dates, place = corrected.get("dates") or {}, corrected.get("location") or {}
    try:
        starts, ends = first_day(dates.get("starts")), last_day(dates.get("ends") or dates.get("starts"))
        days = [day for day in map(first_day, dates.get("days") or []) if day]
    except ValueError as error:
        raise CannotFileError(
            _("One of the dates is not a day of the calendar ({error}).").format(error=error)
        ) from error
    series, ordinal = _series(corrected), corrected.get("ordinal") or None
    if ordinal and series.meetings.filter(ordinal=ordinal).exists():
        raise CannotFileError(
            _("{code} {ordinal} is already in the log. Open it there, or put the number right.").format(
                code=series.code, ordinal=ordinal
            )
        )
    meeting = Meeting(
        series=series,
        ordinal=ordinal,
        title=(corrected.get("title") or "").strip(),
        starts_on=starts,
        ends_on=ends,
        days=days,
        precision=dates.get("precision") or (Precision.DAY if starts else Precision.UNKNOWN),
        zone=corrected.get("zone") or "UTC",
        city=place.get("city") or "",
        country=place.get("country") or "",
        format=_FORMATS.get(place.get("format") or "", Venue.NOT_KNOWN),
        purpose=corrected.get("purpose") or "",
        recommendations_intro=corrected.get("recommendations_intro") or "",
        gist=corrected.get("gist") or "",
        attendance_is_known=bool(corrected.get("attendance") or corrected.get("figures")),
        image_caption=corrected.get("image") or "",
        abbreviations=corrected.get("abbreviations") or [],
        provenance=provenance,
    )
    return saved(meeting)


def _series(corrected: dict[str, Any]) -> Series:
    code = (corrected.get("series") or "").strip()
    if not code:
        raise CannotFileError(_("Say which series the meeting belongs to, for example AHG SOM."))
    found = Series.objects.filter(code__iexact=code).first()
    if found:
        return found
    return saved(Series(code=code, slug=slugify(code), name=corrected.get("series_name") or code))


def _file_hosts(meeting: Meeting, hosts: Sequence[dict[str, Any]], directory: dict[str, Participant]) -> None:
    for at, host in enumerate(hosts):
        participant = directory.get(host.get("participant") or "")
        basis = host.get("basis") or ""
        name = host.get("as_written") or _name(participant, meeting) or host.get("participant") or ""
        if not name:
            continue
        role = host.get("role") or (Host.Role.CO_CHAIR if "chair" in basis.lower() else Host.Role.HOST)
        row = Host(
            meeting=meeting, participant=participant, as_written=name, role=role, basis=basis, position=at * STEP
        )
        saved(row)


def _name(participant: Participant | None, meeting: Meeting) -> str:
    if participant is None:
        return ""
    name = participant.name_on(meeting.starts_on) if meeting.starts_on else None
    return name.short if name else str(participant)


def _file_attendance(meeting: Meeting, rows: Sequence[dict[str, Any]], directory: dict[str, Participant]) -> None:
    """Two lines for one delegation are refused: a person decides which capacity is right."""
    seen: dict[str, str] = {}
    for at, row in enumerate(rows):
        written = (row.get("as_written") or "").strip()
        participant = directory.get(row.get("participant") or "")
        name = participant.slug if participant else written.casefold()
        if name in seen:
            raise CannotFileError(
                _("“{written}” is listed twice in the attendance. Remove one of the two lines.").format(written=written)
            )
        seen[name] = written
        saved(attendance_row(meeting, row, directory, at * STEP))


def attendance_row(
    meeting: Meeting, told: dict[str, Any], directory: dict[str, Participant], position: int
) -> Attendance:
    """A line of the attendance as it was read, not yet saved."""
    written = (told.get("as_written") or "").strip()
    participant = directory.get(told.get("participant") or "")
    capacity, as_said = capacity_of(told.get("capacity") or "")
    sorting = participant.name_on(meeting.starts_on) if participant and meeting.starts_on else None
    return Attendance(
        meeting=meeting,
        participant=participant,
        as_written=written,
        sorting=_sorting(written, sorting.short if sorting else "", sorting.sorting if sorting else ""),
        kind=participant.kind if participant else told.get("kind") or "unknown",
        capacity=capacity,
        capacity_as_written=as_said,
        presence=told.get("presence") or "present",
        position=position,
    )


def _sorting(written: str, short: str, sorting: str) -> str:
    """The directory's sorting form where the record writes the directory's name, else the name without its article."""
    if sorting and written == short:
        return sorting
    return written.removeprefix("the ").removeprefix("The ")


# What other processes call those who attend, and the capacity of ours that comes nearest.
_NEAREST = {
    "chair": Capacity.CO_CHAIR,
    "vice_chair": Capacity.MEMBER,
    "co_host": Capacity.HOST,
    "invited_guest": Capacity.GUEST,
    "guest_speaker": Capacity.GUEST,
    "participant": Capacity.MEMBER,
    "party": Capacity.MEMBER,
}


def capacity_of(said: str) -> tuple[str, str]:
    """A capacity of ours for the words of a text, with those words where ours say less."""
    plain = slugify(said).replace("-", "_").removesuffix("s")
    if plain in Capacity.values:
        return plain, ""
    if plain in _NEAREST:
        return _NEAREST[plain], said
    if "co_manager" in plain:
        return Capacity.CO_MANAGER, ""
    return (Capacity.OTHER, said) if said else (Capacity.MEMBER, "")


def _file_links(meeting: Meeting, links: Sequence[dict[str, Any]]) -> None:
    for at, link in enumerate(links):
        date = link.get("date") or ""
        relation = _RELATIONS.get(link.get("relation") or "", link.get("relation") or Relation.REVIEWS)
        saved(
            MeetingLink(
                meeting=meeting,
                relation=relation,
                position=at * STEP,
                title=link.get("title") or "Meeting",
                date=date,
                place=link.get("place") or "",
                target=_meeting_on(date, link.get("title") or ""),
            )
        )


def _meeting_on(date: str, title: str) -> Meeting | None:
    """The meeting a text means by a day, where the log holds exactly one of that day (or one of that level)."""
    if len(date) != 10:
        return None
    same_day = list(Meeting.objects.filter(starts_on=date).select_related("series"))
    ministerial = [
        m for m in same_day if (m.series.level == "ministerial") == ("Ministerial" in title or "BPMC" in title)
    ]
    return next((group[0] for group in (same_day, ministerial) if len(group) == 1), None)


def file_outcomes(
    meeting: Meeting, rows: Sequence[dict[str, Any]], parent: Outcome | None = None, *, first: int = 0
) -> None:
    """Paragraphs with those under them, the first at the position `first`. Inside a transaction and `acting`."""
    for at, row in enumerate(rows):
        outcome = Outcome(
            meeting=meeting,
            parent=parent,
            position=first + at * STEP,
            heading=row.get("heading") or "",
            actors=list(row.get("actors") or []),
            verbs=list(row.get("verbs") or []),
            text=(row.get("text") or "").strip(),
            is_held=row.get("is_held", True),
        )
        file_outcomes(meeting, row.get("children") or [], saved(outcome))


def keep_material(
    meeting: Meeting, *, title: str, file_name: str, media_type: str, content: bytes, kind: str = Material.Kind.SUMMARY
) -> Material:
    """Keep bytes with the meeting, hashed. Inside `acting`. Raises CannotFileError."""
    material = Material(
        meeting=meeting,
        kind=kind,
        title=title,
        file_name=file_name,
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
    )
    return kept(material)


def kept(material: Material) -> Material:
    """Check a new material as its form would, put its bytes where they belong, save it. Raises CannotFileError."""
    checked(material)
    try:
        holding.hold(material)
    except StoreError as error:
        raise CannotFileError(str(error)) from error
    material.save()
    return material


def saved(row: Row) -> Row:
    """Check the row as its form would, then save it. Raises CannotFileError with the words of the rule broken."""
    checked(row)
    row.save()
    return row


def checked(row: Row) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise CannotFileError(f"{str(row._meta.verbose_name).capitalize()}: {' '.join(error.messages)}") from error
