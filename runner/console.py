"""What the person at the terminal reads: steps with progress, and the end in one plain sentence.

Progress goes to standard error, so that the output of a command (`run.py manage ... --json > file`) stays clean.
"""

from __future__ import annotations

import errno
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

QUIET_SECONDS = 5.0


class Stop(Exception):
    """The command cannot go on; the message is one sentence that says why and what to do."""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


class Step:
    """One step of the set-up; `note` shows how far it is, in place on a terminal and now and then in a log."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.started = self.noted = time.monotonic()
        self.live = sys.stderr.isatty()
        self._write(f"{title} ...")

    def note(self, text: str) -> None:
        now = time.monotonic()
        if self.live:
            self._write(f"{self.title}: {text}")
        elif now - self.noted > QUIET_SECONDS:
            say(f"  {text}")
            self.noted = now

    def end(self) -> None:
        seconds = time.monotonic() - self.started
        if self.live:
            self._write(f"{self.title} ({seconds:.1f} s)\n")
        elif seconds > QUIET_SECONDS:
            say(f"  done in {seconds:.0f} s")

    def broken(self) -> None:
        if self.live:
            say("")

    def _write(self, text: str) -> None:
        if self.live:
            print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)
        else:
            say(text)


@contextmanager
def step(title: str) -> Iterator[Step]:
    current = Step(title)
    try:
        yield current
    except BaseException:
        current.broken()
        raise
    current.end()


def sentence_for(error: OSError) -> str:
    """One sentence for the operating system's refusals that a person can do something about."""
    where = f" at {error.filename}" if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full{where}: free some space and start again; nothing is lost."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"This user may not write{where}: start as the user who owns that folder,"
            " or choose another with DATA_DIR=/some/folder."
        )
    return f"The operating system refused{where}: {error.strerror or error}."


def tail(log: Path, lines: int = 12) -> str:
    """The last lines of a log, for the reader of a failure."""
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
    except OSError:
        return ""
