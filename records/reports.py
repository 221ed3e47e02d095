"""Accepting a progress report issues it: one who reports and another who accepts stand behind it, as behind any record.

Until then nothing of it is in any table that readers' pages read.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.history import acting
from members.models import User
from recommendations.models import ProgressReport
from recommendations.services import CannotReportError
from recommendations.services import accept as mark_accepted
from records import ledger, projections
from records.canonical import digest, record_bytes
from records.compose.report import compose_report
from records.models import Edition, EditionContent, Key, Release, Rendition, Stage, Subject
from records.record import Record
from records.render import CannotRenderError, EditionFacts, render_pdf
from records.services import Rendered, acts_of, keep_files


def accept(report: ProgressReport, *, audience: str, by: User) -> Edition:
    """Accept it and issue it to `audience`. Raises CannotReportError; the report then stays as it was sent."""
    nonce, issued_at = secrets.token_hex(16), timezone.now()
    record = compose_report(report, nonce=nonce)
    content = record_bytes(record)
    code = digest(content)
    facts = EditionFacts(
        number=1,
        stage=Stage.FINAL,
        issued_on=issued_at.date(),
        digest=code,
        check_url=f"{settings.SITE_URL}/check/{code[:16]}/",
    )
    try:
        rendered = Rendered(content, code, 1, issued_at, render_pdf(record, facts))
    except CannotRenderError as error:
        raise CannotReportError(_("Not accepted: its sheet could not be made. {error}").format(error=error)) from error
    with transaction.atomic(), acting(by, "Accepted the report"):
        accepted = mark_accepted(report, audience=audience, by=by)
        if digest(record_bytes(compose_report(accepted, nonce=nonce))) != code:
            raise CannotReportError(_("The report changed a moment ago. Read it again first."))
        return _issue(accepted, record, rendered, by)


def _issue(report: ProgressReport, record: Record, rendered: Rendered, by: User) -> Edition:
    subject = Subject.objects.create(kind=Subject.Kind.REPORT, report=report)
    edition = Edition.objects.create(
        subject=subject,
        number=rendered.number,
        stage=Stage.FINAL,
        language=settings.RECORD_LANGUAGE,
        digest=rendered.digest,
        issued_at=rendered.issued_at,
        prepared_by=report.submitted_by,
        approved_by=by,
        reason="Accepted",
    )
    EditionContent.objects.create(edition=edition, record=rendered.content)
    release = Release.objects.create(
        edition=edition, audience=report.audience, from_at=rendered.issued_at, released_by=by
    )
    renditions = keep_files(edition, record, rendered)
    if report.evidence is not None:
        renditions.append(_evidence(edition, report))
    key = Key.objects.create(path=f"reports/{secrets.token_hex(6)}", subject=subject, made_at=rendered.issued_at)
    projections.project(edition, record, key.path)
    ledger.append(*acts_of(edition, release, renditions))
    return edition


def _evidence(edition: Edition, report: ProgressReport) -> Rendition:
    """The file as the delegation sent it, handed out as a download and never shown on this site."""
    content = bytes(report.evidence or b"")
    return Rendition.objects.create(
        edition=edition,
        format=Rendition.Format.EVIDENCE,
        file_name=report.evidence_name,
        sha256=digest(content),
        size=len(content),
        content=content,
    )
