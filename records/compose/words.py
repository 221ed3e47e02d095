"""Anchors and sentences the composer writes itself."""

from __future__ import annotations

import base64
import hashlib
import uuid

from core.text import cardinal_word, label, letter

__all__ = ["anchor_of", "counted", "label", "letter", "sentence"]


def anchor_of(row_id: uuid.UUID, part: str = "") -> str:
    """The passage's address for good: "p-" and eight letters drawn from the row's random id (40 bits)."""
    seed = hashlib.sha256(row_id.bytes + part.encode()).digest()
    return "p-" + base64.b32encode(seed[:5]).decode().lower()


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
