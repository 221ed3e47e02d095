"""The verbs of a reading: receive a text, keep what people made of it, use it, leave it aside, take it up again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.history import acting
from core.models import StaleVersion
from desk.reading.answers import Answers
from desk.services import CannotFileError, Filed, file_summary
from meetings.models import Provenance, Reading
from meetings.names import name_table
from meetings.summary import SummaryError, decode, read, text_of_docx
from members.models import User
from members.permissions import works_at_desk

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
__all__ = [
    "CannotFileError",
    "CannotReceiveError",
    "CannotSaveError",
    "Received",
    "leave_aside",
    "receive_file",
    "receive_text",
    "save_answers",
    "take_up",
    "use",
]


class CannotReceiveError(Exception):
    """Why a text was not taken, in words for the user."""


class CannotSaveError(Exception):
    """Why answers were not kept, in words for the user: the reading is closed."""


@dataclass(frozen=True)
class Received:
    """`is_new` is false where the same text is being read already, or was used before."""

    reading: Reading
    is_new: bool


def receive_text(text: str, *, by: User, provenance: str = Provenance.PUBLIC_SOURCES) -> Received:
    """Read a pasted text and keep both. Raises CannotReceiveError."""
    return _receive(text, None, by=by, provenance=provenance)


def receive_file(content: bytes, *, file_name: str, by: User, provenance: str = Provenance.PUBLIC_SOURCES) -> Received:
    """Read a DOCX or a plain text file. The file itself is kept beside its words. Raises CannotReceiveError."""
    is_docx = content.startswith(b"PK")
    try:
        text = text_of_docx(content) if is_docx else decode(content)
    except SummaryError as error:
        raise CannotReceiveError(str(error)) from error
    source = _Source(file_name, DOCX if is_docx else "text/plain", content)
    return _receive(text, source, by=by, provenance=provenance)


@dataclass(frozen=True)
class _Source:
    file_name: str
    media_type: str
    content: bytes


def _receive(text: str, source: _Source | None, *, by: User, provenance: str) -> Received:
    if not works_at_desk(by):
        raise CannotReceiveError(_("Only the secretariat can add a summary."))
    try:
        text = decode(text.encode()) if source is None else text
        proposal = read(text, name_table()).to_dict()
    except SummaryError as error:
        raise CannotReceiveError(str(error)) from error
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    if (known := Reading.objects.visible_to(by).filter(sha256=sha256).first()) is not None:
        return Received(known, is_new=False)
    reading = Reading(
        text=text,
        sha256=sha256,
        file_name=source.file_name[:200] if source else "",
        media_type=source.media_type if source else "text/plain",
        original=source.content if source else None,
        proposal=proposal,
        provenance=provenance,
        received_by=by,
    )
    with acting(by, "Received a summary"):
        reading.save()
    return Received(reading, is_new=True)


def save_answers(reading: Reading, answers: Answers, *, version: int, provenance: str, by: User) -> Reading:
    """Keep what was typed. Raises StaleVersion where somebody saved after `version`, CannotSaveError once closed."""
    with transaction.atomic(), acting(by, "Worked on a summary"):
        locked = _locked(reading)
        _must_be_open(locked)
        if locked.version != version:
            raise StaleVersion(locked)
        if provenance in Provenance.values:
            locked.provenance = provenance
        locked.answers = answers.to_json()
        locked.save()
    return locked


def use(reading: Reading, corrected: dict[str, Any], *, by: User) -> Filed:
    """Turn the reading into a meeting, or find the one made of the same text. Raises CannotFileError."""
    with transaction.atomic(), acting(by, "Used a summary"):
        locked = _locked(reading)
        if locked.state == Reading.State.USED and locked.meeting:
            return Filed(locked.meeting, is_new=False)
        filed = file_summary(
            corrected,
            text=locked.text,
            by=by,
            provenance=locked.provenance,
            file_name=locked.file_name,
            media_type=locked.media_type,
            original=bytes(locked.original) if locked.original is not None else None,
        )
        locked.state, locked.meeting = Reading.State.USED, filed.meeting
        locked.save()
    return filed


def leave_aside(reading: Reading, *, by: User) -> Reading:
    """Take the reading off the list. Nothing is deleted. Raises CannotSaveError."""
    return _turn(reading, Reading.State.OPEN, Reading.State.DISCARDED, "Left a summary aside", by)


def take_up(reading: Reading, *, by: User) -> Reading:
    """Put a reading that was left aside back on the list. Raises CannotSaveError."""
    return _turn(reading, Reading.State.DISCARDED, Reading.State.OPEN, "Took a summary up again", by)


def _turn(reading: Reading, before: str, after: str, reason: str, by: User) -> Reading:
    if not works_at_desk(by):
        raise CannotSaveError(_("Only the secretariat can change a summary."))
    with transaction.atomic(), acting(by, reason):
        locked = _locked(reading)
        if locked.state != before:
            raise CannotSaveError(
                _("This summary is {lower} by now. Nothing was changed.").format(
                    lower=locked.get_state_display().lower()
                )
            )
        locked.state = after
        locked.save()
    return locked


def _must_be_open(reading: Reading) -> None:
    if reading.state == Reading.State.USED:
        raise CannotSaveError(_("This summary has become a meeting. Correct the meeting itself."))
    if reading.state == Reading.State.DISCARDED:
        raise CannotSaveError(_("This summary was left aside. Take it up again to work on it."))


def _locked(reading: Reading) -> Reading:
    return Reading.objects.select_for_update(of=("self",)).select_related("meeting__series").get(pk=reading.pk)
