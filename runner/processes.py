"""Programs that have the terminal, and the signals that end everything."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Sequence

from runner.paths import ROOT


class Interrupted(BaseException):
    """Ctrl-C, or a polite request to end. Not an Exception, so that nothing on the way takes it for a failure."""


def foreground(command: Sequence[str], settings: dict[str, str]) -> int:
    """A program that has the terminal to itself. Ctrl-C reaches it directly; this process waits for its answer."""
    with subprocess.Popen(command, cwd=ROOT, env=settings) as child:
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            return child.wait()
        except Interrupted:
            child.terminate()
            raise
        finally:
            signal.signal(signal.SIGINT, before)
