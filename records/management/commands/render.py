"""`manage.py render KEY --format pdf|json --output FILE`: the issued bytes, as they were issued."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from records.models import Rendition


class Command(BaseCommand):
    help = "Write the issued PDF or JSON of the latest edition to a file (- is standard output)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("key", help="address: ahg-som/10")
        parser.add_argument("--format", choices=Rendition.Format.values, default=Rendition.Format.PDF)
        parser.add_argument("--output", required=True, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        key = options["key"].strip("/")
        renditions = Rendition.objects.filter(edition__subject__keys__path=key, format=options["format"])
        rendition = renditions.order_by("-edition__number").first()
        if rendition is None:
            raise CommandError(f"Nothing is issued at “{key}”. Issue it first: manage.py issue {key} …")
        if options["output"] == "-":
            sys.stdout.buffer.write(bytes(rendition.content))
            return
        try:
            Path(options["output"]).write_bytes(bytes(rendition.content))
        except OSError as error:
            raise CommandError(f"{options['output']} could not be written: {error.strerror}.") from error
        self.stderr.write(f"{rendition.file_name}: {rendition.size} bytes, SHA-256 {rendition.sha256}")
