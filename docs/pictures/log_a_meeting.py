"""Takes the pictures of the guide: `python docs/pictures/log_a_meeting.py http://127.0.0.1:8000`.

Walks the guide in a running demonstration, so run it on one that may be thrown away: it plans, logs and sends a meeting
of the AHG SOM. A step that is not as the guide says stops it.
Needs the development libraries and the system's Chromium. Pictures are cut and saved in few colours, to stay small.
"""

from __future__ import annotations

import datetime
import io
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
WINDOW = {"width": 1100, "height": 760}
TELEPHONE = {"width": 390, "height": 760}
PREPARER, APPROVER, PASSWORD = "mira@secretariat.example", "helen@secretariat.example", "bali-process-demo"
AGENDA = """1. Opening by the Co-Chairs
2. Adoption of the agenda
3. Review of the Strategy for Cooperation
3.1 Regional Support Office
3.2 Working groups
4. Any other business"""
OUTCOMES = (
    "Members noted the progress report of the Regional Support Office.",
    "Members agreed that the Strategy stays open to change as circumstances do.",
)
RECOMMENDATIONS = ("Members were encouraged to second staff to the Regional Support Office.",)
GIST = "Members agreed what to put before Ministers."


@contextmanager
def browsing() -> Iterator[Any]:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("Chromium was not found. Install it so that it can be started as `chromium`, then try again.")
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=as_root)
        yield browser
        browser.close()


def main(site: str) -> None:
    with browsing() as browser:
        walk(opened(browser, site, WINDOW), opened(browser, site, TELEPHONE))


def opened(browser: Any, site: str, window: dict[str, int]) -> Any:
    return browser.new_page(viewport=window, color_scheme="light", base_url=site, reduced_motion="reduce")


def sign_in(page: Any, account: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(account)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda address: "/login/" not in address)


def walk(page: Any, telephone: Any) -> None:
    yesterday = datetime.datetime.now(tz=datetime.UTC).date() - datetime.timedelta(days=1)
    sign_in(page, PREPARER)
    page.goto("/prepare/plan/?series=ahg-som")
    page.get_by_label("First day").fill(yesterday.isoformat())
    take(page, "guide-1-plan.png")
    page.get_by_role("button", name="Plan it").click()
    page.get_by_role("button", name="It was held").first.click()
    page.get_by_role("link", name="Paste a list").wait_for()
    take(page, "guide-2-meeting.png")
    agenda(page)
    attendance(page)
    for section, lines in (("outcomes", OUTCOMES), ("recommendations", RECOMMENDATIONS)):
        write(page, section, lines)
    page.get_by_role("link", name="Edit title, date and place").click()
    page.get_by_label("In one sentence").fill(GIST)
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Preview", exact=True).click()
    take(page, "guide-6-preview.png")
    page.get_by_role("link", name="Back to preparing").click()
    take(page, "guide-7-send.png")
    page.get_by_role("button", name="Send for approval").first.click()
    sign_in(telephone, APPROVER)
    telephone.goto("/prepare/")
    telephone.get_by_role("link", name="Look at it").click()
    take(telephone, "guide-8-approve.png")


def agenda(page: Any) -> None:
    page.get_by_role("link", name="Paste a list").click()
    page.get_by_label("The list").fill(AGENDA)
    page.get_by_role("button", name="Make items of it").click()
    page.get_by_role("button", name="Adopted at the opening").click()
    page.locator("#agenda .st", has_text="Adopted").wait_for()
    page.evaluate("document.querySelector('#agenda').scrollIntoView()")
    take(page, "guide-3-agenda.png")


def attendance(page: Any) -> None:
    """One key a delegation, as the guide says."""
    page.get_by_role("link", name="Mark who attended").click()
    many = page.locator("#grid tr[data-key]").count()
    page.locator("#grid tr[data-key] input[type=radio]").first.focus()
    for at in range(many):
        page.keyboard.press("a" if at in (3, 11) else "p")
        if at == min(9, many - 1):
            page.locator("#grid[aria-busy=false]").wait_for()
            take(page, "guide-4-attendance.png")
    page.locator("#grid[aria-busy=false]").wait_for()
    page.get_by_role("link", name="Back to the meeting").click()


def write(page: Any, section: str, lines: tuple[str, ...]) -> None:
    page.locator(f"#{section}").get_by_role("link", name="Write line by line").click()
    for text in lines:
        page.locator("#next-line [name=text]").fill(text)
        page.keyboard.press("Enter")
        page.locator("#written li:not(.pending)", has_text=text).wait_for()
    if section == "outcomes":
        take(page, "guide-5-lines.png")
    page.get_by_role("link", name="Back to the meeting").click()


def take(page: Any, name: str) -> None:
    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.convert("RGB").quantize(32, dither=Image.Dither.NONE).save(HERE / name, optimize=True)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Give the address of the running demonstration, for example http://127.0.0.1:8000.")
    main(sys.argv[1].rstrip("/"))
