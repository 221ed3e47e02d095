"""Letters: written in the transaction they tell of, sent by a worker at least once, always under one Message-ID."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import format_datetime
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext

from core import jobs
from core.mail.models import Delivery, Letter

SUBJECT_LENGTH = 250


@dataclass(frozen=True)
class Enclosure:
    """A file that goes with a letter."""

    file_name: str
    media_type: str
    content: bytes


_enclosing: dict[str, Callable[[Letter], list[Enclosure]]] = {}


def encloses(kind: str) -> Callable[[Callable[[Letter], list[Enclosure]]], Callable[[Letter], list[Enclosure]]]:
    """Letters of this kind carry files, made when they are handed over so that no letter keeps a copy of its own. Made
    again for a second attempt, so they must come out the same every time."""

    def register(make: Callable[[Letter], list[Enclosure]]) -> Callable[[Letter], list[Enclosure]]:
        _enclosing[kind] = make
        return make

    return register


_logs: set[str] = set()


def keeps(*kinds: str) -> None:
    """Letters of these kinds are the log of something: they stay as long as it does, and are not swept after a time."""
    _logs.update(kinds)


def sweep(before: datetime.datetime) -> None:
    """Forget letters that were sent before a moment, but for those that are a log."""
    Letter.objects.sent().filter(sent_at__lt=before).exclude(kind__in=_logs).delete()


class CannotSendError(Exception):
    """Why a letter cannot be sent, in words."""


def write(kind: str, context: dict[str, Any]) -> tuple[str, str]:
    """Subject and body out of `templates/mail/<kind>.txt`: the first line, and what follows the empty line after it.

    Plain text: nothing is escaped. A line end inside a value of the first line becomes a space.
    """
    template: Any = get_template(f"mail/{kind}.txt")
    flat = {name: _in_one_line(value) if isinstance(value, str) else value for name, value in context.items()}
    subject = template.template.render(Context(flat, autoescape=False)).lstrip().partition("\n")[0]
    body = template.template.render(Context(context, autoescape=False)).lstrip()
    _, _, body = body.partition("\n\n")
    return Truncator(_in_one_line(subject)).chars(SUBJECT_LENGTH), body.strip() + "\n"


def _in_one_line(text: str) -> str:
    return " ".join("".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text).split())


def send_later(
    kind: str,
    to: str,
    subject: str,
    body: str,
    *,
    key: str,
    leave: str = "",
    is_secret: bool = False,
    is_for_nobody: bool = False,
) -> Letter:
    """Have one letter sent to one address, in the caller's transaction; with a key that was used, the letter there is.

    `kind` says what it is ("clearance.invitation"), `key` which one ("clearance:<round>:<focal point>"). The words of a
    secret one (a link that signs in) are forgotten once it is sent. One for nobody is never sent: the worker forgets
    it, so that the answer to whoever asked took the same work. `leave` is an address that ends letters of this kind
    when something is posted to it (RFC 8058), for those nobody asked for one by one. Raises CannotSendError.
    """
    _refuse_hostile(to, subject, body)
    try:
        with transaction.atomic():
            letter = Letter.objects.create(
                key=key, kind=kind, to=to, subject=subject, body=body, leave=leave, is_secret=is_secret
            )
            task = forget if is_for_nobody else send
            jobs.defer(task, by=None, what=f"E-mail ({kind})", key=f"mail:{letter.pk}", letter=str(letter.pk))
    except IntegrityError:
        known = Letter.objects.filter(key=key).first()
        if known is None:
            raise
        return known
    return letter


def _refuse_hostile(to: str, subject: str, body: str) -> None:
    try:
        validate_email(to)
    except ValidationError as error:
        raise CannotSendError(gettext("This is not one e-mail address: write name@place.example.")) from error
    if any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in to + subject):
        raise CannotSendError(
            gettext("The subject of a letter is one line of text: take out line ends and control characters.")
        )
    if not subject.strip() or len(subject) > SUBJECT_LENGTH:
        raise CannotSendError(
            gettext("A letter needs a subject of at most {subject_length} characters.").format(
                subject_length=SUBJECT_LENGTH
            )
        )
    if any(c == "\x00" or unicodedata.category(c) == "Cs" for c in body):
        raise CannotSendError(gettext("The letter holds a character that cannot be sent (NUL or half a character)."))


# A mail server that is down for a night loses nothing.
_PATIENCE = (10, 60, 300, 900, 3600, 3 * 3600, 6 * 3600, 12 * 3600)


@jobs.task("core.send", in_steps=True, refusals=(CannotSendError,), passing=(OSError,), patience=_PATIENCE, priority=10)
def send(job: jobs.Running, *, letter: str) -> None:
    """Hand it to the mail server. Killed between its answer and the commit, it is handed over again."""
    failure = None
    with transaction.atomic():
        row = Letter.objects.select_for_update().unsent().filter(pk=letter).first()
        if row is None:
            return
        try:
            _message(row).send()
        except OSError as error:
            failure = error
        Delivery.objects.create(letter=row, answer=_answer(failure) if failure else "")
        if failure is None:
            row.sent_at, row.body = timezone.now(), "" if row.is_secret else row.body
            row.save()
    if failure:
        if _is_final(failure):
            raise CannotSendError(
                gettext("The mail server refuses this address: {answer}").format(answer=_answer(failure))
            ) from failure
        raise failure


@jobs.task("core.forget", priority=10)
def forget(job: jobs.Running, *, letter: str) -> None:
    """A letter to an address that nobody here has."""
    Letter.objects.unsent().filter(pk=letter).delete()


def _message(row: Letter) -> EmailMessage:
    headers = {
        "Message-ID": row.message_id,
        "Date": format_datetime(row.asked_at),
        "Auto-Submitted": "auto-generated",
    }
    if row.leave:
        headers |= {"List-Unsubscribe": f"<{row.leave}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    message = EmailMessage(row.subject, row.body, to=[row.to], headers=headers)
    for file in _enclosing[row.kind](row) if row.kind in _enclosing else ():
        message.attach(file.file_name, file.content, file.media_type)
    return message


def _answer(error: OSError) -> str:
    if isinstance(error, SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"[:500]
    return str(error)[:500] or type(error).__name__


def _is_final(error: OSError) -> bool:
    """5xx: asking again gives the same answer (RFC 5321, 4.2.1)."""
    return isinstance(error, SMTPRecipientsRefused) and all(code >= 500 for code, _ in error.recipients.values())
