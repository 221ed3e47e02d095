"""Readers' queries on streaming replicas of the database, where DATABASE_REPLICA_URL names some.

Only `library.views.public.answered` reads from one: pages for readers, asked by GET. What decides (accounts, mandates,
sessions, everything inside a transaction, everything after a write of the same person) is read from the primary. One
request reads from one replica: two could stand at different moments. A replica counts as long as it has replayed what
the primary had written LAG_SECONDS ago, and only for a moment after that was seen.
"""

from __future__ import annotations

import logging
import os
import random
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from typing import Any, TypeVar

import psycopg
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections
from django.http import HttpRequest, HttpResponse

log = logging.getLogger("bali.replicas")
Answer = TypeVar("Answer")

LAG_SECONDS = 2.0
LOOK_EVERY_SECONDS = 0.5
# Left out after LAG_SECONDS, the look that sees it, and this: less than 5 s together, also where the look hangs.
TRUSTED_SECONDS = 2.0
COOKIE = "wrote"
COOKIE_SECONDS = 30  # beyond what any replica in use can lag
# Who somebody is and what they may do, whatever page asks.
ON_PRIMARY = {"members.user", "members.mandate"}
READ_APPS = {"records", "meetings", "recommendations", "strategy", "members"}
_PRIMARY = "SELECT pg_current_wal_lsn() - '0/0'"
_REPLICA = "SELECT pg_is_in_recovery(), pg_last_wal_replay_lsn() - '0/0'"

_chosen: ContextVar[str | None] = ContextVar("replica", default=None)


class Router:
    def db_for_read(self, model: Any, **hints: Any) -> str:
        alias = _chosen.get()
        if alias is None or model._meta.label_lower in ON_PRIMARY or model._meta.app_label not in READ_APPS:
            return DEFAULT_DB_ALIAS
        return DEFAULT_DB_ALIAS if connections[DEFAULT_DB_ALIAS].in_atomic_block else alias

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, first: Any, second: Any, **hints: Any) -> bool:
        return True  # the same rows, wherever they were read

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS


def alias() -> str:
    """The database that queries written by hand for readers' pages go to: the one that the others go to."""
    found = _chosen.get()
    return DEFAULT_DB_ALIAS if found is None or connections[DEFAULT_DB_ALIAS].in_atomic_block else found


def read(request: HttpRequest, work: Callable[[], Answer]) -> Answer:
    """Do `work` on a replica; where that fails in the middle, again on the primary. It must not write."""
    chosen = _choose(request) if settings.REPLICAS else None
    if chosen is None:
        return work()
    token = _chosen.set(chosen)
    try:
        return work()
    except (OperationalError, InterfaceError):
        # It went away, or what it was reading had to give way to what it replays.
        with suppress(Exception):
            connections[chosen].close()
        log.warning("%s failed in the middle of a page; the primary made it", chosen)
    finally:
        _chosen.reset(token)
    return work()


def _choose(request: HttpRequest) -> str | None:
    if request.method not in ("GET", "HEAD") or COOKIE in request.COOKIES:
        return None
    good = [watch.alias for watch in _watches() if watch.is_good()]
    return random.choice(good) if good else None  # noqa: S311  (spreads the load, guards nothing)


class WroteMiddleware:
    """Whoever just wrote reads the primary."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.REPLICAS and request.method not in ("GET", "HEAD", "OPTIONS"):
            response.set_cookie(
                COOKIE,
                "1",
                max_age=COOKIE_SECONDS,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response


class Watch(threading.Thread):
    """Looks at one replica from a thread of its own, so that no page waits for the look."""

    def __init__(self, alias: str) -> None:
        super().__init__(name=f"watch-{alias}", daemon=True)
        self.alias = alias
        self._good_until = 0.0
        self._written: deque[tuple[float, int]] = deque(maxlen=64)  # when, and how far the primary was
        self._links: dict[str, psycopg.Connection[Any]] = {}

    def is_good(self) -> bool:
        return time.monotonic() < self._good_until

    def run(self) -> None:
        while True:
            was_good = self.is_good()
            try:
                if self._look():
                    self._good_until = time.monotonic() + TRUSTED_SECONDS
            except psycopg.Error:
                self._good_until = 0.0
                self._drop(self.alias)
            if was_good != self.is_good():
                log.warning("%s is %s", self.alias, "left out" if was_good else "in use")
            time.sleep(LOOK_EVERY_SECONDS)

    def _look(self) -> bool:
        now = time.monotonic()
        try:
            self._written.append((now, int(self._ask(DEFAULT_DB_ALIAS, _PRIMARY)[0])))
        except psycopg.Error:
            # Nothing is written while it is away: what was seen last still says what a replica must have.
            self._drop(DEFAULT_DB_ALIAS)
        while len(self._written) > 1 and self._written[1][0] <= now - LAG_SECONDS:
            self._written.popleft()
        is_replica, replayed = self._ask(self.alias, _REPLICA)
        return bool(is_replica and self._written and replayed is not None and int(replayed) >= self._written[0][1])

    def _ask(self, alias: str, query: str) -> Any:
        link = self._links.get(alias)
        if link is None:
            link = self._links[alias] = psycopg.connect(**_reach(alias), autocommit=True)
        return link.execute(query).fetchone()

    def _drop(self, alias: str) -> None:
        if link := self._links.pop(alias, None):
            with suppress(psycopg.Error):
                link.close()


def _reach(alias: str) -> dict[str, Any]:
    told: dict[str, Any] = settings.DATABASES[alias]
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    options = {key: value for key, value in told["OPTIONS"].items() if key not in ("options", "pool")}
    reach = {name: told[key] for name, key in names.items() if told.get(key)}
    return options | reach | {"connect_timeout": 2, "options": "-c statement_timeout=2000"}


_lock = threading.Lock()
_started: dict[int, list[Watch]] = {}


def _watches() -> list[Watch]:
    """Begun with the first page in each process: threads do not live through a fork."""
    here = os.getpid()
    if here not in _started:
        with _lock:
            if here not in _started:
                begun = [Watch(alias) for alias in settings.REPLICAS]
                for watch in begun:
                    watch.start()
                _started.clear()
                _started[here] = begun
    return _started[here]


def in_use() -> dict[str, bool]:
    """For the page of who looks after the site."""
    return {watch.alias: watch.is_good() for watch in _watches()} if settings.REPLICAS else {}
