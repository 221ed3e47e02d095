"""The verbs of the agenda as the desk performs them: under the meeting's lock, refused while it waits for approval."""

from __future__ import annotations

from django.db import transaction

from core.history import acting
from desk.meeting_services import CannotCorrectError, opened
from meetings import agenda
from meetings.models import Meeting
from meetings.services import CannotFileError
from members.models import User


def paste(meeting: Meeting, text: str, *, by: User) -> int:
    """Put the items of a list on the agenda; how many. Raises CannotCorrectError with nothing written."""
    with transaction.atomic(), acting(by, "Pasted the agenda"):
        opened(meeting, by)
        try:
            return len(agenda.paste(meeting, text))
        except (agenda.CannotArrangeError, CannotFileError) as error:
            raise CannotCorrectError(str(error)) from error


def adopt(meeting: Meeting, *, by: User) -> int:
    """Raises CannotCorrectError."""
    with transaction.atomic(), acting(by, "Adopted the agenda"):
        opened(meeting, by)
        try:
            return agenda.adopt(meeting)
        except (agenda.CannotArrangeError, CannotFileError) as error:
            raise CannotCorrectError(str(error)) from error


def number_anew(meeting: Meeting, *, by: User) -> None:
    with transaction.atomic(), acting(by, "Numbered the agenda"):
        opened(meeting, by)
        agenda.number_anew(meeting)
