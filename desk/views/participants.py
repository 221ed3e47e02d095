"""The list of participants of a meeting: expected, provisional, final; as a page and as files."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import DetailView

from desk.attendance import lists
from desk.attendance.lists import Stage
from desk.permissions import WorksAtDesk, for_secretariat, refuse
from desk.views.following import XLSX
from meetings.models import Meeting
from records.render import CannotRenderError
from records.render.text import file_stem

FILES = {
    "pdf": (lists.pdf, "application/pdf"),
    "csv": (lists.csv, "text/csv; charset=utf-8"),
    "xlsx": (lists.xlsx, XLSX),
}


def _meetings(user: Any) -> QuerySet[Meeting]:
    return Meeting.objects.visible_to(user).select_related("series")


class ParticipantListView(WorksAtDesk, DetailView):
    """`?list=` chooses one; without it, the list that is wanted now. 5 queries, session and user apart."""

    template_name = "desk/participants.html"
    context_object_name = "meeting"

    def get_queryset(self) -> QuerySet[Meeting]:
        return _meetings(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wanted = self.request.GET.get("list", "")
        found = lists.drawn(self.object, Stage(wanted) if wanted in Stage.values else None)
        return super().get_context_data(**kwargs, found=found, stages=Stage.choices, endings=list(FILES))


@require_safe
@for_secretariat
def file(request: HttpRequest, pk: UUID, stage: str, ending: str) -> HttpResponseBase:
    meeting = get_object_or_404(_meetings(request.user), pk=pk)
    if stage not in Stage.values or ending not in FILES:
        raise Http404
    make, media_type = FILES[ending]
    try:
        content = make(lists.drawn(meeting, Stage(stage)))
    except CannotRenderError as error:
        back = f"{reverse('desk:participants', args=[pk])}?list={stage}"
        return refuse(request, _("The PDF could not be made. {error}").format(error=error), back=back)
    name = f"{file_stem(meeting.reference)}_participants_{stage}.{ending}"
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(content, content_type=media_type, headers=headers)
