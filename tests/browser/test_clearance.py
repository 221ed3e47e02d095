"""A text goes to delegations and comes back: the secretariat and a delegate, each in a browser."""

import datetime
import re

import pytest

from core.history import acting
from members.models import FocalPoint
from records import clearance
from records.models import Circulation, Comment
from strategy import services as drafting
from strategy.models import Document, Draft
from tests import factories
from tests.browser.test_main_job import press, reach, write

pytestmark = pytest.mark.browser
TEXT = (
    "# Aims\n\nMembers [shall]{Canada; reserved by Fiji} report once a year:[^1]\n- in writing;\n- in time.\n"
    "| Year | Report |\n| 2016 | first |\n{reservation by Fiji: Every second year.}\n\n"
    "# Follow-up\n\nMinisters will meet in Bali.\n{agreed ad referendum}\n\n[^1]: As agreed in Bali."
)


def begun():
    ana = factories.preparer()
    lanka = factories.delegate("sri-lanka", iso="LK")
    with acting(None, "for a test"):
        FocalPoint.objects.create(participant=lanka.mandates.get().participant, email="focal@example.org")
    document = Document(slug="work-plan", title="Forward Work Plan", kind="work_plan")
    return ana, lanka, drafting.begin(document, Draft(text=TEXT), by=ana)


def is_within(page):
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def reach_summary(page, words):
    """What folds open is no button to Playwright."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('summary') ? document.activeElement.innerText : ''") == words:
            return
    raise AssertionError(f"{words} cannot be reached with the Tab key")


def send(page, draft):
    page.goto(f"/prepare/documents/drafts/{draft.pk}/")
    page.click("text=Send it to delegations for clearance")
    page.fill("[name=deadline]", "2099-02-04T12:00")
    page.select_option("[name=zone]", "Asia/Bangkok")
    page.fill("[name=note]", "Please look at paragraph 1.")
    page.check("[name=shows_comments]")
    page.click("button:has-text('Send it')")
    return Circulation.objects.get()


def test_from_the_draft_to_the_working_text(page, sign_in, browse):
    ana, lanka, draft = begun()
    sign_in(ana)
    row = send(page, draft)
    assert "Open: 0 of 1 delegations answered." in page.content()

    sign_in(lanka)
    page.goto(f"/clearance/{row.pk}/")
    assert "first" in page.inner_text("table")
    assert "As agreed in Bali." in page.content()
    page.click("a:has-text('Comment on paragraph 1 (b)')")
    page.check("[name=kind][value=proposal]")
    page.fill("[name=words]", "on the first day of May.")
    page.click("button:has-text('Send to the secretariat')")
    assert Comment.objects.get().anchor == clearance.sent(row).passages[0].items[1].anchor

    sign_in(ana)
    page.goto(f"/prepare/clearance/{row.pk}/")
    page.click("button:has-text('Accept into the working text')")
    draft.refresh_from_db()
    assert "- on the first day of May." in draft.text
    assert draft.history.latest().history_change_reason == "Accepted: Sri Lanka"
    page.click("text=Table")
    assert "Accepted, taken over" in page.inner_text("table")


def test_a_deadline_is_told_in_the_readers_own_zone(browse, sign_in):
    ana, lanka, draft = begun()
    page = browse(timezone_id="America/New_York")
    deadline = datetime.datetime(2099, 2, 4, 3, 0, tzinfo=datetime.UTC)
    party = lanka.mandates.get().participant
    row = clearance.open_round(draft, [party], mode="silence", by=ana, deadline=deadline, zone="Asia/Bangkok")
    told = "4 February 2099, 10:00 Asia/Bangkok (03:00 UTC), that is 3 February 2099 at 22:00 where you are"
    for user, address in (
        (lanka, "/clearance/"),
        (lanka, f"/clearance/{row.pk}/"),
        (ana, f"/prepare/clearance/{row.pk}/"),
    ):
        sign_in(user, page)
        page.goto(address)
        page.get_by_text("where you are (America/New_York)").wait_for()
        assert told in " ".join(page.inner_text("main").split())


@pytest.mark.parametrize("zone", ["UTC", "Asia/Bangkok", "Africa/Accra"])
def test_a_deadline_in_a_time_that_is_written_already_is_not_told_twice(browse, sign_in, zone):
    ana, lanka, draft = begun()
    page = browse(timezone_id=zone)
    deadline = datetime.datetime(2099, 2, 4, 3, 0, tzinfo=datetime.UTC)
    party = lanka.mandates.get().participant
    row = clearance.open_round(draft, [party], mode="silence", by=ana, deadline=deadline, zone="Asia/Bangkok")
    sign_in(lanka, page)
    page.goto(f"/clearance/{row.pk}/")
    page.wait_for_load_state("networkidle")
    assert "4 February 2099, 10:00 Asia/Bangkok (03:00 UTC)." in " ".join(page.inner_text("main").split())
    assert page.get_by_text("where you are").count() == 0


def test_with_keys_only(browse, sign_in):
    """A delegate proposes words and breaks silence; the secretariat takes them over, answers, and reads the table."""
    ana, lanka, draft = begun()
    desk, delegate = browse(), browse()
    sign_in(ana, desk)
    desk.goto(f"/prepare/documents/drafts/{draft.pk}/")
    press(desk, "Send it to delegations for clearance")
    reach(desk, re.compile("^Deadline$"))
    desk.keyboard.type("02042099")
    desk.keyboard.press("Tab")
    desk.keyboard.type("1200PM")
    write(desk, "Cover note", "Please look at paragraph 1.")
    press(desk, re.compile("^Send it$"))
    assert Circulation.objects.get().deadline.isoformat() == "2099-02-04T12:00:00+00:00"

    sign_in(lanka, delegate)
    delegate.goto("/clearance/")
    press(delegate, re.compile("Forward Work Plan, draft 1"))
    press(delegate, "Comment on paragraph 2")
    reach(delegate, "Comment")
    delegate.keyboard.press("ArrowDown")
    write(delegate, "The words you propose", "Ministers will meet in Perth.")
    press(delegate, "Send to the secretariat")
    press(delegate, re.compile("^Answer for"))
    reach(delegate, "No objection")
    delegate.keyboard.press("ArrowDown")
    delegate.keyboard.press("ArrowDown")
    write(delegate, "Comment or reason", "Our capital cannot agree.")
    press(delegate, "Send to the secretariat")
    assert sorted(Comment.objects.values_list("kind", flat=True)) == ["objection", "proposal"]

    desk.reload()
    press(desk, re.compile("^Accept into the working text"))
    draft.refresh_from_db()
    assert "Ministers will meet in Perth." in draft.text
    reach_summary(desk, "Answer")
    desk.keyboard.press("Enter")
    reach(desk, "Reason")
    desk.keyboard.insert_text("We will speak with your capital.")
    press(desk, re.compile("^Answer$"))
    press(desk, "Table")
    assert "Perth" in desk.inner_text("table")


def test_without_a_script(browse, sign_in):
    ana, lanka, draft = begun()
    plain = {"java_script_enabled": False, "viewport": {"width": 320, "height": 800}}
    desk, delegate = browse(**plain), browse(**plain)
    sign_in(ana, desk)
    row = send(desk, draft)
    sign_in(lanka, delegate)
    delegate.goto(f"/clearance/{row.pk}/")
    delegate.click("a:has-text('Comment on paragraph 2')")
    delegate.check("[name=kind][value=proposal]")
    delegate.fill("[name=words]", "Ministers will meet in Perth.")
    delegate.click("button:has-text('Send to the secretariat')")
    delegate.click("a:has-text('Answer for')")
    delegate.check("[name=kind][value=objection]")
    delegate.click("button:has-text('Send to the secretariat')")
    assert "Write what the delegation says." in delegate.content()
    delegate.fill("[name=text]", "Our capital cannot agree.")
    delegate.click("button:has-text('Send to the secretariat')")
    assert "Sri Lanka: breaks silence" in delegate.content()

    desk.goto(f"/prepare/clearance/{row.pk}/")
    desk.click("button:has-text('Accept into the working text')")
    desk.click("summary:has-text('Answer')")
    desk.select_option("section.card [name=answer]", "declined")
    desk.fill("section.card [name=reason]", "It stays.")
    desk.click("section.card button:has-text('Answer')")
    desk.click("summary:has-text('Give more time')")
    desk.fill(".side [name=deadline]", "2099-02-05T12:00")
    desk.fill(".side [name=reason]", "A holiday in Bangkok.")
    desk.click("button:has-text('Extend')")
    assert "5 February 2099, 12:00 Asia/Bangkok (05:00 UTC)" in desk.content()
    desk.click("summary:has-text('Close the round')")
    desk.click("button:has-text('Close it now')")
    desk.click("text=Table")
    table = " ".join(desk.inner_text("table").split())
    assert "Declined: It stays." in table


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_of_documents_and_clearance_is_wider_than_the_window(page, sign_in, width):
    ana, lanka, draft = begun()
    sign_in(ana)
    page.set_viewport_size({"width": width, "height": 900})
    row = send(page, draft)
    anchor = clearance.sent(row).passages[0].anchor
    participant = lanka.mandates.get().participant
    clearance.say(row, participant, "proposal", by=lanka, anchor=anchor, words="Members should report.")
    clearance.say(row, participant, "objection", by=lanka, text="Our capital cannot agree to paragraph 1.")
    desk = f"/prepare/clearance/{row.pk}/"
    with acting(None, "for a test"):
        draft.remark = "What is new in a long sentence. " * 8
        draft.save()
    seen = {
        ana: [
            "/prepare/documents/",
            f"/prepare/documents/{draft.document_id}/edit/",
            f"/prepare/documents/drafts/{draft.pk}/",
            f"/prepare/documents/drafts/{draft.pk}/edit/",
            desk,
            f"{desk}comments/",
            f"{desk}letters/",
            f"{desk}enter/",
        ],
        lanka: ["/clearance/", f"/clearance/{row.pk}/", f"/clearance/{row.pk}/comment/{anchor}/"],
    }
    for user, addresses in seen.items():
        sign_in(user)
        assert [address for address in addresses if page.goto(address) and not is_within(page)] == []
