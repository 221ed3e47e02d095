"""What another process chooses for its sheets by settings."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest

from records.render import render_pdf
from tests.records.render import samples

ROOT = Path(__file__).resolve().parents[3]


def test_the_setting_of_the_language_is_what_the_file_and_its_metadata_say():
    record = samples.tenth_ahg_som().model_copy(update={"language": "fr", "marking": "Diffusion restreinte"})
    file = pypdf.PdfReader(io.BytesIO(render_pdf(record, samples.issued(record))))

    assert file.trailer["/Root"]["/Lang"] == "fr"
    metadata = file.trailer["/Root"]["/Metadata"].get_data()
    assert b"<dc:language><rdf:Bag><rdf:li>fr</rdf:li></rdf:Bag></dc:language>" in metadata
    assert b'<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">Diffusion restreinte</rdf:li>' in metadata
    assert all("Diffusion restreinte" in page.extract_text() for page in file.pages)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PAPER_SIZE", "A5", "sheets are drawn on A4 or letter"),
        ("RECORD_LANGUAGE", "French", "Give a tag such as en, fr or zh-Hant"),
        ("RECORD_MARKING", "x" * 81, "longer than 80 letters"),
    ],
)
def test_a_setting_that_no_sheet_could_follow_stops_the_start(name, value, sentence):
    world = os.environ | {name: value, "DJANGO_SETTINGS_MODULE": "bali_process.settings"}
    ask = [sys.executable, "-c", "from django.conf import settings; settings.DEBUG"]
    done = subprocess.run(ask, cwd=ROOT, env=world, capture_output=True, text=True)
    assert done.returncode == 1
    assert sentence in done.stderr
