"""Tables of the secretariat as workbooks. Cells that begin like a formula are text."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import docx as python_docx
from docx.shared import Mm
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

from records.exports import word

COMMENT_HEADINGS = (
    "Paragraph",
    "Delegation",
    "Says",
    "Words",
    "Received (UTC)",
    "Late",
    "Answer",
    "Reason",
    "Taken over",
)


def comments_workbook(title: str, comments: Iterable[Any]) -> bytes:
    """One row a comment, in the order they are given."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Comments"
    sheet.append([_cell(title)])
    sheet.append(COMMENT_HEADINGS)
    for cell in sheet[2]:
        cell.font = Font(bold=True)
    for comment in comments:
        sheet.append(
            [
                int(comment.place) if comment.place.isdigit() else comment.place or "Whole text",
                _cell(str(comment.participant)),
                comment.get_kind_display(),
                _cell(_words(comment)),
                f"{comment.received_at:%Y-%m-%d %H:%M}",
                "late" if comment.is_late else "",
                comment.get_answer_display(),
                _cell(comment.answer_text),
                "yes" if comment.is_applied else "",
            ]
        )
    for row in sheet.iter_rows(min_row=3):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, str):
                cell.data_type = "s"  # openpyxl takes "=…" for a formula
    for letter, width in zip("ABCDEFGHI", (11, 24, 20, 70, 18, 8, 18, 40, 12), strict=True):
        sheet.column_dimensions[letter].width = width
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def comments_document(title: str, deadline: str, comments: Iterable[Any]) -> bytes:
    """The same table for Word, A4 across: paragraph, delegation, what it says, how it was answered."""
    document = python_docx.Document()
    word.spare(document)
    for name, size in (("Normal", 10), ("Title", 18), ("Table heading", 9), ("Table text", 9)):
        word.style(document, name, size=size, bold=name == "Table heading", after=4)
    page = document.sections[0]
    page.page_width, page.page_height = Mm(297), Mm(210)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(20)
    word.say(document.add_paragraph(), _cell(f"Comments: {title}"), "Title")
    word.say(document.add_paragraph(), f"Deadline {deadline}", "Normal")
    widths = (20, 34, 32, 105, 66)
    made = word.table(document, "Comments", ("Paragraph", "Delegation", "Says", "Words", "Answer"), widths)
    for comment in comments:
        received = f"{comment.received_at:%Y-%m-%d %H:%M} UTC{', late' if comment.is_late else ''}"
        answer = ". ".join(filter(None, [comment.get_answer_display(), comment.answer_text]))
        cells = (
            comment.place or "Whole text",
            str(comment.participant),
            f"{comment.get_kind_display()}, {received}",
            _words(comment),
            answer,
        )
        word.row(made, [_cell(cell) for cell in cells], widths)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _words(comment: Any) -> str:
    """What is proposed, what is supported, and what is said of it."""
    other = comment.supports
    supported = f"Supports {other.participant}: “{other.words}”" if other else ""
    return "\n".join(filter(None, [comment.words, supported, comment.text]))


def _cell(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("�", text)
