"""What can be done behind the pages, by name. Names stand in rows, so they outlive the place of the function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import InterfaceError, OperationalError

TaskFunction = Callable[..., str | None]

# Seconds until the next attempt; one attempt more than there are numbers, then it has failed.
PATIENCE = (5, 30, 120, 600)


class CannotDoError(Exception):
    """Why a job cannot be done, in words for the one who asked for it. It is not tried again by itself."""


@dataclass(frozen=True)
class Task:
    """`refusals` are errors whose text is for people; after those of `passing` it is tried again by itself."""

    name: str
    function: TaskFunction
    in_steps: bool
    refusals: tuple[type[Exception], ...]
    passing: tuple[type[Exception], ...]
    patience: tuple[int, ...]
    priority: int


tasks: dict[str, Task] = {}


def task(
    name: str,
    *,
    in_steps: bool = False,
    refusals: tuple[type[Exception], ...] = (),
    passing: tuple[type[Exception], ...] = (),
    patience: tuple[int, ...] = PATIENCE,
    priority: int = 0,
) -> Callable[[TaskFunction], Task]:
    """Make a task of a function `(job, **arguments) -> address of the result, or None`.

    Without `in_steps` the whole function is one transaction, committed together with "done": its rows are written
    once, however often it was begun. With `in_steps` it commits through `job.each`, item by item, and goes on after the
    last item that was committed. What leaves the database (a letter, a call) can happen twice and needs a key of its
    own where it arrives.
    """

    def register(function: TaskFunction) -> Task:
        made = Task(
            name,
            function,
            in_steps,
            (CannotDoError, *refusals),
            (OperationalError, InterfaceError, *passing),
            patience,
            priority,
        )
        known: Any = tasks.setdefault(name, made)
        if known is not made:
            raise ValueError(f"There are two tasks named {name}.")
        return made

    return register
