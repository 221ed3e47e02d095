"""Who else is here, and what changed since the page was shown. Asked every few seconds by open pages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.apps import apps
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import past
from core import presence as who
from core.models import Versioned
from desk.history import mark_of
from desk.history.parts import part_of
from desk.history.timeline import latest_at
from desk.permissions import for_secretariat, signed_in
from meetings.models import Meeting
from records.models import Book

MOST_ROWS = 500
WATCHED_APPS = ("meetings", "recommendations", "strategy")


class NotAPageError(Exception):
    """What was sent is not what a page of ours says of itself."""


@dataclass(frozen=True)
class Page:
    """What an open page says: its form's address, its tab, its rows with the versions shown, the meeting it shows."""

    place: str
    tab: str
    rows: list[tuple[type[Versioned], UUID, int]]
    watch: tuple[UUID, int] | None
    is_leaving: bool

    @classmethod
    def of(cls, body: bytes) -> Page:
        """Raises NotAPageError."""
        try:
            sent = json.loads(body)
            rows = [(_model(label), UUID(pk), int(version)) for label, pk, version in sent.get("rows", [])[:MOST_ROWS]]
            watch = sent.get("watch")
            page = cls(
                str(sent.get("place", "")),
                str(sent.get("tab", ""))[:40],
                rows,
                (UUID(watch[0]), int(watch[1])) if watch else None,
                bool(sent.get("leaving")),
            )
        except (ValueError, KeyError, TypeError, AttributeError, LookupError, RecursionError) as error:
            raise NotAPageError from error
        if any(character in page.place + page.tab for character in "\x00\ud800"):
            raise NotAPageError
        return page


def _model(label: str) -> type[Versioned]:
    model: Any = apps.get_model(label)
    is_watched = model is Book or model._meta.app_label in WATCHED_APPS
    if not is_watched or not issubclass(model, Versioned):
        raise LookupError(label)
    return model


@require_POST
@for_secretariat
def presence(request: HttpRequest) -> HttpResponseBase:
    user = signed_in(request)
    try:
        page = Page.of(request.body)
    except NotAPageError:
        return JsonResponse({"error": "This is not what a page says of itself."}, status=HTTPStatus.BAD_REQUEST)
    if page.is_leaving:
        who.leave(user, page.place, page.tab)
        return JsonResponse({})
    if page.place:
        who.note(user, page.place, page.tab)
    below = reverse("desk:meeting", args=[page.watch[0]]) if page.watch else ""
    here = who.others(user, below, within=True) if below else who.others(user, page.place)
    changed = [said for row in page.rows if (said := _changed(*row)) is not None]
    if page.watch and (said := _meeting_changed(request, *page.watch)) is not None:
        changed.append(said)
    return JsonResponse(
        {
            "person": str(user.pk),
            "editing": [{"name": other.name, "since": other.since.isoformat()} for other in here],
            "changed": changed,
        }
    )


def _changed(model: type[Versioned], pk: UUID, version: int) -> dict[str, Any] | None:
    """Who saved or deleted the row after the version shown; None where it is as shown."""
    row = model(id=pk)
    now = past.now(row)
    if now is not None and now.version == version:
        return None
    last = past.last_entry(row)
    if last is None:
        return None
    label = model._meta.label_lower
    has_page = part_of(label) is not None
    address = f"{reverse('desk:row-history', args=[label, pk])}?from={version}" if has_page else ""
    return {
        "row": f"{label}:{pk}",
        "by": str(last.history_user or _("Somebody")),
        "at": last.history_date.isoformat(),
        "is_gone": now is None,
        "address": address,
    }


def _meeting_changed(request: HttpRequest, pk: UUID, mark: int) -> dict[str, Any] | None:
    meeting = Meeting.objects.visible_to(request.user).filter(pk=pk).first()
    if meeting is None:
        return None
    now = mark_of(meeting)
    if now.mark == mark:
        return None
    last = latest_at(now)
    return {
        "row": "",
        "by": str(last.history_user or _("Somebody")) if last else _("Somebody"),
        "at": last.history_date.isoformat() if last else "",
        "is_gone": False,
        "address": reverse("desk:meeting-history", args=[pk]),
    }
