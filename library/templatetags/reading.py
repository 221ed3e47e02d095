"""Formatting for the pages of records: words for dates, places, sizes and codes. No rules, no queries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from core import text as words
from core.translating import lazy_
from records.canonical import grouped
from records.proof import proofs
from records.record import Attendee, Passage
from records.redline import words as redline_words
from records.render import text
from records.render.amended import amended

_REFERENCE = re.compile(r"(?<=[A-Z]) (?=[A-Z]{2,}\b|\d)")

register = template.Library()

LEVELS = {
    "ministerial": lazy_("Ministerial"),
    "senior_official": lazy_("Senior officials"),
    "technical": lazy_("Technical"),
}
STATES = {
    "planned": lazy_("Planned"),
    "postponed": lazy_("Postponed"),
    "cancelled": lazy_("Cancelled"),
}
RELATIONS = {
    "reviews": lazy_("Reviewed progress since"),
    "prepares": lazy_("Prepared for"),
    "continues": lazy_("Continued"),
}
# Shapes of capacities and absences: co-chair, observer, otherwise, apologies. Members have the plain one.
SHAPES = {
    "co_chair": "c",
    "host": "c",
    "observer": "o",
    "special_guest": "g",
    "guest": "g",
    "co_manager": "g",
    "secretariat": "g",
    "other": "g",
}

register.filter("iso_date", words.date_words)
register.filter("code", grouped)
register.filter("place", text.meeting_place)
register.filter("said_besides", text.said_besides)
register.filter("amended", amended)
register.filter("marked", redline_words)


@register.filter
def dates(dated: Any) -> str:
    """When a meeting is, as far as known: "13–14 February 2020". Takes a Card or the facts of a Record."""
    return words.span_words(dated.starts, dated.ends, dated.days)


@register.filter
def dates_within(dated: Any, year: int | None) -> str:
    """The same without a year that is said already: "13–14 February"."""
    said = dates(dated)
    return said.removesuffix(f" {year}") if said.count(" 20") + said.count(" 19") == 1 else said


@register.filter
def linked(name: str, address: str | None) -> SafeString | str:
    """A name, as a link where the reader may open what it names."""
    return format_html('<a href="{}">{}</a>', address, name) if address else name


@register.filter
def ending(file_name: str) -> str:
    """ "PDF" of "programme.pdf"."""
    return file_name.rpartition(".")[2].upper()


@register.filter
def pieces(passage: Passage) -> list[tuple[str, bool]]:
    """The text cut where its operative verbs stand; True marks a verb."""
    return text.emphasise(passage.text, passage.verbs)


@register.filter
def beginning(passage: Any) -> list[tuple[str, bool]]:
    """As `pieces`, of the first 240 letters of a paragraph with its sub-paragraphs."""
    return text.emphasise(text.shortened(" ".join(passage.text.split()), 240), passage.verbs)


@register.filter
def brief(words: str, letters: int) -> str:
    """The beginning, cut between words."""
    return text.shortened(words, letters)


@register.filter
def unbroken(title: str) -> str:
    """A title whose names of bodies and references of meetings stay on one line: "AHG SOM 12"."""
    return _REFERENCE.sub("\u00a0", title.replace("Ad Hoc Group", "Ad\u00a0Hoc\u00a0Group"))


@register.filter
def by_capacity(attendance: Iterable[Attendee]) -> list[tuple[str, list[Attendee], str]]:
    """Label, names and shape of each capacity, those who did not come last."""
    return [
        (label, names, SHAPES.get(names[0].capacity, "") if names[0].presence == "present" else "a")
        for label, names in text.delegations(attendance)
    ]


@register.filter
def shape_of(capacity: str) -> str:
    return SHAPES.get(capacity, "")


@register.filter
def shape(line: Any) -> str:
    """The shape of a line of attendance: of its capacity where the delegation came, else that of those who did not."""
    return shape_of(line.capacity) if line.presence == "present" else "n" if line.presence == "not_known" else "a"


@register.filter
def listed(names: Sequence[str]) -> str:
    return words.listed(list(names))


@register.filter
def level(name: str) -> str:
    return LEVELS.get(name, "")


@register.filter
def state(name: str) -> str:
    """How a meeting stands that was not held; empty for one that was."""
    return STATES.get(name, "")


@register.filter
def relation(name: str) -> str:
    return RELATIONS[name]


@register.filter
def plainly(name: str) -> str:
    """ "terms_of_reference" → "Terms of reference"."""
    return name.replace("_", " ").capitalize()


@register.filter
def at(mapping: Mapping[str, Any] | None, key: str) -> Any:
    return (mapping or {}).get(key)


@register.filter
def size(count: int) -> str:
    """Bytes for people: "840 bytes", "84 KB", "1.2 MB" (1 KB is 1,000 bytes, as file managers of today count)."""
    if count < 1000:
        return ngettext("{count} byte", "{count} bytes", count).format(count=count)
    return f"{round(count / 1000)} KB" if count < 999_500 else f"{count / 1_000_000:.1f} MB"


@register.filter
def hits(pieces: Iterable[tuple[str, bool]]) -> SafeString:
    """Pieces of a text, escaped; those that answer the search are marked."""
    marked = (format_html("<mark>{}</mark>", piece) if is_hit else piece for piece, is_hit in pieces)
    return format_html_join("", "{}", ((piece,) for piece in marked))


@register.simple_tag
def signing_key_is_there() -> bool:
    return proofs.has_key()
