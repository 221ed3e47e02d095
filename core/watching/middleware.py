"""The outermost layer: a number for each request, one line and some figures when it is answered."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import ExitStack
from http import HTTPStatus
from typing import Any

from django.db import connections
from django.http import HttpRequest, HttpResponse

from core.watching import audit, metrics, seen

log = logging.getLogger("bali.request")
slow = logging.getLogger("bali.slow")
METHODS = {"GET", "HEAD", "POST"}
REFUSALS = {HTTPStatus.FORBIDDEN: "forbidden", HTTPStatus.TOO_MANY_REQUESTS: "too many attempts"}


class WatchMiddleware:
    """Measures, writes, counts. It changes nothing of the answer but the number of the request, where one was sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        this = seen.of(request)
        token = seen.current.set(this)
        try:
            with ExitStack() as stack:
                for alias in connections:
                    stack.enter_context(connections[alias].execute_wrapper(this.count))
                response = self.get_response(request)
            self._tell(request, response, this)
        finally:
            seen.current.reset(token)
        if "X-Request-ID" in request.headers:
            response.headers["X-Request-ID"] = this.id
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        this = seen.current.get()
        if this is not None and request.resolver_match is not None:
            this.route = request.resolver_match.route

    def _tell(self, request: HttpRequest, response: HttpResponse, this: seen.Seen) -> None:
        seconds = time.perf_counter() - this.begun
        told = {
            "route": this.route or "none",
            "method": this.method if this.method in METHODS else "other",
            "status": response.status_code,
        }
        metrics.requests.labels(*map(str, told.values())).inc()
        metrics.request_seconds.observe(seconds)
        metrics.queries.inc(this.queries)
        metrics.query_seconds.inc(this.query_seconds)
        for taken, sql in this.slow:
            slow.warning("slow query", extra={"told": {"route": told["route"], "ms": _ms(taken), "sql": sql[:2000]}})
        if words := REFUSALS.get(HTTPStatus(response.status_code)):
            audit.tell("refused", request, why=words, route=told["route"])
        times = {"ms": _ms(seconds), "queries": this.queries, "query_ms": _ms(this.query_seconds)}
        log.info("request", extra={"told": told | times})


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)
