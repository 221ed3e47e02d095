"""A bag as RFC 8493 wants it: written file by file into a new folder, closed by its lists."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from records.archive import CannotArchiveError

_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_BEGUN = ".begun"  # within the folder itself, which may be the root of a disk


@contextmanager
def bag_in(folder: Path) -> Iterator[Bag]:
    """A bag that is in the folder when it is whole: what was begun is taken away where anything goes wrong, and by the
    next run where the machine stopped. Raises CannotArchiveError where the folder holds anything else."""
    was_there = folder.exists()
    if was_there and (not folder.is_dir() or any(path.name != _BEGUN for path in folder.iterdir())):
        raise CannotArchiveError(f"{folder} holds something already. Name a folder that is new or empty.")
    begun = folder / _BEGUN
    shutil.rmtree(begun, ignore_errors=True)
    try:
        begun.mkdir(parents=True)
        yield Bag(begun)
        for path in sorted(begun.iterdir()):
            path.rename(folder / path.name)
        begun.rmdir()
    except BaseException:
        shutil.rmtree(begun if was_there else folder, ignore_errors=True)
        raise


class Bag:
    """Nothing is written over: a name used twice is a mistake of ours."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._codes: dict[str, str] = {}
        self._held: set[str] = set()
        self._bytes = 0

    def add(self, name: str, content: bytes | str) -> str:
        """`name` is the path below the bag. Returns the SHA-256 of the bytes."""
        content = content.encode() if isinstance(content, str) else content
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
        code = hashlib.sha256(content).hexdigest()
        self._codes[name] = code
        self._held.add(code)
        self._bytes += len(content) if name.startswith("data/") else 0
        return code

    def holds(self, code: str) -> bool:
        """Whether a file with this SHA-256 is in it already."""
        return code in self._held

    def close(self, information: dict[str, str]) -> None:
        payload = {name: code for name, code in self._codes.items() if name.startswith("data/")}
        facts = information | {"Payload-Oxum": f"{self._bytes}.{len(payload)}"}
        self.add("manifest-sha256.txt", _listed(payload))
        self.add("bagit.txt", _DECLARATION)
        self.add("bag-info.txt", "".join(f"{label}: {value}\n" for label, value in facts.items()))
        tags = {name: code for name, code in self._codes.items() if not name.startswith("data/")}
        self.add("tagmanifest-sha256.txt", _listed(tags))


def _listed(codes: dict[str, str]) -> str:
    return "".join(f"{code}  {name}\n" for name, code in sorted(codes.items()))
