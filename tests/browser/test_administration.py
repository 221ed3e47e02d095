"""The administration in a real browser: every kind of page, in light and in dark, wide and narrow, through axe."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from core.history import acting
from members.models import Abbreviation, Area, FocalPoint, Membership, Participant
from tests import factories

pytestmark = pytest.mark.browser
LINES = 'short,long\nXYZ,Example of words\n"CD","Changed, as in the file"\nAB,Words\n'


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


def faults_of(page, what, width):
    """What axe finds, and whether anything runs out of the screen."""
    found = [
        f"{what}: {fault['id']}: {node['html'][:200]}"
        for fault in Axe().run(page).response["violations"]
        for node in fault["nodes"]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return found if wide <= width else [*found, f"{what}: {wide} px wide"]


def bring_in(page, content, table="abbreviation"):
    page.goto(f"/admin/members/{table}/import/")
    page.locator("input[type=file]").set_input_files(
        {"name": "rows.csv", "mimeType": "text/csv", "buffer": content.encode()}
    )
    page.get_by_label("Format").select_option(label="csv")
    page.get_by_role("button", name="Submit").click()


@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1280), ("light", 1280), ("dark", 320)])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(browse, sign_in, rows, scheme, width):
    olga, fiji, area, gone = rows
    page = browse(viewport={"width": width, "height": 800}, color_scheme=scheme)
    sign_in(olga, page)
    entry = area.history.earliest()
    tables = [f"members/{one}" for one in "participant participantname membership abbreviation area".split()]
    tables += ["members/focalpoint", "members/mandate", "members/user", "meetings/series"]
    addresses = ["/admin/", "/admin/members/"]
    addresses += [f"/admin/{table}/" for table in tables]
    addresses += [f"/admin/members/{table}/{end}/" for table in ("participant", "user") for end in ("add", "export")]
    addresses += ["/admin/members/mandate/add/", "/admin/members/area/import/"]
    addresses += ["/admin/members/area/deleted/", f"/admin/members/area/{gone}/restore/", "/admin/members/area/?q=none"]
    addresses += [f"/admin/members/area/{area.pk}/{end}/" for end in ("change", "history", "delete")]
    addresses += [f"/admin/members/area/{area.pk}/history/{entry.pk}/", f"/admin/members/area/{gone}/history/"]
    addresses += [f"/admin/members/participant/{fiji.pk}/{end}/" for end in ("change", "history", "delete")]
    addresses += [f"/admin/members/user/{olga.pk}/{end}/" for end in ("change", "history", "password")]
    faults = []
    for address in addresses:
        page.goto(address)
        faults += faults_of(page, address, width)

    page.goto("/admin/members/area/add/")
    page.get_by_role("button", name="Save", exact=True).click()
    assert page.get_by_text("This field is required.").first.is_visible()
    faults += faults_of(page, "a form in error", width)

    page.goto(f"/admin/members/area/{area.pk}/change/")
    page.get_by_label("Name:").fill("Mine")
    theirs = Area.objects.get(pk=area.pk)
    theirs.name = f"Theirs {scheme} {width}"
    with acting(None, "Somebody else"):
        theirs.save()
    page.get_by_role("button", name="Save", exact=True).click()
    assert page.get_by_text("Somebody saved this row after you opened it").is_visible()
    faults += faults_of(page, "a lost race", width)

    page.goto(f"/admin/members/area/{area.pk}/delete/")
    page.get_by_label("Why it is deleted").fill(" ")
    page.get_by_role("button", name="Delete").click()
    assert page.get_by_text("This field is required.").is_visible()
    faults += faults_of(page, "deleting without a reason", width)

    bring_in(page, LINES)
    assert page.get_by_label("Why this is imported").input_value() == "Imported from the file rows.csv"
    faults += faults_of(page, "what an import will do", width)
    bring_in(page, "slug,name,synonyms\nno slug,Bad,\n", "area")
    assert page.get_by_text("no slug").is_visible()
    faults += faults_of(page, "an import that is refused", width)
    bring_in(page, "participant,email\nnobody,a@example.org\n", "focalpoint")
    faults += faults_of(page, "an import that names nobody", width)
    assert faults == []


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
