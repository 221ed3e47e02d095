"""Forms of one row: each carries the version it began from, so that no save overwrites another."""

from __future__ import annotations

import datetime
from typing import Any, Self

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _

from core import past
from core.readable import Readable
from desk.forms.choices import resolved
from desk.forms.placing import PlacedForm
from members.models import Participant


class VersionedForm(Readable, PlacedForm):
    """Saving raises StaleVersion where somebody saved the row after this form was shown.

    What comes from the merge page is put together first; `is_revival` is a row deleted meanwhile that is to be put
    back with what was typed.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    use_required_attribute = False

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        data, self.choice_faults = resolved(data) if data is not None else (None, {})
        super().__init__(data, *args, **kwargs)
        self.fields["version"].initial = self.instance.version
        for field in self.fields.values():
            if isinstance(field.label, str):  # after the name of its column; catalogues know it (core.translating)
                field.label = _(field.label)
            if isinstance(field, forms.DateField):
                field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            if isinstance(field, forms.ModelChoiceField) and field.empty_label:
                field.empty_label = _("Choose") if field.required else _("None")  # dashes say nothing

    @property
    def row_label(self) -> str:
        return self.instance._meta.label_lower

    @property
    def row_key(self) -> str:
        """What the page calls its row when it asks whether somebody saved it (`data-row`)."""
        return f"{self.row_label}:{self.instance.pk}"

    @property
    def is_revival(self) -> bool:
        return bool(self.data.get(self.add_prefix("revive")))

    def again(self, instance: Any, *, until: datetime.datetime | None = None) -> Self:
        """The same form of another state of the row, with nothing typed. With `until`, of the past: see `then`."""
        form = type(self)(instance=instance, prefix=self.prefix, **self.made_with())
        if until is not None:
            form.initial = {**form.initial, **form.then(until)}
        return form

    def made_with(self) -> dict[str, Any]:
        """What the form is made with besides data and row."""
        return {}

    def then(self, until: datetime.datetime) -> dict[str, Any]:
        """Initial values that come from other rows, as those were just before a moment."""
        return {}

    def clean(self) -> dict[str, Any] | None:
        cleaned: dict[str, Any] | None = super().clean()
        for name, sentence in self.choice_faults.items():
            if (own := name.removeprefix(f"{self.prefix}-") if self.prefix else name) in self.fields:
                self.add_error(own, sentence)
        return cleaned

    def save(self, commit: bool = True) -> Any:
        self.instance.version = self.cleaned_data["version"]
        with transaction.atomic():
            if self.is_revival:
                revived = past.revive(type(self.instance), self.instance.pk, version=self.instance.version)
                self.instance.version = revived.version
            row = super().save(commit)
            self.save_parts(row)
        return row

    def save_parts(self, row: Any) -> None:
        """Rows that belong to this one and are edited in the same form."""


class RowForm(VersionedForm):
    """A row of a meeting. A new one is put at the end."""

    def __init__(self, *args: Any, meeting: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.instance.meeting = meeting
        self.is_new = self.instance._state.adding
        if self.is_new:
            del self.fields["version"]
        participant = self.fields.get("participant")
        if isinstance(participant, forms.ModelChoiceField):
            participant.queryset = Participant.objects.with_names()
            participant.empty_label = _("Not in the directory")
            participant.label = _("Delegation in the directory")

    def made_with(self) -> dict[str, Any]:
        return {"meeting": self.meeting}

    def save(self, commit: bool = True) -> Any:
        if self.is_new:
            self.cleaned_data["version"] = self.instance.version
        return super().save(commit)

    def _get_validation_exclusions(self) -> set[str]:
        # `meeting` is no field of the form, yet the constraints that name it are to be checked.
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # not in the stubs
        return excluded - {"meeting"}
