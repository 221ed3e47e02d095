"""A folder as a store: an object is whole or not there, also after the machine lost its power."""

from __future__ import annotations

import contextlib
import datetime
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage

UNFINISHED = ".unfinished-"


class Folder(FileSystemStorage):
    def __str__(self) -> str:
        return str(self.location)

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name  # the same name is the same bytes

    def _save(self, name: str, content: Any) -> str:
        path = Path(self.path(name))
        with contextlib.suppress(FileExistsError):
            path.parent.mkdir(mode=0o750)  # the folder itself has to be there: a disk may not be mounted
            _sync(path.parent.parent)
        number, unfinished = tempfile.mkstemp(dir=self.location, prefix=UNFINISHED)
        try:
            with os.fdopen(number, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(number)
            Path(unfinished).chmod(0o640)
            Path(unfinished).replace(path)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                Path(unfinished).unlink()
            raise
        _sync(path.parent)
        return name

    def entries(self) -> Iterator[tuple[str, datetime.datetime]]:
        root = Path(self.location)
        if not root.is_dir():
            raise NotADirectoryError(f"{root} is no folder")
        for path in root.glob("??/*"):
            with contextlib.suppress(FileNotFoundError):  # gone meanwhile
                moment = datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC)
                yield path.relative_to(root).as_posix(), moment


def _sync(folder: Path) -> None:
    """A name is on the disk only when its folder is."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
