"""The agenda and the list of participants of one record, each as a sheet of its own to be laid on the table.

Both are drawn from the record alone and name its check code: whoever doubts them asks for the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.text import date_words
from records.canonical import grouped
from records.exports.faults import CannotExportError
from records.exports.tables import PRESENCES
from records.record import Attendee, Item, Record
from records.render import CannotRenderError, EditionFacts, Paper, PaperTable, render_paper
from records.render.sheet import sheet
from records.render.text import delegations

DEPTH = "\N{NO-BREAK SPACE}" * 4  # how far the items under an item stand in


def agenda_pdf(record: Record, edition: EditionFacts) -> bytes:
    """The agenda as the record has it, one row an item. Raises CannotExportError."""
    return _drawn(agenda(record, edition))


def participants_pdf(record: Record, edition: EditionFacts) -> bytes:
    """Delegations by capacity, in the order of the record, with who was expected and did not come."""
    return _drawn(participants(record, edition))


def agenda(record: Record, edition: EditionFacts) -> Paper:
    sections = [section for section in record.sections if any(p.role == "agenda" for p in section.passages)]
    tables = [
        PaperTable(section.heading, ("Item", "Title"), list(_rows(passage.items)), passage.text, layout="led")
        for section in sections
        for passage in section.passages
    ]
    return _paper(sections[0].heading if sections else "Agenda", tables, record, edition)


def participants(record: Record, edition: EditionFacts) -> Paper:
    headings = ("Delegation", "Attendance")
    tables = [
        PaperTable(label, headings, [_attended(person) for person in people])
        for label, people in delegations(record.attendance)
    ]
    figures = [f"{figure.text} ({figure.source})" if figure.source else figure.text for figure in record.figures]
    remarks = [record.attendance_remark, f"Figures given by sources: {'; '.join(figures)}." if figures else ""]
    if any(remarks):
        tables.append(PaperTable("Remarks", headings, [], " ".join(filter(None, remarks))))
    return _paper("List of participants", tables, record, edition)


def _rows(items: Iterable[Item], depth: int = 0) -> Iterator[tuple[str, ...]]:
    for item in items:
        yield f"{DEPTH * depth}{item.label}", item.text
        yield from _rows(item.items, depth + 1)


def _attended(person: Attendee) -> tuple[str, str]:
    return person.name, PRESENCES[person.presence]


def _paper(kind: str, tables: list[PaperTable], record: Record, edition: EditionFacts) -> Paper:
    """The masthead of the record's own sheet, and the code by which the record is found."""
    drawn = sheet(record, edition)
    day = edition.issued_on.isoformat() if edition.issued_on else ""
    identity = [
        ("Reference", drawn.reference, False),
        ("Meeting", drawn.place_and_date, False),
        ("Issued", date_words(day), False),
        ("Status", edition.status, True),
        ("Marking", record.marking, True),
        ("Clearance", record.notice, True),
        ("Check code", grouped(edition.digest)[:39], False),
    ]
    return Paper(
        process=record.process,
        kind=kind,
        title=record.title,
        as_of=day or "2000-01-01",
        standing=drawn.standing,
        identity=[row for row in identity if row[1]],
        tables=tables,
    )


def _drawn(paper: Paper) -> bytes:
    try:
        return render_paper(paper)
    except CannotRenderError as error:
        raise CannotExportError(str(error)) from error
