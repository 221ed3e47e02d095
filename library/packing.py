"""Pages are sent compressed to whoever takes them so: a slow link carries a fifth of the bytes.

Never where what somebody sent stands beside what only the reader may see: from the length of such an answer another
could guess at it (BREACH). A page for everybody holds no secret; one for a reader alone is compressed only where its
address holds no words of a request.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable

import brotli
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

WAYS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda content: brotli.compress(content, quality=5),
    "gzip": lambda content: gzip.compress(content, 6, mtime=0),
}
LEAST = 300  # bytes; less gains nothing


def wanted(request: HttpRequest) -> str:
    """The first of our ways that the reader takes, "" where it takes none (RFC 9110, section 12.5.3)."""
    taken = {}
    for part in request.headers.get("Accept-Encoding", "").lower().split(","):
        name, _, weight = part.partition(";")
        taken[name.strip()] = weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return next((way for way in WAYS if taken.get(way, taken.get("*", False))), "")


def pack(request: HttpRequest, response: HttpResponse) -> None:
    """Compress an answer that is text and whole."""
    if response.streaming or response.has_header("Content-Encoding") or not _is_text(response):
        return
    patch_vary_headers(response, ["Accept-Encoding"])
    way = wanted(request)
    if not way or response.status_code == 206 or len(response.content) < LEAST:
        return
    response.content = WAYS[way](response.content)
    response.headers["Content-Encoding"] = way
    response.headers["Content-Length"] = str(len(response.content))


def is_safe(request: HttpRequest) -> bool:
    """Whether an answer for this reader alone may be compressed: nothing of it was sent by whoever asks."""
    return request.method in ("GET", "HEAD") and not request.META.get("QUERY_STRING")


def _is_text(response: HttpResponse) -> bool:
    kind = response.get("Content-Type", "").partition(";")[0].strip()
    return kind.startswith("text/") or kind.endswith(("/json", "+json", "/xml", "+xml"))
