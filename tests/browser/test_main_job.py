"""The main job, end to end, in a real browser: from a pasted summary to a record that anybody can open.

Walked with a script and without one, with a mouse and with keys only; every page of the desk through axe.
"""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from core.history import acting
from desk.reading import services
from desk.reading.answers import Answers
from meetings.models import Meeting
from meetings.reference import load_series
from members.services import load_reference
from records import services as approvals
from records.models import Edition
from tests.desk import world

pytestmark = pytest.mark.browser
TWIN = Path(__file__).parents[1] / "meetings/summary/corpus/twin-ahg-som-10.txt"
PASSWORD = "correct horse battery staple"


@pytest.fixture
def people(live):
    load_reference()
    load_series()
    people = world.people()
    with acting(None, "for a test"):
        for person in people.values():
            person.set_password(PASSWORD)
            person.save()
    return people


def enter(page, person):
    """Sign in through the form, as a person does."""
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()


def walk(secretariat, approver, anybody, people):
    """The whole journey. The three pages belong to three browsers."""
    enter(secretariat, people["ana"])
    secretariat.get_by_role("link", name="Prepare a meeting").click()
    secretariat.get_by_role("link", name="New from a summary").click()
    secretariat.get_by_label("The summary").fill(TWIN.read_text())
    secretariat.get_by_role("button", name="Read it").click()
    secretariat.get_by_label("In one sentence").fill("Members agreed what to put before Ministers.")
    secretariat.get_by_label("Title", exact=True).fill("Tenth Meeting of the Ad Hoc Group Senior Officials")
    secretariat.get_by_role("button", name="Use this reading").click()
    secretariat.get_by_role("link", name="Preview").click()
    assert secretariat.get_by_text("Preview: nothing is issued yet.").is_visible()
    secretariat.get_by_role("link", name="Back to preparing").click()
    secretariat.get_by_role("button", name="Send for approval").click()
    assert secretariat.get_by_text("another person approves it").is_visible()

    enter(approver, people["ravi"])
    approver.get_by_role("link", name="Prepare a meeting").click()
    approver.get_by_role("link", name="Look at it").click()
    approver.get_by_role("button", name="Issue now").click()
    assert approver.get_by_role("link", name="Open the record").is_visible()

    anybody.goto("/meetings/ahg-som/10/")
    heading = " ".join(anybody.get_by_role("heading", level=1).inner_text().split())
    assert heading == "Tenth Meeting of the Ad Hoc Group Senior Officials"
    assert anybody.get_by_text("Members agreed what to put before Ministers.").is_visible()
    with anybody.expect_download() as download:
        anybody.locator("main a[href$='statement.pdf']").first.click()
    return Path(download.value.path()).read_bytes()


@pytest.mark.parametrize("has_script", [True, False])
def test_from_summary_to_record(browse, people, has_script):
    pages = [browse(java_script_enabled=has_script) for _ in range(3)]
    pdf = walk(*pages, people)
    edition = Edition.objects.get()
    assert bytes(edition.renditions.get(format="pdf").content) == pdf
    assert (edition.prepared_by, edition.approved_by) == (people["ana"], people["ravi"])
    assert Meeting.objects.get().attendance.count() == 18


def reach(page, name):
    """Press Tab until the control called `name` has the focus, as a person without a mouse does."""
    wanted = page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).or_(page.get_by_label(name))
    for _ in range(300):
        page.keyboard.press("Tab")
        if wanted.evaluate_all("found => found.includes(document.activeElement)"):
            return
    raise AssertionError(f"{name} cannot be reached with the Tab key")


def press(page, name):
    reach(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page, name, words):
    reach(page, name)
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(words)


def enter_by_keys(page, person):
    page.goto("/accounts/login/")
    write(page, "E-mail address", person.email)
    write(page, "Password", PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_with_keys_only(browse, people):
    secretariat, approver = browse(), browse()
    enter_by_keys(secretariat, people["ana"])
    press(secretariat, "Prepare a meeting")
    press(secretariat, "New from a summary")
    write(secretariat, "The summary", world.SUMMARY)
    press(secretariat, "Read it")
    reach(secretariat, "Skip the source")
    secretariat.keyboard.press("Enter")
    write(secretariat, "Title", "Third Meeting, with a better title")
    press(secretariat, re.compile("To recommendations.*outcome 2"))
    press(secretariat, "Use this reading")
    press(secretariat, "Send for approval")
    enter_by_keys(approver, people["ravi"])
    press(approver, "Prepare a meeting")
    press(approver, "Look at it")
    press(approver, "Issue now")
    meeting = Meeting.objects.get()
    assert Edition.objects.get().subject.meeting == meeting
    assert meeting.title == "Third Meeting, with a better title"
    assert [row.text for row in meeting.outcomes.all()] == ["Members agreed to meet again in the autumn."]
    assert meeting.recommendations.count() == 3


def test_enter_in_a_field_saves_and_uses_nothing(browse, sign_in, people):
    page = browse()
    sign_in(people["ana"], page)
    reading = services.receive_text(world.SUMMARY, by=people["ana"]).reading
    page.goto(f"/prepare/summary/{reading.pk}/")
    page.get_by_label("Title", exact=True).fill("Typed")
    assert page.locator("#saved").inner_text() == "Not saved yet"
    page.keyboard.press("Enter")
    page.get_by_text("Saved.", exact=True).wait_for()
    reading.refresh_from_db()
    assert (reading.state, reading.answers["fields"]["title"]) == ("open", "Typed")
    assert page.get_by_label("Title", exact=True).input_value() == "Typed"


def test_phrase_leads_to_its_field(browse, sign_in, people):
    page = browse()
    sign_in(people["ana"], page)
    reading = services.receive_text(world.SUMMARY, by=people["ana"]).reading
    page.goto(f"/prepare/summary/{reading.pk}/")
    page.get_by_role("link", name="Vietnam").click()
    assert page.locator("tr:target input").nth(1).input_value() == "Vietnam"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_pages_are_accessible_and_fit(browse, sign_in, people, scheme, width):
    page = browse(viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce")
    ana = people["ana"]
    done = services.receive_text(world.SUMMARY, by=ana).reading
    meeting = services.use(done, done.proposal, by=ana).meeting
    reading = services.receive_text(world.SUMMARY.replace("Vietnam", "Atlantis"), by=ana).reading
    address = f"/prepare/meetings/{meeting.pk}/"
    outcome = meeting.outcomes.first()
    sign_in(ana, page)
    pages = [
        "/prepare/", "/prepare/summary/new/", f"/prepare/summary/{reading.pk}/", address, f"{address}preview/",
        f"{address}facts/", f"{address}outcomes/{outcome.pk}/", f"{address}recommendations/add/",
        f"{address}history/", f"/prepare/history/meetings.outcome/{outcome.pk}/",
    ]  # fmt: skip
    for path in pages:
        check(page, path)
    page.goto(f"/prepare/summary/{reading.pk}/")
    page.get_by_label("Title", exact=True).fill("")
    services.save_answers(reading, Answers.from_proposal(reading.proposal), version=1, provenance="", by=ana)
    page.get_by_role("button", name="Use this reading").click()
    page.get_by_role("heading", name="Somebody saved this while you were writing").wait_for()
    check_here(page, "a lost race")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Use this reading").click()
    page.get_by_text("Not used yet.").wait_for()
    check_here(page, "mistakes")
    asked = approvals.ask_approval(meeting, by=ana)
    check(page, f"/prepare/approvals/{asked.pk}/")
    sign_in(people["ravi"], page)
    check(page, "/prepare/")
    check(page, f"/prepare/approvals/{asked.pk}/")


def check(page, path):
    assert page.goto(path).status == 200
    check_here(page, path)


def check_here(page, path):
    violations = Axe().run(page).response["violations"]
    found = [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in violations]
    assert found == [], path
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(width) == 0, path
