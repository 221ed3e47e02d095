"""Pages that are kept: one query while nothing changes, made anew when something does, and nobody's but everybody's."""

import datetime

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.history import acting
from library import kept
from meetings.models import Meeting
from members.models import Area
from records import freshness
from records.models import Edition, Freshness, Release
from tests import factories

pytestmark = pytest.mark.django_db
MEETING = "/meetings/ahg-som/10/"
PAGES = ["/", "/meetings/", MEETING, "/strategy/", "/search/?q=agenda", "/about/"]


@pytest.fixture(autouse=True)
def meeting():
    row = factories.meeting(10, outcomes=["Members agreed the agenda."], present=["Sri Lanka"])
    factories.issue(row)
    return row


def asked(client, address, **headers):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address, headers=headers)
    return response, len(queries)


@pytest.mark.parametrize("page", PAGES)
def test_the_second_reader_costs_one_query_and_gets_the_same(client, page):
    first = client.get(page)
    second, queries = asked(Client(), page)

    assert queries == 1
    assert (second.status_code, second.content) == (200, first.content)
    assert dict(second.items()) == dict(first.items())


@pytest.mark.parametrize("page", PAGES)
def test_whoever_has_it_gets_304_with_one_query_also_where_it_was_not_kept(client, page):
    first = client.get(page)
    caches["pages"].clear()
    again, queries = asked(client, page, **{"if-none-match": f'"other", W/{first["ETag"]}'})

    assert (again.status_code, again.content, queries) == (304, b"", 1)
    assert {name: again[name] for name in ("ETag", "Vary", "Cache-Control")} == {
        "ETag": f"W/{first['ETag']}",
        "Vary": "Accept-Encoding, Cookie",
        "Cache-Control": "public, no-cache",
    }


def test_a_page_that_stayed_the_same_is_304_although_something_else_changed(client):
    first = client.get("/strategy/")
    factories.issue(factories.meeting(11, starts="2017-11-16"))
    again = client.get("/strategy/", headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again["ETag"]) == (200, client.get("/strategy/")["ETag"])
    assert again["ETag"].split("-")[1] == first["ETag"].split("-")[1]


def test_what_is_issued_shows_at_once(client, meeting):
    before = client.get(MEETING)
    factories.correct(meeting, gist="Corrected.")
    after = client.get(MEETING, headers={"if-none-match": before["ETag"]})

    assert b"Corrected." in after.content
    assert b"Corrected." not in before.content


def test_a_correction_of_a_name_or_a_word_shows_at_once(client):
    with acting(None, "for a test"):
        area = Area.objects.create(slug="paper", name="Paper", synonyms=["agenda"])
    assert b"1 result" in client.get("/search/?q=paper").content
    with acting(None, "for a test"):
        area.synonyms = []
        area.save()

    assert b"Nothing matches" in client.get("/search/?q=paper").content


def test_what_is_released_to_others_changes_no_etag(client, meeting):
    before = {page: client.get(page)["ETag"] for page in PAGES}
    factories.issue(factories.meeting(11, starts="2017-11-16"), audience="members")
    edition = factories.issue(factories.meeting(12, starts="2018-11-16"), audience="secretariat")
    later = timezone.now() + datetime.timedelta(days=1)
    Release.objects.create(edition=edition, audience="public", from_at=later, released_by=edition.approved_by)

    assert {page: client.get(page)["ETag"] for page in PAGES} == before


def test_a_release_that_waited_for_its_day_shows_on_it(client):
    edition = factories.issue(factories.meeting(11, starts="2017-11-16"), audience="members")
    before = freshness.public_state()
    connection.check_constraints()  # nothing may be pending on a table that is altered
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE records_release DISABLE TRIGGER records_release_changes")  # as if a day had passed
    Release.objects.create(edition=edition, audience="public", from_at=timezone.now(), released_by=edition.approved_by)

    assert freshness.public_state() != before
    assert client.get("/meetings/ahg-som/11/").status_code == 200


def test_a_number_once_drawn_is_not_drawn_again():
    seen = {freshness.public_state()}
    for _ in range(3):
        with transaction.atomic():
            freshness.changed("public")
            assert freshness.public_state() not in seen
            seen.add(freshness.public_state())
            transaction.set_rollback(True)


def test_nothing_is_kept_where_the_state_is_not_known(client):
    Freshness.objects.all().delete()

    assert client.get(MEETING).status_code == 200
    assert asked(client, MEETING)[1] > 1


def test_the_signed_in_are_given_nothing_kept_and_leave_nothing(client, meeting):
    factories.issue(factories.meeting(11, starts="2017-11-16"), audience="members")
    member = Client()
    member.force_login(factories.delegate("sri-lanka", iso="LK"))
    public = client.get("/meetings/")
    own = member.get("/meetings/", headers={"if-none-match": public["ETag"]})

    assert own.status_code == 200
    assert b"/meetings/ahg-som/11/" in own.content
    assert "no-store" in own["Cache-Control"]
    assert "ETag" not in own
    assert client.get("/meetings/").content == public.content


@pytest.mark.parametrize("cookie", ["sessionid", "messages"])
def test_a_cookie_that_may_be_somebodys_makes_the_answer_private(client, cookie):
    client.cookies[cookie] = "x"
    response = client.get("/meetings/")

    assert response["Cache-Control"] == "private, no-cache"
    assert asked(client, "/meetings/")[1] > 1


def test_a_page_with_a_token_of_its_own_is_private(client):
    assert "private" in client.get("/check/")["Cache-Control"]


def test_what_does_not_say_that_it_may_be_kept_may_not(client):
    for address in ("/nothing/", "/accounts/login/", "/prepare/"):
        assert {"private", "no-store"} & set(client.get(address)["Cache-Control"].split(", ")), address


def test_hosts_and_builds_are_kept_apart(client, settings, monkeypatch):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    tags = {client.get(MEETING, headers={"host": host})["ETag"].split("-")[0] for host in settings.ALLOWED_HOSTS}
    monkeypatch.setattr(kept, "build", lambda: "another")
    tags.add(client.get(MEETING, headers={"host": "one.example"})["ETag"].split("-")[0])

    assert len(tags) == 3


def test_what_is_next_is_asked_again_every_quarter_of_an_hour(client, monkeypatch):
    now = timezone.now()
    before = [client.get(page)["ETag"].split("-")[0] for page in ("/", MEETING)]
    monkeypatch.setattr(kept.timezone, "now", lambda: now + datetime.timedelta(minutes=15))
    after = [client.get(page)["ETag"].split("-")[0] for page in ("/", MEETING)]

    assert before[0] != after[0]
    assert before[1] == after[1]


def test_a_page_made_while_something_was_issued_is_not_found_again(client, meeting, monkeypatch):
    """The state is asked before the rows are read: what is kept under the old one is never served under the new one."""
    whole = kept.Place.keep

    def issued_meanwhile(place, response):
        whole(place, response)
        monkeypatch.setattr(kept.Place, "keep", whole)
        factories.correct(Meeting.objects.get(), gist="Issued meanwhile.")

    monkeypatch.setattr(kept.Place, "keep", issued_meanwhile)
    assert b"Issued meanwhile." not in client.get(MEETING).content
    assert b"Issued meanwhile." in client.get(MEETING).content
    assert Edition.objects.count() == 2
