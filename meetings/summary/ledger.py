"""Who has taken which words: every character of the source goes to one place, and what nobody took stays visible."""

from bisect import bisect_left, bisect_right, insort
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of the source, in code points, and the JSON pointer of the place its words went to."""

    start: int
    end: int
    pointer: str


class Ledger:
    """Takes claims on stretches of the source. A character belongs to whoever claims it first."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._spans: list[Span] = []

    def claim(self, start: int, end: int, pointer: str) -> None:
        """Give source[start:end] to `pointer`, without blanks at the edges and without what is taken already."""
        for free_start, free_end in self.free(start, end):
            insort(self._spans, Span(free_start, free_end, pointer))

    def free(self, start: int, end: int) -> list[tuple[int, int]]:
        """The stretches of [start, end) that nobody claimed, trimmed, without empty ones."""
        at = max(bisect_right(self._spans, (start,)) - 1, 0)
        stretches = []
        while at < len(self._spans) and self._spans[at].start < end:
            taken = self._spans[at]
            if taken.end > start:
                stretches.append((start, taken.start))
                start = taken.end
            at += 1
        stretches.append((start, end))
        return [trimmed for low, high in stretches if low < high and (trimmed := self._trim(low, high))]

    def within(self, start: int, end: int) -> list[Span]:
        """The claims that begin in [start, end)."""
        return self._spans[bisect_left(self._spans, (start,)) : bisect_left(self._spans, (end,))]

    def spans(self) -> tuple[Span, ...]:
        return tuple(self._spans)

    def _trim(self, start: int, end: int) -> tuple[int, int] | None:
        piece = self.source[start:end]
        kept = piece.strip()
        if not kept:
            return None
        left = start + len(piece) - len(piece.lstrip())
        return left, left + len(kept)
