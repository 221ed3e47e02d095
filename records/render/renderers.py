"""Many sheets at once: processes that have WeasyPrint loaded before they are asked, on every core.

Each may open no connection, and is replaced after so many sheets: Pango and the shapes of letters it remembers grow.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

from records.record import Record
from records.render.facts import EditionFacts
from records.render.sheet import Paper

SHEETS_OF_A_PROCESS = 50
LARGEST = 300_000_000  # bytes a process may hold: `python3 run.py bench` measures it

Issue = tuple[Record, EditionFacts]
Job = Issue | tuple[Issue, Issue] | Paper  # two records: the changes between them, marked


class Renderers:
    """Made by `renderers()`. What is drawn comes in the order it was asked for."""

    def __init__(self, executor: ProcessPoolExecutor) -> None:
        self._executor = executor
        self.largest = 0  # bytes; of whichever process held most so far

    def drawn(self, jobs: Iterable[Job]) -> Iterator[bytes]:
        """Raises CannotRenderError at the sheet that cannot be drawn."""
        for content, held in self._executor.map(_draw, jobs):
            self.largest = max(self.largest, held)
            yield content


@contextmanager
def renderers(processes: int = 0) -> Iterator[Renderers]:
    """As many as there are cores, unless a number is given. They end with the block."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, "records.render.pdf"])
    with ProcessPoolExecutor(
        processes or os.cpu_count() or 1,
        mp_context=context,
        initializer=_stay_in,
        max_tasks_per_child=SHEETS_OF_A_PROCESS,
    ) as executor:
        yield Renderers(executor)


def _draw(job: Job) -> tuple[bytes, int]:
    """The file, and the most memory that this process has held so far, in bytes."""
    from records.render import pdf  # noqa: PLC0415 - loaded before, by the process that this one was forked from

    if isinstance(job, Paper):
        content = pdf.render_paper(job)
    elif isinstance(job[0], Record):
        content = pdf.render(*job)
    else:
        content = pdf.render_changes(*job)
    return content, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _stay_in() -> None:
    """The press fetches nothing; this sees to it whatever a library below it may come to do."""
    sys.addaudithook(_refuse_connections)


def _refuse_connections(event: str, arguments: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind"):
        raise PermissionError(f"A process that draws sheets asked for the network: {event}.")
