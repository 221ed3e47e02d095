"""A real Chromium against the real site.

Mark a module with `pytestmark = pytest.mark.browser`. Without Chromium on PATH such tests are reported as not run.

- `page`: a page 1280 wide whose addresses are relative to the live site: `page.goto("/meetings/")`. The site runs on a
  database of the test's own (see `live` in tests/conftest.py): make rows with `tests.factories` before going anywhere.
  When the test ends, it fails if the page asked another host for anything, broke the content policy or logged an error.
- `sign_in(user)`: the page's browser is that person from now on (by session, not through the form).
- `demonstration`: the address of a site that holds the demonstration (56 meetings, a strategy), once for a module. In
  such a module override `live`: `@pytest.fixture def live(demonstration): return demonstration`.
- `browse(**options)`: another page, for a second person, another width, no JavaScript:
  `browse(viewport={"width": 320, "height": 640}, java_script_enabled=False)`.
"""

import io
import os
import shutil
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from playwright.sync_api import sync_playwright

from tests.databases import cloned, serving

# Playwright keeps an event loop running in this thread; Django would take every query for one made inside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium():
    # Beside Playwright's event loop Django opens another connection in this thread, and one left open from before
    # would keep the test database from being cloned.
    connection.close()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield browser
        browser.close()
        connection.close()  # the one that was opened beside the event loop


@pytest.fixture(scope="module")
def demonstration(pristine_database, django_db_blocker):
    with django_db_blocker.unblock(), cloned(), serving() as address:
        call_command("load_demo", stdout=io.StringIO())
        yield address


@pytest.fixture
def browse(chromium, live):
    contexts, faults = [], []

    def open_page(**options):
        options = {"viewport": {"width": 1280, "height": 900}} | options
        context = chromium.new_context(base_url=live, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: faults.append(request.url) if is_foreign(request.url, live) else None)
        page.on("console", lambda message: faults.append(message.text) if is_fault(message) else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def is_foreign(url, live):
    return urlsplit(url).scheme in ("http", "https", "ws", "wss") and not url.startswith(live)


def is_fault(message):
    """A page that answers 404 or 409 on purpose is logged as an error too, and is none; so is a lost connection."""
    expected = ("Failed to load resource", "htmx:afterRequest", "htmx:sendError")
    return message.type == "error" and not message.text.startswith(expected)


@pytest.fixture
def page(browse):
    return browse()


@pytest.fixture
def sign_in(page, live):
    def by_session(user, page=page):
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live}])

    return by_session
