"""What a delegation says in a round, by its delegates or entered for it by the secretariat."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.history import acting
from members.models import Participant, User
from records.clearance.ending import rule_again
from records.clearance.rounds import now, sent
from records.models import Circulation, Comment, Message
from records.models.circulation import spoken_for
from records.permissions import may_prepare
from records.received.differences import places


class CannotCommentError(Exception):
    """Why nothing was said, in words for the user; what was typed stays with who typed it."""


@transaction.atomic
def say(
    row: Circulation,
    participant: Participant,
    kind: str,
    *,
    by: User,
    anchor: str = "",
    text: str = "",
    words: str = "",
    supports: Comment | None = None,
    received_at: datetime.datetime | None = None,
    message: Message | None = None,
    author: str = "",
) -> Comment:
    """Something a delegation says. The secretariat may enter it for a delegation, with the time it was received.

    What comes after the deadline is taken in, marked late, and breaks no silence. Raises CannotCommentError.
    """
    is_own = participant.pk in spoken_for(by)
    if not is_own and not may_prepare(by):
        raise CannotCommentError(_("You do not speak for this delegation today."))
    row = Circulation.objects.select_for_update().get(pk=row.pk)
    if row.closed_at:
        raise CannotCommentError(_("This round is closed. Write to the secretariat."))
    if not row.parties.filter(participant=participant).exists():
        raise CannotCommentError(_("This delegation was not asked in this round."))
    if anchor and anchor not in places(sent(row)):
        raise CannotCommentError(_("There is no such paragraph in what was sent."))
    moment = now()
    if received_at and received_at > moment:
        raise CannotCommentError(_("The time of receipt lies in the future."))
    moment = received_at if received_at and not is_own else moment
    comment = Comment(
        circulation=row,
        participant=participant,
        kind=kind,
        anchor=anchor,
        text=text.strip(),
        words=words.strip(),
        supports=supports,
        received_at=moment,
        is_late=moment > row.deadline,
        entered_by=by,
        is_entered_for=not is_own,
        message=message,
        author=author[:200],
    )
    _check(comment)
    with acting(by, f"{participant}: {comment.get_kind_display()}"[:100]):
        comment.save()
    if not comment.is_late:
        rule_again(row)
    return comment


def _check(comment: Comment) -> None:
    if comment.supports and comment.supports.circulation_id != comment.circulation_id:
        raise CannotCommentError(_("What is supported was said in another round."))
    try:
        comment.validate_constraints()
    except ValidationError as error:
        raise CannotCommentError(" ".join(error.messages)) from error
