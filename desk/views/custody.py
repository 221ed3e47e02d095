"""Records after they were issued: the list to choose and export from, one record with what may be done to it."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import DetailView, TemplateView

from core.translating import lazy_
from core.watching import audit
from desk import packing
from desk.forms.records import RecordFilterForm
from desk.permissions import SeesDesk, for_desk, refuse, signed_in, with_reason
from records import custody
from records.models import Edition, Hold, Rendition
from records.permissions import may_approve, may_dispose

PAGE = 50
NOT_APPROVER = lazy_("Only an approver can withdraw what was issued.")
NOT_ADMINISTRATOR = lazy_("Only an administrator can do this.")


def issued(user: Any) -> QuerySet[Edition]:
    """Everything issued that is not disposed of, the latest first."""
    rows = Edition.objects.readable_by(user).filter(card__isnull=False)
    return rows.select_related("card", "withdrawal").order_by("-issued_at", "pk")


class RecordListView(SeesDesk, TemplateView):
    """Filter, choose, export. 4 queries at any size."""

    template_name = "desk/record_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = RecordFilterForm(self.request.GET)
        found = form.narrowed(issued(self.request.user))
        page = Paginator(found, PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs, form=form, page=page, query=form.query)


class RecordDetailView(SeesDesk, DetailView):
    """One record as issued: who, when, its files, its proof, and what may be done to it."""

    template_name = "desk/record_detail.html"
    context_object_name = "edition"

    def get_queryset(self) -> QuerySet[Edition]:
        rows = Edition.objects.readable_by(self.request.user)
        return rows.select_related(
            "card", "subject", "prepared_by", "approved_by", "withdrawal__withdrawn_by", "disposal__disposed_by"
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        edition, user = self.object, self.request.user
        files = Rendition.objects.readable_by(user).filter(edition=edition).defer("content")
        holds = Hold.objects.visible_to(user).filter(subject=edition.subject_id).select_related("placed_by")
        return context | {
            "files": files.select_related("proof__checkpoint").order_by("-format"),
            "releases": edition.releases.order_by("from_at"),
            "holds": holds.filter(lifted_at=None),
            "why_kept": custody.why_kept(edition, timezone.now()),
            "may_withdraw": may_approve(user) and not hasattr(edition, "withdrawal"),
            "may_dispose": may_dispose(user) and not hasattr(edition, "disposal"),
        }


@require_safe
@for_desk
def export(request: HttpRequest) -> HttpResponseBase:
    """A ZIP of what was ticked, or of all that the filter finds; made while it is sent, so any number will do."""
    found = RecordFilterForm(request.GET).narrowed(issued(request.user))
    ticked = packing.identifiers(request.GET.getlist("record"))
    if ticked is None:
        return refuse(request, packing.NOT_A_RECORD, status=HTTPStatus.BAD_REQUEST, back=reverse("desk:records"))
    chosen = found.filter(pk__in=ticked) if ticked else found
    if not chosen.exists():
        return refuse(request, packing.NOTHING, status=HTTPStatus.BAD_REQUEST, back=reverse("desk:records"))
    audit.tell("exported", request, what="records", count=chosen.count())
    response = StreamingHttpResponse(packing.zipped(chosen, request.user), content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="records_{timezone.now():%Y-%m-%d}.zip"'
    return response


def _acting(
    request: HttpRequest, pk: UUID, may: Callable[[Any], bool], sentence: str
) -> tuple[Edition, HttpResponseBase | None]:
    edition = get_object_or_404(Edition.objects.readable_by(request.user), pk=pk)
    if may(request.user):
        return edition, None
    return edition, refuse(request, sentence, status=HTTPStatus.FORBIDDEN, back=_page(edition))


def _page(edition: Edition) -> str:
    return reverse("desk:record", args=[edition.pk])


@require_POST
@for_desk
@with_reason
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    edition, refusal = _acting(request, pk, may_approve, NOT_APPROVER)
    if refusal is not None:
        return refusal
    try:
        custody.withdraw(edition, by=signed_in(request), reason=request.POST.get("reason", ""))
    except custody.CannotWithdrawError as error:
        return refuse(request, str(error), back=_page(edition))
    messages.success(request, _("Withdrawn. Readers see that it was, and why."))
    return redirect(_page(edition))


@require_POST
@for_desk
@with_reason
def hold(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    edition, refusal = _acting(request, pk, may_dispose, NOT_ADMINISTRATOR)
    if refusal is not None:
        return refusal
    try:
        custody.hold(edition.subject, by=signed_in(request), reason=request.POST.get("reason", ""))
    except custody.CannotHoldError as error:
        return refuse(request, str(error), back=_page(edition))
    messages.success(request, _("Held. Nothing of it can be destroyed."))
    return redirect(_page(edition))


@require_POST
@for_desk
@with_reason
def lift(request: HttpRequest, pk: UUID, hold: UUID) -> HttpResponseBase:
    edition, refusal = _acting(request, pk, may_dispose, NOT_ADMINISTRATOR)
    if refusal is not None:
        return refusal
    row = get_object_or_404(Hold.objects.visible_to(request.user), pk=hold, subject=edition.subject_id)
    try:
        custody.lift(row, by=signed_in(request), reason=request.POST.get("reason", ""))
    except custody.CannotHoldError as error:
        return refuse(request, str(error), back=_page(edition))
    messages.success(request, _("The hold is lifted."))
    return redirect(_page(edition))


@require_POST
@for_desk
def dispose(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    edition, refusal = _acting(request, pk, may_dispose, NOT_ADMINISTRATOR)
    if refusal is not None:
        return refusal
    if request.POST.get("code", "").replace(" ", "").lower() != edition.digest[:8]:
        sentence = _(
            "Nothing was destroyed: type the first eight signs of the check code to say that you mean this one."
        )
        return refuse(request, sentence, status=HTTPStatus.BAD_REQUEST, back=_page(edition))
    try:
        custody.dispose(edition, by=signed_in(request), authority=request.POST.get("authority", ""))
    except custody.CannotDisposeError as error:
        return refuse(request, str(error), back=_page(edition))
    messages.success(request, _("Disposed of. Its check code stays in the ledger."))
    return redirect(_page(edition))
