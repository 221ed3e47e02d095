"""Forms of briefing books."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from core.scanning import clean_of_malware
from desk.forms.versioned import VersionedForm
from records.models import Book, BookPart


class BookForm(VersionedForm):
    """What stands on the cover."""

    class Meta:
        model = Book
        fields = ("title", "occasion", "marking")
        labels: ClassVar = {"title": _("Title"), "occasion": _("For"), "marking": _("Marking")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            del self.fields["version"]

    def save(self, commit: bool = True) -> Any:
        if self.instance._state.adding:
            self.cleaned_data["version"] = self.instance.version
        return super().save(commit)


class PartForm(VersionedForm):
    """How a part is called in the contents."""

    class Meta:
        model = BookPart
        fields = ("title",)


class BringForm(forms.Form):
    """PDFs brought along; what they hold is looked at when they are put in."""

    file = forms.FileField(
        label=_("PDF"),
        help_text=_(
            "20 MB at most. Its pages are printed as they are. A file with fields to fill in, stamps, notes or hidden "
            "layers is not taken: print it to PDF first."
        ),
        validators=[clean_of_malware],
    )
