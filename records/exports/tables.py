"""The rows that CSV and workbook share, and CSV itself.

CSV is UTF-8 with a byte order mark (without it Excel takes accents for something else), commas, every cell in quotes,
lines ended by CR LF (RFC 4180).

A cell that begins like a formula would be run by a spreadsheet on opening: "=HYPERLINK(…)" from a pasted summary could
send away what stands beside it. Before the sign of such a beginning stands a zero width space (U+200B): the cell is
text then, reads and prints as before, and a program that wants the bare words takes the JSON, or leaves U+200B out.
The same is done after a semicolon, a tab or a line end within a cell, where some spreadsheets begin another cell.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from records.exports.faults import refuse_unwritable
from records.record import Item, Record
from records.render.sheet import FOLLOW_UP
from records.render.text import said_besides

Cell = str | int
Row = tuple[Cell, ...]

PRESENCES = {
    "present": "Present",
    "apologies": "Apologies",
    "absent": "Absent",
    "not_known": "Not known",
    "expected": "Expected",
}
ATTENDANCE_HEADINGS = ("Delegation", "Kind", "ISO 3166", "Attending as", "Attendance")
RECOMMENDATION_HEADINGS = ("Code", "Paragraph", "Recommendation", "Verb", "Put to", "Follow-up", "Remarks")
PARAGRAPH_HEADINGS = (
    "Section",
    "Paragraph",
    "Label",
    "Code",
    "Text",
    "Verbs",
    "Actors",
    "Put to",
    "Words held",
    "Remarks",
    "Anchor",
)

_LIKE_A_FORMULA = re.compile(r"(^|[;\t\r\n|])([^\S\t\r\n]*)(?=[=+\-@＝＋－＠])")


def harmless(words: str) -> str:
    """The words as a cell that no spreadsheet runs; to the eye nothing changes."""
    guarded = _LIKE_A_FORMULA.sub("\\1\\2\u200b", str(words))  # a label may be translated only here
    return f"\u200b{guarded}" if guarded[:1] in {"\t", "\r", "\n"} else guarded


def attendance_rows(record: Record) -> list[Row]:
    """One row a delegation, in the order of the record; `Kind` and `Attendance` in words."""
    return [
        (person.name, person.kind.capitalize(), person.iso or "", person.capacity_label, PRESENCES[person.presence])
        for person in record.attendance
    ]


def recommendation_rows(record: Record) -> list[Row]:
    """One row a recommendation; its sub-paragraphs follow its text in the same cell, a line each."""
    return [
        (
            passage.code,
            passage.number,
            "\n".join([passage.text, *_lines(passage.items)]),
            "; ".join(passage.verbs),
            "; ".join(passage.addressees),
            FOLLOW_UP[passage.follow_up],
            "; ".join(said_besides(passage)),
        )
        for passage in record.recommendations
    ]


def paragraph_rows(record: Record) -> Iterator[Row]:
    """One row a paragraph and one a sub-paragraph, which has the number of its paragraph and a label of its own."""
    for section in record.sections:
        if section.remark:
            yield (section.heading, "", "", "", section.remark, "", "", "", "", "", "")
        for passage in section.passages:
            lists = ["; ".join(names) for names in (passage.verbs, passage.actors, passage.addressees)]
            held = "yes" if passage.is_held else "no"
            said = ("; ".join(said_besides(passage)), passage.anchor)
            yield (section.heading, passage.number, "", passage.code, passage.text, *lists, held, *said)
            below = [(label, item.text, item.anchor) for label, item in _labelled(passage.items)]
            below += [(label, words, "") for label, words in passage.below]
            for label, words, anchor in below:
                yield (
                    section.heading,
                    passage.number,
                    label,
                    passage.code,
                    words,
                    "",
                    "",
                    "",
                    held,
                    "",
                    anchor,
                )


def attendance_csv(record: Record) -> bytes:
    refuse_unwritable(record)
    return _csv(record, ATTENDANCE_HEADINGS, attendance_rows(record))


def recommendations_csv(record: Record) -> bytes:
    refuse_unwritable(record)
    return _csv(record, RECOMMENDATION_HEADINGS, recommendation_rows(record))


def standing(record: Record) -> str:
    """What must be read wherever the words are read: the marking, and that nobody cleared them."""
    return " · ".join(filter(None, [record.marking, record.notice]))


def _csv(record: Record, headings: Row, rows: Iterable[Row]) -> bytes:
    """Between the reference and the standing of the record, so that rows of many records can lie in one file."""
    standing_of_it = standing(record)
    return csv_of(("Reference", *headings, "Status"), ((record.reference, *row, standing_of_it) for row in rows))


def csv_of(headings: Row, rows: Iterable[Row]) -> bytes:
    """A table as CSV, its cells harmless."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in (headings, *rows):
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _labelled(items: Iterable[Item], above: str = "") -> Iterator[tuple[str, Item]]:
    """Every item with its whole label, "(a)(i)", parents first."""
    for item in items:
        label = above + item.label
        yield label, item
        yield from _labelled(item.items, label)


def _lines(items: Iterable[Item]) -> list[str]:
    return [f"{label} {item.text}" for label, item in _labelled(items)]
