"""`manage.py rebuild_library`: throw the projections away and make them again from the editions."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from records import services


class Command(BaseCommand):
    help = "Make lists, paragraphs and the index of attendance again from what was issued."

    def handle(self, *args: Any, **options: Any) -> None:
        counts = services.rebuild_library()
        self.stdout.write(", ".join(f"{name}: {count}" for name, count in counts.items()))
