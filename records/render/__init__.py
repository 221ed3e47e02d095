"""From a Record to what is handed out: the PDF, and the JSON inside it. Pure: no database, no network, no clock."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from core.watching import metrics
from records.canonical import record_bytes
from records.record import Record
from records.render.facts import CannotRenderError, EditionFacts
from records.render.sheet import Paper, PaperTable
from records.render.text import emphasise

__all__ = [
    "CannotRenderError",
    "EditionFacts",
    "Paper",
    "PaperTable",
    "emphasise",
    "line_numbers",
    "render_changes",
    "render_json",
    "render_paper",
    "render_pdf",
    "versions",
]


def render_pdf(record: Record, edition: EditionFacts) -> bytes:
    """The sheet as PDF/A-3a and PDF/UA-1. Raises CannotRenderError in words for the person who asked."""
    from records.render import pdf  # noqa: PLC0415 - loads Pango and HarfBuzz: who only reads shall not pay for them

    with _counted():
        return pdf.render(record, edition)


def render_paper(paper: Paper) -> bytes:
    """A sheet that is drawn from several records and issued as none, PDF/A-3a and PDF/UA-1 too."""
    from records.render import pdf  # noqa: PLC0415 - as above

    with _counted():
        return pdf.render_paper(paper)


@contextmanager
def _counted() -> Iterator[None]:
    begun = time.perf_counter()
    yield
    metrics.renders.inc()
    metrics.render_seconds.inc(time.perf_counter() - begun)


def line_numbers(record: Record, edition: EditionFacts) -> dict[str, tuple[int, int]]:
    """The first and the last line on paper of every paragraph and sub-paragraph, by its anchor."""
    from records.render import pdf  # noqa: PLC0415 - as above

    return pdf.line_numbers(record, edition)


def render_changes(old: Record, was: EditionFacts, new: Record, edition: EditionFacts) -> bytes:
    """What came and went from one record to another, marked, PDF/A-3a and PDF/UA-1 too."""
    from records.render import pdf  # noqa: PLC0415 - as above

    return pdf.render_changes((old, was), (new, edition))


def render_json(record: Record) -> bytes:
    """The canonical bytes (RFC 8785) whose SHA-256 is the edition's digest."""
    return record_bytes(record)


def versions() -> dict[str, str]:
    """What decides the bytes of a sheet besides its record: kept with every rendition."""
    from records.render import press  # noqa: PLC0415 - as above

    return press.versions()
