"""Whoever holds a sheet or a file learns whether it is ours and in force."""

import io
import json
import re
import zlib
from pathlib import Path

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from library import identifying
from records import custody
from records.canonical import digest
from records.models import Enclosure, File, Rendition
from records.proof import checkpoints, verify
from strategy.models import Draft
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return factories.issue(factories.meeting())


def content(edition, form):
    return bytes(Rendition.objects.get(edition=edition, format=form).content)


def sent(client, name, body):
    return client.post("/check/", {"file": SimpleUploadedFile(name, body)})


def answer(response):
    known = response.context.get("known")
    return (known.edition, known.is_whole, response.context["latest"]) if known else None


@pytest.mark.parametrize("letters", [16, 20, 64])
def test_a_check_code_typed_as_it_is_printed(client, edition, letters):
    typed = " ".join(edition.digest[at : at + 4] for at in range(0, letters, 4)).upper()
    response = client.get("/check/", {"code": f" {typed} "}, follow=True)

    assert response.redirect_chain == [(f"/check/{edition.digest[:letters]}/", 302)]
    assert answer(response) == (edition, True, edition)
    assert "Ours, and in force." in response.content.decode()


@pytest.mark.parametrize(
    "around",
    [
        "check code {code}",
        "Bali Process. Tenth Meeting, Bangkok. AHG SOM 10, issued 2 May 2016. https://x.org/a/0/ (check code {code})",
        "https://records.example.org/check/{plain}/",
        "/check/{plain}",
        "Code: {dashed}.",
        "“{code}”",
    ],
)
def test_a_check_code_pasted_with_what_stands_around_it(client, edition, around):
    groups = [edition.digest[at : at + 4] for at in range(0, 16, 4)]
    typed = around.format(code=" ".join(groups), plain="".join(groups), dashed="–".join(groups))

    assert client.get("/check/", {"code": typed}).headers["Location"] == f"/check/{edition.digest[:16]}/"


def test_a_code_is_read_fast_from_a_long_text():
    assert identifying.cleaned("a   " * 15 + "z " + "ab -" * 20_000 + "z") is not None
    assert identifying.cleaned("a    " * 100_000) is None


@pytest.mark.parametrize("typed", ["abc", "g" * 16, "a" * 65, "a" * 15, "\x00" * 16, "é" * 20])
def test_what_is_no_check_code_is_refused_in_words(client, edition, typed):
    response = client.get("/check/", {"code": typed})

    assert response.status_code == 400
    assert "This is not a check code." in response.content.decode()


def test_an_unknown_code(client, edition):
    response = client.get(f"/check/{'0' * 16}/")

    assert (response.status_code, answer(response)) == (404, None)


@pytest.mark.parametrize("form", ["pdf", "json"])
def test_the_issued_file(client, edition, form):
    assert answer(sent(client, f"x.{form}", content(edition, form))) == (edition, True, edition)


def test_a_file_that_went_out_with_a_record(client, edition):
    file = File.objects.create(sha256=digest(b"%PDF-1.4 a map"), content=b"%PDF-1.4 a map")
    Enclosure.objects.create(edition=edition, file=file, file_name="Map.pdf", media_type="application/pdf")
    response = sent(client, "x.pdf", b"%PDF-1.4 a map")

    assert answer(response) == (edition, True, edition)
    assert "Ours: it went out with the record below." in response.content.decode()
    assert "byte for byte “Map.pdf”" in response.content.decode()


def test_an_enclosed_file_of_a_record_for_members_is_unknown_to_the_public(client):
    edition = factories.issue(factories.meeting(), audience="members")
    file = File.objects.create(sha256=digest(b"a map"), content=b"a map")
    Enclosure.objects.create(edition=edition, file=file, file_name="Map.pdf", media_type="application/pdf")

    assert "Unknown." in sent(client, "x.pdf", b"a map").content.decode()


def test_a_file_of_an_edition_no_longer_in_force(client, edition):
    pdf = content(edition, "pdf")
    later = factories.correct(edition.subject.meeting, gist="Corrected.")
    response = sent(client, "old.pdf", pdf)

    assert answer(response) == (edition, True, later)
    assert "Ours, but a later revision is in force." in response.content.decode()


def test_a_pdf_saved_again_is_known_by_the_record_inside(client, edition):
    with pikepdf.open(io.BytesIO(content(edition, "pdf"))) as pdf:
        again = io.BytesIO()
        pdf.save(again, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    response = sent(client, "again.pdf", again.getvalue())

    assert answer(response) == (edition, False, edition)
    assert "the file around it is not as we issued it" in response.content.decode()


def test_a_record_written_out_in_another_order_is_known(client, edition):
    record = json.loads(content(edition, "json"))
    other = json.dumps(dict(reversed(record.items())), indent=2).encode()

    assert answer(sent(client, "record.json", other)) == (edition, False, edition)


@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.7 stream\nno zip endstream",
        b"%PDF-" + b"stream\n" * 10_000,
        b"[" * 100_000,
        b'{"a": 1e400}',
        b'{"a": 99999999999999999999}',
        b'{"a": "\\ud800"}',
        b"\x00\xff" * 50,
        b"{}",
    ],
)
def test_what_is_none_of_ours_is_unknown_and_breaks_nothing(client, edition, body):
    response = sent(client, "x", body)

    assert (response.status_code, answer(response)) == (200, None)
    assert "Unknown." in response.content.decode()


def test_no_file_and_too_large_a_file_are_refused_in_words(client, edition, monkeypatch):
    assert "No file was chosen." in client.post("/check/").content.decode()
    monkeypatch.setattr(identifying, "LARGEST", 10)
    assert "larger than 20 MB" in sent(client, "x.pdf", b"x" * 11).content.decode()


def test_an_empty_file_is_said_to_be_empty(client, edition):
    response = sent(client, "x.pdf", b"")

    assert response.status_code == 400
    assert "“x.pdf” is empty: it has no bytes." in response.content.decode()
    assert "Unknown." not in response.content.decode()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("record.docx", "This file is neither: Word, XML and other forms are made anew"),
        ("record.xml", "This file is neither: Word, XML and other forms are made anew"),
        ("participants.pdf", "changes marked and a proof are made from a record"),
    ],
)
def test_what_is_made_from_a_record_is_told_from_what_was_issued(client, name, said):
    factories.issue(factories.meeting(present=["Fiji"]))
    made = client.get(f"/meetings/ahg-som/10/{name}")
    assert made.status_code == 200
    response = sent(client, name, made.content)

    assert said in response.content.decode()
    assert "or type its check code" in response.content.decode()


def test_a_small_file_that_unpacks_to_much_stops_early(monkeypatch):
    packed = zlib.compress(b"\x00" * 1_000_000)
    monkeypatch.setattr(identifying, "LARGEST", 1000)

    assert len(identifying._unpacked(packed, 1000)) == 1000
    assert list(identifying._attached((b"%PDF-stream\n" + packed + b"endstream") * 3)) == []


def test_what_the_asker_may_not_read_is_unknown(client):
    secret = factories.issue(factories.meeting(11), audience="members")

    assert answer(client.get(f"/check/{secret.digest}/")) is None
    assert answer(sent(client, "x.pdf", content(secret, "pdf"))) is None
    client.force_login(factories.delegate("sri-lanka", iso="LK"))
    assert answer(sent(client, "x.pdf", content(secret, "pdf"))) == (secret, True, secret)


def test_a_later_edition_for_members_is_not_told_to_the_public(client, edition):
    meeting = edition.subject.meeting
    factories.correct(meeting, gist="For members.", audience="members")

    assert answer(client.get(f"/check/{edition.digest}/")) == (edition, True, edition)


def test_a_later_revision_that_was_withdrawn_puts_nothing_in_force(client, edition):
    later = factories.correct(edition.subject.meeting, gist="Wrong.")
    custody.withdraw(later, by=later.approved_by, reason="Wrong meeting.")
    for said in (
        client.get(f"/check/{edition.digest}/").content.decode(),
        client.get("/meetings/ahg-som/10/revisions/0/").content.decode(),
    ):
        assert "was withdrawn on" in said
        assert "does not come back into force by itself" in said
        assert "Read what is in force" not in said
        assert "The record in force" not in said
    assert (
        'class="big"><a href="/meetings/ahg-som/10/revisions/0/"'
        in client.get(f"/check/{edition.digest}/").content.decode()
    )


def test_the_page_of_what_was_withdrawn_leads_on(client, edition):
    later = factories.correct(edition.subject.meeting, gist="Wrong.")
    custody.withdraw(later, by=later.approved_by, reason="Wrong meeting.")
    said = client.get("/meetings/ahg-som/10/").content.decode()

    assert '<li><a href="/meetings/ahg-som/10/revisions/0/">' in said
    assert "No earlier revision comes back into force by itself." in said
    assert '<a href="/meetings/">All meetings</a>' in said


@pytest.fixture
def strategy():
    """Draft 1, endorsed at AHG SOM 8; draft 2, which came later and is not."""
    meeting = factories.meeting(8)
    first = factories.issue(factories.draft(1, endorsed_at=meeting))
    return first, factories.issue(factories.draft(2, text="# Purpose\n\nOther words."))


def told(client, edition):
    return " ".join(re.sub(r"<[^>]+>", "", client.get(f"/check/{edition.digest}/").content.decode()).split())


def test_a_draft_handed_in_later_takes_the_place_of_none_that_was_endorsed(client, strategy):
    first, second = strategy

    said = told(client, first)
    assert "Ours: draft 1, endorsed at AHG SOM 8. Draft 2 was submitted later and is not endorsed." in said
    assert "has taken its place" not in said
    said = told(client, second)
    assert "Ours: the latest draft, not endorsed. Draft 1 was endorsed at AHG SOM 8." in said
    assert "Ours, and in force" not in said


def test_the_pages_of_drafts_tell_which_was_endorsed(client, strategy):
    first = client.get("/strategy/strategy-for-cooperation/drafts/1/").content.decode()
    second = client.get("/strategy/strategy-for-cooperation/").content.decode()

    assert "Draft 1 was endorsed at AHG SOM 8.</strong>" in first
    assert '<a href="/strategy/strategy-for-cooperation/">Draft 2 was submitted later and is not endorsed.</a>' in first
    assert "This is the latest draft. It is not endorsed.</strong>" in second
    assert '<a href="/strategy/strategy-for-cooperation/drafts/1/">Draft 1 was endorsed at AHG SOM 8.</a>' in second
    for page in (first, second):
        assert "in force" not in page.split("<footer")[0]
        assert ("<span>endorsed</span>" in page, "<span>latest draft</span>" in page) == (True, True)


def test_drafts_endorsed_or_withdrawn_later(client, strategy):
    first, second = strategy
    third = factories.issue(factories.draft(3, text="# Purpose\n\nThird words.", endorsed_at=factories.meeting(9)))

    assert "Ours: draft 1, endorsed at AHG SOM 8. Draft 3 was endorsed after it, at AHG SOM 9." in told(client, first)
    assert "Ours: draft 2, not endorsed. Draft 3 was endorsed at AHG SOM 9." in told(client, second)
    assert "Ours: draft 3, endorsed at AHG SOM 9." in told(client, third)
    custody.withdraw(third, by=third.approved_by, reason="Wrong words.")
    said = told(client, first)
    assert "Draft 3, endorsed after it at AHG SOM 9, was withdrawn on" in said
    assert "This one does not come back into force by itself." in said


def test_a_later_draft_that_was_withdrawn_leaves_the_endorsed_one(client, strategy):
    first, second = strategy
    custody.withdraw(second, by=second.approved_by, reason="Wrong words.")
    said = told(client, first)

    assert "Ours: draft 1, endorsed at AHG SOM 8. Draft 2 was submitted later and was withdrawn on" in said
    assert "come back" not in said


def test_a_draft_issued_again_once_it_was_endorsed(client):
    before = factories.issue(factories.draft(1))
    after = factories.correct(Draft.objects.get(), endorsed_at=factories.meeting(8))

    assert "Ours: draft 1, not endorsed. It was endorsed afterwards, at AHG SOM 8." in told(client, before)
    assert "Ours: draft 1, endorsed at AHG SOM 8." in told(client, after)


def test_what_proves_a_file_without_us_is_handed_out(client, edition, settings, tmp_path):
    settings.CHECKPOINT_KEY_FILE = tmp_path / "checkpoint-key.pem"
    assert client.get("/check/key.txt").status_code == 404
    assert "/check/key.txt" not in client.get("/check/").content.decode()
    assert not settings.CHECKPOINT_KEY_FILE.exists()
    checkpoints.make()

    proof = json.loads(client.get("/meetings/ahg-som/10/statement.pdf.proof.json").content)
    _, used = verify.check_file(content(edition, "pdf"), proof)
    used.check_signature(client.get("/check/key.txt").content.decode())
    assert client.get("/check/verify.py").content == Path(verify.__file__).read_bytes()
    page = client.get("/check/?again").content.decode()
    assert 'href="/check/verify.py"' in page
    assert 'href="/check/key.txt"' in page
