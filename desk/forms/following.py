"""What the secretariat answers to a progress report, and how it gives out figures of who reported."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.readable import Readable
from desk.forms.matters import LaterField
from meetings.models import Audience, Meeting


class AcceptForm(forms.Form):
    """`seen` is the version of the report that was read."""

    audience = forms.ChoiceField(label=_("Who may read it"), choices=Audience.choices, initial=Audience.MEMBERS)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000)
    use_required_attribute = False


class AskBackForm(Readable, forms.Form):
    reason = forms.CharField(
        label=_("What is asked for"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The delegation reads it beside its report."),
        error_messages={"required": _("Say what is asked for: the delegation needs to know.")},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000)
    use_required_attribute = False


class GiveOutForm(forms.Form):
    """With the record of which meeting the figures go out, and to whom."""

    meeting = LaterField(Meeting.objects.none(), label=_("With the record of"), empty_label=_("Choose the meeting"))
    audience = forms.ChoiceField(label=_("Who may read them"), choices=Audience.choices, initial=Audience.MEMBERS)
    use_required_attribute = False

    def __init__(self, *args: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["meeting"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = meetings
