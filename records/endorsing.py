"""A draft that was sent out is endorsed by a meeting: its words stay, and it is issued once more, as final."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from core.history import acting
from meetings.models import Meeting
from members.models import User
from records import services
from records.models import ApprovalRequest
from records.permissions import may_prepare
from strategy.models import Draft


class CannotEndorseError(Exception):
    """Why no endorsement was recorded, in words for the user."""


@transaction.atomic
def endorse(draft: Draft, meeting: Meeting, *, by: User) -> Draft:
    """Raises CannotEndorseError."""
    if not may_prepare(by):
        raise CannotEndorseError(_("Only the secretariat can record where a draft was endorsed."))
    services.lock(draft)
    draft.refresh_from_db()
    if draft.endorsed_at_id:
        raise CannotEndorseError(_("It is recorded already where this draft was endorsed."))
    if ApprovalRequest.objects.filter(draft=draft, state=ApprovalRequest.State.WAITING).exists():
        raise CannotEndorseError(_("It waits for approval as it is. Have that decided, or take it back, first."))
    draft.endorsed_at = meeting
    with acting(by, f"Endorsed at {meeting.reference}"):
        draft.save()
    return draft
