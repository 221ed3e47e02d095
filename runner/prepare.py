"""Migrations, demo data and the list of demo accounts in one Django process. Runs inside the virtual environment.

Progress goes to standard error; standard output carries the accounts, or one sentence when the exit status is not 0.
"""

from __future__ import annotations

import hashlib
import io
import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from runner.console import Step, step

OLDEST_POSTGRESQL = 15


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bali_process.settings")
    try:
        django.setup()
        connection.ensure_connection()
    except ImproperlyConfigured as error:
        print(error)
        return 1
    except OperationalError as error:
        reason = str(error).strip().splitlines()[0].rstrip(".")
        print(f"The database named in DATABASE_URL does not answer: {reason}.")
        return 1
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        major = int(cursor.fetchone()[0]) // 10_000
    if major < OLDEST_POSTGRESQL:
        print(f"DATABASE_URL names a PostgreSQL {major}, and this needs PostgreSQL {OLDEST_POSTGRESQL} or later.")
        return 1
    try:
        _migrate()
    except CommandError as error:  # rows that must be settled first: said in words
        print(error)
        return 1
    _collect_static()
    if os.environ.get("BALI_MODE") == "demo":
        call_command("load_demo", stdout=sys.stderr)
        call_command("demo_accounts")
    return 0


def _migrate() -> None:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        with step(f"Bringing the database up to date ({len(plan)} migrations)") as progress:
            call_command("migrate", interactive=False, verbosity=1, stdout=_Notes(progress))


class _Notes(io.TextIOBase):
    """Lines that a command writes, as notes of a step."""

    def __init__(self, progress: Step) -> None:
        self.progress = progress

    def write(self, text: str) -> int:
        if text.strip().startswith("Applying"):
            self.progress.note(text.strip())
        return len(text)


def _collect_static() -> None:
    """Static files under the names and in the forms they are served in; again only when one of them changed."""
    if not settings.STATIC_ROOT:
        return
    root = Path(settings.STATIC_ROOT)
    stamp = root / ".made-from"
    digest = hashlib.sha256(django.__version__.encode())
    for finder in get_finders():
        for name, storage in finder.list(()):
            held = Path(storage.path(name)).stat()
            digest.update(f"{name} {held.st_size} {held.st_mtime_ns}\n".encode())
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    with step("Collecting the static files"):
        # Whatever was cut short is made again from nothing, and no file of an older version stays served.
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(digest.hexdigest())


if __name__ == "__main__":
    sys.exit(main())
