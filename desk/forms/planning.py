"""Planning a meeting: what comes from its series or from another meeting, to be corrected before it is saved."""

from __future__ import annotations

import zoneinfo
from functools import cache
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.text import span_words
from desk.forms.placing import PlacedForm
from meetings.models import Meeting, MeetingQuerySet, Precision, Relation, Series


@cache
def zones() -> list[tuple[str, str]]:
    """Time zones by the city they are named after; the old names without one are left out, UTC apart."""
    names = sorted(name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("Etc/"))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]


class WhenMixin(PlacedForm):
    """Days, their precision and the zone, checked together: used wherever a meeting's dates are typed."""

    zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=zones, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].help_text = _("Left empty, it is the first day.")
        self.fields["days"].label = _("Separate days")
        self.fields["days"].help_text = _(
            "For instance 2021-09-21, 2021-09-23. The first and last day follow from them."
        )
        for name in ("starts_on", "ends_on"):
            self.fields[name].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean_zone(self) -> str:
        return self.cleaned_data["zone"] or "UTC"

    def clean_days(self) -> Any:
        return sorted(set(self.cleaned_data["days"] or ()))

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        days, starts = found.get("days") or [], found.get("starts_on")
        if len(days) == 1:
            self.add_error("days", _("One day is no list. Give it as the first day."))
        if found.get("precision") == Precision.UNKNOWN:
            return found | {"starts_on": None, "ends_on": None, "days": []}
        if days and found.get("precision") != Precision.DAY:
            self.add_error("days", _("Days apart are known to the day. Say so under “Date is known”."))
        if days:
            return found | {"starts_on": days[0], "ends_on": days[-1]}
        if starts and not found.get("ends_on") and "ends_on" not in self.errors:
            return found | {"ends_on": starts}
        return found


def named(meeting: Meeting) -> str:
    """A meeting in a list to choose from: "AHG SOM 10: 2 February 2016, Bangkok"."""
    when = span_words(meeting.starts, meeting.ends, [day.isoformat() for day in meeting.days])
    known = ", ".join(part for part in (when, meeting.city) if part)
    return f"{meeting.reference}: {known}" if known else f"{meeting.reference}: {meeting.title}"


class MeetingChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return named(obj)


LINKED = {
    str(Relation.REVIEWS): gettext_lazy("Reviews progress since"),
    str(Relation.PREPARES): gettext_lazy("Prepares for"),
    str(Relation.CONTINUES): gettext_lazy("Continues"),
}


class PlanForm(WhenMixin):
    """A new meeting of a series. `offered` is the number the page proposed; `meetings` those it may be linked to."""

    offered = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    expects_members = forms.BooleanField(required=False, label=gettext_lazy("Expect these members"))

    class Meta:
        model = Meeting
        fields = (
            "title", "ordinal", "precision", "starts_on", "ends_on", "days", "city", "country", "venue", "zone",
            "format", "purpose",
        )  # fmt: skip
        labels: ClassVar = {"ordinal": gettext_lazy("Number in the series")}
        widgets: ClassVar = {"purpose": forms.Textarea(attrs={"rows": 3})}

    use_required_attribute = False

    def __init__(self, *args: Any, series: Series, meetings: MeetingQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.series = series
        self.instance.state = Meeting.State.PLANNED
        self.fields["ordinal"].help_text = _("The next one that is free; another may be written.")
        for relation, label in LINKED.items():
            self.fields[relation] = MeetingChoiceField(meetings, required=False, empty_label=_("None"), label=label)

    def linked(self) -> list[tuple[str, Meeting]]:
        """Each meeting chosen, with how this one is related to it."""
        return [(relation, self.cleaned_data[relation]) for relation in LINKED if self.cleaned_data[relation]]

    def links(self) -> list[forms.BoundField]:
        return [self[relation] for relation in LINKED]

    def _get_validation_exclusions(self) -> set[str]:
        # `series` is no field of the form, yet the constraint that names it is to be checked, unless the number is
        # the one offered: that one may have been taken meanwhile, and the next is given then.
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # not in the stubs
        if self.cleaned_data.get("ordinal") == self.cleaned_data.get("offered"):
            return excluded
        return excluded - {"series"}


class SeriesChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.code}: {obj.name}"


class FromForm(forms.Form):
    """What a plan begins with: a series, or a meeting to copy."""

    series = SeriesChoiceField(
        Series.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=gettext_lazy("Choose a series"),
        label=gettext_lazy("Series"),
    )
    copy = MeetingChoiceField(
        Meeting.objects.none(),
        required=False,
        empty_label=gettext_lazy("Choose a meeting"),
        label=gettext_lazy("Meeting"),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        copy = self.fields["copy"]
        assert isinstance(copy, forms.ModelChoiceField)
        copy.queryset = Meeting.objects.visible_to(user).select_related("series").latest_first()
