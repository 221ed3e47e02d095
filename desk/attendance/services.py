"""The verbs of the grid: mark a delegation, add one by its name, keep its persons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core.history import acting
from core.models import StaleVersion
from desk.attendance.grid import NEW
from desk.attendance.suggesting import Named, meant_by
from desk.meeting_services import CannotCorrectError, opened
from meetings.expected import day_of
from meetings.models import Attendance, Meeting, Presence, Representative
from meetings.services import STEP
from members.models import Capacity, Participant, User


class CannotMarkError(CannotCorrectError):
    """Why a delegation was not marked, in words for the user."""


@dataclass(frozen=True)
class Mark:
    """What somebody chose for a line of the grid. `key` and `version` are those of the `Line` as it was shown."""

    key: str
    version: int
    presence: str
    capacity: str


class MarkedMeanwhileError(Exception):
    """Somebody else marked the delegation after the page was shown. `row` is what stands now; nothing was written."""

    def __init__(self, row: Attendance) -> None:
        self.row = row
        change = row.history.select_related("history_user").first()
        who = change.history_user if change and change.history_user else _("Somebody")
        said = f"{row.get_presence_display().lower()}, {row.get_capacity_display()}"
        super().__init__(
            _("{who} marked {as_written} meanwhile: {said}. Choose again to change it.").format(
                who=who, as_written=row.as_written, said=said
            )
        )


def mark(meeting: Meeting, chosen: Mark, *, by: User) -> Attendance:
    """Save presence and capacity of one delegation; one that was only expected is listed by it.

    Raises CannotMarkError or CannotCorrectError in words, MarkedMeanwhileError where somebody was quicker.
    """
    if chosen.presence not in Presence.values or chosen.capacity not in Capacity.values:
        raise CannotMarkError(_("Choose attendance and capacity from their lists."))
    with transaction.atomic(), acting(by, "Marked attendance"):
        meeting = opened(meeting, by)
        if chosen.key.startswith(NEW):
            return _list_expected(meeting, chosen)
        return _mark_listed(meeting, chosen)


def _mark_listed(meeting: Meeting, chosen: Mark) -> Attendance:
    pk = _uuid(chosen.key)
    row = Attendance.objects.select_related("participant").filter(meeting=meeting, pk=pk).first()
    if row is None:
        raise _taken_off(pk, chosen)
    if row.version != chosen.version:
        if (row.presence, row.capacity) == (chosen.presence, chosen.capacity):
            return row
        raise MarkedMeanwhileError(row)
    row.presence, row.capacity = chosen.presence, chosen.capacity
    try:
        row.save()
    except StaleVersion:
        raise MarkedMeanwhileError(Attendance.objects.get(pk=row.pk)) from None
    return row


def _taken_off(pk: UUID | None, chosen: Mark) -> CannotMarkError:
    """What was chosen is told in words: the line that could show it is gone."""
    was = Attendance.history.filter(id=pk).first() if pk else None
    if was is None:
        return CannotMarkError(_("Somebody took this delegation from the list. Load the page again."))
    return CannotMarkError(
        _(
            "Somebody took {as_written} from the list meanwhile. You had chosen: {presence}, {capacity}. "
            "Add it again if it belongs there."
        ).format(
            as_written=was.as_written,
            presence=Presence(chosen.presence).label.lower(),
            capacity=Capacity(chosen.capacity).label,
        )
    )


def _list_expected(meeting: Meeting, chosen: Mark) -> Attendance:
    pk = _uuid(chosen.key.removeprefix(NEW))
    participant = Participant.objects.with_names().filter(pk=pk).first()
    if participant is None:
        raise CannotMarkError(_("This delegation is no longer in the directory. Load the page again."))
    name = participant.name_on(day_of(meeting))
    written = name.short if name else participant.slug
    named = Named(written, participant, participant.kind, name.sorting if name else written)
    if listed := _listed(meeting, named):
        if listed.participant_id != participant.pk:
            raise _already(listed)
        if (listed.presence, listed.capacity) == (chosen.presence, chosen.capacity):
            return listed
        raise MarkedMeanwhileError(listed)
    return _list(meeting, named, chosen.presence, chosen.capacity)


def _listed(meeting: Meeting, named: Named) -> Attendance | None:
    """The line there is of this delegation, by whom it is or by its name. The meeting is locked: none is added now."""
    same = Q(as_written=named.name)
    if named.participant:
        same |= Q(participant=named.participant)
    return Attendance.objects.filter(same, meeting=meeting).first()


def _already(listed: Attendance) -> CannotMarkError:
    return CannotMarkError(
        _("{as_written} is already on the list. Mark it there.").format(as_written=listed.as_written)
    )


def _list(meeting: Meeting, named: Named, presence: str, capacity: str) -> Attendance:
    row = Attendance(
        meeting=meeting,
        participant=named.participant,
        as_written=named.name,
        sorting=named.sorting,
        kind=named.kind,
        presence=presence,
        capacity=capacity,
        position=0,
    )
    row.save(force_insert=True)
    return row


def add(meeting: Meeting, *, name: str, slug: str = "", capacity: str = "", by: User) -> Attendance:
    """List somebody by a name, present. The name is kept as typed; whom it means is found where the directory knows.

    `slug` is the participant chosen from suggestions, `capacity` the one chosen, "" for the usual one: what it is in
    the meeting's body, else observer. Raises CannotMarkError.
    """
    name = " ".join(name.split())
    if not name:
        raise CannotMarkError(_("Type the name of the delegation."))
    if len(name) > 300:
        raise CannotMarkError(_("A name has at most 300 characters. Write the rest as a note."))
    with transaction.atomic(), acting(by, f"Added {name[:60]}"):
        meeting = opened(meeting, by)
        named, usual = meant_by(meeting, name, slug)
        if listed := _listed(meeting, named):
            raise _already(listed)
        chosen = capacity if capacity in Capacity.values else usual
        return _list(meeting, named, Presence.PRESENT, chosen)


@dataclass(frozen=True)
class Person:
    """A person as typed. `pk` is None for a new one; a name left empty takes the person from the list."""

    pk: UUID | None
    version: int
    name: str
    post: str
    is_head: bool


def save_people(attendance: Attendance, people: Sequence[Person], *, by: User) -> list[Representative]:
    """Keep the persons of a delegation as typed, in their order. All or nothing.

    Raises StaleVersion where one was saved meanwhile, CannotCorrectError in words.
    """
    if sum(person.is_head for person in people if person.name) > 1:
        raise CannotMarkError(_("A delegation has one head. Choose one."))
    with transaction.atomic(), acting(by, "Representatives"):
        opened(attendance.meeting, by)
        kept = {row.pk: row for row in attendance.representatives.select_for_update()}
        _refuse_stale(people, kept)
        for person in people:
            if person.pk and not person.name:
                kept[person.pk].delete()
        named = [person for person in people if person.name]
        # Who is head no more goes first: a delegation has one head at any moment.
        for at, person in sorted(enumerate(named), key=lambda pair: pair[1].is_head):
            row = kept[person.pk] if person.pk else Representative(attendance=attendance)
            _save_person(row, person, at * STEP)
        return list(attendance.representatives.all())


def _refuse_stale(people: Sequence[Person], kept: dict[Any, Representative]) -> None:
    for person in people:
        if person.pk and person.pk not in kept:
            gone = _("Somebody took one of these persons from the list. Whoever was taken stands below as a new one.")
            raise CannotMarkError(gone)
        if person.pk and kept[person.pk].version != person.version:
            raise StaleVersion(kept[person.pk])


def _save_person(row: Representative, person: Person, position: int) -> None:
    said = (person.name, person.post, person.is_head)
    if not row._state.adding and (row.name, row.post, row.is_head, row.position) == (*said, position):
        return
    row.name, row.post, row.is_head = said
    row.position = position
    try:
        row.clean_fields()
    except ValidationError as error:
        raise CannotMarkError(f"{person.name[:60]}: {' '.join(error.messages)}") from error
    row.save()


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise CannotMarkError(_("This line is not one of the page. Load the page again.")) from None
