"""The sign-in sheet: who signed for which delegation. Read from CSV, an Excel workbook, a Word table, or pasted cells.

Pure: bytes or text and a table of names in, lines out. Which column holds what its head says; a row without a
delegation goes on with the one above it.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from meetings.summary import NameTable, SummaryError, decode, text_of_docx
from meetings.summary.cues import roles_in_brackets
from meetings.summary.meanings import meaning_of

MOST_ROWS = 5_000
MOST_COLUMNS = 60
_MOST_HEADS_AT = 15  # rows above the heads: the name of the meeting, its date
_LARGEST_UNPACKED = 60_000_000

_HEADS = (
    ("is_head", r"(?:is )?(?:the )?head(?: of (?:the )?delegation)?|hod|leader(?: of (?:the )?delegation)?"),
    (
        "who",
        (
            r"(?:name of (?:the )?)?(?:delegations?|countr(?:y|ies)(?: ?/ ?organi[sz]ations?)?|states?"
            r"|organi[sz]ations?"
            r"|member(?: state)?|participants?(?: ?/ ?organi[sz]ations?)?|econom(?:y|ies)|representing|on behalf of)"
            r"(?: ?(?:/|or) ?[\w ]+)?"
        ),
    ),
    ("family", r"(?:family|last|sur)[ -]?names?|surname"),
    ("given", r"(?:given|first|fore)[ -]?names?"),
    ("name", r"(?:full )?names?(?: of (?:the )?(?:delegate|participant|representative|person))?|delegate|person"),
    ("title", r"title|prefix|mr ?/ ?ms(?: ?/ ?[\w.]+)*|salutation|honorific"),
    ("post", r"rank|post|position|designation|function|job title|rank or post|title and post|post ?/ ?rank|role"),
    (
        "presence",
        r"present\??|presence|attend(?:ed|ance|ing)\??|signed\??|signature|status|confirmed\??|in person|day \d.*",
    ),
    ("capacity", r"capacity|attending as|type|category|as"),
)
_NO = re.compile(r"\s*(?:no|n|0|-|–|—|nil|none|false)\s*\.?\s*", re.IGNORECASE)
_TITLE = re.compile(
    r"(?:h\.?e\.?|mr|mrs|ms|miss|mme|dr|prof|amb|gen|col|lt|hon|sir|dame|tan sri|datuk|dato)\b", re.IGNORECASE
)


class CannotReadSheetError(Exception):
    """Why a sheet was not read, in words for the user."""


@dataclass
class Person:
    """`title` ("Ms") stands before the name as it was written."""

    name: str
    post: str = ""
    is_head: bool = False


@dataclass
class Line:
    """One delegation: `participant` is its slug where the name is known. `capacity` is empty where nothing says it."""

    as_written: str
    participant: str | None
    kind: str
    capacity: str = ""
    presence: str = "present"
    persons: list[Person] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def rows_of(content: bytes, file_name: str) -> list[list[str]]:
    """The cells of a file. Raises CannotReadSheetError."""
    if content.startswith(b"PK"):
        return _docx(content) if _is_docx(content) else _xlsx(content)
    try:
        return cells_of(decode(content))
    except SummaryError as error:
        raise CannotReadSheetError(str(error)) from error


def cells_of(text: str) -> list[list[str]]:
    """The cells of a text: tabs, semicolons, bars or commas between them, whichever its rows share."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        raise CannotReadSheetError(_("The sheet is empty."))
    mark = max("\t;|,", key=lambda one: sum(one in line for line in lines[:50]))
    rows = [[" ".join(cell.split()) for cell in row] for row in csv.reader(io.StringIO(text), delimiter=mark)]
    return _within(row for row in rows if any(row))


def _is_docx(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(entry.file_size for entry in package.infolist()) > _LARGEST_UNPACKED:
                raise CannotReadSheetError(_("The file unfolds into too much. Save the sheet alone, as CSV."))
            return "word/document.xml" in package.namelist()
    except zipfile.BadZipFile as error:
        raise CannotReadSheetError(_("The file is damaged. Save it again, or as CSV.")) from error


def _docx(content: bytes) -> list[list[str]]:
    try:
        text = text_of_docx(content)
    except SummaryError as error:
        raise CannotReadSheetError(str(error)) from error
    rows = [[cell.strip() for cell in line.split("\t")] for line in text.splitlines() if "\t" in line]
    if not rows:
        raise CannotReadSheetError(
            _("The document holds no table. Put the names into a table, or save the sheet as CSV.")
        )
    return _within(rows)


def _xlsx(content: bytes) -> list[list[str]]:
    """The first sheet that has cells, as they are shown; formulas by their last value."""
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for sheet in book.worksheets:
            rows = [
                ["" if cell is None else " ".join(str(cell).split()) for cell in row]
                for row in sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True)
            ]
            if any(any(row) for row in rows):
                return _within(row for row in rows if any(row))
    except (InvalidFileException, KeyError, ValueError, OSError, zipfile.BadZipFile) as error:
        raise CannotReadSheetError(_("This is not a workbook that can be read. Save it as XLSX or CSV.")) from error
    raise CannotReadSheetError(_("The workbook is empty."))


def _within(rows: Iterator[list[str]] | list[list[str]]) -> list[list[str]]:
    kept = list(rows)
    if len(kept) > MOST_ROWS:
        raise CannotReadSheetError(
            _("The sheet has more than {most_rows:,} rows. Hand in the sign-in sheet alone.").format(
                most_rows=MOST_ROWS
            )
        )
    return [row[:MOST_COLUMNS] for row in kept]


def read_sheet(rows: Sequence[Sequence[str]], names: NameTable) -> list[Line]:
    """The delegations of a sheet with those who signed. Raises CannotReadSheetError where no column names them."""
    at, columns = _columns(rows)
    if "who" not in columns:
        columns, at = _guessed(rows, names), -1
    lines: dict[str, Line] = {}
    above: Line | None = None
    for row in rows[at + 1 :]:
        cells = {name: row[column].strip() if column < len(row) else "" for name, column in columns.items()}
        if cells["who"]:
            above = _line(cells["who"], names, lines)
        if above is None:
            continue
        _tell(above, cells, is_first=bool(cells["who"]) and not above.persons)
    if not lines:
        raise CannotReadSheetError(_("No delegation is named in the sheet."))
    return list(lines.values())


def _columns(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """The row of heads, the one that names most columns, and what each column holds."""
    best: tuple[int, dict[str, int]] = (-1, {})
    for at, row in enumerate(rows[:_MOST_HEADS_AT]):
        found: dict[str, int] = {}
        for column, cell in enumerate(row):
            name = next(
                (name for name, words in _HEADS if re.fullmatch(words, cell.strip(" :*."), re.IGNORECASE)), None
            )
            if name:
                found.setdefault(name, column)
        if len(found) > len(best[1]):
            best = at, found
    return best


def _guessed(rows: Sequence[Sequence[str]], names: NameTable) -> dict[str, int]:
    """Without heads: the column with most known names is the delegation, the next one with words the person."""
    width = max(map(len, rows), default=0)
    known = [
        sum(
            names.resolve(row[at], may_guess=False).participant is not None for row in rows if at < len(row) and row[at]
        )
        for at in range(width)
    ]
    if not known or max(known) == 0:
        raise CannotReadSheetError(
            _(
                "No column says which delegation somebody signed for. Write “Delegation” over that column, and “Name”, "
                "“Rank” and “Present” over the others."
            )
        )
    who = known.index(max(known))
    other = next((at for at in range(width) if at != who and any(at < len(row) and row[at] for row in rows)), None)
    return {"who": who} | ({"name": other} if other is not None else {})


def _line(written: str, names: NameTable, lines: dict[str, Line]) -> Line:
    bare, role = written, ""
    if bracket := re.search(r"\s*\(([^()]+)\)\s*$", written):
        role = roles_in_brackets(f"({bracket[1]})") or ""
        bare = written[: bracket.start()] if role else written
    found = names.resolve(bare).participant
    key = found.slug if found else bare.casefold()
    if key not in lines:
        lines[key] = Line(bare, found.slug if found else None, found.kind if found else "unknown", capacity=role)
    return lines[key]


def _tell(line: Line, cells: dict[str, str], *, is_first: bool) -> None:
    """What one row tells: a person, whether somebody came, and as what."""
    said = cells.get("presence", "")
    away = meaning_of(said).presence or ("absent" if _NO.fullmatch(said) and said else None)
    named = _person(cells)
    if is_first:
        line.presence = away or "present"
    elif away is None:
        line.presence = "present"
    if capacity := cells.get("capacity"):
        line.capacity = line.capacity or roles_in_brackets(f"({capacity})") or meaning_of(capacity).capacity or ""
    if named and away is None and named.name not in [person.name for person in line.persons]:
        named.is_head = named.is_head and not any(person.is_head for person in line.persons)
        line.persons.append(named)


def _person(cells: dict[str, str]) -> Person | None:
    name = cells.get("name") or " ".join(filter(None, (cells.get("given"), cells.get("family"))))
    if not name:
        return None
    title, post = cells.get("title", ""), cells.get("post", "")
    # "Title" means "Ms" on one sheet and "Director" on the next.
    if title and not _TITLE.match(title):
        title, post = "", post or title
    if title and not name.casefold().startswith(title.casefold()):
        name = f"{title} {name}"
    mark = cells.get("is_head", "")
    return Person(name[:200], post[:300], bool(mark.strip()) and not _NO.fullmatch(mark))
