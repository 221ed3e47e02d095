"""What stands around a record: how to cite it, as data of an event, what became of it; and what waits for a reader."""

import datetime
import json
import re

import pytest
from django.utils import timezone

from members.models import Participant
from records import clearance
from records.models import Edition
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_citation_names_the_revision_by_the_address_that_stays(client):
    row = factories.meeting(10)
    factories.issue(row)
    factories.correct(row, gist="Corrected.")
    first, second = Edition.objects.order_by("number")
    cited = client.get("/meetings/ahg-som/10/").context["citation"]
    before = client.get("/meetings/ahg-som/10/revisions/0/").context["citation"]

    when = "Meeting 10 of the AHG SOM, Bangkok, Thailand, 2 February 2016"
    assert f"{when}. AHG SOM 10, {second.revision}, compiled " in cited
    assert "/meetings/ahg-som/10/revisions/1/ (check code " in cited
    assert second.digest[:16] in cited.replace(" ", "")
    assert "/meetings/ahg-som/10/revisions/0/ " in before
    assert first.digest[:16] in before.replace(" ", "")
    assert client.get("/meetings/ahg-som/10/revisions/1/").status_code == 200


def test_an_event_is_said_as_data_and_cannot_end_its_element(client):
    factories.issue(factories.meeting(10, title="</script><b>& Co</b>", state="cancelled"))
    body = client.get("/meetings/ahg-som/10/").content.decode()
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', body)
    said = json.loads(data)

    assert (said["@type"], said["name"], said["startDate"]) == ("Event", "</script><b>& Co</b>", "2016-02-02")
    assert said["eventStatus"] == "https://schema.org/EventCancelled"
    assert said["location"]["address"] == {
        "@type": "PostalAddress", "addressLocality": "Bangkok", "addressCountry": "Thailand",
    }  # fmt: skip
    assert "ld+json" not in client.get("/meetings/ahg-som/10/").content.decode().split("</head>")[1]


def test_recommendations_say_what_became_of_them(client):
    made = factories.meeting(10)
    row = factories.recommend(made)
    factories.issue(made)
    page = "/meetings/ahg-som/10/"
    assert "No action recorded" in client.get(page).content.decode()
    later = factories.meeting(6, code="BPMC", starts="2016-03-23")
    factories.considered(row, later)
    factories.issue(later)

    assert "Adopted by BPMC 6" in client.get(page).content.decode()


def test_the_sitemap_is_of_public_pages_whoever_asks(client):
    factories.issue(factories.meeting(10))
    factories.issue(factories.meeting(11, starts="2017-01-01"), "members")
    anybody = client.get("/sitemap.xml").content.decode()
    client.force_login(factories.user("budi@example.org", "secretariat"))

    assert "/meetings/ahg-som/10/</loc><lastmod>" in anybody
    assert "/meetings/ahg-som/11/" not in anybody
    assert client.get("/sitemap.xml").content.decode() == anybody


@pytest.fixture
def dilini():
    return factories.delegate("sri-lanka", iso="LK")


def test_home_shows_what_waits_for_the_own_delegation_alone(client, dilini):
    factories.participant("members", kind="collective")
    own, members = (Participant.objects.get(slug=slug) for slug in ("sri-lanka", "members"))
    canada = factories.participant("canada", iso="CA", capacity="member")
    soon = timezone.now().date() - datetime.timedelta(days=30)
    made = factories.meeting(10, starts=soon.isoformat())
    for whom in (own, members, canada):
        factories.recommend(made, text=f"{whom.slug} was encouraged to share.", to=[whom])
    factories.issue(made)
    drafted = factories.meeting(11, starts="2017-01-01", title="To be cleared")
    deadline = timezone.now() + datetime.timedelta(days=7)
    clearance.open_round(drafted, [own], mode="silence", deadline=deadline, by=factories.preparer())

    assert "Open for you" not in client.get("/").content.decode()
    client.force_login(dilini)
    response = client.get("/")
    said = response.content.decode().partition("Open for you")[2].partition("</section>")[0]
    assert [row["entry"].participants for row in response.context["rows"]] == [["sri-lanka"], ["members"]]
    assert "Comment on" in said
    assert "To be cleared" in said or "AHG SOM 11" in said
    client.force_login(factories.user("x@example.org", "delegate", acting_for=canada))
    other = client.get("/").context
    assert ([row["entry"].participants for row in other["rows"]], other["waiting"].rounds) == (
        [["members"], ["canada"]], [],
    )  # fmt: skip


def test_neighbours_and_coming_meetings_come_in_order(client):
    ahead = timezone.now().date()
    for at in (3, 1, 2):
        day = (ahead + datetime.timedelta(days=10 * at)).isoformat()
        factories.issue(factories.meeting(20 + at, starts=day, ends=day, state="planned"))
    factories.issue(factories.draft())

    context = client.get("/").context
    assert [card.reference for card in context["coming"]] == ["AHG SOM 21", "AHG SOM 22", "AHG SOM 23"]
    assert [card.kind for card in context["documents"]] == ["document"]


def test_recommendations_by_year_and_state_are_drawn_and_said(client):
    for year, ordinal in ((2016, 1), (2020, 2)):
        row = factories.meeting(ordinal, starts=f"{year}-02-02")
        for _ in range(ordinal):
            factories.recommend(row)
        factories.recommend(row, follow_up="standing")
        factories.issue(row)
    figures = client.get("/recommendations/figures/").context["figures"]
    picture = client.get("/recommendations/figures/years.svg").content.decode()
    table = client.get("/recommendations/figures.csv").content.decode()

    assert [(year.year, year.counts) for year in figures.years] == [(2016, (1, 0, 0, 1)), (2020, (1, 0, 0, 2))]
    assert "2016: 2; 2020: 3" in picture
    assert "style=" not in picture
    assert '"2020, not tracked","2"' in table
