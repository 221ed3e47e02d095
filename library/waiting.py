"""What waits for somebody who is signed in: texts to comment on, and recommendations put to the own delegation."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef

from recommendations.permissions import standing_for
from records.asked import addressed
from records.models import Circulation, Comment, RegisterEntry
from records.models.circulation import spoken_for

SHOWN = 5
TO_DO = ["open", "adopted", "in_progress"]


@dataclass(frozen=True)
class Waiting:
    """`rounds` are open ones, those without an answer of the own delegation (`is_answered`) first. `entries` are put to
    the delegation or to a group it belongs to, the next due first; `has_more` says that some are left out."""

    rounds: list[Circulation]
    entries: list[RegisterEntry]
    has_more: bool


def waiting(user: Any, on: datetime.date) -> Waiting | None:
    """None for whoever speaks for no delegation. 2 queries, besides those that tell who the reader is."""
    speaks_for = spoken_for(user)
    if not speaks_for:
        return None
    said = Comment.objects.filter(circulation=OuterRef("pk"), participant__in=speaks_for)
    rounds = Circulation.objects.readable_by(user).filter(closed_at=None).annotate(is_answered=Exists(said))
    rounds = rounds.select_related("meeting__series", "draft__document").order_by("is_answered", "deadline")
    own = {mandate.participant for mandate in user.current_mandates if mandate.participant_id in speaks_for}
    names = set().union(*(standing_for(participant, on) for participant in own))
    entries = addressed(names, user).in_state(TO_DO, on)
    entries = entries.order_by(F("due_on").asc(nulls_last=True), F("made_on").desc(nulls_last=True), "pk")
    first = list(entries[: SHOWN + 1])
    return Waiting(list(rounds[:SHOWN]), first[:SHOWN], len(first) > SHOWN)
