"""Files of a meeting: hand in, replace, download. What is said of them is a row like others (views/rows.py)."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.stores import StoreError
from desk import materials as services
from desk.forms.materials import UploadForm
from desk.meeting_services import CannotCorrectError
from desk.permissions import for_desk, for_secretariat, refuse, signed_in
from meetings.files import LARGEST, CannotKeepFileError
from meetings.models import Material, Meeting
from records.readers import Reader

log = logging.getLogger(__name__)


def visible(meeting: Meeting, user: Any) -> QuerySet[Material]:
    """Each file has its own audience: a Co-Chair here does not get what is the secretariat's alone."""
    return meeting.materials.filter(audience__in=Reader.of(user).audiences)


def _meeting(request: HttpRequest, pk: UUID) -> Meeting:
    return get_object_or_404(Meeting.objects.visible_to(request.user).select_related("series"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_secretariat
def upload(request: HttpRequest, pk: UUID, replaces: UUID | None = None) -> HttpResponseBase:
    """A file, or the one that takes the place of another."""
    meeting = _meeting(request, pk)
    before = get_object_or_404(meeting.materials.defer("content", "thumbnail"), pk=replaces) if replaces else None
    said = {name: getattr(before, name) for name in ("title", "audience", "goes_out", "alternative")} if before else {}
    form = UploadForm(request.POST or None, files=request.FILES or None, initial=said, meeting=meeting)
    if request.method != "POST":
        return _page(request, meeting, form, before)
    if form.is_valid() and form.cleaned_data["file"].size > LARGEST:
        form.add_error("file", _("The file is larger than {value} MB.").format(value=LARGEST // 1024 // 1024))
    if not form.is_valid():
        return _page(request, meeting, form, before, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        kept = services.keep(form, meeting, by=signed_in(request), replaces=before)
    except CannotKeepFileError as error:
        form.add_error("file", str(error))
        return _page(request, meeting, form, before, HTTPStatus.UNPROCESSABLE_ENTITY)
    except CannotCorrectError as error:
        return refuse(request, str(error), back=reverse("desk:meeting", args=[pk]))
    messages.success(request, _("Kept: “{title}”.").format(title=kept.title))
    return redirect(f"{reverse('desk:meeting', args=[pk])}#materials")


def _page(
    request: HttpRequest, meeting: Meeting, form: UploadForm, before: Material | None, status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {"meeting": meeting, "form": form, "before": before}
    return render(request, "desk/material_form.html", context, status=status)


@require_safe
@for_desk
def download(request: HttpRequest, pk: UUID, material: UUID) -> HttpResponseBase:
    """A file kept with the meeting, byte for byte. Always as a download: nobody's HTML runs on this site."""
    kept = get_object_or_404(visible(_meeting(request, pk), request.user), pk=material)
    headers = {"Content-Disposition": content_disposition_header(True, kept.file_name) or "attachment"}
    try:
        return HttpResponse(kept.whole(), content_type="application/octet-stream", headers=headers)
    except StoreError as error:
        log.exception("A file of a meeting cannot be read.")
        back = f"{reverse('desk:meeting', args=[pk])}#materials"
        return refuse(request, str(error), status=HTTPStatus.SERVICE_UNAVAILABLE, back=back)


@require_safe
@for_desk
def thumbnail(request: HttpRequest, pk: UUID, material: UUID) -> HttpResponseBase:
    kept = get_object_or_404(
        visible(_meeting(request, pk), request.user).filter(thumbnail__isnull=False).defer("content"), pk=material
    )
    return HttpResponse(bytes(kept.thumbnail or b""), content_type="image/jpeg")
