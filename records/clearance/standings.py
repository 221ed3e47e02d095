"""Where the delegations of a round stand, and what it says by that: read from what they said, never kept beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from core.text import listed
from members.models import Participant
from records import letters
from records.clearance.rounds import now
from records.models import Circulation, Comment

Kind = Comment.Kind


@dataclass(frozen=True)
class Standing:
    """Where a delegation stands in a round: `kind` is what weighs most of what it said in time, empty where it said
    nothing. `mark` is the class of the mark beside the words."""

    participant: Participant
    words: str
    mark: str
    comments: tuple[Comment, ...]
    kind: str = ""


def standings(row: Circulation, comments: Iterable[Comment]) -> list[Standing]:
    """Every delegation asked, by what weighs most of what it said in time."""
    said: dict[Any, list[Comment]] = {}
    for comment in comments:
        said.setdefault(comment.participant_id, []).append(comment)
    parties = row.parties.select_related("participant").prefetch_related("participant__names")
    found = [_standing(row, party.participant, said.get(party.participant_id, [])) for party in parties]
    return sorted(found, key=lambda standing: str(standing.participant))


_WEIGHT = [
    (Kind.OBJECTION, "Breaks silence", "late"),
    (Kind.RESERVATION, "Reservation", "late"),
    (Kind.PROPOSAL, "Proposes other words", "open"),
    (Kind.COMMENT, "Comments", "open"),
    (Kind.SUPPORT, "Supports a proposal", "open"),
    (Kind.NO_OBJECTION, "No objection", ""),
]


def _standing(row: Circulation, participant: Participant, comments: list[Comment]) -> Standing:
    """By what was said in time, from the last time on that the delegation had no objection: who lifts an objection says
    so."""
    said = sorted((one for one in comments if not one.is_late), key=lambda one: one.received_at)
    lifted = [at for at, one in enumerate(said) if one.kind == Kind.NO_OBJECTION and not one.anchor]
    in_time = {one.kind for one in said[lifted[-1] if lifted else 0 :]}
    for kind, words, mark in _WEIGHT:
        if kind in in_time:
            breaks_none = kind == Kind.OBJECTION and not row.is_silence
            return Standing(participant, "Objection" if breaks_none else words, mark, tuple(comments), kind)
    if comments:
        return Standing(participant, "Late reply", "late", tuple(comments))
    return Standing(participant, _without_answer(row), "none", ())


def _without_answer(row: Circulation) -> str:
    if row.is_silence:
        return "Silent"
    return "No answer" if row.closed_at else "No answer yet"


def outcome(row: Circulation, found: Iterable[Standing]) -> str:
    """What the round says now, in a sentence: after the deadline, what it said at the deadline."""
    standing = list(found)
    against = [each for each in standing if each.kind in (Kind.OBJECTION, Kind.RESERVATION)]
    silent = [each.participant for each in standing if not each.kind]
    answered = f"{len(standing) - len(silent)} of {len(standing)} delegations answered"
    if against:
        return f"Not agreed: {', '.join(str(each.participant) for each in against)}."
    if row.closed_at and row.closed_at < row.deadline:
        return f"Closed before the deadline: {answered}."
    if not row.closed_at and now() < row.deadline:
        return f"Open: {answered}."
    if row.is_silence:
        return _silence(row, standing, silent)
    return f"Over: {answered}."


def _silence(row: Circulation, standing: list[Standing], silent: list[Participant]) -> str:
    unreached = letters.unreached(row, silent)
    if unreached:
        return f"Not known: the message to {listed(unreached)} came back."
    waiting = sum(one.is_to_answer and not one.is_late for each in standing for one in each.comments)
    if waiting:
        return f"No objection; to be answered before it is issued: {waiting}."
    return "No objection, ready to issue."
