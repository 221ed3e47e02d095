"""What every page needs to know."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from members import permissions


def site(request: HttpRequest) -> dict[str, object]:
    user = getattr(request, "user", None)
    return {
        "interface_language": (get_language() or settings.LANGUAGE_CODE).partition("-")[0],
        "process_name": settings.PROCESS_NAME,
        "process_short": settings.PROCESS_SHORT,
        "has_brand_styles": settings.HAS_BRAND_STYLES,
        "is_demo": settings.MODE == "demo",
        "sees_desk": bool(user) and permissions.sees_desk(user),
        "works_at_desk": bool(user) and permissions.works_at_desk(user),
        "administers": bool(user) and permissions.may_administer(user),
    }
