"""Readers' pages beside two references under the same middleware: twenty bare rows, and the same number of bytes."""

from __future__ import annotations

from functools import partial

from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.timing import Line, Times, alternating, said
from records.models import Card, Edition, Passage

PAGES = {
    "Home": "/",
    "List of meetings": "/meetings/",
    "A meeting": "/meetings/ahg-som/10/",
    "A document": "/strategy/strategy-for-cooperation/",
    "Search": "/search/?q=returns",
    "Members": "/members/",
    "A participant": "/members/sri-lanka/",
    "Meetings as data": "/api/meetings",
}


def scale() -> str:
    return f"{Card.objects.count()} records, {Edition.objects.count()} editions, {Passage.objects.count()} paragraphs"


def lines(runs: int) -> list[Line]:
    """Each page as the second reader gets it, and as the first does after something was issued; then who has it."""
    client = Client(headers={"host": "localhost"})
    sizes = {path: len(_get(client, path)) for path in PAGES.values()}
    works = {path: partial(_get, client, path) for path in PAGES.values()}
    works |= {f"bytes of {path}": partial(_get, client, f"/bench/bytes/?size={size}") for path, size in sizes.items()}
    works["bare"] = partial(_get, client, "/bench/bare/")
    times = alternating(works, runs)
    firsts = alternating({path: partial(_first, client, path) for path in PAGES.values()}, max(runs // 4, 2))
    bare = times["bare"].p50
    made = [Line("A bare page of 20 rows", _spread(times["bare"]), "the reference", True)]
    for name, path in PAGES.items():
        ratio, to_bytes = times[path].p50 / bare, times[path].p50 / times[f"bytes of {path}"].p50
        measured = f"{_spread(times[path])}, {ratio:.1f} × bare, {to_bytes:.1f} × bytes"
        is_one = name in ("A meeting", "A document")
        promise, is_kept = ("at most 1.5 × bytes", to_bytes <= 1.5) if is_one else ("at most 2 × bare", ratio <= 2)
        _get(client, path)
        count = _queries(client, path)
        made.append(Line(f"{name}, {count} query", measured, promise, is_kept and count == 1))
        caches["pages"].clear()
        count = _queries(client, path)
        first = firsts[path]
        measured = f"{_spread(first)}, {first.p50 / bare:.1f} × bare"
        made.append(Line(f"{name}, first reader, {count} queries", measured, "at most 7 queries", count <= 7))
    return made


def _first(client: Client, path: str) -> bytes:
    caches["pages"].clear()
    return _get(client, path)


def _queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        _get(client, path)
    return len(queries)


def _get(client: Client, path: str) -> bytes:
    response = client.get(path)
    assert response.status_code == 200, f"{path} answered {response.status_code}: load the demo first."
    return bytes(response.content)


def _spread(times: Times) -> str:
    return f"{said(times.p50)} (p95 {said(times.percentile(95))}, p99 {said(times.percentile(99))})"
