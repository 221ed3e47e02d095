"""The proofs: each takes `seed`, `share` (of the full count) and `state`, and answers (kept, what was seen)."""

from __future__ import annotations

import multiprocessing
import random
from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.db import connection

from bench.killing import kills
from bench.ledger import ledger
from bench.reading import CORPUS, mangled, reader
from bench.scratch import scratch_database
from core.history import acting
from core.models import StaleVersion
from members.models import Participant
from records.redline import apply as redline_apply
from records.redline import words as redline_words

WRITERS, SAVES = 8, 500
PAIRS = 10_000


def saves(*, seed: int, share: float, state: Any) -> tuple[bool, str]:
    """Eight processes add their marks to one row, all at once: every acknowledged mark is there at the end."""
    each = int(SAVES * share)
    with scratch_database():
        call_command("migrate", verbosity=0)
        with acting(None, "proof"):
            row = Participant.objects.create(slug="contested", kind="body")
        connection.close()
        work = [(str(row.pk), writer, each) for writer in range(WRITERS)]
        with multiprocessing.get_context("fork").Pool(WRITERS) as pool:
            refused = sum(pool.starmap(_write, work))
        row.refresh_from_db()
        marks = sorted(row.remark.split())
        history = Participant.history.count()
        connection.close()
    lost = len({f"{writer}-{turn}" for writer in range(WRITERS) for turn in range(each)} - set(marks))
    kept = lost == 0 and len(marks) == WRITERS * each and history == row.version == WRITERS * each + 1
    return kept, f"{WRITERS} × {each} colliding saves, {refused:,} refused and made again, {lost} lost"


def _write(pk: str, writer: int, each: int) -> int:
    """Save `each` marks, reading again after every refusal. Returns how many saves were refused."""
    refused = 0
    for turn in range(each):
        while True:
            row = Participant.objects.get(pk=pk)
            row.remark += f" {writer}-{turn}"
            try:
                with acting(None, "proof"):
                    row.save()
                break
            except StaleVersion:
                refused += 1
    connection.close()
    return refused


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
    "jobs": kills,
    "reader": reader,
    "redline": redline,
    "saves": saves,
    "ledger": ledger,
}
