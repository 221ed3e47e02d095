"""What is done with one paragraph besides writing it: split, merged, nested, moved, turned, withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.models import StaleVersion
from core.translating import lazy_
from desk import meeting_services, ordering
from desk.forms.meeting import SECTIONS
from desk.outcomes import services
from desk.permissions import for_secretariat, refuse, signed_in
from meetings.models import Meeting
from recommendations.models import Recommendation

DEEPEST = 2
DID = {
    "split": lazy_("Split."),
    "merge": lazy_("Merged with the paragraph that followed it."),
    "deeper": lazy_("It stands under the paragraph above."),
    "higher": lazy_("It stands one level higher."),
    "turn": lazy_("Turned. It keeps its words, its address and its history."),
    "withdraw": lazy_("Withdrawn. The record shows it as withdrawn once it is issued again."),
    "reinstate": lazy_("The withdrawal is taken back."),
    "place": lazy_("Moved."),
}


@require_POST
@for_secretariat
def arrange(request: HttpRequest, pk: UUID, section: str, row: UUID) -> HttpResponseBase:
    """`do` names the verb; `version` the state of the row that was shown. Split takes `text` and `at`, place `to`."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("series"), pk=pk)
    part = SECTIONS.get(section)
    if part is None or part.rows is None or not part.is_paragraphs:
        raise Http404
    paragraph = get_object_or_404(part.rows(meeting), pk=row)
    back = reverse("desk:row", args=[pk, section, row])
    does = request.POST.get("do", "")
    verb = _verbs(request, meeting, paragraph).get(does)
    if verb is None:
        return refuse(request, _("Choose what to do with the paragraph."), back=back)
    version = request.POST.get("version", "")
    try:
        verb(version=int(version) if version.isdecimal() else 0, by=signed_in(request))
    except StaleVersion:
        return refuse(request, _("Somebody changed it while you were reading. Look at it again first."), back=back)
    except meeting_services.CannotCorrectError as error:
        return refuse(request, str(error), back=back)
    messages.success(request, DID[does])
    return redirect(f"{reverse('desk:meeting', args=[pk])}#row-{row}")


def _verbs(request: HttpRequest, meeting: Meeting, row: Any) -> dict[str, Callable[..., Any]]:
    """What may be asked of this kind of paragraph."""
    post = request.POST
    cut, typed = post.get("at", ""), post.get("text", row.text).replace("\0", "")
    verbs: dict[str, Callable[..., Any]] = {
        "split": lambda **who: services.split(
            row,
            meeting,
            text=typed,
            at=int(cut) if cut.isdecimal() else None,
            **who,
        ),
        "merge": lambda **who: services.merge(row, meeting, **who),
        "deeper": lambda **who: ordering.nest(row, meeting, deepest=DEEPEST, **who),
        "higher": lambda **who: ordering.unnest(row, meeting, **who),
        "turn": lambda **who: services.turn(row, meeting, **who),
        "place": lambda **who: services.place(row, meeting, to=post.get("to", ""), **who),
    }
    if isinstance(row, Recommendation):
        verbs["withdraw"] = lambda **who: services.withdraw(row, meeting, **who)
        verbs["reinstate"] = lambda **who: services.reinstate(row, meeting, **who)
    return verbs
