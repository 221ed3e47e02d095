"""Which paragraph of a text is which of the meeting's: the same words first, then the most alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from rapidfuzz import fuzz, process

LEAST_ALIKE = 60  # of 100; below it a paragraph is another one


def plain(text: str) -> str:
    """A text without what printing changes: blanks, quotes, the full stop at its end, case."""
    return " ".join(re.sub(r"[’‘`]", "'", text).split()).rstrip(" .;,").casefold()


def pairs(texts: Sequence[str], rows: Sequence[Any]) -> dict[int, Any]:
    """By the index of a text, the row that is the same paragraph. Each row is met once."""
    met: dict[int, Any] = {}
    left = list(rows)
    folded = [plain(text) for text in texts]
    for at, text in enumerate(folded):
        same = next((row for row in left if plain(row.text) == text), None)
        if same is not None:
            met[at] = same
            left.remove(same)
    alike = []
    for at, text in enumerate(folded):
        if at not in met and text:
            found = process.extract(
                text, [plain(row.text) for row in left], scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE
            )
            alike += [(score, at, left[place]) for _, score, place in found]
    for _score, at, row in sorted(alike, key=lambda one: (-one[0], one[1])):
        if at not in met and all(row is not other for other in met.values()):
            met[at] = row
    return met
