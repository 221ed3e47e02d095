"""The form that brings a text or a sign-in sheet into a meeting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.scanning import clean_of_malware
from desk.incoming import services
from meetings.models import Incoming, Meeting
from members.models import User

MAX_FILE = 10_000_000


class IncomingForm(forms.Form):
    kind = forms.ChoiceField(
        choices=Incoming.Kind.choices,
        initial=Incoming.Kind.TEXT,
        label=gettext_lazy("What it is"),
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        required=False,
        strip=False,
        label=gettext_lazy("The text"),
        help_text=gettext_lazy("Paste it whole. Of a sign-in sheet paste the cells, heads and all."),
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    file = forms.FileField(
        required=False,
        label=gettext_lazy("Or a file"),
        help_text=gettext_lazy(
            "A text as .docx or .txt; a sign-in sheet as .xlsx, .csv or a table in .docx. At most 10 MB."
        ),
        widget=forms.FileInput(attrs={"accept": ".docx,.txt,.xlsx,.csv,.tsv,text/plain,text/csv"}),
        error_messages={"empty": gettext_lazy("This file is empty. Choose another, or paste the text.")},
        validators=[clean_of_malware],
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        text, file = cleaned.get("text") or "", cleaned.get("file")
        if "file" in self.errors:
            return cleaned
        if not text.strip() and not file:
            self.add_error("text", _("Paste a text, or choose a file."))
        elif text.strip() and file:
            self.add_error("file", _("There is a text and a file. Hand in one of them; the text is still here."))
        elif file and file.size > MAX_FILE:
            self.add_error("file", _("The file is larger than 10 MB. Save it without pictures, or paste its text."))
        elif file and file.name.lower().endswith((".xlsx", ".csv", ".tsv")):
            cleaned["kind"] = Incoming.Kind.SHEET
        return cleaned

    def receive(self, meeting: Meeting, *, by: User) -> Incoming:
        """Keep and read what was handed in. Raises CannotBringInError."""
        kind, file = self.cleaned_data["kind"], self.cleaned_data["file"]
        if file:
            return services.receive(meeting, kind=kind, by=by, content=file.read(), file_name=file.name)
        # Browsers send line ends as CRLF whatever was pasted; the same words shall have one digest.
        return services.receive(meeting, kind=kind, by=by, text=self.cleaned_data["text"].replace("\r\n", "\n"))
