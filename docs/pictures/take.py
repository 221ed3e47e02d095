"""Takes the pictures of the documents from a running demonstration: `python docs/pictures/take.py http://127.0.0.1:8000`.

Needs the development libraries and the system's Chromium. The same pages, the same window, the light colours.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
PICTURES = {"meeting.png": "/meetings/ahg-som/10/"}
WINDOW = {"width": 1240, "height": 900}


def take(site: str) -> None:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("Chromium was not found. Install it so that it can be started as `chromium`, then try again.")
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=as_root)
        page = browser.new_page(viewport=WINDOW, color_scheme="light")
        for name, path in PICTURES.items():
            answer = page.goto(f"{site.rstrip('/')}{path}")
            if answer is None or not answer.ok:
                sys.exit(f"{path} did not answer with a page. Start the demonstration first.")
            page.screenshot(path=HERE / name)
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Give the address of the running demonstration, for example http://127.0.0.1:8000.")
    take(sys.argv[1])
