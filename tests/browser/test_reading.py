"""The reading pages in a real browser, on the demonstration's records."""

import re
from pathlib import Path

import brotli
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.test import Client

from desk.demo import accounts
from meetings.models import Meeting
from members.models import User
from records.canonical import digest
from records.models import Rendition
from tests import factories

pytestmark = pytest.mark.browser
MEETING = "/meetings/ahg-som/10/"
PAGES = [
    "/",
    "/meetings/",
    "/meetings/?year=2005&place=nowhere",
    MEETING,
    "/meetings/tfpp/1/",
    "/meetings/tfpp/1/revisions/1/",
    "/meetings/ahg-som/17/",
    "/members/",
    "/members/?on=2012",
    "/members/?on=nowhere",
    "/members/sri-lanka/",
    "/members/turkiye/",
    "/members/directory/",
    "/members/attendance/",
    "/meetings/timeline/",
    "/meetings/?attended=sri-lanka&capacity=co_chair",
    "/topics/",
    "/topics/returns/",
    "/topics/victims/",
    "/follow/",
    "/follow/leave/nothing/",
    "/recommendations/",
    "/recommendations/?state=open&to=Members&q=share",
    "/recommendations/ahg-som-10/r1/",
    "/recommendations/in-effect/?after=AHG+SOM+10",
    "/recommendations/figures/",
    "/api/",
    "/strategy/",
    "/strategy/strategy-for-cooperation/",
    "/strategy/strategy-for-cooperation/drafts/1/",
    "/check/",
    "/check/?code=none",
    "/check/0000000000000000/",
    "/about/",
    "/accessibility/",
    "/help/",
    "/help/operating/",
    "/accounts/login/",
    "/accounts/password/reset/",
    "/accounts/signup/",
    "/nothing/",
]
HEAVIEST = 14_000
WEIGHED = [
    "/",
    "/meetings/",
    MEETING,
    "/members/",
    "/members/sri-lanka/",
    "/members/attendance/",
    "/meetings/timeline/",
    "/topics/",
    "/topics/returns/",
    "/search/?q=returns",
    "/recommendations/",
    "/recommendations/ahg-som-10/r1/",
    "/strategy/strategy-for-cooperation/",
    "/follow/",
    "/api/",
]
SMALL = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def revised(demonstration):
    """A long reason in a narrow column, a meeting ahead, a record for members: what the demonstration has none of."""
    meeting = Meeting.objects.get(series__code="TFPP", ordinal=1)
    factories.correct(meeting, gist="The first meeting of the Task Force.")
    factories.issue(meeting, reason="The sentence at the top was shortened, " * 5)
    factories.issue(factories.meeting(17, starts="2099-02-09", state="planned"))
    factories.issue(factories.meeting(18, starts="2017-02-09"), audience="members")
    return meeting


@pytest.fixture
def live(demonstration, revised):
    return demonstration


def faults_found_by_axe(page):
    return {
        fault["id"]: [node["target"] for node in fault["nodes"]] for fault in Axe().run(page).response["violations"]
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(browse, settings, scheme, width):
    settings.MODE = "demo"
    page = browse(viewport=SMALL | {"width": width}, color_scheme=scheme)
    for address in PAGES:
        page.goto(address)
        assert faults_found_by_axe(page) == {}, address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_account_pages_pass_axe_too(browse, sign_in):
    page = browse(viewport=SMALL)
    sign_in(User.objects.get(email=accounts.PREPARER.email), page)
    for address in [
        "/",
        "/meetings/ahg-som/18/",
        "/meetings/?year=2017",
        "/follow/",
        "/accounts/2fa/",
        "/accounts/password/change/",
        "/accounts/email/",
        "/accounts/logout/",
    ]:
        page.goto(address)
        assert faults_found_by_axe(page) == {}, address
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


@pytest.mark.parametrize("address", WEIGHED)
def test_a_first_visit_weighs_at_most_14_kilobytes(live, address):
    """The page with every style sheet it asks for, as they are sent to a browser that takes Brotli."""
    answer = Client().get(address, headers={"accept-encoding": "gzip, deflate, br, zstd"})
    assert answer["Content-Encoding"] == "br"
    page = brotli.decompress(answer.content)
    names = re.findall(r'rel="stylesheet" href="/static/([^".]+)[^"]*\.css"', page.decode())
    styles = [Path(finders.find(f"{name}.css")).read_bytes() for name in names]

    assert "look" in names
    assert b"<script" not in page.replace(b'<script type="application/ld+json">', b"")  # data: nothing runs it
    assert len(answer.content) + sum(len(brotli.compress(part)) for part in styles) <= HEAVIEST


def test_reading_needs_no_javascript(browse):
    page = browse(java_script_enabled=False)
    page.goto("/")
    page.get_by_role("link", name="All meetings").click()
    page.get_by_label("Year", exact=True).select_option("2016")
    page.get_by_label("Ad Hoc Group Senior Officials").check()
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Tenth Meeting").click()

    assert page.title() == "Tenth Meeting of the Ad Hoc Group Senior Officials · Bali Process records"
    assert page.get_by_text("Compiled from public sources, not cleared.").is_visible()


def test_the_pdf_that_is_handed_out_is_known_when_it_comes_back(page, tmp_path):
    page.goto(MEETING)
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    page.goto("/check/")
    page.get_by_label("PDF or JSON file").set_input_files(file)
    page.get_by_role("button", name="Check").nth(1).click()

    assert file.name == "AHG-SOM-10_2016-02-02_Record.pdf"
    assert Rendition.objects.filter(sha256=digest(file.read_bytes()), format="pdf").count() == 1
    assert page.get_by_text("Ours, and in force.").is_visible()


def test_the_keyboard_alone(page):
    page.goto(MEETING)
    page.keyboard.press("Tab")
    skip = page.evaluate("document.activeElement.textContent")
    shown = page.evaluate("document.activeElement.getBoundingClientRect().left")
    page.keyboard.press("Enter")

    assert (skip, shown, page.evaluate("document.activeElement.id")) == ("Skip to the content", 0, "main")
    for _ in range(25):
        page.keyboard.press("Tab")
        ring = page.evaluate("getComputedStyle(document.activeElement).outline")
        assert "solid 3px" in ring, page.evaluate("document.activeElement.outerHTML")


def test_a_paragraph_can_be_linked_to(page):
    page.goto(MEETING)
    number = page.get_by_role("link", name="Paragraph 7, recommendation R2")
    anchor = number.get_attribute("href")
    number.click()

    assert page.url.endswith(f"{MEETING}{anchor}")
    assert page.locator(":target").inner_text().startswith("7\nR2")


def test_print_leaves_out_what_only_a_screen_needs(page):
    page.goto(MEETING)
    page.emulate_media(media="print")

    for gone in (".top nav", ".side nav", ".take", ".pager"):
        assert not page.locator(gone).first.is_visible(), gone
    assert page.get_by_text("Compiled from public sources, not cleared.").is_visible()
    assert page.get_by_text("Check code").first.is_visible()


def test_signing_in_and_out(page):
    page.goto("/meetings/")
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail address").fill("mira@secretariat.example")
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    assert page.get_by_role("alert").is_visible()
    page.get_by_label("Password").fill(accounts.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    assert page.get_by_role("link", name="Prepare a meeting").is_visible()
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("button", name="Sign out").click()
    assert page.get_by_role("link", name="Sign in").is_visible()
