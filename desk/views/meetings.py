"""The list of meetings being prepared, and one meeting on its way to being issued."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import DetailView, ListView

from core import presence
from core.text import sort_key, span_words
from core.translating import lazy_
from desk import steps, worklist
from desk.forms.meeting import SECTIONS
from desk.history import history_of, mark_of
from desk.permissions import SeesDesk, for_desk, refuse
from desk.publishing import latest_edition, preview_of, record_of, referred
from meetings import planning
from meetings.agenda import is_adopted
from meetings.expected import unlisted
from meetings.models import Audience, Host, Material, Meeting, Presence, Reading
from members.models import Capacity
from members.permissions import works_at_desk
from recommendations.models import ProgressReport
from records.checks import checks
from records.compose import compose_meeting
from records.compose.clearance import words_of
from records.compose.rows import Rows
from records.compose.words import anchor_of
from records.models import ApprovalRequest
from records.readers import Imagined, Reader
from records.record import Item, Record
from records.render import CannotRenderError, render_pdf
from records.services import compose

WAYS = {
    "planned": lazy_("Plan it again"),
    "held": lazy_("It was held"),
    "postponed": lazy_("Postpone it"),
    "cancelled": lazy_("Cancel it"),
}


class MeetingListView(SeesDesk, ListView):
    """Every meeting with how it stands, what waits, what was begun; one next step."""

    template_name = "desk/meeting_list.html"
    paginate_by = 25

    @property
    def typed(self) -> str:
        return self.request.GET.get("q", "")[:100].strip()

    def get_queryset(self) -> QuerySet[Meeting]:
        return worklist.meetings(self.request.user, called=self.typed)

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
            "typed": self.typed,
            "lines": worklist.lines(context["object_list"], user),
            "waiting": waiting,
            "returned": returned,
            "readings": readings,
            "left": list(left),
            "reports_waiting": ProgressReport.objects.visible_to(user).waiting().count() if works_at_desk(user) else 0,
            "step": steps.for_list(user, waiting, returned, readings),
        }


class MeetingDetailView(SeesDesk, DetailView):
    """The desk page: sections with their state, checks, who may read it, history; one next step."""

    template_name = "desk/meeting_detail.html"
    context_object_name = "meeting"

    def get_queryset(self) -> Any:
        """With what hangs on it in other lists: meetings whose agenda it agreed, texts of it not yet filed, who
        is expected and not listed."""
        rows = Meeting.objects.visible_to(self.request.user)
        agreed = rows.filter(agenda_agreed_at=OuterRef("pk")).order_by("starts_on")
        shown = JSONObject(pk="pk", title="title", code="series__code", ordinal="ordinal")
        unfiled = Reading.objects.visible_to(self.request.user).open().filter(meeting=OuterRef("pk"))
        return rows.select_related("series", "agenda_agreed_at__series").annotate(
            with_agendas_agreed=ArraySubquery(agreed.values_list(shown)),
            with_unfiled=ArraySubquery(unfiled.values("pk")),
            with_unlisted=unlisted(),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        meeting, user = self.object, self.request.user
        rows = Rows.of(meeting)
        request = meeting.approval_requests.select_related("prepared_by", "decided_by").first()
        edition = latest_edition(meeting, user)
        record = compose_meeting(meeting, rows=rows)
        is_changed = edition is not None and not record_of(edition).same_words(record)
        standing = worklist.standing(request, worklist.of_record(meeting, edition), is_changed=is_changed)
        found = checks(meeting, rows, record, unfiled=meeting.with_unfiled, unlisted=meeting.with_unlisted)
        url = reverse("meetings:detail", args=[edition.card.key]) if edition else ""
        may_edit = works_at_desk(user)
        return context | {
            "may_edit": may_edit and standing.state != "waiting",
            "may_prepare": may_edit,
            "standing": standing,
            "when": span_words(meeting.starts, meeting.ends, [day.isoformat() for day in meeting.days]),
            "parts": steps.parts(rows, found),
            "record_url": url,
            "checks": [(check, steps.place_of(meeting, check, may_edit=may_edit)) for check in found],
            "step": steps.for_meeting(rows, standing, found, user, url),
            "may_send": standing.state == "preparing" and not any(check.level == "blocking" for check in found),
            "sections": SECTIONS,
            "rows": rows,
            "agenda": _tree(rows.agenda, None),
            "is_adopted": is_adopted(rows.agenda),
            "has_provisional": any(item.state == "provisional" for item in rows.agenda),
            "agendas_agreed": meeting.with_agendas_agreed,
            "ways": [(to, WAYS[to]) for to in planning.ways(meeting)],
            "delegations": _by_capacity(rows.attendance),
            "is_marked": any(row.presence != Presence.NOT_KNOWN for row in rows.attendance),
            "outcomes": _tree(rows.outcomes, record),
            "recommendations": _tree(rows.recommendations, record),
            "materials": _versions(rows.materials, user),
            "clearances": _clearances(rows, record),
            "chairs": [host.as_written for host in rows.hosts if host.role == Host.Role.CO_CHAIR],
            "history": history_of(meeting),
            "mark": mark_of(meeting).mark if may_edit else None,
            "also_editing": presence.others(user, self.request.path, within=True) if may_edit else [],
        }


def _versions(materials: list[Material], user: Any) -> list[tuple[Material, list[Material]]]:
    """Files in force with their earlier versions, as far as this person may have them."""
    allowed = [one for one in materials if one.audience in Reader.of(user).audiences]
    before: dict[Any, list[Material]] = {}
    for one in allowed:
        before.setdefault(one.replaced_by_id, []).append(one)

    def earlier(one: Material) -> list[Material]:
        return [version for found in before.get(one.pk, []) for version in (found, *earlier(found))]

    return [(one, earlier(one)) for one in allowed if one.replaced_by_id is None]


def _clearances(rows: Rows, record: Record) -> list[tuple[Any, bool]]:
    """Clearances, each with whether it holds for the words as they are."""
    words = words_of(record) if rows.clearances else ""
    hosts = {host.pk: host for host in rows.hosts}
    for clearance in rows.clearances:
        clearance.host = hosts[clearance.host_id]
    return [(clearance, clearance.words == words) for clearance in rows.clearances]


def _by_capacity(attendance: list[Any]) -> list[tuple[str, list[Any]]]:
    order = list(Capacity.values)
    rows = sorted(
        attendance,
        key=lambda row: (order.index(row.capacity), sort_key(row.sorting or row.as_written)),
    )
    groups = [(capacity, list(group)) for capacity, group in groupby(rows, key=lambda row: row.capacity)]
    return [(Capacity(capacity).heading(len(group)), group) for capacity, group in groups]


def _tree(rows: Any, record: Record | None) -> list[dict[str, Any]]:
    """Rows in reading order with their depth: a top row with its number and code in the record, others with (a)."""
    everything = list(rows)
    passages = {passage.anchor: passage for passage in record.passages} if record else {}
    labels = {item.anchor: item.label for passage in passages.values() for item in _within(passage.items)}
    flat: list[dict[str, Any]] = []

    def descend(parent: Any, depth: int) -> None:
        siblings = [row for row in everything if row.parent_id == parent]
        for at, row in enumerate(siblings):
            anchor, ends = anchor_of(row.pk), {"first": at == 0, "last": at == len(siblings) - 1}
            number = {"passage": passages.get(anchor), "label": labels.get(anchor)}
            flat.append({"row": row, "depth": depth} | ends | number)
            descend(row.pk, depth + 1)

    descend(None, 0)
    return flat


def _within(items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _within(item.items)


class PreviewView(SeesDesk, DetailView):
    """The page exactly as one audience will see it: the same template, the record composed now."""

    template_name = "desk/preview.html"
    context_object_name = "meeting"

    def get_queryset(self) -> QuerySet[Meeting]:
        return Meeting.objects.visible_to(self.request.user).select_related("series", "agenda_agreed_at__series")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, meeting = super().get_context_data(**kwargs), self.object
        wanted = self.request.GET.get("as", "")
        audience = Audience(wanted if wanted in Audience.values else meeting.audience)
        reader = Imagined(audience)
        rows = Rows.of(meeting)
        record = compose_meeting(meeting, rows=rows)
        keys, agendas = referred(record, reader)
        pictures = [one for one in rows.going_out if one.kind == Material.Kind.PICTURE]
        return context | {
            "record": record,
            "keys": keys,
            "agendas": agendas,
            "pictures": {one.sha256: reverse("desk:thumbnail", args=[meeting.pk, one.pk]) for one in pictures},
            "audience": audience,
            "audiences": Audience.choices,
            "may_read": meeting.audience in Reader.of(reader).audiences,
        }


@require_safe
@for_desk
def preview_pdf(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("series"), pk=pk)
    record = compose(meeting)
    try:
        content = render_pdf(record, preview_of(record, latest_edition(meeting, request.user)))
    except CannotRenderError as error:
        return refuse(
            request,
            _("The PDF could not be made. {error}").format(error=error),
            back=reverse("desk:meeting", args=[pk]),
        )
    headers = {"Content-Disposition": f'inline; filename="preview-{timezone.now():%Y%m%d-%H%M}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
