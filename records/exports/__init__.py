"""Further forms of a Record: Word, Excel, CSV, Akoma Ntoso, and sheets of a part of it. Pure functions: no
database, no network, no clock.

Each gives the same bytes for the same record, edition and libraries (`versions`), and refuses in words
(`CannotExportError`) what its format cannot hold; none leaves anything out in silence. The libraries are loaded when
the first file is made: who only reads shall not pay for them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from records.exports.faults import CannotExportError, CannotReadError
from records.record import Record
from records.render import EditionFacts

__all__ = [
    "FORMS",
    "CannotExportError",
    "CannotReadError",
    "Form",
    "agenda_pdf",
    "akoma_ntoso",
    "attendance_csv",
    "docx",
    "docx_to_edit",
    "from_akoma_ntoso",
    "participants_pdf",
    "recommendations_csv",
    "tracked_docx",
    "versions",
    "xlsx",
]


def docx(record: Record, edition: EditionFacts) -> bytes:
    """A Word document, in styles made to be edited."""
    from records.exports import document  # noqa: PLC0415 - see the module

    return document.docx(record, edition)


def docx_to_edit(record: Record, edition: EditionFacts) -> bytes:
    """The Word document with tracking switched on: whoever edits it leaves marks."""
    from records.exports import document  # noqa: PLC0415

    return document.docx(record, edition, is_tracked=True)


def tracked_docx(old: Record, was: EditionFacts, new: Record, edition: EditionFacts) -> bytes:
    """A Word document whose tracked changes lead from one record to another: accepted it says the new, rejected the
    old."""
    from records.exports import tracked  # noqa: PLC0415

    return tracked.docx((old, was), (new, edition))


def xlsx(record: Record) -> bytes:
    """A workbook: facts, paragraphs, delegations, recommendations, notes."""
    from records.exports import workbook  # noqa: PLC0415

    return workbook.xlsx(record)


def attendance_csv(record: Record) -> bytes:
    """One row a delegation."""
    from records.exports import tables  # noqa: PLC0415

    return tables.attendance_csv(record)


def recommendations_csv(record: Record) -> bytes:
    """One row a recommendation."""
    from records.exports import tables  # noqa: PLC0415

    return tables.recommendations_csv(record)


def agenda_pdf(record: Record, edition: EditionFacts) -> bytes:
    """The agenda as a sheet of its own."""
    from records.exports import papers  # noqa: PLC0415

    return papers.agenda_pdf(record, edition)


def participants_pdf(record: Record, edition: EditionFacts) -> bytes:
    """The list of participants as a sheet of its own."""
    from records.exports import papers  # noqa: PLC0415

    return papers.participants_pdf(record, edition)


def akoma_ntoso(record: Record, edition: EditionFacts) -> bytes:
    """An Akoma Ntoso 3.0 statement that loses nothing."""
    from records.exports import akoma  # noqa: PLC0415

    return akoma.akoma_ntoso(record, edition)


def from_akoma_ntoso(content: bytes) -> Record:
    """The Record that `akoma_ntoso` was given. Raises CannotReadError."""
    from records.exports import akoma  # noqa: PLC0415

    return akoma.from_akoma_ntoso(content)


@dataclass(frozen=True)
class Form:
    """A file made on request. `ending` follows the stem of its name."""

    make: Callable[[Record, EditionFacts], bytes]
    ending: str
    media_type: str


FORMS = {
    "docx": Form(docx, ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": Form(
        lambda record, _: xlsx(record), ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ),
    "attendance": Form(lambda record, _: attendance_csv(record), "_Attendance.csv", "text/csv; charset=utf-8"),
    "recommendations": Form(
        lambda record, _: recommendations_csv(record), "_Recommendations.csv", "text/csv; charset=utf-8"
    ),
    "akoma_ntoso": Form(akoma_ntoso, ".xml", "application/akn+xml"),
    "agenda": Form(agenda_pdf, "_Agenda.pdf", "application/pdf"),
    "participants": Form(participants_pdf, "_Participants.pdf", "application/pdf"),
}


@cache
def versions() -> dict[str, str]:
    """What decides the bytes besides record and edition: the libraries, and our own modules with the sheet's."""
    here = Path(__file__).resolve().parent
    ours = [*sorted(here.rglob("*.py")), *sorted((here.parent / "render").glob("*.py"))]
    state = hashlib.sha256()
    for file in ours:
        state.update(file.name.encode() + b"\0" + file.read_bytes())
    return {name: version(name) for name in ("python-docx", "openpyxl", "lxml")} | {"exports": state.hexdigest()[:16]}
