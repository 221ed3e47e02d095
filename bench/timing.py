"""How long things take, and how that is said."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One figure of the report: what was measured and what was promised."""

    name: str
    measured: str
    promise: str
    is_kept: bool


@dataclass(frozen=True)
class Times:
    """Seconds of each of several runs."""

    seconds: tuple[float, ...]

    @classmethod
    def of(cls, work: Callable[[], object], runs: int, *, warm: int = 1) -> Times:
        for _ in range(warm):
            work()
        return cls(tuple(_once(work) for _ in range(runs)))

    @property
    def p50(self) -> float:
        return statistics.median(self.seconds)

    def percentile(self, percent: int) -> float:
        if len(self.seconds) < 2:
            return self.p50
        return statistics.quantiles(self.seconds, n=100, method="inclusive")[percent - 1]


def alternating(works: dict[str, Callable[[], object]], runs: int) -> dict[str, Times]:
    """Run them in turn, so that whatever else the machine does falls on all of them alike."""
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work()
    gc.collect()
    gc.freeze()  # what the proof itself has loaded, no server would look through
    for _ in range(runs):
        for name, work in works.items():
            seconds[name].append(_once(work))
    return {name: Times(tuple(values)) for name, values in seconds.items()}


def _once(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def said(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"
