"""Progress: reported for a delegation or a body, accepted or asked back by the secretariat.

Accepting marks the row only; `records.reports.accept` does it and issues the report in one transaction.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import mail
from core.history import acting
from core.models import StaleVersion
from members.models import Participant, User
from members.permissions import works_at_desk
from recommendations.models import ProgressReport, Recommendation
from recommendations.permissions import is_asked, may_report
from strategy.models import Document

LARGEST_EVIDENCE = 10 * 1000 * 1000


class CannotReportError(Exception):
    """Why a report was not sent, accepted or asked back, in words for the user."""


@dataclass(frozen=True)
class Reported:
    """What somebody reports. `seen` is the version of the report they had before their eyes, 0 for a new one."""

    progress: str
    text: str = ""
    document: Document | None = None
    evidence_url: str = ""
    evidence_name: str = ""
    evidence_type: str = ""
    evidence: bytes | None = None
    seen: int = 0


@transaction.atomic
def submit(recommendation: Recommendation, participant: Participant, reported: Reported, *, by: User) -> ProgressReport:
    """Send a report, or send again one that was asked back. Raises CannotReportError, StaleVersion."""
    today = timezone.now().date()
    recommendation = Recommendation.objects.select_for_update(of=("self",)).get(pk=recommendation.pk)
    if not may_report(by, participant, today):
        raise CannotReportError(_("You do not report for {participant}.").format(participant=participant))
    if not is_asked(participant, recommendation, today):
        raise CannotReportError(
            _("This recommendation is not addressed to {participant}.").format(participant=participant)
        )
    if not reported.text.strip() and not reported.evidence_url and reported.evidence is None:
        raise CannotReportError(_("Say in a sentence what was done, or give a link or a file that shows it."))
    if reported.evidence is not None and len(reported.evidence) > LARGEST_EVIDENCE:
        raise CannotReportError(_("The file is larger than 10 MB. Give a link to it instead."))
    row = _open_report(recommendation, participant, reported.seen)
    row.progress, row.text, row.evidence_url = reported.progress, reported.text.strip(), reported.evidence_url
    row.document = reported.document
    if reported.evidence is not None:
        row.evidence, row.evidence_name = reported.evidence, reported.evidence_name
        row.evidence_type = reported.evidence_type
    row.submitted_at, row.submitted_by = timezone.now(), by
    row.returned_at = row.returned_by = None
    row.return_reason = ""
    try:
        row.full_clean()
    except ValidationError as error:
        raise CannotReportError(" ".join(error.messages)) from error
    with acting(by, "Reported progress"):
        row.save()
    return row


def _open_report(recommendation: Recommendation, participant: Participant, seen: int) -> ProgressReport:
    """The report of this participant that is not accepted yet, as it was seen; a new one where there is none."""
    open_reports = ProgressReport.objects.filter(
        recommendation=recommendation, participant=participant, accepted_at=None
    )
    there: ProgressReport | None = open_reports.first()
    if (there.version if there else 0) != seen:
        if there is None:
            raise CannotReportError(_("The secretariat accepted this report while you were writing. Send a new one."))
        raise StaleVersion(there)
    return there or ProgressReport(recommendation=recommendation, participant=participant)


def accept(report: ProgressReport, *, audience: str, by: User) -> ProgressReport:
    """Mark it accepted for an audience. Inside the transaction that issues it. Raises CannotReportError."""
    row = _waiting(report, by)
    if row.submitted_by_id == by.pk:
        raise CannotReportError(_("You sent this report. Another person of the secretariat accepts it."))
    row.audience, row.accepted_at, row.accepted_by = audience, timezone.now(), by
    with acting(by, "Accepted the report"):
        row.save()
    return row


@transaction.atomic
def ask_back(report: ProgressReport, *, reason: str, by: User) -> ProgressReport:
    """Ask the delegation for more, saying what. Raises CannotReportError."""
    if not reason.strip():
        raise CannotReportError(_("Say what is asked for: the delegation needs to know."))
    row = _waiting(report, by)
    row.returned_at, row.returned_by, row.return_reason = timezone.now(), by, reason.strip()
    with acting(by, "Asked back"):
        row.save()
    _tell(row)
    return row


def _tell(row: ProgressReport) -> None:
    """One letter to whoever sent the report, once for each time it is asked back."""
    told = {
        "participant": str(row.participant),
        "reference": row.recommendation.meeting.reference,
        "words": row.recommendation.text,
        "reason": row.return_reason,
        "address": f"{settings.SITE_URL}/asked/?for={row.participant.slug}",
    }
    subject, body = mail.write("report_asked_back", told)
    key = f"report:{row.pk}:{row.version}"
    mail.send_later("report.asked_back", row.submitted_by.email, subject, body, key=key)


def _waiting(report: ProgressReport, by: User) -> ProgressReport:
    if not works_at_desk(by):
        raise CannotReportError(_("Only the secretariat accepts reports or asks them back."))
    row = ProgressReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if row.accepted_at or row.returned_at:
        done = "accepted" if row.accepted_at else "asked back"
        raise CannotReportError(_("This report is closed: it was {done} already.").format(done=done))
    if row.version != report.version:
        raise CannotReportError(_("The delegation changed this report a moment ago. Read it again first."))
    return row
