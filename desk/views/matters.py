"""Matters arising at a meeting: the list, one decision, carrying over."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import DetailView

from core.models import StaleVersion
from desk import matters as services
from desk import merging
from desk.forms.matters import DECISIONS, DecisionForm, part_of
from desk.meeting_services import CannotCorrectError, waiting_request
from desk.permissions import SeesDesk, for_secretariat, refuse, signed_in
from meetings.models import Meeting
from members.permissions import works_at_desk
from recommendations.services import CannotCarryOverError, CannotConsiderError, Matter, Part, matters


class MattersView(SeesDesk, DetailView):
    """Everything before the meeting from earlier ones, each with what was decided of it."""

    template_name = "desk/matters.html"
    context_object_name = "meeting"

    def get_queryset(self) -> Any:
        return Meeting.objects.visible_to(self.request.user).select_related("series")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meeting, user = self.object, self.request.user
        found = matters(meeting)
        waits = waiting_request(meeting, signed_in(self.request))
        return super().get_context_data(**kwargs) | {
            "matters": found,
            "left": sum(not matter.is_settled for matter in found),
            "decisions": DECISIONS,
            "later": services.later_than(meeting, user),
            "is_held": meeting.state == Meeting.State.HELD,
            "waits": waits,
            "may_edit": works_at_desk(user) and meeting.state == Meeting.State.HELD and not waits,
        }


@require_http_methods(["GET", "HEAD", "POST"])
@for_secretariat
def consider(request: HttpRequest, pk: UUID, recommendation: UUID) -> HttpResponseBase:
    """One recommendation or sub-paragraph: what the meeting decided of it."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("series"), pk=pk)
    found = part_of(matters(meeting), recommendation)
    if found is None:
        raise Http404
    matter, part = found
    form = DecisionForm(request.POST or None, part=part, later=services.later_than(meeting, request.user))
    if request.method != "POST":
        return _page(request, meeting, matter, part, form)
    if not form.is_valid():
        return _page(request, meeting, matter, part, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        services.record(part.row, meeting, form.decided, by=signed_in(request))
    except StaleVersion as error:
        saved = _yours_beside(request, meeting, form, error.row)
        return _page(request, meeting, matter, part, form, status=HTTPStatus.CONFLICT, **saved)
    except CannotConsiderError as error:
        form.add_error(None, str(error))
        now = part_of(matters(meeting), recommendation)
        if now is None or now[1].decision is None:
            form.seen_now(0)  # taken back meanwhile: what is typed can be saved as the first decision
        return _page(request, meeting, matter, part, form, status=HTTPStatus.CONFLICT)
    except CannotCorrectError as error:
        return refuse(request, str(error), back=reverse("desk:matters", args=[pk]))
    messages.success(
        request, _("Recorded: {code}{value}.").format(code=matter.code, value=f" {part.label}" if part.label else "")
    )
    return redirect(f"{reverse('desk:matters', args=[pk])}#m-{matter.row.pk}")


def _yours_beside(request: HttpRequest, meeting: Meeting, form: DecisionForm, theirs: Any) -> dict[str, Any]:
    """What somebody recorded meanwhile; what was typed here stays in the form and can still be saved."""
    mine = form.decided
    said = [
        (
            "decision",
            _("The meeting decided"),
            str(dict(DECISIONS).get(mine.decision, "")),
            theirs.get_decision_display(),
        ),
        ("text", _("Words"), mine.text, theirs.text),
    ]
    merging.set_aside(theirs, said, by=signed_in(request), about=meeting)
    form.seen_now(theirs.version)
    return {"theirs": theirs, "said": theirs.history.first()}


def _page(
    request: HttpRequest,
    meeting: Meeting,
    matter: Matter,
    part: Part,
    form: DecisionForm,
    *,
    status: int = HTTPStatus.OK,
    **more: Any,
) -> HttpResponse:
    context = {"meeting": meeting, "matter": matter, "part": part, "form": form, **more}
    return render(request, "desk/matter_form.html", context, status=status)


@require_POST
@for_secretariat
def carry_over(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Defer everything not reached to a later meeting."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("series"), pk=pk)
    back = reverse("desk:matters", args=[pk])
    to = services.later_than(meeting, request.user).filter(pk=_uuid(request.POST.get("to", ""))).first()
    if to is None:
        return refuse(request, _("Choose the meeting to which it is carried over."), back=back)
    try:
        count = services.carry(meeting, to, by=signed_in(request))
    except (CannotCarryOverError, CannotCorrectError) as error:
        return refuse(request, str(error), back=back)
    messages.success(request, _("Carried over to {reference}: {count}.").format(reference=to.reference, count=count))
    return redirect(back)


def _uuid(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None
