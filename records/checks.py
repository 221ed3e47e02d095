"""What stands between a meeting and its issue.

A blocking check refuses; an advisory one only says. `section` names the part of the desk page to go to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from meetings.models import Meeting, Presence


@dataclass(frozen=True)
class Check:
    level: Literal["blocking", "advisory"]
    text: str
    section: Literal["facts", "attendance", "purpose", "outcomes", "recommendations"]


def checks(meeting: Meeting) -> list[Check]:
    """Blocking ones first."""
    found = [
        *_facts(meeting),
        *_attendance(meeting),
        *_outcomes(meeting),
        *_recommendations(meeting),
    ]
    return sorted(found, key=lambda check: check.level != "blocking")


def blocking(meeting: Meeting) -> list[Check]:
    return [check for check in checks(meeting) if check.level == "blocking"]


def _facts(meeting: Meeting) -> list[Check]:
    found = []
    if not meeting.place and meeting.format not in ("online",):
        found.append(Check("advisory", "The place is not given.", "facts"))
    if meeting.starts is None and meeting.precision != "unknown":
        found.append(Check("blocking", "Give the date, or say that it is not known.", "facts"))
    if not meeting.gist:
        found.append(Check("advisory", "No sentence says what it agreed; lists will show none.", "facts"))
    return found


def _attendance(meeting: Meeting) -> list[Check]:
    rows = list(meeting.attendance.all())
    if not rows and meeting.attendance_is_known and meeting.state == Meeting.State.HELD:
        return [Check("blocking", "Record who attended, or say that it is not known.", "attendance")]
    unplaced = [row.as_written for row in rows if row.participant_id is None and row.kind == "unknown"]
    unsettled = [row.as_written for row in rows if row.presence == Presence.NOT_KNOWN]
    found = []
    if unplaced:
        found.append(Check("advisory", f"Not in the directory: {', '.join(unplaced)}.", "attendance"))
    if unsettled:
        found.append(Check("advisory", f"Attendance not known: {', '.join(unsettled)}.", "attendance"))
    return found


def _outcomes(meeting: Meeting) -> list[Check]:
    rows = list(meeting.outcomes.all())
    if not rows and meeting.state == Meeting.State.HELD:
        return [Check("advisory", "No outcome is recorded.", "outcomes")]
    without_verb = sum(1 for row in rows if row.parent_id is None and row.is_held and not row.verbs)
    if without_verb:
        return [Check("advisory", f"Outcomes without a verb: {without_verb}.", "outcomes")]
    return []


def _recommendations(meeting: Meeting) -> list[Check]:
    rows = meeting.recommendations.filter(parent=None).prefetch_related("addressees")
    nobody = [at for at, row in enumerate(rows, start=1) if not row.addressees.all()]
    if nobody:
        names = ", ".join(f"R{at}" for at in nobody)
        return [Check("advisory", f"To nobody in particular: {names}.", "recommendations")]
    return []
