"""A sheet as lines, and two sheets as one run of lines with what came and went: for Word and for paper.

A line is a heading, a paragraph, a sub-paragraph, a remark or a row of a table. What stays is compared word by word,
what does not is taken out where it stood and put in where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from core.text import label
from records.record import Item
from records.redline import Block, Step, align, words
from records.render.sheet import Sheet


@dataclass(frozen=True)
class Line:
    """A paragraph of the document. `mark` is its number or letter, `level` how deep it stands: 0 for a numbered
    paragraph, 1 and more for sub-paragraphs, -1 for what has neither."""

    style: str
    text: str
    mark: str = ""
    level: int = -1
    anchor: str = ""

    def said(self, is_counted: bool) -> str:
        """With its number as words, unless Word counts."""
        return self.text if is_counted or not self.mark else f"{self.mark}\t{self.text}"


@dataclass(frozen=True)
class Marked:
    """A line of either text with the steps from the old to the new."""

    kind: Literal["kept", "added", "removed"]
    line: Line
    steps: tuple[Step, ...]


def lines(content: Sheet) -> list[Line]:
    """Everything a sheet says between its masthead and its check code."""
    return list(_lines(content))


def _lines(content: Sheet) -> Iterator[Line]:
    yield from (Line("Aside", line) for line in (content.speaker, content.place_and_date) if line)
    yield Line("Title", content.title)
    if content.kind:
        yield Line("Subtitle", content.kind)
    yield from (Line("Aside", sentence) for sentence in content.summary)
    for part in content.parts:
        if part.heading:
            yield Line(f"Heading {part.level}", part.heading)
        if part.lead:
            yield Line("Paragraph lead", part.lead)
        for paragraph in part.paragraphs:
            text = "".join(piece for piece, _ in paragraph.pieces)
            yield Line("Numbered paragraph", text, paragraph.number, 0, paragraph.anchor)
            yield from _items(paragraph.items)
            yield from (Line("Remark", " | ".join(row)) for row in paragraph.table)
            yield from (Line("Remark", f"{note.mark} {note.text}") for note in paragraph.footnotes)
            if paragraph.remark:
                yield Line("Remark", paragraph.remark)
        yield from (Line("Remark", f"{name}: {'; '.join(people)}") for name, people in part.delegations)
        yield from (Line("Remark", remark) for remark in part.remarks)
    if content.annex:
        yield Line("Heading 1", f"Annex: {content.annex}")
    for entry in content.recommendations:
        cells = (entry.code, str(entry.number), entry.verbs, entry.addressees, entry.follow_up)
        yield Line("Remark", " · ".join(cell for cell in cells if cell))
    yield from (Line("Remark", f"{about}: {' '.join(said)}") for about, said in content.notes)


def _items(items: Sequence[Item], level: int = 1) -> Iterator[Line]:
    for item in items:
        yield Line(f"Sub-paragraph {min(level, 3)}", item.text, item.label, level, item.anchor)
        yield from _items(item.items, level + 1)


def is_counted(content: Sequence[Line]) -> bool:
    """Whether Word, counting by itself, gives every line the mark it has: then a paragraph put in changes no number
    of those that follow."""
    at = [0, 0, 0]
    for line in content:
        if line.level > 2 or (line.level < 0 and line.mark):
            return False
        if line.level >= 0:
            at[line.level] += 1
            at[line.level + 1 :] = [0] * (2 - line.level)
            counted = f"{at[0]}." if line.level == 0 else label(at[line.level] - 1, line.level - 1)
            if line.mark != counted:
                return False
    return True


def changed(old: Sequence[Line], new: Sequence[Line], *, is_counted: bool = False) -> Iterator[Marked]:
    """All lines of both, those that stay once. Those kept or removed are the old text in its order, those kept or
    added the new."""
    i = j = 0
    for at, to in [*_kept(old, new), (len(old), len(new))]:
        for line in old[i:at]:
            yield Marked("removed", line, (Step("delete", line.said(is_counted), ""),))
        for line in new[j:to]:
            yield Marked("added", line, (Step("insert", "", line.said(is_counted)),))
        if at < len(old):
            yield Marked("kept", new[to], words(old[at].said(is_counted), new[to].said(is_counted)))
        i, j = at + 1, to + 1


def _kept(old: Sequence[Line], new: Sequence[Line]) -> list[tuple[int, int]]:
    """Places of the lines that stay, in order. One that changed its kind goes and comes."""
    pairs = align(*([Block(line.anchor, line.text) for line in side] for side in (old, new)))
    return [
        (pair.old, pair.new)
        for pair in pairs
        if pair.old is not None
        and pair.new is not None
        and not pair.is_moved
        and (old[pair.old].style, old[pair.old].level) == (new[pair.new].style, new[pair.new].level)
    ]
