"""The sign-in sheet, from the files and pastes in which it comes."""

import io

import pytest
from docx import Document
from openpyxl import Workbook

from meetings.signin import CannotReadSheetError, Person, cells_of, read_sheet, rows_of
from meetings.summary import default_names

ROWS = [
    ["Sign-in sheet", "", "", "", ""],
    ["Delegation", "Name", "Rank", "Head of delegation", "Present"],
    ["Fiji", "Ms Ana Rao", "Director", "yes", "✓"],
    ["", "Mr Ben Lal", "Officer", "", "✓"],
    ["Vietnam (observer)", "Mr Tran", "", "", "yes"],
    ["Nauru", "", "", "", "apologies"],
    ["Atlantis", "Ms Sea", "", "no", ""],
]


def told(rows):
    return [
        (line.as_written, line.participant, line.capacity, line.presence, [person.name for person in line.persons])
        for line in read_sheet(rows, default_names())
    ]


EXPECTED = [
    ("Fiji", "fiji", "", "present", ["Ms Ana Rao", "Mr Ben Lal"]),
    ("Vietnam", "viet-nam", "observer", "present", ["Mr Tran"]),
    ("Nauru", "nauru", "", "apologies", []),
    ("Atlantis", None, "", "present", ["Ms Sea"]),
]


def xlsx():
    book, out = Workbook(), io.BytesIO()
    for row in ROWS:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def docx():
    document, out = Document(), io.BytesIO()
    table = document.add_table(rows=0, cols=5)
    for row in ROWS[1:]:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    document.save(out)
    return out.getvalue()


def written(mark):
    return "\n".join(mark.join(row) for row in ROWS)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(lambda: rows_of(xlsx(), "sheet.xlsx"), id="workbook"),
        pytest.param(lambda: rows_of(docx(), "sheet.docx"), id="Word table"),
        pytest.param(lambda: rows_of(written(";").encode(), "sheet.csv"), id="semicolons"),
        pytest.param(lambda: cells_of(written("\t")), id="pasted cells"),
    ],
)
def test_one_sheet_in_four_forms(rows):
    assert told(rows()) == EXPECTED


def test_rank_head_and_title():
    rows = [
        ["Country", "Title", "Family name", "Given name", "Designation", "Head of delegation"],
        ["Fiji", "Ms", "Rao", "Ana", "Director", "x"],
        ["Fiji", "Mr", "Lal", "Ben", "Officer", "x"],
    ]
    (line,) = read_sheet(rows, default_names())
    assert line.persons == [Person("Ms Ana Rao", "Director", True), Person("Mr Ben Lal", "Officer")]


def test_without_heads_the_column_of_known_names_is_the_delegation():
    assert told([["Ana Rao", "Fiji"], ["Ben Tui", "Tonga"]]) == [
        ("Fiji", "fiji", "", "present", ["Ana Rao"]),
        ("Tonga", "tonga", "", "present", ["Ben Tui"]),
    ]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (lambda: read_sheet([["a", "b"]], default_names()), "No column says which delegation"),
        (lambda: rows_of(b"PK\x03\x04 broken", "sheet.xlsx"), "damaged"),
        (lambda: rows_of(b" ", "sheet.csv"), "empty"),
        (lambda: cells_of("a,b\n" * 5_001), "more than 5,000 rows"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(rows, sentence):
    with pytest.raises(CannotReadSheetError, match=sentence):
        rows()
