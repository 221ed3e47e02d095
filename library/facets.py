"""By what the list of meetings can be narrowed, and how many meetings each way leaves. Exact to 1,000."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Value
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _

from library import directory
from library.forms import LEVELS, MeetingFilterForm
from library.searching import figure
from members.models import Capacity
from records.directory import latest_name
from records.models import AttendanceIndex, SearchEntry
from records.models.projections import CardQuerySet

GROUPED = ("year", "series", "level")
LOOKED_AT = 1_000  # the latest meetings, for who attended and for topics


class Option(NamedTuple):
    """One way to narrow. `short` is what stands in the list of filters that are on."""

    value: str
    words: str
    short: str
    left: str


@dataclass(frozen=True)
class Counts:
    """For each year, series and level the meetings that the filters keep: all filters, and all but one."""

    rows: Sequence[dict[str, Any]]

    @property
    def total(self) -> int:
        return sum(row["kept"] for row in self.rows)

    def by(self, name: str) -> dict[Any, int]:
        """Every value there is, with the meetings that all other filters keep."""
        found: Counter[Any] = Counter()
        for row in self.rows:
            found[row[name]] += row[f"without_{name}"]
        found.pop(None, None)
        return dict(found)


def counted(every: CardQuerySet, form: MeetingFilterForm) -> Counts:
    """One query; as many rows as there are years, series and levels together, twice as many where other filters are on.

    Whether the other filters keep a meeting is a column to group by: asked once of each, not once for each count.
    """
    others = [name for name in form.wanted if name not in GROUPED]
    rows = every.annotate(
        year=ExtractYear("starts_on"),
        series=F("series_slug"),
        fits=ExpressionWrapper(form.conditions(without=GROUPED), BooleanField()) if others else Value(True),
    )
    grouped = rows.values("year", "series", "level", "series_name", "series_code", "fits")
    without = {f"without_{name}": Count("pk", filter=form.conditions(without=[name, *others])) for name in GROUPED}
    kept = Count("pk", filter=form.conditions(without=others))
    found = list(grouped.annotate(kept=kept, **without).order_by())
    return Counts([row if row["fits"] else row | dict.fromkeys(("kept", *without), 0) for row in found])


def offered(every: CardQuerySet, counts: Counts, form: MeetingFilterForm, user: Any) -> dict[str, list[Option]]:
    """What there is to choose from, by the field. 3 queries."""
    found = directory.current(user)
    names = {one.slug: name.short for one in found.participants if (name := latest_name(one))}
    attended = _attended(every, form)
    areas = _areas(every, form)
    levels = counts.by("level")
    # What is asked for stays among the choices, also where it leaves nothing: it must be seen to be taken off.
    delegations = {*attended["participant"], form.wanted.get("attended", "")} & names.keys()
    return {
        "series": _series(counts),
        "level": [
            Option(value, str(words), str(words), figure(levels.get(value, 0)))
            for value, words in LEVELS
            if levels.get(value) or value in form.wanted.get("level", [])
        ],
        "attended": [
            Option(slug, names[slug], names[slug], attended["participant"].get(slug, "0"))
            for slug in sorted(delegations, key=names.__getitem__)
        ],
        "capacity": [
            Option(value, str(words), _("as {capacity}").format(capacity=words), attended["capacity"].get(value, "0"))
            for value, words in Capacity.choices
            if value in attended["capacity"] or form.wanted.get("capacity") == value
        ],
        "area": [
            Option(area.slug, area.name, area.name, areas.get(area.slug, "0"))
            for area in found.areas
            if area.slug in areas or form.wanted.get("area") == area.slug
        ],
    }


def _series(counts: Counts) -> list[Option]:
    named = {row["series"]: (row["series_name"], row["series_code"]) for row in counts.rows}
    by = counts.by("series")
    ordered = sorted(named.items(), key=lambda one: one[1])
    return [Option(slug, name, code, figure(by.get(slug, 0))) for slug, (name, code) in ordered]


def _attended(every: CardQuerySet, form: MeetingFilterForm) -> dict[str, dict[str, str]]:
    """Of the latest meetings that the other filters keep: who attended, and of who was asked for, as what."""
    kept = every.filter(form.conditions(without=["attended", "capacity"])).latest_first()
    latest = kept.values("edition_id")[: LOOKED_AT + 1]
    rows = AttendanceIndex.objects.filter(edition__in=latest, presence="present").exclude(participant="")
    found: dict[str, Counter[str]] = {"participant": Counter(), "capacity": Counter()}
    grouped = rows.values_list("participant", "capacity").annotate(count=Count("edition", distinct=True))
    for participant, capacity, count in grouped.order_by():
        found["participant"][participant] += count
        if participant == form.wanted.get("attended"):
            found["capacity"][capacity] += count
    return {name: {value: figure(count) for value, count in counts.items()} for name, counts in found.items()}


def _areas(every: CardQuerySet, form: MeetingFilterForm) -> dict[str, str]:
    latest = every.filter(form.conditions(without=["area"])).latest_first().values("edition_id")[: LOOKED_AT + 1]
    rows = SearchEntry.objects.filter(edition__in=latest).exclude(area="").values_list("area")
    return {area: figure(count) for area, count in rows.annotate(count=Count("edition", distinct=True)).order_by()}
