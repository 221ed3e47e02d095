"""The agenda: an item, a pasted list, and the meeting that agreed it."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext, gettext_lazy

from core.readable import Readable
from desk.forms.planning import MeetingChoiceField
from desk.forms.versioned import RowForm, VersionedForm
from meetings.agenda import DEEPEST, state_of_new
from meetings.models import AgendaItem, Meeting


class AgendaForm(RowForm):
    """`number` is what is printed; the order is changed on the page of the meeting."""

    class Meta:
        model = AgendaItem
        fields = ("number", "title", "state", "parent")
        widgets: ClassVar = {"title": forms.Textarea(attrs={"rows": 2})}
        labels: ClassVar = {
            "number": gettext_lazy("Number as printed"),
            "title": gettext_lazy("Item"),
            "parent": gettext_lazy("Stands under"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row, items = self.instance, list(self.meeting.agenda.all())
        if row._state.adding:
            self.initial["state"] = state_of_new(self.meeting)
        self.fields["state"].required = False
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ModelChoiceField)
        below = _below(row, items)
        room = DEEPEST - (_height(row, items) if row.pk else 0)
        places = [one.pk for one in items if one.pk not in below and _depth(one, items) < room]
        parent.queryset = AgendaItem.objects.filter(pk__in=places)
        parent.empty_label = gettext("Nothing: an item of its own")

    def clean_state(self) -> str:
        state: str = self.cleaned_data["state"] or self.initial.get("state") or AgendaItem.State.PROVISIONAL
        return state

    def clean(self) -> dict[str, Any]:
        """What is said to be adopted by hand was adopted as it reads now; what is provisional again was not."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        state, row = found.get("state"), self.instance
        if state == AgendaItem.State.ADOPTED and not row.adopted_as:
            row.adopted_as = found.get("title") or ""
        if state == AgendaItem.State.PROVISIONAL:
            row.adopted_as = ""
        return found


def _below(row: AgendaItem, items: list[AgendaItem]) -> set[Any]:
    """The row and everything under it."""
    found = {row.pk}
    for _ in range(DEEPEST + 1):
        found |= {one.pk for one in items if one.parent_id in found}
    return found


def _depth(row: AgendaItem, items: list[AgendaItem]) -> int:
    parents = {one.pk: one.parent_id for one in items}
    depth, above = 0, row.parent_id
    while above and depth < 10:
        depth, above = depth + 1, parents.get(above)
    return depth


def _height(row: AgendaItem, items: list[AgendaItem]) -> int:
    """How many levels stand under it."""
    below = [one for one in items if one.parent_id == row.pk]
    return 1 + max(_height(one, items) for one in below) if below else 0


class PasteForm(Readable, forms.Form):
    text = forms.CharField(
        label=gettext_lazy("The list"),
        help_text=gettext_lazy(
            "One item on a line, with its number or without. Items under items are seen by 2.1, (a) or a dash."
        ),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=50_000,
    )


class AgreedForm(VersionedForm):
    agenda_agreed_at = MeetingChoiceField(
        Meeting.objects.none(),
        required=False,
        label=gettext_lazy("The meeting that agreed it"),
        empty_label=gettext_lazy("This meeting itself, or not known"),
        help_text=gettext_lazy(
            "Only where it was another one: the AHG SOM agrees the agendas of the SOM and the Ministerial "
            "Conference. Both meetings’ pages say so."
        ),
    )

    class Meta:
        model = Meeting
        fields = ("agenda_agreed_at",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["agenda_agreed_at"]
        assert isinstance(field, forms.ModelChoiceField)
        others = Meeting.objects.exclude(pk=self.instance.pk)
        field.queryset = others.select_related("series").latest_first()
