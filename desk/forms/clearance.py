"""Forms of a round of clearance."""

from __future__ import annotations

import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.readable import Readable
from core.scanning import clean_of_malware
from desk.forms.planning import zones
from meetings.files import LARGEST, CannotKeepFileError, taken
from meetings.models import Attendance, Meeting
from members.models import Capacity, Membership, Participant
from members.models.participants import in_force
from records import clearance, letters
from records.models import Circulation, Comment
from records.received.differences import places
from records.render.text import shortened
from strategy.models import Draft

_MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
_MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
ALL_MEMBERS, ATTENDED = "members", "attended"


class LocalMoment(forms.DateTimeField):
    """A day and an hour on somebody's clock; the zone is said beside it."""

    def to_python(self, value: Any) -> Any:
        moment = super().to_python(value)
        return moment.replace(tzinfo=None) if moment else moment


class RoundForm(Readable, forms.Form):
    """To whom, by when, and what silence means."""

    mode = forms.ChoiceField(label=gettext_lazy("Answer"), choices=Circulation.Mode.choices, widget=forms.RadioSelect)
    to = forms.ChoiceField(label=gettext_lazy("Sent to"), widget=forms.RadioSelect)
    deadline = LocalMoment(
        widget=_MOMENT, input_formats=_MOMENTS, help_text=gettext_lazy("Day and hour, on the clock of the time zone.")
    )
    zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=zones, initial="UTC")
    copied_to = forms.CharField(
        label=gettext_lazy("Copy to"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text=gettext_lazy("Addresses, one a line."),
    )
    note = forms.CharField(label=gettext_lazy("Cover note"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    shows_comments = forms.BooleanField(label=gettext_lazy("Delegations see each other’s comments"), required=False)
    encloses_files = forms.BooleanField(
        label=gettext_lazy("Enclose the text, as PDF and for Word"),
        initial=True,
        required=False,
        help_text=gettext_lazy(
            "Leave it out where the text must not travel by e-mail: the letter then leads to its page."
        ),
    )
    use_required_attribute = False

    def __init__(self, *args: Any, thing: Meeting | Draft, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = thing if isinstance(thing, Meeting) else thing.submitted_to
        fields: dict[str, Any] = self.fields
        offered = [(ALL_MEMBERS, _("All members"))]
        if self.meeting:
            which = "" if isinstance(thing, Meeting) else f" {self.meeting.reference}"
            offered.insert(0, (ATTENDED, _("The delegations that attended{which}").format(which=which)))
            fields["zone"].initial = self.meeting.zone
        fields["to"].choices = [(to, f"{label}{self._not_written_to(to)}") for to, label in offered]
        fields["to"].initial = ATTENDED if isinstance(thing, Meeting) else ALL_MEMBERS
        fields["mode"].initial = Circulation.Mode.SILENCE

    def clean_copied_to(self) -> str:
        addresses = self.cleaned_data["copied_to"].replace(",", " ").replace(";", " ").split()
        for address in addresses:
            try:
                validate_email(address)
            except forms.ValidationError as error:
                raise forms.ValidationError(_("“{address}” is no e-mail address.").format(address=address)) from error
        return "\n".join(dict.fromkeys(addresses))

    def clean(self) -> dict[str, Any]:
        """What opening the round would refuse, told with the rest and beside its field."""
        given = super().clean() or {}
        if "to" in given:
            given["parties"] = list(self._parties(given["to"]))
            if not given["parties"]:
                self.add_error("to", _NOBODY[given["to"]])
        if "deadline" in given and "zone" in given:
            given["deadline"] = given["deadline"].replace(tzinfo=ZoneInfo(given["zone"]))
            if given["deadline"] <= timezone.now():
                self.add_error("deadline", _("The deadline is over already. Give a later one."))
        return given

    def asked(self) -> dict[str, Any]:
        """What `clearance.open_round` is asked."""
        return {name: value for name, value in self.cleaned_data.items() if name != "to"}

    def _not_written_to(self, to: str) -> str:
        """Said before anything is sent: who has no focal point gets no letter."""
        parties = list(self._parties(to))
        without = len(letters.without_address(parties))
        words = _(" ({without} of {all} have no focal point, and are not written to)")
        return words.format(without=without, all=len(parties)) if without else ""

    def _parties(self, to: str) -> Any:
        if to == ATTENDED and self.meeting:
            there = Attendance.objects.filter(meeting=self.meeting, presence="present", participant__isnull=False)
            return Participant.objects.filter(pk__in=there.values("participant"))
        inside = Membership.objects.filter(
            in_force(timezone.now().date()),
            body__slug=settings.PROCESS_BODY,
            capacity__in=[Capacity.MEMBER, Capacity.CO_CHAIR],
        )
        return Participant.objects.filter(pk__in=inside.values("participant"))


_NOBODY = {
    ATTENDED: gettext_lazy("No delegation is entered as present. Enter who attended first, or choose All members."),
    ALL_MEMBERS: gettext_lazy("No member is known today. Enter the members in the directory first."),
}


class ExtendForm(Readable, forms.Form):
    """More time, on the clock of the round's time zone."""

    deadline = LocalMoment(
        widget=_MOMENT,
        input_formats=_MOMENTS,
        error_messages={"required": gettext_lazy("Give the new day and hour.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=300,
        error_messages={"required": gettext_lazy("Say why more time is given: every delegation is told.")},
    )
    use_required_attribute = False

    def __init__(self, *args: Any, round: Circulation, **kwargs: Any) -> None:  # noqa: A002 - the field's own word
        super().__init__(*args, **kwargs)
        self.round = round
        self.fields["deadline"].label = _("New deadline ({zone})").format(zone=round.zone)

    def clean_deadline(self) -> datetime.datetime:
        moment: datetime.datetime = self.cleaned_data["deadline"].replace(tzinfo=ZoneInfo(self.round.zone))
        if moment <= max(self.round.deadline, timezone.now()):
            raise forms.ValidationError(
                _("The new deadline must be later than now and than the one it replaces: {deadline}.").format(
                    deadline=self.round.deadline_words
                )
            )
        return moment


class AnswerForm(Readable, forms.Form):
    """What is answered to a comment; `take` takes its words over into the working text."""

    answer = forms.ChoiceField(label=gettext_lazy("Answer"), choices=Comment.Answer.choices)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=1000, required=False)
    take = forms.BooleanField(initial=True, required=False)
    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        is_accepted = given.get("answer", Comment.Answer.ACCEPTED) == Comment.Answer.ACCEPTED
        if not is_accepted and given.get("reason") == "":
            self.add_error("reason", _("Say why it is not accepted, or what of it is."))
        return given


class KeptFile(forms.FileField):
    """A file known by what it holds, of the kinds that are kept."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validators=[clean_of_malware], **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            return taken(file.name, file.read(LARGEST + 1))
        except CannotKeepFileError as error:
            raise forms.ValidationError(str(error)) from error


class MessageForm(forms.Form):
    """A message that came, whole; a Word document is compared with what was sent."""

    participant = forms.ModelChoiceField(
        Participant.objects.none(), label=gettext_lazy("Delegation"), empty_label=gettext_lazy("Choose")
    )
    received_at = forms.DateTimeField(
        label=gettext_lazy("Received (UTC)"),
        widget=_MOMENT,
        input_formats=_MOMENTS,
        help_text=gettext_lazy("The time of the message."),
    )
    file = KeptFile(
        label=gettext_lazy("The message or document"),
        help_text=gettext_lazy(
            "What a Word document says otherwise than the text that was sent is shown before it is taken in."
        ),
    )
    use_required_attribute = False

    def __init__(self, *args: Any, round: Circulation, **kwargs: Any) -> None:  # noqa: A002 - the field's own word
        super().__init__(*args, **kwargs)
        field: Any = self.fields["participant"]
        field.queryset = Participant.objects.filter(pk__in=round.parties.values("participant"))


class EnterForm(Readable, forms.Form):
    """What a delegation answered by e-mail."""

    participant = forms.ModelChoiceField(
        Participant.objects.none(), label=gettext_lazy("Delegation"), empty_label=gettext_lazy("Choose")
    )
    received_at = forms.DateTimeField(
        label=gettext_lazy("Received (UTC)"),
        widget=_MOMENT,
        input_formats=_MOMENTS,
        help_text=gettext_lazy("The time of the message."),
    )
    anchor = forms.ChoiceField(label=gettext_lazy("Paragraph"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("What it says"))
    words = forms.CharField(
        label=gettext_lazy("Words proposed"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    supports = forms.ModelChoiceField(
        Comment.objects.none(),
        label=gettext_lazy("The proposal it supports"),
        required=False,
        empty_label=gettext_lazy("None"),
    )
    text = forms.CharField(
        label=gettext_lazy("Comment or reason"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    file = KeptFile(
        label=gettext_lazy("The message"),
        required=False,
        help_text=gettext_lazy("As it came: a PDF, a Word document or plain text."),
    )
    use_required_attribute = False

    def __init__(self, *args: Any, round: Circulation, **kwargs: Any) -> None:  # noqa: A002 - the field's own word
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        asked = round.parties.values("participant")
        fields["participant"].queryset = Participant.objects.filter(pk__in=asked)
        known = places(clearance.sent(round))
        listed = [(anchor, f"{place}. {text[:70]}") for anchor, (place, text) in known.items()]
        fields["anchor"].choices = [("", _("The whole text")), *listed]
        proposals = round.comments.filter(kind=Comment.Kind.PROPOSAL).select_related("participant")
        fields["supports"].queryset = proposals.prefetch_related("participant__names")
        fields["supports"].label_from_instance = lambda one: proposal_label(one, known)
        fields["kind"].choices = [(kind.value, round.kind_words(kind)) for kind in Comment.Kind]
        if not proposals:
            del fields["supports"]
            fields["kind"].choices = [each for each in fields["kind"].choices if each[0] != Comment.Kind.SUPPORT]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("words") and given.get("kind") not in (None, Comment.Kind.PROPOSAL):
            self.add_error("words", _("You wrote words: choose “Other words proposed”, or leave them out."))
        return given

    def said(self) -> dict[str, Any]:
        """What `clearance.say` is told."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "file"}
        if given["kind"] != Comment.Kind.SUPPORT:
            given["supports"] = None
        elif given["supports"]:
            given["anchor"] = given["supports"].anchor
        return given


def proposal_label(proposal: Comment, known: dict[str, tuple[str, str]]) -> str:
    """ "Fiji, paragraph 3: Members will report twice a year." """
    place = known.get(proposal.anchor, ("", ""))[0]
    return f"{proposal.participant}, paragraph {place}: {shortened(proposal.words, 70)}"
