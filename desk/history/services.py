"""The verbs of the history: put one row back as it was, or a whole meeting. Each is a change like any other.

What was issued keeps its number, what was decided stays decided: only what people edit is put back.
"""

from __future__ import annotations

import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import past
from core.history import acting
from core.models import StaleVersion, Versioned
from desk.history.parts import PARTS, Part
from desk.history.timeline import Difference, between, mark_of
from desk.meeting_services import opened
from meetings.models import Meeting, Reading
from members.models import User

_DECIDED = {"withdrawn_at", "withdrawn_by"}


class CannotRestoreError(Exception):
    """Why nothing was put back, in words for the user."""


def restore_row(meeting: Meeting, part: Part, pk: UUID, *, to: int, version: int, by: User) -> Any:
    """Put one row back as it was at version `to`; a deleted one comes back with what was deleted along with it.

    Raises StaleVersion where the row is no longer at `version`, CannotRestoreError in words.
    """
    then = past.at_version(part.model(id=pk), to)
    if then is None or not part.is_restored:
        raise CannotRestoreError(_("This moment of the row is not held. Choose another one from its history."))
    with transaction.atomic(), acting(by, f"Restored the {part.one} as of version {to}"):
        opened(meeting, by)
        row = past.now(part.model(id=pk))
        if row is None:
            row = past.revive(part.model, pk, version=version)
            version = row.version
        if row.version != version:
            raise StaleVersion(row)
        return _put_back(part, row, then)


def restore_reading(reading: Reading, *, to: int, version: int, by: User) -> Reading:
    """Put what was typed into a summary back as it was. Raises StaleVersion, CannotRestoreError."""
    then = past.at_version(reading, to)
    if then is None or reading.state != Reading.State.OPEN:
        raise CannotRestoreError(_("Only a summary that is still being checked can be put back to an earlier moment."))
    with transaction.atomic(), acting(by, f"Restored the summary as of version {to}"):
        row = Reading.objects.visible_to(by).select_for_update(of=("self",)).get(pk=reading.pk)
        if row.version != version:
            raise StaleVersion(row)
        row.answers, row.provenance = then.answers, then.provenance
        row.save()
    return row


def restore_meeting(meeting: Meeting, at: datetime.datetime, *, mark: int, by: User) -> int:
    """Put every row of the meeting back as it was at the end of a moment. Returns how many rows that changed.

    `mark` is `mark_of` the meeting as the person saw it; raises StaleVersion where something was saved since then.
    """
    with transaction.atomic(), acting(by, f"Restored everything as of {at:%-d %b %Y, %H:%M} UTC"):
        opened(meeting, by)
        if mark_of(meeting).mark != mark:
            raise StaleVersion(meeting)
        differences = [one for one in between(meeting.pk, at, None) if one.part.is_restored]
        return sum(_undo(one) for one in _in_order(differences))


def _in_order(differences: list[Difference]) -> list[Difference]:
    """What has to go goes first, from below; then what changed; what comes back comes from above."""
    order = {part.label: at for at, part in enumerate(PARTS)}
    gone = [one for one in differences if one.before is None]
    there = [one for one in differences if one.before is not None and one.now is not None]
    lost = [one for one in differences if one.now is None]
    gone.sort(key=lambda one: -order[one.part.label])
    lost.sort(key=lambda one: (order[one.part.label], getattr(one.before, "parent_id", None) is not None))
    return [*gone, *there, *lost]


def _undo(difference: Difference) -> bool:
    part, before = difference.part, difference.before
    row = past.now(part.model(id=difference.now.id if difference.now else before.id))
    if before is None:
        if row is not None:  # else it went with the row it hung on
            row.delete()
        return row is not None
    if row is None:
        last = past.last_entry(part.model(id=before.id))
        row = past.revive(part.model, before.id, version=last.version)
    _put_back(part, row, past.row_of(before))
    return True


def _put_back(part: Part, row: Versioned, then: Any) -> Versioned:
    """Write the values of `then` over the row, as far as people edit them, and check the row as its form would."""
    for field in part.model._meta.fields:
        if field.editable and field.name not in _DECIDED:
            setattr(row, field.attname, getattr(then, field.attname))
    try:
        row.full_clean()
        with transaction.atomic():
            row.save()
    except ValidationError as error:
        raise CannotRestoreError(
            _("It cannot stand as it was: {join}").format(join=" ".join(error.messages))
        ) from error
    except IntegrityError as error:
        raise CannotRestoreError(_("It refers to something that is no longer there. Put that back first.")) from error
    return row
