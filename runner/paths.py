"""Where things lie: everything that set-up makes is inside the project's folder or under DATA_DIR."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
# Of another Python, and one that has every start compile the whole project again.
FOREIGN = {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "PYTHONDONTWRITEBYTECODE"}


def data_dir() -> Path:
    """The folder of everything that must be kept: DATA_DIR, by default `var` in the project's folder."""
    return ROOT.joinpath(Path(os.environ.get("DATA_DIR") or "var").expanduser()).absolute()


def child_environment(**more: str) -> dict[str, str]:
    """The environment of the programs started here: no other Python's settings, and caches kept in the project."""
    environment = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    return environment | {"XDG_CACHE_HOME": str(ROOT / ".cache"), "PYTHONUNBUFFERED": "1"} | more
