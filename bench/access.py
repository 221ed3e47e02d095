"""The proof of access: every check of a permission is taken away in turn, and some test has to fail.

In a copy of the project one file at a time is written without one check. First the conventions are asked, then the
lines of the access table that the package serves, then the tests of the package.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.mutating import Mutant, mutants, without

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_SECONDS = 1800
GATE = "tests/test_architecture.py::test_views_reach_rows_only_through_a_gate"
LINES = {
    "desk": "prepare",
    "library": "meetings or members or strategy or search or check or GET",
    "records": "meetings or members or strategy or prepare",
    "core": "jobs",
    "members": "admin or accounts",
}


def access(*, seed: int, share: float, state: Any) -> tuple[bool, str]:
    """`share` of the checks, drawn by the seed. Resumes after the last one that was judged."""
    every = mutants(ROOT)
    random.Random(seed).shuffle(every)
    wanted = every[: max(1, round(len(every) * share))]
    done = state.load() or {"judged": 0, "missed": 0}
    with tempfile.TemporaryDirectory(prefix="bali-access-") as folder:
        copy = Path(folder) / "project"
        subprocess.run(["git", "clone", "-q", "--shared", str(ROOT), str(copy)], check=True)
        for mutant in wanted[done["judged"] :]:
            missed = not _is_noticed(mutant, copy)
            print(f"{'NOBODY NOTICED' if missed else 'noticed'}: {mutant}", flush=True)
            done = {"judged": done["judged"] + 1, "missed": done["missed"] + missed}
            state.save(done)
    words = f"{done['judged']} of {len(every)} checks of a permission taken away one by one, {done['missed']} unnoticed"
    return done["missed"] == 0, words


def _is_noticed(mutant: Mutant, copy: Path) -> bool:
    file = copy / mutant.path
    whole = file.read_text("utf-8")
    file.write_text(without(whole, mutant), "utf-8")
    package = mutant.path.partition("/")[0]
    try:
        return (
            _fails(copy, GATE)
            or _fails(copy, "tests/test_access.py", "-k", LINES[package])
            or _fails(copy, f"tests/{package}")
        )
    finally:
        file.write_text(whole, "utf-8")


def _fails(copy: Path, *tests: str) -> bool:
    """Whether a test fails: pytest ends with 1. Anything else but 0 and 1 is a fault of the proof itself."""
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-x", "--reuse-db", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, "-m", "not browser" if "-k" not in tests else "", *tests],
        cwd=copy,
        env=os.environ | {"BALI_MODE": "test"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(f"pytest ended with {done.returncode}: {done.stdout[-2000:]}{done.stderr[-500:]}")
    return done.returncode == 1
