import io
import zipfile

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from meetings.summary import SummaryError, default_names, read
from meetings.summary.docx import text_of_docx


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_paragraphs_lists_and_tables_in_their_order():
    document = Document()
    document.add_heading("Third Workshop", 1)
    document.add_paragraph("Colombo, Sri Lanka, 1 May 2019")
    document.add_paragraph("A common form", style="List Bullet")
    document.add_paragraph("Agree on terms", style="List Number")
    document.add_paragraph("Meet again", style="List Number")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["State", "Delegates", "Nepal", "3"], strict=True):
        cell.text = text
    document.add_paragraph("The end.")
    document.sections[0].header.paragraphs[0].text = "For members only"
    assert text_of_docx(saved(document)) == (
        "Third Workshop\n\nColombo, Sri Lanka, 1 May 2019\n\n• A common form\n\n1. Agree on terms\n\n2. Meet again\n\n"
        "State\tDelegates\nNepal\t3\n\nThe end.\n\nFor members only"
    )


def test_breaks_and_tracked_changes():
    document = Document()
    paragraph = document.add_paragraph("one")
    paragraph.add_run().add_break()
    paragraph.add_run("two\tthree")
    for tag, text_tag, words in (("w:ins", "w:t", " kept"), ("w:del", "w:delText", " gone")):
        change, run, text = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
        text.text = words
        text.set(qn("xml:space"), "preserve")
        run.append(text)
        change.append(run)
        paragraph._p.append(change)
    assert text_of_docx(saved(document)) == "one\ntwo\tthree kept"


def test_what_is_no_docx_is_refused():
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as package:
        package.writestr("other.txt", "words")
    for data in (b"", b"plain words", b"PK\x03\x04 broken", empty.getvalue()):
        with pytest.raises(SummaryError, match="not a DOCX"):
            text_of_docx(data)
    with pytest.raises(SummaryError, match="old or encrypted"):
        text_of_docx(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def test_a_document_without_words_is_refused():
    with pytest.raises(SummaryError, match="no words"):
        text_of_docx(saved(Document()))


def packed(xml):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", xml)
    return stream.getvalue()


def test_a_bomb_is_refused():
    with pytest.raises(SummaryError, match="unpacks to more"):
        text_of_docx(packed(b" " * 60_000_000))
    with pytest.raises(SummaryError, match="too large"):
        text_of_docx(b"PK\x03\x04" + bytes(20_000_000))


def test_entities_are_not_resolved():
    xml = b"""<!DOCTYPE w [<!ENTITY a "bomb"><!ENTITY b "&a;&a;&a;">]><w:document
    xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
    <w:p><w:r><w:t>safe &b;</w:t></w:r></w:p></w:body></w:document>"""
    assert text_of_docx(packed(xml)) == "safe"


def test_damaged_parts_are_refused():
    with pytest.raises(SummaryError, match="damaged"):
        text_of_docx(packed(b"<w:document"))


def test_what_was_written_is_read():
    document = Document()
    document.add_heading("Second Ministerial Conference", 0)
    document.add_paragraph("Bali, Indonesia, 28 to 30 April 2003")
    document.add_heading("Participants", 1)
    for name in ("Australia", "Nauru", "Papua New Guinea"):
        document.add_paragraph(name, style="List Bullet")
    proposal = read(text_of_docx(saved(document)), default_names())
    assert (proposal.series, proposal.ordinal, proposal.dates.ends) == ("BPMC", 2, "2003-04-30")
    assert [row.participant for row in proposal.attendance] == ["australia", "nauru", "papua-new-guinea"]
