"""Search for readers: what is found, how it is shown and narrowed, and that it tells of nothing else."""

import itertools
import re
from html import unescape

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.history import acting
from meetings.models import AgendaItem, Outcome
from members.models import Abbreviation, Area, ParticipantName
from records.models import Passage, SearchEntry
from records.search import finding
from records.search.query import parse
from tests import factories
from tests.library.test_frame import INLINE

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Two public meetings and a document; words known for returns, TEG-RR and Viet Nam."""
    with acting(None, "for a test"):
        Area.objects.create(slug="returns", name="Returns and reintegration", synonyms=["repatriation"])
        Abbreviation.objects.create(short="TEG-RR", long="Technical Experts Group on Returns and Reintegration")
        state = factories.participant("viet-nam", "Viet Nam", iso="VN")
        ParticipantName.objects.filter(participant=state).get()
        name = state.names.get()
        name.aliases = ["Vietnam"]
        name.save()
    tenth = factories.meeting(
        10,
        outcomes=["Members agreed to return <b>migrants</b> with Viet Nam.", "Members agreed on Türkiye’s proposal."],
        recommendations=["It was recommended that TEG-RR meet."],
    )
    factories.issue(tenth)
    factories.issue(factories.meeting(3, code="TEG-RR", starts="2020-02-13", city="Colombo", country="Sri Lanka"))
    factories.issue(factories.draft(text="# Purpose\n\nรายงานการประชุม of members."))
    return tenth


def found(client, q, **narrowing):
    caches["pages"].clear()  # a page that was kept has no context
    response = client.get("/search/", {"q": q} | narrowing)
    assert response.status_code == 200
    return [said(hit.heading) for hit in response.context.get("hits") or []]


def said(pieces):
    return "".join(piece for piece, _ in pieces)


FOUND = {
    "migrants": ["AHG SOM 10, paragraph 3"],
    "vietnam": ["AHG SOM 10, paragraph 3"],
    "repatriation": ["AHG SOM 10, paragraph 3"],
    "tegrr": ["AHG SOM 10, recommendation R1", "Meeting 3 of the TEG-RR", "TEG-RR 3, paragraph 1"],
    "technical experts group on returns and reintegration 3": ["Meeting 3 of the TEG-RR", "TEG-RR 3, paragraph 1"],
    "Tuerkiye": ["AHG SOM 10, paragraph 4"],
    "turkiye -migrants": ["AHG SOM 10, paragraph 4"],
    '"agreed to return"': ["AHG SOM 10, paragraph 3"],
    '"return agreed"': [],
    "colom": ["Meeting 3 of the TEG-RR", "TEG-RR 3, paragraph 1"],
    "colombo -convened or migrants": ["AHG SOM 10, paragraph 3", "Meeting 3 of the TEG-RR", "TEG-RR 3, paragraph 1"],
    "AHG SOM 10/R1": ["AHG SOM 10, recommendation R1"],
    "ประชุม": ["Strategy for cooperation, draft 1, paragraph 1"],
    "nothing of the kind": [],
}


def test_found(client, world):
    assert {q: sorted(found(client, q)) for q in FOUND} == {q: sorted(headings) for q, headings in FOUND.items()}


def test_every_part_of_a_record_is_searched(client):
    """Outcomes and their sub-paragraphs, recommendations and theirs, agenda items, purpose, place, documents."""
    row = factories.meeting(5, city="Honiara", country="Solomon Islands", purpose="The purpose was kumquat.")
    with acting(None, "for a test"):
        AgendaItem.objects.create(meeting=row, number="1", title="Medlar of the region", position=1000)
        outcome = Outcome.objects.create(meeting=row, position=0, text="Members agreed on quince:", verbs=["agreed"])
        Outcome.objects.create(meeting=row, parent=outcome, position=0, text="a damson now")
    factories.recommend(row, "Members were encouraged to share loquat.", items=["a persimmon later"])
    factories.issue(row)
    factories.issue(factories.draft(text="# Purpose\n\nOf the tamarillo."))
    words = "kumquat medlar quince damson loquat persimmon tamarillo honiara".split()

    assert {word: bool(found(client, word)) for word in words} == dict.fromkeys(words, True)
    assert found(client, "medlar")[0].startswith("AHG SOM 5, ")


def test_a_hit_stands_in_its_paragraph_marked_with_its_address(client, world):
    body = client.get("/search/", {"q": "vietnam migrants"}).content.decode()
    anchor = Passage.objects.get(text__contains="migrants").anchor

    assert "Members agreed to return &lt;b&gt;<mark>migrants</mark>&lt;/b&gt; with <mark>Viet Nam</mark>." in body
    assert f'<a href="/meetings/ahg-som/10/#{anchor}">AHG SOM 10, paragraph 3</a>' in body
    assert "2 February 2016" in body
    assert f'id="{anchor}"' in client.get("/meetings/ahg-som/10/").content.decode()


def test_synonyms_are_said_and_can_be_left_out(client, world):
    response = client.get("/search/", {"q": "repatriation"})

    assert "Also looked for: returns. <" in response.content.decode()
    assert response.context["only"] == "?q=repatriation&exact=1"
    assert found(client, "repatriation", exact="1") == []


def test_narrowing(client, world):
    narrow = {facet["label"]: [(at["words"], at["count"]) for at in facet["first"]] for facet in facets(client)}

    assert narrow == {
        "Series": [("AHG SOM", "4"), ("TEG-RR", "2")],
        "Year": [("2020", "2"), ("2016", "4")],
        "Verb": [("agreed", "1"), ("recommended", "1")],
    }
    assert found(client, "migrants or manila or colombo", series="teg-rr") == found(client, "colombo")
    assert found(client, "migrants or manila or colombo", year="2020") == found(client, "colombo")
    assert found(client, "migrants or recommended", verb="recommended") == ["AHG SOM 10, recommendation R1"]


def facets(client):
    return client.get("/search/", {"q": "migrants or teg-rr or ahg som 10"}).context["facets"]


def test_an_empty_answer_says_what_to_leave_out_and_what_was_perhaps_meant(client, world):
    narrowed = client.get("/search/", {"q": "migrants", "year": "2020"}).content.decode()
    misspelt = client.get("/search/", {"q": "migrents colombo"})

    assert '<a href="?q=migrants">Leave out the year</a>: 1 result<' in narrowed
    assert 'Did you mean <a href="?q=migrants+colombo">migrants colombo</a>?' in misspelt.content.decode()
    assert '<a href="?q=migrents+or+colombo">Look for any one of these words</a>' in misspelt.content.decode()
    assert "only says what must not be there" in client.get("/search/", {"q": "-x"}).content.decode()
    assert "no word to look for" in client.get("/search/", {"q": "?!"}).content.decode()


def test_twenty_to_a_page_and_four_queries(client):
    factories.issue(factories.meeting(10, outcomes=[f"Members agreed on visas, point {n}." for n in range(45)]))
    with CaptureQueriesContext(connection) as queries:
        first = client.get("/search/", {"q": "visas"})
    assert len(queries) == 4
    third = client.get("/search/", {"q": "visas", "page": "3"})

    assert (len(first.context["hits"]), len(third.context["hits"])) == (20, 5)
    assert "45 results in 1 record<" in first.content.decode()
    assert "?q=visas&amp;page=2" in first.content.decode()
    assert '<ol class="hits" start="41">' in third.content.decode()
    with CaptureQueriesContext(connection) as queries:
        assert found(client, "visa-free travel") == []
    assert len(queries) == 4


def test_counts_and_ranking_are_bounded_and_say_so(client, monkeypatch):
    factories.issue(factories.meeting(9, starts="2015-01-01", outcomes=["Visas, long ago."]))
    factories.issue(factories.meeting(10, outcomes=[f"Members agreed on visas, point {n}." for n in range(9)]))
    monkeypatch.setattr(finding, "LOOKED_AT", 8)
    monkeypatch.setattr(finding, "RANKED", 4)
    bounded = client.get("/search/", {"q": "visas"})

    assert len(bounded.context["hits"]) == 4
    assert "The best of the newest 4 are shown." in bounded.content.decode()
    assert found(client, "visas", year="2015") == ["AHG SOM 9, paragraph 3"]


def test_a_narrowed_answer_is_asked_again_only_where_the_newest_leave_too_few(client, monkeypatch):
    factories.issue(factories.meeting(9, starts="2015-01-01", outcomes=[f"Visas, long ago {n}." for n in range(4)]))
    factories.issue(factories.meeting(10, starts="2016-02-02", outcomes=[f"Visas, point {n}." for n in range(9)]))
    for name, count in (("LOOKED_AT", 8), ("EXACT", 3), ("RANKED", 3)):
        monkeypatch.setattr(finding, name, count)

    def asked(year):
        with CaptureQueriesContext(connection) as queries:
            answer = finding.find(SearchEntry.objects.current_for(None), parse("visas"), finding.Narrowing(year=year))
        return len(queries), len(answer.kept), {match.year for match in answer.kept}

    assert asked(2016) == (1, 9, {2016})
    assert asked(2015) == (2, 4, {2015})  # three, and one more to say that there are more


def test_only_the_edition_in_force_is_searched(client, world):
    outcome = Outcome.objects.get(meeting=world, text__contains="migrants")
    with acting(None, "for a test"):
        outcome.text = "Members agreed on visas."
        outcome.save()
    factories.issue(world, reason="Corrected.")

    assert found(client, "migrants") == []
    assert found(client, "visas") == ["AHG SOM 10, paragraph 3"]


QUESTIONS = ["secret", "colombo", "members", "sekret", "members -x", "meeting", "returns", "secrets or colombo", ""]


def test_what_is_not_released_leaves_no_trace(client, world):
    def answers():
        return [client.get("/search/", {"q": q, "year": y}).content for q in QUESTIONS for y in ("", "2020", "2021")]

    hidden = factories.meeting(4, code="TEG-RR", starts="2021-01-01", city="Colombo", outcomes=["A secret of members."])
    factories.correct(world, gist="Public.")
    before = answers()
    factories.issue(hidden, audience="members")
    factories.issue(factories.draft(slug="secret-members", audience="members", text="# Secret\n\nMembers."))

    assert answers() == before
    client.force_login(factories.delegate("sri-lanka", iso="LK"))
    assert "Not public" in client.get("/search/", {"q": "secret"}).content.decode()
    assert sorted(found(client, "secret")) == ["Secret members", "TEG-RR 4, paragraph 3"]


def test_rebuilding_gives_the_same_index(client, world):
    def rows():
        entries = SearchEntry.objects.values_list("edition", "passage__anchor", "series", "verbs", "words")
        return sorted(entries, key=str)

    kept = rows()
    call_command("rebuild_library")

    assert rows() == kept
    assert found(client, "migrants") == ["AHG SOM 10, paragraph 3"]


ODD = {
    "q=%00": 200,
    "q=a%00b": 200,
    "q=%ED%A0%80": 200,
    "q=%F0%28%8C%28": 200,
    "q=" + "x" * 10_000: 400,
    "q=" + "x+" * 140: 200,
    "q=%22": 200,
    "q=''%27)%20--": 200,
    "q=!!!%26%7C()%3A*": 200,
    "q=a%26series=%00&year=99999999999999&verb=%00&page=-1&exact=x": 200,
    "q=a&page=abc&year=²&series=<x>": 200,
    "q=or+or+-+-+%22%22": 200,
    "q[]=x": 200,
}


def test_odd_questions_get_a_page(client, world):
    answers = {query: client.get(f"/search/?{query}") for query in ODD}

    assert {query: response.status_code for query, response in answers.items()} == ODD
    assert all("Search the records" in response.content.decode() for response in answers.values())


def test_too_long_a_question_says_what_to_do(client):
    body = client.get("/search/", {"q": "x" * 10_000}).content.decode()

    assert "Shorten the search: it may have 300 letters." in unescape(body)
    assert len(body) < 20_000


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(["q", "series", "year", "verb", "page", "exact"]), st.text(max_size=30) | st.integers().map(str)
    )
)
def test_any_question_at_all(client, query):
    query = {name: value.encode("utf-8", "surrogatepass").decode("utf-8", "replace") for name, value in query.items()}
    assert client.get("/search/", query).status_code == 200


def test_nothing_inline_and_headings_in_order(client, world):
    for address in ["/search/", "/search/?q=members", "/search/?q=zzz", "/search/?q=<script>x"]:
        response = client.get(address)
        body = response.content.decode()
        levels = [int(level) for level in re.findall(r"<h([1-6])", body)]
        assert INLINE.findall(body) == []
        assert levels[0] == levels.count(1) == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
        assert "no-cache" in response["Cache-Control"]
        assert client.get(address, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_the_page_is_offered_everywhere_and_asked_from_home(client):
    body = client.get("/").content.decode()

    assert '<a href="/search/">Search</a>' in body
    assert '<form class="find" role="search" action="/search/">' in body
