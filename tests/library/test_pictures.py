"""Topics, facets, the attendance matrix and the timeline."""

import csv
import io
import xml.etree.ElementTree as ET

import pytest
from django.conf import settings

from core.history import acting
from meetings.models import Attendance, Meeting, Outcome
from members.models import Area, Participant
from records.deeds import is_agreed
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued():
    """Sri Lanka as member and as observer, Canada with apologies; one outcome filed, one that names the topic."""
    body = factories.participant(settings.PROCESS_BODY, "Bali Process", kind="body")
    states = {
        slug: factories.participant(slug, iso=iso, capacity="member")
        for slug, iso in (("sri-lanka", "LK"), ("canada", "CA"))
    }
    with acting(None, "for a test"):
        area = Area.objects.create(slug="returns", name="Returns", synonyms=["repatriation"])
    for number, capacity, audience in ((1, "member", "public"), (2, "observer", "public"), (3, "member", "members")):
        row = factories.meeting(number, starts=f"201{number}-02-02", attendance_is_known=True)
        with acting(None, "for a test"):
            Attendance.objects.create(
                meeting=row, participant=states["sri-lanka"], as_written="Ceylon", kind="state", capacity=capacity
            )
            Attendance.objects.create(
                meeting=row, participant=states["canada"], as_written="Canada", kind="state", presence="apologies"
            )
            Outcome.objects.create(meeting=row, position=0, text="Members agreed to act.", verbs=["agreed"], area=area)
            Outcome.objects.create(meeting=row, position=1, text="Repatriation was discussed.", verbs=["discussed"])
        factories.issue(row, audience)
    factories.issue(Participant.objects.get(pk=body.pk))


def references(response):
    return references_of(response.context)


def references_of(context):
    return [card.reference for card in context["page"].object_list]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("attended=sri-lanka", ["AHG SOM 2", "AHG SOM 1"]),
        ("attended=sri-lanka&capacity=observer", ["AHG SOM 2"]),
        ("attended=canada", []),  # apologies
        ("capacity=observer", ["AHG SOM 2", "AHG SOM 1"]),  # of nobody: left out
        ("level=senior_official", ["AHG SOM 2", "AHG SOM 1"]),
        ("level=ministerial", []),
        ("area=returns", ["AHG SOM 2", "AHG SOM 1"]),
        ("area=nowhere", []),
    ],
)
def test_meetings_by_who_attended_level_and_topic(client, issued, asked, found):
    assert references(client.get(f"/meetings/?{asked}")) == found


def test_facets_count_what_the_reader_may_read(client, issued):
    def counts(response):
        return {
            name: {option.value: option.left for option in options}
            for name, options in response.context["offered"].items()
        }

    public = client.get("/meetings/?attended=sri-lanka")
    assert counts(public) == {
        "series": {"ahg-som": "2"},
        "level": {"senior_official": "2"},
        "attended": {"sri-lanka": "2"},
        "capacity": {"member": "1", "observer": "1"},
        "area": {"returns": "2"},
    }
    client.force_login(
        factories.user("x@example.org", "delegate", acting_for=Participant.objects.get(slug="sri-lanka"))
    )
    assert counts(client.get("/meetings/?attended=sri-lanka"))["capacity"] == {"member": "2", "observer": "1"}


def test_an_empty_answer_says_what_to_loosen(client, issued):
    body = client.get("/meetings/?attended=canada&level=senior_official").content.decode()

    assert "Leave out the delegation</a>: 2 meetings" in body
    assert '<option value="canada" selected>Canada (0)</option>' in body
    assert ">Canada<" in body  # the filter that is on, by its name


def test_what_is_not_well_formed_is_left_out_with_a_sentence(client, issued):
    body = client.get("/meetings/?attended=%3Cb%3E&level=high&capacity=boss&area=%00").content.decode()

    assert "The delegation was left out: choose it from the list." in body
    assert "is no level of meetings; it was left out." in body
    assert "is no capacity in these records; it was left out." in body


@pytest.mark.parametrize(
    ("role", "verbs", "agreed"),
    [
        ("outcome", ["agreed"], True),
        ("outcome", ["noted", "welcomed"], False),
        ("outcome", ["Discussed", "endorsed"], True),
        ("recommendation", ["commended"], True),
        ("outcome", [], False),
    ],
)
def test_what_was_agreed_is_told_from_what_was_discussed(role, verbs, agreed):
    assert is_agreed(role, verbs) is agreed


def test_what_the_other_filters_leave_nothing_of_is_still_offered(client, issued):
    factories.issue(factories.meeting(1, code="SOM", starts="2014-03-03"))
    seen = client.get("/meetings/?attended=sri-lanka&year=2011").context

    assert (references_of(seen), seen["page"].paginator.count) == (["AHG SOM 1"], 1)
    assert [(step["year"], step["count"]) for step in seen["timeline"]] == [(2011, 1), (2012, 1), (2013, 0), (2014, 0)]
    assert [(one.value, one.left) for one in seen["offered"]["series"]] == [("ahg-som", "1"), ("som", "0")]
    assert [(one.value, one.left) for one in seen["offered"]["level"]] == [("senior_official", "1")]


def test_a_topic_has_what_is_filed_and_what_names_it(client, issued):
    agreed = client.get("/topics/returns/")
    discussed = client.get("/topics/returns/?part=discussed")

    assert [hit.entry.passage.text for hit, _ in agreed.context["hits"]] == ["Members agreed to act."] * 2
    assert [hit.entry.passage.text for hit, _ in discussed.context["hits"]] == ["Repatriation was discussed."] * 2
    assert [(words, count) for _, words, count in agreed.context["parts"]] == [
        ("Agreed", "2"), ("Discussed", "2"), ("In documents", "0"),
    ]  # fmt: skip
    assert client.get("/topics/nowhere/").status_code == 404


def test_a_topic_tells_what_it_led_to_linked_where_the_reader_may_open_it(client, issued):
    """Recommendation → group established → guide approved: each named, and linked where it may be read."""
    area = Area.objects.get(slug="returns")
    group = factories.participant("wg-tip", "Working group", kind="body")
    guide, hidden = (factories.draft(1, slug="guide"), factories.draft(1, slug="hidden-plan", audience="members"))
    factories.issue(guide)
    factories.issue(hidden)
    factories.issue(Participant.objects.get(slug=settings.PROCESS_BODY), reason="With its group")
    meeting = factories.meeting(5, starts="2016-06-02")
    factories.recommend(meeting, "A group is made.", verb="agreed", area=area, result_body=group)
    factories.recommend(meeting, "A guide is made.", verb="agreed", area=area, result_document=guide.document)
    factories.recommend(meeting, "A plan is made.", verb="agreed", area=area, result_document=hidden.document)
    factories.recommend(meeting, "It meets.", verb="agreed", area=area, result_meeting=Meeting.objects.get(ordinal=1))
    factories.issue(meeting)
    page = client.get("/topics/returns/").text
    for led_to in (
        '<a href="/members/wg-tip/">Working group</a>',
        '<a href="/strategy/guide/">Guide</a>',
        "Led to Hidden plan",
        '<a href="/meetings/ahg-som/1/">AHG SOM 1</a>',
    ):
        assert led_to in page
    assert "/strategy/hidden-plan/" not in page
    client.force_login(factories.user("d@example.org", "delegate", acting_for=factories.participant("sri-lanka")))
    assert '<a href="/strategy/hidden-plan/">Hidden plan</a>' in client.get("/topics/returns/").text


def test_search_is_narrowed_by_topic(client, issued):
    response = client.get("/search/?q=members&area=returns")

    assert len(response.context["hits"]) == 2
    assert {facet["label"] for facet in response.context["facets"]} >= {"Topic"}
    assert "Returns" in response.content.decode()


def test_search_is_narrowed_by_who_acts(client):
    with acting(None, "for a test"):
        row = factories.meeting(4)
        for place, actor in enumerate(["Members", "Members", "Co-Chairs"]):
            Outcome.objects.create(
                meeting=row, position=place, text=f"{actor} agreed on visas, {place}.", verbs=["agreed"], actors=[actor]
            )
    factories.issue(row)
    every = client.get("/search/?q=visas")
    [facet] = [facet for facet in every.context["facets"] if facet["label"] == "Who acts"]
    chairs = next(one for one in facet["first"] if one["words"] == "Co-Chairs")
    narrowed = client.get("/search/" + chairs["address"])

    assert {one["words"]: one["count"] for one in facet["first"]} == {"Members": "2", "Co-Chairs": "1"}
    assert chairs["address"] == "?q=visas&actor=Co-Chairs"
    assert [hit.entry.passage.text for hit in narrowed.context["hits"]] == ["Co-Chairs agreed on visas, 2."]


def test_a_topic_is_a_feed_of_what_was_agreed_the_newest_first(client, issued):
    page = client.get("/topics/returns/").content.decode()
    feed = ET.fromstring(client.get("/topics/returns/feed.atom").content)
    atom = "{http://www.w3.org/2005/Atom}"
    entries = feed.findall(f"{atom}entry")

    assert 'href="/topics/returns/feed.atom"' in page
    assert feed.findtext(f"{atom}title").startswith("Returns")
    assert ["AHG SOM 2" in entry.findtext(f"{atom}title") for entry in entries] == [True, False]
    assert ["Members agreed to act." in entry.findtext(f"{atom}summary") for entry in entries] == [True, True]
    client.force_login(
        factories.user("x@example.org", "delegate", acting_for=Participant.objects.get(slug="sri-lanka"))
    )
    assert b"AHG SOM 3" in client.get("/topics/returns/feed.atom").content


def test_each_page_that_can_be_followed_says_where(client, issued):
    """Series, participant, area and search: what the page names is a feed, narrowed as the page is."""
    pages = {
        "/meetings/?series=ahg-som": "/meetings/feed.atom?series=ahg-som",
        "/members/sri-lanka/": "/members/sri-lanka/feed.atom",
        "/topics/returns/": "/topics/returns/feed.atom",
        "/search/?q=act": "/search/feed.atom?q=act",
    }
    for page, feed in pages.items():
        assert f'href="{feed}"' in client.get(page).content.decode(), page
        answer = client.get(feed)
        assert (answer["Content-Type"].split(";")[0], b"<entry>" in answer.content) == ("application/atom+xml", True), (
            feed
        )


def test_the_matrix_is_a_table_with_words_in_its_cells(client, issued):
    response = client.get("/members/attendance/")
    drawn = response.context["matrix"]
    body = response.content.decode()

    assert [card.reference for card in drawn.cards] == ["AHG SOM 2", "AHG SOM 1"]
    assert [(row.name, [cell.words for cell in row.cells], row.present) for row in drawn.rows] == [
        ("Canada", ["Apologies", "Apologies"], 0),
        ("Sri Lanka", ["Observer", "Member"], 2),
    ]
    assert '<td class="k o"><span class="vh">Observer</span></td>' in body


def test_the_matrix_comes_in_pages_and_as_a_table(client, issued, monkeypatch):
    monkeypatch.setattr("library.views.pictures.COLUMNS", 1)
    response = client.get("/members/attendance/?page=2")
    rows = list(csv.reader(io.StringIO(client.get("/members/attendance.csv").content.decode("utf-8-sig"))))

    assert [card.reference for card in response.context["matrix"].cards] == ["AHG SOM 1"]
    assert rows[0] == ["Delegation", "AHG SOM 2", "AHG SOM 1"]
    assert rows[-2] == ["Sri Lanka", "Observer", "Member"]
    assert rows[-1][1] == "Compiled from public sources, not cleared"


def test_the_timeline_has_a_dot_a_meeting_and_says_the_same_in_a_table(client, issued):
    response = client.get("/meetings/timeline/")
    body = response.content.decode()

    assert body.count("<circle") == 2
    assert "style=" not in body
    assert [(line.code, counts) for line, counts in response.context["timeline"].counted] == [("AHG SOM", [1, 1])]
    rows = list(csv.reader(io.StringIO(client.get("/meetings/timeline.csv").content.decode("utf-8-sig"))))
    assert rows[0] == ["Series", "2011", "2012", "All"]
    assert rows[1][1:] == ["1", "1", "2"]
    Meeting.objects.get(ordinal=3)  # the one for members is there and in no picture


def test_the_timeline_as_a_table_to_take_away(client, issued):
    answer = client.get("/meetings/timeline.csv")
    series, *years = next(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    rows = {row[0]: row[1:] for row in csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))}

    assert answer["Content-Type"].startswith("text/csv")
    assert years[:2] == ["2011", "2012"]
    assert [row[:2] for name, row in rows.items() if name != series] == [["1", "1"]]
    assert 'href="/meetings/timeline.csv"' in client.get("/meetings/timeline/").content.decode()
