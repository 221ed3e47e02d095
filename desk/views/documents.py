"""Documents that stay alive: begin one, write its drafts, look at them, send them for approval."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import DetailView, ListView

from core.history import acting
from core.models import StaleVersion
from core.text import moment_words
from core.translating import lazy_
from desk import merging
from desk.forms.documents import BringForm, DocumentForm, DraftForm, EndorseForm, SettledForm
from desk.permissions import SeesDesk, for_desk, for_secretariat, refuse, signed_in, with_reason
from members.permissions import works_at_desk
from records import clearance, endorsing, services
from records.brackets import clean
from records.brackets import is_open as has_brackets
from records.compose import compose_draft
from records.exports import FORMS, CannotExportError, docx, tracked_docx
from records.lineage import lineage
from records.models import ApprovalRequest, Circulation, Stage
from records.redline.words import words as changes_of
from records.render import CannotRenderError, EditionFacts, render_changes, render_pdf
from records.render.text import file_stem
from strategy import services as drafting
from strategy.models import Document, Draft

DOCX = FORMS["docx"].media_type
FILES = {"draft.pdf": "application/pdf", "draft.docx": DOCX, "changes.pdf": "application/pdf", "changes.docx": DOCX}
page = require_http_methods(["GET", "HEAD", "POST"])
SENT = lazy_("This draft was sent out and stays as it is. Begin the next draft from it.")


def _drafts(user: Any) -> QuerySet[Draft]:
    return Draft.objects.visible_to(user).select_related("document")


class DocumentListView(SeesDesk, ListView):
    template_name = "desk/document_list.html"
    context_object_name = "documents"

    def get_queryset(self) -> QuerySet[Document]:
        drafts = Prefetch("drafts", Draft.objects.visible_to(self.request.user).order_by("-number"))
        documents = Document.objects.visible_to(self.request.user).select_related("superseded_by")
        return documents.prefetch_related(drafts)


class DraftDetailView(SeesDesk, DetailView):
    """One draft as readers would see it, its line of drafts, its rounds of clearance, and what comes next."""

    template_name = "desk/draft_detail.html"
    context_object_name = "draft"

    def get_queryset(self) -> QuerySet[Draft]:
        return _drafts(self.request.user).select_related(
            "submitted_to__series", "endorsed_at__series", "document__superseded_by"
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draft, user = self.object, self.request.user
        drafts = list(
            draft.document.drafts.select_related("submitted_to__series", "endorsed_at__series").order_by("-number")
        )
        before = [earlier for earlier in drafts if earlier.number < draft.number]
        record = compose_draft(draft)
        is_clean = self.request.GET.get("view") == "clean"
        asked = ApprovalRequest.objects.visible_to(user).filter(draft=draft).order_by("-prepared_at")
        approval = asked.first()
        return super().get_context_data(
            **kwargs,
            record=clean(record) if is_clean else record,
            is_clean=is_clean,
            has_brackets=has_brackets(record),
            line=drafts,
            origins=lineage([record, *(compose_draft(earlier) for earlier in before)]) if before else {},
            credits=clearance.credits_of(record, user),
            approval=approval,
            may_ask_again=bool(draft.endorsed_at_id and approval and approval.stage != Stage.FINAL),
            before=before[0] if before else None,
            rounds=Circulation.objects.visible_to(user).filter(draft=draft).order_by("-opened_at"),
            is_open=not services.is_sent_out(draft),
            endorse_form=EndorseForm(),
            may_edit=works_at_desk(user),
        )


@page
@for_secretariat
def create(request: HttpRequest) -> HttpResponseBase:
    document, draft = DocumentForm(request.POST or None), DraftForm(request.POST or None)
    if request.method == "POST" and document.is_valid() and draft.is_valid():
        first = drafting.begin(document.save(commit=False), draft.instance, by=signed_in(request))
        messages.success(request, _("{first} is begun.").format(first=first))
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
    messages.success(request, _("Saved."))
    return redirect(back)


@page
@for_secretariat
def settle(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """What a document is called, what kind it is, and what took its place."""
    document = get_object_or_404(Document.objects.visible_to(request.user), pk=pk)
    form = SettledForm(request.POST or None, instance=document)
    if request.method != "POST" or not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
        return render(request, "desk/document_form.html", {"form": form, "document": document}, status=status)
    back = reverse("desk:documents")
    try:
        with transaction.atomic(), acting(signed_in(request), "Edited the document"):
            form.save()
    except StaleVersion:
        return merging.answer(request, [form], title=str(document), back=back, about=document)
    messages.success(request, _("Saved."))
    return redirect(back)


@require_POST
@for_secretariat
def endorse(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    draft, back = get_object_or_404(_drafts(request.user), pk=pk), reverse("desk:draft", args=[pk])
    form = EndorseForm(request.POST)
    if not form.is_valid():
        return refuse(request, _("Not recorded: choose the meeting."), status=HTTPStatus.BAD_REQUEST, back=back)
    try:
        endorsing.endorse(draft, form.cleaned_data["meeting"], by=signed_in(request))
    except endorsing.CannotEndorseError as error:
        return refuse(request, str(error), back=back)
    messages.success(request, _("Recorded. Send it for approval: it is issued as final."))
    return redirect(back)


@page
@for_secretariat
def bring_in(request: HttpRequest, pk: UUID | None = None) -> HttpResponseBase:
    """The words of a Word document in the form of a draft, beside what they change; saving is the form's."""
    draft = get_object_or_404(_drafts(request.user), pk=pk) if pk else None
    if draft and services.is_sent_out(draft):
        return refuse(request, SENT, back=reverse("desk:draft", args=[draft.pk]))
    bring = BringForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not bring.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
        return render(request, "desk/draft_bring.html", {"form": bring, "draft": draft}, status=status)
    read = bring.cleaned_data["file"]
    form = DraftForm(instance=draft, initial={"text": read.text}) if draft else DraftForm(initial={"text": read.text})
    context = {
        "form": form,
        "draft": draft,
        "document_form": None if draft else DocumentForm(initial={"title": read.left[0][:300] if read.left else ""}),
        "read": read,
        "changes": changes_of(draft.text.replace("\r\n", "\n"), read.text) if draft else (),
    }
    return render(request, "desk/draft_form.html", context)


@for_desk
@require_safe
def file(request: HttpRequest, pk: UUID, name: str) -> HttpResponseBase:
    """The draft as a sheet or for Word, alone or with what changed since the draft before it."""
    draft = get_object_or_404(_drafts(request.user), pk=pk)
    before = draft.document.drafts.filter(number__lt=draft.number).order_by("-number").first()
    if name not in FILES or (name.startswith("changes") and before is None):
        raise Http404
    new, facts = compose_draft(draft), draft_facts(draft)
    try:
        if before is not None and name.startswith("changes"):
            make = tracked_docx if name.endswith("docx") else render_changes
            content = make(compose_draft(before), draft_facts(before), new, facts)
        else:
            content = docx(new, facts) if name.endswith("docx") else render_pdf(new, facts)
    except (CannotExportError, CannotRenderError) as error:
        return refuse(request, str(error), back=reverse("desk:draft", args=[pk]))
    called = f"{file_stem(new.reference)}_{name}"
    headers = {"Content-Disposition": content_disposition_header(name.endswith("docx"), called) or "inline"}
    return HttpResponse(content, content_type=FILES[name], headers=headers)


def draft_facts(draft: Draft) -> EditionFacts:
    """What a draft says of itself on paper: which it is, of when, and that nobody has cleared it."""
    status = _("Draft {number}, {moment_words}, not cleared").format(
        number=draft.number, moment_words=moment_words(draft.changed_at)
    )
    return EditionFacts(0, "draft", None, "", "", status, is_numbered=True)


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
    messages.success(
        request, _("Draft {number} is begun with the words of the one before.").format(number=draft.number)
    )
    return redirect("desk:draft-update", draft.pk)


@require_POST
@for_secretariat
@with_reason
def ask(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    draft = get_object_or_404(_drafts(request.user), pk=pk)
    try:
        asked = services.ask_approval(draft, by=signed_in(request), reason=request.POST.get("reason", "").strip())
    except services.CannotAskApprovalError as error:
        return refuse(request, str(error), back=reverse("desk:draft", args=[pk]))
    messages.success(request, _("Sent for approval. Another person looks at it now."))
    return redirect("desk:approval", asked.pk)
