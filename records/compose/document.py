"""A draft of a document as a Record."""

from __future__ import annotations

import uuid
from collections import Counter
from typing import Any, cast

from django.conf import settings
from django.utils.text import slugify

from meetings.models import Provenance
from records.compose.language import in_its_own_language
from records.compose.words import anchor_of, letter
from records.record import (
    NOT_CLEARED,
    Bracket,
    DocumentFacts,
    Footnote,
    Item,
    Passage,
    Record,
    Reference,
    Reservation,
    Section,
)
from strategy import writing
from strategy.models import Draft


@in_its_own_language
def compose_draft(draft: Draft, *, nonce: str = "") -> Record:
    """The Record of a draft; how its text is read stands in `strategy.writing`."""
    document = draft.document
    return Record(
        kind="document",
        language=settings.RECORD_LANGUAGE,
        process=settings.PROCESS_NAME,
        reference=f"{document.title}, draft {draft.number}",
        title=document.title,
        statement_title=f"{document.get_kind_display()}, draft {draft.number}",
        gist=draft.remark,
        marking=settings.RECORD_MARKING,
        notice=NOT_CLEARED if draft.provenance == Provenance.PUBLIC_SOURCES else "",
        nonce=nonce,
        document=DocumentFacts(
            slug=document.slug,
            kind=document.kind,
            draft_number=draft.number,
            submitted_by=(draft.submitted_by,) if draft.submitted_by else (),
            submitted_to=draft.submitted_to.reference if draft.submitted_to else "",
            submitted_on=draft.submitted_on.isoformat() if draft.submitted_on else None,
            endorsed_at=draft.endorsed_at.reference if draft.endorsed_at else "",
            supersedes=tuple(
                Reference(kind="document", name=earlier.title, key=earlier.slug)
                for earlier in document.supersedes.order_by("title")
            ),
        ),
        sections=_sections(document.pk, draft.text),
    )


def _sections(document: uuid.UUID, text: str) -> tuple[Section, ...]:
    sections: list[Section] = []
    number = 0
    met: Counter[str] = Counter()
    for part in writing.outline(text):
        passages: list[Passage] = []
        met[part.heading] += 1
        again = f"/{met[part.heading]}" if met[part.heading] > 1 else ""
        for paragraph in part.paragraphs:
            number += 1
            passages.append(_passage(anchor_of(document, f"{part.heading}{again}/{len(passages)}"), number, paragraph))
        slug = slugify(part.heading)[:50] or "text"
        if slug in {section.slug for section in sections}:
            slug = f"{slug}-{len(sections)}"
        sections.append(Section(slug=slug, heading=part.heading, level=cast(Any, part.level), passages=tuple(passages)))
    return tuple(sections)


def _passage(anchor: str, number: int, said: writing.Paragraph) -> Passage:
    items = (Item(anchor=f"{anchor}-{at + 1}", label=letter(at), text=item) for at, item in enumerate(said.items))
    return Passage(
        anchor=anchor,
        number=number,
        role="text",
        text=said.text,
        items=tuple(items),
        brackets=tuple(
            Bracket(words=one.words, proposed_by=one.proposed_by, reserved_by=one.reserved_by) for one in said.brackets
        ),
        agreement="ad_referendum" if said.is_agreed else "",
        reservations=tuple(Reservation(by=name, text=words) for name, words in said.reservations),
        footnotes=tuple(Footnote(mark=mark, text=words) for mark, words in said.footnotes),
        table=tuple(said.rows),
    )
