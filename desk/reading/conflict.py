"""Two people worked on one reading: its fields and the order of its rows, three ways."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext

from core.translating import lazy_
from desk.forms.reading import ReadingForms
from desk.merging.fields import Merged, Value, choices_of, kind_of, merged
from desk.merging.page import Row
from desk.reading.answers import LISTED, LISTS, ROWS, Answers
from meetings.models import Provenance, Reading
from meetings.names import name_table
from meetings.summary.names import NameTable

_NAMES = {
    "hosts": lazy_("Hosts"),
    "attendance": lazy_("Attendance"),
    "figures": lazy_("Figures"),
    "links": lazy_("Linked meetings"),
    "outcomes": lazy_("Outcomes"),
    "recommendations": lazy_("Recommendations"),
    "abbreviations": lazy_("Abbreviations"),
    "unplaced": lazy_("Text not yet filed"),
    "left": lazy_("Left out"),
}
_SILENT = ("level", "confidence", "suggestions", "kind", "said", "from", "goes")


def row_of(saved: Reading, before: Any, typed: Answers, provenance: str) -> Row:
    """The reading as the merge page shows it. `before` is its state as `typed` began from it, None where unknown."""
    names = name_table()
    theirs = Answers.from_json(saved.answers, saved.proposal)
    base = Answers.from_json(before.answers, saved.proposal) if before else Answers()
    lists, contested = arranged(base, theirs, typed)
    together = Answers({**theirs.fields, **typed.fields}, lists)
    bound = _bound(together, names)
    sides = (base, theirs, typed)
    fields = [
        _field(name, bound.get(name), tuple(side.fields.get(name, "") for side in sides), names)
        for name in together.fields
        if name != "provenance"
    ]
    fields = [
        field if field.side in ("same", "both") else replace(field, label=_label(field.name, together, bound))
        for field in fields
    ]
    fields.append(_provenance(before.provenance if before else "", saved.provenance, provenance))
    shown = [field for field in fields if field.name.rpartition("-")[2] not in _SILENT]
    last = saved.history.select_related("history_user").first()
    hidden = [("version", str(saved.version)), ("do", "save")]
    asked = {field.name for field in shown if field.is_collision}
    hidden += [(field.name, value) for field in fields if field.name not in asked for value in _sent(field)]
    hidden += [(f"{LISTED}{name}", row_id) for name, ids in lists.items() for row_id in ids]
    return Row(str(saved), shown, hidden, last, remarks=_remarks(theirs, typed, together, contested))


def _field(name: str, bound: BoundField | None, three: tuple[str, ...], names: NameTable) -> Merged:
    base, theirs, mine = (_value(name, raw, bound, names) for raw in three)
    kind = kind_of(bound.field.widget) if bound is not None else "line"
    choices = choices_of(bound.field) if bound is not None else ()
    return merged(name, name, (base, theirs, mine), kind=kind, choices=choices)


def _value(name: str, raw: str, bound: BoundField | None, names: NameTable) -> Value:
    """A delegation is kept by its key or as typed; both mean the same."""
    if name.endswith("-participant") and (known := names.get(raw)) is not None:
        return Value.of(known.names[0])
    choices = dict(choices_of(bound.field)) if bound is not None else {}
    return Value(raw, choices.get(raw, raw))


def _provenance(base: str, theirs: str, mine: str) -> Merged:
    choices = tuple((str(value), str(label)) for value, label in Provenance.choices)
    words = dict(choices)
    mine = mine if mine in words else theirs
    three = (Value(base, words.get(base, "")), Value(theirs, words[theirs]), Value(mine, words[mine]))
    return merged("provenance", gettext("Where the text is from"), three, kind="choice", choices=choices)


def _sent(field: Merged) -> Iterable[str]:
    """What the form sends on; of a silent field that both changed, mine."""
    return (field.mine.raw,) if field.is_collision else field.settled


def _bound(answers: Answers, names: NameTable) -> dict[str, BoundField]:
    return {form[name].html_name: form[name] for form in ReadingForms(answers, names).all for name in form.fields}


def _label(name: str, answers: Answers, bound: dict[str, BoundField]) -> str:
    row_id, _, field = name.rpartition("-")
    label = str(bound[name].label) if name in bound else field.replace("_", " ").capitalize()
    stands_in = answers.where(row_id) if row_id else None
    if stands_in not in _NAMES:
        return label
    return f"{_NAMES[stands_in]}, row {answers.lists[stands_in].index(row_id) + 1}: {label.lower()}"


def arranged(base: Answers, theirs: Answers, mine: Answers) -> tuple[dict[str, list[str]], list[str]]:
    """Every list of rows put together, and the rows that both moved to different lists: they stand where mine has them.

    A row stands in one list only, whoever moved it. The order is that of the side that changed it, mine where both did.
    """
    places = [{row_id: name for name, ids in side.lists.items() for row_id in ids} for side in (base, theirs, mine)]
    _, of_theirs, of_mine = places
    put: dict[str, str | None] = {}
    contested = []
    for row_id in {**of_theirs, **of_mine}:
        then, there, here = (place.get(row_id) for place in places)
        put[row_id] = there if here == then else here
        if there not in (then, here) and here != then:
            contested.append(row_id)
    lists = {}
    for name in LISTS:
        members = {row_id for row_id, place in put.items() if place == name}
        lists[name] = _ordered(members, base.lists[name], theirs.lists[name], mine.lists[name])
    return lists, contested


def _ordered(members: set[str], base: list[str], theirs: list[str], mine: list[str]) -> list[str]:
    known = set(base)
    is_mine_as_it_was = [i for i in mine if i in known] == [i for i in base if i in set(mine)]
    first, second = (theirs, mine) if is_mine_as_it_was else (mine, theirs)
    rows = [row_id for row_id in first if row_id in members]
    there = set(rows)
    for at, row_id in enumerate(second):
        if row_id in members and row_id not in there:
            before = next((other for other in reversed(second[:at]) if other in there), None)
            rows.insert(rows.index(before) + 1 if before else 0, row_id)
            there.add(row_id)
    return rows


def _remarks(theirs: Answers, mine: Answers, together: Answers, contested: list[str]) -> list[str]:
    """What became of the rows, in words."""
    found = [
        gettext("{name}: rows that the other added, moved or took out are taken over.").format(name=_NAMES[name])
        for name in (*ROWS, "unplaced", "left")
        if together.lists[name] != mine.lists[name]
    ]
    for row_id in contested:
        where = together.where(row_id)
        words = together.words(row_id) or gettext("An empty row")
        other = theirs.where(row_id)
        stands = f"in “{_NAMES[where]}”" if where in _NAMES else "nowhere"
        found.append(
            gettext("“{words}” was moved by both. It stands {stands}, as you put it").format(
                words=words[:80], stands=stands
            )
            + (
                gettext(", not in “{name}”.").format(name=_NAMES[other])
                if other in _NAMES
                else gettext("; the other took it out.")
            )
        )
    return found
