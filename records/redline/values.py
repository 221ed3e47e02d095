"""What `compare` answers: the differences of two Records, in the order in which a page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from records.record import Passage
from records.redline.words import Step

Kind = Literal["same", "changed", "added", "removed", "moved", "left"]


@dataclass(frozen=True)
class Line:
    """Something said in one place: a fact, a sub-paragraph, an entry of a list. Empty `old` or `new`: not said there.

    `label` is what stands before it ("Date", "(a)").
    """

    steps: tuple[Step, ...]
    label: str = ""
    was_label: str = ""

    @property
    def old(self) -> str:
        return "".join(step.old for step in self.steps)

    @property
    def new(self) -> str:
        return "".join(step.new for step in self.steps)

    @property
    def is_same(self) -> bool:
        return self.label == self.was_label and all(step.op == "equal" for step in self.steps)

    @property
    def is_only_spacing(self) -> bool:
        """Nothing that can be seen was put in or taken out."""
        return all(step.op == "equal" or not (step.old + step.new).strip() for step in self.steps)


@dataclass(frozen=True)
class Paragraph:
    """A numbered paragraph in both editions. "left" marks where a moved one stood; its words are where it went.

    `particulars` are the line below a recommendation: to whom, standing or not.
    """

    kind: Kind
    old: Passage | None
    new: Passage | None
    text: Line
    items: tuple[Line, ...] = ()
    particulars: Line = Line(())

    @property
    def is_reworded(self) -> bool:
        return not (self.text.is_same and self.particulars.is_same and all(item.is_same for item in self.items))

    @property
    def is_only_spacing(self) -> bool:
        lines = [self.text, *self.items, self.particulars]
        return self.is_reworded and all(line.is_only_spacing and line.label == line.was_label for line in lines)


@dataclass(frozen=True)
class Delegation:
    """A line of the list of delegations that was added, taken out or put right; `status` is "observer", "apologies"."""

    kind: Literal["added", "removed", "changed"]
    name: Line
    status: Line


@dataclass(frozen=True)
class Part:
    """A section. `slug` and `level` are the new one's, or those of the section taken out; the labels of `heading` tell
    its level."""

    slug: str
    heading: Line
    remark: Line
    paragraphs: tuple[Paragraph, ...]
    delegations: tuple[Delegation, ...] = ()
    level: int = 1

    @property
    def was_level(self) -> str:
        """What level the heading had, where that is another now."""
        is_other = self.heading.old and self.heading.new and self.heading.label != self.heading.was_label
        return self.heading.was_label if is_other else ""

    @property
    def is_same(self) -> bool:
        lines_stay = self.heading.is_same and self.remark.is_same
        return lines_stay and not self.delegations and all(at.kind == "same" for at in self.paragraphs)


@dataclass(frozen=True)
class Listing:
    """A list without numbers (linked meetings, abbreviations, sources): the lines that differ, and how many stay."""

    heading: str
    lines: tuple[Line, ...]
    same: int


@dataclass(frozen=True)
class Changes:
    """`facts` and `listings` hold differences alone, `parts` the whole record.

    `is_same_record` is false also where only what stands behind the page differs (the order of a list, a key).
    """

    facts: tuple[Line, ...]
    parts: tuple[Part, ...]
    listings: tuple[Listing, ...]
    is_same_record: bool

    @property
    def delegations(self) -> tuple[Delegation, ...]:
        return tuple(found for part in self.parts for found in part.delegations)

    @property
    def is_empty(self) -> bool:
        return not (self.facts or self.listings) and all(part.is_same for part in self.parts)

    def count(self, kind: Kind) -> int:
        """Paragraphs of a kind; one that was moved and reworded counts as moved."""
        return sum(paragraph.kind == kind for part in self.parts for paragraph in part.paragraphs)
