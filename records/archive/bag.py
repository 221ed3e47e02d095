"""A bag as RFC 8493 wants it: written file by file into a new folder, closed by its lists."""

from __future__ import annotations

import hashlib
from pathlib import Path

from records.archive import CannotArchiveError

_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


class Bag:
    """Nothing is written over: a name used twice is a mistake of ours."""

    def __init__(self, folder: Path) -> None:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CannotArchiveError(f"{folder} holds something already. Name a folder that is new or empty.")
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
