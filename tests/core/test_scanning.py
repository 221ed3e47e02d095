"""Files are looked at before they are kept, by a program or a function; without an answer nothing is kept."""

import importlib
import shlex
import sys

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from core import scanning
from desk.forms.summary import SummaryForm
from members.exchanging import CleanForm
from records.models import Book
from tests import factories
from tests.test_architecture import ROOT

PROGRAM = "import sys; content = sys.stdin.buffer.read(); sys.exit({})"


def program(status):
    return shlex.join([sys.executable, "-c", PROGRAM.format(status)])


def finds_eicar(content):
    return "Eicar" if b"EICAR" in content else None


@pytest.mark.parametrize("told", [program("b'EICAR' in content"), "tests.core.test_scanning.finds_eicar"])
def test_what_the_scanner_refuses_is_refused_in_words(settings, told):
    settings.SCAN_UPLOADS = told
    scanning.scan(b"Members agreed.")
    with pytest.raises(scanning.UncleanFileError, match="found something in it"):
        scanning.scan(b"EICAR")


@pytest.mark.parametrize("told", [program("2"), "/nowhere/scanner -", "tests.core.nothing.there"])
def test_without_an_answer_nothing_is_kept(settings, told):
    settings.SCAN_UPLOADS = told
    with pytest.raises(scanning.UncleanFileError, match="does not answer"):
        scanning.scan(b"Members agreed.")


def test_nobody_looks_where_nothing_is_set():
    scanning.scan(b"EICAR")


def test_the_form_says_so_and_the_file_can_be_read_afterwards(settings):
    settings.SCAN_UPLOADS = "tests.core.test_scanning.finds_eicar"
    data = {"provenance": "public_sources"}
    form = SummaryForm(data, {"file": SimpleUploadedFile("summary.txt", b"EICAR")})
    assert "the scanner for malware found something" in str(form.errors["file"])

    file = SimpleUploadedFile("summary.txt", b"Members agreed.")
    form = SummaryForm(data, {"file": file})
    assert "file" not in form.errors
    assert file.read() == b"Members agreed."


def forms_of_ours():
    """Every form class of the application, of whatever module."""
    for app in ("desk", "library", "members", "records", "meetings"):
        for path in (ROOT / app).rglob("*.py"):
            if "FileField" in path.read_text("utf-8"):
                yield importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))


def test_every_field_that_takes_a_file_asks_the_scanner():
    fields = {}
    for module in forms_of_ours():
        for form in vars(module).values():
            if isinstance(form, type) and issubclass(form, forms.BaseForm):
                for name, field in getattr(form, "base_fields", {}).items():
                    if isinstance(field, forms.FileField):
                        fields[f"{module.__name__}.{form.__name__}.{name}"] = (
                            scanning.clean_of_malware in field.validators
                        )
    assert len(fields) >= 8
    assert [name for name, asks in fields.items() if not asks] == []


def test_a_table_for_the_administration_is_looked_at(settings):
    settings.SCAN_UPLOADS = "tests.core.test_scanning.finds_eicar"
    kinds = [type("Kind", (), {"get_title": lambda self: "csv"})]
    resource = type("Resource", (), {"get_display_name": classmethod(lambda cls: "Areas")})
    form = CleanForm(
        kinds, [resource], data={"format": "0"}, files={"import_file": SimpleUploadedFile("a.csv", b"EICAR")}
    )
    assert "found something in it" in str(form.errors["import_file"])


@pytest.mark.django_db
def test_of_several_files_for_a_book_each_is_looked_at(settings, client):
    settings.SCAN_UPLOADS = "tests.core.test_scanning.finds_eicar"
    client.force_login(factories.user("ana@example.org", "secretariat"))
    client.post("/prepare/records/books/", {"title": "Book", "occasion": "A meeting"})
    book = Book.objects.get()
    files = [SimpleUploadedFile("a.pdf", b"EICAR"), SimpleUploadedFile("b.pdf", b"%PDF-1.4")]
    refused = client.post(f"/prepare/records/books/{book.pk}/add/", {"file": files})
    assert (refused.status_code, "found something in it" in refused.text) == (409, True)
    assert not book.parts.exists()
