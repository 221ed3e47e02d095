"""The meetings that come with the project, compiled from public pages: as desk rows, then issued.

A meeting that is there already is left as it is, whoever filed it. Run as often as wanted.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

import meetings
from core.history import acting
from meetings.models import (
    Attendance,
    Figure,
    Host,
    Meeting,
    MeetingLink,
    MeetingSource,
    Outcome,
    Precision,
    Provenance,
    Series,
    Venue,
)
from members.models import Area, Participant, User
from members.services import read_data
from recommendations.models import Addressee, PutTo, Recommendation
from records import services
from records.permissions import may_approve, may_prepare

PATH = Path(meetings.__file__).resolve().parent / "data" / "public_records.json"
REASON = "Compiled from public sources"


class CannotLoadError(Exception):
    """Why nothing was filed, in words for the one who asked for it."""


Entry = dict[str, Any]
Identity = tuple[str, int | datetime.date | str]


def load(
    *, prepared_by: User, approved_by: User, say: Callable[[int, int], None] = lambda done, of: None
) -> tuple[int, int]:
    """Meetings filed and meetings issued. `say` hears how many of how many are issued. Raises CannotLoadError."""
    _refuse_wrong_people(prepared_by, approved_by)
    entries: list[Entry] = read_data(PATH)["meetings"]
    with acting(prepared_by, REASON):
        filed = _file(entries)
    waiting = _not_yet_issued(entries)
    for done, meeting in enumerate(waiting, start=1):
        services.issue_at_once(meeting, prepared_by=prepared_by, approved_by=approved_by, reason=REASON)
        say(done, len(waiting))
    return filed, len(waiting)


def _refuse_wrong_people(prepared_by: User, approved_by: User) -> None:
    """Before anything is filed: issuing would refuse them one record later."""
    if not may_prepare(prepared_by):
        raise CannotLoadError(
            _("{email} may not prepare records: it needs the mandate of the secretariat.").format(
                email=prepared_by.email
            )
        )
    if not may_approve(approved_by):
        raise CannotLoadError(
            _("{email} may not approve records: it needs the mandate of an approver.").format(email=approved_by.email)
        )
    if prepared_by == approved_by:
        raise CannotLoadError(_("Records are prepared by one person and approved by another. Name two people."))


@transaction.atomic
def _file(entries: list[Entry]) -> int:
    """All missing meetings in one transaction: links need both ends."""
    there = _by_identity()
    missing = [entry for entry in entries if _identity(entry) not in there]
    if not missing:
        return 0
    filing = _Filing(there)
    for entry in missing:
        filing.add(entry)
    for entry in missing:
        filing.link(entry)
    return len(missing)


def _not_yet_issued(entries: list[Entry]) -> list[Meeting]:
    """Ours, in the order of the file, that nobody has touched or issued."""
    wanted = {_identity(entry): at for at, entry in enumerate(entries)}
    drafts = Meeting.objects.filter(subject=None, provenance=Provenance.PUBLIC_SOURCES).select_related("series")
    ours = [
        meeting
        for meeting in drafts
        if _identity_of(meeting) in wanted and not meeting.history.exclude(history_change_reason=REASON).exists()
    ]
    return sorted(ours, key=lambda meeting: wanted[_identity_of(meeting)])


def _by_identity() -> dict[Identity, Meeting]:
    return {_identity_of(meeting): meeting for meeting in Meeting.objects.select_related("series")}


def _identity_of(meeting: Meeting) -> Identity:
    """The series with the number, else the first day, else the title."""
    return meeting.series.code, meeting.ordinal or meeting.starts_on or meeting.title


def _identity(entry: Entry) -> Identity:
    starts = _first_day(entry["starts"]) if "starts" in entry else None
    return entry["series"], entry.get("ordinal") or starts or entry["title"]


class _Filing:
    """Makes rows of entries. Reads what they refer to once."""

    def __init__(self, meetings: dict[Identity, Meeting]) -> None:
        self.meetings = meetings
        self.series = {series.code: series for series in Series.objects.all()}
        self.participants = {p.slug: p for p in Participant.objects.with_names()}
        self.areas = {area.slug: area for area in Area.objects.all()}

    def add(self, entry: Entry) -> None:
        meeting = self._meeting(entry)
        self.meetings[_identity(entry)] = meeting
        for at, host in enumerate(entry.get("hosts", [])):
            Host(
                meeting=meeting,
                participant=self.participants.get(host["participant"]),
                as_written=host["as_written"],
                basis=host["basis"],
                position=at,
            ).save()
        for group in entry.get("attendance", []):
            self._attendance(meeting, group)
        for at, figure in enumerate(entry.get("figures", [])):
            source = entry["sources"][0].get("url", "")
            Figure(meeting=meeting, position=at, source=source, **{"text": "", **figure}).save()
        for at, outcome in enumerate(entry.get("outcomes", [])):
            self._outcome(meeting, at, outcome)
        for at, source in enumerate(entry["sources"]):
            MeetingSource(
                meeting=meeting,
                position=at,
                title=source.get("title", ""),
                url=source.get("url", ""),
                remark=source.get("remark", ""),
                is_disagreement=source.get("differs", False),
            ).save()

    def link(self, entry: Entry) -> None:
        """What refers to other meetings."""
        meeting = self.meetings[_identity(entry)]
        for at, link in enumerate(entry.get("links", [])):
            MeetingLink(
                meeting=meeting,
                position=at,
                relation=link["relation"],
                title=link["title"],
                date=link["date"],
                place=link["place"],
                target=self._named(link["target"]),
            ).save()
        put_to = [self._named(identity) for identity in entry.get("put_to", [])]
        for at, recommendation in enumerate(entry.get("recommendations", [])):
            self._recommendation(meeting, at, recommendation, put_to)

    def _meeting(self, entry: Entry) -> Meeting:
        starts = entry.get("starts")
        meeting = Meeting(
            series=self.series[entry["series"]],
            ordinal=entry.get("ordinal"),
            title=entry["title"],
            starts_on=_first_day(starts) if starts else None,
            ends_on=_last_day(entry.get("ends") or starts) if starts else None,
            days=[datetime.date.fromisoformat(day) for day in entry.get("days", [])],
            precision=_precision(starts),
            zone=entry.get("zone", "UTC"),
            city=entry.get("city", ""),
            country=entry.get("country", ""),
            format=entry.get("format", Venue.NOT_KNOWN),
            purpose=entry.get("purpose", ""),
            recommendations_intro=entry.get("recommendations_intro", ""),
            gist=entry.get("gist", ""),
            abbreviations=entry.get("abbreviations", []),
            attendance_is_known="attendance" in entry,
            provenance=Provenance.PUBLIC_SOURCES,
        )
        meeting.save()
        return meeting

    def _attendance(self, meeting: Meeting, group: Entry) -> None:
        for as_written, slug in group["names"].items():
            participant = self.participants.get(slug)
            name = participant.name_on(meeting.starts_on or timezone.now().date()) if participant else None
            Attendance(
                meeting=meeting,
                participant=participant,
                as_written=as_written,
                sorting=name.sorting if name else as_written,
                kind=participant.kind if participant else "unknown",
                capacity=group["capacity"],
                capacity_as_written=as_written if group["capacity"] == "co_manager" else "",
                presence=group["presence"],
            ).save()

    def _outcome(self, meeting: Meeting, at: int, outcome: Entry) -> None:
        Outcome(
            meeting=meeting,
            position=at,
            heading=outcome.get("heading", ""),
            actors=outcome["actors"],
            verbs=outcome["verbs"],
            text=outcome["text"],
            area=self.areas.get(outcome.get("area", "")),
        ).save()

    def _recommendation(self, meeting: Meeting, at: int, entry: Entry, put_to: list[Meeting]) -> None:
        row = Recommendation(
            meeting=meeting,
            position=at,
            verb=entry["verb"],
            text=entry["text"],
            follow_up=entry["follow_up"],
            area=self.areas.get(entry.get("area", "")),
            result_body=self.participants.get(entry.get("result_body", "")),
            result_meeting=self._named(entry["result_meeting"]) if "result_meeting" in entry else None,
        )
        row.save()
        for position, text in enumerate(entry.get("items", [])):
            Recommendation(
                meeting=meeting, parent=row, position=position, text=text, follow_up=entry["follow_up"]
            ).save()
        for position, (as_written, slug) in enumerate(entry["addressees"].items()):
            Addressee(
                recommendation=row,
                participant=self.participants.get(slug),
                as_written=as_written,
                position=position,
            ).save()
        for target in put_to:
            PutTo(recommendation=row, meeting=target).save()

    def _named(self, identity: list[Any]) -> Meeting:
        code, ordinal = identity
        return self.meetings[code, ordinal]


def _precision(starts: str | None) -> Precision:
    if not starts:
        return Precision.UNKNOWN
    return Precision.MONTH if len(starts) == len("2016-02") else Precision.DAY


def _first_day(iso: str) -> datetime.date:
    return datetime.date.fromisoformat(iso if len(iso) > len("2016-02") else f"{iso}-01")


def _last_day(iso: str) -> datetime.date:
    first = _first_day(iso)
    if len(iso) > len("2016-02"):
        return first
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])
