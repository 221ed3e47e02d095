"""Which issued records the list shows."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from records.models import Edition, Stage

KINDS = [
    ("", _("All kinds")),
    ("meeting", _("Meetings")),
    ("document", _("Documents")),
    ("directory", _("Directory")),
    ("report", _("Progress reports")),
]


class RecordFilterForm(forms.Form):
    """Every field may be left empty; one that is wrong narrows nothing, and says so beside itself."""

    words = forms.CharField(label=_("Reference or title"), max_length=100, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, required=False)
    stage = forms.ChoiceField(label=_("Issued as"), choices=[("", _("Anything")), *Stage.choices], required=False)
    year = forms.IntegerField(label=_("Year of issue"), min_value=1900, max_value=9999, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})

    @property
    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def query(self) -> str:
        """The filter as part of an address, to be followed by more."""
        return "".join(f"{urlencode({name: value})}&" for name, value in self.wanted.items())

    def narrowed(self, editions: QuerySet[Edition]) -> QuerySet[Edition]:
        wanted = self.wanted
        if words := wanted.get("words"):
            editions = editions.filter(Q(card__reference__icontains=words) | Q(card__title__icontains=words))
        exact = {"kind": "card__kind", "stage": "stage", "year": "issued_at__year"}
        return editions.filter(**{field: wanted[name] for name, field in exact.items() if name in wanted})
