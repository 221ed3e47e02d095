"""Migrations, demo data and the list of demo accounts in one Django process. Runs inside the virtual environment.

Progress goes to standard error; standard output carries the accounts, or one sentence when the exit status is not 0.
"""

from __future__ import annotations

import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from runner.console import step

OLDEST_POSTGRESQL = 150_000


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bali_process.settings")
    try:
        django.setup()
        connection.ensure_connection()
    except ImproperlyConfigured as error:
        print(error)
        return 1
    except OperationalError as error:
        reason = str(error).strip().splitlines()[-1]
        print(f"The database named in DATABASE_URL does not answer: {reason}")
        return 1
    if connection.pg_version < OLDEST_POSTGRESQL:
        print(f"DATABASE_URL names a PostgreSQL {connection.pg_version // 10_000}; this needs PostgreSQL 15 or later.")
        return 1
    _migrate()
    if os.environ.get("BALI_MODE") == "demo":
        call_command("load_demo", stdout=sys.stderr)
        call_command("demo_accounts")
    return 0


def _migrate() -> None:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        with step(f"Bringing the database up to date ({len(plan)} migrations)"):
            call_command("migrate", interactive=False, verbosity=0)


if __name__ == "__main__":
    sys.exit(main())
