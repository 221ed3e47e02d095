"""The list of meetings being prepared, and one meeting on its way to being issued."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe
from django.views.generic import DetailView, ListView

from core import presence
from core.text import sort_key, span_words
from desk import steps, worklist
from desk.forms.meeting import SECTIONS
from desk.history import history_of, mark_of
from desk.permissions import SeesDesk, for_desk, refuse
from desk.publishing import latest_edition, preview_of, record_of, record_url
from meetings import planning
from meetings.agenda import is_adopted
from meetings.models import Material, Meeting, Reading
from members.models import Capacity
from members.permissions import works_at_desk
from recommendations.models import Recommendation
from records.checks import checks
from records.compose.words import anchor_of
from records.models import ApprovalRequest
from records.readers import Reader
from records.record import Record
from records.render import CannotRenderError, render_pdf
from records.services import compose

WAYS = {"planned": "Plan it again", "held": "It was held", "postponed": "Postpone it", "cancelled": "Cancel it"}


class MeetingListView(SeesDesk, ListView):
    """Every meeting with how it stands, what waits, what was begun; one next step."""

    template_name = "desk/meeting_list.html"
    paginate_by = 25

    def get_queryset(self) -> QuerySet[Meeting]:
        return worklist.meetings(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user = self.request.user
        waiting = list(
            ApprovalRequest.objects.visible_to(user)
            .waiting()
            .select_related("meeting__series", "draft__document", "prepared_by")
            .order_by("prepared_at")
        )
        readings = list(Reading.objects.visible_to(user).open().defer("original", "text").select_related("received_by"))
        returned = list(worklist.returned(user))
        left = Reading.objects.visible_to(user).filter(state=Reading.State.DISCARDED).defer("original", "text")[:20]
        return context | {
            "lines": worklist.lines(context["object_list"], user),
            "waiting": waiting,
            "returned": returned,
            "readings": readings,
            "left": list(left),
            "step": steps.for_list(user, waiting, returned, readings),
        }


class MeetingDetailView(SeesDesk, DetailView):
    """The desk page: sections with their state, checks, who may read it, history; one next step."""

    template_name = "desk/meeting_detail.html"
    context_object_name = "meeting"

    def get_queryset(self) -> QuerySet[Meeting]:
        return Meeting.objects.visible_to(self.request.user).select_related("series", "agenda_agreed_at__series")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        meeting, user = self.object, self.request.user
        items = list(meeting.agenda.all())
        request = meeting.approval_requests.select_related("prepared_by", "decided_by").first()
        edition = latest_edition(meeting, user)
        record = compose(meeting)
        is_changed = edition is not None and not record_of(edition).same_words(record)
        standing = worklist.standing(request, edition, is_changed=is_changed)
        found = checks(meeting)
        url = record_url(meeting)
        may_edit = works_at_desk(user)
        recommended = Recommendation.objects.visible_to(user)
        return context | {
            "may_edit": may_edit and standing.state != "waiting",
            "may_prepare": may_edit,
            "standing": standing,
            "when": span_words(meeting.starts, meeting.ends, [day.isoformat() for day in meeting.days]),
            "parts": steps.parts(meeting, found),
            "record_url": url,
            "checks": found,
            "step": steps.for_meeting(meeting, standing, found, user, url),
            "sections": SECTIONS,
            "agenda": _tree(items, None),
            "is_adopted": is_adopted(items),
            "has_provisional": any(item.state == "provisional" for item in items),
            "agendas_agreed": Meeting.objects.visible_to(user)
            .filter(agenda_agreed_at=meeting)
            .select_related("series"),
            "ways": [(to, WAYS[to]) for to in planning.ways(meeting)],
            "delegations": _by_capacity(meeting),
            "outcomes": _tree(meeting.outcomes.all(), record),
            "recommendations": _tree(recommended.filter(meeting=meeting).prefetch_related("addressees"), record),
            "materials": _materials(meeting, user).defer("content"),
            "history": history_of(meeting),
            "mark": mark_of(meeting).mark if may_edit else None,
            "also_editing": presence.others(user, self.request.path, within=True) if may_edit else [],
        }


def _materials(meeting: Meeting, user: Any) -> QuerySet[Material]:
    """Each file has its own audience: a Co-Chair at the desk does not get what is the secretariat's alone."""
    return meeting.materials.filter(audience__in=Reader.of(user).audiences)


def _by_capacity(meeting: Meeting) -> list[tuple[str, list[Any]]]:
    order = list(Capacity.values)
    rows = sorted(
        meeting.attendance.select_related("participant"),
        key=lambda row: (order.index(row.capacity), sort_key(row.sorting or row.as_written)),
    )
    return [(label, list(group)) for label, group in groupby(rows, key=lambda row: row.get_capacity_display())]


def _tree(rows: Any, record: Record | None) -> list[dict[str, Any]]:
    """Rows in reading order with their depth, each top row with its number and code in the record."""
    everything = list(rows)
    passages = {passage.anchor: passage for passage in record.passages} if record else {}
    flat: list[dict[str, Any]] = []

    def descend(parent: Any, depth: int) -> None:
        siblings = [row for row in everything if row.parent_id == parent]
        for at, row in enumerate(siblings):
            passage = passages.get(anchor_of(row.pk))
            flat.append(
                {"row": row, "depth": depth, "first": at == 0, "last": at == len(siblings) - 1, "passage": passage}
            )
            descend(row.pk, depth + 1)

    descend(None, 0)
    return flat


class PreviewView(SeesDesk, DetailView):
    """The page exactly as readers will see it: the same template, the record composed now."""

    template_name = "desk/preview.html"
    context_object_name = "meeting"

    def get_queryset(self) -> QuerySet[Meeting]:
        return Meeting.objects.visible_to(self.request.user).select_related("series")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"record": compose(self.object)}


@require_safe
@for_desk
def preview_pdf(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("series"), pk=pk)
    record = compose(meeting)
    try:
        content = render_pdf(record, preview_of(record, latest_edition(meeting, request.user)))
    except CannotRenderError as error:
        return refuse(request, f"The PDF could not be made. {error}", back=reverse("desk:meeting", args=[pk]))
    headers = {"Content-Disposition": f'inline; filename="preview-{timezone.now():%Y%m%d-%H%M}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_safe
@for_desk
def material(request: HttpRequest, pk: UUID, material: UUID) -> HttpResponseBase:
    """A file kept with the meeting, byte for byte. Always as a download: nobody's HTML runs on this site."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    kept = get_object_or_404(_materials(meeting, request.user), pk=material)
    headers = {"Content-Disposition": content_disposition_header(True, kept.file_name) or "attachment"}
    return HttpResponse(bytes(kept.content), content_type="application/octet-stream", headers=headers)
