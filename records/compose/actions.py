"""What a meeting did with recommendations of earlier ones, and what its own ask beside their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any, cast
from uuid import UUID

from core.text import listed
from meetings.models import Meeting
from recommendations.models import Consideration, PutTo, Recommendation
from records.compose.rows import Rows
from records.compose.words import anchor_of, label, sentence
from records.followup import Action, Asked, Named
from records.record import Item, Passage, Section
from records.render.text import shortened

LETTERS_OF_A_BEGINNING = 160
_DID = {
    "adopted": "was adopted",
    "endorsed": "was endorsed",
    "noted": "was noted",
    "amended": "was amended to read",
    "deferred": "was deferred",
    "superseded": "was superseded",
    "completed": "was found completed",
    "not_agreed": "was not agreed",
}
_VERBS = {"amended": "amended", "completed": "completed", "not_agreed": "not agreed"}


def codes(rows: Sequence[Recommendation]) -> dict[Any, str]:
    """The code of each top-level recommendation: its own once issued, else the next free one in order."""
    top = [row for row in rows if row.parent_id is None]
    taken = {row.number for row in top if row.number}
    free = (number for number in count(max(taken, default=0) + 1))
    return {row.pk: f"R{row.number or next(free)}" for row in top}


def asked(rows: Sequence[Recommendation], put: Sequence[PutTo]) -> tuple[Asked, ...]:
    """One for each top-level recommendation that asks anything beside its words. `put` may tell of others too."""
    said = [_asked(row, put) for row in rows if row.parent_id is None]
    return tuple(each for each in said if each != Asked(of=each.of))


def _asked(row: Recommendation, every: Sequence[PutTo]) -> Asked:
    own = [put for put in every if put.recommendation_id == row.pk and put.referrer_id in (None, row.meeting_id)]
    return Asked(
        of=anchor_of(row.pk),
        put_to=tuple(sorted(put.meeting.reference for put in own)),
        due_on=row.due_meeting.starts if row.due_meeting else None,
    )


def action_section(of: Rows, number: Iterable[int]) -> tuple[list[Section], tuple[Action, ...]]:
    """The section *Action taken* and its facts; nothing where it decided of none, 2 queries where it did."""
    meeting, own, decided, referred = of.meeting, of.recommendations, of.considerations, of.referred
    rows = [*(row.recommendation for row in decided), *(put.recommendation for put in referred)]
    if not rows:
        return [], ()
    writer = _Writer(meeting, own, rows)
    groups: dict[UUID, _Group] = defaultdict(_Group)
    for consideration in decided:
        groups[writer.top(consideration.recommendation)].add_decision(consideration)
    for put in referred:
        groups[writer.top(put.recommendation)].add_referral(put)
    passages, actions = [], []
    for pk, at in zip(sorted(groups, key=writer.order), number, strict=False):
        passage, done = writer.written(pk, groups[pk], at)
        passages.append(passage)
        actions += done
    return [Section(slug="action-taken", heading="Action taken", passages=tuple(passages))], tuple(actions)


class _Group:
    """What was done with one top-level recommendation and its sub-paragraphs."""

    def __init__(self) -> None:
        self.decisions: dict[UUID, Consideration] = {}
        self.referrals: dict[UUID, list[PutTo]] = defaultdict(list)

    def add_decision(self, row: Consideration) -> None:
        self.decisions[row.recommendation_id] = row

    def add_referral(self, row: PutTo) -> None:
        self.referrals[row.recommendation_id].append(row)

    @property
    def about(self) -> set[UUID]:
        return {*self.decisions, *self.referrals}


class Namer:
    """Knows recommendations with everything around them: parents, labels, codes. 1 query."""

    def __init__(self, rows: Sequence[Recommendation], own: Sequence[Recommendation] = ()) -> None:
        """`own` are rows of a meeting just being composed, whose codes are not fixed yet."""
        self.own = codes(own)
        around = Recommendation.objects.filter(meeting__in={row.meeting_id for row in rows}).select_related(
            "meeting__series"
        )
        self.rows = {row.pk: row for row in around}
        by_meeting: dict[UUID, list[Recommendation]] = defaultdict(list)
        for row in self.rows.values():
            by_meeting[row.meeting_id].append(row)
        self.codes = {pk: code for group in by_meeting.values() for pk, code in codes(group).items()}

    def top(self, row: Recommendation) -> UUID:
        return row.pk if row.parent_id is None else self.top(self.rows[row.parent_id])

    def order(self, pk: UUID) -> tuple[str, str, int]:
        row = self.rows[pk]
        return (row.meeting.starts or "", row.meeting.reference, int(self.codes[pk].removeprefix("R")))

    def named(self, row: Recommendation) -> Named:
        code = self.own.get(row.pk) or self.codes.get(row.pk) or f"R{row.number or '?'}"
        return Named(meeting=row.meeting_id.hex, anchor=anchor_of(row.pk), code=f"{row.meeting.reference}/{code}")

    def label(self, row: Recommendation) -> str:
        """ "(a)(i)", as the paragraph is labelled in the record of its meeting."""
        if row.parent_id is None:
            return ""
        parent = self.rows[row.parent_id]
        siblings = [each for each in self.rows.values() if each.parent_id == row.parent_id]
        at = next(at for at, each in enumerate(siblings) if each.pk == row.pk)
        level = 0 if parent.parent_id is None else 1
        return self.label(parent) + label(at, level)


class _Writer(Namer):
    def __init__(self, meeting: Meeting, own: Sequence[Recommendation], rows: Sequence[Recommendation]) -> None:
        super().__init__(rows, own)
        self.meeting = meeting
        self.amended = _amended_before(meeting, rows)

    def written(self, pk: UUID, group: _Group, number: int) -> tuple[Passage, list[Action]]:
        row, anchor = self.rows[pk], anchor_of(self.meeting.pk, f"action/{pk}")
        items = sorted((self.rows[each] for each in group.about - {pk}), key=self.label)
        name = f"{self.named(row).code}, {_quoted(row.text)},"
        said = self._said(group, pk)
        text = f"{name} {said}" if said else f"{name} was considered by its sub-paragraphs:"
        if said and items:
            text = text.removesuffix(".") + "; of its sub-paragraphs:"
        passage = Passage(
            anchor=anchor,
            number=number,
            role="action",
            text=text,
            verbs=_verbs(group.decisions.get(pk)),
            items=tuple(
                Item(
                    anchor=anchor_of(each.pk, f"action/{self.meeting.pk}"),
                    label=self.label(each),
                    text=f"{_quoted(each.text)} {self._said(group, each.pk)}",
                )
                for each in items
            ),
        )
        return passage, [self._action(anchor, row, each, group) for each in (row, *items) if each.pk in group.about]

    def _said(self, group: _Group, pk: UUID) -> str:
        """ "was endorsed and referred to BPMC 6." """
        decision, sent = group.decisions.get(pk), _referred_to(group.referrals.get(pk, []))
        parts = [self._decided(decision)] if decision else []
        if sent:
            parts.append(f"{'was ' if not decision else ''}referred to {listed(list(sent))}")
        words = sentence(" and ".join(parts))[1:]
        words = f"{parts[0][0]}{words}" if parts else ""
        if decision and decision.text and decision.decision != "amended":
            words += f" {sentence(decision.text)}"
        return words

    def _decided(self, row: Consideration) -> str:
        words = _DID[row.decision]
        if row.decision == "amended":
            return f"{words}: “{row.text.strip().rstrip('.;')}”"
        if row.deferred_to:
            return f"{words} to {row.deferred_to.reference}"
        if row.superseded_by:
            return f"{words} by {self.named(row.superseded_by).code}"
        return words

    def _action(self, anchor: str, top: Recommendation, row: Recommendation, group: _Group) -> Action:
        decision = group.decisions.get(row.pk)
        is_amended = decision is not None and decision.decision == "amended"
        return Action(
            of=anchor,
            about=self.named(top),
            item=anchor_of(row.pk) if row.pk != top.pk else "",
            label=self.label(row),
            decision=cast(Any, decision.decision) if decision else "",
            text=decision.text.strip() if decision and is_amended else "",
            was=self.amended.get(row.pk, row.text) if is_amended else "",
            deferred_to=decision.deferred_to.reference if decision and decision.deferred_to else "",
            superseded_by=self.named(decision.superseded_by) if decision and decision.superseded_by else None,
            referred_to=_referred_to(group.referrals.get(row.pk, [])),
        )


def _amended_before(meeting: Meeting, rows: Sequence[Recommendation]) -> dict[UUID, str]:
    """The words as amended last before the meeting; none where no day of it is known. One query."""
    if meeting.starts_on is None:
        return {}
    before = Consideration.objects.filter(
        recommendation__in=rows, decision=Consideration.Decision.AMENDED, meeting__starts_on__lt=meeting.starts_on
    )
    return dict(before.order_by("meeting__starts_on").values_list("recommendation", "text"))


def _quoted(text: str) -> str:
    """The beginning of a text inside a sentence, without the sign that ends its own."""
    return f"“{shortened(text.strip().rstrip('.;:,'), LETTERS_OF_A_BEGINNING)}”"


def _referred_to(rows: Sequence[PutTo]) -> tuple[str, ...]:
    return tuple(sorted(row.meeting.reference for row in rows))


def _verbs(decision: Consideration | None) -> tuple[str, ...]:
    return (_VERBS.get(decision.decision, decision.decision),) if decision else ("referred",)
