"""The administration in a real browser: every kind of page through axe, with keys alone, deleting and restoring."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from core.history import acting
from members.models import Abbreviation, Area, FocalPoint, Mandate, Membership, Participant
from tests import factories

pytestmark = pytest.mark.browser
WAYS = [(width, scheme) for width in (1280, 320) for scheme in ("light", "dark")]
ASKED = {"preload": False, "resultTypes": ["violations"]}
OF_COLOURS = ["color-contrast", "link-in-text-block"]
FILES = {
    "participant": "slug,kind,iso_code,basis\nfiji,state,FJ,public\ntuvalu-x,body,,confirmed\n",
    "area": "slug,name,synonyms\nreturns,Returns,repatriation\nentry,Entry,visit\n",
    "mandate": "user,participant,role,from_on\nolga@example.org,fiji,delegate,2030-01-01\n",
    "user": "email,name,is_active,is_staff\nnew@example.org,Newly Come,1,0\n",
}


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


def faults_here(page, what):
    """What axe finds on this page, and whether it runs out of the screen, at both widths and in both schemes. Schemes
    differ in colours alone, so in the dark axe is asked of those. Without `preload: false` it writes style elements of
    its own into the page, which the content policy refuses."""
    found = []
    page.evaluate(Axe().axe_script)
    for width, scheme in WAYS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        asked = {"preload": False, "resultTypes": ["violations"]} | (
            {"runOnly": OF_COLOURS} if scheme == "dark" else {}
        )
        for fault in page.evaluate("asked => axe.run(document, asked)", asked)["violations"]:
            found += [f"{what}, {scheme} {width}: {fault['id']}: {node['html'][:200]}" for node in fault["nodes"]]
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
            found.append(f"{what}, {scheme}: {wide} px wide at {width}")
    return found


def faults_at(page, *addresses):
    faults = []
    for address in addresses:
        assert page.goto(address).status == 200, address
        faults += faults_here(page, address)
    return faults


def bring_in(page, content, table):
    page.goto(f"/admin/members/{table}/import/")
    page.locator("input[type=file]").set_input_files(
        {"name": "rows.csv", "mimeType": "text/csv", "buffer": content.encode()}
    )
    page.get_by_label("Format").select_option(label="csv")
    page.get_by_role("button", name="Submit").click()


@pytest.fixture
def still(browse):
    return browse(reduced_motion="reduce")


def test_every_kind_of_page_passes_axe_and_fits_at_both_widths_in_both_schemes(still, sign_in, rows):
    olga, fiji, area, gone = rows
    sign_in(olga, still)
    at, faults = "/admin/members/", []
    for table, row in {"participant": fiji, "area": area, "mandate": Mandate.objects.get(), "user": olga}.items():
        entry = row.history.earliest()
        own = ["change", "history", f"history/{entry.pk}", "delete" if table != "user" else "password"]
        addresses = [f"{at}{table}/", *(f"{at}{table}/{end}/" for end in ("add", "export", "import"))]
        faults += faults_at(still, *addresses, *(f"{at}{table}/{row.pk}/{end}/" for end in own))
        bring_in(still, FILES[table], table)
        assert still.get_by_label("Why this is imported").input_value() == "Imported from the file rows.csv"
        faults += faults_here(still, f"what an import of {table} will do")
    faults += faults_at(still, "/admin/", *(f"{at}area/{end}" for end in ("deleted/", f"{gone}/restore/", "?q=none")))
    assert not faults, "\n".join(faults)


def test_what_is_refused_passes_axe_and_fits(still, sign_in, rows):
    olga, _, area, _ = rows
    sign_in(olga, still)
    still.goto("/admin/members/area/add/")
    still.locator("#area_form").evaluate("form => form.setAttribute('novalidate', '')")
    still.get_by_role("button", name="Save", exact=True).click()
    still.get_by_text("This field is required.").first.wait_for()
    faults = faults_here(still, "a form in error")

    still.goto(f"/admin/members/area/{area.pk}/change/")
    still.get_by_label("Name:").fill("Mine")
    with acting(None, "Somebody else"):
        area.name = "Theirs"
        area.save()
    still.get_by_role("button", name="Save", exact=True).click()
    still.get_by_text("Somebody saved this row after you opened it").wait_for()
    faults += faults_here(still, "a lost race")

    still.goto(f"/admin/members/area/{area.pk}/delete/")
    still.get_by_label("Why it is deleted").fill(" ")
    still.get_by_role("button", name="Delete").click()
    still.get_by_text("This field is required.").wait_for()
    faults += faults_here(still, "deleting without a reason")

    bring_in(still, "slug,name,synonyms\nno slug,Bad,\n", "area")
    still.get_by_text("no slug").first.wait_for()
    faults += faults_here(still, "an import that is refused")
    bring_in(still, "participant,email,from_on\nnobody,a@example.org,\n", "focalpoint")
    still.get_by_text("No participant has “nobody”").wait_for()
    faults += faults_here(still, "an import that names nobody")
    assert not faults, "\n".join(faults)


def tabbed(page, until, most=80):
    """Tab after Tab until `until` has the focus; every stop on the way can be seen. How many it took."""
    for times in range(1, most):
        page.keyboard.press("Tab")
        shown = page.evaluate(
            """until => {
                const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at);
                const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
                const within = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
                return [at.matches(until), drawn && within && box.width > 0, at.outerHTML.slice(0, 200)];
            }""",
            until,
        )
        assert shown[1], f"the focus cannot be seen: {shown[2]}"
        if shown[0]:
            return times
    raise AssertionError(f"{until} is not reached")


@pytest.mark.parametrize("width", [1280, 320])
def test_keys_alone_search_open_the_first_row_and_save(browse, sign_in, rows, width):
    olga, _, area, _ = rows
    page = browse(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    sign_in(olga, page)
    page.goto("/admin/members/area/")
    tabbed(page, "#searchbar")
    page.keyboard.type("reintegration")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=reintegration")
    tabbed(page, "#result_list tbody th a")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{area.pk}/change/**")
    tabbed(page, "#id_name")
    page.keyboard.press("End")
    page.keyboard.type(" of migrants")
    tabbed(page, "#id_change_reason")
    page.keyboard.type("By keys alone")
    tabbed(page, "[name=_save]")
    page.keyboard.press("Enter")
    page.get_by_text("was changed successfully").wait_for()
    area.refresh_from_db()
    assert area.name == "Returns and reintegration of migrants"
    assert area.history.latest().history_change_reason == "By keys alone"


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
