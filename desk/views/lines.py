"""Outcomes and recommendations one line at a time. A script adds a line without leaving the page; without one the form
is sent, and the page comes back with the next line ready."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from desk.forms.lines import LineForm
from desk.forms.meeting import SECTIONS, Section
from desk.lines import services
from desk.lines.words import words_for
from desk.meeting_services import CannotCorrectError, waiting_request
from desk.permissions import for_secretariat, refuse, signed_in
from meetings.models import Meeting, Outcome
from recommendations.models import Recommendation

KINDS: dict[str, services.Kind] = {"outcomes": Outcome, "recommendations": Recommendation}


@require_http_methods(["GET", "HEAD", "POST"])
@for_secretariat
def lines(request: HttpRequest, pk: UUID, section: str) -> HttpResponseBase:
    if section not in KINDS:
        raise Http404
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("series"), pk=pk)
    is_put = section == "recommendations"
    if request.method != "POST":
        kept = {"under": request.GET.get("under") == "1", "reads": request.GET.get("reads") != "0"}
        return _page(request, meeting, SECTIONS[section], LineForm(initial=kept, is_put=is_put))
    return _add(request, meeting, SECTIONS[section], LineForm(request.POST, is_put=is_put))


def _add(request: HttpRequest, meeting: Meeting, section: Section, form: LineForm) -> HttpResponseBase:
    wants_json = "application/json" in request.headers.get("Accept", "")
    if not form.is_valid():
        if wants_json:
            said = " ".join(str(message) for messages in form.errors.values() for message in messages)
            return JsonResponse({"error": said}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        return _page(request, meeting, section, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        added = services.add(KINDS[section.slug], meeting, form.typed(), by=signed_in(request))
    except CannotCorrectError as error:
        if wants_json:
            return JsonResponse({"error": str(error)}, status=HTTPStatus.CONFLICT)
        return refuse(request, str(error), back=reverse("desk:meeting", args=[meeting.pk]))
    if wants_json:
        shown = [_shown(one.row, one.who, one.verbs) | {"was_read": one.was_read} for one in added]
        context = {"meeting": meeting, "section": section, "lines": shown}
        html = render_to_string("desk/lines/lines.html", context, request)
        return JsonResponse({"lines": html, "said": _said(section, added)})
    messages.success(request, _said(section, added))
    typed = form.typed()
    kept = urlencode({"under": int(typed.is_under), "reads": int(typed.reads)})
    return redirect(f"{reverse('desk:lines', args=[meeting.pk, section.slug])}?{kept}")


def _said(section: Section, added: Sequence[services.Added]) -> str:
    """What happened, and what was read that nobody typed."""
    if len(added) != 1:
        return _("Added {len} lines.").format(len=len(added))
    one = added[0]
    read = "; ".join([*one.who, *one.verbs])
    return (
        _("Added. Read from the words: {read}.").format(read=read)
        if one.was_read and read
        else _("Added a {one}.").format(one=section.one)
    )


def _shown(row: Any, who: Sequence[str], verbs: Sequence[str]) -> dict[str, Any]:
    return {"row": row, "who": who, "verbs": verbs, "depth": 1 if row.parent_id else 0}


def _all(meeting: Meeting, section: Section) -> list[dict[str, Any]]:
    """In reading order, to any depth."""
    if section.slug == "outcomes":
        rows: list[Any] = list(meeting.outcomes.order_by("position", "pk"))
        said = {row.pk: (row.actors, row.verbs) for row in rows}
    else:
        rows = list(meeting.recommendations.order_by("position", "pk").prefetch_related("addressees"))
        said = {
            row.pk: ([one.as_written for one in row.addressees.all()], [row.verb][: bool(row.verb)]) for row in rows
        }
    below: dict[Any, list[Any]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)

    def descend(parent: Any, depth: int) -> list[dict[str, Any]]:
        return [
            shown
            for row in below.get(parent, [])
            for shown in (_shown(row, *said[row.pk]) | {"depth": depth}, *descend(row.pk, depth + 1))
        ]

    return descend(None, 0)


def _page(
    request: HttpRequest, meeting: Meeting, section: Section, form: LineForm, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {
        "meeting": meeting,
        "section": section,
        "other": SECTIONS["recommendations" if section.slug == "outcomes" else "outcomes"],
        "form": form,
        "lines": _all(meeting, section),
        "words": words_for(meeting),
        "waits": waiting_request(meeting, signed_in(request)),
    }
    return render(request, "desk/lines.html", context, status=status)
