"""`run.py test`: all tests on a throw-away database, and the closing line that says what was and was not run."""

from __future__ import annotations

import os
from collections.abc import Sequence

from runner import instance, processes, serve, system
from runner.console import say
from runner.paths import PYTHON, data_dir


def test(arguments: Sequence[str]) -> int:
    serve.make_ready(arguments, development=True)
    arguments = [argument for argument in arguments if argument != "--no-system-packages"]
    if not arguments:
        # Two processes already halve the time; more would only compete with the browser and the database.
        arguments = ["--numprocesses", str(min(4, os.cpu_count() or 1)), "--dist", "loadfile", "--no-loadscope-reorder"]
    with instance.throw_away(data_dir()) as settings:
        status = processes.foreground([str(PYTHON), "-m", "pytest", *arguments], settings)
    if system.chromium() is None:
        say(f"Browser tests {system.NO_CHROMIUM} (on Debian: apt-get install chromium).")
    return status
