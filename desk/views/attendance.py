"""Attendance: the grid, a name to add, figures, the persons of a delegation."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.models import StaleVersion
from desk import meeting_services, merging
from desk.attendance import grid, services
from desk.attendance.suggesting import names_of_the_day, suggestions
from desk.forms.attendance import BLANK_PEOPLE, AddForm, PeopleForm, marks
from desk.forms.meeting import FigureForm
from desk.permissions import for_secretariat, refuse, signed_in
from desk.views.rows import page
from meetings.models import Attendance, Meeting, Presence
from members.models import Capacity

Failure = (meeting_services.CannotCorrectError, services.MarkedMeanwhileError)


def _meeting(request: HttpRequest, pk: UUID) -> Meeting:
    return get_object_or_404(Meeting.objects.visible_to(request.user).select_related("series__body"), pk=pk)


def _here(meeting: Meeting, fragment: str = "") -> str:
    return reverse("desk:attendance", args=[meeting.pk]) + fragment


@page
@for_secretariat
def attendance(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The grid. Sent whole, as a browser without a script does, every line that was touched is saved on its own."""
    meeting = _meeting(request, pk)
    if request.method == "POST":
        return _save_grid(request, meeting)
    return _grid(request, meeting, grid.lines(meeting))


def _save_grid(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    refused: dict[str, tuple[services.Mark, str]] = {}
    gone: list[str] = []
    saved = 0
    for line, chosen in marks(request.POST, grid.lines(meeting)):
        try:
            services.mark(meeting, chosen, by=signed_in(request))
            saved += 1
        except Failure as error:
            if line is None:
                gone.append(str(error))
            else:
                refused[line.key] = (chosen, str(error))
    if not refused and not gone:
        messages.success(request, _("Saved: {saved}.").format(saved=saved) if saved else _already(meeting))
        return redirect(_here(meeting))
    lines = [
        grid.chosen(line, refused[line.key][0].presence, refused[line.key][0].capacity, refused[line.key][1])
        if line.key in refused
        else line
        for line in grid.lines(meeting)
    ]
    return _grid(request, meeting, lines, status=HTTPStatus.CONFLICT, saved=saved, gone=gone)


def _already(meeting: Meeting) -> str:
    """The script saved each mark as it was made: whoever saves once more hears what is there, not of a loss."""
    marked = grid.marked(grid.lines(meeting))
    if not marked:
        return _("Nobody is marked yet.")
    return _("Everything is saved already: {marked}.").format(marked=", ".join(f"{n} {word}" for word, n in marked))


def _grid(
    request: HttpRequest,
    meeting: Meeting,
    lines: Sequence[grid.Line],
    *,
    status: int = HTTPStatus.OK,
    gone: Sequence[str] = (),
    **more: Any,
) -> HttpResponse:
    notes = [line for line in lines if line.note]
    context = {
        "meeting": meeting,
        "groups": grid.groups(lines),
        "totals": grid.totals(lines),
        "notes": notes,
        "gone": gone,
        "missed": len(notes) + len(gone),
        "figures": meeting.figures.all(),
        "add": AddForm(),
        "figure": FigureForm(meeting=meeting),
        "names": names_of_the_day(meeting),
        "waits": meeting_services.waiting_request(meeting, signed_in(request)),
        **_choices(),
        **more,
    }
    return render(request, "desk/attendance.html", context, status=status)


def _choices() -> dict[str, Any]:
    return {
        "presences": [(str(value), label, grid.PRESENCE_KEYS[Presence(value)]) for value, label in Presence.choices],
        "capacities": [(str(value), label, grid.CAPACITY_KEYS[Capacity(value)]) for value, label in Capacity.choices],
    }


@require_POST
@for_secretariat
def mark(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One line, for the script of the grid: `key`, `state` as shown, `presence`, `capacity`. Answers in JSON."""
    version = request.POST.get("state", "").partition(":")[0]
    chosen = services.Mark(
        key=request.POST.get("key", ""),
        version=int(version) if version.isdecimal() else 0,
        presence=request.POST.get("presence", ""),
        capacity=request.POST.get("capacity", ""),
    )
    try:
        row = services.mark(Meeting(pk=pk), chosen, by=signed_in(request))  # locked and read there
    except Meeting.DoesNotExist as error:
        raise Http404 from error
    except services.MarkedMeanwhileError as error:
        return JsonResponse({"error": str(error), **_state(error.row)}, status=HTTPStatus.CONFLICT)
    except meeting_services.CannotCorrectError as error:
        return JsonResponse({"error": str(error)}, status=HTTPStatus.CONFLICT)
    return JsonResponse(_state(row))


def _state(row: Attendance) -> dict[str, Any]:
    return {
        "key": str(row.pk),
        "state": grid.line_of(row).state,
        "presence": row.presence,
        "capacity": row.capacity,
        "people": reverse("desk:people", args=[row.meeting_id, row.pk]),
    }


@require_POST
@for_secretariat
def add(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """List a delegation by its name. The script asks for JSON and gets the line as it stands on the page."""
    meeting = _meeting(request, pk)
    form = AddForm(request.POST)
    wants_json = "application/json" in request.headers.get("Accept", "")
    try:
        if not form.is_valid():
            raise services.CannotMarkError(" ".join(str(message) for said in form.errors.values() for message in said))
        said = form.cleaned_data
        row = services.add(
            meeting, name=said["name"], slug=said["slug"], capacity=said["capacity"], by=signed_in(request)
        )
    except meeting_services.CannotCorrectError as error:
        if wants_json:
            return JsonResponse({"error": str(error)}, status=HTTPStatus.CONFLICT)
        return refuse(request, str(error), back=_here(meeting, "#add"))
    line = grid.line_of(row)
    if wants_json:
        html = render_to_string("desk/attendance/line.html", {"line": line, "meeting": meeting, **_choices()}, request)
        return JsonResponse({"line": html, "key": line.key, "said": f"{row.as_written}: {row.get_capacity_display()}"})
    known = "" if row.participant_id else " " + _("The directory does not hold this name; it stands as you typed it.")
    messages.success(
        request,
        _("Added: {as_written}, {get_capacity_display}.{known}").format(
            as_written=row.as_written, get_capacity_display=row.get_capacity_display(), known=known
        ),
    )
    return redirect(_here(meeting, "#add"))


@require_safe
@for_secretariat
def names(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The nearest names to `?q=`, for the script beside the field."""
    found = suggestions(_meeting(request, pk), request.GET.get("q", "")[:100])
    return JsonResponse({"names": [vars(one) for one in found]})


@require_POST
@for_secretariat
def add_figure(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """A number that a source quotes."""
    meeting = _meeting(request, pk)
    form = FigureForm(request.POST, meeting=meeting)
    if not form.is_valid():
        return _grid(
            request, meeting, grid.lines(meeting), status=HTTPStatus.UNPROCESSABLE_ENTITY, figure=form, stays_open=True
        )
    try:
        meeting_services.save(form, meeting, reason="Added figure", by=signed_in(request))
    except meeting_services.CannotCorrectError as error:
        return refuse(request, str(error), back=_here(meeting, "#figures"))
    messages.success(request, _("Added figure."))
    return redirect(_here(meeting, "#figures"))


@page
@for_secretariat
def people(request: HttpRequest, pk: UUID, row: UUID) -> HttpResponseBase:
    """The persons of one delegation: name, rank or post, who is its head."""
    meeting = _meeting(request, pk)
    delegation = get_object_or_404(meeting.attendance.select_related("meeting"), pk=row)
    if request.method != "POST":
        return _people(request, delegation)
    typed = PeopleForm(request.POST).people()
    try:
        kept = services.save_people(delegation, typed, by=signed_in(request))
    except StaleVersion as error:
        _set_aside(request, delegation, typed)
        said = _("Somebody saved {row} meanwhile. Yours stands below; what was saved is marked. Save again.").format(
            row=error.row
        )
        return _people(request, delegation, typed, said)
    except meeting_services.CannotCorrectError as error:
        return _people(request, delegation, typed, str(error))
    messages.success(request, _("{as_written}: {len} named.").format(as_written=delegation.as_written, len=len(kept)))
    return redirect(_here(meeting, f"#row-{delegation.pk}"))


def _set_aside(request: HttpRequest, delegation: Attendance, typed: Sequence[services.Person]) -> None:
    """What was sent of persons who were saved meanwhile stays in the history of the meeting."""
    kept = {row.pk: row for row in delegation.representatives.all()}
    for person in typed:
        row = kept.get(person.pk) if person.pk else None
        if row is not None and row.version != person.version:
            said = [("name", _("Name"), person.name, row.name), ("post", _("Rank or post"), person.post, row.post)]
            merging.set_aside(row, said, by=signed_in(request), about=delegation.meeting)


def _people(
    request: HttpRequest, delegation: Attendance, typed: Sequence[services.Person] = (), refusal: str = ""
) -> HttpResponse:
    """What is kept, or after a refusal what was typed, each with the version that stands now; then empty lines.

    A person whom somebody took from the list meanwhile stands there as a new one, with what was typed.
    """
    kept = {row.pk: row for row in delegation.representatives.all()}
    lines: list[dict[str, Any]] = [
        {"person": person, "pk": person.pk, "kept": kept[person.pk], "version": kept[person.pk].version}
        for person in typed
        if person.pk in kept
    ]
    if not typed:
        lines = [{"person": row, "pk": row.pk, "version": row.version} for row in kept.values()]
    new = [person for person in typed if person.pk not in kept and (person.name or person.post)]
    lines += [{"person": person, "pk": "", "version": 0} for person in [*new, *[None] * BLANK_PEOPLE]]
    context = {
        "meeting": delegation.meeting,
        "delegation": delegation,
        "lines": lines,
        "refusal": refusal,
        "has_head": any(line["person"] and line["person"].is_head for line in lines),
    }
    status = HTTPStatus.CONFLICT if refusal else HTTPStatus.OK
    return render(request, "desk/attendance/people.html", context, status=status)
