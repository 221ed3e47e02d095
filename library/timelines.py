"""When each series met: one line a series, one dot a meeting, drawn as SVG with presentation attributes alone.

All numbers are in units of the drawing, which the browser fits to the page. The table beside it says the same.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections import Counter
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.urls import reverse

from core.text import span_words
from records.exports.tables import harmless

MOST = 500  # the latest meetings
WIDTH, LABEL, RIGHT = 960, 108, 20
TOP, STEP, DOT = 26, 26, 6


class Dot(NamedTuple):
    x: float
    y: int
    address: str
    words: str
    is_held: bool


class Line(NamedTuple):
    slug: str
    code: str
    name: str
    y: int
    counts: dict[int, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class Timeline:
    lines: list[Line]
    dots: list[Dot]
    years: list[int]
    ticks: list[tuple[float, int]]
    undated: int
    is_bounded: bool

    @property
    def height(self) -> int:
        return TOP + STEP * len(self.lines)

    @property
    def counted(self) -> list[tuple[Line, list[int]]]:
        """Each line with its count in every year."""
        return [(line, [line.counts.get(year, 0) for year in self.years]) for line in self.lines]


def timeline(cards: Any) -> Timeline:
    """Of cards that passed the gate. One query."""
    found = list(cards.latest_first()[: MOST + 1])
    dated = [card for card in found[:MOST] if card.starts_on]
    if not dated:
        return Timeline([], [], [], [], len(found), is_bounded=False)
    first, last = min(card.starts_on.year for card in dated), max(card.starts_on.year for card in dated)
    years = list(range(first, last + 1))
    order = Counter(card.series_slug for card in dated)
    named = {card.series_slug: (card.series_code, card.series_name) for card in dated}
    rows = {slug: TOP + STEP * at + STEP // 2 for at, (slug, _) in enumerate(order.most_common())}
    lines = [
        Line(slug, *named[slug], y, Counter(card.starts_on.year for card in dated if card.series_slug == slug))
        for slug, y in rows.items()
    ]
    return Timeline(
        lines=lines,
        dots=[_dot(card, rows[card.series_slug], first, last) for card in dated],
        years=years,
        ticks=[(_x(datetime.date(year, 1, 1), first, last), year) for year in years if _is_marked(year, years)],
        undated=len(found[:MOST]) - len(dated),
        is_bounded=len(found) > MOST,
    )


def _is_marked(year: int, years: list[int]) -> bool:
    return len(years) <= 12 or year % 5 == 0


def _x(day: datetime.date, first: int, last: int) -> float:
    begins, ends = datetime.date(first, 1, 1).toordinal(), datetime.date(last, 12, 31).toordinal()
    return round(LABEL + (WIDTH - LABEL - RIGHT) * (day.toordinal() - begins) / (ends - begins), 1)


def _dot(card: Any, y: int, first: int, last: int) -> Dot:
    words = f"{card.title}, {span_words(card.starts, card.ends, card.days)}"
    address = reverse("meetings:detail", args=[card.key])
    return Dot(_x(card.starts_on, first, last), y, address, words, card.state == "held")


def table(drawn: Timeline) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(["Series", *drawn.years, "All"])
    for line, counts in drawn.counted:
        writer.writerow([harmless(line.name), *counts, line.total])
    return text.getvalue().encode("utf-8-sig")
