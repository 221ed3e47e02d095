"""Areas of focus that a meeting proposed or agreed for a period."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any, cast

from core.text import date_words
from recommendations.models import Priority
from records.compose.words import anchor_of, sentence
from records.followup import Focus
from records.record import Passage, Section, Topic


def priority_section(rows: Sequence[Priority], number: Iterable[int]) -> tuple[list[Section], tuple[Focus, ...]]:
    """The section and its facts; nothing where there are none."""
    if not rows:
        return [], ()
    passages = tuple(_passage(row, at) for row, at in zip(rows, number, strict=False))
    facts = tuple(
        Focus(
            of=anchor_of(row.pk),
            title=row.title,
            standing=cast(Any, row.standing),
            from_on=row.from_on.isoformat() if row.from_on else None,
            until_on=row.until_on.isoformat() if row.until_on else None,
            proposed_at=row.proposed_at.reference if row.proposed_at else "",
        )
        for row in rows
    )
    return [Section(slug="priorities", heading="Areas of focus", passages=passages)], facts


def _passage(row: Priority, number: int) -> Passage:
    words = (
        f"{row.title.strip().rstrip('.')} was {row.standing} as an area of focus {period(row.from_on, row.until_on)}"
    )
    if row.proposed_at:
        words = f"{words.strip()}, as proposed by {row.proposed_at.reference}"
    return Passage(
        anchor=anchor_of(row.pk),
        number=number,
        role="priority",
        text=sentence(words.strip()),
        verbs=(row.standing,),
        area=Topic(slug=row.area.slug, name=row.area.name) if row.area else None,
    )


def period(first: datetime.date | None, last: datetime.date | None) -> str:
    """ "for 2017", "for 2017 to 2018", "from 1 March 2017 to 31 August 2018", "from 1 March 2017"; "" for no end."""
    if first and last and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"for {first.year}" if first.year == last.year else f"for {first.year} to {last.year}"
    parts = [f"from {date_words(first.isoformat())}"] if first else []
    parts += [f"{'to' if first else 'until'} {date_words(last.isoformat())}"] if last else []
    return " ".join(parts)
