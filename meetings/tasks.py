"""What runs by the clock for meetings."""

from __future__ import annotations

from core import jobs
from meetings.retention import delete_old_notes


@jobs.every("41 2 * * *", what="Deleting notes whose time is over")
@jobs.task("meetings.delete_old_notes")
def forget_notes(job: jobs.Running) -> None:
    """Notes after their last day, with their history."""
    delete_old_notes()
