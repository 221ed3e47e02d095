"""`manage.py read_bounces FILE`: what a mailbox holds of letters that came back is recorded beside them."""

from __future__ import annotations

import mailbox
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import mail


class Command(BaseCommand):
    help = (
        "Record letters that came back. FILE is a mailbox (mbox) or one message; “-” reads one message from standard "
        "input, for a mail server that hands each over to a command. The same message twice records nothing more."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="a mailbox, a message, or - for standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        found = [bounce for content in _messages(options["file"]) for bounce in mail.take_in(content)]
        for bounce in found:
            self.stdout.write(f"{bounce.letter.to}: {bounce.words or 'came back'}")
        self.stdout.write(f"{len(found)} letters came back.")


def _messages(name: str) -> list[bytes]:
    if name == "-":
        return [sys.stdin.buffer.read()]
    path = Path(name)
    if not path.is_file():
        raise CommandError(f"There is no file {name}.")
    content = path.read_bytes()
    if not content.startswith(b"From "):
        return [content]
    box = mailbox.mbox(path, create=False)
    try:
        return [message.as_bytes() for message in box]
    finally:
        box.close()
