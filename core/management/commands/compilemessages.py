"""`manage.py compilemessages`: makes what the site reads of each catalogue, without programs of gettext."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from core.translating import catalogue


class Command(BaseCommand):
    help = "Compile the catalogues of words in locale/, here and in the folder of the process."

    def handle(self, *args: Any, **options: Any) -> None:
        made = catalogue.compile_all([Path(folder) for folder in settings.LOCALE_PATHS])
        self.stdout.write("".join(f"{path}\n" for path in made) or "There is no catalogue to compile.\n", ending="")
