"""The proof that typing survives: a real browser types, something breaks, and what was typed comes back.

Of every text at most what was typed in its last second may be missing.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse

from bench.scratch import NotRunError
from bench.serving import Site, site
from core.history import acting
from meetings.models import Meeting, Series
from members.models import Mandate, User

FAULTS = 200
KINDS = ("worker", "database", "network", "session", "tab", "browser")
LETTERS = "abcdefghijklmnopqrstuvwxyz     ,."
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


def faults(*, seed: int, share: float, state: Any) -> tuple[bool, str]:
    """Six kinds of faults in turn, each at a moment of its own."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in this thread
    wanted = round(FAULTS * share)
    done = state.load() or {}
    if not shutil.which("chromium"):
        raise NotRunError("there is no Chromium on this machine")
    with site() as served, _prepared() as (user, meetings):
        for number in range(sum(done.get(kind, 0) for kind in KINDS), wanted):
            chance = random.Random(seed * 1_000_003 + number)
            kind = KINDS[number % len(KINDS)]
            trial = Trial(served, user, meetings[number % len(meetings)], chance)
            lost = trial.run(kind)
            if lost:
                print(f"  fault {number}, {kind}: {lost}", flush=True)
            counted = Counter({kind: 1, f"{kind} lost": int(bool(lost))})
            done = dict(Counter(done) + counted)
            state.save(done)
    many, lost_ones = (
        sum(done.get(name, 0) for name in names) for names in (KINDS, [f"{kind} lost" for kind in KINDS])
    )
    kinds = ", ".join(f"{kind} {done.get(kind, 0)}" for kind in KINDS)
    words = f"{many} faults in a real browser ({kinds}): text recovered to within a second {many - lost_ones} of {many}"
    return lost_ones == 0 and many >= wanted, words


@contextmanager
def _prepared() -> Iterator[tuple[User, list[Meeting]]]:
    with acting(None, "proof"):
        user = User.objects.create_user("writer@example.org", name="Writer")
        Mandate.objects.create(user=user, role="secretariat")
        series = Series.objects.create(code="PROOF", slug="proof", name="Proof")
        unknown = {"precision": "unknown", "attendance_is_known": False, "series": series}
        meetings = [Meeting.objects.create(title=f"Proof {number}", **unknown) for number in range(1, 5)]
    yield user, meetings


@dataclass
class Trial:
    """One text typed into the purpose of a meeting, one fault, one recovery."""

    served: Site
    user: User
    meeting: Meeting
    chance: random.Random
    typed: list[tuple[float, str]] = field(default_factory=list)

    def run(self, kind: str) -> str:
        """Returns what is wrong; "" where everything came back."""
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright, TemporaryDirectory(prefix="profile-") as profile:
            browser = self._browser(playwright, profile)
            page = self._form(browser)
            self._type(page, self.chance.uniform(0.8, 2.5))
            self._break(kind, browser, page)
            if kind not in ("tab", "browser"):
                self._type(page, self.chance.uniform(1.2, 2.5))
            ended = time.monotonic()
            if kind == "browser":
                _kill(profile)
            else:
                page.close()
            if kind == "network":
                browser.set_offline(False)
            if kind != "browser":
                browser.close()
            self.served.wait()
            browser = self._browser(playwright, profile)
            came_back = self._recovered(self._form(browser))
            browser.close()
        return self._missing(came_back, ended)

    def _browser(self, playwright: Any, profile: str) -> Any:
        """A browser with its profile on the disk, in which the writer is signed in."""
        browser = playwright.chromium.launch_persistent_context(
            profile, executable_path=shutil.which("chromium"), args=ARGUMENTS, base_url=self.served.address
        )
        connection.close()
        client = Client()
        client.force_login(self.user, backend="django.contrib.auth.backends.ModelBackend")
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        browser.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.served.address}])
        return browser

    def _form(self, browser: Any) -> Any:
        page = browser.new_page()
        page.goto(reverse("desk:section", args=[self.meeting.pk, "purpose"]))
        page.wait_for_load_state("networkidle")
        return page

    def _type(self, page: Any, seconds: float) -> None:
        """Key after key, as people write: each with the moment after which it had been pressed."""
        if not self.typed:
            page.locator("textarea[name=purpose]").focus()
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            letter = self.chance.choice(LETTERS)
            page.keyboard.type(letter)
            self.typed.append((time.monotonic(), letter))
            time.sleep(self.chance.uniform(0.01, 0.08))

    def _break(self, kind: str, browser: Any, page: Any) -> None:
        if kind == "worker":
            self.served.kill_a_worker(self.chance.randrange(2))
        elif kind == "database":
            self.served.restart_the_database()
        elif kind == "network":
            browser.set_offline(True)
        elif kind == "session":
            connection.close()
            Session.objects.all().delete()

    def _recovered(self, page: Any) -> str:
        box = page.locator("textarea[name=purpose]")
        offer = page.get_by_role("button", name="Restore what I typed")
        offer.wait_for(timeout=10_000)
        offer.click()
        return str(box.input_value())

    def _missing(self, came_back: str, ended: float) -> str:
        whole = "".join(letter for _, letter in self.typed)
        due = "".join(letter for at, letter in self.typed if at <= ended - 1)
        if whole.startswith(came_back) and len(came_back) >= len(due):
            return ""
        return f"typed {len(whole)}, due {len(due)}, came back {len(came_back)}"


def _kill(profile: str) -> None:
    """Every process of the browser that lives on this profile, at once."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().decode(errors="replace")
            if f"--user-data-dir={profile}" in command:
                os.kill(int(folder.name), signal.SIGKILL)
        except OSError:
            continue
    time.sleep(0.3)
    for lock in Path(profile).glob("Singleton*"):
        lock.unlink()
