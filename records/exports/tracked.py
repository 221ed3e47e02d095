"""Two Records as one Word document with tracked changes: accepted it reads as the new one, rejected as the old.

A line that moved is a deletion and an insertion, so that each can be accepted or rejected alone. Semantics of the
marks: ECMA-376-1, 17.13.5; a mark on the paragraph sign says that the whole line comes or goes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import count
from typing import Any

import docx as python_docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from records.exports import word
from records.exports.document import set_page, set_properties, set_styles
from records.exports.faults import CannotExportError, refuse_other, refuse_unwritable
from records.exports.packing import packed
from records.exports.tables import standing
from records.record import Record
from records.redline import Step
from records.render import EditionFacts
from records.render.lines import Line, changed, is_counted, lines
from records.render.sheet import Sheet, sheet

NUMBERS = "77"  # the list of ours in the numbering part; the template's own end below it
HOW = (
    "Changes are tracked, from {was} to {now}. Accepted, they give the text of {now}; rejected, that of {was}. "
    "This copy is for editing and proves nothing."
)
END = "End of the text."


def docx(before: tuple[Record, EditionFacts], after: tuple[Record, EditionFacts]) -> bytes:
    """The same bytes every time. Raises CannotExportError in words for the reader."""
    for record, edition in (before, after):
        refuse_unwritable(record)
        refuse_other(record, edition)
    (old, was), (new, edition) = before, after
    if old.kind != new.kind:
        raise CannotExportError("Only records of one kind can be compared.")
    earlier, content = sheet(old, was), sheet(new, edition)
    document = python_docx.Document()
    word.spare(document)
    set_styles(document)
    word.speak(document, new.language)
    set_properties(document, new, edition, content)
    set_page(document, content)
    _Tracker(document, new, edition).write(earlier, content)
    result = io.BytesIO()
    document.save(result)
    return packed(result.getvalue())


class _Tracker:
    """Writes the lines of two sheets as one text with its changes."""

    def __init__(self, document: Document, record: Record, edition: EditionFacts) -> None:
        self.document, self.record, self.edition = document, record, edition
        self.ids = count(1)

    def write(self, earlier: Sheet, content: Sheet) -> None:
        self._plain(content.process, "Process")
        for told in filter(None, (standing(self.record), content.status_line)):
            self._plain(told, "Notice")
        self._plain(HOW.format(was=_called(earlier), now=_called(content)), "Aside")
        old, new = lines(earlier), lines(content)
        self.is_counted = is_counted(old) and is_counted(new)
        if self.is_counted:
            _add_numbering(self.document)
        for marked in changed(old, new, is_counted=self.is_counted):
            runs = [made for step in marked.steps for made in self._step(step)]
            self._line(marked.line, runs, {"added": "ins", "removed": "del"}.get(marked.kind, ""))
        self._plain(END, "Aside")  # the sign of the last paragraph can neither come nor go

    def _step(self, step: Step) -> list[Any]:
        if step.op == "equal":
            return [_run(step.new)]
        gone = [self._run(step.old, "del")] if step.old else []
        return [*gone, self._run(step.new, "ins")] if step.new else gone

    def _run(self, text: str, mark: str) -> Any:
        holder = self._change(mark)
        holder.append(_run(text, is_deleted=mark == "del"))
        return holder

    def _change(self, mark: str) -> Any:
        """w:ins or w:del with who and when. The day is the edition's: the clock must not decide the bytes."""
        known = {"id": str(next(self.ids)), "author": self.record.process}
        if self.edition.issued_on:
            known["date"] = f"{self.edition.issued_on.isoformat()}T00:00:00Z"
        return word.element(f"w:{mark}", **known)

    def _line(self, line: Line, runs: Sequence[Any], mark: str = "") -> None:
        paragraph = self.document.add_paragraph()._p
        paragraph.style = line.style.replace(" ", "")
        properties = paragraph.get_or_add_pPr()
        if self.is_counted and line.level >= 0:
            number = word.element("w:numPr")
            number.extend([word.element("w:ilvl", val=str(line.level)), word.element("w:numId", val=NUMBERS)])
            properties.append(number)
        if mark:
            sign = OxmlElement("w:rPr")
            sign.append(self._change(mark))
            properties.append(sign)
        paragraph.extend(runs)

    def _plain(self, text: str, style: str) -> None:
        word.say(self.document.add_paragraph(), text, style)


def _called(content: Sheet) -> str:
    """ "Strategy, draft 2"; the reference where a title says nothing of its own."""
    return content.reference


def _run(text: str, *, is_deleted: bool = False) -> Any:
    """Tabs and line ends as their own elements: as characters Word would read them as spaces."""
    run = OxmlElement("w:r")
    for at, row in enumerate(text.split("\n")):
        if at:
            run.append(OxmlElement("w:br"))
        for place, piece in enumerate(row.split("\t")):
            if place:
                run.append(OxmlElement("w:tab"))
            if piece:
                said = OxmlElement("w:delText" if is_deleted else "w:t")
                said.set(qn("xml:space"), "preserve")
                said.text = piece
                run.append(said)
    return run


def _indent(level: int) -> Any:
    """As the style of the line has it; LibreOffice takes what the list says alone."""
    left, hanging = (11, 11) if level == 0 else (11 + 8 * level, 8)
    properties = word.element("w:pPr")
    properties.append(word.element("w:ind", left=str(_twips(left)), hanging=str(_twips(hanging))))
    return properties


def _twips(millimetres: int) -> int:
    return round(millimetres * 1440 / 25.4)


def _add_numbering(document: Document) -> None:
    """One list of three levels: 1., (a), (i)."""
    numbering = document.part.numbering_part.element
    abstract = word.element("w:abstractNum", abstractNumId=NUMBERS)
    abstract.append(word.element("w:multiLevelType", val="multilevel"))
    for level, (form, drawn) in enumerate((("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)"))):
        made = word.element("w:lvl", ilvl=str(level))
        parts = {"start": "1", "numFmt": form, "suff": "tab", "lvlText": drawn, "lvlJc": "left"}
        made.extend([word.element(f"w:{name}", val=value) for name, value in parts.items()])
        made.append(_indent(level))
        abstract.append(made)
    numbering.insert(0, abstract)  # the schema wants what is abstract before what uses it
    number = word.element("w:num", numId=NUMBERS)
    number.append(word.element("w:abstractNumId", val=NUMBERS))
    numbering.append(number)
