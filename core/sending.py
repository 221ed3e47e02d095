"""Bytes that lie in a column, sent piece by piece and from any place on.

One query gives whatever a reader is to receive: the database cuts the bytes, and hands out a piece when the one before
has been sent. No file is whole in memory here, what fits into one piece excepted. A reader whose connection broke asks
for the rest (RFC 9110, 14: Range and If-Range) instead of for everything again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.db.models import BinaryField, F, Func, IntegerField, QuerySet, Value
from django.db.models.functions import Cast, Greatest, Least, Substr
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

MOST = 2**30
PIECE = 256 * 1024  # bytes; most issued PDFs are one piece
_RANGE = re.compile(r"bytes=[ \t]*(\d{0,15})-(\d{0,15})[ \t]*", re.ASCII)


@dataclass(frozen=True)
class Wanted:
    """Which bytes of a file: from `first` to `last`, both included; without `first`, the last so many."""

    first: int | None = 0
    last: int | None = None
    is_part: bool = True

    def of(self, size: int) -> tuple[int, int]:
        """From where to where, the end not included, no further than the file goes."""
        if self.first is None:
            return max(size - (self.last or 0), 0), size
        return self.first, size if self.last is None else min(self.last + 1, size)

    def in_database(self, size: Any) -> tuple[Any, Any]:
        """The same in SQL: the size is known only there."""
        if self.first is None:
            return Greatest(_number(size - (self.last or 0)), _number(0)), _number(size)
        return _number(self.first), _number(size) if self.last is None else Least(_number(self.last + 1), _number(size))


WHOLE = Wanted(is_part=False)


@dataclass(frozen=True)
class Lying:
    """Where bytes lie. `rows` has one row, or none where whoever asks may not read it; `size` is in bytes."""

    rows: QuerySet[Any]
    content: str = "content"
    size: Any = F("size")  # noqa: RUF009  (an expression never changes)


@dataclass(frozen=True)
class Facts:
    """`digest` is that of the bytes: it makes the ETag."""

    digest: str
    file_name: str
    media_type: str
    is_shown: bool = False

    @property
    def etag(self) -> str:
        return f'"{self.digest}"'

    @property
    def headers(self) -> dict[str, str]:
        return {
            "Accept-Ranges": "bytes",
            "Content-Disposition": content_disposition_header(not self.is_shown, self.file_name) or "attachment",
            "Content-Type": self.media_type,
            "ETag": self.etag,
        }


def answer(
    request: HttpRequest, lying: Lying, names: tuple[str, ...], facts: Callable[..., Facts]
) -> HttpResponseBase | None:
    """200, 206, 304, 412 or 416; None where there is no row. `facts` is made of the columns `names`.

    One query; a second where the reader holds bytes of another state of the file and so needs all of it.
    """
    if request.method == "HEAD" or "If-None-Match" in request.headers:
        known = lying.rows.values_list(lying.size, *names).first()
        if known is None:
            return None
        told = facts(*known[1:])
        held = get_conditional_response(request, etag=told.etag)
        if held or request.method == "HEAD":
            return held or HttpResponse(headers=told.headers | {"Content-Length": str(known[0])})
    wanted = wanted_of(request)
    sent = _opened(lying, names, facts, wanted)
    if sent and request.headers.get("If-Range", sent.facts.etag) != sent.facts.etag:
        sent.pieces.close()
        wanted = WHOLE
        sent = _opened(lying, names, facts, wanted)
    return _answered(sent, wanted) if sent else None


def wanted_of(request: HttpRequest) -> Wanted:
    """One range. Several at once, other units and what is none are answered by the whole file, as they may be."""
    found = _RANGE.fullmatch(request.headers.get("Range", ""))
    if not found or found.groups() == ("", "") or request.method != "GET":
        return WHOLE
    first, last = (int(number) if number else None for number in found.groups())
    return WHOLE if first is not None and last is not None and last < first else Wanted(first, last)


@dataclass(frozen=True)
class _Opened:
    facts: Facts
    size: int
    head: bytes
    pieces: Generator[tuple[Any, ...]]


def _opened(lying: Lying, names: tuple[str, ...], facts: Callable[..., Facts], wanted: Wanted) -> _Opened | None:
    """The first piece, with the facts. Of a cursor that holds its rows the others can be had at any time later, as they
    were now, whatever else is asked of the connection meanwhile."""
    start, end = wanted.in_database(lying.size)
    series = Func(start + 1, Greatest(end, start + 1), PIECE, function="generate_series", output_field=IntegerField())
    series.set_returning = True  # one row of nothing, where nothing is wanted
    piece = Substr(lying.content, series, PIECE, output_field=BinaryField())
    found = lying.rows.values_list(lying.size, piece, *names)
    rows = (row for row in found.iterator(chunk_size=1))
    head = next(rows, None)
    return _Opened(facts(*head[2:]), head[0], bytes(head[1]), rows) if head else None


def _answered(sent: _Opened, wanted: Wanted) -> HttpResponseBase:
    start, end = wanted.of(sent.size)
    length = end - start
    if wanted.is_part and length <= 0:
        sent.pieces.close()
        headers = sent.facts.headers | {"Content-Range": f"bytes */{sent.size}"}
        return HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=headers)
    headers = sent.facts.headers | {"Content-Length": str(length)}
    if wanted.is_part:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{sent.size}"
    status = HTTPStatus.PARTIAL_CONTENT if wanted.is_part else HTTPStatus.OK
    if length > len(sent.head):
        return StreamingHttpResponse(_bytes(sent, length), status=status, headers=headers)
    sent.pieces.close()
    return HttpResponse(sent.head[:length], status=status, headers=headers)


def _bytes(sent: _Opened, left: int) -> Generator[bytes]:
    """Closed before its end, it lets go of what the database holds."""
    with closing(sent.pieces):
        yield sent.head
        left -= len(sent.head)
        for row in sent.pieces:
            piece = bytes(row[1])[:left]
            left -= len(piece)
            yield piece


def _number(value: Any) -> Cast:
    """PostgreSQL cuts by ordinary integers; a column holds less than 1 GB."""
    return Cast(value if hasattr(value, "resolve_expression") else Value(min(value, MOST)), IntegerField())
