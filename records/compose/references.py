"""What a paragraph is about and what a recommendation led to, called as they were called on the day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from meetings.models import Meeting, Outcome
from members.models import Participant
from recommendations.models import Recommendation
from records.record import Reference
from strategy.models import Document

# What `about` and `led_to` read, for `select_related` and `prefetch_related`; names of bodies come with the others.
ABOUT = ("about_meeting__series", "about_body")
ABOUT_MANY = ("document_mentions__document",)
LED_TO = ("due_meeting__series", "result_body", "result_meeting__series", "result_document", "refers_to")


def about(row: Outcome, on: datetime.date | None) -> tuple[Reference, ...]:
    """Documents, then a meeting, then a body."""
    documents = [mention.document for mention in row.document_mentions.all()]
    return tuple(_named(documents, row.about_meeting, row.about_body, on))


def named_document(document: Document | None) -> tuple[Reference, ...]:
    """The work plan, or another document, that a recommendation or a report is under."""
    return (Reference(kind="document", name=document.title, key=document.slug),) if document else ()


def led_to(row: Recommendation, on: datetime.date | None) -> tuple[Reference, ...]:
    documents = [row.result_document] if row.result_document else []
    return tuple(_named(documents, row.result_meeting, row.result_body, on))


def due(row: Recommendation) -> str:
    """The day, or the reference of the meeting; "" where neither is given."""
    if row.due_on:
        return row.due_on.isoformat()
    return row.due_meeting.reference if row.due_meeting else ""


def _named(
    documents: list[Document], meeting: Meeting | None, body: Participant | None, on: datetime.date | None
) -> Iterator[Reference]:
    for document in documents:
        yield Reference(kind="document", name=document.title, key=document.slug)
    if meeting:
        yield Reference(kind="meeting", name=meeting.reference, key=meeting.reference)
    if body:
        name = body.name_on(on) if on else None
        yield Reference(kind="body", name=name.short if name else str(body), key=body.slug)
