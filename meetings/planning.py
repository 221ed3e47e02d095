"""The verbs of a meeting that is still to come: plan it, hold it, postpone it, cancel it.

Each runs inside the caller's `acting`, locks what it decides by, and refuses in words for the user.
"""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.text import date_words, ordinal_word, sort_key
from meetings.models import AgendaItem, Attendance, Host, Meeting, MeetingLink, Presence, Series
from meetings.services import STEP, CannotFileError, saved
from members.models import Capacity, Membership, Participant
from members.models.participants import in_force

MEMBERS = (Capacity.MEMBER, Capacity.CO_CHAIR)
COPIED = (
    "city", "country", "zone", "format", "purpose", "audience", "marking", "abbreviations", "recommendations_intro",
)  # fmt: skip


class CannotPlanError(Exception):
    """Why a meeting could not be planned, or not change its state, in words for the user. Nothing was written."""


@dataclass(frozen=True)
class Offer:
    """What the next meeting of a series would be; a person corrects it before anything is written."""

    series: Series
    ordinal: int
    values: dict[str, Any]
    latest: Meeting | None


def offer(series: Series, copy_of: Meeting | None = None) -> Offer:
    """From `copy_of`, else from the latest meeting of the series. 2 queries."""
    ordinal = _next_ordinal(series)
    latest = copy_of or series.meetings.select_related("series").latest_first().first()
    values = {name: getattr(latest, name) for name in COPIED} if copy_of else {}
    if latest and not copy_of:
        values = {name: getattr(latest, name) for name in ("city", "country", "zone", "format")}
    return Offer(series, ordinal, values | {"title": _title(series, ordinal, latest)}, latest)


def _next_ordinal(series: Series) -> int:
    return (series.meetings.aggregate(last=Max("ordinal"))["last"] or 0) + 1


def _title(series: Series, ordinal: int, latest: Meeting | None) -> str:
    """The latest title with its ordinal counted on, where it has one in words; else the ordinal and the series."""
    before = ordinal_word(latest.ordinal) if latest and latest.ordinal else ""
    if latest and before and before in latest.title:
        return latest.title.replace(before, ordinal_word(ordinal), 1)
    return f"{ordinal_word(ordinal)} {series.name}"


def members_expected(series: Series, on: datetime.date) -> list[Participant]:
    """Members of the body that meets, on that day, in the order of a list. 2 queries."""
    if series.body_id is None:
        return []
    held = Membership.objects.filter(in_force(on), body=series.body_id, capacity__in=MEMBERS)
    found = Participant.objects.with_names().filter(pk__in=held.values("participant"))
    return sorted(found, key=lambda one: sort_key(_sorting(one, on)))


def _sorting(participant: Participant, on: datetime.date) -> str:
    name = participant.name_on(on)
    return name.sorting if name else participant.slug


@transaction.atomic
def plan(
    meeting: Meeting,
    *,
    offered: int | None,
    expects_members: bool,
    copy_of: Meeting | None = None,
    linked: Sequence[tuple[str, Meeting]] = (),
) -> Meeting:
    """Save a new meeting as planned, with whom it expects and the meetings it is linked to. Raises CannotPlanError.

    The series is locked while its number is given. Where the number that was `offered` was taken meanwhile, the next
    free one is given instead, in the title too; a number that a person chose is never changed.
    """
    series = Series.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.series_id)
    if meeting.ordinal and meeting.ordinal == offered and _is_taken(series, meeting.ordinal):
        meeting.ordinal = _next_ordinal(series)
        meeting.title = meeting.title.replace(ordinal_word(offered), ordinal_word(meeting.ordinal), 1)
    meeting.series, meeting.state = series, Meeting.State.PLANNED
    try:
        saved(meeting)
        _name_hosts(meeting, copy_of)
        if expects_members:
            _expect(meeting, members_expected(series, meeting.starts_on or timezone.now().date()))
        _link(meeting, linked)
        if copy_of:
            _copy_delegations(meeting, copy_of)
            _copy_agenda(meeting, copy_of)
    except CannotFileError as error:
        raise CannotPlanError(str(error)) from error
    return meeting


def _link(meeting: Meeting, linked: Sequence[tuple[str, Meeting]]) -> None:
    """Date and place of the other meetings as they are known now."""
    for at, (relation, other) in enumerate(linked, 1):
        saved(
            MeetingLink(
                meeting=meeting,
                relation=relation,
                title=other.title,
                date=other.starts or "",
                place=other.place,
                target=other,
                position=at * STEP,
            )
        )


def _is_taken(series: Series, ordinal: int) -> bool:
    return series.meetings.filter(ordinal=ordinal).exists()


def hosts_offered(series: Series, copy_of: Meeting | None) -> tuple[Meeting | None, list[Host]]:
    """All hosts of the meeting copied; else the Co-Chairs of the latest meeting of the series that names any. With the
    meeting they are taken from. 2 queries."""
    named = copy_of or series.meetings.filter(hosts__role=Host.Role.CO_CHAIR).distinct().latest_first().first()
    if named is None:
        return None, []
    hosts = Host.objects.filter(meeting=named)
    return named, list(hosts if copy_of else hosts.filter(role=Host.Role.CO_CHAIR))


def _name_hosts(meeting: Meeting, copy_of: Meeting | None) -> None:
    for host in hosts_offered(meeting.series, copy_of)[1]:
        saved(
            Host(
                meeting=meeting,
                participant_id=host.participant_id,
                as_written=host.as_written,
                agency=host.agency,
                role=host.role,
                position=host.position,
            )
        )


def _expect(meeting: Meeting, participants: list[Participant]) -> None:
    """Lines of the list of delegations whose attendance is not known yet."""
    on = meeting.starts_on or timezone.now().date()
    for at, participant in enumerate(participants, 1):
        name = participant.name_on(on)
        saved(
            Attendance(
                meeting=meeting,
                participant=participant,
                as_written=name.short if name else participant.slug,
                sorting=name.sorting if name else "",
                kind=participant.kind,
                capacity=Capacity.MEMBER,
                presence=Presence.NOT_KNOWN,
                position=at * STEP,
            )
        )


def _copy_delegations(meeting: Meeting, copy_of: Meeting) -> None:
    """Those of the other meeting who are not expected already, in their capacity there."""
    known = meeting.attendance.all()
    ids, names = {row.participant_id for row in known}, {row.as_written for row in known}
    for at, row in enumerate(copy_of.attendance.all(), len(known) + 1):
        if row.as_written in names or (row.participant_id and row.participant_id in ids):
            continue
        saved(
            Attendance(
                meeting=meeting,
                participant_id=row.participant_id,
                as_written=row.as_written,
                sorting=row.sorting,
                kind=row.kind,
                capacity=row.capacity,
                capacity_as_written=row.capacity_as_written,
                presence=Presence.NOT_KNOWN,
                level=row.level,
                position=at * STEP,
            )
        )


def _copy_agenda(
    meeting: Meeting, copy_of: Meeting, was: AgendaItem | None = None, now: AgendaItem | None = None
) -> None:
    """Its items as a provisional agenda; what was withdrawn there is left out."""
    for row in copy_of.agenda.filter(~Q(state=AgendaItem.State.WITHDRAWN), parent=was):
        item = AgendaItem(meeting=meeting, parent=now, position=row.position, number=row.number, title=row.title)
        _copy_agenda(meeting, copy_of, row, saved(item))


# Which states a meeting may go to from the one it is in, and what it is called to do so.
_WAYS: dict[str, tuple[str, ...]] = {
    Meeting.State.PLANNED: (Meeting.State.HELD, Meeting.State.POSTPONED, Meeting.State.CANCELLED),
    Meeting.State.POSTPONED: (Meeting.State.PLANNED, Meeting.State.CANCELLED),
    Meeting.State.CANCELLED: (Meeting.State.PLANNED,),
    Meeting.State.HELD: (Meeting.State.PLANNED,),
}
DID: dict[str, str] = {
    Meeting.State.PLANNED: "Planned it again",
    Meeting.State.HELD: "Said that it was held",
    Meeting.State.POSTPONED: "Postponed it",
    Meeting.State.CANCELLED: "Cancelled it",
}


def ways(meeting: Meeting) -> tuple[str, ...]:
    """The states it can go to now."""
    can_be_held = has_begun(meeting)
    return tuple(to for to in _WAYS[meeting.state] if to != Meeting.State.HELD or can_be_held)


def today(meeting: Meeting) -> datetime.date:
    """The day it is where the meeting takes place."""
    return timezone.now().astimezone(zoneinfo.ZoneInfo(meeting.zone)).date()


def has_begun(meeting: Meeting) -> bool:
    return meeting.starts_on is None or meeting.starts_on <= today(meeting)


@transaction.atomic
def change_state(meeting: Meeting, to: str) -> Meeting:
    """Hold, postpone, cancel or plan again; the row as it stands is locked and returned. Raises CannotPlanError."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("series").get(pk=meeting.pk)
    if to not in _WAYS[meeting.state]:
        words = dict(Meeting.State.choices)
        raise CannotPlanError(
            _("The meeting is {lower}: it cannot become {lower2} now.").format(
                lower=meeting.get_state_display().lower(), lower2=words.get(to, to).lower()
            )
        )
    if to == Meeting.State.HELD and not has_begun(meeting):
        raise CannotPlanError(
            _("It begins on {date_words}. From that day on it can have been held.").format(
                date_words=date_words(meeting.starts or "")
            )
        )
    meeting.state = to
    try:
        return saved(meeting)
    except CannotFileError as error:
        raise CannotPlanError(str(error)) from error
