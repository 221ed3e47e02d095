"""The tenth AHG SOM logged from nothing to issued, without a summary to paste: with keys only, and without a script.

The words are our own (see the corpus of summaries); the meeting is the one of the guide "Log a meeting in ten minutes".
"""

import re

import pytest
from playwright.sync_api import expect

from core.history import acting
from meetings.models import Host, Meeting
from meetings.reference import load_series
from members.models import Participant
from members.services import load_reference
from records import services
from records.models import Edition
from tests.browser.test_main_job import check, check_here, press, reach, write
from tests.desk import world

pytestmark = pytest.mark.browser

AGENDA = """1. Opening by the Co-Chairs
2. Adoption of the agenda
3. Review of progress since the Fifth Ministerial Conference
3.1 Regional Support Office
3.2 Working groups
4. Preparation of the Sixth Ministerial Conference
5. Any other business"""
PURPOSE = "to review progress since the Fifth Ministerial Conference and to agree recommendations for the Sixth"
GIST = "Members agreed what to put before Ministers at the Sixth Ministerial Conference."
OUTCOMES = [
    ("noted", "Members noted what ASEAN and others had done about irregular movements at sea."),
    ("agreed", "Members agreed that the Strategy stays open to change as circumstances do."),
    ("agreed", "Members agreed the provisional agendas of the coming meetings."),
]
RECOMMENDATIONS = [
    ("recommended", "Members", "That a Ministerial Declaration be adopted at the Sixth Ministerial Conference."),
    ("encouraged", "Members", "Members were encouraged to second staff to the Regional Support Office."),
]


@pytest.fixture
def people(live):
    load_reference()
    load_series()
    return world.people()


# By keys


def choose(page, name, words):
    """Choose in a list by typing the beginning of an entry."""
    reach(page, name)
    page.keyboard.type(words)


def test_with_keys_only(browse, sign_in, people):
    page, approver = browse(), browse()
    sign_in(people["ana"], page)
    page.goto("/prepare/")
    press(page, "Plan a meeting")
    choose(page, "Series", "AHG SOM")
    press(page, re.compile("^Go on$"))
    write(page, "Title", "Tenth Meeting of the Ad Hoc Group Senior Officials")
    write(page, "Number in the series", "10")
    reach(page, "First day")
    page.keyboard.type("02022016")
    write(page, "City", "Bangkok")
    write(page, "Country", "Thailand")
    write(page, "Purpose", PURPOSE)
    press(page, "Plan it")
    press(page, re.compile("^It was held$"))

    press(page, "Paste a list")
    write(page, "The list", AGENDA)
    press(page, "Make items of it")
    reach(page, "Adopted at the opening")
    page.keyboard.press("Enter")  # in place: no page is loaded
    page.locator("#agenda .st", has_text="Adopted").wait_for()

    for name in ("Australia", "Indonesia"):
        press(page, "Add a host")
        write(page, "Name as the record writes it", name)
        press(page, "Save")
    attend_by_keys(page)
    for verb, text in OUTCOMES:
        press(page, "Add a paragraph")
        write(page, "Verbs", verb)
        write(page, "Text", text)
        press(page, "Save")
    for verb, addressee, text in RECOMMENDATIONS:
        press(page, "Add a recommendation")
        write(page, "Verb", verb)
        write(page, "Text", text)
        write(page, "Put to", addressee)
        press(page, "Save")
    press(page, re.compile("^Edit title, date and place$"))
    write(page, "In one sentence", GIST)
    press(page, "Save")
    press(page, re.compile("^Preview$"))
    press(page, "Back to preparing")
    press(page, "Send for approval")

    sign_in(people["ravi"], approver)
    approver.goto("/prepare/")
    press(approver, "Look at it")
    press(approver, "Issue now")
    is_the_tenth(browse())


def attend_by_keys(page):
    """Everybody expected came: one key each in the grid."""
    press(page, "Mark who attended")
    many = page.locator("#grid tr[data-key]").count()
    reach(page, "Not known")
    for _ in range(many):  # a key marks the line and goes on to the next
        page.keyboard.press("p")
    page.locator("#grid:not([aria-busy=true])").wait_for()
    press(page, "Back to the meeting")


def is_the_tenth(anybody):
    """What everybody reads now."""
    meeting, edition = Meeting.objects.get(), Edition.objects.get()
    assert (edition.stage, meeting.reference, meeting.starts) == ("final", "AHG SOM 10", "2016-02-02")
    assert set(meeting.attendance.values_list("presence", flat=True)) == {"present"}
    anybody.goto("/meetings/ahg-som/10/")
    words = " ".join(anybody.locator("main").inner_text().split())
    for text in (GIST, "The meeting adopted its agenda.", "3.2 Working groups", OUTCOMES[0][1], RECOMMENDATIONS[1][2]):
        assert text in words
    assert "The Co-Chairs, Australia and Indonesia, hosted the Tenth Meeting" in words
    assert "Preparation of the Sixth Ministerial Conference" in words


# Without a script


def test_without_a_script(browse, sign_in, people):
    page, approver = browse(java_script_enabled=False), browse(java_script_enabled=False)
    sign_in(people["ana"], page)
    page.goto("/prepare/")
    page.get_by_role("link", name="Plan a meeting").click()
    page.get_by_label("Series", exact=True).select_option("ahg-som")
    page.get_by_role("button", name="Go on").first.click()
    fill(page, {"Title": "Tenth Meeting of the Ad Hoc Group Senior Officials", "Number in the series": "10"})
    fill(page, {"First day": "2016-02-02", "City": "Bangkok", "Country": "Thailand", "Purpose": PURPOSE})
    page.get_by_role("button", name="Plan it").click()
    page.get_by_role("button", name="It was held").first.click()

    page.get_by_role("link", name="Paste a list").click()
    fill(page, {"The list": AGENDA}, "Make items of it")
    page.get_by_role("button", name="Adopted at the opening").click()
    for name in ("Australia", "Indonesia"):
        page.get_by_role("link", name="Add a host").click()
        fill(page, {"Name as the record writes it": name}, "Save")
    page.get_by_role("link", name="Mark who attended").click()
    for radio in page.get_by_label("Present", exact=True).all():
        radio.check()
    with page.expect_navigation():  # or the next link cuts the save off
        page.locator("#grid").get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Back to the meeting").click()
    for verb, text in OUTCOMES:
        page.locator("#outcomes").get_by_role("link", name="Add a paragraph").click()
        fill(page, {"Verbs": verb, "Text": text}, "Save")
    for verb, addressee, text in RECOMMENDATIONS:
        page.get_by_role("link", name="Add a recommendation").click()
        fill(page, {"Verb": verb, "Text": text, "Put to": addressee}, "Save")
    page.get_by_role("link", name="Edit title, date and place").click()
    fill(page, {"In one sentence": GIST}, "Save")
    page.get_by_role("link", name="Preview").click()
    page.get_by_role("link", name="Back to preparing").click()
    page.get_by_role("button", name="Send for approval").click()

    sign_in(people["ravi"], approver)
    approver.goto("/prepare/")
    approver.get_by_role("link", name="Look at it").click()
    approver.get_by_role("button", name="Issue now").click()
    is_the_tenth(browse(java_script_enabled=False))


def fill(page, words, button=""):
    for label, value in words.items():
        page.get_by_label(label, exact=True).fill(value)
    if button:
        with page.expect_navigation():
            page.get_by_role("button", name=button, exact=True).click()


# Dragged


def test_a_line_is_dragged_before_another_and_last(page, sign_in, people):
    meeting = world.plain_meeting_of("AHG SOM")
    for at, title in enumerate(("Opening", "Returns", "Closing"), 1):
        meeting.agenda.create(number=str(at), title=title, position=at * 1000)
    sign_in(people["ana"])
    page.set_viewport_size({"width": 1280, "height": 2400})  # the whole page: nothing scrolls while a line is held
    page.goto(f"/prepare/meetings/{meeting.pk}/")
    drag(page, "Closing", "Opening", 2)
    expect(page.locator("#agenda [data-line] p")).to_contain_text(["Closing", "Opening", "Returns"])
    assert list(meeting.agenda.values_list("title", flat=True)) == ["Closing", "Opening", "Returns"]
    drag(page, "Closing", "Returns", -4)
    assert list(meeting.agenda.values_list("title", flat=True)) == ["Opening", "Returns", "Closing"]


def drag(page, title, over, y):
    """Take a line by its words and let go over another, so far from its upper edge (from its lower one below zero)."""
    lines = page.locator("#agenda [data-line][draggable=true]")
    line, target = lines.filter(has_text=title), lines.filter(has_text=over)
    target.wait_for()
    height = target.bounding_box()["height"]
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.url.endswith("/move/")):
        line.drag_to(target, source_position={"x": 60, "y": 15}, target_position={"x": 60, "y": y % height})
    page.get_by_text("Moved: now").wait_for(state="attached")
    expect(page.locator("#agenda .held")).to_have_count(0)


# Accessible in every state


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_pages_are_accessible_empty_full_and_in_error(browse, sign_in, people, scheme, width):
    page = browse(viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce")
    ana = people["ana"]
    sign_in(ana, page)
    check(page, "/prepare/plan/")
    check(page, "/prepare/plan/?series=ahg-som")
    page.get_by_label("Title", exact=True).fill("")
    page.get_by_role("button", name="Plan it").click()
    check_here(page, "a plan with mistakes")
    meeting = world.plain_meeting_of("AHG SOM")
    at = f"/prepare/meetings/{meeting.pk}/"
    for path in (
        "",
        "agenda/paste/",
        "files/add/",
        "notes/",
        "agreed/",
        "clearance/add/",
        "preview/",
        "preview/?as=members",
    ):
        check(page, at + path)
    full(meeting, ana)
    for path in ("", "notes/", "preview/", "preview/?as=secretariat"):
        check(page, at + path)
    page.goto(f"{at}notes/")
    page.get_by_role("button", name="Keep it").click()
    check_here(page, "a note that says nothing")
    page.goto(f"{at}agenda/paste/")
    page.get_by_label("The list").fill("x" * 600)
    page.get_by_role("button", name="Make items of it").click()
    check_here(page, "an agenda that cannot be filed")
    page.goto(f"{at}purpose/")
    with acting(ana, "Meanwhile"):
        row = Meeting.objects.get(pk=meeting.pk)
        row.purpose = "Theirs."
        row.save()
    page.get_by_label("Purpose", exact=True).fill("Mine.")
    page.get_by_role("button", name="Save").click()
    check_here(page, "a save that came too late")
    services.ask_approval(meeting, by=ana)
    check(page, at)


def full(meeting, by):
    """Something in every section."""
    sri_lanka = Participant.objects.get(slug="sri-lanka")
    with acting(by, "for a test"):
        first = meeting.agenda.create(number="1", title="Opening", adopted_as="Welcome", state="adopted", position=1)
        meeting.agenda.create(number="1.1", title="Withdrawn", parent=first, state="withdrawn", position=2)
        meeting.agenda.create(number="2", title="Late", state="late", position=3)
        meeting.outcomes.create(text="Members agreed.", verbs=["agreed"])
        meeting.recommendations.create(text="Train.", due_on="2016-01-01")
        meeting.notes.create(text="Asked for time.", participant=sri_lanka, agenda_item=first, delete_on="2030-01-01")
        meeting.attendance.create(as_written="Sri Lanka", participant=sri_lanka, presence="not_known")
        chair = Host.objects.create(meeting=meeting, as_written="Indonesia")
        meeting.clearances.create(host=chair, role="Director", cleared_on="2016-02-04", words="0" * 64)
