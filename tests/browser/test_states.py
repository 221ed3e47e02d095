"""Pages of the desk empty, full, in error and after a lost race, in both schemes and at both widths, through axe; and a
record approved from a telephone."""

import pytest

from core.history import acting
from desk.incoming import services as incoming
from meetings.models import Attendance, Meeting, Outcome, Representative
from meetings.reference import load_series
from members.models import Mandate, Participant, User
from members.services import load_reference
from records import services
from records.models import Edition
from tests.browser.test_main_job import check, check_here
from tests.desk import world

pytestmark = pytest.mark.browser
LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwe" * 3


@pytest.fixture
def people(live):
    load_reference()
    load_series()
    return world.people()


@pytest.fixture
def meeting(people):
    with acting(people["ana"], "for a test"):
        return world.plain_meeting_of("AHG SOM")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light"), (320, "dark")])
def test_every_state_is_accessible_and_fits(browse, sign_in, meeting, width, scheme):
    page = browse(viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce")
    people = {user.name.casefold(): user for user in User.objects.all()}
    sign_in(people["ana"], page)
    at = f"/prepare/meetings/{meeting.pk}/"
    for path in ("participants/", "participants/?list=final", "outcomes/lines/", "bring-in/?kind=sheet", "hosts/add/"):
        check(page, at + path)
    page.goto(f"{at}outcomes/lines/")
    page.locator("#next-line [name=text]").fill("Agreed.")
    page.locator("#next-line [name=verbs]").fill("x" * 70)
    page.keyboard.press("Enter")
    page.get_by_text("longer than 60").wait_for()
    check_here(page, "a line that cannot be read")
    page.goto(f"{at}hosts/add/")
    page.get_by_role("button", name="Save", exact=True).click()
    check_here(page, "a host without a name")
    page.goto(f"{at}bring-in/?kind=sheet")
    page.locator("main form button:not(.bare)").first.click()
    check_here(page, "a sheet that says nothing")
    row, outcome, brought = full(meeting, people)
    for path in ("participants/", "outcomes/lines/", f"bring-in/{brought.pk}/", f"attendance/{row.pk}/people/", ""):
        check(page, at + path)
    lost_races(page, at, row, outcome, people)
    services.ask_approval(Meeting.objects.get(pk=meeting.pk), by=people["ana"])
    page.go_back()
    page.goto(f"{at}purpose/")
    page.get_by_label("Purpose", exact=True).fill("Too late.")
    page.get_by_role("button", name="Save", exact=True).click()
    check_here(page, "a save while it waits for approval")


def full(meeting, people):
    with acting(people["ana"], "for a test"):
        sri_lanka = Participant.objects.get(slug="sri-lanka")
        row = Attendance.objects.create(meeting=meeting, participant=sri_lanka, as_written="Sri Lanka")
        Attendance.objects.create(meeting=meeting, as_written=LONG, presence="not_known", capacity="observer")
        Representative.objects.create(attendance=row, name=LONG, post="Secretary", is_head=True)
        outcome = Outcome.objects.create(meeting=meeting, text=f"Members agreed. {LONG}", verbs=["agreed"])
        meeting.outcomes.create(text="Under it.", parent=outcome)
        meeting.agenda.create(number="1", title=LONG, state="adopted")
        text = world.SUMMARY.replace("Third", "Fourth")
        brought = incoming.receive(meeting, kind="text", text=text, by=people["ana"])
    return row, outcome, brought


def lost_races(page, at, row, outcome, people):
    """Somebody else was quicker: in a paragraph, in the grid sent whole, among the persons of a delegation."""
    page.goto(f"{at}outcomes/{outcome.pk}/")
    changed(outcome, people, text="Theirs.")
    page.get_by_label("Text", exact=True).fill("Mine.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("heading", name="Somebody saved this while you were writing").wait_for()
    check_here(page, "a paragraph that somebody saved meanwhile")
    page.goto(f"{at}attendance/")
    changed(row, people, presence="absent")
    page.locator(
        f"#row-{row.pk} input[value=apologies]"
    ).click()  # the mark is refused and put back, perhaps before anybody could look
    page.get_by_text("marked Sri Lanka meanwhile").first.wait_for()
    check_here(page, "a delegation that somebody marked meanwhile")
    page.goto(f"{at}attendance/{row.pk}/people/")
    changed(row.representatives.get(), people, name="Theirs")
    page.get_by_label("Name, person 1").fill("Mine")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Not saved yet.").wait_for()
    check_here(page, "a person whom somebody saved meanwhile")


def changed(row, people, **values):
    with acting(people["budi"], "Meanwhile"):
        row.refresh_from_db()
        for name, value in values.items():
            setattr(row, name, value)
        row.save()


def test_the_deputy_approves_from_a_telephone_while_the_approver_is_away(browse, sign_in, people, meeting, settings):
    settings.DEPUTY_AFTER_HOURS = 0
    with acting(people["ana"], "for a test"):
        deputy = User.objects.create_user("deputy@example.org", name="Dewi")
        Mandate.objects.create(user=deputy, role="deputy")
        Outcome.objects.create(meeting=meeting, text="Members agreed.", verbs=["agreed"])
    services.ask_approval(meeting, by=people["ana"])
    telephone = browse(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True, device_scale_factor=3)
    sign_in(deputy, telephone)
    telephone.goto("/prepare/")
    telephone.get_by_role("link", name="Look at it").tap()
    issue = telephone.get_by_role("button", name="Issue now")
    issue.wait_for()
    check_here(telephone, "the decision on a telephone")
    assert issue.bounding_box()["height"] >= 24
    issue.tap()
    telephone.get_by_role("link", name="Open the record").wait_for()
    assert Edition.objects.get().approved_by == deputy
