"""What is kept for a time only: notes of what delegations said."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from core.history import acting
from meetings.models import Note


@transaction.atomic
def delete_old_notes() -> int:
    """Delete notes after their last day, and whatever the history holds of them or of notes deleted before.

    Returns how many notes. A note deleted by hand keeps its words in the history until the same day.
    """
    today = timezone.now().date()
    old = list(Note.objects.filter(delete_on__lt=today).select_for_update())
    with acting(None, "Its time was over"):
        for note in old:
            note.delete()
    gone = ~Exists(Note.objects.filter(pk=OuterRef("id")))
    over = Note.history.filter(gone, delete_on__lt=today).values("id")
    Note.history.filter(id__in=list(over.values_list("id", flat=True))).delete()
    return len(old)
