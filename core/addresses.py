"""The address of a database, as Django wants it."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def of_database(url: str, *more: str, **usual: str) -> dict[str, object]:
    """`postgres://user:password@host:port/name?host=/socket/folder` as Django wants it."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured(
            "DATABASE_URL must begin with postgres://. PostgreSQL 15 or later is the only engine."
        )
    query = parse_qs(parts.query)
    options = {key: values[0] for key, values in query.items() if key != "host"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", [unquote(parts.hostname or "")])[0],
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # Our queries are short: compiling one, as PostgreSQL does where it expects much work, costs more than it saves.
        "OPTIONS": {"options": " ".join(["-c jit=off", *more])} | usual | options,
    }
