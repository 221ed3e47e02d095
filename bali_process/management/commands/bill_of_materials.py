"""`manage.py bill_of_materials`: what this is made of, for whoever approves it (CycloneDX, JSON)."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand

from bali_process.bill_of_materials import made


class Command(BaseCommand):
    help = "Write the software bill of materials as CycloneDX 1.6."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(json.dumps(made(), indent=1, ensure_ascii=False))
