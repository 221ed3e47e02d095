"""The request that is being answered, as logs and figures know it."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from core.watching import metrics

_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


@dataclass
class Seen:
    """One request. `route` is the pattern of the address, never the address: those carry names, codes and searches."""

    id: str
    method: str
    route: str = ""
    queries: int = 0
    query_seconds: float = 0.0
    slow: list[tuple[float, str]] = field(default_factory=list)
    begun: float = field(default_factory=time.perf_counter)

    def count(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        """Stands around every query (Django's execute_wrapper)."""
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            seconds = time.perf_counter() - begun
            self.queries += 1
            self.query_seconds += seconds
            if seconds * 1000 >= settings.SLOW_QUERY_MS:
                self.slow.append((seconds, str(sql)))  # with %s in the place of every value
                metrics.slow_queries.inc()


current: ContextVar[Seen | None] = ContextVar("seen", default=None)


def of(request: HttpRequest) -> Seen:
    """The number a proxy gave it is kept, if it is one; anything else in that header would write into our logs."""
    given = request.headers.get("X-Request-ID", "")
    return Seen(id=given if _ID.fullmatch(given) else uuid.uuid4().hex, method=request.method or "")
