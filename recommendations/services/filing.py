"""The verbs of recommendations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from meetings.models import Meeting
from meetings.services import STEP, CannotFileError
from members.models import Participant
from recommendations.models import Addressee, FollowUp, PutTo, Recommendation

# Praise asks nothing of anybody.
_NO_FOLLOW_UP = ("commend", "welcom", "thank", "congratulat", "not", "acknowledg")


def file_recommendations(meeting: Meeting, rows: Sequence[dict[str, Any]]) -> None:
    """Make rows of what was read. Inside a transaction and `acting`. Raises CannotFileError."""
    directory = _by_name()
    for at, row in enumerate(rows):
        _file(meeting, row, at, directory)


def add_recommendation(meeting: Meeting, row: dict[str, Any], at: int) -> None:
    """One more, at the place `at` among those there are. As `file_recommendations`."""
    _file(meeting, row, at, _by_name())


def _file(meeting: Meeting, row: dict[str, Any], at: int, directory: dict[str, Participant]) -> None:
    recommendation = _recommendation(meeting, row, at)
    for place, name in enumerate(dict.fromkeys(row.get("addressees") or [])):
        participant = directory.get(name.casefold())
        Addressee(
            recommendation=recommendation,
            participant=participant,
            as_written=str(participant) if participant and participant.slug == name else name,
            position=place * STEP,
        ).save()
    for put_to in {meeting.pk: meeting for meeting in row.get("put_to") or []}.values():
        PutTo(recommendation=recommendation, meeting=put_to).save()
    _file_below(meeting, row, recommendation)


def _file_below(meeting: Meeting, row: dict[str, Any], above: Recommendation) -> None:
    for place, child in enumerate(row.get("children") or []):
        _file_below(meeting, child, _recommendation(meeting, child, place, above))


def _recommendation(
    meeting: Meeting, row: dict[str, Any], at: int, parent: Recommendation | None = None
) -> Recommendation:
    verb = row.get("verb") or ""
    recommendation = Recommendation(
        meeting=meeting,
        parent=parent,
        position=at * STEP,
        verb=verb,
        text=(row.get("text") or "").strip(),
        follow_up=row.get("follow_up") or suggested_follow_up(verb),
        **{name: row[name] for name in ("number", "due_on", "due_meeting", "area") if row.get(name)},
    )
    try:
        recommendation.full_clean()
    except ValidationError as error:
        raise CannotFileError(
            _("Recommendation {value}: {join}").format(value=at + 1, join=" ".join(error.messages))
        ) from error
    recommendation.save()
    return recommendation


def suggested_follow_up(verb: str) -> str:
    return FollowUp.NONE if verb.casefold().startswith(_NO_FOLLOW_UP) else FollowUp.ACTION


def _by_name() -> dict[str, Participant]:
    """Participants by every name they have, and by slug."""
    found: dict[str, Participant] = {}
    for participant in Participant.objects.with_names():
        found.setdefault(participant.slug, participant)
        for name in participant.names.all():
            for form in name.all_forms:
                found.setdefault(form.casefold(), participant)
    return found
