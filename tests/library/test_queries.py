"""Pages cost the same at any size: literal counts, at one row and at three. Sessions and users come on top.

The first query of a page asks whether what was kept of it still holds (`library.kept`).
"""

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.history import acting
from members.models import Area
from tests import factories

pytestmark = pytest.mark.django_db
COUNTS = {
    "/": 5,
    "/meetings/": 6,
    "/meetings/?series=ahg-som&year=2016&place=bangkok": 6,
    "/meetings/?attended=state-1&capacity=member": 6,
    "/meetings/feed.atom": 2,
    "/meetings/calendar.ics": 2,
    "/meetings/timeline/": 2,
    "/members/attendance/": 5,
    "/members/attendance.csv": 4,
    "/members/state-1/feed.atom": 3,
    "/topics/": 2,
    "/topics/returns/": 5,
    "/follow/": 3,
    "/sitemap.xml": 4,
    "/robots.txt": 1,
    "/meetings/ahg-som/1/": 6,
    "/members/": 2,
    "/members/?on=AHG+SOM+1": 3,
    "/members/state-1/": 5,  # it is an organisation; a state has one more, for what was held there
    "/members/directory/": 4,
    "/recommendations/": 3,
    "/recommendations/?state=open&to=members&meeting=SOM+1&verb=encouraged&age=1&q=data": 3,
    "/recommendations/ahg-som-1/r1/": 3,
    "/recommendations/in-effect/": 3,
    "/recommendations/in-effect/?after=AHG+SOM+1": 4,
    "/recommendations/figures/": 4,
    "/strategy/": 2,
    "/strategy/strategy-for-cooperation/": 6,  # with where its paragraphs come from, as it has several drafts
    "/check/": 0,
    "/about/": 1,
}
DOWNLOADS = {"/meetings/ahg-som/1/statement.pdf": 1, "/strategy/strategy-for-cooperation/draft.pdf": 1}


@pytest.fixture(params=[1, 3])
def rows(request):
    """As many meetings, outcomes, recommendations, delegations, links, documents, drafts and revisions."""
    many = range(1, request.param + 1)
    ahead = [factories.meeting(at, code="SOM", starts=f"2016-03-0{at}") for at in many]
    for at in many:
        meeting = factories.meeting(
            at,
            starts=f"2016-02-0{at}",
            outcomes=[f"Members agreed on point {n}." for n in many],
            recommendations=[f"It was recommended that members do {n}." for n in many],
            present=[f"State {n}" for n in many],
            prepares=ahead,
        )
        factories.issue(meeting)
        for n in many:
            factories.correct(meeting, gist=f"Corrected {n} times.")
        factories.issue(factories.draft(number=at, submitted_to=ahead[0]))
        factories.issue(factories.draft(slug=f"work-plan-{at}"))
    factories.issue(factories.draft(number=request.param + 1, submitted_to=ahead[0]))
    for meeting in ahead:
        factories.issue(meeting)
    with acting(None, "for a test"):
        Area.objects.create(slug="returns", name="Returns", synonyms=["agreed", "recommended"])
    factories.issue(factories.participant(settings.PROCESS_BODY, kind="body"))
    return request.param


def queries(client, address, **headers):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address, headers=headers)
    return response, len(queries)


def test_pages(client, rows):
    answers = {address: queries(client, address) for address in COUNTS}

    assert {address: count for address, (_, count) in answers.items()} == COUNTS
    assert {response.status_code for response, _ in answers.values()} == {200}
    kept = {address: queries(client, address)[1] for address in COUNTS if address != "/check/"}
    assert set(kept.values()) == {1}


@pytest.mark.parametrize("rows", [1], indirect=True)
@pytest.mark.parametrize("address", DOWNLOADS)
def test_downloads_and_what_is_there_already(client, rows, address):
    first, whole = queries(client, address)
    again, unchanged = queries(client, address, **{"if-none-match": first["ETag"]})

    assert (first.status_code, whole) == (200, DOWNLOADS[address])
    assert (again.status_code, unchanged) == (304, DOWNLOADS[address])
