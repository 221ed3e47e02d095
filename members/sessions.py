"""Where somebody is signed in, and how to end it there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.usersessions.models import UserSession

# The first that is found names it: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari.
BROWSERS = {"Edg/": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "Linux": "Linux",
}


@dataclass(frozen=True)
class Session:
    """A browser in which somebody is signed in."""

    row: UserSession
    is_this: bool

    @property
    def device(self) -> str:
        """ "Firefox on Windows"."""
        browser = _first(BROWSERS, self.row.user_agent) or "A browser"
        system = _first(SYSTEMS, self.row.user_agent)
        return f"{browser} on {system}" if system else browser


def _first(names: dict[str, str], text: str) -> str:
    return next((name for mark, name in names.items() if mark in text), "")


def of(user: Any, *, this: str | None) -> list[Session]:
    """Those that still hold, the latest first. `this` is the key of the session that asks."""
    rows = UserSession.objects.purge_and_list(user)
    return [Session(row, row.session_key == this) for row in sorted(rows, key=lambda row: row.created_at, reverse=True)]


def end(user: Any, pk: int) -> bool:
    """Its next request finds nobody signed in. False where this person has no such session."""
    row = UserSession.objects.filter(user=user, pk=pk).first()
    if row is None:
        return False
    row.end()
    return True


def end_others(user: Any, *, this: str | None) -> int:
    """All but the one that asks. Returns how many."""
    rows = list(UserSession.objects.filter(user=user).exclude(session_key=this or ""))
    for row in rows:
        row.end()
    return len(rows)
