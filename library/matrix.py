"""Who attended which meeting, as what: delegations down, meetings across, one page of meetings at a time."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from core.text import sort_key, span_words
from core.translating import lazy_
from library.attending import Line
from library.directory import DELEGATIONS, Directory
from records.directory import latest_name
from records.exports.tables import harmless
from records.models import AttendanceIndex, Card

NOT_LISTED = lazy_("Not listed")


class Row(NamedTuple):
    """`slug` is empty for a name the directory does not know; `cells` are None where the record does not list it."""

    slug: str
    name: str
    iso: str
    cells: list[Line | None]

    @property
    def present(self) -> int:
        return sum(cell is not None and cell.presence == "present" for cell in self.cells)


@dataclass(frozen=True)
class Matrix:
    """`groups` are states and territories, organisations, and whoever else is listed."""

    cards: Sequence[Card]
    groups: list[list[Row]]

    @property
    def rows(self) -> list[Row]:
        return [row for group in self.groups for row in group]

    @property
    def notices(self) -> list[str]:
        return sorted({card.notice for card in self.cards if card.notice})

    @property
    def span(self) -> str:
        """ "2016 to 2022": the years of the meetings shown."""
        years = sorted({card.starts_on.year for card in self.cards if card.starts_on})
        return str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}" if years else ""


def matrix(cards: Sequence[Card], known: Directory) -> Matrix:
    """Of cards that passed the gate, in the order given. One query."""
    at = {card.pk: column for column, card in enumerate(cards)}
    listed = {one.slug: one for one in known.participants}
    rows: dict[tuple[str, str], Row] = {}
    kinds: dict[tuple[str, str], str] = {}
    found = AttendanceIndex.objects.filter(edition__in=list(at)).order_by("pk")
    for edition, slug, *rest in found.values_list("edition_id", "participant", "name", "capacity", "presence"):
        line = Line(edition, *rest)
        entry = listed.get(slug)
        name = latest_name(entry) if entry else None
        key = (slug, "") if entry else ("", line.name)
        if key not in rows:
            called = name.short if name else line.name
            rows[key] = Row(slug if entry else "", called, (entry.iso or "") if entry else "", [None] * len(cards))
            kinds[key] = entry.kind if entry else ""
        rows[key].cells[at[edition]] = line
    groups: list[list[Row]] = [[], [], []]
    for key, row in rows.items():
        place = {"organisation": 1}.get(kinds[key], 0 if kinds[key] in DELEGATIONS else 2)
        groups[place].append(row)
    return Matrix(cards, [sorted(group, key=lambda row: sort_key(row.name)) for group in groups if group])


def table(drawn: Matrix) -> bytes:
    """CSV: a row a delegation, a column a meeting, words in the cells; the last row says how far it may be trusted."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    rows: list[list[str]] = [
        ["Delegation", *(card.reference for card in drawn.cards)],
        ["Date", *(_when(card) for card in drawn.cards)],
        *([row.name, *(str(cell.words if cell else NOT_LISTED) for cell in row.cells)] for row in drawn.rows),
        ["Status", *(card.notice for card in drawn.cards)],
    ]
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _when(card: Any) -> str:
    return span_words(card.starts, card.ends, card.days)
