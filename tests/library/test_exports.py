"""Forms made on request: for whoever may read the record, and for nobody else."""

import io

import docx
import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from library.exports import OFFERS
from library.templatetags.reading import size
from meetings.models import AgendaItem
from records.canonical import record_from_bytes
from records.exports import from_akoma_ntoso
from records.measuring import measure
from records.models import EditionContent
from tests import factories

pytestmark = pytest.mark.django_db

MEETING = "/meetings/ahg-som/10/"
STEM = "AHG-SOM-10_2016-02-02_Record"
FORMS = {
    "record.docx": (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "record.xlsx": (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "record.xml": (".xml", "application/akn+xml"),
    "attendance.csv": ("_Attendance.csv", "text/csv; charset=utf-8"),
    "recommendations.csv": ("_Recommendations.csv", "text/csv; charset=utf-8"),
    "agenda.pdf": ("_Agenda.pdf", "application/pdf"),
    "participants.pdf": ("_Participants.pdf", "application/pdf"),
}


def filled(**facts):
    row = factories.meeting(
        outcomes=["Members agreed the agenda."],
        recommendations=["It was recommended that members meet again."],
        present=["Sri Lanka", "=Thailand"],
        **facts,
    )
    AgendaItem.objects.create(meeting=row, number="1", title="Opening of the meeting", position=1000)
    return row


@pytest.fixture
def edition():
    return factories.issue(filled())


def words(content):
    return "\n".join(line.text for line in docx.Document(io.BytesIO(content)).paragraphs)


def test_every_form_is_tested():
    assert set(FORMS) == set(OFFERS)


@pytest.mark.parametrize("name", FORMS)
def test_name_type_length_and_etag(client, edition, name):
    ending, media_type = FORMS[name]
    response = client.get(MEETING + name)

    assert response.status_code == 200
    assert response["Content-Type"] == media_type
    assert response["Content-Disposition"] == f'attachment; filename="{STEM}{ending}"'
    assert response["Content-Length"] == str(len(response.content))
    assert client.get(MEETING + name).content == response.content
    assert client.get(MEETING + name, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_no_two_files_share_an_etag(client, edition):
    factories.correct(edition.subject.meeting, gist="Another sentence.")
    tags = {client.get(f"{MEETING}revisions/{n}/{name}")["ETag"] for n in (0, 1) for name in FORMS}

    assert len(tags) == 2 * len(FORMS)


def test_each_form_opens(client, edition):
    said = words(client.get(f"{MEETING}record.docx").content)
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{MEETING}record.xlsx").content))
    table = client.get(f"{MEETING}attendance.csv").content.decode("utf-8-sig")
    given_ = client.get(f"{MEETING}recommendations.csv").content.decode("utf-8-sig")

    assert "4.\tMembers agreed the agenda." in said
    assert book.sheetnames == ["Record", "Paragraphs", "Delegations", "Recommendations", "Notes"]
    assert '"Sri Lanka"' in table
    assert '"\u200b=Thailand"' in table
    assert '"R1","5","It was recommended that members meet again."' in given_


def test_akoma_ntoso_read_back_is_the_record_that_was_frozen(client, edition):
    frozen = EditionContent.objects.get(edition=edition)

    assert from_akoma_ntoso(client.get(f"{MEETING}record.xml").content) == record_from_bytes(bytes(frozen.record))


def test_an_earlier_edition_stays_at_its_own_address(client, edition):
    factories.correct(edition.subject.meeting, purpose="To look again.")

    assert "To look again." not in words(client.get(f"{MEETING}revisions/0/record.docx").content)
    assert "To look again." in words(client.get(f"{MEETING}record.docx").content)
    assert f'filename="{STEM}_Rev1.docx"' in client.get(f"{MEETING}revisions/1/record.docx")["Content-Disposition"]


def test_drafts_of_a_document(client):
    for number in (1, 2):
        factories.issue(factories.draft(number=number, text=f"Draft number {number}."))
    address = "/strategy/strategy-for-cooperation/"

    assert "Draft number 2." in words(client.get(f"{address}record.docx").content)
    assert "Draft number 1." in words(client.get(f"{address}drafts/1/record.docx").content)
    assert client.get(f"{address}record.xml").status_code == client.get(f"{address}record.xlsx").status_code == 200
    assert client.get(f"{address}attendance.csv").status_code == 404
    for name in ("recommendations.csv", "agenda.pdf", "participants.pdf"):
        assert client.get(f"{address}{name}").status_code == 404


@pytest.mark.parametrize("name", FORMS)
def test_the_wrong_audience_gets_404_and_the_right_one_the_file(client, name):
    factories.issue(filled(), audience="members")

    assert client.get(MEETING + name).status_code == 404
    assert client.get(f"{MEETING}revisions/0/{name}").status_code == 404
    client.force_login(factories.delegate("canada", iso="CA", capacity="observer"))
    assert client.get(MEETING + name).status_code == 404
    client.force_login(factories.delegate("nepal", iso="NP"))
    assert client.get(MEETING + name).status_code == 200


def test_a_revision_for_members_leaves_the_public_with_the_edition_before(client, edition):
    before = client.get(f"{MEETING}record.docx")
    factories.correct(edition.subject.meeting, gist="For members.", audience="members")
    after = client.get(f"{MEETING}record.docx")

    assert (after.content, after["ETag"]) == (before.content, before["ETag"])
    assert client.get(f"{MEETING}revisions/1/record.docx").status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "record.doc",
        "record",
        "RECORD.DOCX",
        "record.docx.exe",
        "..%2Frecord.docx",
        "record.docx%00",
        "%0d%0aX:1",
        "~",
        "*.csv",
    ],
)
def test_names_that_are_none_of_ours(client, edition, name):
    assert client.get(MEETING + name).status_code == 404


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_any_name_is_answered(client, name):
    response = client.get(MEETING + name.replace("?", "%3F").replace("#", "%23"))

    assert response.status_code in {301, 400, 404}


@pytest.mark.parametrize("name", FORMS)
def test_two_queries_whatever_the_form(client, edition, name):
    with CaptureQueriesContext(connection) as queries:
        client.get(MEETING + name)

    assert len(queries) == 2


def test_what_a_format_cannot_hold_is_said_and_nothing_is_cut(client):
    factories.issue(factories.meeting(outcomes=["word " * 6_600]))
    response = client.get(f"{MEETING}record.xlsx")

    assert response.status_code == 409
    assert "a cell holds 32,767. Nothing was cut" in response.content.decode()
    assert client.get(f"{MEETING}record.docx").status_code == 200


def test_the_page_lists_what_there_is(client, edition):
    body = client.get(MEETING).content.decode()
    factories.issue(factories.meeting(ordinal=11, starts="2017-01-05"))
    bare = client.get("/meetings/ahg-som/11/").content.decode()

    assert [name for name in FORMS if f'href="{MEETING}{name}"' in body] == list(FORMS)
    assert [name for name in FORMS if f"/11/{name}" in bare] == ["record.docx", "record.xlsx", "record.xml"]
    factories.correct(edition.subject.meeting, gist="Another sentence.")
    earlier = client.get(f"{MEETING}revisions/0/").content.decode()
    assert f'href="{MEETING}revisions/0/record.docx"' in earlier


def test_the_page_says_how_large_they_are_once_that_was_measured(client, edition):
    before = client.get(MEETING)
    measured = measure()
    page = client.get(MEETING).content.decode()

    assert measured == 1
    assert "DOCX<" in before.content.decode()
    for name in FORMS:
        words = OFFERS[name].format
        assert f"<span>{words} {size(len(client.get(MEETING + name).content))}</span>" in page
    assert client.get(MEETING)["ETag"] != before["ETag"]
    assert measure() == 0
