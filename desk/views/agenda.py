"""The agenda as a whole: paste a list, adopt it, number it anew. Its items are rows like others (views/rows.py)."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from desk import agenda as services
from desk.forms.agenda import PasteForm
from desk.meeting_services import CannotCorrectError, waiting_request
from desk.permissions import for_secretariat, refuse, signed_in
from meetings.models import Meeting


def _meeting(request: HttpRequest, pk: UUID) -> Meeting:
    return get_object_or_404(Meeting.objects.visible_to(request.user).select_related("series"), pk=pk)


def _back(pk: UUID) -> str:
    return f"{reverse('desk:meeting', args=[pk])}#agenda"


@require_http_methods(["GET", "HEAD", "POST"])
@for_secretariat
def paste(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """A numbered list becomes items, behind those there are."""
    meeting = _meeting(request, pk)
    form = PasteForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, meeting, form)
    try:
        many = services.paste(meeting, form.cleaned_data["text"], by=signed_in(request))
    except CannotCorrectError as error:
        form.add_error("text", str(error))
        return _page(request, meeting, form)
    messages.success(
        request, _("{many} item{value} added to the agenda.").format(many=many, value="" if many == 1 else "s")
    )
    return redirect(_back(pk))


def _page(request: HttpRequest, meeting: Meeting, form: PasteForm) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"meeting": meeting, "form": form, "waits": waiting_request(meeting, signed_in(request))}
    return render(request, "desk/agenda_paste.html", context, status=status)


@require_POST
@for_secretariat
def adopt(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    meeting = _meeting(request, pk)
    try:
        many = services.adopt(meeting, by=signed_in(request))
    except CannotCorrectError as error:
        return refuse(request, str(error), back=_back(pk))
    messages.success(
        request,
        _("Adopted: {many} item{value}. Changes from now on are marked.").format(
            many=many, value="" if many == 1 else "s"
        ),
    )
    return redirect(_back(pk))


@require_POST
@for_secretariat
def number_anew(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    meeting = _meeting(request, pk)
    try:
        services.number_anew(meeting, by=signed_in(request))
    except CannotCorrectError as error:
        return refuse(request, str(error), back=_back(pk))
    messages.success(request, _("The items are numbered in their order."))
    return redirect(_back(pk))
