"""Two people worked on one reading: what differs, in the words of the page."""

from __future__ import annotations

from dataclasses import dataclass

from desk.reading.answers import ROWS, Answers

_NAMES = {
    "hosts": "Hosts",
    "attendance": "Attendance",
    "figures": "Figures",
    "links": "Linked meetings",
    "outcomes": "Outcomes",
    "recommendations": "Recommendations",
    "abbreviations": "Abbreviations",
    "unplaced": "Text not yet filed",
    "left": "Left out",
}
_SILENT = ("level", "confidence", "suggestions", "kind", "said", "from", "goes")


@dataclass(frozen=True)
class Difference:
    """One place where the texts differ. `href` leads to the field in the form, which holds `mine`."""

    label: str
    theirs: str
    mine: str
    href: str = ""


def differences(theirs: Answers, mine: Answers) -> list[Difference]:
    """Fields that differ, then lists whose rows or order differ."""
    return [*_fields(theirs, mine), *_lists(theirs, mine)]


def _fields(theirs: Answers, mine: Answers) -> list[Difference]:
    found = []
    for name in [*mine.fields, *(name for name in theirs.fields if name not in mine.fields)]:
        ours, other = mine.fields.get(name, ""), theirs.fields.get(name, "")
        row_id, _, field = name.rpartition("-")
        if ours.strip() == other.strip() or field in _SILENT:
            continue
        stands_in = mine.where(row_id) if row_id else None
        label = field.replace("_", " ").capitalize()
        if stands_in in _NAMES:
            label = f"{_NAMES[stands_in]}, row {mine.lists[stands_in].index(row_id) + 1}: {label.lower()}"
        found.append(Difference(label, other, ours, f"#row-{row_id}" if row_id else f"#field-{name}"))
    return found


def _lists(theirs: Answers, mine: Answers) -> list[Difference]:
    return [
        Difference(_NAMES[name], _in_words(theirs, name), _in_words(mine, name), f"#list-{name}")
        for name in (*ROWS, "unplaced", "left")
        if theirs.lists[name] != mine.lists[name]
    ]


def _in_words(answers: Answers, name: str) -> str:
    rows = [answers.words(row_id) or "(empty)" for row_id in answers.lists[name]]
    return "\n".join(f"{at}. {row}" for at, row in enumerate(rows, 1)) or "None"
