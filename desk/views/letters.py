"""The letters of a round: who was sent what, what came back, who answered. Who opened it is not tracked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import DetailView

from core import mail
from desk.permissions import SeesDesk, for_secretariat, signed_in
from desk.views.clearance import rounds
from members.permissions import works_at_desk
from records import clearance, letters
from records.models import Circulation


class LettersView(SeesDesk, DetailView):
    template_name = "desk/round_letters.html"
    context_object_name = "round"

    def get_queryset(self) -> QuerySet[Circulation]:
        return rounds(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.object
        comments = list(row.comments.select_related("participant").prefetch_related("participant__names"))
        standings = clearance.standings(row, comments)
        sent = letters.log(row)
        answered = {standing.participant.pk: standing for standing in standings}
        return super().get_context_data(
            **kwargs,
            sent=sorted(sent, key=lambda each: (not each.came_back, not _is_late(each, answered))),
            answered=answered,
            without=letters.unwritten(sent, [each.participant for each in standings]),
            may_act=works_at_desk(self.request.user),
        )


def _is_late(each: letters.Sent, answered: dict[Any, clearance.Standing]) -> bool:
    standing = answered.get(each.participant.pk) if each.participant else None
    return standing is not None and any(comment.is_late for comment in standing.comments)


@require_POST
@for_secretariat
def came_back(request: HttpRequest, pk: UUID, letter: UUID) -> HttpResponseBase:
    """A person saw that a letter came back."""
    row = get_object_or_404(rounds(request.user), pk=pk)
    found = next((each.letter for each in letters.log(row) if each.letter.pk == letter), None)
    if found is None:
        raise Http404
    mail.came_back(found, by=signed_in(request), words=request.POST.get("words", ""))
    messages.success(request, _("Recorded: the letter to {to} came back.").format(to=found.to))
    return redirect("desk:round-letters", pk)
