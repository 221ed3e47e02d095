"""Issued files in one ZIP, made while it is sent: no file of it is ever whole in memory twice."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from core.translating import lazy_
from records.canonical import canonical
from records.models import Edition, Enclosure, Rendition
from records.proof import proofs

NOTHING = lazy_("No record was found to export. Tick some, or change the filter.")
NOT_A_RECORD = lazy_("What was asked for is no record. Go back and tick the records to export.")
# ZIP counts its dates from 1980 and has no zone; the day of issue is told by the files' names and contents.
_DATE = (1980, 1, 1, 0, 0, 0)


class _Outlet(io.RawIOBase):
    """Hands on what is written to it. It cannot be wound back, and zipfile then writes sizes behind each file."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.parts.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        taken, self.parts = b"".join(self.parts), []
        return taken


def identifiers(texts: Sequence[str]) -> list[UUID] | None:
    """None where one of them is none."""
    try:
        return [UUID(text) for text in texts]
    except ValueError:
        return None


def zipped(editions: QuerySet[Edition], user: Any) -> Iterator[bytes]:
    """Every file of the editions that the user may read, each with its proof, what was enclosed, what proves them
    without us, and a list of all."""
    outlet = _Outlet()
    listed = []
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_STORED) as archive:
        for edition in editions.iterator(chunk_size=100):
            for file in Rendition.objects.readable_by(user).filter(edition=edition).order_by("format"):
                name = f"{edition.digest[:8]}/{file.file_name}"
                listed.append({"file": name, "sha256": file.sha256, "size": file.size, "check_code": edition.digest})
                _add(archive, name, bytes(file.content))
                proof = proofs.of(file)
                if proof:
                    _add(archive, f"{name}.proof.json", proof)
                yield outlet.take()
            for enclosed in Enclosure.objects.readable_by(user).filter(edition=edition).order_by("file"):
                kept = enclosed.file  # one at a time: they may be large
                content = bytes(kept.content)
                name = f"{edition.digest[:8]}/files/{kept.sha256[:8]}/{enclosed.file_name}"
                listed.append({"file": name, "sha256": kept.sha256, "size": len(content), "check_code": edition.digest})
                _add(archive, name, content)
                yield outlet.take()
        for name, content in proofs.tools().items():
            _add(archive, name, content)
        _add(archive, "contents.json", canonical(listed))
    yield outlet.take()


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)
