"""Has anything changed for readers? One query answers it, so that a page that was made once need not be made again.

What is kept under `public_state()` is right for as long as that answers the same. Ask before the rows of the page
are read: what changes in between then makes the page newer than its key, and nobody asks for that key again.
"""

from __future__ import annotations

from typing import Any

from django.db import connection, connections

from core import replicas
from meetings.models import Audience

# Asked for every page: without parameters there is nothing to bind each time.
_STATE = f"""
    SELECT everybody, audiences ->> '{Audience.PUBLIC}', (
        SELECT max(from_at) FROM records_release
        WHERE audience = '{Audience.PUBLIC}' AND from_at <= statement_timestamp()
    )
    FROM records_freshness
"""  # noqa: S608 - what is put in is a constant of ours
_CHANGED = """
    UPDATE records_freshness SET audiences = audiences
        || (SELECT jsonb_object_agg(audience, nextval('records_freshness_number')) FROM unnest(%s::text[]) AS audience)
"""
_CHANGED_FOR_ALL = "UPDATE records_freshness SET everybody = nextval('records_freshness_number')"


def public_state() -> tuple[Any, ...] | None:
    """What stays equal while nothing changes for readers without an account; None where that cannot be told.

    A release that waits for its day changes nothing before, and is noticed on its day by the clock of the database.
    """
    # From where the page's rows are read: a state ahead of its rows would keep an old page for new.
    with connections[replicas.alias()].cursor() as cursor:
        cursor.execute(_STATE)
        return cursor.fetchone()


def changed(*audiences: str) -> None:
    """Say, in the transaction that changes it, that readers see something else now; without audiences all of them.

    Name only audiences that may see the change: others could tell from a new ETag that there was one.
    """
    with connection.cursor() as cursor:
        if audiences:
            cursor.execute(_CHANGED, [sorted(set(audiences))])
        else:
            cursor.execute(_CHANGED_FOR_ALL)
