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
from itertools import islice
from typing import Any

from records.record import Record
from records.render.facts import EditionFacts
from records.render.sheet import Paper

SHEETS_OF_A_PROCESS = 50
LARGEST = 300_000_000  # bytes a process may hold: `python3 run.py bench` measures it

Issue = tuple[Record, EditionFacts]
Job = Issue | tuple[Issue, Issue] | Paper  # two records: the changes between them, marked


class Renderers:
    """Made by `renderers()`. What is drawn comes in the order it was asked for.

    All processes are replaced together, between two sheets. `max_tasks_per_child` would replace them one by one, but
    an executor of Python 3.11 or 3.12 may wait for ever for a process that it did not replace (CPython gh-115634).
    """

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._executor: ProcessPoolExecutor | None = None
        self._drawn = 0  # by the processes there are now
        self.largest = 0  # bytes; of whichever process held most so far

    def drawn(self, jobs: Iterable[Job]) -> Iterator[bytes]:
        """Raises CannotRenderError at the sheet that cannot be drawn."""
        left = iter(jobs)
        while some := list(islice(left, self._room())):
            executor = self._ready()
            self._drawn += len(some)
            for content, held in executor.map(_draw, some):
                self.largest = max(self.largest, held)
                yield content

    def end(self) -> None:
        if self._executor:
            self._executor.shutdown(cancel_futures=True)
        self._executor, self._drawn = None, 0

    def _room(self) -> int:
        """How many sheets the processes still draw, or those that come in their place."""
        most = SHEETS_OF_A_PROCESS * self._processes
        return most - self._drawn if self._drawn < most else most

    def _ready(self) -> ProcessPoolExecutor:
        if self._drawn >= SHEETS_OF_A_PROCESS * self._processes:
            self.end()
        if self._executor is None:
            context = multiprocessing.get_context("forkserver")
            context.set_forkserver_preload([__name__, "records.render.pdf"])
            self._executor = ProcessPoolExecutor(self._processes, mp_context=context, initializer=_stay_in)
        return self._executor


@contextmanager
def renderers(processes: int = 0) -> Iterator[Renderers]:
    """As many as there are cores, unless a number is given. They end with the block."""
    many = Renderers(processes or os.cpu_count() or 1)
    try:
        yield many
    finally:
        many.end()


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
