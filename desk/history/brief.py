"""The history of a meeting in short: who changed what part of it, when and why."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from meetings.models import AgendaItem, Attendance, Host, Material, Meeting, MeetingLink, Outcome
from recommendations.models import Recommendation
from records.models import ApprovalRequest

_PARTS: tuple[tuple[Any, str], ...] = (
    (AgendaItem, "agenda"),
    (Attendance, "attendance"),
    (Host, "hosts"),
    (MeetingLink, "linked meetings"),
    (Outcome, "outcomes"),
    (Recommendation, "recommendations"),
    (Material, "materials"),
    (ApprovalRequest, "approval"),
)


@dataclass
class Entry:
    """One change, which may have touched several rows."""

    at: datetime.datetime
    by: Any
    reason: str
    parts: list[str]


def history_of(meeting: Meeting, limit: int = 8) -> list[Entry]:
    """The latest changes, newest first. Rows written together read as one change."""
    rows = [(row, "facts") for row in _latest(Meeting, {"id": meeting.pk}, limit)]
    for model, part in _PARTS:
        rows += [(row, part) for row in _latest(model, {"meeting_id": meeting.pk}, limit)]
    entries: dict[Any, Entry] = {}
    for row, part in sorted(rows, key=lambda pair: pair[0].history_date, reverse=True):
        entry = entries.setdefault(
            row.change_id, Entry(row.history_date, row.history_user, row.history_change_reason or "", [])
        )
        if part not in entry.parts:
            entry.parts.append(part)
    return list(entries.values())[:limit]


def _latest(model: Any, of: dict[str, Any], limit: int) -> list[Any]:
    """One row of each of the latest changes."""
    rows = model.history.filter(**of).order_by("change_id", "-history_date").distinct("change_id")
    ids = rows.values("history_id")
    return list(
        model.history.filter(history_id__in=ids).select_related("history_user").order_by("-history_date")[:limit]
    )
