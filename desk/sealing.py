"""What somebody sent when their session had ended travels with them through signing in, sealed, and is kept for them.

A seal is encrypted and signed with the site's key and holds for twelve hours: whoever finds a page left open in a
browser can read nothing in it and put nothing into it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
import zlib
from dataclasses import dataclass
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from core import drafts

FIELD = "_sealed"
HOURS = 12
LONGEST = 8 * 1024 * 1024
_NO_TEXT = ("csrfmiddlewaretoken", "version", "to", "do", FIELD)


@dataclass(frozen=True)
class Sent:
    """What was sent: where to, by whom as far as is known (the key of a user, or ""), name and value pairs."""

    place: str
    person: str
    pairs: list[list[str]]

    @classmethod
    def of(cls, request: HttpRequest) -> Sent | None:
        """None where nothing was written: a button pressed is pressed again."""
        pairs = [[name, value] for name, values in request.POST.lists() for value in values if isinstance(value, str)]
        kept = [pair for pair in pairs if pair[0] not in ("csrfmiddlewaretoken", "_tab", FIELD)]
        if not any(value.strip() for name, value in kept if name not in _NO_TEXT):
            return None
        return cls(request.path[:500], _owner(request), kept)

    def sealed(self) -> str:
        """ "" for a text too long to be carried along in a page."""
        body = json.dumps([self.place, self.person, self.pairs]).encode()
        sealed = _box().encrypt(zlib.compress(body)).decode()
        return sealed if len(sealed) <= LONGEST else ""


def opened(sealed: str) -> Sent | None:
    """None for a seal that is broken, made by another site, or older than `HOURS`."""
    try:
        body = _box().decrypt(sealed.encode(), ttl=HOURS * 3600)
        place, person, pairs = json.loads(zlib.decompress(body))
    except (InvalidToken, ValueError, zlib.error):
        return None
    return Sent(place, person, pairs)


def keep(sent: Sent, user: Any) -> str:
    """Keep it as unsent typing of `user`. Returns the name of its draft. Raises core.drafts.CannotKeepDraftError."""
    tab = f"sealed-{secrets.token_hex(8)}"
    drafts.keep(user, drafts.Typed(sent.place, tab, int(time.time() * 1000), sent.pairs))
    return tab


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(b"what somebody sent" + str(key).encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def _owner(request: HttpRequest) -> str:
    """Whose session it was: the row of one that ended lies in the database until it is swept."""
    if request.user.is_authenticated:
        return str(request.user.pk)
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")[:60].replace("\x00", "")
    kept = Session.objects.filter(session_key=key).first() if key else None
    return str(kept.get_decoded().get("_auth_user_id", "")) if kept else ""
