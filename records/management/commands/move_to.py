"""`manage.py move_to postgres://user:password@host/name`: from the embedded database to a server."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.addresses import of_database
from core.watching import audit
from records.moving import CannotMoveError, move


class Command(BaseCommand):
    help = "Copy everything into the empty database at ADDRESS and compare. The one moved from stays as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", metavar="ADDRESS", help="postgres://user:password@host/name")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            told = of_database(options["address"])
            names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
            rows = move({name: told[key] for name, key in names.items() if told[key]})
        except (CannotMoveError, ImproperlyConfigured) as error:
            raise CommandError(str(error)) from error
        audit.tell("exported", None, what="everything, to another database")
        self.stdout.write(f"{rows:,} rows are there, and the ledger ends as it does here. From now on start with")
        self.stdout.write("DATABASE_URL set to that address. What was moved from was only read: keep it until you are")
        self.stdout.write(
            f"sure, then remove it. Settings, added faces and the checkpoint key stay in {settings.DATA_DIR}."
        )
