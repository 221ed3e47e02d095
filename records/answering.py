"""Answers that came by message: the file is kept as it came, and what it says is entered for its delegation."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from core.history import acting
from meetings.files import Kept
from members.models import Participant, User
from records import clearance
from records.clearance import CannotCommentError
from records.models import Circulation, Comment, Message
from records.permissions import may_prepare
from records.received.differences import Difference


@transaction.atomic
def keep(
    row: Circulation, *, participant: Participant, received_at: datetime.datetime, file: Kept, by: User
) -> Message:
    """The message as it came. The same file of the same delegation is kept once. Raises CannotCommentError."""
    if not may_prepare(by):
        raise CannotCommentError(_("Only the secretariat keeps messages of delegations."))
    row = Circulation.objects.select_for_update().get(pk=row.pk)
    if not row.parties.filter(participant=participant).exists():
        raise CannotCommentError(_("This delegation was not asked in this round."))
    if received_at > clearance.now():
        raise CannotCommentError(_("The time of receipt lies in the future."))
    sha256 = hashlib.sha256(file.content).hexdigest()
    known = row.messages.filter(participant=participant, sha256=sha256).first()
    if known:
        return known
    message = Message(
        circulation=row,
        participant=participant,
        file_name=file.file_name,
        media_type=file.media_type,
        content=file.content,
        sha256=sha256,
        received_at=received_at,
        entered_by=by,
    )
    with acting(by, f"Message of {participant}"):
        message.save()
    return message


@transaction.atomic
def take_in(message: Message, chosen: Iterable[Difference], *, by: User) -> list[Comment]:
    """Differences as comments of the delegation, received when the message was; what was taken in before stays once.
    Raises CannotCommentError."""
    Circulation.objects.select_for_update().get(pk=message.circulation_id)  # pressed twice, the second sees the first
    taken = []
    for each in chosen:
        is_words = each.kind == "words"
        text, words = ("", each.now) if is_words else (each.comment, "")
        if message.comments.filter(anchor=each.anchor, words=words, text=text).exists():
            continue
        kind = Comment.Kind.PROPOSAL if is_words else Comment.Kind.COMMENT
        taken.append(
            clearance.say(
                message.circulation,
                message.participant,
                kind,
                by=by,
                received_at=message.received_at,
                message=message,
                author=each.author,
                anchor=each.anchor,
                text=text,
                words=words,
            )
        )
    return taken
