"""A Record as a workbook: facts, paragraphs, delegations, recommendations and notes, a sheet each.

Every cell of words is stored as a string, never as a formula, and marked as quoted text (`quotePrefix`), so that it
stays one when somebody edits the cell. Nothing is put before the words.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from core.text import date_words, listed
from records.exports import tables
from records.exports.faults import CannotExportError, refuse_unwritable
from records.exports.packing import UNDATED, packed
from records.record import Record
from records.render.sheet import RELATIONS
from records.render.text import meeting_dates, meeting_place, shortened

LONGEST = 32_767  # characters that a cell of Excel holds; what is longer openpyxl would cut without a word

_SEA, _WASH = "0B5560", "F2F0E7"
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # read as a character by Excel (ECMA-376, ST_Xstring)


def xlsx(record: Record) -> bytes:
    """The same bytes every time. Raises CannotExportError where a text does not fit a cell."""
    refuse_unwritable(record)
    book = _book(record)
    for title, headings, rows, widths in _sheets(record):
        if rows:
            _sheet(book.create_sheet(title), headings, rows, widths)
    for sheet in book:
        _paper(sheet, record)
    return _saved(book)


def table(title: str, headings: tuple[str, ...], rows: list[tuple[str, ...]]) -> bytes:
    """One sheet of words; columns of texts are wide. The same bytes for the same cells."""
    book = Workbook()
    book.remove(book.active)
    book.properties.title, book.properties.creator = title, ""
    book.properties.created = book.properties.modified = UNDATED
    longest = [max((len(row[at]) for row in rows), default=0) for at in range(len(headings))]
    widths = tuple(
        min(max(len(heading) + 2, length + 2), 80) for heading, length in zip(headings, longest, strict=True)
    )
    _sheet(book.create_sheet(title), headings, list(rows), widths)
    return _saved(book)


def _book(record: Record) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    book.properties.title, book.properties.creator = record.title, record.process
    book.properties.language = record.language
    book.properties.created = book.properties.modified = UNDATED
    return book


def _sheets(record: Record) -> Iterator[tuple[str, tuple[str, ...], list[tables.Row], tuple[int, ...]]]:
    """Title, headings, rows, widths of columns in characters. What has no rows becomes no sheet."""
    yield "Record", ("What", "Value"), list(_facts(record)), (24, 90)
    paragraphs = list(tables.paragraph_rows(record))
    yield "Paragraphs", tables.PARAGRAPH_HEADINGS, paragraphs, (28, 11, 9, 8, 80, 22, 22, 22, 12, 40, 14)
    yield "Delegations", tables.ATTENDANCE_HEADINGS, tables.attendance_rows(record), (44, 16, 11, 24, 14)
    recommendations = tables.recommendation_rows(record)
    yield "Recommendations", tables.RECOMMENDATION_HEADINGS, recommendations, (8, 11, 80, 20, 30, 14, 40)
    yield "Notes", ("Kind", "Text", "About"), list(_notes(record)), (24, 70, 50)


def _facts(record: Record) -> Iterator[tables.Row]:
    facts = record.meeting
    document, report = record.document, record.report
    rows = [
        ("Clearance", record.notice),
        ("Marking", record.marking),
        ("Process", record.process),
        ("Reference", record.reference),
        ("Title", record.title),
        ("Document", record.statement_title),
        ("In one sentence", record.gist),
        ("Meeting", facts.series_name if facts else ""),
        ("Dates", meeting_dates(facts) if facts else ""),
        ("Place", meeting_place(facts) if facts else ""),
        ("Venue", facts.venue if facts else ""),
        ("Draft", str(document.draft_number) if document else ""),
        ("Submitted by", "; ".join(document.submitted_by) if document else ""),
        ("Submitted to", document.submitted_to if document else ""),
        ("Submitted on", date_words(document.submitted_on) if document and document.submitted_on else ""),
        ("Endorsed at", document.endorsed_at if document else ""),
        ("Supersedes", listed([earlier.name for earlier in document.supersedes]) if document else ""),
        ("Reported by", report.name if report else ""),
        ("Progress", report.progress.replace("_", " ").capitalize() if report else ""),
        ("Reported on", date_words(report.reported_on) if report else ""),
        ("Evidence", "; ".join(filter(None, [report.evidence_url, report.evidence_file])) if report else ""),
        ("Language", record.language),
    ]
    return (row for row in rows if row[1])


def _notes(record: Record) -> Iterator[tables.Row]:
    if record.attendance_remark:
        yield "Attendance", record.attendance_remark, ""
    for figure in record.figures:
        yield "Figure", figure.text or f"{figure.count} {figure.of}", figure.source
    for host in record.meeting.hosts if record.meeting else ():
        yield ("Co-Chair" if host.role == "co_chair" else "Host"), host.name, host.basis
    for link in record.links:
        when = date_words(link.date) if link.date else ""
        about = ", ".join(filter(None, [link.reference, link.place, when]))
        yield RELATIONS[link.relation], link.title, about
    for entry in record.abbreviations:
        yield "Abbreviation", entry.short, entry.long
    for file in record.enclosures:
        yield (
            "Document",
            file.title,
            ", ".join(filter(None, [file.file_name, f"SHA-256 {file.sha256}", file.alternative])),
        )
    for cleared in record.clearances:
        yield "Cleared by", f"{cleared.name}, {cleared.role}", f"{cleared.how}, {date_words(cleared.on)}"
    for source in record.sources:
        yield "Source", source.title, ", ".join(filter(None, [source.url, source.basis]))


def _sheet(sheet: Worksheet, headings: tuple[str, ...], rows: list[tables.Row], widths: tuple[int, ...]) -> None:
    for at, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    for number, row in enumerate([headings, *rows], 1):
        for column, value in enumerate(row, 1):
            _write(sheet, number, column, value)
    sheet.freeze_panes = "A2"


def _paper(sheet: Worksheet, record: Record) -> None:
    """How it prints: headings on every page, and what every page must say."""
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    sheet.oddHeader.left.text = _in_header(record.reference)
    sheet.oddHeader.right.text = _in_header(tables.standing(record))
    sheet.oddFooter.right.text = "&P / &N"


def _in_header(words: str) -> str:
    """An ampersand begins a code there, and the whole may have 255 characters."""
    return shortened(words, 100).replace("&", "&&")


def _write(sheet: Worksheet, row: int, column: int, value: tables.Cell) -> None:
    if value == "":
        return
    cell = sheet.cell(row, column)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if row == 1:
        cell.font, cell.fill = Font(bold=True, color=_SEA), PatternFill("solid", fgColor=_WASH)
    if isinstance(value, int):
        cell.value = value
        return
    words = _ESCAPE.sub("_x005F_", value)
    if len(words) > LONGEST:
        raise CannotExportError(
            f"A text of {len(words):,} characters stands on the sheet “{sheet.title}”, and a cell holds {LONGEST:,}. "
            "Nothing was cut: take the DOCX or JSON file instead."
        )
    cell.value, cell.data_type, cell.quotePrefix = words, "s", tables.harmless(words) != words


def _saved(book: Workbook) -> bytes:
    """As `Workbook.save`, which would write the time of day into the properties."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()
    return packed(content.getvalue())
