"""What a delegation may say of a text sent to it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.models import Participant
from records.models import Comment
from records.record import Passage

WHOLE = [Comment.Kind.NO_OBJECTION, Comment.Kind.COMMENT, Comment.Kind.OBJECTION, Comment.Kind.RESERVATION]
PARAGRAPH = [Comment.Kind.COMMENT, Comment.Kind.PROPOSAL, Comment.Kind.SUPPORT, Comment.Kind.RESERVATION]


class CommentForm(forms.Form):
    """What a delegation says: of one paragraph, or of the whole text where `passage` is None."""

    participant = forms.ModelChoiceField(Participant.objects.none(), label=gettext_lazy("For"), empty_label=None)
    kind = forms.ChoiceField(label=gettext_lazy("What you say"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("The words you propose"), widget=forms.Textarea(attrs={"rows": 5}), required=False
    )
    supports = forms.ModelChoiceField(
        Comment.objects.none(), label=gettext_lazy("The proposal you support"), required=False
    )
    text = forms.CharField(
        label=gettext_lazy("Comment or reason"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    use_required_attribute = False

    def __init__(self, *args: Any, parties: Any, passage: Passage | None, proposals: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["participant"].queryset = parties
        fields["participant"].initial = parties.first()
        offered = PARAGRAPH if passage else WHOLE
        fields["kind"].choices = [(kind.value, kind.label) for kind in offered]
        fields["kind"].initial = offered[0].value
        if passage is None:
            del fields["words"], fields["supports"]
            return
        fields["words"].initial = passage.text
        fields["words"].help_text = _("Change the words below. They count only where you propose other words.")
        fields["supports"].queryset = proposals
        if not proposals:
            del fields["supports"]
            fields["kind"].choices = [each for each in fields["kind"].choices if each[0] != Comment.Kind.SUPPORT]

    def clean(self) -> dict[str, Any]:
        """Of what was filled in, only what belongs to the choice counts."""
        given = super().clean() or {}
        kind = given.get("kind")
        if kind != Comment.Kind.PROPOSAL:
            given["words"] = ""
        if kind != Comment.Kind.SUPPORT:
            given["supports"] = None
        return given
