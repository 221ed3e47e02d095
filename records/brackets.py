"""What is agreed so far: a record without the words that stand in square brackets. Pure."""

from __future__ import annotations

from typing import Literal

from records.record import Item, Passage, Record

LEFT_OUT = "[…]"
View = Literal["bracketed", "clean"]


def is_open(record: Record) -> bool:
    """Whether anything in it is not agreed."""
    return any(passage.brackets for passage in record.passages)


def clean(record: Record) -> Record:
    """For reading, never for issuing: where words were left out it says so, so that nothing reads as agreed that is
    not."""
    sections = (
        section.model_copy(update={"passages": tuple(_clean(passage) for passage in section.passages)})
        for section in record.sections
    )
    return record.model_copy(update={"sections": tuple(sections)})


def _clean(passage: Passage) -> Passage:
    items = tuple(_item(item) for item in passage.items)
    return passage.model_copy(update={"text": agreed(passage.text), "items": items, "brackets": ()})


def _item(item: Item) -> Item:
    return item.model_copy(update={"text": agreed(item.text), "items": tuple(_item(each) for each in item.items)})


def agreed(text: str) -> str:
    """ "Members [shall] [should] report" → "Members […] report". A bracket that is not closed leaves out the rest."""
    kept: list[str] = []
    depth = 0
    for letter in text:
        if letter == "[":
            depth += 1
            if depth == 1 and "".join(kept[-4:]).rstrip()[-3:] != LEFT_OUT:
                kept += LEFT_OUT
        elif letter == "]" and depth:
            depth -= 1
        elif not depth:
            kept.append(letter)
    return " ".join("".join(kept).split())
