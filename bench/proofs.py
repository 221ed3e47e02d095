"""The proofs: each takes `seed`, `share` (of the full count) and `state`, and answers (kept, what was seen)."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from bench.access import access
from bench.archive import archive
from bench.batch import batch
from bench.custody import retention
from bench.faults import faults
from bench.killing import kills
from bench.large import scale
from bench.ledger import entries, ledger
from bench.reading import CORPUS, mangled, reader
from bench.register import register
from bench.requests import odd_requests
from bench.restoring import restoring
from bench.saves import saves
from bench.silence import silence
from records.redline import apply as redline_apply
from records.redline import words as redline_words

PAIRS = 10_000


def redline(*, seed: int, share: float, state: Any) -> tuple[bool, str]:
    """Two mangled texts of the corpus, or two texts of odd characters: the changes applied to one give the other."""
    texts = [path.read_text() for path in sorted(CORPUS.glob("*.txt"))]
    wanted = int(PAIRS * share)
    done = state.load()
    faults = done.get("faults", 0)
    for number in range(done.get("pairs", 0), wanted):
        old, new = _pair(texts, random.Random(seed * 1_000_003 + number))
        faults += redline_apply(old, redline_words(old, new)) != new
        if number % 500 == 499:
            state.save({"pairs": number + 1, "faults": faults})
    return faults == 0, f"{wanted:,} pairs of texts, {faults} where the changes applied to the old gave not the new"


def _pair(texts: list[str], chance: random.Random) -> tuple[str, str]:
    """Three in four from the same text of the corpus, so that much stays; one in four of characters of any plane."""
    if chance.randrange(4):
        text = [chance.choice(texts)]
        return mangled(text, chance), mangled(text, chance)
    alphabet = [chr(chance.randrange(0x110000)) for _ in range(chance.randint(1, 12))] + list(" \n\t.,’-a1")
    old, new = ("".join(chance.choices(alphabet, k=chance.randrange(400))) for _ in range(2))
    return old, new


PROOFS: dict[str, Callable[..., tuple[bool, str]]] = {
    "access": access,
    "archive": archive,
    "jobs": kills,
    "reader": reader,
    "redline": redline,
    "saves": saves,
    "faults": faults,
    "register": register,
    "scale": scale,
    "ledger": ledger,
    "entries": entries,
    "batch": batch,
    "silence": silence,
    "requests": odd_requests,
    "retention": retention,
    "restore": restoring,
}
