"""`manage.py add_font_pack FILE…`: faces for Chinese, Japanese and Korean that an administrator has fetched."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from records.render import font_pack


class Command(BaseCommand):
    help = "Keep faces for Chinese, Japanese and Korean (TTF, or the .tgz packages that hold them) for the PDF."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            added = font_pack.add(options["files"])
        except font_pack.CannotAddFontPackError as error:
            raise CommandError(str(error)) from error
        for face, is_new in added:
            self.stdout.write(f"{face}: {'added' if is_new else 'was there already'}.")
