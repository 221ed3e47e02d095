"""`manage.py migrate` on a database that people use: it waits for no lock longer than two seconds, and neither does
anybody wait for it. A migration that could not get its lock is rolled back whole and tried again."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.core.management.commands.migrate import Command as Migrate
from django.db import OperationalError, connections
from django.db.migrations.loader import MigrationLoader

SECONDS = 2
ATTEMPTS = 10
PAUSE_SECONDS = 3
_TIMED_OUT = {"55P03", "57014"}  # lock_not_available, query_canceled


class Command(Migrate):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--patience",
            type=float,
            default=SECONDS,
            help=f"Seconds that a statement, or the wait for a lock, may take ({SECONDS}); 0 for no limit, which stops "
            "whoever uses the tables meanwhile.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        _refuse_other_versions(connection)
        if not options["patience"] or not connection.introspection.table_names():
            super().handle(*args, **options)  # a new database has nobody to wait for
            return
        for attempt in range(1, ATTEMPTS + 1):
            _limit(connection, options["patience"])
            try:
                super().handle(*args, **options)
            except OperationalError as error:
                if getattr(error.__cause__, "sqlstate", "") not in _TIMED_OUT:
                    raise
                if attempt == ATTEMPTS:
                    raise CommandError(
                        f"A migration needed longer than {options['patience']:g} s, {ATTEMPTS} times. It was rolled "
                        "back each time, and everybody could work on. Try at a quieter hour, or stop the site and "
                        "give --patience 0."
                    ) from error
                self.stderr.write(f"Somebody uses the table; tried again in {PAUSE_SECONDS} s ({attempt}).")
                time.sleep(PAUSE_SECONDS)
            else:
                return
            finally:
                _limit(connection, None)


def _refuse_other_versions(connection: Any) -> None:
    """Tables that a later version made, or one from before the first release, are not to be guessed at."""
    loader = MigrationLoader(connection)
    ours = {app.label for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR}
    strange = sorted(key for key in set(loader.applied_migrations) - set(loader.disk_migrations) if key[0] in ours)
    if strange:
        raise CommandError(
            f"Another version of this software made this database: it knows {'.'.join(strange[-1])}, which this one "
            "does not. Nothing was changed. Start that version again, or give this one a database of its own."
        )


def _limit(connection: Any, seconds: float | None) -> None:
    if seconds is None and not connection.is_usable():
        return
    with connection.cursor() as cursor:
        for name in ("lock_timeout", "statement_timeout"):
            if seconds is None:
                cursor.execute(f"RESET {name}")
            else:
                cursor.execute("SELECT set_config(%s, %s, false)", [name, f"{int(seconds * 1000)}ms"])
