"""What changed between two texts of a row, marked word by word, at a price that does not grow with what is the same."""

from __future__ import annotations

from collections.abc import Sequence

from records.redline.words import Step, words

LONGEST = 100_000  # characters that differ; beyond, the text is shown as taken out and put in whole


def marked(old: str, new: str) -> Sequence[Step]:
    """The steps from `old` to `new`; what both begin and end with is not looked at word by word."""
    if len(old) + len(new) < LONGEST:
        return words(old, new)
    begin = _to_a_space(old, _alike(old, new))
    end = _alike(old[begin:][::-1], new[begin:][::-1])
    middle_old, middle_new = old[begin : len(old) - end], new[begin : len(new) - end]
    changed: Sequence[Step] = ()
    if len(middle_old) + len(middle_new) > LONGEST:
        changed = (Step("replace", middle_old, middle_new),)
    elif middle_old or middle_new:
        changed = words(middle_old, middle_new)
    head, tail = old[:begin], old[len(old) - end :]
    return [step for step in (Step("equal", head, head), *changed, Step("equal", tail, tail)) if step.old or step.new]


def _alike(one: str, other: str) -> int:
    """How many characters both begin with, by halving: slices are compared quicker than characters."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low


def _to_a_space(text: str, at: int) -> int:
    """Back to where a word begins, so that no word is marked in part."""
    return at if at == len(text) else text.rfind(" ", 0, at) + 1
