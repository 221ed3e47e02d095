"""`manage.py checkpoint [FOLDER]`: sign the ledger as it stands, for administrators to keep elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from records.models import Checkpoint, LedgerEntry
from records.proof import checkpoints, signing


class Command(BaseCommand):
    help = (
        "Print a signed head of the ledger. Keep it where nobody who administers this system can change it: on paper, "
        "in a letter, with another body. With FOLDER, write it there with the list of hashes and the public key."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            checkpoint = checkpoints.make()
            key = signing.key_text()
            if options["folder"]:
                self._write(options["folder"], checkpoint, key)
        except (checkpoints.CannotCheckpointError, signing.CannotSignError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"The checkpoint is made, but could not be written: {error}. Try again.") from error
        self.stdout.write(f"{checkpoint.note}\nThe key it is checked with: {key}")

    def _write(self, folder: Path, checkpoint: Checkpoint, key: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        hashes = LedgerEntry.objects.filter(position__lte=checkpoint.size).order_by("position")
        stem = f"checkpoint-{checkpoint.size:09}"
        (folder / f"{stem}.txt").write_text(checkpoint.note, "utf-8")
        (folder / f"{stem}.hashes").write_text("".join(f"{code}\n" for code in hashes.values_list("hash", flat=True)))
        (folder / "checkpoint-key.txt").write_text(f"{key}\n", "utf-8")
