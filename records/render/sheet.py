"""The sheet as its template sees it: a Record and what is known of its edition, put into words and rows.

Every word that stands on paper and not in the Record is chosen here; where it stands, in `templates/print/sheet.html`;
what it looks like, in `sheet.css`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import segno
from django.template import Context, Engine
from django.utils.safestring import SafeString, mark_safe

from records.canonical import grouped
from records.record import Attendee, DocumentFacts, Host, Item, Link, Passage, Record, Section
from records.render import text
from records.render.facts import EditionFacts

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
TEMPLATE = "print/sheet.html"

LANGUAGES = {"en": "English", "fr": "French", "id": "Indonesian", "th": "Thai", "vi": "Vietnamese", "ar": "Arabic"}
STAGES = {"notice": "Notice", "draft": "Draft", "corrigendum": "Corrigendum", "addendum": "Addendum"}
MEETING_STATES = {"planned": "Planned", "postponed": "Postponed", "cancelled": "Cancelled"}
RELATIONS = {"reviews": "Reviewed progress since", "prepares": "Prepared for", "continues": "Continued"}
FOLLOW_UP = {"": "", "action": "Action", "standing": "Standing", "none": "None needed"}
TEXT_NOT_HELD = "The text that was agreed is not held."
LETTERS_OF_A_BEGINNING = 64  # two lines of its column
ATTENDANCE_NOT_KNOWN = "Which delegations attended is not known."


@dataclass(frozen=True)
class Paragraph:
    anchor: str
    number: str
    pieces: list[tuple[str, bool]]
    items: tuple[Item, ...]
    remark: str


@dataclass(frozen=True)
class Part:
    """A section of the record. `delegations` are rows of a label and names, drawn after the paragraphs."""

    heading: str
    paragraphs: list[Paragraph]
    delegations: list[tuple[str, str]]
    remarks: list[str]


@dataclass(frozen=True)
class AnnexRow:
    code: str
    anchor: str
    number: int
    verbs: str
    beginning: str
    addressees: str
    follow_up: str


@dataclass(frozen=True)
class Sheet:
    """What the template reads. `identity` are rows of label, value and whether the value is a warning."""

    language: str
    process: str
    speaker: str
    place_and_date: str
    title: str
    window_title: str
    line: str
    reference: str
    standing: str
    identity: list[tuple[str, str, bool]]
    summary: list[str]
    parts: list[Part]
    recommendations: list[AnnexRow]
    notes: list[tuple[str, list[str]]]
    noun: str
    has_annex: bool
    is_preview: bool
    status_line: str
    code_lines: list[str]
    check_url: str
    check_picture: SafeString
    attached: str


def attached_name(record: Record) -> str:
    return f"{text.file_stem(record.reference)}.json"


def sheet(record: Record, edition: EditionFacts) -> Sheet:
    recommendations = [_annex_row(passage) for passage in record.recommendations]
    notes = [(heading, lines) for heading, lines in _notes(record) if any(lines)]
    is_preview = edition.issued_on is None
    revision = text.revision_mark(edition.number)
    code = grouped(edition.digest)
    return Sheet(
        language=record.language,
        process=record.process,
        speaker=_speaker(record),
        place_and_date=_place_and_date(record),
        title=record.statement_title or record.title,
        window_title=window_title(record),
        line=", ".join([record.title, *_where_and_when(record)]),
        reference=" ".join(filter(None, [record.reference, revision])),
        standing=" · ".join(filter(None, [edition.status_line, record.marking, record.notice])),
        identity=list(_identity(record, edition)),
        summary=list(_summary(record.document)) if record.document else [],
        parts=_parts(record),
        recommendations=recommendations,
        notes=notes,
        noun="statement" if record.kind == "meeting" else record.kind,
        has_annex=bool(recommendations or notes),
        is_preview=is_preview,
        status_line=edition.status_line,
        code_lines=[code[:39], code[40:]],
        check_url=edition.check_url,
        check_picture=SafeString("") if is_preview else _qr_code(edition.check_url),
        attached=attached_name(record),
    )


def html(content: Sheet) -> str:
    return _engine().get_template(TEMPLATE).render(Context({"sheet": content}, use_l10n=False, use_tz=False))


def window_title(record: Record) -> str:
    """The title as a window, a bookmark or a library shows it: with what it belongs to, where and when."""
    title = record.statement_title or record.title
    belongs_to = record.title if record.title.casefold() not in title.casefold() else ""
    return ", ".join(filter(None, [title, belongs_to, *_where_and_when(record)]))


@cache
def _engine() -> Engine:
    """An engine of its own: the sheet needs no request, no settings, no database and no tag that could reach one."""
    return Engine(dirs=[str(TEMPLATES)])


def _speaker(record: Record) -> str:
    if record.meeting:
        return record.meeting.series_name or record.meeting.body
    kind = record.document.kind if record.document else ""
    return "" if kind.casefold() in record.title.casefold() else kind


def _where_and_when(record: Record) -> list[str]:
    if record.meeting:
        return list(
            filter(None, [text.meeting_place(record.meeting, with_country=False), text.meeting_dates(record.meeting)])
        )
    if record.document:
        return [f"draft {record.document.draft_number}"]
    return []


def _place_and_date(record: Record) -> str:
    if not record.meeting:
        return ", ".join(_where_and_when(record))
    place = text.meeting_place(record.meeting, with_country=False) or "Place not known"
    return ", ".join([place, text.meeting_dates(record.meeting) or "date not known"])


def _identity(record: Record, edition: EditionFacts) -> Iterator[tuple[str, str, bool]]:
    rows = [
        ("Reference", record.reference, False),
        ("Revision", text.revision_mark(edition.number), False),
        ("Issued", text.day_in_words(edition.issued_on) if edition.issued_on else "", False),
        ("Status", edition.status_line or STAGES.get(edition.stage, ""), bool(edition.status_line)),
        ("Meeting", MEETING_STATES.get(record.meeting.state, "") if record.meeting else "", True),
        ("Language", LANGUAGES.get(record.language, record.language), False),
        ("Marking", record.marking, True),
        ("Clearance", record.notice, True),
    ]
    return (row for row in rows if row[1])


def _summary(document: DocumentFacts) -> Iterator[str]:
    submitted = [
        f"by {text.list_in_words(document.submitted_by)}" if document.submitted_by else "",
        f"to {document.submitted_to}" if document.submitted_to else "",
        f"on {text.date_in_words(document.submitted_on)}" if document.submitted_on else "",
    ]
    if any(submitted):
        yield " ".join(["Submitted", *filter(None, submitted)]) + "."
    if document.endorsed_at:
        yield f"Endorsed at {document.endorsed_at}."


def _parts(record: Record) -> list[Part]:
    holder = next((section for section in record.sections if _tells_attendance(section)), None)
    parts = [_part(record, section, is_holder=section is holder) for section in record.sections]
    was_held = record.meeting is not None and record.meeting.state == "held"
    if holder is None and (record.attendance or was_held):
        parts.insert(1, Part("Attendance", [], _delegation_rows(record), _attendance_remarks(record)))
    return parts


def _tells_attendance(section: Section) -> bool:
    return any(passage.role == "attendance" for passage in section.passages)


def _part(record: Record, section: Section, *, is_holder: bool) -> Part:
    remarks = [section.remark] if section.remark else []
    return Part(
        heading=section.heading,
        paragraphs=[_paragraph(passage) for passage in section.passages],
        delegations=_delegation_rows(record) if is_holder else [],
        remarks=[*(_attendance_remarks(record) if is_holder else []), *remarks],
    )


def _paragraph(passage: Passage) -> Paragraph:
    return Paragraph(
        anchor=passage.anchor,
        number=text.paragraph_number(passage),
        pieces=text.emphasise(passage.text, passage.verbs),
        items=passage.items,
        remark="" if passage.is_held else TEXT_NOT_HELD,
    )


def _delegation_rows(record: Record) -> list[tuple[str, str]]:
    return [(label, _names(attendees)) for label, attendees in text.delegations(record.attendance)]


def _names(attendees: list[Attendee]) -> str:
    return "; ".join(attendee.name for attendee in attendees)


def _attendance_remarks(record: Record) -> list[str]:
    not_known = [] if record.attendance else [ATTENDANCE_NOT_KNOWN]
    figures = [f"{figure.text} ({figure.source})" if figure.source else figure.text for figure in record.figures]
    quoted = [f"Figures given without names: {'; '.join(figures)}."] if figures else []
    return [*not_known, *quoted, *([record.attendance_remark] if record.attendance_remark else [])]


def _annex_row(passage: Passage) -> AnnexRow:
    words = " ".join([passage.text, *(f"{item.label} {item.text}" for item in passage.items)])
    return AnnexRow(
        code=passage.code,
        anchor=passage.anchor,
        number=passage.number,
        verbs="; ".join(passage.verbs) or "None",
        beginning=text.shortened(words, LETTERS_OF_A_BEGINNING),
        addressees="; ".join(passage.addressees) or "Not named",
        follow_up=FOLLOW_UP[passage.follow_up],
    )


def _notes(record: Record) -> Iterator[tuple[str, list[str]]]:
    """What the secretariat adds to the text, as lines under a heading."""
    yield "Abbreviations", ["; ".join(f"{entry.short}, {entry.long}" for entry in record.abbreviations)]
    yield "Related meetings", [_link_in_words(link) for link in record.links]
    yield "Hosts", ["; ".join(map(_host_in_words, record.meeting.hosts if record.meeting else ()))]
    yield "Sources", [", ".join(filter(None, [source.title, source.url, source.basis])) for source in record.sources]


def _link_in_words(link: Link) -> str:
    titled = f"{link.title} ({link.reference})" if link.reference else link.title
    said = ", ".join(filter(None, [titled, link.place, text.date_in_words(link.date) if link.date else ""]))
    return f"{RELATIONS[link.relation]}: {said}"


def _host_in_words(host: Host) -> str:
    role = "Co-Chair" if host.role == "co_chair" else "host"
    return f"{host.name}, {role}" + (f" ({host.basis})" if host.basis else "")


def _qr_code(address: str) -> SafeString:
    """The address as a vector drawing of squares, no larger than the style sheet makes it."""
    code = segno.make_qr(address, error="m", boost_error=False)
    drawing = code.svg_inline(border=0, omitsize=True, svgclass="qr", lineclass=None, title=f"QR code: {address}")
    return mark_safe(drawing)  # noqa: S308 - drawn by segno, which escapes the title
