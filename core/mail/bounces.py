"""Letters that came back: read from the messages of mail servers (RFC 3464), or told by a person."""

from __future__ import annotations

import datetime
import email
import email.policy
import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from core.mail.models import Bounce, Letter

_OURS = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@[^<>\s]+>", re.IGNORECASE)


@dataclass(frozen=True)
class Report:
    """What a mail server reports: of which letters of ours, in what words, when."""

    letters: tuple[UUID, ...]
    words: str
    at: datetime.datetime | None


def reported(content: bytes) -> Report | None:
    """None for a message that does not say that a letter failed for good: a reply, an absence note, a delay."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    status = next((part for part in message.walk() if part.get_content_type() == "message/delivery-status"), None)
    if status is None:
        return None
    fields = status.as_string()
    if not re.search(r"^Action:\s*failed", fields, re.IGNORECASE | re.MULTILINE):
        return None
    found = dict.fromkeys(UUID(each) for each in _OURS.findall(content.decode("utf-8", "replace")))
    said = re.search(r"^Diagnostic-Code:\s*(.+(?:\n[ \t].+)*)", fields, re.IGNORECASE | re.MULTILINE)
    code = re.search(r"^Status:\s*(\S+)", fields, re.IGNORECASE | re.MULTILINE)
    words = " ".join((said[1] if said else code[1] if code else "").split())
    return Report(tuple(found), words[:500], _date(message))


def _date(message: EmailMessage) -> datetime.datetime | None:
    try:
        at = parsedate_to_datetime(str(message["Date"]))
    except (TypeError, ValueError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=datetime.UTC)


def take_in(content: bytes) -> list[Bounce]:
    """Record what one message reports; the same message twice records nothing more."""
    report = reported(content)
    if report is None:
        return []
    at = report.at or timezone.now()
    rows = [
        Bounce.objects.get_or_create(letter=letter, at=at, defaults={"words": report.words})
        for letter in Letter.objects.filter(pk__in=report.letters)
    ]
    return [row for row, is_new in rows if is_new]


def came_back(letter: Letter, *, by: Any, words: str = "") -> Bounce:
    """Told by a person who saw it."""
    return Bounce.objects.create(letter=letter, words=words.strip()[:500], told_by=by)
