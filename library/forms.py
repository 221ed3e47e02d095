"""What a reader may ask the list of meetings for. The filter is the address; nothing is kept."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from meetings.models import Level
from members.models import Capacity
from records.models import AttendanceIndex, SearchEntry

LEVELS = [choice for choice in Level.choices if choice[0] != Level.NOT_KNOWN]
NAMES = {"attended": "delegation", "capacity": "capacity", "area": "topic"}

SLUG = re.compile(r"[a-z0-9-]{1,50}")


class SeriesField(forms.MultipleChoiceField):
    """Any well-formed name of a series: whether there is one must not be told apart from whether it may be seen."""

    default_error_messages = {"invalid_choice": _("“%(value)s” is not the name of a series; it was left out.")}

    def valid_value(self, value: Any) -> bool:
        return bool(SLUG.fullmatch(str(value)))


class MeetingFilterForm(forms.Form):
    """Fields that are not well formed are left out, each with a sentence; the others still filter."""

    series = SeriesField(required=False)
    year = forms.IntegerField(
        required=False,
        min_value=1900,
        max_value=2200,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("The year was left out: write it in four digits, as 2016.")
        ),
    )
    place = forms.CharField(
        required=False,
        max_length=100,
        error_messages={"max_length": _("The place was left out: it has more than 100 letters.")},
    )

    attended = forms.RegexField(
        SLUG.pattern + r"\Z",
        required=False,
        error_messages={"invalid": _("The delegation was left out: choose it from the list.")},
    )
    capacity = forms.ChoiceField(
        required=False,
        choices=Capacity.choices,
        error_messages={"invalid_choice": _("“%(value)s” is no capacity in these records; it was left out.")},
    )
    level = forms.MultipleChoiceField(
        required=False,
        choices=LEVELS,
        error_messages={"invalid_choice": _("“%(value)s” is no level of meetings; it was left out.")},
    )
    area = forms.RegexField(
        SLUG.pattern + r"\Z",
        required=False,
        error_messages={"invalid": _("The topic was left out: choose it from the list.")},
    )

    @property
    def wanted(self) -> dict[str, Any]:
        """Field and value of what is filtered by."""
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [])}
        if "attended" not in found:
            found.pop("capacity", None)  # as what somebody attended is asked of somebody
        return found

    @property
    def faults(self) -> list[str]:
        return [str(fault) for faults in self.errors.values() for fault in faults]

    def conditions(self, *, without: Collection[str] = ()) -> Q:
        """What a card must fulfil, the fields named in `without` left out."""
        wanted = {name: value for name, value in self.wanted.items() if name not in without}
        found = Q()
        if "series" in wanted:
            found &= Q(series_slug__in=wanted["series"])
        if "year" in wanted:
            found &= Q(starts_on__year__lte=wanted["year"], ends_on__year__gte=wanted["year"])
        if "place" in wanted:
            place = wanted["place"]
            online = Q(format__in=["online", "hybrid"]) if place.casefold() == "online" else Q()
            found &= Q(city__icontains=place) | Q(country__icontains=place) | online
        if "level" in wanted:
            found &= Q(level__in=wanted["level"])
        if "attended" in wanted:
            found &= Q(self._attended(wanted["attended"], wanted.get("capacity")))
        if "area" in wanted:
            found &= Q(Exists(SearchEntry.objects.filter(edition=OuterRef("edition_id"), area=wanted["area"])))
        return found

    @staticmethod
    def _attended(participant: str, capacity: str | None) -> Exists:
        """By what the edition that the reader may read says: the card it is asked of has passed the gate."""
        rows = AttendanceIndex.objects.filter(
            edition=OuterRef("edition_id"), participant=participant, presence="present"
        )
        return Exists(rows.filter(capacity=capacity) if capacity else rows)

    @property
    def words(self) -> list[str]:
        """What is filtered by, as it was asked for."""
        found = []
        for value in self.wanted.values():
            found += [str(one) for one in value] if isinstance(value, list) else [str(value)]
        return found

    def address(self, **changes: Any) -> str:
        """The query of this filter with some fields changed; None takes one out."""
        query = {name: value for name, value in (self.wanted | changes).items() if value is not None}
        return f"?{urlencode(query, doseq=True)}" if query else "?"
