"""The administration in a real browser: deleting and restoring, one row and several."""

import pytest
from django.urls import reverse

from core.history import acting
from members.models import Abbreviation, Area, FocalPoint, Membership, Participant
from tests import factories

pytestmark = pytest.mark.browser


@pytest.fixture
def rows(live):
    """A participant with all that hangs on it, two abbreviations, an area that was changed and one that was deleted."""
    olga = factories.user("olga@example.org", "administrator")
    with acting(olga, "Founded in 2002"):
        body = factories.participant("bali-process", "Bali Process", kind="body")
        fiji = factories.participant("fiji", "Fiji", iso="FJ")
        Membership.objects.create(participant=fiji, body=body, capacity="member")
        FocalPoint.objects.create(participant=fiji, email="desk@fiji.example")
        factories.series()
        for short in ("AB", "CD"):
            Abbreviation.objects.create(short=short, long="Words")
        area = Area.objects.create(slug="returns", name="Returns", synonyms=["repatriation"])
        gone = Area.objects.create(slug="visas", name="Visas")
    with acting(olga, "Plainer"):
        area.name = "Returns and reintegration"
        area.save()
        gone_pk = gone.pk
        gone.delete()
    return olga, fiji, area, gone_pk


def test_deleting_and_restoring_by_label_with_a_reason_each(page, sign_in, rows):
    olga, _, area, _ = rows
    sign_in(olga)
    page.goto(f"/admin/members/area/{area.pk}/change/")
    page.get_by_role("link", name="Delete").click()
    page.get_by_label("Why it is deleted").fill("Filed twice")
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("link", name="Deleted rows").click()
    assert page.get_by_role("row", name="Filed twice").is_visible()
    page.get_by_role("link", name="Returns and reintegration").click()
    page.get_by_label("Why it is restored").fill("It was not")
    page.get_by_role("button", name="Restore").click()
    page.get_by_role("link", name="History").click()
    told = page.locator("#change-history tbody tr td:nth-child(3)").all_inner_texts()
    assert told == ["It was not", "Filed twice", "Plainer", "Founded in 2002"]


def test_several_go_for_one_reason_and_can_be_kept_instead(page, sign_in, rows):
    olga, *_ = rows
    sign_in(olga)
    for answer, left in (("Keep them", 2), ("Delete", 0)):
        page.goto(reverse("admin:members_abbreviation_changelist"))
        page.get_by_label("Select all objects on this page for an action").check()
        page.get_by_label("Action:").select_option("delete_selected")
        page.get_by_role("button", name="Go").click()
        page.get_by_label("Why it is deleted").fill("Spent")
        page.get_by_role("link" if left else "button", name=answer).click()
        assert page.url.endswith("/admin/members/abbreviation/")
        assert Abbreviation.objects.count() == left
    assert Participant.objects.count() == 2
