"""`manage.py delete_old_notes`: notes whose time is over, with their history. Run it daily."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from meetings.retention import delete_old_notes


class Command(BaseCommand):
    help = "Delete notes whose time is over, with their history."

    def handle(self, *args: Any, **options: Any) -> None:
        many = delete_old_notes()
        self.stdout.write(f"{many} note{'' if many == 1 else 's'} deleted.")
