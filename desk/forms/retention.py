"""How long records of a kind are kept."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.forms.versioned import VersionedForm
from records.models import RetentionSchedule

LONGEST = 200


class RetentionForm(VersionedForm):
    """One kind. A kind that nobody decided on has no row yet."""

    years = forms.IntegerField(
        label=_("Kept for (years)"),
        min_value=1,
        max_value=LONGEST,
        required=False,
        help_text=_("From the day of issue. Left empty: kept for ever."),
    )

    class Meta:
        model = RetentionSchedule
        fields = ("years", "authority")
        labels: ClassVar = {"authority": _("Decision this follows")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            del self.fields["version"]
        else:  # a page loaded before the first decision has none; it then began from nothing
            self.fields["version"].required = False

    def clean_version(self) -> int:
        return self.cleaned_data["version"] or 0

    @property
    def is_decided(self) -> bool:
        return not self.instance._state.adding
