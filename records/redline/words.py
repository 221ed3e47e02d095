"""The steps that make one text out of another: words kept, put in and taken out, exact to the last space."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, groupby
from operator import itemgetter
from typing import Literal, NamedTuple

from records.redline.matching import Places, common
from records.redline.tokens import cut, weight

Op = Literal["equal", "insert", "delete", "replace"]
LONGEST_ISLAND = 5  # words; more than these are never drowned in the changes around them
FARTHEST_SLIDE = 60


class Step(NamedTuple):
    op: Op
    old: str
    new: str


def words(old: str, new: str) -> tuple[Step, ...]:
    """How `new` is made of `old`, for readers: whole words, no lone "the" left standing between two changes,
    a text that was written anew taken out whole and put in whole. `apply(old, words(old, new)) == new`, always."""
    before, after = _Side.of(old), _Side.of(new)
    ids: dict[str, int] = {}
    here, there = ([ids.setdefault(token, len(ids)) for token in side.tokens[:-1]] for side in (before, after))
    runs = _runs(common(here, there), len(here), len(there))
    runs = _without_islands(_slid(runs, before, after), before, after)
    if _is_written_anew(runs, before, after):
        runs = [_Run(False, 0, len(here), 0, len(there))]
    return tuple(_steps(runs, before, after))


def apply(old: str, steps: Iterable[Step]) -> str:
    """The new text. Raises ValueError where the steps were made for another old text."""
    made, at = [], 0
    for step in steps:
        if not old.startswith(step.old, at):
            raise ValueError("These changes were made for another text.")
        at += len(step.old)
        made.append(step.new)
    if at != len(old):
        raise ValueError("These changes were made for another text.")
    return "".join(made)


@dataclass
class _Side:
    """One of the two texts. `spaces` stand before `tokens`; the last token is empty."""

    spaces: list[str]
    tokens: list[str]
    weights: list[int]

    @classmethod
    def of(cls, text: str) -> _Side:
        spaces, tokens = cut(text)
        return cls(spaces, tokens, [weight(token) for token in tokens])

    def text(self, start: int, end: int) -> str:
        return "".join(chain.from_iterable(zip(self.spaces[start:end], self.tokens[start:end], strict=True)))


class _Run(NamedTuple):
    """Tokens of both sides, from … to; either side may be empty where they are not equal."""

    is_equal: bool
    low: int
    high: int
    below: int
    above: int


def _runs(places: Places, ends: int, finish: int) -> list[_Run]:
    """What is equal and what is not, in turn."""
    runs: list[_Run] = []
    i = j = 0
    for at, to in [*places, (ends, finish)]:
        if i < at or j < to:
            runs.append(_Run(False, i, at, j, to))
        if at == ends:
            break
        if runs and runs[-1].is_equal:
            runs[-1] = runs[-1]._replace(high=at + 1, above=to + 1)
        else:
            runs.append(_Run(True, at, at + 1, to, to + 1))
        i, j = at + 1, to + 1
    return runs


def _slid(runs: list[_Run], before: _Side, after: _Side) -> list[_Run]:
    """What was only put in or only taken out begins where a sentence or a clause does, if it can be told so.

    "[Members agreed A. ]Members agreed B." says the same as "Members agreed [A. Members agreed ]B." and reads better.
    """
    for at in range(1, len(runs) - 1):
        run, previous, following = runs[at], runs[at - 1], runs[at + 1]
        if run.low < run.high and run.below < run.above:
            continue
        tokens, start, end = (
            (before.tokens, run.low, run.high) if run.low < run.high else (after.tokens, run.below, run.above)
        )
        back = min(previous.high - previous.low, FARTHEST_SLIDE)
        on = min(following.high - following.low, FARTHEST_SLIDE)
        by = _best_slide(tokens, start, end, back, on)
        runs[at - 1] = previous._replace(high=previous.high + by, above=previous.above + by)
        runs[at] = _Run(False, run.low + by, run.high + by, run.below + by, run.above + by)
        runs[at + 1] = following._replace(low=following.low + by, below=following.below + by)
    return [run for run in runs if run.low < run.high or run.below < run.above]


def _best_slide(tokens: list[str], start: int, end: int, back: int, on: int) -> int:
    """By how many tokens to move a change, at most `back` to the left and `on` to the right, where the same tokens
    leave at one end as come in at the other."""
    possible = [0]
    for by in range(1, back + 1):
        if tokens[start - by] != tokens[end - by]:
            break
        possible.append(-by)
    for by in range(1, on + 1):
        if tokens[start + by - 1] != tokens[end + by - 1]:
            break
        possible.append(by)
    return max(possible, key=lambda by: (_opening(tokens, start + by), -abs(by)))


def _opening(tokens: list[str], at: int) -> int:
    """How well a change may begin here: 3 at the start of a sentence, 2 of a clause, 0 within one."""
    if at == 0 or tokens[at - 1] in ".!?":
        return 3
    return 2 if tokens[at - 1] in ",;:–—(" else 0


def _without_islands(runs: list[_Run], before: _Side, after: _Side) -> list[_Run]:
    """Changes joined across what is too little to stand between them. Linear: every joining takes a run away."""
    kept: list[_Run] = []
    sizes: list[int] = []
    for run in runs:
        last, size = run, max(sum(before.weights[run.low : run.high]), sum(after.weights[run.below : run.above]))
        while not run.is_equal and kept:
            if not kept[-1].is_equal:
                size += sizes.pop()
                last = _joined(kept.pop(), last)
            elif len(kept) > 1 and _is_island(kept[-1], sizes[-1], min(sizes[-2], size)):
                size += sizes.pop() + sizes.pop()
                last = _joined(kept[-2], last)
                del kept[-2:]
            else:
                break
        kept.append(last)
        sizes.append(size)
    return kept


def _joined(first: _Run, last: _Run) -> _Run:
    return _Run(False, first.low, last.high, first.below, last.above)


def _is_island(run: _Run, size: int, around: int) -> bool:
    """`size` is what the run says, `around` what the lesser of the changes beside it says."""
    return run.high - run.low <= LONGEST_ISLAND and size <= around and (size <= 2 or 2 * size <= around)


def _is_written_anew(runs: list[_Run], before: _Side, after: _Side) -> bool:
    """Less than a fifth of the shorter text stayed."""
    stayed = sum(sum(before.weights[run.low : run.high]) for run in runs if run.is_equal)
    return 5 * stayed < min(sum(before.weights), sum(after.weights))


def _steps(runs: list[_Run], before: _Side, after: _Side) -> Iterable[Step]:
    """Runs as texts. White space is compared where the words beside it stay, and goes with them where they do not."""
    pieces: list[tuple[bool, str, str]] = []
    ends = len(before.tokens) - 1, len(after.tokens) - 1
    for run in [*runs, _Run(True, ends[0], ends[0] + 1, ends[1], ends[1] + 1)]:
        if run.is_equal:
            for i, j in zip(range(run.low, run.high), range(run.below, run.above), strict=True):
                pieces += [(before.spaces[i] == after.spaces[j], before.spaces[i], after.spaces[j])]
                pieces += [(True, before.tokens[i], after.tokens[j])]
        else:
            old, new = before.text(run.low, run.high), after.text(run.below, run.above)
            space = before.spaces[run.low]
            if old and new and space == after.spaces[run.below]:
                pieces.append((True, space, space))
                old, new = old[len(space) :], new[len(space) :]
            pieces.append((False, old, new))
    return _grouped(pieces)


def _grouped(pieces: list[tuple[bool, str, str]]) -> Iterable[Step]:
    """Neighbours of one kind made one step; what is empty left out."""
    said = (piece for piece in pieces if piece[1] or piece[2])
    for is_equal, group in groupby(said, key=itemgetter(0)):
        parts = list(group)
        old, new = "".join(part[1] for part in parts), "".join(part[2] for part in parts)
        yield Step("equal" if is_equal else "insert" if not old else "replace" if new else "delete", old, new)
