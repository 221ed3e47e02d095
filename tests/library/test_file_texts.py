"""The text of PDFs that went out with a record: found by its words, where the record may be read, and nowhere else."""

import hashlib

import pytest
from django.core.cache import caches

from core import jobs
from core.history import acting
from core.models import Job
from meetings.models import Material
from records import custody, file_texts, services
from records.models import Edition, FilePage, SearchEntry
from records.render.press import weasyprint
from records.search import pdf_text
from tests import factories
from tests.library.test_search import said

pytestmark = pytest.mark.django_db
PAGES = ["Communiqué of the Ministers. Zanzibar is far away.", "Members share biometrics in Türkiye &amp; Colombo."]


@pytest.fixture(scope="session")
def pdf():
    pages = "<p style='page-break-before: always'>".join(PAGES)
    return weasyprint.HTML(string=f"<html><body><p>{pages}").write_pdf()


@pytest.fixture
def meeting(pdf):
    return with_file(factories.meeting(10), pdf)


def with_file(meeting, content):
    with acting(None, "for a test"):
        Material.objects.create(
            meeting=meeting, title="Communiqué", file_name="communique.pdf", media_type="application/pdf",
            size=len(content), sha256=hashlib.sha256(content).hexdigest(), content=content, audience="public",
            goes_out=True,
        )  # fmt: skip
    return meeting


def issued(meeting, **changes):
    edition = factories.issue(meeting, **changes)
    for job in Job.objects.filter(task="records.read_files").order_by("asked_at"):
        jobs.run(job.pk)
    return edition


def found(client, q):
    caches["pages"].clear()
    hits = client.get("/search/", {"q": q}).context.get("hits") or []
    return [(said(hit.heading), hit.address, hit.part) for hit in hits]


def test_a_page_is_found_by_its_words_and_shown_in_its_paragraph(client, meeting):
    edition = issued(meeting)
    file = edition.enclosures.get().file_id
    second = f"/meetings/ahg-som/10/files/{file}/#page=2"

    assert found(client, "turkiye biometrics") == [("Communiqué, page 2", second, "PDF issued with AHG SOM 10")]
    assert [heading for heading, _, _ in found(client, "communique")] == ["Communiqué, page 1"]
    page = client.get("/search/?q=biometr").text
    assert "Members share <mark>biometrics</mark> in Türkiye &amp; Colombo." in page
    assert client.get(second).status_code == 200


def test_the_feed_of_a_search_has_it_too(client, meeting):
    file = issued(meeting).enclosures.get().file_id

    assert f"/files/{file}/#page=2" in client.get("/search/feed.atom?q=biometrics").text


def test_who_may_not_read_the_record_does_not_find_its_files(client, pdf):
    meeting = factories.meeting(11)
    with_file(meeting, pdf)
    with acting(None, "for a test"):
        row = Material.objects.get()
        row.audience = "members"
        row.save()
    issued(meeting, audience="members")

    assert FilePage.objects.count() == 2
    assert found(client, "biometrics") == []
    client.force_login(factories.delegate("sri-lanka", iso="LK"))
    assert [heading for heading, _, _ in found(client, "biometrics")] == ["Communiqué, page 2"]


def test_a_page_already_kept_by_readers_changes_when_the_words_are_known(client, meeting):
    factories.issue(meeting)
    before = client.get("/search/?q=biometrics")
    jobs.run(Job.objects.get(task="records.read_files").pk)

    assert "Nothing matches" in before.text
    assert "Communiqué, page 2" in client.get("/search/?q=biometrics").text


def test_what_is_withdrawn_is_found_no_longer_even_where_it_is_read_late(client, meeting):
    edition = factories.issue(meeting)
    custody.withdraw(edition, by=factories.user("takes.back@example.org", "approver"), reason="By mistake.")
    jobs.run(Job.objects.get(task="records.read_files").pk)

    assert not SearchEntry.objects.exists()
    assert found(client, "biometrics") == []


def test_a_rebuilt_library_finds_the_same(client, meeting):
    issued(meeting)
    before = found(client, "biometrics")
    services.rebuild_library()
    assert found(client, "biometrics") == before

    FilePage.objects.all().delete()
    services.rebuild_library()
    assert found(client, "biometrics") == before
    assert file_texts.read(Edition.objects.get()) == 0


@pytest.mark.parametrize("content", [b"%PDF-1.4\nbroken", b"%PDF-1.7\n" + b"\x00\xff" * 500])
def test_a_file_that_cannot_be_read_is_found_by_its_title(client, content):
    issued(with_file(factories.meeting(10), content))

    assert [heading for heading, _, _ in found(client, "communique")] == ["Communiqué, page 1"]


def test_a_file_that_takes_too_long_is_given_up(monkeypatch, pdf):
    monkeypatch.setattr(pdf_text, "SECONDS", 0.001)
    with pytest.raises(pdf_text.CannotReadTextError, match="longer than"):
        pdf_text.pages(pdf)
