"""Issued records: found, exported, withdrawn, held, disposed of, by those who may."""

import io
import json
import subprocess
import sys
import uuid
import zipfile
from http import HTTPStatus

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.history import acting
from records.canonical import digest
from records.models import Disposal, Enclosure, File, Hold, Rendition, RetentionSchedule, Withdrawal
from records.proof import checkpoints, verify
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_key(settings, tmp_path):
    settings.CHECKPOINT_KEY_FILE = tmp_path / "checkpoint-key.pem"


@pytest.fixture
def edition(people):
    return factories.issue(factories.meeting(outcomes=["Members agreed the agenda."]))


@pytest.fixture
def by(client, people):
    """`by("approver")` is a browser of somebody in that role."""

    def sign_in(role):
        user = factories.user(f"{role}@desk.example.org", role)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


def opened(response):
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def test_the_list_finds_by_words_kind_and_year(by, edition):
    client = by("administrator")

    for query in ("", "?words=ahg", "?kind=meeting", f"?year={edition.issued_at.year}", "?stage=final"):
        assert "AHG SOM 10" in client.get(f"/prepare/records/{query}").content.decode(), query
    for query in ("?words=declaration", "?kind=document", "?year=1999", "?stage=corrigendum"):
        assert "No issued record fits" in client.get(f"/prepare/records/{query}").content.decode(), query
    answer = client.get("/prepare/records/?year=never").content.decode()
    assert "Enter a whole number." in answer
    assert "AHG SOM 10" in answer


def test_the_list_costs_the_same_with_one_record_and_with_three(by, edition):
    client = by("administrator")
    client.get("/prepare/records/")
    counts = []
    for ordinal in (None, 11, 12):
        if ordinal:
            factories.issue(factories.meeting(ordinal=ordinal))
        with CaptureQueriesContext(connection) as queries:
            client.get("/prepare/records/")
        counts.append(len(queries))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 6


def test_a_zip_of_what_was_ticked_carries_files_and_proofs(by, edition, tmp_path):
    other = factories.issue(factories.meeting(ordinal=11))
    checkpoints.make()
    archive = opened(by("administrator").get(f"/prepare/records/export.zip?record={edition.pk}"))

    stem = f"{edition.digest[:8]}/AHG-SOM-10_2016-02-02_Record"
    names = [f"{stem}.json", f"{stem}.json.proof.json", f"{stem}.pdf", f"{stem}.pdf.proof.json", "contents.json"]
    names += ["verify.py", "key.txt", "README.txt"]
    assert sorted(archive.namelist()) == sorted(names)
    assert archive.read(f"{stem}.pdf") == bytes(Rendition.objects.get(edition=edition, format="pdf").content)
    verify.check_file(archive.read(f"{stem}.pdf"), json.loads(archive.read(f"{stem}.pdf.proof.json")))
    archive.extractall(tmp_path)
    command = [sys.executable, "-I", "-S", "verify.py", f"{stem}.pdf", "--proof", f"{stem}.pdf.proof.json"]
    done = subprocess.run([*command, "--key", "key.txt"], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, "not checked" in done.stdout) == (0, False), done.stdout
    assert b"python3 verify.py FOLDER/FILE.pdf --proof" in archive.read("README.txt")
    assert {each["check_code"] for each in json.loads(archive.read("contents.json"))} == {edition.digest}
    assert other.digest != edition.digest


def test_a_zip_carries_what_went_out_with_the_record(by, edition):
    for content in (b"one", b"other"):  # two of one name
        file = File.objects.create(sha256=digest(content), content=content)
        Enclosure.objects.create(edition=edition, file=file, file_name="Map.pdf", media_type="application/pdf")
    archive = opened(by("administrator").get(f"/prepare/records/export.zip?record={edition.pk}"))
    kept = [name for name in archive.namelist() if name.startswith(f"{edition.digest[:8]}/files/")]

    assert {archive.read(name) for name in kept} == {b"one", b"other"}
    assert all(name.endswith("/Map.pdf") for name in kept)
    assert set(kept) < {each["file"] for each in json.loads(archive.read("contents.json"))}


def test_without_a_tick_the_filter_decides_and_the_same_again_is_the_same(by, edition):
    factories.issue(factories.meeting(ordinal=11))
    client = by("administrator")
    first, again = (b"".join(client.get("/prepare/records/export.zip?words=11").streaming_content) for _ in range(2))

    assert first == again
    assert [name for name in zipfile.ZipFile(io.BytesIO(first)).namelist() if "SOM-10" in name] == []


@pytest.mark.parametrize("query", ["?record=nonsense", "?words=nothing", f"?record={uuid.UUID(int=0)}"])
def test_an_export_of_nothing_is_told(by, edition, query):
    response = by("administrator").get(f"/prepare/records/export.zip{query}")

    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert "Nothing was changed" in response.content.decode()


def test_delegates_and_strangers_learn_of_nothing(client, as_, edition):
    assert client.get("/prepare/records/").status_code == HTTPStatus.FOUND
    delegate = as_("dilini")
    for address in ("/prepare/records/", "/prepare/records/export.zip", f"/prepare/records/{edition.pk}/"):
        assert delegate.get(address).status_code == HTTPStatus.NOT_FOUND


def test_an_approver_withdraws_and_readers_see_that(by, edition, client):
    response = by("approver").post(
        f"/prepare/records/{edition.pk}/withdraw/", {"reason": "Wrong meeting."}, follow=True
    )
    assert "Readers see that it was" in response.content.decode()
    client.logout()

    page = client.get("/meetings/ahg-som/10/")
    assert page.status_code == HTTPStatus.GONE
    assert "Wrong meeting." in page.content.decode()
    assert "Members agreed the agenda" not in page.content.decode()
    for name in ("statement.pdf", "record.json", "record.docx"):
        assert client.get(f"/meetings/ahg-som/10/{name}").status_code == HTTPStatus.GONE, name
    assert "but withdrawn on" in client.get(f"/check/{edition.digest[:16]}/").content.decode()
    assert "Meeting 10 of the" not in client.get("/meetings/").content.decode()


@pytest.mark.parametrize(("act", "role"), [("withdraw", "secretariat"), ("hold", "approver"), ("dispose", "approver")])
def test_who_may_see_and_not_do_is_told(by, edition, act, role):
    given = {"reason": "x", "code": edition.digest[:8], "authority": "x"}
    response = by(role).post(f"/prepare/records/{edition.pk}/{act}/", given)

    assert response.status_code == HTTPStatus.FORBIDDEN
    assert [model.objects.count() for model in (Withdrawal, Hold, Disposal)] == [0, 0, 0]


def test_held_lifted_and_destroyed_in_its_time(by, edition):
    with acting(None, "for a test"):
        RetentionSchedule.objects.create(kind="meeting", years=1, authority="Rule 12")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE records_edition SET issued_at = issued_at - interval '2 years'")
        cursor.execute("SET LOCAL session_replication_role = origin")
    client, page = by("administrator"), f"/prepare/records/{edition.pk}/"
    given = {"code": edition.digest[:8], "authority": "Decision 5"}

    client.post(f"{page}hold/", {"reason": "A court asked"})
    assert "A court asked" in client.get(page).content.decode()
    assert client.post(f"{page}dispose/", given).status_code == HTTPStatus.CONFLICT
    client.post(f"{page}holds/{Hold.objects.get().pk}/lift/", {"reason": "Closed"})
    assert client.post(f"{page}dispose/", given | {"code": "00000000"}).status_code == HTTPStatus.BAD_REQUEST
    assert "Disposed of" in client.post(f"{page}dispose/", given, follow=True).content.decode()
    client.logout()

    assert client.get("/meetings/ahg-som/10/").status_code == HTTPStatus.NOT_FOUND
    assert "its content was destroyed" in client.get(f"/check/{edition.digest[:16]}/").content.decode()


def test_the_proof_is_handed_out_once_there_is_a_checkpoint(client, edition):
    address = "/meetings/ahg-som/10/statement.pdf.proof.json"
    assert client.get(address).status_code == HTTPStatus.NOT_FOUND
    checkpoints.make()

    response = client.get(address)
    verify.check_file(client.get("/meetings/ahg-som/10/statement.pdf").content, json.loads(response.content))
    assert client.get(address, headers={"if-none-match": response["ETag"]}).status_code == HTTPStatus.NOT_MODIFIED


def test_the_kind_of_a_correction_is_chosen_where_it_is_sent(as_, people, edition):
    meeting = edition.subject.meeting
    with acting(people["ana"], "for a test"):
        meeting.gist = "Members agreed more."
        meeting.save()
    client = as_("ana")

    assert 'name="correction"' in client.get(f"/prepare/meetings/{meeting.pk}/").content.decode()
    client.post(f"/prepare/meetings/{meeting.pk}/send/", {"reason": "A slip.", "correction": "corrigendum"})
    sent = meeting.approval_requests.get(state="waiting")
    assert sent.stage == "corrigendum"
    page = as_("ravi").get(f"/prepare/approvals/{sent.pk}/").content.decode()
    assert "It is issued as <strong>corrigendum AHG-SOM/10/Corr.1</strong>" in page
