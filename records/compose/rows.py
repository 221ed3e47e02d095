"""The rows of a meeting, read once: what composing, checking and the page of the desk all look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, prefetch_related_objects

from meetings.models import (
    AgendaItem,
    Attendance,
    Clearance,
    Figure,
    Host,
    Material,
    Meeting,
    MeetingLink,
    MeetingSource,
    Outcome,
)
from recommendations.models import Addressee, Consideration, Priority, PutTo, Recommendation
from records.compose.references import ABOUT, ABOUT_MANY, LED_TO

DECIDED = (
    "recommendation__meeting__series",
    "recommendation__parent",
    "deferred_to__series",
    "superseded_by__meeting__series",
)
REFERRED = ("recommendation__meeting__series", "meeting__series")


@dataclass(frozen=True)
class Rows:
    """Everything of one meeting that its record says, each list in its order."""

    meeting: Meeting
    hosts: list[Host]
    figures: list[Figure]
    attendance: list[Attendance]
    links: list[MeetingLink]
    agenda: list[AgendaItem]
    outcomes: list[Outcome]
    recommendations: list[Recommendation]
    considerations: list[Consideration]
    put: list[PutTo]
    priorities: list[Priority]
    sources: list[MeetingSource]
    materials: list[Material]
    clearances: list[Clearance]

    @property
    def referred(self) -> list[PutTo]:
        """What this meeting sends on, of its own recommendations or of earlier ones."""
        return [put for put in self.put if put.referrer_id == self.meeting.pk]

    @property
    def going_out(self) -> list[Material]:
        """What is issued with the record: pictures first, of each the file in force."""
        out = [one for one in self.materials if one.goes_out and one.replaced_by_id is None]
        return sorted(out, key=lambda one: (one.kind != Material.Kind.PICTURE, one.title, one.sha256))

    @classmethod
    def of(cls, meeting: Meeting) -> Rows:
        """As they stand now: 17 queries whatever their number, those for the names of all participants in one."""
        addressees = Prefetch("addressees", Addressee.objects.select_related("participant"))
        put = PutTo.objects.filter(Q(recommendation__meeting=meeting) | Q(referrer=meeting))
        given = meeting.recommendations.select_related("area", *LED_TO).prefetch_related(addressees)
        rows = cls(
            meeting=meeting,
            hosts=list(meeting.hosts.select_related("participant")),
            figures=list(meeting.figures.all()),
            attendance=list(meeting.attendance.select_related("participant")),
            links=list(meeting.links.select_related("target__series")),
            agenda=list(meeting.agenda.all()),
            outcomes=list(meeting.outcomes.select_related("area", *ABOUT).prefetch_related(*ABOUT_MANY)),
            recommendations=list(given),
            considerations=list(meeting.considerations.select_related(*DECIDED)),
            put=list(put.select_related(*REFERRED)),
            priorities=list(meeting.priorities.select_related("area", "proposed_at__series")),
            sources=list(meeting.sources.all()),
            materials=list(meeting.materials.defer("content", "thumbnail")),
            clearances=list(meeting.clearances.all()),
        )
        rows._name_participants()
        return rows

    def _name_participants(self) -> None:
        """Names of everybody who hosts, attends, is spoken of or came of it. One query."""
        named: list[Any] = [host.participant for host in self.hosts]
        named += [row.participant for row in self.attendance]
        named += [row.about_body for row in self.outcomes]
        named += [row.result_body for row in self.recommendations]
        prefetch_related_objects([participant for participant in named if participant], "names")
