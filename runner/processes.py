"""How programs started here end: with the terminal's Ctrl-C, and with run.py itself."""

from __future__ import annotations

import ctypes
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence

from runner.paths import ROOT

PR_SET_PDEATHSIG = 1


class Interrupted(BaseException):
    """Ctrl-C, or a polite request to end. Not an Exception, so that nothing on the way takes it for a failure."""


def ends_with_parent(sign: signal.Signals = signal.SIGKILL) -> Callable[[], None]:
    """For a child, between fork and exec: the kernel sends it that signal when run.py is gone, however it went.

    A program that goes on writing would be in the way of the next start. Elsewhere than on Linux it may be.
    """
    if sys.platform != "linux":
        return lambda: None
    libc = ctypes.CDLL(None)
    return lambda: libc.prctl(PR_SET_PDEATHSIG, int(sign), 0, 0, 0)


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
