"""A Word document as the plain text of a draft: headings, paragraphs, lists, tables and footnotes as a draft has them.

Nothing is dropped: a number that the draft would not count to by itself stays before its words, as do marks that are no
plain bullets; what belongs to the sheet and not to the text (title, headers, footers, check code) is told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from records.received.document import Line, Received, received
from strategy.writing import HEADING, LEVELS

_WRITTEN = re.compile(r"^(\d{1,4})[.)]?(?:\t|\s{1,4})(?=\S)")
_ITEM = re.compile(r"^\(?([a-z]{1,3}|[ivx]{1,5}|\d{1,2})\)(?:\t|\s{1,4})(?=\S)")

_SHEET = {"Title", "Subtitle", "Process", "Notice", "Speaker", "Place and date", "Aside", "Remark", "Check code"}
_CLOSING = {"Check code", "This is a preview"}


@dataclass(frozen=True)
class Draft:
    """`left` are words that belong to the sheet, `numbers` those that stay before their words, `authors` of tracked
    changes, which are taken as accepted, `remarks` what stood beside the text, `pictures` how many a draft cannot hold.
    """

    text: str
    left: tuple[str, ...]
    numbers: tuple[str, ...]
    authors: tuple[str, ...]
    remarks: tuple[tuple[str, str], ...]
    pictures: int = 0


def draft(data: bytes) -> Draft:
    """Raises CannotReceiveError."""
    read = received(data)
    writer = _Writer()
    chunks = [chunk for chunk in writer.chunks(read) if chunk]
    remarks = tuple(remark for line in read.lines for remark in line.remarks)
    left = (*(line.text for line in read.lines if _kind(line) == "sheet"), *read.margins)
    return Draft(
        "\n\n".join(chunks), tuple(dict.fromkeys(left)), tuple(writer.numbers), read.authors, remarks, read.pictures
    )


class _Writer:
    def __init__(self) -> None:
        self.count = 0
        self.numbers: list[str] = []

    def chunks(self, read: Received) -> Iterator[str]:
        waiting: list[str] = []
        for kind, lines in groupby(read.lines, key=_kind):
            if kind == "sheet":
                continue
            if kind == "table":
                self.count += not waiting  # a table that belongs to no paragraph is one
                waiting.append(_table(list(lines)))
                continue
            for line in lines:
                if kind == "item" and waiting:
                    waiting.append(f"- {self._item(line)}")
                    continue
                yield "\n".join(filter(None, waiting))
                waiting = [_heading(line)] if kind == "heading" else [self._paragraph(line)]
                if kind == "heading":
                    yield waiting.pop()
        yield "\n".join(filter(None, waiting))
        if read.notes:
            yield "\n".join(f"[^{mark}]: {_one_line(words)}" for mark, words in read.notes)

    def _paragraph(self, line: Line) -> str:
        """A draft counts its paragraphs; a number that is another one stays."""
        self.count += 1
        text, mark = _one_line(line.text), line.mark
        if not mark and (found := _WRITTEN.match(line.text)):
            mark, text = found[1], _one_line(line.text[found.end() :])
        if not mark and text == f"{self.count}.":  # the number of a paragraph that is a table alone
            return ""
        if not mark or mark.strip("().") == str(self.count):
            return _safe(text)
        self.numbers.append(mark)
        return _safe(f"{mark} {text}")

    def _item(self, line: Line) -> str:
        text = _one_line(line.text)
        if not line.mark and (found := _ITEM.match(line.text)):
            return text[found.end() :] if text[found.end() :] else text
        if line.level > 1 and line.mark:
            return f"{line.mark} {text}"
        return text


def _heading(line: Line) -> str:
    return f"{'#' * min(line.heading, LEVELS)} {_one_line(f'{line.mark} {line.text}')}"


def _kind(line: Line) -> str:
    if line.style in _SHEET or (line.heading and line.text in _CLOSING):
        return "sheet"
    if line.cells:
        return "table"
    if line.heading:
        return "heading"
    is_item = (line.mark and (line.level > 0 or not line.mark.rstrip(".)").isdigit())) or _ITEM.match(line.text)
    return "item" if is_item else "paragraph"


def _table(rows: list[Line]) -> str:
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in row.cells)} |" for row in rows)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _safe(text: str) -> str:
    """Words that begin as a mark of the draft would are words."""
    return f"\u200b{text}" if text.startswith(("- ", "|")) or HEADING.match(text) else text
