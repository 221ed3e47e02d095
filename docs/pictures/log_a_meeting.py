"""Takes the pictures of the guide: `python docs/pictures/log_a_meeting.py http://127.0.0.1:8000`.

Walks the guide in a running demonstration, so run it on one that may be thrown away: it plans a meeting of the AHG SOM.
Needs the development libraries and the system's Chromium. Pictures are cut and saved in few colours, to stay small.
"""

from __future__ import annotations

import datetime
import io
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
WINDOW = {"width": 1100, "height": 760}
ACCOUNT, PASSWORD = "mira@secretariat.example", "bali-process-demo"
AGENDA = """1. Opening by the Co-Chairs
2. Adoption of the agenda
3. Review of the Strategy for Cooperation
3.1 Regional Support Office
3.2 Working groups
4. Any other business"""


def main(site: str) -> None:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("Chromium was not found. Install it so that it can be started as `chromium`, then try again.")
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=as_root)
        page = browser.new_page(viewport=WINDOW, color_scheme="light", base_url=site, reduced_motion="reduce")
        walk(page)
        browser.close()


def walk(page: Any) -> None:
    yesterday = datetime.datetime.now(tz=datetime.UTC).date() - datetime.timedelta(days=1)
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(ACCOUNT)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    page.goto("/prepare/plan/?series=ahg-som")
    page.get_by_label("First day").fill(yesterday.isoformat())
    take(page, "guide-1-plan.png")
    page.get_by_role("button", name="Plan it").click()
    page.get_by_role("button", name="It was held").first.click()
    take(page, "guide-2-meeting.png")
    page.get_by_role("link", name="Paste a list").click()
    page.get_by_label("The list").fill(AGENDA)
    page.get_by_role("button", name="Make items of it").click()
    page.locator("#agenda").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#agenda').scrollIntoView()")
    take(page, "guide-3-agenda.png")
    page.get_by_role("link", name="Preview").click()
    take(page, "guide-4-preview.png")


def take(page: Any, name: str) -> None:
    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.convert("RGB").quantize(32, dither=Image.Dither.NONE).save(HERE / name, optimize=True)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Give the address of the running demonstration, for example http://127.0.0.1:8000.")
    main(sys.argv[1].rstrip("/"))
