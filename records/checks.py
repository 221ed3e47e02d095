"""What stands between a meeting and its issue.

A blocking check refuses; an advisory one only says. `section` names the part of the desk page to go to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from meetings.models import Audience, Meeting, Presence
from recommendations.models import Consideration
from records.models import Release


@dataclass(frozen=True)
class Check:
    level: Literal["blocking", "advisory"]
    text: str
    section: Literal["facts", "attendance", "purpose", "matters", "outcomes", "recommendations"]


def checks(meeting: Meeting) -> list[Check]:
    """Blocking ones first."""
    found = [
        *_facts(meeting),
        *_attendance(meeting),
        *_outcomes(meeting),
        *_recommendations(meeting),
        *_matters(meeting),
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


def _matters(meeting: Meeting) -> list[Check]:
    """Words about a recommendation that a reader cannot look up would hang in the air, or tell what they may not."""
    decided = list(
        meeting.considerations.select_related(
            "recommendation__meeting__series", "recommendation__parent", "superseded_by__meeting__series"
        )
    )
    if not decided:
        return []
    found = [
        Check("blocking", f"Action is taken on recommendations of {name}: issue its record first.", "matters")
        for name in sorted({row.recommendation.meeting.reference for row in decided if not _code_is_fixed(row)})
    ]
    about = {row.recommendation.meeting for row in decided}
    about |= {row.superseded_by.meeting for row in decided if row.superseded_by} - {meeting}
    found += [
        Check(
            "blocking",
            f"Action is taken on recommendations of {name}, whose record has narrower readers than this one is to "
            "have. Choose the same readers for this record.",
            "matters",
        )
        for name in sorted(_narrower(meeting, about))
    ]
    open_ended = sum(row.decision == "deferred" and row.deferred_to_id is None for row in decided)
    if open_ended:
        found.append(Check("advisory", f"Deferred without saying to which meeting: {open_ended}.", "matters"))
    return found


def _code_is_fixed(row: Consideration) -> bool:
    return bool((row.recommendation.parent or row.recommendation).number)


def _narrower(meeting: Meeting, about: set[Meeting]) -> list[str]:
    """References of those of which nothing was issued to everybody who is to read this record. 2 queries."""
    order = list(Audience.values)
    wide_enough = order[: order.index(meeting.audience) + 1]
    open_enough = Release.objects.filter(edition__subject__meeting__in=about, audience__in=wide_enough)
    seen = set(open_enough.values_list("edition__subject__meeting", flat=True))
    issued = Release.objects.filter(edition__subject__meeting__in=about)
    known = set(issued.values_list("edition__subject__meeting", flat=True))
    return [other.reference for other in about if other.pk in known - seen]
