"""What a meeting does with recommendations of earlier ones: decide, refer, carry over."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.history import acting
from core.models import StaleVersion
from meetings.models import Meeting
from members.models import User
from members.permissions import works_at_desk
from recommendations.models import Consideration, PutTo, Recommendation
from recommendations.services.matters import matters

Decision = Consideration.Decision


class CannotConsiderError(Exception):
    """Why a decision was not recorded, in words for the user."""


class CannotCarryOverError(Exception):
    """Why nothing was carried over, in words for the user."""


@dataclass(frozen=True)
class Decided:
    """What a meeting decided of one recommendation or sub-paragraph. `decision` empty takes a decision back.

    `seen` is the version of the decision the person had before their eyes, 0 for none.
    """

    decision: str = ""
    text: str = ""
    deferred_to: Meeting | None = None
    superseded_by: Recommendation | None = None
    refer_to: Sequence[Meeting] = ()
    seen: int = 0


@transaction.atomic
def decide(recommendation: Recommendation, meeting: Meeting, decided: Decided, *, by: User) -> Consideration | None:
    """Record it. Raises StaleVersion where somebody decided meanwhile (its row is what they wrote), and
    CannotConsiderError."""
    if not works_at_desk(by):
        raise CannotConsiderError(_("Only the secretariat records what a meeting decided."))
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("series").get(pk=meeting.pk)
    _refuse_wrong_meeting(recommendation, meeting, decided)
    there = Consideration.objects.filter(recommendation=recommendation, meeting=meeting).first()
    if (there.version if there else 0) != decided.seen:
        if there is None:
            raise CannotConsiderError(_("Somebody took this decision back while you were writing. Look at it again."))
        raise StaleVersion(there)
    with acting(by, f"Action taken: {decided.decision.replace('_', ' ') or 'none'}"):
        _refer(recommendation, meeting, decided.refer_to)
        return _write(recommendation, meeting, decided, there)


def _refuse_wrong_meeting(recommendation: Recommendation, meeting: Meeting, decided: Decided) -> None:
    made_at = recommendation.meeting
    if made_at.pk == meeting.pk:
        raise CannotConsiderError(_("This meeting made the recommendation. A later meeting decides on it."))
    if made_at.starts_on and meeting.starts_on and made_at.starts_on > meeting.starts_on:
        raise CannotConsiderError(_("The recommendation was made after this meeting."))
    for other in (decided.deferred_to, *decided.refer_to):
        if other and other.starts_on and meeting.starts_on and other.starts_on < meeting.starts_on:
            raise CannotConsiderError(
                _("{reference} was before this meeting. Choose a later one.").format(reference=other.reference)
            )
        if other and other.pk == meeting.pk:
            raise CannotConsiderError(_("Choose another meeting than this one."))
    if decided.superseded_by and decided.superseded_by.pk in (recommendation.pk, recommendation.parent_id):
        raise CannotConsiderError(_("A recommendation cannot take its own place. Choose another one."))


def _write(
    recommendation: Recommendation, meeting: Meeting, decided: Decided, there: Consideration | None
) -> Consideration | None:
    if not decided.decision:
        if there:
            there.delete()
        return None
    row = there or Consideration(recommendation=recommendation, meeting=meeting)
    row.decision, row.text = decided.decision, decided.text.strip()
    row.deferred_to, row.superseded_by = decided.deferred_to, decided.superseded_by
    try:
        row.full_clean()
    except ValidationError as error:
        raise CannotConsiderError(" ".join(error.messages)) from error
    row.save()
    return row


def _refer(recommendation: Recommendation, meeting: Meeting, targets: Collection[Meeting]) -> None:
    """What this meeting refers it to is exactly `targets`; where it was put before stays as it is."""
    wanted = {target.pk: target for target in targets}
    for put in PutTo.objects.filter(recommendation=recommendation, referrer=meeting):
        if wanted.pop(put.meeting_id, None) is None:
            put.delete()
    there = set(
        PutTo.objects.filter(recommendation=recommendation, meeting__in=wanted).values_list("meeting", flat=True)
    )
    for pk, target in wanted.items():
        if pk not in there:
            PutTo(recommendation=recommendation, meeting=target, referrer=meeting).save()


@transaction.atomic
def carry_over(meeting: Meeting, to: Meeting, *, by: User) -> int:
    """Defer to another meeting everything that was not reached. How many. Raises CannotCarryOverError."""
    left = [matter for matter in matters(meeting) if not matter.is_settled]
    if not left:
        raise CannotCarryOverError(_("Everything before this meeting is decided: nothing is left to carry over."))
    for matter in left:
        parts = [part for part in matter.items if not part.is_settled]
        some_decided = any(part.decision for part in matter.items)
        for part in parts if some_decided else [matter.whole]:
            decided = Decided(decision=Decision.DEFERRED, deferred_to=to, refer_to=part.referred_to)
            try:
                decide(part.row, meeting, decided, by=by)
            except (CannotConsiderError, StaleVersion) as error:
                raise CannotCarryOverError(
                    _("Nothing was carried over. {code}: {error}").format(code=matter.code, error=error)
                ) from error
    return len(left)
