"""What rendering is told besides the Record, what it is told of a book, and how it refuses."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from core.text import date_words

EARS = 12  # of the tabs of a book, from the top of a page to its foot


@dataclass(frozen=True)
class EditionFacts:
    """What stands on a sheet about the edition. `issued_on` is None for a preview; `status_line` then says what it is.

    `digest` is the SHA-256 of the record's canonical bytes; `check_url` is the page that knows the sheet by it. A
    preview has neither on it. `revision` is "Corr.1" where an earlier one was put right. `is_numbered` asks for line
    numbers in the margin.
    """

    number: int
    stage: str
    issued_on: datetime.date | None
    digest: str
    check_url: str
    status_line: str = ""
    revision: str = ""
    is_numbered: bool = False

    @property
    def status(self) -> str:
        """What every page must say of a sheet that was not issued, and of one whose maker wants it said."""
        return self.status_line or ("" if self.issued_on else "Draft, not issued")


@dataclass(frozen=True)
class Tab:
    """A line of the contents of a book. `page` is where it begins, counted from the cover as 1."""

    number: int
    title: str
    note: str
    page: int

    @property
    def step(self) -> int:
        """How far down the edge its ear is, from 0: ears of neighbours do not cover each other."""
        return (self.number - 1) % EARS


@dataclass(frozen=True)
class Front:
    process: str
    title: str
    occasion: str
    marking: str
    bound_on: datetime.date
    tabs: tuple[Tab, ...]

    @property
    def bound(self) -> str:
        return date_words(self.bound_on.isoformat())


class CannotRenderError(Exception):
    """No sheet was made. The message is for the person who asked for it."""
