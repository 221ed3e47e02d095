"""Addresses of records: fixed when first issued, never used again."""

from __future__ import annotations

import datetime
import secrets

from meetings.models import Meeting
from members.models import Participant
from records.models import Key, Subject
from strategy.models import Draft

DIRECTORY = "directory"


def subject_of(thing: Meeting | Draft | Participant) -> Subject:
    """The subject whose editions a thing is issued as; a participant stands for its directory. Inside the issuing
    transaction."""
    if isinstance(thing, Participant):
        return Subject.objects.get_or_create(kind=Subject.Kind.DIRECTORY, body=thing)[0]
    if isinstance(thing, Meeting):
        return Subject.objects.get_or_create(kind=Subject.Kind.MEETING, meeting=thing)[0]
    return Subject.objects.get_or_create(kind=Subject.Kind.DOCUMENT, document=thing.document)[0]


def wanted_path(thing: Meeting | Draft | Participant) -> str:
    """ "ahg-som/10", else "ahg-som/2009-12-14", else the series with a random id; a document's own slug."""
    if isinstance(thing, Participant):
        return DIRECTORY
    if isinstance(thing, Draft):
        return thing.document.slug
    return f"{thing.series.slug}/{thing.ordinal or thing.starts or secrets.token_hex(4)}"


def fix(subject: Subject, thing: Meeting | Draft | Participant, at: datetime.datetime) -> str:
    """The address readers use. A correction that changes the natural one adds a key; the old one stays.

    `at` is the moment of issue: an edition is known by the address in force then.
    """
    current = subject.keys.order_by("-made_at").first()
    wanted = wanted_path(thing)
    if current and (current.path == wanted or current.path.startswith(f"{wanted}~") or not _is_natural(thing)):
        return current.path
    taken = Key.objects.filter(path=wanted).exists()
    path = f"{wanted}~{secrets.token_hex(3)}" if taken else wanted
    return Key.objects.create(path=path, subject=subject, made_at=at).path


def _is_natural(thing: Meeting | Draft | Participant) -> bool:
    return not isinstance(thing, Meeting) or bool(thing.ordinal or thing.starts)
