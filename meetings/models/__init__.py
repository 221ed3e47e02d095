from meetings.models.attendance import Attendance, Figure, Host, Presence, Representative
from meetings.models.incoming import Incoming
from meetings.models.materials import Clearance, Material, Reading
from meetings.models.meeting import (
    Audience,
    Level,
    Meeting,
    MeetingLink,
    MeetingQuerySet,
    MeetingSource,
    MeetingTitle,
    Precision,
    Provenance,
    Relation,
    Series,
    Venue,
)
from meetings.models.proceedings import AgendaItem, Note, Outcome

__all__ = [
    "AgendaItem",
    "Attendance",
    "Audience",
    "Clearance",
    "Figure",
    "Host",
    "Incoming",
    "Level",
    "Material",
    "Meeting",
    "MeetingLink",
    "MeetingQuerySet",
    "MeetingSource",
    "MeetingTitle",
    "Note",
    "Outcome",
    "Precision",
    "Presence",
    "Provenance",
    "Reading",
    "Relation",
    "Representative",
    "Series",
    "Venue",
]
