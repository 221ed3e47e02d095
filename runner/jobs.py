"""The worker that does what the pages leave for later, beside the server and as long as it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from runner.console import say
from runner.paths import PYTHON, ROOT

PATIENCE_SECONDS = 15.0
LONGEST_PAUSE_SECONDS = 30.0
SOUND_AFTER_SECONDS = 60.0


class Worker:
    """One process, begun again whenever it ends; what a killed one held is given out again by the next."""

    def __init__(self, settings: dict[str, str], log: Path, lifeline: int) -> None:
        self._settings = settings | {"BALI_LIFELINE": str(lifeline)}
        self._log, self._lifeline = log, lifeline
        self._pause = 0.5
        self._start()

    def _start(self) -> None:
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                [str(PYTHON), "-m", "runner.work"],
                cwd=ROOT,
                env=self._settings,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=(self._lifeline,),
                start_new_session=True,
            )
        self._begun = time.monotonic()
        self._ended: float | None = None

    def keep_alive(self) -> None:
        """Called now and then. One that ends at once again and again is begun more and more seldom."""
        if self.process.poll() is None:
            return
        now = time.monotonic()
        if self._ended is None:
            self._ended = now
            if now - self._begun > SOUND_AFTER_SECONDS:
                self._pause = 0.5
            say(f"The worker for jobs ended ({self.process.returncode}); another one begins. Its log: {self._log}.")
        if now - self._ended >= self._pause:
            self._pause = min(self._pause * 2, LONGEST_PAUSE_SECONDS)
            self._start()

    def stop(self) -> None:
        """It finishes what it is at, if that is short; what it cannot finish is done by the next start."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextmanager
def worker(settings: dict[str, str], folder: Path) -> Iterator[Worker]:
    """It watches the reading end of a pipe and ends when this process is gone, however it ended."""
    watched, lifeline = os.pipe()
    try:
        begun = Worker(settings, folder / "log" / "worker.log", watched)
        try:
            yield begun
        finally:
            begun.stop()
    finally:
        os.close(lifeline)
        os.close(watched)
