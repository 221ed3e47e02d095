"""Whose words stand in a document: proposals of delegations that were taken over, told to those who may know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from core.text import date_words
from members.permissions import sees_desk
from records.models import Comment
from records.models.circulation import spoken_for
from records.record import Passage, Record
from strategy import writing


def credits_of(record: Record, user: Any) -> dict[str, tuple[str, ...]]:
    """Anchor → sentences: "In the words of Sri Lanka, accepted on 4 February 2016 (draft 1, round 1)".

    Only words that still read as they were proposed are told of. At most 2 queries, none for who speaks for nobody.
    """
    if record.document is None:
        return {}
    by_words: defaultdict[str, list[str]] = defaultdict(list)
    for comment in _known_to(user, record.document.slug):
        by_words[_flat(writing.words_of(comment.words) or comment.words)].append(_said(comment))
    found = {
        passage.anchor: tuple(dict.fromkeys(told for text in _texts(passage) for told in by_words.get(text, ())))
        for passage in record.passages
    }
    return {anchor: told for anchor, told in found.items() if told}


def _known_to(user: Any, slug: str) -> QuerySet[Comment]:
    """A round is known to the desk and to those it was sent to; there, what others said only where it is open."""
    taken = Comment.objects.filter(is_applied=True, kind=Comment.Kind.PROPOSAL, circulation__draft__document__slug=slug)
    if not sees_desk(user):
        own = spoken_for(user)
        if not own:
            return taken.none()
        told = Q(circulation__shows_comments=True) | Q(participant__in=own)
        taken = taken.filter(told, circulation__parties__participant__in=own).distinct()
    return taken.select_related("circulation__draft", "participant").prefetch_related("participant__names")


def _said(comment: Comment) -> str:
    row = comment.circulation
    assert comment.answered_at
    assert row.draft
    on = comment.answered_at.astimezone(ZoneInfo(row.zone)).date()
    return _("In the words of {delegation}, accepted on {day} (draft {draft}, round {round})").format(
        delegation=comment.participant, day=date_words(on.isoformat()), draft=row.draft.number, round=row.number
    )


def _texts(passage: Passage) -> Iterator[str]:
    yield _flat(passage.text)
    yield from (_flat(item.text) for item in passage.items)


def _flat(text: str) -> str:
    return " ".join(text.split())
