"""How a recommendation stands: a fold over what happened to it, in the order of the days. Pure functions.

Nothing here is stored by hand. The same function serves the register (over what is issued) and the page on which a
meeting is prepared (over the rows as they are).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from core.translating import lazy_

Phase = Literal["made", "open", "adopted", "in_progress", "completed", "superseded", "not_agreed"]
State = Literal[
    "made", "open", "adopted", "in_progress", "completed", "superseded", "not_agreed", "standing", "none", "withdrawn"
]
FollowUp = Literal["action", "standing", "none"]

CLOSED: frozenset[str] = frozenset({"completed", "superseded", "not_agreed"})
PENDING: frozenset[str] = frozenset({"made", "open", "adopted", "in_progress"})
AGREED: frozenset[str] = frozenset({"adopted", "endorsed", "amended"})
# What nobody decided on or reported for so long is not tracked: to call it open would say that somebody watches it.
TRACKED_FOR = datetime.timedelta(days=730)
WORDS = {
    "open": lazy_("Open"),
    "adopted": lazy_("Adopted"),
    "in_progress": lazy_("In progress"),
    "completed": lazy_("Completed"),
    "superseded": lazy_("Superseded"),
    "not_agreed": lazy_("Not agreed"),
    "standing": lazy_("Standing"),
    "none": lazy_("No follow-up needed"),
    "withdrawn": lazy_("Withdrawn"),
    "not_tracked": lazy_("Not tracked"),
}
_RANK = {"considered": 0, "referred": 1, "reported": 2}


@dataclass(frozen=True)
class Happening:
    """One dated event. `item` names a sub-paragraph, empty for the whole; `mark` is the reference of the meeting.

    `text` are the words as amended. `on` None means that no day is known: it then counts as the latest.
    """

    kind: Literal["considered", "referred", "reported"]
    on: datetime.date | None
    item: str = ""
    decision: str = ""
    progress: str = ""
    text: str = ""
    mark: str = ""

    @property
    def order(self) -> tuple[datetime.date, int, str, str, str]:
        return (self.on or datetime.date.max, _RANK[self.kind], self.mark, self.item, self.decision + self.progress)


@dataclass(frozen=True)
class Words:
    """The text in force: the paragraph, its sub-paragraphs by anchor with label and text, and where it was amended."""

    text: str
    items: tuple[tuple[str, str, str], ...] = ()
    mark: str = ""


@dataclass(frozen=True)
class Standing:
    """Where it stands after everything. `items` are the phases of its sub-paragraphs by anchor."""

    phase: Phase
    words: Words
    items: dict[str, Phase] = field(default_factory=dict)


@dataclass(frozen=True)
class Span:
    """Words in force from a day until before another; `until_on` None while they are."""

    from_on: datetime.date
    until_on: datetime.date | None
    words: Words


def standing(words: Words, happenings: Iterable[Happening]) -> Standing:
    """After all of `happenings`, in whatever order they are given."""
    now = _begin(words)
    for happening in sorted(happenings, key=lambda each: each.order):
        now = _after(now, happening)
    return now


def state_of(phase: Phase, follow_up: str) -> State:
    """What is kept in lists. A commendation is never open, a standing commitment stands until it is closed."""
    if phase in CLOSED or follow_up == "action":
        return phase
    return "standing" if follow_up == "standing" else "none"


def shown_state(state: str, made_on: datetime.date | None, on: datetime.date) -> str:
    """A key of WORDS. "made" is no word of the screen: it is open while young, not tracked afterwards."""
    if state != "made":
        return state
    return "open" if made_on and made_on >= on - TRACKED_FOR else "not_tracked"


def end_of(day: datetime.date, zone: str) -> datetime.datetime:
    """The moment at which a day is over in a zone; in UTC where the zone is not known."""
    try:
        there: datetime.tzinfo = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        there = datetime.UTC
    return datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(), tzinfo=there)


def is_overdue(
    state: str, made_on: datetime.date | None, due_until: datetime.datetime | None, now: datetime.datetime
) -> bool:
    """Only what somebody is to do and somebody watches; a standing commitment never is."""
    tracked = state in PENDING and shown_state(state, made_on, now.date()) != "not_tracked"
    return tracked and due_until is not None and due_until <= now


def spans(made_on: datetime.date | None, words: Words, follow_up: str, happenings: Sequence[Happening]) -> list[Span]:
    """The days on which it was in force, and in which words. Praise asks for nothing and is never in force."""
    if follow_up == "none":
        return []
    now, found = _begin(words), [(made_on or datetime.date.min, _in_force(_begin(words)))]
    for happening in sorted(happenings, key=lambda each: each.order):
        now = _after(now, happening)
        on = max(happening.on or datetime.date.max, found[0][0])
        if found[-1][0] == on:
            found.pop()
        if not found or found[-1][1] != _in_force(now):
            found.append((on, _in_force(now)))
    ends = [*(on for on, _ in found[1:]), None]
    return [Span(on, end, said) for (on, said), end in zip(found, ends, strict=True) if said is not None]


def _in_force(now: Standing) -> Words | None:
    """The words without closed sub-paragraphs; None where nothing is in force any more."""
    if now.phase in CLOSED:
        return None
    kept = tuple(item for item in now.words.items if now.items[item[0]] not in CLOSED)
    return Words(now.words.text, kept, now.words.mark)


def _begin(words: Words) -> Standing:
    return Standing("made", words, {anchor: "made" for anchor, _, _ in words.items})


def _after(now: Standing, happening: Happening) -> Standing:
    if happening.item and happening.item not in now.items:
        return now  # a sub-paragraph that a corrected record no longer has
    items = {
        anchor: _step(phase, happening) if happening.item in ("", anchor) else phase
        for anchor, phase in now.items.items()
    }
    phase = _together(list(items.values())) if items else _step(now.phase, happening)
    return Standing(phase, _amended(now.words, happening), items)


def _step(phase: Phase, happening: Happening) -> Phase:
    if happening.kind == "reported":
        return _reported(phase, happening.progress)
    decision = happening.decision if happening.kind == "considered" else ""
    if decision in ("completed", "superseded", "not_agreed"):
        return decision  # type: ignore[return-value]  # narrowed by the line above
    if decision in AGREED:
        return "in_progress" if phase == "in_progress" else "adopted"
    return "open" if phase == "made" else phase  # noted, deferred, referred: nothing is agreed, but somebody watches it


def _reported(phase: Phase, progress: str) -> Phase:
    """A report never closes: that is for a meeting to say."""
    if phase in CLOSED:
        return phase
    if progress == "not_started":
        return "open" if phase == "made" else phase
    return "in_progress"


def _together(phases: Sequence[Phase]) -> Phase:
    """Of sub-paragraphs that fare differently."""
    seen = set(phases)
    if len(seen) == 1:
        return phases[0]
    if seen <= CLOSED:
        return "completed" if "completed" in seen else "superseded"
    if seen & {"completed", "in_progress"}:
        return "in_progress"
    return "adopted" if seen - CLOSED == {"adopted"} else "open"


def _amended(words: Words, happening: Happening) -> Words:
    if happening.decision != "amended" or not happening.text:
        return words
    if not happening.item:
        return Words(happening.text, words.items, happening.mark)
    items = tuple(
        (anchor, label, happening.text if anchor == happening.item else text) for anchor, label, text in words.items
    )
    return Words(words.text, items, happening.mark)
