"""Addresses of databases and of stores of files, as Django wants them."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# Our queries are short: compiling one, as PostgreSQL does where it expects much work, costs more than it saves. And the
# rows lie in memory or on disks without heads: a row fetched out of turn costs hardly more than the next.
_PLANNING = "-c jit=off -c random_page_cost=1.1"


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
        "OPTIONS": {"options": " ".join([_PLANNING, *more])} | usual | options,
    }


def of_stores(told: str) -> tuple[list[str], dict[str, dict[str, Any]]]:
    """Names in order, and what STORAGES has to say of each. `told` is "database", "file:///folder" or
    "s3://bucket/prefix?endpoint=https://host", or several of these with spaces between them."""
    names, storages = [], {}
    for number, address in enumerate(told.split() or ["database"]):
        name = "database" if address == "database" else f"materials{number}"
        names.append(name)
        if name != "database":
            storages[name] = _of_store(address)
    return names, storages


_OF_BUCKET = {"endpoint": "endpoint_url", "region": "region_name", "addressing": "addressing_style"}


def _of_store(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    path = unquote(parts.path)
    if parts.scheme == "file" and not parts.netloc and path.startswith("/"):
        return {"BACKEND": "core.stores.folder.Folder", "OPTIONS": {"location": path, "base_url": None}}
    asked = dict(parse_qsl(parts.query))
    if parts.scheme == "s3" and parts.hostname and asked.keys() <= _OF_BUCKET.keys() and "@" not in parts.netloc:
        options = {_OF_BUCKET[name]: value for name, value in asked.items()}
        place = {"bucket_name": parts.netloc, "location": path.strip("/")}
        return {"BACKEND": "core.stores.bucket.Bucket", "OPTIONS": place | options}
    raise ImproperlyConfigured(
        f"MATERIALS_STORE: {parts.scheme}://{parts.hostname or ''}{path} is no store. Give database, file:///folder, "
        "or s3://bucket/prefix?endpoint=https://host&region=…&addressing=path; the keys are AWS_ACCESS_KEY_ID and "
        "AWS_SECRET_ACCESS_KEY."
    )
