"""Search in a real browser, on the demonstration's records, without a script."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser


@pytest.fixture
def live(demonstration):
    return demonstration


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(browse, scheme, width):
    page = browse(viewport={"width": width, "height": 640}, color_scheme=scheme)
    for address in ("/search/", "/search/?q=returns", "/search/?q=smugling+bord", "/search/?q=the&series=ahg-som"):
        page.goto(address)
        assert [fault["id"] for fault in Axe().run(page).response["violations"]] == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_from_home_to_the_paragraph(browse):
    page = browse(java_script_enabled=False)
    page.goto("/")
    page.get_by_label("Words, a place or a code").fill("AHG SOM 10/R2")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="AHG SOM 10, recommendation R2").click()
    anchor = page.url.partition("#")[2]
    assert page.locator(f"[id='{anchor}']").get_by_role("link", name="recommendation R2").is_visible()
