"""A draft of a document as a Record."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.text import slugify

from meetings.models import Provenance
from records.compose.words import anchor_of, letter
from records.record import NOT_CLEARED, DocumentFacts, Item, Passage, Record, Section
from strategy.models import Draft


@dataclass
class _Block:
    """A paragraph on its way into a passage."""

    text: str
    items: list[str] = field(default_factory=list)


def compose_draft(draft: Draft, *, nonce: str = "") -> Record:
    """The Record of a draft: `# Heading` opens a section, blocks are paragraphs, "- " lines their sub-paragraphs."""
    document = draft.document
    return Record(
        kind="document",
        process=settings.PROCESS_NAME,
        reference=f"{document.title}, draft {draft.number}",
        title=document.title,
        statement_title=f"{document.get_kind_display()}, draft {draft.number}",
        gist=draft.remark,
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
        ),
        sections=_sections(document.pk, draft.text),
    )


def _sections(document: uuid.UUID, text: str) -> tuple[Section, ...]:
    sections: list[Section] = []
    number = 0
    for heading, blocks in _outline(text):
        passages: list[Passage] = []
        for block in blocks:
            number += 1
            anchor = anchor_of(document, f"{heading}/{len(passages)}")
            items = tuple(
                Item(anchor=f"{anchor}-{at + 1}", label=letter(at), text=item) for at, item in enumerate(block.items)
            )
            passages.append(Passage(anchor=anchor, number=number, role="text", text=block.text, items=items))
        slug = slugify(heading)[:50] or "text"
        if slug in {section.slug for section in sections}:
            slug = f"{slug}-{len(sections)}"
        sections.append(Section(slug=slug, heading=heading, passages=tuple(passages)))
    return tuple(sections)


def _outline(text: str) -> list[tuple[str, list[_Block]]]:
    """Headings with their paragraphs; words before the first heading stand under an empty one."""
    outline: list[tuple[str, list[_Block]]] = []
    for chunk in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in chunk.splitlines() if line.strip()]
        while lines and lines[0].startswith("# "):
            outline.append((lines.pop(0)[2:].strip(), []))
        if not lines:
            continue
        if not outline:
            outline.append(("", []))
        items = [line[2:].strip() for line in lines if line.startswith("- ")]
        words = " ".join(line for line in lines if not line.startswith("- "))
        blocks = outline[-1][1]
        if words or not blocks:
            blocks.append(_Block(words, items))
        else:
            blocks[-1].items.extend(items)
    return outline
