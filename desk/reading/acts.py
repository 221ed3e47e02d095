"""What the buttons of the reading page do to the answers.

Each act returns the fragment to land on. A button of an older page, for a row that is gone by now, does nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from desk.reading.answers import ROWS, Answers


def do(name: str, answers: Answers, rest: str) -> str:
    """Press the button `name:rest`. "save", "use" and whatever is no button change no row."""
    return _ACTS[name](answers, rest) if name in _ACTS else ""


def _add(answers: Answers, name: str) -> str:
    return f"row-{answers.add(name)}" if name in ROWS else ""


def _remove(answers: Answers, row_id: str) -> str:
    name = answers.where(row_id)
    if name in ROWS:
        answers.leave_out(name, row_id)
    return f"list-{name}" if name in ROWS else ""


def _restore(answers: Answers, row_id: str) -> str:
    if answers.where(row_id) != "left":
        return ""
    answers.put_back(row_id)
    return f"row-{row_id}"


def _raise(answers: Answers, row_id: str) -> str:
    return _within(answers, row_id, lambda name: answers.raise_row(name, row_id))


def _lower(answers: Answers, row_id: str) -> str:
    return _within(answers, row_id, lambda name: answers.lower_row(name, row_id))


def _deeper(answers: Answers, row_id: str) -> str:
    return _within(answers, row_id, lambda name: answers.nest(row_id, 1) if name == "outcomes" else None)


def _higher(answers: Answers, row_id: str) -> str:
    return _within(answers, row_id, lambda name: answers.nest(row_id, -1) if name == "outcomes" else None)


def _across(answers: Answers, row_id: str) -> str:
    other = {"outcomes": "recommendations", "recommendations": "outcomes"}
    return _within(answers, row_id, lambda name: answers.move(name, other[name], row_id) if name in other else None)


def _pick(answers: Answers, rest: str) -> str:
    """Take a suggestion for a name: `row:slug`."""
    row_id, _, slug = rest.partition(":")
    return _settle(answers, row_id, {f"{row_id}-participant": slug}) if slug else ""


def _confirm(answers: Answers, row_id: str) -> str:
    """The reader doubted whom a name means; a person does not."""
    return _settle(answers, row_id, {})


def _settle(answers: Answers, row_id: str, chosen: dict[str, str]) -> str:
    if answers.where(row_id) != "attendance":
        return ""
    answers.fields |= {f"{row_id}-confidence": "1", **chosen}
    return f"row-{row_id}"


def _file(answers: Answers, row_id: str) -> str:
    """One text, or with no id all those for which a place is chosen."""
    for each in [row_id] if row_id else list(answers.lists["unplaced"]):
        if each in answers.lists["unplaced"]:
            answers.file(each, answers.get(each, "goes"))
    return "unfiled"


def _within(answers: Answers, row_id: str, act: Callable[[str], None]) -> str:
    name = answers.where(row_id)
    if name not in ROWS:
        return ""
    act(name)
    return f"row-{row_id}"


_ACTS: dict[str, Callable[[Answers, str], str]] = {
    "add": _add,
    "remove": _remove,
    "restore": _restore,
    "up": _raise,
    "down": _lower,
    "in": _deeper,
    "out": _higher,
    "across": _across,
    "pick": _pick,
    "confirm": _confirm,
    "file": _file,
}
