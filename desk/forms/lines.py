"""The form of one line. The same for outcomes and recommendations, with other words beside its fields."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.forms.fields import NamesField
from desk.lines.services import Typed

WHO = {"list": "who-words", "autocomplete": "off"}
VERBS = {"list": "verb-words", "autocomplete": "off"}


class LineForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
        error_messages={"required": gettext_lazy("Write the words of the paragraph.")},
    )
    who = NamesField(required=False, longest=200, widget=forms.TextInput(attrs=WHO))
    verbs = NamesField(required=False, longest=60, widget=forms.TextInput(attrs=VERBS))
    under = forms.BooleanField(required=False, label=gettext_lazy("Under the paragraph above"))
    reads = forms.BooleanField(
        required=False, label=gettext_lazy("Where I leave them empty, read who and verb from the words")
    )

    use_required_attribute = False

    def __init__(self, *args: Any, is_put: bool, **kwargs: Any) -> None:
        """`is_put` for recommendations: who is whom it is put to."""
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Next recommendation") if is_put else _("Next paragraph")
        self.fields["who"].label = _("Put to") if is_put else _("Who")
        self.fields["verbs"].label = _("Verb") if is_put else _("Verbs")
        self.fields["key"].initial = uuid.uuid4

    def clean_text(self) -> str:
        """Bytes that are no text, and half a character, arrive as U+FFFD."""
        text: str = self.cleaned_data["text"]
        if "\ufffd" in text:
            raise forms.ValidationError(
                _("A character of this text could not be read (�). Write it again, then add it.")
            )
        return text

    def typed(self) -> Typed:
        said = self.cleaned_data
        return Typed(said["key"], said["text"], said["who"], said["verbs"], said["under"], said["reads"])
