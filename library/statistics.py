"""Figures of the register that fit on a slide: counts, and a picture of them drawn by ourselves."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, Value, When
from django.db.models.functions import ExtractYear
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from core.translating import lazy_
from recommendations.standing import TRACKED_FOR, WORDS
from records.models import RegisterEntry

OPEN = ("open", "adopted", "in_progress")
AGES = (lazy_("Under a year"), lazy_("One to three years"), lazy_("Over three years"))
NO_AREA = lazy_("No area named")
WIDTH, ROW, LABEL = 720, 34, 240  # units of the picture
MOST_AREAS = 12
MOST_YEARS = 24  # the latest
OVER_TIME = lazy_("By year made, and where they stand")
# Layers of a column from below, each with the states it stands for and how it is drawn: no two by colour alone.
LAYERS: dict[str, tuple[tuple[str, ...], str, str]] = {
    lazy_("Completed or standing"): (("completed", "standing"), "1", "0"),
    lazy_("Open"): (OPEN, "0", "2"),
    lazy_("Closed otherwise"): (("superseded", "not_agreed", "none", "withdrawn"), ".45", "0"),
    lazy_("Not tracked"): (("not_tracked",), ".15", "0"),
}


@dataclass(frozen=True)
class Bar:
    label: str
    count: int


@dataclass(frozen=True)
class Column:
    """Recommendations made in one year, by the layers of `LAYERS`."""

    year: int
    counts: tuple[int, ...]

    @property
    def layers(self) -> list[tuple[str, int]]:
        return list(zip(LAYERS, self.counts, strict=True))


@dataclass(frozen=True)
class Figures:
    """Each chart is a heading with its bars. `made` is all that were made, `years` the latest with any, in order."""

    made: int
    deeds: list[Bar]
    years: list[Column]
    states: list[Bar]
    open_by_age: list[Bar]
    open_by_area: list[Bar]

    @property
    def charts(self) -> list[tuple[str, str, list[Bar]]]:
        """Name in addresses, heading, bars."""
        return [
            ("deeds", gettext("Made, adopted, completed"), self.deeds),
            ("states", gettext("Where recommendations stand"), self.states),
            ("age", gettext("Open, by age"), self.open_by_age),
            ("area", gettext("Open, by area"), self.open_by_area),
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
    grouped = entries.annotate(shown=shown, year=ExtractYear("made_on")).values_list("shown", "year")
    by_year = list(grouped.annotate(count=Count("pk"), adopted=Count("adopted_on")).order_by())
    counted: Counter[str] = Counter()
    for state, _, count, _ in by_year:
        counted[state] += count
    adopted = sum(adopted for _, _, _, adopted in by_year)
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
        deeds=[
            Bar(gettext("Made"), sum(counted.values())),
            Bar(gettext("Adopted by a meeting"), adopted),
            Bar(gettext("Completed"), counted["completed"]),
        ],
        years=_columns(by_year),
        states=[Bar(words, counted.get(state, 0)) for state, words in WORDS.items() if counted.get(state)],
        open_by_age=[Bar(words, ages[name]) for words, name in zip(AGES, ("first", "second", "third"), strict=True)],
        open_by_area=[Bar(name or NO_AREA, count) for name, count in areas],
    )


def _columns(counted: Iterable[tuple[str, int | None, int, int]]) -> list[Column]:
    found: dict[int, Counter[str]] = {}
    for state, year, count, _ in counted:
        if year is not None:
            found.setdefault(year, Counter())[state] += count
    latest = sorted(found)[-MOST_YEARS:]
    return [
        Column(year, tuple(sum(found[year][state] for state in states) for states, _, _ in LAYERS.values()))
        for year in latest
    ]


def columns(years: Sequence[Column], as_of: str) -> SafeString:
    """One column a year, its layers told apart by shade and outline, the sum above it, a key below."""
    most = max((sum(year.counts) for year in years), default=1) or 1
    step = (WIDTH - 20) / max(len(years), 8)
    drawn = [_column(year, at * step + 10, step, most) for at, year in enumerate(years)]
    key = format_html_join(
        "",
        '<rect x="{}" y="276" width="14" height="14" fill-opacity="{}" stroke="currentColor" stroke-width="{}"/>'
        '<text x="{}" y="288" font-size="12">{}</text>',
        (
            (10 + at * 175, opacity, line, 32 + at * 175, words)
            for at, (words, (_, opacity, line)) in enumerate(LAYERS.items())
        ),
    )
    said = "; ".join(f"{year.year}: {sum(year.counts)}" for year in years)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} 326" role="img" aria-label="{}" class="chart" '
        'font-family="sans-serif" font-size="15" fill="#0b5560" color="#0b5560">'
        '<text x="0" y="24" font-size="19" font-weight="bold">{}</text>{}{}'
        '<text x="0" y="316" font-size="12">{}</text></svg>',
        WIDTH,
        f"{OVER_TIME}: {said}",
        OVER_TIME,
        format_html_join("", "{}", ((each,) for each in drawn)),
        key,
        as_of,
    )


def _column(year: Column, left: float, step: float, most: int) -> SafeString:
    """Between 60 (the most) and 240 (none) units from above."""
    tall, wide, layers = 180, round(step * 0.64, 1), []
    bottom = 240.0
    for count, (_, opacity, line) in zip(year.counts, LAYERS.values(), strict=True):
        high = count * tall / most
        bottom -= high
        if count:
            layers.append((round(left, 1), round(bottom, 1), wide, round(high, 1), opacity, line))
    middle = round(left + wide / 2, 1)
    return format_html(
        '{}<text x="{}" y="{}" text-anchor="middle" font-size="13">{}</text>'
        '<text x="{}" y="258" text-anchor="middle" font-size="12">{}</text>',
        format_html_join(
            "",
            '<rect x="{}" y="{}" width="{}" height="{}" fill-opacity="{}" stroke="currentColor" stroke-width="{}"/>',
            layers,
        ),
        middle, round(bottom - 6, 1), sum(year.counts), middle, year.year,
    )  # fmt: skip


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
