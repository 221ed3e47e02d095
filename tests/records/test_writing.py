"""How a draft is written, and what a record makes of it in every form."""

import datetime
import io

import pypdf
import pytest

from records.canonical import digest, record_bytes, record_from_bytes
from records.compose import compose_draft
from records.exports import akoma_ntoso, docx, from_akoma_ntoso
from records.received.document import received
from records.redline import compare
from records.render import EditionFacts, render_pdf
from records.render.text import said_besides
from strategy import writing
from strategy.models import Draft
from tests import factories

TEXT = """# Reports

Members [shall]{Canada; reserved by Fiji, Nauru} report [[once] a year]{proposed by Australia}.[^a]
- in writing;
- in time.
| Year | Report |
|------|--------|
| 2016 | first |

The RSO helps.[^a][^b]
{agreed ad referendum}
{reservation by Fiji: Fiji reports
every second year.}

[^a]: As agreed in Bali.
[^b]: Regional Support Office."""
PREVIEW = EditionFacts(0, "draft", None, "", "")


@pytest.fixture
def record(db):
    return compose_draft(factories.draft(text=TEXT))


def test_brackets_keep_their_delegations_and_their_place(record):
    first, second = record.passages

    assert first.text == "Members [shall] report [[once] a year].¹"
    assert [(b.words, b.proposed_by, b.reserved_by) for b in first.brackets] == [
        ("[shall]", ("Canada",), ("Fiji", "Nauru")),
        ("[[once] a year]", ("Australia",), ()),
        ("[once]", (), ()),
    ]
    assert said_besides(first) == [
        "[shall] proposed by Canada, reserved by Fiji and Nauru",
        "[[once] a year] proposed by Australia",
    ]
    assert said_besides(second) == ["Agreed ad referendum", "Reservation by Fiji: Fiji reports every second year"]


def test_tables_lists_and_footnotes_belong_to_their_paragraph(record):
    first, second = record.passages

    assert first.table == (("Year", "Report"), ("2016", "first"))
    assert [item.text for item in first.items] == ["in writing;", "in time."]
    assert [(note.mark, note.text) for note in first.footnotes] == [("¹", "As agreed in Bali.")]
    assert second.text == "The RSO helps.¹²"
    assert [note.mark for note in second.footnotes] == ["¹", "²"]


def test_every_form_carries_them(record):
    facts = EditionFacts(1, "draft", datetime.date(2016, 2, 3), digest(record_bytes(record)), "https://x/")

    assert from_akoma_ntoso(akoma_ntoso(record, facts)) == record
    assert record_from_bytes(record_bytes(record)) == record
    words = " ".join(line.text for line in received(docx(record, facts)).lines)
    for said in ("[shall] report", "Year\tReport", "¹ As agreed in Bali.", "Agreed ad referendum", "reserved by Fiji"):
        assert said in words
    assert render_pdf(record, PREVIEW).startswith(b"%PDF")


def test_a_record_without_them_keeps_its_bytes(db):
    assert b"brackets" not in record_bytes(compose_draft(factories.draft(text="Members agreed.")))


def test_changes_show_a_reservation_a_footnote_and_a_row(db):
    old = compose_draft(factories.draft(text=TEXT))
    new = compose_draft(
        factories.draft(2, text=TEXT.replace("first", "second").replace("Bali", "Perth").replace("Nauru", "Tonga"))
    )
    [paragraph, _] = [each for part in compare(old, new).parts for each in part.paragraphs]

    assert {line.new for line in paragraph.items if not line.is_same} >= {"2016 | second", "As agreed in Perth."}
    assert "Tonga" in paragraph.particulars.new


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Members [shall report.", "not closed"),
        ("Members] report.", "not closed, or not opened"),
        ("Members [shall] report.\n{agreed ad referendum}", "cannot be agreed"),
        ("Members.[^1]", "has no words"),
        ("Members.\n[^1]: x", "behind no mark"),
        ("Members.\n| a | b |\n| c |", "different numbers of cells"),
    ],
)
def test_what_cannot_be_read_is_told(text, words):
    assert any(words in fault for fault in writing.faults(text))
    assert writing.faults(TEXT) == []


def test_other_words_leave_list_table_and_reservations_and_end_the_agreement():
    chunk = "# A\nThe RSO helps.\n- a;\n| b |\n{agreed ad referendum}\n{reservation by Fiji: x}"

    assert writing.words_of(chunk) == "The RSO helps."
    assert writing.reworded(chunk, "The RSO leads.") == "# A\nThe RSO leads.\n- a;\n| b |\n{reservation by Fiji: x}"


LEVELS = "# Aims\n\nOne.\n\n## Protection\n\nTwo.\n\n#### Victims\n\nThree.\n\n## Returns\n\nFour.\n\n# Aims\n\nFive."


def test_headings_stand_under_each_other_in_every_form(db):
    record = compose_draft(factories.draft(text=LEVELS))
    facts = EditionFacts(1, "draft", datetime.date(2016, 2, 3), digest(record_bytes(record)), "https://x/")
    word = [(line.heading, line.text) for line in received(docx(record, facts)).lines if line.heading]

    assert [(at.level, at.heading, at.slug) for at in record.sections] == [
        (1, "Aims", "aims"),
        (2, "Protection", "protection"),
        (3, "Victims", "victims"),
        (2, "Returns", "returns"),
        (1, "Aims", "aims-4"),
    ]
    assert word[:5] == [(at.level, at.heading) for at in record.sections]
    assert from_akoma_ntoso(akoma_ntoso(record, facts)) == record
    assert record_from_bytes(record_bytes(record)) == record
    assert [level for level, *_ in _bookmarks(render_pdf(record, PREVIEW))] == [0, 1, 2, 3, 2, 1, 1]
    assert b"level" not in record_bytes(compose_draft(factories.draft(2, text="# Aims\n\nOne.")))


def test_paragraphs_under_headings_of_one_name_have_addresses_of_their_own(db):
    record = compose_draft(factories.draft(text="# Aims\n\nOne.\n\n# Aims\n\nTwo."))

    assert len({passage.anchor for passage in record.passages}) == 2
    assert factories.issue(Draft.objects.get()).pk


def test_a_heading_that_moved_to_another_level_is_a_change(db):
    old = compose_draft(factories.draft(text="# Aims\n\nOne.\n\n# Returns\n\nTwo."))
    new = compose_draft(factories.draft(2, text="# Aims\n\nOne.\n\n## Returns\n\nTwo."))
    stays, moved = compare(old, new).parts

    assert (stays.was_level, moved.level, moved.was_level, moved.heading.label) == ("", 2, "level 1", "level 2")
    assert (stays.is_same, moved.is_same) == (True, False)


def _bookmarks(pdf):
    """Level and title of every bookmark."""

    def below(items, level):
        for item in items:
            if isinstance(item, list):
                yield from below(item, level + 1)
            else:
                yield level, item.title

    return list(below(pypdf.PdfReader(io.BytesIO(pdf)).outline, 0))
