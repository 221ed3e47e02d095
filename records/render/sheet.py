"""The sheet as its template sees it: a Record and what is known of its edition, put into words and rows.

Every word that stands on paper and not in the Record is chosen here; where it stands, in `templates/print/sheet.html`;
what it looks like, in `sheet.css`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import segno
from django.template import Context, Engine
from django.utils.safestring import SafeString, mark_safe

from core.text import date_words, listed
from records.canonical import grouped
from records.record import (
    Cleared,
    DocumentFacts,
    Footnote,
    Host,
    Item,
    Link,
    MeetingFacts,
    Passage,
    Record,
    Section,
    Source,
)
from records.redline import Step
from records.render import text
from records.render.amended import amended
from records.render.facts import EditionFacts

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
# A letterhead of one's own takes the place of ours (docs/guides/adapt.md).
FOLDERS = [*([Path(os.environ["BRAND_DIR"], "templates")] if os.environ.get("BRAND_DIR") else []), TEMPLATES]
TEMPLATE = "print/sheet.html"
PAPER = "print/paper.html"

LANGUAGES = {"en": "English", "fr": "French", "id": "Indonesian", "th": "Thai", "vi": "Vietnamese", "ar": "Arabic"}
STAGES = {"notice": "Notice", "draft": "Draft", "corrigendum": "Corrigendum", "addendum": "Addendum"}
MEETING_STATES = {"planned": "Planned", "postponed": "Postponed", "cancelled": "Cancelled"}
RELATIONS = {"reviews": "Reviewed progress since", "prepares": "Prepared for", "continues": "Continued"}
FOLLOW_UP = {"": "", "action": "Action", "standing": "Standing", "none": "None needed"}
NOUNS = ("statement", "declaration")
WORDS_NOT_HELD = "The words are in none of the sources held."
ATTACHMENT = re.compile(r"(Attachment|Annex|Appendix)\s+([A-Z]|\d+|[IVX]+)\b")  # a heading that opens a new page
LETTERS_OF_A_BEGINNING = 60  # two lines of its column
ATTENDANCE_NOT_KNOWN = "Which delegations attended is not known."


@dataclass(frozen=True)
class Paragraph:
    anchor: str
    number: str
    pieces: list[tuple[str, bool]]
    items: tuple[Item, ...]
    remark: str
    is_rtl: bool
    table: tuple[tuple[str, ...], ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    amended: Sequence[tuple[str, tuple[Step, ...]]] = ()


@dataclass(frozen=True)
class Part:
    """A section of the record. `lead` opens it without a number; `delegations` are rows of a label and names."""

    heading: str
    lead: str
    paragraphs: list[Paragraph]
    delegations: list[tuple[str, list[str]]]
    remarks: list[str]
    is_attachment: bool = False
    level: int = 1


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
    kind: str
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
    annex: str
    is_preview: bool
    status_line: str
    question: str
    code_lines: list[str]
    check_url: str
    check_picture: SafeString
    attached: str


@dataclass(frozen=True)
class PaperTable:
    """Rows under headings, the first cell of each its head; without rows the remark stands alone. `layout` "led": the
    first column is narrow, for numbers and codes; "register": code, wide words, three columns of facts."""

    heading: str
    headings: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    remark: str = ""
    layout: Literal["", "led", "register"] = ""


@dataclass(frozen=True)
class Paper:
    """A sheet that is no record: drawn from several, as of a day (ISO 8601). Equal content gives equal bytes."""

    process: str
    kind: str
    title: str
    as_of: str
    standing: str
    identity: list[tuple[str, str, bool]]
    tables: list[PaperTable]


def attached_name(record: Record, ending: str = "json") -> str:
    return f"{text.file_stem(record.reference)}.{ending}"


def sheet(record: Record, edition: EditionFacts) -> Sheet:
    recommendations = [_annex_row(passage) for passage in record.recommendations]
    notes = [(heading, lines) for heading, lines in _notes(record) if any(lines)]
    is_preview = edition.issued_on is None
    revision = _revision(record, edition)
    code = grouped(edition.digest)
    return Sheet(
        language=record.language,
        process=record.process,
        speaker=_speaker(record),
        place_and_date=_place_and_date(record.meeting) if record.meeting else "",
        title=record.title,
        kind=record.statement_title if record.statement_title != record.title else "",
        window_title=window_title(record),
        line=", ".join([record.title, *_where_and_when(record)]),
        reference=" ".join(filter(None, [record.reference, revision])),
        standing=" · ".join(filter(None, [edition.status, record.marking, record.notice])),
        identity=list(_identity(record, edition)),
        summary=list(_summary(record.document)) if record.document else [],
        parts=_parts(record),
        recommendations=recommendations,
        notes=notes,
        noun=next((noun for noun in NOUNS if noun in record.statement_title.casefold()), "record"),
        annex=_annex_title(recommendations, notes),
        is_preview=is_preview,
        status_line=edition.status,
        question="Is this the draft that was endorsed?" if record.document else "Is this the sheet in force?",
        code_lines=[code[:39], code[40:]],
        check_url=edition.check_url,
        check_picture=SafeString("") if is_preview else _qr_code(edition.check_url),
        attached=attached_name(record),
    )


def paper_html(paper: Paper) -> str:
    return engine().get_template(PAPER).render(Context({"paper": paper}, use_l10n=False, use_tz=False))


def html(content: Sheet, lines: Mapping[str, Sequence[int]] | None = None) -> str:
    """`lines` are the numbers of the lines of each anchor, where they are to stand in the margin."""
    told = {"sheet": content, "lines": lines or {}}
    return engine().get_template(TEMPLATE).render(Context(told, use_l10n=False, use_tz=False))


def book_html(template: str, book: object, pages: range) -> str:
    """Cover, contents and tabs of a book, or the feet of its pages."""
    context = Context({"book": book, "pages": pages}, use_l10n=False, use_tz=False)
    return engine().get_template(template).render(context)


def window_title(record: Record) -> str:
    """The title as a window or a library shows it: what it is, of what, where and when."""
    kind = record.statement_title if record.statement_title != record.title else ""
    return ", ".join([word for word in (kind, record.title, *_where_and_when(record)) if word])


@cache
def engine() -> Engine:
    """An engine of its own: the sheet needs no request, no settings, no database and no tag that could reach one."""
    return Engine(dirs=[str(folder) for folder in FOLDERS], libraries={"direction": "records.templatetags.direction"})


def _speaker(record: Record) -> str:
    return record.meeting.body or record.meeting.series_name if record.meeting else ""


def _where_and_when(record: Record) -> list[str]:
    if record.meeting is None:
        return []
    place = text.meeting_place(record.meeting, with_country=False)
    return [words for words in (text.set_apart(place), text.meeting_dates(record.meeting)) if words]


def _place_and_date(meeting: MeetingFacts) -> str:
    place, dates = text.meeting_place(meeting, with_country=False), text.meeting_dates(meeting)
    if not place and not dates:
        return "Place and date not known"
    return ", ".join([text.set_apart(place) or "Place not known", dates or "date not known"])


def _revision(record: Record, edition: EditionFacts) -> str:
    """A document is told apart by the number of its draft, which its reference carries."""
    return "" if record.document else edition.revision


def _identity(record: Record, edition: EditionFacts) -> Iterator[tuple[str, str, bool]]:
    rows = [
        ("Reference", record.reference, False),
        ("Symbol", text.symbol(record.reference, edition.revision) if _revision(record, edition) else "", False),
        ("Issued", date_words(edition.issued_on.isoformat()) if edition.issued_on else "", False),
        ("Status", edition.status or STAGES.get(edition.stage, ""), bool(edition.status)),
        ("Meeting", MEETING_STATES.get(record.meeting.state, "") if record.meeting else "", True),
        ("Venue", record.meeting.venue if record.meeting else "", False),
        ("Language", LANGUAGES.get(record.language, record.language), False),
        ("Marking", record.marking, True),
        ("Clearance", record.notice, True),
    ]
    return (row for row in rows if row[1])


def _summary(document: DocumentFacts) -> Iterator[str]:
    submitted = [
        f"by {listed(document.submitted_by)}" if document.submitted_by else "",
        f"to {document.submitted_to}" if document.submitted_to else "",
        f"on {date_words(document.submitted_on)}" if document.submitted_on else "",
    ]
    if any(submitted):
        yield " ".join(["Submitted", *filter(None, submitted)]) + "."
    if document.endorsed_at:
        yield f"Endorsed at {document.endorsed_at}."
    if document.supersedes:
        yield f"Supersedes {listed([earlier.name for earlier in document.supersedes])}."


def _parts(record: Record) -> list[Part]:
    holder = next((section for section in record.sections if _tells_attendance(section)), None)
    parts = [_part(record, section, is_holder=section is holder) for section in record.sections]
    was_held = record.meeting is not None and record.meeting.state == "held"
    if holder is None and (record.attendance or was_held):
        remarks = [*_attendance_in_words(record), record.attendance_remark]
        parts.insert(1, Part("Attendance", "", [], _delegation_rows(record), _said_once(remarks)))
    return parts


def _tells_attendance(section: Section) -> bool:
    return any(passage.role == "attendance" for passage in section.passages)


def _part(record: Record, section: Section, *, is_holder: bool) -> Part:
    """A section's remark leads in its paragraphs; on the list of delegations it follows, where there is a list."""
    below = [record.attendance_remark, section.remark] if is_holder and record.attendance else []
    return Part(
        heading=section.heading,
        lead="" if is_holder else section.remark,
        paragraphs=[_paragraph(record, passage) for passage in section.passages],
        delegations=_delegation_rows(record) if is_holder else [],
        remarks=_said_once(below),
        is_attachment=section.level == 1 and ATTACHMENT.match(section.heading) is not None,
        level=section.level,
    )


def _said_once(remarks: list[str]) -> list[str]:
    return list(dict.fromkeys(remark for remark in remarks if remark))


def _paragraph(record: Record, passage: Passage) -> Paragraph:
    return Paragraph(
        anchor=passage.anchor,
        number=text.paragraph_number(passage),
        pieces=text.emphasise(passage.text, passage.verbs),
        items=passage.items,
        remark=" ".join(_remarks(passage)),
        is_rtl=text.is_rtl(passage.text),
        table=passage.table,
        footnotes=passage.footnotes,
        amended=amended(record, passage),
    )


def _remarks(passage: Passage) -> Iterator[str]:
    if not passage.is_held and not _says(passage.text, WORDS_NOT_HELD):
        yield WORDS_NOT_HELD
    for words in text.said_besides(passage):
        yield f"{words}."


def _says(words: str, sentence: str) -> bool:
    return sentence.rstrip(".").casefold() in words.casefold()


def _delegation_rows(record: Record) -> list[tuple[str, list[str]]]:
    return [
        (label, [text.set_apart(person.name) for person in people])
        for label, people in text.delegations(record.attendance)
    ]


def _attendance_in_words(record: Record) -> list[str]:
    """For a record whose paragraphs do not tell who attended."""
    figures = [f"{figure.text} ({figure.source})" if figure.source else figure.text for figure in record.figures]
    return [
        "" if record.attendance else ATTENDANCE_NOT_KNOWN,
        f"Figures given by sources: {'; '.join(figures)}." if figures else "",
    ]


def _annex_row(passage: Passage) -> AnnexRow:
    words = " ".join([passage.text, *(f"{item.label} {item.text}" for item in passage.items)])
    return AnnexRow(
        code=passage.code,
        anchor=passage.anchor,
        number=passage.number,
        verbs="; ".join(passage.verbs) or "None",
        beginning=text.shortened(words, LETTERS_OF_A_BEGINNING),
        addressees="; ".join(passage.addressees) or "Not named",
        follow_up=text.WITHDRAWN if passage.is_withdrawn else FOLLOW_UP[passage.follow_up],
    )


def _annex_title(recommendations: list[AnnexRow], notes: list[tuple[str, list[str]]]) -> str:
    """Empty where there is nothing to annex."""
    if recommendations:
        return "Recommendations and to whom they are put"
    return "Notes by the secretariat" if notes else ""


def _notes(record: Record) -> Iterator[tuple[str, list[str]]]:
    """What the secretariat adds to the text, as lines under a heading."""
    yield "Abbreviations", ["; ".join(f"{entry.short}, {entry.long}" for entry in record.abbreviations)]
    yield "Related meetings", [_link_in_words(link) for link in record.links]
    yield "Hosts", ["; ".join(_inferred_hosts(record.meeting.hosts if record.meeting else ()))]
    yield "Documents", [f"{one.title} ({one.file_name})" for one in record.enclosures]
    yield "Cleared by the Co-Chairs", [_clearance_in_words(one) for one in record.clearances]
    yield "Sources", [_source_in_words(source) for source in record.sources]


def _link_in_words(link: Link) -> str:
    titled = f"{link.title} ({link.reference})" if link.reference else link.title
    said = ", ".join(filter(None, [titled, link.place, date_words(link.date) if link.date else ""]))
    return f"{RELATIONS[link.relation]}: {said}"


def _clearance_in_words(cleared: Cleared) -> str:
    return f"{cleared.name}, {cleared.role}: {cleared.how.lower()}, {date_words(cleared.on)}."


def _inferred_hosts(hosts: Iterable[Host]) -> Iterator[str]:
    """Those whom the secretariat concluded; the text itself tells of those who are named."""
    for host in hosts:
        if host.basis not in ("", "named"):
            yield f"{host.name}, {'Co-Chair' if host.role == 'co_chair' else 'host'} ({host.basis})"


def _source_in_words(source: Source) -> str:
    said = [words if words[-1] in ".!?" else f"{words}." for words in (source.title, source.basis) if words]
    return " ".join([*said, source.url]).strip()


def _qr_code(address: str) -> SafeString:
    """The address as a vector drawing of squares, no larger than the style sheet makes it."""
    code = segno.make_qr(address, error="m", boost_error=False)
    drawing = code.svg_inline(border=0, omitsize=True, svgclass="qr", lineclass=None, title=f"QR code: {address}")
    return mark_safe(drawing)  # noqa: S308 - drawn by segno, which escapes the title
