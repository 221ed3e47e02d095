"""Tables of the secretariat as workbooks. Cells that begin like a formula are text."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

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
                comment.passage.number if comment.passage else "Whole text",
                _cell(str(comment.participant)),
                comment.get_kind_display(),
                _cell("\n".join(filter(None, [comment.words, comment.text]))),
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


def _cell(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("�", text)
