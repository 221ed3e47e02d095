"""An item of a sentence that lists names, and what is written in brackets behind it."""

import re
from dataclasses import dataclass
from typing import Literal

from meetings.summary.names import NamedParticipant
from meetings.summary.patterns import pattern
from meetings.summary.words import words

ItemKind = Literal["name", "person", "filler", "aside", "other"]

_SMALL = frozenset(words("small"))
# "(", "(Host", "(the".
_OPENS = pattern(r"\s*\(\s*(?:[A-Za-z]+\s+){0,2}")
_SHORT = pattern(r"[A-Z][\w&.-]{1,11}(?: [A-Z]{1,4})?")


@dataclass(slots=True)
class Item:
    """text[start:end], without the words that only lead to a name. `before` is the separator before it.

    `goes_on`: behind the name the stretch has a verb, "Nepal took the chair".
    """

    start: int
    end: int
    kind: ItemKind
    participant: NamedParticipant | None = None
    confidence: float = 1.0
    suggestions: tuple[str, ...] = ()
    before: str = ""
    brackets: str | None = None
    goes_on: bool = False
    role: str | None = None
    is_rest_of_figure: bool = False
    is_label: bool = False
    is_sent: bool = False


def with_brackets(text: str, items: list[Item]) -> list[Item]:
    """Joins "United Nations … (UNHCR)": a bracketed short form belongs to the name before it."""
    joined: list[Item] = []
    closed = -1
    for item in items:
        before = joined[-1] if joined else None
        if item.end <= closed and item.participant is None and item.before in ("and", ",", "&"):
            # "Fiji (Department of Immigration and Citizenship)": what is left of the bracket.
            item.kind = "filler"
        if before and item.kind == "person" and _is_sent(item, before, closed):
            closed = text.find(")", item.end) if item.end <= closed or item.before == "(" else closed
            item.kind, item.is_sent = "filler", True
        if (
            before
            and before.kind == "person"
            and item.before == ","
            and item.kind == "name"
            and item.participant is None
        ):
            before.end = item.end
            continue
        if item.before != "(" or before is None or not _OPENS.fullmatch(text, before.end, item.start):
            joined.append(item)
            continue
        close = text[item.end : item.end + 2].lstrip()[:1] == ")"
        if close and before.kind == "name" and _is_short_form(text, item, before):
            _absorb(text, joined, item)
            continue
        if close and _is_remark(text, item, before):
            item.kind = "filler"
        if before.kind == "name" and before.participant is None and item.participant is not None:
            _call_group(joined)
        if before.participant is not None and item.kind == "name" and item.participant is None:
            item.kind = "filler"
            closed = text.find(")", item.end)
        joined.append(item)
    return joined


def _is_sent(item: Item, before: Item, closed: int) -> bool:
    """ "IOM (Mr A, Ms B)", "Fiji – Mr A and Ms B": those who came for it."""
    if before.is_sent and item.before in ("and", ",", "&"):
        return True
    is_beside = item.end <= closed or item.before in ("(", "–", "-")
    return is_beside and before.participant is not None


def _is_remark(text: str, item: Item, before: Item) -> bool:
    """ "civil society (RROCM)", "Palau (Micronesia)": what it is called, for whom it speaks."""
    if item.participant is None:
        return before.kind in ("filler", "other") and bool(_SHORT.fullmatch(text[item.start : item.end]))
    return before.participant is not None and bool(item.participant.iso) and item.participant is not before.participant


def _call_group(joined: list[Item]) -> None:
    """ "the Sahel and the Horn (Ethiopia, Niger)": what a group is called, and nobody who came."""
    for group in reversed(joined):
        if group.kind != "name" or group.participant is not None:
            break
        group.kind = "filler"
        if group.before not in ("and", "&"):
            break


def _is_short_form(text: str, item: Item, before: Item) -> bool:
    written = text[item.start : item.end]
    if item.kind != "name":
        return False
    if item.participant is not None and before.participant is not None:
        return item.participant is before.participant
    return bool(_SHORT.fullmatch(written)) and sum(map(str.isupper, written)) >= 2


def _absorb(text: str, joined: list[Item], item: Item) -> None:
    """Takes the bracket into the name. A known short form makes the long one known, which may have held an "and"."""
    name = joined[-1]
    name.end = text.index(")", item.end) + 1
    if name.participant is None and item.participant is not None:
        name.participant, name.confidence, name.suggestions = item.participant, 0.9, ()
    letters = [char for char in text[item.start : item.end] if char.isalpha()]
    while (
        len(joined) > 1
        and joined[-1].before in ("and", ",", "&")
        and joined[-2].participant is None
        and joined[-2].kind == "name"
    ):
        short = _initials(text[joined[-1].start : item.start])
        if len(short) >= len(letters) or (short[:1] == letters[0] and len(short) > 2):
            break
        last = joined.pop()
        joined[-1].end = last.end
        joined[-1].participant, joined[-1].confidence = last.participant, last.confidence
        joined[-1].suggestions = last.suggestions


def _initials(words: str) -> str:
    return "".join(word[0] for word in re.findall(r"[^\W\d_]+", words) if word.lower() not in _SMALL)
