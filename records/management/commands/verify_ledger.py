"""`manage.py verify_ledger [CHECKPOINT ...]`: does everything that was issued still stand as it was written?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from records.proof.audit import Kept, audit
from records.proof.signing import CannotSignError, key_text
from records.proof.verify import Checkpoint, FaultError, handed_over


class Command(BaseCommand):
    help = (
        "Check the ledger, all that it tells of, and the checkpoints. Give the checkpoints you kept elsewhere: only "
        "they show a ledger that was rewritten whole. The list of hashes beside each names the first entry concerned."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("checkpoints", nargs="*", type=Path, metavar="CHECKPOINT")
        parser.add_argument("--key", type=Path, help="the key you kept with them; this system's own otherwise")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            key = handed_over(options["key"], "key", str) if options["key"] else key_text()
            found = audit([self._kept(file, key) for file in options["checkpoints"]])
        except (FaultError, CannotSignError, OSError) as error:
            raise CommandError(str(error)) from error
        for finding in found.findings:
            self.stderr.write(finding.words)
        if found.findings:
            raise CommandError(f"The ledger does not hold. The first entry concerned: {found.first}.")
        self.stdout.write(f"All {found.entries} entries hold, and all they tell of is as it was written.")
        if found.unproven:
            self.stdout.write(found.unproven)

    def _kept(self, file: Path, key: str) -> Kept:
        checkpoint = handed_over(file, "checkpoint", Checkpoint.read)
        checkpoint.check_signature(key)
        hashes = file.with_suffix(".hashes")
        return Kept(checkpoint, hashes.read_text().split() if hashes.exists() else ())
