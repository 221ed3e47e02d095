"""The agenda: a pasted list becomes items, items are numbered, the whole is adopted at the opening.

The verbs run inside the caller's transaction and `acting`, with the meeting locked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from meetings.models import AgendaItem, Meeting
from meetings.services import STEP, saved

DEEPEST = 2  # an item, what stands under it, and once more

_TIME = r"(?:[01]?\d|2[0-3])(?::[0-5]\d|[.h][0-5]\d(?=\s*(?:-|–|to|hrs?\b|am\b|pm\b)))"
_NUMBER = re.compile(
    rf"""(?:(?:agenda\s+)?item\s+)?            # "Item 3", "Agenda item 3"
    (?!{_TIME})                                # not "09:30"
    (?P<number>\d{{1,3}}(?:\.\d{{1,3}})*       # 3, 3.1, 3.1.2
      |\([a-z]{{1,4}}\)|[a-z](?=[.)])          # (a), (iv), a.
      |[IVX]{{1,5}}(?=[.)]))                   # IV.
    (?:[.):\]]|\s*[-–—:](?=\s)|(?=\s))+\s*     # what closes the number
    (?P<title>\S.*)""",
    re.VERBOSE | re.IGNORECASE,
)
_BULLET = re.compile(r"[-–—•·▪◦*o](?=\s)\s+(?P<title>\S.*)")

_CLOSED = re.compile(r"\)\s|[^\s)][.):\]]+\s")
_INITIAL = re.compile(r"[A-Z]\.\s")


class CannotArrangeError(Exception):
    """Why the agenda was left as it is, in words for the user."""


@dataclass(frozen=True)
class Line:
    """One item read from a list: its number as written ("" where it has none), its words, how deep it stands."""

    number: str
    title: str
    depth: int


def read(text: str) -> list[Line]:
    """A pasted list as items, every word of it in one of them.

    In a list with numbers a line without one goes on with the item above it; in one without, each line is an item
    and they are numbered in their order.
    """
    lines = [line.strip() for line in text.replace("\xa0", " ").splitlines() if line.strip()]
    found: list[Line] = []
    for line in lines:
        numbered, bullet = _NUMBER.fullmatch(line), _BULLET.fullmatch(line)
        if numbered:
            number = numbered["number"]
            found.append(Line(number, numbered["title"].strip(), _depth(number, found)))
        elif bullet:
            found.append(Line("", bullet["title"].strip(), _below_number(found)))
        elif found and any(above.number for above in found):
            found[-1] = replace(found[-1], title=f"{found[-1].title} {line}")
        else:
            found.append(Line("", line, 0))
    if found and not any(line.number for line in found):
        return [replace(line, number=str(at), depth=0) for at, line in enumerate(found, 1)]
    return found


def unlabelled(line: str) -> str:
    """A paragraph without the number, letter or bullet it was typed with: "(a) often", "3. Members noted", "- often".

    More is left alone than in a list of items: "12 delegations", "3.5 million" and "A. Smith" begin a sentence.
    """
    line = line.strip()
    if bullet := _BULLET.fullmatch(line):
        return bullet["title"].strip()
    numbered = _NUMBER.fullmatch(line)
    if numbered is None or _INITIAL.match(line) or not _CLOSED.match(line, numbered.end("number") - 1):
        return line
    return numbered["title"].strip()


def _depth(number: str, above: Sequence[Line]) -> int:
    if number[0].isdigit():
        return min(number.count("."), DEEPEST, above[-1].depth + 1 if above else 0)
    if number.isupper():  # IV. stands at the top, as 4. does
        return 0
    return _below_number(above)


def _below_number(above: Sequence[Line]) -> int:
    """Letters and bullets stand one under the figure above them."""
    figures = [line.depth for line in above if line.number and (line.number[0].isdigit() or line.number.isupper())]
    return min(figures[-1] + 1, DEEPEST) if figures else 0


def paste(meeting: Meeting, text: str) -> list[AgendaItem]:
    """Put the items of a list behind those there are. Raises CannotArrangeError, CannotFileError."""
    lines = read(text)
    if not lines:
        raise CannotArrangeError(_("There is no item in it. Paste a list, one item on a line."))
    state, last = state_of_new(meeting), meeting.agenda.order_by("-position").first()
    position = last.position if last else 0
    made: list[AgendaItem] = []
    parents: list[AgendaItem] = []
    for line in lines:
        position += STEP
        del parents[line.depth :]
        parent = parents[-1] if parents else None
        item = AgendaItem(
            meeting=meeting, parent=parent, position=position, number=line.number, title=line.title, state=state
        )
        parents.append(saved(item))
        made.append(item)
    return made


def is_adopted(items: Iterable[AgendaItem]) -> bool:
    return any(item.adopted_as for item in items)


def state_of_new(meeting: Meeting) -> str:
    """What comes after the agenda was adopted is late."""
    return AgendaItem.State.LATE if is_adopted(meeting.agenda.all()) else AgendaItem.State.PROVISIONAL


def adopt(meeting: Meeting) -> int:
    """Everything provisional is adopted as it reads now. Returns how many items. Raises CannotArrangeError."""
    items = list(meeting.agenda.filter(state=AgendaItem.State.PROVISIONAL))
    if not items:
        raise CannotArrangeError(_("No item is provisional, so there is nothing to adopt."))
    for item in items:
        item.state, item.adopted_as = AgendaItem.State.ADOPTED, item.title
        saved(item)
    return len(items)


def number_anew(meeting: Meeting) -> None:
    """1, 1.1, 1.2, 2 … in the order of the list; what was withdrawn keeps the number it had."""
    for item, number in _numbers(list(meeting.agenda.all()), None, ""):
        if item.number != number:
            item.number = number
            saved(item)


def _numbers(items: Sequence[AgendaItem], parent: AgendaItem | None, above: str) -> Iterator[tuple[AgendaItem, str]]:
    at = 0
    for item in items:
        if item.parent_id != (parent.pk if parent else None):
            continue
        number = item.number
        if item.state != AgendaItem.State.WITHDRAWN:
            at += 1
            number = f"{above}{at}"
            yield item, number
        yield from _numbers(items, item, f"{number}.")


def refuse_deleting(item: AgendaItem) -> None:
    """What was adopted is not made undone by deleting it. Raises CannotArrangeError."""
    if item.adopted_as or item.items.exclude(adopted_as="").exists():
        raise CannotArrangeError(_("The meeting adopted this item. Mark it as withdrawn, so that the change shows."))
