"""What is kept for a time only: notes of what delegations said, sign-in sheets, texts that were brought in."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from core.history import acting
from core.models import SetAside
from meetings.models import Incoming, Note


@transaction.atomic
def delete_old_notes() -> int:
    """Delete notes after their last day, whatever the history holds of them or of notes deleted before, and what was
    written to them too late to be saved.

    Returns how many notes. A note deleted by hand keeps its words in the history until the same day.
    """
    today = timezone.now().date()
    old = list(Note.objects.filter(delete_on__lt=today).select_for_update())
    with acting(None, "Its time was over"):
        for note in old:
            note.delete()
    gone = ~Exists(Note.objects.filter(pk=OuterRef("id")))
    over = list(Note.history.filter(gone, delete_on__lt=today).values_list("id", flat=True))
    SetAside.objects.filter(model=Note._meta.label_lower, row__in=over).delete()
    Note.history.filter(id__in=over).delete()
    return len(old)


def last_day_of(incoming: Incoming) -> datetime.date:
    """Until when a text or a sheet is kept: so many days after it came and after the meeting ended."""
    came = incoming.received_at.date()
    return max(came, incoming.meeting.ends_on or came) + datetime.timedelta(days=settings.INCOMING_KEPT_DAYS)


@transaction.atomic
def delete_old_texts() -> int:
    """Delete what was brought into meetings after its last day, with its history. Returns how many.

    A sign-in sheet names persons and goes in any state. A text goes once somebody decided on it: what was taken from it
    stands in the meeting, beside the text itself; one that nobody decided on yet waits.
    """
    today = timezone.now().date()
    came_before = timezone.now() - datetime.timedelta(days=settings.INCOMING_KEPT_DAYS)
    aged = Incoming.objects.filter(received_at__lt=came_before).defer("original")
    decided = Q(kind=Incoming.Kind.SHEET) | ~Q(state=Incoming.State.OPEN)
    rows = aged.filter(decided).select_related("meeting").select_for_update(of=("self",))
    old = [incoming for incoming in rows if last_day_of(incoming) < today]
    with acting(None, "Its time was over"):
        for incoming in old:
            incoming.delete()
    gone = ~Exists(Incoming.objects.filter(pk=OuterRef("id")))
    over = Incoming.history.filter(gone, received_at__lt=came_before).values("id")
    Incoming.history.filter(id__in=list(over.values_list("id", flat=True))).delete()
    return len(old)
