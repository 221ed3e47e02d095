"""What a record says now and the last edition did not, for the one who approves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from django.utils.translation import gettext as _

from core.text import span_words
from records.record import Item, Record

_WORD = re.compile(r"\s+|\w+|[^\w\s]")
Piece = tuple[Literal["", "ins", "del"], str]


@dataclass(frozen=True)
class Change:
    """One place of the record. `pieces` are its words in order: kept (""), new ("ins") or gone ("del")."""

    label: str
    pieces: tuple[Piece, ...]


def changes(before: Record, now: Record) -> list[Change]:
    """Places whose words differ, in the order of the record now; then what is gone; then what only moved."""
    old, new = dict(_lines(before)), dict(_lines(now))
    found = [
        Change(label, tuple(_marked(old.get(key, ("", ""))[1], text)))
        for key, (label, text) in new.items()
        if old.get(key, ("", ""))[1] != text
    ]
    gone = [Change(label, (("del", text),)) for key, (label, text) in old.items() if key not in new]
    return [*found, *gone, *_moved(before, now)]


def _moved(before: Record, now: Record) -> Iterator[Change]:
    """Paragraphs that stand in another order; numbers that only shifted because others came or went are no change."""
    old = {passage.anchor: passage.number for passage in before.passages}
    kept = [passage for passage in now.passages if passage.anchor in old]
    if [old[passage.anchor] for passage in kept] != sorted(old[passage.anchor] for passage in kept):
        for passage in kept:
            if old[passage.anchor] != passage.number:
                yield Change(
                    _("Paragraph {number}, moved").format(number=passage.number),
                    (("", _("It was paragraph {old}.").format(old=old[passage.anchor])),),
                )


def _lines(record: Record) -> Iterator[tuple[str, tuple[str, str]]]:
    """Every place of a record: its key through time, what to call it, its words."""
    yield "title", (_("Title"), record.title)
    yield "reference", (_("Reference"), record.reference)
    for name, text in (("marking", record.marking), ("notice", record.notice), ("gist", record.gist)):
        if text:
            yield name, ({"gist": "In one sentence"}.get(name, name.capitalize()), text)
    if record.meeting:
        facts = record.meeting
        yield "dates", (_("Date"), span_words(facts.starts, facts.ends, facts.days))
        yield "place", (_("Place"), ", ".join(part for part in (facts.venue, facts.city, facts.country) if part))
    for passage in record.passages:
        label = _("Paragraph {number}").format(number=passage.number) + (f" ({passage.code})" if passage.code else "")
        yield passage.anchor, (label, "\n".join([passage.text, *_items(passage.items)]))
        if passage.addressees:
            yield f"{passage.anchor} to", (_("{label}, put to").format(label=label), ", ".join(passage.addressees))
    for attendee in record.attendance:
        presence = "" if attendee.presence == "present" else f", {attendee.presence.replace('_', ' ')}"
        yield (
            f"attendee {attendee.participant or attendee.name}",
            (
                _("List of delegations"),
                f"{attendee.name}, {attendee.capacity_label}{presence}",
            ),
        )
    for link in record.links:
        words = ", ".join(part for part in (link.title, link.date, link.place) if part)
        yield f"link {link.relation} {link.title}", (_("Linked meeting"), words)
    yield from _beside(record)
    for pair in record.abbreviations:
        yield f"abbreviation {pair.short}", (_("Abbreviation"), f"{pair.short}: {pair.long}")


def _beside(record: Record) -> Iterator[tuple[str, tuple[str, str]]]:
    for enclosed in record.enclosures:
        yield f"file {enclosed.sha256}", (_("Document"), f"{enclosed.title}, {enclosed.file_name}")
    for cleared in record.clearances:
        words = f"{cleared.name}, {cleared.role}, {cleared.on}, {cleared.how.lower()}"
        yield f"cleared {cleared.name}", (_("Cleared by the Co-Chairs"), words)


def _items(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        yield f"{item.label} {item.text}"
        yield from _items(item.items)


def _marked(before: str, now: str) -> Iterator[Piece]:
    if not before:
        yield "ins", now
        return
    old, new = _WORD.findall(before), _WORD.findall(now)
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "", "".join(new[j1:j2])
        else:
            if i1 < i2:
                yield "del", "".join(old[i1:i2])
            if j1 < j2:
                yield "ins", "".join(new[j1:j2])
