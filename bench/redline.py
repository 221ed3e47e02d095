"""The proof of changes marked: applied to the old text they give the new, whatever the two are, and in linear time."""

from __future__ import annotations

import random
import time
from typing import Any

from bench.reading import CORPUS, mangled
from records.redline import apply, words

PAIRS = 10_000
LENGTHS = (12_500, 25_000, 50_000, 100_000)


def redline(*, seed: int, share: float, state: Any) -> tuple[bool, str]:
    """Two mangled texts of the corpus, or two texts of odd characters: the changes applied to one give the other."""
    texts = [path.read_text() for path in sorted(CORPUS.glob("*.txt"))]
    wanted = int(PAIRS * share)
    done = state.load()
    faults = done.get("faults", 0)
    for number in range(done.get("pairs", 0), wanted):
        old, new = _pair(texts, random.Random(seed * 1_000_003 + number))
        faults += apply(old, words(old, new)) != new
        if number % 500 == 499:
            state.save({"pairs": number + 1, "faults": faults})
    is_quick, said = _timed(seed)
    told = f"{wanted:,} pairs of texts, {faults} where the changes applied to the old gave not the new; {said}"
    return faults == 0 and is_quick, told


def _timed(seed: int) -> tuple[bool, str]:
    """Two drafts of a document, words as language has them, a change every 25 words and 500 words moved; of each length
    the middle one of three. Linear: four times the words take less than eight times as long."""
    took = {length: sorted(_once(length, random.Random(seed + turn)) for turn in range(3))[1] for length in LENGTHS}
    is_quick = took[LENGTHS[2]] < 2 and took[LENGTHS[2]] < 8 * took[LENGTHS[0]]
    said = ", ".join(f"{length:,} in {seconds:.2f} s" for length, seconds in took.items())
    return is_quick, f"documents of so many words compared, of processor time: {said}"


def _once(length: int, chance: random.Random) -> float:
    old = _document(length, chance)
    new = list(old)
    for _ in range(length // 25):
        at = chance.randrange(length)
        new[at : at + chance.randint(0, 3)] = chance.choices(old, k=chance.randint(0, 4))
    moved, new[100:600] = new[100:600], []
    new[length // 2 : length // 2] = moved
    before, after = " ".join(old), " ".join(new)
    begun = time.process_time()
    steps = words(before, after)
    took = time.process_time() - begun
    if apply(before, steps) != after:
        raise AssertionError("The changes applied to the old gave not the new.")
    return took


def _document(length: int, chance: random.Random) -> list[str]:
    """Few of the words very common, many rare."""
    known = ["".join(chance.choices("abcdefghijklmnop", k=chance.randint(2, 9))) for _ in range(6000)]
    return chance.choices(known, [1 / rank for rank in range(1, 6001)], k=length)


def _pair(texts: list[str], chance: random.Random) -> tuple[str, str]:
    """Three in four from the same text of the corpus, so that much stays; one in four of characters of any plane."""
    if chance.randrange(4):
        text = [chance.choice(texts)]
        return mangled(text, chance), mangled(text, chance)
    alphabet = [chr(chance.randrange(0x110000)) for _ in range(chance.randint(1, 12))] + list(" \n\t.,’-a1")
    old, new = ("".join(chance.choices(alphabet, k=chance.randrange(400))) for _ in range(2))
    return old, new
