"""PDFs bound into one."""

import datetime
import io

import pypdf
import pytest
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from records import binding
from records.binding import CannotBindError, Cover, Part

COVER = Cover("Bali Process", "Briefing", "AHG SOM 11, Colombo", "Co-Chairs only", datetime.date(2026, 11, 24))


def pdf(pages=1, size=(595, 842), *, rotated=0, words=b"", change=lambda writer: None):
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        page = writer.add_blank_page(*size)
        if rotated:
            page.rotate(rotated)
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def bound(*parts):
    told = []
    content, pages = binding.bound(COVER, parts, lambda done, total: told.append((done, total)))
    return pypdf.PdfReader(io.BytesIO(content)), pages, told


def texts(reader):
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_a_book_has_a_cover_contents_tabs_and_numbers_on_every_page():
    reader, pages, told = bound(Part("Strategy", "As issued", pdf(2)), Part("A map", "map.pdf, brought along", pdf(1)))
    said = texts(reader)

    assert pages == len(said) == 2 + 1 + 2 + 1 + 1
    assert "Briefing AHG SOM 11, Colombo" in said[0]
    assert said[0].lower().endswith("bound 24 november 2026")
    assert "1 Strategy As issued 3 2 A map map.pdf, brought along 6" in said[1]
    assert said[2].startswith("TAB 1 Strategy As issued")
    assert [words.endswith(f"Briefing Co-Chairs only {at} / 7") for at, words in enumerate(said[1:], 2)] == [True] * 6
    assert [(item.title, reader.get_destination_page_number(item)) for item in reader.outline] == [
        ("1 Strategy", 2),
        ("2 A map", 5),
    ]
    assert told == [(at, 6) for at in range(1, 6)]
    assert b"pdfaid" not in (reader.xmp_metadata.stream.get_data() if reader.xmp_metadata else b"")


@pytest.mark.parametrize(("size", "rotated"), [((842, 595), 0), ((595, 842), 90), ((300, 2000), 0)])
def test_pages_of_any_size_carry_their_number(size, rotated):
    reader, _, _ = bound(Part("A map", "", pdf(1, size, rotated=rotated)))
    assert texts(reader)[3].endswith("4 / 4")


def test_what_could_run_or_reach_out_is_left_behind():
    def arm(writer):
        page = writer.pages[0]
        action = DictionaryObject(
            {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")}
        )
        link = DictionaryObject({NameObject("/Subtype"): NameObject("/Link"), NameObject("/A"): action})
        page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): action})
        page[NameObject("/Annots")] = ArrayObject([writer._add_object(link)])
        writer.root_object[NameObject("/OpenAction")] = action
        writer.add_attachment("a.exe", b"MZ")

    reader, _, _ = bound(Part("Armed", "", pdf(change=arm)))
    assert "/AA" not in reader.pages[3]
    assert "/Annots" not in reader.pages[3]
    assert set(reader.trailer["/Root"]) & {"/Names", "/OpenAction", "/AcroForm"} == set()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"hello", "no PDF"),
        (b"%PDF-1.7\nrubbish", "damaged"),
        (pdf(2)[:200], "damaged"),
        (pdf(change=lambda writer: writer.encrypt("secret")), "password"),
        (pdf(301), "301 pages"),
        (pdf(0), "0 pages"),
    ],
)
def test_what_cannot_be_bound_is_refused_in_words(content, words):
    with pytest.raises(CannotBindError, match=words):
        binding.examined(content)
    with pytest.raises(CannotBindError, match="“A map” cannot be bound"):
        bound(Part("A map", "", content))


def test_three_hundred_pages_are_the_most():
    assert bound(Part("Long", "", pdf(297)))[1] == binding.MOST_PAGES
    with pytest.raises(CannotBindError, match="would have 301 pages"):
        bound(Part("Long", "", pdf(298)))
    with pytest.raises(CannotBindError, match="empty"):
        bound()
