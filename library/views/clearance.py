"""Texts sent to a delegation for clearance: read, comment on, answered. Only for those who speak for it."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from itertools import groupby
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import DetailView, ListView

from library.commenting import CommentForm
from members.models import Participant, User
from records import clearance
from records.exports import FORMS, CannotExportError, docx_to_edit
from records.models import Circulation, Comment
from records.models.circulation import spoken_for
from records.received.differences import places
from records.record import Item, Passage
from records.redline.words import words as changes_of
from records.render import CannotRenderError, render_pdf


def _rounds(user: Any) -> QuerySet[Circulation]:
    rows = Circulation.objects.readable_by(user)
    return rows.select_related("meeting__series", "draft__document")


def comments_for(row: Circulation, user: Any) -> QuerySet[Comment]:
    """Those of the reader's own delegations, and the others' where the round is open."""
    rows = row.comments.select_related("participant", "supports__participant")
    rows = rows.prefetch_related("participant__names")
    return rows if row.shows_comments else rows.filter(participant__in=spoken_for(user))


class RoundListView(ListView):
    """What was sent to my delegation, the latest first."""

    template_name = "library/round_list.html"
    context_object_name = "rounds"

    def get_queryset(self) -> QuerySet[Circulation]:
        return _rounds(self.request.user)


class RoundDetailView(DetailView):
    """The text, paragraph by paragraph, with what was said of each."""

    template_name = "library/round_detail.html"
    context_object_name = "round"

    def get_queryset(self) -> QuerySet[Circulation]:
        return _rounds(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, record = self.object, clearance.sent(self.object)
        said = sorted(comments_for(row, self.request.user), key=lambda comment: comment.anchor)
        by_anchor = {anchor: list(found) for anchor, found in groupby(said, key=lambda comment: comment.anchor)}
        texts = places(record)
        for comment in said:
            place, was = texts.get(comment.anchor, ("", ""))
            cast(Any, comment).changes = changes_of(was, comment.words) if comment.words else ()
            cast(Any, comment).below = place.partition(" ")[2]
        return super().get_context_data(
            **kwargs,
            record=record,
            status=clearance.facts_of(row).status,
            sections=[
                (section, [(passage, _said_of(passage, by_anchor)) for passage in section.passages])
                for section in record.sections
            ],
            of_the_whole=by_anchor.get("", []),
            parties=Participant.objects.filter(pk__in=spoken_for(self.request.user)),
        )


def _said_of(passage: Passage, by_anchor: dict[str, list[Comment]]) -> list[Comment]:
    """Of the paragraph, then of its sub-paragraphs at every depth."""
    anchors = (passage.anchor, *_below(passage.items))
    return [comment for anchor in anchors for comment in by_anchor.get(anchor, [])]


def _below(items: tuple[Item, ...]) -> Iterator[str]:
    for item in items:
        yield item.anchor
        yield from _below(item.items)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, pk: UUID, anchor: str = "") -> HttpResponseBase:
    """Say something of a paragraph, of a sub-paragraph, or of the whole text."""
    row = get_object_or_404(_rounds(request.user), pk=pk)
    place, was = places(clearance.sent(row)).get(anchor, ("", None))
    if anchor and was is None:
        raise Http404
    form = CommentForm(
        request.POST or None,
        round=row,
        parties=_own_parties(row, request.user),
        was=was,
        proposals=comments_for(row, request.user).filter(anchor=anchor, kind=Comment.Kind.PROPOSAL),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            clearance.say(
                row,
                given["participant"],
                given["kind"],
                by=cast(User, request.user),
                anchor=anchor,
                text=given["text"],
                words=given.get("words", ""),
                supports=given.get("supports"),
            )
        except clearance.CannotCommentError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _sent_as(given["kind"]))
            return redirect("clearance:detail", pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    context = {"round": row, "place": place, "was": was, "form": form}
    return render(request, "library/round_comment.html", context, status=status)


def _sent_as(kind: str) -> str:
    if kind == Comment.Kind.PROPOSAL:
        return _("Sent to the secretariat, as other words proposed.")
    return _("Sent to the secretariat.")


def _own_parties(row: Circulation, user: Any) -> QuerySet[Participant]:
    asked = row.parties.filter(participant__in=spoken_for(user)).values("participant")
    return Participant.objects.filter(pk__in=asked)


@never_cache
@require_safe
def draft_pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was sent, as a sheet that says on every page what it is."""
    row = get_object_or_404(_rounds(request.user), pk=pk)
    return sheet(request, row)


@never_cache
@require_safe
def draft_docx(request: HttpRequest, pk: UUID) -> HttpResponse:
    return sheet(request, get_object_or_404(_rounds(request.user), pk=pk), is_word=True)


def sheet(request: HttpRequest, row: Circulation, *, is_word: bool = False) -> HttpResponse:
    """What was sent, as a sheet, or for Word with every change tracked."""
    make = docx_to_edit if is_word else render_pdf
    try:
        content = make(clearance.sent(row), clearance.facts_of(row))
    except (CannotRenderError, CannotExportError) as error:
        told = {"message": str(error), "back": f"/clearance/{row.pk}/", "back_words": _("Back to the text")}
        return render(request, "409.html", told, status=HTTPStatus.CONFLICT)
    name = f"for-clearance-round-{row.number}.{'docx' if is_word else 'pdf'}"
    headers = {"Content-Disposition": f'{"attachment" if is_word else "inline"}; filename="{name}"'}
    media_type = FORMS["docx"].media_type if is_word else "application/pdf"
    return HttpResponse(content, content_type=media_type, headers=headers)
