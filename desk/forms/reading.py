"""The forms of one reading: its facts, and one small form for each row of each list."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.forms.fields import DelegationField, NamesField, WrittenDateField
from desk.reading.answers import ROWS, Answers
from meetings.models import Presence
from meetings.services import capacity_of
from meetings.summary.names import NameTable
from members.models import Capacity
from recommendations.models import FollowUp

# How sure the reader is of a row, at most, and why a person looks again. Names it knows have 0.9 or more.
_DOUBTS = (
    (0.5, gettext_lazy("The text tells that it spoke, and no list of who attended.")),
    (0.6, gettext_lazy("Read from what the text tells of it, not from words that say it attended.")),
    (0.7, gettext_lazy("Named as host, and not among those who attended.")),
    (0.89, gettext_lazy("The name is written in another way than the reader knows it.")),
)
FORMATS = [
    ("", gettext_lazy("Not known")),
    ("in_person", gettext_lazy("In person")),
    ("virtual", gettext_lazy("Online")),
    ("hybrid", gettext_lazy("Hybrid")),
]
RELATIONS = [
    ("reviews progress since", gettext_lazy("Reviewed progress since")),
    ("prepares for", gettext_lazy("Prepared for")),
    ("continues", gettext_lazy("Continued")),
]
PLACES = [
    ("", gettext_lazy("Choose where it goes")),
    ("purpose", gettext_lazy("Add it to the purpose")),
    ("outcomes", gettext_lazy("An outcome of its own")),
    ("recommendations", "A recommendation"),
    ("left", gettext_lazy("Leave it out, keep it in the source")),
]
PRECISIONS = [
    ("day", gettext_lazy("To the day")),
    ("month", gettext_lazy("Month only")),
    ("unknown", gettext_lazy("Not known")),
]


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "cols": 40})


class FactsForm(forms.Form):
    title = forms.CharField(max_length=300, error_messages={"required": gettext_lazy("Give the meeting a title.")})
    series = forms.CharField(
        max_length=24,
        help_text=gettext_lazy("AHG SOM, SOM; another is new"),
        widget=forms.TextInput(attrs={"list": "series", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Say which series the meeting belongs to, for instance AHG SOM.")},
    )
    series_name = forms.CharField(max_length=200, required=False, label=gettext_lazy("Name of a new series"))
    ordinal = forms.IntegerField(
        min_value=1,
        max_value=9999,
        required=False,
        label=gettext_lazy("Number"),
        help_text=gettext_lazy("10 for the Tenth"),
    )
    precision = forms.ChoiceField(choices=PRECISIONS, label=gettext_lazy("The date is known"))
    starts = WrittenDateField(
        required=False, label=gettext_lazy("First day"), help_text=gettext_lazy("2 February 2016 or 2016-02-02")
    )
    ends = WrittenDateField(
        required=False, label=gettext_lazy("Last day"), help_text=gettext_lazy("Empty for a single day")
    )
    days = forms.CharField(
        max_length=300,
        required=False,
        label=gettext_lazy("Separate days"),
        help_text="2021-09-21, 2021-09-23",
    )
    city = forms.CharField(max_length=200, required=False)
    country = forms.CharField(max_length=200, required=False)
    format = forms.ChoiceField(choices=FORMATS, required=False)
    image = forms.CharField(max_length=300, required=False, label=gettext_lazy("Name of the picture"))
    purpose = forms.CharField(required=False, widget=_lines(4))
    recommendations_intro = forms.CharField(
        required=False, widget=_lines(2), label=gettext_lazy("Words before the recommendations")
    )
    gist = forms.CharField(
        max_length=400,
        required=False,
        widget=_lines(2),
        label=gettext_lazy("In one sentence"),
        help_text=gettext_lazy(
            "What the meeting agreed, for the home page and lists. Your words; may be written later."
        ),
    )

    def clean_days(self) -> list[str]:
        written = self.cleaned_data["days"]
        try:
            days = [datetime.date.fromisoformat(day.strip()) for day in written.split(",") if day.strip()]
        except ValueError as error:
            raise forms.ValidationError(_("Write each day as 2021-09-21 and separate the days with commas.")) from error
        return [day.isoformat() for day in sorted(set(days))]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if self.errors:
            return facts
        days = facts["days"]
        if days:
            facts["starts"], facts["ends"], facts["precision"] = days[0], days[-1], "day"
        facts["ends"] = facts["ends"] or facts["starts"]
        facts["starts"] = facts["starts"] or facts["ends"]
        self._check_dates(facts)
        return facts

    def _check_dates(self, facts: dict[str, Any]) -> None:
        """Dates and what is said of their precision agree, as `meeting_dates_go_with_precision` asks."""
        size = {"day": 10, "month": 7}.get(facts["precision"])
        if size is None:
            if facts["starts"]:
                self.add_error("precision", _("A date is given. Say how precisely it is known, or empty the date."))
        elif not facts["starts"]:
            self.add_error("starts", _("Give the first day, or say that the date is not known."))
        elif min(len(facts["starts"]), len(facts["ends"])) < size:
            self.add_error("starts", _("Only the month or the year is given. Give the day, or choose “Month only”."))
        else:
            facts["starts"], facts["ends"] = facts["starts"][:size], facts["ends"][:size]
            if facts["ends"] < facts["starts"]:
                self.add_error("ends", _("The meeting ends before it starts. Put the later date last."))

    def to_proposal(self) -> dict[str, Any]:
        facts = self.cleaned_data
        is_known = facts["precision"] != "unknown"
        plain = ("title", "series", "series_name", "ordinal", "gist")
        return {
            **{name: facts[name] for name in plain},
            **{name: facts[name] or None for name in ("image", "purpose", "recommendations_intro")},
            "location": {name: facts[name] or None for name in ("city", "country", "format")},
            "dates": {
                "starts": facts["starts"] if is_known else None,
                "ends": facts["ends"] if is_known else None,
                "days": facts["days"] if len(facts["days"]) > 1 else [],
                "precision": facts["precision"],
            },
        }


class RowForm(forms.Form):
    """One row. `answers` holds what the page carries but does not show; `number` counts from 1 in its list."""

    def __init__(self, answers: Answers, row_id: str, number: int, names: NameTable, *, is_bound: bool) -> None:
        self.answers, self.row_id, self.number, self.names = answers, row_id, number, names
        values = {name: answers.get(row_id, name) for name in self.base_fields}
        data = {f"{row_id}-{name}": value for name, value in values.items()} if is_bound else None
        super().__init__(data, prefix=row_id, initial=values, use_required_attribute=False)
        for name, shown in self.fields.items():
            if isinstance(shown, DelegationField):
                shown.names = names
            shown.widget.attrs["aria-label"] = f"{shown.label or name.replace('_', ' ').capitalize()}, row {number}"

    @property
    def anchor(self) -> str:
        return f"row-{self.row_id}"

    def to_proposal(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class HostRow(RowForm):
    participant = DelegationField(
        label=gettext_lazy("Host"), error_messages={"required": gettext_lazy("Choose the host, or remove the row.")}
    )
    basis = forms.CharField(max_length=200, required=False, label=gettext_lazy("How it is known"))


class AttendanceRow(RowForm):
    as_written = forms.CharField(
        max_length=300,
        error_messages={"required": gettext_lazy("Give the name as the summary writes it, or remove the row.")},
    )
    participant = DelegationField(required=False, label=gettext_lazy("Delegation"))
    capacity = forms.ChoiceField(choices=Capacity.choices, label=gettext_lazy("Attending as"))
    presence = forms.ChoiceField(choices=Presence.choices, label=gettext_lazy("Attendance"))

    @property
    def doubt(self) -> str:
        """Why a person should look again; "" where nothing is doubtful."""
        if not (self["participant"].value() or "").strip():
            return _("Not linked to a known delegation.")
        return next((str(why) for at_most, why in _DOUBTS if self._confidence <= at_most), "")

    @property
    def _confidence(self) -> float:
        """How sure the reader was; 1 where a person chose or confirmed."""
        try:
            return float(self.answers.get(self.row_id, "confidence") or 1)
        except ValueError:
            return 1.0

    @property
    def suggestions(self) -> list[tuple[str, str]]:
        """Slug and name of near names, while no delegation is chosen."""
        if self["participant"].value():
            return []
        slugs = (slug.strip() for slug in self.answers.get(self.row_id, "suggestions").split(";"))
        found = (self.names.get(slug) for slug in slugs if slug)
        return [(participant.slug, participant.names[0]) for participant in found if participant]

    def to_proposal(self) -> dict[str, Any]:
        slug = self.cleaned_data["participant"]
        participant = self.names.get(slug) if slug else None
        kind = participant.kind if participant else self.answers.get(self.row_id, "kind")
        said = self.answers.get(self.row_id, "said")
        capacity = self.cleaned_data["capacity"]
        kept = said if capacity_of(said)[0] == capacity else capacity
        return {**self.cleaned_data, "capacity": kept, "kind": kind or "unknown", "confidence": 1.0}


class FigureRow(RowForm):
    count = forms.IntegerField(min_value=0, max_value=1_000_000, label=gettext_lazy("How many"))
    of = forms.CharField(
        max_length=200, label=gettext_lazy("Of what"), error_messages={"required": gettext_lazy("Say what is counted.")}
    )
    text = forms.CharField(max_length=500, required=False, label=gettext_lazy("In the words of the summary"))


class LinkRow(RowForm):
    relation = forms.ChoiceField(choices=RELATIONS, label=gettext_lazy("How it is linked"))
    title = forms.CharField(
        max_length=300,
        label=gettext_lazy("Meeting"),
        error_messages={"required": gettext_lazy("Name the meeting, or remove the row.")},
    )
    date = WrittenDateField(required=False, label=gettext_lazy("Date as known then"))
    place = forms.CharField(max_length=200, required=False)

    def to_proposal(self) -> dict[str, Any]:
        row = self.cleaned_data
        return {**row, "date": row["date"] or None, "place": row["place"] or None}


class OutcomeRow(RowForm):
    level = forms.IntegerField(required=False, widget=forms.HiddenInput)
    heading = forms.CharField(max_length=200, required=False, label=gettext_lazy("Heading above it"))
    actors = NamesField(required=False, label=gettext_lazy("Who"))
    verbs = NamesField(required=False, longest=60, label=gettext_lazy("Verbs"))
    text = forms.CharField(
        widget=_lines(4), error_messages={"required": gettext_lazy("Write the paragraph, or remove it.")}
    )

    def to_proposal(self) -> dict[str, Any]:
        row = {name: value for name, value in self.cleaned_data.items() if name != "level"}
        return {**row, "heading": row["heading"] or None, "children": []}


class RecommendationRow(RowForm):
    verb = forms.CharField(max_length=60, required=False)
    addressees = NamesField(required=False, longest=300, label=gettext_lazy("Put to"))
    follow_up = forms.ChoiceField(
        choices=[("", gettext_lazy("As its verb says")), *FollowUp.choices],
        required=False,
        label=gettext_lazy("Follow-up"),
    )
    text = forms.CharField(
        widget=_lines(3), error_messages={"required": gettext_lazy("Write the recommendation, or remove it.")}
    )

    def to_proposal(self) -> dict[str, Any]:
        row = dict(self.cleaned_data)
        if not row["follow_up"]:
            del row["follow_up"]
        return {**row, "verb": row["verb"] or None}


class AbbreviationRow(RowForm):
    short = forms.CharField(
        max_length=40,
        label=gettext_lazy("Abbreviation"),
        error_messages={"required": gettext_lazy("Give the short form.")},
    )
    long = forms.CharField(
        max_length=300,
        label=gettext_lazy("Stands for"),
        error_messages={"required": gettext_lazy("Say what it stands for.")},
    )


ROW_FORMS: dict[str, type[RowForm]] = {
    "hosts": HostRow,
    "attendance": AttendanceRow,
    "figures": FigureRow,
    "links": LinkRow,
    "outcomes": OutcomeRow,
    "recommendations": RecommendationRow,
    "abbreviations": AbbreviationRow,
}


@dataclass
class ReadingForms:
    """Every form of the page over one set of answers. Bound (and so checked) only where it is to be used."""

    answers: Answers
    names: NameTable
    is_bound: bool = False
    facts: FactsForm = field(init=False)
    rows: dict[str, list[RowForm]] = field(init=False)

    def __post_init__(self) -> None:
        fields = self.answers.fields
        self.facts = FactsForm(fields if self.is_bound else None, initial=fields, use_required_attribute=False)
        self.rows = {name: self._rows(name) for name in ROWS}

    def _rows(self, name: str) -> list[RowForm]:
        ids = self.answers.lists[name]
        form = ROW_FORMS[name]
        return [form(self.answers, row_id, at, self.names, is_bound=self.is_bound) for at, row_id in enumerate(ids, 1)]

    @property
    def all(self) -> list[forms.Form]:
        return [self.facts, *(row for rows in self.rows.values() for row in rows)]

    def is_valid(self) -> bool:
        return not any(form.errors for form in self.all)

    @property
    def mistakes(self) -> list[tuple[str, str]]:
        """Each field to be corrected: the id of its control and the sentence."""
        return [
            (form[name].id_for_label if name in form.fields else "main", str(sentence))
            for form in self.all
            for name, sentences in form.errors.items()
            for sentence in sentences
        ]

    @property
    def to_look_at(self) -> int:
        return sum(bool(row.doubt) for row in self.rows["attendance"] if isinstance(row, AttendanceRow))

    def corrected(self) -> dict[str, Any]:
        """What was read, as people corrected it, in the shape of the reader's proposal (issue 2)."""
        result = self.facts.to_proposal()
        for name in ROWS:
            result[name] = [row.to_proposal() for row in self.rows[name]]
        result["outcomes"] = _nested(self.rows["outcomes"], result["outcomes"], self.answers)
        for number, row in enumerate(result["recommendations"], 1):
            row["number"] = number
        return {**result, "unplaced": []}


def _nested(rows: Sequence[RowForm], outcomes: list[dict[str, Any]], answers: Answers) -> list[dict[str, Any]]:
    """Outcomes that stand in a row with their levels, as a tree numbered at each level."""
    top: list[dict[str, Any]] = []
    stack: list[list[dict[str, Any]]] = [top]
    for row, outcome in zip(rows, outcomes, strict=True):
        level = min(answers.level(row.row_id), len(stack) - 1)
        del stack[level + 1 :]
        outcome["number"] = len(stack[level]) + 1
        stack[level].append(outcome)
        stack.append(outcome["children"])
    return top
