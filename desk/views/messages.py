"""Messages of delegations: brought in with their file, and what a Word document says otherwise taken in as comments."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from desk.forms.clearance import MessageForm
from desk.permissions import for_desk, for_secretariat, refuse, signed_in
from desk.views.clearance import rounds
from records import answering, clearance
from records.exports import FORMS, CannotExportError
from records.models import Circulation, Message
from records.received.differences import Difference, differences
from records.received.document import CannotReceiveError

page = require_http_methods(["GET", "HEAD", "POST"])


@page
@for_secretariat
def bring_in(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Keep a message with its file; a Word document is then compared with what was sent."""
    row = get_object_or_404(rounds(request.user), pk=pk)
    form = MessageForm(request.POST or None, request.FILES or None, round=row)
    if request.method == "POST" and form.is_valid():
        try:
            kept = answering.keep(row, by=signed_in(request), **form.cleaned_data)
        except clearance.CannotCommentError as error:
            form.add_error(None, str(error))
        else:
            return redirect("desk:round-message", pk, kept.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    context = {"form": form, "thing": row, "back": reverse("desk:round", args=[pk]), "is_message": True}
    return render(request, "desk/round_form.html", context, status=status)


@page
@for_secretariat
def message(request: HttpRequest, pk: UUID, message: UUID) -> HttpResponseBase:
    """What the document says otherwise, each with a tick; those ticked become comments of the delegation."""
    row = get_object_or_404(rounds(request.user), pk=pk)
    kept = get_object_or_404(row.messages.select_related("participant", "entered_by"), pk=message)
    back = reverse("desk:round", args=[pk])
    try:
        found = _found(row, kept)
    except (CannotReceiveError, CannotExportError) as error:
        return refuse(request, str(error), back=back)
    if request.method == "POST":
        chosen = [each for at, each in enumerate(found) if str(at) in request.POST.getlist("take")]
        try:
            taken = answering.take_in(kept, chosen, by=signed_in(request))
        except clearance.CannotCommentError as error:
            return refuse(request, str(error), back=back)
        messages.success(
            request, _("Taken in for {participant}: {len}.").format(participant=kept.participant, len=len(taken))
        )
        return redirect(back)
    context: dict[str, Any] = {"round": row, "message": kept, "found": list(enumerate(found)), "back": back}
    return render(request, "desk/round_message.html", context)


def _found(row: Circulation, kept: Message) -> list[Difference]:
    if kept.media_type != FORMS["docx"].media_type:
        return []
    return differences(clearance.sent(row), clearance.facts_of(row), bytes(kept.content))


@for_desk
@require_safe
def download(request: HttpRequest, pk: UUID, message: UUID) -> HttpResponse:
    row = get_object_or_404(rounds(request.user), pk=pk)
    kept = get_object_or_404(row.messages, pk=message)
    headers = {"Content-Disposition": content_disposition_header(True, kept.file_name) or "attachment"}
    return HttpResponse(bytes(kept.content), content_type=kept.media_type, headers=headers)
