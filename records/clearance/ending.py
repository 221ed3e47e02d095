"""The end of a round: the rule of its deadline, and closing it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, Q

from core import jobs
from core.history import acting
from members.models import User
from records import letters
from records.clearance.rounds import locked_open, now, sent
from records.clearance.standings import outcome, standings
from records.models import Circulation


@transaction.atomic
def end(row: Circulation) -> Circulation:
    """Apply the rule of the deadline, and tell who leads. The time of the database decides, under the round's lock:
    before the deadline nothing happens, after it what came by then counts and nothing later. Twice changes nothing.
    """
    row = Circulation.objects.select_for_update().get(pk=row.pk)
    if row.closed_at is None and row.ended_for != row.deadline and now() >= row.deadline:
        _rule(row, "The deadline passed")
    return row


def rule_again(row: Circulation) -> None:
    """Something that was received in time was entered after the deadline; `row` is locked. What it changes is told."""
    if row.ended_for == row.deadline and outcome(row, standings(row, row.comments.all())) != row.result:
        _rule(row, "Something received in time was entered")


def _rule(row: Circulation, why: str) -> None:
    row.ended_for, row.result = row.deadline, outcome(row, standings(row, row.comments.all()))[:500]
    with acting(None, f"{why}: {row.result}"[:100]):
        row.save()
    letters.tell_result(row, sent(row).title)


@transaction.atomic
def close(row: Circulation, *, by: User) -> Circulation:
    """Nothing more is taken in. Raises CannotCirculateError."""
    row = end(locked_open(row, by, "close"))
    row.closed_at, row.closed_by = now(), by
    with acting(by, "Closed the round"):
        row.save()
    return row


def begin_ending(task: jobs.Task) -> int:
    """One job for each round whose deadline has passed and whose rule was not applied yet. How many were found."""
    passed = Circulation.objects.filter(closed_at=None, deadline__lte=now())
    passed = passed.filter(Q(ended_for=None) | ~Q(ended_for=F("deadline")))
    keys = {f"clearance.end:{row.pk}:{row.deadline.isoformat()}": row for row in passed}
    known = set(jobs.Job.objects.filter(key__in=keys).values_list("key", flat=True))
    for key in keys.keys() - known:
        jobs.defer(task, by=None, what="The deadline of a round of clearance", key=key, circulation=str(keys[key].pk))
    return len(keys.keys() - known)
