"""The verbs that correct a meeting after it was filed: save a part of it, move a row, delete a row.

While a meeting waits for approval its words stay as they were sent; taking it back opens them again.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from core.history import acting
from core.models import StaleVersion, Versioned
from desk.forms.planning import PlanForm
from desk.forms.versioned import VersionedForm
from meetings import planning
from meetings.models import Meeting
from meetings.services import STEP
from members.models import User
from records.models import ApprovalRequest, Edition, Stage
from records.permissions import may_prepare

WAITING = "It is waiting for approval. Take it back first, then change it: an approval holds for the words as sent."


class CannotCorrectError(Exception):
    """Why nothing was changed, in words for the user."""


def save(form: VersionedForm, meeting: Meeting, *, reason: str, by: User) -> Any:
    """Save a valid form. Raises StaleVersion where the row was saved meanwhile, CannotCorrectError while it waits."""
    with transaction.atomic(), acting(by, reason):
        _open(meeting, by)
        row = form.instance
        if row._state.adding and hasattr(row, "position"):
            last = type(row).objects.filter(meeting=meeting).order_by("-position").first()
            row.position = last.position + STEP if last else STEP
        return form.save()


def plan(form: PlanForm, *, copy_of: Meeting | None, by: User) -> Meeting:
    """A meeting from a valid form. Raises CannotPlanError."""
    if not may_prepare(by):
        raise planning.CannotPlanError("Only the secretariat can plan a meeting.")
    with transaction.atomic(), acting(by, "Planned the meeting"):
        return planning.plan(
            form.save(commit=False),
            offered=form.cleaned_data["offered"],
            expects_members=form.cleaned_data["expects_members"],
            copy_of=copy_of,
        )


def change_state(meeting: Meeting, to: str, *, by: User) -> Meeting:
    """Hold, postpone, cancel or plan again. Raises CannotPlanError, or CannotCorrectError while it waits."""
    with transaction.atomic(), acting(by, planning.DID.get(to, "")):
        _open(meeting, by)
        issued = Edition.objects.filter(subject__meeting=meeting).exclude(stage=Stage.NOTICE)
        if to == Meeting.State.PLANNED and meeting.state == Meeting.State.HELD and issued.exists():
            raise CannotCorrectError("Its record is issued: it was held. Correct the record and issue it again.")
        return planning.change_state(meeting, to)


def move(row: Any, meeting: Meeting, *, version: int, up: bool, by: User) -> None:
    """Put a row before its elder (`up`) or behind its younger sibling; at the edge nothing happens.

    Raises StaleVersion where somebody saved or deleted it after `version`.
    """
    with transaction.atomic(), acting(by, "Changed the order"):
        _open(meeting, by)
        row = _locked(row, version)
        siblings = list(type(row).objects.filter(meeting=meeting, parent=row.parent_id).order_by("position", "pk"))
        at = next(index for index, sibling in enumerate(siblings) if sibling.pk == row.pk)
        to = at - 1 if up else at + 1
        if not 0 <= to < len(siblings):
            return
        moved = siblings.pop(at)
        siblings.insert(to, moved)
        _seat(moved, siblings, to)


def _seat(moved: Any, siblings: list[Any], at: int) -> None:
    """Give `moved` a position between its neighbours; where none is free, number all of them anew."""
    before = siblings[at - 1].position if at else 0
    after = siblings[at + 1].position if at + 1 < len(siblings) else before + 2 * STEP
    if after - before > 1:
        moved.position = (before + after) // 2
        moved.save()
        return
    for index, sibling in enumerate(siblings, 1):
        if sibling.position != index * STEP:
            sibling.position = index * STEP
            sibling.save()


def delete(row: Versioned, meeting: Meeting, *, version: int, by: User) -> None:
    """Delete a row as it was shown. Its history stays. Raises StaleVersion where somebody saved it meanwhile."""
    with transaction.atomic(), acting(by, f"Deleted {row._meta.verbose_name}"):
        _open(meeting, by)
        _locked(row, version).delete()


def _locked(row: Any, version: int) -> Any:
    locked = type(row).objects.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if locked is None or locked.version != version:
        raise StaleVersion(locked or row)
    return locked


def _open(meeting: Meeting, by: User) -> None:
    if not may_prepare(by):
        raise CannotCorrectError("Only the secretariat can change a meeting.")
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if ApprovalRequest.objects.visible_to(by).waiting().filter(meeting=meeting).exists():
        raise CannotCorrectError(WAITING)
