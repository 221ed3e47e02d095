"""Proof of the renderers: many sheets on every core against WeasyPrint alone, and what a process holds."""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from bench import sheets
from records.record import Record
from records.render import EditionFacts
from records.render.renderers import LARGEST, renderers

SHEETS, ROUNDS, SLOWER = 60, 3, 1.3  # what may be added to WeasyPrint's own time: checks, the record inside, sending


def batch(*, seed: int, share: float, state: Any) -> tuple[bool, str]:
    """Both take turns over the same sheets, so that what else the machine does falls on both. The best turn counts."""
    make = sheets.LAYOUTS["outcome-statement"]
    jobs = [make(random.Random(f"{seed}/{at}"), 30) for at in range(max(8, int(SHEETS * share)))]
    pages = [_page(job) for job in jobs]
    ours, alone = [], []
    with renderers() as drawing, _plain() as plain:
        list(drawing.drawn(jobs[:4])), list(plain.map(_alone, pages[:4]))  # both warm
        for _ in range(ROUNDS):
            ours.append(_timed(lambda: list(drawing.drawn(jobs))))
            alone.append(_timed(lambda: list(plain.map(_alone, pages))))
    layout, largest = _largest()
    ratio = min(ours) / min(alone)
    words = (
        f"{len(jobs)} records of 30 items on {os.cpu_count()} cores in {min(ours):.1f} s, {ratio:.2f} times WeasyPrint "
        f"alone ({min(alone):.1f} s); of {len(sheets.LAYOUTS)} layouts over 500 items the largest renderer held "
        f"{largest / 1e6:.0f} MB ({layout})"
    )
    return ratio <= SLOWER and largest <= LARGEST, words


def _largest() -> tuple[str, int]:
    """The layout whose sheet over 500 items, the most there are, took most: its name, and the bytes held."""
    held = {}
    for layout, make in sheets.LAYOUTS.items():
        with renderers(1) as drawing:
            list(drawing.drawn([make(random.Random(500), 500)]))
            held[layout] = drawing.largest
    return max(held.items(), key=lambda item: item[1])


def _timed(act: Any) -> float:
    begun = time.monotonic()
    act()
    return time.monotonic() - begun


def _plain() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(os.cpu_count() or 1, mp_context=multiprocessing.get_context("forkserver"))


def _page(job: Any) -> str:
    from records.render import sheet

    record, edition = job
    assert isinstance(record, Record)
    assert isinstance(edition, EditionFacts)
    return sheet.html(sheet.sheet(record, edition))


def _alone(page: str) -> bytes:
    """WeasyPrint with our faces and style sheet, the same variant, and nothing else of ours."""
    from records.render.press import press, weasyprint

    tools = press()
    document = weasyprint.HTML(string=page, url_fetcher=tools.fetcher).render(
        font_config=tools.faces, stylesheets=[tools.styles], pdf_variant="pdf/a-3a"
    )
    content: bytes = document.write_pdf(pdf_variant="pdf/a-3a")
    return content
