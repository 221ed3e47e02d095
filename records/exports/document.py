"""A Record as a Word document, for those who write the next one: the words of the sheet, in styles made to be edited.

Numbers of paragraphs and letters of sub-paragraphs are text, the record's own: Word must not count them anew.
The words and their order come from `records.render.sheet`, so that page, PDF and document cannot differ.
"""

from __future__ import annotations

import datetime
import io
import re
from itertools import count

import docx as python_docx
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from records.exports import word
from records.exports.faults import refuse_other, refuse_unwritable
from records.exports.packing import UNDATED, packed
from records.exports.tables import standing
from records.record import Item, Record
from records.render import EditionFacts
from records.render.sheet import Part, Sheet, sheet
from records.render.text import shortened

LONGEST_PROPERTY = 255  # characters, the bound of the format
TEXT_WIDTH = 160  # millimetres, A4 less 25 mm on both sides
FOR_EDITING = "This copy is for editing and proves nothing. What is in force is the PDF as issued; its check code is:"
PREVIEW = "Nobody has approved this text and it has no check code. What is issued may differ from it."


def docx(record: Record, edition: EditionFacts, *, is_tracked: bool = False) -> bytes:
    """The same bytes every time. Raises CannotExportError in words for the reader."""
    refuse_unwritable(record)
    refuse_other(record, edition)
    content = sheet(record, edition)
    document = python_docx.Document()
    word.spare(document)
    set_styles(document)
    word.speak(document, record.language)
    set_properties(document, record, edition, content)
    set_page(document, content)
    if is_tracked:
        word.track(document)
    _Writer(document, record, content).write()
    result = io.BytesIO()
    document.save(result)
    return packed(result.getvalue())


def set_styles(document: Document) -> None:
    sans, soft = word.SANS, word.SOFT
    word.style(document, "Normal", after=6)
    process = word.style(document, "Process", face=sans, size=10, color=word.SEA, bold=True, after=6)
    word.ruled(process, "bottom", color=word.SEA, size=12)
    notice = word.style(document, "Notice", face=sans, size=11, color=word.AMBER, bold=True, before=6, after=6)
    word.ruled(notice, "top", "bottom", "left", "right", color=word.AMBER)
    word.style(document, "Speaker", size=12, before=12)
    word.style(document, "Place and date", face=sans, size=9, color=soft)
    title = word.style(document, "Title", size=22, before=8, keep=True)
    for border in title.element.pPr.findall(word.qn("w:pBdr")):
        title.element.pPr.remove(border)
    word.style(document, "Subtitle", size=14, color=soft, after=8)
    word.style(document, "Heading 1", face=sans, size=12, color=word.SEA, bold=True, before=14, after=5, keep=True)
    word.style(document, "Heading 2", face=sans, size=11, color=word.SEA, bold=True, before=10, after=4, keep=True)
    for level in (3, 4, 5):
        name, is_bold = f"Heading {level}", level < 5
        word.style(document, name, face=sans, size=10, color=soft, bold=is_bold, before=8, after=3, keep=True)
    word.style(document, "Paragraph lead", after=6, indent=11, keep=True)
    word.style(document, "Numbered paragraph", before=3, after=5, indent=11, hanging=11)
    for level in (1, 2, 3):
        word.style(document, f"Sub-paragraph {level}", after=3, indent=11 + 8 * level, hanging=8)
    word.style(document, "Remark", face=sans, size=8.5, color=soft, before=4, after=4, indent=11)
    word.style(document, "Aside", face=sans, size=9, color=soft, after=6)
    word.style(document, "Check code", face=sans, size=10, after=6)
    word.style(document, "Table heading", face=sans, size=9, color=soft, bold=True)
    word.style(document, "Table text", size=9.5)
    for name in ("Header", "Footer"):
        word.style(document, name, face=sans, size=8, color=soft)


def set_properties(document: Document, record: Record, edition: EditionFacts, content: Sheet) -> None:
    at = datetime.datetime.combine(edition.issued_on, datetime.time()) if edition.issued_on else UNDATED
    facts = {
        "title": content.window_title,
        "subject": content.reference,
        "author": record.process,
        "last_modified_by": record.process,
        "comments": content.standing,
        "identifier": edition.check_url,
        "keywords": "",
        "category": content.kind,
    }
    properties = document.core_properties
    for name, words in facts.items():
        setattr(properties, name, shortened(words, LONGEST_PROPERTY - 2))
    properties.created = properties.modified = at
    properties.revision = 1


def set_page(document: Document, content: Sheet) -> None:
    """A4; the line and the standing of the record above every page, reference and page number below."""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(25)
    page.top_margin, page.bottom_margin = Mm(28), Mm(24)
    page.header_distance = page.footer_distance = Mm(12)
    above, below = page.header.paragraphs[0], page.footer.paragraphs[0]
    for paragraph in (above, below):
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    above.add_run(content.line)
    if content.standing:
        page.header.add_paragraph(style="Header").add_run(content.standing).font.color.rgb = word.AMBER
    below.add_run(f"{content.reference}\tPage ")
    word.field(below, "PAGE")
    below.add_run(" of ")
    word.field(below, "NUMPAGES")


class _Writer:
    """Writes the sheet from top to bottom."""

    def __init__(self, document: Document, record: Record, content: Sheet) -> None:
        self.document, self.record, self.content = document, record, content
        self.bookmarks: dict[str, str] = {}
        self.marked: list[str] = []

    def write(self) -> None:
        self._masthead()
        for part in self.content.parts:
            self._part(part)
        if self.content.annex:
            self._annex()
        self._check()

    def _say(self, words: str, style: str) -> Paragraph:
        return word.say(self.document.add_paragraph(), words, style)

    def _masthead(self) -> None:
        content = self.content
        self._say(content.process, "Process")
        up_front = [standing(self.record), content.status_line]
        for words in filter(None, up_front):
            self._say(words, "Notice")
        for words, style in ((content.speaker, "Speaker"), (content.place_and_date, "Place and date")):
            if words:
                self._say(words, style)
        self._say(content.title, "Title")
        if content.kind:
            self._say(content.kind, "Subtitle")
        facts = " · ".join(f"{label}: {value}" for label, value, is_warning in content.identity if not is_warning)
        self._say(facts, "Aside")
        for sentence in content.summary:
            self._say(sentence, "Aside")

    def _part(self, part: Part) -> None:
        if part.heading:
            self._say(part.heading, f"Heading {part.level}")
        if part.lead:
            self._say(part.lead, "Paragraph lead")
        for paragraph in part.paragraphs:
            line = self._say(f"{paragraph.number}\t", "Numbered paragraph")
            for piece, is_verb in paragraph.pieces:
                line.add_run(piece).bold = is_verb or None
            line.paragraph_format.keep_with_next = bool(paragraph.items) or None
            self._bookmark(line, paragraph.anchor)
            self._items(paragraph.items)
            if paragraph.table:
                self._table(paragraph.table)
            for note in paragraph.footnotes:
                self._say(f"{note.mark} {note.text}", "Remark")
            if paragraph.remark:
                self._say(paragraph.remark, "Remark")
        if part.delegations:
            self._delegations(part.delegations)
        for remark in part.remarks:
            self._say(remark, "Remark")

    def _items(self, items: tuple[Item, ...], level: int = 1) -> None:
        for item in items:
            line = self._say(f"{item.label}\t{item.text}", f"Sub-paragraph {min(level, 3)}")
            self._bookmark(line, item.anchor)
            self._items(item.items, level + 1)

    def _bookmark(self, line: Paragraph, anchor: str) -> None:
        """Word wants names of at most 40 letters, figures and underscores, that begin with a letter."""
        name = "p_" + re.sub(r"[^A-Za-z0-9]+", "_", anchor)[:30]
        another = count(len(self.marked))
        while name in self.marked:
            name = f"p__{next(another)}"
        self.marked.append(name)
        self.bookmarks.setdefault(anchor, name)
        word.bookmark(line, name, len(self.marked))

    def _table(self, rows: tuple[tuple[str, ...], ...]) -> None:
        """Rows of one width: where one has fewer cells, empty ones follow."""
        many = max(1, *(len(row) for row in rows))
        widths = ((TEXT_WIDTH - 11) / many,) * many
        filled = [(*row, *[""] * (many - len(row))) for row in rows]
        made = word.table(self.document, "Table", filled[0], widths, indent=11)
        for row in filled[1:]:
            word.row(made, row, widths)

    def _delegations(self, rows: list[tuple[str, list[str]]]) -> None:
        widths = (40, TEXT_WIDTH - 11 - 40)
        made = word.table(self.document, "List of delegations", ("Attending as", "Delegations"), widths, indent=11)
        for label, names in rows:
            word.row(made, (label, "; ".join(names)), widths)

    def _annex(self) -> None:
        content = self.content
        heading = self._say(f"Annex: {content.annex}", "Heading 1")
        heading.paragraph_format.page_break_before = bool(content.recommendations)
        self._say(f"Prepared by the secretariat. The annex is no part of the {content.noun}.", "Aside")
        if content.recommendations:
            self._recommendations()
        if content.notes and content.recommendations:
            self._say("Notes by the secretariat", "Heading 2")
        if content.notes:
            widths = (34, TEXT_WIDTH - 34)
            made = word.table(self.document, "Notes by the secretariat", ("About", "Note"), widths)
            for label, lines in content.notes:
                word.row(made, (label, "\n".join(lines)), widths)

    def _recommendations(self) -> None:
        headings = ("Code", "Para.", "Begins", "Verb", "Put to", "Follow-up")
        widths = (12, 12, TEXT_WIDTH - 104, 27, 32, 21)
        made = word.table(self.document, "Recommendations and to whom they are put", headings, widths)
        for entry in self.content.recommendations:
            words = (entry.code, "", entry.beginning, entry.verbs, entry.addressees, entry.follow_up)
            cells = word.row(made, words, widths)
            word.link(cells[1].paragraphs[0], str(entry.number), to=self.bookmarks[entry.anchor])

    def _check(self) -> None:
        content = self.content
        if content.is_preview:
            self._say("This is a preview", "Heading 1")
            self._say(PREVIEW, "Aside")
            return
        self._say("Check code", "Heading 1")
        self._say(FOR_EDITING, "Aside").paragraph_format.keep_with_next = True
        self._say("\n".join(content.code_lines), "Check code").paragraph_format.keep_with_next = True
        line = self._say("Whether that sheet is in force, this page tells: ", "Aside")
        word.link(line, content.check_url, address=content.check_url)
