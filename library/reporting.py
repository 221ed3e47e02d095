"""What a delegation or body reports of a recommendation."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from core.readable import Readable
from core.scanning import clean_of_malware
from meetings.files import CannotKeepFileError, taken
from recommendations.models import ProgressReport
from recommendations.services import Reported
from strategy.models import Document

LONGEST = 4000  # characters: a report is a paragraph, what is longer is evidence


class WebAddressField(forms.URLField):
    """Without the other schemes that Django takes, and one sentence instead of two of the same."""

    default_validators = [URLValidator(schemes=["http", "https"])]
    default_error_messages: ClassVar = {"invalid": _("Give the whole address of the page: it begins with https://.")}


class ReportForm(Readable, forms.Form):
    """`seen` is the version of the open report that the page showed, 0 for none."""

    progress = forms.ChoiceField(
        choices=ProgressReport.Progress.choices, widget=forms.RadioSelect, label=_("State of progress")
    )
    text = forms.CharField(
        required=False,
        max_length=LONGEST,
        label=_("What was done"),
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("A few sentences, as they may stand in a record."),
    )
    document = forms.ModelChoiceField(
        Document.objects.none(), required=False, label=_("Under a document"), empty_label=_("None"),
        help_text=_("The work plan, or another document, that it carries out."),
    )  # fmt: skip
    evidence_url = WebAddressField(
        required=False,
        max_length=500,
        assume_scheme="https",
        label=_("Link to evidence"),
        help_text=_("A page that shows it, if there is one."),
    )
    evidence = forms.FileField(
        required=False,
        label=_("Or a file"),
        help_text=_("PDF, Word, Excel, plain text or a picture; 10 MB at most."),
        validators=[clean_of_malware],
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
    use_required_attribute = False

    def __init__(self, data: Any, files: Any, *, there: ProgressReport | None, documents: Any) -> None:
        """`there` is the report that waits or was asked back: it is changed, not written again."""
        initial: dict[str, Any] = {"seen": 0}
        if there:
            initial = {name: getattr(there, name) for name in ("progress", "text", "document", "evidence_url")}
            initial["seen"] = there.version
        super().__init__(data, files, initial=initial)
        field = self.fields["document"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = documents

    def clean_evidence(self) -> Any:
        file = self.cleaned_data["evidence"]
        if not file:
            return None
        try:
            return taken(file.name, file.read())
        except CannotKeepFileError as error:
            raise forms.ValidationError(str(error)) from error

    def seen_now(self, version: int) -> None:
        """Show the form again as one that has seen a version."""
        self.data = {name: self.data.get(name) for name in self.data} | {"seen": str(version)}

    @property
    def reported(self) -> Reported:
        values = self.cleaned_data
        file = values["evidence"]
        return Reported(
            progress=values["progress"],
            text=values["text"],
            document=values["document"],
            evidence_url=values["evidence_url"],
            evidence_name=file.file_name if file else "",
            evidence_type=file.media_type if file else "",
            evidence=file.content if file else None,
            seen=values["seen"],
        )
