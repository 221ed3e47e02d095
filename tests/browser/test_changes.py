"""Changes marked in a real browser, on the demonstration's records."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from meetings.models import Meeting
from tests import factories

pytestmark = pytest.mark.browser
STRATEGY = "/strategy/strategy-for-cooperation/changes/1-2/"
MEETING = "/meetings/ahg-som/10/changes/0-1/"


@pytest.fixture
def live(demonstration):
    if not Meeting.objects.get(series__code="AHG SOM", ordinal=10).subject.editions.filter(number=2).exists():
        factories.correct(Meeting.objects.get(series__code="AHG SOM", ordinal=10), city="Chiang Mai")
    return demonstration


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(browse, scheme, width):
    page = browse(viewport={"width": width, "height": 640}, color_scheme=scheme)
    for address in (STRATEGY, MEETING):
        for view in ("inline", "beside"):
            page.goto(f"{address}?view={view}")
            page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
            assert [fault["id"] for fault in Axe().run(page).response["violations"]] == [], (address, view)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, view)


def test_without_a_script_folds_open_and_links_lead_through(browse):
    page = browse(java_script_enabled=False)
    page.goto("/meetings/ahg-som/10/")
    page.get_by_role("link", name="Changes marked").click()
    assert page.get_by_role("deletion").first.text_content() == "deleted: Bangkok (end of deletion)"
    fold = page.locator("details").first
    assert not fold.locator("p").first.is_visible()
    fold.locator("summary").click()
    assert fold.locator("p").first.is_visible()
    page.get_by_role("link", name="Side by side").click()
    assert page.get_by_role("columnheader", name="Rev.1").is_visible()
