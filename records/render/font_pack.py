"""The font pack for Chinese, Japanese and Korean: faces too large to bundle, known to the project by their SHA-256.

Nothing is fetched: an administrator brings the files, and a face that is not listed in `fonts/pack.json` is refused,
so that a record looks the same wherever it is printed.
"""

from __future__ import annotations

import hashlib
import json
import os
import tarfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

LIST = Path(__file__).with_name("fonts") / "pack.json"
PACKED = (".tgz", ".tar.gz")
READING = (OSError, EOFError, tarfile.TarError, zlib.error)  # what a damaged archive raises, by where it is damaged


class CannotAddFontPackError(Exception):
    """In words for the administrator who wanted to add it."""


@dataclass(frozen=True)
class Face:
    """A row of `pack.json`. `size` is in bytes; `package` and `version` say where the file was found."""

    family: str
    style: str
    file: str
    sha256: str
    size: int
    licence: str
    package: str
    version: str

    def __str__(self) -> str:
        return f"{self.family} {self.style}"


@cache
def known() -> tuple[Face, ...]:
    return tuple(Face(**row) for row in json.loads(LIST.read_text("utf-8")))


def folder() -> Path:
    return Path(settings.DATA_DIR) / "fonts"


def installed() -> tuple[Path, ...]:
    """Files of the pack that are there and whole, in the order of the list. A damaged one counts as missing."""
    return tuple(folder() / face.file for face in known() if _is_whole(face))


def is_complete() -> bool:
    """Whether every family of the list has a face here."""
    files = {file.name for file in installed()}
    return {face.family for face in known()} == {face.family for face in known() if face.file in files}


def add(files: Sequence[Path]) -> list[tuple[Face, bool]]:
    """Keep the faces of TTF files and packages: each face with whether it is new. All of them or none.

    Raises CannotAddFontPackError, before anything is written, where one of the files is no face of the pack.
    """
    found = {face: content for file in files for face, content in _faces_in(file)}
    added = [(face, not _is_whole(face)) for face in found]
    try:
        for face, is_new in added:
            if is_new:
                _write(folder() / face.file, found[face])
    except OSError as error:
        raise CannotAddFontPackError(f"{folder()} could not be written: {error.strerror}.") from error
    return added


def _faces_in(file: Path) -> list[tuple[Face, bytes]]:
    try:
        contents = list(_packed(file) if file.name.endswith(PACKED) else _single(file))
    except READING as error:
        why = getattr(error, "strerror", None) or "it is damaged; fetch it again"
        raise CannotAddFontPackError(f"{file} could not be read: {why}. Nothing was added.") from error
    faces = {face.sha256: face for face in known()}
    found = [(faces[code], content) for content in contents if (code := _sha256(content)) in faces]
    if not found:
        raise CannotAddFontPackError(
            f"{file} is no face of the font pack: its SHA-256 is not in the list. Nothing was added. "
            f"The pack takes these files, or the packages that hold them: {_wanted()}."
        )
    return found


def _single(file: Path) -> Iterator[bytes]:
    if file.stat().st_size in _sizes():
        yield file.read_bytes()


def _packed(file: Path) -> Iterator[bytes]:
    """Only what has the size of a face is unpacked: no archive can fill the memory."""
    with tarfile.open(file, "r:gz") as archive:
        for member in archive:
            content = archive.extractfile(member) if member.isfile() and member.size in _sizes() else None
            if content:
                yield content.read()


def _sizes() -> set[int]:
    return {face.size for face in known()}


def _wanted() -> str:
    return ", ".join(f"{face.file} ({face.package} {face.version})" for face in known())


def _write(target: Path, content: bytes) -> None:
    """Whole or not at all, also when the power fails half way."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    with part.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(target)


def _is_whole(face: Face) -> bool:
    file = folder() / face.file
    try:
        state = file.stat()
    except OSError:
        return False
    return state.st_size == face.size and _kept_sha256(file, state.st_mtime_ns, state.st_ino) == face.sha256


@cache
def _kept_sha256(file: Path, changed_ns: int, inode: int) -> str:
    """Read once for each state of a file: the whole pack is 60 MB."""
    return _sha256(file.read_bytes())


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
