"""Reminders: once before a recommendation is due and once after, to the focal points of whom it asks, in one letter.

What is written in it is what a delegate of the participant may read. A participant without a focal point is not
counted as reminded.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from core import mail
from core.history import acting
from members.models import FocalPoint, Participant
from members.models.participants import in_force
from recommendations.models import ProgressReport, Recommendation, Reminder
from recommendations.permissions import standings
from records.asked import addressed, ident_of, is_reported_done
from records.models import RegisterEntry
from records.readers import Focal
from records.render.text import shortened

Kind = Reminder.Kind


@dataclass(frozen=True)
class Due:
    entry: RegisterEntry
    kind: str
    row: Recommendation


@transaction.atomic
def remind(now: datetime.datetime) -> int:
    """Write what is to be written today. How many letters; a second time none."""
    on = now.date()
    points: dict[UUID, list[FocalPoint]] = {}
    for point in FocalPoint.objects.filter(in_force(on)).order_by("email"):
        points.setdefault(point.participant_id, []).append(point)
    letters = 0
    for participant, slugs in standings(on).items():
        if participant.pk in points:
            letters += _remind(participant, slugs, points[participant.pk], now)
    return letters


def _remind(participant: Participant, slugs: set[str], points: list[FocalPoint], now: datetime.datetime) -> int:
    Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    found = list(_due(participant, slugs, now))
    if not found:
        return 0
    with acting(None, "Reminded"):
        for due in found:
            Reminder(recommendation=due.row, participant=participant, kind=due.kind, reminded_at=now).save()
    told = {
        "participant": str(participant),
        "before": [_line(due, participant) for due in found if due.kind == Kind.BEFORE],
        "after": [_line(due, participant) for due in found if due.kind == Kind.AFTER],
        "address": f"{settings.SITE_URL}/asked/?for={participant.slug}",
    }
    subject, body = mail.write("recommendations_due", told)
    for point in points:
        key = f"reminder:{point.pk}:{now.date().isoformat()}"
        mail.send_later("recommendations.due", point.email, subject, body, key=key)
    return len(points)


def _due(participant: Participant, slugs: set[str], now: datetime.datetime) -> Iterable[Due]:
    """What is due within the days of settings.REMINDER_DAYS or overdue, not reported as done, not reminded of yet."""
    on = now.date()
    entries = addressed(slugs, Focal.of(participant, on)).in_state(["open", "adopted", "in_progress"], on)
    entries = entries.filter(due_on__lte=on + datetime.timedelta(days=settings.REMINDER_DAYS)).order_by("due_on", "pk")
    rows = _rows(entries)
    reported: dict[str, list[ProgressReport]] = {}
    reports = ProgressReport.objects.filter(participant=participant, accepted_at=None) | ProgressReport.objects.filter(
        participant=participant, progress=ProgressReport.Progress.DONE
    )
    for report in reports.defer("evidence").select_related("recommendation__parent__parent"):
        reported.setdefault(ident_of(report.recommendation), []).append(report)
    reminded = set(Reminder.objects.filter(participant=participant).values_list("recommendation", "kind"))
    for entry in entries:
        row, told = rows.get(entry.recommendation), reported.get(entry.recommendation, [])
        kind = Kind.AFTER if entry.due_until <= now else Kind.BEFORE
        waits = any(not report.accepted_at and not report.returned_at for report in told)
        if row and not waits and not is_reported_done(told) and (row.pk, kind) not in reminded:
            yield Due(entry, kind, row)


def _rows(entries: Iterable[RegisterEntry]) -> dict[str, Recommendation]:
    meetings = {UUID(hex=entry.recommendation.partition("/")[0]) for entry in entries}
    rows = Recommendation.objects.filter(meeting__in=meetings, parent=None)
    return {ident_of(row): row for row in rows}


def _line(due: Due, participant: Participant) -> dict[str, Any]:
    entry = due.entry
    return {
        "code": entry.name,
        "words": shortened(entry.text.split("\n")[0], 300),
        "due": entry.due_on,
        "at": entry.due_at,
        "address": f"{settings.SITE_URL}/asked/{participant.slug}/{entry.path}/",
    }
