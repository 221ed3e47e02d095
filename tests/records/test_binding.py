"""PDFs bound into one."""

import datetime
import io
from dataclasses import replace

import pypdf
import pytest
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

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


REACHES_OUT = {
    "/JS", "/JavaScript", "/AA", "/AcroForm", "/OpenAction", "/EmbeddedFiles", "/EmbeddedFile", "/EF", "/AF", "/Launch",
}  # fmt: skip


def names(reader):
    """Every key and every name that the file holds."""
    left, found = [reader.get_object(number) for number in reader.xref[0]], set()
    left += [reader.get_object(number) for number in reader.xref_objStm] + [reader.trailer]
    while left:
        one = left.pop()
        if isinstance(one, DictionaryObject):
            found |= set(one)
            left += [value for value in one.values() if not isinstance(value, IndirectObject)]
        elif isinstance(one, ArrayObject):
            left += [value for value in one if not isinstance(value, IndirectObject)]
        elif isinstance(one, NameObject):
            found.add(str(one))
    return found


def arm(writer):
    page = writer.pages[0]
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("SECRET")}
    )
    launch = DictionaryObject({NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("a.exe")})
    reach = DictionaryObject(
        {NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject("https://a.b")}
    )
    box = ArrayObject([FloatObject(0)] * 4)
    more = DictionaryObject({NameObject("/K"): action})
    field = writer._add_object(
        DictionaryObject(
            {
                NameObject("/Subtype"): NameObject("/Widget"),
                NameObject("/Rect"): box,
                NameObject("/V"): TextStringObject("SECRET"),
                NameObject("/AA"): more,
            }
        )
    )
    links = [
        DictionaryObject({NameObject("/Subtype"): NameObject("/Link"), NameObject("/Rect"): box, NameObject("/A"): to})
        for to in (action, launch, reach)
    ]
    links[2][NameObject("/Parent")], links[2][NameObject("/AA")] = field, more
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): action})
    page[NameObject("/Annots")] = ArrayObject([field, *map(writer._add_object, links)])
    fields = {NameObject("/Fields"): ArrayObject([field]), NameObject("/CO"): ArrayObject([field])}
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(fields)
    writer.root_object[NameObject("/OpenAction")] = action
    writer.add_attachment("a.exe", b"MZ")
    file = writer.root_object["/Names"]["/EmbeddedFiles"]["/Names"][1]
    drawing = DecodedStreamObject()
    drawing.set_data(b"0 0 10 10 re f")
    drawing[NameObject("/Subtype")], drawing[NameObject("/BBox")] = NameObject("/Form"), box
    drawing[NameObject("/AF")] = ArrayObject([file])
    drawn = DictionaryObject({NameObject("/AA"): writer._add_object(drawing)})
    listed = DictionaryObject({NameObject("/P0"): DictionaryObject({NameObject("/AF"): ArrayObject([file])})})
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/XObject"): drawn, NameObject("/Properties"): listed}
    )


def test_what_could_run_or_reach_out_is_left_behind():
    armed = pdf(change=arm)
    assert names(pypdf.PdfReader(io.BytesIO(armed))) >= REACHES_OUT - {"/JavaScript"}
    reader, _, _ = bound(Part("Armed", "", armed), Part("Armed again", "", armed))

    for page in (reader.pages[3], reader.pages[5]):
        assert [link.get_object()["/A"]["/URI"] for link in page["/Annots"]] == ["https://a.b"]
        assert "/AA" in page["/Resources"]["/XObject"]  # a name that others gave a picture is no action
        del page["/Resources"]["/XObject"]["/AA"]
    assert names(reader) & REACHES_OUT == set()
    assert b"SECRET" not in b"".join(reader.stream.getvalue().split())
    assert set(reader.trailer["/Root"]) & {"/Names", "/OpenAction", "/AcroForm", "/OCProperties"} == set()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"hello", "no PDF"),
        (b"%PDF-1.7\nrubbish", "damaged"),
        (pdf(2)[:200], "damaged"),
        (pdf(change=lambda writer: writer.encrypt("secret")), "password"),
        (pdf(change=lambda writer: writer.encrypt("secret")).replace(b"/Standard", b"/Anybody1"), "password"),
        (pdf(298), "298 pages. With cover, contents and tab a book has 300 at most, so a file has 297 at most"),
        (pdf(0), "0 pages"),
    ],
)
def test_what_cannot_be_bound_is_refused_in_words(content, words):
    with pytest.raises(CannotBindError, match=words):
        binding.examined(content)
    with pytest.raises(CannotBindError, match="“A map” cannot be bound"):
        bound(Part("A map", "", content))


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_file_that_opens_for_everybody_is_taken_whatever_it_forbids(algorithm):
    content = pdf(change=lambda writer: writer.encrypt("", "owner", algorithm=algorithm))
    reader, pages, _ = bound(Part("A law", "", content))
    assert (pages, reader.is_encrypted) == (4, False)


def named(**entries):
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in entries.items()})


def layered(default, usage=None, **membership):
    """A page with a layer; `default` is how the file shows it, `membership` how the page depends on it."""

    def change(writer):
        layer = writer._add_object(named(Type=NameObject("/OCG"), Usage=usage or DictionaryObject()))
        member = named(Type=NameObject("/OCMD"), OCGs=layer, **membership) if membership else layer
        page = writer.pages[0]
        page[NameObject("/Resources")] = named(Properties=named(MC0=member))
        shown = named(**{key: make(layer) for key, make in default.items()})
        writer.root_object[NameObject("/OCProperties")] = named(OCGs=ArrayObject([layer]), D=shown)

    return pdf(change=change)


def printed(state):
    return named(Print=named(PrintState=NameObject(state)))


def for_print(layer):
    events = named(Event=NameObject("/Print"), Category=ArrayObject([NameObject("/Print")]), OCGs=ArrayObject([layer]))
    return ArrayObject([events])


@pytest.mark.parametrize(
    "content",
    [
        layered({"OFF": lambda layer: ArrayObject([layer])}),
        layered({"BaseState": lambda _: NameObject("/OFF")}),
        layered({"AS": for_print}, printed("/OFF")),
        layered({}, P=NameObject("/AllOff")),
        layered({}, VE=ArrayObject([NameObject("/Not")])),
    ],
)
def test_a_file_with_layers_that_are_off_is_refused(content):
    with pytest.raises(CannotBindError, match="layers that are switched off"):
        binding.examined(content)


@pytest.mark.parametrize(
    "content",
    [
        layered({}),
        layered({"OFF": lambda _: ArrayObject(), "BaseState": lambda _: NameObject("/ON")}),
        layered({"AS": for_print}, printed("/ON")),
        layered({"AS": for_print}),
        layered({}, printed("/OFF")),
        layered({}, P=NameObject("/AnyOn")),
    ],
)
def test_a_file_whose_layers_are_all_on_is_taken_and_they_are_layers_no_more(content):
    reader, _, _ = bound(Part("A plan", "", content))
    assert names(reader) & {"/OCG", "/OCMD", "/OCProperties"} == set()


def marked(*marks):
    """A page with what lies on it: its kind, its flags, its width."""

    def change(writer):
        for kind, flags, width in marks:
            box = ArrayObject([FloatObject(at) for at in (10, 10, 10 + width, 30)])
            one = named(Subtype=NameObject(kind), F=NumberObject(flags), Rect=box)
            writer.pages[0].setdefault(NameObject("/Annots"), ArrayObject()).append(writer._add_object(one))

    return pdf(change=change)


@pytest.mark.parametrize(
    ("marks", "words"),
    [
        ([("/Widget", 4, 90)], "1 field or note that would not be printed. Print it to PDF first"),
        ([("/Widget", 4, 90), ("/Stamp", 4, 90), ("/FreeText", 0, 90)], "3 fields or notes that would not be printed"),
    ],
)
def test_fields_stamps_and_notes_are_refused_and_counted(marks, words):
    with pytest.raises(CannotBindError, match=words):
        binding.examined(marked(*marks))


def test_what_nobody_sees_on_a_page_is_no_field():
    assert binding.examined(marked(("/Link", 4, 90), ("/Popup", 0, 90), ("/Widget", 2, 90), ("/Widget", 132, 0))) == 1


def test_three_hundred_pages_are_the_most():
    assert bound(Part("Long", "", pdf(297)))[1] == binding.MOST_PAGES
    with pytest.raises(CannotBindError, match="would have 301 pages"):
        bound(Part("Long", "", pdf(296)), Part("Short", "", pdf(1)))
    with pytest.raises(CannotBindError, match="empty"):
        bound()


@pytest.mark.parametrize(
    ("cover", "title", "note", "words"),
    [
        ("Briefing", "Mandate 贸", "", "in the title of tab 2. Write it in other letters, or "),
        ("Briefing", "Mandate", "贸.pdf, brought along", "in what stands under the title of tab 2 (take it out"),
        ("贸", "Mandate", "", "on the cover. Write"),
    ],
)
def test_a_letter_that_no_face_has_is_said_with_its_tab(cover, title, note, words):
    parts = [Part("First", "", pdf()), Part(title, note, pdf())]
    with pytest.raises(CannotBindError) as error:
        binding.bound(replace(COVER, title=cover), parts, lambda done, total: None)
    assert f"draws '贸' (U+8D38) {words}" in str(error.value)
