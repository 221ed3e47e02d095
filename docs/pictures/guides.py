"""Takes the pictures of the guides that look and do not write: `python docs/pictures/guides.py http://127.0.0.1:8000`.

Run it on a running demonstration. Needs the development libraries and the system's Chromium.
"""

from __future__ import annotations

import sys
from typing import Any

from log_a_meeting import PREPARER, WINDOW, browsing, opened, sign_in, take

DELEGATE, ADMINISTRATOR = "delegate@sri-lanka.example", "admin@secretariat.example"
# By account: the name of a picture, and the way to what it shows: an address, then links by their words.
PICTURES: dict[str, dict[str, list[str]]] = {
    "": {
        "guide-register.png": ["/recommendations/"],
        "guide-search.png": ["/search/?q=returns"],
    },
    DELEGATE: {"guide-asked.png": ["/asked/"]},
    PREPARER: {
        "guide-clearance.png": ["/prepare/documents/", "Draft 2", "Send it to delegations"],
        "guide-records.png": ["/prepare/records/"],
    },
    ADMINISTRATOR: {
        "guide-administration.png": ["/admin/"],
        "guide-keeping.png": ["/keeping/"],
        "guide-jobs.png": ["/jobs/"],
    },
}


def main(site: str) -> None:
    with browsing() as browser:
        for account, pictures in PICTURES.items():
            page = opened(browser, site, WINDOW)
            if account:
                sign_in(page, account)
            for name, (address, *links) in pictures.items():
                arrive(page, address)
                for words in links:
                    page.locator("main").get_by_role("link", name=words).first.click()
                take(page, name)


def arrive(page: Any, address: str) -> None:
    answer = page.goto(address)
    if answer is None or not answer.ok:
        sys.exit(f"{address} did not answer with a page. Start the demonstration first.")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Give the address of the running demonstration, for example http://127.0.0.1:8000.")
    main(sys.argv[1].rstrip("/"))
