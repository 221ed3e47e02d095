"""Sheets are drawn by processes of their own, which have WeasyPrint loaded before they are asked.

Each may open no connection. It is replaced after so many sheets, and after a large one: Pango and the shapes of
letters it remembers grow. A letter that makes a library below end the process ends that one, not who asked.
"""

from __future__ import annotations

import gc
import io
import multiprocessing
import os
import pickle
import queue
import resource
import signal
import sys
import threading
import traceback
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from records.record import Record
from records.render.facts import CannotRenderError, EditionFacts
from records.render.sheet import Paper

SHEETS_OF_A_PROCESS = 50
LARGE = 150_000_000  # bytes: a process that has held more is replaced after its sheet
LARGEST = 300_000_000  # bytes a process may hold: `python3 run.py prove batch` measures it over every layout
LONGEST = 300  # seconds: 500 paragraphs take half a minute

Issue = tuple[Record, EditionFacts]
Job = Issue | tuple[Issue, Issue] | Paper  # two records: the changes between them, marked


@dataclass(frozen=True)
class Work:
    """A function of `records.render` by its name, "pdf.render": who asks need not load WeasyPrint to name it."""

    act: str
    given: tuple[Any, ...]

    def done(self) -> Any:
        module, name = self.act.split(".")
        return getattr(import_module(f"records.render.{module}"), name)(*self.given)

    @classmethod
    def of(cls, job: Job) -> Work:
        if isinstance(job, Paper):
            return cls("pdf.render_paper", (job,))
        return cls("pdf.render" if isinstance(job[0], Record) else "pdf.render_changes", job)


class Renderer:
    """One process, begun when it is first needed. Whoever asks while it works waits."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process: BaseProcess | None = None
        self._link: Connection | None = None
        self._drawn = 0  # by the process there is now
        self.largest = 0  # bytes; of whichever process held most so far

    def begin(self) -> None:
        """Ready before the first sheet is asked for."""
        with self._turn:
            self._ready()

    def done(self, work: Work) -> Any:
        """What the work gives. Raises CannotRenderError where it cannot be drawn, or ended the process twice."""
        with self._turn:
            for _ in range(2):
                with suppress(EOFError, BrokenPipeError, ConnectionResetError):
                    return self._answer(work)
                self._end()
        raise CannotRenderError(
            "The sheet could not be drawn: the process that draws it ended twice. Tell the administrator: its log "
            "says why."
        )

    def end(self) -> None:
        with self._turn:
            self._end()

    def _answer(self, work: Work) -> Any:
        link = self._ready()
        link.send_bytes(_packed(work))
        if not link.poll(LONGEST):
            self._end()
            raise CannotRenderError(f"The sheet was not drawn within {LONGEST // 60} minutes. Divide the record.")
        found, fault, held = link.recv()
        self._drawn += 1
        self.largest = max(self.largest, held)
        if self._drawn >= SHEETS_OF_A_PROCESS or held > LARGE:
            self._end()
            self._ready()
        if isinstance(fault, CannotRenderError):
            raise fault
        if fault:
            raise RuntimeError(fault)
        return found

    def _ready(self) -> Connection:
        if self._link is None:
            context: Any = multiprocessing.get_context(_METHOD)
            if _METHOD == "forkserver":
                context.set_forkserver_preload([__name__, "records.render.pdf"])
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs,), daemon=True, name="renderer")
            process.start()  # may fail: nothing is kept of a process that never began
            theirs.close()
            self._process, self._link = process, ours
        return self._link

    def _end(self) -> None:
        if self._link:
            self._link.close()
        if self._process:
            self._process.kill()
            self._process.join()
        self._process, self._link, self._drawn = None, None, 0


class _Packer(pickle.Pickler):
    """Choices of models become what stands in the row: the process that draws knows no models."""

    def reducer_override(self, told: Any) -> Any:
        return (type(told.value), (told.value,)) if isinstance(told, Enum) else NotImplemented


def _packed(work: Work) -> bytes:
    into = io.BytesIO()
    _Packer(into, pickle.HIGHEST_PROTOCOL).dump(work)
    return into.getvalue()


_METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
_own = Renderer()


def own() -> Renderer:
    """That of this process, for what is drawn one at a time."""
    return _own


def _forget() -> None:
    """A process that was forked has its parent's renderer, and would read its answers."""
    global _own  # noqa: PLW0603
    _own = Renderer()


os.register_at_fork(after_in_child=_forget)


class Renderers:
    """Made by `renderers()`. What is drawn comes in the order it was asked for."""

    def __init__(self, processes: int) -> None:
        self.all = [Renderer() for _ in range(processes)]
        self._free: queue.SimpleQueue[Renderer] = queue.SimpleQueue()
        for one in self.all:
            self._free.put(one)

    @property
    def largest(self) -> int:
        """Bytes of whichever process held most so far."""
        return max(one.largest for one in self.all)

    def drawn(self, jobs: Iterable[Job]) -> Iterator[bytes]:
        """Raises CannotRenderError at the sheet that cannot be drawn."""
        waiting: deque[Future[bytes]] = deque()
        with ThreadPoolExecutor(len(self.all)) as threads:
            try:
                for job in jobs:
                    waiting.append(threads.submit(self._done, Work.of(job)))
                    if len(waiting) > 2 * len(self.all):
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:
                threads.shutdown(cancel_futures=True)

    def end(self) -> None:
        for one in self.all:
            one.end()

    def _done(self, work: Work) -> bytes:
        renderer = self._free.get()
        try:
            content: bytes = renderer.done(work)
            return content
        finally:
            self._free.put(renderer)


@contextmanager
def renderers(processes: int = 0) -> Iterator[Renderers]:
    """As many as there are cores, unless a number is given. They end with the block."""
    many = Renderers(processes or os.cpu_count() or 1)
    try:
        yield many
    finally:
        many.end()


def _serve(link: Connection) -> None:
    """In the process that draws, until who asks is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal is for who asks
    _stay_in()
    from records.render.press import press  # noqa: PLC0415 - loaded before, where processes are forked from one

    press()
    gc.freeze()
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            link.send((*_tried(link), _held()))


def _tried(link: Connection) -> tuple[Any, CannotRenderError | str]:
    try:
        return link.recv().done(), ""
    except EOFError:
        raise
    except CannotRenderError as refusal:
        return None, refusal
    except Exception:
        return None, traceback.format_exc()


def _held() -> int:
    """The most memory that this process has held so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _stay_in() -> None:
    """The press fetches nothing; this sees to it whatever a library below it may come to do."""
    sys.addaudithook(_refuse_connections)


def _refuse_connections(event: str, arguments: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind"):
        raise PermissionError(f"A process that draws sheets asked for the network: {event}.")
