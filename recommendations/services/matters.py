"""What comes before a meeting from earlier ones, and how each stands when it opens. Reads rows, writes none."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from core.text import label
from meetings.models import Meeting
from recommendations.models import Consideration, FollowUp, ProgressReport, PutTo, Recommendation
from recommendations.standing import CLOSED, WORDS, Happening, Phase, Standing, Words, shown_state, standing, state_of


@dataclass(frozen=True)
class Part:
    """The recommendation itself (`label` empty) or a sub-paragraph, with what this meeting decided of it."""

    row: Recommendation
    label: str
    words: str
    state: str
    decision: Consideration | None
    referred_to: tuple[Meeting, ...] = ()

    @property
    def state_words(self) -> str:
        return WORDS[self.state]

    @property
    def is_closed(self) -> bool:
        return self.state in CLOSED

    @property
    def is_settled(self) -> bool:
        """Decided here, or closed before."""
        return self.decision is not None or self.is_closed


@dataclass(frozen=True)
class Matter:
    """A recommendation before this meeting. `why` says how it came here; `mark` where its words were last amended."""

    row: Recommendation
    code: str
    why: str
    standing: Standing
    parts: tuple[Part, ...] = field(default=())

    @property
    def made_on(self) -> str:
        return self.row.meeting.starts or ""

    @property
    def whole(self) -> Part:
        return self.parts[0]

    @property
    def items(self) -> tuple[Part, ...]:
        return self.parts[1:]

    @property
    def is_settled(self) -> bool:
        """Decided as a whole, or every sub-paragraph of it."""
        return self.whole.is_settled or (bool(self.items) and all(part.is_settled for part in self.items))


def matters(meeting: Meeting) -> list[Matter]:
    """Everything put to the meeting, left open by the one before it in its series, or decided here. 8 queries."""
    reasons = _reasons(meeting)
    if not reasons:
        return []
    family = Family(set(reasons))
    known = [_matter(family, meeting, pk, why) for pk, why in reasons.items() if pk in family.rows]
    found = [matter for matter in known if matter is not None]
    return sorted(
        found, key=lambda each: (each.row.meeting.starts or "", each.row.meeting.reference, each.row.position)
    )


def previous(meeting: Meeting) -> Meeting | None:
    """The meeting held before it in its series, by date; by number where no date is known."""
    held = Meeting.objects.filter(series=meeting.series_id, state=Meeting.State.HELD).exclude(pk=meeting.pk)
    if meeting.starts_on:
        return held.filter(starts_on__lt=meeting.starts_on).order_by("-starts_on").first()
    if meeting.ordinal:
        return held.filter(ordinal__lt=meeting.ordinal).order_by("-ordinal").first()
    return None


def _reasons(meeting: Meeting) -> dict[UUID, str]:
    """Top-level recommendations by id, each with how it came before the meeting. The first reason stands."""
    why: dict[UUID, str] = {}

    def add(rows: Iterable[Recommendation], words: str) -> None:
        for row in rows:
            if row.meeting_id != meeting.pk:
                why.setdefault(row.parent_id or row.pk, words)

    rows = Recommendation.objects.select_related("meeting__series")
    for put in PutTo.objects.filter(meeting=meeting).select_related("recommendation", "referrer__series"):
        add(
            [put.recommendation],
            _("Referred by {reference}").format(reference=put.referrer.reference)
            if put.referrer
            else _("Put to this meeting"),
        )
    for deferred in Consideration.objects.filter(deferred_to=meeting).select_related(
        "recommendation", "meeting__series"
    ):
        add([deferred.recommendation], _("Deferred by {reference}").format(reference=deferred.meeting.reference))
    before = previous(meeting)
    if before:
        asking = ~Q(follow_up=FollowUp.NONE)
        add(
            rows.filter(asking, meeting=before, parent=None),
            _("Left open by {reference}").format(reference=before.reference),
        )
        sent = Q(put_to__meeting=before) | Q(considerations__deferred_to=before)
        add(rows.filter(asking & sent).distinct(), _("Left open by {reference}").format(reference=before.reference))
    add(rows.filter(Q(considerations__meeting=meeting) | Q(put_to__referrer=meeting)).distinct(), _("Decided here"))
    return why


def _matter(family: Family, meeting: Meeting, pk: UUID, why: str) -> Matter | None:
    """None for what was closed before the meeting or asks nothing, unless the meeting decided on it."""
    top = family.rows[pk]
    before = [each for each in family.happened(pk) if each.meeting != meeting.pk and _is_before(each, meeting)]
    now = standing(family.words(pk), [each.happening for each in before])
    here = family.decided_at(meeting.pk, pk)
    left_open = why.startswith("Left open")
    if not here and (now.phase in CLOSED or (left_open and top.follow_up == FollowUp.NONE)):
        return None
    parts = [_part(family, meeting, (str(pk), "", now.words.text), now.phase)]
    parts += [_part(family, meeting, item, now.items[item[0]]) for item in now.words.items]
    code = f"{top.meeting.reference}/{family.code(top)}"
    return Matter(top, code, why, now, tuple(parts))


def _part(family: Family, meeting: Meeting, item: tuple[str, str, str], phase: Phase) -> Part:
    """`item` are id, label and words."""
    pk, mark, words = item
    row = family.rows[UUID(pk)]
    top = row if row.parent_id is None else family.rows[family.top(row.pk)]
    made_on = top.meeting.starts_on
    on = meeting.starts_on or datetime.date.max
    state = shown_state(state_of(phase, top.follow_up), made_on, on)
    decision = family.decisions.get((row.pk, meeting.pk))
    return Part(row, mark, words, state, decision, tuple(family.referrals.get((row.pk, meeting.pk), ())))


def _is_before(event: Event, meeting: Meeting) -> bool:
    return meeting.starts_on is None or event.happening.on is None or event.happening.on <= meeting.starts_on


@dataclass(frozen=True)
class Event:
    """A happening with the meeting it comes from; None for a report."""

    happening: Happening
    meeting: UUID | None


class Family:
    """Top-level recommendations with their sub-paragraphs and everything that happened to them. 5 queries."""

    def __init__(self, tops: Collection[UUID]) -> None:
        meetings = Recommendation.objects.filter(pk__in=tops).values("meeting")
        around = Recommendation.objects.filter(meeting__in=meetings).select_related("meeting__series")
        self.everything = {row.pk: row for row in around}
        self.rows = {pk: row for pk, row in self.everything.items() if self.top(pk) in tops}
        self._events: dict[UUID, list[Event]] = defaultdict(list)
        self.decisions: dict[tuple[UUID, UUID], Consideration] = {}
        self.referrals: dict[tuple[UUID, UUID], list[Meeting]] = defaultdict(list)
        for decision in Consideration.objects.filter(recommendation__in=self.rows).select_related(
            "meeting__series", "deferred_to__series", "superseded_by__meeting__series"
        ):
            self._decided(decision)
        for put in PutTo.objects.filter(recommendation__in=self.rows, referrer__isnull=False).select_related(
            "referrer__series", "meeting__series"
        ):
            self._referred(put)
        for report in ProgressReport.objects.filter(recommendation__in=self.rows).accepted():
            happening = Happening("reported", report.submitted_at.date(), self._item(report.recommendation_id))
            self._add(report.recommendation_id, happening, report.progress, None)

    def _decided(self, row: Consideration) -> None:
        self.decisions[row.recommendation_id, row.meeting_id] = row
        happening = Happening(
            "considered",
            row.meeting.ends_on or row.meeting.starts_on,
            self._item(row.recommendation_id),
            decision=row.decision,
            text=row.text,
            mark=row.meeting.reference,
        )
        self._events[self.top(row.recommendation_id)].append(Event(happening, row.meeting_id))

    def _referred(self, row: PutTo) -> None:
        assert row.referrer is not None
        self.referrals[row.recommendation_id, row.referrer.pk].append(row.meeting)
        on = row.referrer.ends_on or row.referrer.starts_on
        happening = Happening("referred", on, self._item(row.recommendation_id), mark=row.referrer.reference)
        self._events[self.top(row.recommendation_id)].append(Event(happening, row.referrer.pk))

    def _add(self, pk: UUID, happening: Happening, progress: str, meeting: UUID | None) -> None:
        told = Happening(happening.kind, happening.on, happening.item, progress=progress)
        self._events[self.top(pk)].append(Event(told, meeting))

    def _item(self, pk: UUID) -> str:
        return "" if self.rows[pk].parent_id is None else str(pk)

    def top(self, pk: UUID) -> UUID:
        parent = self.everything[pk].parent_id
        return pk if parent is None else self.top(parent)

    def happened(self, top: UUID) -> list[Event]:
        return self._events[top]

    def decided_at(self, meeting: UUID, top: UUID) -> bool:
        here = {*self.decisions, *self.referrals}
        return any(at == meeting and self.top(pk) == top for pk, at in here)

    def words(self, top: UUID) -> Words:
        return Words(self.rows[top].text, tuple(self._below(top, "", 0)))

    def _below(self, parent: UUID, above: str, level: int) -> Iterator[tuple[str, str, str]]:
        for at, row in enumerate(self.children(parent)):
            whole = above + label(at, level)
            yield str(row.pk), whole, row.text
            yield from self._below(row.pk, whole, level + 1)

    def children(self, parent: UUID) -> Sequence[Recommendation]:
        return [row for row in self.everything.values() if row.parent_id == parent]

    def code(self, top: Recommendation) -> str:
        """Its own once issued; until then the place it would get."""
        if top.number:
            return f"R{top.number}"
        tops = [row for row in self.everything.values() if row.meeting_id == top.meeting_id and row.parent_id is None]
        taken = max((row.number or 0 for row in tops), default=0)
        free = [row.pk for row in tops if not row.number]
        return f"R{taken + 1 + free.index(top.pk)}"
