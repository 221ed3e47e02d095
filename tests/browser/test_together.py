"""Two people at one form, in real browsers: each learns of the other, both texts come together, a session may end."""

import pytest

from core.history import acting
from core.models import FormDraft
from meetings.models import Meeting
from tests.browser.test_main_job import PASSWORD, check_here, enter
from tests.desk import world

pytestmark = pytest.mark.browser
TEN_SECONDS = 10_000


@pytest.fixture
def people(live):
    people = world.make()
    with acting(None, "for a test"):
        for person in people.values():
            person.set_password(PASSWORD)
            person.save()
    return people


@pytest.fixture
def place(people):
    meeting = world.plain_meeting()
    with acting(None, "for a test"):
        meeting.purpose = "One.\n\nTwo.\n\nThree."
        meeting.save()
    return f"/prepare/meetings/{meeting.pk}/purpose/"


def box(page):
    return page.locator("textarea[name=purpose]")


def save(page):
    page.locator("main form[data-draft] button", has_text="Save").click()
    page.wait_for_load_state()


def test_two_people_learn_of_each_other_and_their_texts_come_together(browse, people, place):
    ana, budi = browse(), browse()
    enter(ana, people["ana"])
    enter(budi, people["budi"])
    ana.goto(place)
    budi.goto(place)
    ana.get_by_text("Also editing: Budi, since").wait_for(timeout=TEN_SECONDS)
    budi.get_by_text("Also editing: Ana, since").wait_for(timeout=TEN_SECONDS)

    box(budi).fill("One.\n\nZwei.\n\nThree. And four.")
    save(budi)
    ana.get_by_text("Budi saved this at").wait_for(timeout=TEN_SECONDS)
    assert ana.get_by_role("link", name="See what changed").is_visible()
    ana.get_by_text("Also editing").wait_for(state="hidden", timeout=TEN_SECONDS)

    box(ana).fill("1.\n\nDue.\n\nThree.")
    save(ana)
    assert ana.get_by_role("heading", name="Somebody saved this while you were writing").is_visible()
    check_here(ana, "two texts")
    ana.locator(".clash textarea").first.fill("Two, in both tongues.")
    assert ana.locator(".clash input[value=edit]").first.is_checked()  # whoever writes chooses it
    save(ana)

    assert Meeting.objects.get().purpose == "1.\n\nTwo, in both tongues.\n\nThree. And four."
    ana.goto(place.replace("purpose/", "history/"))
    check_here(ana, "history")
    ana.get_by_role("button", name="Compare the two moments chosen").click()
    ana.get_by_role("heading", name="What changed").wait_for()
    check_here(ana, "two moments")
    assert not FormDraft.objects.unsaved().exists()


def test_what_is_written_on_the_merge_page_comes_back_into_the_form(browse, people, place):
    ana = browse()
    enter(ana, people["ana"])
    ana.goto(place)
    meeting = Meeting.objects.get()
    meeting.purpose = "One.\n\nZwei.\n\nThree."
    with acting(people["budi"], "Corrected"):
        meeting.save()
    box(ana).fill("One.\n\nDue.\n\nThree.")
    save(ana)
    ana.locator(".clash textarea").first.fill("Two again.")
    ana.wait_for_timeout(2000)  # a second is promised; the rest is for a busy machine
    ana.close()

    again = browse()
    enter(again, people["ana"])
    again.goto(place)
    again.get_by_role("button", name="Restore what I typed").click()
    assert box(again).input_value() == "One.\n\nTwo again.\n\nThree."


def test_what_is_restored_meets_what_was_saved_meanwhile(browse, people, place):
    ana = browse()
    enter(ana, people["ana"])
    ana.goto(place)
    box(ana).fill("One.\n\nDue.\n\nThree.")
    ana.get_by_text("Typing kept").wait_for(timeout=TEN_SECONDS)
    ana.close()
    meeting = Meeting.objects.get()
    meeting.purpose = "One.\n\nZwei.\n\nThree. And four."
    with acting(people["budi"], "Corrected"):
        meeting.save()

    again = browse()
    enter(again, people["ana"])
    again.goto(place)
    again.get_by_text("It was saved from elsewhere since then").wait_for()
    again.get_by_role("button", name="Restore what I typed").click()
    with again.expect_navigation():
        save(again)
    assert again.get_by_role("heading", name="Somebody saved this while you were writing").is_visible()
    assert "Zwei." in again.locator(".clash").inner_text()
    assert Meeting.objects.get().purpose == "One.\n\nZwei.\n\nThree. And four."
    again.locator(".clash input[value=mine]").first.check()
    with again.expect_navigation():
        save(again)
    assert Meeting.objects.get().purpose == "One.\n\nDue.\n\nThree. And four."


def test_signing_in_again_in_place_and_the_save_goes_on(browse, people, place):
    ana = browse()
    enter(ana, people["ana"])
    ana.goto(place)
    ana.context.clear_cookies(name="sessionid")
    box(ana).fill("Typed while signed out.")
    ana.get_by_role("button", name="Sign in again here").wait_for(timeout=TEN_SECONDS)
    save(ana)
    dialog = ana.get_by_role("dialog")
    dialog.get_by_label("E-mail").fill(people["ana"].email)
    dialog.get_by_label("Password", exact=True).fill("wrong")
    dialog.get_by_role("button", name="Sign in", exact=True).click()
    dialog.get_by_text("not correct").wait_for()
    dialog.get_by_label("Password", exact=True).fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in", exact=True).click()
    ana.get_by_text("Corrected purpose.").wait_for()

    assert Meeting.objects.get().purpose == "Typed while signed out."


def test_somebody_else_who_signs_in_there_sends_nothing(browse, people, place):
    ana = browse()
    enter(ana, people["ana"])
    ana.goto(place)
    ana.context.clear_cookies(name="sessionid")
    box(ana).fill("Ana’s words.")
    ana.get_by_role("button", name="Sign in again here").wait_for(timeout=TEN_SECONDS)
    save(ana)
    dialog = ana.get_by_role("dialog")
    dialog.get_by_label("E-mail").fill(people["budi"].email)
    dialog.get_by_label("Password", exact=True).fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in", exact=True).click()
    dialog.get_by_text("signed in as somebody else").wait_for()

    assert "Ana’s words." not in Meeting.objects.get().purpose


def test_without_a_script_the_save_goes_through_signing_in(browse, people, place):
    ana = browse(java_script_enabled=False)
    enter(ana, people["ana"])
    ana.goto(place)
    ana.context.clear_cookies(name="sessionid")
    box(ana).fill("Typed without a script.")
    save(ana)
    assert ana.get_by_text("What you wrote is kept").is_visible()
    ana.get_by_label("E-mail").fill(people["ana"].email)
    ana.get_by_label("Password", exact=True).fill(PASSWORD)
    ana.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    ana.get_by_role("button", name="Save it now").click()

    assert Meeting.objects.get().purpose == "Typed without a script."
