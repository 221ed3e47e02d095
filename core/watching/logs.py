"""One JSON object a line, for whatever collects logs; no values of anybody's rows in it.

The words of an exception can quote a row ("Key (email)=(…) already exists"), and an address can carry a name or a code.
So an error is told by its kind, the constraint where the database named one, and the lines of our code it came through;
a request by its route.
"""

from __future__ import annotations

import datetime
import json
import logging
import traceback
from typing import Any

from core.watching import seen

_FRAMES = 12  # the last ones: where it broke


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        told: dict[str, Any] = {
            "time": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
        }
        if (this := seen.current.get()) is not None:
            told["request"] = this.id
            if this.route:
                told["route"] = this.route
        told |= getattr(record, "told", {})
        if record.exc_info and record.exc_info[1] is not None:
            told["error"] = error(record.exc_info[1])
        return json.dumps(told, ensure_ascii=False, default=str)


def _message(record: logging.LogRecord) -> str:
    """Django's own lines about a request end with its address; that is left out."""
    is_of_request = hasattr(record, "request") or record.name.startswith("django.security")
    if not is_of_request:
        return record.getMessage()
    return str(record.args[0]) if isinstance(record.args, tuple) and record.args else record.name


def error(raised: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(raised.__traceback__)[-_FRAMES:]
    told: dict[str, Any] = {
        "kind": f"{type(raised).__module__}.{type(raised).__qualname__}",
        "at": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }
    if diagnosis := getattr(raised.__cause__ or raised, "diag", None):
        told |= {name: value for name in ("sqlstate", "constraint_name") if (value := getattr(diagnosis, name, None))}
    if raised.__cause__ is not None:
        told["because"] = error(raised.__cause__)
    return told


def configuration(*, as_json: bool, syslog: str, level: str) -> dict[str, Any]:
    """Django's LOGGING. `syslog` is "/dev/log", "host:514" (UDP), or nothing."""
    console = {"class": "logging.StreamHandler"} | ({"formatter": "json"} if as_json else {})
    handlers: dict[str, Any] = {"console": console}
    if syslog:
        place: Any = syslog
        if not syslog.startswith("/"):
            host, _, port = syslog.rpartition(":")
            place = (host.strip("[]") or port, int(port) if host else 514)
        handlers["syslog"] = {
            "class": "logging.handlers.SysLogHandler",
            "address": place,
            "facility": "authpriv",
            "formatter": "syslog",
        }
    quiet = {"handlers": ["console"], "level": "ERROR", "propagate": False}
    lines = {"handlers": ["console"], "level": level if as_json else "WARNING", "propagate": False}
    audited = {"handlers": ["syslog" if syslog else "console"], "level": "INFO", "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "core.watching.logs.JsonFormatter"},
            "syslog": {"()": "core.watching.logs.SyslogFormatter"},
        },
        "handlers": handlers,
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "bali": lines,
            "bali.audit": audited if as_json or syslog else {"handlers": [], "propagate": False},
            "django.request": quiet,
            "django.security": quiet,
            "weasyprint": quiet,
            "fontTools": quiet,
        },
    }


class SyslogFormatter(JsonFormatter):
    """The name by which syslog sorts, before the object."""

    def format(self, record: logging.LogRecord) -> str:
        return f"bali-records: {super().format(record)}"
