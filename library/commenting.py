"""What a delegation may say of a text sent to it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.readable import Readable
from members.models import Participant
from records.models import Circulation, Comment
from records.render.text import shortened

WHOLE = [Comment.Kind.NO_OBJECTION, Comment.Kind.COMMENT, Comment.Kind.OBJECTION, Comment.Kind.RESERVATION]
PARAGRAPH = [Comment.Kind.COMMENT, Comment.Kind.PROPOSAL, Comment.Kind.SUPPORT, Comment.Kind.RESERVATION]


class CommentForm(Readable, forms.Form):
    """What a delegation says: of one paragraph or sub-paragraph, which reads `was`, or of the whole text."""

    participant = forms.ModelChoiceField(Participant.objects.none(), label=gettext_lazy("For"), empty_label=None)
    kind = forms.ChoiceField(label=gettext_lazy("What you say"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("The words you propose"), widget=forms.Textarea(attrs={"rows": 5}), required=False
    )
    supports = forms.ModelChoiceField(
        Comment.objects.none(),
        label=gettext_lazy("The proposal you support"),
        required=False,
        empty_label=gettext_lazy("None"),
    )
    text = forms.CharField(
        label=gettext_lazy("Comment or reason"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        round: Circulation,  # noqa: A002 - the field's own word
        parties: Any,
        was: str | None,
        proposals: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["participant"].queryset = parties
        fields["participant"].initial = parties.first()
        offered = WHOLE if was is None else PARAGRAPH
        fields["kind"].choices = [(kind.value, round.kind_words(kind)) for kind in offered]
        fields["kind"].initial = offered[0].value
        self.was = was or ""
        if was is None:
            del fields["words"], fields["supports"]
            return
        fields["words"].initial = was
        fields["words"].help_text = _("Change the words below: what you change is your proposal.")
        fields["supports"].queryset = proposals
        fields["supports"].label_from_instance = lambda one: f"{one.participant}: {shortened(one.words, 90)}"
        if not proposals:
            del fields["supports"]
            fields["kind"].choices = [each for each in fields["kind"].choices if each[0] != Comment.Kind.SUPPORT]

    def clean(self) -> dict[str, Any]:
        """Changed words with a comment are a proposal and its reason. What was filled in and does not belong to the
        choice is asked about: left out without a word, it would be lost."""
        given = super().clean() or {}
        kind, words = given.get("kind"), given.get("words", "")
        is_changed = "words" in self.data and _flat(words) != _flat(self.was)
        if kind == Comment.Kind.COMMENT and words and is_changed:
            kind = given["kind"] = Comment.Kind.PROPOSAL
        if kind and kind != Comment.Kind.PROPOSAL:
            given["words"] = ""
            if is_changed:
                self.add_error("words", _CHANGED if words else _EMPTIED)
        if kind and kind != Comment.Kind.SUPPORT and given.get("supports"):
            self.add_error("supports", _("You chose a proposal: choose “Supports a proposal”, or “None” here."))
        return given


_CHANGED = gettext_lazy("You changed the words: choose “Other words proposed”, or put them back.")
_EMPTIED = gettext_lazy("The words are gone: put them back, and if they should go, say so in the comment.")


def _flat(text: str) -> str:
    return " ".join(text.split())
