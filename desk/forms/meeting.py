"""Correcting a meeting after it was filed. Every form carries the version it began from."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from core import past
from core.translating import lazy_ as _
from desk.forms.agenda import AgendaForm, AgreedForm
from desk.forms.fields import NamesField
from desk.forms.lines import VERBS, WHO
from desk.forms.materials import ClearanceForm, MaterialForm, NoteForm
from desk.forms.planning import WhenMixin
from desk.forms.versioned import RowForm, VersionedForm
from desk.reading.answers import joined
from meetings.models import Attendance, Figure, Host, Meeting, MeetingLink, MeetingSource, Outcome
from meetings.names import participants_meant
from members.models import Participant
from recommendations.models import Addressee, Priority, Recommendation
from strategy.models import Document, DocumentMention


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class FactsForm(WhenMixin, VersionedForm):
    class Meta:
        model = Meeting
        fields = (
            "title", "series", "ordinal", "precision", "starts_on", "ends_on", "days", "city", "country", "venue",
            "format", "zone", "gist",
        )  # fmt: skip
        widgets: ClassVar = {"gist": _lines(2)}
        labels: ClassVar = {"ordinal": _("Number in the series")}


class PurposeForm(VersionedForm):
    class Meta:
        model = Meeting
        fields = ("purpose", "recommendations_intro")
        widgets: ClassVar = {"purpose": _lines(6), "recommendations_intro": _lines(3)}


class KnownForm(VersionedForm):
    """Whether anything is known of who attended: a record without names has to say which it is."""

    class Meta:
        model = Meeting
        fields = ("attendance_is_known",)
        labels: ClassVar = {"attendance_is_known": _("It is known who attended")}
        help_texts: ClassVar = {"attendance_is_known": _("Untick where no source says; the record then says so.")}


class AbbreviationsForm(VersionedForm):
    lines = forms.CharField(
        required=False,
        label=_("Abbreviations"),
        help_text=_("One on a line: AHG SOM = Ad Hoc Group Senior Officials’ Meeting"),
        widget=_lines(8),
    )

    class Meta:
        model = Meeting
        fields: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["lines"] = "\n".join(f"{pair['short']} = {pair['long']}" for pair in self.instance.abbreviations)

    def clean_lines(self) -> list[dict[str, str]]:
        pairs = [line.partition("=") for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        if any(not short.strip() or not long.strip() for short, _, long in pairs):
            raise forms.ValidationError(gettext("Write each line as an abbreviation, an equals sign and its words."))
        return [{"short": short.strip(), "long": long.strip()} for short, _, long in pairs]

    def save(self, commit: bool = True) -> Any:
        self.instance.abbreviations = self.cleaned_data["lines"]
        return super().save(commit)


class ReadersForm(VersionedForm):
    class Meta:
        model = Meeting
        fields = ("audience", "marking", "provenance")
        labels: ClassVar = {
            "audience": _("Who may read it once issued"),
            "provenance": _("Where the words are from"),
        }
        help_texts: ClassVar = {
            "marking": _("Shown on every page and sheet, for instance “For official use”. Usually empty."),
            "provenance": _("What nobody has cleared says so on its page and in its PDF."),
        }


class AttendanceForm(RowForm):
    class Meta:
        model = Attendance
        fields = ("as_written", "participant", "kind", "capacity", "capacity_as_written", "presence")
        labels: ClassVar = {
            "as_written": _("Name as the record writes it"),
            "capacity_as_written": _("In words of its own"),
        }


class HostForm(RowForm):
    class Meta:
        model = Host
        fields = ("as_written", "participant", "agency", "role", "basis")
        labels: ClassVar = {
            "as_written": _("Name as the record writes it"),
            "agency": _("Its agency, where one acts for it"),
            "basis": _("How it is known"),
        }


class FigureForm(RowForm):
    class Meta:
        model = Figure
        fields = ("count", "of", "text", "source")
        labels: ClassVar = {
            "count": _("Count"),
            "of": _("Of"),
            "text": _("Text"),
            "source": _("Source"),
        }


class LinkForm(RowForm):
    class Meta:
        model = MeetingLink
        fields = ("relation", "title", "date", "place", "target")
        labels: ClassVar = {
            "title": _("Meeting as the record names it"),
            "target": _("Meeting in this log"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        target = self.fields["target"]
        assert isinstance(target, forms.ModelChoiceField)
        target.queryset = Meeting.objects.exclude(pk=self.meeting.pk)


class SourceForm(RowForm):
    url = forms.URLField(label=_("Address"), required=False, max_length=500, assume_scheme="https")

    class Meta:
        model = MeetingSource
        fields = ("title", "url", "remark", "is_disagreement")
        labels: ClassVar = {"is_disagreement": _("The sources disagree here")}


class OutcomeForm(RowForm):
    actors = NamesField(
        required=False,
        label=_("Who"),
        help_text=_("Members; Co-Chairs. Several are separated by semicolons."),
        widget=forms.TextInput(attrs=WHO),
    )
    verbs = NamesField(
        required=False,
        longest=60,
        help_text=_("As they stand in the text: agreed; noted."),
        widget=forms.TextInput(attrs=VERBS),
    )
    about_documents = NamesField(
        required=False,
        longest=300,
        label=_("About documents"),
        help_text=_("By title. Several are separated by semicolons."),
    )

    class Meta:
        model = Outcome
        fields = ("heading", "actors", "verbs", "text", "is_held", "parent", "area", "about_meeting", "about_body")
        widgets: ClassVar = {"text": _lines(6)}
        labels: ClassVar = {
            "heading": _("Heading above it"),
            "is_held": _("The words are held"),
            "area": _("Area of cooperation"),
            "about_meeting": _("About a meeting"),
            "about_body": _("About a body"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _may_stand_under(self)
        _bodies(self, "about_body")
        for name in ("actors", "verbs"):
            self.initial[name] = joined(getattr(self.instance, name))
        if not self.instance._state.adding:
            self.initial["about_documents"] = joined([str(mention.document) for mention in self._mentions()])

    def _mentions(self) -> Any:
        return self.instance.document_mentions.select_related("document")

    def clean_about_documents(self) -> list[Document]:
        """The documents of these titles, in any case of letters."""
        titles = self.cleaned_data["about_documents"]
        known = {str(document).casefold(): document for document in Document.objects.all()} if titles else {}
        missing = [title for title in titles if title.casefold() not in known]
        if missing:
            held = "; ".join(str(document) for document in known.values()) or "none"
            raise forms.ValidationError(
                gettext("No document is called “{value}”. Documents here: {held}.").format(value=missing[0], held=held)
            )
        return [known[title.casefold()] for title in titles]

    def then(self, until: datetime.datetime) -> dict[str, Any]:
        rows = past.rows_then(DocumentMention, until, outcome_id=self.instance.pk)
        titles = Document.objects.in_bulk([row.document_id for row in rows])
        return {"about_documents": joined([str(document) for document in titles.values()])}

    def save_parts(self, row: Outcome) -> None:
        """Keep the documents named before, add the new ones, remove the others."""
        wanted = {document.pk: document for document in self.cleaned_data["about_documents"]}
        for mention in () if self.is_new else self._mentions():
            if wanted.pop(mention.document_id, None) is None:
                mention.delete()
        for document in wanted.values():
            DocumentMention(outcome=row, document=document).save()


class RecommendationForm(RowForm):
    addressees = NamesField(
        required=False,
        longest=300,
        label=_("Put to"),
        help_text=_("RSO; JCLEC. Several are separated by semicolons."),
        widget=forms.TextInput(attrs=WHO),
    )

    class Meta:
        model = Recommendation
        fields = (
            "text", "verb", "addressees", "follow_up", "due_on", "due_meeting", "area", "parent",
            "refers_to", "result_body", "result_meeting", "result_document",
        )  # fmt: skip
        widgets: ClassVar = {"text": _lines(5), "verb": forms.TextInput(attrs=VERBS | {"data-one": True})}
        labels: ClassVar = {
            "due_on": _("Due on"),
            "due_meeting": _("Or due at a meeting"),
            "area": _("Area of cooperation"),
            "refers_to": _("Under a document, such as the RSO’s work plan"),
            "result_body": _("It led to a body"),
            "result_meeting": _("It led to a meeting"),
            "result_document": _("It led to a document"),
        }
        help_texts: ClassVar = {"verb": _("As it stands in the text: recommends.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _may_stand_under(self)
        _bodies(self, "result_body")
        if not self.instance._state.adding:
            self.initial["addressees"] = joined([row.as_written for row in self.instance.addressees.all()])

    def then(self, until: datetime.datetime) -> dict[str, Any]:
        rows = past.rows_then(Addressee, until, recommendation_id=self.instance.pk)
        return {"addressees": joined([row.as_written for row in sorted(rows, key=lambda row: row.position)])}

    def save_parts(self, row: Recommendation) -> None:
        """Keep the addressees named before, add the new ones, remove the others."""
        names = self.cleaned_data["addressees"]
        kept = {} if self.is_new else {addressee.as_written: addressee for addressee in row.addressees.all()}
        for name in kept.keys() - set(names):
            kept[name].delete()
        known = participants_meant(set(names) - kept.keys())
        for at, name in enumerate(names):
            addressee = kept.get(name) or Addressee(recommendation=row, as_written=name, participant=known.get(name))
            if addressee._state.adding or addressee.position != at:
                addressee.position = at
                addressee.save()


class PriorityForm(RowForm):
    class Meta:
        model = Priority
        fields = ("title", "standing", "from_on", "until_on", "area", "proposed_at")
        labels: ClassVar = {
            "from_on": _("In focus from"),
            "until_on": _("Until"),
            "area": _("Area of cooperation"),
            "proposed_at": _("Agreed as proposed by"),
        }
        help_texts: ClassVar = {"proposed_at": _("Where another meeting proposed what this one agreed.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        proposed_at = self.fields["proposed_at"]
        assert isinstance(proposed_at, forms.ModelChoiceField)
        proposed_at.queryset = Meeting.objects.exclude(pk=self.meeting.pk).select_related("series")
        proposed_at.empty_label = _("No other meeting")


def _bodies(form: RowForm, name: str) -> None:
    """Bodies and organisations, by their names; what the row names already stays among them."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    held = getattr(form.instance, f"{name}_id")
    field.queryset = Participant.objects.with_names().filter(Q(kind__in=["body", "organisation"]) | Q(pk=held))


def _may_stand_under(form: RowForm) -> None:
    """A paragraph may stand where it stands, or under a top paragraph; one with sub-paragraphs is not moved deeper."""
    parent = form.fields["parent"]
    assert isinstance(parent, forms.ModelChoiceField)
    parent.label, parent.empty_label = gettext("Stands under"), gettext("Nothing: a paragraph of its own")
    row, places = form.instance, Q(pk=form.instance.parent_id)
    if row._state.adding or not row.children.exists():
        places |= Q(parent=None)
    parent.queryset = form._meta.model.objects.filter(places, meeting=form.meeting).exclude(pk=row.pk)


@dataclass(frozen=True)
class Section:
    """A part of the desk page. `form` edits the meeting itself, or with `rows` one row of it (`one` names a row)."""

    slug: str
    title: str
    form: type[VersionedForm]
    rows: Callable[[Meeting], Any] | None = None
    one: str = ""
    is_ordered: bool = False
    deepest: int = 1
    is_deletable: bool = True  # and added here; files are handed in and replaced on a page of their own
    is_composed: bool = True  # part of the record, and so closed while it waits for approval
    is_paragraphs: bool = False  # outcomes and recommendations, with verbs of their own
    page: str = ""  # the name of the page its rows stand on, where that is not the meeting's

    def place(self, meeting: Meeting) -> str:
        """The address to go back to."""
        if self.page:
            return reverse(self.page, args=[meeting.pk])
        return f"{reverse('desk:meeting', args=[meeting.pk])}#{self.slug}"

    @property
    def a_one(self) -> str:
        """ "an item", "a host"."""
        return f"{'an' if self.one[:1] in 'aeiou' else 'a'} {self.one}"


SECTIONS = {
    section.slug: section
    for section in (
        Section("facts", _("Title, date and place"), FactsForm),
        Section("purpose", _("Purpose"), PurposeForm),
        Section("readers", _("Who may read it"), ReadersForm),
        Section("known", _("Whether attendance is known"), KnownForm),
        Section("abbreviations", _("Abbreviations"), AbbreviationsForm),
        Section("attendance", _("Attendance"), AttendanceForm, lambda meeting: meeting.attendance, _("delegation")),
        Section("hosts", _("Hosts and Co-Chairs"), HostForm, lambda meeting: meeting.hosts, _("host")),
        Section("figures", _("Figures"), FigureForm, lambda meeting: meeting.figures, _("figure")),
        Section("links", _("Linked meetings"), LinkForm, lambda meeting: meeting.links, _("linked meeting")),
        Section("sources", _("Sources"), SourceForm, lambda meeting: meeting.sources, _("source")),
        Section(
            "materials", _("Materials"), MaterialForm,
            lambda meeting: meeting.materials.defer("content", "thumbnail"), _("file"), is_deletable=False,
        ),
        Section(
            "clearance", _("Clearance by the Co-Chairs"), ClearanceForm, lambda meeting: meeting.clearances,
            _("clearance"),
        ),
        Section(
            "notes", _("Notes"), NoteForm, lambda meeting: meeting.notes.select_related("participant"), _("note"),
            is_composed=False, page="desk:notes",
        ),
        Section("agreed", _("Where the agenda was agreed"), AgreedForm),
        Section(
            "agenda", _("Agenda"), AgendaForm, lambda meeting: meeting.agenda, _("item"), is_ordered=True, deepest=2
        ),
        Section(
            "outcomes", _("Outcomes"), OutcomeForm, lambda meeting: meeting.outcomes, _("paragraph"), is_ordered=True,
            is_paragraphs=True,
        ),
        Section(
            "priorities", _("Areas of focus"), PriorityForm, lambda meeting: meeting.priorities, _("area of focus")
        ),
        Section(
            "recommendations", _("Recommendations"), RecommendationForm, lambda meeting: meeting.recommendations,
            _("recommendation"), is_ordered=True, is_paragraphs=True,
        ),
    )
}  # fmt: skip
