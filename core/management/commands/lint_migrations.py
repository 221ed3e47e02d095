"""`manage.py lint_migrations`: refuses migrations that cannot be run while people work."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import migrations
from django.db.migrations.loader import MigrationLoader

from core.migrating import SAYS, faults

# Migrations of the version named there. While that is the version being made, others are told and not refused: it runs
# nowhere yet. Noted anew (--release) when a version goes out; from the next on unsafe ones are refused.
RELEASED = Path(__file__).resolve().parents[2] / "released_migrations.json"


def _version() -> str:
    project = tomllib.loads(Path(settings.BASE_DIR, "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])


class Command(BaseCommand):
    help = "Refuse migrations that stop, or are stopped by, the version that runs while they do."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--release", action="store_true", help="note those that are there now as released")

    def handle(self, *args: Any, **options: Any) -> None:
        loader = MigrationLoader(None)
        ours = {app.label for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR}
        known = {key: found for key, found in loader.disk_migrations.items() if key[0] in ours}
        if options["release"]:
            names = sorted(".".join(key) for key in known)
            RELEASED.write_text(json.dumps({"version": _version(), "migrations": names}, indent=1) + "\n", "utf-8")
            return
        told = json.loads(RELEASED.read_text("utf-8"))
        released = set(told["migrations"])
        rows_of = {
            f"{app}.{operation.name}".lower()
            for (app, name), found in known.items()
            if f"{app}.{name}" in released
            for operation in found.operations
            if isinstance(operation, migrations.CreateModel)
        }
        new = [found for key, found in sorted(known.items()) if ".".join(key) not in released]
        found = [fault for migration in new for fault in faults(migration, rows_of=rows_of)]
        for fault in found:
            self.stderr.write(fault)
        if found and told["version"] == _version():
            self.stdout.write(f"{len(found)} told: {_version()} is not out, so nobody works while they run.")
            return
        if found:
            raise CommandError(f"{len(found)} found. One that is right all the same says {SAYS} = '…' in its class.")
        self.stdout.write(f"{len(new)} migrations since the release, all can be run while people work.")
