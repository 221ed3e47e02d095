"""What every page of the desk may show without its view knowing: who else has its form open."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from core import presence


def also_editing(request: HttpRequest) -> dict[str, Any]:
    """`also_editing` costs a query only where a template asks for it."""
    match = request.resolver_match
    if match is None or match.namespace != "desk":
        return {}
    return {"also_editing": SimpleLazyObject(lambda: presence.others(request.user, request.path))}
