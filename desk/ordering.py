"""The order of rows: up and down, before another, under another and out again. Moving one row writes one row.

All refuse while the meeting waits for approval (`CannotCorrectError`), and where somebody saved or deleted the row
after `version` (`StaleVersion`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from core.history import acting
from desk.meeting_services import CannotCorrectError, locked, opened
from meetings.models import Meeting
from meetings.services import STEP
from members.models import User


@contextmanager
def _moving(row: Any, meeting: Meeting, version: int, by: User) -> Iterator[tuple[Any, list[Any]]]:
    """The row, locked, and all rows of its kind in the order they are read, the row among them."""
    with transaction.atomic(), acting(by, "Changed the order"):
        opened(meeting, by)
        moved = locked(row, version)
        everything = list(type(row).objects.filter(meeting=meeting).order_by("position", "pk"))
        yield moved, [moved if one.pk == moved.pk else one for one in everything]


def _siblings(moved: Any, everything: list[Any]) -> list[Any]:
    return [one for one in everything if one.parent_id == moved.parent_id]


def move(row: Any, meeting: Meeting, *, version: int, up: bool, by: User) -> None:
    """Put a row before its elder (`up`) or behind its younger sibling; at the edge nothing happens."""
    with _moving(row, meeting, version, by) as (moved, everything):
        siblings = _siblings(moved, everything)
        at = siblings.index(moved)
        to = at - 1 if up else at + 1
        if 0 <= to < len(siblings):
            seat(siblings.pop(at), siblings, to)


def place(row: Any, meeting: Meeting, *, version: int, before: UUID | None, by: User) -> None:
    """Put a row before another of its siblings, or last of them."""
    with _moving(row, meeting, version, by) as (moved, everything):
        siblings = _siblings(moved, everything)
        siblings.remove(moved)
        to = next((at for at, sibling in enumerate(siblings) if sibling.pk == before), None)
        if before is not None and to is None:
            raise CannotCorrectError(_("The list changed meanwhile. Look at it again, then move the line."))
        seat(moved, siblings, len(siblings) if to is None else to)


def nest(row: Any, meeting: Meeting, *, version: int, by: User, deepest: int) -> None:
    """Put a row under the sibling above it, last there. Nothing happens to the first one, or deeper than `deepest`."""
    with _moving(row, meeting, version, by) as (moved, everything):
        siblings = _siblings(moved, everything)
        at = siblings.index(moved)
        if at == 0 or _depth(siblings[at - 1], everything) + 1 + _height(moved, everything) > deepest:
            return
        moved.parent_id = siblings[at - 1].pk
        there = _siblings(moved, [one for one in everything if one.pk != moved.pk])
        seat(moved, there, len(there))


def unnest(row: Any, meeting: Meeting, *, version: int, by: User) -> None:
    """Put a row behind the one it stands under, on that one's level. Nothing happens at the top."""
    with _moving(row, meeting, version, by) as (moved, everything):
        above = next((one for one in everything if one.pk == moved.parent_id), None)
        if above is None:
            return
        moved.parent_id = above.parent_id
        siblings = _siblings(above, [one for one in everything if one.pk != moved.pk])
        seat(moved, siblings, siblings.index(above) + 1)


def _depth(row: Any, everything: list[Any]) -> int:
    above = next((one for one in everything if one.pk == row.parent_id), None)
    return 1 + _depth(above, everything) if above else 0


def _height(row: Any, everything: list[Any]) -> int:
    below = [one for one in everything if one.parent_id == row.pk]
    return 1 + max(_height(one, everything) for one in below) if below else 0


def seat(moved: Any, siblings: list[Any], at: int) -> None:
    """Save `moved` among its siblings, with a position between its neighbours; where none is free, number them anew."""
    before = siblings[at - 1].position if at else 0
    after = siblings[at].position if at < len(siblings) else before + 2 * STEP
    if after - before > 1:
        moved.position = (before + after) // 2
        moved.save()
        return
    for index, sibling in enumerate([*siblings[:at], moved, *siblings[at:]], 1):
        if sibling.position != index * STEP or sibling is moved:
            sibling.position = index * STEP
            sibling.save()
