"""Addresses of records: fixed when first issued, never used again."""

from __future__ import annotations

import datetime
import secrets

from meetings.models import Meeting
from records.models import Key, Subject
from strategy.models import Draft


def subject_of(thing: Meeting | Draft) -> Subject:
    """The subject whose editions a meeting or a draft is issued as. Inside the issuing transaction."""
    if isinstance(thing, Meeting):
        return Subject.objects.get_or_create(kind=Subject.Kind.MEETING, meeting=thing)[0]
    return Subject.objects.get_or_create(kind=Subject.Kind.DOCUMENT, document=thing.document)[0]


def wanted_path(thing: Meeting | Draft) -> str:
    """ "ahg-som/10", else "ahg-som/2009-12-14", else the series with a random id; a document's own slug."""
    if isinstance(thing, Draft):
        return thing.document.slug
    return f"{thing.series.slug}/{thing.ordinal or thing.starts or secrets.token_hex(4)}"


def fix(subject: Subject, thing: Meeting | Draft, at: datetime.datetime) -> str:
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


def _is_natural(thing: Meeting | Draft) -> bool:
    return isinstance(thing, Draft) or bool(thing.ordinal or thing.starts)
