"""The verbs of what is brought into a meeting: receive it, take what was chosen of it, leave it aside."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.history import acting
from core.models import StaleVersion
from desk.incoming.changes import Change, Comparison
from desk.incoming.comparing import compare
from desk.meeting_services import CannotCorrectError, opened
from desk.reading.services import DOCX
from meetings.models import Incoming, Material, Meeting
from meetings.names import name_table
from meetings.services import CannotFileError, keep_material
from meetings.signin import CannotReadSheetError, cells_of, read_sheet, rows_of
from meetings.summary import SummaryError, decode, read, text_of_docx
from members.models import User
from members.permissions import works_at_desk

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class CannotBringInError(Exception):
    """Why nothing was read, or taken, in words for the user."""


class ChangedMeanwhileError(Exception):
    """Somebody saved rows after their differences were shown. Nothing was taken; `keys` names the differences."""

    def __init__(self, keys: set[str]) -> None:
        self.keys = keys
        super().__init__("Somebody changed the meeting meanwhile.")


@dataclass(frozen=True)
class Taken:
    """How many differences were taken, and how many left as they were."""

    taken: int
    kept: int


def receive(
    meeting: Meeting, *, kind: str, by: User, text: str = "", content: bytes | None = None, file_name: str = ""
) -> Incoming:
    """Read what was pasted or handed in, keep both; the same text again is the one kept. Raises CannotBringInError."""
    if not works_at_desk(by):
        raise CannotBringInError(_("Only the secretariat can change a meeting."))
    try:
        words, read_of_it, media_type = _read(kind, text, content, file_name)
    except (SummaryError, CannotReadSheetError) as error:
        raise CannotBringInError(str(error)) from error
    sha256 = hashlib.sha256(content if content is not None else words.encode()).hexdigest()
    known = Incoming.objects.visible_to(by).filter(meeting=meeting, sha256=sha256, kind=kind).first()
    with transaction.atomic(), acting(by, "Brought in a text"):
        incoming = known or Incoming(meeting=meeting, kind=kind, sha256=sha256, received_by=by, text=words)
        incoming.read, incoming.state = read_of_it, Incoming.State.OPEN
        incoming.file_name, incoming.media_type = file_name[:200], media_type
        incoming.original = content
        incoming.save()
    return incoming


def _read(kind: str, text: str, content: bytes | None, file_name: str) -> tuple[str, dict[str, Any], str]:
    """The words, what was read from them, and the type of the file. Raises SummaryError, CannotReadSheetError."""
    names = name_table()
    is_packed = content is not None and content.startswith(b"PK")
    if kind == Incoming.Kind.SHEET:
        rows = rows_of(content, file_name) if content is not None else cells_of(decode(text.encode()))
        lines = [line.to_json() for line in read_sheet(rows, names)]
        media_type = (
            XLSX if is_packed and not file_name.lower().endswith(".docx") else DOCX if is_packed else "text/plain"
        )
        return "\n".join("\t".join(row) for row in rows), {"lines": lines}, media_type
    given = text.encode() if content is None else content
    words = text_of_docx(given) if is_packed else decode(given)
    return words, read(words, names).to_dict(), DOCX if is_packed else "text/plain"


def take(meeting: Meeting, incoming: Incoming, *, chosen: set[str], versions: Mapping[str, int], by: User) -> Taken:
    """Write the differences of `chosen`, all or none, and keep the text with the meeting.

    `versions` are those of the rows as they were shown. Raises ChangedMeanwhileError, CannotBringInError, and
    CannotCorrectError while the meeting waits for approval.
    """
    try:
        with transaction.atomic(), acting(by, f"Taken from “{incoming}”"):
            opened(meeting, by)
            locked = Meeting.objects.select_related("series").get(pk=meeting.pk)
            incoming = Incoming.objects.select_for_update(of=("self",)).get(pk=incoming.pk)
            found = compare(locked, incoming)
            _must_stand(found, chosen, versions)
            _write([change for change in found.changes if change.key in chosen])
            _keep(locked, incoming)
            incoming.state = Incoming.State.USED
            incoming.save()
    except ValidationError as error:
        raise CannotBringInError(" ".join(error.messages)) from error
    except (IntegrityError, CannotFileError) as error:
        sentence = (
            str(error) if isinstance(error, CannotFileError) else "Somebody wrote the same meanwhile. Look again."
        )
        raise CannotBringInError(sentence) from error
    return Taken(len(chosen), len(found.changes) - len(chosen))


def leave_aside(incoming: Incoming, *, by: User) -> None:
    """Take it off the meeting's page. Nothing is deleted. Raises CannotBringInError."""
    if not works_at_desk(by):
        raise CannotBringInError(_("Only the secretariat can change a meeting."))
    with transaction.atomic(), acting(by, "Left a text aside"):
        locked = Incoming.objects.select_for_update(of=("self",)).get(pk=incoming.pk)
        locked.state = Incoming.State.DISCARDED
        locked.save()


def _must_stand(found: Comparison, chosen: set[str], versions: Mapping[str, int]) -> None:
    """What was chosen has to be there as it was shown."""
    changed = {key for key in chosen if (change := found.get(key)) is None or change.version != versions.get(key, 0)}
    if changed:
        raise ChangedMeanwhileError(changed)


def _write(changes: list[Change]) -> None:
    """Each row is saved once, whatever was changed in it; new rows save themselves."""
    rows: dict[Any, Any] = {}
    for change in changes:
        change.take()
        if change.row is not None:
            rows[change.row.pk] = change.row
    for row in rows.values():
        row.full_clean()
        try:
            row.save()
        except StaleVersion as stale:
            raise ChangedMeanwhileError({change.key for change in changes if change.row is row}) from stale


def _keep(meeting: Meeting, incoming: Incoming) -> None:
    """The text is kept with the meeting. A sheet of persons is not: its audience and its retention are others."""
    if incoming.kind == Incoming.Kind.SHEET:
        return
    content = bytes(incoming.original) if incoming.original is not None else incoming.text.encode()
    if meeting.materials.filter(sha256=hashlib.sha256(content).hexdigest()).exists():
        return
    keep_material(
        meeting,
        title=f"Brought in: {incoming}",
        file_name=incoming.file_name or "text.txt",
        media_type=incoming.media_type,
        content=content,
        kind=Material.Kind.DOCUMENT,
    )


__all__ = [
    "CannotBringInError",
    "CannotCorrectError",
    "ChangedMeanwhileError",
    "Taken",
    "leave_aside",
    "receive",
    "take",
]
