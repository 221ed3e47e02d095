"""The directory on its way to readers: reference data is corrected row by row, and read as it was last issued."""

from __future__ import annotations

from django.conf import settings

from members.models import Participant, User
from members.services import Loaded
from records import services
from records.canonical import record_from_bytes
from records.compose import compose_directory
from records.models import Edition


def body() -> Participant | None:
    """The body whose directory this is; None before reference data is loaded."""
    return Participant.objects.filter(slug=settings.PROCESS_BODY).first()


def is_changed(of: Participant) -> bool:
    """Whether the rows say anything else than what was issued last, or nothing was issued yet."""
    last = Edition.objects.filter(subject__body=of).select_related("content").order_by("-number").first()
    return last is None or not compose_directory(of).same_words(record_from_bytes(bytes(last.content.record)))


def issue_loaded(loaded: Loaded, *, prepared_by: User, approved_by: User, reason: str) -> int:
    """After reference data was loaded: how many editions were issued, one or none.

    What somebody corrected here waits for somebody here to issue it. Raises CannotAskApprovalError, CannotIssueError.
    """
    of = body()
    is_issued = Edition.objects.filter(subject__body=of).exists()
    if of is None or (is_issued and not (loaded.added or loaded.changed)) or not is_changed(of):
        return 0
    services.issue_at_once(of, prepared_by=prepared_by, approved_by=approved_by, reason=reason)
    return 1
