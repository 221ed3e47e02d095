"""Which rows belong to a meeting, and how people call them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import BinaryField, Q, QuerySet

from core import past
from core.models import Versioned
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
    MeetingTitle,
    Note,
    Outcome,
    Reading,
    Representative,
)
from recommendations.models import Addressee, Consideration, Priority, PutTo, Recommendation


@dataclass(frozen=True)
class Part:
    """A kind of row. `parent` is the field that leads to the meeting, or to the row of `of` that it hangs on.

    `name` is the field that names a row to people; `is_restored` says whether a row may be put back as it was: what
    was sent, decided or received is history and nothing else.
    """

    model: type[Versioned]
    one: str
    name: str
    parent: str = "meeting_id"
    of: type[Versioned] | None = None
    is_restored: bool = True

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    @property
    def history(self) -> QuerySet:
        """Every version of every row, without the bytes of files."""
        names = [field.name for field in self.model.history.model._meta.fields if isinstance(field, BinaryField)]
        return self.model.history.defer(*names) if names else self.model.history.all()

    def of_meeting(self, pk: UUID) -> Q:
        """The part's history in one meeting, rows that are gone included."""
        if self.model is Meeting:
            return Q(id=pk)
        if self.of is None:
            return Q(**{self.parent: pk})
        return Q(**{f"{self.parent}__in": self.of.history.filter(meeting_id=pk).values("id")})


PARTS = (
    Part(Meeting, "meeting", "title", parent=""),
    Part(MeetingTitle, "other title", "title"),
    Part(AgendaItem, "agenda item", "title"),
    Part(Attendance, "delegation", "as_written"),
    Part(Representative, "representative", "name", "attendance_id", Attendance),
    Part(Host, "host", "as_written"),
    Part(Figure, "figure", "of"),
    Part(MeetingLink, "linked meeting", "title"),
    Part(MeetingSource, "source", "title"),
    Part(Outcome, "paragraph", "text"),
    Part(Note, "note", "text"),
    Part(Recommendation, "recommendation", "text"),
    Part(Addressee, "addressee", "as_written", "recommendation_id", Recommendation),
    Part(PutTo, "meeting it is put to", "meeting", "recommendation_id", Recommendation),
    Part(Consideration, "action taken", "decision", "recommendation_id", Recommendation, is_restored=False),
    Part(Priority, "area of focus", "title"),
    Part(Material, "material", "title", is_restored=False),
    Part(Clearance, "clearance", "role", is_restored=False),
)
BY_LABEL = {part.label: part for part in PARTS}
READING = Part(Reading, "summary", "file_name", parent="")


def part_of(label: str) -> Part | None:
    return READING if label == READING.label else BY_LABEL.get(label)


def meeting_of(part: Part, entry: Any) -> UUID | None:
    """The meeting a row belongs to, by any entry of its history; None where none is known."""
    if part.model is Meeting:
        return UUID(str(entry.id))
    if part.of is None:
        return getattr(entry, part.parent, None)
    above = past.last_entry(part.of(id=getattr(entry, part.parent)))
    return above.meeting_id if above else None


def model_named(label: str) -> type[Versioned] | None:
    try:
        model: Any = apps.get_model(label)
    except (LookupError, ValueError):
        return None
    return model if issubclass(model, Versioned) else None
