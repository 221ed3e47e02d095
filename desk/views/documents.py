"""Documents that stay alive: begin one, write its drafts, look at them, send them for approval."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import DetailView, ListView

from core.history import acting
from core.models import StaleVersion
from desk import merging
from desk.forms.documents import DocumentForm, DraftForm
from desk.permissions import SeesDesk, for_secretariat, refuse, signed_in
from members.permissions import works_at_desk
from records import services
from records.compose import compose_draft
from records.models import ApprovalRequest, Circulation
from strategy import services as drafting
from strategy.models import Document, Draft

page = require_http_methods(["GET", "HEAD", "POST"])
SENT = "This draft was sent out and stays as it is. Begin the next draft from it."


def _drafts(user: Any) -> QuerySet[Draft]:
    return Draft.objects.visible_to(user).select_related("document")


class DocumentListView(SeesDesk, ListView):
    template_name = "desk/document_list.html"
    context_object_name = "documents"

    def get_queryset(self) -> QuerySet[Document]:
        drafts = Prefetch("drafts", Draft.objects.visible_to(self.request.user).order_by("-number"))
        return Document.objects.visible_to(self.request.user).prefetch_related(drafts)


class DraftDetailView(SeesDesk, DetailView):
    """One draft as readers would see it, its line of drafts, its rounds of clearance, and what comes next."""

    template_name = "desk/draft_detail.html"
    context_object_name = "draft"

    def get_queryset(self) -> QuerySet[Draft]:
        return _drafts(self.request.user).select_related("submitted_to__series", "endorsed_at__series")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draft, user = self.object, self.request.user
        asked = ApprovalRequest.objects.visible_to(user).filter(draft=draft).order_by("-prepared_at")
        return super().get_context_data(
            **kwargs,
            record=compose_draft(draft),
            line=draft.document.drafts.order_by("-number"),
            approval=asked.first(),
            rounds=Circulation.objects.visible_to(user).filter(draft=draft).order_by("-opened_at"),
            is_open=not services.is_sent_out(draft),
            may_edit=works_at_desk(user),
        )


@page
@for_secretariat
def create(request: HttpRequest) -> HttpResponseBase:
    document, draft = DocumentForm(request.POST or None), DraftForm(request.POST or None)
    if request.method == "POST" and document.is_valid() and draft.is_valid():
        first = drafting.begin(document.save(commit=False), draft.instance, by=signed_in(request))
        messages.success(request, f"{first} is begun.")
        return redirect("desk:draft", first.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return render(request, "desk/draft_form.html", {"document_form": document, "form": draft}, status=status)


@page
@for_secretariat
def update(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    draft = get_object_or_404(_drafts(request.user), pk=pk)
    form = DraftForm(request.POST or None, instance=draft)
    if request.method != "POST":
        return _form(request, form)
    if not form.is_valid():
        return _form(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    back = reverse("desk:draft", args=[pk])
    try:
        with transaction.atomic(), acting(signed_in(request), f"Edited draft {draft.number}"):
            drafting.lock(draft)
            if services.is_sent_out(draft):
                return refuse(request, SENT, back=back)
            form.save()
    except StaleVersion:
        return merging.answer(request, [form], title=str(draft), back=back, about=draft)
    messages.success(request, "Saved.")
    return redirect(back)


def _form(request: HttpRequest, form: DraftForm, *, status: int = HTTPStatus.OK) -> HttpResponse:
    return render(request, "desk/draft_form.html", {"form": form, "draft": form.instance}, status=status)


@require_POST
@for_secretariat
def next_draft(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    document = get_object_or_404(Document.objects.visible_to(request.user), pk=pk)
    try:
        draft = drafting.next_draft(document, by=signed_in(request))
    except drafting.CannotDraftError as error:
        return refuse(request, str(error), back=reverse("desk:documents"))
    messages.success(request, f"Draft {draft.number} is begun with the words of the one before.")
    return redirect("desk:draft-update", draft.pk)


@require_POST
@for_secretariat
def ask(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    draft = get_object_or_404(_drafts(request.user), pk=pk)
    try:
        asked = services.ask_approval(draft, by=signed_in(request), reason=request.POST.get("reason", "").strip())
    except services.CannotAskApprovalError as error:
        return refuse(request, str(error), back=reverse("desk:draft", args=[pk]))
    messages.success(request, "Sent for approval. Another person looks at it now.")
    return redirect("desk:approval", asked.pk)
