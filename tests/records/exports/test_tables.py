"""CSV and workbook: every row there, nothing that a spreadsheet would run."""

import csv
import io

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from records.exports import CannotExportError, attendance_csv, recommendations_csv, xlsx
from records.exports.tables import harmless
from records.record import Figure
from tests.records.exports import strategies
from tests.records.render import samples

STATUS = "Compiled from public sources, not cleared"
HOSTILE = [
    "=1+1",
    "+1",
    "-1+2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "＝1+1",
    "a;=1+1",
    "a\n=1",
    '=HYPERLINK("https://x","y")',
]


def rows(content):
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def opened(record):
    return openpyxl.load_workbook(io.BytesIO(xlsx(record)))


def said(sheet):
    return [tuple("" if cell is None else cell for cell in row) for row in sheet.iter_rows(values_only=True)]


def test_attendance():
    found = rows(attendance_csv(samples.tenth_ahg_som()))

    assert found[0] == ["Reference", "Delegation", "Kind", "ISO 3166", "Attending as", "Attendance", "Status"]
    assert len(found) == 19
    assert found[1] == ["AHG SOM 10", "Australia", "State", "", "Co-Chairs", "Present", STATUS]
    assert found[-1] == ["AHG SOM 10", "RSO Co-Managers", "Body", "", "Also taking part", "Present", STATUS]


def test_recommendations_with_their_sub_paragraphs():
    found = rows(recommendations_csv(samples.tenth_ahg_som(marking="For members")))

    assert found[0] == [
        "Reference",
        "Code",
        "Paragraph",
        "Recommendation",
        "Verb",
        "Put to",
        "Follow-up",
        "Remarks",
        "Status",
    ]
    assert [row[1] for row in found[1:]] == ["R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8"]
    assert found[3][2:7] == [
        "8",
        (
            "The RSO and the Jakarta Centre for Law Enforcement Cooperation (JCLEC) are to:\n"
            "(a) compile a catalogue of training and capacity-building courses;\n"
            "(b) host a meeting of the national training directors of police and immigration;\n"
            "(c) bring the region’s training centres of excellence together regularly."
        ),
        "are to",
        "RSO; JCLEC",
        "Action",
    ]
    assert {row[8] for row in found[1:]} == {f"For members · {STATUS}"}


def test_a_record_without_either_has_headings_alone():
    assert len(rows(attendance_csv(samples.strategy()))) == 1
    assert len(rows(recommendations_csv(samples.strategy()))) == 1


@pytest.mark.parametrize("words", HOSTILE)
def test_what_would_be_run_is_text_and_reads_the_same(words):
    record = samples.tenth_ahg_som(attendance=(samples.attendee(words),))
    cell = rows(attendance_csv(record))[1][1]

    assert cell == harmless(words) != words
    assert cell.replace("\u200b", "") == words
    parts = cell.replace("\r", "\n").replace("\t", "\n").replace(";", "\n").split("\n")
    assert not [part for part in parts if part.strip()[:1] in {"=", "+", "-", "@", "＝"} and part]


@pytest.mark.parametrize("words", ["Viet Nam", "a - b", "2015–17", "(a)", "", "e-mail: a@b", "x=1"])
def test_other_words_are_left_alone(words):
    assert harmless(words) == words


def test_every_cell_stands_in_quotes_and_lines_end_as_they_must():
    content = attendance_csv(samples.tenth_ahg_som()).decode("utf-8-sig")

    assert content.count("\r\n") == 19
    assert all(line.startswith('"') and line.endswith('"') for line in content.splitlines())


def test_sheets_of_the_workbook():
    record = samples.tenth_ahg_som(figures=(Figure(count=65, of="participants", text="", source="press"),))
    book = opened(record)

    assert book.sheetnames == ["Record", "Paragraphs", "Delegations", "Recommendations", "Notes"]
    assert said(book["Record"])[1] == ("Clearance", STATUS)
    assert ("Place", "Bangkok, Thailand") in said(book["Record"])
    paragraphs = said(book["Paragraphs"])
    assert len(paragraphs) == 1 + 13 + 7
    assert paragraphs[4][1:7] == (4, "", "", record.passages[3].text, "submitted; agreed", "Co-Chairs; Members")
    assert [row[2] for row in paragraphs if row[1] == 8] == ["", "(a)", "(b)", "(c)"]
    assert len(said(book["Delegations"])) == 19
    assert [row[1] for row in said(book["Recommendations"])[1:]] == [6, 7, 8, 9, 10, 11, 12, 13]
    assert ("Figure", "65 participants", "press") in said(book["Notes"])
    assert opened(samples.strategy()).sheetnames == ["Record", "Paragraphs"]


def test_deeper_labels_say_the_whole_way():
    labels = [row[2] for row in said(opened(samples.strategy())["Paragraphs"])[1:]]

    assert labels == ["", "", "", "", "(a)", "(a)(i)", "(a)(ii)", "(b)"]


def test_the_marking_stands_on_every_sheet_and_headings_stay():
    for sheet in opened(samples.tenth_ahg_som(marking="R&D only")):
        assert sheet.oddHeader.right.text == f"R&&D only · {STATUS}"
        assert sheet.freeze_panes == "A2"
        assert sheet.print_title_rows == "$1:$1"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(strategies.RECORDS)
def test_no_record_makes_a_formula(record):
    for sheet in opened(record):
        for row in sheet.iter_rows():
            assert {cell.data_type for cell in row} <= {"s", "n"}
    for content in (attendance_csv(record), recommendations_csv(record)):
        assert not [cell for row in rows(content) for cell in row if cell.strip()[:1] in {"=", "+", "@"}]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(strategies.RECORDS)
def test_every_word_of_a_record_is_in_a_cell(record):
    cells = [f"{cell}" for sheet in opened(record) for row in said(sheet) for cell in row]
    held = [" ".join(cell.split()) for cell in cells]
    for words in words_of(record):
        plain = " ".join(words.split())
        assert any(plain in cell for cell in held), words


def words_of(record):
    """All that a reader of the record's page reads."""
    yield from (record.title, record.reference, record.gist, record.marking, record.notice, record.attendance_remark)
    yield from (person.name for person in record.attendance)
    yield from (source.title for source in record.sources)
    yield from (file.title for file in record.enclosures)
    yield from (cleared.name for cleared in record.clearances)
    for section in record.sections:
        yield section.remark
        for passage in section.passages:
            yield from (passage.text, *passage.verbs, *passage.actors, *passage.addressees)
            yield from (words for _, words in passage.below)
            yield from items(passage.items)


def items(below):
    for item in below:
        yield item.text
        yield from items(item.items)


def test_quoted_text_stays_text_when_it_is_edited():
    cell = opened(samples.tenth_ahg_som(title="=1+1"))["Record"]["B5"]

    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_a_text_longer_than_a_cell_is_refused_and_not_cut():
    with pytest.raises(CannotExportError, match="32,768 characters stands on the sheet “Record”"):
        xlsx(samples.tenth_ahg_som(gist="x" * 32_768))
    assert said(opened(samples.tenth_ahg_som(gist="x" * 32_767))["Record"])[6][1] == "x" * 32_767


@pytest.mark.parametrize("make", [attendance_csv, recommendations_csv, xlsx])
def test_control_characters_are_refused(make):
    with pytest.raises(CannotExportError, match=r"U\+0000"):
        make(samples.tenth_ahg_som(gist="a\x00b"))
