"""The file that is handed out."""

import hashlib
import io
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pikepdf
import pypdf
import pytest
import weasyprint
from weasyprint.urls import FatalURLFetchingError

from records.canonical import digest, record_bytes
from records.exports import from_akoma_ntoso
from records.render import CannotRenderError, Paper, PaperTable, render_json, render_paper, render_pdf, versions
from records.render.pdf import _one_at_a_time
from records.render.press import FONTS, press
from records.render.sheet import paper_html
from tests.records.render import samples

ROOT = Path(__file__).resolve().parents[3]
RENDER_ELSEWHERE = """
import hashlib, os
from tests.records.render import samples
from records.render import render_pdf
record = samples.many_scripts()
assert hash("a") != hash("b")
print(hashlib.sha256(render_pdf(record, samples.issued(record))).hexdigest(), os.environ.get("FONTCONFIG_FILE"))
"""


def drawn(record, edition=None):
    return render_pdf(record, edition or samples.issued(record))


def pages(pdf):
    """The text of each page, its spaces and line ends as single spaces."""
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


@pytest.fixture(scope="module")
def tenth():
    return drawn(samples.tenth_ahg_som())


@pytest.fixture(scope="module")
def opened(tenth):
    with pikepdf.open(io.BytesIO(tenth)) as pdf:
        yield pdf


def test_drawn_twice_it_is_the_same_file(tenth):
    assert drawn(samples.tenth_ahg_som()) == tenth


def test_another_process_zone_language_and_seed_draw_the_same_file(tmp_path):
    here = hashlib.sha256(drawn(samples.many_scripts())).hexdigest()
    worlds = [
        {"TZ": "Asia/Jakarta", "PYTHONHASHSEED": "1", "LC_ALL": "C", "HOME": str(tmp_path)},
        {"TZ": "America/Lima", "PYTHONHASHSEED": "77", "LC_ALL": "ar_SA.UTF-8", "FONTCONFIG_FILE": "/nowhere"},
    ]
    for world in worlds:
        command = [sys.executable, "-c", RENDER_ELSEWHERE]
        done = subprocess.run(command, cwd=ROOT, env=os.environ | world, capture_output=True, text=True, check=True)
        assert done.stdout.split() == [here, str(world.get("FONTCONFIG_FILE"))]


def test_paper_of_another_size_is_drawn_where_the_setting_says_so():
    ask = (
        "import io, pypdf; from tests.records.render import samples; from records.render import render_pdf, versions\n"
        "record = samples.tenth_ahg_som()\n"
        "pdf = pypdf.PdfReader(io.BytesIO(render_pdf(record, samples.issued(record))))\n"
        "print(versions()['paper'], *{round(float(side)) for page in pdf.pages for side in page.mediabox[2:]})"
    )
    world = os.environ | {"PAPER_SIZE": "letter"}
    done = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, env=world, capture_output=True, text=True)
    assert set(done.stdout.split()) == {"letter", "612", "792"}, done.stderr


def test_every_attachment_begins_a_page():
    record = samples.tenth_ahg_som()
    attached = [
        record.sections[-1].model_copy(
            update={"slug": f"a{letter}", "heading": f"{heading} {letter}. Terms", "passages": ()}
        )
        for letter, heading in (("A", "Attachment"), ("B", "Attachment"), ("3", "Annex"))
    ]
    found = pages(drawn(record.model_copy(update={"sections": (*record.sections, *attached)})))
    places = [next(at for at, page in enumerate(found) if f"{part.heading}" in page) for part in attached]
    assert places == [places[0], places[0] + 1, places[0] + 2]
    assert "Attachment A. Terms" not in found[0]


def test_threads_that_draw_at_once_draw_the_same_file(tenth):
    files = []
    threads = [threading.Thread(target=lambda: files.append(drawn(samples.tenth_ahg_som()))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert files == [tenth] * 6


def test_only_one_thread_draws(tenth):
    """Shared faces crash or draw wrong letters now and then: to fail each time, the test takes the turn itself."""
    files = []
    thread = threading.Thread(target=lambda: files.append(drawn(samples.tenth_ahg_som())))
    with _one_at_a_time:
        thread.start()
        thread.join(timeout=2)
        assert files == []
    thread.join()
    assert files == [tenth]


def test_every_word_of_the_record_is_in_the_text(tenth):
    record = samples.tenth_ahg_som()
    text = " ".join(pages(tenth))
    assert record.process.upper() in text
    assert "BANGKOK, 2 FEBRUARY 2016" in text
    assert record.title in text
    for section in record.sections:
        assert section.heading in text
    for passage in record.passages:
        assert f"{passage.number}. {passage.text}" in text
        for item in passage.items:
            assert f"{item.label} {item.text}" in text
    for attendee in record.attendance:
        assert attendee.name in text


def test_codes_stand_in_the_annex_only(tenth):
    *statement, annex = pages(tenth)
    assert "Prepared by the secretariat. The annex is no part of the statement." in annex
    assert "R1 6 It was recommended that" in annex
    assert not any(code in text for text in statement for code in ("R1", "R8", "Annex", "ANNEX"))


def test_every_page_says_what_it_is_and_where_it_ends(tenth):
    texts = pages(tenth)
    assert len(texts) == 3
    for number, text in enumerate(texts, start=1):
        assert f"AHG SOM 10 Compiled from public sources, not cleared Page {number} of 3" in text


def test_a_preview_says_so_on_every_page_and_has_no_check_code():
    record = samples.tenth_ahg_som(marking="Restricted to members")
    pdf = drawn(record, samples.preview(record))
    for text in pages(pdf):
        assert "Draft, not issued · Restricted to members · Compiled from public sources" in text
    assert "This sheet is a preview" in pages(pdf)[-1]
    assert "CHECK CODE" not in " ".join(pages(pdf))
    assert drawn(record, samples.preview(record)) == pdf


def test_the_last_page_tells_how_to_check(tenth):
    record = samples.tenth_ahg_som()
    code = digest(record_bytes(record))
    groups = " ".join(code[at : at + 4] for at in range(0, 64, 4))
    *others, last = pages(tenth)
    assert groups in last
    assert f"https://records.example.org/check/{code[:16]}/" in last
    assert not any(code[:4] in text for text in others)


def test_a_code_of_another_record_is_never_printed():
    with pytest.raises(ValueError, match="not that of its record"):
        drawn(samples.tenth_ahg_som(), samples.issued(samples.strategy()))


def test_the_record_is_inside(opened):
    record = samples.tenth_ahg_som()
    files = {name: held.get_file() for name, held in opened.attachments.items()}
    assert {
        name: (file.mime_type, str(held.AFRelationship))
        for (name, file), held in zip(files.items(), opened.Root.AF, strict=True)
    } == {
        "AHG-SOM-10.json": ("application/json", "/Source"),
        "AHG-SOM-10.xml": ("application/akn+xml", "/Alternative"),
    }
    assert files["AHG-SOM-10.json"].read_bytes() == record_bytes(record) == render_json(record)
    assert from_akoma_ntoso(files["AHG-SOM-10.xml"].read_bytes()) == record


def test_a_preview_holds_the_record_and_no_address():
    """Akoma Ntoso names the day of issue, which a preview has not."""
    with pikepdf.open(io.BytesIO(drawn(record := samples.tenth_ahg_som(), samples.preview(record)))) as pdf:
        assert list(pdf.attachments) == ["AHG-SOM-10.json"]


def test_the_file_says_what_it_is(opened):
    title = (
        "Outcome statement of the Tenth Meeting, Tenth Meeting of the Ad Hoc Group Senior Officials, "
        "Bangkok, 2 February 2016"
    )
    assert str(opened.docinfo.Title) == title
    assert str(opened.docinfo.Author) == samples.PROCESS
    assert str(opened.docinfo.CreationDate) == str(opened.docinfo.ModDate) == "D:20261123000000Z"
    assert str(opened.Root.Lang) == "en"
    assert bool(opened.Root.ViewerPreferences.DisplayDocTitle) is True
    assert str(opened.trailer.ID[0]) == digest(record_bytes(samples.tenth_ahg_som()))[:32]
    with opened.open_metadata() as metadata:
        marks = [
            metadata["pdfaid:part"],
            metadata["pdfaid:conformance"],
            metadata["{http://www.aiim.org/pdfua/ns/id/}part"],
        ]
        core = {name: metadata[f"dc:{name}"] for name in ("language", "publisher", "date", "identifier", "creator")}
    assert marks == ["3", "A", "1"]
    assert core == {
        "language": {"en"},
        "publisher": {samples.PROCESS},
        "date": ["2026-11-23T00:00:00Z"],
        "identifier": samples.issued(samples.tenth_ahg_som()).check_url,
        "creator": [samples.PROCESS],
    }
    assert [float(side) for side in opened.pages[0].MediaBox] == pytest.approx([0, 0, 595.28, 841.89], abs=0.01)


def test_bookmarks_follow_the_headings(opened):
    with opened.open_outline() as outline:
        [title] = outline.root
        assert title.title == "Tenth Meeting of the Ad Hoc Group Senior Officials"
        assert [entry.title for entry in title.children] == [
            *(section.heading for section in samples.tenth_ahg_som().sections),
            "Annex: Recommendations and to whom they are put",
            "Check code",
        ]


def test_links_are_announced_by_where_they_go(opened):
    links = [link for page in opened.pages for link in page.get("/Annots", [])]
    inside = [str(link.Contents) for link in links if "/Dest" in link]
    assert inside == [f"Paragraph {number}" for number in range(6, 14)]


def test_names_in_every_script_are_drawn_with_our_faces_and_read_as_written():
    record = samples.many_scripts()
    with pikepdf.open(io.BytesIO(drawn(record))) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        names = {str(font.BaseFont).split("+")[1].rstrip(",") for font in fonts}
        carried = [
            str(operands[1].ActualText)
            for page in pdf.pages
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "BDC" and "/ActualText" in operands[1]
        ]
    bundled = {file.stem.removesuffix("-Regular") for file in FONTS.glob("*.ttf")}
    assert {name.replace("-Semi-Bold", "-SemiBold").replace("-", "") for name in names} == {
        face.replace("-", "") for face in bundled
    }
    for script in ("Thai", "Lao", "Khmer", "Burmese", "Devanagari", "Bengali", "Sinhala", "Tamil"):
        name = next(attendee.name for attendee in record.attendance if attendee.name.startswith(script))
        assert name.split()[1] in " ".join(carried)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"marking": "機密"}, "'密' (U+5BC6) in the masthead, '機' (U+6A5F) in the masthead"),
        ({"attendance_remark": "A \N{SQUARE CORPORATION}."}, "'㍿' (U+337F) in the remarks on attendance"),
        ({"title": "Talks 🙂"}, "'🙂' (U+1F642) in the title"),
        ({"attendance": (samples.attendee("中国"),)}, "'中' (U+4E2D) in the list of delegations (中国)"),
    ],
)
def test_a_letter_without_a_face_is_named_and_nothing_is_drawn(changes, named):
    with pytest.raises(CannotRenderError) as refused:
        drawn(samples.tenth_ahg_som(**changes))
    assert named in str(refused.value)
    assert str(refused.value).startswith("The sheet cannot be printed: no bundled face draws ")


def test_a_letter_without_a_face_is_found_in_its_paragraph():
    record = samples.strategy()
    purpose, areas = record.sections
    item = areas.passages[0].items[0]
    deep = item.items[1].model_copy(update={"text": "kept 秘密;"})
    item = item.model_copy(update={"items": (item.items[0], deep)})
    passage = areas.passages[0].model_copy(update={"items": (item,)})
    broken = record.model_copy(update={"sections": (purpose, areas.model_copy(update={"passages": (passage,)}))})
    with pytest.raises(CannotRenderError, match=r"'密' \(U\+5BC6\) in paragraph 3 \(a\) \(ii\)"):
        drawn(broken)


def test_only_so_many_letters_are_named():
    with pytest.raises(CannotRenderError, match=r"in the title, and 3 more\. Write"):
        drawn(samples.tenth_ahg_som(title="一二三四五六七八"))


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="file:///etc/hostname">',
        '<img src="http://127.0.0.1:9/picture.png">',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
        '<link rel="attachment" href="file:///etc/hostname">',
        '<link rel="stylesheet" href="http://127.0.0.1:9/style.css">',
        "<style>@import url(ftp://127.0.0.1/style.css)</style>",
        '<a rel="attachment" href="file:///etc/hostname">here</a>',
    ],
)
def test_the_press_fetches_nothing(markup):
    html = f'<html lang="en"><title>x</title>{markup}'
    with pytest.raises(FatalURLFetchingError):
        weasyprint.HTML(string=html, url_fetcher=press().fetcher).write_pdf(font_config=press().faces)


def test_addresses_in_a_record_are_words():
    record = samples.tenth_ahg_som(
        attendance_remark='<img src="file:///etc/hostname"> @import url(http://127.0.0.1:9/)'
    )
    assert '<img src="file:///etc/hostname"> @import url(http://127.0.0.1:9/)' in pages(drawn(record))[0]


def test_five_hundred_paragraphs_keep_their_numbers():
    record = samples.long_record(500)
    text = " ".join(pages(drawn(record)))
    for passage in record.passages:
        assert f"{passage.number}. {passage.text[:30]}" in text


def test_long_words_and_titles_stay_on_the_sheet():
    record = samples.tenth_ahg_som(title="Extraordinary " * 20 + "Meeting", marking="Restricted " * 12)
    with_words = record.model_copy(update={"attendance_remark": "https://records.example.org/" + "a" * 300})
    lines = [
        line
        for page in pypdf.PdfReader(io.BytesIO(drawn(with_words))).pages
        for line in page.extract_text().splitlines()
    ]
    assert "a" * 300 in "".join(lines)
    assert max(map(len, lines)) < 130


def test_what_decides_the_bytes_is_recorded():
    assert set(versions()) == {
        "weasyprint",
        "pydyf",
        "pango",
        "harfbuzz",
        "faces",
        "font_pack",
        "lxml",
        "sheet",
        "paper",
    }
    assert versions()["weasyprint"] == weasyprint.__version__ == "70.0"
    assert all(versions().values())


def test_the_press_leaves_the_environment_as_it_was(tenth):
    assert not str(os.environ.get("FONTCONFIG_FILE", "")).startswith(str(FONTS))


def test_two_pages_are_quick_once_warm():
    record = samples.tenth_ahg_som(sections=samples.tenth_sections()[:5], links=(), abbreviations=(), sources=())
    assert len(pages(drawn(record))) == 2
    seconds = []
    for _ in range(3):  # the quickest: what else the machine does is not this drawing
        started = time.process_time()
        drawn(record)
        seconds.append(time.process_time() - started)
    assert min(seconds) < 1


def test_a_table_of_a_paper_has_wide_columns_for_words_and_a_line_for_each_line():
    table = PaperTable(
        "Who came", ("Code", "Words", "State"), [("R1", "A. Silva, Secretary\nB. Perera, Director", "Open")],
        layout="register",
    )  # fmt: skip
    paper = Paper("Bali Process", "List", "A meeting", "2026-11-24", "", [], [table])
    said = pypdf.PdfReader(io.BytesIO(render_paper(paper))).pages[0].extract_text().splitlines()

    assert 'class="recommendations register"' in paper_html(paper)
    assert [line for line in said if "Silva" in line] != [line for line in said if "Perera" in line]
