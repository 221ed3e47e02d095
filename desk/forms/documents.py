"""Forms of documents and their drafts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.readable import Readable
from core.scanning import clean_of_malware
from desk.forms.versioned import VersionedForm
from meetings.models import Meeting
from meetings.summary.docx import MAX_FILE_BYTES
from records.received import draft as received
from records.received.document import CannotReceiveError
from strategy import writing
from strategy.models import Document, Draft

HOW_TO_WRITE = gettext_lazy(
    "An empty line ends a paragraph; they are numbered by themselves. “# ” begins a heading, “## ” one "
    "under it, “- ” a sub-paragraph, "
    "“|” a row of a table: | Year | Report |. Not agreed: [words]{Canada; reserved by Fiji}. Below a paragraph: "
    "{agreed ad referendum}, {reservation by Fiji: words}. A footnote: [^1] in the words, a line [^1]: with its words."
)


class DraftForm(VersionedForm):
    """One draft, as long as it is being worked on."""

    class Meta:
        model = Draft
        fields = ["text", "remark", "submitted_by", "submitted_to", "submitted_on", "endorsed_at", "audience"]
        widgets = {"text": forms.Textarea(attrs={"rows": 24})}
        help_texts = {
            "text": HOW_TO_WRITE,
            "remark": gettext_lazy("One sentence. Readers see it beside the draft."),
            "submitted_by": gettext_lazy("As it is to be written: the Co-Chairs."),
            "endorsed_at": gettext_lazy("Once a meeting has endorsed it, it is issued as final."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings = Meeting.objects.select_related("series").latest_first()
        for name in ("submitted_to", "endorsed_at"):
            field: Any = self.fields[name]
            field.queryset, field.empty_label = meetings, _("No meeting")
        if self.instance._state.adding:
            del self.fields["version"]

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if found := writing.faults(text):
            raise forms.ValidationError(found)
        return text

    def save(self, commit: bool = True) -> Any:
        if self.instance._state.adding:
            self.cleaned_data["version"] = self.instance.version
        return super().save(commit)


class BringForm(forms.Form):
    """A Word document whose words become those of a draft."""

    file = forms.FileField(
        label=gettext_lazy("Word document"),
        validators=[clean_of_malware],
        help_text=gettext_lazy("DOCX. Its words are shown before anything is saved."),
    )
    use_required_attribute = False

    def clean_file(self) -> received.Draft:
        try:
            return received.draft(self.cleaned_data["file"].read(MAX_FILE_BYTES + 1))
        except CannotReceiveError as error:
            raise forms.ValidationError(str(error)) from error


class EndorseForm(forms.Form):
    """Where a draft was endorsed."""

    meeting = forms.ModelChoiceField(
        Meeting.objects.none(), label=gettext_lazy("Endorsed at"), empty_label=gettext_lazy("Choose the meeting")
    )
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["meeting"]
        field.queryset = Meeting.objects.select_related("series").latest_first()


class SettledForm(VersionedForm):
    """A document that is there: its address stays, whatever it is called."""

    class Meta:
        model = Document
        fields = ["title", "kind", "superseded_by"]
        labels = {"superseded_by": gettext_lazy("Superseded by")}
        help_texts = {
            "superseded_by": gettext_lazy(
                "The document that takes the place of this one. Its next issued draft says so to readers."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["superseded_by"]
        others = Document.objects.exclude(pk=self.instance.pk).exclude(superseded_by=self.instance.pk)
        field.queryset, field.empty_label = others, gettext_lazy("None: it is in force")


class DocumentForm(Readable, forms.ModelForm):
    """What a new document is called. Its address follows from the title and stays."""

    use_required_attribute = False

    class Meta:
        model = Document
        fields = ["title", "kind"]

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"]
        slug = slugify(title)[:50].strip("-")
        if not slug:
            raise forms.ValidationError(
                _("Give it a title with at least one Latin letter or figure: its address needs one.")
            )
        if Document.objects.filter(slug=slug).exists():
            raise forms.ValidationError(_("There is a document of this title already. Begin its next draft instead."))
        self.instance.slug = slug
        return title
