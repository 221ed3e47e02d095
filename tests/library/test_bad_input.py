"""Whatever a reader sends, the answer is a page, never a fault of ours."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories

pytestmark = pytest.mark.django_db

QUERIES = [
    "year=abc",
    "year=0",
    "year=99999999999999999999",
    "year=-2016",
    "year=2016.5",
    "year=٢٠١٦",
    "year=2016&year=2017",
    "year=%00",
    "series=%00",
    "series=ahg-som%00",
    "series=<script>alert(1)</script>",
    "series[]=x",
    "place=%00",
    "place=%F0%28%8C%28",
    "place=" + "x" * 5000,
    "place=%25%5F%5C",
    "page=0",
    "page=-1",
    "page=99999999999999999999999999",
    "page=abc",
    "page=²",
    "page=%00",
    "page=1&page=2",
    "&&&=&=x&%",
    "utm_source=x",
]
ADDRESSES = [
    "/meetings/ahg-som/10%00/",
    "/meetings/ahg-som/%2e%2e/",
    "/meetings/AHG-SOM/10/",
    "/meetings/ahg-som/10/revisions/99999999999999999999999/",
    "/meetings/ahg-som/10/revisions/-1/",
    "/meetings/ahg-som/10/statement.exe",
    "/meetings/ahg-som/10/%00",
    "/meetings/ahg-som/10/files/%00" + "a" * 63 + "/",
    "/meetings/ahg-som/10/files/" + "a" * 64 + "/",
    "/meetings/ahg-som/10/files/" + "a" * 64 + "/small.jpg",
    "/meetings/ahg-som/10/files/%00/small.jpg",
    "/meetings/" + "x" * 500 + "/1/",
    "/meetings/ahg-som/10/extra/",
    "/strategy/%00/",
    "/strategy/nothing/drafts/1/",
    "/strategy/" + "x" * 5000 + "/",
    "/check/%00/",
    "/check/x/",
    "/check/" + "a" * 5000 + "/",
]


@pytest.fixture(autouse=True)
def rows():
    factories.issue(factories.meeting(10))


def test_queries(client):
    answers = {query: client.get(f"/meetings/?{query}").status_code for query in QUERIES}

    assert answers == dict.fromkeys(QUERIES, 200)


def test_addresses(client):
    answers = {address: client.get(address).status_code for address in ADDRESSES}

    assert answers == dict.fromkeys(ADDRESSES, 404)


def test_odd_headers(client):
    for odd in ["", "*/*;q=nonsense", "*x", '"', 'W/"', "\xff\xfe", "text/html;;;", '"' * 1000]:
        headers = dict.fromkeys(["accept", "if-none-match", "if-modified-since", "range", "accept-language"], odd)
        assert client.get("/meetings/ahg-som/10/", headers=headers).status_code == 200, odd
        assert client.get("/meetings/ahg-som/10/statement.pdf", headers=headers).status_code == 200, odd


def test_reading_pages_only_read(client):
    for address in ["/", "/meetings/", "/meetings/ahg-som/10/", "/strategy/", "/about/"]:
        answers = [getattr(client, method)(address).status_code for method in ("post", "put", "delete", "head")]
        assert answers == [405, 405, 405, 200], address


def test_a_year_that_is_none_is_said_and_the_other_filters_still_work(client):
    response = client.get("/meetings/?year=twenty&place=nowhere")

    assert "The year was left out: write it in four digits, as 2016." in response.content.decode()
    assert response.context["page"].paginator.count == 0


def test_what_was_typed_is_shown_as_text(client):
    body = client.get("/meetings/", {"place": "<script>alert(1)</script>"}).content.decode()

    assert "<script>" not in body
    assert "&lt;script&gt;" in body


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(["year", "series", "place", "page", "code"]), st.text(max_size=40) | st.integers().map(str)
    )
)
def test_any_query_at_all(client, query):
    assert client.get("/meetings/", query).status_code == 200
    assert client.get("/check/", query).status_code in (200, 302, 400)
