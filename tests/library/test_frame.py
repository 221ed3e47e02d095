"""What every page carries, whoever asks and whatever the answer."""

import itertools
import re

import pytest
from django.template.loader import render_to_string

from meetings.models import Meeting
from records.compose import compose_meeting
from tests import factories

pytestmark = pytest.mark.django_db
PAGES = [
    "/",
    "/meetings/",
    "/meetings/ahg-som/10/",
    "/recommendations/",
    "/recommendations/ahg-som-10/r1/",
    "/recommendations/in-effect/",
    "/recommendations/figures/",
    "/strategy/",
    "/strategy/strategy-for-cooperation/",
    "/check/",
    "/about/",
    "/accessibility/",
    "/accounts/login/",
    "/accounts/password/reset/",
    "/accounts/signup/",
    "/nothing/",
]
# A block of data (JSON-LD of an event) is no script to a browser: nothing runs it, and the policy does not ask of it.
INLINE = re.compile(
    r"\sstyle=|<style|\son[a-z]+=|javascript:|<script(?![^>]*(src=|type=\"application/(ld\+)?json\"))", re.I
)


@pytest.fixture(autouse=True)
def rows():
    factories.issue(
        factories.meeting(
            10, outcomes=["Members agreed the agenda."], recommendations=["Do it."], present=["Sri Lanka"]
        )
    )
    factories.issue(factories.draft())


@pytest.mark.parametrize("page", PAGES)
def test_strict_policy_and_nothing_inline(client, page):
    response = client.get(page)
    body = response.content.decode()

    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert INLINE.findall(body) == []
    assert re.findall(r"(?:src|href)=\"(?:https?:)?//(?!public)[^\"]*\"", body) == []


@pytest.mark.parametrize("page", PAGES)
def test_one_title_one_first_heading_and_headings_in_order(client, page):
    body = client.get(page).content.decode()
    levels = [int(level) for level in re.findall(r"<h([1-6])", body)]

    assert re.search(r"<title>[^<]{5,} · Bali Process records</title>", body)
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("page", ["/", "/meetings/", "/meetings/ahg-som/10/", "/strategy/", "/about/"])
def test_whoever_has_the_page_is_told_it_has_not_changed(client, page):
    first = client.get(page)
    again = client.get(page, headers={"if-none-match": first["ETag"]})

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert "Cookie" in first["Vary"] or page == "/about/"
    assert "no-cache" in first["Cache-Control"]


def test_a_correction_changes_the_etag(client):
    etag = client.get("/meetings/ahg-som/10/")["ETag"]
    factories.correct(Meeting.objects.get(), gist="Corrected.")

    assert client.get("/meetings/ahg-som/10/", headers={"if-none-match": etag}).status_code == 200


def test_what_a_signed_in_person_sees_is_kept_by_no_cache(client):
    client.force_login(factories.delegate("sri-lanka", iso="LK"))

    assert "no-store" in client.get("/meetings/")["Cache-Control"]


@pytest.mark.parametrize("role", ["secretariat", "approver", "administrator", "co_chair"])
def test_the_desk_is_offered_to_those_who_see_it(client, role):
    client.force_login(factories.user("x@example.org", role))

    assert '<a href="/prepare/">Prepare a meeting</a>' in client.get("/").content.decode()


def test_the_desk_is_offered_to_nobody_else(client):
    assert "Prepare a meeting" not in client.get("/").content.decode()
    client.force_login(factories.delegate("sri-lanka", iso="LK"))
    assert "Prepare a meeting" not in client.get("/").content.decode()


def test_a_preview_needs_the_record_alone():
    record = compose_meeting(Meeting.objects.get())
    body = render_to_string("records/record.html", {"record": record})

    assert "Members <b>agreed</b> the agenda." in body
    assert "Check code" not in body
    assert "PDF" not in body


@pytest.mark.parametrize("name", ["400.html", "500.html", "403_csrf.html"])
def test_error_pages_that_are_drawn_without_a_request(name):
    assert "<h1>" in render_to_string(name)


def test_account_pages_of_someone_signed_in(client):
    person = factories.user("x@example.org")
    person.set_password("a long pass phrase")
    person.save()
    client.login(username="x@example.org", password="a long pass phrase")
    for page in ("/accounts/2fa/", "/accounts/password/change/", "/accounts/logout/", "/accounts/email/"):
        body = client.get(page, follow=True).content.decode()
        assert INLINE.findall(body) == [], page
        assert body.count("<h1") == 1, page
