"""The source cut into phrases, each with the place its words went to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desk.reading.answers import Answers, row_of

# The five colours of the page, by list or field. What stands in none of them is 0: not filed, or left out.
GROUPS = {
    1: ("title", "series", "ordinal", "location", "dates", "image"),
    2: ("hosts", "attendance", "figures"),
    3: ("purpose", "links", "abbreviations"),
    4: ("outcomes",),
    5: ("recommendations", "recommendations_intro"),
}
_GROUP_OF = {name: group for group, names in GROUPS.items() for name in names}
_CONTROL_OF = {"location": "city", "dates": "starts"}


@dataclass(frozen=True)
class Phrase:
    """A stretch of the source. `href` is the fragment of its field; "" for blanks and for words with no place."""

    text: str
    group: int | None = None
    href: str = ""


def phrases(text: str, spans: Sequence[Sequence[int | str]], answers: Answers) -> Iterator[Phrase]:
    """The whole text, in its order, nothing left out: joined again the phrases are the text.

    `spans` are (start, end, JSON pointer) in code points. Neighbours that went to one place make one phrase.
    """
    at = 0
    for start, end, href, group in _runs(text, spans, answers):
        if start > at:
            yield Phrase(text[at:start])
        yield Phrase(text[start:end], group, href)
        at = end
    if at < len(text):
        yield Phrase(text[at:])


def _runs(text: str, spans: Sequence[Sequence[int | str]], answers: Answers) -> Iterator[tuple[int, int, str, int]]:
    lists = {row_id: name for name, ids in answers.lists.items() for row_id in ids}
    run: tuple[int, int, str, int] | None = None
    for first, last, pointer in sorted(spans, key=lambda span: int(span[0])):
        start, end = int(first), int(last)
        href, group = _place(str(pointer), lists)
        if run and (run[2], run[3]) == (href, group) and _is_joined(text[run[1] : start]):
            run = (run[0], end, href, group)
            continue
        if run:
            yield run
        run = (start, end, href, group)
    if run:
        yield run


def _is_joined(between: str) -> bool:
    """Blanks within a line keep a phrase whole; a new line begins a new one, as the eye reads it."""
    return not between.strip() and "\n" not in between


def _place(pointer: str, lists: dict[str, str]) -> tuple[str, int]:
    name = pointer.split("/")[1] if "/" in pointer else ""
    row_id = row_of(pointer)
    if row_id is None:
        group = _GROUP_OF.get(name, 0)
        return (f"#field-{_CONTROL_OF.get(name, name)}" if group else "", group)
    stands_in = lists.get(row_id, "left")
    if stands_in == "purpose":
        return "#field-purpose", _GROUP_OF["purpose"]
    if stands_in == "unplaced":
        return f"#row-{row_id}", 0
    group = _GROUP_OF.get(stands_in, 0)
    return (f"#row-{row_id}" if group else "", group)
