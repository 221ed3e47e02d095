"""What a reader may ask the search for, and what was found as the page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from core.translating import lazy_
from library import addresses
from library.forms import SLUG
from records.models import SearchEntry
from records.search.finding import EXACT, Answer, Narrowing
from records.search.marks import Pieces, excerpt, marked
from records.search.query import Pattern

LONGEST = 300
TOO_LONG = f"Shorten the search: it may have {LONGEST} letters. A few telling words find more than a whole paragraph."
LETTERS = 600  # of a paragraph that is shown
SHOWN = 8  # values of a facet before "more"
ROLES = {
    "opening": lazy_("Convening and purpose"),
    "attendance": lazy_("Attendance"),
    "action": lazy_("Action taken"),
    "outcome": lazy_("Outcome"),
    "priority": lazy_("Area of focus"),
    "recommendation": lazy_("Recommendation"),
    "next": lazy_("What comes next"),
}
FACETS = {
    "series": lazy_("Series"),
    "year": lazy_("Year"),
    "verb": lazy_("Verb"),
    "actor": lazy_("Who acts"),
    "area": lazy_("Topic"),
}


class SearchForm(forms.Form):
    """What is not well formed is left out, with a sentence where the reader typed it."""

    q = forms.CharField(required=False, max_length=LONGEST, error_messages={"max_length": TOO_LONG})
    series = forms.RegexField(SLUG.pattern + r"\Z", required=False)
    year = forms.IntegerField(required=False, min_value=1900, max_value=2200)
    verb = forms.CharField(required=False, max_length=60)
    actor = forms.CharField(required=False, max_length=300)
    area = forms.RegexField(SLUG.pattern + r"\Z", required=False)
    exact = forms.BooleanField(required=False)

    def __init__(self, sent: Any) -> None:
        super().__init__({name: sent.get(name, "").replace("\x00", " ") for name in self.base_fields})
        self.is_valid()
        self.wanted = {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def typed(self) -> str:
        return self.data["q"].strip()[:LONGEST]

    @property
    def fault(self) -> str:
        return " ".join(str(fault) for fault in self.errors.get("q", []))

    @property
    def narrowing(self) -> Narrowing:
        wanted = self.wanted
        return Narrowing(
            series=wanted.get("series", ""),
            year=wanted.get("year"),
            verb=wanted.get("verb", "").casefold(),
            actor=wanted.get("actor", ""),
            area=wanted.get("area", ""),
        )

    def address(self, **changes: Any) -> str:
        """This search with some fields changed; None takes one out."""
        query = {name: value for name, value in (self.wanted | changes).items() if value}
        if "exact" in query:
            query["exact"] = 1
        return f"?{urlencode(query)}"


@dataclass(frozen=True)
class Hit:
    """A paragraph that was found, a page of a PDF that went out with a record, or the title and place of a record."""

    entry: SearchEntry
    patterns: list[Pattern]

    @property
    def card(self) -> Any:
        return self.entry.edition.card

    @property
    def address(self) -> str:
        if found := self.entry.page:
            return f"{reverse('meetings:file', args=[self.card.key, found.file_id])}#page={found.number}"
        page = addresses.page(self.entry.edition, self.entry.edition)
        return f"{page}#{self.entry.passage.anchor}" if self.entry.passage else page

    @property
    def heading(self) -> Pieces:
        passage, page = self.entry.passage, self.entry.page
        if page:
            title = marked(page.title, self.patterns if page.number == 1 else [])
            return [*title, (_(", page {number}").format(number=page.number), False)]
        if passage is None:
            return marked(self.card.title, self.patterns)
        if passage.code:
            said = _("{reference}, recommendation {code}").format(reference=self.card.reference, code=passage.code)
            return [(said, False)]
        said = _("{reference}, paragraph {number}").format(reference=self.card.reference, number=passage.number)
        return [(said, False)]

    @property
    def place(self) -> Pieces:
        return marked(self.card.place, [] if self.entry.passage or self.entry.page else self.patterns)

    @property
    def part(self) -> str:
        passage = self.entry.passage
        if self.entry.page:
            return _("PDF issued with {reference}").format(reference=self.card.reference)
        if passage is None:
            return {"document": _("Document"), "directory": _("Directory")}.get(self.card.kind, _("Meeting"))
        if passage.code:
            return _("Recommendation, paragraph {number}").format(number=passage.number)
        return ROLES.get(passage.role, passage.section)

    @property
    def text(self) -> Pieces:
        shown = self.entry.page or self.entry.passage
        return excerpt(shown.text if shown else self.card.gist, self.patterns, LETTERS)


def facets(answer: Answer, form: SearchForm, areas: Mapping[str, str]) -> list[dict[str, Any]]:
    """What the answer can be narrowed by; a facet that would change nothing is left out. `areas` by their slugs."""
    found = []
    for name, label in FACETS.items():
        values = answer.values(name)
        chosen = str(getattr(answer.narrowing, name) or "")
        if len(values) < 2 and not chosen:
            continue
        options = [
            {
                "words": areas.get(value.value, value.words) if name == "area" else value.words,
                "count": figure(value.matches, is_bounded=answer.is_bounded),
                "address": form.address(**{name: None if value.value == chosen else value.value}),
                "is_on": value.value == chosen,
            }
            for value in values
        ]
        found.append({"label": label, "first": options[:SHOWN], "more": options[SHOWN:]})
    return found


def chips(answer: Answer, form: SearchForm, areas: Mapping[str, str]) -> list[dict[str, str]]:
    """What the answer is narrowed by, each with the address that takes it off."""
    codes = {match.series: match.series_code for match in answer.every}
    words = {name: str(form.wanted[name]) for name in answer.narrowing.names}
    words |= {"series": codes.get(words["series"], words["series"])} if "series" in words else {}
    words |= {"area": areas.get(words["area"], words["area"])} if "area" in words else {}
    return [{"words": words[name], "address": form.address(**{name: None})} for name in words]


def looser(answer: Answer, form: SearchForm) -> list[dict[str, Any]]:
    """Which single narrowing to leave out to see something, and how much then."""
    counted = [(name, answer.without(name)) for name in answer.narrowing.names]
    return [
        {"name": name, "count": figure(count), "is_one": count == 1, "address": form.address(**{name: None})}
        for name, count in counted
        if count
    ]


def figure(count: int, *, is_bounded: bool = False) -> str:
    """Exact to 1,000, then "1,000+"; "12+" where not all matches were looked at."""
    return f"{EXACT:,}+" if count > EXACT else f"{count:,}+" if is_bounded else f"{count:,}"
