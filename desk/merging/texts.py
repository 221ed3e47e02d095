"""Three texts become one, paragraph by paragraph: the text both began from, what was saved, what was typed here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from records.redline.matching import common

Side = Literal["same", "theirs", "mine", "both", "collision"]
Paragraphs = tuple[str, ...]


@dataclass(frozen=True)
class Piece:
    """A run of paragraphs. `side` says who changed it; a collision was changed by both, and not alike."""

    side: Side
    base: Paragraphs
    theirs: Paragraphs
    mine: Paragraphs

    @property
    def settled(self) -> Paragraphs:
        """The paragraphs to keep where nothing collides."""
        return self.theirs if self.side == "theirs" else self.mine


def merge(base: str, theirs: str, mine: str) -> list[Piece]:
    """The pieces in their order. Joining one side of all of them by line ends gives that text again, exactly."""
    sides = [text.split("\n") for text in (base, theirs, mine)]
    ids: dict[str, int] = {}
    old, other, own = ([ids.setdefault(line, len(ids)) for line in side] for side in sides)
    in_theirs, in_mine = dict(common(old, other)), dict(common(old, own))
    # Paragraphs that all three hold are where the texts surely meet; what lies between is judged as one.
    meets = [(at, in_theirs[at], in_mine[at]) for at in range(len(old)) if at in in_theirs and at in in_mine]
    pieces: list[Piece] = []
    begun = (0, 0, 0)
    for meet in [*meets, (len(old), len(other), len(own))]:
        if meet != begun:
            pieces.append(_judged(*(tuple(s[a:b]) for s, a, b in zip(sides, begun, meet, strict=True))))
        if meet[0] < len(old):
            line = (sides[0][meet[0]],)
            pieces.append(Piece("same", line, line, line))
        begun = (meet[0] + 1, meet[1] + 1, meet[2] + 1)
    return _runs(pieces)


def _judged(base: Paragraphs, theirs: Paragraphs, mine: Paragraphs) -> Piece:
    side: Side = "collision"
    if theirs == mine:
        side = "both"
    elif mine == base:
        side = "theirs"
    elif theirs == base:
        side = "mine"
    return Piece(side, base, theirs, mine)


def _runs(pieces: list[Piece]) -> list[Piece]:
    """Neighbours of one side in one piece."""
    runs: list[Piece] = []
    for piece in pieces:
        last = runs[-1] if runs else None
        if last is not None and last.side == piece.side == "same":
            runs[-1] = Piece("same", last.base + piece.base, last.theirs + piece.theirs, last.mine + piece.mine)
        else:
            runs.append(piece)
    return runs
