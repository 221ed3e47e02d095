"""The list of meetings, the page of one, and the home page."""

import datetime

import pytest
import time_machine

from library.views import meetings as views
from tests import factories

pytestmark = pytest.mark.django_db


def references(response):
    return [card.reference for card in response.context["page"].object_list]


@pytest.fixture
def meetings():
    factories.issue(factories.meeting(9, starts="2015-05-01", city="Wellington", country="New Zealand"))
    factories.issue(factories.meeting(10, starts="2016-02-02"))
    factories.issue(factories.meeting(6, code="SOM", starts="2016-03-22", city="Bali", country="Indonesia"))
    factories.issue(factories.meeting(2, code="SOM", starts=None, city="", country="", format="online"))


def test_latest_first_and_what_has_no_date_last(client, meetings):
    response = client.get("/meetings/")

    assert references(response) == ["SOM 6", "AHG SOM 10", "AHG SOM 9", "SOM 2"]
    assert [(year, len(cards)) for year, cards in response.context["by_year"]] == [(2016, 2), (2015, 1), (None, 1)]
    assert [(step["year"], step["count"]) for step in response.context["timeline"]] == [(2015, 1), (2016, 2)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("series=ahg-som", ["AHG SOM 10", "AHG SOM 9"]),
        ("series=ahg-som&series=som&year=2016", ["SOM 6", "AHG SOM 10"]),
        ("year=2015", ["AHG SOM 9"]),
        ("place=zealand", ["AHG SOM 9"]),
        ("place=Online", ["SOM 2"]),
        ("year=&place=&series=som", ["SOM 6", "SOM 2"]),
    ],
)
def test_filters(client, meetings, query, found):
    assert references(client.get(f"/meetings/?{query}")) == found


def test_facets_count_what_the_other_filters_leave(client, meetings):
    context = client.get("/meetings/?series=ahg-som&year=2016").context

    assert [(one.value, one.left) for one in context["offered"]["series"]] == [("ahg-som", "1"), ("som", "1")]
    assert [(step["year"], step["count"]) for step in context["timeline"]] == [(2015, 1), (2016, 1)]
    assert context["chips"] == [
        {"words": "AHG SOM", "address": "?year=2016"},
        {"words": "2016", "address": "?series=ahg-som"},
    ]


def test_an_empty_answer_says_what_to_loosen(client, meetings):
    response = client.get("/meetings/?series=ahg-som&year=2016&place=Wellington")

    assert response.context["looser"] == [
        {"name": "year", "count": 1, "address": "?series=ahg-som&place=Wellington"},
        {"name": "place", "count": 1, "address": "?series=ahg-som&year=2016"},
    ]
    body = response.content.decode()
    assert "No meeting matches all of these." in body
    assert '<a href="?series=ahg-som&amp;place=Wellington">Leave out the year</a>: 1 meeting' in body


def test_a_year_without_meetings_stays_chosen_in_the_form(client, meetings):
    assert "<option selected>1999</option>" in client.get("/meetings/?year=1999").content.decode()


def test_a_list_is_paged_at_fifty(client, monkeypatch, meetings):
    assert views.PAGE == 50
    monkeypatch.setattr(views, "PAGE", 3)
    first, second = client.get("/meetings/?place="), client.get("/meetings/?page=2")

    assert (len(references(first)), first.context["later"], first.context["earlier"]) == (3, "", "?page=2")
    assert (references(second), second.context["later"], second.context["earlier"]) == (["SOM 2"], "?page=1", "")


def test_a_series_has_a_short_address(client, meetings):
    assert client.get("/meetings/ahg-som/").headers["Location"] == "/meetings/?series=ahg-som"


def test_the_page_gives_the_record_in_its_order_with_its_numbers(client):
    factories.issue(
        factories.meeting(
            10,
            outcomes=["Members agreed the agenda.", "Members agreed the priorities."],
            recommendations=["It was recommended that members meet again."],
            present=["Sri Lanka", "Canada"],
            purpose="The purpose was to review progress.",
        )
    )
    response = client.get("/meetings/ahg-som/10/")
    record = response.context["reading"].record
    body = response.content.decode()

    assert [(p.number, p.role) for p in record.passages] == [
        (1, "opening"),
        (2, "attendance"),
        (3, "outcome"),
        (4, "outcome"),
        (5, "recommendation"),
    ]
    places = [body.index(f'id="{passage.anchor}"') for passage in record.passages]
    assert places == sorted(places)
    for passage in record.passages:
        assert f'href="#{passage.anchor}" aria-label="Paragraph {passage.number}' in body
    assert 'aria-label="Paragraph 5, recommendation R1">5<span>R1</span></a>' in body
    assert "Members <b>agreed</b> the agenda." in body
    assert "It was <b>recommended</b> that members meet again." in body
    assert "<span>To Members</span>" in body
    assert body.index("Compiled from public sources, not cleared") < places[0]
    assert '<a href="#agenda">Agenda</a> <span>not held</span>' in body
    assert "Rev." not in body


def test_revisions_show_once_there_are_two(client):
    meeting = factories.meeting(10, gist="First words.")
    factories.issue(meeting)
    factories.correct(meeting, gist="Better words.")
    now, before = client.get("/meetings/ahg-som/10/"), client.get("/meetings/ahg-som/10/revisions/0/")

    assert now.context["reading"].edition.revision == "Rev.1"
    assert "AHG SOM 10, Rev.1" in now.content.decode()
    assert "The text was corrected." in now.content.decode()
    assert '<a href="/meetings/ahg-som/10/revisions/0/">' in now.content.decode()
    assert "First words." in before.content.decode()
    assert "This revision is no longer in force." in before.content.decode()
    assert client.get("/meetings/ahg-som/10/revisions/2/").status_code == 404


def test_neighbours_stay_in_the_series(client, meetings):
    context = client.get("/meetings/ahg-som/10/").context

    assert context["earlier"].reference == "AHG SOM 9"
    assert context["later"] is None


def test_links_lead_to_what_is_issued(client):
    som = factories.meeting(6, code="SOM", starts="2016-03-22")
    factories.issue(factories.meeting(10, prepares=[som]))
    before = client.get("/meetings/ahg-som/10/").content.decode()
    factories.issue(som)

    assert "/meetings/som/6/" not in before
    assert '<a href="/meetings/som/6/">Meeting 6 of the SOM</a>' in client.get("/meetings/ahg-som/10/").content.decode()


def test_a_corrected_number_redirects_from_the_old_address(client):
    meeting = factories.meeting(9)
    factories.issue(meeting)
    factories.correct(meeting, ordinal=10)

    assert client.get("/meetings/ahg-som/9/").headers["Location"] == "/meetings/ahg-som/10/"
    assert client.get("/meetings/ahg-som/9/revisions/0/").headers["Location"] == "/meetings/ahg-som/10/revisions/0/"
    assert client.get("/meetings/ahg-som/10/").status_code == 200


@time_machine.travel("2016-02-12 12:00Z")
def test_home_says_what_met_last_what_it_agreed_and_what_is_next(client, meetings):
    factories.issue(factories.meeting(11, starts="2016-02-10", recommendations=["It was recommended to meet again."]))
    planned = [
        factories.meeting(n, code="BPMC", starts=day, state="planned")
        for n, day in enumerate(["2016-02-11", "2016-03-23", "2016-02-20", "2016-02-12"], start=1)
    ]
    for meeting in planned:
        factories.issue(meeting)
    home = client.get("/").context

    assert home["last"].reference == "SOM 6"  # held, whatever the clock says: the record says so
    assert [card.reference for card in home["earlier"]] == ["AHG SOM 11", "AHG SOM 10", "AHG SOM 9", "SOM 2"]
    assert [card.reference for card in home["coming"]] == ["BPMC 4", "BPMC 3", "BPMC 2"]


def test_what_is_next_is_judged_on_the_clock_of_the_place(client):
    factories.issue(factories.meeting(1, starts="2026-11-23", state="planned", zone="Pacific/Auckland"))
    factories.issue(factories.meeting(2, starts="2026-11-23", state="planned", zone="Pacific/Honolulu"))

    with time_machine.travel(datetime.datetime(2026, 11, 23, 20, tzinfo=datetime.UTC), tick=False):
        assert [card.reference for card in client.get("/").context["coming"]] == ["AHG SOM 2"]


def test_home_does_not_say_the_same_sentence_twice(client):
    factories.issue(factories.meeting(10, gist="Members agreed.", outcomes=["Members agreed."]))

    assert client.get("/").context["agreed"] == []


def test_an_empty_library_says_so(client):
    assert "No record of a meeting has been released yet." in client.get("/").content.decode()
    assert "No meeting has been released yet." in client.get("/meetings/").content.decode()
    assert "No document has been released yet." in client.get("/strategy/").content.decode()


def test_a_document_shows_its_line_of_drafts(client):
    som = factories.meeting(10)
    factories.issue(som)
    factories.issue(factories.draft(1, remark="First draft."))
    factories.issue(factories.draft(2, remark="Priorities are new.", submitted_to=som))
    response = client.get("/strategy/strategy-for-cooperation/")
    body = response.content.decode()

    assert "Priorities are new." in body
    assert '<a href="/meetings/ahg-som/10/">AHG SOM 10</a>' in body
    assert '<a href="/strategy/strategy-for-cooperation/drafts/1/">' in body
    assert "First draft." in client.get("/strategy/strategy-for-cooperation/drafts/1/").content.decode()
