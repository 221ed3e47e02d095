"""The history of a meeting in short: who changed what part of it, when and why."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Value

from core.translating import lazy_
from meetings.models import AgendaItem, Attendance, Clearance, Host, Material, Meeting, MeetingLink, Outcome
from recommendations.models import Priority, Recommendation
from records.models import ApprovalRequest

_PARTS: tuple[tuple[Any, str], ...] = (
    (AgendaItem, "agenda"),
    (Attendance, "attendance"),
    (Host, "hosts"),
    (MeetingLink, "linked meetings"),
    (Outcome, "outcomes"),
    (Recommendation, "recommendations"),
    (Priority, "areas of focus"),
    (Material, "materials"),
    (Clearance, "clearance"),
    (ApprovalRequest, "approval"),
)
_WORDS = {
    "facts": lazy_("facts"),
    "agenda": lazy_("agenda"),
    "attendance": lazy_("attendance"),
    "hosts": lazy_("hosts"),
    "linked meetings": lazy_("linked meetings"),
    "outcomes": lazy_("outcomes"),
    "recommendations": lazy_("recommendations"),
    "areas of focus": lazy_("areas of focus"),
    "materials": lazy_("materials"),
    "clearance": lazy_("clearance"),
    "approval": lazy_("approval"),
}


@dataclass
class Entry:
    """One change, which may have touched several rows."""

    at: datetime.datetime
    by: Any
    reason: str
    parts: list[str]


def history_of(meeting: Meeting, limit: int = 8) -> list[Entry]:
    """The latest changes, newest first. Rows written together read as one change. One query."""
    found = [_latest(Meeting, "facts", limit, id=meeting.pk)]
    found += [_latest(model, part, limit, meeting_id=meeting.pk) for model, part in _PARTS]
    entries: dict[Any, Entry] = {}
    for change, at, by, reason, part in found[0].union(*found[1:], all=True).order_by("-at"):
        entry = entries.setdefault(change, Entry(at, by, reason or "", []))
        if (said := str(_WORDS[part])) not in entry.parts:
            entry.parts.append(said)
    return list(entries.values())[:limit]


def _latest(model: Any, part: str, limit: int, **of: Any) -> Any:
    """One row of each of the latest changes of one kind: change, moment, author, reason, part."""
    when = model.history.filter(**of).values("change_id").annotate(at=Max("history_date"))
    return (
        when.annotate(by=Max("history_user__name"), why=Max("history_change_reason"), part=Value(part))
        .order_by("-at")
        .values_list("change_id", "at", "by", "why", "part")[:limit]
    )
