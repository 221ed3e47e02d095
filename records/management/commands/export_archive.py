"""`manage.py export_archive FOLDER`: everything that was issued, readable without us."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.watching import audit
from records.archive import CannotArchiveError
from records.archive.writing import export_archive


class Command(BaseCommand):
    help = "Write an archive (a BagIt bag) into a new folder: records as PDF, JSON and XML, ledger, tables, verify.py."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            checkpoint = export_archive(options["folder"])
        except (CannotArchiveError, OSError) as error:
            raise CommandError(str(error)) from error
        audit.tell("exported", None, what="archive")
        self.stdout.write(
            f"Written to {options['folder']}: {checkpoint.size} entries of the ledger and all they tell of."
        )
        words = [str(options["folder"] / "data/verify.py"), str(options["folder"])]
        words += ["--key", str(options["folder"] / "data/checkpoint-key.txt")]
        self.stdout.write(f"Check it: python3 {shlex.join(words)}")
