"""Fields the desk's forms share."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from desk.reading.answers import separated
from meetings.summary.dates import dates_in
from meetings.summary.names import NameTable
from meetings.summary.normalising import normalise

_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class WrittenDateField(forms.CharField):
    """A day, month or year as people write it; its value is ISO 8601 cut to what is known, "" where nothing is."""

    def clean(self, value: Any) -> str:
        written = super().clean(value)
        if not written:
            return ""
        found = list(dates_in(normalise(written)))
        if found and found[0].dates.starts:
            return found[0].dates.starts
        if _ISO.fullmatch(written) and _exists(written):
            return written
        raise forms.ValidationError(
            _("Write the date as 2 February 2016 or 2016-02-02; a month as May 2015 or 2015-05.")
        )


def _exists(iso: str) -> bool:
    """Whether a year or a month is one; a whole day has been through `dates_in` already."""
    year, *rest = (int(part) for part in iso.split("-"))
    return year > 0 and len(rest) < 2 and all(1 <= month <= 12 for month in rest)


class NamesField(forms.CharField):
    """Several names in one line, separated by semicolons or commas. Its value is a list."""

    def __init__(self, *, longest: int = 200, **options: Any) -> None:
        self.longest = longest
        super().__init__(**options)

    def clean(self, value: Any) -> list[str]:
        names = list(dict.fromkeys(separated(super().clean(value))))
        if any(len(name) > self.longest for name in names):
            raise forms.ValidationError(
                _("One of these is longer than {longest} characters. Separate several names with semicolons.").format(
                    longest=self.longest
                )
            )
        return names


def unknown_delegation(written: str) -> forms.ValidationError:
    return forms.ValidationError(
        _("No delegation is known as “{written}”. Choose one from the list, or leave it empty.").format(written=written)
    )


class DelegationField(forms.CharField):
    """The name of a participant, typed or chosen from the page's list. Its value is the slug, None where left empty."""

    widget = forms.TextInput(attrs={"list": "delegations", "autocomplete": "off"})
    names: NameTable

    def clean(self, value: Any) -> str | None:
        written = super().clean(value)
        if not written:
            return None
        participant = self.names.get(written) or self.names.resolve(written, may_guess=False).participant
        if participant is None:
            raise unknown_delegation(written)
        return participant.slug

    def prepare_value(self, value: Any) -> Any:
        """Show the name where the value is a slug."""
        participant = self.names.get(value) if value else None
        return participant.names[0] if participant else value
