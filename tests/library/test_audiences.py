"""What is not released to a reader does not exist for the reader: not as a page, not as a hint."""

import pytest

from records.models import Edition
from tests import factories

pytestmark = pytest.mark.django_db
SECRET = "Meeting 11 of the AHG SOM"
PAGES = ["/", "/meetings/", "/meetings/ahg-som/10/", "/strategy/", "/meetings/?year=2017", "/meetings/?place=Colombo"]


@pytest.fixture
def world():
    """A public meeting that prepared one which is not issued yet, and one after it."""
    ahead = factories.meeting(11, starts="2017-11-16", city="Colombo", country="Sri Lanka", outcomes=["They met."])
    factories.issue(factories.meeting(10, prepares=[ahead]))
    factories.issue(factories.meeting(12, starts="2018-10-31"))
    return ahead


@pytest.fixture
def hidden(world):
    """Issued, and released to members alone."""
    factories.issue(world, audience="members")
    return world


def text_of(client, address):
    return client.get(address).content.decode()


def test_no_page_changes_by_a_letter_when_it_is_released_to_others(client, world):
    before = {page: text_of(client, page) for page in PAGES}
    factories.issue(world, audience="members")

    assert {page: text_of(client, page) for page in PAGES} == before


def test_its_addresses_answer_404_and_look_like_any_other_missing_page(client, hidden):
    missing = text_of(client, "/meetings/ahg-som/99/").replace("/99/", "/11/")

    assert text_of(client, "/meetings/ahg-som/11/") == missing
    for end in ("", "statement.pdf", "record.json", "revisions/0/", "revisions/0/statement.pdf"):
        assert client.get(f"/meetings/ahg-som/11/{end}").status_code == 404


def test_the_list_says_two_and_the_neighbour_is_the_one_after(client, hidden):
    page = client.get("/meetings/").context["page"]

    assert [card.reference for card in page.object_list] == ["AHG SOM 12", "AHG SOM 10"]
    assert page.paginator.count == 2
    assert client.get("/meetings/ahg-som/10/").context["later"].reference == "AHG SOM 12"


def test_the_link_to_it_is_words_without_an_address(client, hidden):
    response = client.get("/meetings/ahg-som/10/")

    assert SECRET in response.content.decode()  # the public record names it
    assert response.context["keys"] == {}


def test_its_check_code_and_file_are_unknown(client, hidden):
    edition = Edition.objects.get(subject__meeting=hidden)
    code = client.get(f"/check/{edition.digest[:16]}/")

    assert code.status_code == 404
    assert "Unknown." in code.content.decode()
    assert SECRET not in code.content.decode()


def test_members_see_it_and_that_it_is_not_public(client, hidden):
    client.force_login(factories.delegate("sri-lanka", iso="LK"))
    page = client.get("/meetings/ahg-som/11/")

    assert page.status_code == 200
    assert "Not public" in page.content.decode()
    assert "Not public" in text_of(client, "/meetings/?year=2017")
    assert client.get("/meetings/ahg-som/11/statement.pdf").status_code == 200
    assert client.get("/meetings/ahg-som/10/").context["keys"] == {"AHG SOM 11": "ahg-som/11"}


def test_observers_do_not(client, hidden):
    client.force_login(factories.delegate("canada", iso="CA", capacity="observer"))

    assert client.get("/meetings/ahg-som/11/").status_code == 404


def test_a_revision_for_members_leaves_the_public_with_the_edition_before(client, hidden):
    meeting = factories.meeting(9, starts="2015-05-01", gist="As everybody knows it.")
    factories.issue(meeting)
    meeting.refresh_from_db()
    meeting.audience = "members"
    factories.correct(meeting, gist="As members know it.", audience="members")

    assert "As everybody knows it." in text_of(client, "/meetings/ahg-som/9/")
    assert "Rev.1" not in text_of(client, "/meetings/ahg-som/9/")
    assert "As members know it." not in text_of(client, "/meetings/")
    assert client.get("/meetings/ahg-som/9/revisions/1/").status_code == 404
    client.force_login(factories.delegate("sri-lanka", iso="LK"))
    assert "As members know it." in text_of(client, "/meetings/ahg-som/9/")


def test_a_draft_for_members_stays_with_members(client):
    factories.issue(factories.draft(audience="members"))

    assert client.get("/strategy/strategy-for-cooperation/").status_code == 404
    assert "Strategy for cooperation" not in text_of(client, "/strategy/") + text_of(client, "/")
    client.force_login(factories.delegate("sri-lanka", iso="LK"))
    assert client.get("/strategy/strategy-for-cooperation/").status_code == 200
    assert "Strategy for cooperation" in text_of(client, "/strategy/")
