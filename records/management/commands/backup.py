"""`manage.py backup FOLDER`: everything, checked by putting it back beside."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.watching import audit
from records.backup import CannotBackUpError, back_up
from records.keeping import note


class Command(BaseCommand):
    help = "Write a backup into FOLDER and restore it into a scratch database to see that it holds everything."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            dump = back_up(options["folder"])
        except CannotBackUpError as error:
            raise CommandError(str(error)) from error
        note(dump)
        audit.tell("exported", None, what="backup")
        self.stdout.write(f"{dump}: written, restored beside and found complete. Keep the .json with it.")
