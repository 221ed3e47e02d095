"""An accepted progress report as a Record of one paragraph."""

from __future__ import annotations

import hashlib
from typing import Any, cast

from django.conf import settings

from meetings.models import Meeting
from recommendations.models import ProgressReport, Recommendation
from records.compose.actions import Namer
from records.compose.language import in_its_own_language
from records.compose.references import named_document
from records.compose.words import anchor_of
from records.followup import ReportFacts
from records.record import Passage, Record, Section

PROGRESS = {
    "not_started": "Work has not started.",
    "in_progress": "Work is in progress.",
    "done": "What was asked is done.",
}


@in_its_own_language
def compose_report(report: ProgressReport, *, nonce: str = "") -> Record:
    """`report` as it was sent. What the meeting is called stands as it is on the day."""
    row: Recommendation = report.recommendation
    meeting: Meeting = row.meeting
    namer = Namer([row])
    about, label = namer.named(namer.rows[namer.top(row)]), namer.label(namer.rows[row.pk])
    name = report.participant.name_on(report.submitted_at.date())
    called = name.short if name else report.participant.slug
    what = f"{about.code}{f', {label}' if label else ''}"
    text = " ".join(part for part in (PROGRESS[report.progress], report.text.strip()) if part)
    under = named_document(report.document)
    passage = Passage(
        anchor=anchor_of(report.pk),
        number=1,
        role="text",
        text=text,
        actors=(called,),
        about=under,
    )
    evidence = bytes(report.evidence) if report.evidence is not None else b""
    return Record(
        kind="report",
        language=settings.RECORD_LANGUAGE,
        process=settings.PROCESS_NAME,
        reference=f"{about.code}, {called}",
        title=f"Progress on {what}, as {name.article + ' ' if name and name.article else ''}{called} reports it",
        statement_title="Progress report",
        marking=settings.RECORD_MARKING,
        gist=f"On recommendation {about.code.rpartition('/')[2]} of the {meeting.title}.",
        nonce=nonce,
        sections=(Section(slug="progress", heading="Progress", passages=(passage,)),),
        report=ReportFacts(
            about=about,
            item=anchor_of(row.pk) if row.parent_id else "",
            label=label,
            participant=report.participant.slug,
            name=called,
            progress=cast(Any, report.progress),
            reported_on=report.submitted_at.date().isoformat(),
            evidence_url=report.evidence_url,
            evidence_file=report.evidence_name,
            evidence_sha256=hashlib.sha256(evidence).hexdigest() if evidence else "",
        ),
    )
