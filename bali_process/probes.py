"""Is it alive, may it be given requests, and its figures: /healthz, /readyz, /metrics.

Asked by machines, by address instead of name, without https and without a session; so they are answered before all of
that is looked at, and they tell nothing that a stranger could use.
"""

from __future__ import annotations

import ipaddress
import logging
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare

from bali_process import figures

log = logging.getLogger("bali.ready")
LEAST_FREE = 200 * 2**20  # bytes: below that a large upload or an index built anew can fill the disk
STALE_SECONDS = 120  # a queue in which something has been due for so long has no worker


class ProbesMiddleware:
    """Three addresses, for GET and HEAD; everything else goes on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.probes = {"/healthz": healthz, "/readyz": readyz, "/metrics": metrics}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        probe = self.probes.get(request.path)
        if probe is None or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        answer = probe(request)
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["X-Content-Type-Options"] = "nosniff"
        return answer


def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers. It asks nobody else: a database that is away is no reason to kill the server."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


def readyz(request: HttpRequest) -> HttpResponse:
    """200 where everything is well, else 503; one word for each thing that is looked at."""
    told = looks()
    is_ready = all(word == "ok" for word in told.values())
    return JsonResponse(told, status=200 if is_ready else 503)


def looks() -> dict[str, str]:
    """A word for each thing that is looked at: "ok", or what is wrong."""
    return {name: _asked(name, look) for name, look in LOOKS.items()}


def metrics(request: HttpRequest) -> HttpResponse:
    if not _may_see_figures(request):
        return HttpResponse("Nothing is here.\n", status=404, content_type="text/plain; charset=utf-8")
    return HttpResponse(figures.exposition(), content_type=figures.CONTENT_TYPE)


def _may_see_figures(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return constant_time_compare(given, settings.METRICS_TOKEN)
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False  # a proxy on this machine speaks for somebody else
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _asked(name: str, look: Callable[[], str]) -> str:
    try:
        return look()
    except Exception:
        log.warning("%s could not be looked at", name, exc_info=True)
        return "does not answer"


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_is_in_recovery()")
        return "read only" if cursor.fetchone()[0] else "ok"


_migrated: set[str] = set()


def _migrations() -> str:
    """Once in order they stay so while this process lives: a later version brings its own processes."""
    if connection.settings_dict["NAME"] not in _migrated:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return "missing"
        _migrated.add(connection.settings_dict["NAME"])
    return "ok"


def _queue() -> str:
    return "no worker" if figures.oldest_due_seconds() > STALE_SECONDS else "ok"


def _disk() -> str:
    folder = Path(settings.DATA_DIR)
    if not folder.is_dir():
        return "no folder"
    return "ok" if shutil.disk_usage(folder).free >= LEAST_FREE and os.access(folder, os.R_OK) else "nearly full"


LOOKS = {"database": _database, "migrations": _migrations, "queue": _queue, "disk": _disk}
