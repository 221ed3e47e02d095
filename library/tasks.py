"""What runs by the clock for readers."""

from __future__ import annotations

from django.utils import timezone

from core import jobs
from library import letters


@jobs.every("0 6 * * *", what="Letters of what is new")
@jobs.task("library.letters")
def send_letters(job: jobs.Running) -> None:
    """To whoever asked for them, of what became readable to each since the last. Rows and letters are one whole."""
    now = timezone.now()
    due = letters.due(now)
    for at, pk in enumerate(due):
        job.tell(at, len(due))
        letters.tell(pk, now)
