"""`manage.py load_reference`: participants, names, memberships, abbreviations, areas and series."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from meetings.reference import load_series
from members.services import load_reference


class Command(BaseCommand):
    help = "Load the reference data that comes with the project. Safe to run again: corrections made here stay."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_reference() + load_series()
        self.stdout.write(f"Reference data: {loaded}.")
