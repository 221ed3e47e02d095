"""The history of a meeting and of each row: read, compared, restored. For those who prepare."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core import past
from core.models import StaleVersion
from core.translating import lazy_
from desk.forms.meeting import SECTIONS
from desk.history import mark_of, services, timeline
from desk.history.parts import READING, Part, meeting_of, part_of
from desk.history.words import Names, authors, lines, name_of
from desk.meeting_services import CannotCorrectError
from desk.permissions import for_secretariat, refuse, signed_in
from meetings.models import Meeting, Reading

PER_PAGE = 30
MEANWHILE = lazy_("Somebody saved something while you were looking at the history. Look again, then restore.")


def _meeting(request: HttpRequest, pk: UUID) -> Meeting:
    return get_object_or_404(Meeting.objects.visible_to(request.user).select_related("series"), pk=pk)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


@require_safe
@for_secretariat
def meeting_history(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Every change, newest first; or with `from` (and `to`) what differs between two moments."""
    meeting = _meeting(request, pk)
    every = timeline.moments(meeting.pk)
    if request.GET.get("from"):
        return _compared(request, meeting, every)
    page = Paginator(every, PER_PAGE).get_page(request.GET.get("page"))
    wanted = list(page)
    until = None if page.number == 1 else wanted[0].at
    since = wanted[-1].at if page.has_next() else None
    refused = timeline.set_aside(since, until, about=meeting.pk)
    changes = sorted([*timeline.changes(meeting.pk, wanted), *refused], key=lambda change: change.at, reverse=True)
    chosen = [moment.id for moment in wanted[:2]]
    context = {"meeting": meeting, "changes": changes, "page_obj": page, "latest": chosen[0], "before": chosen[-1]}
    return render(request, "desk/meeting_history.html", context)


def _compared(request: HttpRequest, meeting: Meeting, every: list[timeline.Moment]) -> HttpResponseBase:
    known = {str(moment.id): moment for moment in every}
    first, second = known.get(request.GET["from"]), known.get(request.GET.get("to", ""))
    if first is None or (request.GET.get("to") and second is None):
        raise Http404
    if second is not None and second.at < first.at:
        first, second = second, first
    until = second.at if second is not None and second is not every[0] else None
    differences = timeline.between(meeting.pk, first.at, until)
    context = {
        "meeting": meeting,
        "first": first,
        "second": second,
        "is_now": until is None,
        "lines": timeline.in_words(differences),
        "mark": mark_of(meeting).mark,
    }
    return render(request, "desk/meeting_compared.html", context)


@require_POST
@for_secretariat
def restore_meeting(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    meeting = _meeting(request, pk)
    back = reverse("desk:meeting-history", args=[pk])
    moment = next((one for one in timeline.moments(pk) if str(one.id) == request.POST.get("moment")), None)
    if moment is None:
        return refuse(request, _("This moment of the meeting is not held. Choose another one."), back=back)
    mark = _number(request.POST.get("mark", ""))
    try:
        count = services.restore_meeting(meeting, moment.at, mark=mark, by=signed_in(request))
    except StaleVersion:
        return refuse(request, MEANWHILE, back=back)
    except (services.CannotRestoreError, CannotCorrectError) as error:
        return refuse(request, str(error), back=back)
    messages.success(
        request,
        _("Restored: {count} row{value}. It can be undone here in the same way.").format(
            count=count, value="" if count == 1 else "s"
        ),
    )
    return redirect(back)


def _part(request: HttpRequest, label: str, pk: UUID) -> tuple[Part, Meeting | None]:
    """The kind of a row, and the meeting it belongs to; 404 for whatever somebody may not know of."""
    part = part_of(label)
    if part is None:
        raise Http404
    if part is READING:
        get_object_or_404(Reading.objects.visible_to(request.user), pk=pk)
        return part, None
    last = past.last_entry(part.model(id=pk))
    meeting_pk = meeting_of(part, last) if last else None
    if meeting_pk is None:
        raise Http404
    return part, _meeting(request, meeting_pk)


@require_safe
@for_secretariat
def row_history(request: HttpRequest, label: str, pk: UUID) -> HttpResponseBase:
    """Every version of one row, newest first; with `from` and `to` (versions) what differs between two."""
    part, meeting = _part(request, label, pk)
    entries = list(part.history.filter(id=pk).order_by("history_date", "history_id"))
    names = Names((part, entry) for entry in entries)
    who = authors(entry.history_user_id for entry in entries)
    now = past.now(part.model(id=pk))
    versions = [
        {
            "entry": entry,
            "by": who.get(entry.history_user_id, ""),
            "lines": lines(part, before, entry, names),
            "is_now": now is not None and entry is entries[-1],
        }
        for before, entry in zip([None, *entries], entries, strict=False)
    ]
    first, second = _two(request, entries)
    shown = Paginator(versions[::-1], PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "part": part,
        "meeting": meeting,
        "name": name_of(part, entries[-1], names),
        "page_obj": shown,
        "first": first,
        "second": second,
        "compared": lines(part, first, second, names) if first and second else None,
        "refused": timeline.set_aside(None, None, row=pk) if shown.number == 1 else [],
        "version": entries[-1].version,
        "may_restore": part.is_restored,
        "row": now,
    }
    return render(request, "desk/row_history.html", context)


def _two(request: HttpRequest, entries: list[Any]) -> tuple[Any, Any]:
    """The entries of the versions asked for; without `to` the latest."""
    if not request.GET.get("from"):
        return None, None
    numbers = {entry.version: entry for entry in entries if entry.history_type != "-"}
    first = numbers.get(_number(request.GET["from"]))
    second = numbers.get(_number(request.GET.get("to", ""))) if request.GET.get("to") else entries[-1]
    if first is None or second is None:
        raise Http404
    return (second, first) if second.version < first.version else (first, second)


@require_POST
@for_secretariat
def restore_row(request: HttpRequest, label: str, pk: UUID) -> HttpResponseBase:
    part, meeting = _part(request, label, pk)
    back = reverse("desk:row-history", args=[label, pk])
    to, version = (_number(request.POST.get(name, "")) for name in ("to", "version"))
    try:
        if meeting is None:
            reading = get_object_or_404(Reading.objects.visible_to(request.user), pk=pk)
            services.restore_reading(reading, to=to, version=version, by=signed_in(request))
        else:
            services.restore_row(meeting, part, pk, to=to, version=version, by=signed_in(request))
    except StaleVersion:
        return refuse(request, MEANWHILE, back=back)
    except (services.CannotRestoreError, CannotCorrectError) as error:
        return refuse(request, str(error), back=back)
    section = SECTIONS.get(request.POST.get("section", ""))  # put back where it was deleted from
    if section and meeting:
        messages.success(request, _("Put back: {one}.").format(one=section.one))
        return redirect(section.place(meeting))
    messages.success(request, _("Restored as it was then. The version before stays in the history."))
    return redirect(back)
