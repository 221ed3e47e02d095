"""The Word document: opened again, and by LibreOffice where there is one."""

import io
import shutil
import subprocess

import docx as python_docx
import pypdf
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings

from records.exports import CannotExportError, docx
from tests.records.exports import strategies
from tests.records.render import samples


def opened(record, edition=None):
    return python_docx.Document(io.BytesIO(docx(record, edition or samples.issued(record))))


@pytest.fixture(scope="module")
def tenth():
    return opened(samples.tenth_ahg_som(marking="For members"))


def lines(document, *styles):
    return [line.text for line in document.paragraphs if line.style.name in styles]


def test_headings(tenth):
    assert lines(tenth, "Title") == ["Tenth Meeting of the Ad Hoc Group Senior Officials"]
    assert lines(tenth, "Heading 1") == [
        "Opening and purpose",
        "Attendance",
        "Regional and global developments",
        "Strategy for Cooperation",
        "Preparation of the meetings in March 2016",
        "Recommendations",
        "Annex: Recommendations and to whom they are put",
        "Check code",
    ]


def test_what_must_be_known_stands_before_the_title_and_above_every_page(tenth):
    said = [line.text for line in tenth.paragraphs]
    warning = "For members · Compiled from public sources, not cleared"

    assert said[:2] == [samples.PROCESS, warning]
    page = tenth.sections[0]
    assert [line.text for line in page.header.paragraphs] == [
        "Tenth Meeting of the Ad Hoc Group Senior Officials, Bangkok, 2 February 2016",
        warning,
    ]
    assert page.footer.paragraphs[0].text == "AHG SOM 10\tPage  of "
    fields = page.footer.paragraphs[0]._p.findall(qn("w:fldSimple"))
    assert [field.get(qn("w:instr")) for field in fields] == ["PAGE", "NUMPAGES"]


def test_numbers_and_letters_are_the_records_own_text(tenth):
    record = samples.tenth_ahg_som()
    found = lines(tenth, "Numbered paragraph")

    assert found == [f"{passage.number}.\t{passage.text}" for passage in record.passages]
    assert lines(tenth, "Sub-paragraph 1")[0] == "(a)\tcompile a catalogue of training and capacity-building courses;"
    assert lines(opened(samples.strategy()), "Sub-paragraph 2")[0] == "(i)\ttraining of investigators;"
    assert not tenth.element.body.findall(f".//{qn('w:numPr')}")


def test_verbs_stand_out(tenth):
    line = next(line for line in tenth.paragraphs if line.text.startswith("4.\t"))

    assert [run.text for run in line.runs if run.bold] == ["submitted", "agreed"]


def test_delegations_by_capacity_under_a_heading_row(tenth):
    table = tenth.tables[0]

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Attending as", "Delegations"],
        ["Co-Chairs", "Australia; Indonesia"],
        [
            "Members",
            (
                "Bangladesh; Malaysia; Maldives; Myanmar; New Zealand; Pakistan; Philippines; Sri Lanka; Thailand; "
                "United States; Vietnam"
            ),
        ],
        ["Member organisations", "IOM; UNHCR; UNODC"],
        ["Observer", "Canada"],
        ["Also taking part", "RSO Co-Managers"],
    ]
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in tenth.tables)
    captions = [table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) for table in tenth.tables]
    assert captions == ["List of delegations", "Recommendations and to whom they are put", "Notes by the secretariat"]


def test_annex_leads_to_the_paragraphs(tenth):
    body = tenth.element.body
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))]
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]

    assert [row.cells[0].text for row in tenth.tables[1].rows[1:]] == ["R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8"]
    assert len(links) == 8
    assert set(links) <= set(marks)
    assert len(set(marks)) == len(marks) == 13 + 7


def test_language_properties_and_code(tenth):
    record = samples.tenth_ahg_som(marking="For members")
    properties = tenth.core_properties

    assert {lang.get(qn("w:val")) for lang in tenth.styles.element.iter(qn("w:lang"))} == {"en"}
    assert (properties.language, properties.subject) == ("en", "AHG SOM 10")
    assert properties.title.startswith("Outcome statement of the Tenth Meeting, Tenth Meeting of the Ad Hoc Group")
    assert properties.created.date() == samples.issued(record).issued_on
    assert lines(tenth, "Check code")[0].replace("\n", " ").replace(" ", "") == samples.issued(record).digest


def test_every_style_that_is_used_is_there(tenth):
    known = {style.style_id for style in tenth.styles}
    used = {line._p.style for line in tenth.paragraphs}
    used |= {
        line._p.style for table in tenth.tables for row in table.rows for cell in row.cells for line in cell.paragraphs
    }

    assert used <= known


def test_a_preview_says_so_first():
    record = samples.tenth_ahg_som()
    said = [line.text for line in opened(record, samples.preview(record)).paragraphs]

    assert said[2] == "Draft, not issued"
    assert said[-2] == "This is a preview"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(strategies.RECORDS)
def test_any_record_becomes_a_document_with_all_its_paragraphs(record):
    found = opened(record)

    numbers = [text.split("\t")[0] for text in lines(found, "Numbered paragraph")]
    assert numbers == [f"{passage.number}." for passage in record.passages]
    marks = [mark.get(qn("w:name")) for mark in found.element.body.iter(qn("w:bookmarkStart"))]
    assert len(set(marks)) == len(marks)


def test_bookmarks_of_odd_anchors_stand_apart():
    record = samples.tenth_ahg_som()
    odd = iter(["!2", "-", "+"])  # the third would be called after the first
    sections = []
    for section in record.sections:
        passages = [each.model_copy(update={"anchor": next(odd, each.anchor)}) for each in section.passages]
        sections.append(section.model_copy(update={"passages": tuple(passages)}))
    found = opened(record.model_copy(update={"sections": tuple(sections)}))
    marks = [mark.get(qn("w:name")) for mark in found.element.body.iter(qn("w:bookmarkStart"))]
    assert marks[:3] == ["p__2", "p__", "p__3"]
    assert len(set(marks)) == len(marks)


def test_what_word_cannot_hold_is_refused():
    record = samples.tenth_ahg_som(gist="\ufffe")

    with pytest.raises(CannotExportError, match=r"U\+FFFE"):
        docx(record, samples.issued(record))


def test_libreoffice_opens_it(tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not on PATH")
    record = samples.many_scripts()
    (tmp_path / "record.docx").write_bytes(docx(record, samples.issued(record)))
    command = [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", tmp_path, tmp_path / "record.docx"], check=True, timeout=120, capture_output=True
    )

    pages = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(tmp_path / "record.pdf").pages]
    assert "Compiled from public sources, not cleared" in pages[0]
    assert "1. The Co-Chairs of the Bali Process hosted the Tenth Meeting" in pages[0]
    assert f"Page 1 of {len(pages)}" in pages[0]
