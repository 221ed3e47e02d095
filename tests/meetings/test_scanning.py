"""Files are looked at before they are kept, by a program or a function; without an answer nothing is kept."""

import shlex
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from desk.forms.summary import SummaryForm
from meetings import scanning
from meetings.files import CannotKeepFileError

PROGRAM = "import sys; content = sys.stdin.buffer.read(); sys.exit({})"


def program(status):
    return shlex.join([sys.executable, "-c", PROGRAM.format(status)])


def finds_eicar(content):
    return "Eicar" if b"EICAR" in content else None


@pytest.mark.parametrize("told", [program("b'EICAR' in content"), "tests.meetings.test_scanning.finds_eicar"])
def test_what_the_scanner_refuses_is_refused_in_words(settings, told):
    settings.SCAN_UPLOADS = told
    scanning.scan(b"Members agreed.")
    with pytest.raises(CannotKeepFileError, match="found something in it"):
        scanning.scan(b"EICAR")


@pytest.mark.parametrize("told", [program("2"), "/nowhere/scanner -", "tests.meetings.nothing.there"])
def test_without_an_answer_nothing_is_kept(settings, told):
    settings.SCAN_UPLOADS = told
    with pytest.raises(CannotKeepFileError, match="does not answer"):
        scanning.scan(b"Members agreed.")


def test_nobody_looks_where_nothing_is_set():
    scanning.scan(b"EICAR")


def test_the_form_says_so_and_the_file_can_be_read_afterwards(settings):
    settings.SCAN_UPLOADS = "tests.meetings.test_scanning.finds_eicar"
    data = {"provenance": "public_sources"}
    form = SummaryForm(data, {"file": SimpleUploadedFile("summary.txt", b"EICAR")})
    assert "the scanner for malware found something" in str(form.errors["file"])

    file = SimpleUploadedFile("summary.txt", b"Members agreed.")
    form = SummaryForm(data, {"file": file})
    assert "file" not in form.errors
    assert file.read() == b"Members agreed."
