"""Figures of the register that fit on a slide: counts, and a picture of them drawn by ourselves."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, Value, When
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from recommendations.standing import TRACKED_FOR, WORDS
from records.models import RegisterEntry

OPEN = ("open", "adopted", "in_progress")
AGES = ("Under a year", "One to three years", "Over three years")
NO_AREA = "No area named"
WIDTH, ROW, LABEL = 720, 34, 240  # units of the picture
MOST_AREAS = 12


@dataclass(frozen=True)
class Bar:
    label: str
    count: int


@dataclass(frozen=True)
class Figures:
    """Each chart is a heading with its bars. `made` is all that were made."""

    made: int
    states: list[Bar]
    open_by_age: list[Bar]
    open_by_area: list[Bar]

    @property
    def charts(self) -> list[tuple[str, str, list[Bar]]]:
        """Name in addresses, heading, bars."""
        return [
            ("states", "Where recommendations stand", self.states),
            ("age", "Open, by age", self.open_by_age),
            ("area", "Open, by area", self.open_by_area),
        ]


def figures(user: Any, on: datetime.date) -> Figures:
    """3 queries, each one pass over the register of this reader."""
    entries = RegisterEntry.objects.readable_by(user)
    young = Q(made_on__gte=on - TRACKED_FOR)
    shown = Case(
        When(~Q(state="made"), then=F("state")),
        When(young, then=Value("open")),
        default=Value("not_tracked"),
        output_field=CharField(),
    )
    counted = dict(entries.annotate(shown=shown).values_list("shown").annotate(count=Count("pk")).order_by())
    pending = entries.filter(Q(state__in=OPEN) | (Q(state="made") & young))
    year = datetime.timedelta(days=365)
    ages = pending.aggregate(
        first=Count("pk", filter=Q(made_on__gt=on - year)),
        second=Count("pk", filter=Q(made_on__lte=on - year, made_on__gt=on - 3 * year)),
        third=Count("pk", filter=Q(made_on=None) | Q(made_on__lte=on - 3 * year)),
    )
    areas = pending.values_list("area_name").annotate(count=Count("pk")).order_by("-count", "area_name")[:MOST_AREAS]
    return Figures(
        made=sum(counted.values()),
        states=[Bar(words, counted.get(state, 0)) for state, words in WORDS.items() if counted.get(state)],
        open_by_age=[Bar(words, ages[name]) for words, name in zip(AGES, ("first", "second", "third"), strict=True)],
        open_by_area=[Bar(name or NO_AREA, count) for name, count in areas],
    )


def picture(heading: str, bars: Sequence[Bar], as_of: str) -> SafeString:
    """Horizontal bars as SVG: words and numbers are text, colours follow the page or stand alone in a file."""
    most = max((bar.count for bar in bars), default=1) or 1
    room = WIDTH - LABEL - 80
    rows = format_html_join(
        "",
        '<text class="l" x="{}" y="{}" text-anchor="end">{}</text><rect x="{}" y="{}" width="{}" height="{}"/>'
        '<text class="n" x="{}" y="{}">{}</text>',
        (
            (
                LABEL - 12, at * ROW + 62, bar.label, LABEL, at * ROW + 45, max(bar.count * room // most, 2), ROW - 10,
                LABEL + bar.count * room // most + 10, at * ROW + 62, bar.count,
            )
            for at, bar in enumerate(bars)
        ),
    )  # fmt: skip
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" aria-label="{}" class="chart" '
        'font-family="sans-serif" font-size="15" fill="#0b5560">'
        '<text x="0" y="24" font-size="19" font-weight="bold">{}</text>{}'
        '<text x="0" y="{}" font-size="12">{}</text></svg>',
        WIDTH,
        len(bars) * ROW + 84,
        f"{heading}: " + ", ".join(f"{bar.label} {bar.count}" for bar in bars),
        heading,
        rows,
        len(bars) * ROW + 74,
        as_of,
    )
