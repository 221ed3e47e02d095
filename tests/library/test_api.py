"""Records for programs: whole, in order, for the same readers as the pages, and unmoved by any question."""

import datetime

import pytest
import schemathesis
from django.test import Client
from django.utils import timezone
from django.utils.http import urlencode
from hypothesis import HealthCheck, settings

from library.views.data import described
from records import custody
from records.models import Edition, Release
from tests import factories

pytestmark = pytest.mark.django_db
LISTS = ["/api/records", "/api/meetings", "/api/passages", "/api/recommendations", "/api/participants"]
HIDDEN = "Known to members alone."


@pytest.fixture(autouse=True)
def rows():
    for ordinal in (1, 2, 3):
        factories.issue(
            factories.meeting(ordinal, outcomes=["Members agreed."], recommendations=[f"Members do {ordinal}."])
        )
    factories.issue(factories.meeting(4, outcomes=[HIDDEN], recommendations=[HIDDEN]), audience="members")


def walked(client, address, limit):
    """All items, page by page."""
    items, cursor = [], ""
    while True:
        answer = client.get(address, {"limit": limit, "cursor": cursor}).json()
        items += answer["items"]
        cursor = answer["next"]
        if not cursor:
            return items


@pytest.mark.parametrize("address", LISTS[:4])
def test_pages_joined_are_the_whole(client, address):
    whole = client.get(address).json()

    assert whole["next"] == ""
    assert len(whole["items"]) >= 3
    assert walked(client, address, 1) == whole["items"]


def test_a_meeting_and_its_paragraphs(client):
    meeting = client.get("/api/meetings?limit=1").json()["items"][0]
    found = client.get("/api/passages", {"reference": "AHG SOM 1"}).json()["items"]
    todo = client.get("/api/recommendations").json()["items"]

    assert (meeting["reference"], meeting["series"], meeting["starts"]) == ("AHG SOM 1", "ahg-som", "2016-02-02")
    assert meeting["address"] == "http://localhost:8000/meetings/ahg-som/1/"
    assert [passage["text"] for passage in found][-2:] == ["Members agreed.", "Members do 1."]
    assert [row["text"] for row in todo] == ["Members do 1.", "Members do 2.", "Members do 3."]
    assert client.get(todo[0]["address"].removeprefix("http://localhost:8000")).status_code == 200


def test_the_same_readers_as_the_pages(client):
    member = Client()
    member.force_login(factories.delegate("sri-lanka", iso="LK"))

    for address in LISTS[:4]:
        assert b"AHG SOM 4" not in client.get(address).content, address
        assert b"AHG SOM 4" in member.get(address).content, address
        assert "no-store" in member.get(address)["Cache-Control"]


def test_what_was_released_later_is_new_to_those_who_ask_since(client):
    noon = timezone.now()
    edition = Edition.objects.get(card__reference="AHG SOM 4")
    Release.objects.create(edition=edition, audience="public", from_at=timezone.now(), released_by=edition.approved_by)
    new = client.get("/api/records", {"modified_since": noon.isoformat()}).json()["items"]

    assert [row["reference"] for row in new] == ["AHG SOM 4"]
    assert datetime.datetime.fromisoformat(new[0]["modified"]) > noon > edition.issued_at


def test_what_was_withdrawn_comes_again_with_the_reason_and_without_its_words(client):
    noon = timezone.now()
    edition = Edition.objects.get(card__reference="AHG SOM 2")
    custody.withdraw(edition, by=edition.approved_by, reason="Issued by mistake.")
    new = client.get("/api/records", {"modified_since": noon.isoformat()}).json()["items"]

    assert [(row["reference"], row["withdrawn"]["reason"], row["is_in_force"]) for row in new] == [
        ("AHG SOM 2", "Issued by mistake.", False)
    ]
    assert b"Members do 2." not in client.get("/api/recommendations").content


@pytest.mark.parametrize("address", LISTS)
def test_unchanged_is_304(client, address):
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})

    assert (first["Cache-Control"], again.status_code, again.content) == ("public, no-cache", 304, b"")


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=201",
        "limit=x",
        "cursor=zz",
        "cursor=%00",
        "modified_since=x",
        "modified_since=2016-01-01",
        "cursor=" + "x" * 300,
    ],
)
def test_what_is_not_understood_is_400_and_says_what(client, query):
    answer = client.get(f"/api/records?{query}")

    assert answer.status_code == 400
    assert query.split("=")[0] in answer.json()["detail"]


def test_a_moment_may_be_told_in_any_zone(client, db):
    """PostgreSQL refuses an offset of 16 hours or more, which Python takes."""
    for moment, status in (("0207-08-22T12:38:16-20:21", 200), ("9999-12-31T23:59:59-01:00", 400)):
        assert client.get("/api/records", {"modified_since": moment}).status_code == status, moment


def test_only_reading(client):
    for address in LISTS:
        assert {client.post(address).status_code, client.delete(address).status_code} == {405}


def test_its_page_names_every_question(client):
    body = client.get("/api/").content.decode()

    assert [address for address in LISTS if f">{address}<" not in body] == []
    assert sorted(described()["paths"]) == sorted(LISTS)
    assert client.get("/api/openapi.json").json() == described()


schema = schemathesis.openapi.from_dict(described())


@schema.parametrize()
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_asked(case):
    query = urlencode(case.query or {}, doseq=True)
    headers = {name: value for name, value in (case.headers or {}).items() if name.lower() != "cookie"}
    response = Client().generic(case.method, case.formatted_path, headers=headers, QUERY_STRING=query)

    assert response.status_code in (200, 304, 400, 404, 405, 406)
