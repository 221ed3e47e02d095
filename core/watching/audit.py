"""The audit log: who signed in or was refused, who took out what. One line each, by number of account and address of
the network; no names, no e-mail addresses. It goes where SYSLOG_ADDRESS says, else beside the other logs."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.http import HttpRequest

log = logging.getLogger("bali.audit")


def tell(event: str, request: HttpRequest | None, *, account: Any = None, **more: Any) -> None:
    """`event`: "signed in", "sign-in refused", "signed out", "refused" or "exported". `account` where it is not the
    request's own user."""
    user = account if account is not None else getattr(request, "user", None)
    key = getattr(user, "pk", None)
    told = {"event": event, "account": str(key) if key else "nobody", **more}
    if request is not None:
        told["from"] = _address(request)
    log.info(event, extra={"told": told})


def _address(request: HttpRequest) -> str:
    """Proxies that are trusted add on the right; what stands further left anybody could have written."""
    hops = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    trusted = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    if 0 < trusted <= len(hops):
        return hops[-trusted][:45]
    return str(request.META.get("REMOTE_ADDR") or "unknown")
