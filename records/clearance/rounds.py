"""Rounds: a text is sent to delegations, and more time is given."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from core.history import acting
from meetings.models import Meeting
from members.models import Participant, User
from records import letters, services
from records.canonical import digest, record_bytes, record_from_bytes
from records.letters import facts_of
from records.models import Circulation, Party
from records.permissions import may_prepare
from records.record import Record
from records.render import CannotRenderError, line_numbers
from strategy.models import Draft


class CannotCirculateError(Exception):
    """Why a round was not opened, extended or closed, in words for the user."""


@transaction.atomic
def open_round(
    thing: Meeting | Draft,
    parties: Collection[Participant],
    *,
    mode: str,
    deadline: datetime.datetime,
    by: User,
    zone: str = "UTC",
    note: str = "",
    shows_comments: bool = False,
    copied_to: str = "",
    encloses_files: bool = True,
) -> Circulation:
    """Send the text as it stands to the focal points of the delegations. Raises CannotCirculateError."""
    if not may_prepare(by):
        raise CannotCirculateError(_("Only the secretariat can send a text to delegations."))
    if not parties:
        raise CannotCirculateError(_("Choose at least one delegation to send it to."))
    services.lock(thing)
    thing.refresh_from_db()
    rounds = Circulation.objects.filter(**_of(thing))
    if rounds.filter(closed_at=None).exists():
        raise CannotCirculateError(_("A round on this text is open already. Close it first, or extend it."))
    moment = now()
    if deadline <= moment:
        raise CannotCirculateError(_("The deadline is over already. Give a later one."))
    content = record_bytes(services.compose(thing))
    row = Circulation(
        **_of(thing),
        number=rounds.count() + 1,
        mode=mode,
        shows_comments=shows_comments,
        note=note.strip(),
        copied_to="\n".join(copied_to.split()),
        encloses_files=encloses_files,
        deadline=deadline,
        zone=zone,
        record=content,
        digest=digest(content),
        opened_at=moment,
        opened_by=by,
    )
    with acting(by, "Sent to delegations"):
        row.save()
        for participant in parties:
            Party(circulation=row, participant=participant).save()
    letters.tell(row, sent(row).title, "invitation", "opened")
    return row


def _of(thing: Meeting | Draft) -> dict[str, Any]:
    return {"meeting": thing} if isinstance(thing, Meeting) else {"draft": thing}


@transaction.atomic
def number_lines(row: Circulation, *, by: User) -> Circulation:
    """Keep which lines every paragraph has on paper, so that page and paper are cited alike. A text that no face can
    draw stays without."""
    try:
        found = line_numbers(sent(row), facts_of(row))
    except CannotRenderError:
        return row
    row.lines = found
    with acting(by, "Numbered the lines"):
        row.save()
    return row


@transaction.atomic
def extend(row: Circulation, deadline: datetime.datetime, *, reason: str, by: User) -> Circulation:
    """Give more time, say why, tell everyone. What came late and is within the new time is late no more. Raises
    CannotCirculateError."""
    row = locked_open(row, by, "extend")
    if not reason.strip():
        raise CannotCirculateError(_("Say why more time is given: every delegation is told."))
    if deadline <= row.deadline or deadline <= now():
        raise CannotCirculateError(_("The new deadline must be later than the one it replaces."))
    row.deadline, row.extension = deadline, reason.strip()
    with acting(by, f"Extended: {reason.strip()}"[:100]):
        row.save()
        for comment in row.comments.filter(is_late=True, received_at__lte=deadline):
            comment.is_late = False
            comment.save()
    letters.tell(row, sent(row).title, "extension", deadline.isoformat())
    return row


def sent(row: Circulation) -> Record:
    """What the delegations have before them."""
    return record_from_bytes(bytes(row.record))


def is_changed(row: Circulation) -> bool:
    """Whether the working text says something else by now than what was sent. As many queries as composing takes."""
    return digest(record_bytes(services.compose(row.thing))) != row.digest


def locked_open(row: Circulation, by: User, what: str) -> Circulation:
    if not may_prepare(by):
        raise CannotCirculateError(_("Only the secretariat can {what} a round.").format(what=what))
    row = Circulation.objects.select_for_update().get(pk=row.pk)
    if row.closed_at:
        raise CannotCirculateError(_("This round is closed already."))
    return row


def now() -> datetime.datetime:
    """The time of the database at this moment, not that of the transaction's beginning."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime.datetime = cursor.fetchone()[0]
    return moment
