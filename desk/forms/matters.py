"""What a meeting decided of one recommendation, or of one sub-paragraph of it."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from core.readable import Readable
from meetings.models import Meeting
from recommendations.models import Consideration, Recommendation
from recommendations.services import Decided, Matter, Part

DECISIONS = [("", gettext_lazy("Not decided yet")), *Consideration.Decision.choices]
_CODE = re.compile(r"(?P<reference>.+?)\s*[/,\s]\s*R(?P<number>\d{1,6})", re.IGNORECASE)


class _Named:
    def label_from_instance(self, meeting: Meeting) -> str:
        return ", ".join(filter(None, [meeting.reference, meeting.starts or gettext("date not known"), meeting.place]))


class LaterField(_Named, forms.ModelChoiceField):
    """A meeting, with its date and place."""


class LaterOnesField(_Named, forms.ModelMultipleChoiceField):
    """Several of them."""


class DecisionForm(Readable, forms.Form):
    """`seen` is the version of the decision that the page showed, 0 for none."""

    use_required_attribute = False
    decision = forms.ChoiceField(required=False, choices=DECISIONS, label=gettext_lazy("The meeting decided"))
    text = forms.CharField(
        required=False,
        label=gettext_lazy("Words"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Amended: the new words. Otherwise a remark for the record, if there is one."),
    )
    deferred_to = LaterField(
        Meeting.objects.none(),
        required=False,
        label=gettext_lazy("Deferred to"),
        empty_label=gettext_lazy("Not known yet"),
    )
    superseded_by = forms.CharField(
        required=False,
        max_length=120,
        label=gettext_lazy("Superseded by"),
        help_text=gettext_lazy("The code of what took its place: SOM 7/R2"),
    )
    refer_to = LaterOnesField(
        Meeting.objects.none(),
        required=False,
        label=gettext_lazy("Refer to"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Upwards or across: it comes up there under matters arising."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any = None, *, part: Part, later: Any) -> None:
        self.part = part
        super().__init__(data, initial=_initial(part))
        for name in ("deferred_to", "refer_to"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = later

    def clean_superseded_by(self) -> Recommendation | None:
        typed = self.cleaned_data["superseded_by"].strip()
        if not typed:
            return None
        code = _CODE.fullmatch(typed)
        if not code:
            raise ValidationError(gettext("Write the code as SOM 7/R2."))
        series, _, ordinal = code["reference"].strip().rpartition(" ")
        known = Recommendation.objects.filter(
            meeting__series__code__iexact=series, number=int(code["number"]), parent=None
        )
        row = known.filter(meeting__ordinal=int(ordinal)).first() if ordinal.isdecimal() else None
        if row is None:
            raise ValidationError(
                gettext("No issued recommendation has the code {typed}. Issue its record first.").format(typed=typed)
            )
        return row

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        decision = cleaned.get("decision")
        if decision == "amended" and not cleaned.get("text", "").strip():
            self.add_error("text", gettext("Write the words as amended."))
        if decision != "deferred" and cleaned.get("deferred_to"):
            self.add_error(
                "deferred_to", gettext("Only what is deferred names a meeting here. Choose “Deferred”, or none.")
            )
        if decision != "superseded" and cleaned.get("superseded_by"):
            self.add_error("superseded_by", gettext("Only what is superseded names what took its place."))
        return cleaned

    def seen_now(self, version: int) -> None:
        """Show the form again as one that has seen a version."""
        self.data = {name: self.data.get(name) for name in self.data} | {
            "refer_to": [str(meeting.pk) for meeting in self.cleaned_data.get("refer_to", [])],
            "seen": str(version),
        }

    @property
    def decided(self) -> Decided:
        values = self.cleaned_data
        return Decided(
            decision=values["decision"],
            text=values["text"],
            deferred_to=values["deferred_to"],
            superseded_by=values["superseded_by"],
            refer_to=list(values["refer_to"]),
            seen=values["seen"],
        )


def _initial(part: Part) -> dict[str, Any]:
    decision = part.decision
    initial: dict[str, Any] = {"seen": 0, "refer_to": [meeting.pk for meeting in part.referred_to]}
    if decision is None:
        return initial
    successor = decision.superseded_by
    return initial | {
        "decision": decision.decision,
        "text": decision.text,
        "deferred_to": decision.deferred_to_id,
        "superseded_by": f"{successor.meeting.reference}/R{successor.number}" if successor else "",
        "seen": decision.version,
    }


def part_of(matters: list[Matter], pk: Any) -> tuple[Matter, Part] | None:
    return next(((matter, part) for matter in matters for part in matter.parts if part.row.pk == pk), None)
