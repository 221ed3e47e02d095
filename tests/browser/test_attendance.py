"""Forty delegations by keyboard alone: real key presses, counted."""

import datetime
import sys

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from core.history import acting
from desk.attendance import grid
from desk.attendance.services import Mark, mark
from meetings.models import Attendance, Meeting, Series
from meetings.reference import load_series
from members.models import User
from members.services import load_reference
from tests.desk import world

pytestmark = pytest.mark.browser
DAY = datetime.date(2016, 3, 22)
PACE = 2  # presses a second: somebody who reads a name off a sheet and presses a key


@pytest.fixture
def people(live):
    load_reference()
    load_series()
    return world.people()


@pytest.fixture
def meeting(people):
    with acting(None, "for a test"):
        return Meeting.objects.create(
            series=Series.objects.get(code="BPMC"), ordinal=6, title="Sixth Conference", starts_on=DAY, ends_on=DAY
        )


class Keys:
    """A keyboard that counts."""

    def __init__(self, page):
        self.page, self.presses = page, 0

    def press(self, key, times=1):
        for _ in range(times):
            self.page.keyboard.press(key)
            self.presses += 1

    def type(self, letters):
        for letter in letters:
            self.press(letter)


def in_focus(page, what):
    return page.evaluate("selector => document.activeElement.matches(selector)", what)


def saved(page):
    expect(page.locator("#grid")).to_have_attribute("aria-busy", "false")


def test_forty_delegations_in_two_minutes_by_keys_alone(page, sign_in, people, meeting, capsys):
    sign_in(people["ana"])
    page.goto(f"/prepare/meetings/{meeting.pk}/attendance/")
    keys = Keys(page)
    while not in_focus(page, "#grid tr[data-key] input[type=radio]"):
        keys.press("Tab")
        assert keys.presses < 40
    to_the_grid = keys.presses
    for at in range(38):
        if at == 5:
            keys.press("o")  # here only as an observer
        keys.press("a" if at in (7, 21) else "b" if at == 30 else "p")
    keys.press("/")
    for letters in ("can", "swi"):
        keys.type(letters)
        page.locator("#suggested [role=option][aria-selected=true]").wait_for()
        keys.press("Enter")
        expect(page.get_by_label("Add a delegation")).to_have_value("")
    saved(page)

    rows = list(Attendance.objects.filter(meeting=meeting))
    count = {presence: sum(row.presence == presence for row in rows) for presence in ("present", "apologies", "absent")}
    assert (len(rows), count) == (40, {"present": 37, "apologies": 2, "absent": 1})
    assert sorted(row.as_written for row in rows if row.capacity == "observer" and row.presence == "present")[1:] == [
        "Canada", "Switzerland",
    ]  # fmt: skip
    shown = page.locator(".totals").inner_text().split()
    assert shown[:2] == ["Present", "37"]
    assert keys.presses / PACE < 120
    said = f"{keys.presses} presses, {to_the_grid} of them to reach the grid: {keys.presses / PACE:.0f} s"
    with capsys.disabled():
        sys.stdout.write(f"\nForty delegations: {said}\n")


def test_arrows_lead_from_line_to_line_and_choose_nothing(page, sign_in, people, meeting):
    sign_in(people["ana"])
    page.goto(f"/prepare/meetings/{meeting.pk}/attendance/")
    page.locator("#grid tr[data-key] input[type=radio]").first.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
    assert (
        page.evaluate("[...document.querySelectorAll('tr[data-key]')].indexOf(document.activeElement.closest('tr'))")
        == 1
    )
    assert Attendance.objects.count() == 0
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert in_focus(page, ".acts button")  # one stop for the radios, one for the list of capacities, then out


def test_what_is_chosen_without_a_connection_is_sent_when_it_is_back(page, sign_in, people, meeting):
    sign_in(people["ana"])
    page.goto(f"/prepare/meetings/{meeting.pk}/attendance/")
    page.context.set_offline(True)
    page.locator("#grid tr[data-key] input[type=radio]").first.focus()
    page.keyboard.press("p")
    page.keyboard.press("a")
    page.get_by_text("No connection. 2 not saved yet").wait_for()
    page.context.set_offline(False)
    saved(page)
    assert sorted(Attendance.objects.values_list("presence", flat=True)) == ["apologies", "present"]
    page.reload()
    page.wait_for_load_state("networkidle")
    assert page.get_by_text("You typed here").count() == 0


def choose_and_crash(page, meeting, *keys):
    """The first line is chosen as present, or as `keys` say, and nothing of it leaves the browser. Returns a new tab,
    online again."""
    page.goto(f"/prepare/meetings/{meeting.pk}/attendance/")
    page.context.set_offline(True)
    page.locator("#grid tr[data-key] input[type=radio]").first.focus()
    for key in keys or ("p",):
        page.keyboard.press(key)
    page.get_by_text("No connection").first.wait_for()
    again = page.context.new_page()
    page.close()
    page.context.set_offline(False)
    return again


def marked_by(user, meeting, line, presence):
    found = grid.lines(meeting)[line]
    mark(meeting, Mark(found.key, found.version, presence, found.capacity), by=user)


def test_what_was_chosen_before_a_crash_is_offered_and_saved(page, sign_in, people, meeting):
    sign_in(people["ana"])
    page = choose_and_crash(page, meeting)
    page.goto(f"/prepare/meetings/{meeting.pk}/attendance/")
    page.get_by_text("Compare", exact=True).click()
    name = page.locator("#grid tr[data-key] th").first.inner_text()
    told = [f"{name}, on the page", "–", f"{name}, as you typed it", "Present"]
    assert page.locator(".typed :is(dt, dd)").all_inner_texts() == told
    page.get_by_role("button", name="Restore what I typed").click()
    saved(page)
    assert Attendance.objects.get().presence == "present"


def test_what_was_chosen_and_reached_us_all_the_same_is_not_chosen_again(page, sign_in, people, meeting):
    sign_in(people["ana"])
    page = choose_and_crash(page, meeting)
    marked_by(people["budi"], meeting, 0, "present")
    page.goto(f"/prepare/meetings/{meeting.pk}/attendance/")
    page.get_by_role("button", name="Restore what I typed").click()
    saved(page)
    assert page.locator(".totals").inner_text().split()[:2] == ["Present", "1"]
    assert Attendance.objects.get().version == 1
    page.reload()
    page.wait_for_load_state("networkidle")
    assert page.get_by_text("You typed here").count() == 0


def test_what_is_restored_never_undoes_what_others_chose_meanwhile(page, sign_in, people, meeting):
    marked_by(people["budi"], meeting, 2, "absent")
    sign_in(people["ana"])
    page = choose_and_crash(page, meeting)
    for line, presence in enumerate(("apologies", "present", "apologies")):
        marked_by(people["budi"], meeting, line, presence)
    page.goto(f"/prepare/meetings/{meeting.pk}/attendance/")
    page.get_by_role("button", name="Restore what I typed").click()
    page.get_by_text("Budi marked").first.wait_for()
    first, second, third = (page.locator("#grid tr[data-key]").nth(at) for at in range(3))
    expect(first).to_contain_text("meanwhile: apologies")
    for line, presence in ((first, "apologies"), (second, "present"), (third, "apologies")):
        expect(line.locator(f"input[value={presence}]")).to_be_checked()
    assert [line.presence for line in grid.lines(meeting)[:3]] == ["apologies", "present", "apologies"]


def test_what_was_chosen_for_a_line_taken_off_meanwhile_is_told_until_it_was_seen(page, sign_in, people, meeting):
    for line, presence in enumerate(("absent", "present")):
        marked_by(people["budi"], meeting, line, presence)
    first, second = Attendance.objects.order_by("as_written")
    sign_in(people["ana"])
    page = choose_and_crash(page, meeting, "o", "b")
    with acting(people["budi"], "Listed twice"):
        first.delete()
    address = f"/prepare/meetings/{meeting.pk}/attendance/"
    words = f"Somebody took {first.as_written} from the list meanwhile. You had chosen: absent, Observer."
    for _ in range(2):  # once more in another tab, as nobody said that it was seen
        page.goto(address)
        page.get_by_role("button", name="Restore what I typed").click()
        expect(page.get_by_role("alert")).to_contain_text(words)
        page.get_by_text("Typing kept").wait_for()
    check_here(page)
    page.get_by_role("button", name="I have seen it").click()
    assert in_focus(page, "#grid input[type=radio]")
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert page.get_by_text("You typed here").count() == 0
    assert list(Attendance.objects.values_list("as_written", "version")) == [(second.as_written, 1)]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 320), ("dark", 320)])
def test_pages_are_accessible_and_fit(browse, sign_in, meeting, scheme, width):
    page = browse(viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce")
    sign_in(User.objects.get(email="ana@example.org"), page)
    address = f"/prepare/meetings/{meeting.pk}/attendance/"
    page.goto(address)
    page.get_by_label("Add a delegation").press_sequentially("can")
    page.locator("#suggested [role=option]").first.wait_for()
    check_here(page)
    page.keyboard.press("Enter")
    page.locator("table.added tr").wait_for()
    check_here(page)
    row = Attendance.objects.get()
    page.goto(f"{address}{row.pk}/people/")
    check_here(page)


def check_here(page):
    violations = Axe().run(page).response["violations"]
    assert [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
