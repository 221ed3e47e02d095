"""`manage.py read_summary FILE`: what the reader makes of a summary. Writes nothing."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from meetings.summary import MAX_BYTES, SummaryError, decode, default_names, read
from meetings.summary.account import account

_REFUSED = 2


class Command(BaseCommand):
    help = "Reads the summary of a meeting and prints what it proposes; nothing is saved."
    # The reader needs no database, so neither does this command.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the text of the summary; - reads standard input")
        parser.add_argument("--json", action="store_true", help="print the proposal as JSON")

    def handle(self, *args: Any, file: str, json: bool, **options: Any) -> None:
        try:
            proposal = read(decode(_bytes(file)), default_names())
        except SummaryError as error:
            raise CommandError(str(error), returncode=_REFUSED) from error
        self.stdout.write(_as_json(proposal.to_dict()) if json else account(proposal))


def _as_json(proposal: dict[str, Any]) -> str:
    return json.dumps(proposal, ensure_ascii=False, indent=2)


def _bytes(file: str) -> bytes:
    """At most one byte more than may be read, so that a huge file is refused and not loaded."""
    try:
        if file == "-":
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        with Path(file).open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise SummaryError(f"The file {file} cannot be read: {error.strerror}. Name an existing text file.") from error
