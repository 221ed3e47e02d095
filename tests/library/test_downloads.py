"""What is handed out is what was issued, byte for byte."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.sending import PIECE
from records import custody
from records.canonical import digest
from records.models import Enclosure, File, Rendition
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return factories.issue(factories.meeting(outcomes=["Members agreed the agenda."]))


@pytest.mark.parametrize(
    ("name", "form", "media_type"),
    [("statement.pdf", "pdf", "application/pdf"), ("record.json", "json", "application/json")],
)
def test_bytes_name_length_and_etag(client, edition, name, form, media_type):
    kept = Rendition.objects.get(edition=edition, format=form)
    response = client.get(f"/meetings/ahg-som/10/{name}")

    assert response.content == bytes(kept.content)
    assert digest(response.content) == kept.sha256
    assert response["Content-Type"] == media_type
    assert response["Content-Length"] == str(kept.size)
    assert response["Content-Disposition"] == f'attachment; filename="AHG-SOM-10_2016-02-02_Record.{form}"'
    assert response["ETag"] == f'"{kept.sha256}"'


def test_what_broke_off_goes_on_where_it_stopped(client, edition):
    address = "/meetings/ahg-som/10/statement.pdf"
    whole = client.get(address)
    with CaptureQueriesContext(connection) as queries:
        rest = client.get(address, headers={"range": "bytes=1000-", "if-range": whole["ETag"]})

    assert (rest.status_code, whole.content[:1000] + rest.content) == (206, whole.content)
    assert rest["Content-Range"] == f"bytes 1000-{len(whole.content) - 1}/{len(whole.content)}"
    assert rest["Cache-Control"] == whole["Cache-Control"] == "public, no-cache"
    assert len(queries) == 1
    beyond = client.get(address, headers={"range": "bytes=99999999-"})
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(whole.content)}")


def test_nobody_is_sent_a_part_of_what_they_may_not_read(client):
    factories.issue(factories.meeting(outcomes=["Known to members."]), audience="members")
    for headers in ({}, {"range": "bytes=0-9"}, {"if-none-match": '"x"'}):
        assert client.get("/meetings/ahg-som/10/statement.pdf", headers=headers).status_code == 404
        assert client.head("/meetings/ahg-som/10/statement.pdf", headers=headers).status_code == 404


def test_a_large_file_streams_and_goes_when_its_record_is_withdrawn(client, edition):
    content = random.Random(9).randbytes(2 * PIECE + 1)
    file = File.objects.create(sha256=digest(content), content=content)
    Enclosure.objects.create(edition=edition, file=file, file_name="Map.pdf", media_type="application/pdf")
    address = f"/meetings/ahg-som/10/files/{file.pk}/"
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
        pieces = list(response.streaming_content)

    assert ([len(piece) for piece in pieces], b"".join(pieces)) == ([PIECE, PIECE, 1], content)
    assert len(queries) == 1
    assert client.get(address, headers={"range": "bytes=-4"}).content == content[-4:]
    custody.withdraw(edition, by=edition.approved_by, reason="Issued by mistake.")
    assert client.get(address).status_code == 404


def test_a_file_of_a_revision_for_members_is_none_of_the_public(client, edition):
    later = factories.correct(edition.subject.meeting, gist="For members.", audience="members")
    file = File.objects.create(sha256=digest(b"a map"), content=b"a map")
    Enclosure.objects.create(edition=later, file=file, file_name="Map.pdf", media_type="application/pdf")
    address = f"/meetings/ahg-som/10/files/{file.pk}/"

    assert client.get(address).status_code == client.head(address).status_code == 404
    client.force_login(factories.delegate("nepal", iso="NP"))
    assert client.get(address).content == b"a map"


def test_the_json_is_the_record_whose_digest_is_the_check_code(client, edition):
    assert digest(client.get("/meetings/ahg-som/10/record.json").content) == edition.digest


def test_the_page_says_the_exact_sizes(client, edition):
    pdf, record = (Rendition.objects.get(edition=edition, format=form) for form in ("pdf", "json"))
    body = client.get("/meetings/ahg-som/10/").content.decode()

    assert f"PDF, {round(pdf.size / 1000)} KB" in body
    assert f"<span>JSON {round(record.size / 1000)} KB</span>" in body


def test_an_earlier_edition_stays_at_its_own_address(client, edition):
    factories.correct(edition.subject.meeting, gist="Another sentence.")
    first = client.get("/meetings/ahg-som/10/revisions/0/record.json")
    second = client.get("/meetings/ahg-som/10/revisions/1/record.json")

    assert digest(first.content) == edition.digest
    assert second.content == client.get("/meetings/ahg-som/10/record.json").content != first.content
    assert "_Rev1.json" in second["Content-Disposition"]


def test_drafts_of_a_document(client):
    first, second = (factories.issue(factories.draft(number=n, text=f"Draft number {n}.")) for n in (1, 2))

    assert digest(client.get("/strategy/strategy-for-cooperation/record.json").content) == second.digest
    assert digest(client.get("/strategy/strategy-for-cooperation/drafts/1/record.json").content) == first.digest
    assert client.get("/strategy/strategy-for-cooperation/draft.pdf").content.startswith(b"%PDF-")
