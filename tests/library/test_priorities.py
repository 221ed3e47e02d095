"""Areas of focus: written at the desk, issued with the record of their meeting, read by period."""

import datetime

import pytest
import time_machine

from core.history import acting
from members.models import Area
from recommendations.models import Priority
from records import projections
from records.models import FocusEntry
from records.services import compose
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/recommendations/priorities/"


def focus(meeting, title, standing="agreed", years=None, **facts):
    if years:
        facts |= {"from_on": datetime.date(years[0], 1, 1), "until_on": datetime.date(years[1], 12, 31)}
    with acting(None, "for a test"):
        at = meeting.priorities.count() * 1000
        return Priority.objects.create(meeting=meeting, title=title, standing=standing, position=at, **facts)


@pytest.fixture
def agreed():
    """AHG SOM 10 proposed two; SOM 6 agreed one of them, and two for other periods."""
    meeting, som = factories.meeting(10, starts="2016-02-02"), factories.meeting(6, code="SOM", starts="2016-03-22")
    returns = Area.objects.create(slug="returns", name="Returns")
    focus(meeting, "Returns", "proposed", (2016, 2017), area=returns)
    focus(meeting, "Data", "proposed")
    focus(som, "Returns", years=(2016, 2017), area=returns, proposed_at=meeting)
    focus(som, "Borders", years=(2011, 2012))
    focus(som, "Victims of trafficking", from_on=datetime.date(2030, 3, 1))
    factories.issue(meeting)
    factories.issue(som, "members")
    return meeting, som


def shown(client):
    with time_machine.travel("2016-11-01 12:00Z", tick=False):
        groups = client.get(PAGE).context["groups"]
    return {name: [(one.entry.title, one.period) for one in found] for name, _, found in groups}


def test_the_record_of_a_meeting_says_what_it_proposed_and_agreed(agreed):
    _, som = agreed
    record = compose(som)
    section = next(section for section in record.sections if section.slug == "priorities")

    assert [(passage.text, passage.verbs) for passage in section.passages] == [
        ("Returns was agreed as an area of focus for 2016 to 2017, as proposed by AHG SOM 10.", ("agreed",)),
        ("Borders was agreed as an area of focus for 2011 to 2012.", ("agreed",)),
        ("Victims of trafficking was agreed as an area of focus from 1 March 2030.", ("agreed",)),
    ]
    assert next((one.title, one.from_on, one.until_on, one.proposed_at) for one in record.priorities) == (
        "Returns", "2016-01-01", "2017-12-31", "AHG SOM 10",
    )  # fmt: skip


def test_readers_see_them_by_period_as_far_as_they_may_know(client, agreed):
    assert shown(client) == {"proposed": [("Returns", "For 2016 to 2017"), ("Data", "No period named")]}
    member = factories.participant("sri-lanka", iso="LK", capacity="member")
    dilini = factories.user("dilini@example.org", "delegate", acting_for=member)
    client.force_login(dilini, backend="django.contrib.auth.backends.ModelBackend")
    assert shown(client) == {
        "now": [("Returns", "For 2016 to 2017")],
        "ahead": [("Victims of trafficking", "From 1 March 2030")],
        "proposed": [("Data", "No period named")],
        "earlier": [("Borders", "For 2011 to 2012")],
    }


def test_each_leads_to_the_paragraphs_where_it_was_proposed_and_agreed(client, agreed):
    chair = factories.user("chair@example.org", "co_chair")
    client.force_login(chair, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(PAGE)
    first = page.context["groups"][-1][2][0]  # long over by now

    assert first.address.startswith("/meetings/som/6/#")
    assert first.proposed_in.startswith("/meetings/ahg-som/10/#")
    for address in (first.address, first.proposed_in):
        path, _, anchor = address.partition("#")
        assert f'id="{anchor}"' in client.get(path).text
        assert address in page.text
    assert "/recommendations/?area=returns" in page.text


def test_rebuilt_equals_kept(agreed):
    def rows():
        fields = [field.name for field in FocusEntry._meta.fields if field.name not in ("id", "edition")]
        return sorted(map(str, FocusEntry.objects.values_list("edition", *fields)))

    kept = rows()
    projections.rebuild()
    assert (len(kept), rows()) == (5, kept)


def test_the_page_takes_the_same_queries_at_any_size(client, agreed, django_assert_num_queries):
    client.get(PAGE)
    chair = factories.user("chair@example.org", "co_chair")
    client.force_login(chair, backend="django.contrib.auth.backends.ModelBackend")
    with django_assert_num_queries(4):  # session, user and mandates, then the one of the page
        client.get(PAGE)
