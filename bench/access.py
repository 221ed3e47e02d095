"""The proof of access: every check of a permission is taken away in turn, and some test has to fail.

Asked are the lines of the access table that reach the check, then the second walls, then the conventions, then the
tests of the package. A test counts only if it passes again with the check put back. See `bench/mutating.py` for what a
check is.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.mutating import PLACES, Mutant, mutants

ROOT = Path(__file__).resolve().parent.parent
TABLE, CONVENTIONS = "tests/test_access.py", "tests/test_architecture.py"
GATES = [
    f"{CONVENTIONS}::test_{name}"
    for name in ("views_reach_rows_only_through_a_gate", "every_view_is_marked", "gates_behind_the_views_stand")
]
WALLS = "tests/test_walls.py"
LOOKS_EVERY_SECONDS = 1.0


def access(*, seed: int, share: float, state: Any) -> tuple[bool, str]:
    """`share` of the checks, drawn by the seed. Resumes with those that were not judged yet."""
    every = mutants(ROOT)
    drawn = random.Random(seed).sample(every, max(1, round(len(every) * share)))
    done: dict[str, str] = state.load()
    for number, test in _judged([mutant for mutant in drawn if str(mutant.number) not in done]):
        done[number] = test
        state.save(done)
        print(f"{every[int(number)]}: {'NOBODY NOTICED' if test == '-' else test}", flush=True)
    missed = sum(test == "-" for test in done.values())
    shown = sum(test.startswith(TABLE) for test in done.values())
    convention = sum(test.startswith(CONVENTIONS) for test in done.values())
    others = len(done) - shown - convention - missed
    words = (
        f"{len(done)} of {len(every)} checks of a permission taken away one by one: noticed by the access table "
        f"{shown}, by a convention that reads the source {convention}, by other tests {others}; {missed} unnoticed"
    )
    return missed == 0 and len(done) == len(drawn), words


def _judged(wanted: list[Mutant]) -> Any:
    """Number and failing test of each, as they are found, from a copy of the project."""
    if not wanted:
        return
    with tempfile.TemporaryDirectory(prefix="bali-access-") as folder:
        copy, report = Path(folder) / "project", Path(folder) / "report"
        subprocess.run(["git", "clone", "-q", "--shared", str(ROOT), str(copy)], check=True)
        report.touch()
        (Path(folder) / "static").mkdir()
        folders = [f"tests/{place}" for place in PLACES if (copy / "tests" / place).is_dir()]
        with (Path(folder) / "log").open("w+") as log:
            child = subprocess.Popen(
                [sys.executable, "-B", "-m", "pytest", "-q", "-p", "bench.taking", "-p", "no:cacheprovider",
                 "-m", "not browser", TABLE, WALLS, *GATES, *folders],
                cwd=copy,
                env=os.environ | {
                    "BALI_MODE": "test", "DATA_DIR": folder,
                    "TAKEN": " ".join(str(mutant.number) for mutant in wanted), "TAKEN_REPORT": str(report),
                },
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
            try:
                yield from _lines(report, child)
            finally:
                child.terminate()
                child.wait()
            log.seek(0)
            if child.returncode != 0:
                raise RuntimeError(f"pytest ended with {child.returncode}: {log.read()[-3000:]}")


def _lines(report: Path, child: subprocess.Popen[bytes]) -> Any:
    """The lines of a file that a process is writing, until it ends."""
    with report.open() as lines:
        has_ended = False
        while True:
            line = lines.readline()
            if line:
                yield line.rstrip("\n").split("\t")
            elif has_ended:
                return
            else:
                has_ended = child.poll() is not None
                time.sleep(0 if has_ended else LOOKS_EVERY_SECONDS)
