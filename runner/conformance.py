"""`run.py conformance`: every layout of the sheets, judged by checkers that nothing else of the project needs."""

from __future__ import annotations

from collections.abc import Sequence

from runner import environment, processes, serve
from runner.paths import PYTHON, child_environment, data_dir


def conformance(arguments: Sequence[str]) -> int:
    """Extra arguments go to `bench.conformance`, such as `--few` or `--keep FOLDER`."""
    serve.make_ready(())
    # Django wants settings; nothing is asked of a database, and of the data only whether there are faces to draw with.
    settings = child_environment(BALI_MODE="test", DATA_DIR=str(data_dir()), PYTHONPATH=str(environment.checkers()))
    command = [str(PYTHON), "-m", "bench.conformance", *arguments]
    return processes.foreground(command, settings)
