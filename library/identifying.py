"""Telling what a check code or a file is: ours or not, and which edition.

A file is known by its own bytes. A PDF that was saved again, stamped or annotated has other bytes, but may still
carry the record as it was attached; then the record is known, and the pages around it are vouched for by nobody.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from records.canonical import canonical, digest
from records.models import Edition, Enclosure, Rendition
from records.models.edition import is_public

LARGEST = 20 * 1000 * 1000
_BETWEEN = r"\s\-‐‑–—·."  # what stands between the groups of a code: spaces, hyphens, dashes, dots
CODE = re.compile(rf"(?<![0-9a-z])[0-9a-f](?:[{_BETWEEN}]{{0,3}}[0-9a-f]){{15,63}}(?![0-9a-z])")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_STREAMS = 5000


@dataclass(frozen=True)
class Known:
    """`is_whole` is true where the file is the issued one, byte for byte; false where only the record inside is.
    `enclosed` is the name of a file that went out with the record."""

    edition: Edition
    is_whole: bool = True
    enclosed: str = ""


def cleaned(code: str) -> str | None:
    """A check code as it is kept, from how people type it or from words around it: a citation, the address behind the
    picture. None where there is none."""
    found = CODE.search(code.lower())
    return re.sub(rf"[{_BETWEEN}]", "", found[0]) if found else None


def by_code(code: str, user: Any) -> Known | None:
    """`code` is cleaned. None where no edition this reader may read has it."""
    edition = _readable(user).filter(digest__startswith=code).first()
    return Known(edition) if edition else None


def by_file(content: bytes, user: Any) -> Known | None:
    own = digest(content)
    kept = Rendition.objects.readable_by(user).filter(sha256=own).values("edition")
    edition = _readable(user).filter(pk__in=kept).first() or _readable(user).filter(digest=own).first()
    if edition:
        return Known(edition)
    enclosure = Enclosure.objects.readable_by(user).filter(file_id=own).order_by("-edition__number").first()
    if enclosure:
        return Known(_readable(user).get(pk=enclosure.edition_id), enclosed=enclosure.file_name)
    inside = set(_attached(content) if content.startswith(b"%PDF-") else _as_record(content))
    edition = _readable(user).filter(digest__in=inside).first() if inside else None
    return Known(edition, is_whole=False) if edition else None


def may_be_issued(content: bytes) -> bool:
    """Whether it is of a kind in which records are issued: PDF or JSON."""
    if content.startswith(b"%PDF-"):
        return True
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return False
    return True


def editions_of(edition: Edition, user: Any) -> list[Edition]:
    """All editions of the same subject that this reader may read, latest first; none whose content was destroyed."""
    return list(_readable(user).filter(subject=edition.subject_id, card__isnull=False).latest_first())


def _readable(user: Any) -> Any:
    return (
        Edition.objects.readable_by(user)
        .annotate(is_public=is_public())
        .select_related("card", "withdrawal", "disposal")
    )


def _as_record(content: bytes) -> Iterator[str]:
    """The digest of a JSON file once it is in canonical form: spaces and the order of keys change no record."""
    try:
        yield digest(canonical(json.loads(content)))
    except (ValueError, RecursionError):
        return


def _attached(content: bytes) -> Iterator[str]:
    """The digests of all streams of a PDF, unpacked: one of them is the attached record."""
    left = LARGEST
    for match in islice(_STREAM.finditer(content), _STREAMS):
        packed = content[match.end() : content.find(b"endstream", match.end())]
        unpacked = _unpacked(packed, left)
        left -= len(unpacked)
        if left <= 0:
            return
        yield digest(unpacked)


def _unpacked(packed: bytes, most: int) -> bytes:
    """At most `most` bytes: a file made to swell must not fill the memory."""
    try:
        return zlib.decompressobj().decompress(packed, most)
    except zlib.error:
        return b""
