"""How meetings stand on their way to being issued, and the one next step of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, QuerySet, Subquery, When

from core.text import span_words
from core.translating import lazy_
from meetings.models import (
    AgendaItem,
    Attendance,
    Clearance,
    Figure,
    Host,
    Material,
    Meeting,
    MeetingLink,
    MeetingSource,
    MeetingTitle,
    Outcome,
)
from recommendations.models import Addressee, Priority, Recommendation
from records.models import ApprovalRequest, Edition, Stage
from strategy.models import DocumentMention

ISSUED = "Issued"  # the reason that `records.services.issue` gives for its own writes
_PARTS = (
    AgendaItem,
    Attendance,
    Clearance,
    Figure,
    Host,
    Material,
    MeetingLink,
    MeetingSource,
    MeetingTitle,
    Outcome,
    Priority,
    Recommendation,
)
State = Literal["preparing", "waiting", "returned", "issued", "changed", "withdrawn"]
WORDS: dict[State, str] = {
    "preparing": lazy_("Being prepared"),
    "waiting": lazy_("Waiting for approval"),
    "returned": lazy_("Returned"),
    "issued": lazy_("Issued"),
    "changed": lazy_("Changed since it was issued"),
    "withdrawn": lazy_("Withdrawn"),
}


@dataclass(frozen=True)
class Standing:
    """Where a meeting stands. `request` is its latest request for approval, `edition` the latest edition."""

    state: State
    request: ApprovalRequest | None = None
    edition: Edition | None = None

    @property
    def words(self) -> str:
        return WORDS[self.state]

    @property
    def mark(self) -> str:
        """The class of the mark beside the words: hollow while something is to do, brick for what came back."""
        marks = {"waiting": "stand", "returned": "late", "issued": "", "withdrawn": "late"}
        return marks.get(self.state, "open")


@dataclass(frozen=True)
class Line:
    meeting: Meeting
    standing: Standing

    @property
    def when(self) -> str:
        days = [day.isoformat() for day in self.meeting.days]
        return span_words(self.meeting.starts, self.meeting.ends, days)


def meetings(user: Any, *, called: str = "") -> QuerySet[Any]:
    """What the list shows: never issued first, then latest first; each with whether it changed since it was issued."""
    issued = Edition.objects.readable_by(user).filter(subject__meeting=OuterRef("pk")).latest_first()
    rows = Meeting.objects.visible_to(user).called(called).select_related("series").latest_first()
    rows = rows.annotate(
        with_issued_at=Subquery(issued.values("issued_at")[:1]), with_edition=Subquery(issued.values("pk")[:1])
    )
    is_issued = Case(When(with_edition=None, then=0), default=1)
    return rows.annotate(with_change=_changed_since()).order_by(is_issued, *rows.query.order_by)


def returned(user: Any) -> QuerySet[ApprovalRequest]:
    """Requests that came back and were not sent again, the latest first."""
    asked = ApprovalRequest.objects.visible_to(user)
    sent_again = asked.filter(meeting=OuterRef("meeting"), prepared_at__gt=OuterRef("prepared_at"))
    rows = asked.filter(~Exists(sent_again), state=ApprovalRequest.State.RETURNED, meeting__isnull=False)
    return rows.select_related("meeting__series", "decided_by").order_by("-decided_at")


def _changed_since() -> Any:
    """True where the meeting or one of its rows was written after its latest edition, by anything but issuing it."""
    after = {"history_date__gt": OuterRef("with_issued_at")}
    changed: Any = Exists(Meeting.history.filter(id=OuterRef("pk"), **after).exclude(history_change_reason=ISSUED))
    for part in _PARTS:
        rows = part.history.filter(meeting_id=OuterRef("pk"), **after)
        if part is Material:
            rows = rows.filter(goes_out=True)  # what stays here is no part of the record
        changed |= Exists(rows.exclude(history_change_reason=ISSUED))
    addressees = Addressee.history.filter(recommendation__meeting_id=OuterRef("pk"), **after)
    mentions = DocumentMention.history.filter(outcome__meeting_id=OuterRef("pk"), **after)
    return changed | Exists(addressees.exclude(history_change_reason=ISSUED)) | Exists(mentions)


def lines(rows: Iterable[Any], user: Any) -> list[Line]:
    """The meetings of one page of the list with their standing: two queries whatever their number."""
    found = list(rows)
    latest: dict[UUID, ApprovalRequest] = {}
    asked = (
        ApprovalRequest.objects.visible_to(user).filter(meeting__in=found).select_related("prepared_by", "decided_by")
    )
    for request in asked.order_by("prepared_at"):
        latest[request.meeting_id] = request
    wanted = [row.with_edition for row in found if row.with_edition]
    known = Edition.objects.readable_by(user).filter(pk__in=wanted).select_related("withdrawal")
    editions = {edition.pk: edition for edition in known}
    return [
        Line(
            row,
            standing(latest.get(row.pk), of_record(row, editions.get(row.with_edition)), is_changed=row.with_change),
        )
        for row in found
    ]


def of_record(meeting: Meeting, edition: Edition | None) -> Edition | None:
    """The edition its changes are measured by. A notice before the meeting is no record of what was then held."""
    if edition and edition.stage == Stage.NOTICE and meeting.state == Meeting.State.HELD:
        return None
    return edition


def standing(request: ApprovalRequest | None, edition: Edition | None, *, is_changed: bool) -> Standing:
    state: State
    if request and request.state == ApprovalRequest.State.WAITING:
        state = "waiting"
    elif request and request.state == ApprovalRequest.State.RETURNED:
        state = "returned"
    elif edition is None:
        state = "preparing"
    elif hasattr(edition, "withdrawal"):
        state = "withdrawn"
    else:
        state = "changed" if is_changed else "issued"
    return Standing(state, request, edition)
