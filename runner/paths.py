"""Where things lie: everything that set-up makes is inside the project's folder or under DATA_DIR."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


def data_dir() -> Path:
    """The folder of everything that must be kept: DATA_DIR, by default `var` in the project's folder."""
    return ROOT.joinpath(Path(os.environ.get("DATA_DIR") or "var").expanduser()).absolute()


def child_environment(**more: str) -> dict[str, str]:
    """The environment of the programs started here: no other Python's settings, and caches kept in the project."""
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV")}
    return environment | {"XDG_CACHE_HOME": str(ROOT / ".cache"), "PYTHONUNBUFFERED": "1"} | more
