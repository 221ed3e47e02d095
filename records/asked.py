"""What is asked of a participant, and what it has reported of it.

What is asked is read from the register, so that nobody is asked for what was not released to them; what was reported
are the participant's own rows, seen by itself and by the secretariat alone until they are accepted.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from members.models import Participant
from recommendations.models import ProgressReport, Recommendation
from recommendations.permissions import standing_for, standings
from recommendations.standing import PENDING
from records.compose.words import anchor_of, label
from records.models import Edition, RegisterEntry
from records.register.happened import ident
from strategy.models import Document

MOST = 500  # on one page; the register has them all
SOON = datetime.timedelta(days=90)
Group = Literal["now", "open", "standing", "rest"]


@dataclass(frozen=True)
class Asked:
    """One recommendation as it is asked of a participant. `reports` are its own, the latest first."""

    entry: RegisterEntry
    reports: tuple[ProgressReport, ...]
    now: datetime.datetime

    @property
    def last(self) -> ProgressReport | None:
        return self.reports[0] if self.reports else None

    @property
    def is_asked_back(self) -> bool:
        return any(report.returned_at and not report.accepted_at for report in self.reports)

    @property
    def is_overdue(self) -> bool:
        return self.entry.is_overdue(self.now)

    @property
    def is_reported_done(self) -> bool:
        return is_reported_done(self.reports)

    @property
    def group(self) -> Group:
        state = self.entry.shown_state(self.now.date())
        if self.is_asked_back:
            return "now"
        if state == "standing":
            return "standing"
        if state not in PENDING or self.is_reported_done:
            return "rest"
        due = self.entry.due_on
        return "now" if due is not None and due <= self.now.date() + SOON else "open"


def is_reported_done(reports: Iterable[ProgressReport]) -> bool:
    """As a whole: that one sub-paragraph is done leaves the others."""
    done = (report for report in reports if report.progress == ProgressReport.Progress.DONE and not report.returned_at)
    return any(report.recommendation.parent_id is None for report in done)


def asked_of(participant: Participant, user: Any, now: datetime.datetime) -> list[Asked]:
    """As far as `user` may know of it: what is due first, then the latest made. 4 queries."""
    entries = (
        addressed(standing_for(participant, now.date()), user).select_related("edition__card").newest_first()[:MOST]
    )
    told = reported_by(participant, user)
    found = [Asked(entry, tuple(told.get(entry.recommendation, ())), now) for entry in entries]
    return sorted(found, key=lambda one: one.entry.due_on or datetime.date.max)


def addressed(slugs: Iterable[str], user: Any) -> Any:
    return (
        RegisterEntry.objects.readable_by(user).filter(participants__overlap=sorted(slugs)).exclude(state="withdrawn")
    )


def reported_by(participant: Participant, user: Any) -> dict[str, list[ProgressReport]]:
    """Reports by the recommendation they are on, as the register names it; sub-paragraphs count to the whole."""
    rows = ProgressReport.objects.visible_to(user).filter(participant=participant).defer("evidence")
    told: dict[str, list[ProgressReport]] = {}
    for report in rows.select_related("recommendation__parent__parent", "submitted_by").order_by("-submitted_at"):
        told.setdefault(ident_of(report.recommendation), []).append(report)
    return told


def ident_of(row: Recommendation) -> str:
    """How the register names the recommendation a row is, or stands under. Reads parents where need be."""
    while row.parent is not None:
        row = row.parent
    return ident(row.meeting_id.hex, anchor_of(row.pk))


def documents_for(user: Any) -> QuerySet[Document]:
    """Documents of which some draft was released to this reader."""
    return Document.objects.filter(subject__editions__in=Edition.objects.readable_by(user)).distinct()


def rows_of(entry: RegisterEntry) -> tuple[Recommendation, dict[str, Recommendation]] | None:
    """The rows behind an entry: itself, and its sub-paragraphs by their anchors. One query; None where it is gone."""
    meeting, _, anchor = entry.recommendation.partition("/")
    rows = list(Recommendation.objects.filter(meeting=UUID(hex=meeting)).select_related("meeting__series"))
    top = next((row for row in rows if row.parent_id is None and anchor_of(row.pk) == anchor), None)
    if top is None:
        return None
    return top, {anchor_of(row.pk): row for row in _below(rows, top)}


def _below(rows: Sequence[Recommendation], above: Recommendation) -> Iterable[Recommendation]:
    for row in rows:
        if row.parent_id == above.pk:
            yield row
            yield from _below(rows, row)


def labelled(top: Recommendation, below: dict[str, Recommendation]) -> Iterable[tuple[str, str, str]]:
    """Anchor, words and label, "(a)" or "(a)(i)", of what `rows_of` found below a recommendation."""
    above, seen = {top.pk: ("", 0)}, Counter[UUID]()
    for anchor, row in below.items():
        parent = cast("UUID", row.parent_id)
        whole, level = above[parent]
        whole += label(seen[parent], level)
        seen[parent] += 1
        above[row.pk] = (whole, level + 1)
        yield anchor, row.text, whole


@dataclass(frozen=True)
class Figure:
    """Of what is open and asked of a participant: how many, on how many it reported, and how many are overdue."""

    participant: Participant
    asked: int
    reported: int
    overdue: int

    @property
    def silent(self) -> int:
        return self.asked - self.reported


def figures(user: Any, now: datetime.datetime) -> list[Figure]:
    """Everybody of whom something is open, who reported least first. 6 queries at any size of the register."""
    pending = RegisterEntry.objects.readable_by(user).in_state(["open", "adopted", "in_progress"], now.date())
    overdue = Count("pk", filter=Q(due_until__lte=now))
    groups = list(pending.values_list("participants").annotate(count=Count("pk"), overdue=overdue).order_by())
    reports = ProgressReport.objects.visible_to(user).filter(returned_at=None).defer("evidence")
    told: dict[Any, set[str]] = {}
    for report in reports.select_related("recommendation__parent__parent"):
        told.setdefault(report.participant_id, set()).add(ident_of(report.recommendation))
    every = {name for names in told.values() for name in names}
    still = dict(pending.filter(recommendation__in=every).values_list("recommendation", "participants"))
    found = []
    for participant, slugs in standings(now.date()).items():
        mine = [(count, late) for whom, count, late in groups if slugs & set(whom)]
        said = sum(1 for name in told.get(participant.pk, ()) if slugs & set(still.get(name, ())))
        if mine:
            found.append(Figure(participant, sum(c for c, _ in mine), said, sum(late for _, late in mine)))
    return sorted(found, key=lambda figure: (-figure.silent, str(figure.participant)))
