"""What runs by the clock for meetings."""

from __future__ import annotations

from core import jobs
from meetings.retention import delete_old_notes, delete_old_texts


@jobs.every("41 2 * * *", what="Deleting notes whose time is over")
@jobs.task("meetings.delete_old_notes")
def forget_notes(job: jobs.Running) -> None:
    """Notes after their last day, with their history."""
    delete_old_notes()


@jobs.every("47 2 * * *", what="Deleting sign-in sheets and texts whose time is over")
@jobs.task("meetings.delete_old_texts")
def forget_texts(job: jobs.Running) -> None:
    """What was brought into meetings, after its last day, with its history."""
    delete_old_texts()
