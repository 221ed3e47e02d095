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
    is_taken: bool = False


def merged(base: Answers, theirs: Answers, mine: Answers) -> Answers:
    """Mine, with theirs where I had changed nothing since `base`, from which both began.

    Lists are taken all or none: a row stands in one list only, whoever moved it.
    """
    kept = theirs.lists if mine.lists == base.lists else mine.lists
    untouched = {
        name: value
        for name, value in theirs.fields.items()
        if mine.fields.get(name, "").strip() == base.fields.get(name, "").strip()
    }
    return Answers({**theirs.fields, **mine.fields, **untouched}, {name: list(ids) for name, ids in kept.items()})


def differences(theirs: Answers, mine: Answers, form: Answers) -> list[Difference]:
    """Fields that differ, then lists whose rows or order differ. `form` is what the form now holds of both."""
    return [*_fields(theirs, mine, form), *_lists(theirs, mine, form)]


def _fields(theirs: Answers, mine: Answers, form: Answers) -> list[Difference]:
    found = []
    for name in [*mine.fields, *(name for name in theirs.fields if name not in mine.fields)]:
        ours, other = mine.fields.get(name, ""), theirs.fields.get(name, "")
        row_id, _, field = name.rpartition("-")
        if ours.strip() == other.strip() or field in _SILENT:
            continue
        stands_in = form.where(row_id) if row_id else None
        label = field.replace("_", " ").capitalize()
        if stands_in in _NAMES:
            label = f"{_NAMES[stands_in]}, row {form.lists[stands_in].index(row_id) + 1}: {label.lower()}"
        href = f"#row-{row_id}" if row_id else f"#field-{name}"
        found.append(Difference(label, other, ours, href, form.fields.get(name, "") != ours))
    return found


def _lists(theirs: Answers, mine: Answers, form: Answers) -> list[Difference]:
    is_taken = form.lists != mine.lists
    return [
        Difference(_NAMES[name], _in_words(theirs, name), _in_words(mine, name), f"#list-{name}", is_taken)
        for name in (*ROWS, "unplaced", "left")
        if theirs.lists[name] != mine.lists[name]
    ]


def _in_words(answers: Answers, name: str) -> str:
    rows = [answers.words(row_id) or "(empty)" for row_id in answers.lists[name]]
    return "\n".join(f"{at}. {row}" for at, row in enumerate(rows, 1)) or "None"
