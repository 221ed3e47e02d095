"""What delegations said, for the secretariat alone: typed during the meeting, never part of a record."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from desk import meeting_services as services
from desk.forms.materials import NoteForm
from desk.permissions import for_secretariat, signed_in
from meetings.models import Meeting, Note
from meetings.names import name_table


@require_http_methods(["GET", "HEAD", "POST"])
@for_secretariat
def notes(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """All notes by item, and a form for the next one that begins under the item of the last."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("series"), pk=pk)
    known = meeting.agenda.filter(pk=request.GET.get("item", "")) if _is_id(request.GET.get("item", "")) else None
    first = {"agenda_item": known.first()} if known is not None else {}
    form = NoteForm(request.POST or None, meeting=meeting, initial=first)
    if request.method == "POST" and form.is_valid():
        note = services.save(form, meeting, reason="Took a note", by=signed_in(request), is_composed=False)
        messages.success(request, _("Kept."))
        under = f"?{urlencode({'item': note.agenda_item_id})}" if note.agenda_item_id else ""
        return redirect(f"{reverse('desk:notes', args=[pk])}{under}#next-note")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {
        "meeting": meeting,
        "form": form,
        "groups": _by_item(meeting),
        "delegations": sorted(participant.names[0] for participant in name_table().participants),
    }
    return render(request, "desk/notes.html", context, status=status)


def _is_id(words: str) -> bool:
    try:
        UUID(words)
    except ValueError:
        return False
    return True


def _by_item(meeting: Meeting) -> list[tuple[Any, list[Note]]]:
    """Notes under the items of the agenda in its order, those under none last."""
    rows = list(meeting.notes.select_related("participant", "agenda_item").prefetch_related("participant__names"))
    items: list[Any] = [*meeting.agenda.all(), None]
    groups = [(item, [row for row in rows if row.agenda_item_id == (item.pk if item else None)]) for item in items]
    return [(item, notes) for item, notes in groups if notes]
