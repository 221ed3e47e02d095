"""Every kind of sheet is PDF/A-3a and PDF/UA-1 at once."""

import pytest
import weasyprint

from bench import judging
from records.render import render_changes, render_pdf
from tests.records.render import samples

pytestmark = pytest.mark.skipif(bool(judging.missing()), reason=judging.missing())

SHEETS = {
    "tenth": samples.tenth_ahg_som,
    "strategy": samples.strategy,
    "bare": samples.bare_meeting,
    "figures": samples.figures_only,
    "scripts": samples.many_scripts,
    "long": lambda: samples.long_record(60),
}


def test_every_sheet_conforms(tmp_path):
    files = [tmp_path / f"{name}.pdf" for name in SHEETS]
    for file, make in zip(files, SHEETS.values(), strict=True):
        record = make()
        file.write_bytes(render_pdf(record, samples.issued(record)))
    draft = tmp_path / "preview.pdf"
    record = samples.tenth_ahg_som(marking="Restricted to members")
    draft.write_bytes(render_pdf(record, samples.preview(record)))
    marked = tmp_path / "marked.pdf"
    old, words = samples.strategy(), {"text": "This strategy tells how members work together."}
    first = old.sections[0].model_copy(update={"passages": (old.sections[0].passages[0].model_copy(update=words),)})
    new = old.model_copy(update={"sections": (first, *old.sections[2:])})
    marked.write_bytes(render_changes(old, samples.preview(old), new, samples.preview(new)))
    all_files = [*files, draft, marked]
    assert judging.judge(*all_files) == {str(file): [] for file in all_files}


def test_the_judge_finds_fault(tmp_path):
    plain = tmp_path / "plain.pdf"
    weasyprint.HTML(string="<p>Neither tagged nor titled").write_pdf(plain)
    complaints = judging.judge(plain)[str(plain)]
    assert {"3a", "ua1"} <= set(complaints)
    assert any("StructTreeRoot" in complaint for complaint in complaints)
