"""Reading in forced colours, on paper and at 400 %: what is said by colour or place is said there as well."""

import pytest
from django.conf import settings

from core.history import acting
from meetings.models import Attendance
from members.models import Participant
from tests import factories

pytestmark = pytest.mark.browser
MEETING = "/meetings/ahg-som/1/"
PAGES = ["/", "/meetings/", MEETING, "/members/", "/members/sri-lanka/", "/members/attendance/", "/meetings/timeline/"]
PAGES += ["/topics/", "/search/?q=members", "/recommendations/", "/recommendations/figures/", "/follow/", "/api/"]
CAME = [
    ("sri-lanka", "LK", "member", "present"),
    ("canada", "CA", "observer", "present"),
    ("fiji", "FJ", "member", "apologies"),
]


@pytest.fixture(autouse=True)
def records(live):
    body = factories.participant(settings.PROCESS_BODY, "Bali Process", kind="body")
    row = factories.meeting(
        1,
        outcomes=["Members agreed the agenda."],
        recommendations=["It was recommended to meet."],
        attendance_is_known=True,
    )
    for slug, iso, capacity, presence in CAME:
        of = factories.participant(slug, iso=iso, capacity=capacity)
        with acting(None, "for a test"):
            Attendance.objects.create(
                meeting=row, participant=of, as_written=slug, kind="state", capacity=capacity, presence=presence
            )
    factories.issue(row)
    factories.issue(Participant.objects.get(pk=body.pk))


SHAPE = """cell => { const s = getComputedStyle(cell, '::before');
  return [s.content, s.borderTopStyle, s.borderTopWidth, s.borderRadius, s.width, s.height, s.transform,
          s.backgroundImage, s.clipPath, s.forcedColorAdjust, s.backgroundColor].join('|'); }"""


def test_in_forced_colours_states_are_told_by_lines_and_shapes(browse):
    page = browse(forced_colors="active")
    page.goto(MEETING)
    for told in (".note", ".sheet"):
        for one in page.locator(told).all():
            assert one.evaluate("e => getComputedStyle(e).borderTopStyle") == "solid", told
    page.keyboard.press("Tab")
    assert "solid 3px" in page.evaluate("getComputedStyle(document.activeElement).outline")
    link = page.locator("main a").first
    lines = link.evaluate("e => [getComputedStyle(e).textDecorationLine, getComputedStyle(e).borderBottomStyle]")
    assert lines != ["none", "none"]  # told by a line, not by its colour

    page.goto("/search/?q=members")
    assert page.locator("mark").first.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"

    page.goto("/members/attendance/")
    shapes = {}
    for name in ("Sri Lanka", "Canada", "Fiji"):
        cell = page.get_by_role("row", name=name).locator("td.k").first
        shapes[name] = cell.evaluate(SHAPE)
        assert cell.inner_text().strip()  # and in words
    assert len(set(shapes.values())) == 3, shapes


def test_in_forced_colours_the_page_one_is_on_is_told_apart(browse):
    page = browse(forced_colors="active")
    page.goto("/meetings/")
    here = page.locator(".top [aria-current]").first
    other = page.locator(".top li a:not([aria-current])").first
    line = "e => getComputedStyle(e).borderBottomColor"
    assert here.evaluate(line) != other.evaluate(line)


A4 = {"width": 718, "height": 1050}  # of A4 what margins of a centimetre leave, in CSS pixels


@pytest.mark.parametrize("address", PAGES)
def test_on_paper_every_page_is_its_text_in_black_on_white(browse, address):
    page = browse(viewport=A4, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(address)
    for gone in (".top nav", ".pager", ".skip", "main form", ".btn"):
        assert not [one for one in page.locator(gone).all() if one.is_visible()], gone
    assert page.locator("h1").is_visible()
    ink, paper = page.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert (ink, paper) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")
    assert page.evaluate("document.documentElement.scrollWidth") <= A4["width"]


IS_SEEN = """() => { const e = document.activeElement, r = e.getClientRects()[0];
  if (e === document.body || !r) return true;
  const x = Math.min(Math.max(r.left + Math.min(r.width, 40) / 2, 1), innerWidth - 1);
  const y = Math.min(Math.max(r.top + Math.min(r.height, 20) / 2, 1), innerHeight - 1);
  const hit = document.elementFromPoint(x, y);
  return r.bottom > 0 && r.top < innerHeight && (e.contains(hit) || (hit && hit.contains(e))); }"""


@pytest.mark.parametrize("address", PAGES)
def test_at_400_percent_nothing_runs_out_and_what_has_the_focus_is_seen(browse, address):
    """Of 1280 by 1024 are 320 by 256 left (WCAG 1.4.10); nothing that stays in place hides the rest."""
    page = browse(viewport={"width": 320, "height": 256}, device_scale_factor=4)
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for _ in range(12):
        page.keyboard.press("Tab")
        page.wait_for_function(IS_SEEN, timeout=5_000)  # the page may still be scrolling to it
