"""Past recommendations from a sheet (CSV, XLSX): what each line would do, and then all of it or nothing.

The columns are those of the register's own table, so that what was taken along can be brought in again, and changes
nothing. A line is known by its meeting and its words, or by its code.
"""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from core.dates import first_day
from core.history import acting
from core.text import MONTHS
from desk import meeting_services
from desk.meeting_services import CannotCorrectError
from meetings.models import Meeting
from meetings.services import CannotFileError
from meetings.summary import SummaryError, decode
from members.models import Area, User
from recommendations.models import FollowUp, Recommendation
from recommendations.services import add_recommendation, suggested_follow_up

MOST_LINES = 5_000
LARGEST = 5 * 1024 * 1024
_UNPACKED = 60_000_000
COLUMNS = {
    "code": ("code", "number", "no", "reference"),
    "meeting": ("meeting", "made by", "made at"),
    "text": ("recommendation", "text", "words"),
    "verb": ("verb",),
    "to": ("put to", "addressees", "addressee", "addressed to"),
    "put_to": ("submitted to", "for the meeting"),
    "area": ("area", "area of cooperation", "topic"),
    "due": ("due", "due on", "deadline"),
    "follow_up": ("follow-up", "follow up", "followup"),
}
_CODE = re.compile(r"(?:(?P<reference>.+?)\s*[/,]\s*)?R?(?P<number>\d{1,6})", re.IGNORECASE)
_ITEM = re.compile(r"\s*(?P<label>(?:\([a-z]{1,5}\))+)\s+(?P<text>\S.*)")
_DAY = re.compile(r"(\d{1,2})\s+([A-Za-z]+)\s+(\d{4})")


class CannotImportError(Exception):
    """Why a sheet was not read, or nothing was brought in, in words for the user."""


@dataclass(frozen=True)
class Line:
    """What one line of the sheet would do. `fault` stops the whole; `values` are what `add_recommendation` takes."""

    number: int
    code: str
    text: str
    meeting: Meeting | None = None
    values: dict[str, Any] = field(default_factory=dict)
    fault: str = ""
    there: str = ""

    @property
    def is_new(self) -> bool:
        return not self.fault and not self.there


@dataclass(frozen=True)
class Plan:
    lines: list[Line]
    left_out: list[str]

    @property
    def faults(self) -> int:
        return sum(bool(line.fault) for line in self.lines)

    @property
    def new(self) -> int:
        return sum(line.is_new for line in self.lines)

    @property
    def mark(self) -> str:
        """Equal where the same would happen."""
        said = [(line.number, line.is_new, line.fault, str(line.meeting and line.meeting.pk)) for line in self.lines]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def sheet(content: bytes) -> list[list[str]]:
    """The cells of a file, its first row the heads. Raises CannotImportError."""
    if len(content) > LARGEST:
        raise CannotImportError(_("The file is larger than 5 MB. Split it into several."))
    rows = _workbook(content) if content.startswith(b"PK") else _commas(content)
    found = [row for row in rows if any(cell.strip() for cell in row)]
    if len(found) < 2:
        raise CannotImportError(_("The sheet has no lines below its heads."))
    if len(found) > MOST_LINES + 1:
        raise CannotImportError(
            _("The sheet has more than {most_lines:,} lines. Split it into several.").format(most_lines=MOST_LINES)
        )
    return found


def _commas(content: bytes) -> list[list[str]]:
    try:
        text = decode(content).removeprefix("\ufeff")
    except SummaryError as error:
        raise CannotImportError(_("The file was not read: {error}").format(error=error)) from error
    head = text.split("\n", 1)[0]
    mark = max("\t;,", key=head.count)
    try:
        return [[_plain(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark)]
    except csv.Error as error:
        raise CannotImportError(
            _("The file is no table of commas, semicolons or tabs. Save it anew as CSV.")
        ) from error


def _workbook(content: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(entry.file_size for entry in package.infolist()) > _UNPACKED:
                raise CannotImportError(_("The workbook unfolds into too much. Save the sheet alone, as CSV."))
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        first: Any = book.worksheets[0]
        rows = first.iter_rows(max_row=MOST_LINES + 2, max_col=60, values_only=True)
        return [[_plain(_words(cell)) for cell in row] for row in rows]
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError, OSError) as error:
        raise CannotImportError(_("The workbook is damaged: it cannot be opened. Save it anew, or as CSV.")) from error


def _words(cell: object) -> str:
    if isinstance(cell, datetime.date):  # a datetime is one too
        return cell.isoformat()[:10]
    return "" if cell is None else str(cell)


def _plain(cell: str) -> str:
    """Without the mark that keeps a cell from being a formula, as our own tables put it there."""
    cell = cell.replace("\r\n", "\n").replace("\x00", "").strip()
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@\t") else cell


def plan(rows: Sequence[Sequence[str]], user: Any) -> Plan:
    """What each line would do now. 4 queries. Raises CannotImportError where the heads say too little."""
    columns, left_out = _columns(rows[0])
    known = _Known(user)
    lines = []
    for number, row in enumerate(rows[1:], 2):
        cells = {name: row[at].strip() if at < len(row) else "" for name, at in columns.items()}
        lines.append(known.line(number, cells))
    return Plan(lines, left_out)


def _columns(heads: Sequence[str]) -> tuple[dict[str, int], list[str]]:
    found: dict[str, int] = {}
    left_out = []
    for at, head in enumerate(heads):
        said = " ".join(head.lower().split())
        name = next((name for name, names in COLUMNS.items() if said in names and name not in found), None)
        if name:
            found[name] = at
        elif said:
            left_out.append(head.strip())
    if "text" not in found or not {"code", "meeting"} & found.keys():
        raise CannotImportError(
            _("The first line must name the columns: “Recommendation”, and “Code” (AHG SOM 10/R3) or “Meeting”.")
        )
    return found, left_out


class _Known:
    """Meetings, areas and recommendations as they are, and what earlier lines of the sheet would add."""

    def __init__(self, user: Any) -> None:
        meetings = Meeting.objects.visible_to(user).select_related("series")
        self.meetings: dict[str, Meeting] = {}
        for meeting in meetings:
            self.meetings.setdefault(meeting.reference.casefold(), meeting)
        self.areas = {name.casefold(): area for area in Area.objects.all() for name in (area.slug, area.name)}
        self.by_words: dict[tuple[Any, str], str] = {}
        self.by_number: dict[tuple[Any, int], str] = {}
        for row in Recommendation.objects.visible_to(user).filter(parent=None):
            self.by_words[row.meeting_id, _flat(row.text)] = _("There already; it is left as it is.")
            if row.number:
                self.by_number[row.meeting_id, row.number] = _flat(row.text)

    def line(self, number: int, cells: dict[str, str]) -> Line:
        try:
            return self._line(number, cells)
        except CannotImportError as error:
            return Line(number, cells.get("code", ""), cells["text"], fault=str(error))

    def _line(self, number: int, cells: dict[str, str]) -> Line:
        text, items = _parts(cells["text"])
        if not text:
            raise CannotImportError(_("The recommendation is missing."))
        meeting, code = self._meeting(cells)
        shown = f"{meeting.reference}/R{code}" if code else meeting.reference
        words = _flat(text)
        if code and self.by_number.get((meeting.pk, code), words) != words:
            raise CannotImportError(
                _("{shown} is another recommendation already. A code is never used again.").format(shown=shown)
            )
        there = self.by_words.get((meeting.pk, words), "")
        if there:
            return Line(number, shown, text, meeting, there=there)
        values = {
            "number": code,
            "text": text,
            "verb": cells.get("verb", "")[:60],
            "follow_up": self._follow_up(cells),
            "addressees": _names(cells.get("to", "")),
            "area": self._area(cells.get("area", "")),
            "put_to": [self._named(name) for name in _names(cells.get("put_to", ""))],
            "children": items,
            **self._due(cells.get("due", "")),
        }
        self.by_words[meeting.pk, words] = _("The same as line {number}.").format(number=number)
        if code:
            self.by_number[meeting.pk, code] = words
        return Line(number, shown, text, meeting, values)

    def _meeting(self, cells: dict[str, str]) -> tuple[Meeting, int | None]:
        typed = cells.get("code", "")
        code = _CODE.fullmatch(typed) if typed else None
        if typed and code is None:
            raise CannotImportError(_("“{typed}” is no code. Write it as AHG SOM 10/R3.").format(typed=typed))
        reference = cells.get("meeting") or (code["reference"] if code else "") or ""
        if not reference:
            raise CannotImportError(_("It does not say which meeting made it. Write the code as AHG SOM 10/R3."))
        number = int(code["number"]) if code else None
        if number == 0:
            raise CannotImportError(_("Codes count from R1."))
        return self._named(reference), number

    def _named(self, reference: str) -> Meeting:
        meeting = self.meetings.get(" ".join(reference.split()).casefold())
        if meeting is None:
            raise CannotImportError(
                _("No meeting “{reference}” is in the log. Bring in its summary or plan it first.").format(
                    reference=reference
                )
            )
        return meeting

    def _area(self, typed: str) -> Area | None:
        if typed and typed.casefold() not in self.areas:
            raise CannotImportError(_("No area of cooperation is called “{typed}”.").format(typed=typed))
        return self.areas.get(typed.casefold())

    def _follow_up(self, cells: dict[str, str]) -> str:
        typed = cells.get("follow_up", "")
        known = {str(words).casefold(): value for value, label in FollowUp.choices for words in (value, label)}
        if typed and typed.casefold() not in known:
            raise CannotImportError(
                _("“{typed}” is no follow-up. Write Action, Standing, or No follow-up needed.").format(typed=typed)
            )
        return known.get(typed.casefold()) or suggested_follow_up(cells.get("verb", ""))

    def _due(self, typed: str) -> dict[str, Any]:
        """A day, or a meeting; of both ("SOM 7, 30 June 2027") the meeting, which has its own day."""
        if not typed:
            return {}
        first = typed.partition(",")[0].strip()
        if first.casefold() in self.meetings:
            return {"due_meeting": self.meetings[first.casefold()]}
        if day := _day(typed):
            return {"due_on": day}
        raise CannotImportError(
            _("“{typed}” is neither a day nor a meeting. Write 2027-06-30 or SOM 7.").format(typed=typed)
        )


def _day(typed: str) -> datetime.date | None:
    words = _DAY.fullmatch(typed)
    months = {name.lower(): at for at, name in enumerate(MONTHS, start=1)}
    if words and words[2].lower() in months:
        typed = f"{words[3]}-{months[words[2].lower()]:02}-{int(words[1]):02}"
    try:
        return first_day(typed) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", typed) else None
    except ValueError:
        return None


def _names(cell: str) -> list[str]:
    return list(dict.fromkeys(name.strip()[:300] for name in cell.split(";") if name.strip()))


def _flat(text: str) -> str:
    return " ".join(text.split()).casefold()


def _parts(cell: str) -> tuple[str, list[dict[str, Any]]]:
    """Words and sub-paragraphs: lines that begin "(a)" or "(a)(i)" stand under what is before them."""
    whole: list[str] = []
    items: list[dict[str, Any]] = []
    for line in cell.split("\n"):
        found = _ITEM.fullmatch(line)
        if found and found["label"].count("(") > 1 and items:
            items[-1].setdefault("children", []).append({"text": found["text"].strip()})
        elif found and whole:
            items.append({"text": found["text"].strip()})
        elif line.strip():
            whole.append(line.strip())
    return " ".join(whole), items


@transaction.atomic
def bring_in(rows: Sequence[Sequence[str]], mark: str, *, by: User) -> int:
    """Do what `plan` said with that mark; how many were new. Raises CannotImportError, and then nothing is done."""
    wanted = plan(rows, by)
    meetings = {line.meeting.pk: line.meeting for line in wanted.lines if line.is_new and line.meeting}
    for meeting in sorted(meetings.values(), key=lambda one: str(one.pk)):
        try:
            meeting_services.opened(meeting, by)
        except CannotCorrectError as error:
            raise CannotImportError(
                _("Nothing was brought in. {reference}: {error}").format(reference=meeting.reference, error=error)
            ) from error
    wanted = plan(rows, by)
    if wanted.mark != mark:
        raise CannotImportError(_("Something changed since this was shown. Look at it again; nothing was brought in."))
    if wanted.faults:
        raise CannotImportError(_("Nothing was brought in: some lines cannot be. Mend them, then hand it in again."))
    with acting(by, "Brought in from a sheet"):
        for line in wanted.lines:
            if line.is_new and line.meeting:
                _add(line.meeting, line)
    return wanted.new


def _add(meeting: Meeting, line: Line) -> None:
    at = Recommendation.objects.filter(meeting=meeting, parent=None).count()
    try:
        add_recommendation(meeting, line.values, at)
    except CannotFileError as error:
        raise CannotImportError(
            _("Nothing was brought in. Line {number}: {error}").format(number=line.number, error=error)
        ) from error


def in_words(lines: Sequence[Line]) -> Iterator[tuple[Line, str, str]]:
    """Each with what will happen to it, and the class of the mark beside it."""
    for line in lines:
        if line.fault:
            yield line, line.fault, "late"
        elif line.there:
            yield line, line.there, "none"
        else:
            yield line, _("New, under {value}.").format(value=line.meeting.reference if line.meeting else ""), "open"
