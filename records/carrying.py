"""Files of meetings that lie beside the database, in backups: `files/ab/<SHA-256>` beside the dumps, each once however
many backups hold it.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import psycopg
from django.utils import timezone

from core import stores

FOLDER = "files"
_NAMED = "SELECT DISTINCT sha256 FROM meetings_material WHERE content IS NULL ORDER BY sha256"
_FILL = "UPDATE meetings_material SET content = %s WHERE sha256 = %s AND content IS NULL"
_CODE = re.compile(r"[0-9a-f]{64}")
_DAY = datetime.timedelta(days=1)


def named(link: psycopg.Connection[Any]) -> list[str]:
    """Digests of what lies beside the database."""
    return [code for (code,) in link.execute(_NAMED).fetchall()]


def carry(codes: Iterable[str], folder: Path) -> None:
    """Copy what is not beside the dumps yet; what is there is held against its name. Raises StoreError, OSError.

    What is named again is marked with the day, so that letting old backups go does not take it from a new one.
    """
    for code in codes:
        path = _path(code, folder)
        if _digest(path) == code:
            path.touch()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{code}.unfinished")
        with unfinished.open("wb") as file:
            file.write(stores.read(code))
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)


def damaged(codes: Iterable[str], folder: Path) -> Iterator[Path]:
    """Copies that are not there, or not what their names say."""
    for code in codes:
        if _digest(path := _path(code, folder)) != code:
            yield path


def put_back(codes: Iterable[str], folder: Path, link: psycopg.Connection[Any]) -> None:
    """Into the first store, or into the rows of the database that `link` leads to. Raises StoreError, OSError."""
    store = stores.first()
    for code in codes:
        content = _path(code, folder).read_bytes()
        if store is None:
            link.execute(_FILL, [content, code])
        else:
            store.keep(content)


def let_go(folder: Path) -> None:
    """Remove copies that no backup of the folder names; none where a backup cannot be read, as it may name them."""
    named_by: set[str] = set()
    for told in folder.glob("records-*.json"):
        try:
            named_by.update(json.loads(told.read_text("utf-8")).get("files", []))
        except (ValueError, AttributeError):
            return
    before = (timezone.now() - _DAY).timestamp()  # one that is being made has no .json yet
    for path in (folder / FOLDER).glob("??/*"):
        code = path.name.removeprefix(".").removesuffix(".unfinished")
        is_ours = _CODE.fullmatch(code) and path.name not in named_by
        if is_ours and path.stat().st_mtime < before:
            path.unlink()


def _path(code: str, folder: Path) -> Path:
    return folder / FOLDER / code[:2] / code


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""
