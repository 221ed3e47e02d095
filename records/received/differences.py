"""What a document that came back says otherwise than the one that was sent, paragraph by paragraph.

Compared is what it says with its tracked changes accepted, so that changes made without tracking are found too. The
reader of received documents reads both, so that whatever Word makes of the file cannot differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from records.exports import docx
from records.received.document import Line, received
from records.record import Item, Record
from records.redline import Block, Step, align, words
from records.render import EditionFacts

_MARK = re.compile(r"^(?:\d+\.|\([a-z]+\))\t")


@dataclass(frozen=True)
class Difference:
    """`kind` "words": other words for the paragraph at `anchor`; the rest can only be said as a comment, `anchor` being
    the paragraph it stands at or "". `place` is what the paragraph is called: "3", "3 (a)", "The heading"."""

    kind: Literal["words", "added", "removed", "remark", "elsewhere"]
    anchor: str
    place: str
    was: str
    now: str
    author: str = ""

    @property
    def steps(self) -> tuple[Step, ...]:
        return words(self.was, self.now)

    @property
    def comment(self) -> str:
        """The difference in words, where it is no other words for one paragraph."""
        if self.kind == "added":
            return f"Proposes a new paragraph after {self.place}: “{self.now}”"
        if self.kind == "removed":
            return f"Proposes to take out {self.place}."
        if self.kind == "elsewhere":
            return f"“{self.was}” reads “{self.now}”." if self.was else f"Adds: “{self.now}”"
        return self.now


def places(record: Record) -> dict[str, tuple[str, str]]:
    """Anchor → what it is called and its words, of every paragraph and sub-paragraph."""
    found: dict[str, tuple[str, str]] = {}

    def put(items: tuple[Item, ...], above: str) -> None:
        for item in items:
            found[item.anchor] = (f"{above} {item.label}", item.text)
            put(item.items, f"{above} {item.label}")

    for passage in record.passages:
        found[passage.anchor] = (str(passage.number), passage.text)
        put(passage.items, str(passage.number))
    return found


def differences(record: Record, edition: EditionFacts, data: bytes) -> list[Difference]:
    """In the order of the text. Raises CannotReceiveError, CannotExportError."""
    known = places(record)
    before, after = received(docx(record, edition)).lines, received(data).lines
    anchors = _anchors(record, before)
    return list(_differences(known, before, after, anchors))


def _anchors(record: Record, lines: tuple[Line, ...]) -> list[str]:
    """For each line of the document that was sent the anchor of the paragraph it is; "" for headings and the rest."""
    waiting = [(anchor, text) for anchor, (_, text) in places(record).items()]
    found = []
    for line in lines:
        is_next = bool(waiting and line.anchors and _flat(_bare(line)) == _flat(waiting[0][1]))
        found.append(waiting.pop(0)[0] if is_next else "")
    return found


def _bare(line: Line) -> str:
    """Without the number or letter that was written before the words."""
    return _MARK.sub("", line.text)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _differences(
    known: dict[str, tuple[str, str]], before: tuple[Line, ...], after: tuple[Line, ...], anchors: list[str]
) -> Iterator[Difference]:
    old = [Block(line.anchors[0] if line.anchors else "", _bare(line)) for line in before]
    new = [Block(line.anchors[0] if line.anchors else "", _bare(line)) for line in after]
    at = ""
    for pair in align(old, new):
        line = after[pair.new] if pair.new is not None else None
        own = anchors[pair.old] if pair.old is not None else ""
        at = own or at
        place = known[at][0] if at else "the title"
        author = ", ".join(line.authors) if line else ""
        if line is None:
            if own:
                yield Difference("removed", at, f"paragraph {place}", known[own][1], "")
            elif pair.old is not None:
                yield Difference("elsewhere", "", "", _flat(before[pair.old].text), "")
            continue
        if pair.old is None:
            yield Difference("added", at, f"paragraph {place}" if at else place, "", _bare(line), author)
        elif own and _flat(_bare(line)) != _flat(known[own][1]):
            yield Difference("words", own, place, known[own][1], _bare(line), author)
        elif not own and _flat(line.text) != _flat(before[pair.old].text):
            yield Difference("elsewhere", "", "", _flat(before[pair.old].text), _flat(line.text), author)
        for who, said in line.remarks:
            yield Difference("remark", at, f"paragraph {place}" if at else place, "", said, who)
