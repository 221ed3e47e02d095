"""After kill -9 of any part the next start recovers, and nothing that was committed is lost."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from runner.work import PATIENCE_SECONDS
from tests.setup.conftest import Start, processes_of

Begin = Callable[..., Start]
KILLED = [
    ("worker",),
    ("jobs",),
    ("backend",),
    ("server",),
    ("postmaster",),
    ("run.py",),
    ("run.py", "server"),
    ("run.py", "postmaster"),
    ("run.py", "server", "postmaster"),
]


def count(served: Start) -> int:
    return int(served.cluster.query("SELECT count(*) FROM kept")[0][0])


@pytest.mark.parametrize("victims", KILLED, ids=["+".join(victims) for victims in KILLED])
def test_a_killed_part_costs_no_row(filled: Path, start: Begin, victims: tuple[str, ...]) -> None:
    first = start().until_serving()
    first.cluster.query("CREATE TABLE kept (number int); INSERT INTO kept SELECT generate_series(1, 1000)")
    assert first.answers() == 200
    pids = first.parts()

    for victim in victims:
        os.kill(pids[victim], signal.SIGKILL)

    if victims in (("worker",), ("jobs",), ("backend",)):
        deadline = time.monotonic() + 20
        while not healed(first) and time.monotonic() < deadline:
            time.sleep(0.2)
        assert first.answers() == 200
        assert victims != ("jobs",) or first.worker_for_jobs() != pids["jobs"]
        status, said = first.stop()
        assert status == 0, said
    else:
        status, said = first.end()
        assert status != 0
        assert "Traceback" not in said
    second = start().until_serving()
    assert count(second) == 1000
    assert second.answers() == 200
    status, said = second.stop()
    assert (status, "Traceback" in said) == (0, False)
    assert left_after(PATIENCE_SECONDS + 5, filled) == []


def left_after(seconds: float, data: Path) -> list[str]:
    """What still runs: a worker whose run.py was killed is given its patience to put its job down."""
    deadline = time.monotonic() + seconds
    while (left := processes_of(data)) and time.monotonic() < deadline:
        time.sleep(0.2)
    return left


def healed(served: Start) -> bool:
    try:
        return served.answers() == 200
    except OSError:
        return False


def test_stopping_leaves_nothing_running(filled: Path, start: Begin) -> None:
    served = start().until_serving()
    assert processes_of(filled) != []

    status, said = served.stop()

    assert (status, "Stopped." in said, "Traceback" in said) == (0, True, False)
    assert processes_of(filled) == []
