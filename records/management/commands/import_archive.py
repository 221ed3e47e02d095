"""`manage.py import_archive FOLDER`: take an archive into an empty system."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from records.archive import CannotArchiveError
from records.archive.reading import import_archive
from records.proof.verify import Checkpoint, FaultError, handed_over


class Command(BaseCommand):
    help = "Take in an archive, whole or not at all. Accounts come without address and password, and are closed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER")
        parser.add_argument("--checkpoint", type=Path, help="one that was kept elsewhere; the archive's own otherwise")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            kept = options["checkpoint"] and handed_over(options["checkpoint"], "checkpoint", Checkpoint.read)
            counts = import_archive(options["folder"], kept or None)
        except (CannotArchiveError, FaultError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Taken in: {counts['records.edition']} records, {sum(counts.values())} rows.")
