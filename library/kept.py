"""Pages for readers without an account, made once and kept until something changes for the public.

What is kept is found by the state of the public records (`records.freshness`), the address, the host, the way it is
compressed and the build of the software: whatever could change the page is part of its name, so that it cannot be
stale. Nobody who carries a session is ever given a kept page, and nothing made for such a reader is kept.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import parse_etags

from library import packing
from records import freshness

LARGEST = 200_000  # bytes; with 300 pages (settings.CACHES) at most 60 MB a process, a fifth of it as a rule
LONGEST = 600  # letters of an address; longer ones are typed by nobody twice
QUARTER = 15 * 60  # seconds: days begin at a quarter of an hour everywhere
MADE_BY = "bali_process library records recommendations strategy meetings members core templates".split()
_PERSONAL = (settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name)


@dataclass(frozen=True)
class Place:
    """Where the page of one request is kept. `mark` begins its ETag: equal while the page cannot have changed."""

    mark: str

    def is_known_to(self, request: HttpRequest) -> str | None:
        """The ETag under which the reader holds the page as it is now."""
        sent = parse_etags(request.headers.get("If-None-Match", ""))
        return next((tag for tag in sent if tag.removeprefix("W/").startswith(f'"{self.mark}-')), None)

    def load(self) -> HttpResponse | None:
        found = caches["pages"].get(self.mark)
        return HttpResponse(found[0], headers=found[1]) if found else None

    def keep(self, response: HttpResponse) -> None:
        """The second half of the ETag says whether the page is the same although something else changed."""
        response.headers["ETag"] = f'"{self.mark}-{_digest(response.content)}"'
        if len(response.content) <= LARGEST:
            caches["pages"].set(self.mark, (response.content, dict(response.items())))


def place(request: HttpRequest, *, is_timeless: bool) -> Place | None:
    """None where the page must be made for this one reader. One query.

    A page that is not timeless (it says what is next, or overdue) is made anew every quarter of an hour.
    """
    address = request.get_full_path()
    if request.method not in ("GET", "HEAD") or is_personal(request) or len(address) > LONGEST:
        return None
    state = freshness.public_state()
    if state is None:
        return None
    moment = 0 if is_timeless else int(timezone.now().timestamp()) // QUARTER
    way = packing.wanted(request)
    named = (connection.settings_dict["NAME"], build(), state, moment, request.scheme, request.get_host(), address, way)
    return Place(_digest(repr(named).encode()))


def is_personal(request: HttpRequest) -> bool:
    """Whether the request carries anything that can tell one reader from another."""
    return any(name in request.COOKIES for name in _PERSONAL)


def is_for_all(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether an answer is the same for all without a session, with no cookie or token of one reader's own in it."""
    varies = {name.strip().lower() for name in response.get("Vary", "").split(",")} - {"", "cookie"}
    has_own = bool(response.cookies) or "CSRF_COOKIE_NEEDS_UPDATE" in request.META or is_personal(request)
    is_answer = request.method in ("GET", "HEAD") and response.status_code in (200, 206, 304)
    return is_answer and not varies and not has_own


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=12).hexdigest()


@lru_cache(maxsize=1)
def build() -> str:
    """Stands for what makes the pages: our files, the names of style sheets, Django, the settings that are shown."""
    whole = hashlib.blake2b(digest_size=12)
    for folder in MADE_BY:
        for path in sorted(Path(settings.BASE_DIR, folder).rglob("*.*")):
            if path.suffix in (".py", ".html"):
                whole.update(path.read_bytes())
    manifest = Path(settings.STATIC_ROOT, "staticfiles.json")
    shown: list[Any] = [version("django"), settings.MODE, settings.SITE_URL, settings.PROCESS_NAME]
    whole.update(repr([*shown, settings.PROCESS_SHORT, manifest.exists() and manifest.read_bytes()]).encode())
    return whole.hexdigest()
