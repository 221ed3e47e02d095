"""The verbs that correct a meeting after it was filed: save a part of it, move a row, delete a row.

While a meeting waits for approval its words stay as they were sent; taking it back opens them again.
"""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from core.history import acting
from core.models import StaleVersion, Versioned
from core.translating import lazy_
from desk.forms.planning import PlanForm
from desk.forms.versioned import VersionedForm
from meetings import agenda, planning
from meetings.models import AgendaItem, Meeting
from meetings.services import STEP
from members.models import User
from recommendations.models import Recommendation
from records.models import ApprovalRequest, Edition, Stage
from records.permissions import may_prepare

WAITING = lazy_(
    "It is waiting for approval. Take it back first, then change it: an approval holds for the words as sent."
)


class CannotCorrectError(Exception):
    """Why nothing was changed, in words for the user."""


def save(form: VersionedForm, meeting: Meeting, *, reason: str, by: User, is_composed: bool = True) -> Any:
    """Save a valid form. Raises StaleVersion where the row was saved meanwhile, CannotCorrectError while it waits."""
    with transaction.atomic(), acting(by, reason):
        opened(meeting, by, is_composed=is_composed)
        row = form.instance
        if row._state.adding and hasattr(row, "position"):
            last = type(row).objects.filter(meeting=meeting).order_by("-position").first()
            row.position = last.position + STEP if last else STEP
        return form.save()


def plan(form: PlanForm, *, copy_of: Meeting | None, by: User) -> Meeting:
    """A meeting from a valid form. Raises CannotPlanError."""
    if not may_prepare(by):
        raise planning.CannotPlanError(_("Only the secretariat can plan a meeting."))
    with transaction.atomic(), acting(by, "Planned the meeting"):
        return planning.plan(
            form.save(commit=False),
            offered=form.cleaned_data["offered"],
            expects_members=form.cleaned_data["expects_members"],
            copy_of=copy_of,
            linked=form.linked(),
        )


def change_state(meeting: Meeting, to: str, *, by: User) -> Meeting:
    """Hold, postpone, cancel or plan again. Raises CannotPlanError, or CannotCorrectError while it waits."""
    with transaction.atomic(), acting(by, planning.DID.get(to, "")):
        opened(meeting, by)
        issued = Edition.objects.filter(subject__meeting=meeting).exclude(stage=Stage.NOTICE)
        if to == Meeting.State.PLANNED and meeting.state == Meeting.State.HELD and issued.exists():
            raise CannotCorrectError(_("Its record is issued: it was held. Correct the record and issue it again."))
        return planning.change_state(meeting, to)


def delete(row: Versioned, meeting: Meeting, *, version: int, by: User, is_composed: bool = True) -> None:
    """Delete a row as it was shown. Its history stays. Raises StaleVersion where somebody saved it meanwhile."""
    with transaction.atomic(), acting(by, f"Deleted {row._meta.verbose_name}"):
        opened(meeting, by, is_composed=is_composed)
        row = locked(row, version)
        if isinstance(row, AgendaItem):
            try:
                agenda.refuse_deleting(row)
            except agenda.CannotArrangeError as error:
                raise CannotCorrectError(str(error)) from error
        if isinstance(row, Recommendation) and row.number is not None:
            raise CannotCorrectError(
                _("R{number} was issued, and a code is never used twice. Withdraw it instead.").format(
                    number=row.number
                )
            )
        row.delete()


def locked(row: Any, version: int) -> Any:
    """The row, locked. Raises StaleVersion where somebody saved or deleted it after `version`."""
    found = type(row).objects.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if found is None or found.version != version:
        raise StaleVersion(found or row)
    return found


def waiting_request(meeting: Meeting, user: User) -> UUID | None:
    """The request for approval that keeps a meeting as it was sent. 1 query."""
    waiting = ApprovalRequest.objects.visible_to(user).waiting().filter(meeting=meeting)
    return waiting.values_list("pk", flat=True).first()


def opened(meeting: Meeting, by: User, *, is_composed: bool = True) -> Meeting:
    """The meeting locked for a change, as it stands now. Raises CannotCorrectError where none may be made. 1 query.

    What is no part of the record (`is_composed` false: notes) may change while the record waits for approval.
    """
    if not may_prepare(by):
        raise CannotCorrectError(_("Only the secretariat can change a meeting."))
    waiting = ApprovalRequest.objects.visible_to(by).waiting().filter(meeting=OuterRef("pk"))
    rows = Meeting.objects.visible_to(by).select_for_update(of=("self",)).select_related("series")
    found: Any = rows.annotate(with_waiting=Exists(waiting)).get(pk=meeting.pk)
    if is_composed and found.with_waiting:
        raise CannotCorrectError(WAITING)
    return cast(Meeting, found)
