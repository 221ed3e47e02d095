"""Who has taken which words: every character of the source goes to one place, and what nobody took stays visible."""

from bisect import bisect_left, bisect_right
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
        # No two spans overlap, so that the starts alone tell their order.
        self._spans: list[Span] = []
        self._starts: list[int] = []

    def claim(self, start: int, end: int, pointer: str) -> None:
        """Give source[start:end] to `pointer`, without blanks at the edges and without what is taken already."""
        for low, high in self.free(start, end):
            at = bisect_left(self._starts, low)
            self._starts.insert(at, low)
            self._spans.insert(at, Span(low, high, pointer))

    def free(self, start: int, end: int) -> list[tuple[int, int]]:
        """The stretches of [start, end) that nobody claimed, trimmed, without empty ones."""
        at = max(bisect_right(self._starts, start) - 1, 0)
        stretches = []
        for taken in self._spans[at : bisect_left(self._starts, end, at)]:
            if taken.end > start:
                stretches.append((start, taken.start))
                start = taken.end
        stretches.append((start, end))
        return [trimmed for low, high in stretches if low < high and (trimmed := self._trim(low, high))]

    def within(self, start: int, end: int) -> list[Span]:
        """The claims that begin in [start, end)."""
        return self._spans[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def spans(self) -> tuple[Span, ...]:
        return tuple(self._spans)

    def _trim(self, start: int, end: int) -> tuple[int, int] | None:
        piece = self.source[start:end]
        kept = piece.strip()
        if len(kept) == len(piece):
            return start, end
        left = start + len(piece) - len(piece.lstrip())
        return (left, left + len(kept)) if kept else None
