"""What stands in the index for a paragraph, and for the title and place of a record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from records.search.words import words

LAST_POSITION = 16_383  # of a tsvector; beyond it words are found, phrases are not
GAP = 10  # no phrase runs from one part into the next


def vector(parts: Iterable[tuple[str, str]]) -> str:
    """A tsvector, written out, of texts with their weights ("A" counts most, "D" least)."""
    positions: dict[str, list[str]] = {}
    at = 0
    for text, weight in parts:
        for word in words(text):
            at += 1
            for lexeme in word.lexemes:
                positions.setdefault(lexeme, []).append(f"{min(at, LAST_POSITION)}{weight}")
        at += GAP
    return " ".join(f"'{lexeme}':{','.join(places[:255])}" for lexeme, places in positions.items())


def of_card(card: Any) -> dict[str, Any]:
    """Fields of the entry that stands for the record itself. Takes a Card, also that of a migration."""
    place = ", ".join(filter(None, [card.city, card.country]))
    parts = [(card.title, "A"), (card.reference, "A"), (place, "B"), (card.series_name, "C"), (card.gist, "D")]
    return _shared(card) | {"words": vector(parts)}


def of_passage(card: Any, passage: Any) -> dict[str, Any]:
    """Fields of the entry of a paragraph. A recommendation is found by its code: "AHG SOM 10/R2"."""
    code = f"{card.reference} {passage.code}" if passage.code else ""
    verbs = sorted({verb.casefold() for verb in passage.verbs})
    return _shared(card) | {"passage": passage, "verbs": verbs, "words": vector([(passage.text, "C"), (code, "D")])}


def of_page(card: Any, page: Any) -> dict[str, Any]:
    """Fields of the entry of a page of a PDF. The first is also found by the title of the file."""
    title = page.title if page.number == 1 else ""
    return _shared(card) | {"page": page, "words": vector([(title, "B"), (page.text, "D")])}


def _shared(card: Any) -> dict[str, Any]:
    return {"edition_id": card.edition_id, "series": card.series_slug, "starts_on": card.starts_on}
