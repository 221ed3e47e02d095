"""How long issued records are kept, kind by kind."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.models import StaleVersion
from core.translating import lazy_
from desk import merging
from desk.forms.retention import RetentionForm
from desk.permissions import for_desk, refuse, signed_in
from records import custody
from records.models import Edition, Hold, RetentionSchedule, Subject
from records.permissions import may_dispose

NOT_ADMINISTRATOR = lazy_("Only an administrator can decide how long records are kept.")
SCHEDULES = {str(kind.value): str(kind.label) for kind in Subject.Kind}


def _schedules(user: Any) -> dict[str, RetentionSchedule]:
    """One a kind, those that nobody decided on not yet saved."""
    known = {row.kind: row for row in RetentionSchedule.objects.visible_to(user)}
    return {kind: known.get(kind) or RetentionSchedule(kind=kind) for kind in SCHEDULES}


@require_safe
@for_desk
def retention(request: HttpRequest) -> HttpResponse:
    """4 queries."""
    return _shown(request)


def _shown(request: HttpRequest, refused: RetentionForm | None = None) -> HttpResponse:
    """Every kind as it was decided, and its form; in place of one of them that which was refused, as typed."""
    rows = [(row, RetentionForm(instance=row, prefix=kind)) for kind, row in _schedules(request.user).items()]
    if refused:
        rows = [(row, refused if form.prefix == refused.prefix else form) for row, form in rows]
    held = Hold.objects.visible_to(request.user).filter(lifted_at=None).select_related("placed_by")
    editions = Edition.objects.readable_by(request.user).filter(subject__in=held.values("subject"), card__isnull=False)
    context = {
        "rows": rows,
        "may_dispose": may_dispose(request.user),
        "holds": held.order_by("placed_at")[:100],
        "held": {edition.subject_id: edition for edition in editions.select_related("card").order_by("number")},
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "desk/retention.html", context, status=status)


@require_POST
@for_desk
def decide(request: HttpRequest, kind: str) -> HttpResponseBase:
    if kind not in SCHEDULES:
        raise Http404
    if not may_dispose(request.user):
        return refuse(request, NOT_ADMINISTRATOR, status=HTTPStatus.FORBIDDEN, back=reverse("desk:retention"))
    form = RetentionForm(request.POST, instance=_schedules(request.user)[kind], prefix=kind)
    if not form.is_valid():
        return _shown(request, form)
    form.instance.version = form.cleaned_data.get("version", form.instance.version)
    try:
        custody.decide(form.instance, by=signed_in(request))
    except StaleVersion:
        form = RetentionForm(request.POST, instance=_schedules(request.user)[kind], prefix=kind)
        return merging.answer(request, [form], title=SCHEDULES[kind], back=reverse("desk:retention"))
    except custody.CannotHoldError as error:
        return refuse(request, str(error), back=reverse("desk:retention"))
    messages.success(request, _("Decided. It holds for what was issued before, too."))
    return redirect("desk:retention")
