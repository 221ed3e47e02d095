"""`manage.py doctor`: is everything as it should be, and what to do where it is not."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from bali_process.doctor import LOOKS, Finding


class Command(BaseCommand):
    help = "Look at settings, database, roles, ledger, printing, clock, disk, mail, backups, orphans and queue."
    requires_system_checks: list[str] = []  # it makes them itself, and tells of them in its own words

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = 0
        for name, look in LOOKS.items():
            try:
                found = list(look())
            except (Error, OSError) as error:
                found = [
                    Finding(f"could not be looked at: {str(error).strip().splitlines()[0]}", "Look at DATABASE_URL.")
                ]
            for finding in found:
                mark = "ok   " if not finding.advice else "WRONG" if finding.is_wrong else "note "
                wrong += bool(finding.advice and finding.is_wrong)
                self.stdout.write(f"{mark}  {name}: {finding.words}")
                if finding.advice:
                    self.stdout.write(f"       -> {finding.advice}")
        if wrong:
            raise CommandError(f"{wrong} to put right.")
        self.stdout.write("Nothing has to be put right.")
