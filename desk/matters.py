"""Matters arising: what comes before a meeting from earlier ones, decided while nothing waits for approval."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from core.translating import lazy_
from desk import meeting_services
from desk.meeting_services import CannotCorrectError
from meetings.models import Meeting
from members.models import User
from recommendations.models import Consideration, Recommendation
from recommendations.services import Decided, carry_over, decide
from records.models import RegisterEntry

NOT_HELD = lazy_("The meeting has not been held. What it decides is recorded once it was.")


def record(recommendation: Recommendation, meeting: Meeting, decided: Decided, *, by: User) -> Consideration | None:
    """Record what the meeting decided. Raises CannotCorrectError, CannotConsiderError, StaleVersion."""
    with transaction.atomic():
        _open(meeting, by)
        return decide(recommendation, meeting, decided, by=by)


def carry(meeting: Meeting, to: Meeting, *, by: User) -> int:
    """Raises CannotCorrectError, CannotCarryOverError."""
    with transaction.atomic():
        _open(meeting, by)
        return carry_over(meeting, to, by=by)


def _open(meeting: Meeting, by: User) -> None:
    if meeting.state != Meeting.State.HELD:
        raise CannotCorrectError(NOT_HELD)
    meeting_services.opened(meeting, by)


def later_than(meeting: Meeting, user: Any) -> Any:
    """Meetings to which something can be referred or deferred, the nearest first."""
    rows = Meeting.objects.visible_to(user).exclude(pk=meeting.pk).exclude(state=Meeting.State.CANCELLED)
    if meeting.starts_on:
        rows = rows.filter(Q(starts_on=None) | Q(starts_on__gte=meeting.starts_on))
    return rows.select_related("series").order_by("starts_on", "series__code", "ordinal")


def unseen(user: Any, on: datetime.date) -> list[RegisterEntry]:
    """Open ones that no meeting ahead will see: not put, referred or deferred to one, and not left open by the last
    meeting of a series that meets again. The first 200. 3 queries."""
    ahead = list(
        Meeting.objects.visible_to(user)
        .filter(Q(starts_on__gte=on) | Q(starts_on=None), state=Meeting.State.PLANNED)
        .select_related("series")
    )
    series = {meeting.series_id for meeting in ahead}
    held = Meeting.objects.visible_to(user).held().filter(series__in=series).select_related("series")
    last: dict[Any, Meeting] = {}
    for meeting in held.order_by("starts_on"):
        last[meeting.series_id] = meeting
    before = [meeting.reference for meeting in last.values()]
    seen_at = [*before, *(meeting.reference for meeting in ahead)]
    entries = RegisterEntry.objects.readable_by(user).in_state(["open", "adopted", "in_progress"], on)
    found = entries.exclude(put_to__overlap=seen_at) if seen_at else entries
    return list(found.exclude(reference__in=before).exclude(due_at__in=seen_at).newest_first()[:200])
