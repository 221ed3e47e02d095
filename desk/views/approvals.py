"""Sent for approval, taken back, returned, issued."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import DetailView

from desk.changes import changes
from desk.permissions import SeesDesk, for_desk, for_secretariat, refuse, signed_in, with_reason
from desk.publishing import latest_edition, pdf_url, record_of, record_url
from meetings.models import Meeting
from members.permissions import works_at_desk
from members.reauthentication import confirm_first
from records import services
from records.canonical import digest, record_bytes
from records.checks import checks
from records.models import ApprovalRequest
from records.permissions import why_not_decide
from records.render.text import symbol


@require_POST
@for_secretariat
@with_reason
def ask(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Send what the rows say now to the approver."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("series"), pk=pk)
    try:
        asked = services.ask_approval(
            meeting,
            by=signed_in(request),
            reason=request.POST.get("reason", "").strip(),
            correction=request.POST.get("correction", ""),
        )
    except services.CannotAskApprovalError as error:
        return refuse(request, str(error), back=reverse("desk:meeting", args=[pk]))
    messages.success(request, _("Sent for approval. Another person looks at it now."))
    return redirect("desk:approval", asked.pk)


class ApprovalDetailView(SeesDesk, DetailView):
    """For the approver, on a phone too: what changed, the preview, the checks, then issue or return."""

    template_name = "desk/approval_detail.html"
    context_object_name = "approval"

    def get_queryset(self) -> QuerySet[ApprovalRequest]:
        rows = ApprovalRequest.objects.visible_to(self.request.user)
        return rows.select_related("meeting__series", "draft__document", "body", "prepared_by", "decided_by", "edition")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        approval, user = self.object, self.request.user
        thing = approval.meeting or approval.draft or approval.body
        assert thing is not None
        is_waiting = approval.state == ApprovalRequest.State.WAITING
        is_issued = approval.state == ApprovalRequest.State.ISSUED
        why_not = why_not_decide(user, approval) if is_waiting else ""
        record = services.compose(thing, nonce=approval.nonce)
        about = approval.meeting or approval.body
        edition = latest_edition(about, user) if about else None
        prepared_it = approval.prepared_by_id == user.pk
        return context | {
            "record": record,
            "edition": edition,
            "changes": changes(record_of(edition), record) if edition and is_waiting else [],
            "checks": checks(approval.meeting) if approval.meeting and is_waiting else [],
            "is_waiting": is_waiting,
            "symbol": symbol(record.reference, services.revision_name(thing, approval.stage)) if is_waiting else "",
            "is_stale": is_waiting and digest(record_bytes(record)) != approval.digest,
            "prepared_it": prepared_it,
            "may_decide": is_waiting and not why_not,
            "may_take_back": is_waiting and works_at_desk(user),
            "why_not": why_not,
            "record_url": record_url(thing) if is_issued else "",
            "pdf_url": pdf_url(thing) if is_issued else "",
        }


def _asked(request: HttpRequest, pk: UUID) -> ApprovalRequest:
    rows = ApprovalRequest.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("meeting__series", "draft__document", "body", "prepared_by"), pk=pk)


def _may_not(request: HttpRequest, asked: ApprovalRequest) -> HttpResponseBase | None:
    """403 in words for who may see the request and may not decide it; None for who may."""
    back = reverse("desk:approval", args=[asked.pk])
    if why := why_not_decide(request.user, asked):
        return refuse(request, why, status=HTTPStatus.FORBIDDEN, back=back)
    return None


@require_POST
@for_desk
def issue(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    asked = _asked(request, pk)
    if (refusal := _may_not(request, asked)) is not None:
        return refusal
    confirm_first(request)
    try:
        services.issue(asked, by=signed_in(request))
    except services.CannotIssueError as error:
        return refuse(request, str(error), back=reverse("desk:approval", args=[pk]))
    messages.success(request, _("Issued. Readers can open it now."))
    return redirect("desk:approval", pk)


@require_POST
@for_desk
@with_reason
def return_for_changes(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    asked = _asked(request, pk)
    if (refusal := _may_not(request, asked)) is not None:
        return refusal
    try:
        services.return_for_changes(asked, by=signed_in(request), reason=request.POST.get("reason", ""))
    except services.CannotDecideError as error:
        return refuse(request, str(error), back=reverse("desk:approval", args=[pk]))
    messages.success(request, _("Returned to {prepared_by} with your reason.").format(prepared_by=asked.prepared_by))
    return redirect("desk:approval", pk)


@require_POST
@for_secretariat
def take_back(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    asked = _asked(request, pk)
    try:
        services.take_back(asked, by=signed_in(request))
    except services.CannotDecideError as error:
        return refuse(request, str(error), back=reverse("desk:approval", args=[pk]))
    messages.success(request, _("Taken back. You can change it and send it again."))
    if asked.draft_id:
        return redirect("desk:draft", asked.draft_id)
    return redirect("desk:meeting", asked.meeting_id) if asked.meeting_id else redirect("desk:list")
