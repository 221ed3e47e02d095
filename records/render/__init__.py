"""From a Record to what is handed out: the PDF, and the JSON inside it. Pure: no database, no network, no clock."""

from __future__ import annotations

import threading
import time
from typing import Any

from django.conf import settings

from core.watching import metrics
from records.canonical import record_bytes
from records.record import Record
from records.render.facts import CannotRenderError, EditionFacts, Front, Tab
from records.render.made_with import versions
from records.render.renderers import Work, own
from records.render.sheet import Paper, PaperTable
from records.render.text import emphasise

__all__ = [
    "CannotRenderError",
    "EditionFacts",
    "Front",
    "Paper",
    "PaperTable",
    "Tab",
    "begin_to_draw",
    "emphasise",
    "line_numbers",
    "render_changes",
    "render_feet",
    "render_front",
    "render_json",
    "render_paper",
    "render_pdf",
    "versions",
]


def render_pdf(record: Record, edition: EditionFacts) -> bytes:
    """The sheet as PDF/A-3a and PDF/UA-1. Raises CannotRenderError in words for the person who asked."""
    return _counted("pdf.render", record, edition)


def render_paper(paper: Paper) -> bytes:
    """A sheet that is drawn from several records and issued as none, PDF/A-3a and PDF/UA-1 too."""
    return _counted("pdf.render_paper", paper)


def render_changes(old: Record, was: EditionFacts, new: Record, edition: EditionFacts) -> bytes:
    """What came and went from one record to another, marked, PDF/A-3a and PDF/UA-1 too."""
    return _counted("pdf.render_changes", (old, was), (new, edition))


def render_front(book: Front) -> bytes:
    """Cover, contents, and one sheet a tab, in that order."""
    return _counted("book.front", book)


def render_feet(book: Front, pages: int) -> bytes:
    """As many pages with nothing but their foot: what they belong to, the marking, the number."""
    return _counted("book.feet", book, pages)


def line_numbers(record: Record, edition: EditionFacts) -> dict[str, tuple[int, int]]:
    """The first and the last line on paper of every paragraph and sub-paragraph, by its anchor."""
    found: dict[str, tuple[int, int]] = _done("pdf.line_numbers", record, edition)
    return found


def render_json(record: Record) -> bytes:
    """The canonical bytes (RFC 8785) whose SHA-256 is the edition's digest."""
    return record_bytes(record)


def begin_to_draw(after: float = 5) -> None:
    """What draws is loaded before the first sheet is asked for, seconds after a start that answers readers first."""
    if settings.DRAWS_APART:
        later = threading.Timer(after, own().begin)
        later.daemon = True
        later.start()


def _counted(act: str, *given: Any) -> bytes:
    begun = time.perf_counter()
    content: bytes = _done(act, *given)
    metrics.renders.inc()
    metrics.render_seconds.inc(time.perf_counter() - begun)
    return content


def _done(act: str, *given: Any) -> Any:
    """In a process that does nothing else. Tests draw in their own, where what they change is seen."""
    work = Work(act, given)
    return own().done(work) if settings.DRAWS_APART else work.done()
