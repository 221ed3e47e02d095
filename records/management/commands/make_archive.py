"""`manage.py make_archive --meetings N`: an archive of generated meetings in an empty database, for tests of scale."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from records import generated


class Command(BaseCommand):
    help = "Fill an empty database with generated meetings, each marked as generated. Refused in production."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--meetings", type=int, required=True, help="How many; each has ten paragraphs.")
        parser.add_argument("--seed", type=int, default=2016)

    def handle(self, *args: Any, meetings: int, seed: int, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("Generated meetings are not put into a database in production.")
        if meetings < 1:
            raise CommandError("Say how many meetings: --meetings 1000.")
        call_command("load_reference", stdout=self.stdout)
        try:
            counts = generated.make(meetings, seed=seed)
        except generated.CannotGenerateError as error:
            raise CommandError(str(error)) from error
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        self.stdout.write(", ".join(f"{name}: {count:,}" for name, count in counts.items()))
