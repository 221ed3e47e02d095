"""Anchors and sentences the composer writes itself."""

from __future__ import annotations

import base64
import hashlib
import string
import uuid

from core.text import cardinal_word

_LETTERS = string.ascii_lowercase


def anchor_of(row_id: uuid.UUID, part: str = "") -> str:
    """The passage's address for good: "p-" and eight letters drawn from the row's random id (40 bits)."""
    seed = hashlib.sha256(row_id.bytes + part.encode()).digest()
    return "p-" + base64.b32encode(seed[:5]).decode().lower()


def letter(index: int) -> str:
    """0 → "(a)", 25 → "(z)", 26 → "(aa)"."""
    cycle, at = divmod(index, 26)
    return f"({_LETTERS[at] * (cycle + 1)})"


def roman(index: int) -> str:
    """0 → "(i)"; the label of a paragraph's second level."""
    number, words = index + 1, ""
    for value, sign in ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while number >= value:
            words, number = words + sign, number - value
    return f"({words})"


def label(index: int, level: int) -> str:
    return letter(index) if level == 0 else roman(index)


def counted(number: int, singular: str, plural: str = "") -> str:
    """ "one delegation", "seventeen delegations"."""
    return f"{cardinal_word(number)} {singular if number == 1 else plural or singular + 's'}"


def sentence(words: str) -> str:
    """With a capital first letter and a full stop at the end, whatever else it holds."""
    words = words.strip()
    if not words:
        return ""
    words = words[0].upper() + words[1:]
    return words if words[-1] in ".!?:;" else words + "."
