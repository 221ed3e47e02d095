"""`manage.py restore FILE.dump [--replace]`: put a backup back and keep what was there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from records.backup import CannotRestoreError, restore


class Command(BaseCommand):
    help = "Put a backup back. It is restored and compared beside first; then the names of the databases are changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("dump", type=Path, metavar="FILE.dump")
        parser.add_argument("--replace", action="store_true", help="also where this system holds records")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            old = restore(options["dump"], replace=options["replace"])
        except CannotRestoreError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Put back. What was there before stands as database {old} until you drop it.")
        self.stdout.write("Now run: manage.py migrate, manage.py verify_ledger with the checkpoints you kept.")
