"""Lists of participants: whom a meeting expects, who is there so far, who came. Drawn when asked for, kept nowhere.

They name persons, so they are the secretariat's: a record of the meeting names delegations alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.text import date_words, sort_key, span_words
from meetings.expected import expected_at
from meetings.models import Attendance, Meeting, Presence, Representative
from members.models import Capacity
from records.exports import tables, workbook
from records.render import Paper, PaperTable, render_paper

ABOUT = (
    "Drawn by the secretariat for those it hands it to. It names persons: it is no part of the record of the meeting, "
    "which names delegations, and has no check code."
)
HEADINGS = (
    _("Delegation"), _("Attending as"), _("Attendance"), _("Name"), _("Rank or post"), _("Head of delegation"),
)  # fmt: skip


class Stage(TextChoices):
    EXPECTED = "expected", _("Expected")
    PROVISIONAL = "provisional", _("Provisional")
    FINAL = "final", _("Final")


SAID = {
    Stage.EXPECTED: _("Everyone the meeting expects, whether or not they have answered."),
    Stage.PROVISIONAL: _("Everyone marked present so far, and whoever is not marked yet."),
    Stage.FINAL: _("Everyone who was present. Delegations that were not stand below it."),
}


@dataclass(frozen=True)
class Delegation:
    """A delegation with its persons, the head first."""

    name: str
    sorting: str
    capacity: str
    presence: str
    people: Sequence[Representative] = ()

    @property
    def capacity_words(self) -> str:
        return str(Capacity(self.capacity).label)

    @property
    def presence_words(self) -> str:
        return str(Presence(self.presence).label) if self.presence else gettext("Not marked")


@dataclass(frozen=True)
class ParticipantList:
    """`groups` are delegations by capacity; `missing` those whom a final list leaves out, with why."""

    meeting: Meeting
    stage: Stage
    groups: Sequence[tuple[str, Sequence[Delegation]]]
    missing: Sequence[Delegation] = ()

    @property
    def delegations(self) -> list[Delegation]:
        return [each for _, group in self.groups for each in group]

    @property
    def persons(self) -> int:
        return sum(len(each.people) for each in self.delegations)

    @property
    def said(self) -> str:
        return str(SAID[self.stage])

    @property
    def doubt(self) -> str:
        """Why a final list is none yet, in words; "" where it is one."""
        if self.stage != Stage.FINAL:
            return ""
        if self.meeting.state != Meeting.State.HELD:
            return gettext("The meeting was not held yet: nobody has attended it.")
        open_ones = [each.name for each in self.missing if each.presence in ("", Presence.NOT_KNOWN)]
        return gettext("Not marked yet: {names}.").format(names=", ".join(open_ones)) if open_ones else ""


def stage_of(meeting: Meeting, everyone: Iterable[Delegation]) -> Stage:
    """The list that is wanted now."""
    if meeting.state != Meeting.State.HELD:
        return Stage.EXPECTED
    is_open = any(each.presence in ("", Presence.NOT_KNOWN) for each in everyone)
    return Stage.PROVISIONAL if is_open else Stage.FINAL


def drawn(meeting: Meeting, stage: Stage | None = None) -> ParticipantList:
    """4 queries whatever their number. Without a stage, the one that is wanted now."""
    everyone = _everyone(meeting)
    stage = stage or stage_of(meeting, everyone)
    unmarked = ("", Presence.NOT_KNOWN)
    if stage == Stage.EXPECTED:
        listed, missing = everyone, []
    elif stage == Stage.PROVISIONAL:
        listed = [each for each in everyone if each.presence in (Presence.PRESENT, *unmarked)]
        missing = [each for each in everyone if each not in listed]
    else:
        listed = [each for each in everyone if each.presence == Presence.PRESENT]
        missing = [each for each in everyone if each.presence != Presence.PRESENT]
    by_capacity = [(capacity, list(group)) for capacity, group in groupby(listed, key=lambda each: each.capacity)]
    groups = [(Capacity(capacity).heading(len(group)), group) for capacity, group in by_capacity]
    return ParticipantList(meeting, stage, groups, missing)


def _everyone(meeting: Meeting) -> list[Delegation]:
    rows = list(meeting.attendance.prefetch_related("representatives"))
    there = {row.participant_id for row in rows}
    found = [_listed(row) for row in rows]
    found += [
        Delegation(one.name, one.sorting, one.capacity, "")
        for one in expected_at(meeting)
        if one.participant.pk not in there
    ]
    order = list(Capacity.values)
    return sorted(found, key=lambda each: (order.index(each.capacity), sort_key(each.sorting)))


def _listed(row: Attendance) -> Delegation:
    people = tuple(row.representatives.all())
    return Delegation(row.as_written, row.sorting or row.as_written, row.capacity, row.presence, people)


# As files


def headings() -> tuple[str, ...]:
    return tuple(str(heading) for heading in HEADINGS)


def rows(found: ParticipantList) -> Iterator[tuple[str, ...]]:
    """One row a person, and one for a delegation that names nobody; then who is missing."""
    for each in [*found.delegations, *found.missing]:
        head = (each.name, each.capacity_words, each.presence_words)
        for person in each.people:
            yield (*head, person.name, person.post, "yes" if person.is_head else "")
        if not each.people:
            yield (*head, "", "", "")


def csv(found: ParticipantList) -> bytes:
    return tables.csv_of(headings(), rows(found))


def xlsx(found: ParticipantList) -> bytes:
    return workbook.table(f"{found.stage.label} participants", headings(), list(rows(found)))


def pdf(found: ParticipantList) -> bytes:
    """Raises CannotRenderError naming a letter that no face has."""
    return render_paper(_paper(found))


def _paper(found: ParticipantList) -> Paper:
    meeting, today = found.meeting, timezone.now().date().isoformat()
    when = span_words(meeting.starts, meeting.ends, [day.isoformat() for day in meeting.days])
    of = [("Meeting", meeting.reference), ("Date", when), ("Place", meeting.place), ("As of", date_words(today))]
    identity = [(label, value, False) for label, value in of if value]
    marking = meeting.marking or settings.RECORD_MARKING
    standing = "" if found.stage == Stage.FINAL and not found.doubt else f"{found.stage.label} list"
    paper_tables = [
        PaperTable(words, ("Delegation", "Representatives"), [(each.name, _people(each)) for each in group])
        for words, group in found.groups
    ] or [PaperTable("Delegations", (), [], "Nobody is on this list.")]
    if found.missing:
        missed = [(each.name, each.presence_words) for each in found.missing]
        paper_tables.append(PaperTable("Not present", ("Delegation", "Attendance"), missed))
    paper_tables.append(PaperTable("About this list", (), [], ABOUT))
    return Paper(
        process=settings.PROCESS_NAME,
        kind=f"{found.stage.label} list of participants",
        title=meeting.title,
        as_of=today,
        standing=" · ".join(filter(None, [standing, marking])),
        identity=[*identity, *([("Marking", marking, True)] if marking else [])],
        tables=paper_tables,
    )


def _people(each: Delegation) -> str:
    """A line a person: name, post, and who is head."""
    return "\n".join(
        ", ".join(filter(None, [person.name, person.post, "head of delegation" if person.is_head else ""]))
        for person in each.people
    )
