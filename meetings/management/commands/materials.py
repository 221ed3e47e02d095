"""`manage.py materials`: where the files of meetings lie, and bring them elsewhere."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import stores
from meetings import holding

VERBS = ("where", "move", "check", "sweep")


class Command(BaseCommand):
    help = (
        "Tell where files lie (where), move them to the first place that MATERIALS_STORE names (move), read all and "
        "hold them against their digests (check), remove what belongs to nothing (sweep)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", nargs="?", choices=VERBS, default="where")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['verb']}")()
        except stores.StoreError as error:
            raise CommandError(str(error)) from error

    def _where(self) -> None:
        found = holding.standing()
        self.stdout.write(f"New files go to {stores.first() or 'the database'}.")
        self.stdout.write(f"{found.files} files: {found.elsewhere} lie elsewhere, {len(found.missing)} are missing.")
        self.stdout.write(f"{len(found.leftover)} objects belong to no file.")

    def _move(self) -> None:
        moved = holding.move(self._tell)
        self.stdout.write(f"{moved} files were moved to {stores.first() or 'the database'}.")
        if moved:
            self.stdout.write("A folder or bucket they came from is as it was: remove it after the next backup.")

    def _tell(self, number: int, total: int) -> None:
        if number % 100 == 0:
            self.stdout.write(f"{number} of {total}")

    def _check(self) -> None:
        found = holding.damaged()
        for line in found:
            self.stderr.write(line)
        if found:
            raise CommandError(f"{len(found)} files are damaged or missing. Put them back from a backup.")
        self.stdout.write("Every file is there, byte for byte.")

    def _sweep(self) -> None:
        self.stdout.write(f"{holding.sweep()} objects that belonged to nothing were removed.")
