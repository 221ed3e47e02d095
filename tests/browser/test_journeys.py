"""By keys alone and without a script: a delegate reports, matters arising are decided, a document goes out."""

import re

import pytest

from members.models import Participant
from recommendations.models import Consideration, ProgressReport
from records.models import Edition
from tests import factories
from tests.browser.test_main_job import press, reach, write

pytestmark = pytest.mark.browser
PLAIN = {"java_script_enabled": False, "viewport": {"width": 320, "height": 800}}
DONE = "Two officers were seconded in May."
NEW_WORDS = "Members share data once a year."
TEXT = "# Aims\n\nMembers will cooperate.\n\nMembers will report once a year."


def has_focus(page, role, name):
    """Whether the one control of this role and name has the focus: a form that comes back is at its first fault."""
    control = page.get_by_role(role, name=name, exact=True)
    control.wait_for()
    return control.evaluate("found => found === document.activeElement")


def is_within(page):
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


# A delegate reports progress


@pytest.fixture
def lanka(live):
    person = factories.delegate("sri-lanka", iso="LK")
    meeting = factories.meeting(10)
    asked = Participant.objects.get(slug="sri-lanka")
    factories.recommend(
        meeting, "Sri Lanka is to:", to=[asked], items=["second staff;", "share data."], follow_up="standing"
    )
    factories.issue(meeting)
    return person


def test_a_delegate_reports_by_keys(page, sign_in, lanka):
    sign_in(lanka)
    page.goto("/")
    press(page, "Asked of us")
    press(page, "AHG SOM 10/R1")
    press(page, "Send to the secretariat")
    assert has_focus(page, "radio", "Not started")
    page.keyboard.press("ArrowDown")
    write(page, "What was done", DONE)
    press(page, "Send to the secretariat")
    report = ProgressReport.objects.get()
    assert (report.progress, report.text, report.submitted_by) == ("in_progress", DONE, lanka)
    assert page.get_by_role("status").inner_text() == "Sent to the secretariat: progress on AHG SOM 10/R1."


def test_a_delegate_reports_on_a_part_without_a_script(browse, sign_in, lanka):
    page = browse(**PLAIN)
    sign_in(lanka, page)
    page.goto("/asked/")
    page.get_by_role("link", name="AHG SOM 10/R1").click()
    page.get_by_role("link", name="(b) share data.").click()
    page.get_by_role("button", name="Send to the secretariat").click()
    assert has_focus(page, "radio", "Not started")
    assert is_within(page)
    page.get_by_role("radio", name="Done").check()
    page.get_by_label("What was done").fill(DONE)
    page.get_by_role("button", name="Send to the secretariat").click()
    page.get_by_role("status").wait_for()
    assert (ProgressReport.objects.get().recommendation.text, is_within(page)) == ("share data.", True)


# Matters arising are decided


@pytest.fixture
def tenth(live):
    """AHG SOM 9 left two open; AHG SOM 10 was held."""
    ninth, tenth = factories.meeting(9, starts="2015-05-01"), factories.meeting(10)
    factories.recommend(ninth, "Members share data.")
    factories.recommend(ninth, "The RSO is to:", items=["train staff;", "write."])
    factories.issue(ninth)
    return tenth


def decisions():
    return [(row.recommendation.text, row.decision, row.text) for row in Consideration.objects.order_by("pk")]


def test_matters_are_decided_by_keys(page, sign_in, tenth):
    sign_in(factories.preparer())
    page.goto(f"/prepare/meetings/{tenth.pk}/")
    press(page, "Open the list")
    press(page, re.compile(r"^Amend, defer, refer … ?: AHG SOM 9.R1"))
    reach(page, "The meeting decided")
    page.keyboard.type("Amended")
    press(page, "Save")
    assert has_focus(page, "textbox", "Words")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(NEW_WORDS)
    press(page, "Save")
    press(page, re.compile(r"^Noted ?: AHG SOM 9.R2 \(b\)"))
    press(page, re.compile(r"^Completed ?: AHG SOM 9.R2 \(a\)"))
    assert sorted(decisions()) == [
        ("Members share data.", "amended", NEW_WORDS),
        ("train staff;", "completed", ""),
        ("write.", "noted", ""),
    ]
    assert page.get_by_text("All decided").is_visible()


def test_matters_are_decided_without_a_script(browse, sign_in, tenth):
    page = browse(**PLAIN)
    sign_in(factories.preparer(), page)
    page.goto(f"/prepare/meetings/{tenth.pk}/matters/")
    assert is_within(page)
    with page.expect_navigation():  # or the next link cuts the decision off
        page.get_by_role("button", name=re.compile("^Adopted ?: AHG SOM 9.R1")).click()
    page.get_by_role("link", name=re.compile(r"^Amend, defer, refer … ?: AHG SOM 9.R2 *$")).click()
    page.get_by_label("The meeting decided").select_option(label="Amended")
    page.get_by_role("button", name="Save").click()
    assert has_focus(page, "textbox", "Words")
    assert is_within(page)
    page.get_by_label("Words", exact=True).fill("The RSO trains staff and writes.")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("All decided").wait_for()
    assert sorted((text, decision) for text, decision, _ in decisions()) == [
        ("Members share data.", "adopted"),
        ("The RSO is to:", "amended"),
    ]


# A document is edited and goes out


@pytest.fixture
def people(live):
    factories.draft(text=TEXT, slug="work-plan")
    return factories.preparer(), factories.user("ravi@example.org", "approver")


def test_a_document_is_edited_and_sent_by_keys(browse, sign_in, people):
    ana, ravi = people
    desk, approver = browse(), browse()
    sign_in(ana, desk)
    desk.goto("/prepare/")
    press(desk, "Documents")
    press(desk, "Draft 1")
    press(desk, "Edit")
    write(desk, "Text", " ")
    press(desk, "Save")
    assert has_focus(desk, "textbox", "Text")
    desk.keyboard.insert_text(TEXT.replace("once", "twice"))
    write(desk, "What is new", "Reports are asked for twice a year.")
    write(desk, "Submitted by", "Co-Chairs")
    press(desk, "Save")
    press(desk, "Send for approval")
    sign_in(ravi, approver)
    approver.goto("/prepare/")
    press(approver, "Look at it")
    press(approver, "Issue now")
    press(approver, "Open the record")
    assert approver.url.endswith("/strategy/work-plan/")
    is_out(browse())


def test_a_document_is_edited_and_sent_without_a_script(browse, sign_in, people):
    ana, ravi = people
    desk, approver = browse(**PLAIN), browse(**PLAIN)
    sign_in(ana, desk)
    desk.goto("/prepare/documents/")
    desk.get_by_role("link", name="Draft 1").click()
    desk.get_by_role("link", name="Edit", exact=True).click()
    desk.get_by_label("Text", exact=True).fill(" ")
    desk.get_by_role("button", name="Save").click()
    assert has_focus(desk, "textbox", "Text")
    assert is_within(desk)
    desk.get_by_label("Text", exact=True).fill(TEXT.replace("once", "twice"))
    desk.get_by_role("button", name="Save").click()
    desk.get_by_role("button", name="Send for approval").click()
    sign_in(ravi, approver)
    approver.goto("/prepare/")
    approver.get_by_role("link", name="Look at it").click()
    approver.get_by_role("button", name="Issue now").click()
    approver.get_by_role("link", name="Open the record").click()
    is_out(browse())


def is_out(anybody):
    assert Edition.objects.get().stage == "draft"
    anybody.goto("/strategy/work-plan/")
    assert "Members will report twice a year." in anybody.locator("main").inner_text()
