"""Readers' pages beside two references under the same middleware: twenty bare rows, and the same number of bytes."""

from __future__ import annotations

from functools import partial

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
}


def scale() -> str:
    return f"{Card.objects.count()} records, {Edition.objects.count()} editions, {Passage.objects.count()} paragraphs"


def lines(runs: int) -> list[Line]:
    client = Client(headers={"host": "localhost"})
    sizes = {path: len(_get(client, path)) for path in PAGES.values()}
    works = {path: partial(_get, client, path) for path in PAGES.values()}
    works |= {f"bytes of {path}": partial(_get, client, f"/bench/bytes/?size={size}") for path, size in sizes.items()}
    works["bare"] = partial(_get, client, "/bench/bare/")
    times = alternating(works, runs)
    bare = times["bare"].p50
    made = [Line("A bare page of 20 rows", _spread(times["bare"]), "the reference", True)]
    for name, path in PAGES.items():
        with CaptureQueriesContext(connection) as queries:
            _get(client, path)
        ratio, to_bytes = times[path].p50 / bare, times[path].p50 / times[f"bytes of {path}"].p50
        measured = f"{_spread(times[path])}, {ratio:.1f} × bare, {to_bytes:.1f} × bytes"
        made.append(Line(f"{name}, {len(queries)} queries", measured, "at most 6 queries", len(queries) <= 6))
    return made


def _get(client: Client, path: str) -> bytes:
    response = client.get(path)
    assert response.status_code == 200, f"{path} answered {response.status_code}: load the demo first."
    return bytes(response.content)


def _spread(times: Times) -> str:
    return f"{said(times.p50)} (p95 {said(times.percentile(95))}, p99 {said(times.percentile(99))})"
