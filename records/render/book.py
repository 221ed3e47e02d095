"""What is printed for a book besides its parts: cover, contents, a sheet a tab, and the foot of every page."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from records.canonical import digest
from records.render import sheet
from records.render.pdf import written

TEMPLATE = "print/book.html"
EARS = 12


@dataclass(frozen=True)
class Tab:
    """A line of the contents. `page` is where it begins, counted from the cover as 1."""

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


def front(book: Front) -> bytes:
    """Cover, contents, and one sheet a tab, in that order. Raises CannotRenderError."""
    return _pdf(book, pages=range(0))


def feet(book: Front, pages: int) -> bytes:
    """As many pages with nothing but their foot: what they belong to, the marking, the number."""
    return _pdf(book, pages=range(pages))


def _pdf(book: Front, pages: range) -> bytes:
    content = sheet.book_html(TEMPLATE, book, pages)
    moment = f"{book.bound_on.isoformat()}T00:00:00Z"
    return written(content, title=book.title, author=book.process, moment=moment, identifier=digest(content.encode()))
