"""What the press leaves out, shares and lets go, so that a long sheet takes less than a process may hold."""

import weasyprint
from weasyprint.css import StyleFor

from records.render.pdf import press  # with what it puts in the place of parts of WeasyPrint
from records.render.sheet import html, sheet
from tests.records.render import samples


def test_no_element_has_styles_of_markers_and_footnotes(monkeypatch):
    """Six of seven styles were: time and memory for what no sheet shows."""
    made = set()
    whole = StyleFor.set_computed_styles

    def noted(*given, **named):
        made.add(named.get("pseudo_type"))
        return whole(*given, **named)

    monkeypatch.setattr(StyleFor, "set_computed_styles", noted)
    page = "<ol><li>one</ol>"
    weasyprint.HTML(string=page, url_fetcher=press().fetcher).render(font_config=press().faces)
    assert made >= {None, "marker", "footnote-call"}
    made.clear()
    press().laid_out(page)
    assert {kind for kind in made if not str(kind).startswith("@")} == {None}


def test_paragraphs_share_their_styles(monkeypatch):
    """Each with its sub-paragraphs has one of its own, where its anchor stands: a style takes 2 kB and its time."""
    made = []
    whole = StyleFor.set_computed_styles
    monkeypatch.setattr(StyleFor, "set_computed_styles", lambda *a, **k: (made.append(a), whole(*a, **k)))
    counts = []
    for size in (10, 30):
        record = samples.long_record(size)
        made.clear()
        press().laid_out(html(sheet(record, samples.issued(record))))
        counts.append(len(made) - sum(1 + len(passage.items) for passage in record.passages))
    assert counts[1] - counts[0] < 5


def test_lines_and_words_are_let_go_once_they_are_drawn():
    document = press().laid_out("<html lang=en><p>Members agreed.", "pdf/a-3a")
    boxes = [box for page in document.pages for box in page._page_box.descendants()]
    inner = [box for box in boxes if type(box).__name__ in ("TextBox", "LineBox")]
    assert min(len(vars(box)) for box in inner) > 20
    document.write_pdf(pdf_variant="pdf/a-3a")
    assert {type(box).__name__: len(vars(box)) for box in inner} == {"TextBox": 0, "LineBox": 4}
