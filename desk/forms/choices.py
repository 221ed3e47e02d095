"""What was chosen on the merge page, put back into the fields of the form it is about.

A field that collided comes in pieces, `purpose~0`, `purpose~1` …, `purpose~of` of them. A settled piece is its text. A
collision has three: `purpose~1~theirs`, `purpose~1~mine` and `purpose~1` (the box to write in), and `purpose~1~pick`
says which holds. Every paragraph of a piece ends with a line end, so that one that was taken out leaves none behind.
"""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from core.translating import lazy_

MARK = "~"
MARKER = "_merged"
MOST_PIECES = 2000
TWICE = lazy_(
    "You chose one of the two texts and wrote another as well. What you wrote stands here: save it, or change it."
)


def lines(text: str) -> str:
    """With the line ends of a text, whatever the browser sent."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def resolved(data: Any) -> tuple[Any, dict[str, str]]:
    """The form's own fields, and what is wrong with choices by field. Data of an ordinary page comes back as it is."""
    if not isinstance(data, QueryDict) or MARKER not in data:
        return data, {}
    faults: dict[str, str] = {}
    made = QueryDict(mutable=True)
    for name, values in data.lists():
        if MARK not in name and name != MARKER:
            made.setlist(name, values)
    for key in data:
        name, _, rest = key.partition(MARK)
        if rest == "of":
            text, is_twice = _assembled(data, name)
            made.setlist(name, [text] if text or not _is_box(data, name) else [])
            if is_twice:
                faults[name] = TWICE
    return made, faults


def _is_box(data: QueryDict, name: str) -> bool:
    """A tick box is sent when ticked and not at all when not."""
    return data.get(f"{name}{MARK}as") == "box"


def _assembled(data: QueryDict, name: str) -> tuple[str, bool]:
    count = data.get(f"{name}{MARK}of", "")
    pieces, is_twice = [], False
    for at in range(min(int(count), MOST_PIECES) if count.isdecimal() else 0):
        text, is_odd = _piece(data, f"{name}{MARK}{at}")
        pieces.append(text)
        is_twice |= is_odd
    return "".join(pieces).removesuffix("\n"), is_twice


def _piece(data: QueryDict, name: str) -> tuple[str, bool]:
    """The text of one piece, and whether a text was chosen and another written."""
    pick, box = data.get(f"{name}{MARK}pick"), lines(data.get(name, ""))
    mine = lines(data.get(f"{name}{MARK}mine", ""))
    if f"{name}{MARK}mine" not in data:
        return box, False
    is_written = box != mine.removesuffix("\n")
    if pick in ("theirs", "mine") and not is_written:
        return lines(data.get(f"{name}{MARK}{pick}", "")), False
    return (f"{box}\n" if box else ""), pick == "theirs"
