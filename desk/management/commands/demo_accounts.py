"""`manage.py demo_accounts`: open the demonstration's accounts where they are missing and print them."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from desk.demo import accounts
from members.services import load_reference


class Command(BaseCommand):
    help = "Print the accounts of the demonstration with their password. Refuses in production."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            accounts.refuse_in_production()
        except accounts.CannotLoadDemoError as error:
            raise CommandError(str(error)) from error
        if accounts.missing():
            load_reference()
            accounts.open_accounts()
        self.stdout.write(accounts.table())
