"""Who else has a form open. No locks: it is only said.

A browser says every few seconds that it is there; who was not heard of for `EXPIRES` is gone.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from core.models import Presence

EXPIRES = datetime.timedelta(seconds=20)
# Whoever comes back within this time was there all along: a laptop's lid, a tunnel.
FORGOTTEN = datetime.timedelta(minutes=10)

_NOTE = """
INSERT INTO core_presence (user_id, place, tab, since, seen_at)
VALUES (%s, %s, %s, clock_timestamp(), clock_timestamp())
ON CONFLICT ON CONSTRAINT presence_is_noted_once_a_tab DO UPDATE SET seen_at = excluded.seen_at
"""


@dataclass(frozen=True)
class Other:
    """Somebody else, and the latest moment since when they are there without a break."""

    name: str
    since: datetime.datetime


def note(user: Any, place: str, tab: str) -> None:
    """This person is there now. Whoever was forgotten goes."""
    Presence.objects.filter(seen_at__lt=timezone.now() - FORGOTTEN).delete()
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, [user.pk, place[:500], tab[:40]])


def leave(user: Any, place: str, tab: str) -> None:
    Presence.objects.filter(user=user, place=place, tab=tab).delete()


def others(user: Any, place: str, *, within: bool = False) -> list[Other]:
    """Who else has the form of this address open, or with `within` any form below it. Each person once."""
    of = {"place__startswith": place} if within else {"place": place}
    rows = Presence.objects.filter(seen_at__gte=timezone.now() - EXPIRES, **of).exclude(user=user)
    found: dict[Any, Other] = {}
    for row in rows.select_related("user").order_by("since"):
        found.setdefault(row.user_id, Other(str(row.user), row.since))
    return list(found.values())
