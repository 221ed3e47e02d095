"""Bring a text or a sign-in sheet into a meeting that is there: hand it in, then choose what to take of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from core.translating import lazy_
from desk.forms.incoming import IncomingForm
from desk.incoming import services
from desk.incoming.changes import Change, Comparison
from desk.incoming.comparing import compare
from desk.permissions import for_secretariat, refuse, signed_in
from meetings.models import Incoming, Meeting
from meetings.retention import last_day_of

page = require_http_methods(["GET", "HEAD", "POST"])
TITLES = {
    "facts": lazy_("Title, date and place"),
    "hosts": lazy_("Hosts and Co-Chairs"),
    "attendance": lazy_("Attendance"),
    "persons": lazy_("Representatives"),
    "figures": lazy_("Figures without names"),
    "outcomes": lazy_("Outcomes"),
    "recommendations": lazy_("Recommendations"),
    "abbreviations": lazy_("Abbreviations"),
}


@dataclass(frozen=True)
class Line:
    """A difference on the page. `is_taken` is what is chosen; `met` tells that somebody changed the row meanwhile."""

    change: Change
    is_taken: bool
    met: bool


@dataclass(frozen=True)
class Part:
    """A section of the page: its differences, how much is alike, and what only the meeting has."""

    title: str
    lines: list[Line]
    same: int
    only_here: list[str]


def _meeting(request: HttpRequest, pk: UUID) -> Meeting:
    return get_object_or_404(Meeting.objects.visible_to(request.user).select_related("series"), pk=pk)


def _incoming(request: HttpRequest, meeting: Meeting, pk: UUID) -> Incoming:
    found = Incoming.objects.visible_to(request.user).select_related("received_by")
    return get_object_or_404(found.defer("original"), meeting=meeting, pk=pk)


@page
@for_secretariat
def bring_in(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Paste or hand in. What arrives is kept at once, under an address of its own."""
    meeting = _meeting(request, pk)
    kind = request.GET.get("kind")
    initial = {"kind": kind} if kind in Incoming.Kind.values else {}
    form = IncomingForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            kept = form.receive(meeting, by=signed_in(request))
            return redirect("desk:incoming", meeting.pk, kept.pk)
        except services.CannotBringInError as error:
            form.add_error(None, str(error))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    waiting = Incoming.objects.visible_to(request.user).open().filter(meeting=meeting).defer("original", "text", "read")
    context = {"meeting": meeting, "form": form, "waiting": waiting.select_related("received_by")}
    return render(request, "desk/incoming_create.html", context, status=status)


@page
@for_secretariat
def incoming(request: HttpRequest, pk: UUID, incoming: UUID) -> HttpResponseBase:
    """What differs, each with a choice; one press takes what is chosen."""
    meeting = _meeting(request, pk)
    brought = _incoming(request, meeting, incoming)
    found = compare(meeting, brought)
    if request.method != "POST":
        return _page(request, brought, found, {change.key: change.preset for change in found.changes})
    posted = _chosen(request.POST)
    back = reverse("desk:meeting", args=[pk])
    try:
        taken = services.take(
            meeting,
            brought,
            chosen={key for key, is_taken in posted.items() if is_taken},
            versions=_versions(request.POST),
            by=signed_in(request),
        )
    except services.ChangedMeanwhileError as changed:
        choices = {change.key: posted.get(change.key, change.preset) for change in found.changes}
        return _page(request, brought, found, choices, met=changed.keys, status=HTTPStatus.CONFLICT)
    except services.CannotBringInError as error:
        choices = {change.key: posted.get(change.key, change.preset) for change in found.changes}
        return _page(request, brought, found, choices, refusal=str(error), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except services.CannotCorrectError as error:
        return refuse(request, str(error), back=back)
    messages.success(request, _said(taken))
    return redirect(back)


@require_POST
@for_secretariat
def leave(request: HttpRequest, pk: UUID, incoming: UUID) -> HttpResponseBase:
    """Put it aside; nothing is deleted."""
    meeting = _meeting(request, pk)
    services.leave_aside(_incoming(request, meeting, incoming), by=signed_in(request))
    messages.success(request, _("It is left aside. Nothing of the meeting was changed."))
    return redirect("desk:meeting", pk)


def _said(taken: services.Taken) -> str:
    kept = ngettext("{kept} left as it was.", "{kept} left as they were.", taken.kept).format(kept=taken.kept)
    kept = f" {kept}" if taken.kept else ""
    if not taken.taken:
        return _("Nothing was taken.") + kept
    return ngettext("Taken: {n} difference.", "Taken: {n} differences.", taken.taken).format(n=taken.taken) + kept


def _chosen(posted: Mapping[str, str]) -> dict[str, bool]:
    return {name.removeprefix("take-"): value == "take" for name, value in posted.items() if name.startswith("take-")}


def _versions(posted: Mapping[str, str]) -> dict[str, int]:
    return {
        name.removeprefix("version-"): int(value)
        for name, value in posted.items()
        if name.startswith("version-") and value.isdecimal() and len(value) < 10
    }


def _page(
    request: HttpRequest,
    brought: Incoming,
    found: Comparison,
    choices: Mapping[str, bool],
    *,
    met: set[str] | None = None,
    refusal: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    lines = [Line(one, choices[one.key], one.key in (met or ())) for one in found.changes]
    by_section = {name: list(group) for name, group in groupby(lines, key=lambda line: line.change.section)}
    parts = [
        Part(title, by_section.get(name, []), found.same.get(name, 0), found.only_here.get(name, []))
        for name, title in TITLES.items()
        if name in by_section or name in found.same or name in found.only_here
    ]
    context = {
        "meeting": found.meeting,
        "brought": brought,
        "kept_until": last_day_of(brought),
        "parts": parts,
        "count": len(lines),
        "unplaced": found.unplaced,
        "doubt": found.doubt,
        "gone": met is not None and not met <= {line.change.key for line in lines},
        "met": met,
        "refusal": refusal,
    }
    return render(request, "desk/incoming.html", context, status=status)
