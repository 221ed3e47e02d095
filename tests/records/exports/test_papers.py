"""Agenda and list of participants: what the record says of them, and nothing besides."""

import io

import pypdf

from records.exports import agenda_pdf, papers, participants_pdf
from records.record import Item, Passage, Section
from tests.records.render import samples

CHAIRS = Item(anchor="i2", label="(a)", text="Election of chairs")
OPENING = Item(anchor="i1", label="1", text="Opening of the meeting", items=(CHAIRS,))


def with_agenda():
    passage = Passage(
        anchor="a1", number=9, role="agenda", text="The meeting adopted its agenda.",
        items=(OPENING, Item(anchor="i3", label="2", text="Progress (added after the adoption)")),
    )  # fmt: skip
    record, section = samples.tenth_ahg_som(), Section(slug="agenda", heading="Agenda", passages=(passage,))
    return record.model_copy(update={"sections": (section, *record.sections)})


def words(pdf):
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


def test_the_agenda_has_a_row_an_item_and_says_how_it_stands():
    record = with_agenda()
    drawn = papers.agenda(record, samples.issued(record))

    [table] = drawn.tables
    assert table.rows == [
        ("1", "Opening of the meeting"),
        (f"{papers.DEPTH}(a)", "Election of chairs"),
        ("2", "Progress (added after the adoption)"),
    ]
    assert (drawn.kind, drawn.title, table.remark) == ("Agenda", record.title, "The meeting adopted its agenda.")
    said = words(agenda_pdf(record, samples.issued(record)))
    assert "Election of chairs" in said
    assert record.reference in said
    assert record.notice in said


def test_the_list_of_participants_names_every_delegation_of_the_record():
    record = samples.tenth_ahg_som(marking="Restricted to members")
    drawn = papers.participants(record, samples.issued(record))

    named = [name for table in drawn.tables for name, _ in table.rows]
    assert sorted(named) == sorted(person.name for person in record.attendance)
    said = words(participants_pdf(record, samples.issued(record)))
    assert all(person.name in said for person in record.attendance)
    assert "Restricted to members" in said
