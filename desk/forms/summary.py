"""The form that takes a summary in: pasted, or as a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.scanning import clean_of_malware
from desk.reading import services
from desk.reading.services import Received
from meetings.models import Provenance
from members.models import User

MAX_FILE = 10_000_000


class SummaryForm(forms.Form):
    text = forms.CharField(
        required=False,
        strip=False,
        label=gettext_lazy("The summary"),
        help_text=gettext_lazy("Paste the whole text, headings and all. It is kept exactly as it is."),
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    file = forms.FileField(
        required=False,
        label=gettext_lazy("Or a file"),
        help_text=gettext_lazy("A Word document (.docx) or plain text, at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".docx,.txt,text/plain"}),
        error_messages={"empty": gettext_lazy("This file is empty. Choose another, or paste the text.")},
        validators=[clean_of_malware],
    )
    provenance = forms.ChoiceField(
        choices=Provenance.choices,
        initial=Provenance.PUBLIC_SOURCES,
        label=gettext_lazy("Where the text is from"),
        help_text=gettext_lazy(
            "A record compiled from public sources says on its page and in its PDF that nobody has cleared it."
        ),
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        text, file = cleaned.get("text") or "", cleaned.get("file")
        if "file" in self.errors:
            return cleaned
        if not text.strip() and not file:
            self.add_error("text", _("Paste the text of a summary, or choose a file."))
        elif text.strip() and file:
            self.add_error("file", _("There is a text and a file. Hand in one of them; the text is still here."))
        elif file and file.size > MAX_FILE:
            self.add_error("file", _("The file is larger than 10 MB. Save it without pictures, or paste its text."))
        return cleaned

    def receive(self, *, by: User) -> Received:
        """Keep and read what was handed in. Raises CannotReceiveError."""
        provenance, file = self.cleaned_data["provenance"], self.cleaned_data["file"]
        if file:
            return services.receive_file(file.read(), file_name=file.name, by=by, provenance=provenance)
        # Browsers send line ends as CRLF whatever was pasted; the same words shall have one digest.
        text = self.cleaned_data["text"].replace("\r\n", "\n")
        return services.receive_text(text, by=by, provenance=provenance)
