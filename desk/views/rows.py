"""Corrections after a summary was filed: parts of a meeting and rows of it, one small form each."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core import past
from core.models import StaleVersion
from desk import meeting_services as services
from desk import merging, ordering
from desk.forms.meeting import SECTIONS, Section
from desk.forms.versioned import VersionedForm
from desk.history.parts import part_of
from desk.lines.words import words_for
from desk.permissions import for_secretariat, refuse, signed_in
from meetings.models import Meeting

page = require_http_methods(["GET", "HEAD", "POST"])


def _meeting(request: HttpRequest, pk: UUID) -> Meeting:
    return get_object_or_404(Meeting.objects.visible_to(request.user).select_related("series"), pk=pk)


def _section(slug: str, *, has_rows: bool) -> Section:
    section = SECTIONS.get(slug)
    if section is None or (section.rows is not None) != has_rows:
        raise Http404
    return section


def _row(meeting: Meeting, section: Section, pk: UUID) -> Any:
    assert section.rows is not None
    return get_object_or_404(section.rows(meeting), pk=pk)


def _sent_to(meeting: Meeting, section: Section, pk: UUID) -> Any:
    """The row a form is sent to; one deleted meanwhile as it last was, so that what was typed meets its words."""
    assert section.rows is not None
    rows = section.rows(meeting)
    if (row := rows.filter(pk=pk).first()) is not None:
        return row
    kept = past.last_entry(rows.model(pk=pk))
    if kept is None or kept.meeting_id != meeting.pk:
        raise Http404
    return past.row_of(kept)


@page
@for_secretariat
def update_section(request: HttpRequest, pk: UUID, section: str) -> HttpResponseBase:
    """Facts, purpose, readers. A section of rows has no form of its own: its rows stand on the meeting's page."""
    meeting = _meeting(request, pk)
    if section in SECTIONS and SECTIONS[section].rows:
        return redirect(f"{reverse('desk:meeting', args=[pk])}#{section}")
    part = _section(section, has_rows=False)
    return _edit(request, meeting, part, part.form(request.POST or None, instance=meeting))


@page
@for_secretariat
def create_row(request: HttpRequest, pk: UUID, section: str) -> HttpResponseBase:
    meeting, part = _meeting(request, pk), _section(section, has_rows=True)
    if not part.is_deletable:
        raise Http404
    return _edit(request, meeting, part, part.form(request.POST or None, meeting=meeting))


@page
@for_secretariat
def update_row(request: HttpRequest, pk: UUID, section: str, row: UUID) -> HttpResponseBase:
    meeting, part = _meeting(request, pk), _section(section, has_rows=True)
    instance = _sent_to(meeting, part, row) if request.method == "POST" else _row(meeting, part, row)
    form = part.form(request.POST or None, instance=instance, meeting=meeting)
    return _edit(request, meeting, part, form)


def _edit(request: HttpRequest, meeting: Meeting, section: Section, form: VersionedForm) -> HttpResponse:
    if request.method != "POST":
        return _page(request, meeting, section, form)
    if not form.is_valid():
        return _page(request, meeting, section, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    is_new = form.instance._state.adding
    with translation.override(None):  # what is written into the history stays in one language
        done = f"{'Added' if is_new else 'Corrected'} {section.one or section.title.lower()}"
    try:
        services.save(form, meeting, reason=done, by=signed_in(request), is_composed=section.is_composed)
    except StaleVersion:
        back = section.place(meeting)
        return merging.answer(request, [form], title=section.one or section.title, back=back, about=meeting)
    except services.CannotCorrectError as error:
        return refuse(request, str(error), back=reverse("desk:meeting", args=[meeting.pk]))
    said = _("Added {one}.") if is_new else _("Corrected {one}.")
    messages.success(request, said.format(one=section.one or section.title.lower()))
    return redirect(section.place(meeting))


def _page(
    request: HttpRequest,
    meeting: Meeting,
    section: Section,
    form: VersionedForm,
    *,
    status: int = HTTPStatus.OK,
    **more: Any,
) -> HttpResponse:
    is_new = form.instance._state.adding
    context = {
        "meeting": meeting,
        "section": section,
        "form": form,
        "is_new": is_new,
        "row": form.instance,
        "words": words_for(meeting) if section.is_paragraphs else None,
        "waits": section.is_composed and services.waiting_request(meeting, signed_in(request)),
        **more,
    }
    return render(request, "desk/section_form.html", context, status=status)


def _version(request: HttpRequest) -> int:
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() and len(version) < 10 else 0


def _act_again(request: HttpRequest, meeting: Meeting, section: Section, row: Any, button: str) -> HttpResponse:
    assert section.rows is not None
    form = section.form(request.POST, instance=row, meeting=meeting)
    back = section.place(meeting)
    return merging.act_again(request, form, button=button, back=back, title=section.one)


@require_POST
@for_secretariat
def move_row(request: HttpRequest, pk: UUID, section: str, row: UUID) -> HttpResponseBase:
    meeting, part = _meeting(request, pk), _section(section, has_rows=True)
    if not part.is_ordered:
        raise Http404
    moved, to = _sent_to(meeting, part, row), request.POST.get("to", "")
    known: dict[str, Any] = {"version": _version(request), "by": signed_in(request)}
    try:
        if to in ("up", "down"):
            ordering.move(moved, meeting, up=to == "up", **known)
        elif to == "in":
            ordering.nest(moved, meeting, deepest=part.deepest, **known)
        elif to == "out":
            ordering.unnest(moved, meeting, **known)
        else:
            ordering.place(moved, meeting, before=_sibling(to), **known)
    except StaleVersion:
        where = f" {to}" if to in ("up", "down") else ""
        return _act_again(request, meeting, part, moved, _("Move it{where} all the same").format(where=where))
    except services.CannotCorrectError as error:
        return refuse(request, str(error), back=reverse("desk:meeting", args=[pk]))
    return redirect(f"{reverse('desk:meeting', args=[pk])}#row-{row}")


def _sibling(to: str) -> UUID | None:
    """The row to stand before; None for the end. Raises Http404 for what is neither."""
    if to == "last":
        return None
    try:
        return UUID(to)
    except ValueError as error:
        raise Http404 from error


@require_POST
@for_secretariat
def delete_row(request: HttpRequest, pk: UUID, section: str, row: UUID) -> HttpResponseBase:
    meeting, part = _meeting(request, pk), _section(section, has_rows=True)
    if not part.is_deletable:
        raise Http404
    gone = _sent_to(meeting, part, row)
    known: dict[str, Any] = {"version": _version(request), "by": signed_in(request)}
    try:
        services.delete(gone, meeting, is_composed=part.is_composed, **known)
    except StaleVersion:
        return _act_again(request, meeting, part, gone, _("Delete it all the same"))
    except services.CannotCorrectError as error:
        return refuse(request, str(error), back=reverse("desk:meeting", args=[pk]))
    _say_deleted(request, part, gone, known["version"])
    return redirect(part.place(meeting))


def _say_deleted(request: HttpRequest, section: Section, gone: Any, version: int) -> None:
    """With a button that puts it back, where rows of its kind may be restored."""
    said = _("Deleted: {one} “{gone}”. Its words stay in the history.").format(one=section.one, gone=gone)
    kind = part_of(gone._meta.label_lower)
    if kind is None or not kind.is_restored:
        messages.success(request, said)
        return
    told = {"said": said, "label": kind.label, "pk": gone.pk, "version": version, "section": section.slug}
    messages.success(request, render_to_string("desk/parts/put_back.html", told, request), extra_tags="acts")
