"""`docs/figures.md`: one table of `run.py prove`, one of `run.py bench`. Each writes its own and leaves the other's."""

from __future__ import annotations

import datetime
import os
import platform
import subprocess
from collections.abc import Iterable
from pathlib import Path

from bench.timing import Line

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "docs" / "figures.md"
SPEED = "## How fast it is\n"


def commit() -> str:
    done = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    return done.stdout.strip() or "not a checkout"


def machine() -> str:
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def proofs() -> str:
    return _parts()[0]


def write_proofs(text: str) -> None:
    FILE.write_text(f"{text.rstrip()}\n{_below(_parts()[1])}", "utf-8")


def write_speed(lines: Iterable[Line], scale: str) -> None:
    """Everything that was measured in one run; what was measured before goes."""
    now = datetime.datetime.now(datetime.UTC)
    rows = [f"| {one.name} | {one.measured} | {one.promise} | {_kept(one)} |" for one in lines]
    told = [
        SPEED,
        f"Written by `python3 run.py bench` on {now.day} {now:%B %Y} at {commit()}: {machine()}; {scale}.",
        "",
        "| what | measured | promise | |",
        "|---|---|---|---|",
        *rows,
    ]
    FILE.write_text(f"{proofs().rstrip()}\n{_below(chr(10).join(told))}", "utf-8")


def _kept(line: Line) -> str:
    return "" if line.promise == "for comparison" else "kept" if line.is_kept else "**not kept**"


def _below(text: str) -> str:
    return f"\n{text.strip()}\n" if text.strip() else ""


def _parts() -> tuple[str, str]:
    whole = FILE.read_text("utf-8") if FILE.exists() else "# Figures\n"
    before, mark, after = whole.partition(SPEED)
    return before, mark + after
