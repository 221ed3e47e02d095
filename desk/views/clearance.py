"""Rounds of clearance: open one, see who said what, answer, enter for a delegation, extend, close."""

from __future__ import annotations

import datetime
from http import HTTPStatus
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import DetailView

from core.watching import audit
from desk.forms.clearance import AnswerForm, EnterForm, ExtendForm, RoundForm
from desk.permissions import SeesDesk, for_desk, for_secretariat, refuse, signed_in
from desk.tables import comments_document, comments_workbook
from meetings.models import Meeting
from members.models import User
from members.permissions import works_at_desk
from records import answering, clearance, letters
from records.exports import FORMS
from records.models import Circulation, Comment
from records.received.differences import places
from records.redline.words import words as changes_of
from strategy.models import Draft

page = require_http_methods(["GET", "HEAD", "POST"])
DOCX = FORMS["docx"].media_type
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def rounds(user: Any) -> QuerySet[Circulation]:
    rows = Circulation.objects.visible_to(user)
    return rows.select_related("meeting__series", "draft__document", "opened_by", "closed_by")


def _thing(request: HttpRequest, kind: str, pk: UUID) -> Meeting | Draft:
    if kind == "meeting":
        return get_object_or_404(Meeting.objects.visible_to(request.user).select_related("series"), pk=pk)
    if kind == "draft":
        return get_object_or_404(Draft.objects.visible_to(request.user).select_related("document"), pk=pk)
    raise Http404


def comments_of(row: Circulation) -> list[Any]:
    """Everything said, late replies first, then in the order of the text; proposals with their changes marked."""
    known = places(clearance.sent(row))
    order = {anchor: at for at, anchor in enumerate(known)}
    rows = row.comments.select_related(
        "participant", "entered_by", "answered_by", "supports__participant", "message"
    ).defer("message__content")
    found: list[Any] = list(rows.prefetch_related("participant__names", "supports__participant__names"))
    for comment in found:
        comment.place, was = known.get(comment.anchor, ("", ""))
        comment.changes = changes_of(was, comment.words) if comment.words else ()
    return sorted(found, key=lambda one: (not one.is_late, order.get(one.anchor, -1), one.received_at))


def in_table(row: Circulation) -> list[Any]:
    """The same by paragraph and delegation, as the table has them on the page, in Excel and in Word."""
    order = {anchor: at for at, anchor in enumerate(places(clearance.sent(row)))}
    return sorted(comments_of(row), key=lambda one: (order.get(one.anchor, -1), str(one.participant), one.received_at))


class RoundView(SeesDesk, DetailView):
    template_name = "desk/round_detail.html"
    context_object_name = "round"

    def get_queryset(self) -> QuerySet[Circulation]:
        return rounds(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, **_shown(self.object, self.request.user))


def _shown(row: Circulation, user: Any) -> dict[str, Any]:
    """What the page of a round shows."""
    comments = comments_of(row)
    for comment in comments:
        comment.form = AnswerForm(auto_id=f"%s-{comment.pk}")
    standings, sent = clearance.standings(row, comments), letters.log(row)
    return {
        "comments": comments,
        "standings": standings,
        "outcome": clearance.outcome(row, standings),
        "is_changed": row.closed_at is None and clearance.is_changed(row),
        "came_back": [each for each in sent if each.came_back],
        "without": letters.unwritten(sent, [each.participant for each in standings]),
        "reserving": Comment.Kind.RESERVATION,
        "extend_form": ExtendForm(round=row),
        "may_act": works_at_desk(user) and row.closed_at is None,
        "may_answer": works_at_desk(user),
    }


def _shown_again(
    request: HttpRequest, row: Circulation, form: ExtendForm | AnswerForm, of: UUID | None = None
) -> HttpResponse:
    """The page of the round with the form that was not taken: to extend, or to answer the comment `of`."""
    shown = _shown(row, request.user)
    for comment in shown["comments"]:
        comment.form = form if comment.pk == of else comment.form
    if of is None:
        shown["extend_form"] = form
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "desk/round_detail.html", shown | {"round": row}, status=status)


class CommentTableView(SeesDesk, DetailView):
    """Comments by paragraph and delegation."""

    template_name = "desk/round_comments.html"
    context_object_name = "round"

    def get_queryset(self) -> QuerySet[Circulation]:
        return rounds(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.object
        known = places(clearance.sent(row))
        rows = [
            (*known.get(anchor, ("", "")), list(found))
            for anchor, found in groupby(in_table(row), key=lambda one: one.anchor)
        ]
        return super().get_context_data(**kwargs, rows=rows)


@page
@for_secretariat
def create(request: HttpRequest, kind: str, pk: UUID) -> HttpResponseBase:
    thing = _thing(request, kind, pk)
    form = RoundForm(request.POST or None, thing=thing)
    if request.method == "POST" and form.is_valid():
        try:
            row = clearance.open_round(thing, by=signed_in(request), **form.asked())
        except clearance.CannotCirculateError as error:
            form.add_error(None, str(error))
        else:
            clearance.number_lines(row, by=signed_in(request))
            messages.success(request, _written_to(row))
            return redirect("desk:round", row.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    back = reverse("desk:meeting" if kind == "meeting" else "desk:draft", args=[pk])
    earlier = rounds(request.user).filter(**{kind: thing})
    now_open = next((row for row in earlier if row.closed_at is None), None)
    context = {"form": form, "thing": thing, "back": back, "rounds": earlier, "now_open": now_open}
    return render(request, "desk/round_form.html", context, status=status)


def _written_to(row: Circulation) -> str:
    """How many were written to just now, and how many could not be."""
    parties = [party.participant for party in row.parties.select_related("participant")]
    lacking = len(letters.without_address(parties))
    written = len(parties) - lacking
    told = ngettext("{n} delegation is written to.", "{n} delegations are written to.", written).format(n=written)
    if not lacking:
        return told
    without = ngettext(
        "{n} has no focal point, and is not written to.", "{n} have no focal point, and are not written to.", lacking
    )
    return f"{told} {without.format(n=lacking)}"


@require_POST
@for_secretariat
def extend(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    row, back = get_object_or_404(rounds(request.user), pk=pk), reverse("desk:round", args=[pk])
    if row.closed_at:
        return refuse(request, _("This round is closed already."), back=back)
    form = ExtendForm(request.POST, round=row)
    if not form.is_valid():
        return _shown_again(request, row, form)
    try:
        clearance.extend(row, **form.cleaned_data, by=signed_in(request))
    except clearance.CannotCirculateError as error:
        return refuse(request, str(error), back=back)
    messages.success(request, _("Extended.") + f" {_written_to(row)}")
    return redirect(back)


@require_POST
@for_secretariat
def close(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    row = get_object_or_404(rounds(request.user), pk=pk)
    try:
        clearance.close(row, by=signed_in(request))
    except clearance.CannotCirculateError as error:
        return refuse(request, str(error), back=reverse("desk:round", args=[pk]))
    messages.success(request, _("Closed. Nothing more is taken in."))
    return redirect("desk:round", pk)


@page
@for_secretariat
def enter(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """What a capital answered by e-mail, entered for its delegation with the time it was received."""
    row = get_object_or_404(rounds(request.user), pk=pk)
    form = EnterForm(request.POST or None, request.FILES or None, round=row)
    if request.method == "POST" and form.is_valid():
        try:
            _enter(row, form, signed_in(request))
        except clearance.CannotCommentError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Entered."))
            return redirect("desk:round", pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    context = {"form": form, "thing": row, "back": reverse("desk:round", args=[pk])}
    return render(request, "desk/round_form.html", context, status=status)


@transaction.atomic
def _enter(row: Circulation, form: EnterForm, by: User) -> None:
    said, file = form.said(), form.cleaned_data["file"]
    if file:
        about = {name: said[name] for name in ("participant", "received_at")}
        said["message"] = answering.keep(row, file=file, by=by, **about)
    clearance.say(row, by=by, **said)


@require_POST
@for_secretariat
def answer(request: HttpRequest, pk: UUID, comment: UUID) -> HttpResponseBase:
    row = get_object_or_404(rounds(request.user), pk=pk)
    said = get_object_or_404(row.comments, pk=comment)
    form = AnswerForm(request.POST, auto_id=f"%s-{comment}")
    if not form.is_valid() and said.is_to_answer:
        return _shown_again(request, row, form, of=comment)
    given = form.cleaned_data
    try:
        clearance.answer(
            said,
            given.get("answer", ""),
            by=signed_in(request),
            reason=given.get("reason", ""),
            takes_over=given["take"],
        )
    except clearance.CannotAnswerError as error:
        return refuse(request, str(error), back=f"{reverse('desk:round', args=[pk])}#{comment}")
    messages.success(request, _("Answered."))
    return redirect(f"{reverse('desk:round', args=[pk])}#{comment}")


@for_desk
@require_safe
def file(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """What was sent, as a sheet or for Word."""
    row = get_object_or_404(rounds(request.user), pk=pk)
    found = {made.file_name.rpartition(".")[2]: made for made in letters.files(row)}
    made = found.get(name.removeprefix("sent."))
    if made is None or not name.startswith("sent."):
        raise Http404
    headers = {"Content-Disposition": f'inline; filename="{made.file_name}"'}
    return HttpResponse(made.content, content_type=made.media_type, headers=headers)


@for_desk
@require_safe
def table_docx(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Comments by paragraph and delegation, for Word."""
    row = get_object_or_404(rounds(request.user), pk=pk)
    content = comments_document(str(row.thing), row.deadline_words, in_table(row))
    name = f"comments_round-{row.number}_{timezone.now().astimezone(datetime.UTC):%Y-%m-%d}.docx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=DOCX, headers=headers)


@for_desk
@require_safe
def table(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Comments by paragraph and delegation, as a workbook."""
    row = get_object_or_404(rounds(request.user), pk=pk)
    content = comments_workbook(str(row.thing), in_table(row))
    audit.tell("exported", request, what="comments of a round")
    name = f"comments_round-{row.number}_{timezone.now().astimezone(datetime.UTC):%Y-%m-%d}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)
