"""`run.py conformance`: every layout of the sheets, judged by checkers that nothing else of the project needs."""

from __future__ import annotations

from collections.abc import Sequence

from runner import environment, instance, processes, serve
from runner.paths import PYTHON, data_dir


def conformance(arguments: Sequence[str]) -> int:
    """Extra arguments go to `bench.conformance`, such as `--few` or `--keep FOLDER`."""
    serve.make_ready(())
    settings = instance.application_environment(data_dir(), "postgres:///nothing-is-asked-of-it")
    command = [str(PYTHON), "-m", "bench.conformance", *arguments]
    return processes.foreground(command, settings | {"PYTHONPATH": str(environment.checkers())})
