"""What is printed for a book besides its parts: cover, contents, a sheet a tab, and the foot of every page."""

from __future__ import annotations

from records.canonical import digest
from records.render import sheet
from records.render.facts import Front
from records.render.glyphs import of_book
from records.render.pdf import written

TEMPLATE = "print/book.html"


def front(book: Front) -> bytes:
    """Cover, contents, and one sheet a tab, in that order. Raises CannotRenderError."""
    return _pdf(book, pages=range(0))


def feet(book: Front, pages: int) -> bytes:
    """As many pages with nothing but their foot: what they belong to, the marking, the number."""
    return _pdf(book, pages=range(pages))


def _pdf(book: Front, pages: range) -> bytes:
    content = sheet.book_html(TEMPLATE, book, pages)
    moment = f"{book.bound_on.isoformat()}T00:00:00Z"
    return written(
        content,
        title=book.title,
        author=book.process,
        moment=moment,
        identifier=digest(content.encode()),
        places=of_book(book),
    )
