"""How well the reader of summaries reads: our own corpus against its answers, and mangled texts for lost words."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from meetings.summary import Proposal, decode, default_names, read

CORPUS = Path(__file__).resolve().parent.parent / "tests" / "meetings" / "summary" / "corpus"
TEXTS = 20_000


def reader(*, seed: int, share: float, state: Any) -> tuple[bool, str]:
    """The corpus: attendance recall ≥ 0.98 and precision ≥ 0.99, dates and ordinals all right. Then every character
    of mangled texts (cut, doubled, shuffled, sprinkled with odd characters) placed exactly once."""
    is_right, scores = _corpus()
    faults, wanted = _faults(seed, int(TEXTS * share), state), int(TEXTS * share)
    words = f"{scores}; {wanted:,} mangled texts read, {faults} with a character lost or placed twice"
    return is_right and faults == 0, words


def _corpus() -> tuple[bool, str]:
    names = default_names()
    wanted = found = right = dated = texts = lost = 0
    for path in sorted(CORPUS.glob("*.json")):
        answer, text = json.loads(path.read_text("utf-8")), decode(path.with_suffix(".txt").read_bytes())
        proposal = read(text, names)
        want = {(who, how) for how, everybody in answer["attendance"].items() for who in everybody}
        got = {
            (row.participant or f"?{row.as_written}", f"{row.capacity} {row.presence}") for row in proposal.attendance
        }
        wanted, found, right = wanted + len(want), found + len(got), right + len(want & got)
        dated += _dates(proposal) == (answer["dates"], answer["ordinal"])
        texts += 1
        lost += not is_placed_once(text, proposal.spans)
    recall, precision = right / wanted, right / found
    words = (
        f"{texts} texts of our own: attendance recall {recall:.3f}, precision {precision:.3f} over {wanted} names, "
        f"dates and ordinals right in {dated}, a character lost in {lost}"
    )
    return recall >= 0.98 and precision >= 0.99 and dated == texts and lost == 0, words


def _dates(proposal: Proposal) -> tuple[dict[str, Any], int | None]:
    dates = {key: list(value) if isinstance(value, tuple) else value for key, value in proposal.dates}
    return dates, proposal.ordinal


def _faults(seed: int, wanted: int, state: Any) -> int:
    texts = [path.read_text("utf-8") for path in sorted(CORPUS.glob("*.txt"))]
    names, done = default_names(), state.load()
    faults = done.get("faults", 0)
    for number in range(done.get("texts", 0), wanted):
        text = mangled(texts, random.Random(seed * 1_000_003 + number))
        faults += not is_placed_once(text, read(text, names).spans)
        if number % 500 == 499:
            state.save({"texts": number + 1, "faults": faults})
    return faults


def mangled(texts: list[str], chance: random.Random) -> str:
    lines = chance.choice(texts).splitlines(keepends=True)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(lines))
        act = chance.randrange(5)
        if act == 0 and len(lines) > 1:
            del lines[at]
        elif act == 1:
            lines.insert(chance.randrange(len(lines)), lines[at])
        elif act == 2:
            chance.shuffle(lines)
        elif act == 3:
            cut = chance.randrange(len(lines[at]) + 1)
            odd = chance.choice("\u202e\u00ad\ufeff\x00\u2028“•—;:()[]\t\r")
            lines[at] = lines[at][:cut] + odd + lines[at][cut:]
        else:
            lines[at] = lines[at].rstrip("\n")
    return "".join(lines)


def is_placed_once(text: str, spans: Any) -> bool:
    """Every character that is not space lies in exactly one span. `spans` are (start, end, pointer), code points."""
    covered = [0] * len(text)
    for start, end, _pointer in spans:
        for at in range(start, end):
            covered[at] += not text[at].isspace()
    return all(covered[at] == (not character.isspace()) for at, character in enumerate(text))
