"""Files of a meeting, notes, and clearances: what is not words of the record itself."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.scanning import clean_of_malware
from desk.forms.fields import DelegationField, unknown_delegation
from desk.forms.versioned import RowForm
from meetings.models import AgendaItem, Clearance, Host, Material, Note
from meetings.names import participants_meant
from records.compose import compose_meeting
from records.compose.clearance import words_of


class MaterialForm(RowForm):
    """What is said of a file. Its bytes never change; another file replaces it."""

    class Meta:
        model = Material
        fields = ("title", "audience", "goes_out", "alternative")
        labels: ClassVar = {
            "audience": gettext_lazy("Who may read it"),
            "goes_out": gettext_lazy("Issue it with the record"),
            "alternative": gettext_lazy("What the picture shows"),
        }
        help_texts: ClassVar = {
            "goes_out": gettext_lazy("Left empty, it stays with those who prepare the record."),
            "alternative": gettext_lazy("Pictures only: one sentence for those who cannot see it."),
        }


class UploadForm(MaterialForm):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("PDF, Office, OpenDocument, plain text or a picture; 20 MB at most."),
        validators=[clean_of_malware],
    )
    field_order = ["file"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = _("Left empty, it is the name of the file.")

    def _post_clean(self) -> None:
        """The row is checked whole when the file is known: see `meetings.materials.keep`."""

    def values(self) -> dict[str, Any]:
        said = {name: self.cleaned_data[name] for name in self._meta.fields or ()}
        return said | {"title": said["title"] or self.cleaned_data["file"].name[:300]}


class ClearanceForm(RowForm):
    """A Co-Chair clears the record as it stands now."""

    class Meta:
        model = Clearance
        fields = ("host", "role", "cleared_on", "how")
        help_texts: ClassVar = {"role": gettext_lazy("The post, for instance “Director, Asia Division”, not a name.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        host = self.fields["host"]
        assert isinstance(host, forms.ModelChoiceField)
        host.queryset = Host.objects.filter(meeting=self.meeting, role=Host.Role.CO_CHAIR)
        host.empty_label = _("Choose the Co-Chair")
        if self.instance._state.adding:
            self.initial.setdefault("cleared_on", timezone.now().date())

    def clean_cleared_on(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["cleared_on"]
        if day > timezone.now().date():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def clean(self) -> dict[str, Any] | None:
        if self.instance._state.adding:
            self.instance.words = words_of(compose_meeting(self.meeting))
        return super().clean()

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()
        return excluded - {"words"}


class NoteForm(RowForm):
    """What a delegation said under an item, typed while it is said."""

    who = forms.CharField(
        required=False,
        label=gettext_lazy("Who"),
        help_text=gettext_lazy("Three letters, then choose."),
        widget=DelegationField.widget,
    )

    class Meta:
        model = Note
        fields = ("agenda_item", "text")
        labels: ClassVar = {"agenda_item": gettext_lazy("Under"), "text": gettext_lazy("What was said")}
        widgets: ClassVar = {"text": forms.Textarea(attrs={"rows": 3})}

    field_order = ["agenda_item", "who", "text"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        item = self.fields["agenda_item"]
        assert isinstance(item, forms.ModelChoiceField)
        item.queryset = AgendaItem.objects.filter(meeting=self.meeting)
        item.empty_label = _("No item")
        if self.instance.participant_id:
            self.initial["who"] = str(self.instance.participant)

    def clean_who(self) -> str:
        written: str = self.cleaned_data["who"]
        self.instance.participant = participants_meant([written]).get(written) if written else None
        if written and self.instance.participant is None:
            raise unknown_delegation(written)
        return written

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.instance._state.adding:
            ended = self.meeting.ends_on or timezone.now().date()
            kept = datetime.timedelta(days=settings.NOTES_KEPT_DAYS)
            self.instance.delete_on = max(ended, timezone.now().date()) + kept
        return cleaned
