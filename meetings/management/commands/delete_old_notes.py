"""`manage.py delete_old_notes`: notes, sign-in sheets and texts brought in whose time is over, with their history."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from meetings.retention import delete_old_notes, delete_old_texts


class Command(BaseCommand):
    help = "Delete notes, sign-in sheets and texts brought in whose time is over, with their history."

    def handle(self, *args: Any, **options: Any) -> None:
        texts = delete_old_texts()
        self.stdout.write(f"{texts} text{'' if texts == 1 else 's'} brought in deleted.")
        many = delete_old_notes()
        self.stdout.write(f"{many} note{'' if many == 1 else 's'} deleted.")
