"""Small acts on the page of a meeting happen in place; whatever is no such page is shown as a page."""

import pytest
from playwright.sync_api import expect

from core.history import acting
from meetings.reference import load_series
from members.services import load_reference
from records import services
from tests.desk import world

pytestmark = pytest.mark.browser


@pytest.fixture
def people(live):
    load_reference()
    load_series()
    return world.people()


@pytest.fixture
def meeting(people):
    with acting(people["ana"], "for a test"):
        meeting = world.plain_meeting_of("AHG SOM")
        for at, title in enumerate(("Opening", "Returns", "Closing"), 1):
            meeting.agenda.create(number=str(at), title=title, position=at * 1000)
    return meeting


@pytest.fixture
def opened(page, sign_in, people, meeting):
    sign_in(people["ana"])
    page.goto(f"/prepare/meetings/{meeting.pk}/")
    page.evaluate("window.isTheSamePage = true")
    return page


def in_order(page, *expected):
    """Pages of a busy machine come late."""
    expect(page.locator("#agenda [data-line] p")).to_contain_text(expected, timeout=30_000)


def titles(meeting):
    return list(meeting.agenda.values_list("title", flat=True))


def button(page, line, name):
    return page.locator("#agenda [data-line]").filter(has_text=line).get_by_role("button", name=name)


def is_same_page(page):
    return page.evaluate("window.isTheSamePage === true")


def test_settings_allow_nothing_inline_and_no_other_host(opened):
    names = ("includeIndicatorStyles", "allowEval", "allowScriptTags", "selfRequestsOnly", "historyEnabled")
    assert [opened.evaluate(f"htmx.config.{name}") for name in names] == [False, False, False, True, False]
    assert opened.locator("style").count() == 0


def test_a_line_is_moved_by_key_and_the_keyboard_stays_on_it(opened, meeting):
    button(opened, "Closing", "Up").focus()
    opened.keyboard.press("Enter")
    in_order(opened, "Opening", "Closing", "Returns")
    expect(button(opened, "Closing", "Up")).to_be_focused()
    opened.keyboard.press("Enter")
    in_order(opened, "Closing", "Opening", "Returns")
    expect(button(opened, "Closing", "Down")).not_to_have_count(0)
    assert opened.evaluate("document.activeElement.closest('[data-line]').textContent.includes('Closing')")
    assert opened.locator("body > [role=status]").text_content() == "Moved: now 1 of 3."
    assert titles(meeting) == ["Closing", "Opening", "Returns"]
    assert is_same_page(opened)


def test_what_was_done_here_is_not_told_as_somebody_elses(opened):
    with opened.expect_response(lambda answer: answer.url.endswith("/presence/")):
        opened.get_by_role("button", name="Adopted at the opening").click()
        opened.locator("#agenda .st", has_text="Adopted").wait_for()
        opened.locator("#agenda a").first.focus()
    opened.wait_for_timeout(2000)
    opened.locator("#agenda a").last.focus()
    opened.wait_for_timeout(500)
    assert opened.locator("#changed-meanwhile").count() == 0
    assert is_same_page(opened)


def test_a_line_that_somebody_changed_meanwhile_is_shown_as_a_page(opened, meeting, people):
    with acting(people["budi"], "Meanwhile"):
        row = meeting.agenda.get(title="Closing")
        row.title = "Closing remarks"
        row.save()
    button(opened, "Closing", "Up").click()
    opened.get_by_role("button", name="Move it up all the same").wait_for()
    assert not is_same_page(opened)


def test_a_refusal_and_a_session_that_ended_are_shown_as_pages(opened, meeting, people):
    services.ask_approval(meeting, by=people["ana"])
    button(opened, "Closing", "Up").click()
    opened.get_by_text("It is waiting for approval").first.wait_for()
    opened.go_back()
    opened.context.clear_cookies(name="sessionid")
    opened.get_by_role("button", name="Take back").click()
    opened.get_by_label("Password", exact=True).wait_for()
    assert titles(meeting) == ["Opening", "Returns", "Closing"]


def test_without_a_connection_it_says_so_and_changes_nothing(opened, meeting):
    opened.context.set_offline(True)
    button(opened, "Closing", "Up").click()
    opened.get_by_text("No connection. Nothing was changed").wait_for()
    opened.context.set_offline(False)
    button(opened, "Closing", "Up").click()
    in_order(opened, "Opening", "Closing", "Returns")
    assert opened.locator("#not-sent").count() == 0
